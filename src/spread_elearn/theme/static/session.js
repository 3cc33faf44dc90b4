"use strict";
{
  // One document, one session: what a learner did, where it waits, and how it reaches the LMS.
  const spread = (globalThis.spread ??= {});
  const { device, state: codec } = spread;
  const RANKS = ["incomplete", "failed", "completed", "passed"];
  const ESSENTIAL = ["state", "status", "score"];
  const TYPING = 10000;
  const LONGEST_PAUSE = 60000;

  let config, page, paper, lessons, known, link, copy, notes, started;
  let state = codec.empty();
  let status = "device";
  const watchers = { status: [], progress: [] };

  // What the LMS held, was given, and has confirmed; what it shall be told beside the state.
  let [raw, stored, reached, top, graded, began] = ["", "", "", null, true, false];
  let [sent, confirmed, queue] = [{}, {}, []];

  let [dirty, kept, doubt, leaving, failures, mine] = [false, true, false, false, 0, ""];
  let [timer, due] = [0, Infinity];

  const tell = (what, value) => watchers[what].forEach((watch) => watch(value));
  const turn = (word) => {
    if (word === status) return;
    status = word;
    tell("status", word);
  };

  const progress = () => codec.reckon(state, lessons, config);
  const rank = (word) => RANKS.indexOf(word);

  // Credit and an earlier score are asked for only when there is a score, to open quietly.
  const highest = (score) => {
    graded = top ? graded : link.get("credit") !== "no-credit";
    top ??= { had: parseFloat(link.get("score")) || -1, now: -1 };
    top.now = Math.max(top.now, score);
    return graded && top.now > top.had ? top.now : undefined;
  };

  // In the order of sending. What is undefined is not sent: nothing is ever taken back.
  const facts = () => {
    const { seen, total, complete, score, verdict } = progress();
    const best = score === null ? undefined : highest(score);
    const word = complete && !graded ? "completed" : verdict;
    if (rank(word) > rank(reached)) reached = word;
    return {
      exit: "suspend",
      state: codec.encode(state, config.limit ?? Infinity, known),
      location: state.at || undefined,
      language: state.language || undefined,
      progress: seen ? seen / total : undefined,
      score: best,
      status: reached === stored ? undefined : reached,
    };
  };

  // ---- the way to the LMS

  // Another tab has left something.
  const absorb = () => {
    const other = codec.decode(copy.load().state, known);
    if (other.attempt === state.attempt) state = codec.merge(other, state);
  };

  const keep = () => {
    if (copy.read() !== mine) absorb();
    mine = JSON.stringify({ state: codec.encode(state), queue, began });
    kept = copy.write(mine);
  };

  const give = (values, items, always) => {
    const news = Object.entries(values).filter(([name, value]) => value !== undefined && sent[name] !== value);
    if (!news.length && !items.length && !always) return true;
    let good = true;
    for (const [name, value] of news) {
      if (link.set(name, value) || !ESSENTIAL.includes(name)) sent[name] = value;
      else good = false;
    }
    for (const item of items) link[item.type ? "interaction" : "objective"](item);
    link.set("time", page.Date.now() - started);
    return link.commit() && good;
  };

  // Moodle sends only what differs from its last commit, even where that commit failed. What was lost in this
  // way is first set to something else, and to the truth in a second commit.
  const unlike = ({ score, status: word, ...values }) => {
    const lost = rank(word) > 0 && word !== confirmed.status;
    const other = score === undefined || score === confirmed.score ? score : Math.abs(score - 0.01);
    return { ...values, score: other, [lost ? "reset" : "status"]: lost ? confirmed.status ?? RANKS[0] : word };
  };

  const deliver = (always) => {
    if (doubt) state.n++;
    if (dirty) keep();
    return doubt ? give(unlike(facts()), queue, true) && give(facts(), []) : give(facts(), queue, always);
  };

  // While a page goes away or has no network, Moodle sends a beacon and says "true" whatever becomes of it.
  const hidden = () => paper.visibilityState === "hidden";
  const online = () => page.navigator.onLine !== false;
  const live = () => !leaving && /saved|waiting/.test(status);

  const send = (always) => {
    page.clearTimeout(timer);
    due = Infinity;
    const good = deliver(always);
    if (good && (!dirty || (online() && !hidden() && !leaving))) {
      confirmed = { ...confirmed, ...sent };
      [dirty, doubt, failures, queue, began] = [false, false, 0, [], true];
      if (copy.read() === mine) copy.drop();
      return turn("saved");
    }
    [sent, doubt] = [{}, true];
    if (good && online()) return;
    failures++;
    turn("waiting");
    later(Math.min(1000 * 2 ** failures, LONGEST_PAUSE));
  };

  const later = (pause) => {
    const then = page.Date.now() + pause;
    if (then >= due || !live()) return;
    page.clearTimeout(timer);
    due = then;
    timer = page.setTimeout(() => live() && send(), pause);
  };

  // While the LMS fails, its own pauses hold.
  const soon = (pause) => failures || later(pause);
  const flush = () => soon(0);

  // Something is new: it is on the device before this returns.
  const touch = (...items) => {
    state.n++;
    if (status !== "review") {
      queue.push(...items);
      dirty = true;
      keep();
    }
    tell("progress", progress());
  };

  // Finish exactly once. Moodle makes an attempt without status "completed" then: who only looks leaves none.
  const leave = () => {
    const [open, looking] = [live(), status === "review" && !leaving && rank(stored) >= 0];
    leaving = true;
    if (open) send(true);
    if (open || looking) link.finish();
  };

  const warn = (event) => {
    if (!dirty || kept || (live() && !failures)) return;
    event.preventDefault();
    event.returnValue = "";
  };

  const listen = () => {
    paper.addEventListener("visibilitychange", () => live() && (doubt || hidden()) && send(hidden()));
    page.addEventListener("pagehide", leave);
    page.addEventListener("pageshow", ({ persisted }) => persisted && /saved|waiting/.test(status) && turn("stopped"));
    page.addEventListener("online", () => failures && live() && send());
    page.addEventListener("beforeunload", warn);
    page.addEventListener("storage", ({ key, newValue }) => key === copy.key && newValue && absorb());
  };

  // ---- opening

  const connect = () => {
    link = spread.lms.connect(page, config.standard);
    if (!link) return ["device"];
    if (!link.initialize()) return ["stopped"];
    const [mode] = link.get("mode").match(/review|browse/) ?? [];
    stored = reached = link.status();
    raw = link.get("state");
    if (mode) return ["review", mode];
    return [raw === "" && link.failed() ? "stopped" : "saved"];
  };

  // Where the LMS held an attempt and is empty now, or holds another, the copy is not this attempt's.
  const adopt = () => {
    const found = copy.load();
    const other = codec.decode(found.state, known);
    const anew = status === "saved" && raw === "" && found.began;
    const strange = state.attempt ? other.attempt && other.attempt !== state.attempt : anew;
    if (!found.state || found.state === raw || strange) {
      if (status === "saved") copy.drop();
      return false;
    }
    // A copy without attempt was made where the LMS could not be read: it is newer than what is there.
    const behind = other.attempt ? 0 : state.n;
    for (const value of other.values.values()) value.n += behind;
    state = codec.merge(state, { ...other, n: other.n + behind });
    [began, queue] = [Boolean(found.began), [found.queue].flat().filter((item) => item?.id)];
    return true;
  };

  const begin = (pending) => {
    const first = rank(stored) < 0;
    state.attempt ||= device.hash(String(Math.random())).slice(-4);
    if (pending || first) touch();
    if (first) send();
    else if (pending) flush();
  };

  const start = ({ keys, window, document }) => {
    [config, page, paper, lessons] = [spread.config, window, document, keys.lessons];
    known = [...lessons.map(({ key }) => key), ...keys.parts];
    started = page.Date.now();
    const [found, mode = "normal"] = connect();
    status = found;
    const learner = link && device.learner(page, link.get("learner"), status === "stopped");
    [copy, notes] = device.open(page, config.module, paper.documentElement.dataset.sco, learner);
    [state, began] = [codec.decode(raw, known), raw !== ""];
    if (rank(stored) >= 0) confirmed.status = stored;
    const pending = status !== "review" && adopt();
    const language = state.language || (link && status !== "stopped" ? link.get("language") : "");
    const resumed = pending || raw !== "";
    listen();
    if (status === "saved") begin(pending);
    return { mode, standard: link ? config.standard : "device", resumed, at: state.at, language };
  };

  // ---- what the page may say

  const see = (key) => {
    if (state.seen.has(key) || !lessons.some((lesson) => lesson.key === key)) return;
    state.seen.add(key);
    touch();
    flush();
  };

  // A place alone is worth no commit: it goes with the next.
  const at = (key) => {
    if (state.at === key) return;
    state.at = key;
    if (status === "device") touch();
    else state.n++;
  };

  const put = (key, value) => {
    const text = String(value);
    if (state.values.get(key)?.text === text) return;
    state.values.set(key, { n: state.n + 1, text });
    touch();
    soon(TYPING);
  };

  // A reflection never leaves the device.
  const answer = (detail) => {
    const wanted = config.report === "all" || (config.report === "assessment" && detail.assessment);
    if (wanted && link && detail.type && detail.type !== "reflection") touch({ ...detail, when: page.Date.now() });
    flush();
  };

  const result = (key, { points, max, outcomes = [] }) => {
    const before = state.best.get(key) ?? { points: -1, max, tries: 0 };
    const best = codec.better(before, { points, max, tries: 0 });
    const improved = link && (best.points !== before.points || best.max !== before.max);
    const met = (one) => 100 * one.points >= (config.passMark ?? 0) * one.max;
    state.best.set(key, { ...best, tries: before.tries + 1 });
    state.seen.add(key);
    touch(...(improved ? outcomes : []).map((one) => ({ id: one.id, points: one.points, max: one.max, met: met(one) })));
    flush();
  };

  const language = (code) => {
    state.language = code;
    touch();
    flush();
  };

  /** A text that stays on this device: read it, or write it. */
  const note = (key, text) => {
    if (text !== undefined) notes.write(JSON.stringify({ ...notes.load(), [key]: text }));
    return notes.load()[key];
  };

  const erase = () => {
    copy.drop();
    notes.drop();
    if (status === "device") state = codec.empty();
    tell("progress", progress());
  };

  spread.session = {
    ...{ start, see, at, put, answer, result, language, note, erase, progress, flush },
    seen: (key) => state.seen.has(key),
    get: (key) => state.values.get(key)?.text,
    best: (key) => state.best.get(key),
    status: () => status,
    onstatus: (watch) => watchers.status.push(watch),
    onprogress: (watch) => watchers.progress.push(watch),
    // The button of "stopped": the window that owns the API starts anew.
    reopen: () => (link?.owner ?? page).location.reload(),
  };
}
