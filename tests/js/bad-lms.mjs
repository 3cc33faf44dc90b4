// Seven LMSs that were met in the wild, as wrappers around the API object of a good one. They need nothing of
// node or of a browser, so that tests in both use them: in a page, the text of this file without "export".

const functionsOf = (api) => {
  const prefix = "LMSInitialize" in api ? "LMS" : "";
  const finish = prefix ? "LMSFinish" : "Terminate";
  return {
    finish,
    initialize: `${prefix}Initialize`,
    get: `${prefix}GetValue`,
    set: `${prefix}SetValue`,
    commit: `${prefix}Commit`,
    error: `${prefix}GetLastError`,
  };
};

/** Says "true" and stores nothing, as where SetValue queues requests that are then refused. */
export function liar(api) {
  const names = functionsOf(api);
  return { ...api, [names.commit]: () => "true", [names.finish]: () => "true" };
}

/** The API object comes some time after the page. `wait(action, ms)` is a timer. */
export function late(api, publish, ms, wait) {
  wait(() => publish(api), ms);
}

/** Every element reads empty for a while, without an error, as behind a proxy that has not loaded yet. */
export function cold(api, ms, now) {
  const names = functionsOf(api);
  const begun = now();
  const isCold = () => now() - begun < ms;
  const get = (element) => (isCold() ? "" : api[names.get](element));
  const error = () => (isCold() ? "0" : api[names.error]());
  return { ...api, [names.get]: get, [names.error]: error };
}

/** Elements that match are refused for good, with the error of an element that is not there. */
export function refuser(api, pattern, code = "401") {
  const names = functionsOf(api);
  let refused = false;
  const set = (element, value) => {
    refused = pattern.test(element);
    return refused ? "false" : api[names.set](element, value);
  };
  const error = () => (refused ? code : api[names.error]());
  const get = (element) => {
    refused = false;
    return api[names.get](element);
  };
  const commit = (nothing) => {
    refused = false;
    return api[names.commit](nothing);
  };
  return {
    ...api,
    [names.set]: set,
    [names.error]: error,
    [names.get]: get,
    [names.commit]: commit,
  };
}

/** Status and score always read empty, and lists have no count. */
export function amnesiac(api) {
  const names = functionsOf(api);
  const forgotten =
    /(lesson_status|completion_status|success_status|score\.\w+|\._count)$/;
  const get = (element) => (forgotten.test(element) ? "" : api[names.get](element));
  return { ...api, [names.get]: get };
}

/**
 * Calls are messages to another window: what is read is answered at the next reading, what is set is always "true",
 * with a second message that asks for everything, and what comes after a hundred messages in a second is lost.
 * `everything` gives the pairs that the LMS holds.
 */
export function messenger(api, now, everything = () => []) {
  const names = functionsOf(api);
  const known = new Map();
  let times = [];
  let asked = Infinity;
  const isLost = () => {
    times = times.filter((time) => now() - time < 1000);
    if (times.length >= 100) return true;
    times.push(now());
    return false;
  };
  const send = (name, ...given) => {
    const result = isLost() ? undefined : api[name](...given);
    if (name === names.get && result !== undefined) known.set(given[0], result);
    return result;
  };
  const get = (element) => {
    if (now() > asked) {
      for (const [name, value] of everything()) known.set(name, value ?? "");
      asked = Infinity;
    }
    const before = known.get(element) ?? "";
    send(names.get, element);
    return before;
  };
  const told =
    (name) =>
    (...given) => {
      if (name === names.set) known.set(...given);
      send(name, ...given);
      if (!isLost()) asked = Math.min(asked, now());
      return "true";
    };
  const acts = [names.initialize, names.set, names.commit, names.finish];
  const all = Object.fromEntries(acts.map((name) => [name, told(name)]));
  return { ...all, [names.get]: get, [names.error]: () => "0" };
}

/** The package stands at another path at each launch: gives the path of launch `n`. */
export function mover(n) {
  return `/served/${(n * 7919).toString(36)}/${n}/index.html`;
}
