import assert from "node:assert/strict";
import { test } from "node:test";
import { Lms } from "./fake-lms.mjs";
import { load } from "./world.mjs";

const { lms, interactions } = load();
const { decimal, span } = interactions;
const api12 = () => new Lms("scorm12").api;

function tower(height, top) {
  let window = top;
  window.parent ??= window;
  for (let i = 0; i < height; i++) window = { parent: window };
  return window;
}

test("the API is found in the window itself, in a parent, and in an opener's parents", () => {
  const api = api12();
  assert.equal(lms.find({ API: api }, "scorm12").api, api);
  assert.equal(lms.find(tower(3, { API: api }), "scorm12").api, api);
  assert.equal(lms.find({ opener: tower(2, { API: api }) }, "scorm12").api, api);
  const popup = { opener: { API: api } };
  assert.equal(lms.find({ parent: popup, top: popup }, "scorm12").owner, popup.opener);
});

test("parents come before the opener", () => {
  const near = api12();
  const window = tower(1, { API: near });
  window.opener = { API: api12() };
  assert.equal(lms.find(window, "scorm12").api, near);
});

test("the climb ends after 500 windows, and in a circle", () => {
  assert.equal(lms.find(tower(600, { API: api12() }), "scorm12"), null);
  const [one, two] = [{}, {}];
  Object.assign(one, { parent: two });
  Object.assign(two, { parent: one });
  assert.equal(lms.find(one, "scorm12"), null);
});

test("a parent of another origin is not the LMS, but its parent may be", () => {
  const api = api12();
  const foreign = new Proxy(
    {},
    {
      get(_, name) {
        if (name === "parent") return { API: api };
        throw new Error("SecurityError");
      },
    },
  );
  assert.equal(lms.find({ parent: foreign }, "scorm12").api, api);
  const wall = new Proxy(
    {},
    {
      get: () => {
        throw new Error("SecurityError");
      },
    },
  );
  assert.equal(lms.find({ parent: wall, opener: wall, top: wall }, "scorm12"), null);
});

test("an element named API is no API, and a standard without a transport has none", () => {
  assert.equal(lms.find({ API: { id: "API" } }, "scorm12"), null);
  assert.equal(lms.find({ API: api12() }, "web"), null);
  assert.equal(lms.connect({}, "scorm12"), null);
});

test("F5: a package speaks the other standard where its own is missing or does not open", () => {
  const other = new Lms("scorm2004");
  const link = lms.connect({ API_1484_11: other.api }, "scorm12");
  assert.deepEqual([link.name, link.opened], ["scorm2004", true]);
  const broken = {
    LMSInitialize: () => "false",
    LMSGetValue: () => "",
    LMSGetLastError: () => "101",
  };
  const second = new Lms("scorm2004");
  assert.equal(
    lms.connect({ API: broken, API_1484_11: second.api }, "scorm12").name,
    "scorm2004",
  );
  assert.equal(lms.connect({ API: broken }, "scorm12").opened, false);
  const both = { API: api12(), API_1484_11: new Lms("scorm2004").api };
  assert.equal(lms.connect(both, "scorm2004").name, "scorm2004");
});

test("a third transport needs no more than the registry", () => {
  const spread = load({ standard: "told" });
  const told = [];
  spread.transports.told = {
    find: (window) => ({ owner: window }),
    open: () => true,
    set: (line, name, value) => (told.push([name, value]), "taken"),
    commit: () => true,
  };
  const link = spread.lms.connect({}, "told");
  assert.deepEqual(
    [link.name, link.opened, link.set("state", "x"), link.commit()],
    ["told", true, "taken", true],
  );
  assert.deepEqual(told, [["state", "x"]]);
});

