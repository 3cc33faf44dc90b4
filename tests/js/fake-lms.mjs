// Both APIs, strict: only what the standards allow, in the formats they (and Moodle's expressions) ask for.
// What is set is kept by `commit` alone, and Moodle's habits can be switched on one by one.

const STATUS = /^(passed|completed|failed|incomplete|browsed)$/;
const SPAN = /^\d{2,4}:\d{2}:\d{2}(\.\d{2})?$/;
const CENT = /^(100|\d{1,2})(\.\d{1,2})?$/;
const ID = /^[A-Za-z0-9]([\w.]*[A-Za-z0-9])?$/;
const DURATION = /^PT\d+(\.\d{1,2})?S$/;
const REAL = /^-?\d{1,5}(\.\d{1,18})?$/;
const UNIT = /^-?(1(\.0+)?|0(\.\d{1,7})?)$/;
const upTo = (length) => new RegExp(`^[\\x20-\\x7e]{0,${length}}$`);
const free = (length) => new RegExp(`^[\\s\\S]{0,${length}}$`);

const V12 = {
  prefix: "LMS",
  finish: "LMSFinish",
  read: {
    "cmi.core.lesson_mode": "normal",
    "cmi.core.credit": "credit",
    "cmi.core.entry": "ab-initio",
    "cmi.core.student_id": "anna",
    "cmi.core.lesson_status": "not attempted",
    "cmi.core.lesson_location": "",
    "cmi.core.score.raw": "",
    "cmi.suspend_data": "",
    "cmi.student_preference.language": "",
  },
  write: {
    "cmi.core.lesson_status": STATUS,
    "cmi.core.lesson_location": upTo(255),
    "cmi.core.exit": /^(time-out|suspend|logout|)$/,
    "cmi.core.session_time": SPAN,
    "cmi.core.score.raw": CENT,
    "cmi.core.score.min": CENT,
    "cmi.core.score.max": CENT,
    "cmi.suspend_data": upTo(4096),
    "cmi.student_preference.language": free(255),
    "cmi.interactions.n.id": ID,
    "cmi.interactions.n.objectives.n.id": ID,
    "cmi.interactions.n.time": /^[0-2]\d:[0-5]\d:[0-5]\d$/,
    "cmi.interactions.n.type":
      /^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/,
    "cmi.interactions.n.correct_responses.n.pattern": free(255),
    "cmi.interactions.n.weighting": CENT,
    "cmi.interactions.n.student_response": free(255),
    "cmi.interactions.n.result":
      /^(correct|wrong|unanticipated|neutral|\d{0,3}(\.\d+)?)$/,
    "cmi.interactions.n.latency": SPAN,
    "cmi.objectives.n.id": ID,
    "cmi.objectives.n.score.raw": CENT,
    "cmi.objectives.n.score.min": CENT,
    "cmi.objectives.n.score.max": CENT,
    "cmi.objectives.n.status": STATUS,
  },
  secret: /^cmi\.(core\.(exit|session_time)|interactions\.\d+\..*[^t]$)/,
  codes: { unknown: "201", type: "405", closed: "301", again: "101", unset: "0" },
};

const V2004 = {
  prefix: "",
  finish: "Terminate",
  read: {
    "cmi.mode": "normal",
    "cmi.credit": "credit",
    "cmi.entry": "ab-initio",
    "cmi.learner_id": "anna",
    "cmi.completion_status": "unknown",
    "cmi.success_status": "unknown",
    "cmi.location": null,
    "cmi.score.raw": null,
    "cmi.suspend_data": null,
    "cmi.learner_preference.language": "",
  },
  write: {
    "cmi.completion_status": /^(completed|incomplete|not attempted|unknown)$/,
    "cmi.success_status": /^(passed|failed|unknown)$/,
    "cmi.location": upTo(1000),
    "cmi.exit": /^(suspend|normal|)$/,
    "cmi.session_time": DURATION,
    "cmi.score.scaled": UNIT,
    "cmi.score.raw": REAL,
    "cmi.score.min": REAL,
    "cmi.score.max": REAL,
    "cmi.progress_measure": /^(1|0(\.\d{1,7})?)$/,
    "cmi.suspend_data": upTo(64000),
    "cmi.learner_preference.language": free(250),
    "cmi.interactions.n.id": ID,
    "cmi.interactions.n.objectives.n.id": ID,
    "cmi.interactions.n.timestamp": /^20[0-3]\d-\d\d-\d\dT\d\d:\d\d:\d\d$/,
    "cmi.interactions.n.type":
      /^(true-false|choice|(long-)?fill-in|matching|performance|sequencing|likert|numeric|other)$/,
    "cmi.interactions.n.correct_responses.n.pattern": free(4000),
    "cmi.interactions.n.weighting": REAL,
    "cmi.interactions.n.learner_response": free(4000),
    "cmi.interactions.n.result":
      /^(correct|incorrect|unanticipated|neutral|\d{1,5}(\.\d+)?)$/,
    "cmi.interactions.n.latency": DURATION,
    "cmi.interactions.n.description": free(250),
    "cmi.objectives.n.id": ID,
    "cmi.objectives.n.score.scaled": UNIT,
    "cmi.objectives.n.score.raw": REAL,
    "cmi.objectives.n.score.min": REAL,
    "cmi.objectives.n.score.max": REAL,
    "cmi.objectives.n.success_status": /^(passed|failed|unknown)$/,
    "cmi.objectives.n.completion_status": /^(completed|incomplete)$/,
  },
  secret: /^cmi\.(exit|session_time)$/,
  codes: { unknown: "401", type: "406", closed: "122", again: "103", unset: "403" },
};

