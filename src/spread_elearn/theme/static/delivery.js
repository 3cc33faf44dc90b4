// What the LMS was given, what it has confirmed, and what is sent again.
"use strict";
{
  const spread = (globalThis.spread ??= {});
  const { rank } = spread.state;

  // Without these nothing is saved; all else may be missing.
  const ESSENTIAL = ["state", "status", "score"];

  /** The deliveries over one link. */
  const make = (link) => {
    let sent = {};
    let confirmed = {};
    const places = new Map();

    /** Moodle sends only what differs from its last commit, even where that commit failed. What was lost in
     *  this way is first set to something else, and to the truth in a second commit. */
    const unlike = (values) => {
      const { status, score, ...others } = values;
      const lost = rank(status) > 0 && status !== confirmed.status;
      const shown = score === undefined || score === confirmed.score;
      const nearly = shown ? score : Math.abs(score - 0.01);
      if (!lost) return { ...others, score: nearly, status };
      return { ...others, score: nearly, reset: confirmed.status ?? "incomplete" };
    };

    const giveValues = (values) => {
      let good = true;
      for (const [name, value] of Object.entries(values)) {
        if (value === undefined || sent[name] === value) continue;
        const result = link.set(name, value);
        // What is refused is refused for good; what failed and is not essential goes with the next change.
        if (result === "failed" && ESSENTIAL.includes(name)) good = false;
        else sent[name] = value;
        if (result === "refused" && name === "state") found.refusesState = true;
      }
      return good;
    };

    /** One answer to its place. Sent again it takes the same; in 2004 a later try takes that of the first. */
    const giveInteraction = (item, state) => {
      const before = link.overwrites ? link.placeOf(item.id) : -1;
      const again = before >= 0;
      const next = again ? before : Math.max(link.places(), state.sent);
      let place = places.get(item) ?? next;
      let taken = link.interaction(item, place, again);
      // An LMS that counts, and has lost some.
      if (!taken && link.places() < place) {
        place = link.places();
        taken = link.interaction(item, place, again);
      }
      if (!taken) return;
      places.set(item, place);
      state.sent = Math.max(state.sent, place + 1);
    };

    const news = (values) =>
      Object.entries(values).filter(
        ([name, value]) => value !== undefined && sent[name] !== value,
      );

    const giveItems = (items, state) => {
      for (const item of items) {
        if (item.type) giveInteraction(item, state);
        else link.objective(item);
      }
    };

    const found = {
      /** Whether the LMS takes no state at all: then the work is on this device alone. */
      refusesState: false,
      isNews: (values, items) => items.length > 0 || news(values).length > 0,
      /** Answers and outcomes go first, for they count into the state. */
      items: giveItems,
      /** Whether all that is essential was taken. */
      values: giveValues,
      unlike,
      /** What was read at the launch is confirmed. */
      confirm: (values) => {
        confirmed = { ...confirmed, ...values };
      },
      confirmAll: () => {
        confirmed = { ...confirmed, ...sent };
      },
      /** Nothing that was sent is believed any more. */
      forget: () => {
        sent = {};
      },
    };
    return found;
  };

  spread.delivery = { make };
}
