import assert from "node:assert/strict";
import { test } from "node:test";
import { Lms } from "./fake-lms.mjs";
import { browser, KEYS, visit } from "./world.mjs";

const NAMES = {
  scorm12: {
    object: "API",
    status: "cmi.core.lesson_status",
    location: "cmi.core.lesson_location",
    raw: "cmi.core.score.raw",
    exit: "cmi.core.exit",
    time: "cmi.core.session_time",
    mode: "cmi.core.lesson_mode",
    learner: "cmi.core.student_id",
  },
  scorm2004: {
    object: "API_1484_11",
    status: "cmi.completion_status",
    location: "cmi.location",
    raw: "cmi.score.raw",
    exit: "cmi.exit",
    time: "cmi.session_time",
    mode: "cmi.mode",
    learner: "cmi.learner_id",
  },
};

/** A launch: the next one over the same `lms.stored` is the learner coming back. */
function launch(place, standard = "scorm12", values = {}, options = {}) {
  const lms = new Lms(standard, values);
  Object.assign(lms, options.lms);
  place.owner[NAMES[standard].object] = lms.api;
  const page = visit(place, {
    ...options,
    config: {
      standard,
      limit: standard === "scorm12" ? 4096 : 64000,
      ...options.config,
    },
  });
  return { lms, ...page };
}

function summary(session) {
  const { full, total, complete, score, verdict, phrase } = session.progress();
  return { full, total, complete, score, verdict, phrase };
}

/** What another tab of the same browser hears of a change in storage. */
function tellTab(place, page) {
  for (const key of place.local.keys())
    page.window.emit("storage", { key, newValue: place.local.getItem(key) });
}

const pass = { points: 8, max: 10, outcomes: [{ id: "K1", points: 8, max: 10 }] };

function doAll({ session, rest }, result = pass) {
  session.see("aaa");
  rest();
  session.see("bbb");
  rest();
  session.result("qqq", result);
  rest();
}

