import assert from "node:assert/strict";
import { test } from "node:test";
import { Lms } from "./fake-lms.mjs";
import { load } from "./world.mjs";

const { interactions, lms } = load();
const RESPONSE = { scorm12: "student_response", scorm2004: "learner_response" };

function fields(standard, detail) {
  return Object.fromEntries(
    interactions.fields({ id: "q", ...detail }, standard === "scorm2004" ? 1 : 0),
  );
}

function both(detail) {
  return ["scorm12", "scorm2004"].map((standard) => {
    const found = fields(standard, detail);
    const patterns = Object.keys(found)
      .filter((name) => name.endsWith("pattern"))
      .map((name) => found[name]);
    return [found.type, found[RESPONSE[standard]], ...patterns];
  });
}

test("each type is written in each version's own syntax", () => {
  const cases = [
    [
      { type: "choice", response: ["b"], correct: ["a"] },
      ["choice", "b", "a"],
      ["choice", "b", "a"],
    ],
    [
      { type: "multiple", response: ["a", "c"], correct: ["a", "b"] },
      ["choice", "a,c", "{a,b}"],
      ["choice", "a[,]c", "a[,]b"],
    ],
    [
      { type: "truefalse", response: false, correct: true },
      ["true-false", "f", "t"],
      ["true-false", "false", "true"],
    ],
    [
      {
        type: "match",
        response: [
          ["a", "b"],
          ["b", "a"],
        ],
        correct: [
          ["a", "a"],
          ["b", "b"],
        ],
      },
      ["matching", "a.b,b.a", "a.a,b.b"],
      ["matching", "a[.]b[,]b[.]a", "a[.]a[,]b[.]b"],
    ],
    [
      { type: "order", response: ["c", "a", "b"], correct: ["a", "b", "c"] },
      ["sequencing", "c,a,b", "a,b,c"],
      ["sequencing", "c[,]a[,]b", "a[,]b[,]c"],
    ],
    [
      {
        type: "gaps",
        response: ["will", "ways"],
        correct: [["will"], ["way", "path"]],
      },
      ["fill-in", "will,ways", "will,way", "will,path"],
      ["fill-in", "will[,]ways", "will[,]way", "will[,]path"],
    ],
    [
      { type: "short", response: "été", correct: [["été"]] },
      ["fill-in", "été", "été"],
      ["fill-in", "été", "été"],
    ],
    [
      { type: "number", response: 24.5, correct: [24.5, 25.5] },
      ["numeric", "24.5"],
      ["numeric", "24.5", "24.5[:]25.5"],
    ],
    [
      { type: "number", response: 0, correct: 3 },
      ["numeric", "0", "3"],
      ["numeric", "0", "3[:]3"],
    ],
    [{ type: "rating", response: 4 }, ["likert", "4"], ["likert", "4"]],
    [
      { type: "long-fill-in", response: "a\nb" },
      ["fill-in", "a b"],
      ["long-fill-in", "a b"],
    ],
    [
      { type: "other", response: "kitchen" },
      ["performance", "kitchen"],
      ["other", "kitchen"],
    ],
  ];
  for (const [detail, in12, in2004] of cases)
    assert.deepEqual(both(detail), [in12, in2004], detail.type);
});

test("the words for a wrong answer differ, and part of the points is a number", () => {
  const results = (detail) =>
    ["scorm12", "scorm2004"].map(
      (standard) =>
        fields(standard, { type: "choice", response: ["a"], ...detail }).result,
    );
  assert.deepEqual(results({ result: "incorrect" }), ["wrong", "incorrect"]);
  assert.deepEqual(results({ result: "wrong" }), ["wrong", "incorrect"]);
  assert.deepEqual(results({ result: false }), ["wrong", "incorrect"]);
  assert.deepEqual(results({ result: true }), ["correct", "correct"]);
  assert.deepEqual(results({ result: "neutral" }), ["neutral", "neutral"]);
  assert.deepEqual(results({ result: "partly", points: 0.5 }), ["0.5", "0.5"]);
  assert.deepEqual(results({ result: "partly" }), [undefined, undefined]);
});

test("authors' ids become legal ones: underscores in 2004, letters by place in 1.2", () => {
  const detail = {
    type: "choice",
    choices: ["the-tutor", "a", "mentor"],
    response: ["mentor"],
    correct: ["the-tutor"],
  };
  assert.deepEqual(both(detail), [
    ["choice", "c", "a"],
    ["choice", "mentor", "the_tutor"],
  ]);
  const match = {
    type: "match",
    choices: ["a", "b"],
    matches: ["x-1", "x-2"],
    response: [["a", "x-2"]],
  };
  assert.deepEqual(both(match), [
    ["matching", "a.b"],
    ["matching", "a[.]x_2"],
  ]);
});

