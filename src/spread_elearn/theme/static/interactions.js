"use strict";
{
  // An answer in the exact syntax of each version. What does not fit is left out, never bent.
  const spread = (globalThis.spread ??= {});
  const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  const MOST_PATTERNS = 5;
  const CAP = 9999 * 3600 + 59 * 60 + 59;
  const TYPES = {
    multiple: "choice",
    truefalse: "true-false",
    match: "matching",
    order: "sequencing",
    gaps: "fill-in",
    short: "fill-in",
    number: "numeric",
    rating: "likert",
  };

  /** Never an exponent, never a superfluous zero. */
  const decimal = (value, places) => {
    const text = Number(value).toFixed(places);
    const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
    return short === "-0" ? "0" : short;
  };

  const two = (value) => String(value).padStart(2, "0");

  /** CMITimespan HHHH:MM:SS, with exactly two decimals or none: Moodle reads ".5" as five hundredths. */
  const timespan = (ms) => {
    const cents = Math.min(Math.round(Math.max(0, ms) / 10), CAP * 100);
    const seconds = Math.floor(cents / 100);
    const part = cents % 100 ? `.${two(cents % 100)}` : "";
    const minutes = Math.floor(seconds / 60);
    return `${String(Math.floor(minutes / 60)).padStart(4, "0")}:${two(minutes % 60)}:${two(seconds % 60)}${part}`;
  };

  /** timeinterval(second,10,2). */
  const duration = (ms) => `PT${decimal(Math.max(0, ms) / 1000, 2)}S`;

  const clock = (when) => [when.getHours(), when.getMinutes(), when.getSeconds()].map(two).join(":");

  /** Local time without zone: a zone is legal only behind fractions of a second. */
  const timestamp = (when) => `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}T${clock(when)}`;

  const identifier = (text) => String(text).replace(/[^\w.]/g, "_").slice(0, 255);

  const SYNTAX = {
    scorm12: {
      list: ",",
      pair: ".",
      yes: "t",
      no: "f",
      wrong: "wrong",
      response: "student_response",
      when: (date) => ["time", clock(date)],
      latency: timespan,
      types: { "long-fill-in": "fill-in", other: "performance" },
      id: (id) => /^[a-z0-9]$/.test(id) && id,
      whole: 255,
      text: 255,
      // All of several right choices are asked for by braces; a number has no range.
      several: (text) => `{${text}}`,
      range: (low, high) => low === high && real(low),
    },
    scorm2004: {
      list: "[,]",
      pair: "[.]",
      yes: "true",
      no: "false",
      wrong: "incorrect",
      response: "learner_response",
      when: (date) => ["timestamp", timestamp(date)],
      latency: duration,
      types: {},
      id: (id) => /^[\w.-]{1,250}$/.test(id) && id.replace(/-/g, "_"),
      whole: 4000,
      text: 250,
      several: (text) => text,
      range: (low, high) => real(low) && real(high) && `${real(low)}[:]${real(high)}`,
    },
  };

  const real = (value) => {
    const text = Number.isFinite(value) ? decimal(value, 7) : "";
    return /^-?\d{1,10}(\.\d+)?$/.test(text) && text;
  };

  /** An author's ids where the version allows all of them, else letters by their place. */
  const namer = (ids = [], legal) => {
    const names = ids.map((id) => legal(String(id)));
    if (names.every(Boolean)) return (id) => legal(String(id));
    return (id) => LETTERS[ids.indexOf(id)];
  };

  const clean = (text) => String(text).replace(/[\0-\x1f\ud800-\udfff]/g, " ");
  const different = (parts) => new Set(parts).size === parts.length && parts.length <= LETTERS.length && parts;
  const list = (value) => [value].flat();

  const texts = (value, { text, list: mark }) => {
    const parts = list(value).map(clean);
    const fits = (part) => part.length <= text && !part.includes(mark.length > 1 ? mark : "\0") && part[0] !== "{";
    return parts.length <= 10 && parts.every(fits) && parts;
  };

  const PARTS = {
    "true-false": (value, { yes, no }) => [value ? yes : no],
    choice: (value, syntax, source) => different(list(value).map(source)),
    sequencing: (value, syntax, source) => different(value.map(source)),
    matching: (value, { pair }, source, target) =>
      different(value.map(([a, b]) => source(a) && target(b) && source(a) + pair + target(b))),
    "fill-in": texts,
    numeric: (value) => [real(value)],
    likert: (value) => [/^[a-z0-9]$/.test(value) && String(value)],
    "long-fill-in": (value) => [clean(value)],
    other: (value) => [clean(list(value).join(", "))],
  };

  const writer = (type, { choices, matches = choices }, syntax) => {
    const source = namer(choices, syntax.id);
    const target = namer(matches, syntax.id);
    return (value) => {
      const parts = value == null ? null : PARTS[type](value, syntax, source, target);
      if (!parts || !parts.every((part) => typeof part === "string")) return null;
      const text = parts.join(syntax.list);
      return text && text.length <= syntax.whole ? text : null;
    };
  };

  // Every gap with every text that is right there.
  const combinations = (gaps) =>
    gaps.reduce((all, gap) => (all.length > MOST_PATTERNS ? all : all.flatMap((one) => list(gap).map((text) => [...one, text]))), [[]]);

  const patterns = (type, correct, syntax, write) => {
    if (correct == null) return [];
    const range = type === "numeric" && typeof correct === "object";
    if (range) return [syntax.range(...(Array.isArray(correct) ? correct : [correct.min, correct.max]))];
    if (type === "fill-in") return combinations(list(correct)).map(write);
    const text = write(correct);
    return [text && type === "choice" && list(correct).length > 1 ? syntax.several(text) : text];
  };

  const usable = (found, { whole }) =>
    found.length <= MOST_PATTERNS && found.every((text) => text && text.length <= whole) ? found : [];

  const result = ({ result: word, points }, { wrong }) => {
    if (typeof word === "boolean") return word ? "correct" : wrong;
    if (/^(incorrect|wrong)$/.test(word)) return wrong;
    if (/^(correct|neutral|unanticipated)$/.test(word)) return word;
    const part = Number(typeof word === "number" ? word : points);
    return Number.isFinite(part) && part >= 0 && part < 1000 ? decimal(part, 2) : null;
  };

  const outline = (text) => (text.length > 250 ? `${text.slice(0, 249)}…` : text);

  /** The answer as [element, value] below `cmi.interactions.n`, id and type first; null where its type is unknown. */
  const fields = (detail, standard) => {
    const syntax = SYNTAX[standard];
    const type = TYPES[detail.type] ?? detail.type;
    if (!PARTS[type]) return null;
    const write = writer(type, detail, syntax);
    const { outcome, latency, weighting = detail.max, description, when } = detail;
    const right = usable(patterns(type, detail.correct, syntax, write), syntax);
    return [
      ["id", identifier(detail.id)],
      ["type", syntax.types[type] ?? type],
      ["objectives.0.id", outcome && identifier(outcome)],
      when ? syntax.when(new Date(when)) : ["", null],
      ...right.map((text, m) => [`correct_responses.${m}.pattern`, text]),
      ["weighting", Number.isFinite(weighting) ? decimal(weighting, 2) : null],
      [syntax.response, write(detail.response)],
      ["result", result(detail, syntax)],
      ["latency", latency >= 0 ? syntax.latency(latency) : null],
      ["description", description && standard === "scorm2004" ? outline(clean(description)) : null],
    ].filter(([, value]) => value || value === "0");
  };

  spread.interactions = { fields, formats: { decimal, timespan, duration, identifier } };
}
