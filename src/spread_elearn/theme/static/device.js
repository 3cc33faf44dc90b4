"use strict";
{
  // What is kept on the device. Storage may be missing, full or forbidden: then nothing is kept, and nothing breaks.
  const spread = (globalThis.spread ??= {});
  const { attempt } = spread;

  /** 53 bits of FNV-1a in two halves: tells learners apart without naming them. */
  const hash = (text) => {
    let [low, high] = [0x811c9dc5, 0x01000193];
    for (const unit of text) {
      low = Math.imul(low ^ unit.charCodeAt(0), 0x01000193);
      high = Math.imul(high ^ unit.charCodeAt(0), 0x85ebca6b);
    }
    return ((high >>> 11) * 2 ** 32 + (low >>> 0)).toString(36);
  };

  /** One entry of `localStorage`, or of `sessionStorage` where it may only live until the tab closes. */
  const entry = (window, key, lasting) => {
    const stores = lasting ? ["localStorage", "sessionStorage"] : ["sessionStorage"];
    const use = (name, action) => attempt(() => action(window[name]));
    const read = () => stores.map((name) => use(name, (store) => store.getItem(key))).find(Boolean) ?? "";
    const load = () => Object(attempt(() => JSON.parse(read())));
    const drop = () => stores.forEach((name) => use(name, (store) => store.removeItem(key)));
    const write = (text) => {
      // An older text elsewhere would be read first.
      drop();
      return stores.some((name) => use(name, (store) => (store.setItem(key, text), true)));
    };
    return { key, read, load, write, drop };
  };

  /** The hash that stands for a learner. A session that did not open cannot ask: the tab remembers its last. */
  const learner = (window, id, stopped) => {
    const last = entry(window, "spread:learner", false);
    if (id) last.write(hash(id));
    return id ? hash(id) : stopped ? last.read() : "";
  };

  /** The entries of one SCO, its copy and its notes, for one learner: null without an LMS, "" where it names none. */
  const open = (window, module, sco = "module", learner = null) => {
    // An item is known by its path. Moodle counts revisions of a package there: an update keeps the copy.
    const path = attempt(() => window.location.pathname.replace(/\/content\/\d+\//, "/"), "");
    const key = `spread:${module}:${sco}${learner === null ? "" : `:${hash(path)}:${learner}`}`;
    return [key, `${key}:notes`].map((name) => entry(window, name, learner !== ""));
  };

  spread.device = { hash, learner, open };
}
