// The LMS page. Its address says everything: kind of LMS, learner, place of the
// SCO, faults. `window.bench` is what tests hold on to.
"use strict";
{
  const asked = Object.fromEntries(new URLSearchParams(location.search));
  const { lms: kind, learner, frame, mode, mastery, start, session } = asked;
  const faults = new Set(asked.faults ? asked.faults.split(",") : []);
  const version = bench.VERSIONS[kind.endsWith("12") ? "scorm12" : "scorm2004"];
  const OTHER = "another-learner";
  const NAMES = { anna: "Rossi, Anna", [OTHER]: "Other, Learner" };

  const wire = new bench.Wire(`/desk/${session}`, {
    launch: Number(asked.launch),
    finish: version.finish,
  });
  const flag = (kind, text) => wire.flag({ kind, text });

  const open = (who) => {
    const attempt = `${who}/${start}`;
    const before = wire.fetch(attempt);
    const stored = asked.fresh && who === learner ? {} : before;
    const launch = {
      learner: who,
      name: NAMES[who] ?? `Learner, ${who}`,
      stored,
      mode,
      mastery,
      flag,
      store: (flat) => wire.store(attempt, flat),
    };
    const api = lms.kinds[kind](launch);
    const now = kind.endsWith("12") ? lms.start12(launch) : lms.start2004(launch);
    return { lms: api, mode: now[version.mode] };
  };

  const gate = new bench.Gate({
    version,
    wire,
    flag,
    isOn: (fault) => faults.has(fault),
    ...open(faults.has("other-learner") ? OTHER : learner),
  });
  const api = gate.api();

  const isHidden = () =>
    frame === "none" || faults.has("absent") || faults.has("removed");
  const publish = () => {
    if (isHidden()) delete window[version.global];
    else window[version.global] = api;
  };

  // Another person has logged in beside: the same session answers for them.
  const switchLearner = (on) => {
    Object.assign(gate, open(on ? OTHER : learner));
    gate.lms[`${version.prefix}Initialize`]("");
  };

  bench.fault = (fault, on = true) => {
    faults[on ? "add" : "delete"](fault);
    publish();
    if (fault === "other-learner") switchLearner(on);
  };
  bench.sync = () => wire.send();
  publish();
  if (asked.content) bench.show(frame, asked.content);
}
