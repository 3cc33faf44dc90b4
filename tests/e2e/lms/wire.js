// The line to the server of the tests. What a SCO does in its last moments must
// not be lost: while the page lives, one synchronous request (as Moodle does);
// while it goes, a beacon for each call, and only what changed, since a browser
// takes 64 KiB of beacons at a time.
"use strict";
{
  const MUCH = 1000;

  const changes = (before, now) => ({
    set: Object.fromEntries(
      Object.entries(now).filter(([name, value]) => before[name] !== value),
    ),
    drop: Object.keys(before).filter((name) => !(name in now)),
  });

  const size = (call) => call.arguments.join("").length;
  const clipped = (call) => ({
    ...call,
    arguments: call.arguments.map((each) => each.slice(0, MUCH)),
  });

  class Wire {
    #address;
    #head;
    #leaving = false;
    #sent = 0;
    #known = {};
    #waiting = { calls: [], violations: [], stored: {} };

    constructor(address, head) {
      this.#address = address;
      this.#head = head;
      addEventListener("pagehide", () => this.#leave(), { capture: true });
    }

    /** What the attempt holds so far: flat values. */
    fetch(attempt) {
      const request = new XMLHttpRequest();
      const query = new URLSearchParams({ attempt });
      request.open("GET", `${this.#address}?${query}`, false);
      request.send();
      this.#known[attempt] = JSON.parse(request.responseText);
      return { ...this.#known[attempt] };
    }

    flag(violation) {
      this.#waiting.violations.push(violation);
    }

    /** Values go with the call that stored them, which is logged right after. */
    store(attempt, flat) {
      this.#waiting.stored[attempt] = changes(this.#known[attempt], flat);
      this.#known[attempt] = flat;
    }

    log(call) {
      this.#waiting.calls.push(call);
      const isDue = Object.keys(this.#waiting.stored).length > 0;
      if (this.#leaving || isDue || size(call) > MUCH) this.send();
    }

    send() {
      this.#sent += 1;
      const letter = { ...this.#head, letter: this.#sent, ...this.#waiting };
      this.#waiting = { calls: [], violations: [], stored: {} };
      if (this.#leaving || !this.#post(letter)) this.#beacon(letter);
    }

    #post(letter) {
      try {
        const request = new XMLHttpRequest();
        request.open("POST", this.#address, false);
        request.send(JSON.stringify(letter));
        return true;
      } catch {
        return false; // a page that goes away may not wait for an answer
      }
    }

    // Too much for a beacon: as in Moodle the values are lost; the log is not.
    #beacon(letter) {
      if (navigator.sendBeacon(this.#address, JSON.stringify(letter))) return;
      const rest = { ...letter, stored: {}, calls: letter.calls.map(clipped) };
      navigator.sendBeacon(this.#address, JSON.stringify(rest));
    }

    #leave() {
      this.#leaving = true;
      this.send();
    }
  }

  bench.Wire = Wire;
}
