"use strict";
{
  // What a learner did, as printable ASCII: 1 header ! lessons seen = results ~ values.
  // Header, list and values end with a check, each result with its own: damage in one
  // place leaves the rest trusted, and where a check fails only the module's own keys are believed.
  const spread = (globalThis.spread ??= {});
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const OLDEST = 4095;
  const FINE = 10000;
  const SECTIONS = /^(.?)([^!=~]*)!?([^=~]*)=?([^~]*)~?(.*)$/s;

  const digits = (number, width) => (width ? digits(Math.floor(number / 64), width - 1) + DIGITS[number % 64] : "");
  const number = (text) => [...text].reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0);

  const seal = (text) => {
    let sum = 1;
    for (const unit of text) sum = (sum * 40503 + unit.charCodeAt(0)) % 64 ** 3;
    return text + digits(sum, 3);
  };
  const unseal = (text) => {
    const body = text.slice(0, -3);
    return seal(body) === text ? body : null;
  };

  const mark = (key) => (key.length === 3 ? key : `*${DIGITS[key.length]}${key}`);
  const take = (text) => {
    const [start, length] = text[0] === "*" ? [2, DIGITS.indexOf(text[1])] : [0, 3];
    const key = text.slice(start, start + length);
    return key.length === length && /^[\w-]+$/.test(key) ? [key, text.slice(start + length)] : [];
  };

  const escape = (text) => text.replace(/[^ -}]|[;^]/g, (unit) => `^${digits(unit.charCodeAt(0), 3)}`);
  const unescape = (text) =>
    text.replace(/\^([\w-]{3})?/g, (_, code) => (code ? String.fromCharCode(number(code)) : ""));

  const empty = () => ({
    n: 0,
    at: "",
    language: "",
    attempt: "",
    seen: new Set(),
    best: new Map(),
    values: new Map(),
  });
  const stores = ({ seen, best, values }) => [seen, best, values];

  const write = ({ n, at, language, attempt, seen, best, values }) => {
    const list = (things, text) => [...things].map(text).join("");
    const result = ([key, { points, max, tries }]) =>
      seal(mark(key) + [points * FINE, max * FINE, tries].map((part) => Math.round(part).toString(36))) + ";";
    // A counter is kept as an age, so that two characters do for ever.
    const value = ([key, { n: then, text }]) =>
      mark(key) + digits(Math.min(n - then, OLDEST), 2) + escape(text) + ";";
    const header = seal(`${[n.toString(36), at, language, attempt]}`);
    return `1${header}!${seal(list(seen, mark))}=${list(best, result)}~${seal(list(values, value))}`;
  };

  /** The state in at most `limit` characters: what no lesson has any more goes first, then the oldest values. */
  const encode = (state, limit = Infinity, keys = []) => {
    const known = new Set(keys);
    const less = merge(empty(), state);
    const oldest = [...state.values].sort(([, a], [, b]) => a.n - b.n).map(([key]) => key);
    const gone = [...oldest, ...state.seen, ...state.best.keys()].filter((key) => !known.has(key));
    let text = write(less);
    for (const key of [...gone, ...oldest]) {
      if (text.length <= limit) break;
      for (const store of known.has(key) ? [less.values] : stores(less)) store.delete(key);
      text = write(less);
    }
    return text;
  };

  const readHeader = (state, section) => {
    const [n, at, language, attempt] = unseal(section)?.split(",") ?? [];
    if (attempt !== undefined) Object.assign(state, { n: parseInt(n, 36), at, language, attempt });
  };

  const readSeen = (state, section, trusted) => {
    const body = unseal(section);
    let rest = body ?? section;
    while (rest) {
      const [key, after] = take(rest);
      const good = key && (body !== null || trusted(key));
      if (good) state.seen.add(key);
      rest = good ? after : rest.slice(3);
    }
  };

  const readBest = (state, section) => {
    for (const record of section.split(";")) {
      const [key, rest] = take(unseal(record) ?? "");
      if (!key) continue;
      const [points, max, tries] = rest.split(",").map((text) => parseInt(text, 36));
      state.best.set(key, { points: points / FINE, max: max / FINE, tries });
    }
  };

  const readValues = (state, section, trusted) => {
    const body = unseal(section);
    // What follows the last mark is the check, or a record that was cut off.
    for (const record of (body ?? section).split(";").slice(0, -1)) {
      const [key, rest] = take(record);
      if (!key || (body === null && !trusted(key))) continue;
      state.values.set(key, { n: state.n - Math.abs(number(rest.slice(0, 2))), text: unescape(rest.slice(2)) });
    }
  };

  // Ids that collide get longer keys with the same beginning: what stood under the short one is theirs.
  const lengthen = (state, known) => {
    const taken = new Set();
    for (const key of known) {
      const short = key.slice(0, 3);
      if (known.has(short)) continue;
      taken.add(short);
      if (state.at === short) state.at = key;
      if (state.seen.has(short)) state.seen.add(key);
      for (const store of [state.best, state.values]) {
        if (store.has(short) && !store.has(key)) store.set(key, store.get(short));
      }
    }
    for (const short of taken) for (const store of stores(state)) store.delete(short);
  };

  /** What can be read of `text`, whatever it is. `keys` are the module's. */
  const decode = (text, keys = []) => {
    const state = empty();
    const known = new Set(keys);
    const [, version, header, seen, best, values] = SECTIONS.exec(text ?? "");
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
    const state = { ...(b.n >= a.n ? b : a), seen: new Set([...a.seen, ...b.seen]) };
    state.attempt = a.attempt > b.attempt ? a.attempt : b.attempt;
    state.best = new Map(a.best);
    for (const [key, result] of b.best) state.best.set(key, better(a.best.get(key) ?? result, result));
    state.values = new Map(a.values);
    for (const [key, value] of b.values) if (!(a.values.get(key)?.n > value.n)) state.values.set(key, value);
    return state;
  };

  /** What it comes to. An assessment not yet tried counts with its points or, unknown, like the others. */
  const reckon = ({ seen, best }, lessons, { passMark, attempts }) => {
    const tests = lessons.filter(({ assessment }) => assessment);
    const tried = tests.map(({ key }) => best.get(key)).filter(Boolean);
    const sum = (name) => tried.reduce((total, result) => total + result[name], 0);
    const most = ({ key, max = sum("max") / tried.length }) => best.get(key)?.max ?? max;
    const whole = tests.reduce((total, test) => total + most(test), 0);
    const score = tried.length ? Math.round((10000 * sum("points")) / (whole || 1)) / 100 : null;
    const done = lessons.filter(({ key }) => seen.has(key)).length;
    const complete = done === lessons.length && tried.length === tests.length;
    const passed = score === null || passMark == null ? null : score >= passMark;
    const spent = attempts && tried.every(({ tries }) => tries >= attempts);
    const verdict = passed === null ? "completed" : passed ? "passed" : spent ? "failed" : "incomplete";
    return { seen: done, total: lessons.length, complete, score, passed, verdict: complete ? verdict : "incomplete" };
  };

  spread.state = { empty, encode, decode, merge, better, reckon };
}
