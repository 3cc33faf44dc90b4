// The page: what was chosen, what the server knows, and the module between them.
"use strict";
{
  const { word, lists, icon, view, keep, server, Course, Stage } = preview;
  const $ = (selector) => document.querySelector(selector);
  const $$ = (selector) => [...document.querySelectorAll(selector)];

  /** What the server last said. */
  let state = null;
  /** What the frame holds: see `wanted`. */
  let shown = "";
  /** The mistakes over which the author looks at the last good state. */
  let closed = "";
  let nextFrame = 0;

  const stage = new Stage($("#frame"), word("frame"));
  const course = new Course(() => {
    nextFrame ||= requestAnimationFrame(showTracking);
  });

  // ---- the module in its frame

  const launch = (place) => {
    const { package: found } = state;
    if (!found) return;
    const item = itemOf(found);
    // The old page finishes first: what it says last belongs to its own launch.
    stage.leave();
    course.open(view.plain ? "" : view.format, attemptOf(item));
    stage.show(found.root + item.href, place, view.plain, () => course.notify());
    shown = wanted();
  };

  /** What the frame should hold. */
  const wanted = () => {
    const { package: found } = state;
    return found && [found.root, itemOf(found).href, view.plain].join(" ");
  };

  const itemOf = ({ scos }) => scos.find(({ href }) => href === view.item) ?? scos[0];
  const attemptOf = (item) => `${view.module}/${view.format}/${item.href}`;

  // This view was never good: what another view showed would be taken for it.
  const clear = () => {
    stage.leave();
    shown = "";
  };
  const relaunch = () => launch(stage.leave());
  const startAnew = () => {
    // A web page keeps everything on the device.
    if (view.format === "web") stage.frame?.contentWindow.spread?.session.erase();
    stage.leave();
    course.forget(attemptOf(itemOf(state.package)));
    launch(null);
  };

  // ---- what the LMS knows

  function showTracking() {
    nextFrame = 0;
    const found = state?.package;
    const isTracked = Boolean(found) && view.format !== "web" && !view.plain;
    $("#no-lms").hidden = isTracked;
    $("#no-lms").textContent = whyUntracked(found);
    for (const element of $$(".told")) {
      element.hidden = !isTracked;
    }
    const seen = stage.page?.querySelector("#progress-text")?.textContent;
    if (seen) $("#progress").textContent = seen;
    lists.calls($("#calls"), course.calls, $("#errors-only").checked);
    if (isTracked) showValues(found);
  }

  const whyUntracked = (found) => {
    if (!found) return word("no-module");
    return view.plain ? word("no-script") : word("no-lms");
  };

  const showValues = (found) => {
    const { questions, limit } = found;
    const { outcomes } = state;
    const values = preview.read(course.flat, view.format, { questions, outcomes });
    const worst = itemOf(found).state;
    $("#learner").textContent = learnerText(values.mode);
    $("#status").textContent = values.status;
    $("#score").textContent = values.score;
    $("#time").textContent = values.time;
    $("#location").textContent = locationText(values.location);
    $("#state-text").textContent = word("state-of", {
      used: values.used,
      limit,
      worst,
    });
    $("#state-bar").max = limit;
    $("#state-bar").value = values.used;
    lists.answers($("#answers"), values.interactions);
    lists.objectives($("#objectives"), values.objectives);
  };

  const learnerText = (mode) => {
    const n = course.learner;
    if (mode === "normal") return word("learner-who", { n });
    return word("learner-mode", { n, mode: word(`mode-${mode}`) });
  };

  const locationText = (key) => {
    if (!key) return word("location-none");
    const articles = [...(stage.page?.querySelectorAll("main > article") ?? [])];
    const article = articles.find(({ dataset }) => dataset.k === key);
    return article?.dataset.title ?? key;
  };

  // ---- what the server knows

  const showState = () => {
    keep({ module: state.module, format: state.format, language: state.language });
    preview.showChoices(state, state.package && itemOf(state.package));
    showMistakes();
    showLists();
    if (!state.package) clear();
    else if (shown !== wanted()) relaunch();
    showTracking();
  };

  const showMistakes = () => {
    const errors = errorsIn(state);
    const n = errors.length;
    const isModule = Boolean(state.package);
    if (!n) closed = "";
    const isClosed = closed === JSON.stringify(errors) && isModule;
    $("#overlay").hidden = !n || isClosed;
    $("#overlay").classList.toggle("whole", !isModule);
    $("#close").hidden = !isModule;
    $("#nothing").hidden = isModule;
    if (n) showErrors(errors);
    if (n) showBuild("broken", "no", word("broken", { n }));
    else showBuild("sound", "check", word("sound"));
  };

  const errorsIn = ({ problems }) => problems.filter(({ level }) => level === "error");

  const showErrors = (errors) => {
    const n = errors.length;
    const text = state.package ? word("mistakes-text") : word("mistakes-none");
    $("#mistakes-title").textContent = word("mistakes-title", { n });
    $("#mistakes-text").textContent = text;
    lists.problems($("#mistakes"), errors, state);
  };

  /** How the last build went. The same again is not said again to screen readers. */
  const showBuild = (key, mark, text) => {
    const build = $("#build");
    if (build.dataset.said === text) return;
    build.dataset.said = text;
    build.dataset.state = key;
    build.replaceChildren(icon(mark), text);
  };
  const showEnded = () => showBuild("ended", "no", word("ended"));

  const showLists = () => {
    const { problems, missing } = state;
    lists.problems($("#problems"), problems, state);
    lists.outline($("#outline"), state);
    lists.missing($("#missing"), state);
    $("#count-problems").textContent = problems.length || "";
    $("#count-missing").textContent = missing.length || "";
  };

  const ask = async () => {
    try {
      const found = await server.askState(view);
      if (!found) return;
      state = found;
      showState();
    } catch {
      showEnded();
    }
  };

  // ---- what the author does

  const copy = async ({ file, line }) => {
    const place = `${file}:${line}`;
    try {
      await navigator.clipboard.writeText(place);
      say(word("copied", { place }));
    } catch {
      say(word("not-copied", { place }));
    }
    if (!state.editor) return;
    const isOpen = await server.openInEditor(file, Number(line));
    if (isOpen) say(word("opened", { place, editor: state.editor }));
  };

  const say = (text) => {
    $("#said").textContent = text;
  };

  const choose = (changes) => {
    keep(changes);
    ask();
  };

  const look = (changes) => {
    keep(changes);
    showLook();
  };
  const showLook = () => {
    const { width, scheme, print } = view;
    press($("#plain"), view.plain);
    press($("#print"), print);
    $(`[name="width"][value="${width}"]`).checked = true;
    $(`[name="scheme"][value="${scheme}"]`).checked = true;
    stage.wear({ width, scheme, print });
  };
  const press = (button, isOn) => button.setAttribute("aria-pressed", String(isOn));

  const JOBS = {
    resume: relaunch,
    anew: startAnew,
    review() {
      course.review = !course.review;
      relaunch();
    },
    second() {
      course.learner = 3 - course.learner;
      launch(null);
    },
    strict() {
      course.loose = !course.loose;
      relaunch();
    },
    away() {
      course.away = !course.away;
    },
    plain() {
      keep({ plain: !view.plain });
      relaunch();
      showLook();
    },
    print: () => look({ print: !view.print }),
    close() {
      closed = JSON.stringify(errorsIn(state));
      showMistakes();
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

  const clicked = ({ target }) => {
    const button = target.closest("button");
    if (!button || !state) return;
    const { file, line, go } = button.dataset;
    if (button.id in JOBS) JOBS[button.id]();
    if (file) copy({ file, line });
    if (go) stage.go(go);
    showJobs();
  };

  // ---- the beginning

  const listen = () => server.listen(ask, showEnded);

  for (const element of $$("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
  for (const element of $$("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
  }
  document.addEventListener("click", clicked);
  for (const name of ["module", "format", "language"]) {
    $(`#${name}`).addEventListener("change", ({ target }) => {
      choose({ [name]: target.value, item: "" });
    });
  }
  $("#item").addEventListener("change", ({ target }) => {
    keep({ item: target.value });
    launch(null);
  });
  for (const name of ["width", "scheme"]) {
    for (const radio of $$(`[name="${name}"]`)) {
      radio.addEventListener("change", () => look({ [name]: radio.value }));
    }
  }
  $("#errors-only").addEventListener("change", showTracking);
  document.addEventListener("visibilitychange", listen);
  preview.tabs($("#tabs"), view.tab, (tab) => keep({ tab }));
  preview.course = course;
  showLook();
  showJobs();
  listen();
}
