// The page: which lesson is shown, what counts as seen, the list of contents, the notices.
"use strict";
{
  const { session, status, word } = spread;
  const language = spread.language ?? {
    codes: [],
    choose: () => "",
    show: () => null,
  };
  const root = document.documentElement;
  const $ = (selector, inside = document) => inside.querySelector(selector);
  const $$ = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const narrow = matchMedia("(max-width: 51.99rem)");
  // A page that does not count, such as a glossary that is an item of its own: it calls nothing.
  const isAsset = "asset" in root.dataset;
  let articles;
  let lessons;
  let module;
  let toc;
  let sheet;
  let shown = null;
  let hadAddress = false;

  // ---- what is on the page; in another language it is another page

  function gather() {
    articles = $$("main > article");
    lessons = articles.filter((article) => article.dataset.role === "lesson");
    module = document.title;
    toc = $(".toc");
    sheet = $("#sheet");
    sheet.addEventListener("click", (event) => {
      if (event.target === sheet) sheet.close();
    });
    if (language.codes.length) {
      $(".mod").append(language.control(word("choose-language"), change));
    }
    spread.search.prepare();
  }

  function nameIn(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return "";
    }
  }

  const keyOf = (element) => element?.closest("[data-k]")?.dataset.k;
  const articleOf = (hash) => {
    const target = document.getElementById(nameIn(hash));
    return target?.closest("main > article") ?? null;
  };
  const titleOf = (key) =>
    lessons.find((article) => keyOf(article) === key)?.dataset.title ?? "";

  // ---- contents: a sidebar when there is room, a sheet when there is none

  function placeContents() {
    if (sheet.open) sheet.close();
    (narrow.matches && sheet.showModal ? sheet : $(".side")).append(toc);
  }

  const LEVELS = ["state-new", "state-opened", "state-tried", "state-passed"];

  function wordOfPart(part, isTest) {
    if (!isTest && part.level === status.TRIED) return word("state-seen");
    return word(LEVELS[part.level]);
  }

  /** Full where the part fills its share of the bar; half for a test that was handed in and not passed. */
  function iconOf(part, isTest, here) {
    if (part.full) return "seen";
    if (isTest && part.level === status.TRIED) return "half";
    return here ? "now" : "new";
  }

  function markContents() {
    const parts = new Map(session.progress().parts.map((part) => [part.key, part]));
    for (const item of $$("[data-toc]", toc)) {
      const key = item.dataset.toc;
      const here = keyOf(shown) === key;
      const link = $("a", item);
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      const part = parts.get(key);
      if (!part) continue;
      const mark = $("use", item);
      const shape = mark.getAttribute("href").slice(0, 3);
      const isTest = shape === "#s-";
      item.classList.toggle("seen", part.full);
      item.dataset.part = key;
      item.dataset.level = part.level;
      mark.setAttribute("href", shape + iconOf(part, isTest, here));
      $("[data-state]", item).textContent = wordOfPart(part, isTest);
    }
  }

  /** In a long list the entry that is read stands in the middle. */
  function followContents() {
    const item = $('[aria-current="page"]', toc);
    const box = item?.closest(".sheet, .side");
    if (!box || box.scrollHeight <= box.clientHeight) return;
    const top = item.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += top - box.clientHeight / 2;
  }

  function tellProgress() {
    const found = session.progress();
    const { full, total, phrase, verdict } = found;
    $("#progress-text").textContent = word("done-count", { full, total });
    $("[data-bar]").value = full;
    document.body.dataset.phrase = phrase;
    const isDone = verdict === "passed" || verdict === "completed";
    note("done", isDone && phrase !== "review");
    note("no-credit", session.noCredit());
    markContents();
    tellMessage();
    const detail = { ...found };
    document.dispatchEvent(new CustomEvent("spread-progress", { detail }));
  }

  // ---- notices and the state of saving

  const STATUS = {
    looking: "looking",
    saved: "saved",
    waiting: "waiting",
    ended: "ended",
    untracked: "untracked",
    stopped: "stopped",
    preview: "preview",
    review: "review",
    "review-empty": "review",
    device: "device",
    nothing: "nothing",
    asset: "saved",
  };
  const NOTES = [
    "review",
    "review-empty",
    "preview",
    "stopped",
    "ended",
    "untracked",
    "device",
    "nothing",
  ];

  function tellStatus() {
    const now = session.status();
    $("#save").dataset.status = now;
    $("#save").hidden = now === "asset";
    $("#save-text").textContent = word(STATUS[now]);
    for (const name of NOTES) note(name, name === now);
    $("[data-told]").hidden = now !== "saved";
    $("[data-device]").hidden = now !== "device";
    $("[data-course]").hidden = !session.isForLms();
    note("no-credit", session.noCredit());
    tellMessage();
  }

  function note(name, on) {
    $(`[data-note="${name}"]`).hidden = !on;
    const open = $$("[data-note]").some((banner) => !banner.hidden);
    $(".notices").hidden = !open;
  }

  /** Work that is kept here and that the course does not show: a question, or a button for later. */
  function tellOffer() {
    const found = session.offer();
    note("kept", Boolean(found?.asks));
    $("[data-kept]").hidden = !found || found.asks;
    if (!found) return;
    const { done, total, finished } = found;
    const date = found.date === null ? "?" : dateOf(found.date);
    const title = found.nameless ? "nameless-title" : "kept-title";
    $("[data-kept-text]").textContent = word(title, { date, done, total });
    $("[data-empty]").textContent = word(found.nameless ? "not-mine" : "begin-empty");
    const choices = $("[data-kept-choices]");
    const first = $(finished ? "[data-empty]" : "[data-take]", choices);
    for (const button of choices.children)
      button.classList.toggle("main", button === first);
    choices.prepend(first);
  }

  function dateOf(time) {
    const format = spread.attempt(
      () => new Intl.DateTimeFormat(root.lang, { dateStyle: "long" }),
    );
    return (format ?? new Intl.DateTimeFormat("en")).format(time);
  }

  // ---- what the page says: in words that stay, and aloud

  const messageBox = () => $("main > #message");

  /** Sentences for those who listen. */
  spread.say = (...sentences) => {
    const text = sentences.filter(Boolean).map((one) => one.trim());
    const ended = text.map((one) => (/[.!?…。؟]$/.test(one) ? one : `${one}.`));
    const live = $("body > [data-live]");
    live.textContent = "";
    requestAnimationFrame(() => {
      live.textContent = ended.join(" ");
    });
  };

  const PHRASES = {
    fresh: "phrase-fresh-title",
    going: "phrase-going-title",
    "quiz-left": "phrase-quiz-left-title",
    "passed-left": "phrase-passed-left-title",
    "below-left": "phrase-below-left-title",
    below: "phrase-below-title",
    "spent-left": "phrase-spent-left-title",
    spent: "phrase-spent-title",
    passed: "phrase-passed-title",
    completed: "phrase-completed-title",
    review: "phrase-review-title",
  };
  const REASONS = {
    read: "todo-read",
    try: "todo-try",
    submit: "todo-submit",
    again: "todo-again",
  };
  const SHOWN = {
    incomplete: "word-incomplete",
    completed: "word-completed",
    passed: "word-passed",
    failed: "word-failed",
  };
  const RECORD = {
    device: "record-device",
    stopped: "record-device",
    nothing: "nothing-title",
    preview: "preview-title",
    review: "review-title",
    "review-empty": "review-empty-title",
  };

  /** What is done. A lesson that is an item of its own knows only itself. */
  function phraseText({ phrase, complete }) {
    const { lesson, total, next } = messageBox().dataset;
    if (!lesson || phrase === "review") return word(PHRASES[phrase]);
    if (!complete || phrase === "below")
      return word(lesson === "test" ? PHRASES[phrase] : "lesson-going");
    const done =
      lesson === "test"
        ? word(PHRASES[phrase])
        : word("lesson-done", { number: lesson, total });
    const on = next ? word("lesson-next", { title: next }) : word("lesson-last");
    return `${done} ${on}`;
  }

  /** What the LMS holds, as far as anybody can know. */
  function recordText() {
    const now = session.status();
    const isSent = now === "saved" && !session.pending();
    if (!isSent)
      return word(
        now === "saved" ? "record-waiting" : (RECORD[now] ?? "record-waiting"),
      );
    const { score } = session.progress();
    const shows = word(SHOWN[session.word()] ?? "word-incomplete");
    if (score === null || session.noCredit())
      return word("record-saved", { word: shows });
    return word("record-score", { word: shows, score: session.score() });
  }

  function todoItem({ key, why }) {
    const item = document.createElement("li");
    const article = lessons.find((one) => keyOf(one) === key);
    const link = document.createElement("a");
    link.href = `#${article.id}`;
    link.textContent = titleOf(key);
    item.append(link, `: ${word(REASONS[why])}`);
    return item;
  }

  /** What Finish says, kept true while it stands there; another message stays as it is. */
  function tellMessage() {
    const box = messageBox();
    if (box.hidden || box.dataset.about !== "finish") return;
    const found = session.progress();
    const list = $("[data-todo]", box);
    $("[data-message-title]", box).textContent = phraseText(found);
    $("[data-todo-title]", box).hidden = !found.todo.length;
    list.hidden = !found.todo.length;
    list.replaceChildren(...found.todo.map(todoItem));
    $("[data-record]", box).textContent = recordText();
  }

  /** Said where it is seen, and aloud. */
  function message() {
    const box = messageBox();
    box.hidden = false;
    box.dataset.about = "finish";
    tellMessage();
    const { todo } = session.progress();
    const left = todo.map(({ key, why }) => `${titleOf(key)}: ${word(REASONS[why])}`);
    const intro = left.length ? word("todo-title") : "";
    const title = $("[data-message-title]", box).textContent;
    spread.say(title, intro, ...left, recordText());
  }

  // ---- one lesson at a time

  function show(article, { focus = true, anchor = "" } = {}) {
    if (article !== shown) {
      shown = article;
      for (const other of articles) other.classList.toggle("on", other === article);
      document.title =
        articles.length > 1 ? `${article.dataset.title} · ${module}` : module;
      messageBox().hidden = true;
      session.at(keyOf(article));
      watch(article);
      const detail = { id: article.id };
      article.dispatchEvent(new CustomEvent("spread-shown", { bubbles: true, detail }));
      markContents();
      followContents();
    }
    if (sheet.open) sheet.close();
    const target = anchor && document.getElementById(anchor);
    if (target && target !== article) return target.scrollIntoView();
    scrollTo(0, 0);
    if (focus) $("h1", article).focus({ preventScroll: true });
  }

  function follow() {
    const id = nameIn(location.hash);
    if (id === "main") return $("h1", shown).focus();
    const article = articleOf(location.hash);
    if (article) show(article, { anchor: id });
  }

  // Seen: its end came into view, or the learner left it by Next or Finish.
  const ends =
    "IntersectionObserver" in window &&
    new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const here = entry.target.closest("article") === shown;
        if (entry.isIntersecting && here && !$("[data-unfinished]", shown)) see(shown);
      }
    });

  function watch(article) {
    if (!ends || !article) return;
    ends.disconnect();
    ends.observe($(".turn", article));
  }

  function see(article) {
    if (article?.dataset.role !== "lesson" || session.seen(keyOf(article))) return;
    session.see(keyOf(article));
    tellProgress();
  }

  function finish() {
    see(shown);
    session.flush();
    message();
    messageBox().scrollIntoView({ block: "nearest" });
  }

  function erase() {
    if (ends) ends.disconnect();
    session.erase();
    history.replaceState(null, "", location.pathname);
    location.reload();
  }

  // ---- what plugins may ask and tell

  /** For what stays on this device, and for nothing else. */
  spread.note = session.note;
  /** What the one rule says of everything: parts, score, verdict, phrase, todo. */
  spread.progress = session.progress;
  /** The best result of an assessment, by its lesson's key: {points, max, tries}. */
  spread.best = (key) => session.best(key);

  addEventListener("spread-state", (event) => {
    const { value, typed } = event.detail;
    session.put(keyOf(event.target), value, Boolean(typed));
    watch(shown);
  });
  addEventListener("spread-answer", (event) => {
    const assessment = "assessment" in (event.target.closest("article")?.dataset ?? {});
    session.answer({ ...event.detail, assessment });
  });
  addEventListener("spread-result", (event) => {
    session.result(keyOf(event.target.closest("article")), event.detail);
    tellProgress();
    if (!event.detail.again) message();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("a, button");
    if (!button) return;
    const { dataset } = button;
    if ("next" in dataset) see(shown);
    if ("finish" in dataset) finish();
    if ("open" in dataset) {
      document.getElementById(dataset.open).showModal();
      followContents();
    }
    if ("close" in dataset) button.closest("dialog").close();
    if ("reopen" in dataset) session.reopen();
    if ("resume" in dataset) session.resume();
    if ("take" in dataset) session.answerOffer(true);
    if ("empty" in dataset) session.answerOffer(false);
    if ("erase" in dataset) erase();
    if (button.hash && button.hash === location.hash) follow();
  });

  // ---- paper: folds are open

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = $$("main details:not([open])");
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
  });

  // ---- what was done before

  const restored = new Map();

  function restore() {
    for (const element of $$("main [data-k]")) {
      const value = session.get(element.dataset.k);
      const same = restored.get(element) === value;
      const busy = element.contains(document.activeElement);
      if (value === undefined || !element.restore || same || busy) continue;
      restored.set(element, value);
      try {
        element.restore(value);
      } catch (error) {
        console.error(element.dataset.id, error);
      }
    }
  }

  /** The LMS has come late, or work was taken over: what it held is shown, and the place where nobody has begun. */
  function catchUp(detail) {
    const begun = session.begun() && !detail?.taken;
    restore();
    const { at, language: code } = session.standing();
    const article = articles.find((one) => keyOf(one) === at);
    const moves = article && article !== shown && !begun;
    if (moves && !hadAddress) {
      show(article, { focus: false });
      giveAddress(article);
    }
    if (code && !begun && language.codes.includes(code)) change(code, false);
    tellProgress();
    tellStatus();
    tellOffer();
  }

  // The same place in other words: the same part of the lesson at the same height.
  function place() {
    const blocks = [...shown.children];
    const number = blocks.findIndex(
      (block) => block.getBoundingClientRect().bottom > 0,
    );
    const top = blocks[number]?.getBoundingClientRect().top;
    const open = $$("main details").map((fold) => fold.open);
    return (article) => {
      $$("main details").forEach((fold, n) => {
        fold.open = open[n];
      });
      const now = article.children[number]?.getBoundingClientRect().top;
      if (top !== undefined && now !== undefined) scrollBy(0, now - top);
    };
  }

  function change(code, chosen = true) {
    const key = keyOf(shown);
    const back = place();
    language.show(code)?.then(
      () => {
        gather();
        const article = articles.find((one) => keyOf(one) === key);
        restore();
        placeContents();
        shown = null;
        show(article, { focus: false });
        back(article);
        tellProgress();
        tellStatus();
        tellOffer();
        if (!chosen) return;
        session.language(code);
        $(".lang select").focus({ preventScroll: true });
      },
      () => {
        $(".lang select").value = language.here();
        failMessage(word("language-failed"));
      },
    );
  }

  function failMessage(text) {
    const box = messageBox();
    box.hidden = false;
    box.dataset.about = "failure";
    $("[data-message-title]", box).textContent = text;
    $("[data-todo-title]", box).hidden = true;
    $("[data-todo]", box).hidden = true;
    $("[data-record]", box).textContent = "";
    box.scrollIntoView({ block: "nearest" });
    spread.say(text);
  }

  // ---- opening

  const lessonOf = (article) => ({
    key: keyOf(article),
    assessment: "assessment" in article.dataset,
    max: Number(article.dataset.max) || undefined,
    practice: $$("[data-practice][data-k]", article).map((part) => part.dataset.k),
  });

  function begin() {
    gather();
    const parts = $$("main [data-k]").filter(
      (element) => !element.matches("main > article"),
    );
    const start = session.start({
      window,
      document,
      languages: language.codes,
      asset: isAsset,
      keys: {
        lessons: lessons.map(lessonOf),
        parts: parts.map((element) => element.dataset.k),
      },
    });
    const other = language.show(language.choose(start.language));
    if (!other) return open(start);
    // Until the words are there, nothing is better than words that jump.
    root.classList.add("wait");
    other
      .then(gather, () => {})
      .then(() => open(session.standing()))
      .catch(fail)
      .finally(() => root.classList.remove("wait"));
  }

  function open(start) {
    root.classList.add("js");
    // A browser that scrolls to the end by itself would make a lesson seen that nobody has read.
    history.scrollRestoration = "manual";
    restore();
    session.on("status", tellStatus);
    session.on("progress", tellProgress);
    session.on("open", catchUp);
    session.on("offer", tellOffer);
    narrow.addEventListener("change", placeContents);
    placeContents();
    const there = articleOf(location.hash);
    const at = articles.find((article) => keyOf(article) === start.at);
    const first = there ?? at ?? articles[0];
    hadAddress = Boolean(there);
    show(first, { focus: false, anchor: there ? nameIn(location.hash) : "" });
    if (!there) giveAddress(first);
    addEventListener("hashchange", follow);
    tellProgress();
    tellStatus();
    tellOffer();
  }

  /**
   * The first place has an address too: the browser's Back finds it. While a page loads, a browser would
   * scroll to it, past the notices.
   */
  function giveAddress(article) {
    const give = () => {
      if (article !== shown) return;
      const address = `#${article.id}`;
      spread.attempt(() => history.replaceState(history.state, "", address));
    };
    if (document.readyState === "complete") give();
    else addEventListener("load", () => setTimeout(give));
  }

  function fail(error) {
    console.error("page.js", error);
    $(".side").append(toc);
    root.classList.remove("js");
  }

  const beginOrFail = () => {
    try {
      begin();
    } catch (error) {
      fail(error);
    }
  };

  // After all scripts, those of plugins and of transports too, have defined what is theirs.
  document.addEventListener("DOMContentLoaded", beginOrFail);
}
