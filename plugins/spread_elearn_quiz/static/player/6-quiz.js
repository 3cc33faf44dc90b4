// A question: what happens when a learner answers it, checks it, and comes back to it.
"use strict";
{
  const { word, words, quiz } = spread;
  const { judge, neutral, number, shuffled } = quiz;
  const { read, write, readAnswer, writeAnswer, Ordering } = quiz;
  const { showFeedback, showSummary, make } = quiz;
  const TYPED = ["gaps", "number", "short"];

  // When the learner turned to what is before them: a lesson shown, or a question left.
  let turnedAt = Date.now();
  const turned = () => {
    turnedAt = Date.now();
  };
  addEventListener("spread-shown", turned);

  class Question extends HTMLElement {
    connectedCallback() {
      if (this.form) return;
      this.form = this.$("form");
      this.solution = JSON.parse(this.dataset.solution || "{}");
      this.worth = Number(this.dataset.points ?? 1);
      this.fields = this.$$("input, select, textarea");
      this.status = this.$("[data-said]") ?? this.makeStatus();
      this.button = this.$("[data-check]");
      this.answers = this.$(".answers");
      if (this.scored && this.button) this.button.hidden = true;
      if (this.answers) this.$(".acts").append(this.answers);
      this.hideAnswers(true);
      this.listen();
      if (this.type === "order") this.ordering = new Ordering(this);
      if (this.type === "reflection") this.keepOnDevice();
    }
    makeStatus() {
      const status = make('<p class="vh" role="status" data-said></p>');
      return this.form.appendChild(status);
    }
    listen() {
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.check();
      });
      this.addEventListener("focusin", () => this.begin());
      this.addEventListener("focusout", turned);
      this.addEventListener("input", () => this.changed());
      this.button?.addEventListener("click", () => this.check());
    }
    $(selector) {
      return this.querySelector(selector);
    }
    $$(selector) {
      return [...this.querySelectorAll(selector)];
    }
    get type() {
      return this.dataset.type;
    }
    get scored() {
      return "scored" in this.dataset;
    }

    // ---- what the learner answers

    get answer() {
      return readAnswer(this);
    }
    set answer(answer) {
      writeAnswer(this, answer);
    }
    begin() {
      this.beganAt ??= turnedAt;
    }
    changed() {
      if (this.type === "reflection") {
        spread.note(this.id, this.fields[0].value);
        return;
      }
      this.restoredPart = null;
      this.clear();
      this.begin();
      this.latency = Date.now() - this.beganAt;
      this.keep();
      if (this.type === "rating" && !this.scored) this.tell();
    }

    // ---- what it is worth

    get judged() {
      const found = judge(this.type, this.solution, this.answer, thousandsMark());
      if (found.part === null) return found;
      // A text that was cut is as right as it was.
      if (this.restoredPart === 1) found.marks.fill(true);
      return { ...found, part: this.restoredPart ?? found.part };
    }
    get points() {
      return this.worth * (this.judged.part ?? 0);
    }

    // ---- what is kept and told

    keep() {
      const { answer } = this;
      const value = answer ? this.pack(answer) : "";
      this.send("spread-state", { value, typed: TYPED.includes(this.type) });
    }
    pack(answer) {
      const isJudged = this.scored || this.done;
      const part = isJudged ? Number(this.judged.part) : null;
      return this.dataset.fp + write(this.type, this.solution, answer, part);
    }
    restore(value) {
      this.clear();
      const { part, answer } = read(this.type, this.solution, value.slice(2));
      const isSame = value.slice(0, 2) === this.dataset.fp;
      this.restoredPart = part;
      this.answer = isSame ? answer : null;
      const isJudged = part !== null;
      const shows = isSame && isJudged && !this.scored && this.type !== "rating";
      if (shows) this.show();
    }
    /** The answer in neutral words, for the LMS. */
    tell() {
      const { type, solution, answer, points, worth, latency } = this;
      const { description, outcome } = this.dataset;
      this.send("spread-answer", {
        type,
        result: resultOf(this.judged.part),
        points,
        max: worth,
        weighting: worth,
        latency,
        description,
        outcome,
        ...neutral(type, solution, answer, thousandsMark()),
      });
    }
    send(name, more) {
      const detail = { id: this.id, ...more };
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
    }

    // ---- checking

    check() {
      if (this.done) return this.retry();
      if (this.scored || !this.button) return;
      if (this.ordering) this.ordering.isAnswered = true;
      const mistake = this.mistakeIn(this.answer);
      if (mistake) return this.complain(mistake);
      this.show();
      this.keep();
      this.tell();
      const boxes = this.$$(".fb[data-made]");
      this.say(boxes.map((box) => box.textContent).join(" "));
    }
    mistakeIn(answer) {
      if (!answer) return word("quiz-empty");
      if (this.type !== "number" || number(answer[0], thousandsMark()) !== null)
        return "";
      return word("quiz-no-number", { example: 2.5 });
    }
    complain(text) {
      this.clear();
      showSummary(this, "no", text);
      this.fields[0]?.setAttribute("aria-invalid", "true");
      this.say(text);
      const target = this.fields[0] ?? this.button;
      target.focus();
    }
    retry() {
      this.clear();
      if (this.$("[type=radio], [type=checkbox]")) this.answer = null;
      this.keep();
      this.beganAt = Date.now();
      const target = this.fields[0] ?? this.$("[data-down]");
      target.focus();
    }

    // ---- showing feedback, and taking it away

    show() {
      const { judged } = this;
      this.done = true;
      if (judged.part !== null) showFeedback(this, judged);
      this.labelButton("quiz-again", judged.part !== 1);
      this.hideAnswers(judged.part === 1 || judged.part === null);
    }
    get summaryPlace() {
      return this.$("[data-sum]") ?? this.$(".acts");
    }
    /** What the author says on a choice, on a known mistake, or on "all". */
    feedbackOn(name) {
      return this.$(`[data-fb="${name}"]`);
    }
    /** Feedback stands beside its field, and the field names it. */
    describe(field, box) {
      box.id = `${this.id}--fb${this.$$(".fb[data-made]").length}`;
      field?.setAttribute("aria-describedby", box.id);
    }
    clear() {
      this.done = false;
      for (const made of this.$$("[data-made]")) made.remove();
      for (const field of this.fields) {
        field.removeAttribute("aria-describedby");
        field.removeAttribute("aria-invalid");
        field.removeAttribute("class");
      }
      this.labelButton("quiz-check", true);
      this.hideAnswers(true);
      this.say("");
    }
    labelButton(key, isMain) {
      if (!this.button) return;
      this.button.textContent = word(key);
      this.button.classList.toggle("main", isMain);
    }
    hideAnswers(hidden) {
      if (this.answers && this.type !== "reflection") this.answers.hidden = hidden;
    }
    /** To a screen reader. */
    say(text) {
      this.status.textContent = text.replace(/\s+/g, " ").trim();
    }

    // ---- a reflection: only on this device

    keepOnDevice() {
      const [field] = this.fields;
      const forget = this.$("[data-forget]") ?? this.makeForget();
      forget.textContent ||= word("quiz-forget");
      forget.addEventListener("click", () => {
        field.value = "";
        spread.note(this.id, "");
        this.say(word("quiz-forgotten"));
        field.focus();
      });
      if (this.button) this.button.hidden = true;
      this.closest("article")?.addEventListener("spread-shown", () => {
        field.value = spread.note(this.id) ?? "";
      });
    }
    makeForget() {
      const button = make('<button class="btn quiet" type="button"></button>');
      return this.$(".acts").appendChild(button);
    }

    // ---- in an assessment

    /** "Question 2 of 10" and its points, or what came of them. */
    title(n, total, submitted) {
      const span = document.createElement("span");
      if (this.judged.part !== null) span.textContent = this.pointsText(submitted);
      this.$(".kind").replaceChildren(word("quiz-number", { n, total }), " ", span);
    }
    pointsText(submitted) {
      const max = words("quiz-points", this.worth);
      if (!submitted) return max;
      const points = Math.round(100 * this.points) / 100;
      return word("quiz-points-of", { points, max });
    }
    freeze(frozen) {
      this.frozen = frozen;
      const helps = this.$$("[data-up], [data-down], .hint");
      for (const field of this.fields) field.disabled = frozen;
      for (const help of helps) help.hidden = frozen;
      if (frozen) this.show();
      else this.clear();
    }
    reset() {
      const isEmpty = !this.answer && !this.restoredPart;
      this.restoredPart = null;
      this.latency = undefined;
      this.beganAt = undefined;
      this.answer = null;
      if (!isEmpty) this.keep();
    }
    // Only where the order says nothing.
    shuffle(seed) {
      if (!["choice", "multiple"].includes(this.type) || "fixed" in this.dataset)
        return;
      this.rows ??= this.$$(".rows > .choice");
      this.$(".rows").append(...shuffled(this.rows, seed));
    }
  }

  const resultOf = (part) => {
    if (part === null) return "neutral";
    if (part === 1) return true;
    return part === 0 ? false : undefined;
  };

  // The sign between thousands, in the language that the page is in now.
  const thousandsMark = () => spread.attempt(groupSign) ?? ",";
  const groupSign = () =>
    new Intl.NumberFormat(spread.config.language).formatToParts(1e6)[1].value;

  customElements.define("spread-question", Question);
}