test("everything read is text, even null, numbers and what throws", () => {
  const api = {
    LMSInitialize: () => true,
    LMSGetValue: (name) =>
      ({ "cmi.core.lesson_mode": null, "cmi.core.credit": 7 })[name],
    LMSGetLastError: () => 0,
  };
  const link = lms.connect({ API: api }, "scorm12");
  assert.equal(link.opened, true);
  assert.deepEqual(
    [link.get("mode"), link.get("credit"), link.get("learner")],
    ["", "7", ""],
  );
  assert.equal(link.set("state", "x"), "failed");
  assert.equal(link.commit(), false);
  assert.equal(link.close(), false);
});

test("an unclear answer is judged by the last error", () => {
  let code = "0";
  const api = {
    LMSInitialize: () => "true",
    LMSSetValue: () => undefined,
    LMSCommit: () => "",
    LMSGetLastError: () => code,
  };
  const link = lms.connect({ API: api }, "scorm12");
  assert.deepEqual([link.set("state", "x"), link.commit()], ["taken", true]);
  code = "101";
  assert.deepEqual([link.set("state", "y"), link.commit()], ["failed", false]);
});

test("F5: errors 201 and 401 to 408 mean never, a general error means later", () => {
  for (const [code, outcome, calls] of [
    ["201", "refused", 1],
    ["401", "refused", 1],
    ["408", "refused", 1],
    ["101", "failed", 2],
    ["301", "failed", 2],
  ]) {
    let asked = 0;
    const api = {
      LMSInitialize: () => "true",
      LMSSetValue: () => (asked++, "false"),
      LMSGetLastError: () => code,
    };
    const link = lms.connect({ API: api }, "scorm12");
    assert.deepEqual(
      [link.set("location", "a"), link.set("location", "b")],
      [outcome, outcome],
      code,
    );
    assert.equal(asked, calls, code);
  }
});

test("F5: one number of a score is enough", () => {
  for (const [standard, missing, outcome] of [
    ["scorm12", /score\.(min|max)$/, "taken"],
    ["scorm12", /score\.raw$/, "refused"],
    ["scorm2004", /score\.(min|max|raw)$/, "taken"],
    ["scorm2004", /score\.scaled$/, "taken"],
    ["scorm2004", /score\.(raw|scaled)$/, "refused"],
  ]) {
    const host = new Lms(standard);
    const { set } = host;
    host.set = function (element, value) {
      return missing.test(element)
        ? this.refuse("unknown")
        : set.call(this, element, value);
    };
    const link = lms.connect({ API: host.api, API_1484_11: host.api }, standard);
    assert.equal(link.set("score", 80), outcome, `${standard} ${missing}`);
  }
});

test("a call that throws is a failure, though no error is reported", () => {
  const api = {
    LMSInitialize: () => "true",
    LMSCommit: () => {
      throw new TypeError();
    },
    LMSGetLastError: () => "0",
  };
  assert.equal(lms.connect({ API: api }, "scorm12").commit(), false);
});

test("times of 1.2 have two to four digits of hours and two decimals or none", () => {
  const cases = [
    [0, "00:00:00"],
    [999, "00:00:00.99"],
    [1500, "00:00:01.50"],
    [3723040, "01:02:03.04"],
    [4e10, "9999:59:24"],
    [-5, "00:00:00"],
  ];
  for (const [ms, text] of cases) {
    assert.equal(span(ms, 0), text);
    assert.match(text, /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d\d)?$/);
  }
});

test("times of 2004 are never bare and have two decimals at most", () => {
  for (const [ms, text] of [
    [0, "PT0S"],
    [65123, "PT65.12S"],
    [1500, "PT1.5S"],
    [60000, "PT60S"],
    [-5, "PT0S"],
  ])
    assert.equal(span(ms, 1), text);
});

test("decimals have no exponent, no comma and no superfluous zero", () => {
  for (const [value, places, text] of [
    [1e-6, 6, "0.000001"],
    [1e-9, 6, "0"],
    [-1e-9, 6, "0"],
    [66.666, 2, "66.67"],
    [100, 2, "100"],
    [0, 2, "0"],
    [0.1 + 0.2, 6, "0.3"],
    [2.5, 2, "2.5"],
  ]) {
    assert.equal(decimal(value, places), text);
  }
});
