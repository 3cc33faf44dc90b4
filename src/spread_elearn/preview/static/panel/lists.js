// The lists beside the module: mistakes, outline, untranslated texts, what was tracked.
"use strict";
{
  const { word } = preview;

  /** An element with attributes and children; texts become text, never markup. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  };

  const icon = (name) => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("class", "i");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(space, "use");
    use.setAttribute("href", `#i-${name}`);
    svg.append(use);
    return svg;
  };

  /** Fill a list only where it differs, so that a reader's place and focus stay. */
  const fill = (home, rows) => {
    const next = make("div", {}, ...rows);
    if (home.innerHTML !== next.innerHTML) home.replaceChildren(...next.childNodes);
  };

  /** A button for a place; the module's own folder goes without saying. */
  const place = ({ file, line }, { editor, home }) => {
    const label = word(editor ? "copy-open" : "copy", { place: `${file}:${line}`, editor });
    const short = file.startsWith(`${home}/`) ? file.slice(home.length + 1) : file;
    const given = { type: "button", class: "place", "data-file": file, "data-line": line, title: label };
    return make("button", given, `${short}:${line}`);
  };

  const problem = (each, state) => {
    const mark = make("span", { class: "level" }, icon(each.level === "error" ? "no" : "warn"), word(each.level));
    return make("li", { class: `problem ${each.level}` },
      make("p", { class: "where" }, mark, place(each, state)),
      make("p", {}, each.message),
      each.hint ? make("p", { class: "hint" }, each.hint) : null);
  };

  const problems = (home, list, state) =>
    fill(home, list.length
      ? [make("ol", { class: "rows" }, ...list.map((each) => problem(each, state)))]
      : [make("p", { class: "none" }, icon("ok"), word("problems-none"))]);

  const minutesOf = ({ minutes, needed, fits, role, assessment }) => {
    if (role !== "lesson" || assessment) return "";
    if (minutes === null) return word("no-minutes", { needed });
    return fits ? String(minutes) : word("needed", { said: minutes, needed });
  };

  const aboutOf = ({ role, assessment, words, questions }) =>
    [
      assessment ? word("assessment") : role === "lesson" ? "" : word(role),
      words ? word("about", { words }) : "",
      questions ? word("asked", { n: questions }) : "",
    ].filter(Boolean).join(", ");

  const lesson = (each, state) =>
    make("tr", {},
      make("th", { scope: "row" },
        each.role === "teacher" ? each.title : make("button", { type: "button", class: "go", "data-go": each.id }, each.title),
        make("small", {}, [aboutOf(each), each.outcomes.join(", ")].filter(Boolean).join(" · ")),
        place(each, state)),
      make("td", {}, minutesOf(each)));

  const outcome = (each) =>
    make("li", { class: each.lessons.length ? "outcome" : "outcome lacking" },
      make("p", {}, make("b", {}, each.id), ` ${each.text}`),
      make("p", { class: "hint" }, [
        each.lessons.length ? word("taught", { lessons: each.lessons.join(", ") }) : word("untaught"),
        each.practised ? word("practised", { n: each.practised }) : "",
        each.assessed ? word("assessed", { n: each.assessed }) : word("unassessed"),
      ].filter(Boolean).join(" ")));

  const outline = (home, state) => {
    const { lessons, outcomes } = state;
    const counted = lessons.filter(({ role }) => role === "lesson");
    const all = counted.reduce((sum, { minutes, needed }) => sum + (minutes ?? needed), 0);
    const head = make("tr", {}, make("th", { scope: "col" }, word("lesson")), make("th", { scope: "col" }, word("minutes")));
    const foot = make("tr", {}, make("th", { scope: "row" }, word("together")), make("td", {}, String(all)));
    fill(home, [
      make("table", { class: "outline" },
        make("caption", { class: "vh" }, word("lessons")),
        make("thead", {}, head),
        make("tbody", {}, ...lessons.map((each) => lesson(each, state))),
        make("tfoot", {}, foot)),
      make("h2", {}, word("outcomes")),
      outcomes.length
        ? make("ul", { class: "rows" }, ...outcomes.map(outcome))
        : make("p", { class: "none" }, word("outcomes-none")),
    ]);
  };

  const text = (each, state) =>
    make("li", {},
      make("p", { class: "where" }, make("span", { class: "hint" }, each.context),
        each.state === "fuzzy" ? make("span", { class: "level" }, icon("warn"), word("fuzzy")) : null,
        place(each, state)),
      make("p", {}, each.text));

  const missing = (home, state) => {
    const { missing: list, languages, language } = state;
    const isSource = language === languages[0]?.code;
    fill(home, isSource || !list.length
      ? [make("p", { class: "none" }, icon("ok"), word(isSource ? "missing-source" : "missing-none"))]
      : [
        make("p", { class: "none" }, word("missing-count", { n: list.length })),
        make("ol", { class: "rows" }, ...list.map((each) => text(each, state))),
      ]);
  };

  const verdict = ({ result, judged }) => {
    const good = result === "correct";
    const bad = /^(wrong|incorrect)$/.test(result ?? "");
    return make("span", { class: good ? "level good" : "level plain" }, good ? icon("ok") : bad ? icon("part") : null, judged);
  };

  const answers = (home, list) =>
    fill(home, list.length
      ? list.map((each) =>
        make("li", {},
          make("p", { class: "where" }, make("code", {}, each.id ?? ""), verdict(each)),
          make("p", {}, each.title),
          make("p", { class: "hint" }, each.answer)))
      : [make("li", { class: "none" }, word("interactions-none"))]);

  const objectives = (home, list) =>
    fill(home, list.length
      ? list.map((each) =>
        make("li", {}, make("p", {}, make("b", {}, each.id ?? ""), ` ${each.title}`), make("p", { class: "hint" }, each.judged)))
      : [make("li", { class: "none" }, word("objectives-none"))]);

  const LONG = 160;
  const brief = (value) => JSON.stringify(value.length > LONG ? `${value.slice(0, LONG)}…` : value);

  const call = ({ name, given, result, error, text }) =>
    make("li", error ? { class: "wrong" } : {},
      make("code", {}, `${name}(${given.map(brief).join(", ")}) → ${brief(String(result))}`),
      error ? make("b", {}, icon("no"), word("call-error", { code: error, text })) : null);

  const calls = (home, list, errorsOnly) => {
    const shown = errorsOnly ? list.filter(({ error }) => error) : list;
    fill(home, shown.length ? shown.map(call) : [make("li", { class: "none" }, word("calls-none"))]);
  };

  Object.assign(preview, { make, icon, fill, lists: { problems, outline, missing, answers, objectives, calls } });
}
