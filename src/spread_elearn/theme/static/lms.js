// The way to an LMS. A transport speaks to one kind of it, in neutral words. A page loads the script of its
// own transport, and of those that it tries where its own finds no LMS:
//
//   spread.transports[name] = {
//     find(window)             a line: what one session speaks through, with the window `owner`; null: none (yet)
//     open(line)               true: the session is open; false: refused; null: on its way, ask again in 250 ms
//     get(line, name)          text, "" where there is none: mode learner entry status state language credit score
//     set(line, name, value)   "taken", "refused" (for good: do not try again) or "failed" (try later)
//                              names: exit state location language progress score status reset time
//     commit(line, tell)       true: the LMS says that it has stored what was set; false: it has not;
//                              null: on its way, tell(true) or tell(false) follows once, within a minute;
//                              after false all values are set again
//     close(line)              the end; nothing is called after it
//
//   and, where it can more:
//     interaction(line, answer, place, again)   one answer to this place, over an earlier one; true where taken
//     objective(line, outcome)           one outcome, found by its id
//     places(line)             how many interactions the LMS counts
//     placeOf(line, id)        where this interaction stands already, or -1
//     unreadable(line)         whether what was last read is missing for a fault, not because there is none
//     spare(line)              this LMS answers later and takes few calls: ask nothing twice
//     calls(line)              how many calls it has had so far
//     reopen(line)             the learner wants to open the course anew; without it the owner is loaded again
//     overwrites               an interaction may be written again in its place
//     closingStores            closing stores what was set: no commit is needed before
//   }
//
// What throws is told on the console and counts as a failure.
"use strict";
{
  const spread = (globalThis.spread ??= {});
  const { attempt } = spread;

  spread.transports ??= {};

  // What a transport without this call says, and what one says that throws.
  const UNABLE = {
    get: ["", ""],
    set: ["refused", "failed"],
    interaction: [false, false],
    objective: [undefined, undefined],
    places: [0, 0],
    placeOf: [-1, -1],
    unreadable: [false, true],
    commit: [false, false],
    close: [false, false],
    spare: [undefined, undefined],
    calls: [0, 0],
  };

  /** One call; what it throws is nobody else's fault. */
  const ask = (name, act, given, otherwise) => {
    try {
      return spread.transports[name][act](...given);
    } catch (error) {
      console.error(`transport ${name}, ${act}`, error);
      return otherwise;
    }
  };

  /** The calls of one session that is open, was refused, or is on its way. */
  const linkOf = (window, name, line, opened) => {
    const transport = spread.transports[name];
    const link = {
      name,
      opened,
      owner: line.owner ?? window,
      overwrites: transport.overwrites,
      closingStores: transport.closingStores,
    };
    for (const [act, [missing, thrown]] of Object.entries(UNABLE)) {
      link[act] = transport[act]
        ? (...given) => ask(name, act, [line, ...given], thrown)
        : () => missing;
    }
    link.reopen = transport.reopen
      ? () => ask(name, "reopen", [line])
      : () => link.owner.location.reload();
    return link;
  };

  // A session that is on its way keeps its line: by the window that looks, and the transport.
  const onTheWay = new WeakMap();

  const lineTo = (window, name) => {
    const known = onTheWay.get(window)?.get(name);
    return (
      known ?? (spread.transports[name] ? ask(name, "find", [window], null) : null)
    );
  };

  const note = (window, name, line) => {
    const lines = onTheWay.get(window) ?? new Map();
    onTheWay.set(window, lines.set(name, line));
  };

  /**
   * The link to the LMS; null where there is none (yet). Its `opened` is false where every
   * session was refused, and null where one is on its way.
   */
  const connect = (window, standard) => {
    let refused = null;
    for (const name of new Set([standard, ...(spread.config.otherwise ?? [])])) {
      const line = lineTo(window, name);
      if (!line) continue;
      const opened = ask(name, "open", [line], false);
      note(window, name, opened === null ? line : null);
      const link = linkOf(window, name, line, opened);
      if (opened !== false) return link;
      refused ??= link;
    }
    return refused;
  };

  /**
   * Whether a request of the LMS's own window began and ended, with status 200, between two
   * moments of its clock: then it has waited for the server. Only some browsers tell.
   */
  const hasWaited = (owner, begun, ended) => {
    const entries =
      attempt(() => owner.performance?.getEntriesByType("resource")) ?? [];
    return entries.some(
      (entry) =>
        entry.initiatorType === "xmlhttprequest" &&
        entry.responseStatus === 200 &&
        entry.startTime >= begun &&
        entry.responseEnd > 0 &&
        entry.responseEnd <= ended,
    );
  };

  /** Where a standard's API is: {api, owner}, or null. */
  const findApi = (window, name) => spread.transports[name]?.find(window) ?? null;

  spread.lms = { find: findApi, connect, hasWaited };
}
