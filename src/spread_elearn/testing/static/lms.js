// The LMS of a test: one learner, one attempt, and a log of all that the package says.
"use strict";
{
  const VERSIONS = {
    scorm12: {
      kind: "strict12",
      global: "API",
      prefix: "LMS",
    },
    scorm2004: {
      kind: "strict2004",
      global: "API_1484_11",
      prefix: "",
    },
  };
  // A value that was never set is an answer in SCORM 2004 (RTE 3.1.7.6), no mistake.
  const UNSET = "403";

  class Course {
    constructor(standard) {
      this.version = VERSIONS[standard];
      this.values = {};
      this.calls = [];
      this.refused = [];
    }

    /** Show a page of the package; the attempt goes on where it was left. */
    open(address) {
      this.close();
      if (this.version) this.publish();
      this.frame = document.createElement("iframe");
      this.frame.title = "Course";
      this.frame.src = address;
      document.body.append(this.frame);
    }

    close() {
      this.frame?.remove();
      this.frame = null;
    }

    publish() {
      const api = lms.kinds[this.version.kind]({
        learner: "anna",
        name: "Rossi, Anna",
        stored: this.values,
        mode: "normal",
        mastery: "",
        flag() {},
        store: (flat) => {
          this.values = { ...flat };
        },
      });
      const doors = Object.keys(api).map((name) => [
        name,
        (...given) => this.call(api, name, given),
      ]);
      window[this.version.global] = Object.fromEntries(doors);
    }

    call(api, name, given) {
      const result = api[name](...given);
      if (/Get(LastError|ErrorString|Diagnostic)$/.test(name)) return result;
      const { prefix } = this.version;
      const error = api[`${prefix}GetLastError`]();
      this.calls.push({
        name,
        given: given.map(String),
        result: String(result),
        error,
      });
      const isUnset = prefix === "" && name === "GetValue" && error === UNSET;
      if (error !== "0" && !isUnset) {
        const told = api[`${prefix}GetErrorString`](error);
        this.refused.push(`${name}(${given.join(", ")}): ${error} ${told}`);
      }
      return result;
    }
  }

  window.Course = Course;
}
