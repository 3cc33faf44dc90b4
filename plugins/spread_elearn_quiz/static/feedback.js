// Feedback beside the fields it belongs to, by type of question.
"use strict";
{
  const { word, quiz } = spread;
  const make = (html) => document.createRange().createContextualFragment(html).firstElementChild;
  const icon = (name) => `<svg class="i" aria-hidden="true"><use href="#i-${name}"/></svg>`;

  /** "ok", "part" or "no". */
  const kindOf = (part) => (part === 1 ? "ok" : part ? "part" : "no");
  const feedback = (kind, title, text) => {
    const box = make(`<div class="fb ${kind}" data-made>${icon(kind)}<div><b></b></div></div>`);
    if (title) box.querySelector("b").textContent = title;
    else box.querySelector("b").remove();
    if (text) box.lastChild.append(...text.cloneNode(true).childNodes);
    return box;
  };
  const mark = (good, title, hidden) => {
    const span = make(`<span class="mark ${good ? "ok" : "no"}" data-made>${icon(good ? "check" : "cross")}<span></span></span>`);
    span.lastChild.textContent = title;
    if (hidden) span.lastChild.className = "vh";
    return span;
  };

  const choice = (question, { part }) => {
    const field = question.fields.find((one) => one.checked);
    if (!field) return false;
    const box = feedback(kindOf(part), word(part ? "quiz-right" : "quiz-not-yet"), question.$(`[data-fb="${field.value}"]`));
    question.attach(field, box, (made) => field.closest(".choice").after(made));
    return true;
  };

  const multiple = (question) => {
    for (const field of question.fields) {
      const right = question.solution.right.includes(field.value);
      if (!right && !field.checked) continue;
      const good = right && field.checked;
      const title = word(good ? "quiz-mark-right" : right ? "quiz-missing" : "quiz-not-this");
      const row = field.closest(".choice");
      const text = question.$(`[data-fb="${field.value}"]`);
      if (text) question.attach(field, feedback(good ? "ok" : "no", title, text), (made) => row.after(made));
      else row.append(mark(good, title));
    }
  };

  const match = (question, { marks }) => {
    question.fields.forEach((field, n) => {
      const good = marks[n];
      const box = feedback(good ? "ok" : "no", word(good ? "quiz-right" : "quiz-not-yet"), question.$(`[data-fb="${field.dataset.left}"]`));
      question.attach(field, box, (made) => field.closest(".pair").append(made));
    });
  };

  const order = (question, { marks }) => {
    question.steps.forEach((step, n) => step.children[1].after(mark(marks[n], word(marks[n] ? "quiz-mark-right" : "quiz-not-here"), true)));
  };

  const gaps = (question, { marks }) => {
    question.fields.forEach((field, n) => {
      const good = Boolean(marks[n]);
      const box = feedback(good ? "ok" : "no", word(good ? "quiz-gap-right" : "quiz-gap-no", { n: n + 1 }));
      field.classList.add(good ? "ok" : "no");
      field.after(make(`<span class="${good ? "ok" : "no"}" data-made>${icon(good ? "check" : "cross")}</span>`));
      question.attach(field, box, (made) => (question.$("[data-sum]") ?? question.$(".acts")).before(made));
    });
  };

  // What returns true has said the verdict: a summary needs none.
  Object.assign(quiz, { SHOW: { choice, truefalse: choice, multiple, match, order, gaps }, feedback, kindOf, make });
}
