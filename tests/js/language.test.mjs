// Which language of a package opens.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const FILE = new URL(
  "../../src/spread_elearn/theme/static/language.js",
  import.meta.url,
);
const SCRIPT = new vm.Script(readFileSync(FILE, "utf8"));

function packaged(languages, browser = []) {
  globalThis.document = {
    title: "T",
    documentElement: { lang: "en", dir: "ltr", dataset: { languages, page: "index" } },
    body: { innerHTML: "<p>Words</p>", childNodes: [] },
  };
  Object.defineProperty(globalThis, "navigator", {
    value: { languages: browser },
    configurable: true,
  });
  globalThis.spread = { words: {}, config: { language: "en" } };
  SCRIPT.runInThisContext();
  return globalThis.spread.language;
}

test("the wish comes first, then the browser's, then the first of the package", () => {
  const language = packaged("en it pl", ["pl-PL", "de"]);
  assert.equal(language.choose("it"), "it");
  assert.equal(language.choose(""), "pl");
  assert.equal(packaged("en it", ["de", "fr"]).choose(""), "en");
  assert.equal(packaged("en it").choose(undefined), "en");
});

test("a wish that the package lacks gives way to the browser's", () => {
  const language = packaged("en it", ["it"]);
  assert.equal(language.choose("fr"), "it");
});

test("a language of the same name is as good, the very same is better", () => {
  const language = packaged("en pt pt-BR de");
  assert.equal(language.choose("pt-BR"), "pt-BR");
  assert.equal(language.choose("pt_BR"), "pt-BR");
  assert.equal(language.choose("pt-PT"), "pt");
  assert.equal(language.choose("DE-at"), "de");
});

test("what no LMS should say does no harm", () => {
  const language = packaged("en it");
  for (const odd of ["x", "-", "_", "italiano", " ", "<b>", "en-"])
    assert.ok(["en"].includes(language.choose(odd)), odd);
});

test("a language that is shown already, or is none, is not loaded", () => {
  const language = packaged("en it");
  assert.equal(language.show("en"), null);
  assert.equal(language.show("fr"), null);
  assert.equal(language.here(), "en");
});
