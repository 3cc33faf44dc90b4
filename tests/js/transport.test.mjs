import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, load, sit } from "./world.mjs";

const CONFIG = { standard: "later", limit: null, report: "all" };

/** An LMS whose answers come later, when the test lets them. */
class Later {
  constructor() {
    this.lines = 0;
    this.opened = true;
    this.values = { learner: "anna" };
    this.set = {};
    this.answers = [];
    this.given = [];
    this.ends = [];
  }

  get transport() {
    return {
      closingStores: true,
      find: (window) => {
        this.lines += 1;
        return { owner: window, number: this.lines };
      },
      open: () => this.opened,
      get: (line, name) => this.values[name] ?? "",
      set: (line, name, value) => {
        this.set[name] = value;
        return "taken";
      },
      interaction: (line, answer) => {
        this.given.push(answer.id);
        return true;
      },
      commit: (line, tell) => {
        const state = this.set.state;
        this.answers.push((good) => {
          if (good) this.values.state = state;
          tell(good);
        });
        return null;
      },
      close: () => {
        this.ends.push(this.set.state);
        return true;
      },
      ...this.more,
    };
  }
}

function visit(place, lms, options = {}) {
  const spread = load({ ...CONFIG, ...options.config });
  spread.transports.later = lms.transport;
  const told = [];
  const page = sit(place, spread, options);
  page.session.on("status", (word) => told.push(word));
  return { ...page, told };
}

/** Work that is worth a commit, and the time for it to begin. */
function work(page, key = "aaa") {
  page.session.see(key);
  page.rest();
}

test("a session that is on its way is asked again, with the same line, in a window of its own too", () => {
  const place = browser();
  const lms = new Later();
  lms.opened = null;
  const page = visit(place, lms, { alone: true });
  page.session.see("aaa");
  place.clock.advance(3000);
  assert.equal(page.session.standing().standard, "device");
  lms.opened = true;
  place.clock.advance(250);
  assert.equal(page.session.standing().standard, "later");
  assert.equal(lms.lines, 1);
  lms.answers.at(-1)(true);
  assert.match(lms.values.state, /./);
  assert.equal(page.session.seen("aaa"), true);
});

test("where nothing answers for ten seconds the device keeps the work, and the first work looks again", () => {
  const place = browser();
  const lms = new Later();
  lms.opened = null;
  const page = visit(place, lms, { alone: true });
  place.clock.advance(11000);
  assert.deepEqual(page.told, ["device"]);
  lms.opened = true;
  page.session.see("aaa");
  assert.equal(page.session.standing().standard, "later");
});

test("a commit that is on its way is not told for two seconds, then as waiting, then as saved", () => {
  const place = browser();
  const lms = new Later();
  const page = visit(place, lms);
  lms.answers.at(-1)(true);
  work(page);
  assert.deepEqual(page.told, []);
  place.clock.advance(2000);
  assert.deepEqual(page.told, ["waiting"]);
  lms.answers.at(-1)(true);
  assert.deepEqual(page.told, ["waiting", "saved"]);
});

test("an answer is a proof: the copy on the device goes, and stays where there is none", () => {
  const place = browser();
  const lms = new Later();
  const page = visit(place, lms);
  lms.answers.at(-1)(true);
  assert.deepEqual(place.local.keys(), []);
  work(page);
  assert.equal(place.local.keys().length, 1);
  lms.answers.at(-1)(true);
  assert.deepEqual(place.local.keys(), []);
});

test("what was done while a commit is on its way goes next, one commit at a time", () => {
  const place = browser();
  const lms = new Later();
  const page = visit(place, lms);
  lms.answers.at(-1)(true);
  work(page, "aaa");
  const before = lms.answers.length;
  work(page, "bbb");
  page.session.answer({ id: "x", type: "choice", response: "a" });
  place.clock.advance(5000);
  assert.equal(lms.answers.length, before);
  lms.answers.at(-1)(true);
  place.clock.advance(0);
  assert.equal(lms.answers.length, before + 1);
  assert.deepEqual(lms.given, ["x"]);
  assert.equal(place.local.keys().length, 1);
  lms.answers.at(-1)(true);
  assert.deepEqual(place.local.keys(), []);
  place.clock.advance(60000);
  assert.equal(lms.answers.length, before + 1);
});

test("a verdict counts as told when the LMS has answered, and not before", () => {
  const place = browser();
  const lms = new Later();
  const page = visit(place, lms);
  lms.answers.at(-1)(true);
  assert.equal(page.session.word(), "incomplete");
  for (const key of ["aaa", "bbb"]) page.session.see(key);
  page.session.result("qqq", { points: 9, max: 10 });
  assert.equal(lms.set.status, "passed");
  assert.equal(page.session.word(), "incomplete");
  lms.answers.at(-1)(true);
  assert.equal(page.session.word(), "passed");
});

