"use strict";
{
  // Values and answers in the exact syntax of a version: 0 is SCORM 1.2, 1 is 2004.
  // What does not fit is left out, never bent.
  const spread = (globalThis.spread ??= {});
  const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  const MOST_PATTERNS = 5;
  /** Moodle takes no more, though a CMIDecimal could be larger. */
  const MOST_WEIGHT = [100, 99999];
  const LONGEST_SPAN = 9999.99 * 3600000;

  /** Never an exponent: JavaScript writes none down to six places. */
  const decimal = (value, places = 2) => String(Number(Number(value).toFixed(places)));

  const iso = (ms) => new Date(ms).toISOString();

  /** CMITimespan HHHH:MM:SS.CC; timeinterval(second,10,2). Moodle reads ".5" as five hundredths. */
  const SPANS = [
    (ms) => `${String(Math.floor(ms / 3600000)).padStart(2, "0")}:${iso(ms).slice(14, 22).replace(/\.00$/, "")}`,
    (ms) => `PT${decimal(ms / 1000)}S`,
  ];
  const span = (ms, v) => SPANS[v](Math.min(Math.max(ms, 0), LONGEST_SPAN));

  /** Local time without a zone, which is legal only behind fractions of a second. */
  const moment = (ms, v) => iso(ms - new Date(ms).getTimezoneOffset() * 60000).slice(v ? 0 : 11, 19);

  const identifier = (text) => String(text).replace(/[^\w.]/g, "_").slice(0, 255);

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
  const LIST = [",", "[,]"];
  const PAIR = [".", "[.]"];
  const TRUTH = ["ft", ["false", "true"]];
  const WRONG = ["wrong", "incorrect"];
  const RESPONSE = ["student_response", "learner_response"];
  const WHEN = ["time", "timestamp"];
  const LONGEST = [255, 4000];
  const LONGEST_TEXT = [255, 250];
  const IDS = [/^[a-z0-9]$/, /^[\w-]{1,250}$/];

  const list = (value) => [value].flat();
  const clean = (text) => String(text).replace(/[\0-\x1f\ud800-\udfff]/g, " ");
  const different = (parts) => (parts.length <= 36 && new Set(parts).size === parts.length ? parts : [null]);
  const real = (value) => /^-?\d{1,10}(\.\d+)?$/.exec(decimal(value, 6))?.[0];

  // An author's ids where the version allows all of them, else letters by their place.
  const namer = (ids = [], v) => {
    const legal = (id) => IDS[v].test(id) && String(id).replace(/-/g, "_");
    return ids.every(legal) ? legal : (id) => LETTERS[ids.indexOf(id)];
  };

  const text = (part, v) => part.length <= LONGEST_TEXT[v] && !/^\{|\[,\]/.test(part) && part;

  const PARTS = {
    "true-false": (value, v) => [TRUTH[v][Number(value)]],
    choice: (value, v, source) => different(list(value).map(source)),
    sequencing: (value, v, source) => different(value.map(source)),
    matching: (value, v, source, target) =>
      different(value.map(([a, b]) => source(a) && target(b) && source(a) + PAIR[v] + target(b))),
    "fill-in": (value, v) => list(value).map((part) => text(clean(part), v)),
    numeric: (value) => [real(value)],
    likert: (value) => [IDS[0].test(value) && String(value)],
    "long-fill-in": (value) => [clean(value)],
    other: (value) => [clean(value)],
  };

  const writer = (type, { choices, matches = choices }, v) => (value) => {
    const parts = PARTS[type](value, v, namer(choices, v), namer(matches, v));
    const whole = parts.join(LIST[v]);
    return parts.every((part) => typeof part === "string") && whole.length <= LONGEST[v] ? whole : "";
  };

  // Every gap with every text that is right there, until there are too many.
  const combinations = (gaps) =>
    gaps.reduce(
      (all, gap) => all.slice(0, 9).flatMap((one) => list(gap).slice(0, 9).map((right) => [...one, right])),
      [[]],
    );

  const patterns = (type, right, write, v) => {
    if (right === undefined) return [];
    if (type === "fill-in") return combinations(list(right)).map(write);
    if (type === "numeric") {
      const [low, high = low] = list(right).map(real);
      // 1.2 knows no range.
      return [v ? low && high && `${low}[:]${high}` : low === high && low];
    }
    const whole = write(right);
    // 1.2 asks for several right choices at once by braces.
    return [v || type !== "choice" || list(right).length < 2 || !whole ? whole : `{${whole}}`];
  };

  const outcome = ({ result, points }, v) => {
    if (/^(false|wrong|incorrect)$/.test(result)) return WRONG[v];
    if (result === true) return "correct";
    return /^(correct|neutral|unanticipated)$/.test(result) ? result : points >= 0 && decimal(points);
  };

  /** An answer as [element, value] below `cmi.interactions.n`, id and type first. */
  const fields = (answer, v) => {
    const type = TYPES[answer.type] ?? answer.type;
    const write = writer(type, answer, v);
    const found = patterns(type, answer.correct, write, v);
    const right = found.length <= MOST_PATTERNS && found.every(Boolean) ? found : [];
    const { latency, weighting = answer.max, description } = answer;
    return [
      ["id", identifier(answer.id)],
      ["type", v ? type : OLD_TYPES[type] ?? type],
      ["objectives.0.id", answer.outcome && identifier(answer.outcome)],
      [WHEN[v], answer.when && moment(answer.when, v)],
      ...right.map((one, m) => [`correct_responses.${m}.pattern`, one]),
      ["weighting", weighting >= 0 && weighting <= MOST_WEIGHT[v] && decimal(weighting)],
      [RESPONSE[v], answer.response != null && write(answer.response)],
      ["result", outcome(answer, v)],
      ["latency", latency >= 0 && span(latency, v)],
      ["description", v && /^[^{]/.test(description) && clean(description).slice(0, 250)],
    ].filter(([, value]) => value);
  };

  spread.interactions = { fields, decimal, span, identifier };
}
