// The lists beside the module: mistakes, outline, untranslated texts, what was tracked.
"use strict";
{
  const { word } = preview;
  const LONGEST_VALUE = 160;

  // ---- mistakes

  const problems = (home, list, state) => {
    const rows = list.map((each) => problem(each, state));
    const table = make("ol", { class: "rows" }, ...rows);
    fill(home, [list.length ? table : nothing(word("problems-none"), icon("ok"))]);
  };

  const problem = (each, state) => {
    const mark = icon(each.level === "error" ? "no" : "warn");
    const level = make("span", { class: "level" }, mark, word(each.level));
    return make(
      "li",
      { class: `problem ${each.level}` },
      make("p", { class: "where" }, level, placeButton(each, state)),
      make("p", {}, each.message),
      each.hint ? hint(each.hint) : null,
    );
  };

  // ---- the outline

  const outline = (home, state) => {
    const items = state.outcomes.map(outcome);
    const list = make("ul", { class: "rows" }, ...items);
    fill(home, [
      lessonTable(state),
      make("h2", {}, word("outcomes")),
      items.length ? list : nothing(word("outcomes-none")),
    ]);
  };

  const lessonTable = (state) => {
    const rows = state.lessons.map((each) => lesson(each, state));
    const head = make(
      "tr",
      {},
      heading("col", word("lesson")),
      heading("col", word("minutes")),
    );
    const sum = make("td", {}, String(minutesTogether(state.lessons)));
    const foot = make("tr", {}, heading("row", word("together")), sum);
    return make(
      "table",
      { class: "outline" },
      make("caption", { class: "vh" }, word("lessons")),
      make("thead", {}, head),
      make("tbody", {}, ...rows),
      make("tfoot", {}, foot),
    );
  };

  const heading = (scope, ...children) => make("th", { scope }, ...children);

  const minutesTogether = (lessons) => {
    const counted = lessons.filter(({ role }) => role === "lesson");
    return counted.reduce((sum, { minutes, needed }) => sum + (minutes ?? needed), 0);
  };

  const lesson = (each, state) => {
    const { title, id, role, outcomes } = each;
    const link = make("button", { type: "button", class: "go", "data-go": id }, title);
    const about = [aboutOf(each), outcomes.join(", ")].filter(Boolean).join(" · ");
    const name = heading(
      "row",
      role === "teacher" ? title : link,
      make("small", {}, about),
      placeButton(each, state),
    );
    return make("tr", {}, name, make("td", {}, minutesOf(each)));
  };

  const minutesOf = ({ minutes, needed, fits, role, assessment }) => {
    if (role !== "lesson" || assessment) return "";
    if (minutes === null) return word("no-minutes", { needed });
    return fits ? String(minutes) : word("needed", { said: minutes, needed });
  };

  const aboutOf = ({ role, assessment, words, questions }) => {
    const parts = [
      kindOf(role, assessment),
      words ? word("about", { words }) : "",
      questions ? word("asked", { n: questions }) : "",
    ];
    return parts.filter(Boolean).join(", ");
  };

  const kindOf = (role, assessment) => {
    if (assessment) return word("assessment");
    return role === "lesson" ? "" : word(role);
  };

  const outcome = ({ id, text, lessons, practised, assessed }) => {
    const about = [
      lessons.length
        ? word("taught", { lessons: lessons.join(", ") })
        : word("untaught"),
      practised ? word("practised", { n: practised }) : "",
      assessed ? word("assessed", { n: assessed }) : word("unassessed"),
    ];
    return make(
      "li",
      { class: lessons.length ? "outcome" : "outcome lacking" },
      named(id, text),
      hint(about.filter(Boolean).join(" ")),
    );
  };

  // ---- texts without translation

  const missing = (home, state) => {
    const { missing: list, languages, language } = state;
    const rows = list.map((each) => untranslated(each, state));
    if (language === languages[0]?.code) {
      fill(home, [nothing(word("missing-source"), icon("ok"))]);
    } else if (!list.length) {
      fill(home, [nothing(word("missing-none"), icon("ok"))]);
    } else {
      const count = make(
        "p",
        { class: "none" },
        word("missing-count", { n: list.length }),
      );
      fill(home, [count, make("ol", { class: "rows" }, ...rows)]);
    }
  };

  const untranslated = (each, state) => {
    const context = make("span", { class: "hint" }, each.context);
    const fuzzy = make("span", { class: "level" }, icon("warn"), word("fuzzy"));
    const mark = each.state === "fuzzy" ? fuzzy : null;
    return make(
      "li",
      {},
      make("p", { class: "where" }, context, mark, placeButton(each, state)),
      make("p", {}, each.text),
    );
  };

  // ---- what was tracked

  const answers = (home, list) => {
    const none = make("li", { class: "none" }, word("interactions-none"));
    fill(home, list.length ? list.map(answer) : [none]);
  };

  const answer = (each) => {
    const id = make("code", {}, each.id ?? "");
    return make(
      "li",
      {},
      make("p", { class: "where" }, id, verdict(each)),
      make("p", {}, each.title),
      hint(each.answer),
    );
  };

  const verdict = ({ result, judged }) => {
    if (result === "correct") {
      return make("span", { class: "level good" }, icon("ok"), judged);
    }
    const isWrong = /^(wrong|incorrect)$/.test(result ?? "");
    return make(
      "span",
      { class: "level plain" },
      isWrong ? icon("part") : null,
      judged,
    );
  };

  const objectives = (home, list) => {
    const none = make("li", { class: "none" }, word("objectives-none"));
    fill(home, list.length ? list.map(objective) : [none]);
  };

  const objective = ({ id, title, judged }) =>
    make("li", {}, named(id ?? "", title), hint(judged));

  const calls = (home, list, errorsOnly) => {
    const shown = errorsOnly ? list.filter(({ error }) => error) : list;
    const none = make("li", { class: "none" }, word("calls-none"));
    fill(home, shown.length ? shown.map(call) : [none]);
  };

  const call = ({ name, given, result, error, text }) => {
    const written = `${name}(${given.map(brief).join(", ")}) → ${brief(String(result))}`;
    const line = make("code", {}, written);
    if (!error) return make("li", {}, line);
    const fault = make("b", {}, icon("no"), word("call-error", { code: error, text }));
    return make("li", { class: "wrong" }, line, fault);
  };

  const brief = (value) => {
    const isLong = value.length > LONGEST_VALUE;
    return JSON.stringify(isLong ? `${value.slice(0, LONGEST_VALUE)}…` : value);
  };

  // ---- what rows are made of

  const hint = (text) => make("p", { class: "hint" }, text);
  const named = (id, text) => make("p", {}, make("b", {}, id), ` ${text}`);
  const nothing = (text, mark = null) => make("p", { class: "none" }, mark, text);

  /** A button for a place; the module's own folder goes without saying. */
  const placeButton = ({ file, line }, { editor, home }) => {
    const label = word(editor ? "copy-open" : "copy", {
      place: `${file}:${line}`,
      editor,
    });
    const short = file.startsWith(`${home}/`) ? file.slice(home.length + 1) : file;
    const attributes = {
      type: "button",
      class: "place",
      "data-file": file,
      "data-line": line,
      title: label,
    };
    return make("button", attributes, `${short}:${line}`);
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

  /** An element with attributes and children; texts become text, never markup. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  };

  /** Fill a list only where it differs, so that a reader's place and focus stay. */
  const fill = (home, rows) => {
    const next = make("div", {}, ...rows);
    if (home.innerHTML !== next.innerHTML) home.replaceChildren(...next.childNodes);
  };

  const lists = { problems, outline, missing, answers, objectives, calls };
  Object.assign(preview, { make, icon, fill, lists });
}
