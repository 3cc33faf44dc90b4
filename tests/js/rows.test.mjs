// What went wrong on real sites, row by row: the names are those of the list in docs/explanation/tracking.md.
import assert from "node:assert/strict";
import { test } from "node:test";
import { amnesiac, cold, late, liar, messenger, mover, refuser } from "./bad-lms.mjs";
import { Lms } from "./fake-lms.mjs";
import { browser, KEYS, visit } from "./world.mjs";

const OBJECT = { scorm12: "API", scorm2004: "API_1484_11" };

/** A launch over an LMS that `bend` makes worse; `stored` is what it keeps between launches. */
function launch(
  place,
  {
    standard = "scorm12",
    stored = new Map(),
    bend = (api) => api,
    values = {},
    ...more
  } = {},
) {
  const lms = new Lms(standard, { stored, ...values });
  const owner = {
    location: {
      reloads: 0,
      reload() {
        this.reloads++;
      },
    },
  };
  const api = bend(lms.api, owner, lms);
  if (api) owner[OBJECT[standard]] = api;
  const limit = standard === "scorm12" ? 4096 : 64000;
  const page = visit(
    { ...place, owner },
    { ...more, config: { standard, limit, ...more.config } },
  );
  return { lms, owner, ...page };
}

const quiz = (points, more = {}) => ({ points, max: 10, ...more });
const choice = (id, more = {}) => ({
  id,
  type: "choice",
  response: ["a"],
  assessment: true,
  description: "Who?",
  ...more,
});

const lateBy = (place, ms) => (api, owner) => {
  late(
    api,
    (found) => (owner.API = found),
    ms,
    (action, pause) => place.clock.set(action, pause),
  );
};

for (const ms of [300, 1500, 9000]) {
  test(`F2: an API that comes after ${ms} ms is found, and what was done meanwhile is handed over`, () => {
    const place = browser();
    const first = launch(place);
    first.session.put("p02", "before");
    first.session.at("bbb");
    first.leave();
    const { stored } = first.lms;
    const page = launch(place, { stored, bend: lateBy(place, ms) });
    let opened = 0;
    page.session.on("open", () => opened++);
    assert.equal(page.session.status(), "looking");
    page.session.put("p01", "meanwhile");
    page.session.see("aaa");
    place.clock.advance(ms + 3000);
    assert.equal(page.session.status(), "saved");
    assert.equal(opened, 1);
    assert.equal(page.session.get("p02"), "before");
    const next = launch(browser(), { stored });
    assert.deepEqual(
      [next.session.get("p01"), next.session.seen("aaa")],
      ["meanwhile", true],
    );
  });
}

test("F2: what was done where no API came is offered at a later good launch, as nobody's", () => {
  const place = browser();
  const page = launch(place, { bend: () => null });
  page.session.put("p01", "alone");
  page.session.see("aaa");
  place.clock.advance(11000);
  assert.equal(page.session.status(), "device");
  page.leave();
  const next = launch(place);
  assert.deepEqual(
    [next.session.offer().nameless, next.session.offer().done],
    [true, 1],
  );
  assert.equal(next.session.get("p01"), undefined);
  next.session.answerOffer(true);
  assert.equal(next.session.get("p01"), "alone");
});

test("F2: nobody's work stays where one learner says that it is not theirs", () => {
  const place = browser();
  const page = launch(place, { bend: () => null });
  page.session.put("p01", "Anna's");
  page.kill();
  const bert = launch(place, { values: { "cmi.core.student_id": "bert" } });
  bert.session.answerOffer(false);
  bert.leave();
  const again = launch(place, { values: { "cmi.core.student_id": "bert" } });
  assert.equal(again.session.offer(), null);
  again.leave();
  const anna = launch(place);
  anna.session.answerOffer(true);
  assert.equal(anna.session.get("p01"), "Anna's");
});

