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
      const found = JSON.parse(text);
      return { ...found, queue: Array.isArray(found.queue) ? found.queue : [] };
    } catch {
      return { queue: [] };
    }
  };

  const absorb = (text) => {
    const other = codec.decode(parse(text).state, known);
    if (other.attempt === state.attempt) state = codec.merge(other, state);
  };

  // A copy of another attempt is none of this one's: an LMS that held its beginning and is empty now began anew.
  const adopt = (raw, kept) => {
    const other = codec.decode(kept.state, known);
    if (state.attempt ? other.attempt && other.attempt !== state.attempt : raw === "" && kept.began) return false;
    if (!other.attempt) {
      for (const value of other.values.values()) value.n += state.n;
      other.n += state.n;
    }
    state = codec.merge(state, other);
    return true;
  };

  const frozen = () => mode !== "normal";

  const open = () => {
    const web = config.standard === "web";
    link = web ? null : spread.lms.connect(page, config.standard);
    const opened = link?.initialize() ?? false;
    if (opened) mode = link.get("mode").match(/^(review|browse)$/)?.[0] ?? "normal";
    if (opened) stored = link.get("status");
    const raw = opened ? link.get("state") : "";
    const live = opened && !(raw === "" && link.failed());
    return { live, raw };
  };

  const learner = (live) => {
    if (!link) return null;
    const last = device.last(page);
    const id = live ? link.get("learner") : "";
    if (live) last.write(id && device.hash(id));
    return live ? id && device.hash(id) : last.read();
  };

  const restore = (live, raw) => {
    state = codec.decode(raw, known);
    const kept = copy.read();
    const { queue, ...found } = parse(kept);
    const pending = found.state !== undefined && found.state !== raw && !frozen() && adopt(raw, found);
    if (kept && !pending && !frozen() && live) copy.drop();
    return pending ? queue : null;
  };

  const start = ({ keys, window, document }) => {
    config = spread.config;
    page = window;
    lessons = keys.lessons;
    known = [...lessons.map(({ key }) => key), ...keys.parts];
    const { live, raw } = open();
    const sco = document.documentElement.dataset.sco ?? "module";
    copy = device.copy(window, { module: config.module, sco }, learner(live));
    notes = device.notes(copy);
    const queue = restore(live, raw);
    const resumed = raw !== "" || queue !== null;
    const language = state.language || (live ? link.get("language") : "");
    begin({ window, document, live, raw, queue });
    const standard = link ? config.standard : "device";
    return { mode, standard, resumed, at: state.at, language };
  };
  spread.session = { start };
}
