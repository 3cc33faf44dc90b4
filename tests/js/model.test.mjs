// Learners, tabs and launches at random, over good and bad LMSs, and what must hold whatever happens:
//
//   1 nothing that was done is lost on this device, but by the learner's choice or a new attempt
//   2 nothing reaches another learner, nor silently another attempt
//   3 the best word that an LMS was given never falls
//   4 a healthy LMS is opened with at most 12 calls and 1 commit
import assert from "node:assert/strict";
import { test } from "node:test";
import { amnesiac, cold, late, liar, messenger, mover, refuser } from "./bad-lms.mjs";
import { Lms } from "./fake-lms.mjs";
import { chance } from "./random.mjs";
import { browser, KEYS, load, sit } from "./world.mjs";

const WALKS = Number(process.env.WALKS ?? 20000);
const FIRST_SEED = Number(process.env.SEED ?? 1);
const STEPS = 9;
const KINDS = [
  "honest",
  "liar",
  "late",
  "cold",
  "refuser",
  "amnesiac",
  "mover",
  "messenger",
  "offline",
];
const ACTS = [
  "answer",
  "see",
  "tick",
  "submit",
  "everything",
  "wait",
  "leave",
  "kill",
  "relaunch",
  "other tab",
  "other learner",
  "new attempt",
  "update",
];
const RANKS = ["incomplete", "failed", "completed", "passed"];
const SLOW = ["cold", "messenger"];
const LATE = [300, 1500, 9000];
const REFUSED = [
  /score\.(min|max)$/,
  /location$/,
  /score\.scaled$/,
  /session_time$/,
  /interactions/,
  /exit$/,
  /progress_measure$/,
];
const STATUS = { scorm12: "cmi.core.lesson_status", scorm2004: "cmi.success_status" };
const OBJECTS = { scorm12: "API", scorm2004: "API_1484_11" };
const LEARNER = { scorm12: "cmi.core.student_id", scorm2004: "cmi.learner_id" };
const MORE = { ...KEYS, lessons: [{ key: "new", assessment: false }, ...KEYS.lessons] };

const standards = {
  scorm12: load({ standard: "scorm12", limit: 4096 }),
  scorm2004: load({ standard: "scorm2004", limit: 64000 }),
};

/** What the LMS holds says, in one word. */
function wordOf(stored, standard) {
  const success = stored.get(STATUS[standard]);
  if (standard === "scorm12" || /passed|failed/.test(success)) return success;
  return stored.get("cmi.completion_status");
}

class Walk {
  constructor(seed) {
    this.seed = seed;
    this.dice = chance(seed);
    this.kind = this.dice.pick(KINDS);
    this.standard = this.dice.pick(["scorm12", "scorm2004"]);
    this.place = browser(this.dice);
    this.learner = "anna";
    this.keys = KEYS;
    this.launches = 0;
    this.count = 0;
    this.told = [];
    // learner -> the attempt that is running: what the LMS holds and what was done in it.
    this.attempts = new Map();
    this.owners = new Map();
    this.fallen = "";
    this.tabs = [];
    this.refused = this.dice.pick(REFUSED);
    this.lateness = this.dice.pick(LATE);
  }

  fail(message) {
    assert.fail(
      `seed ${this.seed} (${this.kind}, ${this.standard}): ${message}\n${this.told.join("\n")}`,
    );
  }

  get attempt() {
    if (!this.attempts.has(this.learner)) {
      this.attempts.set(this.learner, {
        stored: new Map(),
        done: new Map(),
        seen: new Set(),
        best: -1,
        number: 1,
      });
    }
    return this.attempts.get(this.learner);
  }

  get tab() {
    return this.tabs[this.tabs.length - 1];
  }

  /** Everything that reaches the LMS is watched, and where it is bad, bent. */
  api(lms) {
    const { kind, place } = this;
    if (kind === "liar") return liar(lms.api);
    if (kind === "cold") return cold(lms.api, 2000, () => place.clock.now);
    if (kind === "refuser") return refuser(lms.api, this.refused);
    if (kind === "amnesiac") return amnesiac(lms.api);
    if (kind === "messenger") return messenger(lms.api, () => place.clock.now);
    return lms.api;
  }