test("F2: the API is looked for once more at the first thing worth saving", () => {
  const place = browser();
  const page = launch(place, { bend: () => null });
  place.clock.advance(20000);
  assert.equal(page.session.status(), "device");
  page.owner.API = page.lms.api;
  page.session.put("p01", "x");
  place.clock.advance(2000);
  assert.equal(page.session.status(), "saved");
  assert.equal(launch(browser(), { stored: page.lms.stored }).session.get("p01"), "x");
});

test("F2: older work without an LMS may be another's: it is asked about, not handed over", () => {
  const place = browser();
  const first = launch(place, { bend: () => null });
  place.clock.advance(11000);
  first.session.put("p01", "somebody's");
  first.leave();
  const page = launch(place, { bend: () => null });
  place.clock.advance(11000);
  assert.equal(page.session.get("p01"), "somebody's");
  page.owner.API = page.lms.api;
  page.session.put("p02", "mine");
  page.rest();
  assert.equal(page.session.status(), "saved");
  assert.equal(
    launch(browser(), { stored: page.lms.stored }).session.get("p01"),
    undefined,
  );
  assert.equal(page.session.offer().nameless, true);
  page.session.answerOffer(true);
  assert.deepEqual(
    [page.session.get("p01"), page.session.get("p02")],
    ["somebody's", "mine"],
  );
});

test("F3: an LMS that reads empty for two seconds is waited for, and passed is not written over", () => {
  const place = browser();
  const first = launch(place);
  first.session.see("aaa");
  first.session.see("bbb");
  first.session.result("qqq", quiz(9));
  first.rest();
  first.leave();
  const { stored } = first.lms;
  const page = launch(place, {
    stored,
    bend: (api) => cold(api, 2000, () => place.clock.now),
  });
  assert.equal(page.session.status(), "looking");
  assert.equal(page.lms.times("SetValue"), 0);
  place.clock.advance(4000);
  assert.equal(page.session.status(), "saved");
  assert.equal(page.session.progress().verdict, "passed");
  assert.equal(stored.get("cmi.core.lesson_status"), "passed");
});

test("F3: where the LMS wakes up only after the wait, it is read again before anything is written", () => {
  const place = browser();
  const first = launch(place);
  first.session.put("p01", "kept");
  first.leave();
  const { stored } = first.lms;
  const page = launch(place, {
    stored,
    bend: (api) => cold(api, 3100, () => place.clock.now),
  });
  place.clock.advance(3050);
  const before = stored.get("cmi.suspend_data");
  place.clock.advance(100);
  page.session.put("p02", "more");
  page.rest();
  page.leave();
  assert.notEqual(stored.get("cmi.suspend_data"), before);
  const next = launch(browser(), { stored });
  assert.equal(next.session.get("p02"), "more");
});

/** Over messages between windows; `through` tells whether a value that is set arrives. */
const byMessages = (place, standard, stored, through = () => true) => {
  const bend = (api, owner, lms) => {
    const name = standard === "scorm12" ? "LMSSetValue" : "SetValue";
    const set = (...given) => (through(...given) ? api[name](...given) : "true");
    return messenger(
      { ...api, [name]: set },
      () => place.clock.now,
      () => lms.values,
    );
  };
  const page = launch(place, { standard, stored, bend });
  place.clock.advance(3000);
  return page;
};

const handInTwenty = (page) => {
  page.session.see("aaa");
  page.session.see("bbb");
  for (let n = 0; n < 20; n++) page.session.answer(choice(`q${n}`));
  page.session.result("qqq", quiz(9, { outcomes: [{ id: "K1", points: 9, max: 10 }] }));
};

const VERDICT = { scorm12: "cmi.core.lesson_status", scorm2004: "cmi.success_status" };

const idsIn = (stored) =>
  [...stored]
    .filter(([name]) => /interactions\.\d+\.id$/.test(name))
    .map(([, id]) => id);