for (const standard of ["scorm12", "scorm2004"]) {
  const names = NAMES[standard];

  test(`${standard}: the first launch is incomplete, committed once, in at most 12 calls`, () => {
    const { lms, opened, session, rest } = launch(browser(), standard);
    session.at("aaa");
    rest();
    assert.equal(lms.calls.length <= 12, true, `${lms.calls.length} calls`);
    assert.equal(lms.times("Commit"), 1);
    assert.equal(lms.stored.get(names.status), "incomplete");
    assert.equal(lms.given(names.exit)[0], "suspend");
    assert.deepEqual(opened, {
      mode: "normal",
      standard,
      resumed: false,
      at: "",
      language: "",
    });
    assert.equal(session.status(), "saved");
    assert.deepEqual(lms.faults, []);
  });

  test(`${standard}: a resumed session has its state, writes nothing on opening and restores the place`, () => {
    const place = browser();
    const first = launch(place, standard);
    first.session.at("bbb");
    first.session.see("aaa");
    first.session.put("p01", "x;~^é…");
    first.session.answer({ id: "q" });
    first.rest();
    first.leave();
    const { lms, opened, session, rest } = launch(place, standard, {
      stored: first.lms.stored,
    });
    rest();
    assert.equal(opened.resumed, true);
    assert.equal(opened.at, "bbb");
    assert.equal(session.seen("aaa"), true);
    assert.equal(session.get("p01"), "x;~^é…");
    assert.equal(lms.times("SetValue") + lms.times("Commit"), 0);
    assert.equal(lms.calls.length <= 12, true);
    assert.deepEqual([...first.lms.faults, ...lms.faults], []);
  });

  test(`${standard}: nothing final is sent before all is seen and submitted, then passed`, () => {
    const page = launch(browser(), standard);
    page.session.result("qqq", pass);
    page.rest();
    assert.deepEqual(page.lms.given(names.status), ["incomplete"]);
    assert.equal(page.lms.stored.get(names.raw), "80");
    doAll(page);
    const final = standard === "scorm12" ? "passed" : "completed";
    assert.deepEqual(page.lms.given(names.status), ["incomplete", final]);
    if (standard === "scorm2004") {
      assert.deepEqual(page.lms.given("cmi.success_status"), ["passed"]);
      assert.equal(page.lms.stored.get("cmi.progress_measure"), "1");
      assert.equal(page.lms.stored.get("cmi.score.scaled"), "0.8");
    }
    assert.deepEqual(summary(page.session), {
      full: 3,
      total: 3,
      complete: true,
      score: 80,
      verdict: "passed",
      phrase: "passed",
    });
    assert.deepEqual(page.lms.faults, []);
  });

  test(`${standard}: below the pass mark it stays incomplete with the best score, and may still pass`, () => {
    const page = launch(browser(), standard);
    doAll(page, { points: 5, max: 10 });
    page.session.result("qqq", { points: 3, max: 10 });
    page.rest();
    assert.equal(page.lms.stored.get(names.status), "incomplete");
    assert.deepEqual(page.lms.given(names.raw), ["50"]);
    assert.deepEqual(page.session.best("qqq"), { points: 5, max: 10, tries: 2 });
    page.session.result("qqq", { points: 7, max: 10 });
    page.rest();
    assert.equal(
      page.lms.given(names.status).at(-1),
      standard === "scorm12" ? "passed" : "completed",
    );
    assert.deepEqual(page.lms.given(names.raw), ["50", "70"]);
  });

  test(`${standard}: failed only when the attempts are used up`, () => {
    const page = launch(browser(), standard, {}, { config: { attempts: 2 } });
    doAll(page, { points: 5, max: 10 });
    assert.equal(page.lms.stored.get(names.status), "incomplete");
    page.session.result("qqq", { points: 1, max: 10 });
    page.rest();
    const element = standard === "scorm12" ? names.status : "cmi.success_status";
    assert.equal(page.lms.stored.get(element), "failed");
  });

  test(`${standard}: without an assessment it is completed and has no score`, () => {
    const keys = { lessons: KEYS.lessons.slice(0, 2), parts: [] };
    const page = launch(browser(), standard, {}, { keys });
    page.session.see("aaa");
    page.session.see("bbb");
    page.rest();
    assert.equal(page.lms.stored.get(names.status), "completed");
    assert.deepEqual(page.lms.given(names.raw), []);
    assert.equal(page.lms.given("cmi.success_status").length, 0);
  });

  test(`${standard}: what the LMS holds as passed is never taken back, whatever the state says`, () => {
    const stored =
      standard === "scorm12"
        ? { [names.status]: "passed" }
        : { [names.status]: "completed", "cmi.success_status": "passed" };
    const page = launch(browser(), standard, stored);
    page.session.see("aaa");
    page.rest();
    page.leave();
    assert.deepEqual(page.lms.given(names.status), []);
    assert.deepEqual(page.lms.given("cmi.success_status"), []);
  });

  test(`${standard}: review and browse write nothing and keep nothing`, () => {
    for (const mode of ["review", "browse"]) {
      const place = browser();
      const values = { [names.mode]: mode, [names.status]: "completed" };
      const page = launch(place, standard, values);
      assert.equal(page.opened.mode, mode);
      assert.equal(page.session.status(), mode === "browse" ? "preview" : "review");
      doAll(page);
      page.session.put("p01", "x");
      page.session.at("aaa");
      page.session.answer({ id: "q", type: "choice", assessment: true });
      page.rest();
      page.leave();
      assert.equal(page.lms.times("SetValue") + page.lms.times("Commit"), 0);
      assert.equal(page.lms.times("Finish"), 1);
      assert.deepEqual(place.local.keys(), []);
      assert.equal(page.session.get("p01"), "x");
    }
  });

  test(`${standard}: leaving commits, then finishes exactly once, and calls nothing after`, () => {
    const page = launch(browser(), standard);
    page.session.see("aaa");
    page.leave();
    page.window.emit("pagehide", {});
    page.hide();
    const names = page.lms.calls
      .map(([name]) => name)
      .filter((name) => name !== "GetLastError");
    // In 2004 closing stores what was set: one request.
    assert.deepEqual(names.slice(-2), [
      standard === "scorm12" ? "Commit" : "SetValue",
      "Finish",
    ]);
    assert.equal(page.lms.times("Finish"), 1);
    assert.equal(page.lms.times("Initialize"), 1);
    assert.deepEqual(page.lms.faults, []);
  });

  test(`${standard}: the session's time is set before every commit`, () => {
    const page = launch(browser(), standard);
    doAll(page);
    page.leave();
    const calls = page.lms.calls;
    calls.forEach(
      ([name], i) => name === "Commit" && assert.equal(calls[i - 1][1], names.time),
    );
    assert.equal(page.lms.times("Commit") > 3, true);
  });

  test(`${standard}: one commit for an answer or a lesson, however often the page asks`, () => {
    const page = launch(browser(), standard);
    const before = page.lms.times("Commit");
    page.session.put("p01", "b");
    page.session.answer({
      id: "q1",
      type: "choice",
      response: ["b"],
      assessment: true,
    });
    page.session.see("aaa");
    page.session.flush();
    page.session.flush();
    page.rest();
    assert.equal(page.lms.times("Commit"), before + 1);
    page.session.flush();
    page.rest();
    assert.equal(page.lms.times("Commit"), before + 1, "nothing new, no request");
  });

  test(`${standard}: numbers instead of text, as Moodle's app returns them, change nothing`, () => {
    const place = browser();
    const first = launch(place, standard, {}, { lms: { numbers: true } });
    doAll(first);
    first.session.answer({
      id: "q1",
      type: "choice",
      response: ["b"],
      assessment: true,
    });
    first.rest();
    first.leave();
    const { lms, session, rest } = launch(
      place,
      standard,
      { stored: first.lms.stored },
      { lms: { numbers: true } },
    );
    assert.equal(session.progress().score, 80);
    session.answer({ id: "q2", type: "choice", response: ["b"], assessment: true });
    rest();
    assert.equal(lms.stored.get("cmi.interactions.1.id"), "q2");
    assert.deepEqual(lms.faults, []);
  });

  test(`${standard}: commits that fail for a minute lose nothing; the pauses grow; all is re-sent`, () => {
    const place = browser();
    const page = launch(place, standard);
    const seen = [];
    page.session.on("status", (status) => seen.push(status));
    page.lms.failing = true;
    page.session.see("aaa");
    page.session.see("bbb");
    page.session.result("qqq", pass);
    page.tick();
    assert.equal(page.session.status(), "waiting");
    assert.equal(place.local.keys().length, 1);
    const pauses = [];
    let last = page.lms.times("Commit");
    for (let second = 1; second <= 200; second++) {
      place.clock.advance(1000);
      if (page.lms.times("Commit") > last) pauses.push(second);
      last = page.lms.times("Commit");
    }
    assert.deepEqual(pauses, [2, 6, 14, 30, 62, 122, 182]);
    page.lms.failing = false;
    place.clock.advance(60000);
    assert.deepEqual(seen, ["waiting", "ended", "saved"]);
    assert.equal(
      page.lms.stored.get(names.status),
      standard === "scorm12" ? "passed" : "completed",
    );
    assert.equal(page.lms.stored.get(names.raw), "80");
    assert.equal(place.local.keys().length, 1, "a commit is a hope");
    assert.deepEqual(page.lms.faults, []);
    page.kill();
    const next = launch(place, standard, { stored: page.lms.stored });
    assert.equal(next.session.progress().complete, true);
    assert.deepEqual(place.local.keys(), [], "reading back is the proof");
  });

  test(`${standard}: Moodle forgets what was in a failed commit, and gets it all the same`, () => {
    const place = browser();
    const page = launch(place, standard, {}, { lms: { forgetful: true } });
    page.session.see("aaa");
    page.session.see("bbb");
    page.rest();
    page.lms.failing = true;
    page.session.result("qqq", pass);
    page.tick();
    page.lms.failing = false;
    place.clock.advance(2000);
    assert.equal(page.session.status(), "saved");
    assert.equal(
      page.lms.stored.get(names.status),
      standard === "scorm12" ? "passed" : "completed",
    );
    if (standard === "scorm2004")
      assert.equal(page.lms.stored.get("cmi.success_status"), "passed");
    assert.equal(page.lms.stored.get(names.raw), "80");
    assert.equal(
      launch(place, standard, { stored: page.lms.stored }).session.progress().complete,
      true,
    );
  });

  test(`${standard}: a pass that was once confirmed is not touched when a later commit fails`, () => {
    const place = browser();
    const page = launch(place, standard);
    doAll(page);
    page.lms.failing = true;
    page.session.put("p01", "later");
    page.session.answer({ id: "q" });
    page.rest();
    page.lms.failing = false;
    place.clock.advance(2000);
    const words = page.lms.given(names.status);
    const final = standard === "scorm12" ? "passed" : "completed";
    assert.deepEqual(words.slice(0, 2), ["incomplete", final]);
    assert.deepEqual([...new Set(words.slice(1))], [final]);
    assert.deepEqual([...new Set(page.lms.given(names.raw))], ["80"]);
  });

  test(`${standard}: an API that throws, or goes away, is waited for`, () => {
    for (const spoil of [
      (page, place) => (page.lms.throwing = true),
      (page, place) => delete place.owner[names.object],
    ]) {
      const place = browser();
      const page = launch(place, standard);
      spoil(page, place);
      page.session.put("p01", "kept");
      page.session.see("aaa");
      page.rest();
      assert.equal(page.session.status(), "waiting");
      page.lms.throwing = false;
      place.owner[names.object] = page.lms.api;
      place.clock.advance(2000);
      assert.equal(page.session.status(), "saved");
      assert.equal(
        launch(place, standard, { stored: page.lms.stored }).session.get("p01"),
        "kept",
      );
    }
  });

  test(`${standard}: a tab that dies while the LMS fails leaves a copy for the next launch`, () => {
    const place = browser();
    const page = launch(place, standard);
    page.lms.failing = true;
    page.session.put("p01", "kept");
    page.session.answer({
      id: "q1",
      type: "choice",
      response: ["a"],
      assessment: true,
    });
    page.session.see("aaa");
    page.rest();
    place.clock.timers.clear();
    const next = launch(place, standard, { stored: page.lms.stored });
    assert.equal(next.session.get("p01"), "kept");
    assert.equal(next.session.seen("aaa"), true);
    next.rest();
    assert.equal(next.lms.stored.get("cmi.interactions.0.id"), "q1");
    next.kill();
    const third = launch(place, standard, { stored: next.lms.stored });
    assert.equal(third.session.get("p01"), "kept");
    assert.deepEqual(place.local.keys(), []);
  });

  test(`${standard}: already open is no failure; any other refusal or a throw stops saving`, () => {
    const place = browser();
    const already = launch(place, standard, {}, { lms: { open: true } });
    assert.equal(already.session.status(), "saved");
    for (const spoil of [
      (lms) => (lms.throwing = true),
      (lms) => (lms.initialize = () => lms.refuse("closed")),
    ]) {
      const lms = new Lms(standard);
      spoil(lms);
      place.owner[names.object] = lms.api;
      const page = visit(place, { config: { standard } });
      page.session.put("p02", "kept here");
      page.rest();
      place.clock.advance(100000);
      page.leave();
      assert.equal(page.session.status(), "stopped");
      assert.equal(lms.times("Initialize"), 1);
      assert.equal(
        lms.times("SetValue") + lms.times("Commit") + lms.times("Finish"),
        0,
      );
      page.session.reopen();
      const next = launch(place, standard, { stored: already.lms.stored });
      assert.equal(next.session.get("p02"), "kept here");
      next.rest();
      already.lms.stored = next.lms.stored;
    }
    assert.equal(place.owner.location.reloads, 2);
  });

  test(`${standard}: a page back from the browser's cache says that saving has stopped and keeps all`, () => {
    const place = browser();
    const page = launch(place, standard);
    page.leave();
    page.document.visibilityState = "visible";
    page.window.emit("pageshow", { persisted: true });
    assert.equal(page.session.status(), "stopped");
    const calls = page.lms.calls.length;
    page.session.put("p01", "after");
    page.session.see("bbb");
    page.rest();
    place.clock.advance(60000);
    page.leave();
    assert.equal(page.lms.calls.length, calls);
    const next = launch(place, standard, { stored: page.lms.stored });
    assert.equal(next.session.get("p01"), "after");
    assert.equal(next.session.seen("bbb"), true);
  });

  test(`${standard}: another learner on the device sees nothing of the first`, () => {
    const place = browser();
    const anna = launch(place, standard);
    anna.lms.failing = true;
    anna.session.put("p01", "Anna's");
    anna.session.answer({ id: "q" });
    anna.rest();
    place.clock.timers.clear();
    const bert = launch(place, standard, { [names.learner]: "bert" });
    assert.equal(bert.session.get("p01"), undefined);
    assert.equal(bert.opened.resumed, false);
    assert.equal(bert.session.offer(), null);
    bert.leave();
    assert.equal(
      place.local.keys().some((key) => /anna|bert/.test(key)),
      false,
    );
    const back = launch(place, standard, { stored: anna.lms.stored });
    assert.equal(back.session.get("p01"), "Anna's");
  });

  test(`${standard}: a state that the LMS cannot read out is not overwritten`, () => {
    const place = browser();
    const lms = new Lms(standard, { "cmi.suspend_data": null });
    lms.version = {
      ...lms.version,
      codes: { ...lms.version.codes, unset: standard === "scorm12" ? "101" : "301" },
    };
    place.owner[names.object] = lms.api;
    const page = visit(place, { config: { standard } });
    page.session.put("p01", "x");
    page.leave();
    assert.equal(page.session.status(), "stopped");
    assert.deepEqual(lms.given("cmi.suspend_data"), []);
  });
}

