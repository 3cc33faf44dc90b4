import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { load } from "./world.mjs";

const STATIC = new URL(
  "../../plugins/spread_elearn_quiz/static/player/",
  import.meta.url,
);
const { state } = load();
for (const name of ["1-scoring.js", "2-packing.js"]) {
  const script = readFileSync(new URL(name, STATIC), "utf8");
  vm.runInThisContext(script, { filename: name });
}
const { judge, neutral, normal, number, pack, read, shuffled, unpack, write } =
  globalThis.spread.quiz;

const FOUR = { ids: ["a", "b", "c", "d"], right: ["a", "b"] };
const PAIRS = {
  pairs: [
    ["a", "a"],
    ["b", "b"],
  ],
  left: ["a", "b"],
  right: ["b", "x", "a"],
};
const CHOSEN = {
  gaps: [["little", "hardly any at all of it"], ["x"], ["name"]],
  words: [["little", "hardly any at all of it", "much"], null, ["name", "Name"]],
};
const STEPS = { order: ["a", "b", "c", "d"] };
const part = (type, solution, answer, group = ",") =>
  judge(type, solution, answer, group).part;

test("numbers are read as people write them", () => {
  const cases = [
    ["2,5", 2.5],
    ["2.5", 2.5],
    [" 25 ", 25],
    ["-3", -3],
    ["−3", -3],
    ["+4", 4],
    [".5", 0.5],
    ["5.", 5],
    ["1 000", 1000],
    ["1\u00a0000,5", 1000.5],
    ["1'000", 1000],
    ["1.000,5", 1000.5],
    ["1,000.5", 1000.5],
    ["1,000,000", 1000000],
    ["٢٫٥", 2.5],
    ["۲۵", 25],
    ["２５", 25],
    ["0,125", 0.125],
    ["6.022e23", 6.022e23],
    ["6,022E23", 6.022e23],
    ["602 200 000 000 000 000 000 000", 6.022e23],
    ["1.6e-19", 1.6e-19],
  ];
  for (const [text, value] of cases) assert.equal(number(text, ","), value, text);
});

test("a mark before three digits parts thousands only where people do so", () => {
  assert.equal(number("1,000", ","), 1000);
  assert.equal(number("1,000", "."), 1);
  assert.equal(number("1.000", "."), 1000);
  assert.equal(number("1.000", ","), 1);
  assert.equal(number("2,5", ","), 2.5);
});

test("what is no number is none", () => {
  for (const text of [
    "",
    "-",
    ".",
    "two",
    "1/2",
    "5 h",
    "1e",
    "1,2,3",
    "1..2",
    "Infinity",
    "0x10",
  ]) {
    assert.equal(number(text, ","), null, text);
  }
});

test("texts are the same whatever their letters are made of", () => {
  const same = [
    ["Way forward", "  way \n FORWARD "],
    ["e\u0301te\u0301", "ÉTÉ"],
    ["straße", "STRASSE"],
    ["don’t", "don't"],
    ["ﬁne", "fine"],
    ["Ｗｉｌｌ", "will"],
    ["σοφός", "ΣΟΦΌΣ"],
    ["Ar\u00adbeit", "arbeit"],
    ["non–stop", "non-stop"],
  ];
  for (const [a, b] of same) assert.equal(normal(a), normal(b));
  assert.notEqual(normal("ete"), normal("été"));
});

test("several answers: right minus wrong, never below zero", () => {
  const cases = [
    [["a", "b"], 1],
    [["a"], 0.5],
    [["a", "c"], 0],
    [["c", "d"], 0],
    [["a", "b", "c"], 0.5],
    [["a", "b", "c", "d"], 0],
  ];
  for (const [answer, value] of cases)
    assert.equal(part("multiple", FOUR, answer), value, answer.join());
  assert.deepEqual(judge("multiple", FOUR, ["a", "c"]).marks, [
    true,
    false,
    false,
    true,
  ]);
});

test("a word that was chosen is compared as it stands, a typed one is not", () => {
  assert.equal(part("gaps", CHOSEN, ["little", "X", "name"]), 1);
  assert.equal(part("gaps", CHOSEN, ["hardly any at all of it", "x", "Name"]), 2 / 3);
  assert.equal(part("gaps", CHOSEN, ["much", "", ""]), 0);
});

test("a match that belongs to several terms is right for each of them", () => {
  const groups = {
    pairs: [
      ["a", "a"],
      ["b", "a"],
    ],
    left: ["a", "b"],
    right: ["c", "a"],
  };
  const answer = [
    ["a", "a"],
    ["b", "a"],
  ];
  assert.equal(part("match", groups, answer), 1);
  assert.deepEqual(unpack("match", groups, pack("match", groups, answer)), answer);
});

