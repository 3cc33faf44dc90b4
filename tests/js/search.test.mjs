import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { load } from "./world.mjs";

const FILE = new URL("../../src/spread_elearn/theme/static/search.js", import.meta.url);
const spread = load();
vm.runInThisContext(readFileSync(FILE, "utf8"), { filename: "search.js" });
const { find, fold } = spread.search;

const section = (id, title, text) => ({
  id,
  title,
  text,
  lesson: "L",
  head: fold(title),
  folded: fold(text),
});
const SECTIONS = [
  section("a", "Who signs", "The learning agreement has three signatures."),
  section("b", "A ladder", "Agreement is good, learning is better; signatures count."),
  section("c", "Größe und Łódź", "Die Straße nach Łódź, l’école, ΟΔΟΣ, المُدرِّب"),
];
const ids = (text) => find(text, SECTIONS).map(({ id }) => id);

test("capitals and marks make no difference, in ten languages", () => {
  const pairs = [
    ["Straße", "strasse"],
    ["Łódź", "lodz"],
    ["École", "ecole"],
    ["ΟΔΟΣ", "οδος"],
    ["ή", "η"],
    ["Țară", "tara"],
    ["ação", "acao"],
    ["año", "ano"],
    ["مُدرِّب", "مدرب"],
    ["أستاذة", "استاذه"],
  ];
  for (const [one, other] of pairs) assert.equal(fold(one), fold(other), one);
});

test("all words must stand in a section", () => {
  assert.deepEqual(ids("learning agreement"), ["a", "b"]);
  assert.deepEqual(ids("learning ladder"), ["b"]);
  assert.deepEqual(ids("learning nothing"), []);
});

test("a title is worth more than a text, the beginning of a word more than its inside", () => {
  assert.deepEqual(ids("sign"), ["a", "b"]);
  assert.deepEqual(ids("natures"), ["a", "b"]);
  assert.deepEqual(ids("nat"), []);
});

test("nothing is asked, nothing is found; signs are no words", () => {
  for (const text of ["", "  ", "(", "[*+?", "…"]) assert.deepEqual(ids(text), []);
  assert.deepEqual(ids("lodz"), ["c"]);
  assert.deepEqual(ids("المدرب"), ["c"]);
});

test("twenty places are enough", () => {
  const many = Array.from({ length: 99 }, (_, n) => section(`s${n}`, "Word", "word"));
  assert.equal(find("word", many).length, 20);
});
