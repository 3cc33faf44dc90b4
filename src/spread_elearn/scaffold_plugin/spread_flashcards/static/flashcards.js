"use strict";
{
  class Deck extends HTMLElement {
    connectedCallback() {
      this.cards = [...this.querySelectorAll("li")];
      for (const card of this.cards) {
        card.classList.add("front-only");
        const button = card.querySelector("[data-turn]");
        button.addEventListener("click", () => this.turn(card, button));
        const box = card.querySelector("[data-known]");
        box.addEventListener("change", () => this.keep());
      }
      this.count();
    }

    turn(card, button) {
      const isFrontOnly = card.classList.toggle("front-only");
      button.setAttribute("aria-expanded", String(!isFrontOnly));
    }

    get boxes() {
      return this.cards.map((card) => card.querySelector("[data-known]"));
    }

    /** What is kept: one character for each card. */
    keep() {
      const value = this.boxes.map((box) => (box.checked ? "1" : "0")).join("");
      const detail = { id: this.dataset.id, value };
      this.dispatchEvent(new CustomEvent("spread-state", { bubbles: true, detail }));
      this.count();
    }

    /** Whatever stands in it: an older version may have kept another number of cards. */
    restore(value) {
      this.boxes.forEach((box, number) => {
        box.checked = value[number] === "1";
      });
      this.count();
    }

    count() {
      const known = this.boxes.filter((box) => box.checked).length;
      const told = spread.words("flashcards-count", known);
      this.querySelector("[data-count]").textContent = told;
    }
  }

  customElements.define("spread-flashcards", Deck);
}
