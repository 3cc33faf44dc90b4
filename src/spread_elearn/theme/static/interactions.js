"use strict";
{
  // Values and answers in the exact syntax of a version: 0 is SCORM 1.2, 1 is 2004.
  // What does not fit is left out, never bent.
  const spread = (globalThis.spread ??= {});

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
  const OLD_TYPES = { "long-fill-in": "fill-in", other: "performance" };

  // By version.
  const LIST = [",", "[,]"];
  const PAIR = [".", "[.]"];
  const TRUTH = ["ft", ["false", "true"]];
  const WRONG = ["wrong", "incorrect"];
  const RESPONSE = ["student_response", "learner_response"];
  const WHEN = ["time", "timestamp"];
  const IDS = [/^[a-z0-9]$/, /^[\w-]{1,250}$/];
  const LONGEST = [255, 4000];
  const LONGEST_TEXT = [255, 250];
  /** Moodle takes no more, though a CMIDecimal could be larger. */
  const MOST_WEIGHT = [100, 99999];

  const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  const MOST_PARTS = 36;
  const MOST_PATTERNS = 5;
  /** So many texts of a gap, and so many ways to fill all gaps, are tried. */
  const MOST_COMBINED = 9;
  const LONGEST_DESCRIPTION = 250;
  const LONGEST_SPAN = 9999.99 * 3600000;

  /** An answer as [element, value] below `cmi.interactions.n`, id and type first. */
  const fields = (answer, version) => {
    const { latency, weighting = answer.max, description } = answer;
    const type = TYPES[answer.type] ?? answer.type;
    const write = writer(type, answer, version);
    const right = patterns(type, answer.correct, write, version);
    const all = [
      ["id", identifier(answer.id)],
      ["type", version ? type : (OLD_TYPES[type] ?? type)],
      ["objectives.0.id", answer.outcome && identifier(answer.outcome)],
      [WHEN[version], answer.when && moment(answer.when, version)],
      ...right.map((pattern, n) => [`correct_responses.${n}.pattern`, pattern]),
      ["weighting", weight(weighting, version)],
      [RESPONSE[version], answer.response != null && write(answer.response)],
      ["result", outcome(answer, version)],
      ["latency", latency >= 0 && span(latency, version)],
      ["description", version && description && described(description)],
    ];
    return all.filter(([, value]) => value);
  };

  // ---- single values

  const identifier = (text) =>
    String(text)
      .replace(/[^\w.]/g, "_")
      .slice(0, 255);

  /** Never an exponent: JavaScript writes none down to six places. */
  const decimal = (value, places = 2) => String(Number(Number(value).toFixed(places)));

  const weight = (value, version) =>
    value >= 0 && value <= MOST_WEIGHT[version] && decimal(value);

  /** CMITimespan HHHH:MM:SS.CC; timeinterval(second,10,2). */
  const span = (ms, version) => {
    const inside = Math.min(Math.max(ms, 0), LONGEST_SPAN);
    if (version) return `PT${decimal(inside / 1000)}S`;
    const hours = String(Math.floor(inside / 3600000)).padStart(2, "0");
    // Always two digits of hundredths: Moodle reads ".5" as five of them.
    const rest = iso(inside).slice(14, 22).replace(/\.00$/, "");
    return `${hours}:${rest}`;
  };

  /** Local time without a zone, which is legal only behind fractions of a second. */
  const moment = (ms, version) => {
    const offset = new Date(ms).getTimezoneOffset() * 60000;
    return iso(ms - offset).slice(version ? 0 : 11, 19);
  };

  const iso = (ms) => new Date(ms).toISOString();

  const outcome = ({ result, points }, version) => {
    if (result === true) return "correct";
    if (/^(false|wrong|incorrect)$/.test(result)) return WRONG[version];
    if (/^(correct|neutral|unanticipated)$/.test(result)) return result;
    return points >= 0 && decimal(points);
  };

  const described = (text) =>
    /^[^{]/.test(text) && clean(text).slice(0, LONGEST_DESCRIPTION);

  // ---- a response, and what would be right

  const writer =
    (type, { choices, matches = choices }, version) =>
    (value) => {
      const source = namer(choices, version);
      const target = namer(matches, version);
      const parts = PARTS[type](value, version, source, target);
      if (!parts.every((part) => typeof part === "string")) return "";
      const whole = parts.join(LIST[version]);
      return whole.length <= LONGEST[version] ? whole : "";
    };

  // By type: the parts of a response. A part that cannot be written is no text.
  const PARTS = {
    "true-false": (value, version) => [TRUTH[version][Number(value)]],
    choice: (value, version, source) => different(listOf(value).map(source)),
    sequencing: (value, version, source) => different(value.map(source)),
    matching: (value, version, source, target) =>
      different(value.map((pair) => matched(pair, version, source, target))),
    "fill-in": (value, version) =>
      listOf(value).map((part) => filled(clean(part), version)),
    numeric: (value) => [real(value)],
    likert: (value) => [IDS[0].test(value) && String(value)],
    "long-fill-in": (value) => [clean(value)],
    other: (value) => [clean(value)],
  };

  // An author's ids where the version allows all of them, else letters by their place.
  const namer = (ids = [], version) => {
    const legal = (id) => IDS[version].test(id) && String(id).replace(/-/g, "_");
    const letter = (id) => LETTERS[ids.indexOf(id)];
    return ids.every(legal) ? legal : letter;
  };

  const different = (parts) => {
    const isLegal = parts.length <= MOST_PARTS && new Set(parts).size === parts.length;
    return isLegal ? parts : [null];
  };

  const matched = ([left, right], version, source, target) => {
    const from = source(left);
    const to = target(right);
    return from && to && from + PAIR[version] + to;
  };

  const filled = (text, version) => {
    const isLegal = text.length <= LONGEST_TEXT[version] && !/^\{|\[,\]/.test(text);
    return isLegal && text;
  };

  const real = (value) => /^-?\d{1,10}(\.\d+)?$/.exec(decimal(value, 6))?.[0];

  const clean = (text) => String(text).replace(/[\0-\x1f\ud800-\udfff]/g, " ");

  const listOf = (value) => [value].flat();

  /** All patterns of what is right, or none where one cannot be written. */
  const patterns = (type, right, write, version) => {
    if (right === undefined) return [];
    const found = patternsOf(type, right, write, version);
    return found.length <= MOST_PATTERNS && found.every(Boolean) ? found : [];
  };

  const patternsOf = (type, right, write, version) => {
    if (type === "fill-in") return combinations(listOf(right)).map(write);
    if (type === "numeric") return [range(listOf(right).map(real), version)];
    const whole = write(right);
    // 1.2 asks for several right choices at once by braces.
    const inBraces = whole && !version && type === "choice" && listOf(right).length > 1;
    return [inBraces ? `{${whole}}` : whole];
  };

  // 1.2 knows no range.
  const range = ([low, high = low], version) => {
    if (version) return low && high && `${low}[:]${high}`;
    return low === high && low;
  };

  // Every gap with every text that is right there, until there are too many.
  const combinations = (gaps) => {
    let found = [[]];
    for (const gap of gaps) {
      const texts = listOf(gap).slice(0, MOST_COMBINED);
      const few = found.slice(0, MOST_COMBINED);
      found = few.flatMap((one) => texts.map((text) => [...one, text]));
    }
    return found;
  };

  spread.interactions = { fields, decimal, span, identifier };
}