test("no credit: the state and completion are saved, no score and no verdict", () => {
  const page = launch(browser(), "scorm12", { "cmi.core.credit": "no-credit" });
  doAll(page);
  assert.deepEqual(page.lms.given("cmi.core.score.raw"), []);
  assert.equal(page.lms.stored.get("cmi.core.lesson_status"), "completed");
});

test("a preview that was never attempted leaves no Finish that Moodle would make completed", () => {
  const page = launch(browser(), "scorm12", { "cmi.core.lesson_mode": "browse" });
  page.leave();
  assert.equal(page.lms.times("Finish"), 0);
});

test("a score that the LMS holds is never lowered", () => {
  const page = launch(browser(), "scorm12", { "cmi.core.score.raw": "90" });
  page.session.result("qqq", pass);
  page.rest();
  assert.deepEqual(page.lms.given("cmi.core.score.raw"), []);
});

test("a commit into the dark is not believed: hidden or offline, it is seen through when the page is back", () => {
  for (const dark of ["hidden", "offline"]) {
    const place = browser();
    const page = launch(place, "scorm12");
    page.lms.failing = null;
    page.lms.forgetful = true;
    page.session.put("p01", "x");
    if (dark === "offline") page.window.navigator.onLine = false;
    if (dark === "offline") page.session.flush();
    else page.hide();
    page.tick();
    assert.equal(place.local.keys().length, 1, dark);
    assert.equal(page.session.status(), dark === "offline" ? "waiting" : "saved");
    page.lms.failing = false;
    page.window.navigator.onLine = true;
    if (dark === "offline") page.window.emit("online");
    else page.hide("visible");
    assert.equal(page.session.status(), "saved");
    assert.equal(
      launch(browser(), "scorm12", { stored: page.lms.stored }).session.get("p01"),
      "x",
      dark,
    );
  }
});

