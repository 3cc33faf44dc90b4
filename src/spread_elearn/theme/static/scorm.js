// SCORM 1.2 and 2004, as two transports: the only script that knows `cmi`.
"use strict";
{
  const spread = (globalThis.spread ??= {});
  const { attempt, interactions } = spread;
  const { decimal, span, identifier, fields } = interactions;
  const PARENTS = 500;
  const MOST_INTERACTIONS = 250;
  // Invalid argument, unknown, not implemented, read only, wrong type, out of range (1.2 and 2004).
  const REFUSALS = /^(201|40[1-8])$/;

  const STANDARDS = [
    {
      object: "API",
      prefix: "LMS",
      finish: "Finish",
      version: 0,
      overwrites: false,
      // The 1.2 RTE (3.3) says nothing of storing at LMSFinish.
      closingStores: false,
      elements: {
        mode: "core.lesson_mode",
        credit: "core.credit",
        entry: "core.entry",
        learner: "core.student_id",
        state: "suspend_data",
        location: "core.lesson_location",
        language: "student_preference.language",
        exit: "core.exit",
        score: "core.score.raw",
        status: "core.lesson_status",
      },
    },
    {
      object: "API_1484_11",
      prefix: "",
      finish: "Terminate",
      version: 1,
      overwrites: true,
      // Terminate stores what was set since the last Commit (SCORM 2004 4th Ed. RTE 3.1.3.2).
      closingStores: true,
      elements: {
        mode: "mode",
        credit: "credit",
        entry: "entry",
        learner: "learner_id",
        state: "suspend_data",
        location: "location",
        language: "learner_preference.language",
        exit: "exit",
        score: "score.raw",
        status: "completion_status",
        success: "success_status",
      },
    },
  ];

  // ---- the API object

  const speaks = (api, standard) =>
    Boolean(api) &&
    attempt(() => typeof api[`${standard.prefix}Initialize`]) === "function";

  // A parent of another origin throws: it is not the LMS, but its own parent may be.
  const climb = (start, standard) => {
    let owner = start;
    for (let height = 0; height < PARENTS && owner; height++) {
      const here = owner;
      const api = attempt(() => here[standard.object]);
      if (speaks(api, standard)) return { api, owner };
      const parent = attempt(() => here.parent);
      if (parent === here) return null;
      owner = parent;
    }
    return null;
  };

  /** The API object of a standard and the window that owns it: parents first, then the openers'. */
  const find = (window, standard) => {
    const opener = attempt(() => window.opener) ?? attempt(() => window.top.opener);
    return climb(window, standard) ?? climb(opener, standard);
  };

  // ---- one call

  /** What the API returns, as text. Null stands for an API that is gone, or threw. */
  const call = (line, name, ...given) =>
    attempt(() => {
      const { api, owner, standard } = line;
      if (owner[standard.object] !== api) return null;
      line.calls += 1;
      return String(api[standard.prefix + name](...given) ?? "");
    });

  const errorOf = (line) => call(line, "GetLastError");

  /** Whether a call succeeded; what is neither true nor false is judged by the last error. */
  const isDone = (line, result) => {
    if (result === null) return false;
    if (/^(true|1)$/.test(result)) return true;
    return !/^(false|0)$/.test(result) && errorOf(line) === "0";
  };

  const read = (line, element) => call(line, "GetValue", `cmi.${element}`) ?? "";

  const write = (line, element, value) => {
    const result = call(line, "SetValue", `cmi.${element}`, value);
    if (isDone(line, result)) return "taken";
    if (result === null) return "failed";
    return REFUSALS.test(errorOf(line)) ? "refused" : "failed";
  };

  // ---- several elements for one value

  const scoreOf = (stem, points, max, version) => {
    const pairs = [
      [`${stem}.min`, "0"],
      [`${stem}.max`, decimal(max)],
      [`${stem}.raw`, decimal(points)],
    ];
    if (version) pairs.push([`${stem}.scaled`, decimal(points / (max || 1), 6)]);
    return pairs;
  };

  // 1.2 has one word for completion and success, 2004 one for each.
  const wordsOf = (word, { version, elements }, always) => {
    if (!version) return [[elements.status, word]];
    const completion = word === "incomplete" ? word : "completed";
    const pairs = [[elements.status, completion]];
    const success = /^(passed|failed)$/.test(word) ? word : "unknown";
    if (always || success !== "unknown") pairs.push([elements.success, success]);
    return pairs;
  };

  const pairsOf = (name, value, standard) => {
    const { version, elements } = standard;
    if (name === "status") return wordsOf(value, standard, false);
    // Also takes back what the API holds of a success that the LMS never got.
    if (name === "reset") return wordsOf(value, standard, true);
    if (name === "score")
      return scoreOf(version ? "score" : "core.score", value, 100, version);
    if (name === "progress")
      return version ? [["progress_measure", decimal(value, 6)]] : [];
    if (name === "time") {
      return [[version ? "session_time" : "core.session_time", span(value, version)]];
    }
    return [[elements[name], String(value)]];
  };

  // Of a score one number is enough: an LMS may lack the others.
  const NUMBERS = /score\.(raw|scaled)$/;

  /** What became of several elements that are one value. */
  const outcomeOf = (name, results) => {
    const told = results.map(([, result]) => result);
    if (told.includes("failed")) return "failed";
    if (name !== "score") return told.includes("refused") ? "refused" : "taken";
    const numbers = results.filter(([element]) => NUMBERS.test(element));
    return numbers.some(([, result]) => result === "taken") ? "taken" : "refused";
  };

  /** One object of calls for a standard; its lines remember what was refused. */
  const transportOf = (standard) => {
    const { version, elements } = standard;

    const get = (line, name) => {
      if (name !== "status") return read(line, elements[name]);
      const word = read(line, elements.status);
      const success =
        version && /^(in)?complete/.test(word) ? read(line, elements.success) : "";
      return /passed|failed/.test(success) ? success : word;
    };

    const set = (line, name, value) => {
      const results = [];
      for (const [element, text] of pairsOf(name, value, standard)) {
        const refused =
          line.refused.has(element) || line.refused.has(`${element}=${text}`);
        const result = refused ? "refused" : write(line, element, text);
        // Another status or state may be taken; of all else the element is missing.
        const known = /status$|suspend_data$/.test(element)
          ? `${element}=${text}`
          : element;
        if (result === "refused") line.refused.add(known);
        results.push([element, result]);
      }
      return outcomeOf(name, results);
    };

    const writeAll = (line, stem, pairs) => {
      let good = true;
      for (const [element, text] of pairs) {
        if (write(line, stem + element, text) !== "taken") good = false;
      }
      return good;
    };

    const askCount = (line, list) => Number(read(line, `${list}._count`)) || 0;

    const count = (line, list) => {
      const known = line[list];
      if (!line.isSpared || known.count < 0) known.count = askCount(line, list);
      return known.count;
    };

    const places = (line) => count(line, "interactions");

    /** The place of a name in a list, or -1; no id is read twice. */
    const findPlace = (line, list, name) => {
      const known = line[list];
      if (known.places.has(name)) return known.places.get(name);
      const all = count(line, list);
      while (known.read < all && !known.places.has(name)) {
        const id = read(line, `${list}.${known.read}.id`);
        if (!known.places.has(id)) known.places.set(id, known.read);
        known.read += 1;
      }
      return known.places.get(name) ?? -1;
    };

    /** It stands there now. */
    const notePlace = (line, list, name, place) => {
      const known = line[list];
      known.places.set(name, place);
      if (known.read === place) known.read += 1;
      if (known.count >= 0) known.count = Math.max(known.count, place + 1);
    };

    const placeOf = (line, id) => {
      const name = identifier(id);
      if (standard.overwrites) return findPlace(line, "interactions", name);
      return line.interactions.places.get(name) ?? -1;
    };

    /** `again` writes over an earlier try: without a second description, and never an answer as none. */
    const interaction = (line, answer, place, again = false) => {
      const all = attempt(() => fields(answer, version)) ?? [];
      if (!all.length || place >= MOST_INTERACTIONS) return false;
      const isEmpty = !all.some(([name]) => name === "learner_response");
      // An LMS takes no empty answer: the one before would stand beside this result.
      if (again && isEmpty) return true;
      const wanted = all.filter(([name]) => !again || name !== "description");
      const stem = `interactions.${place}.`;
      if (!writeAll(line, stem, wanted.slice(0, 2))) return false;
      writeAll(line, stem, wanted.slice(2));
      notePlace(line, "interactions", identifier(answer.id), place);
      return true;
    };

    const objective = (line, { id, points, max, met }) => {
      const name = identifier(id);
      let place = findPlace(line, "objectives", name);
      if (place < 0) {
        place = Math.max(count(line, "objectives"), line.objectives.places.size);
        if (!writeAll(line, `objectives.${place}.`, [["id", name]])) return;
      }
      notePlace(line, "objectives", name, place);
      const pairs = scoreOf("score", (100 * points) / (max || 1), 100, version);
      if (version) {
        pairs.push(["success_status", met ? "passed" : "unknown"]);
        pairs.push(["completion_status", "completed"]);
      } else {
        pairs.push(["status", met ? "passed" : "incomplete"]);
      }
      writeAll(line, `objectives.${place}.`, pairs);
    };

    const newList = () => ({ count: -1, read: 0, places: new Map() });

    const newMemory = () => ({
      refused: new Set(),
      interactions: newList(),
      objectives: newList(),
      isSpared: false,
      calls: 0,
    });

    return {
      overwrites: standard.overwrites,
      closingStores: standard.closingStores,
      find: (window) => {
        const found = find(window, standard);
        if (!found) return null;
        return { ...found, standard, ...newMemory() };
      },
      // "False" also means that the session is open already: then it can be read.
      open: (line) => {
        const result = call(line, "Initialize", "");
        if (isDone(line, result)) return true;
        return result !== null && get(line, "status") !== "" && errorOf(line) === "0";
      },
      get,
      set,
      interaction,
      objective,
      places,
      placeOf,
      unreadable: (line) => !/^([24]\d\d|0)$/.test(errorOf(line)),
      commit: (line) => isDone(line, call(line, "Commit", "")),
      close: (line) => isDone(line, call(line, standard.finish, "")),
      spare: (line) => {
        line.isSpared = true;
        // Asked now, the counts are there when they are needed.
        for (const list of ["interactions", "objectives"]) askCount(line, list);
      },
      calls: (line) => line.calls,
    };
  };

  spread.transports ??= {};
  spread.transports.scorm12 ??= transportOf(STANDARDS[0]);
  spread.transports.scorm2004 ??= transportOf(STANDARDS[1]);
}
