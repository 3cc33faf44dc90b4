// What the player keeps of a scenario when a learner has chosen more than is kept.
import { readFileSync } from "node:fs";

const { script, fp, endings } = JSON.parse(process.argv[2]);
let Scenario;
globalThis.HTMLElement = class {};
globalThis.customElements = {
  define: (_, kind) => {
    Scenario = kind;
  },
};
new Function(readFileSync(`${script}/scenario.js`, "utf-8"))();

const list = { contains: () => false, toggle() {} };
const make = (more) => ({
  dataset: {},
  classList: list,
  closest: () => scenes[1],
  scrollIntoView() {},
  ...more,
});
const scenes = [0, 1].map((n) =>
  make({ id: `s${n}`, firstElementChild: { textContent: "", focus() {} } }),
);
const way = make({ hash: "#s1", textContent: "" });
const parts = Array.from({ length: 5 }, () => ({ replaceChildren() {} }));
const ends = Array.from({ length: endings }, () => make({ dataset: { ending: 1 } }));

globalThis.document = { createElement: () => ({}) };
globalThis.spread = { word: () => "", words: () => "" };
globalThis.CustomEvent = class {
  constructor(_, { detail }) {
    this.detail = detail;
  }
};
let kept = "";
const found = {
  ".scene": scenes,
  "[data-ending]": ends,
  ".ways a": [way],
  "[data-part]": parts,
};
const element = Object.assign(new Scenario(), {
  dataset: { fp },
  querySelectorAll: (selector) => found[selector],
  matches: () => false,
  toggleAttribute() {},
  dispatchEvent: ({ detail }) => {
    kept = detail.value;
  },
});
element.connectedCallback();
for (let n = 0; n < 40; n++)
  element.onclick({ target: { closest: () => way }, preventDefault() {} });
console.log(JSON.stringify(kept));
