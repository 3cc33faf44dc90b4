import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { load } from "./world.mjs";

const FILE = new URL(
  "../../plugins/spread_elearn_glossary/static/player/glossary.js",
  import.meta.url,
);
load();
globalThis.matchMedia ??= () => ({ matches: false });
vm.runInThisContext(readFileSync(FILE, "utf8"), { filename: "glossary.js" });
const { matching, placeOf } = globalThis.spread.glossary;

const VIEW = { width: 360, height: 600, rtl: false };
const SIZE = { width: 320, height: 150 };
const at = (left, top) => ({ left, right: left + 50, top, bottom: top + 20 });

test("the box stands below its word", () => {
  assert.deepEqual(placeOf(at(16, 100), SIZE, VIEW), { top: 126, left: 16 });
});

test("above it, where there is no room below", () => {
  assert.equal(placeOf(at(16, 560), SIZE, VIEW).top, 560 - 6 - 150);
});

test("where there is room nowhere, on the larger side and on the page", () => {
  const low = { ...VIEW, height: 200 };
  assert.equal(placeOf(at(16, 120), { ...SIZE, height: 190 }, low).top, 16);
  assert.equal(placeOf(at(16, 20), { ...SIZE, height: 190 }, low).top, 46);
});

test("it never leaves the page at a side", () => {
  assert.equal(placeOf(at(300, 100), SIZE, VIEW).left, 360 - 320 - 16);
  assert.equal(placeOf(at(-20, 100), SIZE, VIEW).left, 16);
});

test("from right to left it ends where its word ends", () => {
  const wide = { width: 1000, height: 600, rtl: true };
  assert.equal(placeOf(at(700, 100), SIZE, wide).left, 750 - 320);
  assert.equal(placeOf(at(100, 100), SIZE, wide).left, 16);
});

test("the filter takes all words that were typed, in any order, without accents", () => {
  const forms = [
    "tutor, tutors",
    "accordo di apprendimento",
    "garanzia della qualità",
    "μέντορας",
  ];
  assert.deepEqual(matching(forms, "TUT", "en"), [true, false, false, false]);
  assert.deepEqual(matching(forms, "apprend acc", "it"), [false, true, false, false]);
  assert.deepEqual(matching(forms, "qualita", "it"), [false, false, true, false]);
  assert.deepEqual(matching(forms, "μεντορ", "el"), [false, false, false, true]);
  assert.deepEqual(matching(forms, "  ", "en"), [true, true, true, true]);
});
