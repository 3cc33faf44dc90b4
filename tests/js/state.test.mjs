import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "./random.mjs";
import { load } from "./world.mjs";

const { after, cost, empty, encode, decode, merge, tag } = load().state;
const DIGITS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
const LETTERS = [
  ..."abcXYZ 019;.~^!=*,#{}\"'&<\\",
  "\n",
  "\0",
  "é",
  "π",
  "中",
  "😀",
  "\ud800",
];

function keysOf(dice, count) {
  const keys = new Set();
  while (keys.size < count)
    keys.add(
      Array.from({ length: dice.pick([2, 2, 2, 3, 5]) }, () => dice.pick(DIGITS)).join(
        "",
      ),
    );
  return [...keys];
}

function randomState(dice, keys = keysOf(dice, 30)) {
  const state = empty();
  state.n = dice.below(4000);
  state.at = dice.pick(["", ...keys]);
  state.language = tag(dice.pick(["", "en", "pt-BR"]));
  state.word = dice.pick(["", "incomplete", "failed", "completed", "passed"]);
  state.sent = dice.below(300);
  state.attempt = dice.pick(["", "x1y2"]);
  state.seen = new Set(dice.some(keys));
  for (const key of dice.some(keys, 0.1)) {
    const max = 1 + dice.below(40);
    state.best.set(key, {
      points: dice.below(max * 4 + 1) / 4,
      max,
      tries: dice.below(9),
    });
  }
  for (const key of dice.some(keys))
    state.values.set(key, {
      n: Math.max(0, state.n - dice.pick([0, 1, 3, 7])),
      text: dice.text(LETTERS, 12),
    });
  return state;
}

const everyKey = ({ seen, best, values }) => [
  ...seen,
  ...best.keys(),
  ...values.keys(),
];

test("any state comes back as it was, in printable ASCII", () => {
  const dice = chance(1);
  for (let i = 0; i < 500; i++) {
    const keys = keysOf(dice, 30).filter(
      (key, _, all) => !all.some((other) => other !== key && other.startsWith(key)),
    );
    const state = randomState(dice, keys);
    const text = encode(state);
    assert.match(text, /^[A-Za-z0-9_.~!=;,^ -]*$/, "F8: nothing that an LMS spoils");
    assert.deepEqual(decode(text, keys), state);
    assert.deepEqual(
      decode(text),
      state,
      "what is whole is believed though no lesson has it",
    );
  }
});

test("60 lessons, 300 answers of 6 characters and 3 results fit in 4,096 characters", () => {
  const dice = chance(2);
  const keys = new Set();
  while (keys.size < 360)
    keys.add(Array.from({ length: 2 }, () => dice.pick(DIGITS)).join(""));
  const state = empty();
  const all = [...keys];
  Object.assign(state, {
    n: 900,
    at: all[0],
    language: tag("pt-BR"),
    attempt: "abcd",
    seen: new Set(all.slice(0, 60)),
  });
  all.slice(60).forEach((key, i) => state.values.set(key, { n: i, text: "ab1,c2" }));
  for (const key of all.slice(0, 3))
    state.best.set(key, { points: 87.5, max: 100, tries: 12 });
  const text = encode(state, 4096, all);
  const back = decode(text, all);
  assert.deepEqual([...back.values.keys()], [...state.values.keys()]);
  assert.deepEqual([back.seen, back.best], [state.seen, state.best]);
  assert.equal(text.length <= 4000, true, `${text.length} characters`);
});

test("an age of one character is exact for what is new, and never makes an old answer newer", () => {
  const state = empty();
  state.n = 123456;
  for (let age = 0; age < 5000; age++)
    state.values.set(`k${age}`, { n: state.n - age, text: "a" });
  const back = decode(encode(state));
  assert.equal(back.n, 123456);
  let before = Infinity;
  for (let age = 0; age < 5000; age++) {
    const told = back.n - back.values.get(`k${age}`).n;
    if (age <= 8) assert.equal(told, age);
    else
      assert.ok(
        told >= Math.min(age, 3000) && told <= age * 1.13 + 1,
        `${age} -> ${told}`,
      );
    assert.ok(back.values.get(`k${age}`).n <= before);
    before = back.values.get(`k${age}`).n;
  }
});

test("F8: what was typed comes back whole, and its cost is counted with the escapes", () => {
  for (const text of [
    "R&D",
    "a\\'b",
    '"<script>',
    "100 %",
    "Καλημέρα",
    "a;b~c^d!e=f",
    "😀",
  ]) {
    const state = empty();
    state.values.set("ab", { n: 0, text });
    const written = encode(state);
    assert.match(written, /^[A-Za-z0-9_.~!=;,^ -]*$/);
    assert.equal(decode(written).values.get("ab").text, text);
    const bare = empty();
    bare.values.set("ab", { n: 0, text: "" });
    assert.equal(written.length - encode(bare).length, cost(text));
  }
});

test("a state of the version before is read and turned into the new one without loss", () => {
  const old = oldState();
  const names = { ab: "abcX", xyz: "xyzW", pq: "pq1Z", q1: "q1aB" };
  const keys = Object.keys(names);
  const state = decode(old, keys, names);
  assert.equal(state.n, 12);
  assert.equal(state.at, "ab");
  assert.equal(state.language, tag("de"));
  assert.equal(state.attempt, "x1y2");
  assert.deepEqual([...state.seen].sort(), ["ab", "gon", "xyz"]);
  assert.deepEqual(state.best.get("q1"), { points: 7.5, max: 10, tries: 2 });
  assert.deepEqual(state.values.get("pq"), { n: 9, text: "é;" });
  assert.deepEqual(state.values.get("gon"), { n: 2, text: "x" });
  const again = decode(encode(state), keys, names);
  assert.deepEqual(again.values.get("pq"), state.values.get("pq"));
  assert.deepEqual(
    [again.seen, again.best, again.at],
    [state.seen, state.best, state.at],
  );
});