test("large numbers are right within what a machine can tell apart", () => {
  const solution = { ranges: [[6.022e23, 6.022e23]] };
  assert.equal(part("number", solution, ["602200000000000000000000"]), 1);
  assert.equal(part("number", solution, ["6.023e23"]), 0);
});

test("matches count by pairs, orders by places, gaps by gaps", () => {
  assert.equal(
    part("match", PAIRS, [
      ["a", "a"],
      ["b", "b"],
    ]),
    1,
  );
  assert.equal(
    part("match", PAIRS, [
      ["a", "a"],
      ["b", "x"],
    ]),
    0.5,
  );
  assert.equal(part("match", PAIRS, [["a", "a"]]), 0.5);
  assert.equal(part("order", STEPS, ["a", "b", "c", "d"]), 1);
  assert.equal(part("order", STEPS, ["a", "b", "d", "c"]), 0.5);
  assert.equal(part("order", STEPS, ["b", "c", "d", "a"]), 0);
  assert.equal(
    part("gaps", { gaps: [["goal", "aim"], ["will"]] }, ["AIM ", "wish"]),
    0.5,
  );
});

test("one answer is right or not", () => {
  assert.equal(part("choice", { ids: ["a", "b"], right: ["b"] }, ["b"]), 1);
  assert.equal(part("truefalse", { ids: ["a", "b"], right: ["b"] }, ["a"]), 0);
  assert.equal(part("rating", { scale: 5 }, ["4"]), null);
  assert.equal(
    part("short", { accepted: ["will", "way forward"] }, ["Way  Forward"]),
    1,
  );
  assert.equal(part("number", { ranges: [[0.1, 0.3]] }, ["0,3"]), 1);
  assert.equal(part("number", { ranges: [[24.5, 25.5]] }, ["25.51"]), 0);
  assert.equal(part("number", { ranges: [[24.5, 25.5]] }, ["many"]), 0);
});

test("no answer is no point", () => {
  assert.deepEqual(judge("order", STEPS, null), { part: 0, marks: [] });
});

test("a known mistake is found", () => {
  assert.equal(
    judge("number", { ranges: [[25, 25]], known: [7, 17] }, ["17,0"], ",").known,
    1,
  );
  assert.equal(
    judge("short", { accepted: ["will"], known: [["wish", "hope"]] }, ["HOPE"]).known,
    0,
  );
  assert.equal(
    judge("short", { accepted: ["will"], known: [["wish"]] }, ["want"]).known,
    -1,
  );
});

test("an answer is told in words that every version can write", () => {
  const truth = { ids: ["a", "b"], right: ["b"] };
  assert.deepEqual(neutral("truefalse", truth, ["a"]), {
    response: true,
    correct: false,
  });
  assert.equal(neutral("truefalse", truth, null).response, null);
  assert.deepEqual(neutral("choice", truth, ["a"]), {
    response: ["a"],
    correct: ["b"],
    choices: ["a", "b"],
  });
  assert.deepEqual(neutral("match", PAIRS, [["a", "x"]]), {
    response: [["a", "x"]],
    correct: PAIRS.pairs,
    choices: PAIRS.left,
    matches: PAIRS.right,
  });
  assert.deepEqual(neutral("number", { ranges: [[1, 2]] }, ["1,5"], ","), {
    response: 1.5,
    correct: [1, 2],
  });
  // One pattern cannot hold two ranges.
  assert.equal(
    neutral(
      "number",
      {
        ranges: [
          [1, 2],
          [4, 5],
        ],
      },
      ["x"],
      ",",
    ).correct,
    undefined,
  );
  assert.equal(neutral("short", { accepted: ["will"] }, null).response, undefined);
  assert.equal(neutral("rating", { scale: 5 }, ["4"]).response, "4");
});

const KEPT = [
  ["choice", FOUR, ["c"], 1],
  ["truefalse", FOUR, ["a"], 1],
  ["multiple", { ids: [..."abcdefgh"] }, ["a", "f", "g"], 2],
  ["match", PAIRS, [["b", "x"]], 2],
  ["order", STEPS, ["d", "a", "c", "b"], 4],
  ["gaps", { gaps: [["goal"], ["y"], ["four"]] }, ["goal", "", "a|b"], 10],
  ["gaps", CHOSEN, ["hardly any at all of it", "x", ""], 4],
  ["gaps", CHOSEN, ["", "", "Name"], 3],
  ["number", {}, ["2,5"], 4],
  ["short", { accepted: ["été"] }, ["été"], 4],
  ["rating", { scale: 9 }, ["9"], 1],
];