for (const standard of ["scorm12", "scorm2004"]) {
  test(`F3: ${standard}: where calls are rationed a quiz arrives whole, its verdict first`, () => {
    const place = browser();
    const stored = new Map();
    const page = byMessages(place, standard, stored);
    handInTwenty(page);
    assert.equal(stored.get(VERDICT[standard]), "passed");
    assert.equal(page.session.status(), "waiting");
    place.clock.advance(20000);
    assert.equal(page.session.status(), "saved");
    assert.equal(new Set(idsIn(stored)).size, 20);
    assert.equal(stored.get("cmi.objectives.0.id"), "K1");
    assert.deepEqual(page.lms.faults, []);
  });

  test(`F3: ${standard}: answers that waited when the learner left come at the next launch`, () => {
    const place = browser();
    const stored = new Map();
    const page = byMessages(place, standard, stored);
    handInTwenty(page);
    place.clock.advance(2000);
    page.leave();
    assert.ok(idsIn(stored).length < 20);
    const next = byMessages(place, standard, stored);
    place.clock.advance(20000);
    assert.deepEqual(idsIn(stored).sort(), [...new Set(idsIn(stored))].sort());
    assert.equal(idsIn(stored).length, 20);
    assert.equal(next.session.status(), "saved");
    next.leave();
    const last = byMessages(place, standard, stored);
    place.clock.advance(20000);
    assert.deepEqual(last.lms.given("cmi.interactions.0.id"), [], "sent once only");
  });

  test(`F3: ${standard}: a verdict that was lost on its way is sent again`, () => {
    const place = browser();
    const stored = new Map();
    let lost = 0;
    const through = (element, value) => value !== "passed" || ++lost > 1;
    const page = byMessages(place, standard, stored, through);
    handInTwenty(page);
    assert.notEqual(stored.get(VERDICT[standard]), "passed");
    place.clock.advance(20000);
    assert.equal(stored.get(VERDICT[standard]), "passed");
    assert.equal(page.session.word(), "passed");
  });

  test(`F3: ${standard}: a verdict that was lost is sent at the next launch, from any device`, () => {
    const place = browser();
    const stored = new Map();
    const page = byMessages(
      place,
      standard,
      stored,
      (element, value) => value !== "passed",
    );
    handInTwenty(page);
    place.clock.advance(20000);
    page.leave();
    assert.notEqual(stored.get(VERDICT[standard]), "passed");
    const other = browser();
    byMessages(other, standard, stored);
    other.clock.advance(3000);
    assert.equal(stored.get(VERDICT[standard]), "passed");
  });

  test(`F3: ${standard}: an LMS that keeps its own verdict is not told for ever`, () => {
    const place = browser();
    let told = 0;
    const through = (element, value) => value !== "passed" || ++told < 0;
    const page = byMessages(place, standard, new Map(), through);
    handInTwenty(page);
    place.clock.advance(600000);
    assert.ok(told >= 2 && told <= 5, `${told} times`);
    page.leave();
  });
}

test("F3: where calls are rationed a later try in another launch takes the place of the first", () => {
  const place = browser();
  const stored = new Map();
  const page = byMessages(place, "scorm2004", stored);
  handInTwenty(page);
  place.clock.advance(20000);
  page.leave();
  const next = byMessages(place, "scorm2004", stored);
  handInTwenty(next);
  place.clock.advance(20000);
  assert.equal(idsIn(stored).length, 20);
  assert.deepEqual(next.lms.faults, []);
});

test("F4: what was sent once is remembered in the state: an update takes nothing back", () => {
  const place = browser();
  const keys = { lessons: KEYS.lessons.slice(0, 2), parts: [] };
  const first = launch(place, { keys, bend: amnesiac });
  first.session.see("aaa");
  first.session.see("bbb");
  first.rest();
  first.leave();
  const { stored } = first.lms;
  assert.equal(stored.get("cmi.core.lesson_status"), "completed");
  const more = {
    lessons: [...keys.lessons, { key: "new", assessment: false }],
    parts: [],
  };
  const page = launch(place, { keys: more, stored, bend: amnesiac });
  page.session.see("nothing");
  page.rest();
  page.leave();
  assert.deepEqual(
    [...new Set(page.lms.given("cmi.core.lesson_status"))],
    ["completed"],
  );
});