test("an answer in the moment of leaving survives a lost beacon, and costs nothing where it arrived", () => {
  for (const lost of [true, false]) {
    const place = browser();
    const page = launch(place, "scorm12");
    page.session.put("p01", "last word");
    page.session.at("bbb");
    if (lost) page.lms.failing = null;
    page.leave();
    assert.equal(place.local.keys().length, 1);
    const next = launch(place, "scorm12", { stored: page.lms.stored });
    assert.equal(next.session.get("p01"), "last word");
    next.rest();
    assert.equal(next.lms.times("Commit"), lost ? 1 : 0);
    next.kill();
    launch(place, "scorm12", { stored: next.lms.stored });
    assert.deepEqual(place.local.keys(), []);
  }
});

test("an attempt that was read back and is empty now was reset: its copy goes, and nobody is asked", () => {
  const place = browser();
  const first = launch(place, "scorm12");
  first.session.put("p01", "old");
  first.leave();
  const again = launch(place, "scorm12", { stored: first.lms.stored });
  again.lms.failing = true;
  again.session.put("p02", "old");
  again.leave();
  const fresh = launch(place, "scorm12");
  assert.equal(fresh.session.offer(), null);
  assert.equal(fresh.session.progress().phrase, "fresh");
  assert.deepEqual(
    [fresh.session.get("p01"), fresh.session.get("p02")],
    [undefined, undefined],
  );
  assert.equal(place.local.keys().length, 1, "the new attempt's own");
});

test("F1: work that the LMS has lost is offered at the next launch, merged only when it is taken over", () => {
  const place = browser();
  const page = launch(place, "scorm12", {}, { lms: { failing: null } });
  page.session.see("aaa");
  page.session.put("p01", "first");
  page.rest();
  assert.equal(page.session.status(), "saved");
  page.leave();
  const next = launch(place, "scorm12");
  const { done, total, finished, asks } = next.session.offer();
  assert.deepEqual([done, total, finished, asks], [1, 3, false, true]);
  assert.equal(next.session.get("p01"), undefined);
  next.session.answerOffer(true);
  next.rest();
  assert.equal(next.session.get("p01"), "first");
  assert.equal(next.session.offer(), null);
  assert.equal(
    launch(browser(), "scorm12", { stored: next.lms.stored }).session.get("p01"),
    "first",
  );
});

