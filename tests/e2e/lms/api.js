// The API that a SCO sees: any kind of LMS behind a log, a judge and the faults
// that a test asks for. A call that the LMS refuses is a violation; what a fault
// does is not.
"use strict";
{
  const VERSIONS = {
    scorm12: {
      global: "API",
      prefix: "LMS",
      finish: "LMSFinish",
      mode: "cmi.core.lesson_mode",
      learner: "cmi.core.student_id",
    },
    scorm2004: {
      global: "API_1484_11",
      prefix: "",
      finish: "Terminate",
      mode: "cmi.mode",
      learner: "cmi.learner_id",
    },
  };
  const NOT_INITIALISED_2004 = "403";
  const SLOW = 400;

  const isQuestion = (name) => /Get(LastError|ErrorString|Diagnostic)$/.test(name);
  const show = (name, given) => `${name}(${given.map((v) => JSON.stringify(v))})`;

  const blockFor = (milliseconds) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
  };

  const isNumber = (value) =>
    typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value);

  class Gate {
    constructor({ version, lms, mode, wire, flag, isOn }) {
      Object.assign(this, { version, lms, mode, wire, flag, isOn });
      this.injected = null;
      this.initialised = 0;
    }

    call(name, given) {
      if (isQuestion(name)) return this.ask(name, given);
      const log = { function: name, arguments: given.map(String) };
      try {
        return this.log(log, this.faulty(name, given) ?? this.real(name, given));
      } catch (error) {
        this.log({ ...log, thrown: String(error) }, null);
        throw error;
      }
    }

    log(entry, result) {
      const error = this.injected ?? String(this.lms[this.named("GetLastError")]());
      this.wire.log({ ...entry, result: result && String(result), error });
      return result;
    }

    named(name) {
      return this.version.prefix + name;
    }

    ask(name, given) {
      this.breakIfAsked(name);
      if (!name.endsWith("GetLastError")) return this.lms[name](...given);
      return this.typed(this.injected ?? this.lms[name]());
    }

    breakIfAsked(name) {
      if (!isQuestion(name)) this.injected = null;
      if (!this.isOn("throws") && !this.isOn("removed")) return;
      this.injected = "101";
      throw new Error(`${name}: the connection to the LMS is lost`);
    }

    /** A result that a fault makes up, or undefined. */
    faulty(name, given) {
      this.breakIfAsked(name);
      const isCommit = name === this.named("Commit") || name === this.version.finish;
      if (isCommit && this.isOn("slow-commit")) blockFor(SLOW);
      const fails =
        (isCommit && this.isOn("commit-false")) ||
        (name === this.named("Initialize") && this.isOn("initialise-false"));
      if (!fails) return undefined;
      this.injected = "101";
      return "false";
    }

    real(name, given) {
      let result;
      try {
        result = this.lms[name](...given);
      } catch (error) {
        this.flag("thrown", `${show(name, given)}: ${error}`);
        throw error;
      }
      this.judge(name, given, String(this.lms[this.named("GetLastError")]()));
      return name === this.named("GetValue") ? this.typed(result) : result;
    }

    typed(value) {
      return this.isOn("numbers") && isNumber(value) ? Number(value) : value;
    }

    judge(name, given, error) {
      const shown = show(name, given);
      if (given.some((value) => typeof value !== "string")) {
        this.flag("no-string", shown);
      }
      const isUnset =
        this.version.prefix === "" &&
        name === "GetValue" &&
        error === NOT_INITIALISED_2004;
      if (error !== "0" && !isUnset) this.flag("refused", `${shown}: ${error}`);
      if (error === "0" && name === this.named("SetValue")) this.judgeSet(shown, given);
      if (error === "0" && name === this.named("Initialize")) this.judgeStart(shown);
    }

    judgeSet(shown, [element]) {
      if (this.mode !== "normal") this.flag("review", `${shown} in mode ${this.mode}`);
      // Moodle's server fails at the commit after it.
      if (element === "adl.nav.request") this.flag("navigation", shown);
    }

    judgeStart(shown) {
      this.initialised += 1;
      if (this.initialised > 1) this.flag("again", `${shown} again in one page`);
    }

    api() {
      const names = Object.keys(this.lms);
      const doors = names.map((name) => [name, (...given) => this.call(name, given)]);
      return Object.fromEntries(doors);
    }
  }

  Object.assign(bench, { VERSIONS, Gate });
}