for (const [done, quizzed, word] of [
  ["passed", false, "passed"],
  ["completed", true, "completed"],
  ["", true, "passed"],
  ["", false, "completed"],
]) {
  const counted = done || "both words";
  test(`F7: an LMS that counts ${counted} is told "${word}", once${quizzed ? ", after a quiz" : ""}`, () => {
    const place = browser();
    const lessons = KEYS.lessons.slice(0, 2);
    const keys = { lessons: quizzed ? KEYS.lessons : lessons, parts: [] };
    const config = { done, passMark: quizzed ? 50 : null };
    const first = launch(place, { keys, config });
    first.session.see("aaa");
    first.session.see("bbb");
    if (quizzed) first.session.result("qqq", quiz(9));
    first.rest();
    first.leave();
    const given = first.lms.given("cmi.core.lesson_status");
    assert.equal(given.at(-1), word);
    const again = launch(place, { keys, config, stored: first.lms.stored });
    again.session.at("aaa");
    again.rest();
    again.leave();
    assert.deepEqual(again.lms.given("cmi.core.lesson_status"), []);
    assert.equal(again.session.progress().verdict, quizzed ? "passed" : "completed");
  });
}

test("F7: SCORM 2004 has an element for each word, and both are told", () => {
  const page = launch(browser(), {
    standard: "scorm2004",
    config: { done: "completed", passMark: 50 },
  });
  page.session.see("aaa");
  page.session.see("bbb");
  page.session.result("qqq", quiz(9));
  page.rest();
  assert.equal(page.lms.given("cmi.completion_status").at(-1), "completed");
  assert.equal(page.lms.given("cmi.success_status").at(-1), "passed");
});

test("F6: where the LMS does not count, the page does: over launches too", () => {
  const place = browser();
  const first = launch(place, { bend: amnesiac });
  first.session.answer(choice("q1"));
  first.session.answer(choice("q2"));
  first.session.result(
    "qqq",
    quiz(5, { outcomes: ["K1", "K2", "K3"].map((id) => ({ id, points: 1, max: 2 })) }),
  );
  first.rest();
  first.leave();
  const { stored } = first.lms;
  const page = launch(place, { stored, bend: amnesiac });
  page.session.answer(choice("q1"));
  page.rest();
  const idsOf = (list) => [0, 1, 2].map((n) => stored.get(`cmi.${list}.${n}.id`));
  assert.deepEqual(idsOf("interactions"), ["q1", "q2", "q1"]);
  assert.deepEqual(idsOf("objectives"), ["K1", "K2", "K3"]);
});

test("a page without an LMS that comes back from the browser's cache goes on", () => {
  const place = browser();
  const page = visit(place, { config: { standard: "web" }, alone: true });
  page.window.emit("pagehide", { persisted: true });
  page.window.emit("pageshow", { persisted: true });
  assert.equal(page.session.status(), "device");
  page.session.put("p01", "x");
  assert.equal(
    visit(place, { config: { standard: "web" }, alone: true }).session.get("p01"),
    "x",
  );
});

test("an attempt that does not count is told, and still saved", () => {
  const page = launch(browser(), { values: { "cmi.core.credit": "no-credit" } });
  assert.equal(page.session.noCredit(), false, "not asked while opening");
  page.session.see("aaa");
  page.rest();
  assert.equal(page.session.noCredit(), true);
  assert.equal(page.session.status(), "saved");
});