test("a question that nobody answers takes nothing away: the copy stays, and is offered in the menu", () => {
  const place = browser();
  const page = launch(place, "scorm12", {}, { lms: { failing: null } });
  doAll(page);
  page.leave();
  const second = launch(place, "scorm12");
  assert.equal(second.session.offer().finished, true);
  second.session.see("bbb");
  second.rest();
  second.leave();
  const third = launch(place, "scorm12", { stored: second.lms.stored });
  assert.equal(third.session.seen("aaa"), false);
  assert.equal(third.session.offer().asks, false);
  third.session.answerOffer(true);
  assert.equal(third.session.seen("aaa"), true);
});

test("Begin empty deletes the copy, and nothing else does", () => {
  const place = browser();
  const page = launch(place, "scorm12", {}, { lms: { failing: null } });
  page.session.put("p01", "first");
  page.leave();
  const next = launch(place, "scorm12");
  next.session.answerOffer(false);
  assert.equal(next.session.offer(), null);
  next.leave();
  const third = launch(place, "scorm12");
  assert.equal(third.session.get("p01"), undefined);
  assert.equal(third.session.offer()?.done ?? 0, 0);
});

test("an LMS that is seen to wait for its server is believed: the copy goes at once", () => {
  const place = browser();
  place.owner.performance = {
    now: () => (place.clock.now += 1),
    getEntriesByType: () => [],
  };
  const page = launch(place, "scorm12");
  const commit = page.lms.commit;
  page.lms.commit = function () {
    const startTime = place.owner.performance.now();
    const result = commit.call(this);
    const entry = {
      initiatorType: "xmlhttprequest",
      responseStatus: 200,
      startTime,
      responseEnd: startTime + 1,
    };
    place.clock.now += 5;
    place.owner.performance.getEntriesByType = () => [entry];
    return result;
  };
  page.session.put("p01", "x");
  assert.equal(place.local.keys().length, 1);
  place.clock.advance(5000);
  assert.deepEqual(place.local.keys(), []);
  page.session.put("p02", "y");
  page.lms.failing = true;
  page.leave();
  const fresh = launch(place, "scorm12");
  assert.equal(fresh.session.offer(), null, "a second attempt there is no loss");
});

test("a copy that nobody has proved for 60 days goes, at a launch of any package", () => {
  const place = browser();
  const page = launch(place, "scorm12", {}, { lms: { failing: null } });
  page.session.put("p01", "x");
  page.leave();
  const other = { config: { module: "another" }, path: "/elsewhere" };
  place.clock.advance(60 * 86400000);
  launch(place, "scorm12", {}, other).kill();
  assert.equal(place.local.keys().filter((key) => key.includes("tutors")).length, 1);
  place.clock.advance(86400000);
  launch(place, "scorm12", {}, other).kill();
  assert.equal(place.local.keys().filter((key) => key.includes("tutors")).length, 0);
});

test("two tabs: neither wipes out the other's answers", () => {
  const place = browser();
  const one = launch(place, "scorm12");
  const two = launch(place, "scorm12", { stored: one.lms.stored });
  place.owner.API = one.lms.api;
  one.session.put("p01", "from one");
  tellTab(place, two);
  one.session.flush();
  one.rest();
  place.owner.API = two.lms.api;
  two.session.put("p02", "from two");
  two.session.flush();
  two.rest();
  const next = launch(place, "scorm12", { stored: two.lms.stored });
  assert.equal(next.session.get("p01"), "from one");
  assert.equal(next.session.get("p02"), "from two");
});

test("two tabs that both wait share one copy", () => {
  const place = browser();
  const one = launch(place, "scorm12");
  const two = launch(place, "scorm12", { stored: one.lms.stored });
  one.lms.failing = two.lms.failing = true;
  one.session.put("p01", "one");
  two.session.put("p02", "two");
  place.clock.timers.clear();
  const next = launch(place, "scorm12", { stored: one.lms.stored });
  assert.deepEqual([next.session.get("p01"), next.session.get("p02")], ["one", "two"]);
});

test("F9: the copy is found wherever the LMS serves the package from; another attempt gets it only by choice", () => {
  const place = browser();
  const page = launch(place, "scorm12");
  page.lms.failing = true;
  page.session.put("p01", "x");
  page.kill();
  const { stored } = page.lms;
  const other = launch(
    place,
    "scorm12",
    {},
    { path: "/pluginfile.php/8/mod_scorm/content/1/index.html" },
  );
  assert.equal(other.session.get("p01"), undefined);
  other.kill();
  const moved = launch(
    place,
    "scorm12",
    { stored },
    { path: "/signed/3f2a/index.html" },
  );
  assert.equal(moved.session.get("p01"), "x");
});

test("a learner without an id has a copy only until the tab closes", () => {
  const place = browser();
  const page = launch(place, "scorm12", { "cmi.core.student_id": "" });
  page.lms.failing = true;
  page.session.put("p01", "x");
  assert.deepEqual(place.local.keys(), []);
  assert.equal(place.tab.keys().length, 1);
  const next = launch(place, "scorm12", {
    stored: page.lms.stored,
    "cmi.core.student_id": "",
  });
  assert.equal(next.session.get("p01"), "x");
});

test("storage that throws breaks nothing, and leaving is warned of only while something is unsaved", () => {
  const place = browser();
  place.local.broken = place.tab.broken = true;
  const page = launch(place, "scorm12");
  const warned = () => {
    let asked = false;
    page.window.emit("beforeunload", { preventDefault: () => (asked = true) });
    return asked;
  };
  assert.equal(warned(), false);
  page.lms.failing = true;
  page.session.put("p01", "x");
  page.session.flush();
  page.tick();
  assert.equal(page.session.status(), "waiting");
  assert.equal(warned(), true);
  page.lms.failing = false;
  place.clock.advance(2000);
  assert.equal(warned(), false);
  page.lms.failing = true;
  place.local.broken = false;
  page.session.put("p01", "y");
  page.session.flush();
  page.tick();
  assert.equal(warned(), false, "the copy on the device is enough");
});

