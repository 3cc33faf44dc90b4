"use strict";
{
  // One document, one session: what a learner did, where it waits, and how it reaches the LMS.
  const spread = (globalThis.spread ??= {});
  const { attempt, device, state: codec } = spread;
  const RANKS = ["incomplete", "failed", "completed", "passed"];
  const ESSENTIAL = ["state", "status", "score"];
  const TYPING = 10000;
  const LONGEST_PAUSE = 60000;

  let config, page, paper, lessons, known, link, copy, notes;
  let state = codec.empty();
  let status = "device";
  const watchers = { status: [], progress: [] };

  // What the LMS held at the start, was given, and has confirmed.
  let [raw, stored, reached, highest, graded] = ["", "", "", null, true];
  let [sent, confirmed, queue, began] = [{}, {}, [], false];

  let [dirty, kept, doubt, leaving, failures, mine] = [false, true, false, false, 0, ""];
  let [timer, due, started] = [0, Infinity, 0];

  const tell = (what) => watchers[what].forEach((watch) => watch());
  const turn = (word) => {
    if (word === status) return;
    status = word;
    tell("status");
  };

  const progress = () => codec.reckon(state, lessons, config.passMark);
  const rank = (word) => RANKS.indexOf(word);

  const verdict = () => {
    const { complete, passed } = progress();
    if (!complete) return "incomplete";
    if (passed === null || !graded) return "completed";
    const spent = ({ key, assessment }) => !assessment || state.best.get(key).tries >= config.attempts;
    return passed ? "passed" : config.attempts && lessons.every(spent) ? "failed" : "incomplete";
  };

  // Credit and an earlier score are asked for only when there is a score, to open quietly.
  const score = (value) => {
    if (value === null) return undefined;
    if (!highest) {
      graded = link.get("credit") !== "no-credit";
      highest = [parseFloat(link.get("score")) || 0];
    }
    highest[1] = Math.max(highest[1] ?? 0, value);
    return graded && (highest[1] > highest[0] || !highest[0]) ? highest[1] : undefined;
  };

  // In the order of sending. What is undefined is not sent: nothing final is ever taken back.
  const facts = () => {
    const { seen, total, score: value } = progress();
    const points = score(value);
    if (rank(verdict()) > rank(reached)) reached = verdict();
    return {
      exit: "suspend",
      state: codec.encode(state, config.limit ?? Infinity, known),
      location: state.at || undefined,
      language: state.language || undefined,
      progress: seen ? seen / total : undefined,
      score: points,
      status: reached === stored ? undefined : reached,
    };
  };

  // ---- the way to the LMS

  const parse = (text) => Object(attempt(() => JSON.parse(text)));

  const absorb = (text) => {
    const other = codec.decode(parse(text).state, known);
    if (other.attempt === state.attempt) state = codec.merge(other, state);
  };

  const keep = () => {
    const there = copy.read();
    // Another tab may have left something.
    if (there && there !== mine) absorb(there);
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
  const unlike = (values) => {
    const other = { ...values };
    if (values.score !== undefined && values.score !== confirmed.score) other.score = Math.abs(values.score - 0.01);
    if (rank(values.status) > 0 && values.status !== confirmed.status) {
      other.reset = confirmed.status ?? "incomplete";
      delete other.status;
    }
    return other;
  };

  const deliver = (always) => {
    state.n += doubt ? 1 : 0;
    if (dirty) keep();
    return doubt ? give(unlike(facts()), queue, true) && give(facts(), []) : give(facts(), queue, always);
  };

  // While a page goes away or has no network, Moodle sends a beacon and says "true" whatever becomes of it.
  const online = () => page.navigator.onLine !== false;
  const sure = () => !leaving && online() && paper.visibilityState !== "hidden";

  const settle = () => {
    confirmed = { ...confirmed, ...sent };
    [dirty, doubt, failures, queue, began] = [false, false, 0, [], true];
    if (copy.read() === mine) copy.drop();
    turn("saved");
  };

  const send = (always) => {
    page.clearTimeout(timer);
    due = Infinity;
    const good = deliver(always);
    if (good && (sure() || !dirty)) return settle();
    [sent, doubt] = [{}, true];
    if (good && online()) return;
    failures++;
    turn("waiting");
    later(Math.min(1000 * 2 ** failures, LONGEST_PAUSE));
  };

  const live = () => /saved|waiting/.test(status) && !leaving;

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

  /** Something is new: it is on the device before this returns. */
  const touch = (...items) => {
    state.n++;
    if (status !== "review") {
      queue.push(...items);
      dirty = true;
      keep();
    }
    tell("progress");
  };

  // Finish exactly once, after a commit. Moodle makes an attempt without status "completed" then: who only
  // looks into one leaves none.
  const leave = () => {
    if (live()) {
      leaving = true;
      send(true);
      link.finish();
    } else if (status === "review" && !leaving) {
      leaving = true;
      if (rank(stored) >= 0) link.finish();
    }
  };

  const seeHidden = () => {
    if (live() && (doubt || paper.visibilityState === "hidden")) send(paper.visibilityState === "hidden");
  };

  const warn = (event) => {
    if (!dirty || kept || (live() && !failures)) return;
    event.preventDefault();
    event.returnValue = "";
  };

  const listen = () => {
    paper.addEventListener("visibilitychange", seeHidden);
    page.addEventListener("pagehide", leave);
    page.addEventListener("pageshow", ({ persisted }) => persisted && link && status !== "review" && turn("stopped"));
    page.addEventListener("online", () => failures && live() && send());
    page.addEventListener("beforeunload", warn);
    page.addEventListener("storage", ({ key, newValue }) => key === copy.key && newValue && absorb(newValue));
  };

  // ---- opening

  const connect = () => {
    link = spread.lms.connect(page, config.standard);
    if (!link) return ["device", "normal"];
    if (!link.initialize()) return ["stopped", "normal"];
    const [mode = "normal"] = link.get("mode").match(/review|browse/) ?? [];
    stored = reached = link.status();
    raw = link.get("state");
    if (mode !== "normal") return ["review", mode];
    return [raw === "" && link.failed() ? "stopped" : "saved", mode];
  };

  // After Initialize has failed nobody can be asked: the tab remembers the hash of its last learner.
  const learner = () => {
    if (!link) return null;
    const last = device.entry(page, "spread:learner", false);
    const id = link.get("learner");
    if (id) last.write(device.hash(id));
    return id ? device.hash(id) : status === "stopped" ? last.read() : "";
  };

  // Where the LMS held an attempt and is empty now, or holds another, the copy is not this attempt's.
  const adopt = () => {
    const found = parse(copy.read());
    const other = codec.decode(found.state, known);
    const strange = state.attempt
      ? other.attempt && other.attempt !== state.attempt
      : status === "saved" && raw === "" && found.began;
    if (!found.state || found.state === raw || strange) return status === "saved" && copy.drop();
    // A copy without attempt was made where the LMS could not be read: it is newer than what is there.
    for (const value of other.attempt ? [] : other.values.values()) value.n += state.n;
    other.n += other.attempt ? 0 : state.n;
    state = codec.merge(state, other);
    began = Boolean(found.began);
    queue = [found.queue].flat().filter((item) => item?.id);
    return true;
  };

  const start = ({ keys, window, document }) => {
    [config, page, paper, lessons] = [spread.config, window, document, keys.lessons];
    known = [...lessons.map(({ key }) => key), ...keys.parts];
    started = page.Date.now();
    const [found, mode] = connect();
    status = found;
    [copy, notes] = device.open(page, config.module, paper.documentElement.dataset.sco, learner());
    state = codec.decode(raw, known);
    began = raw !== "";
    if (rank(stored) >= 0) confirmed.status = stored;
    const pending = status !== "review" && adopt();
    const language = state.language || (link && status !== "stopped" ? link.get("language") : "");
    listen();
    if (status === "saved") begin(pending);
    return { mode, standard: link ? config.standard : "device", resumed: raw !== "" || pending, at: state.at, language };
  };

  const begin = (pending) => {
    state.attempt ||= device.hash(String(Math.random())).slice(-4);
    if (pending || rank(stored) < 0) touch();
    if (rank(stored) < 0) send();
    else if (pending) flush();
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
    const before = state.best.get(key);
    const best = { ...codec.better(before ?? { points: -1, max, tries: 0 }, { points, max, tries: 0 }) };
    state.best.set(key, { ...best, tries: (before?.tries ?? 0) + 1 });
    state.seen.add(key);
    const improved = link && (best.points !== before?.points || best.max !== before?.max);
    const met = (outcome) => 100 * outcome.points >= (config.passMark ?? 0) * outcome.max;
    touch(...(improved ? outcomes.map(({ id, points, max }) => ({ id, points, max, met: met({ points, max }) })) : []));
    flush();
  };

  const language = (code) => {
    state.language = code;
    touch();
    flush();
  };

  /** A text that stays on this device: read it, or write it. */
  const note = (key, text) => {
    const all = parse(notes.read());
    if (text !== undefined) notes.write(JSON.stringify({ ...all, [key]: text }));
    return text ?? all[key];
  };

  const erase = () => {
    copy.drop();
    notes.drop();
    if (status === "device") state = codec.empty();
    tell("progress");
  };

  spread.session = {
    start, see, at, put, answer, result, language, note, erase, progress, flush,
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