export class Lms {
  /** `stored` is what the LMS keeps between launches; a new Lms over the same one is the next launch. */
  constructor(standard = "scorm12", { stored = new Map(), ...values } = {}) {
    this.version = standard === "scorm12" ? V12 : V2004;
    this.stored = stored;
    this.own = values;
    this.reload();
    this.calls = [];
    this.faults = [];
    this.history = [];
    this.open = false;
    this.finished = false;
    this.failing = false;
    this.throwing = false;
    this.forgetful = false;
    this.numbers = false;
    this.code = "0";
    const { prefix, finish } = this.version;
    const answer =
      (name, work) =>
      (...args) =>
        this.answer(name, work, args);
    this.api = {
      [`${prefix}Initialize`]: answer("Initialize", () => this.initialize()),
      [finish]: answer("Finish", () => this.finish()),
      [`${prefix}GetValue`]: answer("GetValue", (element) => this.get(element)),
      [`${prefix}SetValue`]: answer("SetValue", (element, value) =>
        this.set(element, value),
      ),
      [`${prefix}Commit`]: answer("Commit", () => this.commit()),
      [`${prefix}GetLastError`]: () => (
        this.calls.push(["GetLastError"]),
        this.numbers ? Number(this.code) : this.code
      ),
    };
  }

  /** The page of the LMS loads: it has what is stored by now. */
  reload() {
    const stored = Object.fromEntries(this.stored);
    this.values = new Map(
      Object.entries({ ...this.version.read, ...stored, ...this.own }),
    );
    this.collected = new Map(this.values);
  }

  answer(name, work, args) {
    this.calls.push([name, ...args]);
    if (this.throwing) throw new TypeError("Cannot read properties of undefined");
    if (args.some((arg) => typeof arg !== "string"))
      this.faults.push(`${name}: not a string`);
    this.code = "0";
    if (name !== "Initialize" && !this.open) {
      this.faults.push(`${name} without a session`);
      return this.refuse("closed", name === "GetValue" ? "" : "false");
    }
    const result = work(...args);
    return this.numbers && /^\d+(\.\d+)?$/.test(result) ? Number(result) : result;
  }

  refuse(reason, result = "false") {
    this.code = this.version.codes[reason];
    return result;
  }

  initialize() {
    if (this.open) return this.refuse("again");
    this.open = true;
    return "true";
  }

  get(element) {
    if (this.version.secret.test(element)) return this.refuse("unknown", "");
    const list = /^(.*)\._count$/.exec(element);
    if (list) return String(this.count(list[1]));
    if (!this.values.has(element)) return this.refuse("unknown", "");
    return this.values.get(element) ?? this.refuse("unset", "");
  }

  count(list) {
    const indices = [...this.values.keys()].map(
      (name) =>
        new RegExp(`^${list.replace(/\./g, "\\.")}\\.(\\d+)\\.`).exec(name)?.[1],
    );
    return new Set(indices.filter(Boolean)).size;
  }

  set(element, value) {
    const format =
      this.version.write[element.replace(/\.\d+\./g, ".n.").replace(/\.\d+\./g, ".n.")];
    const gap = [...element.matchAll(/\.(\d+)\./g)].some(
      (hit) => Number(hit[1]) > this.count(element.slice(0, hit.index)),
    );
    const early =
      /^cmi\.interactions\.\d+\./.test(element) &&
      !/\.id$/.test(element) &&
      !this.values.has(element.replace(/^(cmi\.interactions\.\d+)\..*/, "$1.id"));
    if (!format || gap || early) {
      this.faults.push(`${element} = ${value}: ${format ? "order" : "unknown"}`);
      return this.refuse("unknown");
    }
    if (!format.test(value)) {
      this.faults.push(`${element} = ${value}: format`);
      return this.refuse("type");
    }
    this.values.set(element, value);
    return "true";
  }

  commit() {
    const fresh = [...this.values].filter(
      ([name, value]) => value !== null && this.collected.get(name) !== value,
    );
    // Moodle counts a value as sent when it is collected, whatever becomes of the request.
    if (this.forgetful) this.collected = new Map(this.values);
    if (this.failing) return this.refuse("again");
    if (this.failing === null) return "true"; // a beacon that is lost
    for (const [name, value] of fresh) this.stored.set(name, value);
    this.collected = new Map(this.values);
    this.history.push(new Map(this.stored));
    return "true";
  }

  finish() {
    // Terminate stores what was set since the last commit (2004 RTE 3.1.3.2); LMSFinish need not.
    if (this.version === V2004) this.commit();
    this.open = false;
    this.finished = true;
    return "true";
  }

  /** How often a function was called. */
  times(name) {
    return this.calls.filter(([call]) => call === name).length;
  }

  /** The values given to an element, in order. */
  given(element) {
    return this.calls
      .filter(([call, name]) => call === "SetValue" && name === element)
      .map(([, , value]) => value);
  }
}