test("a damaged state costs only what was hit, and the page opens", () => {
  const place = browser();
  const page = launch(place, "scorm12");
  page.session.put("p01", "one");
  page.session.put("p02", "two");
  page.session.see("aaa");
  page.rest();
  const { stored } = page.lms;
  const text = stored.get("cmi.suspend_data");
  for (const bad of [
    text.slice(0, -6),
    text.replace("one;", "one"),
    `${text}x`,
    '{"v":1}',
    "\u0000",
    "~~~",
  ]) {
    const next = launch(browser(), "scorm12", {
      stored: new Map([...stored, ["cmi.suspend_data", bad]]),
    });
    next.session.put("p03", "new");
    next.session.flush();
    next.rest();
    assert.equal(next.session.get("p03"), "new");
    assert.equal(next.session.status(), "saved");
    if (bad.startsWith("1")) assert.equal(next.session.seen("aaa"), true);
  }
});

test("a lesson inserted later re-opens progress, not the status; one taken out keeps its record", () => {
  const place = browser();
  const page = launch(place, "scorm12");
  doAll(page);
  page.leave();
  const more = {
    ...KEYS,
    lessons: [{ key: "new", assessment: false }, ...KEYS.lessons.slice(1)],
  };
  const next = launch(place, "scorm12", { stored: page.lms.stored }, { keys: more });
  assert.deepEqual(summary(next.session), {
    full: 2,
    total: 3,
    complete: false,
    score: 80,
    verdict: "incomplete",
    phrase: "passed-left",
  });
  next.session.put("p01", "x");
  next.leave();
  assert.equal(next.lms.stored.get("cmi.core.lesson_status"), "passed");
  const back = launch(place, "scorm12", { stored: next.lms.stored });
  assert.equal(back.session.progress().full, 3);
});

test("several assessments: one not yet tried counts with its points, and the score never falls", () => {
  const keys = {
    lessons: [
      { key: "aaa", assessment: true, max: 10 },
      { key: "bbb", assessment: true, max: 10 },
    ],
    parts: [],
  };
  const page = launch(browser(), "scorm12", {}, { keys });
  page.session.result("aaa", { points: 9, max: 10 });
  page.rest();
  page.session.result("bbb", { points: 6.67, max: 10 });
  page.rest();
  assert.deepEqual(page.lms.given("cmi.core.score.raw"), ["45", "78.35"]);
  assert.equal(page.lms.stored.get("cmi.core.lesson_status"), "passed");
});

test("what is reported: assessments by default, all, or none; a reflection never", () => {
  const sent = (report) => {
    const page = launch(browser(), "scorm12", {}, { config: { report } });
    page.session.answer({
      id: "test",
      type: "choice",
      response: ["a"],
      assessment: true,
    });
    page.session.answer({
      id: "practice",
      type: "choice",
      response: ["a"],
      assessment: false,
    });
    page.session.answer({
      id: "thoughts",
      type: "reflection",
      response: "secret",
      assessment: true,
    });
    page.rest();
    assert.deepEqual(page.lms.faults, []);
    return [0, 1, 2]
      .map((n) => page.lms.stored.get(`cmi.interactions.${n}.id`))
      .filter(Boolean);
  };
  assert.deepEqual(sent("assessment"), ["test"]);
  assert.deepEqual(sent("all"), ["test", "practice"]);
  assert.deepEqual(sent("none"), []);
});

test("interactions end at 250", () => {
  const stored = new Map(
    Array.from({ length: 249 }, (_, n) => [`cmi.interactions.${n}.id`, `q${n}`]),
  );
  const page = launch(browser(), "scorm12", { stored });
  page.session.answer({
    id: "last",
    type: "choice",
    response: ["a"],
    assessment: true,
  });
  page.session.answer({
    id: "over",
    type: "choice",
    response: ["a"],
    assessment: true,
  });
  page.rest();
  assert.equal(page.lms.stored.get("cmi.interactions.249.id"), "last");
  assert.equal(page.lms.stored.has("cmi.interactions.250.id"), false);
  assert.equal(page.session.status(), "saved");
});

test("objectives are looked up by id and tell of the best try", () => {
  for (const standard of ["scorm12", "scorm2004"]) {
    const page = launch(browser(), standard, {
      stored: new Map([
        ["cmi.objectives.0.id", "OTHER"],
        ["cmi.objectives.1.id", "K1"],
      ]),
    });
    const result = (k1, s1) => ({
      points: k1 + s1,
      max: 10,
      outcomes: [
        { id: "K1", points: k1, max: 5 },
        { id: "S1", points: s1, max: 5 },
      ],
    });
    page.session.result("qqq", result(5, 2));
    page.rest();
    page.session.result("qqq", result(1, 1));
    page.rest();
    const raw = (n) => page.lms.stored.get(`cmi.objectives.${n}.score.raw`);
    assert.equal(page.lms.stored.get("cmi.objectives.2.id"), "S1");
    assert.deepEqual([raw(0), raw(1), raw(2)], [undefined, "100", "40"]);
    assert.deepEqual(page.lms.faults, []);
  }
});

