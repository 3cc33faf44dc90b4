"use strict";
{
  // The copy on the device, and the way from there to the LMS.
  // Storage may be missing, full or forbidden: then nothing is kept, and nothing breaks.
  const spread = (globalThis.spread ??= {});
  const LONGEST_PAUSE = 60000;
  const ESSENTIAL = ["state", "status", "score"];

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
    return { key, lasting, read, write, drop };
  };

  /** The copy of one SCO for one learner: null without an LMS, "" where it names none. */
  const copy = (window, module, sco = "module", learner = null) => {
    const place = `spread:${module}:${sco}`;
    return learner === null
      ? entry(window, place, true)
      : entry(window, `${place}:${item(window)}:${learner}`, learner !== "");
  };

  // Moodle sends only what differs from its last commit, even where that commit failed. What was lost in this
  // way is first set to something else, and to the truth in a second commit.
  const unlike = ({ status, score, ...facts }, confirmed) => {
    const again = status !== confirmed.status && status !== "incomplete" && status;
    if (score !== undefined) facts.score = score === confirmed.score ? score : Math.abs(score - 0.01);
    return again ? { ...facts, reset: confirmed.status || "incomplete" } : { ...facts, status };
  };

  // One session's way to the LMS. `link`: the LMS or null; `copy`: the entry on the device; `began`: whether the
  // LMS holds something of this attempt; `status`: what it holds; `tell(word)` is called with the state of saving;
  // `source`: {text(): the state, renew(): makes its text differ, facts(): neutral values, absorb(text): a copy}.
  const saving = ({ window, document, link, copy, began, status, queue, source, tell }) => {
    const started = window.Date.now();
    const confirmed = { status };
    let sent = {};
    let dirty = false;
    let kept = true;
    let doubt = false;
    let failures = 0;
    let leaving = false;
    let mine = "";
    let timer = null;
    let due = Infinity;

    const keep = () => {
      const there = copy.read();
      // Another tab may have left something.
      if (there && there !== mine) source.absorb(there);
      mine = JSON.stringify({ state: source.text(), queue, began });
      kept = copy.write(mine);
    };

    const give = (facts) => {
      let [good, news] = [true, false];
      for (const [name, value] of Object.entries(facts)) {
        if (value === undefined || sent[name] === value) continue;
        news = true;
        if (link.set(name, value) || !ESSENTIAL.includes(name)) sent[name] = value;
        else good = false;
      }
      return [good, news];
    };

    const pass = (facts, items, always) => {
      const [good, news] = give(facts);
      if (!news && !items.length && !always) return true;
      for (const item of items) link[item.met === undefined ? "interaction" : "objective"](item);
      link.set("time", window.Date.now() - started);
      return link.commit() && good;
    };

    const deliver = (always) => {
      if (doubt) source.renew();
      if (dirty) keep();
      if (!doubt) return pass(source.facts(), queue, always);
      return pass(unlike(source.facts(), confirmed), queue, true) && pass(source.facts(), [], false);
    };

    // While a page goes away or has no network, Moodle sends a beacon and says "true" whatever becomes of it.
    const online = () => window.navigator.onLine !== false;
    const sure = () => !leaving && online() && document.visibilityState !== "hidden";

    const settle = () => {
      Object.assign(confirmed, { status: sent.status ?? confirmed.status, score: sent.score });
      [dirty, doubt, failures, queue, began] = [false, false, 0, [], true];
      if (copy.read() === mine) copy.drop();
      tell("saved");
    };

    const doubtful = (good) => {
      sent = {};
      doubt = true;
      if (good && online()) return;
      failures++;
      tell("waiting");
      later(Math.min(1000 * 2 ** failures, LONGEST_PAUSE));
    };

    const send = (always = false) => {
      window.clearTimeout(timer);
      due = Infinity;
      if (!link) return;
      const good = deliver(always);
      if (good && (sure() || !dirty)) settle();
      else doubtful(good);
    };

    const later = (pause) => {
      const then = window.Date.now() + pause;
      if (leaving || then >= due) return;
      window.clearTimeout(timer);
      due = then;
      timer = window.setTimeout(() => send(), pause);
    };

    /** Send within `pause` milliseconds; while the LMS fails, its own pauses hold. */
    const soon = (pause) => link && !failures && later(pause);

    /** Something is new: it is on the device before this returns. */
    const changed = (item) => {
      if (item) queue.push(item);
      dirty = true;
      keep();
    };

    const stop = () => {
      link = null;
      tell("stopped");
    };

    const hidden = () => (document.visibilityState === "hidden" ? leaving || send(true) : doubt && send());

    // Finish exactly once, after a commit. A page that comes back from the cache has no session any more.
    const leave = () => {
      if (leaving || !link) return;
      leaving = true;
      send(true);
      link.finish();
    };

    const warn = (event) => {
      if (!dirty || kept || (link && !failures)) return;
      event.preventDefault();
      event.returnValue = "";
    };

    const listen = () => {
      document.addEventListener("visibilitychange", hidden);
      window.addEventListener("pagehide", leave);
      window.addEventListener("pageshow", ({ persisted }) => persisted && link && stop());
      window.addEventListener("online", () => failures && send());
      window.addEventListener("beforeunload", warn);
      window.addEventListener("storage", ({ key, newValue }) => key === copy.key && newValue && source.absorb(newValue));
    };

    return { send, soon, changed, listen };
  };

  spread.device = { hash, entry, copy, saving };
}