  launch() {
    this.launches += 1;
    const { attempt, standard, kind, place, learner } = this;
    const spread = standards[standard];
    const lms = new Lms(standard, {
      stored: attempt.stored,
      [LEARNER[standard]]: learner,
    });
    this.watch(lms, attempt);
    const object = OBJECTS[standard];
    const owner = { location: { reload() {} } };
    const publish = (api) => {
      lms.reload();
      owner[object] = api;
    };
    const api = this.api(lms);
    if (kind === "late")
      late(api, publish, this.lateness, (action, ms) => place.clock.set(action, ms));
    else publish(api);
    const path = kind === "mover" ? mover(this.launches) : undefined;
    globalThis.spread = spread;
    const page = sit({ ...place, owner }, spread, { keys: this.keys, path });
    page.lms = lms;
    page.learner = learner;
    page.number = attempt.number;
    page.window.navigator.onLine = kind !== "offline";
    this.tabs.push(page);
    if (kind === "honest" && this.count === 0) this.checkOpening(lms);
    this.place.clock.advance(SLOW.includes(kind) ? 3500 : 0);
    if (kind === "late")
      this.place.clock.advance(this.dice.pick([0, this.lateness + 300]));
    this.choose(page);
    this.check("launch");
  }

  checkOpening(lms) {
    if (lms.calls.length > 12 || lms.times("Commit") > 1) {
      this.fail(
        `opening took ${lms.calls.length} calls and ${lms.times("Commit")} commits`,
      );
    }
  }

  /** The best word that was stored, and what was stored of others' work. */
  watch(lms, attempt) {
    const commit = lms.commit.bind(lms);
    lms.commit = () => {
      if (this.kind === "offline") return "true";
      const result = commit();
      const rank = RANKS.indexOf(wordOf(attempt.stored, this.standard));
      // The page survives whatever an API throws: it is told at the next check.
      if (rank < attempt.best) this.fallen = `${RANKS[attempt.best]} to ${RANKS[rank]}`;
      attempt.best = rank;
      return result;
    };
  }

  /** A learner takes over what is theirs, says so where it is not, or goes on without an answer. */
  choose(page) {
    for (let offer = page.session.offer(); offer?.asks; offer = page.session.offer()) {
      const mine = !offer.nameless || this.isMine(offer.name);
      const answer = mine
        ? this.dice.pick(["take", "take", "later"])
        : this.dice.pick(["not mine", "later"]);
      this.told.push(`  asked${offer.nameless ? " without a name" : ""}: ${answer}`);
      if (answer === "later") return;
      page.session.answerOffer(answer === "take");
      // Work of an attempt before may be in this one, by choice.
      if (answer === "take") this.attempt.taken = true;
    }
  }

  /** Whose work lies here without a name: the page does not know, the learner does. */
  isMine(name) {
    return this.owners.get(name) === this.learner;
  }

