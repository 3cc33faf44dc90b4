// What every kind of LMS shares: values by their full names, and how an attempt starts
// from what was stored (entry, mode and credit as Moodle does it).
"use strict";
globalThis.lms = { kinds: {} };
{
  /** Values of the data model by full name; a collection's count follows from them. */
  class Values {
    #values = new Map();
    #counts = new Map();

    constructor(flat) {
      for (const [name, value] of Object.entries(flat)) this.set(name, value);
    }

    get(name) {
      return this.#values.get(name) ?? "";
    }

    set(name, value) {
      this.#values.set(name, value);
      for (const found of name.matchAll(/\.(\d+)(?=\.)/g)) {
        const collection = name.slice(0, found.index);
        const atLeast = Number(found[1]) + 1;
        this.#counts.set(collection, Math.max(this.count(collection), atLeast));
      }
    }

    count(collection) {
      return this.#counts.get(collection) ?? 0;
    }

    /** The values of one field in all entries of a collection. */
    column(collection, field) {
      const rows = [...Array(this.count(collection)).keys()];
      return rows.map((row) => this.get(`${collection}.${row}.${field}`));
    }

    flat() {
      return Object.fromEntries(this.#values);
    }
  }

  /** `cmi.interactions.3.id` -> `cmi.interactions.n.id`; no leading zeros. */
  const shape = (name) => name.replace(/\.(0|[1-9]\d*)(?=\.|$)/g, ".n");

  /** Every collection in a name with the index used: [["cmi.interactions", 3]]. */
  const places = (name) =>
    [...name.matchAll(/\.(\d+)(?=\.|$)/g)].map((found) => [
      name.slice(0, found.index),
      Number(found[1]),
    ]);

  const without = (flat, ...names) =>
    Object.fromEntries(Object.entries(flat).filter(([name]) => !names.includes(name)));

  // Moodle opens an attempt that has a final status for review (scorm_check_mode).
  const modeOf = (asked, final) => {
    const mode = asked === "normal" && final ? "review" : asked;
    return { mode, credit: mode === "normal" ? "credit" : "no-credit" };
  };

  /** SCORM 1.2: the values at launch, from those stored in the attempt. */
  const start12 = ({ learner, name, stored, mode, mastery }) => {
    const status = stored["cmi.core.lesson_status"] ?? "";
    const now = modeOf(mode, ["passed", "completed", "failed"].includes(status));
    const resumed = stored["cmi.core.exit"] === "suspend" ? "resume" : "";
    return {
      "cmi.core.lesson_status": "not attempted",
      "cmi.core.total_time": "00:00:00",
      "cmi.student_preference.audio": "0",
      "cmi.student_preference.speed": "0",
      "cmi.student_preference.text": "0",
      ...without(stored, "cmi.core.session_time"),
      "cmi.core.student_id": learner,
      "cmi.core.student_name": name,
      "cmi.core.credit": now.credit,
      "cmi.core.lesson_mode": now.mode,
      "cmi.core.entry": status === "" ? "ab-initio" : resumed,
      "cmi.student_data.mastery_score": mastery,
    };
  };

  /** SCORM 2004: the same. An exit other than suspend has ended the attempt. */
  const start2004 = ({ learner, name, stored, mode, mastery }) => {
    const ended = stored["cmi.exit"] !== "suspend" && "cmi.exit" in stored;
    const kept = ended ? {} : stored;
    const final =
      kept["cmi.completion_status"] === "completed" ||
      ["passed", "failed"].includes(kept["cmi.success_status"]);
    const now = modeOf(mode, final);
    const fresh = Object.keys(kept).length === 0 ? "ab-initio" : "";
    return {
      "cmi.completion_status": "unknown",
      "cmi.success_status": "unknown",
      "cmi.total_time": "PT0S",
      "cmi.learner_preference.audio_level": "1",
      "cmi.learner_preference.delivery_speed": "1",
      "cmi.learner_preference.audio_captioning": "0",
      ...without(kept, "cmi.session_time", "cmi.exit"),
      "cmi.learner_id": learner,
      "cmi.learner_name": name,
      "cmi.credit": now.credit,
      "cmi.mode": now.mode,
      "cmi.entry": kept["cmi.exit"] === "suspend" ? "resume" : fresh,
      "cmi.scaled_passing_score": mastery === "" ? "" : String(Number(mastery) / 100),
    };
  };

  Object.assign(lms, { Values, shape, places, start12, start2004 });
}