test("F12: where nothing can be kept the page says so, and does not promise", () => {
  const place = browser();
  place.local.broken = true;
  place.tab.broken = true;
  const page = visit(place, { config: { standard: "web" }, alone: true });
  assert.equal(page.session.status(), "nothing");
  page.session.put("p01", "x");
  assert.equal(page.session.status(), "nothing");
});

test("M1: a preview, a review with and one without a result are told apart", () => {
  const statusIn = (values, stored) =>
    launch(browser(), { values, stored }).session.status();
  const mode = "cmi.core.lesson_mode";
  assert.equal(statusIn({ [mode]: "browse" }), "preview");
  assert.equal(statusIn({ [mode]: "review" }), "review-empty");
  assert.equal(
    statusIn({ [mode]: "review", "cmi.core.lesson_status": "passed" }),
    "review",
  );
});

test("M2: in 2004 a later try takes the place of the first, with no second description", () => {
  const place = browser();
  const page = launch(place, { standard: "scorm2004" });
  const sizes = [];
  for (let round = 0; round < 5; round++) {
    for (const id of ["q1", "q2", "q3"]) page.session.answer(choice(id));
    page.session.result("qqq", quiz(5));
    page.rest();
    sizes.push(
      [...page.lms.values]
        .filter(([, value]) => value !== null)
        .flat()
        .join("").length,
    );
  }
  assert.equal(page.lms.count("cmi.interactions"), 3);
  assert.ok(sizes[4] - sizes[0] < 20, `a message grew from ${sizes[0]} to ${sizes[4]}`);
  assert.equal(page.lms.given("cmi.interactions.0.description").length, 1);
  page.leave();
  const next = launch(place, { standard: "scorm2004", stored: page.lms.stored });
  next.session.answer(choice("q2"));
  next.rest();
  assert.equal(next.lms.count("cmi.interactions"), 3);
  assert.deepEqual(next.lms.faults, []);
});

test("M2: leaving sends one request where closing stores", () => {
  const place = browser();
  const page = launch(place, { standard: "scorm2004" });
  page.session.put("p01", "last");
  const before = page.lms.times("Commit");
  page.leave();
  assert.deepEqual(
    [page.lms.times("Commit") - before, page.lms.times("Finish")],
    [0, 1],
  );
  assert.equal(
    launch(browser(), { standard: "scorm2004", stored: page.lms.stored }).session.get(
      "p01",
    ),
    "last",
  );
});

test("M4: a best result that an update makes higher is sent, one that it makes lower is not shown", () => {
  const place = browser();
  const first = launch(place, { config: { passMark: 50 } });
  first.session.see("aaa");
  first.session.see("bbb");
  first.session.result("qqq", { points: 6, max: 14 });
  first.rest();
  first.leave();
  const { stored } = first.lms;
  assert.equal(stored.get("cmi.core.score.raw"), "42.86");
  const page = launch(place, { stored, config: { passMark: 50 } });
  page.session.result("qqq", { points: 6, max: 11, again: true });
  page.rest();
  assert.equal(stored.get("cmi.core.score.raw"), "54.55");
  assert.equal(stored.get("cmi.core.lesson_status"), "passed");
  assert.deepEqual(page.session.best("qqq"), { points: 6, max: 11, tries: 1 });
  page.session.result("qqq", { points: 6, max: 14, again: true });
  assert.deepEqual(page.session.best("qqq"), { points: 6, max: 11, tries: 1 });
});

test("M4: in review nothing is reckoned anew", () => {
  const place = browser();
  const first = launch(place);
  first.session.result("qqq", { points: 6, max: 12 });
  first.rest();
  first.leave();
  const page = launch(place, {
    stored: first.lms.stored,
    values: { "cmi.core.lesson_mode": "review" },
  });
  page.session.result("qqq", { points: 6, max: 11, again: true });
  assert.equal(page.session.best("qqq").max, 12);
});

