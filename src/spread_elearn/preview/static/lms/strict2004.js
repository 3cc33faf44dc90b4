// A strict SCORM 2004 LMS: limits of the standard, Moodle's formats, and the order
// that both ask for (an id first, the type before responses, no gaps). A launch with
// `loose` takes longer texts and any response.
"use strict";
{
  const { Values, shape, places, start2004, formats2004: format } = lms;
  const { oneOf, text, real, within, localised, longId, duration, timestamp } = format;
  const { RESPONSES } = format;

  const is = (access, accepts) => ({ access, accepts });
  const completion = oneOf("completed", "incomplete", "not attempted", "unknown");
  const success = oneOf("passed", "failed", "unknown");
  const verdict = oneOf("correct", "incorrect", "unanticipated", "neutral");
  const anything = () => 0;
  const scores = (owner) => ({
    [`${owner}.score.scaled`]: is("rw", within(-1, 1)),
    [`${owner}.score.raw`]: is("rw", real),
    [`${owner}.score.min`]: is("rw", real),
    [`${owner}.score.max`]: is("rw", real),
  });

  const ELEMENTS = {
    "cmi._version": is("r"),
    "cmi.completion_status": is("rw", completion),
    "cmi.completion_threshold": is("r"),
    "cmi.credit": is("r"),
    "cmi.entry": is("r"),
    "cmi.exit": is("w", oneOf("time-out", "suspend", "logout", "normal", "")),
    "cmi.launch_data": is("r"),
    "cmi.learner_id": is("r"),
    "cmi.learner_name": is("r"),
    "cmi.learner_preference.audio_level": is("rw", within(0, Infinity)),
    "cmi.learner_preference.language": is("rw", format.language),
    "cmi.learner_preference.delivery_speed": is("rw", within(0, Infinity)),
    "cmi.learner_preference.audio_captioning": is("rw", oneOf("-1", "0", "1")),
    "cmi.location": is("rw", text(1000)),
    "cmi.max_time_allowed": is("r"),
    "cmi.mode": is("r"),
    "cmi.progress_measure": is("rw", within(0, 1)),
    "cmi.scaled_passing_score": is("r"),
    ...scores("cmi"),
    "cmi.session_time": is("w", duration),
    "cmi.success_status": is("rw", success),
    "cmi.suspend_data": is("rw", text(64000)),
    "cmi.time_limit_action": is("r"),
    "cmi.total_time": is("r"),
    "cmi.comments_from_learner.n.comment": is("rw", localised(4000)),
    "cmi.comments_from_learner.n.location": is("rw", text(250)),
    "cmi.comments_from_learner.n.timestamp": is("rw", timestamp),
    "cmi.objectives.n.id": is("rw", longId),
    ...scores("cmi.objectives.n"),
    "cmi.objectives.n.success_status": is("rw", success),
    "cmi.objectives.n.completion_status": is("rw", completion),
    "cmi.objectives.n.progress_measure": is("rw", within(0, 1)),
    "cmi.objectives.n.description": is("rw", localised(250)),
    "cmi.interactions.n.id": is("rw", longId),
    "cmi.interactions.n.type": is("rw", oneOf(...Object.keys(RESPONSES))),
    "cmi.interactions.n.objectives.n.id": is("rw", longId),
    "cmi.interactions.n.timestamp": is("rw", timestamp),
    "cmi.interactions.n.correct_responses.n.pattern": is("rw", anything),
    "cmi.interactions.n.weighting": is("rw", real),
    "cmi.interactions.n.learner_response": is("rw", anything),
    "cmi.interactions.n.result": is("rw", (value) => verdict(value) && real(value)),
    "cmi.interactions.n.latency": is("rw", duration),
    "cmi.interactions.n.description": is("rw", localised(250)),
    "adl.nav.request": is("rw", format.navigation),
    "adl.nav.request_valid.continue": is("r"),
    "adl.nav.request_valid.previous": is("r"),
  };
  // How many entries the standard lets one rely on.
  const COLLECTIONS = {
    "cmi.comments_from_learner": 250,
    "cmi.comments_from_lms": 100,
    "cmi.objectives": 100,
    "cmi.interactions": 250,
    "cmi.interactions.n.objectives": 10,
    "cmi.interactions.n.correct_responses": Infinity,
  };
  const ALWAYS_THERE = /^cmi\.(entry|learner_preference\.language|credit|mode)$/;
  const ERRORS = {
    0: "No Error",
    101: "General Exception",
    103: "Already Initialized",
    104: "Content Instance Terminated",
    112: "Termination Before Initialization",
    113: "Termination After Termination",
    122: "Retrieve Data Before Initialization",
    123: "Retrieve Data After Termination",
    132: "Store Data Before Initialization",
    133: "Store Data After Termination",
    142: "Commit Before Initialization",
    143: "Commit After Termination",
    201: "General Argument Error",
    301: "General Get Failure",
    351: "General Set Failure",
    401: "Undefined Data Model Element",
    403: "Data Model Element Value Not Initialized",
    404: "Data Model Element Is Read Only",
    405: "Data Model Element Is Write Only",
    406: "Data Model Element Type Mismatch",
    407: "Data Model Element Value Out Of Range",
    408: "Data Model Dependency Not Established",
  };

  const UNITS = [31536000, 2592000, 86400, 3600, 60, 1];
  const hundredths = (time) => {
    const [date, clock = ""] = time.slice(1).split("T");
    const number = (source, unit) =>
      Number(new RegExp(`([\\d.]+)${unit}`).exec(source)?.[1] ?? 0);
    const found = [..."YMD"].map((unit) => number(date, unit));
    found.push(...[..."HMS"].map((unit) => number(clock, unit)));
    return found.reduce((sum, each, i) => sum + Math.round(each * UNITS[i] * 100), 0);
  };
  const addTimes = (one, other) => {
    const all = hundredths(one) + hundredths(other);
    const hours = Math.floor(all / 360000);
    return `PT${hours}H${Math.floor(all / 6000) % 60}M${(all % 6000) / 100}S`;
  };

  const isGap = (values, element) =>
    !places(element).every(([list, index]) => index <= values.count(list));
  const isTooMany = (element) =>
    places(element).some(([list, index]) => index >= COLLECTIONS[shape(list)]);

  /** An id comes first, is unique in its list and, in objectives, never changes. */
  const identity = (values, element, value) => {
    const [list, index] = places(element).at(-1);
    if (!/\.id$/.test(element) || shape(list) === "cmi.interactions") return 0;
    const before = values.get(element);
    if (before !== "") return before === value ? 0 : 351;
    const isTaken = (id, row) => id === value && row !== index;
    return values.column(list, "id").some(isTaken) ? 351 : 0;
  };

  const hasOwner = (values, element) => {
    const owner = /^cmi\.(interactions|objectives)\.\d+/.exec(element)?.[0];
    if (!owner || element === `${owner}.id`) return true;
    return values.get(`${owner}.id`) !== "";
  };

  /** Responses need the type first and its format; patterns have a number too. */
  const typed = (values, element, value, loose) => {
    if (loose) return 0;
    const found = /^(.*\.interactions\.\d+)\.(learner_response|corr.*)$/.exec(element);
    if (!found) return 0;
    const type = values.get(`${found[1]}.type`);
    if (type === "") return 408;
    const rule = RESPONSES[type];
    if (found[2] === "learner_response") return rule.response(value) ? 0 : 406;
    const [list, index] = places(element).at(-1);
    if (index >= rule.patterns) return 351;
    const others = values.column(list, "pattern").filter((_, row) => row !== index);
    if (type === "choice" && others.includes(value)) return 351;
    return (rule.pattern ?? rule.response)(value) ? 0 : 406;
  };

  const refusalInList = (values, element, value, loose) => {
    if (places(element).length === 0) return 0;
    if (isGap(values, element) || isTooMany(element)) return 351;
    if (!hasOwner(values, element)) return 408;
    return identity(values, element, value) || typed(values, element, value, loose);
  };

  class Strict2004 {
    constructor(launch) {
      this.launch = launch;
      this.values = new Values(start2004(launch));
      this.error = 0;
      this.state = "before";
    }

    answer(error, result = error === 0 ? "true" : "false") {
      this.error = error;
      return result;
    }

    /** 0 while the session runs, else the code for calls before or after it. */
    closed(before) {
      return { before, running: 0, after: before + 1 }[this.state];
    }

    initialise(argument) {
      if (argument !== "") return this.answer(201);
      if (this.state === "running") return this.answer(103);
      if (this.state === "after") return this.answer(104);
      this.state = "running";
      return this.answer(0);
    }

    terminate(argument) {
      const error = argument === "" ? this.closed(112) : 201;
      if (error !== 0) return this.answer(error);
      this.state = "after";
      this.judge();
      const session = this.values.get("cmi.session_time") || "PT0S";
      const total = addTimes(this.values.get("cmi.total_time"), session);
      this.values.set("cmi.total_time", total);
      // An exit that was never set means "normal": the attempt is over.
      this.values.set("cmi.exit", this.values.get("cmi.exit"));
      this.launch.store(this.values.flat());
      return this.answer(0);
    }

    judge() {
      const needed = this.values.get("cmi.scaled_passing_score");
      const scaled = this.values.get("cmi.score.scaled");
      if (needed === "" || scaled === "") return;
      const passed = Number(scaled) >= Number(needed);
      this.values.set("cmi.success_status", passed ? "passed" : "failed");
    }

    commit(argument) {
      const error = argument === "" ? this.closed(142) : 201;
      if (error === 0) this.launch.store(this.values.flat());
      return this.answer(error);
    }

    get(element) {
      const error = this.closed(122);
      if (error !== 0) return this.answer(error, "");
      if (element === "") return this.answer(301, "");
      if (element === "cmi._version") return this.answer(0, "1.0");
      const keyword = /^(.+)\.(_children|_count)$/.exec(element);
      if (keyword) return this.keyword(keyword[1], keyword[2]);
      const known = ELEMENTS[shape(element)];
      if (!known) return this.answer(401, "");
      if (known.access === "w") return this.answer(405, "");
      const there = ([list, index]) => index < this.values.count(list);
      if (!places(element).every(there)) return this.answer(301, "");
      const value = this.values.get(element);
      const isUnset = value === "" && !ALWAYS_THERE.test(element);
      return this.answer(isUnset ? 403 : 0, value);
    }

    keyword(owner, word) {
      const isList = shape(owner) in COLLECTIONS;
      if (word === "_count") {
        if (isList) return this.answer(0, String(this.values.count(owner)));
        return this.answer(shape(owner) in ELEMENTS ? 301 : 401, "");
      }
      const beginning = isList ? `${shape(owner)}.n.` : `${shape(owner)}.`;
      const below = Object.keys(ELEMENTS).filter((name) => name.startsWith(beginning));
      const names = below.map((name) => name.slice(beginning.length).split(".")[0]);
      const children = [...new Set(names)].filter((name) => name !== "_version");
      if (children.length > 0) return this.answer(0, children.join(","));
      return this.answer(shape(owner) in ELEMENTS ? 301 : 401, "");
    }

    set(element, value) {
      this.error = this.closed(132) || this.refusal(element, String(value));
      if (this.error !== 0) return "false";
      this.values.set(element, String(value));
      return "true";
    }

    refusal(element, value) {
      if (element === "") return 351;
      if (/\.(_children|_count|_version)$/.test(element)) return 404;
      const known = ELEMENTS[shape(element)];
      if (!known) return 401;
      if (known.access === "r") return 404;
      const { loose } = this.launch;
      const wrong = known.accepts(value, loose);
      const order = refusalInList(this.values, element, value, loose);
      return order === 408 || order === 351 ? order : wrong || order;
    }
  }

  lms.kinds.strict2004 = (launch) => {
    const it = new Strict2004(launch);
    return {
      Initialize: (argument) => it.initialise(argument),
      Terminate: (argument) => it.terminate(argument),
      GetValue: (element) => it.get(element),
      SetValue: (element, value) => it.set(element, value),
      Commit: (argument) => it.commit(argument),
      GetLastError: () => String(it.error),
      GetErrorString: (code) => ERRORS[code] ?? "",
      GetDiagnostic: (code) => ERRORS[code || it.error] ?? "",
    };
  };
}
