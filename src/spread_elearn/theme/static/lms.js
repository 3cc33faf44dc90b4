"use strict";
{
  // The one table from neutral values to the elements and formats of SCORM 1.2 and 2004.
  const spread = (globalThis.spread ??= {});
  const PARENTS = 500;
  const MOST_INTERACTIONS = 250;

  const { decimal, timespan, duration, identifier } = spread.interactions.formats;

  const score = (stem, points, max) => [
    [`${stem}.min`, "0"],
    [`${stem}.max`, decimal(max, 2)],
    [`${stem}.raw`, decimal(points, 2)],
  ];

  const scaled = (stem, points, max) => [[`${stem}.scaled`, decimal(max ? points / max : 0, 7)], ...score(stem, points, max)];

  const FINAL = ["passed", "failed"];

  const VERSIONS = {
    scorm12: {
      object: "API",
      prefix: "LMS",
      finish: "Finish",
      elements: {
        mode: "cmi.core.lesson_mode",
        credit: "cmi.core.credit",
        entry: "cmi.core.entry",
        learner: "cmi.core.student_id",
        state: "cmi.suspend_data",
        location: "cmi.core.lesson_location",
        language: "cmi.student_preference.language",
        exit: "cmi.core.exit",
        score: "cmi.core.score.raw",
      },
      status: (get) => get("cmi.core.lesson_status"),
      write: {
        status: (word) => [["cmi.core.lesson_status", word]],
        reset: (word) => [["cmi.core.lesson_status", word]],
        score: (raw) => score("cmi.core.score", raw, 100),
        progress: () => [],
        time: (ms) => [["cmi.core.session_time", timespan(ms)]],
      },
      objective: ({ points, max, met }) => [
        ...score("score", max ? (100 * points) / max : 0, 100),
        ["status", met ? "passed" : "incomplete"],
      ],
    },
    scorm2004: {
      object: "API_1484_11",
      prefix: "",
      finish: "Terminate",
      elements: {
        mode: "cmi.mode",
        credit: "cmi.credit",
        entry: "cmi.entry",
        learner: "cmi.learner_id",
        state: "cmi.suspend_data",
        location: "cmi.location",
        language: "cmi.learner_preference.language",
        exit: "cmi.exit",
        score: "cmi.score.raw",
      },
      status: (get) => {
        const completion = get("cmi.completion_status");
        const success = /^(completed|incomplete)$/.test(completion) ? get("cmi.success_status") : "";
        return FINAL.includes(success) ? success : completion;
      },
      write: {
        status: (word) => [
          ["cmi.completion_status", word === "incomplete" ? word : "completed"],
          ...(FINAL.includes(word) ? [["cmi.success_status", word]] : []),
        ],
        reset: (word) => [
          ["cmi.completion_status", word === "incomplete" ? word : "completed"],
          ["cmi.success_status", "unknown"],
        ],
        score: (raw) => scaled("cmi.score", raw, 100),
        progress: (part) => [["cmi.progress_measure", decimal(part, 7)]],
        time: (ms) => [["cmi.session_time", duration(ms)]],
      },
      objective: ({ points, max, met }) => [
        ...scaled("score", points, max),
        ["success_status", met ? "passed" : "unknown"],
        ["completion_status", "completed"],
      ],
    },
  };

  const attempt = (action, otherwise) => {
    try {
      return action();
    } catch {
      return otherwise;
    }
  };

  // A parent of another origin throws: it is not the LMS, but its own parent may be.
  const climb = (start, version) => {
    let owner = start;
    for (let i = 0; i < PARENTS && owner; i++) {
      const api = attempt(() => owner[version.object]);
      if (attempt(() => typeof api[`${version.prefix}Initialize`] === "function")) return { api, owner };
      const parent = attempt(() => owner.parent);
      owner = parent === owner ? null : parent;
    }
    return null;
  };

  /** The API object of this standard and the window that owns it: parents first, then the openers'. */
  const find = (window, standard) => {
    const version = VERSIONS[standard];
    const openers = [() => window, () => window.opener, () => window.top.opener];
    for (const start of version ? openers.map((get) => attempt(get)) : []) {
      const found = climb(start, version);
      if (found) return found;
    }
    return null;
  };

  /** Neutral calls to one API object. Nothing throws; everything read is text; writing returns whether it was taken. */
  const connect = (window, standard) => {
    const found = find(window, standard);
    if (!found) return null;
    const { api, owner } = found;
    const version = VERSIONS[standard];
    const objectives = new Map();
    const places = new WeakMap();

    // Null: gone, or it threw.
    const call = (name, ...args) =>
      attempt(() => (owner[version.object] === api ? String(api[version.prefix + name](...args) ?? "") : null), null);
    const error = () => call("GetLastError");
    const done = (result) =>
      result !== null && (/^(true|1)$/.test(result) || (!/^(false|0)$/.test(result) && error() === "0"));
    const read = (element) => call("GetValue", element) ?? "";
    const write = (element, value) => done(call("SetValue", element, value));
    const all = (pairs) => pairs.filter(([element, value]) => !write(element, value)).length === 0;

    const get = (name) => (name === "status" ? version.status(read) : read(version.elements[name]));
    const set = (name, value) => all(version.write[name]?.(value) ?? [[version.elements[name], String(value)]]);

    // "False" also means that the session is open already: then it can be read.
    const initialize = () => {
      const result = call("Initialize", "");
      return done(result) || (result !== null && get("status") !== "" && error() === "0");
    };

    // Whether the value last read is missing for a fault of the LMS, not because there is none.
    const failed = () => !/^(0|2\d\d|4\d\d)$/.test(error());

    // Sent again, an answer goes to the place that it had.
    const interaction = (item) => {
      const fields = attempt(() => spread.interactions.fields(item, standard), null);
      const count = Number(read("cmi.interactions._count")) || 0;
      const index = places.get(item) < count ? places.get(item) : count;
      if (!fields || index >= MOST_INTERACTIONS) return;
      places.set(item, index);
      const stem = `cmi.interactions.${index}`;
      const [id, type, ...rest] = fields.map(([name, value]) => [`${stem}.${name}`, value]);
      if (write(...id) && write(...type)) all(rest);
    };

    const place = (id) => {
      const count = Number(read("cmi.objectives._count")) || 0;
      for (let i = objectives.size ? count : 0; i < count; i++) objectives.set(read(`cmi.objectives.${i}.id`), i);
      if (!objectives.has(id) && write(`cmi.objectives.${count}.id`, id)) objectives.set(id, count);
      return objectives.get(id);
    };

    const objective = (item) => {
      const index = place(identifier(item.id));
      if (index === undefined) return;
      all(version.objective(item).map(([name, value]) => [`cmi.objectives.${index}.${name}`, value]));
    };

    const commit = () => done(call("Commit", ""));
    const finish = () => done(call(version.finish, ""));
    return { owner, initialize, get, set, failed, interaction, objective, commit, finish };
  };

  spread.lms = { find, connect };
}
