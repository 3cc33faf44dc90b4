// One scene at a time: what was chosen, which endings were found, and the way back.
"use strict";
{
  /** So many choices are kept, the last ones. */
  const LONGEST_PATH = 24;

  class Scenario extends HTMLElement {
    connectedCallback() {
      const all = (selector) => [...this.querySelectorAll(selector)];
      const [found, taken, steps, again, back] = all("[data-part]");
      this.scenes = all(".scene");
      this.endings = all("[data-ending]");
      this.choices = all(".ways a");
      this.parts = { found, taken, steps, again, back };
      this.onclick = (event) => this.clicked(event);
      this.className = "live";
      this.show(0, []);
    }

    clicked(event) {
      const { choices, parts } = this;
      const target = event.target.closest("a, button");
      if (choices.includes(target)) {
        event.preventDefault();
        this.choose(choices.indexOf(target));
      } else if (target === parts.again) {
        this.show(0, []);
      } else if (target === parts.back) {
        this.goBack();
      } else {
        return;
      }
      this.keep();
      this.focusScene();
    }
    choose(choice) {
      const { hash } = this.choices[choice];
      const next = this.scenes.findIndex((scene) => hash === `#${scene.id}`);
      this.show(next, [...this.path, choice].slice(-LONGEST_PATH));
    }
    goBack() {
      const last = this.choices[this.path.at(-1)];
      const before = this.scenes.indexOf(last.closest(".scene"));
      this.show(before, this.path.slice(0, -1));
    }
    focusScene() {
      const scene = this.scenes[this.at];
      scene.firstElementChild.focus({ preventScroll: true });
      scene.scrollIntoView({ block: "nearest" });
    }

    /** The scene at this place, after the choices of a path. */
    show(at, path) {
      const { scenes, endings, choices, parts } = this;
      this.at = at;
      this.path = path;
      scenes.forEach((scene, place) => scene.classList.toggle("on", place === at));
      const isEnding = endings.includes(scenes[at]);
      if (isEnding) scenes[at].dataset.ending = 1;
      parts.again.hidden = !isEnding;
      parts.back.hidden = !path.length;
      parts.taken.hidden = !path.length;
      parts.steps.replaceChildren(...path.map((choice) => this.step(choices[choice])));
      this.showFound(isEnding);
    }
    showFound(isEnding) {
      const { found } = this.parts;
      const seen = this.endings.filter((ending) => ending.dataset.ending).length;
      const total = this.endings.length;
      this.toggleAttribute("data-unfinished", !seen);
      found.textContent = seen ? spread.word("scenario-found", { seen, total }) : "";
      if (!isEnding || !this.matches("[data-scored]")) return;
      found.textContent += `, ${spread.words("scenario-points", this.points)}`;
    }
    get points() {
      const points = this.path.map((choice) =>
        Number(this.choices[choice].dataset.points),
      );
      return points.reduce((sum, one) => sum + one, 0);
    }
    step(choice) {
      const scene = choice.closest(".scene").firstElementChild.textContent;
      const step = document.createElement("li");
      step.textContent = spread.word("scenario-step", {
        scene,
        choice: choice.textContent,
      });
      return step;
    }

    // ---- what is kept: fingerprint, endings found, scene, path

    keep() {
      const detail = { id: this.dataset.id, value: this.value };
      this.dispatchEvent(new CustomEvent("spread-state", { bubbles: true, detail }));
    }
    get value() {
      const found = this.endings.map((ending) => ending.dataset.ending || 0);
      const places = [this.at, ...this.path].map(write);
      return [this.dataset.fp, ...found, ...places].join("");
    }
    // What was kept of another shape is not believed.
    restore(value) {
      const { fp } = this.dataset;
      const { endings, choices, scenes } = this;
      const [at, ...path] = read(value.slice(4 + endings.length));
      const isKnown = scenes[at] && path.every((choice) => choices[choice]);
      if (!value.startsWith(fp) || !isKnown) return;
      endings.forEach((ending, n) => {
        ending.dataset.ending = Number(value[4 + n]) || "";
      });
      this.show(at, path);
    }
  }

  // The place of a scene or a choice, in two characters.
  const write = (place) => place.toString(36).padStart(2, "0");
  const read = (text) => {
    const places = text.match(/../g) ?? [];
    return places.map((digits) => parseInt(digits, 36));
  };

  customElements.define("spread-scenario", Scenario);
}
