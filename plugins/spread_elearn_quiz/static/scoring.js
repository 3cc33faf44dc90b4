// What an answer is worth, and how it is kept: no page needed. An answer is a list of ids (choices, an order),
// of pairs (matches) or of texts (fields), or null where there is none. quiz.js tells the format.
"use strict";
{
  const spread = (globalThis.spread ??= {});
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const ROOM = { gaps: 16, number: 12, short: 40 };
  const SINGLE = ["choice", "truefalse", "rating"];
  const MOST_PACKED = 20;

  /** As texts are compared: "ß" is "ss", and no kind of apostrophe, dash or space matters. */
  const normal = (text) =>
    text.normalize("NFKC").replace(/[\u00ad\u200b-\u200f]/g, "").replace(/[‘’ʼ`´]/g, "'").replace(/[‐-―−]/g, "-")
      .replace(/\s+/g, " ").trim().toUpperCase().toLowerCase();

  /** The number that a learner wrote, or null. `group` parts thousands where they live: in English 1,000 is 1000. */
  const number = (text, group) => {
    let plain = normal(text).replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15)
      .replace(/٫/g, ".").replace(/[\s'٬]/g, "");
    const last = /[.,](?=[^.,]*$)/.exec(plain)?.[0];
    const [once, whole] = [plain.split(last).length === 2, /^-?[1-9]\d{0,2}([.,]\d{3})+$/];
    if (last && (!once || (last === group && whole.test(plain)))) plain = whole.test(plain) ? plain.replace(/[.,]/g, "") : "?";
    else if (last) plain = [",", "."].reduce((rest, mark) => (mark === last ? rest : rest.split(mark).join("")), plain);
    plain = plain.replace(",", ".");
    return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
  };

  const among = (text, texts) => texts.some((one) => normal(one) === normal(text));
  const near = (value, low, high = low) => value >= low - 1e-9 && value <= high + 1e-9;
  const share = (marks) => ({ marks, part: marks.filter(Boolean).length / marks.length });
  const one = (good, known = -1) => ({ marks: [good], part: Number(good), known });
  const single = ({ right }, [id]) => one(right.includes(id));

  const JUDGES = {
    choice: single,
    truefalse: single,
    // Right minus wrong, never below zero.
    multiple: ({ right, ids }, chosen) => {
      const good = chosen.filter((id) => right.includes(id)).length;
      const part = Math.max(0, (2 * good - chosen.length) / right.length);
      return { marks: ids.map((id) => right.includes(id) === chosen.includes(id)), part };
    },
    match: ({ pairs, left }, given) => {
      const listed = (list, a, b) => list.some(([x, y]) => x === a && y === b);
      return share(left.map((a) => given.some(([x, y]) => x === a && listed(pairs, a, y))));
    },
    // By places: a learner can see what is meant.
    order: ({ order }, given) => share(order.map((id, n) => given[n] === id)),
    gaps: ({ gaps }, texts) => share(gaps.map((gap, n) => among(texts[n] ?? "", gap))),
    number: ({ ranges, known = [] }, [text], group) => {
      const value = number(text, group);
      if (value === null) return one(false);
      return one(ranges.some((range) => near(value, ...range)), known.findIndex((wrong) => near(value, wrong)));
    },
    short: ({ accepted, known = [] }, [text]) =>
      one(among(text, accepted), known.findIndex((texts) => among(text, texts))),
  };

  /** {part: 0 to 1, marks: right or not, by part, known: which known mistake}; part is null where nothing is right. */
  const judge = (type, solution, answer, group) => {
    if (!JUDGES[type]) return { part: null, marks: [] };
    return answer ? JUDGES[type](solution, answer, group) : { part: 0, marks: [] };
  };

  /** What the LMS is told of an answer: {response, correct, choices, matches}, in neutral words. */
  const neutral = (type, solution, answer, group) => {
    const { ids, left, right, order, pairs, gaps, accepted, ranges } = solution;
    const [first] = answer ?? [];
    const own = {
      // The first of the two says that it is true.
      truefalse: { response: answer && first === ids?.[0], correct: right?.[0] === ids?.[0] },
      match: { correct: pairs, choices: left, matches: right },
      order: { correct: order, choices: order },
      gaps: { correct: gaps },
      short: { response: first, correct: [accepted] },
      number: { response: type === "number" && answer ? number(first, group) : null, correct: ranges?.length === 1 ? ranges[0] : undefined },
      rating: { response: first },
    };
    return { response: answer, ...(own[type] ?? { correct: right, choices: ids }) };
  };

  // ---- how it is kept

  const cost = (unit) => (/[A-Za-z0-9_.!=, -]/.test(unit) ? 1 : 4);
  const costOf = (text) => Array.from({ length: text.length }, (_, n) => cost(text[n])).reduce((sum, one) => sum + one, 0);

  /** What a typed answer may take: twice the longest that is right, at most what its type allows. */
  const roomOf = (type, { gaps, accepted }, n) => {
    const right = { gaps: gaps?.[n], short: accepted }[type];
    if (!right) return ROOM[type];
    return Math.min(2 * Math.max(0, ...right.map(costOf)), ROOM[type]);
  };

  const cut = (text, room) => {
    let [kept, spent] = ["", 0];
    for (const point of text.trim()) {
      spent += [...Array(point.length).keys()].reduce((sum, n) => sum + cost(point[n]), 0);
      if (spent > room) break;
      kept += point;
    }
    return DIGITS[kept.length] + kept;
  };
  const place = (list, id) => DIGITS[list.indexOf(id) + 1];
  const ids = ({ scale, ids: list }) => list ?? Array.from({ length: scale }, (_, n) => String(n + 1));
  const bits = (list) => list.reduce((sum, bit, n) => sum + (bit << n), 0);
  const sixes = (list) => Array.from({ length: Math.ceil(list.length / 6) }, (_, n) => list.slice(6 * n, 6 * n + 6));

  const pack = (type, solution, answer) => {
    if (!answer) return "";
    const { left, right, order } = solution;
    if (type === "multiple") return sixes(solution.ids).map((six) => DIGITS[bits(six.map((id) => answer.includes(id)))]).join("");
    if (type === "match") return left.map((a) => place(right, answer.find(([x]) => x === a)?.[1])).join("");
    if (type === "order") return answer.map((id) => DIGITS[order.indexOf(id)]).join("");
    if (ROOM[type]) return answer.map((text, n) => cut(text, roomOf(type, solution, n))).join("");
    return place(ids(solution), answer[0]);
  };

  const digit = (unit) => Math.max(0, DIGITS.indexOf(unit));
  const texts = (text) => {
    const length = digit(text[0]);
    return text ? [text.slice(1, 1 + length), ...texts(text.slice(1 + length))] : [];
  };

  const unpack = (type, solution, text) => {
    const { left, right, order } = solution;
    const found = [...text].map(digit);
    if (!text) return null;
    if (type === "multiple") return solution.ids.filter((_, n) => (found[Math.floor(n / 6)] >> n % 6) & 1);
    if (type === "match") return left.map((a, n) => [a, right[found[n] - 1]]).filter(([, b]) => b);
    if (type === "order") return new Set(found).size === order.length ? found.map((n) => order[n]) : null;
    if (ROOM[type]) return texts(text);
    return ids(solution).slice(found[0] - 1, found[0]);
  };

  const isPacked = (type, solution) => SINGLE.includes(type) && ids(solution).length <= MOST_PACKED;

  /** Mark and answer as they are kept; `part` is null for an answer that was not checked. */
  const write = (type, solution, answer, part) => {
    if (!isPacked(type, solution)) return (part === null ? "A" : DIGITS[1 + Math.round(60 * part)]) + pack(type, solution, answer);
    const mark = part === null ? 0 : 1 + Math.round(part);
    return DIGITS[1 + 3 * ids(solution).indexOf(answer[0]) + mark];
  };

  /** {part, answer} of what `write` has written, in this version or the one before. */
  const read = (type, solution, text) => {
    const first = DIGITS.indexOf(text[0]);
    if (text.length !== 1) return { part: first > 0 ? (first - 1) / 60 : null, answer: unpack(type, solution, text.slice(1)) };
    const place = Math.floor((first - 1) / 3);
    const known = isPacked(type, solution) ? ids(solution)[place] : undefined;
    return { part: [null, 0, 1][(first - 1) % 3] ?? null, answer: known === undefined ? null : [known] };
  };

  /** The same order for the same seed. */
  const shuffled = (list, seed) => {
    const rest = [...list];
    let state = seed + 1;
    return list.map(() => {
      state = (state * 48271) % 2147483647;
      return rest.splice(state % rest.length, 1)[0];
    });
  };

  spread.quiz = { DIGITS, normal, number, neutral, judge, pack, unpack, write, read, shuffled };
}