test("what is kept comes back", () => {
  for (const [type, solution, answer, size] of KEPT) {
    const text = pack(type, solution, answer);
    assert.equal(text.length, size, type);
    assert.deepEqual(unpack(type, solution, text), answer, type);
  }
  assert.equal(unpack("choice", FOUR, pack("choice", FOUR, null)), null);
});

test("a text never takes more room than its type has", () => {
  const stored = (text) => {
    const all = state.empty();
    all.values.set("abc", { n: 0, text });
    return state.encode(all).length;
  };
  const right = "x".repeat(30);
  for (const [type, solution, room] of [
    ["gaps", { gaps: [[right]] }, 17],
    ["gaps", { gaps: [["aim", "goal"]] }, 9],
    ["number", {}, 13],
    ["short", { accepted: ["will", "way forward"] }, 23],
    ["short", { accepted: ["été"] }, 19],
    ["short", { accepted: [right] }, 41],
  ]) {
    for (const text of [
      "x".repeat(99),
      "ü".repeat(99),
      ";".repeat(99),
      "😀".repeat(99),
      "aü^~😀 ".repeat(20),
    ]) {
      assert.ok(
        stored(pack(type, solution, [text])) - stored("") <= room,
        `${type} ${text}`,
      );
    }
  }
});

test("mark and answer come back together; one of at most 20 choices takes one character", () => {
  const marks = [null, 0, 1];
  for (const [type, solution, answer] of KEPT) {
    for (const part of marks) {
      const text = write(type, solution, answer, part);
      assert.deepEqual(read(type, solution, text), { part, answer }, `${type} ${part}`);
      const single = ["choice", "truefalse", "rating"].includes(type);
      assert.equal(text.length === 1, single, type);
    }
  }
  const many = { ids: Array.from({ length: 40 }, (_, n) => `c${n}`) };
  assert.deepEqual(read("choice", many, write("choice", many, ["c39"], 1)), {
    part: 1,
    answer: ["c39"],
  });
  assert.equal(write("choice", many, ["c39"], 1).length, 2);
});

test("what the version before has kept is read", () => {
  assert.deepEqual(read("choice", FOUR, `A${pack("choice", FOUR, ["b"])}`), {
    part: null,
    answer: ["b"],
  });
  assert.deepEqual(read("rating", { scale: 9 }, "BJ"), { part: 0, answer: ["9"] });
  assert.deepEqual(read("short", { accepted: ["be"] }, "9Egoal"), {
    part: 1,
    answer: ["goal"],
  });
});

test("damage in a kept answer is survived", () => {
  for (const text of ["A", "_", "!", "~~~~", "ABAB", "_short"]) {
    for (const [type, solution] of KEPT)
      assert.doesNotThrow(() => unpack(type, solution, text), `${type} ${text}`);
  }
  assert.equal(unpack("order", STEPS, "AAAA"), null);
});

test("a range takes its ends, though neither can be written exactly", () => {
  const sum = { ranges: [[0.1 + 0.2]] };
  const span = { ranges: [[0.1 + 0.2, 0.7 + 0.1]] };
  assert.notEqual(0.1 + 0.2, 0.3);
  assert.notEqual(0.7 + 0.1, 0.8);
  assert.equal(part("number", sum, ["0.3"]), 1);
  assert.equal(part("number", span, ["0.3"]), 1);
  assert.equal(part("number", span, ["0.8"]), 1);
  assert.equal(part("number", span, ["0.299999"]), 0);
  assert.equal(part("number", span, ["0.800001"]), 0);
});

test("a seed of 0 shuffles like any other", () => {
  const list = [..."abcdefgh"];
  const order = shuffled(list, 0);
  assert.notDeepEqual(order, list);
  assert.deepEqual([...order].sort(), list);
  assert.notDeepEqual(order, shuffled(list, 1));
});

test("the same seed gives the same order, and others give others", () => {
  const list = [..."abcdefgh"];
  assert.deepEqual(shuffled(list, 7), shuffled(list, 7));
  assert.deepEqual(shuffled(list, 7).sort(), list);
  const orders = new Set(
    Array.from({ length: 64 }, (_, seed) => shuffled(list, seed).join("")),
  );
  assert.ok(orders.size > 60, String(orders.size));
  const first = new Set(
    Array.from({ length: 64 }, (_, seed) => shuffled(list, seed)[0]),
  );
  assert.equal(first.size, list.length);
});
