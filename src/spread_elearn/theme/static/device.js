"use strict";
{
  // The copy on the device. Storage may be missing, full or forbidden: then nothing is kept, and nothing breaks.
  const spread = (globalThis.spread ??= {});

  /** 53 bits of FNV-1a in two halves: tells learners apart without naming them. */
  const hash = (text) => {
    let [low, high] = [0x811c9dc5, 0x01000193];
    for (let i = 0; i < text.length; i++) {
      low = Math.imul(low ^ text.charCodeAt(i), 0x01000193);
      high = Math.imul(high ^ text.charCodeAt(i), 0x85ebca6b);
    }
    return ((high >>> 11) * 2 ** 32 + (low >>> 0)).toString(36);
  };

  const attempt = (action, otherwise) => {
    try {
      return action();
    } catch {
      return otherwise;
    }
  };

  // An item is known by its path. Moodle counts revisions of a package in it: an update keeps the copy.
  const item = (window) => hash(attempt(() => window.location.pathname.replace(/\/content\/\d+\//, "/"), ""));

  /** One entry of `localStorage`, or of `sessionStorage` where it may only live until the tab closes. */
  const entry = (window, key, lasting) => {
    const stores = (lasting ? ["localStorage", "sessionStorage"] : ["sessionStorage"]).map(
      (name) => (action, otherwise) => attempt(() => action(window[name]), otherwise),
    );
    const read = () => stores.map((use) => use((store) => store.getItem(key), null)).find(Boolean) ?? "";
    const drop = () => stores.forEach((use) => use((store) => store.removeItem(key)));
    // An older copy elsewhere would be read first.
    const write = (text) => (drop(), stores.some((use) => use((store) => (store.setItem(key, text), true), false)));
    return { key, read, write, drop };
  };

  /** The copy of one SCO for one learner; an LMS that names no learner has one until the tab closes. */
  const copy = (window, { module, sco }, learner) => {
    const place = `spread:${module}:${sco}`;
    if (learner === null) return entry(window, place, true);
    return entry(window, `${place}:${item(window)}:${learner}`, learner !== "");
  };

  // After Initialize has failed the learner's id cannot be asked: the tab remembers its hash.
  const last = (window) => entry(window, "spread:learner", false);

  spread.device = { hash, entry, copy, last };
}