test("M5: after three failed commits the learner is told what to do, and Continue hands everything over", () => {
  const place = browser();
  const page = launch(place);
  page.lms.failing = true;
  page.session.put("p01", "kept");
  place.clock.advance(9000);
  assert.equal(page.session.status(), "ended");
  assert.equal(page.session.resume(), false);
  assert.equal(page.owner.location.reloads, 1, "the LMS asks for the login");
  page.lms.failing = false;
  assert.equal(page.session.resume(), true);
  assert.equal(page.session.status(), "saved");
  assert.equal(
    launch(browser(), { stored: page.lms.stored }).session.get("p01"),
    "kept",
  );
});

test("M5: a guest whose first commit already fails is told that nothing is recorded", () => {
  const place = browser();
  const bend = (api) => ({ ...api, LMSCommit: () => "false" });
  const page = launch(place, { bend });
  place.clock.advance(7000);
  assert.equal(page.session.status(), "untracked");
});

test("M5: Continue never opens the course anew where that would lose work", () => {
  const place = browser();
  place.local.broken = true;
  place.tab.broken = true;
  const page = launch(place);
  page.lms.failing = true;
  page.session.put("p01", "only here");
  place.clock.advance(9000);
  assert.equal(page.session.status(), "ended");
  page.session.resume();
  assert.equal(page.owner.location.reloads, 0);
});

test("V2: the bar that the LMS gets is the bar that is shown", () => {
  const page = launch(browser(), { standard: "scorm2004" });
  page.session.see("aaa");
  page.session.see("bbb");
  page.session.result("qqq", quiz(0));
  page.rest();
  assert.equal(page.lms.stored.get("cmi.progress_measure"), "0.666667");
  assert.equal(
    page.lms.stored.get("cmi.score.raw"),
    "0",
    "a first try with no points reaches the LMS",
  );
  assert.equal(page.session.progress().full, 2);
});

test("a first try with no points is sent where the LMS begins with a 0 of its own", () => {
  const page = launch(browser(), { values: { "cmi.core.score.raw": "0" } });
  page.session.result("qqq", quiz(0));
  page.rest();
  assert.deepEqual(page.lms.given("cmi.core.score.raw"), ["0"]);
});

test("a value that is longer than its kind has promised is refused alone, and named", (context) => {
  const told = context.mock.method(console, "error", () => {});
  const page = launch(browser(), { config: { keys: { p01X: 4, p02Y: 4 } } });
  page.session.put("p01", "12345");
  page.session.put("p02", "é");
  page.rest();
  assert.deepEqual(
    [page.session.get("p01"), page.session.get("p02")],
    [undefined, "é"],
  );
  assert.match(told.mock.calls[0].arguments[0], /p01/);
});

test("a page that does not count calls nothing", () => {
  const page = launch(browser(), { asset: true, keys: { lessons: [], parts: [] } });
  page.session.at("glossary");
  page.rest();
  page.leave();
  assert.deepEqual(page.lms.calls, []);
});

test("a liar, a mover and a refuser in one course: the work is there at the third launch", () => {
  const place = browser();
  const bend = (api) => refuser(liar(api), /score\.min$/);
  const first = launch(place, { bend, path: mover(1) });
  first.session.put("p01", "kept");
  first.rest();
  first.leave();
  const second = launch(place, { bend, path: mover(2) });
  second.session.answerOffer(true);
  second.rest();
  second.leave();
  const third = launch(place, { path: mover(3) });
  third.session.answerOffer(true);
  assert.equal(third.session.get("p01"), "kept");
});

test("the place of a window that is closed without a word is kept on the device", () => {
  const place = browser();
  const first = launch(place);
  first.session.at("aaa");
  first.session.see("aaa");
  first.rest();
  assert.equal(first.session.status(), "saved");
  first.session.at("bbb");
  first.kill();
  const { stored } = first.lms;
  const second = launch(place, { stored });
  assert.equal(second.session.standing().at, "bbb");
  assert.equal(second.session.offer(), null);
});
