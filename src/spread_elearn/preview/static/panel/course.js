// The LMS of this window: attempts, launches, and the API with a log and faults.
"use strict";
{
  const KEPT = "preview.attempts";
  const MOST_CALLS = 400;
  const VERSIONS = {
    scorm12: { kind: "strict12", global: "API", prefix: "LMS", finish: "LMSFinish", start: lms.start12 },
    scorm2004: { kind: "strict2004", global: "API_1484_11", prefix: "", finish: "Terminate", start: lms.start2004 },
  };

  // Attempts live as long as the window: another one is another course.
  const load = () => {
    try { return JSON.parse(sessionStorage.getItem(KEPT)) ?? {}; } catch { return {}; }
  };
  const save = (attempts) => {
    try { sessionStorage.setItem(KEPT, JSON.stringify(attempts)); } catch { /* a full or closed store: kept until the window goes */ }
  };

  class Course {
    constructor(tell) {
      this.tell = tell;
      this.attempts = load();
      this.attempts.window ??= Math.random().toString(36).slice(2, 10);
      this.learner = 1;
      this.review = this.away = this.loose = false;
      this.calls = [];
      this.flat = {};
    }

    key(sco) {
      return [sco, this.learner].join(" ");
    }

    /** Forget what this learner did in a SCO. */
    forget(sco) {
      delete this.attempts[this.key(sco)];
      save(this.attempts);
    }

    /** Open the API for a launch; for a web page there is none. */
    open(format, sco) {
      delete window.API;
      delete window.API_1484_11;
      this.version = VERSIONS[format];
      [this.calls, this.flat] = [[], {}];
      if (!this.version) return this.tell();
      const key = this.key(sco);
      const launch = {
        learner: `learner-${this.learner}-${this.attempts.window}`,
        name: `Learner, ${this.learner}`,
        stored: this.attempts[key] ?? {},
        mode: this.review ? "review" : "normal",
        mastery: "",
        loose: this.loose,
        flag() {},
        store: (flat) => {
          this.flat = { ...flat };
          this.attempts[key] = { ...flat };
          save(this.attempts);
        },
      };
      this.flat = this.version.start(launch);
      const api = lms.kinds[this.version.kind](launch);
      window[this.version.global] = this.gate(api);
      this.tell();
    }

    gate(api) {
      const doors = Object.keys(api).map((name) => [name, (...given) => this.call(api, name, given)]);
      return Object.fromEntries(doors);
    }

    call(api, name, given) {
      const { prefix } = this.version;
      const short = name.slice(prefix.length);
      if (/^GetLastError$/.test(short)) return this.lost ? "101" : api[name]();
      if (/^Get(ErrorString|Diagnostic)$/.test(short)) return api[name](...given);
      this.lost = this.away && /^(Initialize|Commit|Finish|Terminate)$/.test(short);
      const entry = { name, given: given.map(String) };
      try {
        entry.result = this.lost ? "false" : api[name](...given);
      } catch (error) {
        this.log({ ...entry, result: String(error), error: "101", text: String(error) });
        throw error;
      }
      const code = this.lost ? "101" : api[`${prefix}GetLastError`]();
      if (short === "SetValue" && code === "0") this.flat[given[0]] = String(given[1]);
      this.log({ ...entry, ...this.judge(api, short, code) });
      return entry.result;
    }

    // A value that was never set is an answer in 2004, no mistake.
    judge(api, short, code) {
      const unset = this.version.prefix === "" && short === "GetValue" && code === "403";
      if (code === "0" || unset) return { error: "" };
      const text = this.lost ? preview.word("call-away") : api[`${this.version.prefix}GetErrorString`](code);
      return { error: code, text };
    }

    log(entry) {
      this.calls.unshift(entry);
      this.calls.length = Math.min(this.calls.length, MOST_CALLS);
      this.tell();
    }
  }

  Object.assign(preview, { Course });
}
