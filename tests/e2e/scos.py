"""Tiny SCOs, made by hand, that play the learner's part in the bench's own tests."""

from __future__ import annotations

from .packages import zip_of

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A lesson</title>
<link rel="stylesheet" href="sco.css">
<script src="sco.js" defer></script>
</head>
<body><main><h1>A lesson</h1><p id="state">closed</p></main></body>
</html>
"""

STYLE = "body { color: #222; background: #fff; }\n"

# Finds the LMS as the standards say, and says in the page how the session stands.
SCRIPT = """"use strict";
{
  const search = (from, name) => {
    for (let place = from; place; place = place.parent) {
      if (place[name]) return place[name];
      if (place === place.parent) return null;
    }
    return null;
  };
  const find = (name) =>
    search(window, name) ?? (window.top.opener && search(window.top.opener, name));
  const old = find("API");
  const lms = old ?? find("API_1484_11");
  const name = (short) =>
    old ? "LMS" + (short === "Terminate" ? "Finish" : short) : short;
  const call = (short, ...given) => lms[name(short)](...given);
  const say = (text) => (document.querySelector("#state").textContent = text);
  globalThis.sco = { lms, call };
  if (!lms) {
    say("no LMS");
  } else {
    const opened = call("Initialize", "");
    say(opened === "true" ? "open" : "refused");
    addEventListener("pagehide", () => {
      call("Commit", "");
      call("Terminate", "");
    });
  }
}
"""


def sco(script: str = SCRIPT, **files: str | bytes) -> bytes:
    """A package with one page; ``files`` are further ones (``extra_js`` is
    ``extra.js``)."""
    further = {name.replace("_", "."): content for name, content in files.items()}
    return zip_of({"index.html": PAGE, "sco.js": script, "sco.css": STYLE, **further})
