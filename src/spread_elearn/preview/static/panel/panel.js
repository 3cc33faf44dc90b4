// The page: what was chosen, what the server knows, and the module between them.
"use strict";
{
  const { word, lists, make, icon, fill, Course, Stage } = preview;
  const $ = (selector) => document.querySelector(selector);
  const $$ = (selector) => [...document.querySelectorAll(selector)];
  const KEPT = "preview.view";
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const kept = () => {
    try { return JSON.parse(sessionStorage.getItem(KEPT)) ?? {}; } catch { return {}; }
  };
  const view = {
    module: 0, format: "scorm12", language: "", item: "", tab: "tracking",
    width: "full", scheme: dark.matches ? "dark" : "light", plain: false, print: false,
    ...kept(),
  };
  const keep = (changes) => {
    Object.assign(view, changes);
    try { sessionStorage.setItem(KEPT, JSON.stringify(view)); } catch { /* then this window forgets when it is reloaded */ }
  };

  let state = null;
  let shown = "";
  let closed = "";
  let turn = 0;

  for (const element of $$("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of $$("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
  const stage = new Stage($("#frame"), word("frame"));
  const course = new Course(() => { due ||= requestAnimationFrame(tellTracking); });
  let due = 0;

  // ---- the module in its frame

  const itemOf = ({ scos }) => scos.find(({ href }) => href === view.item) ?? scos[0];
  const attemptOf = (item) => `${view.module}/${view.format}/${item.href}`;

  const launch = (place) => {
    const { package: found } = state;
    if (!found) return;
    const item = itemOf(found);
    // The old page finishes first: what it says last belongs to its own launch.
    stage.leave();
    course.open(view.plain ? "" : view.format, attemptOf(item));
    stage.show(found.root + item.href, place, view.plain, () => course.tell());
    shown = shownBy();
  };

  const shownBy = () => {
    const { package: found } = state;
    return found && [found.root, itemOf(found).href, view.plain].join(" ");
  };

  // This view was never good: what another view showed would be taken for it.
  const clear = () => {
    stage.leave();
    shown = "";
  };
  const again = () => launch(stage.leave());
  const anew = () => {
    // A web page keeps everything on the device.
    if (view.format === "web") stage.frame?.contentWindow.spread?.session.erase();
    stage.leave();
    course.forget(attemptOf(itemOf(state.package)));
    launch(null);
  };

  // ---- what the LMS knows

  const titleOf = (key) =>
    [...(stage.page?.querySelectorAll("main > article") ?? [])].find(({ dataset }) => dataset.k === key)?.dataset.title ?? key;

  function tellTracking() {
    due = 0;
    const found = state?.package;
    const live = Boolean(found) && view.format !== "web" && !view.plain;
    $("#no-lms").hidden = live;
    $("#no-lms").textContent = word(!found ? "no-module" : view.plain ? "no-script" : "no-lms");
    for (const element of $$(".told")) element.hidden = !live;
    const seen = stage.page?.querySelector("#progress-text")?.textContent;
    if (seen) $("#progress").textContent = seen;
    lists.calls($("#calls"), course.calls, $("#errors-only").checked);
    if (live) tellValues(found, preview.read(course.flat, view.format, { questions: found.questions, outcomes: state.outcomes }));
  }

  const tellValues = (found, told) => {
    const n = course.learner;
    $("#learner").textContent = told.mode === "normal"
      ? word("learner-who", { n }) : word("learner-mode", { n, mode: word(`mode-${told.mode}`) });
    for (const name of ["status", "score", "time"]) $(`#${name}`).textContent = told[name];
    $("#location").textContent = told.location ? titleOf(told.location) : word("location-none");
    const [limit, worst] = [found.limit, itemOf(found).state];
    $("#state-text").textContent = word("state-of", { used: told.used, limit, worst });
    Object.assign($("#state-bar"), { max: limit, value: told.used });
    lists.answers($("#answers"), told.interactions);
    lists.objectives($("#objectives"), told.objectives);
  };

  // ---- what the server knows

  const options = (select, rows, chosen) => {
    fill(select, rows.map(([value, text]) => make("option", { value }, text)));
    select.value = String(chosen);
    select.closest("label").hidden = rows.length < 2;
  };

  const languageRow = ({ code, translated, total }, index) =>
    [code, index ? word("translated", { code, translated, total }) : word("source", { code })];

  const tellChoices = () => {
    options($("#module"), state.modules.map((name, index) => [index, name]), state.module);
    options($("#format"), state.formats.map((name) => [name, word(name)]), state.format);
    options($("#language"), state.languages.map(languageRow), state.language);
    const { scos = [] } = state.package ?? {};
    options($("#item"), scos.map(({ href, title }) => [href, title]), state.package ? itemOf(state.package).href : "");
    const title = state.title || state.modules[state.module];
    $("#title").textContent = title;
    document.title = `${title} · ${word("title")}`;
  };

  const tellMistakes = () => {
    const errors = state.problems.filter(({ level }) => level === "error");
    const n = errors.length;
    const name = JSON.stringify(errors);
    $("#overlay").hidden = !n || (closed === name && Boolean(state.package));
    $("#close").hidden = !state.package;
    $("#overlay").classList.toggle("whole", !state.package);
    if (n) {
      $("#mistakes-title").textContent = word("mistakes-title", { n });
      $("#mistakes-text").textContent = word(state.package ? "mistakes-text" : "mistakes-none");
      lists.problems($("#mistakes"), errors, state);
    } else closed = "";
    tellSaying(n ? "broken" : "sound", n ? "no" : "check", { n });
    $("#nothing").hidden = Boolean(state.package);
  };

  const tellSaying = (key, mark, values) => {
    const text = word(key, values);
    if ($("#build").dataset.said === text) return;
    Object.assign($("#build").dataset, { said: text, state: key });
    $("#build").replaceChildren(icon(mark), text);
  };

  const tellLists = () => {
    const { problems, missing } = state;
    lists.problems($("#problems"), problems, state);
    lists.outline($("#outline"), state);
    lists.missing($("#missing"), state);
    $("#count-problems").textContent = problems.length || "";
    $("#count-missing").textContent = missing.length || "";
  };

  const tell = () => {
    keep({ module: state.module, format: state.format, language: state.language });
    tellChoices();
    tellMistakes();
    tellLists();
    if (!state.package) clear();
    else if (shown !== shownBy()) again();
    tellTracking();
  };

  const refresh = async () => {
    const mine = ++turn;
    const { module, format, language } = view;
    const answer = await fetch(`/state?${new URLSearchParams({ module, format, language })}`);
    const found = await answer.json();
    if (mine !== turn) return;
    state = found;
    tell();
  };
  const ask = () => refresh().catch(() => tellSaying("ended", "no"));

  // Only a window that can be seen listens: a browser has six lines for one address.
  let line = null;
  const listen = () => {
    line?.close();
    line = null;
    if (document.hidden) return;
    line = new EventSource("/news");
    line.onmessage = ask;
    line.onerror = () => tellSaying("ended", "no");
  };

  // ---- what the author does

  const say = (text) => { $("#said").textContent = text; };

  const copy = async ({ file, line: number }) => {
    const place = `${file}:${number}`;
    try {
      await navigator.clipboard.writeText(place);
      say(word("copied", { place }));
    } catch {
      say(word("not-copied", { place }));
    }
    if (state.editor) await open(file, Number(number), place);
  };

  const open = async (file, number, place) => {
    const body = JSON.stringify({ file, line: number });
    const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body };
    const answer = await fetch("/open", sent).catch(() => null);
    if (answer?.ok) say(word("opened", { place, editor: state.editor }));
  };

  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const showLook = () => {
    press($("#plain"), view.plain);
    press($("#print"), view.print);
    for (const name of ["width", "scheme"]) $(`[name="${name}"][value="${view[name]}"]`).checked = true;
    stage.wear({ width: view.width, scheme: view.scheme, print: view.print });
  };

  const choose = (changes) => {
    keep(changes);
    ask();
  };
  const look = (changes) => {
    keep(changes);
    showLook();
  };

  const JOBS = {
    resume: again,
    anew,
    review: () => { course.review = !course.review; again(); },
    second: () => { course.learner = 3 - course.learner; launch(null); },
    strict: () => { course.loose = !course.loose; again(); },
    away: () => { course.away = !course.away; },
    plain: () => { keep({ plain: !view.plain }); again(); showLook(); },
    print: () => look({ print: !view.print }),
    close: () => {
      closed = JSON.stringify(state.problems.filter(({ level }) => level === "error"));
      tellMistakes();
      $("#build").focus();
    },
  };

  const showJobs = () => {
    press($("#review"), course.review);
    press($("#second"), course.learner === 2);
    press($("#strict"), !course.loose);
    $("#away").textContent = word(course.away ? "back" : "away");
    $("#away").classList.toggle("alarm", course.away);
  };

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button || !state) return;
    if (button.id in JOBS) JOBS[button.id]();
    if (button.dataset.file) copy({ file: button.dataset.file, line: button.dataset.line });
    if (button.dataset.go) stage.go(button.dataset.go);
    showJobs();
  });
  for (const name of ["module", "format", "language"]) $(`#${name}`).addEventListener("change", ({ target }) => choose({ [name]: target.value, item: "" }));
  $("#item").addEventListener("change", ({ target }) => { keep({ item: target.value }); launch(null); });
  for (const name of ["width", "scheme"]) for (const radio of $$(`[name="${name}"]`)) radio.addEventListener("change", () => look({ [name]: radio.value }));
  $("#errors-only").addEventListener("change", tellTracking);
  document.addEventListener("visibilitychange", listen);
  preview.tabs($("#tabs"), view.tab, (tab) => keep({ tab }));
  preview.course = course;
  showLook();
  showJobs();
  listen();
}
