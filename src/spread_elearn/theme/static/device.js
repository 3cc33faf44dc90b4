// What is kept on the device. Storage may be missing, full or forbidden: then nothing is kept, and nothing breaks.
//
//   spread:MODULE:SCO                    progress where no LMS is known
//   spread:MODULE:SCO:LEARNER/ATTEMPT    the copy of one attempt of one learner (a hash)
//   spread:MODULE:SCO:-/MARK             work of a session that has not found its LMS yet
//   spread:MODULE:SCO:LEARNER:notes      what never leaves the device; without an LMS: ...:notes
//   spread:MODULE:SCO:PATH:LEARNER       the copy of an older version of this player
//   spread:learner                       in the tab alone: who and which attempt was here last
"use strict";
{
  const spread = (globalThis.spread ??= {});
  const { attempt } = spread;
  const DAY = 24 * 3600 * 1000;
  const LONGEST_DAYS = 60;
  const LAST = "spread:learner";
  /** Stands for a learner whom the LMS has not named yet. */
  const UNKNOWN = "-";
  const PROBE = "spread:probe";

  /** 53 bits of FNV-1a in two halves: tells learners apart without naming them. */
  const hash = (text) => {
    let low = 0x811c9dc5;
    let high = 0x01000193;
    for (let n = 0; n < text.length; n++) {
      low = Math.imul(low ^ text.charCodeAt(n), 0x01000193);
      high = Math.imul(high ^ text.charCodeAt(n), 0x85ebca6b);
    }
    return ((high >>> 11) * 2 ** 32 + (low >>> 0)).toString(36);
  };

  const parsed = (text) => {
    const found = attempt(() => JSON.parse(text));
    return found && typeof found === "object" ? found : {};
  };

  const use = (window, name, action) => attempt(() => action(window[name]));

  /** One entry of `localStorage`, or of `sessionStorage` where it may only live until the tab closes. */
  const entryOf = (window, key, lasting) => {
    const stores = lasting ? ["localStorage", "sessionStorage"] : ["sessionStorage"];

    const read = () => {
      for (const name of stores) {
        const text = use(window, name, (store) => store.getItem(key));
        if (text) return text;
      }
      return "";
    };

    const drop = () => {
      for (const name of stores) use(window, name, (store) => store.removeItem(key));
    };

    const writeTo = (name, text) =>
      use(window, name, (store) => {
        store.setItem(key, text);
        return store.getItem(key) === text;
      });

    const write = (text) => {
      const written = stores.find((name) => writeTo(name, text));
      // An older text elsewhere would be read first, or come back one day.
      for (const name of stores) {
        if (written && name !== written)
          use(window, name, (store) => store.removeItem(key));
      }
      return Boolean(written);
    };

    return { key, read, write, drop, load: () => parsed(read()) };
  };

  const keysIn = (window, lasting) => {
    const stores = lasting ? ["localStorage", "sessionStorage"] : ["sessionStorage"];
    const found = new Set();
    for (const name of stores) {
      const count = use(window, name, (store) => store.length) ?? 0;
      for (let n = 0; n < count; n++) {
        const key = use(window, name, (store) => store.key(n));
        if (key?.startsWith("spread:")) found.add(key);
      }
    }
    return [...found];
  };

  /** The path of the page as a hint at its activity. Moodle counts a package's revisions there. */
  const placeOf = (window) => {
    const path = attempt(() => window.location.pathname, "") ?? "";
    return hash(path.replace(/\/content\/\d+\//, "/"));
  };

  /**
   * The shelf of one SCO. A learner is a hash, "" where the LMS names none (then nothing outlives
   * the tab), or null where no LMS is known.
   */
  const open = (window, module, sco = "module") => {
    const stem = `spread:${module}:${sco}`;
    const last = entryOf(window, LAST, false);
    const own = `${module}:${sco}`;

    const copy = (learner, mark) => {
      if (learner === null) return entryOf(window, stem, true);
      return entryOf(window, `${stem}:${learner}/${mark}`, learner !== "");
    };

    const isOf = (key, learner) => {
      if (learner === null) return key === stem;
      const rest = key.slice(stem.length + 1);
      const old = /^[^:/]+:([^:/]*)$/.exec(rest);
      return (
        key.startsWith(`${stem}:`) &&
        (rest.startsWith(`${learner}/`) || old?.[1] === learner)
      );
    };

    /** Every copy of this learner, as entries. */
    const copies = (learner) =>
      keysIn(window, learner !== "")
        .filter((key) => isOf(key, learner))
        .map((key) => entryOf(window, key, learner !== ""));

    /** What never leaves the device. An older version kept it under the page's path as well. */
    const notes = (learner) => {
      const lasting = learner !== "";
      const key = learner === null ? `${stem}:notes` : `${stem}:${learner}:notes`;
      const entry = entryOf(window, key, lasting);
      const ending = `:${learner}:notes`;
      const load = () => {
        if (learner === null || entry.read()) return entry.load();
        const old = keysIn(window, lasting).find(
          (one) => one.startsWith(`${stem}:`) && one.endsWith(ending),
        );
        return old ? entryOf(window, old, lasting).load() : {};
      };
      return { ...entry, load };
    };

    const remember = (learner, mark) => {
      const marks = { ...last.load().marks, [own]: mark };
      last.write(JSON.stringify({ learner, marks }));
    };

    /** Who was here last in this tab: for a session that cannot ask. */
    const recall = () => {
      const found = last.load();
      if (typeof found.learner !== "string") return null;
      return { learner: found.learner, attempt: found.marks?.[own] ?? "" };
    };

    /** Copies that nobody has proved for 60 days go, of whatever package of ours. */
    const expire = (now) => {
      for (const key of keysIn(window, true)) {
        if (!/^spread:[^:]+:[^:]+:[^:]*[/:][^:]*$/.test(key) || key.endsWith(":notes"))
          continue;
        const entry = entryOf(window, key, true);
        const found = entry.load();
        if (!found.state) continue;
        const when = found.when ?? now;
        if (now - when > LONGEST_DAYS * DAY) entry.drop();
        else if (!found.when) entry.write(JSON.stringify({ ...found, when }));
      }
    };

    /** Whether anything can be kept: tried, not believed. */
    const keeps = () => {
      const probe = entryOf(window, PROBE, true);
      const good = probe.write("1");
      probe.drop();
      return good;
    };

    return {
      copy,
      copies,
      notes,
      remember,
      recall,
      expire,
      keeps,
      place: placeOf(window),
    };
  };

  spread.device = { hash, open, UNKNOWN };
}
