// scorm-again as the LMS of the bench, made as strict as it can be: it rewrites
// some words and takes texts of any length, so what it keeps is compared with what
// was sent, and the limits of SCORM 1.2 are looked at here.
"use strict";
{
  const { start12, start2004 } = lms;

  const FLAVOURS = {
    again12: {
      api: () => Scorm12API,
      start: start12,
      set: "LMSSetValue",
      commit: "LMSCommit",
      finish: "LMSFinish",
      total: "cmi.core.total_time",
      limits: { "cmi.suspend_data": 4096, "cmi.core.lesson_location": 255 },
    },
    again2004: {
      api: () => Scorm2004API,
      start: start2004,
      set: "SetValue",
      commit: "Commit",
      finish: "Terminate",
      total: "cmi.total_time",
      limits: { "cmi.suspend_data": 64000, "cmi.location": 1000 },
    },
  };
  const NAMES = [
    "Initialize",
    "Finish",
    "Terminate",
    "GetValue",
    "SetValue",
    "Commit",
    "GetLastError",
    "GetErrorString",
    "GetDiagnostic",
  ];
  const SILENT = 5;

  const texts = (flat) =>
    Object.fromEntries(
      Object.entries(flat).filter(([, value]) => typeof value === "string" && value),
    );

  /** Stored values load again; numbers and times are strings there as here. */
  const load = (flavour, launch) => {
    const api = new (flavour.api())({
      autocommit: false,
      logLevel: SILENT,
    });
    const start = texts(flavour.start(launch));
    delete start["cmi.core.exit"];
    api.loadFromFlattenedJSON(start);
    return api;
  };

  // It drops the zeros at the end of a time, which changes nothing.
  const short = (name, value) =>
    /(_time|latency)$/.test(name) ? String(value).replace(/\.?0*$/, "") : value;
  const isSame = (name, sent, kept) => short(name, sent) === short(name, kept);

  const compare = (sent, kept, flag) => {
    for (const [name, value] of sent) {
      if (name === "cmi.comments" || isSame(name, value, kept[name])) continue;
      flag("rewritten", `${name}: sent ${value}, kept ${kept[name]}`);
    }
    sent.clear();
  };

  const guarded = (flavour, launch, api) => {
    const sent = new Map();
    const set = (element, value) => {
      const result = api[flavour.set](element, value);
      if (result === "true") sent.set(element, value);
      if (value.length > (flavour.limits[element] ?? Infinity)) {
        launch.flag("limit", `${element}: ${value.length} characters`);
      }
      return result;
    };
    const keep = (name) => (argument) => {
      const before = api.getFlattenedCMI();
      const time = api.cmi.getCurrentTotalTime();
      const result = api[name](argument);
      if (result !== "true") return result;
      // Finish may change values: what was sent is compared with those before it.
      compare(sent, before, launch.flag);
      const total = { [flavour.total]: name === flavour.finish ? time : "" };
      const now = { ...before, ...texts(api.getFlattenedCMI()), ...texts(total) };
      launch.store(texts(now));
      return result;
    };
    return {
      [flavour.set]: set,
      [flavour.commit]: keep(flavour.commit),
      [flavour.finish]: keep(flavour.finish),
    };
  };

  const plain = (api) => {
    const names = NAMES.flatMap((name) => [name, `LMS${name}`]);
    const there = names.filter((name) => typeof api[name] === "function");
    return Object.fromEntries(
      there.map((name) => [name, (...given) => api[name](...given)]),
    );
  };

  for (const [name, flavour] of Object.entries(FLAVOURS)) {
    lms.kinds[name] = (launch) => {
      const api = load(flavour, launch);
      return { ...plain(api), ...guarded(flavour, launch, api) };
    };
  }
}
