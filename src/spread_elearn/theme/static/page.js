// The page: which lesson is shown, what counts as seen, the list of contents, the notices.
"use strict";
{
  const { session, word } = spread;
  const language = spread.language ?? { codes: [], choose: () => "", show: () => null };
  const root = document.documentElement;
  const $ = (selector, inside = document) => inside.querySelector(selector);
  const $$ = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const narrow = matchMedia("(max-width: 51.99rem)");
  let articles, lessons, module, toc, sheet;
  let shown = null;

  // What is on the page; in another language it is another page.
  function gather() {
    articles = $$("main > article");
    lessons = articles.filter((article) => article.dataset.role === "lesson");
    module = document.title;
    toc = $(".toc");
    sheet = $("#sheet");
    sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
    if (language.codes.length) $(".mod").append(language.control(word("choose-language"), change));
  }

  function nameIn(hash) {
    try { return decodeURIComponent(hash.slice(1)); } catch { return ""; }
  }
  const keyOf = (element) => element.closest("[data-k]")?.dataset.k;
  const articleOf = (hash) => {
    const target = document.getElementById(nameIn(hash));
    return target?.closest("main > article") ?? null;
  };

  // Contents: a sidebar when there is room, a sheet when there is none.
  function placeContents() {
    if (sheet.open) sheet.close();
    (narrow.matches && sheet.showModal ? sheet : $(".side")).append(toc);
  }

  function markContents() {
    for (const item of $$("[data-toc]", toc)) {
      const key = item.dataset.toc;
      const seen = session.seen(key);
      const here = keyOf(shown) === key;
      const link = $("a", item);
      item.classList.toggle("seen", seen);
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      const mark = $(".path use", toc) && item.closest(".path") && $("use", item);
      if (mark) mark.setAttribute("href", mark.getAttribute("href").slice(0, 3) + (seen ? "seen" : here ? "now" : "new"));
      const state = $("[data-state]", item);
      if (state) state.textContent = word(seen ? "state-seen" : "state-new");
    }
  }

  function tellProgress() {
    const { seen, total, verdict } = session.progress();
    $("#progress-text").textContent = word("seen-count", { seen, total });
    $(".bar progress").value = seen;
    note("done", verdict !== "incomplete" && session.status() !== "review");
    markContents();
  }

  // Notices and the state of saving.
  const WORDS = { saved: "saved", waiting: "waiting", stopped: "stopped", review: "review", device: "device" };
  function tellStatus() {
    const status = session.status();
    $("#save").dataset.status = status;
    $("#save-text").textContent = word(WORDS[status]);
    note("review", status === "review");
    note("stopped", status === "stopped");
    note("device", status === "device");
    $("[data-told]").hidden = status !== "saved";
    $("[data-device]").hidden = status !== "device";
  }

  function note(name, on) {
    $(`[data-note="${name}"]`).hidden = !on;
    $(".notices").hidden = !$$("[data-note]").some((banner) => !banner.hidden);
  }

  // One lesson at a time.
  function show(article, { focus = true, anchor = "" } = {}) {
    if (article !== shown) {
      shown = article;
      for (const other of articles) other.classList.toggle("on", other === article);
      document.title = articles.length > 1 ? `${article.dataset.title} · ${module}` : module;
      session.at(keyOf(article));
      watch(article);
      article.dispatchEvent(new CustomEvent("spread-shown", { bubbles: true, detail: { id: article.id } }));
      markContents();
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
  const ends = "IntersectionObserver" in window && new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting && entry.target.closest("article") === shown && !$("[data-unfinished]", shown)) see(shown);
    }
  });
  function watch(article) {
    if (!ends) return;
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
    const { verdict } = session.progress();
    session.flush();
    if (verdict !== "incomplete") return note("done", true), $(".notices").scrollIntoView({ block: "center" });
    const tests = lessons.filter((article) => "assessment" in article.dataset);
    const lists = [
      lessons.filter((article) => !session.seen(keyOf(article))),
      tests.filter((article) => !session.best(keyOf(article))),
      tests,
    ];
    const open = lists.find((list) => list.length) ?? [];
    say(word("not-done", { titles: open.map((article) => article.dataset.title).join(", ") }));
  }

  function erase() {
    if (ends) ends.disconnect();
    session.erase();
    history.replaceState(null, "", location.pathname);
    location.reload();
  }

  function say(text) {
    const line = $("[data-said]", shown) ?? document.createElement("p");
    line.dataset.said = "";
    line.setAttribute("role", "status");
    $(".turn", shown).before(line);
    requestAnimationFrame(() => { line.textContent = text; });
  }

  // For what stays on this device, and for nothing else.
  spread.note = session.note;

  // What plugins tell, in events that bubble.
  addEventListener("spread-state", (event) => {
    session.put(keyOf(event.target), event.detail.value);
    watch(shown);
  });
  addEventListener("spread-answer", (event) => {
    const assessment = "assessment" in (event.target.closest("article")?.dataset ?? {});
    session.answer({ ...event.detail, assessment });
  });
  addEventListener("spread-result", (event) => {
    session.result(keyOf(event.target.closest("article")), event.detail);
    tellProgress();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("a, button");
    if (!button) return;
    if ("next" in button.dataset) see(shown);
    if ("finish" in button.dataset) finish();
    if ("open" in button.dataset) document.getElementById(button.dataset.open).showModal();
    if ("close" in button.dataset) button.closest("dialog").close();
    if ("reopen" in button.dataset) session.reopen();
    if ("erase" in button.dataset) erase();
    if (button.hash && button.hash === location.hash) follow();
  });

  // Folds are open on paper.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = $$("main details:not([open])");
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });

  function restore() {
    for (const element of $$("main [data-k]")) {
      const value = session.get(element.dataset.k);
      if (value !== undefined && element.restore) {
        try { element.restore(value); } catch (error) { console.error(element.dataset.id, error); }
      }
    }
  }

  // The same place in other words: the same part of the lesson at the same height.
  function place() {
    const blocks = [...shown.children];
    const number = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 0);
    const top = blocks[number]?.getBoundingClientRect().top;
    const open = $$("main details").map((fold) => fold.open);
    return (article) => {
      $$("main details").forEach((fold, n) => { fold.open = open[n]; });
      const now = article.children[number]?.getBoundingClientRect().top;
      if (top !== undefined && now !== undefined) scrollBy(0, now - top);
    };
  }

  function change(code) {
    const [key, back] = [keyOf(shown), place()];
    language.show(code)?.then(() => {
      gather();
      const article = articles.find((one) => keyOf(one) === key);
      restore();
      placeContents();
      shown = null;
      show(article, { focus: false });
      back(article);
      tellProgress();
      tellStatus();
      session.language(code);
      $(".lang select").focus({ preventScroll: true });
    }, () => {
      $(".lang select").value = language.here();
      say(word("language-failed"));
    });
  }

  function begin() {
    gather();
    const parts = $$("main [data-k]").filter((element) => !element.matches("main > article"));
    const start = session.start({
      window,
      document,
      keys: {
        lessons: lessons.map((article) => ({
          key: keyOf(article),
          assessment: "assessment" in article.dataset,
          max: Number(article.dataset.max) || undefined,
        })),
        parts: parts.map((element) => element.dataset.k),
      },
    });
    const other = language.show(language.choose(start.language));
    if (!other) return open(start);
    // Until the words are there, nothing is better than words that jump.
    root.classList.add("wait");
    other.then(gather, () => {}).then(() => open(start)).catch(fail).finally(() => root.classList.remove("wait"));
  }

  function open(start) {
    root.classList.add("js");
    // A browser that scrolls to the end by itself would make a lesson seen that nobody has read.
    history.scrollRestoration = "manual";
    restore();
    session.onstatus(tellStatus);
    session.onprogress(tellProgress);
    narrow.addEventListener("change", placeContents);
    placeContents();
    const there = articleOf(location.hash);
    const at = articles.find((article) => keyOf(article) === start.at);
    show(there ?? at ?? articles[0], { focus: false, anchor: there ? nameIn(location.hash) : "" });
    addEventListener("hashchange", follow);
    tellProgress();
    tellStatus();
  }
  function fail(error) {
    console.error("page.js", error);
    $(".side").append(toc);
    root.classList.remove("js");
  }
  // After all scripts of the file have defined their elements.
  queueMicrotask(() => {
    try { begin(); } catch (error) { fail(error); }
  });
}
