// What moves in prose: boxes of a task, parts under tabs.
"use strict";
{
  // A ticked box is saved by its name, two characters made of its words.
  class Task extends HTMLElement {
    get boxes() {
      return [...this.querySelectorAll("input[data-box]")].filter((box) => box.closest("spread-task") === this);
    }
    connectedCallback() {
      this.addEventListener("change", (event) => {
        if (!this.boxes.includes(event.target)) return;
        const detail = { id: this.dataset.id, value: this.value };
        this.dispatchEvent(new CustomEvent("spread-state", { bubbles: true, detail }));
      });
    }
    get value() {
      return this.boxes.filter((box) => box.checked).map((box) => box.dataset.box).join("");
    }
    restore(value) {
      const ticked = new Set(value.match(/../g));
      for (const box of this.boxes) box.checked = ticked.has(box.dataset.box);
    }
  }

  // Names of languages for captions, in the language of the page.
  function nameTracks() {
    for (const track of document.querySelectorAll("track[srclang]")) {
      try {
        track.label = new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(track.srclang);
      } catch { /* the code stands there already */ }
    }
  }
  nameTracks();
  document.addEventListener("spread-language", nameTracks);

  class Tabs extends HTMLElement {
    connectedCallback() {
      if (this.list) return;
      this.panels = [...this.children].filter((child) => child.localName === "section");
      this.list = document.createElement("div");
      this.list.className = "tablist";
      this.list.setAttribute("role", "tablist");
      const name = this.getAttribute("aria-labelledby");
      if (name) this.list.setAttribute("aria-labelledby", name);
      this.removeAttribute("aria-labelledby");
      this.tabs = this.panels.map((panel) => this.tab(panel));
      this.panels[0].before(this.list);
      this.list.addEventListener("keydown", (event) => this.key(event));
      this.choose(0, false);
    }
    tab(panel) {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = `${panel.id}--tab`;
      tab.textContent = panel.dataset.title;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.tabIndex = 0;
      tab.addEventListener("click", () => this.choose(this.tabs.indexOf(tab), false));
      this.list.append(tab);
      return tab;
    }
    choose(chosen, focus) {
      this.tabs.forEach((tab, n) => {
        tab.setAttribute("aria-selected", String(n === chosen));
        tab.tabIndex = n === chosen ? 0 : -1;
        this.panels[n].hidden = n !== chosen;
      });
      if (focus) this.tabs[chosen].focus();
    }
    key(event) {
      const turn = getComputedStyle(this).direction === "rtl" ? -1 : 1;
      const last = this.tabs.length - 1;
      const here = this.tabs.indexOf(event.target);
      const to = { ArrowRight: here + turn, ArrowLeft: here - turn, Home: 0, End: last }[event.key];
      if (to === undefined || here < 0) return;
      event.preventDefault();
      this.choose((to + last + 1) % (last + 1), true);
    }
  }

  customElements.define("spread-task", Task);
  customElements.define("spread-tabs", Tabs);
}