test("an answer that no version can take spoils nothing else", () => {
  const page = launch(browser(), "scorm12");
  page.session.answer({
    id: "odd",
    type: "matching",
    response: "not a list",
    assessment: true,
  });
  page.session.answer({
    id: "even",
    type: "choice",
    response: ["a"],
    assessment: true,
  });
  page.rest();
  assert.equal(page.lms.stored.get("cmi.interactions.0.id"), "even");
  assert.equal(page.session.status(), "saved");
});

test("M6: a typed draft is on the device at once and committed after two seconds of rest", () => {
  const place = browser();
  const page = launch(place, "scorm12");
  const before = page.lms.times("Commit");
  for (const text of ["d", "dr", "draft"]) {
    page.session.put("p01", text, true);
    place.clock.advance(1900);
  }
  assert.equal(page.lms.times("Commit"), before);
  place.clock.advance(100);
  assert.equal(page.lms.times("Commit"), before + 1);
  assert.equal(place.local.keys().length, 1);
});

test("M6: a tick is committed within two seconds, and at once where the device keeps nothing", () => {
  const place = browser();
  const page = launch(place, "scorm12");
  page.session.put("p01", "a");
  page.rest();
  assert.equal(
    launch(browser(), "scorm12", { stored: page.lms.stored }).session.get("p01"),
    "a",
  );
  place.local.broken = true;
  place.tab.broken = true;
  const bare = launch(place, "scorm12");
  bare.session.put("p01", "b");
  bare.tick();
  assert.equal(bare.session.status(), "saved");
  assert.equal(
    launch(browser(), "scorm12", { stored: bare.lms.stored }).session.get("p01"),
    "b",
  );
});

test("without an LMS progress is kept on the device and erased on demand", () => {
  for (const config of [{ standard: "web", limit: null }, { standard: "scorm12" }]) {
    const place = browser();
    const alone = { config, alone: true };
    const first = visit(place, alone);
    assert.deepEqual(
      [first.opened.standard, first.session.status()],
      ["device", "device"],
    );
    doAll(first);
    first.session.put("p01", "x");
    first.session.at("bbb");
    assert.deepEqual(place.local.keys(), ["spread:tutors:module"]);
    const second = visit(place, alone);
    assert.equal(second.opened.resumed, true);
    assert.equal(second.opened.at, "bbb");
    assert.equal(second.session.get("p01"), "x");
    assert.deepEqual(summary(second.session), {
      full: 3,
      total: 3,
      complete: true,
      score: 80,
      verdict: "passed",
      phrase: "passed",
    });
    second.session.note("thoughts", "mine");
    second.session.erase();
    assert.deepEqual(place.local.keys(), []);
    assert.equal(second.session.progress().full, 0);
    second.leave();
    const third = visit(place, alone);
    assert.equal(third.opened.resumed, false);
    assert.equal(third.session.note("thoughts"), undefined);
  }
});

test("notes stay on the device: the LMS is told nothing of them", () => {
  const place = browser();
  const page = launch(place, "scorm12");
  const calls = page.lms.calls.length;
  page.session.note("p01", "only for me");
  place.clock.advance(60000);
  assert.equal(page.lms.calls.length, calls);
  assert.equal(
    launch(place, "scorm12", { stored: page.lms.stored }).session.note("p01"),
    "only for me",
  );
});

test("the chosen language is kept and told to the LMS", () => {
  const place = browser();
  const languages = ["en", "it", "de"];
  const page = launch(
    place,
    "scorm12",
    { "cmi.student_preference.language": "it" },
    { languages },
  );
  assert.equal(page.opened.language, "it");
  page.session.language("de");
  page.rest();
  assert.equal(page.lms.stored.get("cmi.student_preference.language"), "de");
  assert.equal(
    launch(place, "scorm12", { stored: page.lms.stored }, { languages }).opened
      .language,
    "de",
  );
});

test("a lesson that is its own SCO sends completion and no score, and has its own copy", () => {
  const place = browser();
  const keys = { lessons: [{ key: "aaa", assessment: false }], parts: ["p01"] };
  const page = launch(place, "scorm12", {}, { keys, sco: "roles" });
  page.lms.failing = true;
  page.session.put("p01", "x");
  assert.match(place.local.keys()[0], /^spread:tutors:roles:/);
  page.lms.failing = false;
  page.session.see("aaa");
  page.rest();
  assert.equal(page.lms.stored.get("cmi.core.lesson_status"), "completed");
  assert.equal(page.lms.stored.has("cmi.core.score.raw"), false);
});

test("a page or an unknown key never counts as a lesson", () => {
  const page = launch(browser(), "scorm12");
  page.session.see("glossary");
  page.session.see(undefined);
  page.rest();
  assert.equal(page.session.progress().full, 0);
  assert.equal(page.lms.times("Commit"), 1);
});

test("leaving without having been hidden first is no confirmation either", () => {
  const place = browser();
  const page = launch(place, "scorm12");
  page.session.put("p01", "x");
  page.lms.failing = null;
  page.window.emit("pagehide", {});
  assert.equal(place.local.keys().length, 1);
});

test("F5: what is refused is refused for good, and costs the rest nothing; a state that is refused stays here", () => {
  for (const element of [
    "cmi.core.lesson_location",
    "cmi.core.score.min",
    "cmi.core.score.max",
    "cmi.suspend_data",
  ]) {
    const page = launch(browser(), "scorm12");
    const { set } = page.lms;
    page.lms.set = function (name, value) {
      return name === element ? this.refuse("unknown") : set.call(this, name, value);
    };
    page.session.at("bbb");
    doAll(page);
    const asked = page.lms.given(element).length;
    page.session.flush();
    page.rest();
    assert.equal(
      page.session.status(),
      element === "cmi.suspend_data" ? "device" : "saved",
      element,
    );
    assert.equal(page.lms.stored.get("cmi.core.lesson_status"), "passed", element);
    assert.equal(page.lms.stored.get("cmi.core.score.raw"), "80", element);
    assert.equal(page.lms.given(element).length, asked, "not asked again");
    if (element !== "cmi.suspend_data") assert.equal(asked, 1);
  }
});

