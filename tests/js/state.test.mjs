import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "./random.mjs";
import { load } from "./world.mjs";

const { empty, encode, decode, merge } = load().state;
const DIGITS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
const LETTERS = [..."abcXYZ 019;.~^!=*,#{}\"'&<\\", "\n", "\0", "é", "π", "中", "😀", "\ud800"];

function keysOf(dice, count) {
  const keys = new Set();
  while (keys.size < count) keys.add(Array.from({ length: dice.pick([3, 3, 3, 4, 6]) }, () => dice.pick(DIGITS)).join(""));
  return [...keys];
}

function randomState(dice, keys = keysOf(dice, 30)) {
  const state = empty();
  state.n = dice.below(4000);
  state.at = dice.pick(["", ...keys]);
  state.language = dice.pick(["", "en", "pt-BR"]);
  state.attempt = dice.pick(["", "x1y2"]);
  state.seen = new Set(dice.some(keys));
  for (const key of dice.some(keys, 0.1)) {
    const max = 1 + dice.below(40);
    state.best.set(key, { points: dice.below(max * 4 + 1) / 4, max, tries: dice.below(9) });
  }
  for (const key of dice.some(keys)) state.values.set(key, { n: dice.below(state.n + 1), text: dice.text(LETTERS, 12) });
  return state;
}

const everyKey = ({ seen, best, values }) => [...seen, ...best.keys(), ...values.keys()];

test("any state comes back as it was, in printable ASCII", () => {
  const dice = chance(1);
  for (let i = 0; i < 500; i++) {
    const keys = keysOf(dice, 30).filter((key, _, all) => !all.some((other) => other !== key && other.startsWith(key)));
    const state = randomState(dice, keys);
    const text = encode(state);
    assert.match(text, /^[ -~]*$/);
    assert.deepEqual(decode(text, keys), state);
    assert.deepEqual(decode(text), state, "what is whole is believed though no lesson has it");
  }
});

test("60 lessons, 300 answers of 6 characters and 3 results fit in 4,096 characters", () => {
  const dice = chance(2);
  const keys = new Set();
  while (keys.size < 360) keys.add(Array.from({ length: 3 }, () => dice.pick(DIGITS)).join(""));
  const state = empty();
  const all = [...keys];
  Object.assign(state, { n: 900, at: all[0], language: "pt-BR", attempt: "abcd", seen: new Set(all.slice(0, 60)) });
  all.slice(60).forEach((key, i) => state.values.set(key, { n: i, text: "ab1,c2" }));
  for (const key of all.slice(0, 3)) state.best.set(key, { points: 87.5, max: 100, tries: 12 });
  const text = encode(state, 4096, all);
  assert.deepEqual(decode(text, all), state);
  assert.equal(text.length <= 4000, true, `${text.length} characters`);
});

test("a counter may grow for ever: an answer's age is kept, up to the oldest that can be told apart", () => {
  const state = empty();
  state.n = 123456;
  state.values.set("new", { n: 123450, text: "a" }).set("old", { n: 5, text: "b" });
  const back = decode(encode(state));
  assert.equal(back.n, 123456);
  assert.equal(back.values.get("new").n, 123450);
  assert.equal(back.values.get("old").n, 123456 - 4095);
});

test("random damage never throws, never invents a key, and a truncated state keeps its beginning", () => {
  const dice = chance(3);
  for (let i = 0; i < 3000; i++) {
    const keys = keysOf(dice, 12);
    const state = randomState(dice, keys);
    const text = encode(state);
    const place = dice.below(text.length);
    const damaged = dice.pick([
      () => text.slice(0, place),
      () => text.slice(0, place) + dice.pick([...DIGITS, ";", "!", "=", "~", "*", "^", "é"]) + text.slice(place + 1),
      () => text.slice(0, place) + text.slice(place + 1),
      () => text.slice(0, place) + dice.text(LETTERS, 9) + text.slice(place),
      () => text.slice(place) + text.slice(0, place),
    ])();
    const back = decode(damaged, keys);
    for (const key of everyKey(back)) assert.equal(keys.includes(key), true, `${key} from ${damaged}`);
    for (const [key, { points, max }] of back.best) {
      assert.deepEqual({ points, max }, { points: state.best.get(key)?.points, max: state.best.get(key)?.max });
    }
    encode(back);
  }
});

test("one wrong character costs at most what it hit", () => {
  const dice = chance(4);
  for (let i = 0; i < 300; i++) {
    const keys = keysOf(dice, 20).filter((key) => key.length === 3);
    const state = randomState(dice, keys);
    const text = encode(state);
    const place = 1 + text.lastIndexOf("~") + dice.below(text.length - text.lastIndexOf("~") - 1);
    const back = decode(`${text.slice(0, place)}@${text.slice(place + 1)}`, keys);
    assert.deepEqual(back.seen, state.seen);
    assert.deepEqual(back.best, state.best);
    assert.equal(back.values.size >= state.values.size - 2, true);
  }
});

