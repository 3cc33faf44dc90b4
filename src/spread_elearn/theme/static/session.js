// One document, one session: a small machine between the page, the LMS and the device.
//
//   looking   in a frame or a popup, no API yet: work is kept here, and handed over when it comes
//   reading   the session is open, but all that must be there reads empty: wait before believing it
//   open      what was done is sent                     -> says "saved" or "waiting"
//   ended     three commits in a row have failed        -> the learner must do something
//   watching  review or preview: nothing is written
//   stopped   no session could be opened, or this page was left and is back
//   alone     no LMS: the device is the only place
//   asset     a page that does not count: it calls nothing
//   left      the page is gone
"use strict";
{
  const spread = (globalThis.spread ??= {});
  const { attempt, device, replicas, state: codec } = spread;

  const WAYS = {
    new: ["looking", "reading", "alone", "stopped", "asset"],
    looking: ["reading", "alone", "stopped", "left"],
    alone: ["reading", "stopped", "left"],
    reading: ["reading", "open", "watching", "stopped", "left"],
    open: ["ended", "left"],
    ended: ["open", "left"],
    watching: ["left"],
    left: ["stopped"],
    stopped: [],
    asset: [],
  };

  const LOOK_EVERY = 250;
  const LOOK_FOR = 10000;
  const BELIEVE_AFTER = 3000;
  const APART = 2000;
  const GATHER = 500;
  const REST = 2000;
  const LONGEST_TYPING = 10000;
  const LONGEST_PAUSE = 60000;
  const FAILURES_TO_TELL = 3;
  // Where calls are messages between windows, what comes after a hundred messages in a second is refused, and a
  // value that is set costs two. What a portion leaves free is for one long answer, and for leaving.
  const MOST_CALLS = 24;
  const PORTIONS_APART = 1200;
  const MOST_REPEATS = 3;

  const { rank, betterWord } = codec;
  const isDone = (word) => rank(word) >= rank("completed");
  const meets = (one, mark) => 100 * one.points >= (mark ?? 0) * one.max;

  /** A session, not yet started. */
  const make = () => {
    let config;
    let page;
    let paper;
    let lessons;
    let known;
    let names;
    let sizes;
    let languages;
    let shelf;
    let started;

    let phase = "new";
    let mode = "normal";
    let link = null;
    let delivery = null;
    let learner = null;
    let state = codec.empty();
    let worked = false;
    // Beside a lesson whose end was in view at once: that is seen without anybody's doing.
    let acted = false;
    let workedAt = 0;
    let opened = new Set();
    const watchers = { status: [], progress: [], open: [], offer: [] };

    // The copy on the device, and what is only in it.
    let copy = null;
    let notes = null;
    let mine = "";
    let lastOther = -1;
    let hadOlder = false;
    let kept = true;
    let wasRead = false;
    let blind = false;
    let items = [];
    let queue = [];
    let offers = [];
    let quiet = [];

    // What the LMS held.
    let stored = "";
    let topScore = null;
    let sentScore = 0;
    let fresh = false;
    let credit = null;
    let suspect = false;
    let answersLater = false;
    let repeats = 0;

    // The way there.
    let dirty = false;
    let doubt = false;
    let failures = 0;
    let ever = false;
    let status = "device";
    let timer = 0;
    let due = Infinity;
    let lastCommit = -Infinity;
    let lastPortion = -Infinity;
    let given = 0;
    let typingSince = null;
    // A commit whose answer comes later, and whether this LMS answers so.
    let underway = null;
    let tellsLater = false;
    let approached = false;
    let lookedAt = 0;
    let searching = 0;

    const now = () => page.Date.now();
    const tell = (what, value) => watchers[what].forEach((watch) => watch(value));

    // ---- phases, and what they are called on the page

    const wordOf = () => {
      if (phase === "looking" || phase === "reading") return "looking";
      if (phase === "alone") return kept ? "device" : "nothing";
      if (phase === "watching") return wordOfWatching();
      if (phase === "ended") return ever ? "ended" : "untracked";
      if (phase !== "open") return phase;
      const isSlow = underway && now() - underway.since >= APART;
      if (failures || isSlow || (answersLater && queue.length)) return "waiting";
      return delivery.refusesState ? "device" : "saved";
    };

    const wordOfWatching = () => {
      if (mode === "browse") return "preview";
      const results = isDone(stored) || isDone(state.word) || state.best.size > 0;
      return results ? "review" : "review-empty";
    };

    const show = () => {
      const word = wordOf();
      if (word === status) return;
      status = word;
      tell("status", word);
    };

    const go = (next) => {
      if (!WAYS[phase].includes(next)) throw new Error(`session: ${phase} -> ${next}`);
      phase = next;
      if (phase !== "left") show();
    };

    const isLive = () => phase === "open" || phase === "ended";
    const writes = () => phase !== "watching" && phase !== "asset";

    // ---- the verdict

    const units = () => {
      const tried = lessons.map(({ key }) => state.best.get(key)).filter(Boolean);
      const most = tried.reduce((sum, { max }) => sum + max, 0) / (tried.length || 1);
      return lessons.map(({ key, assessment, max, practice = [] }) => {
        const best = state.best.get(key);
        const ended = state.seen.has(key);
        const answered = practice.filter((part) => state.values.get(part)?.text).length;
        return {
          key,
          test: Boolean(assessment),
          opened: ended || opened.has(key) || state.at === key,
          ended,
          asks: practice.length,
          answered,
          tries: best?.tries ?? 0,
          points: best?.points ?? 0,
          max: best?.max ?? max ?? most,
        };
      });
    };

    const progress = () => {
      const { passMark, attempts, completion } = config;
      const review = phase === "watching";
      return spread.status.reckon(units(), { passMark, attempts, completion, review });
    };

    // ---- what the LMS is told

    const graded = () => {
      credit ??= link.get("credit");
      return credit !== "no-credit";
    };

    /** The best score, where it is news: it is asked for only when there is one, to open quietly. */
    /** The score that the LMS had, or was given. */
    const heldScore = () => {
      topScore ??= parseFloat(link.get("score"));
      return Math.max(topScore || 0, sentScore);
    };

    const toldScore = () => {
      if (credit === "no-credit") return Infinity;
      return heldScore();
    };

    const scoreToSend = (score) => {
      if (score === null || !graded()) return undefined;
      topScore ??= parseFloat(link.get("score"));
      const above = Number.isNaN(topScore) || score > topScore;
      return above || (fresh && score === topScore) ? score : undefined;
    };

    const bestWord = ({ complete, verdict }) => {
      const word = complete && !graded() ? "completed" : verdict;
      return betterWord(betterWord(stored, state.word), word);
    };

    /** Some LMSs count one word only. SCORM 2004 has an element for each, and needs none. */
    const inWordsOfLms = (word) => {
      const one = config.standard === "scorm12" && config.done;
      return one && isDone(word) ? one : word;
    };

    /** Whether an LMS that has this word lacks a better one. */
    const lacksWord = (word) => rank(word) < rank(inWordsOfLms(state.word));

    const wordToSend = (found) => {
      state.word = bestWord(found);
      const word = inWordsOfLms(state.word);
      return word === stored ? undefined : word;
    };

    // In the order of sending. What is undefined is not sent: nothing is ever taken back.
    const facts = () => {
      const found = progress();
      const score = scoreToSend(found.score);
      const word = wordToSend(found);
      const language = languages.find((code) => codec.tag(code) === state.language);
      return {
        exit: "suspend",
        state: codec.encode(state, config.limit ?? Infinity, known),
        location: state.at || undefined,
        language,
        progress: found.full ? found.full / found.total : undefined,
        score,
        status: word,
      };
    };

    // ---- the copy

    const written = () =>
      JSON.stringify({
        state: codec.encode(state),
        queue: items,
        read: wasRead,
        blind: blind || undefined,
        place: shelf.place,
        when: workedAt,
      });

    /** A copy as the device has it, decoded; old ones have no place, time or counters of their items. */
    const loaded = (entry) => {
      const found = entry.load();
      return {
        ...found,
        entry,
        state: codec.decode(found.state, known, names),
        queue: [found.queue].flat().filter((item) => item?.id),
        raw: found.state ?? "",
      };
    };

    // Another tab has left something of this attempt.
    const absorb = () => {
      const other = loaded(copy);
      if (!other.raw || other.state.attempt !== state.attempt) return;
      lastOther = Math.max(lastOther, other.state.n);
      const before = new Set(items.map((item) => `${item.id} ${item.n}`));
      items = [
        ...items,
        ...other.queue.filter((item) => !before.has(`${item.id} ${item.n}`)),
      ];
      state = codec.merge(other.state, state);
    };

    const keep = () => {
      if (!copy) return;
      if (copy.read() !== mine) absorb();
      // Two tabs never write different things under one number.
      if (state.n <= lastOther) state.n = lastOther + 1;
      mine = written();
      kept = copy.write(mine);
      if (phase === "alone") show();
    };

    const useCopy = (who, mark) => {
      learner = who;
      copy = shelf.copy(who, mark);
      notes = shelf.notes(who);
      mine = copy.read();
    };

    // ---- commits

    // While a page goes away or has no network, Moodle sends a beacon and says "true" whatever becomes of it.
    const isHidden = () => paper.visibilityState === "hidden";
    const isOnline = () => page.navigator.onLine !== false;

    const clock = () => attempt(() => link.owner.performance?.now()) ?? 0;

    /** The LMS has this state for sure: then nothing is left to prove. */
    const proved = (n) => {
      wasRead = true;
      if (state.n === n && !dirty && copy.read() === mine) {
        copy.drop();
        mine = "";
        items = [];
      }
    };

    /** An LMS that is seen to wait for its server may be believed. */
    const watchWaiting = (begun, ended, n) => {
      const lookBack = () => {
        if (spread.lms.hasWaited(link.owner, begun, ended)) proved(n);
      };
      if (ended > begun) page.setTimeout(lookBack, LOOK_EVERY);
    };

    const commit = (taken = true) => {
      // Not at the opening, which is quiet.
      if (ever) credit ??= link.get("credit");
      link.set("time", now() - started);
      const begun = clock();
      const good = askCommit(taken);
      const ended = clock();
      lastCommit = now();
      if (good && !doubt && !isHidden()) watchWaiting(begun, ended, state.n);
      return good === null ? null : taken && good;
    };

    /** True and false are the answer; null: it is on its way, and this is what it will be about. */
    const askCommit = (taken) => {
      const word = inWordsOfLms(state.word);
      const mark = { n: state.n, since: now(), word, score: progress().score, taken };
      underway = mark;
      const good = link.commit((answer) => arrive(mark, answer));
      if (good !== null) underway = null;
      else {
        tellsLater = true;
        page.setTimeout(() => arrive(mark, false), LONGEST_PAUSE);
      }
      return good;
    };

    /** As many answers as such an LMS takes at once; those of the last portion may still be on their way. */
    const givePortion = (callsBefore) => {
      if (!queue.length || now() - lastPortion < PORTIONS_APART) return;
      lastPortion = now();
      given = 0;
      while (given < queue.length && link.calls() - callsBefore < MOST_CALLS) {
        delivery.items([queue[given]], state);
        given += 1;
      }
    };

    /** The values of `values`, and answers. Where not all may arrive, what is essential goes first. */
    const give = (values) => {
      if (answersLater) {
        const callsBefore = link.calls();
        delivery.values(values());
        givePortion(callsBefore);
      } else {
        delivery.items(queue, state);
        given = queue.length;
      }
      // The answers count into the state.
      return delivery.values(values());
    };

    /** Answers that were not given are newer than the state that was: the next launch would drop them else. */
    const putOff = () => {
      if (given >= queue.length) return;
      state.n += 1;
      for (const item of queue.slice(given)) item.n = state.n;
      keep();
    };

    const deliver = (always) => {
      if (suspect) readAgain();
      if (doubt && !tellsLater) {
        state.n += 1;
        const taken = give(() => delivery.unlike(facts()));
        if (!(commit() && taken)) return false;
        return delivery.values(facts()) && commit();
      }
      if (!always && !queue.length && !delivery.isNews(facts(), [])) return true;
      return commit(give(facts));
    };

    /** The answer to a commit that was on its way: the LMS has seen it. What was done since goes next. */
    const arrive = (mark, good) => {
      if (underway !== mark || phase === "left") return;
      underway = null;
      if (!good || !mark.taken) {
        fail(false);
        if (mark.reopens && kept) reopen();
        return;
      }
      succeed(mark.word, mark.score);
      proved(mark.n);
      if (!mark.isOld) return;
      dirty = true;
      later(0);
    };

    const succeed = (word = inWordsOfLms(state.word), score = progress().score) => {
      queue = queue.slice(given);
      given = 0;
      dirty = queue.length > 0;
      doubt = false;
      failures = 0;
      ever = true;
      typingSince = null;
      delivery.confirmAll();
      if (answersLater && stored !== word) readBack();
      stored = word;
      sentScore = score ?? sentScore;
      if (phase === "ended") go("open");
      show();
      tell("progress", progress());
    };

    /** Such an LMS answers with what it was told, and when it is asked again, with what it has. */
    const readBack = () => {
      page.setTimeout(() => isLive() && link.get("status"), APART);
      page.setTimeout(() => isLive() && sendAgain(link.get("status")), APART + GATHER);
    };

    /** The verdict was lost on its way: all is sent again, but not for ever to an LMS that has its own mind. */
    const sendAgain = (word) => {
      if (!word || !lacksWord(word) || repeats >= MOST_REPEATS) return;
      repeats += 1;
      stored = rank(word) ? word : "";
      delivery.forget();
      later(0);
    };

    const fail = (dark) => {
      delivery.forget();
      doubt = true;
      // Nobody can know: it is seen through when the page is back.
      if (dark && isOnline()) return;
      failures += 1;
      if (failures >= FAILURES_TO_TELL && phase === "open") go("ended");
      show();
      later(Math.min(1000 * 2 ** failures, LONGEST_PAUSE));
    };

    /** With the word that is going to be sent: it is the memory of it. */
    const keepAll = () => {
      wordToSend(progress());
      keep();
    };

    const send = (always) => {
      page.clearTimeout(timer);
      due = Infinity;
      const before = state.n;
      if (dirty) keepAll();
      if (underway) return null;
      const good = deliver(always);
      if (good === null) {
        page.setTimeout(show, APART);
        return null;
      }
      if (state.n !== before && dirty) keep();
      putOff();
      const seenThrough = isOnline() && !isHidden() && phase !== "left";
      if (good && (!dirty || seenThrough)) {
        succeed();
        if (queue.length) later(PORTIONS_APART);
        return true;
      }
      fail(good);
      return false;
    };

    const later = (pause) => {
      const then = now() + Math.max(0, pause);
      if (!isLive() || then >= due) return;
      page.clearTimeout(timer);
      due = then;
      timer = page.setTimeout(() => isLive() && send(), Math.max(0, pause));
    };

    // While the LMS fails, its own pauses hold. Commits are two seconds apart.
    const soon = (pause) => {
      if (failures) return;
      const rest = lastCommit + APART - now();
      later(Math.max(pause, rest));
    };

    /** Now, before this returns: at Submit and at Finish. While the LMS fails, its pauses hold. */
    const flush = () => {
      if (isLive() && !failures) send();
    };

    /** Where the device keeps nothing, the LMS must have it at once. */
    const afterChange = () => {
      if (kept) soon(GATHER);
      else if (!failures) later(0);
    };

    const afterTyping = () => {
      if (failures) return;
      typingSince ??= now();
      const most = typingSince + LONGEST_TYPING - now();
      page.clearTimeout(timer);
      due = Infinity;
      later(Math.min(REST, most));
    };

    // ---- work

    /** Something is new: it is on the device before this returns. */
    const touch = (...news) => {
      state.n += 1;
      worked = true;
      workedAt = now();
      if (writes()) {
        const counted = news.map((item) => ({ ...item, n: state.n }));
        items.push(...counted);
        queue.push(...counted);
        dirty = true;
        if (underway) underway.isOld = true;
        keep();
      }
      tell("progress", progress());
      const mayCome = isFramed() || approached;
      if (phase === "alone" && mayCome && !searching) lookOnce();
    };

    // ---- finding the LMS

    /** Whether the package speaks to an LMS at all: a web page does not. */
    const isForLms = () => Boolean(spread.transports[config.standard]);

    const isFramed = () => {
      const inside = attempt(() => page.parent && page.parent !== page, true);
      return Boolean(
        inside || attempt(() => page.opener) || attempt(() => page.top.opener),
      );
    };

    /** Once more, at the first thing worth saving. */
    const lookOnce = () => {
      searching += 1;
      const found = spread.lms.connect(page, config.standard);
      if (found?.opened) meet(found);
    };

    const look = () => {
      const found = spread.lms.connect(page, config.standard);
      if (found?.opened) return meet(found);
      const refused = found?.opened === false;
      if (refused) return stop(found);
      // It is there, and its answer is on its way.
      if (found) approached = true;
      const mayCome = isForLms() && (isFramed() || approached);
      const waits = mayCome && now() - started < LOOK_FOR;
      if (!waits) return stayAlone();
      if (phase === "new") lookOn();
      page.setTimeout(() => phase === "looking" && look(), LOOK_EVERY);
    };

    const random = () => (page.Math ?? Math).random();
    const newMark = () =>
      device.hash(`${now()} ${random()}`).slice(-4).padStart(4, "0");

    /** While nobody knows whose work it is, it lies apart from all others'. */
    const lookOn = () => {
      useCopy(device.UNKNOWN, newMark());
      go("looking");
    };

    /** There is no LMS: what an earlier session has left here goes on. */
    const stayAlone = () => {
      const early = copy;
      useCopy(null, "");
      const here = loaded(copy);
      hadOlder = Boolean(here.raw);
      items = [...here.queue, ...items];
      state = worked ? replicas.onTop(here.state, state) : here.state;
      kept = shelf.keeps();
      go("alone");
      moveFrom(early);
      tell("open", null);
    };

    /** What lay at another place is written to the new one, and only then dropped there. */
    const moveFrom = (early) => {
      if (!worked || !early) return;
      keep();
      if (kept) early.drop();
    };

    /** No session opens: what the tab's last learner has here is shown, and new work goes to it. */
    const stop = (found) => {
      link = found;
      const last = shelf.recall();
      const work = state;
      const early = copy;
      useCopy(last?.learner ?? "", last?.attempt ?? "");
      const here = loaded(copy);
      state = worked ? replicas.onTop(here.state, work) : here.state;
      items = [...here.queue, ...items];
      wasRead = here.read ?? false;
      blind = here.raw ? Boolean(here.blind) : true;
      state.attempt = last?.attempt ?? "";
      go("stopped");
      moveFrom(early);
      tell("open", null);
    };

    // ---- reading what the LMS holds

    let held = null;

    const readLms = () => {
      const who = link.get("learner");
      const word = link.get("status");
      const raw = link.get("state");
      const fault = raw === "" && link.unreadable();
      const blank = !who && !word && !raw && !link.get("entry");
      held = { who, word, raw, fault, blank };
    };

    const meet = (found) => {
      link = found;
      lookedAt = now();
      go("reading");
      read();
    };

    const read = () => {
      readLms();
      if (held.blank && now() - lookedAt < BELIEVE_AFTER) {
        if (!answersLater) link.spare();
        answersLater = true;
        page.setTimeout(() => phase === "reading" && read(), LOOK_EVERY);
        return;
      }
      suspect = held.blank;
      settle();
    };

    const adopt = (judged, base) => {
      state = base;
      for (const one of judged.gone) one.entry.drop();
      for (const one of judged.pending) {
        const newer = one.queue.filter((item) => !(item.n <= base.n));
        items = [...newer, ...items];
        queue = [...newer, ...queue];
        state = one.blind
          ? replicas.onTop(state, one.state)
          : codec.merge(state, one.state);
        dirty = true;
      }
      offers = judged.offers;
      quiet = judged.quiet;
    };

    /** What lies here for this learner, and what has no name and was not refused by them before. */
    const copiesOf = (who) => {
      const own = shelf.copies(who).map(loaded);
      const nobody = [null, device.UNKNOWN].flatMap((one) => shelf.copies(one));
      const nameless = nobody.map((entry) => ({ ...loaded(entry), nameless: true }));
      const open = nameless.filter(({ notFor = [] }) => !notFor.includes(who));
      return [...own, ...open].filter(({ raw }) => raw);
    };

    /** The LMS could be read: whose session it is, what is there, and what waits here. */
    const settle = () => {
      const wanted = link.get("mode").match(/review|browse/);
      if (held.fault && !wanted) return stop(link);
      if (hadOlder) layAside();
      const work = state;
      const early = items;
      const own = copy;
      const base = codec.decode(held.raw, known, names);
      stored = rank(held.word) ? held.word : "";
      delivery = spread.delivery.make(link);
      if (stored) delivery.confirm({ status: stored });
      if (wanted) return watch(wanted[0], base);

      const who = held.who ? device.hash(held.who) : "";
      const there = held.raw ? base : null;
      items = [];
      queue = [];
      // What this page itself has kept while it looked is not another's.
      const copies = copiesOf(who).filter(({ entry }) => entry.key !== own?.key);
      adopt(replicas.judge(there, copies, shelf.place), base);
      if (worked) putOnTop(work);
      else if (!state.at) state.at = work.at;
      items = [...items, ...early];
      queue = [...queue, ...early];
      wasRead = Boolean(there?.attempt);
      const isNew = !state.attempt;
      state.attempt ||= newMark();
      useCopy(who, state.attempt);
      shelf.remember(who, state.attempt);
      go("open");
      begin(isNew, own);
    };

    /** Work of before goes on top; the place only where somebody has chosen it. */
    const putOnTop = (work) => {
      const { at } = state;
      state = replicas.onTop(state, work);
      if (!acted && at) state.at = at;
    };

    /** Work without an LMS may be older than this session, and another's: it stays, and is asked about. */
    const layAside = () => {
      hadOlder = false;
      worked = false;
      state = codec.empty();
      items = [];
      copy = null;
    };

    const watch = (found, base) => {
      mode = found;
      copy = null;
      notes = shelf.notes(held.who ? device.hash(held.who) : "");
      const work = state;
      state = base;
      if (worked) putOnTop(work);
      go("watching");
      tell("open", null);
    };

    const begin = (isNew, early) => {
      const pending = dirty || worked;
      const first = !stored;
      if (answersLater && lacksWord(stored)) soon(0);
      if (pending || first || isNew) {
        state.n += 1;
        dirty = true;
        keep();
        // It is under the learner's own name now.
        if (early && worked && kept) early.drop();
        if (first) send();
        else soon(0);
      }
      for (const one of offers) markAsked(one);
      if (offers.length) tell("offer", offer());
      tell("open", null);
    };

    /** The first read was wholly empty: before anything is written, look whether the LMS has woken up. */
    const readAgain = () => {
      readLms();
      if (held.blank) return;
      suspect = false;
      const who = held.who ? device.hash(held.who) : "";
      const base = codec.decode(held.raw, known, names);
      stored = rank(held.word) ? held.word : stored;
      if (held.raw) {
        const old = copy;
        state = replicas.onTop(base, state);
        useCopy(who, state.attempt);
        keep();
        if (kept && old.key !== copy.key) old.drop();
        tell("open", null);
      } else if (who !== learner) {
        useCopy(who, state.attempt);
        keep();
      }
      shelf.remember(who, state.attempt);
    };

    // ---- copies that the learner decides on

    const markAsked = (one) => {
      if (one.asked) return;
      one.asked = true;
      const { entry } = one;
      const found = entry.load();
      if (one.state.attempt) entry.write(JSON.stringify({ ...found, asked: true }));
    };

    /** What is kept here and the course does not show: {date, done, total, ...}, or null. */
    const offer = () => {
      const one = offers[0] ?? quiet[0];
      if (!one) return null;
      const done = lessons.filter(({ key }) => one.state.seen.has(key)).length;
      const finished = replicas.isFinished(one.state);
      const date = one.when ?? null;
      const nameless = Boolean(one.nameless);
      return {
        name: one.entry.key,
        date,
        done,
        total: lessons.length,
        finished,
        nameless,
        asks: offers.length > 0,
      };
    };

    /** It may be somebody else's: it stays, and this learner is not asked again. */
    const refuse = ({ entry, notFor = [] }) => {
      const more = { ...entry.load(), notFor: [...notFor, learner] };
      entry.write(JSON.stringify(more));
    };

    const answerOffer = (takes) => {
      const one = offers.shift() ?? quiet.shift();
      if (!one || phase === "watching") return;
      if (takes) {
        state = replicas.takeOver(state, one.state);
        touch(...one.queue.map(({ n, ...item }) => item));
        tell("open", { taken: true });
        flush();
      }
      if (!takes && one.nameless) refuse(one);
      else if (!takes || kept) one.entry.drop();
      tell("offer", offer());
    };

    // ---- leaving

    /** Close exactly once. Moodle makes an attempt without status "completed" then: who only looks leaves none. */
    const leave = () => {
      const wasLive = isLive();
      const looked = phase === "watching" && stored;
      // Without an LMS there is nothing to close: a page that comes back goes on.
      if (!wasLive && phase !== "watching" && phase !== "reading") return;
      phase = "left";
      page.clearTimeout(timer);
      if (wasLive) handOver();
      if (wasLive || looked) link.close();
    };

    /** One request where closing stores all that was set, else a commit before it. */
    const handOver = () => {
      if (dirty) keepAll();
      if (link.closingStores && (!doubt || tellsLater)) {
        give(facts);
        link.set("time", now() - started);
      } else {
        deliver(true);
      }
      putOff();
    };

    const warn = (event) => {
      if (!dirty || kept || (isLive() && !failures)) return;
      event.preventDefault();
      event.returnValue = "";
    };

    const onVisibility = () => {
      if (isLive() && (doubt || isHidden())) send(isHidden() && dirty);
    };

    const onReturn = ({ persisted }) => {
      if (!persisted || phase !== "left" || !copy) return;
      go("stopped");
    };

    const onStorage = ({ key, newValue }) => {
      if (copy && key === copy.key && newValue && newValue !== mine) {
        absorb();
        tell("progress", progress());
      }
    };

    const listen = () => {
      paper.addEventListener("visibilitychange", onVisibility);
      page.addEventListener("pagehide", leave);
      page.addEventListener("pageshow", onReturn);
      page.addEventListener("online", () => failures && isLive() && send());
      page.addEventListener("beforeunload", warn);
      page.addEventListener("storage", onStorage);
    };

    // ---- for the page

    const namesOf = () => {
      const long = Object.keys(config.keys ?? {});
      const byStart = new Map();
      for (const name of long) {
        const start = name.slice(0, 2);
        byStart.set(start, [...(byStart.get(start) ?? []), name]);
      }
      names = {};
      sizes = {};
      for (const key of known) {
        const name = byStart.get(key.slice(0, 2))?.find((one) => one.startsWith(key));
        if (!name) continue;
        names[key] = name;
        sizes[key] = config.keys[name];
      }
    };

    const languageOf = () => {
      const saved = languages.find((code) => codec.tag(code) === state.language);
      if (saved || !languages.length) return saved ?? "";
      return link?.opened ? link.get("language") : "";
    };

    /** How it stands when the page asks: before the LMS has come this is little. */
    const standing = () => ({
      mode,
      standard: link ? link.name : "device",
      resumed:
        state.n > 1 &&
        (state.seen.size > 0 || state.values.size > 0 || state.best.size > 0),
      at: state.at,
      language: languageOf(),
    });

    const start = ({
      keys,
      window,
      document,
      languages: codes = [],
      asset = false,
    }) => {
      config = spread.config;
      page = window;
      paper = document;
      lessons = keys.lessons;
      known = [...lessons.map(({ key }) => key), ...keys.parts];
      languages = codes;
      started = now();
      workedAt = started;
      namesOf();
      shelf = device.open(page, config.module, paper.documentElement.dataset.sco);
      shelf.expire(started);
      if (asset) {
        notes = shelf.notes(null);
        go("asset");
        return standing();
      }
      listen();
      look();
      return standing();
    };

    const see = (key) => {
      if (state.seen.has(key) || !lessons.some((lesson) => lesson.key === key)) return;
      state.seen.add(key);
      touch();
      soon(0);
    };

    // A place alone is worth no commit: it goes with the next. A window that is closed before keeps it here.
    const at = (key) => {
      opened.add(key);
      if (state.at === key) return;
      if (state.at) acted = true;
      state.at = key;
      if (phase === "alone") touch();
      else if (isLive()) {
        state.n += 1;
        if (worked) keep();
      }
    };

    /** A part's value. What is longer than its kind has promised would take others' room: it is refused alone. */
    const put = (key, value, typed = false) => {
      const text = String(value);
      if (state.values.get(key)?.text === text) return;
      const most = sizes[key];
      if (most && codec.cost(text) > most) {
        console.error(
          `${key}: ${text.length} characters to keep, its kind has promised ${most}`,
        );
        return;
      }
      state.values.set(key, { n: state.n + 1, text });
      acted = true;
      touch();
      if (typed) afterTyping();
      else afterChange();
    };

    // A reflection never leaves the device.
    const answer = (detail) => {
      acted = true;
      const { report } = config;
      const wanted = report === "all" || (report === "assessment" && detail.assessment);
      const told = detail.type && detail.type !== "reflection";
      if (wanted && told && isForLms()) touch({ ...detail, when: now() });
      soon(0);
    };

    /** A result: of a try, or one that was reckoned again after an update of the package. */
    const result = (key, { points, max, outcomes = [], again = false }) => {
      const before = state.best.get(key);
      const found = { points, max, tries: 0 };
      const best = before ? codec.better(before, found) : found;
      const improved =
        !before || best.points !== before.points || best.max !== before.max;
      if (again && (!improved || phase === "watching")) return;
      const tries = (before?.tries ?? 0) + (again ? 0 : 1);
      state.best.set(key, { points: best.points, max: best.max, tries });
      state.seen.add(key);
      fresh = true;
      acted ||= !again;
      const met = outcomes.map((one) => ({
        id: one.id,
        points: one.points,
        max: one.max,
        met: meets(one, config.passMark),
      }));
      touch(...(improved ? met : []));
      flush();
    };

    const language = (code) => {
      state.language = codec.tag(code);
      acted = true;
      touch();
      soon(0);
    };

    /** A text that stays on this device: read it, or write it. */
    const note = (key, text) => {
      if (text !== undefined)
        notes.write(JSON.stringify({ ...notes.load(), [key]: text }));
      return notes.load()[key];
    };

    const erase = () => {
      copy.drop();
      notes.drop();
      mine = "";
      if (phase === "alone") state = codec.empty();
      tell("progress", progress());
    };

    /** The button of "ended": hand everything over, or open the course anew where nothing can be lost by that. */
    const resume = () => {
      if (isLive() && send(true)) return true;
      if (underway) {
        underway.reopens = true;
        return true;
      }
      if (kept) reopen();
      return false;
    };

    // As the transport knows; else the window that owns the API starts anew.
    const reopen = () => (link ? link.reopen() : page.location.reload());

    return {
      start,
      standing,
      see,
      at,
      put,
      answer,
      result,
      language,
      note,
      erase,
      progress,
      flush,
      resume,
      reopen,
      offer,
      answerOffer,
      seen: (key) => state.seen.has(key),
      get: (key) => state.values.get(key)?.text,
      best: (key) => state.best.get(key),
      /** What the LMS holds, as far as it was read or confirmed. */
      score: heldScore,
      status: () => status,
      isForLms,
      /** Whether somebody has done something here, beside opening the page. */
      begun: () => worked && acted,
      word: () => stored,
      /** Whether the LMS does not show yet what the page says. */
      pending: () =>
        bestWord(progress()) !== stored || (progress().score ?? 0) > toldScore(),
      noCredit: () => credit === "no-credit",
      on: (what, watch) => watchers[what].push(watch),
    };
  };

  spread.session = make();
  spread.session.another = make;
}