test("after three refusals the learner is told what to do, all is set again, and nothing else first", () => {
  const place = browser();
  const lms = new Later();
  const page = visit(place, lms);
  lms.answers.at(-1)(true);
  page.session.result("qqq", { points: 9, max: 10 });
  assert.equal(lms.set.score, 90);
  for (const pause of [2000, 4000, 8000]) {
    lms.set = {};
    lms.answers.at(-1)(false);
    place.clock.advance(pause);
    assert.equal(lms.set.score, 90);
    assert.equal("reset" in lms.set, false);
  }
  assert.equal(page.told.at(-1), "ended");
  lms.answers.at(-1)(true);
  assert.equal(page.told.at(-1), "saved");
});

test("an answer that does not come within a minute is a failure, and too late after it", () => {
  const place = browser();
  const lms = new Later();
  const page = visit(place, lms);
  const late = lms.answers.at(-1);
  place.clock.advance(60000);
  assert.equal(page.told.at(-1), "waiting");
  late(true);
  assert.equal(page.told.at(-1), "waiting");
  place.clock.advance(2000);
  lms.answers.at(-1)(true);
  assert.equal(page.told.at(-1), "saved");
});

test("leaving closes once with all that was done, also while a commit is on its way or has failed", () => {
  for (const answer of [null, false]) {
    const place = browser();
    const lms = new Later();
    const page = visit(place, lms);
    if (answer === false) lms.answers.at(-1)(false);
    page.session.see("aaa");
    const before = lms.answers.length;
    page.leave();
    assert.equal(lms.answers.length, before);
    assert.equal(lms.ends.length, 1);
    lms.values.state = lms.ends[0];
    const again = visit(place, lms);
    assert.equal(again.session.seen("aaa"), true);
  }
});

test("Continue sends again, and opens the course anew, as the transport knows it, where that fails too", () => {
  const place = browser();
  const lms = new Later();
  let anew = 0;
  lms.more = { reopen: () => (anew += 1) };
  const page = visit(place, lms);
  lms.answers.at(-1)(true);
  work(page);
  for (const pause of [2000, 4000, 0]) {
    lms.answers.at(-1)(false);
    place.clock.advance(pause);
  }
  assert.equal(page.told.at(-1), "ended");
  assert.equal(page.session.resume(), true);
  assert.equal(anew, 0);
  lms.answers.at(-1)(false);
  assert.equal(anew, 1);
});

test("an answer within the call is one too", () => {
  const place = browser();
  const lms = new Later();
  lms.more = { commit: (line, tell) => (tell(true), null) };
  const page = visit(place, lms);
  work(page);
  place.clock.advance(60000);
  assert.equal(page.session.standing().standard, "later");
  assert.deepEqual([page.told, place.local.keys()], [[], []]);
});

test("a transport that throws is told on the console, and costs the page nothing", (t) => {
  const place = browser();
  const said = t.mock.method(console, "error", () => {});
  const fail = () => {
    throw new Error("broken");
  };
  for (const act of ["find", "open", "get", "set", "commit", "interaction", "close"]) {
    const lms = new Later();
    lms.more = { [act]: fail };
    const page = visit(place, lms);
    page.session.answer({ id: "x", type: "choice", response: "a" });
    work(page);
    assert.equal(page.session.seen("aaa"), true, act);
    page.leave();
    const texts = said.mock.calls.map((call) => call.arguments[0]);
    assert.equal(texts.includes(`transport later, ${act}`), true, act);
  }
});

test("a short lesson that was in view while the LMS was looked for is no reason to stay there", () => {
  const place = browser();
  const lms = new Later();
  const first = visit(place, lms);
  lms.answers.at(-1)(true);
  first.session.at("bbb");
  work(first, "aaa");
  lms.answers.at(-1)(true);
  first.leave();
  lms.opened = null;
  const second = visit(place, lms);
  second.session.at("aaa");
  second.session.see("aaa");
  lms.opened = true;
  place.clock.advance(250);
  assert.equal(second.session.standing().at, "bbb");
  assert.equal(second.session.begun(), false);
});

test("who has answered, or gone on, while the LMS was looked for stays there", () => {
  const acts = [
    ({ session }) => session.put("p01", "a"),
    ({ session }) => session.at("qqq"),
  ];
  for (const act of acts) {
    const place = browser();
    const lms = new Later();
    const first = visit(place, lms);
    lms.answers.at(-1)(true);
    first.session.at("bbb");
    work(first);
    lms.answers.at(-1)(true);
    first.leave();
    lms.opened = null;
    const second = visit(place, lms);
    second.session.at("aaa");
    act(second);
    second.session.see("aaa");
    const { at } = second.session.standing();
    lms.opened = true;
    place.clock.advance(250);
    assert.equal(second.session.standing().at, at);
    assert.equal(second.session.begun(), true);
  }
});