/** As `state.js` of version 0.1 has written it. */
function oldState() {
  const digits = (number, width) =>
    width ? digits(Math.floor(number / 64), width - 1) + DIGITS[number % 64] : "";
  const seal = (text) => {
    let sum = 1;
    for (const unit of text) sum = (sum * 40503 + unit.charCodeAt(0)) % 64 ** 3;
    return text + digits(sum, 3);
  };
  const result = seal(`q1a${[75000, 100000, 2].map((part) => part.toString(36))}`);
  const values = `pq1${digits(3, 2)}^${digits(233, 3)}^${digits(59, 3)};gon${digits(10, 2)}x;`;
  return `1${seal("c,abc,de,x1y2")}!${seal("abc*ExyzWgon")}=${result};~${seal(values)}`;
}

test("what a later version adds is kept as it is", () => {
  const state = empty();
  state.n = 1;
  state.seen.add("ab");
  state.more = "MABC~NXYZ";
  const back = decode(encode(state));
  assert.equal(back.more, "MABC~NXYZ");
  assert.equal(merge(back, empty()).more, "MABC~NXYZ");
});

test("work that was done apart goes on top", () => {
  const state = empty();
  state.n = 2;
  state.values.set("ab", { n: 1, text: "x" });
  const moved = after(state, 40);
  assert.deepEqual(
    [moved.n, moved.values.get("ab").n, state.values.get("ab").n],
    [42, 41, 1],
  );
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
      () =>
        text.slice(0, place) +
        dice.pick([...DIGITS, ";", "!", "=", "~", "*", "^", "é"]) +
        text.slice(place + 1),
      () => text.slice(0, place) + text.slice(place + 1),
      () => text.slice(0, place) + dice.text(LETTERS, 9) + text.slice(place),
      () => text.slice(place) + text.slice(0, place),
    ])();
    const back = decode(damaged, keys);
    for (const key of everyKey(back))
      assert.equal(keys.includes(key), true, `${key} from ${damaged}`);
    for (const [key, { points, max }] of back.best) {
      assert.deepEqual(
        { points, max },
        { points: state.best.get(key)?.points, max: state.best.get(key)?.max },
      );
    }
    encode(back);
  }
});

test("one wrong character costs at most what it hit", () => {
  const dice = chance(4);
  for (let i = 0; i < 300; i++) {
    const keys = keysOf(dice, 20).filter((key) => key.length === 2);
    const state = randomState(dice, keys);
    const text = encode(state);
    const place =
      1 + text.lastIndexOf("~") + dice.below(text.length - text.lastIndexOf("~") - 1);
    const back = decode(`${text.slice(0, place)}@${text.slice(place + 1)}`, keys);
    assert.deepEqual(back.seen, state.seen);
    assert.deepEqual(back.best, state.best);
    assert.equal(back.values.size >= state.values.size - 2, true);
  }
});

test("a state cut off keeps the lessons and answers before the cut", () => {
  const state = empty();
  Object.assign(state, {
    n: 7,
    at: "aaa",
    attempt: "abcd",
    seen: new Set(["aaa", "bbb"]),
  });
  state.values.set("p01", { n: 3, text: "one" }).set("p02", { n: 4, text: "two" });
  const text = encode(state);
  const back = decode(text.slice(0, text.indexOf("two")), ["aaa", "bbb", "p01", "p02"]);
  assert.deepEqual([...back.seen], ["aaa", "bbb"]);
  assert.deepEqual([...back.values], [["p01", { n: 3, text: "one" }]]);
});

test("what is no state at all is an empty one", () => {
  for (const text of [
    "",
    null,
    undefined,
    42,
    "null",
    "garbage",
    '{"v":1,"seen":["aaa"],"x":"a=b~c;"}',
    "2",
    "2!aabag=~",
    "1",
    "1!=~",
    "{}",
    "~".repeat(5000),
  ]) {
    assert.deepEqual(
      decode(text, ["aaa", "gar", "bag"]),
      empty(),
      String(text).slice(0, 40),
    );
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
  state.seen.add("ls").add("go");
  for (const [key, n] of [
    ["k1", 1],
    ["u2", 2],
    ["u1", 1],
    ["k9", 9],
  ])
    state.values.set(key, { n, text: "123456" });
  const known = ["k1", "k9", "ls"];
  const full = encode(state, Infinity, known).length;
  const left = (limit) => {
    const text = encode(state, limit, known);
    assert.equal(text.length <= limit, true);
    return everyKey(decode(text, known)).sort().join(" ");
  };
  assert.equal(left(full), "go k1 k9 ls u1 u2");
  assert.equal(left(full - 1), "go k1 k9 ls u2");
  assert.equal(left(full - 11), "go k1 k9 ls");
  assert.equal(left(full - 21), "k1 k9 ls");
  assert.equal(left(full - 23), "k9 ls");
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
  assert.deepEqual(
    [both.n, both.at, [...both.seen].sort()],
    [5, "aaa", ["aaa", "bbb"]],
  );
  assert.deepEqual(both.best.get("q"), { points: 4, max: 5, tries: 3 });
  assert.deepEqual(
    [both.values.get("x").text, both.values.get("y").text],
    ["newer", "pending"],
  );
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
    const tied =
      a.n === b.n ||
      keys.some(
        (key) => a.values.has(key) && a.values.get(key).n === b.values.get(key)?.n,
      );
    if (!tied) assert.deepEqual(sorted(merge(a, b)), sorted(merge(b, a)));
    assert.equal(encode(a), before, "merging changes neither");
  }
});
