// What moves in prose: boxes of a task, parts under tabs.
"use strict";
{
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  // Ticks are saved six to a character.
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
      const bits = this.boxes.map((box) => Number(box.checked));
      let text = "";
      for (let n = 0; n < bits.length; n += 6) {
        text += DIGITS[bits.slice(n, n + 6).reduce((sum, bit, place) => sum + (bit << place), 0)];
      }
      return text;
    }
    restore(value) {
      this.boxes.forEach((box, n) => {
        box.checked = Boolean((DIGITS.indexOf(value[Math.floor(n / 6)] ?? "A") >> n % 6) & 1);
      });
    }
  }

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
