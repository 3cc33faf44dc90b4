// An LMS made of scorm-again as its readme says, with its own settings untouched but
// for the address where it sends what a SCO stores. With more than one item it is a
// course: scorm-again's sequencing decides, this page shows what it delivers.
"use strict";
{
  const launch = JSON.parse(
    (() => {
      const request = new XMLHttpRequest();
      request.open("GET", `/again/launch${location.search}`, false);
      request.send();
      return request.responseText;
    })(),
  );
  const is12 = launch.standard === "scorm12";
  const settings = { lmsCommitUrl: `/again/commit?item=${launch.items[0].id}` };
  const tree = launch.tree ? { sequencing: { activityTree: launch.tree } } : {};
  const api = new (is12 ? Scorm12API : Scorm2004API)({ ...settings, ...tree });
  let frame = null;

  // What a learner is told at launch: who, in which mode, and whether it goes on.
  const about = (stored) => {
    const resumed = (stored.core ?? stored).exit === "suspend";
    const entry = { entry: resumed ? "resume" : "ab-initio" };
    if (!is12) {
      const who = { learner_id: launch.learner, learner_name: launch.name };
      return { ...stored, ...who, ...entry, mode: launch.mode, credit: launch.credit };
    }
    const who = { student_id: launch.learner, student_name: launch.name };
    const core = { ...who, ...entry, lesson_mode: launch.mode, credit: launch.credit };
    return { ...stored, core: { ...stored.core, ...core } };
  };

  const show = (item) => {
    api.reset({ lmsCommitUrl: `/again/commit?item=${item.id}` });
    api.loadFromJSON(about(launch.stored[item.id] ?? {}), "cmi");
    if (launch.shell) {
      new CrossFrameLMS(api, new URL(launch.shell).origin);
    } else {
      window[is12 ? "API" : "API_1484_11"] = api;
    }
    frame = document.createElement("iframe");
    frame.title = "Course";
    frame.src = launch.shell ? `${launch.shell}${item.href}` : item.href;
    document.body.append(frame);
  };

  // The frame goes first, so that its SCO can finish; then the next one is asked for.
  const choose = (item) => {
    frame?.remove();
    frame = null;
    report();
    if (!api.processNavigationRequest("choice", item.id)) {
      throw new Error(`scorm-again does not deliver ${item.id}`);
    }
    show(item);
  };

  const report = () => {
    if (!launch.tree) return;
    const request = new XMLHttpRequest();
    request.open("POST", "/again/course", false);
    const course = api.getActivityTrackingData(launch.tree.id);
    request.send(JSON.stringify({ ...course, state: api.serializeSequencingState() }));
  };

  if (!launch.tree) {
    show(launch.items[0]);
  } else {
    if (launch.course) api.deserializeSequencingState(launch.course);
    for (const item of launch.items) {
      const button = document.createElement("button");
      button.textContent = item.title;
      button.addEventListener("click", () => choose(item));
      document.querySelector("nav").append(button);
    }
    const end = document.createElement("button");
    end.textContent = "End";
    end.addEventListener("click", () => {
      frame?.remove();
      frame = null;
      report();
    });
    document.querySelector("nav").append(end);
  }
}
