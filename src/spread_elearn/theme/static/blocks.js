// What moves in prose: boxes of a task, parts under tabs.
"use strict";
{
  // A ticked box is saved by its name, two characters made of its words.
  class Task extends HTMLElement {
    connectedCallback() {
      this.addEventListener("change", (event) => this.changed(event));
    }
    get boxes() {
      const all = [...this.querySelectorAll("input[data-box]")];
      return all.filter((box) => box.closest("spread-task") === this);
    }
    get value() {
      const ticked = this.boxes.filter((box) => box.checked);
      return ticked.map((box) => box.dataset.box).join("");
    }
    changed(event) {
      if (!this.boxes.includes(event.target)) return;
      const detail = { id: this.dataset.id, value: this.value };
      this.dispatchEvent(new CustomEvent("spread-state", { bubbles: true, detail }));
    }
    restore(value) {
      const ticked = new Set(value.match(/../g));
      for (const box of this.boxes) {
        box.checked = ticked.has(box.dataset.box);
      }
    }
  }

  class Tabs extends HTMLElement {
    connectedCallback() {
      if (this.list) return;
      this.panels = [...this.children].filter((child) => child.localName === "section");
      this.list = this.makeList();
      this.tabs = this.panels.map((panel) => this.makeTab(panel));
      this.list.append(...this.tabs);
      this.panels[0].before(this.list);
      this.list.addEventListener("keydown", (event) => this.pressed(event));
      this.choose(0);
    }
    makeList() {
      const list = document.createElement("div");
      list.className = "tablist";
      list.setAttribute("role", "tablist");
      const name = this.getAttribute("aria-labelledby");
      if (name) list.setAttribute("aria-labelledby", name);
      this.removeAttribute("aria-labelledby");
      return list;
    }
    makeTab(panel) {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = `${panel.id}--tab`;
      tab.textContent = panel.dataset.title;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.tabIndex = 0;
      tab.addEventListener("click", () => this.choose(this.tabs.indexOf(tab)));
      return tab;
    }
    choose(chosen) {
      this.tabs.forEach((tab, n) => {
        tab.setAttribute("aria-selected", String(n === chosen));
        tab.tabIndex = n === chosen ? 0 : -1;
        this.panels[n].hidden = n !== chosen;
      });
    }
    pressed(event) {
      const here = this.tabs.indexOf(event.target);
      const next = this.placeAfter(event.key, here);
      if (next === undefined || here < 0) return;
      event.preventDefault();
      this.choose(next);
      this.tabs[next].focus();
    }
    /** Where a key leads from a tab; from the last one on to the first. */
    placeAfter(key, here) {
      const count = this.tabs.length;
      const forward = getComputedStyle(this).direction === "rtl" ? -1 : 1;
      const places = {
        ArrowRight: (here + forward + count) % count,
        ArrowLeft: (here - forward + count) % count,
        Home: 0,
        End: count - 1,
      };
      return places[key];
    }
  }

  // Names of languages for captions, in the language of the page.
  function nameTracks() {
    const language = document.documentElement.lang;
    for (const track of document.querySelectorAll("track[srclang]")) {
      try {
        const names = new Intl.DisplayNames([language], { type: "language" });
        track.label = names.of(track.srclang);
      } catch {
        // The code stands there already.
      }
    }
  }

  nameTracks();
  document.addEventListener("spread-language", nameTracks);
  customElements.define("spread-task", Task);
  customElements.define("spread-tabs", Tabs);
}