test("an id without a legal form leaves the response out, not the interaction", () => {
  const detail = { type: "choice", response: ["no-list"], result: "correct" };
  assert.deepEqual(both(detail), [
    ["choice", undefined],
    ["choice", "no_list"],
  ]);
  assert.deepEqual(both({ type: "choice", choices: ["x-x"], response: ["gone!"] }), [
    ["choice", undefined],
    ["choice", undefined],
  ]);
});

test("what does not fit is sent without its pattern or not at all", () => {
  const long = "x".repeat(300);
  const ids = Array.from({ length: 40 }, (_, i) => `c${i}`);
  assert.deepEqual(both({ type: "short", response: "ok", correct: [[long]] }), [
    ["fill-in", "ok"],
    ["fill-in", "ok"],
  ]);
  assert.deepEqual(both({ type: "short", response: long }), [
    ["fill-in", undefined],
    ["fill-in", undefined],
  ]);
  assert.deepEqual(both({ type: "other", response: long }), [
    ["performance", undefined],
    ["other", long],
  ]);
  assert.deepEqual(both({ type: "other", response: "x".repeat(4001) })[1], [
    "other",
    undefined,
  ]);
  assert.deepEqual(both({ type: "short", response: "a[,]b" })[1], [
    "fill-in",
    undefined,
  ]);
  assert.deepEqual(both({ type: "multiple", choices: ids, response: ids }), [
    ["choice", undefined],
    ["choice", undefined],
  ]);
  assert.deepEqual(both({ type: "multiple", response: ["a", "a"] }), [
    ["choice", undefined],
    ["choice", undefined],
  ]);
  assert.deepEqual(both({ type: "number", response: 1e30 }), [
    ["numeric", undefined],
    ["numeric", undefined],
  ]);
  assert.deepEqual(both({ type: "number", response: NaN }), [
    ["numeric", undefined],
    ["numeric", undefined],
  ]);
  const gaps = Array.from({ length: 3 }, () => ["a", "b"]);
  assert.deepEqual(both({ type: "gaps", response: ["a", "a", "a"], correct: gaps }), [
    ["fill-in", "a,a,a"],
    ["fill-in", "a[,]a[,]a"],
  ]);
  assert.deepEqual(both({ type: "choice", response: [] }), [
    ["choice", undefined],
    ["choice", undefined],
  ]);
  assert.throws(
    () => fields("scorm12", { type: "unheard-of", response: 1 }),
    "whoever sends it leaves it out",
  );
});

test("a thousand alternatives in each of ten gaps cost no time and no memory", () => {
  const gap = Array.from({ length: 1000 }, (_, i) => `w${i}`);
  assert.deepEqual(
    both({ type: "gaps", response: ["w1"], correct: Array(10).fill(gap) })[0],
    ["fill-in", "w1"],
  );
});

test("time is local, without zone and fractions, and lies where the version wants it", () => {
  const when = new Date(2026, 10, 23, 9, 5, 7, 123).getTime();
  const detail = { type: "choice", response: ["a"], when, latency: 65120 };
  assert.deepEqual(
    [fields("scorm12", detail).time, fields("scorm12", detail).latency],
    ["09:05:07", "00:01:05.12"],
  );
  assert.deepEqual(
    [fields("scorm2004", detail).timestamp, fields("scorm2004", detail).latency],
    ["2026-11-23T09:05:07", "PT65.12S"],
  );
});

test("a description is for 2004 alone, of 250 characters at most", () => {
  const detail = { type: "choice", response: ["a"], description: "d".repeat(400) };
  assert.equal(fields("scorm12", detail).description, undefined);
  assert.equal(fields("scorm2004", detail).description.length, 250);
});

test("id and type come first, and every field of a full answer is taken by a strict LMS", () => {
  for (const standard of ["scorm12", "scorm2004"]) {
    const host = new Lms(standard);
    const link = lms.connect({ API: host.api, API_1484_11: host.api }, standard);
    assert.equal(link.opened, true);
    const more = {
      outcome: "K1",
      when: Date.UTC(2026, 1, 1),
      latency: 1234,
      weighting: 2,
      description: "Who?",
      result: "incorrect",
    };
    link.interaction(
      {
        id: "roles.who-decides",
        type: "multiple",
        response: ["a", "b"],
        correct: ["a"],
        ...more,
      },
      0,
    );
    link.interaction(
      {
        id: "roles.gaps",
        type: "gaps",
        response: ["a", "b"],
        correct: [["a"], ["b", "c"]],
        ...more,
      },
      1,
    );
    assert.deepEqual(host.faults, []);
    const set = host.calls
      .filter(([name]) => name === "SetValue")
      .map(([, element]) => element);
    assert.deepEqual(set.slice(0, 2), [
      "cmi.interactions.0.id",
      "cmi.interactions.0.type",
    ]);
    assert.equal(host.values.get("cmi.interactions.0.id"), "roles.who_decides");
    assert.equal(
      host.values.get("cmi.interactions.1.correct_responses.1.pattern"),
      standard === "scorm12" ? "a,c" : "a[,]c",
    );
    assert.equal(set.length, standard === "scorm12" ? 19 : 21);
  }
});
