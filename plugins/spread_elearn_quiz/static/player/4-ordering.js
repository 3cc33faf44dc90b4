// Steps that a learner puts in order: by buttons, and by dragging beside them.
"use strict";
{
  const { word, quiz } = spread;

  class Ordering {
    constructor(question) {
      this.question = question;
      this.list = question.$("[data-order]");
      this.first = this.ids;
      /** The order in which steps come is no answer yet. */
      this.isAnswered = false;
      question.addEventListener("click", (event) => this.pressed(event));
      question.addEventListener("pointerdown", (event) => this.grabbed(event));
      this.number();
    }
    get steps() {
      return this.question.$$("li[data-id]");
    }
    get ids() {
      return this.steps.map((step) => step.dataset.id);
    }
    get answer() {
      return this.isAnswered ? this.ids : null;
    }
    set answer(answer) {
      this.isAnswered = Boolean(answer);
      for (const id of answer ?? this.first) {
        this.list.append(this.steps.find((step) => step.dataset.id === id));
      }
      this.number();
    }

    pressed(event) {
      const button = event.target.closest("[data-up], [data-down]");
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      const step = button.closest("li");
      const way = "up" in button.dataset ? -1 : 1;
      this.move(step, this.steps.indexOf(step) + way);
      button.focus();
    }

    grabbed(event) {
      const { target } = event;
      const step = target.closest("li[data-id]");
      if (!step || event.button || this.question.frozen) return;
      if (target.closest("button") || !isHandle(target, event.pointerType)) return;
      event.preventDefault();
      this.drag(step);
    }
    drag(step) {
      const dragging = new AbortController();
      const options = { signal: dragging.signal };
      const drop = () => {
        step.classList.remove("held");
        dragging.abort();
      };
      step.classList.add("held");
      addEventListener(
        "pointermove",
        ({ clientY }) => this.moveTo(step, clientY),
        options,
      );
      addEventListener("pointerup", drop, options);
      addEventListener("pointercancel", drop, options);
    }
    moveTo(step, height) {
      const { steps } = this;
      const isBelow = (one) => height < one.getBoundingClientRect().bottom;
      const place = steps.findIndex(isBelow);
      this.move(step, place < 0 ? steps.length - 1 : place);
    }

    move(step, place) {
      const { steps, question } = this;
      const before = steps.indexOf(step);
      if (before === place || !steps[place]) return;
      if (place < before) steps[place].before(step);
      else steps[place].after(step);
      this.isAnswered = true;
      this.number();
      question.changed();
      const text = step.children[1].textContent.trim();
      question.say(word("quiz-moved", { text, n: place + 1, total: steps.length }));
    }
    number() {
      const digits = new Intl.NumberFormat(spread.config.language);
      const { steps } = this;
      steps.forEach((step, n) => {
        step.firstElementChild.textContent = digits.format(n + 1);
        disable(step.querySelector("[data-up]"), n === 0);
        disable(step.querySelector("[data-down]"), n === steps.length - 1);
      });
    }
  }

  // With a finger only the number holds a step: the rest of the row scrolls.
  const isHandle = (target, pointerType) =>
    pointerType === "mouse" || target.closest("li > :first-child");

  const disable = (button, isDisabled) =>
    button.setAttribute("aria-disabled", String(isDisabled));

  Object.assign(quiz, { Ordering });
}
