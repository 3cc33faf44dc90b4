"use strict";
{
  // The one table from neutral values to the elements of SCORM 1.2 and 2004, and the calls to either API.
  const spread = (globalThis.spread ??= {});
  const { attempt, interactions } = spread;
  const { decimal, span, identifier, fields } = interactions;
  const STANDARDS = ["scorm12", "scorm2004"];
  const PARENTS = 500;
  const MOST_INTERACTIONS = 250;

  const OBJECTS = ["API", "API_1484_11"];
  const PREFIX = ["LMS", ""];
  const FINISH = ["Finish", "Terminate"];
  const ELEMENTS = {
    mode: ["core.lesson_mode", "mode"],
    credit: ["core.credit", "credit"],
    entry: ["core.entry", "entry"],
    learner: ["core.student_id", "learner_id"],
    state: ["suspend_data", "suspend_data"],
    location: ["core.lesson_location", "location"],
    language: ["student_preference.language", "learner_preference.language"],
    exit: ["core.exit", "exit"],
    time: ["core.session_time", "session_time"],
    score: ["core.score.raw", "score.raw"],
    status: ["core.lesson_status", "completion_status"],
    success: ["core.lesson_status", "success_status"],
  };

  const score = (stem, points, max, v) => [
    [`${stem}.min`, "0"],
    [`${stem}.max`, decimal(max)],
    [`${stem}.raw`, decimal(points)],
    ...(v ? [[`${stem}.scaled`, decimal(points / (max || 1), 6)]] : []),
  ];

  const named = (pairs, v) => pairs.map(([name, value]) => [ELEMENTS[name][v], value]);

  // 1.2 has one word for completion and success, 2004 one for each.
  const words = (word, v, always) => {
    const [success = "unknown"] = word.match(/passed|failed/) ?? [];
    const pairs = [["status", v && word !== "incomplete" ? "completed" : word], ["success", success]];
    return named(v && (always || success !== "unknown") ? pairs : pairs.slice(0, 1), v);
  };

  // What takes more than one element, or a format of its own.
  const WRITE = {
    status: words,
    // Also takes back what the API holds of a success that the LMS never got.
    reset: (word, v) => words(word, v, true),
    score: (raw, v) => score(v ? "score" : "core.score", raw, 100, v),
    progress: (part, v) => (v ? [["progress_measure", decimal(part, 6)]] : []),
    time: (ms, v) => named([["time", span(ms, v)]], v),
  };

  const MET = [
    (word) => [["status", word === "passed" ? word : "incomplete"]],
    (word) => [["success_status", word], ["completion_status", "completed"]],
  ];

  // A parent of another origin throws: it is not the LMS, but its own parent may be.
  const climb = (start, v) => {
    let owner = start;
    // The topmost window is its own parent.
    for (let i = 0; i < PARENTS && owner; i++) {
      const api = attempt(() => owner[OBJECTS[v]]);
      if (attempt(() => typeof api[`${PREFIX[v]}Initialize`]) === "function") return { api, owner };
      owner = attempt(() => owner.parent);
    }
    return null;
  };

  /** The API object of this standard and the window that owns it: parents first, then the openers'. */
  const find = (window, standard) => {
    const v = STANDARDS.indexOf(standard);
    if (v < 0) return null;
    const opener = () => attempt(() => window.opener) ?? attempt(() => window.top.opener);
    return climb(window, v) ?? climb(opener(), v);
  };

  // The calls themselves. Null stands for an API that is gone, or threw.
  const wire = ({ api, owner }, v) => {
    const call = (name, ...args) =>
      attempt(() => (owner[OBJECTS[v]] === api ? String(api[PREFIX[v] + name](...args) ?? "") : null));
    const error = () => call("GetLastError");
    const done = (result) =>
      result !== null && (/^(true|1)$/.test(result) || (!/^(false|0)$/.test(result) && error() === "0"));
    const read = (element) => call("GetValue", `cmi.${element}`) ?? "";
    const write = (stem, pairs) =>
      pairs.map(([element, value]) => done(call("SetValue", `cmi.${stem}${element}`, value))).every(Boolean);
    const count = (name) => Number(read(`${name}._count`)) || 0;
    const commit = () => done(call("Commit", ""));
    const finish = () => done(call(FINISH[v], ""));
    return { call, error, done, read, write, count, commit, finish };
  };

  // One answer, and one outcome, in their lists. Sent again, an answer goes to the place that it had.
  const lists = ({ read, write, count }, v) => {
    const places = new Map();

    const interaction = (item) => {
      const [id, type, ...rest] = attempt(() => fields(item, v)) ?? [];
      const next = count("interactions");
      const place = places.get(item) < next ? places.get(item) : next;
      if (!id || place >= MOST_INTERACTIONS) return;
      places.set(item, place);
      const stem = `interactions.${place}.`;
      if (write(stem, [id]) && write(stem, [type])) write(stem, rest);
    };

    const objective = ({ id, points, max, met }) => {
      const name = identifier(id);
      const next = count("objectives");
      let place = 0;
      while (place < next && read(`objectives.${place}.id`) !== name) place++;
      const stem = `objectives.${place}.`;
      if (place === next && !write(stem, [["id", name]])) return;
      write(stem, [...score("score", (100 * points) / (max || 1), 100, v), ...MET[v](met ? "passed" : "unknown")]);
    };
    return { interaction, objective };
  };

  /** Neutral calls to one API object. Nothing throws; what is read is text; writing tells whether it was taken. */
  const connect = (window, standard) => {
    const found = find(window, standard);
    if (!found) return null;
    const v = STANDARDS.indexOf(standard);
    const line = wire(found, v);
    const { call, error, done, read, write, commit, finish } = line;

    const get = (name) => read(ELEMENTS[name][v]);
    const set = (name, value) => write("", WRITE[name]?.(value, v) ?? named([[name, String(value)]], v));

    /** passed, completed, failed, incomplete, or what an LMS says before anything. */
    const status = () => {
      const word = get("status");
      const success = v && /^(in)?complete/.test(word) ? get("success") : "";
      return /passed|failed/.test(success) ? success : word;
    };

    // "False" also means that the session is open already: then it can be read.
    const initialize = () => {
      const result = call("Initialize", "");
      return done(result) || (result !== null && get("status") !== "" && error() === "0");
    };

    // Whether the value last read is missing for a fault of the LMS, not because there is none.
    const failed = () => !/^([24]\d\d|0)$/.test(error());
    return { owner: found.owner, initialize, get, set, status, failed, commit, finish, ...lists(line, v) };
  };

  spread.lms = { find, connect };
}