test("a lesson's commit is not put off by a draft typed after it", () => {
  const page = launch(browser(), "scorm12");
  page.session.see("aaa");
  page.session.put("p01", "x");
  page.rest();
  assert.equal(page.lms.times("Commit"), 2);
});

test("a place alone is not committed, and goes with the next commit", () => {
  const place = browser();
  const page = launch(place, "scorm12");
  page.session.at("bbb");
  page.rest();
  assert.equal(page.lms.times("Commit"), 1);
  page.session.see("aaa");
  page.rest();
  assert.equal(page.lms.stored.get("cmi.core.lesson_location"), "bbb");
});

test("no warning while all is well, and no stop when a page is shown for the first time", () => {
  const place = browser();
  place.local.broken = place.tab.broken = true;
  const page = launch(place, "scorm12");
  page.session.put("p01", "x");
  page.window.emit("beforeunload", {
    preventDefault: () => assert.fail("leaving saves it"),
  });
  page.window.emit("pageshow", { persisted: false });
  assert.equal(page.session.status(), "saved");
});

test("a tab that saves takes along what another left waiting, but not what comes meanwhile", () => {
  const place = browser();
  const one = launch(place, "scorm12");
  const two = launch(place, "scorm12", { stored: one.lms.stored });
  two.lms.failing = true;
  one.session.put("p01", "one");
  two.session.put("p02", "two");
  place.owner.API = one.lms.api;
  const commit = one.lms.commit;
  one.lms.commit = function () {
    two.session.put("p03", "meanwhile");
    return commit.call(this);
  };
  one.session.flush();
  one.rest();
  assert.equal(one.session.status(), "saved");
  const next = launch(place, "scorm12", { stored: one.lms.stored });
  assert.deepEqual(["p01", "p02", "p03"].map(next.session.get), [
    "one",
    "two",
    "meanwhile",
  ]);
});

test("a tab with an older attempt adds nothing to the new one", () => {
  const place = browser();
  const old = launch(place, "scorm12");
  const fresh = launch(place, "scorm12");
  old.session.put("p01", "old attempt");
  const [key] = place.local.keys();
  fresh.window.emit("storage", { key, newValue: "something" });
  assert.equal(fresh.session.get("p01"), undefined);
  assert.equal(
    launch(place, "scorm12", { stored: fresh.lms.stored }).session.get("p01"),
    undefined,
  );
});

test("a session that could not open shows what waits on the device, and its answers are the newer ones", () => {
  const place = browser();
  const page = launch(place, "scorm12");
  page.session.put("p01", "saved");
  page.session.flush();
  page.rest();
  page.lms.failing = true;
  page.session.put("p02", "waiting");
  place.clock.timers.clear();
  const stopped = launch(
    place,
    "scorm12",
    { stored: page.lms.stored },
    { lms: { throwing: true } },
  );
  assert.equal(stopped.session.status(), "stopped");
  assert.equal(stopped.session.get("p02"), "waiting");
  place.local.map.clear();
  const bare = launch(
    place,
    "scorm12",
    { stored: page.lms.stored },
    { lms: { throwing: true } },
  );
  bare.session.put("p01", "newer");
  const next = launch(place, "scorm12", { stored: page.lms.stored });
  assert.equal(next.session.get("p01"), "newer");
});

test("what is set again after a failure never falls below what the LMS held before", () => {
  const place = browser();
  const page = launch(place, "scorm12", { "cmi.core.lesson_status": "completed" });
  page.session.see("aaa");
  page.session.see("bbb");
  page.rest();
  page.lms.failing = true;
  page.session.result("qqq", pass);
  page.tick();
  page.lms.failing = false;
  place.clock.advance(2000);
  assert.deepEqual(page.lms.given("cmi.core.lesson_status"), [
    "passed",
    "completed",
    "passed",
  ]);
  assert.deepEqual(page.lms.given("cmi.core.score.raw"), ["80", "79.99", "80"]);
});

test("an answer that is sent again takes its own place, and a reflection is not even in the copy", () => {
  const place = browser();
  const page = launch(place, "scorm12");
  page.lms.failing = true;
  page.session.answer({ id: "q1", type: "choice", response: ["a"], assessment: true });
  page.session.answer({
    id: "q2",
    type: "reflection",
    response: "secret",
    assessment: true,
  });
  page.rest();
  assert.equal([...place.local.map.values()].join().includes("secret"), false);
  page.lms.failing = false;
  place.clock.advance(2000);
  assert.equal(page.lms.count("cmi.interactions"), 1);
});

test("a counter as new is no proof alone: what another device has not seen is merged, not dropped", () => {
  const [one, two] = [browser(), browser()];
  const first = launch(one, "scorm12");
  first.rest();
  const { stored } = first.lms;
  first.lms.failing = null;
  first.session.put("p01", "first device");
  first.leave();
  const second = launch(two, "scorm12", { stored });
  for (const text of ["a", "b", "second device"]) second.session.put("p02", text);
  second.rest();
  second.leave();
  const back = launch(one, "scorm12", { stored });
  assert.deepEqual(
    [back.session.get("p01"), back.session.get("p02")],
    ["first device", "second device"],
  );
});
