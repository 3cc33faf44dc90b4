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
    const use = (name, action, ...rest) => attempt(() => [window[name][action](key, ...rest)])?.[0];
    const read = () => stores.map((name) => use(name, "getItem")).find(Boolean) ?? "";
    const drop = () => stores.forEach((name) => use(name, "removeItem"));
    const write = (text) => {
      // An older text elsewhere would be read first.
      drop();
      return stores.some((name) => use(name, "setItem", text) === undefined && use(name, "getItem") === text);
    };
    return { key, read, write, drop };
  };

  /** The entries of one SCO for one learner: null without an LMS, "" where it names none. */
  const open = (window, module, sco = "module", learner = null) => {
    // An item is known by its path. Moodle counts revisions of a package there: an update keeps the copy.
    const path = attempt(() => window.location.pathname.replace(/\/content\/\d+\//, "/"), "");
    const key = `spread:${module}:${sco}${learner === null ? "" : `:${hash(path)}:${learner}`}`;
    return [key, `${key}:notes`].map((name) => entry(window, name, learner !== ""));
  };

  spread.device = { hash, entry, open };
}
