// What the author has chosen to look at; kept as long as the window lives.
"use strict";
{
  const KEPT = "preview.view";

  const load = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    } catch {
      return {};
    }
  };

  const prefersDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const view = {
    module: 0,
    format: "scorm12",
    language: "",
    item: "",
    tab: "tracking",
    width: "full",
    scheme: prefersDark ? "dark" : "light",
    plain: false,
    print: false,
    ...load(),
  };

  const keep = (changes) => {
    Object.assign(view, changes);
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(view));
    } catch {
      // Then this window forgets when it is reloaded.
    }
  };

  Object.assign(preview, { view, keep });
}
