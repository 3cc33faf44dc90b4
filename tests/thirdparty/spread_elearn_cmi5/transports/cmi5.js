// cmi5 (the xAPI profile for LMSs), from the launch to "terminated". In brackets: clauses of its specification.
"use strict";
{
  const { spread } = globalThis;
  const { attempt, interactions } = spread;

  const VERBS = "http://adlnet.gov/expapi/verbs/";
  const CMI5 = "https://w3id.org/xapi/cmi5/context/";
  const INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction";
  const MODES = { Normal: "normal", Browse: "browse", Review: "review" };
  // What the words of the player's verdict are here. Each is said once in a registration (9.3).
  const SAID = {
    completed: ["completed"],
    passed: ["completed", "passed"],
    failed: ["completed", "failed"],
  };
  const STATE_ID = "spread-elearn";
  const RETRY_AFTER = 1000;

  /** A request that will never succeed, and one that may. */
  class Refused extends Error {}
  class Unreachable extends Error {}

  // ---- the launch (8.1)

  const find = (window) => {
    const given = new URLSearchParams(window.location.search);
    const launch = (name) => given.get(name) ?? "";
    const actor = attempt(() => JSON.parse(launch("actor")));
    const needed = ["endpoint", "fetch", "registration", "activityId"];
    if (!actor || !needed.every(launch)) return null;
    const line = {
      owner: window,
      actor,
      endpoint: launch("endpoint").replace(/\/?$/, "/"),
      fetch: launch("fetch"),
      registration: launch("registration"),
      activity: launch("activityId"),
      phase: "new",
      token: "",
      launchData: {},
      saved: {},
      values: {},
      told: new Set(),
      waiting: [],
      last: Promise.resolve(),
    };
    // A page that only looks is not closed by the player, but has said "initialized".
    window.addEventListener("pagehide", () => close(line));
    return line;
  };

  const open = (line) => {
    if (line.phase === "new") {
      line.phase = "opening";
      begin(line).catch((error) => {
        line.phase = "opening";
        if (error instanceof Refused) line.phase = "refused";
        else line.owner.setTimeout(() => (line.phase = "new"), RETRY_AFTER);
      });
    }
    if (line.phase === "open") return true;
    return line.phase === "refused" ? false : null;
  };

  const begin = async (line) => {
    line.token ||= await fetchToken(line);
    const [data, preferences, saved] = await Promise.all([
      document(line, "activities/state", stateOf(line, "LMS.LaunchData")),
      document(line, "agents/profile", profileOf(line)),
      document(line, "activities/state", stateOf(line, STATE_ID)),
    ]);
    if (!data) throw new Refused("no LMS.LaunchData (10.1)");
    line.launchData = data;
    line.preferences = preferences ?? {};
    line.saved = saved ?? {};
    await post(line, [statement(line, "initialized")]);
    line.phase = "open";
  };

  /** The fetch URL gives its token once (8.2). */
  const fetchToken = async (line) => {
    const reply = await request(line.fetch, { method: "POST" });
    const { "auth-token": token } = await reply.json();
    if (!token) throw new Refused("the fetch URL gives no token");
    return token;
  };

  // ---- requests

  const request = async (address, options) => {
    const reply = await fetch(address, options).catch((error) => {
      throw new Unreachable(error.message);
    });
    if (reply.ok || reply.status === 404) return reply;
    const later = reply.status >= 500 || reply.status === 429;
    throw new (later ? Unreachable : Refused)(`${address}: ${reply.status}`);
  };

  const ask = (line, path, values, options = {}) => {
    const query = values ? `?${new URLSearchParams(values)}` : "";
    const headers = {
      Authorization: `Basic ${line.token}`,
      "X-Experience-API-Version": "1.0.3",
      "Content-Type": "application/json",
    };
    return request(line.endpoint + path + query, { headers, ...options });
  };

  const document = async (line, path, values) => {
    const reply = await ask(line, path, values);
    return reply.status === 404 ? null : reply.json();
  };

  const stateOf = (line, stateId) => ({
    activityId: line.activity,
    agent: JSON.stringify(line.actor),
    registration: line.registration,
    stateId,
  });

  const profileOf = (line) => ({
    agent: JSON.stringify(line.actor),
    profileId: "cmi5LearnerPreferences",
  });

  const post = async (line, statements, keepalive = false) => {
    const body = JSON.stringify(statements);
    const reply = await ask(line, "statements", null, { method: "POST", body, keepalive });
    if (!reply.ok) throw new Refused(`statements: ${reply.status}`);
  };

  const save = async (line, keepalive = false) => {
    const body = JSON.stringify(line.saved);
    const values = stateOf(line, STATE_ID);
    await ask(line, "activities/state", values, { method: "PUT", body, keepalive });
  };

  // ---- statements

  /** Random digits are to be had on pages without https too, a UUID is not. */
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  /** What all statements of a session have (9.6); those of cmi5 have its category. */
  const contextOf = (line, categories, extensions) => {
    const template = line.launchData.contextTemplate ?? {};
    const activities = template.contextActivities ?? {};
    const own = categories.map((name) => ({ id: `${CMI5}categories/${name}` }));
    return {
      ...template,
      registration: line.registration,
      contextActivities: {
        ...activities,
        category: [...(activities.category ?? []), ...own],
      },
      extensions: { ...template.extensions, ...extensions },
    };
  };

  const statement = (line, verb, result, extensions) => {
    // Completed, passed and failed may make the learner move on (9.6.2.2).
    const movesOn = ["completed", "passed", "failed"].includes(verb);
    return {
      id: newId(),
      timestamp: new Date().toISOString(),
      actor: line.actor,
      verb: { id: VERBS + verb, display: { "en-US": verb } },
      object: { objectType: "Activity", id: line.activity },
      ...(result && { result }),
      context: contextOf(line, movesOn ? ["moveon", "cmi5"] : ["cmi5"], extensions),
    };
  };

  const duration = (line) => interactions.span(line.values.time ?? 0, 1);

  const resultOf = (line, verb) => {
    if (verb === "completed") return { completion: true, duration: duration(line) };
    const result = { success: verb === "passed", duration: duration(line) };
    if (line.values.score === undefined) return result;
    return { ...result, score: { scaled: line.values.score / 100 } };
  };

  /** An LMS may set another mark than the package: below it there is no "passed" (10.1.4). */
  const isAllowed = (line, verb) => {
    const { masteryScore, launchMode } = line.launchData;
    if (launchMode !== "Normal") return false;
    const scaled = (line.values.score ?? 0) / 100;
    return verb !== "passed" || masteryScore === undefined || scaled >= masteryScore;
  };

  /** What the verdict adds to what was said in this registration. */
  const newVerdicts = (line) => {
    const verbs = SAID[line.values.status] ?? [];
    const said = line.saved.said ?? [];
    const news = verbs.filter((verb) => !said.includes(verb) && isAllowed(line, verb));
    line.saved.said = [...said, ...news];
    const { masteryScore } = line.launchData;
    return news.map((verb) => {
      const marked = masteryScore !== undefined && verb !== "completed";
      const extensions = marked ? { [`${CMI5}extensions/masteryscore`]: masteryScore } : {};
      return statement(line, verb, resultOf(line, verb), extensions);
    });
  };

  /** An answer in the syntax of SCORM 2004, which is that of xAPI. */
  const answered = (line, answer) => {
    const found = new Map(interactions.fields(answer, 1));
    const patterns = [...found].filter(([name]) => name.startsWith("correct_responses"));
    const words = found.get("description");
    const said = statement(line, "answered");
    said.context = contextOf(line, []);
    said.object = {
      objectType: "Activity",
      id: `${line.activity}#${encodeURIComponent(answer.id)}`,
      definition: {
        type: INTERACTION,
        interactionType: found.get("type"),
        ...(words && { description: { [spread.config.language]: words } }),
        ...(patterns.length && { correctResponsesPattern: patterns.map(([, text]) => text) }),
      },
    };
    const isJudged = typeof answer.result === "boolean";
    const counts = answer.points >= 0 && answer.max > 0;
    said.result = {
      response: found.get("learner_response") ?? "",
      ...(isJudged && { success: answer.result }),
      ...(counts && { score: { scaled: answer.points / answer.max } }),
      ...(found.has("latency") && { duration: found.get("latency") }),
    };
    return said;
  };

  // ---- the calls of the player

  const get = (line, name) => {
    const { saved, launchData, actor } = line;
    if (name === "mode") return MODES[launchData.launchMode] ?? "normal";
    if (name === "learner") return `${actor.account?.homePage} ${actor.account?.name}`;
    if (name === "entry") return saved.state ? "resume" : "ab-initio";
    if (name === "credit") return "credit";
    if (name === "language" && !saved.language) {
      return (line.preferences.languagePreference ?? "").split(",")[0];
    }
    return String(saved[name] ?? "");
  };

  const set = (line, name, value) => {
    line.values[name] = value;
    if (name !== "time" && name !== "exit") line.saved[name] = value;
    return "taken";
  };

  /** An answer that is given again, after a failure, is the same statement. */
  const interaction = (line, answer) => {
    const key = `${answer.id} ${answer.n}`;
    if (!line.told.has(key)) line.waiting.push(answered(line, answer));
    line.told.add(key);
    return true;
  };

  const store = async (line) => {
    line.waiting.push(...newVerdicts(line));
    const sent = [...line.waiting];
    if (sent.length) await post(line, sent);
    line.waiting = line.waiting.filter((one) => !sent.includes(one));
    await save(line);
  };

  const commit = (line, tell) => {
    line.last = line.last.then(() => store(line)).then(
      () => tell(true),
      () => tell(false),
    );
    return null;
  };

  /** All that waits, and "terminated" as the last of them (9.3.8): requests that outlive the page. */
  const close = (line) => {
    if (line.phase !== "open") return false;
    line.phase = "closed";
    const end = statement(line, "terminated", { duration: duration(line) });
    const statements = [...line.waiting, ...newVerdicts(line), end];
    line.waiting = [];
    post(line, statements, true).catch(() => {});
    if (get(line, "mode") === "normal") save(line, true).catch(() => {});
    return true;
  };

  /** The course shows where to go on (10.1.6). */
  const reopen = (line) => {
    const { returnURL } = line.launchData;
    if (returnURL) line.owner.location.assign(returnURL);
    else line.owner.location.reload();
  };

  spread.transports.cmi5 = {
    closingStores: true,
    find,
    open,
    get,
    set,
    interaction,
    commit,
    close,
    reopen,
  };
}
