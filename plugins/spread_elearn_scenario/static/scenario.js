// One scene at a time: what was chosen, which endings were found, and the way back.
"use strict";
{
  const MOST = 24;
  // A scene or a way is told by its place, in two characters.
  const write = (place) => place.toString(36).padStart(2, "0");
  const read = (text) => (text.match(/../g) ?? []).map((digits) => parseInt(digits, 36));

  class Scenario extends HTMLElement {
    connectedCallback() {
      const all = (selector) => [...this.querySelectorAll(selector)];
      this.scenes = all(".scene");
      this.ends = all("[data-ending]");
      this.ways = all(".ways a");
      this.parts = all("[data-part]");
      this.onclick = (event) => this.choose(event);
      this.className = "live";
      this.show(0, []);
    }
    choose(event) {
      const { path, ways, scenes, parts } = this;
      const target = event.target.closest("a, button");
      const way = ways.indexOf(target);
      if (way >= 0) {
        event.preventDefault();
        const next = scenes.findIndex((scene) => target.hash === `#${scene.id}`);
        this.show(next, [...path, way].slice(-MOST));
      } else if (target === parts[3]) this.show(0, []);
      else if (target === parts[4]) this.show(scenes.indexOf(ways[path.at(-1)].closest(".scene")), path.slice(0, -1));
      else return;
      const detail = { id: this.dataset.id, value: this.value };
      this.dispatchEvent(new CustomEvent("spread-state", { bubbles: true, detail }));
      const scene = scenes[this.at];
      scene.firstElementChild.focus({ preventScroll: true });
      scene.scrollIntoView({ block: "nearest" });
    }
    show(at, path) {
      const { scenes, ends, ways } = this;
      const [told, taken, list, again, back] = this.parts;
      Object.assign(this, { at, path });
      scenes.forEach((scene, place) => scene.classList.toggle("on", place === at));
      const ended = ends.includes(scenes[at]);
      if (ended) scenes[at].dataset.ending = 1;
      again.hidden = !ended;
      back.hidden = taken.hidden = !path.length;
      list.replaceChildren(...path.map((way) => this.step(ways[way])));
      const seen = ends.filter((end) => end.dataset.ending).length;
      this.toggleAttribute("data-unfinished", !seen);
      told.textContent = seen ? spread.word("scenario-found", { seen, total: ends.length }) : "";
      if (!ended || !this.matches("[data-scored]")) return;
      const points = path.reduce((sum, way) => sum + Number(ways[way].dataset.points), 0);
      told.textContent += `, ${spread.words("scenario-points", points)}`;
    }
    step(way) {
      const scene = way.closest(".scene").firstElementChild.textContent;
      const textContent = spread.word("scenario-step", { scene, choice: way.textContent });
      return Object.assign(document.createElement("li"), { textContent });
    }
    get value() {
      const found = this.ends.map((end) => end.dataset.ending || 0);
      return [this.dataset.fp, ...found, write(this.at), ...this.path.map(write)].join("");
    }
    // What was kept of another shape is not believed.
    restore(value) {
      const { ends, ways, scenes } = this;
      const [at, ...path] = read(value.slice(4 + ends.length));
      if (!value.startsWith(this.dataset.fp) || !scenes[at] || !path.every((way) => ways[way])) return;
      ends.forEach((end, n) => { end.dataset.ending = Number(value[4 + n]) || ""; });
      this.show(at, path);
    }
  }
  customElements.define("spread-scenario", Scenario);
}
