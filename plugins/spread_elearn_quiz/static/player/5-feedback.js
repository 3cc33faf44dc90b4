// Feedback: beside the fields it belongs to, by type of question, and on the whole.
"use strict";
{
  const { word, quiz } = spread;
  const { hasTexts } = quiz;

  const showFeedback = (question, judged) => {
    const hasVerdict = SHOW[question.type]?.(question, judged);
    const general = question.feedbackOn("all");
    if (!hasVerdict) {
      const text = question.feedbackOn(`known${judged.known}`) ?? general;
      showSummary(question, kindOf(judged.part), verdict(question, judged), text);
    } else if (general) {
      showSummary(question, "note", "", general);
    }
  };

  // ---- on the whole

  const showSummary = (question, kind, title, text) => {
    const box = feedback(`${kind} sum`, title, text);
    box.querySelector("use").setAttribute("href", `#i-${kind}`);
    const isOneText = hasTexts(question) && question.fields.length === 1;
    question.describe(isOneText ? question.fields[0] : null, box);
    question.summaryPlace.before(box);
  };

  const verdict = (question, { part, marks }) => {
    if (part === 1) return word("quiz-right");
    if (part) return word("quiz-partly", tally(question, marks));
    return word(question.answer ? "quiz-not-yet" : "quiz-none");
  };

  const tally = ({ type, solution, answer }, marks) => {
    const isMultiple = type === "multiple" && solution.right;
    const counted = isMultiple
      ? solution.right.map((id) => answer.includes(id))
      : marks;
    return { right: counted.filter(Boolean).length, total: counted.length };
  };

  // ---- by type of question: true where the verdict is said with it

  const showChoice = (question, { part }) => {
    const field = question.fields.find((one) => one.checked);
    if (!field) return false;
    const title = word(part ? "quiz-right" : "quiz-not-yet");
    const box = feedback(kindOf(part), title, question.feedbackOn(field.value));
    question.describe(field, box);
    field.closest(".choice").after(box);
    return true;
  };

  const SHOW = {
    choice: showChoice,
    truefalse: showChoice,
    multiple(question) {
      for (const field of question.fields) {
        const isRight = question.solution.right.includes(field.value);
        if (isRight || field.checked) showChecked(question, field, isRight);
      }
    },
    match(question, { marks }) {
      question.fields.forEach((field, n) => {
        const title = word(marks[n] ? "quiz-right" : "quiz-not-yet");
        const text = question.feedbackOn(field.dataset.left);
        const box = feedback(markOf(marks[n]), title, text);
        question.describe(field, box);
        field.closest(".pair").append(box);
      });
    },
    order(question, { marks }) {
      question.ordering.steps.forEach((step, n) => {
        const made = mark(
          marks[n],
          word(marks[n] ? "quiz-mark-right" : "quiz-not-here"),
        );
        made.lastChild.className = "vh";
        step.children[1].after(made);
      });
    },
    gaps(question, { marks }) {
      question.fields.forEach((field, n) => showGap(question, field, n, marks[n]));
    },
  };

  const showChecked = (question, field, isRight) => {
    const isGood = isRight && field.checked;
    const title = word(titleOf(isRight, field.checked));
    const row = field.closest(".choice");
    const text = question.feedbackOn(field.value);
    if (!text) return row.append(mark(isGood, title));
    const box = feedback(markOf(isGood), title, text);
    question.describe(field, box);
    row.after(box);
  };

  const titleOf = (isRight, isChecked) => {
    if (!isRight) return "quiz-not-this";
    return isChecked ? "quiz-mark-right" : "quiz-missing";
  };

  const showGap = (question, field, n, isGood) => {
    const kind = markOf(isGood);
    const title = word(isGood ? "quiz-gap-right" : "quiz-gap-no", { n: n + 1 });
    const box = feedback(kind, title);
    field.classList.add(kind);
    field.after(make(`<span class="${kind}" data-made>${markIcon(isGood)}</span>`));
    question.describe(field, box);
    question.summaryPlace.before(box);
  };

  // ---- what it is made of

  /** "ok", "part" or "no", for a part of the points. */
  const kindOf = (part) => {
    if (part === 1) return "ok";
    return part ? "part" : "no";
  };
  const markOf = (isGood) => (isGood ? "ok" : "no");

  const feedback = (kind, title, text) => {
    const box = make(
      `<div class="fb ${kind}" data-made>${icon(kind)}<div><b></b></div></div>`,
    );
    const heading = box.querySelector("b");
    if (title) heading.textContent = title;
    else heading.remove();
    if (text) box.lastChild.append(...text.cloneNode(true).childNodes);
    return box;
  };

  const mark = (isGood, title) => {
    const made = make(
      `<span class="mark ${markOf(isGood)}" data-made>${markIcon(isGood)}<span></span></span>`,
    );
    made.lastChild.textContent = title;
    return made;
  };

  const markIcon = (isGood) => icon(isGood ? "check" : "cross");
  const icon = (name) =>
    `<svg class="i" aria-hidden="true"><use href="#i-${name}"/></svg>`;
  const make = (html) =>
    document.createRange().createContextualFragment(html).firstElementChild;

  Object.assign(quiz, { showFeedback, showSummary, make });
}
