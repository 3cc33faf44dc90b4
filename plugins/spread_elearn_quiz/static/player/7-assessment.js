// An assessment: tries, draw, submission, result. It has no verdict of its own: what the title of a result says
// is read from `spread.progress()`, the one rule of the player. What its script looks for inside <spread-assessment>:
//
//   .submit [data-answered] progress [data-submit]        the block before the result; the script fills them
//   dialog.ask [data-ask-title] [data-ask-text] [data-back] [data-confirm]    empty texts; the buttons' words by JS
//   section[data-result] hidden
//     h2[data-verdict][tabindex=-1]  p.score [data-score] [data-best]
//     .goal[data-at] progress  span (server: "70 needed")
//     [data-outcomes] hidden: h3, ul.bars > li[data-outcome="K1"]: .code, span, span.mark[data-mark], progress
//     [data-reread] hidden: h3, ul > li[data-outcome="K1"][data-lesson="roles"] hidden: a, span.mute[data-for]
//     .acts button[data-again] button[data-print]
"use strict";
{
  const { word, words, quiz } = spread;
  const { DIGITS, shuffled } = quiz;
  const two = (value) => DIGITS[Math.floor(value / 64)] + DIGITS[value % 64];
  const twice = (text) =>
    Math.max(0, DIGITS.indexOf(text[0]) * 64 + DIGITS.indexOf(text[1]));
  const sum = (list, worth) =>
    Math.round(1e4 * list.reduce((total, one) => total + worth(one), 0)) / 1e4;

  class Assessment extends HTMLElement {
    connectedCallback() {
      if (this.article) return;
      this.article = this.closest("article");
      this.pool = [...this.article.querySelectorAll("spread-question[data-scored]")];
      this.article.dataset.max = this.dataset.points;
      this.runs = this.groups();
      Object.assign(this, {
        tries: 1,
        submitted: false,
        best: 0,
        seed: Math.floor(Math.random() * 4096),
      });
      this.article.addEventListener("spread-shown", () => this.drawn || this.begin());
      this.article.addEventListener("spread-state", (event) => this.answered(event));
      this.addEventListener("click", (event) =>
        this.press(event.target.closest("button, a")),
      );
    }
    $(selector) {
      return this.querySelector(selector);
    }
    $$(selector) {
      return [...this.querySelectorAll(selector)];
    }
    get limit() {
      return Number(this.dataset.attempts) || Infinity;
    }
    get goal() {
      return Number(this.dataset.pass) || 0;
    }

    // ---- a try

    // What stands between questions, a heading or a story, they do not cross.
    groups() {
      const runs = [];
      for (const one of this.pool) {
        const run = runs.at(-1);
        if (run && one.previousElementSibling === run.at(-1)) run.push(one);
        else runs.push([one]);
      }
      return runs.map((run) => ({
        run,
        end: run.at(-1).nextSibling,
        parent: run[0].parentNode,
      }));
    }
    begin(keys) {
      const { pool, seed } = this;
      const count = Number(this.dataset.draw) || pool.length;
      const known =
        keys && pool.filter((one) => keys.includes(this.nameOf(one, keys[0].length)));
      const chosen = known?.length
        ? known.slice(0, count)
        : shuffled(pool, seed).slice(0, count);
      this.partial = count < pool.length;
      this.place();
      const shown = [...this.article.querySelectorAll("spread-question[data-scored]")];
      this.drawn = shown.filter((one) => chosen.includes(one));
      for (const one of pool) one.hidden = !chosen.includes(one);
      this.number();
    }
    /** The end of a question's key; an older version had keys of three characters. */
    nameOf(question, length) {
      const key = question.dataset.k;
      if (length === 2) return key.slice(-2);
      const names = Object.keys(spread.config.keys ?? {});
      return (names.find((name) => name.startsWith(key)) ?? key).slice(0, 3);
    }
    place() {
      if (!("shuffle" in this.dataset)) return;
      for (const { run, end, parent } of this.runs) {
        shuffled(run, this.seed).forEach((one) => parent.insertBefore(one, end));
        run.forEach((one, n) => one.shuffle(this.seed + n));
      }
    }
    number() {
      this.drawn.forEach((one, n) =>
        one.title(n + 1, this.drawn.length, this.submitted),
      );
      this.tally();
    }
    tally() {
      const [done, all] = [
        this.drawn.filter((one) => one.answer).length,
        this.drawn.length,
      ];
      this.$("[data-answered]").textContent = word("quiz-answered", {
        n: done,
        total: all,
      });
      Object.assign(this.$(".submit progress"), { max: all, value: done });
    }
    answered(event) {
      if (!this.drawn?.includes(event.target)) return;
      this.tally();
      // The draw is worth keeping from the first answer on.
      this.keep();
    }
    keep() {
      const drawn = this.partial
        ? this.drawn.map((one) => this.nameOf(one, 2)).join("")
        : "";
      const value =
        DIGITS[Math.min(this.tries, 63)] +
        "CD"[Number(this.submitted)] +
        two(this.seed) +
        two(this.best) +
        drawn;
      this.dispatchEvent(
        new CustomEvent("spread-state", {
          bubbles: true,
          detail: { id: this.dataset.id, value },
        }),
      );
    }
    restore(value) {
      this.tries = Math.max(1, DIGITS.indexOf(value[0]));
      const old = "AB".includes(value[1]);
      this.submitted = "BD".includes(value[1]);
      [this.seed, this.best] = [twice(value.slice(2)), twice(value.slice(4))];
      this.begin(value.slice(6).match(old ? /.{3}/g : /.{2}/g));
      if (!this.submitted) return;
      // After an update of the package the same answers may be worth more: what is shown is what is sent.
      this.send("spread-result", { ...this.result(), again: true });
      this.review();
    }

    // ---- submitting

    press(button) {
      const action = ["submit", "confirm", "back", "again", "print"].find(
        (name) => button && name in button.dataset,
      );
      if (action) this[action]();
    }
    ask(open) {
      const dialog = this.$("dialog");
      if (open && dialog.showModal) dialog.showModal();
      else if (open) dialog.setAttribute("open", "");
      else if (dialog.close) dialog.close();
      else dialog.removeAttribute("open");
    }
    submit() {
      const empty = this.drawn.flatMap((one, n) => (one.answer ? [] : [n]));
      const list = new Intl.ListFormat(spread.config.language).format(
        empty.map((n) => String(n + 1)),
      );
      this.first = this.drawn[empty[0]];
      this.$("[data-ask-title]").textContent = empty.length
        ? words("quiz-empty-title", empty.length)
        : word("quiz-ask-title");
      this.$("[data-ask-text]").textContent = empty.length
        ? words("quiz-empty-text", empty.length, { list })
        : word("quiz-ask-text");
      this.$("[data-back]").textContent = empty.length
        ? word("quiz-back-to", { n: empty[0] + 1 })
        : word("quiz-back");
      this.$("[data-confirm]").textContent = word(
        empty.length ? "quiz-submit-anyway" : "quiz-submit",
      );
      this.$("[data-back]").classList.toggle("main", empty.length > 0);
      this.$("[data-confirm]").classList.toggle("main", !empty.length);
      this.ask(true);
      this.$(empty.length ? "[data-back]" : "[data-confirm]").focus();
    }
    back() {
      this.ask(false);
      const target =
        this.first?.querySelector("input, select, [data-down]") ??
        this.$("[data-submit]");
      target.focus();
      this.first?.scrollIntoView();
    }
    confirm() {
      this.ask(false);
      this.submitted = true;
      for (const one of this.drawn) one.tell();
      const result = this.result();
      this.best = Math.max(this.best, Math.floor(10 * this.percent(result)));
      this.send("spread-result", result);
      this.keep();
      this.review();
      this.$("[data-verdict]").focus();
      this.scrollIntoView();
    }
    result() {
      const ids = [
        ...new Set(this.drawn.map((one) => one.dataset.outcome).filter(Boolean)),
      ];
      const total = (list) => ({
        points: sum(list, (one) => one.points),
        max: sum(list, (one) => one.worth),
      });
      const outcomes = ids.map((id) => ({
        id,
        ...total(this.drawn.filter((one) => one.dataset.outcome === id)),
      }));
      return { ...total(this.drawn), outcomes };
    }
    send(name, detail) {
      this.dispatchEvent(
        new CustomEvent(name, {
          bubbles: true,
          detail: { id: this.article.id, ...detail },
        }),
      );
    }
    /** As the LMS is told: two decimals. */
    percent({ points, max }) {
      return Math.round((10000 * points) / (max || 1)) / 100;
    }
    get part() {
      return spread.progress().parts.find(({ key }) => key === this.article.dataset.k);
    }
    /** The best result as the session holds it: what the LMS has. */
    get highest() {
      const best = spread.best(this.article.dataset.k);
      return best ? this.percent(best) : 0;
    }

    // ---- the result

    review() {
      for (const one of this.drawn) one.freeze(true);
      this.number();
      this.article.classList.add("submitted");
      this.article.querySelector(".lead").after(this);
      this.$(".submit").hidden = true;
      this.$("[data-result]").hidden = false;
      this.report(this.result());
    }
    report(result) {
      // In review nothing is reckoned again: no try is worth more than what was recorded.
      const percent = Math.min(this.percent(result), this.highest);
      const spent = this.tries >= this.limit;
      this.$("[data-verdict]").textContent = word(this.verdict(spent));
      this.$("[data-score]").textContent = new Intl.NumberFormat(
        spread.config.language,
      ).format(percent);
      this.$("[data-best]").textContent = this.history(percent);
      const goal = this.$(".goal");
      goal.style.setProperty("--at", `${this.goal}%`);
      goal.classList.toggle("low", this.goal < 35);
      this.$(".goal progress").value = percent;
      this.$("[data-again]").hidden = spent;
      this.outcomes(result.outcomes);
      this.reread();
    }
    verdict(spent) {
      if (!this.goal) return "quiz-done";
      if (this.part?.level === spread.status.PASSED) return "quiz-passed";
      return spent ? "quiz-failed" : "quiz-not-passed";
    }
    history(percent) {
      const left = this.limit - this.tries;
      const parts = [word("quiz-try", { n: this.tries })];
      if (this.tries > 1)
        parts.push(
          word(this.highest > percent ? "quiz-best" : "quiz-best-now", {
            best: this.highest,
          }),
        );
      if (left < Infinity) parts.push(words("quiz-left", left));
      return parts.join(" · ");
    }
    outcomes(found) {
      this.$("[data-outcomes]").hidden = !found.length;
      for (const row of this.$$("[data-outcomes] [data-outcome]")) {
        const one = found.find(({ id }) => id === row.dataset.outcome);
        row.hidden = !one;
        if (!one) continue;
        const full = one.points >= one.max;
        const mark = row.querySelector("[data-mark]");
        const text = word("quiz-of", {
          points: Math.round(100 * one.points) / 100,
          max: one.max,
        });
        mark.className = `mark ${full ? "ok" : "no"}`;
        mark.innerHTML = `<svg class="i" aria-hidden="true"><use href="#i-${full ? "check" : "again"}"/></svg>`;
        mark.append(text);
        const bar = row.querySelector("progress");
        Object.assign(bar, { max: one.max, value: one.points });
        bar.setAttribute("aria-label", `${one.id}: ${text}`);
      }
    }
    reread() {
      const missed = this.drawn
        .map((one, n) => ({ n: n + 1, one }))
        .filter(({ one }) => one.points < one.worth);
      const rows = this.$$("[data-reread] [data-lesson]");
      for (const row of rows) {
        const numbers = missed
          .filter(({ one }) => one.dataset.outcome === row.dataset.outcome)
          .map(({ n }) => String(n));
        row.hidden = !numbers.length;
        const list = new Intl.ListFormat(spread.config.language).format(numbers);
        row.querySelector("[data-for]").textContent = words(
          "quiz-for",
          numbers.length,
          { list },
        );
      }
      this.$("[data-reread]").hidden = rows.every((row) => row.hidden);
    }
    again() {
      this.article.classList.remove("submitted");
      this.$("[data-result]").hidden = true;
      this.$(".submit").hidden = false;
      this.article.querySelector(".turn").before(this);
      Object.assign(this, {
        submitted: false,
        tries: this.tries + 1,
        seed: Math.floor(Math.random() * 4096),
      });
      const before = this.drawn;
      this.drawn = null;
      for (const one of before) {
        one.freeze(false);
        one.reset();
      }
      this.begin();
      this.keep();
      this.article.querySelector("h1").focus();
      scrollTo(0, 0);
    }
    /** This page alone, where all others are printed as well. */
    print() {
      const { classList } = document.documentElement;
      classList.add("only");
      addEventListener("afterprint", () => classList.remove("only"), { once: true });
      window.print();
    }
  }

  customElements.define("spread-assessment", Assessment);
}
