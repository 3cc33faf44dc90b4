// The one rule of the verdict: its table, and its laws over random modules.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "./random.mjs";
import { load } from "./world.mjs";

const { status } = load();
const { NEW, OPENED, TRIED, PASSED, reckon } = status;
const lesson = (more) => ({
  key: "a",
  test: false,
  opened: true,
  ended: true,
  ...more,
});
const quiz = (more) => ({
  key: "q",
  test: true,
  opened: true,
  tries: 0,
  points: 0,
  max: 10,
  ...more,
});
const rules = { passMark: 70, attempts: null };

const TABLE = [
  [
    "fresh",
    [lesson({ opened: false, ended: false }), quiz({ opened: false })],
    rules,
    "incomplete",
  ],
  ["going", [lesson({ ended: false }), quiz()], rules, "incomplete"],
  ["quiz-left", [lesson(), quiz()], rules, "incomplete"],
  [
    "passed-left",
    [lesson({ ended: false }), quiz({ tries: 1, points: 10 })],
    rules,
    "incomplete",
  ],
  ["below-left", [lesson({ ended: false }), quiz({ tries: 1 })], rules, "incomplete"],
  ["below", [lesson(), quiz({ tries: 1 })], rules, "incomplete"],
  [
    "spent-left",
    [lesson({ ended: false }), quiz({ tries: 2 })],
    { passMark: 70, attempts: 2 },
    "incomplete",
  ],
  ["spent", [lesson(), quiz({ tries: 2 })], { passMark: 70, attempts: 2 }, "failed"],
  ["passed", [lesson(), quiz({ tries: 1, points: 7 })], rules, "passed"],
  ["completed", [lesson()], rules, "completed"],
  ["completed", [lesson(), quiz({ tries: 1 })], {}, "completed"],
  [
    "review",
    [lesson(), quiz({ tries: 1, points: 7 })],
    { ...rules, review: true },
    "passed",
  ],
];

test("each row of the table", () => {
  for (const [phrase, units, given, verdict] of TABLE) {
    const found = reckon(units, given);
    assert.deepEqual([found.phrase, found.verdict], [phrase, verdict]);
  }
});

test("V1: passed with lessons unread is not passed, and what is left is named", () => {
  const found = reckon(
    [lesson({ key: "a", ended: false }), quiz({ tries: 1, points: 10 })],
    rules,
  );
  assert.deepEqual([found.verdict, found.score], ["incomplete", 100]);
  assert.deepEqual(found.todo, [{ key: "a", level: OPENED, full: false, why: "read" }]);
});

test("V2: paged through with 0 of 100 is no full bar", () => {
  const found = reckon(
    [lesson({ key: "a" }), lesson({ key: "b" }), quiz({ tries: 1 })],
    rules,
  );
  assert.deepEqual([found.full, found.total, found.verdict], [2, 3, "incomplete"]);
  assert.deepEqual(
    found.parts.map(({ level }) => level),
    [TRIED, TRIED, TRIED],
  );
  assert.deepEqual(
    found.todo.map(({ key, why }) => [key, why]),
    [["q", "again"]],
  );
});

test("completion by practice asks for every question once", () => {
  const unit = lesson({ asks: 2, answered: 1 });
  assert.equal(reckon([unit], {}).verdict, "completed");
  const found = reckon([unit], { completion: "tried" });
  assert.deepEqual([found.verdict, found.todo[0].why], ["incomplete", "try"]);
  assert.equal(
    reckon([{ ...unit, answered: 2 }], { completion: "tried" }).verdict,
    "completed",
  );
});

function randomUnits(dice) {
  return Array.from({ length: 1 + dice.below(6) }, (_, n) => {
    const opened = dice.real() < 0.7;
    const max = 1 + dice.below(20);
    const tries = dice.below(4);
    if (dice.real() < 0.4) {
      return {
        key: `q${n}`,
        test: true,
        opened,
        tries,
        points: tries ? dice.below(max + 1) : 0,
        max,
      };
    }
    const asks = dice.below(3);
    const ended = opened && dice.real() < 0.7;
    return {
      key: `a${n}`,
      test: false,
      opened,
      ended,
      asks,
      answered: dice.below(asks + 1),
    };
  });
}

const RANKS = ["incomplete", "failed", "completed", "passed"];

/** The same module after a little more work. */
function more(units, dice) {
  const n = dice.below(units.length);
  return units.map((unit, place) => {
    if (place !== n) return unit;
    if (!unit.test) return { ...unit, opened: true, ended: true, answered: unit.asks };
    return {
      ...unit,
      opened: true,
      tries: unit.tries + 1,
      points: Math.max(unit.points, dice.below(unit.max + 1)),
    };
  });
}

test("the laws of the rule hold for 20,000 random modules", () => {
  const dice = chance(28);
  for (let n = 0; n < 20000; n++) {
    const units = randomUnits(dice);
    const given = {
      passMark: dice.pick([null, 50, 70, 100]),
      attempts: dice.pick([null, 1, 3]),
      completion: dice.pick(["read", "tried"]),
    };
    const before = JSON.stringify(units);
    const found = reckon(units, given);
    assert.equal(JSON.stringify(units), before, "pure");
    assert.deepEqual(reckon(units, given), found);
    const tell = `${before} ${JSON.stringify(given)}`;
    if (found.full === found.total)
      assert.ok(/passed|completed/.test(found.verdict), tell);
    if (found.verdict === "incomplete") assert.ok(found.todo.length > 0, tell);
    if (found.verdict === "passed") assert.ok(found.score >= given.passMark, tell);
    if (/passed|completed/.test(found.phrase) && !/left/.test(found.phrase)) {
      assert.equal(found.verdict, found.phrase, tell);
    }
    for (const { level } of found.parts)
      assert.ok(level >= NEW && level <= PASSED, tell);
    const later = reckon(more(units, dice), given);
    assert.ok(later.full >= found.full, tell);
    if (found.verdict !== "failed")
      assert.ok(RANKS.indexOf(later.verdict) >= RANKS.indexOf(found.verdict), tell);
    if (found.score !== null && units.filter((unit) => unit.test).length === 1) {
      assert.ok(later.score >= found.score, tell);
    }
  }
});
