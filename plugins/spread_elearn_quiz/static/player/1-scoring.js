// What an answer is worth: no page needed. An answer is a list of ids (choices, an
// order), of pairs (matches) or of texts (fields), or null where there is none.
"use strict";
{
  const spread = (globalThis.spread ??= {});

  /**
   * {part: 0 to 1, marks: right or not, by part, known: which known mistake}.
   * part is null where nothing is right.
   */
  const judge = (type, solution, answer, group) => {
    const judgeType = JUDGES[type];
    if (!judgeType) return { part: null, marks: [] };
    if (!answer) return { part: 0, marks: [] };
    return judgeType(solution, answer, group);
  };

  // ---- by type of question

  const judgeChoice = ({ right }, [id]) => whole(right.includes(id));

  const JUDGES = {
    choice: judgeChoice,
    truefalse: judgeChoice,
    // Right minus wrong, never below zero.
    multiple({ right, ids }, chosen) {
      const good = chosen.filter((id) => right.includes(id)).length;
      const wrong = chosen.length - good;
      return {
        marks: ids.map((id) => right.includes(id) === chosen.includes(id)),
        part: Math.max(0, (good - wrong) / right.length),
      };
    },
    match({ pairs, left }, given) {
      const isRight = ([from, to]) => pairs.some(([x, y]) => x === from && y === to);
      const found = given.filter(isRight).map(([from]) => from);
      return share(left.map((from) => found.includes(from)));
    },
    // By places: a learner can see what is meant.
    order({ order }, given) {
      return share(order.map((id, n) => given[n] === id));
    },
    // A word that was chosen is one of the page's own, capitals and all.
    gaps({ gaps, words = [] }, texts) {
      const isRight = (accepted, n) => {
        const text = texts[n] ?? "";
        return words[n] ? accepted.includes(text) : isAmong(text, accepted);
      };
      return share(gaps.map(isRight));
    },
    number({ ranges, known = [] }, [text], group) {
      const value = number(text, group);
      if (value === null) return whole(false);
      const isRight = ranges.some(([low, high = low]) => isWithin(value, low, high));
      const mistake = known.findIndex((wrong) => isWithin(value, wrong, wrong));
      return whole(isRight, mistake);
    },
    short({ accepted, known = [] }, [text]) {
      const mistake = known.findIndex((texts) => isAmong(text, texts));
      return whole(isAmong(text, accepted), mistake);
    },
  };

  /** Each part counts the same. */
  const share = (marks) => ({
    marks,
    part: marks.filter(Boolean).length / marks.length,
  });

  /** All or nothing. */
  const whole = (isRight, known = -1) => ({
    marks: [isRight],
    part: Number(isRight),
    known,
  });

  const isAmong = (text, texts) => texts.some((one) => normal(one) === normal(text));

  // A number like 0.3 cannot be written exactly, nor can one of thirty digits.
  const isWithin = (value, low, high) => {
    const little = Math.max(1e-9, Math.abs(value) * 1e-15);
    return value >= low - little && value <= high + little;
  };

  // ---- what learners write

  /** As texts are compared: "ß" is "ss", and no kind of apostrophe, dash or space matters. */
  const normal = (text) =>
    text
      .normalize("NFKC")
      .replace(/[\u00ad\u200b-\u200f]/g, "")
      .replace(/[‘’ʼ\u0060´]/g, "'")
      .replace(/[‐-―−]/g, "-")
      .replace(/\s+/g, " ")
      .trim()
      .toUpperCase()
      .toLowerCase();

  /**
   * The number that a learner wrote, or null. `group` parts thousands where they live:
   * in English 1,000 is 1000.
   */
  const number = (text, group) => {
    const plain = withPoint(withLatinDigits(normal(text)), group);
    return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,2})?$/.test(plain)
      ? Number(plain)
      : null;
  };

  const withLatinDigits = (text) =>
    text
      .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15)
      .replace(/٫/g, ".")
      .replace(/[\s'٬]/g, "");

  /** With a point before decimals and nothing between thousands. */
  const withPoint = (text, group) => {
    const mark = /[.,](?=[^.,]*$)/.exec(text)?.[0];
    if (!mark) return text;
    const isRepeated = text.split(mark).length > 2;
    const isInThousands = /^-?[1-9]\d{0,2}([.,]\d{3})+$/.test(text);
    if (isInThousands && (isRepeated || mark === group))
      return text.replace(/[.,]/g, "");
    if (isRepeated) return "";
    const other = mark === "," ? "." : ",";
    return text.split(other).join("").replace(mark, ".");
  };

  // ---- what the LMS is told

  /** An answer as {response, correct, choices, matches}, in neutral words. */
  const neutral = (type, solution, answer, group) => {
    const own = NEUTRAL[type] ?? neutralChoice;
    return { response: answer, ...own(solution, answer, group) };
  };

  const neutralChoice = ({ right, ids }) => ({ correct: right, choices: ids });

  const NEUTRAL = {
    // The first of the two says that it is true.
    truefalse: ({ ids, right }, answer) => ({
      response: answer && answer[0] === ids[0],
      correct: right[0] === ids[0],
    }),
    match: ({ pairs, left, right }) => ({
      correct: pairs,
      choices: left,
      matches: right,
    }),
    order: ({ order }) => ({ correct: order, choices: order }),
    gaps: ({ gaps }) => ({ correct: gaps }),
    // One pattern cannot hold two ranges.
    number: ({ ranges }, answer, group) => ({
      response: answer && number(answer[0], group),
      correct: ranges.length === 1 ? ranges[0] : undefined,
    }),
    short: ({ accepted }, answer) => ({ response: answer?.[0], correct: [accepted] }),
    rating: (_, answer) => ({ response: answer?.[0] }),
  };

  // ---- the order of a draw

  /** The same order for the same seed. */
  const shuffled = (list, seed) => {
    const rest = [...list];
    let state = seed + 1;
    return list.map(() => {
      state = (state * 48271) % 2147483647;
      return rest.splice(state % rest.length, 1)[0];
    });
  };

  spread.quiz = { judge, neutral, normal, number, shuffled };
}
