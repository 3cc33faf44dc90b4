"use strict";
{
  class Counter extends HTMLElement {
    connectedCallback() {
      this.count ??= 0;
      this.most = Number(this.dataset.most);
      this.querySelector("button").addEventListener("click", () => this.count1());
    }
    count1() {
      if (this.count >= this.most) return;
      this.show(this.count + 1);
      this.tell("spread-state", { id: this.dataset.id, value: String(this.count) });
      if (this.count === this.most) this.answer();
    }
    answer() {
      const response = String(this.count);
      const detail = { id: this.dataset.id, type: "number", response, correct: response, result: true };
      this.tell("spread-answer", { ...detail, points: 1, max: 1, latency: 0 });
    }
    restore(value) {
      this.show(Math.min(Number(value) || 0, this.most));
    }
    show(count) {
      this.count = count;
      this.querySelector("output").textContent = spread.words("stranger-clicks", count);
    }
    tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
    }
  }
  customElements.define("stranger-counter", Counter);
}
