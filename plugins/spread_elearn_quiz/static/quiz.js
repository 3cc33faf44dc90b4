// A question. Its state, in characters of printable ASCII, without its key:
//
//   fingerprint (2, data-fp) + mark (1) + answer
//
// The mark is "A" for an answer that was not checked, else a base64 digit of 1 + 60 x its part of the points.
// The answer, by type, and the worst case of the whole value (what `state_size` returns):
//
//   choice, truefalse  3 x place in `ids` + mark in one digit, from "B"        3
//   rating             the same, by its number                                 3
//   multiple           one bit for each of `ids`, six to a digit               3 + ceil(choices / 6)
//   match              for each of `left` its place in `right`, from "B"       3 + pairs
//   order              the places of its parts in `order`, from "A"            3 + parts
//   gaps               each: length (1 digit), text: see `roomOf`              3 + 1 + room of each
//   number             the same, at most 12                                    3 + 13
//   short              the same                                                4 + room
//   reflection         nothing: it stays on the device                         0
//
// More than 20 choices need a digit for the mark and one for the place: 4.
// A text is cut where its characters cost more than its room: all but `A-Z a-z 0-9 _ . ! = , - space` cost 4.
// Its mark was reckoned before, and stays until the field is touched again.
//
// An assessment: tries begun (1 digit), flag (1: "C" open, "D" submitted), seed (2), best score in tenths of a
// percent (2), and where `data-draw` has a number, the last 2 characters of the key of each question drawn:
// 6 + 2 x draw. Without draw: 6. The flags of an older version were "A" and "B", with 3 characters for each.
"use strict";
{
  const { word, words, quiz } = spread;
  const { SHOW, feedback, judge, kindOf, make, neutral, number, read, shuffled, write } = quiz;
  const TEXTS = ["gaps", "number", "short"];
  // The sign between thousands, in the language that the page is in now.
  const group = () => spread.attempt(() => new Intl.NumberFormat(spread.config.language).formatToParts(1e6)[1].value) ?? ",";
  // When the learner turned to what is before them: a lesson shown, or a question left.
  let turned = Date.now();
  addEventListener("spread-shown", () => { turned = Date.now(); });

  class Question extends HTMLElement {
    connectedCallback() {
      if (this.form) return;
      this.form = this.$("form");
      this.solution = JSON.parse(this.dataset.solution || "{}");
      this.worth = Number(this.dataset.points ?? 1);
      this.fields = this.$$("input, select, textarea");
      this.said = this.$("[data-said]") ?? this.form.appendChild(make('<p class="vh" role="status" data-said></p>'));
      this.button = this.$("[data-check]");
      if (this.scored && this.button) this.button.hidden = true;
      this.answers = this.$(".answers");
      if (this.answers) this.$(".acts").append(this.answers);
      this.fold(true);
      this.listen();
    }
    $(selector) { return this.querySelector(selector); }
    $$(selector) { return [...this.querySelectorAll(selector)]; }
    get type() { return this.dataset.type; }
    get scored() { return "scored" in this.dataset; }
    get steps() { return this.$$("li[data-id]"); }
    listen() {
      this.form.addEventListener("submit", (event) => { event.preventDefault(); this.check(); });
      this.addEventListener("focusin", () => { this.began ??= turned; });
      this.addEventListener("focusout", () => { turned = Date.now(); });
      this.addEventListener("input", () => this.changed());
      this.button?.addEventListener("click", () => this.check());
      if (this.type === "order") this.sortable();
      if (this.type === "reflection") this.notes();
    }

    // ---- what the learner answers

    get answer() {
      const filled = (list) => (list.some((part) => part?.length) ? list : null);
      const values = this.fields.map((field) => field.value);
      if (this.type === "order") return this.moved ? this.steps.map((step) => step.dataset.id) : null;
      if (this.type === "match") return filled(this.fields.filter((field) => field.value).map((field) => [field.dataset.left, field.value]));
      return filled(TEXTS.includes(this.type) ? values.map((text) => text.trim()) : values.filter((_, n) => this.fields[n].checked));
    }
    set answer(answer) {
      this.moved = Boolean(answer) && this.type === "order";
      this.fields.forEach((field, n) => {
        if (TEXTS.includes(this.type)) field.value = answer?.[n] ?? "";
        else if (this.type === "match") field.value = answer?.find(([left]) => left === field.dataset.left)?.[1] ?? "";
        else field.checked = answer?.includes(field.value) ?? false;
      });
      if (this.type !== "order") return;
      for (const id of answer ?? this.first) this.$("ol").append(this.steps.find((step) => step.dataset.id === id));
      this.count();
    }
    get judged() {
      const found = judge(this.type, this.solution, this.answer, group());
      // A text that was cut is as right as it was.
      if (this.kept === 1) found.marks.fill(true);
      return { ...found, part: found.part === null ? null : this.kept ?? found.part };
    }
    get points() { return this.worth * (this.judged.part ?? 0); }
    changed() {
      if (this.type === "reflection") return spread.note(this.id, this.fields[0].value);
      this.kept = null;
      this.clear();
      this.latency = Date.now() - (this.began ??= turned);
      this.keep();
      if (this.type === "rating" && !this.scored) this.tell();
    }
    keep() {
      const { answer, scored, done, judged } = this;
      const part = scored || done ? Number(judged.part) : null;
      const value = answer ? this.dataset.fp + write(this.type, this.solution, answer, part) : "";
      this.send("spread-state", { value, typed: TEXTS.includes(this.type) });
    }
    restore(value) {
      this.clear();
      const { part, answer } = read(this.type, this.solution, value.slice(2));
      this.kept = part;
      const same = value.slice(0, 2) === this.dataset.fp;
      this.answer = same ? answer : null;
      if (same && part !== null && !this.scored && this.type !== "rating") this.show();
    }
    send(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { id: this.id, ...detail } }));
    }
    /** The answer in neutral words, for the LMS. */
    tell() {
      const { type, solution, answer, worth, latency, judged: { part } } = this;
      const result = part === null ? "neutral" : [false, true][part];
      const { description, outcome } = this.dataset;
      this.send("spread-answer", { type, result, points: this.points, max: worth, weighting: worth, latency, description, outcome, ...neutral(type, solution, answer, group()) });
    }

    // ---- checking and feedback

    check() {
      if (this.done) return this.retry();
      if (this.scored || !this.button) return;
      this.moved ||= this.type === "order";
      const { answer } = this;
      if (!answer) return this.complain(word("quiz-empty"));
      if (this.type === "number" && number(answer[0], group()) === null) return this.complain(word("quiz-no-number", { example: 2.5 }));
      this.show();
      this.keep();
      this.tell();
      this.say(this.$$(".fb[data-made]").map((box) => box.textContent).join(" "));
    }
    retry() {
      this.clear();
      if (this.$("[type=radio], [type=checkbox]")) this.answer = null;
      this.keep();
      this.began = Date.now();
      (this.fields[0] ?? this.$("[data-down]")).focus();
    }
    say(text) { this.said.textContent = text.replace(/\s+/g, " ").trim(); }
    complain(text) {
      this.clear();
      this.sum("no", text);
      this.fields[0]?.setAttribute("aria-invalid", "true");
      this.say(text);
      (this.fields[0] ?? this.button).focus();
    }
    fold(hidden) {
      if (this.answers && this.type !== "reflection") this.answers.hidden = hidden;
    }
    clear() {
      this.done = false;
      for (const made of this.$$("[data-made]")) made.remove();
      for (const field of this.fields) {
        for (const name of ["aria-describedby", "aria-invalid", "class"]) field.removeAttribute(name);
      }
      this.label("quiz-check", true);
      this.fold(true);
      this.say("");
    }
    label(key, main) {
      if (this.button) this.button.textContent = word(key);
      this.button?.classList.toggle("main", main);
    }
    /** Feedback beside its field, in words and icons, named by the field. */
    attach(field, box, place) {
      box.id = `${this.id}--fb${this.$$(".fb[data-made]").length}`;
      field?.setAttribute("aria-describedby", box.id);
      place(box);
    }
    sum(kind, title, text) {
      const box = feedback(`${kind} sum`, title, text);
      box.querySelector("use").setAttribute("href", `#i-${kind}`);
      const put = (made) => (this.$("[data-sum]") ?? this.$(".acts")).before(made);
      this.attach(TEXTS.includes(this.type) && this.fields.length === 1 ? this.fields[0] : null, box, put);
    }
    show() {
      const { judged } = this;
      this.done = true;
      if (judged.part !== null) this.summary(judged, SHOW[this.type]?.(this, judged));
      this.label("quiz-again", judged.part !== 1);
      this.fold(judged.part === 1 || judged.part === null);
    }
    summary({ part, marks, known }, placed) {
      const general = this.$('[data-fb="all"]');
      if (placed) return general && this.sum("note", "", general);
      const title = part && part < 1 ? word("quiz-partly", this.tally(marks)) : word(part === 1 ? "quiz-right" : this.answer ? "quiz-not-yet" : "quiz-none");
      this.sum(kindOf(part), title, this.$(`[data-fb="known${known}"]`) ?? general);
    }
    tally(marks) {
      const chosen = this.type === "multiple" && this.solution.right;
      const right = chosen ? chosen.filter((id) => this.answer.includes(id)).length : marks.filter(Boolean).length;
      return { right, total: chosen ? chosen.length : marks.length };
    }
    // ---- ordering: buttons, and dragging beside them

    sortable() {
      this.addEventListener("click", (event) => {
        const button = event.target.closest("[data-up], [data-down]");
        if (!button || button.getAttribute("aria-disabled") === "true") return;
        const step = button.closest("li");
        this.move(step, this.steps.indexOf(step) + ("up" in button.dataset ? -1 : 1));
        button.focus();
      });
      this.addEventListener("pointerdown", (event) => this.drag(event));
      this.first = this.steps.map((step) => step.dataset.id);
      this.count();
    }
    move(step, to) {
      const { steps } = this;
      const from = steps.indexOf(step);
      if (from === to || !steps[to]) return;
      steps[to][to < from ? "before" : "after"](step);
      this.moved = true;
      this.count();
      this.changed();
      this.say(word("quiz-moved", { text: step.children[1].textContent.trim(), n: to + 1, total: steps.length }));
    }
    count() {
      this.steps.forEach((step, n, all) => {
        step.firstElementChild.textContent = new Intl.NumberFormat(spread.config.language).format(n + 1);
        step.querySelector("[data-up]").setAttribute("aria-disabled", String(n === 0));
        step.querySelector("[data-down]").setAttribute("aria-disabled", String(n === all.length - 1));
      });
    }
    // With a finger only by the number: the rest of the row scrolls.
    drag(event) {
      const step = event.target.closest("li[data-id]");
      const handle = event.pointerType === "mouse" ? step : step && event.target.closest("li > :first-child");
      if (!handle || event.button || event.target.closest("button") || this.frozen) return;
      event.preventDefault();
      const over = ({ clientY }) => {
        const to = this.steps.findIndex((one) => clientY < one.getBoundingClientRect().bottom);
        this.move(step, to < 0 ? this.steps.length - 1 : to);
      };
      const end = new AbortController();
      const heard = { signal: end.signal };
      const drop = () => {
        step.classList.remove("held");
        end.abort();
      };
      step.classList.add("held");
      addEventListener("pointermove", over, heard);
      for (const name of ["pointerup", "pointercancel"]) addEventListener(name, drop, heard);
    }

    // ---- a reflection: only on this device

    notes() {
      const [field] = this.fields;
      const forget = this.$("[data-forget]") ?? this.$(".acts").appendChild(make('<button class="btn quiet" type="button"></button>'));
      forget.textContent ||= word("quiz-forget");
      forget.addEventListener("click", () => {
        field.value = "";
        spread.note(this.id, "");
        this.say(word("quiz-forgotten"));
        field.focus();
      });
      if (this.button) this.button.hidden = true;
      this.closest("article")?.addEventListener("spread-shown", () => { field.value = spread.note(this.id) ?? ""; });
    }

    // ---- in an assessment

    /** "Question 2 of 10" and its points, or what came of them. */
    title(n, total, submitted) {
      const span = document.createElement("span");
      if (this.judged.part !== null) span.textContent = submitted ? word("quiz-points-of", { points: Math.round(100 * this.points) / 100, max: words("quiz-points", this.worth) }) : words("quiz-points", this.worth);
      this.$(".kind").replaceChildren(word("quiz-number", { n, total }), " ", span);
    }
    freeze(frozen) {
      this.frozen = frozen;
      for (const field of this.fields) field.disabled = frozen;
      for (const help of this.$$("[data-up], [data-down], .hint")) help.hidden = frozen;
      if (frozen) this.show();
      else this.clear();
    }
    reset() {
      const empty = !this.answer && !this.kept;
      this.kept = this.latency = this.began = undefined;
      this.answer = null;
      if (!empty) this.keep();
    }
    // Only where the order says nothing.
    shuffle(seed) {
      if (!["choice", "multiple"].includes(this.type) || "fixed" in this.dataset) return;
      this.rows ??= this.$$(".rows > .choice");
      this.$(".rows").append(...shuffled(this.rows, seed));
    }
  }

  customElements.define("spread-question", Question);
}
