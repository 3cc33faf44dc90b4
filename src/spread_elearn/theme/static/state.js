"use strict";
{
  // What a learner did, as printable ASCII: 1 header ! lessons seen = results ~ values.
  // Header, list and values end with a check, each result with its own: damage in one
  // place leaves the rest trusted, and nothing unknown is believed where a check fails.
  const spread = (globalThis.spread ??= {});
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const OLDEST = 4095;
  const FINE = 10000;
  const FORM = /^(.?)([^!=~]*)!?([^=~]*)=?([^~]*)~?(.*)$/s;

  const digits = (number, width) =>
    Array.from({ length: width }, (_, i) => DIGITS[Math.floor(number / 64 ** (width - 1 - i)) % 64]).join("");

  const number = (text) =>
    [...text].reduce((sum, digit) => (DIGITS.includes(digit) ? sum * 64 + DIGITS.indexOf(digit) : NaN), 0);

  const check = (text) => {
    let sum = 1;
    for (let i = 0; i < text.length; i++) sum = (sum * 40503 + text.charCodeAt(i)) % 64 ** 3;
    return digits(sum, 3);
  };
  const seal = (text) => text + check(text);
  const unseal = (text) => {
    const body = text.slice(0, -3);
    return text.length >= 3 && seal(body) === text ? body : null;
  };

  const mark = (key) => (key.length === 3 ? key : `*${DIGITS[key.length]}${key}`);
  const take = (text) => {
    const [start, length] = text[0] === "*" ? [2, DIGITS.indexOf(text[1])] : [0, 3];
    const key = text.slice(start, start + length);
    return key.length === length && /^[\w-]+$/.test(key) ? [key, text.slice(start + length)] : null;
  };

  const escape = (text) => text.replace(/[^ -}]|[;^]/g, (unit) => `^${digits(unit.charCodeAt(0), 3)}`);
  const unescape = (text) =>
    text.replace(/\^([\w-]{0,3})/g, (_, code) => (code.length === 3 ? String.fromCharCode(number(code)) : ""));

  const empty = () => ({ n: 0, at: "", language: "", attempt: "", seen: new Set(), best: new Map(), values: new Map() });

  const write = ({ n, at, language, attempt, seen, best, values }) => {
    const header = [n.toString(36), at, language.replace(/[^\w-]/g, ""), attempt].join();
    const result = ([key, { points, max, tries }]) =>
      seal(mark(key) + [points * FINE, max * FINE, tries].map((value) => Math.round(value).toString(36)).join());
    // A counter is kept as an age, so that two characters do for ever.
    const value = ([key, { n: then, text }]) => `${mark(key)}${digits(Math.min(n - then, OLDEST), 2)}${escape(text)};`;
    const list = (things, text) => [...things].map(text).join("");
    const results = list(best, (entry) => `${result(entry)};`);
    return `1${seal(header)}!${seal(list(seen, mark))}=${results}~${seal(list(values, value))}`;
  };

  /** The state as text of at most `limit` characters: what no lesson has any more goes first, then the oldest. */
  const encode = (state, limit = Infinity, keys = null) => {
    let text = write(state);
    if (text.length <= limit) return text;
    const known = new Set(keys ?? [...state.seen, ...state.values.keys()]);
    const less = { ...state, seen: new Set(state.seen), best: new Map(state.best), values: new Map(state.values) };
    const oldest = [...state.values].sort(([, a], [, b]) => a.n - b.n).map(([key]) => [less.values, key]);
    const unknown = [...oldest, ...[...state.seen].map((key) => [less.seen, key]), ...[...state.best.keys()].map((key) => [less.best, key])];
    for (const [store, key] of [...unknown.filter(([, key]) => !known.has(key)), ...oldest]) {
      if (text.length <= limit) break;
      store.delete(key);
      text = write(less);
    }
    return text;
  };

  const readHeader = (state, section) => {
    const body = unseal(section);
    if (body === null) return;
    const [n, at = "", language = "", attempt = ""] = body.split(",");
    Object.assign(state, { n: parseInt(n, 36) || 0, at, language, attempt });
  };

  const readSeen = (state, section, trusted) => {
    const body = unseal(section);
    let rest = body ?? section;
    while (rest) {
      const [key, after] = take(rest) ?? [""];
      const good = key && (body !== null || trusted(key));
      if (good) state.seen.add(key);
      rest = good ? after : rest.slice(3);
    }
  };

  const readBest = (state, section) => {
    for (const record of section.split(";")) {
      const [key, rest] = take(unseal(record) ?? "") ?? [];
      if (!key) continue;
      const [points, max, tries] = rest.split(",").map((text) => parseInt(text, 36));
      if (points <= max && tries >= 0) state.best.set(key, { points: points / FINE, max: max / FINE, tries });
    }
  };

  const readValues = (state, section, trusted) => {
    const body = unseal(section);
    // What follows the last mark is the check, or a record that was cut off.
    for (const record of (body ?? section).split(";").slice(0, -1)) {
      const [key, rest] = take(record) ?? [];
      if (!key || !(body !== null || trusted(key))) continue;
      const age = number(rest.slice(0, 2));
      if (rest.length >= 2 && age >= 0) state.values.set(key, { n: state.n - age, text: unescape(rest.slice(2)) });
    }
  };

  // Two ids that collide get longer keys with the same beginning: what stood under the short one is theirs.
  const lengthen = (state, known) => {
    const taken = new Set();
    for (const key of known) {
      for (let length = key.length - 1; length >= 3; length--) {
        const short = key.slice(0, length);
        if (known.has(short)) break;
        if (state.seen.has(short)) state.seen.add(key);
        for (const store of [state.best, state.values]) {
          if (store.has(short) && !store.has(key)) store.set(key, store.get(short));
        }
        if (state.at === short) state.at = key;
        taken.add(short);
      }
    }
    for (const short of taken) for (const store of [state.seen, state.best, state.values]) store.delete(short);
  };

  /** What can be read of `text`, whatever it is. `keys` are the module's: of a damaged part only these are believed. */
  const decode = (text, keys = null) => {
    const state = empty();
    const known = new Set(keys ?? []);
    const [, version, header, seen, best, values] = FORM.exec(String(text ?? ""));
    const trusted = (key) => version === "1" && known.has(key);
    readHeader(state, header);
    readSeen(state, seen, trusted);
    readBest(state, best);
    readValues(state, values, trusted);
    lengthen(state, known);
    return state;
  };

  const better = (a, b) => {
    const gain = b.points * a.max - a.points * b.max || b.max - a.max;
    return { ...(gain > 0 ? b : a), tries: Math.max(a.tries, b.tries) };
  };

  /** Both together, part by part; where counters are equal `b` wins: the copy that was not yet saved. */
  const merge = (a, b) => {
    const { n, at, language } = b.n >= a.n ? b : a;
    const best = new Map(a.best);
    for (const [key, result] of b.best) best.set(key, best.has(key) ? better(best.get(key), result) : result);
    const values = new Map(a.values);
    for (const [key, value] of b.values) if (!(values.get(key)?.n > value.n)) values.set(key, value);
    const attempt = a.attempt > b.attempt ? a.attempt : b.attempt;
    return { n, at, language, attempt, seen: new Set([...a.seen, ...b.seen]), best, values };
  };

  spread.state = { empty, encode, decode, merge, better };
}
