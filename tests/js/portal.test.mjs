// The transport that docs/how-to/a-new-format.md shows, played: a portal that answers by messages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, load, sit } from "./world.mjs";

const PAGE = new URL("../../docs/how-to/a-new-format.md", import.meta.url);
const [, SCRIPT] = /PORTAL = """\n(.*?)"""/s.exec(readFileSync(PAGE, "utf8"));

/** A page in the frame of a portal, which keeps `held` and hears `told`. */
function visit(place, held) {
  const told = [];
  let hear;
  globalThis.addEventListener = (type, listener) => (hear = listener);
  globalThis.parent = place.owner;
  place.owner.postMessage = (data) => told.push(data);
  const spread = load({ standard: "portal", limit: 32000 });
  new Function(SCRIPT)();
  const page = sit(place, spread);
  const say = (data) => hear({ source: place.owner, data });
  return { ...page, told, say, launch: () => say({ portal: "launch", values: held }) };
}

test("the portal of the how-to is found when it answers, keeps the work, and gives it back", () => {
  const place = browser();
  const first = visit(place, { learner: "anna" });
  assert.deepEqual(first.told, [{ portal: "hello" }]);
  assert.equal(first.session.status(), "looking");
  first.launch();
  place.clock.advance(250);
  assert.equal(first.told.at(-1).portal, "store");
  first.say({ portal: "stored", good: true });
  assert.equal(first.session.status(), "saved");
  first.session.see("aaa");
  first.rest();
  first.say({ portal: "stored", good: true });
  first.leave();
  const { portal, values } = first.told.at(-1);
  assert.equal(portal, "end");
  const second = visit(place, { learner: "anna", ...values });
  second.launch();
  place.clock.advance(250);
  assert.equal(second.session.seen("aaa"), true);
});

test("what the portal does not store is not called saved", () => {
  const place = browser();
  const page = visit(place, { learner: "anna" });
  page.launch();
  place.clock.advance(250);
  page.say({ portal: "stored", good: false });
  assert.equal(page.session.status(), "waiting");
});
