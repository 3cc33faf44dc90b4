// What a learner has answered: read from the fields of a question, and put back.
"use strict";
{
  const { quiz } = spread;

  /** The answer that stands in the fields, null where there is none. */
  const readAnswer = (question) => fieldsOf(question).read(question);

  /** Put an answer, or null for none, into the fields. */
  const writeAnswer = (question, answer) => fieldsOf(question).write(question, answer);

  const fieldsOf = ({ type }) => FIELDS[type] ?? choices;

  const hasTexts = ({ type }) => FIELDS[type] === texts;

  // ---- by type of question

  const choices = {
    read({ fields }) {
      const checked = fields.filter((field) => field.checked);
      return filled(checked.map((field) => field.value));
    },
    write({ fields }, answer) {
      for (const field of fields) {
        field.checked = answer?.includes(field.value) ?? false;
      }
    },
  };

  const texts = {
    read({ fields }) {
      return filled(fields.map((field) => field.value.trim()));
    },
    write({ fields }, answer) {
      fields.forEach((field, n) => {
        field.value = answer?.[n] ?? "";
      });
    },
  };

  const pairs = {
    read({ fields }) {
      const chosen = fields.filter((field) => field.value);
      return filled(chosen.map((field) => [field.dataset.left, field.value]));
    },
    write({ fields }, answer) {
      const matches = new Map(answer);
      for (const field of fields) {
        field.value = matches.get(field.dataset.left) ?? "";
      }
    },
  };

  const steps = {
    read: ({ ordering }) => ordering.answer,
    write({ ordering }, answer) {
      ordering.answer = answer;
    },
  };

  const FIELDS = {
    gaps: texts,
    number: texts,
    short: texts,
    match: pairs,
    order: steps,
  };

  const filled = (parts) => (parts.some((part) => part.length) ? parts : null);

  Object.assign(quiz, { readAnswer, writeAnswer, hasTexts });
}