  noteOwners() {
    for (const key of this.place.local.map.keys()) {
      if (/:-\//.test(key) && !this.owners.has(key)) this.owners.set(key, this.learner);
    }
  }

  valuesOf({ session }) {
    const found = new Map();
    for (const key of this.keys.parts) {
      const value = session.get(key);
      if (value) found.set(key, value);
    }
    return found;
  }

  do(act) {
    this.told.push(`${act}${this.tab ? "" : " (closed)"}`);
    this.place.clock.advance(10);
    const { dice, tab } = this;
    const inPage = ["answer", "see", "tick", "submit", "everything", "wait"];
    if (inPage.includes(act) && !tab) return this.launch();
    const { attempt } = this;
    const key = dice.pick(this.keys.parts);
    const value = `${this.learner} ${attempt.number} ${++this.count}`;
    if (act === "answer" || act === "tick") {
      tab.session.put(key, value, act === "answer");
      attempt.done.set(key, value);
      this.tellTabs(tab);
      tab.window.parent.touched = true;
    } else if (act === "see") {
      const lesson = dice.pick(this.keys.lessons).key;
      tab.session.see(lesson);
      attempt.seen.add(lesson);
      this.tellTabs(tab);
    } else if (act === "submit") {
      tab.session.answer({
        id: "q1",
        type: "choice",
        response: ["a"],
        assessment: true,
      });
      tab.session.result("qqq", {
        points: dice.below(11),
        max: 10,
        outcomes: [{ id: "K1", points: 1, max: 2 }],
      });
      attempt.seen.add("qqq");
      this.tellTabs(tab);
    } else if (act === "everything") {
      for (const { key, assessment } of this.keys.lessons) {
        if (assessment) tab.session.result(key, { points: 10, max: 10 });
        else tab.session.see(key);
        attempt.seen.add(key);
      }
      this.tellTabs(tab);
    } else if (act === "wait") {
      this.place.clock.advance(dice.pick([500, 2500, 12000]));
    } else if (act === "leave" || act === "kill" || act === "relaunch") {
      this.close(act === "kill" ? "kill" : "leave");
      if (act === "relaunch") this.launch();
    } else if (act === "other tab") {
      // Two windows that load at the very same moment have the same old values: no page can know.
      this.place.clock.advance(300);
      if (this.tabs.length < 2) this.launch();
      else this.tabs.reverse();
    } else if (act === "other learner") {
      this.close("leave");
      this.learner = this.learner === "anna" ? "bert" : "anna";
      this.launch();
    } else if (act === "new attempt") {
      this.close("leave");
      const number = attempt.number + 1;
      this.attempts.set(this.learner, {
        stored: new Map(),
        done: new Map(),
        seen: new Set(),
        best: -1,
        number,
      });
      this.launch();
    } else if (act === "update") {
      this.close("leave");
      this.keys = this.keys === KEYS ? MORE : KEYS;
      this.launch();
    }
  }

  close(how) {
    for (const tab of this.tabs) tab[how]();
    this.tabs = [];
  }

  tellTabs(from) {
    for (const tab of this.tabs) {
      if (tab === from) continue;
      for (const key of this.place.local.keys()) {
        tab.window.emit("storage", { key, newValue: this.place.local.getItem(key) });
      }
    }
  }

  /** All texts on this device, decoded: any of them, or the LMS, or the page must have what was done. */
  everywhere() {
    const { state } = standards[this.standard];
    const known = [...this.keys.lessons.map(({ key }) => key), ...this.keys.parts];
    const texts = [...this.place.local.map]
      .map(([, text]) => JSON.parse(text)?.state)
      .filter(Boolean);
    const lms = this.attempt.stored.get("cmi.suspend_data");
    return [...texts, lms].map((text) => state.decode(text, known));
  }

  check(act) {
    this.noteOwners();
    if (this.fallen) this.fail(`${act}: the best word fell from ${this.fallen}`);
    const pages = this.tabs.filter((tab) => tab.learner === this.learner);
    const states = this.everywhere();
    for (const [key, value] of this.attempt.done) {
      // Where two attempts were joined by choice, both may have had an answer to the same question.
      const isIt = (text) =>
        text === value || (this.attempt.taken && text?.startsWith(this.learner));
      const here = pages.some(({ session }) => isIt(session.get(key)));
      const kept = states.some((one) => isIt(one.values.get(key)?.text));
      if (!here && !kept) this.fail(`${act}: ${key} = ${value} is lost`);
    }
    for (const key of this.attempt.seen) {
      const here = pages.some(({ session }) => session.seen(key));
      if (!here && !states.some((one) => one.seen.has(key)))
        this.fail(`${act}: seen ${key} is lost`);
    }
    for (const page of this.tabs) this.checkOthers(page, act);
    for (const [learner, { stored }] of this.attempts)
      this.checkStored(learner, stored, act);
  }

  checkOthers(page, act) {
    for (const [key, value] of this.valuesOf(page)) {
      const [who, number] = value.split(" ");
      if (who !== page.learner)
        this.fail(`${act}: ${page.learner} sees ${key} = ${value}`);
      const older = Number(number) !== page.number;
      if (older && !this.attempt.taken)
        this.fail(`${act}: attempt ${page.number} has silently got ${key} = ${value}`);
    }
  }

  checkStored(learner, stored, act) {
    const { values } = standards[this.standard].state.decode(
      stored.get("cmi.suspend_data"),
      this.keys.parts,
    );
    for (const { text } of values.values()) {
      if (text.split(" ")[0] !== learner)
        this.fail(`${act}: the LMS holds ${text} for ${learner}`);
    }
  }

  run() {
    this.launch();
    for (let step = 0; step < STEPS; step++) {
      const act = this.dice.pick(ACTS);
      this.do(act);
      this.check(act);
    }
    this.close("leave");
    this.check("end");
  }
}

test(`${WALKS} random walks from seed ${FIRST_SEED}: nothing is lost, mixed up or taken back`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + WALKS; seed++) new Walk(seed).run();
});
