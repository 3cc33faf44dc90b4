// The formats of SCORM 2004 values: each check answers with 0 or an error code
// (406 wrong type, 407 out of range). Moodle's regular expressions, with the
// standard's limits of identifiers, strings and parts.
"use strict";
{
  const check = (accepts) => (value) => (accepts(value) ? 0 : 406);
  const matches = (format) => check((value) => format.test(value));
  const oneOf = (...words) => check((value) => words.includes(value));
  const text = (limit) => (value, loose) => (loose || value.length <= limit ? 0 : 406);

  const REAL = /^-?\d{1,5}(\.\d{1,18})?$/;
  const real = matches(REAL);
  const within = (low, high) => (value) => {
    if (!REAL.test(value)) return 406;
    return Number(value) >= low && Number(value) <= high ? 0 : 407;
  };

  const LANGUAGE = "([a-zA-Z]{2,3}|i|x)(-[a-zA-Z0-9-]{2,8})?";
  const language = matches(new RegExp(`^(${LANGUAGE})?$`));
  // A line break or a second brace ends the text in Moodle.
  const localised = (limit) =>
    matches(new RegExp(`^(\\{lang=${LANGUAGE}\\})?([^{\\n\\r].{0,${limit - 1}})?$`));

  const shortId = (value) => /^[\w.]{1,250}$/.test(value);
  const isLongId = (value) =>
    value.startsWith("urn:")
      ? /^urn:[A-Za-z0-9-]{1,31}:\S{1,3960}$/.test(value)
      : /^\S{1,4000}$/.test(value);
  const longId = check(isLongId);

  const duration = matches(
    /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/,
  );
  const date =
    "(19[7-9]\\d|20[0-2]\\d|203[0-8])(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])";
  const zone = "(Z|[+-]([01]\\d|2[0-3])(:[0-5]\\d)?)?";
  const clock = `(T([01]\\d|2[0-3])(:[0-5]\\d(:[0-5]\\d(\\.\\d{1,2}${zone})?)?)?)?`;
  const timestamp = matches(new RegExp(`^${date}${clock})?)?$`));

  const LIMIT_OF_PARTS = 36;
  const parts = (value) => (value === "" ? [] : value.split("[,]"));
  const list =
    (accepts, limit = LIMIT_OF_PARTS) =>
    (value) =>
      parts(value).length <= limit && parts(value).every(accepts);
  const pair = (accepts) => (value) => {
    const sides = value.split("[.]");
    return sides.length === 2 && accepts(sides);
  };
  const ids = list(shortId);
  const unique = (value) => new Set(parts(value)).size === parts(value).length;
  const wording = (limit) => (value) => {
    const format = `^(\\{lang=${LANGUAGE}\\})?[^]{0,${limit}}$`;
    return new RegExp(format).test(value);
  };
  const strip = (...switches) => {
    const one = switches.map((name) => `\\{${name}=(true|false)\\}`).join("|");
    return (value) => value.replace(new RegExp(`^(${one}){0,${switches.length}}`), "");
  };
  const after = (prepare, accepts) => (value) => accepts(prepare(value));

  const isReal = (value) => REAL.test(value);
  const isRange = (value) => {
    const ends = value.split("[:]");
    return ends.length === 2 && ends.every((end) => end === "" || isReal(end));
  };
  const words = list(wording(250), 10);
  const step = pair(([name, answer]) => {
    const isEmpty = name === "" && answer === "";
    const isNamed = name === "" || shortId(name);
    const isAnswered = answer === "" || wording(250)(answer) || isRange(answer);
    return !isEmpty && isNamed && isAnswered;
  });
  const steps = list(step);
  const matching = list(pair((sides) => sides.every(shortId)));

  // response, pattern, how many patterns the standard lets one rely on.
  const RESPONSES = {
    "true-false": { response: (v) => /^(true|false)$/.test(v), patterns: 1 },
    choice: { response: (v) => ids(v) && unique(v), patterns: 10 },
    "fill-in": {
      response: words,
      pattern: after(strip("case_matters", "order_matters"), words),
      patterns: 5,
    },
    "long-fill-in": {
      response: wording(4000),
      pattern: after(strip("case_matters"), wording(4000)),
      patterns: 5,
    },
    matching: { response: matching, patterns: 5 },
    performance: {
      response: steps,
      pattern: after(strip("order_matters"), steps),
      patterns: 5,
    },
    sequencing: { response: ids, patterns: 5 },
    likert: { response: shortId, patterns: 1 },
    numeric: { response: isReal, pattern: isRange, patterns: 1 },
    other: { response: (v) => v.length <= 4000, patterns: 1 },
  };

  const navigation = matches(
    new RegExp(
      "^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_" +
        "|\\{target=\\S{0,3999}[a-zA-Z0-9]\\}(choice|jump))$",
    ),
  );

  lms.formats2004 = {
    oneOf,
    text,
    real,
    within,
    language,
    localised,
    longId,
    duration,
    timestamp,
    navigation,
    RESPONSES,
    isReal,
  };
}
