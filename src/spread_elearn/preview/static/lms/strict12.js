// A strict SCORM 1.2 LMS: the true limits of the standard (255, 4096), Moodle's
// formats, ranges, error codes and its two bugs of LMSInitialize. Responses and
// patterns are held to the letter of SCORM 1.2, which Moodle does not do. A launch with
// `loose` takes what Moodle takes by default: longer texts, any response.
"use strict";
{
  const { Values, shape, places, start12 } = lms;

  const LOOSE_LIMIT = 64000;
  const text = (limit) => (value, loose) =>
    value.length <= (loose ? LOOSE_LIMIT : limit);
  const matches = (format) => (value) => format.test(value);
  const oneOf =
    (...words) =>
    (value) =>
      words.includes(value);
  const within = (format, low, high) => (value) =>
    value === "" || (format.test(value) && value >= low && Number(value) <= high);

  const DECIMAL = /^-?\d{0,3}(\.\d*)?$/;
  const WHOLE = /^-?\d+$/;
  const identifier = matches(/^[\u0021-\u007E]{1,255}$/);
  const timespan = matches(/^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/);
  const timeOfDay = matches(/^[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,2})?$/);
  const status = oneOf("passed", "completed", "failed", "incomplete", "browsed");
  const outcome = oneOf("correct", "wrong", "unanticipated", "neutral");
  const score = within(DECIMAL, 0, 100);
  const decimal = within(DECIMAL, -Infinity, Infinity);
  const kind = oneOf(
    "true-false",
    "choice",
    "fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
  );

  const RESPONSES = {
    "true-false": /^[01tf]$/,
    choice: /^[a-z0-9](,[a-z0-9])*$/,
    "fill-in": /^[^]{0,255}$/,
    matching: /^[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*$/,
    performance: /^[^]{0,255}$/,
    sequencing: /^[a-z0-9](,[a-z0-9])*$/,
    likert: /^[a-z0-9]$/,
    numeric: /^-?\d+(\.\d+)?$/,
  };

  const is = (access, accepts) => ({ access, accepts });
  const ELEMENTS = {
    "cmi.core.student_id": is("r"),
    "cmi.core.student_name": is("r"),
    "cmi.core.lesson_location": is("rw", text(255)),
    "cmi.core.credit": is("r"),
    "cmi.core.lesson_status": is("rw", status),
    "cmi.core.entry": is("r"),
    "cmi.core.score.raw": is("rw", score),
    "cmi.core.score.min": is("rw", score),
    "cmi.core.score.max": is("rw", score),
    "cmi.core.total_time": is("r"),
    "cmi.core.lesson_mode": is("r"),
    "cmi.core.exit": is("w", oneOf("time-out", "suspend", "logout", "")),
    "cmi.core.session_time": is("w", timespan),
    "cmi.suspend_data": is("rw", text(4096)),
    "cmi.launch_data": is("r"),
    "cmi.comments": is("rw", text(4096)),
    "cmi.comments_from_lms": is("r"),
    "cmi.student_data.mastery_score": is("r"),
    "cmi.student_data.max_time_allowed": is("r"),
    "cmi.student_data.time_limit_action": is("r"),
    "cmi.student_preference.audio": is("rw", within(WHOLE, -1, 100)),
    "cmi.student_preference.language": is("rw", text(255)),
    "cmi.student_preference.speed": is("rw", within(WHOLE, -100, 100)),
    "cmi.student_preference.text": is("rw", within(WHOLE, -1, 1)),
    "cmi.objectives.n.id": is("rw", identifier),
    "cmi.objectives.n.score.raw": is("rw", score),
    "cmi.objectives.n.score.min": is("rw", score),
    "cmi.objectives.n.score.max": is("rw", score),
    "cmi.objectives.n.status": is("rw", (v) => status(v) || v === "not attempted"),
    "cmi.interactions.n.id": is("w", identifier),
    "cmi.interactions.n.objectives.n.id": is("w", identifier),
    "cmi.interactions.n.time": is("w", timeOfDay),
    "cmi.interactions.n.type": is("w", kind),
    "cmi.interactions.n.correct_responses.n.pattern": is("w", text(255)),
    "cmi.interactions.n.weighting": is("w", within(DECIMAL, -100, 100)),
    "cmi.interactions.n.student_response": is("w", text(255)),
    "cmi.interactions.n.result": is("w", (v) => outcome(v) || (v !== "" && decimal(v))),
    "cmi.interactions.n.latency": is("w", timespan),
  };

  const GROUPS = {
    "cmi.core":
      "student_id,student_name,lesson_location,credit,lesson_status,entry,score," +
      "total_time,lesson_mode,exit,session_time",
    "cmi.core.score": "raw,min,max",
    "cmi.student_data": "mastery_score,max_time_allowed,time_limit_action",
    "cmi.student_preference": "audio,language,speed,text",
    "cmi.objectives": "id,score,status",
    "cmi.objectives.n.score": "raw,min,max",
    "cmi.interactions":
      "id,objectives,time,type,correct_responses,weighting,student_response," +
      "result,latency",
  };
  const COLLECTIONS = [
    "cmi.objectives",
    "cmi.interactions",
    "cmi.interactions.n.objectives",
    "cmi.interactions.n.correct_responses",
  ];
  const ERRORS = {
    0: "No error",
    101: "General exception",
    201: "Invalid argument error",
    202: "Element cannot have children",
    203: "Element not an array. Cannot have count",
    301: "Not initialized",
    401: "Not implemented error",
    402: "Invalid set value, element is a keyword",
    403: "Element is read only",
    404: "Element is write only",
    405: "Incorrect data type",
  };

  // Type and response may come in either order, so each looks at the other.
  const fitsType = (values, element, value) => {
    const [, interaction, field] = element.match(/^(cmi\.interactions\.\d+)\.(.+)$/);
    const fits = (type, given, isPattern) => {
      const bare = isPattern ? given.replace(/^\{(.*)\}$/, "$1") : given;
      return !(type in RESPONSES) || RESPONSES[type].test(bare);
    };
    if (field === "student_response" || field.endsWith(".pattern")) {
      const type = values.get(`${interaction}.type`);
      return fits(type, value, field.endsWith(".pattern"));
    }
    if (field !== "type") return true;
    const already = values.flat();
    return Object.keys(already)
      .filter((name) => name.startsWith(`${interaction}.`))
      .filter((name) => /\.(student_response|pattern)$/.test(name))
      .every((name) => fits(value, already[name], name.endsWith(".pattern")));
  };

  // As Moodle adds: ".5" counts as 5 hundredths, and a total has two decimals.
  const addTimes = (...times) => {
    const hundredths = times.reduce((sum, time) => {
      const [hours, minutes, rest] = time.split(":");
      const [seconds, cents] = rest.split(".").map(Number);
      const minute = Number(hours) * 60 + Number(minutes);
      return sum + (minute * 60 + seconds) * 100 + (cents ?? 0);
    }, 0);
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    const seconds = hundredths / 100;
    const clock = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(two);
    return `${clock.join(":")}.${two(hundredths % 100)}`;
  };

  class Strict12 {
    constructor(launch) {
      this.launch = launch;
      this.committed = start12(launch);
      this.values = new Values(this.committed);
      this.error = 0;
      this.open = false;
      this.listsCommitted = false;
    }

    answer(error, result = error === 0 ? "true" : "false") {
      this.error = error;
      return result;
    }

    initialise(argument) {
      // Moodle's second bug: its lists are gone once they were committed.
      if (this.listsCommitted) {
        throw new TypeError(
          "Cannot read properties of undefined (reading 'interactions')",
        );
      }
      // Moodle's first bug: the values are read anew before anything is checked.
      this.values = new Values(this.committed);
      if (argument !== "") return this.answer(201);
      if (this.open) return this.answer(101);
      this.open = true;
      return this.answer(0);
    }

    finish(argument) {
      if (argument !== "") return this.answer(201);
      if (!this.open) return this.answer(301);
      this.open = false;
      this.closeStatus();
      const session = this.values.get("cmi.core.session_time") || "00:00:00";
      const total = addTimes(this.values.get("cmi.core.total_time"), session);
      this.values.set("cmi.core.total_time", total);
      this.store();
      return this.answer(0);
    }

    closeStatus() {
      const { values } = this;
      const name = "cmi.core.lesson_status";
      if (values.get(name) === "not attempted") values.set(name, "completed");
      const mastery = values.get("cmi.student_data.mastery_score");
      const raw = values.get("cmi.core.score.raw");
      if (values.get("cmi.core.lesson_mode") !== "normal") return;
      if (mastery === "" || raw === "") return;
      const passed = Number(raw) >= Number(mastery);
      values.set(name, passed ? "passed" : "failed");
    }

    commit(argument) {
      if (argument !== "") return this.answer(201);
      if (!this.open) return this.answer(301);
      this.store();
      return this.answer(0);
    }

    store() {
      const before = this.committed;
      this.committed = this.values.flat();
      this.listsCommitted ||= Object.entries(this.committed).some(
        ([name, value]) =>
          /^cmi\.(objectives|interactions)\./.test(name) && before[name] !== value,
      );
      this.launch.store(this.committed);
    }

    get(element) {
      if (!this.open) return this.answer(301, "");
      const keyword = /^(.+)\.(_children|_count)$/.exec(element);
      if (element === "cmi._version") return this.answer(0, "3.4");
      if (keyword) return this.keyword(keyword[1], keyword[2]);
      const known = ELEMENTS[shape(element)];
      if (!known) return this.answer(201, "");
      if (known.access === "w") return this.answer(404, "");
      const there = ([list, index]) => index < this.values.count(list);
      if (!places(element).every(there)) return this.answer(201, "");
      return this.answer(0, this.values.get(element));
    }

    keyword(owner, word) {
      const isList = COLLECTIONS.includes(shape(owner));
      if (word === "_count") {
        if (isList) return this.answer(0, String(this.values.count(owner)));
        return this.answer(shape(owner) in ELEMENTS ? 203 : 201, "");
      }
      const group = GROUPS[shape(owner)];
      if (group) return this.answer(0, group);
      return this.answer(shape(owner) in ELEMENTS ? 202 : 201, "");
    }

    set(element, value) {
      const given = String(value);
      this.error = this.open ? this.refusal(element, given) : 301;
      if (this.error !== 0) return "false";
      this.values.set(element, this.stored(element, given));
      return "true";
    }

    stored(element, given) {
      if (element === "cmi.comments") return this.values.get(element) + given;
      const isScore = ELEMENTS[shape(element)].accepts === score;
      return isScore && given === "" ? "0" : given;
    }

    refusal(element, value) {
      if (/\.(_children|_count|_version)$/.test(element)) return 402;
      const known = ELEMENTS[shape(element)];
      if (!known) return 201;
      const reachable = ([list, index]) => index <= this.values.count(list);
      if (!places(element).every(reachable)) return 201;
      if (known.access === "r") return 403;
      if (!known.accepts(value, this.launch.loose)) return 405;
      if (this.launch.loose || !element.startsWith("cmi.interactions.")) return 0;
      return fitsType(this.values, element, value) ? 0 : 405;
    }
  }

  lms.kinds.strict12 = (launch) => {
    const it = new Strict12(launch);
    return {
      LMSInitialize: (argument) => it.initialise(argument),
      LMSFinish: (argument) => it.finish(argument),
      LMSGetValue: (element) => it.get(element),
      LMSSetValue: (element, value) => it.set(element, value),
      LMSCommit: (argument) => it.commit(argument),
      LMSGetLastError: () => String(it.error),
      LMSGetErrorString: (code) => ERRORS[code] ?? "",
      LMSGetDiagnostic: (code) => ERRORS[code || it.error] ?? "",
    };
  };
}
