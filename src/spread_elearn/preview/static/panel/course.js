// The LMS of this window: attempts, launches, and the API with a log and faults.
"use strict";
{
  const KEPT = "preview.attempts";
  const MOST_CALLS = 400;
  const VERSIONS = {
    scorm12: {
      kind: "strict12",
      global: "API",
      prefix: "LMS",
      start: lms.start12,
    },
    scorm2004: {
      kind: "strict2004",
      global: "API_1484_11",
      prefix: "",
      start: lms.start2004,
    },
  };

  class Course {
    constructor(notify) {
      this.notify = notify;
      this.attempts = load();
      this.attempts.window ??= Math.random().toString(36).slice(2, 10);
      this.learner = 1;
      this.review = false;
      this.away = false;
      this.loose = false;
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
      this.calls = [];
      this.flat = {};
      if (this.version) this.launch(this.key(sco));
      this.notify();
    }

    launch(key) {
      const launch = {
        learner: `learner-${this.learner}-${this.attempts.window}`,
        name: `Learner, ${this.learner}`,
        stored: this.attempts[key] ?? {},
        mode: this.review ? "review" : "normal",
        mastery: "",
        loose: this.loose,
        flag() {},
        store: (flat) => this.store(key, flat),
      };
      this.flat = this.version.start(launch);
      const api = lms.kinds[this.version.kind](launch);
      window[this.version.global] = this.logged(api);
    }

    store(key, flat) {
      this.flat = { ...flat };
      this.attempts[key] = { ...flat };
      save(this.attempts);
    }

    /** The same API; each call goes into the log. */
    logged(api) {
      const calls = Object.keys(api).map((name) => [
        name,
        (...given) => this.call(api, name, given),
      ]);
      return Object.fromEntries(calls);
    }

    call(api, name, given) {
      const short = name.slice(this.version.prefix.length);
      if (short === "GetLastError") return this.lost ? "101" : api[name]();
      if (/^Get(ErrorString|Diagnostic)$/.test(short)) return api[name](...given);
      this.lost = this.away && /^(Initialize|Commit|Finish|Terminate)$/.test(short);
      const entry = { name, given: given.map(String) };
      try {
        entry.result = this.lost ? "false" : api[name](...given);
      } catch (error) {
        const text = String(error);
        this.log({ ...entry, result: text, error: "101", text });
        throw error;
      }
      const code = this.lost ? "101" : this.lastError(api);
      if (short === "SetValue" && code === "0") this.flat[given[0]] = String(given[1]);
      this.log({ ...entry, ...this.judge(api, short, code) });
      return entry.result;
    }

    lastError(api) {
      return api[`${this.version.prefix}GetLastError`]();
    }

    // A value that was never set is an answer in 2004, no mistake.
    judge(api, short, code) {
      const { prefix } = this.version;
      const isUnset = prefix === "" && short === "GetValue" && code === "403";
      if (code === "0" || isUnset) return { error: "" };
      if (this.lost) return { error: code, text: preview.word("call-away") };
      return { error: code, text: api[`${prefix}GetErrorString`](code) };
    }

    log(entry) {
      this.calls.unshift(entry);
      this.calls.length = Math.min(this.calls.length, MOST_CALLS);
      this.notify();
    }
  }

  // Attempts live as long as the window: another one is another course.
  const load = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    } catch {
      return {};
    }
  };
  const save = (attempts) => {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(attempts));
    } catch {
      // A full or closed store: kept until the window goes.
    }
  };

  Object.assign(preview, { Course });
}
