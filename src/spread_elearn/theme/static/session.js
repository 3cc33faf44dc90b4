"use strict";
{
  // One document, one session: what the page tells of a learner's work, and what it may ask.
  const spread = (globalThis.spread ??= {});
  const { state: codec, device } = spread;
  const RANKS = ["incomplete", "failed", "completed", "passed"];
  const rank = (word) => RANKS.indexOf(word);
  const TICK = 0;
  const PAUSE = 10000;

  let config, page, lessons, known, link, saving, copy, notes;
  let state = codec.empty();
  let mode = "normal";
  let raw = "";
  let status = "saved";
  let stored = "";
  let highest;
  let graded = true;
  let begun;
  const watchers = { status: [], progress: [] };

  const tell = (what, value) => watchers[what].forEach((watch) => watch(value));
  const turn = (word) => {
    if (word === status) return;
    status = word;
    tell("status", word);
  };

  // ---- what it comes to

  const assessments = () => lessons.filter(({ assessment }) => assessment);
  const results = () => assessments().map(({ key }) => state.best.get(key));

  // An assessment not yet tried counts with its points, or, where the page does not say, like the average one.
  const score = () => {
    const tried = results().filter(Boolean);
    if (!tried.length) return null;
    const sum = (name) => tried.reduce((total, result) => total + result[name], 0);
    const open = assessments().filter(({ key }) => !state.best.has(key));
    const rest = open.reduce((total, { max }) => total + (max ?? sum("max") / tried.length), 0);
    const whole = sum("max") + rest;
    return whole ? Math.round((10000 * sum("points")) / whole) / 100 : 0;
  };

  const complete = () => lessons.every(({ key }) => state.seen.has(key)) && results().every(Boolean);

  const passed = () => (config.passMark == null || score() === null ? null : score() >= config.passMark);

  const verdict = () => {
    if (!complete()) return "incomplete";
    if (passed() === null || !graded) return "completed";
    if (passed()) return "passed";
    const spent = config.attempts && results().every(({ tries }) => tries >= config.attempts);
    return spent ? "failed" : "incomplete";
  };

  const progress = () => ({
    seen: lessons.filter(({ key }) => state.seen.has(key)).length,
    total: lessons.length,
    complete: complete(),
    score: score(),
    passed: passed(),
  });

  // ---- what the LMS is told

  // Credit and an earlier score are asked for when they matter, to open quietly.
  const newScore = () => {
    if (score() === null) return undefined;
    if (highest === undefined) {
      graded = link.get("credit") !== "no-credit";
      highest = begun = parseFloat(link.get("score")) || -1;
    }
    highest = Math.max(highest, score());
    return graded && highest > begun ? highest : undefined;
  };

  let reached = "";
  const newStatus = () => {
    if (rank(verdict()) > rank(reached)) reached = verdict();
    return reached === stored ? undefined : reached;
  };

  const facts = () => {
    const { seen, total } = progress();
    const points = newScore();
    return {
      exit: "suspend",
      state: codec.encode(state, config.limit ?? Infinity, known),
      location: state.at || undefined,
      language: state.language || undefined,
      progress: seen ? seen / total : undefined,
      score: points,
      status: newStatus(),
    };
  };

  // ---- opening

  const parse = (text) => {
    try {
      return Object(JSON.parse(text));
    } catch {
      return {};
    }
  };

  const absorb = (text) => {
    const other = codec.decode(parse(text).state, known);
    if (other.attempt === state.attempt) state = codec.merge(other, state);
  };

  // Where the LMS held an attempt and is empty now, or holds another, the copy is not this attempt's.
  const adopt = (kept, fresh) => {
    const other = codec.decode(kept.state, known);
    if (state.attempt ? other.attempt && other.attempt !== state.attempt : fresh && kept.began) return false;
    if (!other.attempt) {
      for (const value of other.values.values()) value.n += state.n;
      other.n += state.n;
    }
    state = codec.merge(state, other);
    return true;
  };

  const connect = () => {
    link = spread.lms.connect(page, config.standard);
    if (!link) return "device";
    if (!link.initialize()) return "stopped";
    mode = /^(review|browse)$/.exec(link.get("mode"))?.[0] ?? "normal";
    stored = link.get("status");
    raw = link.get("state");
    if (mode !== "normal") return "review";
    return raw === "" && link.failed() ? "stopped" : "saved";
  };

  // After Initialize has failed nobody can be asked: the tab remembers the hash of its last learner.
  const learner = () => {
    if (status === "device") return null;
    const last = device.entry(page, "spread:learner", false);
    const id = link.get("learner");
    if (id) last.write(device.hash(id));
    return id ? device.hash(id) : status === "stopped" ? last.read() : "";
  };

  // What waits on the device for this attempt; null where nothing does.
  const pending = () => {
    if (status === "review") return null;
    const kept = parse(copy.read());
    if (kept.state && kept.state !== raw && adopt(kept, status === "saved" && raw === "")) return kept;
    if (status === "saved") copy.drop();
    return null;
  };

  const begin = (window, document, kept) => {
    const source = { text: () => codec.encode(state), renew: () => state.n++, facts, absorb };
    const queue = [kept?.queue ?? []].flat().filter((item) => item?.id);
    const line = { copy, queue, source, tell: turn, status: stored, began: raw !== "" || !!kept?.began };
    saving = device.saving({ window, document, link: status === "saved" ? link : null, ...line });
    if (status !== "review") return saving.listen();
    // Moodle makes an untouched attempt "completed" at Finish: who only looks leaves none.
    if (rank(stored) >= 0) window.addEventListener("pagehide", () => link.finish(), { once: true });
  };

  const touch = (item) => {
    if (status !== "review") saving.changed(item);
    tell("progress");
  };

  const start = ({ keys, window, document }) => {
    config = spread.config;
    page = window;
    lessons = keys.lessons;
    known = [...lessons.map(({ key }) => key), ...keys.parts];
    status = connect();
    copy = device.copy(window, config.module, document.documentElement.dataset.sco, learner());
    notes = device.entry(window, `${copy.key}:notes`, copy.lasting);
    state = codec.decode(raw, known);
    reached = stored;
    const kept = pending();
    begin(window, document, kept);
    const language = state.language || (link && status !== "stopped" ? link.get("language") : "");
    if (status === "saved") open(kept);
    return { mode, standard: link ? config.standard : "device", resumed: raw !== "" || !!kept, at: state.at, language };
  };

  const open = (kept) => {
    if (!state.attempt) state.attempt = device.hash(String(Math.random())).slice(-4);
    if (kept || rank(stored) < 0) saving.changed();
    if (rank(stored) < 0) saving.send();
    else if (kept) saving.soon(TICK);
  };

  // ---- what the page may say and ask

  const flush = () => saving.soon(TICK);

  const see = (key) => {
    if (state.seen.has(key) || !lessons.some((lesson) => lesson.key === key)) return;
    state.seen.add(key);
    state.n++;
    touch();
    flush();
  };

  const at = (key) => {
    if (state.at === key) return;
    state.at = key;
    state.n++;
    // A place alone is worth no commit: it goes with the next.
    if (status === "device") touch();
  };

  const put = (key, value) => {
    const text = String(value);
    if (state.values.get(key)?.text === text) return;
    state.values.set(key, { n: ++state.n, text });
    touch();
    saving.soon(PAUSE);
  };

  const answer = (detail) => {
    const wanted = config.report === "all" || (config.report === "assessment" && detail.assessment);
    // A reflection never leaves the device.
    if (wanted && link && detail.type !== "reflection") {
      state.n++;
      touch({ ...detail, when: page.Date.now() });
    }
    flush();
  };

  const result = (key, { points, max, outcomes = [] }) => {
    const before = state.best.get(key);
    const now = { points, max, tries: 1 };
    const best = before ? { ...codec.better(before, now), tries: before.tries + 1 } : now;
    state.best.set(key, best);
    state.seen.add(key);
    state.n++;
    const improved = !before || best.points !== before.points || best.max !== before.max;
    touch();
    if (improved && link) {
      for (const { id, points: got, max: most } of outcomes) {
        touch({ id, points: got, max: most, met: 100 * got >= (config.passMark ?? 0) * most });
      }
    }
    flush();
  };

  const language = (code) => {
    state.language = code;
    state.n++;
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

  const reopen = () => (link?.owner ?? page).location.reload();

  spread.session = {
    start, see, at, put, answer, result, language, note, erase, reopen, progress, flush,
    seen: (key) => state.seen.has(key),
    get: (key) => state.values.get(key)?.text,
    best: (key) => state.best.get(key),
    status: () => status,
    onstatus: (watch) => watchers.status.push(watch),
    onprogress: (watch) => watchers.progress.push(watch),
  };
}
