// What an LMS holds, read for people: flat values of the data model in, words out.
"use strict";
{
  const { word, has } = preview;
  const NAMES = {
    scorm12: {
      status: "cmi.core.lesson_status",
      raw: "cmi.core.score.raw",
      max: "cmi.core.score.max",
      location: "cmi.core.lesson_location",
      total: "cmi.core.total_time",
      session: "cmi.core.session_time",
      mode: "cmi.core.lesson_mode",
      response: "student_response",
      judged: "status",
    },
    scorm2004: {
      status: "cmi.completion_status",
      success: "cmi.success_status",
      raw: "cmi.score.raw",
      max: "cmi.score.max",
      location: "cmi.location",
      total: "cmi.total_time",
      session: "cmi.session_time",
      mode: "cmi.mode",
      response: "learner_response",
      judged: "success_status",
    },
  };
  const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  const said = (text) => (has(text) ? word(text) : text);

  /** `00:01:05.00` or `PT1M5S` -> seconds. */
  const seconds = (time = "") => {
    const clock = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(time);
    const part = (unit) => new RegExp(`T.*?([\\d.]+)${unit}`).exec(time)?.[1] ?? 0;
    const parts = clock ? clock.slice(1) : [..."HMS"].map(part);
    const [hours, minutes, rest] = parts.map(Number);
    return hours * 3600 + minutes * 60 + rest;
  };

  const lasting = (time) => {
    const all = Math.round(seconds(time));
    const values = { m: Math.floor(all / 60), n: all % 60 };
    return word(all < 60 ? "seconds" : "minutes-seconds", values);
  };

  /** The entries of a list of the data model, each with its fields. */
  const rows = (flat, list) => {
    const found = [];
    const element = new RegExp(`^cmi\\.${list}\\.(\\d+)\\.(.+)$`);
    for (const [name, value] of Object.entries(flat)) {
      const [, place, field] = element.exec(name) ?? [];
      if (place === undefined) continue;
      found[place] ??= {};
      found[place][field] = value;
    }
    return found.filter(Boolean);
  };

  const statusOf = (flat, names) => {
    const completion = said(flat[names.status] || "unknown");
    const success = flat[names.success];
    if (!success || success === "unknown") return completion;
    return word("status-both", { completion, success: said(success) });
  };

  const scoreOf = (raw, max, none) => {
    if (raw === undefined || raw === "") return none;
    return word("score-of", { raw, max: max || "100" });
  };

  // A choice has its author's id, or a letter by its place.
  const choiceOf = (part, choices) => {
    const own = choices.find(([id]) => id.replace(/-/g, "_") === part);
    return (own ?? choices[LETTERS.indexOf(part)])?.[1] || part;
  };

  const answerOf = (response, question) => {
    const choices = question?.choices ?? [];
    if (!choices.length) return response;
    const separator = response.includes("[") ? "[,]" : ",";
    const isPair = (part) => /\[\.\]|^.\..$/.test(part);
    const told = (part) => (isPair(part) ? part : choiceOf(part, choices));
    return response.split(separator).map(told).join("; ");
  };

  const interactionOf = (row, names, questions) => {
    const question = questions[row.id];
    const answer = answerOf(row[names.response] ?? "", question);
    const number = row.result !== "" && Number.isFinite(Number(row.result));
    const latency = row.latency ? lasting(row.latency) : "";
    return {
      id: row.id,
      title: question?.text || row.id,
      answer: word(latency ? "answered-late" : "answered", { answer, latency }),
      result: row.result,
      judged: number ? word("points", { n: row.result }) : said(row.result ?? ""),
    };
  };

  const objectiveOf = (row, names, outcomes) => ({
    id: row.id,
    title: outcomes.find(({ id }) => id === row.id)?.text ?? "",
    judged: judgedOf(row, names),
  });

  const judgedOf = (row, names) => {
    const status = said(row[names.judged] ?? "unknown");
    const raw = row["score.raw"];
    if (!raw) return status;
    return word("judged", { status, raw, max: row["score.max"] || "100" });
  };

  /** Everything that the page shows of the values, in words. */
  const read = (flat, format, { questions = {}, outcomes = [] } = {}) => {
    const names = NAMES[format];
    const answers = rows(flat, "interactions");
    const objectives = rows(flat, "objectives");
    return {
      status: statusOf(flat, names),
      score: scoreOf(flat[names.raw], flat[names.max], word("score-none")),
      time: word("time-both", {
        now: lasting(flat[names.session]),
        all: lasting(flat[names.total]),
      }),
      location: flat[names.location] ?? "",
      mode: flat[names.mode] ?? "normal",
      used: (flat["cmi.suspend_data"] ?? "").length,
      interactions: answers.map((row) => interactionOf(row, names, questions)),
      objectives: objectives.map((row) => objectiveOf(row, names, outcomes)),
    };
  };

  Object.assign(preview, { read, lasting });
}
