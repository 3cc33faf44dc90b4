// What a learner did, as one line of harmless characters:
//
//   2 header ! lessons seen = results ~ values ~ what a later version adds
//
// header   counter (4), attempt mark (4), best word sent (1), interactions sent (2), language (2), place, check
// result   key, points (5), most points (5), tries (1), check;
// value    key, age (1), text;
//
// Header, lessons, each result and the values end with a check: damage in one place leaves the rest trusted, and
// where a check fails only the module's own keys are believed. Of `A-Z a-z 0-9 _ . ~ ! = ; , ^ - space` no
// LMS that was seen spoils one; every other character is written as ^ and three digits.
"use strict";
{
  const spread = (globalThis.spread ??= {});
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const WORDS = ["", "incomplete", "failed", "completed", "passed"];
  const FINE = 10000;
  const NOWHERE = "..";
  const NO_ATTEMPT = "....";
  const SECTIONS = /^(.?)([^!=~]*)!?([^=~]*)=?([^~]*)~?([^~]*)~?(.*)$/s;
  const HARMLESS = /^[A-Za-z0-9_.!=, -]$/;
  const MOST_INTERACTIONS = 4095;
  const MOST_TRIES = 63;

  // ---- digits, checks, characters

  const digits = (number, width) => {
    let text = "";
    let rest = Math.max(0, Math.round(number));
    for (let place = 0; place < width; place++) {
      text = DIGITS[rest % 64] + text;
      rest = Math.floor(rest / 64);
    }
    return rest ? DIGITS[63].repeat(width) : text;
  };

  const number = (text) => {
    let sum = 0;
    for (const digit of text) sum = sum * 64 + DIGITS.indexOf(digit);
    return sum;
  };

  const check = (text, width) => {
    let sum = 1;
    for (let n = 0; n < text.length; n++) {
      sum = (sum * 40503 + text.charCodeAt(n)) % 64 ** width;
    }
    return digits(sum, width);
  };

  const seal = (text) => text + check(text, 2);

  /** The text before its check, or null where the check is wrong. */
  const unseal = (text, width = 2) => {
    const body = text.slice(0, -width);
    return body + check(body, width) === text ? body : null;
  };

  const escape = (text) => {
    let written = "";
    for (let n = 0; n < text.length; n++) {
      const unit = text[n];
      written += HARMLESS.test(unit) ? unit : `^${digits(text.charCodeAt(n), 3)}`;
    }
    return written;
  };

  /** How many characters a text takes. */
  const cost = (text) => escape(text).length;

  const unescape = (text) =>
    text.replace(/\^([\w-]{3})?/g, (_, code) =>
      code ? String.fromCharCode(number(code)) : "",
    );

  // Ages grow by an eighth where they are no longer exact, so that one digit reaches 4,000 changes back.
  const AGES = [];
  for (let age = 0; AGES.length < 64;) {
    AGES.push(age);
    age = Math.max(age + 1, Math.ceil(age * 1.12));
  }

  /** The digit of an age; an age between two is told as the older. */
  const ageDigit = (age) => {
    const place = AGES.findIndex((one) => one >= age);
    return DIGITS[place < 0 ? 63 : place];
  };

  /** Two characters that stand for a language, whichever way its code is written. */
  const tag = (code) => {
    if (!code) return "";
    return check(code.toLowerCase().replace("_", "-"), 2);
  };

  // ---- how each version writes a key

  const KEYS = {
    1: { usual: 3, flag: "*" },
    2: { usual: 2, flag: "." },
  };

  const mark = (key) => {
    const { usual, flag } = KEYS[2];
    return key.length === usual ? key : `${flag}${DIGITS[key.length]}${key}`;
  };

  /** The key that a text begins with, and what follows it; nothing where there is none. */
  const take = (text, version) => {
    const { usual, flag } = KEYS[version];
    const long = text[0] === flag;
    const start = long ? 2 : 0;
    const length = long ? DIGITS.indexOf(text[1]) : usual;
    const key = text.slice(start, start + length);
    if (key.length !== length || !/^[\w-]+$/.test(key)) return null;
    return { key, rest: text.slice(start + length) };
  };

  // ---- a state in memory

  const empty = () => ({
    n: 0,
    at: "",
    language: "",
    attempt: "",
    word: "",
    sent: 0,
    seen: new Set(),
    best: new Map(),
    values: new Map(),
    more: "",
  });

  const rank = (word) => Math.max(0, WORDS.indexOf(word));
  const betterWord = (a, b) => (rank(b) > rank(a) ? b : a);

  // ---- writing

  const writeHeader = (state) => {
    const parts = [
      digits(state.n, 4),
      (state.attempt || NO_ATTEMPT).slice(0, 4).padEnd(4, "."),
      DIGITS[rank(state.word)],
      digits(Math.min(state.sent, MOST_INTERACTIONS), 2),
      (state.language || NOWHERE).slice(0, 2),
      state.at && mark(state.at),
    ];
    return seal(parts.join(""));
  };

  const writeResult = (key, result) => {
    const points = digits(result.points * FINE, 5);
    const max = digits(result.max * FINE, 5);
    const tries = DIGITS[Math.min(result.tries, MOST_TRIES)];
    return `${seal(mark(key) + points + max + tries)};`;
  };

  const writeValue = (key, value, n) =>
    `${mark(key)}${ageDigit(n - value.n)}${escape(value.text)};`;

  const write = (state) => {
    let seen = "";
    for (const key of state.seen) seen += mark(key);
    let best = "";
    for (const [key, result] of state.best) best += writeResult(key, result);
    let values = "";
    for (const [key, value] of state.values) values += writeValue(key, value, state.n);
    const more = state.more && `~${state.more}`;
    return `2${writeHeader(state)}!${seal(seen)}=${best}~${seal(values)}${more}`;
  };

  const copyOf = (state) => ({
    ...state,
    seen: new Set(state.seen),
    best: new Map(state.best),
    values: new Map(state.values),
  });

  /** The state in at most `limit` characters: what no lesson has any more goes first, then the oldest values. */
  const encode = (state, limit = Infinity, keys = []) => {
    let text = write(state);
    if (text.length <= limit) return text;
    const known = new Set(keys);
    const less = copyOf(state);
    less.more = "";
    const byAge = [...state.values].sort(([, a], [, b]) => a.n - b.n);
    const oldest = byAge.map(([key]) => key);
    const all = [...oldest, ...state.seen, ...state.best.keys()];
    const gone = all.filter((key) => !known.has(key));
    text = write(less);
    for (const key of [...gone, ...oldest]) {
      if (text.length <= limit) break;
      less.values.delete(key);
      if (!known.has(key)) {
        less.seen.delete(key);
        less.best.delete(key);
      }
      text = write(less);
    }
    return text;
  };

  // ---- reading

  const readHeader = (state, section) => {
    const body = unseal(section);
    if (body === null || body.length < 13) return;
    const attempt = body.slice(4, 8);
    const language = body.slice(11, 13);
    state.n = number(body.slice(0, 4));
    state.attempt = attempt === NO_ATTEMPT ? "" : attempt;
    state.word = WORDS[DIGITS.indexOf(body[8])] ?? "";
    state.sent = number(body.slice(9, 11));
    state.language = language === NOWHERE ? "" : language;
    state.at = take(body.slice(13), "2")?.key ?? "";
  };

  const readOldHeader = (state, section) => {
    const fields = unseal(section, 3)?.split(",") ?? [];
    if (fields.length < 4) return;
    state.n = parseInt(fields[0], 36) || 0;
    state.at = fields[1];
    state.language = tag(fields[2]);
    state.attempt = fields[3];
  };

  const readSeen = (state, section, version, trusted) => {
    const body = unseal(section, version === "1" ? 3 : 2);
    let rest = body ?? section;
    while (rest) {
      const found = take(rest, version);
      const good = found && (body !== null || trusted(found.key));
      if (good) state.seen.add(found.key);
      rest = good ? found.rest : rest.slice(KEYS[version].usual);
    }
  };

  const readResult = (state, record) => {
    const found = take(unseal(record) ?? "", "2");
    if (!found || found.rest.length !== 11) return;
    const points = number(found.rest.slice(0, 5)) / FINE;
    const max = number(found.rest.slice(5, 10)) / FINE;
    state.best.set(found.key, { points, max, tries: DIGITS.indexOf(found.rest[10]) });
  };

  const readOldResult = (state, record) => {
    const found = take(unseal(record, 3) ?? "", "1");
    if (!found) return;
    const parts = found.rest.split(",").map((text) => parseInt(text, 36));
    const result = { points: parts[0] / FINE, max: parts[1] / FINE, tries: parts[2] };
    state.best.set(found.key, result);
  };

  const ageIn = (text, version) => {
    if (version === "1") return Math.abs(number(text));
    return AGES[Math.max(0, DIGITS.indexOf(text))];
  };

  const readValues = (state, section, version, trusted) => {
    const body = unseal(section, version === "1" ? 3 : 2);
    const width = version === "1" ? 2 : 1;
    // What follows the last mark is the check, or a record that was cut off.
    for (const record of (body ?? section).split(";").slice(0, -1)) {
      const found = take(record, version);
      if (!found || (body === null && !trusted(found.key))) continue;
      const n = Math.max(0, state.n - ageIn(found.rest.slice(0, width), version));
      state.values.set(found.key, { n, text: unescape(found.rest.slice(width)) });
    }
  };

  // ---- keys that have become longer or shorter

  /** Which of the module's keys a key of some state may mean. `names` holds the longer name of each. */
  const homes = (key, known, names) => {
    if (known.has(key)) return [key];
    const meant = [...known].filter((one) => {
      const name = names[one] ?? one;
      return name.startsWith(key) || key.startsWith(name);
    });
    return meant.length ? meant : [key];
  };

  const move = (state, known, names) => {
    const moved = { ...state, seen: new Set(), best: new Map(), values: new Map() };
    const homesOf = (key) => homes(key, known, names);
    if (state.at) moved.at = homesOf(state.at)[0];
    for (const key of state.seen) {
      for (const home of homesOf(key)) moved.seen.add(home);
    }
    for (const name of ["best", "values"]) {
      for (const [key, value] of state[name]) {
        for (const home of homesOf(key)) {
          const hasItsOwn = home !== key && state[name].has(home);
          if (!hasItsOwn) moved[name].set(home, value);
        }
      }
    }
    return moved;
  };

  /**
   * What can be read of `text`, whatever it is, in the form of this version or the one before.
   * `keys` are the module's, `names` their longer names: {key: name}.
   */
  const decode = (text, keys = [], names = {}) => {
    const state = empty();
    const known = new Set(keys);
    const parts = SECTIONS.exec(text ?? "");
    const version = parts[1] === "1" ? "1" : "2";
    const believed = parts[1] === version;
    // In a damaged part only the module's own keys are believed; old ones by their longer names.
    const isName = (key) =>
      version === "1" && keys.some((one) => names[one]?.startsWith(key));
    const trusted = (key) => believed && (known.has(key) || isName(key));
    if (version === "1") readOldHeader(state, parts[2]);
    else readHeader(state, parts[2]);
    readSeen(state, parts[3], version, trusted);
    for (const record of parts[4].split(";")) {
      if (version === "1") readOldResult(state, record);
      else readResult(state, record);
    }
    readValues(state, parts[5], version, trusted);
    state.more = believed ? parts[6] : "";
    return move(state, known, names);
  };

  // ---- two states

  const better = (a, b) => {
    const gain = b.points * a.max - a.points * b.max || b.max - a.max;
    return { ...(gain > 0 ? b : a), tries: Math.max(a.tries, b.tries) };
  };

  /** Both together, part by part; where counters are equal `b` wins: the copy that was not yet saved. */
  const merge = (a, b) => {
    const state = copyOf(b.n >= a.n ? b : a);
    state.attempt = a.attempt > b.attempt ? a.attempt : b.attempt;
    state.word = betterWord(a.word, b.word);
    state.sent = Math.max(a.sent, b.sent);
    state.seen = new Set([...a.seen, ...b.seen]);
    state.best = new Map(a.best);
    for (const [key, result] of b.best) {
      state.best.set(key, better(a.best.get(key) ?? result, result));
    }
    state.values = new Map(a.values);
    for (const [key, value] of b.values) {
      const before = a.values.get(key);
      if (!before || before.n <= value.n) state.values.set(key, value);
    }
    return state;
  };

  /** The same work as if it had been done after `n` other changes. */
  const after = (state, n) => {
    const moved = copyOf(state);
    moved.n += n;
    for (const [key, value] of moved.values) {
      moved.values.set(key, { ...value, n: value.n + n });
    }
    return moved;
  };

  spread.state = {
    empty,
    encode,
    decode,
    merge,
    better,
    after,
    tag,
    cost,
    rank,
    betterWord,
  };
}
