// What the preview reads out of an LMS's values, in words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const PANEL = new URL("../../src/spread_elearn/preview/static/panel/", import.meta.url);
for (const name of ["words", "tracking"])
  vm.runInThisContext(readFileSync(new URL(`${name}.js`, PANEL), "utf8"));
const { read, lasting, word } = globalThis.preview;

const QUESTIONS = {
  "quiz.who": {
    text: "Who decides?",
    choices: [
      ["mentor", "The mentor"],
      ["the-tutor", "The tutor"],
    ],
  },
  "quiz.say": { text: "Say it.", choices: [] },
};
const OUTCOMES = [{ id: "K1", text: "Know it" }];
const known = { questions: QUESTIONS, outcomes: OUTCOMES };

test("an attempt that has just begun has no score, no place and no time", () => {
  for (const format of ["scorm12", "scorm2004"]) {
    const told = read({}, format, known);
    assert.equal(told.status, "unknown");
    assert.equal(told.score, "none");
    assert.equal(told.location, "");
    assert.equal(told.time, "0 s now, 0 s before");
    assert.deepEqual([told.interactions, told.objectives, told.used], [[], [], 0]);
  }
});

test("both of SCORM 2004's words for the status are told, but for what is unknown", () => {
  const status = (completion, success) =>
    read(
      { "cmi.completion_status": completion, "cmi.success_status": success },
      "scorm2004",
    ).status;
  assert.equal(status("completed", "passed"), "completed, passed");
  assert.equal(status("completed", "failed"), "completed, not passed");
  assert.equal(status("incomplete", "unknown"), "incomplete");
});

test("a score of nothing is a score", () => {
  assert.equal(read({ "cmi.core.score.raw": "0" }, "scorm12").score, "0 of 100");
  assert.equal(read({ "cmi.core.score.raw": "" }, "scorm12").score, "none");
  assert.equal(
    read({ "cmi.score.raw": "3", "cmi.score.max": "4" }, "scorm2004").score,
    "3 of 4",
  );
});

test("times of both versions are read", () => {
  const times = {
    "00:00:05.25": "5 s",
    "00:01:05": "1 min 5 s",
    "01:00:00": "60 min 0 s",
    PT5S: "5 s",
    PT1M5S: "1 min 5 s",
    PT1H2M3S: "62 min 3 s",
    PT0S: "0 s",
    "": "0 s",
    nonsense: "0 s",
  };
  for (const [time, told] of Object.entries(times))
    assert.equal(lasting(time), told, time);
});

const answered = (format, fields) => {
  const stem = "cmi.interactions.0.";
  const flat = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [stem + name, value]),
  );
  return read(flat, format, known).interactions[0];
};

test("an answer is told by its words: an author's id, or a letter by its place", () => {
  const letter = answered("scorm12", {
    id: "quiz.who",
    student_response: "b",
    result: "correct",
    latency: "00:00:04",
  });
  assert.equal(letter.title, "Who decides?");
  assert.equal(letter.answer, "Answer: The tutor. After 4 s.");
  assert.equal(letter.judged, "right");
  const own = answered("scorm2004", {
    id: "quiz.who",
    learner_response: "the_tutor[,]mentor",
    result: "incorrect",
  });
  assert.equal(own.answer, "Answer: The tutor; The mentor.");
  assert.equal(own.judged, "not right");
});

test("what has no choices, or pairs, is told as it was sent", () => {
  assert.equal(
    answered("scorm12", { id: "quiz.say", student_response: "a, b" }).answer,
    "Answer: a, b.",
  );
  assert.equal(
    answered("scorm12", { id: "quiz.who", student_response: "a.b,b.a" }).answer,
    "Answer: a.b; b.a.",
  );
  assert.equal(
    answered("scorm2004", { id: "quiz.who", learner_response: "z" }).answer,
    "Answer: z.",
  );
  assert.equal(answered("scorm12", { id: "other" }).title, "other");
});

test("a result in points is told as points", () => {
  assert.equal(
    answered("scorm12", { id: "quiz.say", result: "0.5" }).judged,
    "0.5 points",
  );
});

test("answers stand in the order of their places, ten after nine", () => {
  const flat = Object.fromEntries(
    [...Array(12).keys()].map((n) => [`cmi.interactions.${n}.id`, `q${n}`]),
  );
  assert.deepEqual(
    read(flat, "scorm12").interactions.map(({ id }) => id),
    [...Array(12).keys()].map((n) => `q${n}`),
  );
});

test("an outcome is told with its words and its score", () => {
  const flat = {
    "cmi.objectives.0.id": "K1",
    "cmi.objectives.0.status": "passed",
    "cmi.objectives.0.score.raw": "80",
    "cmi.objectives.0.score.max": "100",
    "cmi.objectives.1.id": "K9",
  };
  const [one, other] = read(flat, "scorm12", known).objectives;
  assert.deepEqual([one.title, one.judged], ["Know it", "passed, 80 of 100"]);
  assert.deepEqual([other.title, other.judged], ["", "unknown"]);
});

test("a number has its own form", () => {
  assert.equal(word("broken", { n: 1 }), "1 mistake");
  assert.equal(word("broken", { n: 2 }), "2 mistakes");
  assert.equal(word("nobody knows"), "nobody knows");
});
