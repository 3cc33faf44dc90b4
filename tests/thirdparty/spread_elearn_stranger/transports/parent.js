// Tells the page around the package what a learner does. That page answers nothing, so the device keeps the work.
"use strict";
{
  const { spread } = globalThis;

  const tell = (line, what) => {
    line.owner.postMessage({ ...what, module: spread.config.module }, "*");
  };

  spread.transports["stranger-parent"] = {
    find: (window) => (window.parent === window ? null : { owner: window.parent }),
    open: () => true,
    get: (line, name) => (name === "learner" ? "somebody" : ""),
    set: (line, name, value) => {
      tell(line, { name, value });
      return "taken";
    },
    commit: () => true,
    close: (line) => tell(line, { name: "closed" }),
  };
}
