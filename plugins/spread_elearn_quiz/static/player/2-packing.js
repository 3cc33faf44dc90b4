// How an answer is kept: no page needed. A question's state, in characters of printable
// ASCII, without its key:
//
//   fingerprint (2, data-fp) + mark (1) + answer
//
// The mark is "A" for an answer that was not checked, else a base64 digit of
// 1 + 60 x its part of the points. The answer, by type, and the worst case of the whole
// value (what `state_size` returns):
//
//   choice, truefalse  3 x place in `ids` + mark in one digit, from "B"  3
//   rating             the same, by its number                           3
//   multiple           one bit for each of `ids`, six to a digit         3 + ceil(choices / 6)
//   match              for each of `left` its place in `right`, from "B" 3 + pairs
//   order              the places of its parts in `order`, from "A"      3 + parts
//   gaps               each: length (1 digit), text: see `roomOf`        3 + 1 + room of each
//                      or, chosen, its place in `words`, from "B"        3 + gaps
//   number             the same, at most 12                              3 + 13
//   short              the same                                          4 + room
//   reflection         nothing: it stays on the device                   0
//
// More than 20 choices need a digit for the mark and one for the place: 4.
// A text is cut where its characters cost more than its room: all but
// `A-Z a-z 0-9 _ . ! = , - space` cost 4. Its mark was reckoned before, and stays until
// the field is touched again.
//
// An assessment: tries begun (1 digit), flag (1: "C" open, "D" submitted), seed (2), best
// score in tenths of a percent (2), and where `data-draw` has a number, the last 2
// characters of the key of each question drawn: 6 + 2 x draw. Without draw: 6. The flags
// of an older version were "A" and "B", with 3 characters for each.
"use strict";
{
  const { quiz } = spread;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const BITS = 6;
  const SINGLE = ["choice", "truefalse", "rating"];
  /** So many choices fit into one digit together with the mark. */
  const MOST_PACKED = 20;
  /** The mark of an answer that was checked tells its part of the points in so many steps. */
  const MARK_STEPS = 60;

  /** Mark and answer as they are kept; `part` is null for an answer that was not checked. */
  const write = (type, solution, answer, part) => {
    if (isPacked(type, solution)) return writeBoth(solution, answer, part);
    const steps = part === null ? 0 : 1 + Math.round(MARK_STEPS * part);
    return DIGITS[steps] + pack(type, solution, answer);
  };

  /** {part, answer} of what `write` has written, in this version or the one before. */
  const read = (type, solution, text) => {
    const first = DIGITS.indexOf(text[0]);
    if (text.length === 1) return readBoth(type, solution, first - 1);
    const part = first > 0 ? (first - 1) / MARK_STEPS : null;
    return { part, answer: unpack(type, solution, text.slice(1)) };
  };

  const isPacked = (type, solution) =>
    SINGLE.includes(type) && idsOf(solution).length <= MOST_PACKED;

  const writeBoth = (solution, [id], part) => {
    const mark = part === null ? 0 : 1 + Math.round(part);
    return DIGITS[1 + 3 * idsOf(solution).indexOf(id) + mark];
  };

  const readBoth = (type, solution, value) => {
    const part = [null, 0, 1][value % 3] ?? null;
    const id = isPacked(type, solution)
      ? idsOf(solution)[Math.floor(value / 3)]
      : undefined;
    return { part, answer: id === undefined ? null : [id] };
  };

  const pack = (type, solution, answer) => {
    if (!answer) return "";
    return formOf(type).pack(solution, answer);
  };

  const unpack = (type, solution, text) => {
    if (!text) return null;
    return formOf(type).unpack(solution, text);
  };

  const formOf = (type) => FORMS[type] ?? ONE_PLACE;

  // ---- by type of question

  const ONE_PLACE = {
    pack: (solution, [id]) => placeOf(id, idsOf(solution)),
    unpack(solution, text) {
      const place = valueOf(text[0]);
      return idsOf(solution).slice(place - 1, place);
    },
  };

  const idsOf = ({ ids, scale }) => {
    const numbers = () => Array.from({ length: scale }, (_, n) => String(n + 1));
    return ids ?? numbers();
  };

  /** What stands in a gap: the place of the word that was chosen, or a text. */
  const packWord = (text, words, accepted) =>
    words ? placeOf(text, words) : withLength(cut(text, roomOfGap(accepted)));
  const unpackWord = (packed, words) =>
    words ? (words[valueOf(packed) - 1] ?? "") : packed.slice(1);
  const roomOfGap = (accepted) => (accepted ? twice(accepted, 16) : 16);

  /** Texts, each with its length before it, in the room that `roomOf` gives. */
  const texts = (roomOf) => ({
    pack: (solution, answer) =>
      answer.map((text) => withLength(cut(text, roomOf(solution)))).join(""),
    unpack: (_, text) => split(text),
  });

  /** What a typed answer may take: twice the longest that is right, at most so much. */
  const twice = (accepted, most) =>
    Math.min(2 * Math.max(0, ...accepted.map(costOf)), most);

  const FORMS = {
    multiple: {
      pack({ ids }, answer) {
        const bits = ids.map((id) => answer.includes(id));
        return sixes(bits).map(digitOfBits).join("");
      },
      unpack({ ids }, text) {
        const values = valuesOf(text);
        return ids.filter((_, n) => (values[Math.floor(n / BITS)] >> (n % BITS)) & 1);
      },
    },
    match: {
      pack({ left, right }, answer) {
        const chosen = new Map(answer);
        return left.map((from) => placeOf(chosen.get(from), right)).join("");
      },
      unpack({ left, right }, text) {
        const values = valuesOf(text);
        const pairs = left.map((from, n) => [from, right[values[n] - 1]]);
        return pairs.filter(([, to]) => to);
      },
    },
    order: {
      pack: ({ order }, answer) =>
        answer.map((id) => DIGITS[order.indexOf(id)]).join(""),
      unpack({ order }, text) {
        const values = valuesOf(text);
        const isWhole = new Set(values).size === order.length;
        return isWhole ? values.map((place) => order[place]) : null;
      },
    },
    gaps: {
      pack({ gaps = [], words = [] }, answer) {
        const packGap = (text, n) => packWord(text, words[n], gaps[n]);
        return answer.map(packGap).join("");
      },
      unpack({ gaps, words = [] }, text) {
        let rest = text;
        return gaps.map((_, n) => {
          const size = words[n] ? 1 : 1 + valueOf(rest[0] ?? "A");
          const packed = rest.slice(0, size);
          rest = rest.slice(size);
          return unpackWord(packed, words[n]);
        });
      },
    },
    number: texts(() => 12),
    short: texts(({ accepted }) => (accepted ? twice(accepted, 40) : 40)),
  };

  // ---- digits

  /** From "B": "A" stands for none. */
  const placeOf = (id, list) => DIGITS[list.indexOf(id) + 1];
  const valueOf = (digit) => Math.max(0, DIGITS.indexOf(digit));
  const valuesOf = (text) => [...text].map(valueOf);

  const sixes = (bits) => {
    const count = Math.ceil(bits.length / BITS);
    return Array.from({ length: count }, (_, n) =>
      bits.slice(BITS * n, BITS * (n + 1)),
    );
  };
  const digitOfBits = (bits) =>
    DIGITS[bits.reduce((sum, bit, n) => sum + (bit << n), 0)];

  // ---- texts

  const withLength = (text) => DIGITS[text.length] + text;

  const split = (text) => {
    if (!text) return [];
    const end = 1 + valueOf(text[0]);
    return [text.slice(1, end), ...split(text.slice(end))];
  };

  const cut = (text, room) => {
    let kept = "";
    let spent = 0;
    for (const point of text.trim()) {
      spent += costOf(point);
      if (spent > room) break;
      kept += point;
    }
    return kept;
  };

  // Of each half of a character beyond 16 bits, as the state writes it.
  const costOf = (point) =>
    point.split("").reduce((sum, unit) => sum + unitCost(unit), 0);
  const unitCost = (unit) => (/[A-Za-z0-9_.!=, -]/.test(unit) ? 1 : 4);

  Object.assign(quiz, { DIGITS, pack, read, unpack, write });
}
