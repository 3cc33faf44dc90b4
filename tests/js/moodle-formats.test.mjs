import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "./random.mjs";
import { load } from "./world.mjs";

// What Moodle 4.5 takes for each element of an interaction, in SCORM 1.2 and in 2004.
const { interactions } = load();
const any = (limit) => new RegExp(`^[^]{0,${limit}}$`);
const within = (low, high, format) => ({
  test: (value) => format.test(value) && value >= low && Number(value) <= high,
});
const OLD = /^-?\d{0,3}(\.\d*)?$/;
const REAL = /^-?\d{1,5}(\.\d{1,18})?$/;
const SHORT = /^[\w.]{1,250}$/;
const FORMATS = [
  {
    id: /^[!-~]{1,255}$/,
    type: /^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/,
    "objectives.0.id": /^[!-~]{1,255}$/,
    time: /^[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,2})?$/,
    pattern: any(255),
    weighting: within(-100, 100, OLD),
    student_response: any(255),
    result: /^(correct|wrong|unanticipated|neutral|\d{1,3}(\.\d*)?)$/,
    latency: /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/,
  },
  {
    id: /^(?!urn:)\S{1,4000}$/,
    type: /^(true-false|choice|(long-)?fill-in|matching|performance|sequencing|likert|numeric|other)$/,
    "objectives.0.id": /^(?!urn:)\S{1,4000}$/,
    timestamp:
      /^(19[7-9]\d|20[0-2]\d|203[0-8])-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d$/,
    pattern: any(4000),
    weighting: REAL,
    learner_response: any(4000),
    result: /^(correct|incorrect|unanticipated|neutral|-?\d{1,4}(\.\d{1,18})?)$/,
    latency: /^PT\d+(\.\d{1,2})?S$/,
    description: /^[^{\n\r].{0,250}$/,
  },
];
const lists = (part) => new RegExp(`^(${part}(\\[,\\]${part}){0,35})?$`);
const RESPONSES_2004 = {
  "true-false": /^(true|false)$/,
  choice: lists("[\\w.]{1,250}"),
  sequencing: lists("[\\w.]{1,250}"),
  matching: lists("[\\w.]{1,250}\\[\\.\\][\\w.]{1,250}"),
  numeric: /^-?\d{1,10}(\.\d{1,18})?$/,
  likert: SHORT,
};

function answer({ below, pick, real, some, text }) {
  const type = pick([
    "choice",
    "multiple",
    "truefalse",
    "match",
    "order",
    "gaps",
    "number",
    "short",
    "rating",
    "other",
  ]);
  const ids = Array.from({ length: 1 + below(40) }, (_, n) =>
    pick([`c${n}`, String.fromCharCode(97 + (n % 26)), `a-b-${n}`, `é${n}`]),
  );
  const words = () =>
    text([..."ab ,.{}[]~\n\t\"'é中", "[,]", "{case_matters=true}", "🙂"], 300);
  const number = pick([0, -3, 24.5, 1e-9, 1e21, 123456.789, NaN, -0.000001]);
  const gaps = Array.from({ length: 1 + below(12) }, words);
  const responses = {
    choice: [pick(ids)],
    multiple: some(ids),
    truefalse: real() > 0.5,
    match: some(ids).map((id) => [id, pick(ids)]),
    order: ids,
    gaps,
    number,
    short: words(),
    rating: 1 + below(9),
    other: words(),
  };
  return {
    id: pick(["roles.who-decides", "x".repeat(400), "ünicode id", words()]),
    type,
    choices: type === "truefalse" ? undefined : ids,
    response: responses[type],
    correct: pick([undefined, responses[type], gaps.map((gap) => [gap, words()])]),
    result: pick([true, false, "neutral", "partly", "unanticipated", undefined]),
    points: pick([0, 0.333333, 12, 999.99]),
    max: pick([undefined, 0, 0.5, 100, 999.99]),
    outcome: pick([undefined, "K1", "a b"]),
    when: pick([undefined, Date.UTC(2026, 10, 26, 23, 59, 59, 999), 0]),
    latency: pick([undefined, 0, 499, 1e12, 65123]),
    description: pick([
      undefined,
      "",
      "{lang=en}Who?",
      "Who\ndecides?",
      "d".repeat(999),
    ]),
  };
}

test("whatever a learner answers, Moodle takes each value that is sent", () => {
  const luck = chance(7);
  const seen = [new Set(), new Set()];
  for (let n = 0; n < 3000; n += 1) {
    const given = answer(luck);
    for (const v of [0, 1]) {
      let sent = [];
      try {
        sent = interactions.fields(given, v);
      } catch {
        continue; // whoever sends it leaves the interaction out
      }
      const type = sent.find(([name]) => name === "type")?.[1];
      for (const [name, value] of sent) {
        const key = name.endsWith("pattern") ? "pattern" : name;
        seen[v].add(key);
        assert.ok(
          FORMATS[v][key].test(value),
          `${v ? "2004" : "1.2"} ${name}: ${JSON.stringify(value)}`,
        );
        if (v && key === "learner_response") {
          assert.ok(
            (RESPONSES_2004[type] ?? any(4000)).test(value),
            `${type}: ${JSON.stringify(value)}`,
          );
        }
      }
    }
  }
  for (const v of [0, 1])
    assert.deepEqual([...seen[v]].sort(), Object.keys(FORMATS[v]).sort());
});

test("weights that Moodle refuses are left out, in the version that has the limit", () => {
  const weight = (max, v) =>
    Object.fromEntries(interactions.fields({ id: "q", type: "choice", max }, v))
      .weighting;
  assert.deepEqual(
    [weight(100, 0), weight(100.5, 0), weight(100.5, 1)],
    ["100", undefined, "100.5"],
  );
});
