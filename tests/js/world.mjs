// A browser small enough to be read: windows, storage, a clock that only moves when told, and the player in it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const STATIC = new URL("../../src/spread_elearn/theme/static/", import.meta.url);
const SCRIPTS = [
  "words",
  "status",
  "state",
  "replicas",
  "interactions",
  "lms",
  "scorm",
  "device",
  "delivery",
  "session",
].map((name) => {
  const file = fileURLToPath(new URL(`${name}.js`, STATIC));
  return new vm.Script(readFileSync(file, "utf8"), { filename: file });
});

const CONFIG = {
  standard: "scorm12",
  module: "tutors",
  version: "1.0.0",
  language: "en",
  passMark: 70,
  attempts: null,
  report: "assessment",
  limit: 4096,
};

/** What a package says that each standard tries where it finds no LMS of its own. */
const OTHERWISE = { scorm12: ["scorm2004"], scorm2004: ["scorm12"] };

/** A fresh copy of all scripts, as if a page had just been opened. */
export function load(config = {}, words = {}) {
  const values = { ...CONFIG, ...config };
  values.otherwise ??= OTHERWISE[values.standard];
  globalThis.spread = { config: values, words };
  for (const script of SCRIPTS) script.runInThisContext();
  return globalThis.spread;
}

export class Storage {
  constructor() {
    this.map = new Map();
    this.broken = false;
  }
  guard() {
    if (this.broken) throw new Error("SecurityError");
  }
  getItem(key) {
    this.guard();
    return this.map.get(key) ?? null;
  }
  setItem(key, value) {
    this.guard();
    this.map.set(key, String(value));
  }
  removeItem(key) {
    this.guard();
    this.map.delete(key);
  }
  get length() {
    this.guard();
    return this.map.size;
  }
  key(n) {
    this.guard();
    return [...this.map.keys()][n] ?? null;
  }
  keys() {
    return [...this.map.keys()].filter((key) => key !== "spread:learner");
  }
}

class Target {
  constructor() {
    this.listeners = [];
  }
  addEventListener(type, listener) {
    this.listeners.push([type, listener]);
  }
  emit(type, event = {}) {
    for (const [name, listener] of this.listeners) if (name === type) listener(event);
  }
}

export class Clock {
  constructor() {
    this.now = Date.UTC(2026, 10, 23, 9, 0, 0);
    this.timers = new Map();
    this.next = 1;
  }
  set(action, pause) {
    this.timers.set(this.next, [this.now + pause, action]);
    return this.next++;
  }
  advance(ms) {
    const end = this.now + ms;
    for (;;) {
      const due = [...this.timers]
        .filter(([, [when]]) => when <= end)
        .sort((a, b) => a[1][0] - b[1][0])[0];
      if (!due) break;
      const [id, [when, action]] = due;
      this.timers.delete(id);
      this.now = Math.max(this.now, when);
      action();
    }
    this.now = end;
  }
}

/** What outlives a page: the device, the clock, and the player's frame of the LMS. */
export function browser(dice = null) {
  const clock = new Clock();
  return {
    clock,
    dice,
    local: new Storage(),
    tab: new Storage(),
    owner: {
      location: {
        reloads: 0,
        reload() {
          this.reloads++;
        },
      },
    },
  };
}

export const KEYS = {
  lessons: [
    { key: "aaa", assessment: false },
    { key: "bbb", assessment: false },
    { key: "qqq", assessment: true },
  ],
  parts: ["p01", "p02", "p03"],
};

/** Opens the page: the session with hands on all that a browser would do to it. */
export function visit(place, options = {}) {
  const spread = load(options.config);
  return sit(place, spread, options);
}

/** One more page over scripts that are loaded already: much cheaper, for tests that open thousands. */
export function sit(place, spread, options = {}) {
  const {
    keys = KEYS,
    sco = "module",
    languages = [],
    alone = false,
    asset = false,
  } = options;
  const { path = "/pluginfile.php/7/mod_scorm/content/1/index.html" } = options;
  const { clock } = place;
  const timers = new Set();
  const window = Object.assign(new Target(), {
    location: {
      pathname: path,
      reloads: 0,
      reload() {
        this.reloads++;
      },
    },
    opener: null,
    navigator: { onLine: true },
    Date: { now: () => clock.now },
    setTimeout: (action, pause) => {
      const id = clock.set(action, pause);
      timers.add(id);
      return id;
    },
    clearTimeout: (id) => clock.timers.delete(id),
  });
  if (place.dice) window.Math = { random: place.dice.real };
  window.parent = alone ? window : place.owner;
  Object.defineProperty(window, "localStorage", {
    get: () => (place.local.guard(), place.local),
  });
  Object.defineProperty(window, "sessionStorage", {
    get: () => (place.tab.guard(), place.tab),
  });
  window.top = alone ? window : place.owner;
  const document = Object.assign(new Target(), {
    visibilityState: "visible",
    documentElement: { dataset: { sco } },
  });
  const session = spread.session.another();
  const opened = session.start({ keys, window, document, languages, asset });
  const hide = (state = "hidden") => {
    document.visibilityState = state;
    document.emit("visibilitychange");
  };
  /** The tab or the whole browser dies: nothing is heard of it. */
  const kill = () => {
    for (const id of timers) clock.timers.delete(id);
  };
  const leave = () => {
    window.emit("pagehide", { persisted: false });
    hide();
    kill();
  };
  const tick = () => clock.advance(0);
  /** Long enough for a commit that waits for its turn. */
  const rest = () => clock.advance(2000);
  return { spread, session, opened, window, document, hide, leave, kill, tick, rest };
}
