// How an answer is kept: no page needed. A question's state, in characters of printable
// ASCII, without its key:
//
//   fingerprint (2, data-fp) + mark (1) + answer
//
// The mark is "A" for an answer that was not checked, else a base64 digit of
// 1 + 60 x its part of the points. The answer, by type, and the worst case of the whole
// value (what `state_size` returns):
//
//   choice, truefalse  place in `ids`, one digit from "B" ("A": none)    4
//   rating             the same, by its number                           4
//   multiple           one bit for each of `ids`, six to a digit         3 + ceil(choices / 6)
//   match              for each of `left` its place in `right`, from "B" 3 + pairs
//   order              the places of its parts in `order`, from "A"      3 + parts
//   gaps               each: length (1 digit), text of at most 16        3 + 17 x gaps
//                      or, chosen, its place in `words`, from "B"        3 + gaps
//   number             the same, at most 12                              3 + 13
//   short              the same, at most 40                              3 + 41
//   reflection         nothing: it stays on the device                   0
//
// A text is cut where its characters cost more than that: `;`, `^`, `~` and all beyond
// ASCII cost 4. Its mark was reckoned before, and stays until the field is touched again.
//
// An assessment: tries begun (1 digit), flag (1: "A" open, "B" submitted), seed (2), best
// score in tenths of a percent (2), and where `data-draw` has a number, the last 3
// characters of the key of each question drawn: 6 + 3 x draw. Without draw: 6.
"use strict";
{
  const { quiz } = spread;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const BITS = 6;

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
  const packWord = (text, words) =>
    words ? placeOf(text, words) : withLength(cut(text, 16));
  const unpackWord = (packed, words) =>
    words ? (words[valueOf(packed) - 1] ?? "") : packed.slice(1);

  /** Texts, each with its length before it, in so much room. */
  const texts = (room) => ({
    pack: (_, answer) => answer.map((text) => withLength(cut(text, room))).join(""),
    unpack: (_, text) => split(text),
  });

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
      pack({ words = [] }, answer) {
        return answer.map((text, n) => packWord(text, words[n])).join("");
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
    number: texts(12),
    short: texts(40),
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
  const unitCost = (unit) => (/[^ -}]|[;^]/.test(unit) ? 4 : 1);

  Object.assign(quiz, { DIGITS, pack, unpack });
}