test("a state cut off keeps the lessons and answers before the cut", () => {
  const state = empty();
  Object.assign(state, { n: 7, at: "aaa", attempt: "abcd", seen: new Set(["aaa", "bbb"]) });
  state.values.set("p01", { n: 3, text: "one" }).set("p02", { n: 4, text: "two" });
  const text = encode(state);
  const back = decode(text.slice(0, text.indexOf("two")), ["aaa", "bbb", "p01", "p02"]);
  assert.deepEqual([...back.seen], ["aaa", "bbb"]);
  assert.deepEqual([...back.values], [["p01", { n: 3, text: "one" }]]);
});

test("what is no state at all is an empty one", () => {
  for (const text of ["", null, undefined, 42, "null", "garbage", '{"v":1,"seen":["aaa"],"x":"a=b~c;"}', "2", "2!aaabag=~", "1", "1!=~", "{}", "~".repeat(5000)]) {
    assert.deepEqual(decode(text, ["aaa", "gar", "bag"]), empty(), String(text).slice(0, 40));
  }
});

test("a key lengthened for a collision takes over what stood under the short one", () => {
  const state = empty();
  Object.assign(state, { at: "abc", seen: new Set(["abc", "xyz"]) });
  state.best.set("abc", { points: 1, max: 2, tries: 1 });
  state.values.set("abc", { n: 0, text: "v" });
  const back = decode(encode(state), ["abcd", "xyz"]);
  assert.deepEqual([...back.seen].sort(), ["abcd", "xyz"]);
  assert.equal(back.at, "abcd");
  assert.deepEqual(back.best.get("abcd"), { points: 1, max: 2, tries: 1 });
  assert.equal(back.values.get("abcd").text, "v");
  assert.equal(everyKey(back).includes("abc"), false);
});

test("a short key that is still in use is not taken over", () => {
  const state = empty();
  state.seen.add("abc");
  assert.deepEqual([...decode(encode(state), ["abcd", "abc"]).seen], ["abc"]);
});

test("unknown keys are kept until the limit presses, then go first, oldest first", () => {
  const state = empty();
  state.n = 9;
  state.seen.add("lsn").add("gon");
  for (const [key, n] of [["kn1", 1], ["un2", 2], ["un1", 1], ["kn9", 9]]) state.values.set(key, { n, text: "123456" });
  const known = ["kn1", "kn9", "lsn"];
  const full = encode(state, Infinity, known).length;
  const left = (limit) => {
    const text = encode(state, limit, known);
    assert.equal(text.length <= limit, true);
    return everyKey(decode(text, known)).sort().join(" ");
  };
  assert.equal(left(full), "gon kn1 kn9 lsn un1 un2");
  assert.equal(left(full - 1), "gon kn1 kn9 lsn un2");
  assert.equal(left(full - 13), "gon kn1 kn9 lsn");
  assert.equal(left(full - 25), "kn1 kn9 lsn");
  assert.equal(left(full - 28), "kn9 lsn");
});

test("merging keeps all that was seen, the best result and the newer answer; of equals the pending one", () => {
  const a = empty();
  const b = empty();
  Object.assign(a, { n: 5, at: "aaa", seen: new Set(["aaa"]) });
  Object.assign(b, { n: 4, at: "bbb", seen: new Set(["bbb"]) });
  a.best.set("q", { points: 5, max: 10, tries: 3 });
  b.best.set("q", { points: 4, max: 5, tries: 1 });
  a.values.set("x", { n: 5, text: "newer" }).set("y", { n: 2, text: "saved" });
  b.values.set("x", { n: 4, text: "older" }).set("y", { n: 2, text: "pending" });
  const both = merge(a, b);
  assert.deepEqual([both.n, both.at, [...both.seen].sort()], [5, "aaa", ["aaa", "bbb"]]);
  assert.deepEqual(both.best.get("q"), { points: 4, max: 5, tries: 3 });
  assert.deepEqual([both.values.get("x").text, both.values.get("y").text], ["newer", "pending"]);
});

test("merging is idempotent and associative, and commutative but for equal counters", () => {
  const dice = chance(5);
  const sorted = (state) => ({
    ...state,
    seen: [...state.seen].sort(),
    best: [...state.best].sort(),
    values: [...state.values].sort(([a], [b]) => (a < b ? -1 : 1)),
  });
  for (let i = 0; i < 400; i++) {
    const keys = keysOf(dice, 8);
    const [a, b, c] = [0, 1, 2].map(() => randomState(dice, keys));
    const before = encode(a);
    assert.deepEqual(sorted(merge(a, a)), sorted(a));
    assert.deepEqual(sorted(merge(merge(a, b), c)), sorted(merge(a, merge(b, c))));
    const tied = a.n === b.n || keys.some((key) => a.values.has(key) && a.values.get(key).n === b.values.get(key)?.n);
    if (!tied) assert.deepEqual(sorted(merge(a, b)), sorted(merge(b, a)));
    assert.equal(encode(a), before, "merging changes neither");
  }
});
