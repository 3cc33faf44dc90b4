import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./world.mjs";

const say = (language, words) => load({ language }, words);

test("a word has its values filled in, numbers as the language writes them", () => {
  const spread = say("de", { score: "{n} von {max}: {name}", bare: "x" });
  assert.equal(
    spread.word("score", { n: 1234.5, max: 2000, name: "$& {n}" }),
    "1.234,5 von 2.000: $& {n}",
  );
  assert.equal(spread.word("bare"), "x");
  assert.equal(spread.word("score"), "{n} von {max}: {name}");
});

test("a missing word is its key, not a broken page", () => {
  const spread = say("en", {});
  assert.equal(spread.word("next"), "next");
  assert.equal(spread.words("next", 2), "next");
});

test("plurals follow the language's own categories in their order", () => {
  const en = say("en", { q: ["{n} question", "{n} questions"] });
  assert.deepEqual(
    [0, 1, 2].map((n) => en.words("q", n)),
    ["0 questions", "1 question", "2 questions"],
  );
  const pl = say("pl", { q: ["pytanie", "pytania", "pytań"] });
  assert.deepEqual(
    [1, 2, 5, 1.5].map((n) => pl.words("q", n)),
    ["pytanie", "pytania", "pytań", "pytań"],
  );
  const ar = say("ar", { q: ["0", "1", "2", "3", "11", "100"] });
  assert.deepEqual(
    [0, 1, 2, 3, 11, 100].map((n) => ar.words("q", n)),
    ["0", "1", "2", "3", "11", "100"],
  );
});

test("a missing last form falls back to the last there is", () => {
  const it = say("it", { q: ["domanda", "domande"] });
  assert.deepEqual(
    [1, 2, 1000000].map((n) => it.words("q", n)),
    ["domanda", "domande", "domande"],
  );
});

test("a word with forms takes the last of them without a number, and one form serves every number", () => {
  const spread = say("en", { q: ["one", "many"], flat: "{n} of {max}" });
  assert.equal(spread.word("q"), "many");
  assert.equal(spread.words("flat", 2, { max: 5 }), "2 of 5");
});

test("a language that no browser knows does not break the page", () => {
  const spread = say("not a language", { q: ["{n} day", "{n} days"] });
  assert.equal(spread.words("q", 1), "1 day");
});
