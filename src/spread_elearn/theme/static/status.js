// The one verdict: from what was done to everything that is said of it. The LMS's status, the bar,
// the contents, the result and Finish show what stands here, and judge nothing themselves.
// Pure: no page, no clock, no words.
"use strict";
{
  const spread = (globalThis.spread ??= {});

  // How far a part is: never opened; opened; a lesson done or a test handed in; a test passed.
  const NEW = 0;
  const OPENED = 1;
  const TRIED = 2;
  const PASSED = 3;

  const percentOf = (points, max) => {
    if (!max) return 0;
    return Math.round((10000 * points) / max) / 100;
  };

  const sum = (units, name) =>
    units.reduce((total, unit) => total + (unit[name] ?? 0), 0);

  /** What a lesson still lacks: "read", "try" (its practice questions), or nothing. */
  const lacks = (unit, completion) => {
    if (!unit.ended) return "read";
    if (completion !== "tried") return "";
    return (unit.answered ?? 0) < (unit.asks ?? 0) ? "try" : "";
  };

  const levelOfLesson = (unit, lack) => {
    if (!lack) return TRIED;
    return unit.opened ? OPENED : NEW;
  };

  const levelOfTest = (unit, { enough, passMark }) => {
    if (!unit.tries) return unit.opened ? OPENED : NEW;
    const own = percentOf(unit.points, unit.max);
    return enough || own >= (passMark ?? 0) ? PASSED : TRIED;
  };

  const whyOfTest = (unit, level, { spent }) => {
    if (level === PASSED) return "";
    if (!unit.tries) return "submit";
    return spent ? "" : "again";
  };

  /** One part: how far it is, whether it fills its share of the bar, and what is left to do. */
  const judge = (unit, rules) => {
    if (unit.test) {
      const level = levelOfTest(unit, rules);
      const why = whyOfTest(unit, level, rules);
      return { key: unit.key, level, full: level === PASSED, why };
    }
    const lack = lacks(unit, rules.completion);
    const level = levelOfLesson(unit, lack);
    return { key: unit.key, level, full: level === TRIED, why: lack };
  };

  const verdictOf = ({ complete, tests, passMark, enough, spent }) => {
    if (!complete) return "incomplete";
    if (!tests || passMark === null) return "completed";
    if (enough) return "passed";
    return spent ? "failed" : "incomplete";
  };

  const WHOLE = {
    completed: "completed",
    passed: "passed",
    failed: "spent",
    incomplete: "below",
  };

  const phraseOf = (found) => {
    if (found.review) return "review";
    if (found.complete) return WHOLE[found.verdict];
    if (!found.begun) return "fresh";
    if (found.tests && found.allTried && found.passMark !== null) {
      if (found.enough) return "passed-left";
      return found.spent ? "spent-left" : "below-left";
    }
    return found.left ? "going" : "quiz-left";
  };

  /**
   * What it all comes to.
   * units: [{key, test, opened, ended, asks, answered, tries, points, max}];
   * rules: {passMark, attempts: number or null, completion: "read" or "tried", review}.
   * Gives {parts: [{key, level, full, why}], score, verdict, phrase, complete, todo, full, total}.
   */
  const reckon = (units, rules = {}) => {
    const passMark = rules.passMark ?? null;
    const attempts = rules.attempts ?? null;
    const completion = rules.completion ?? "read";
    const tests = units.filter((unit) => unit.test);
    const tried = tests.filter((unit) => unit.tries);
    const score = tried.length
      ? percentOf(sum(tried, "points"), sum(tests, "max"))
      : null;
    const enough = passMark === null || (score !== null && score >= passMark);
    const usedUp = (unit) => (unit.tries ?? 0) >= attempts;
    const spent = tests.length > 0 && attempts !== null && tests.every(usedUp);

    const judged = { enough, spent, passMark, completion };
    const parts = units.map((unit) => judge(unit, judged));
    const left = parts.filter(({ why }) => why === "read" || why === "try").length;
    const allTried = tried.length === tests.length;
    const complete = !left && allTried;
    const begun = units.some((unit) => unit.opened || unit.tries);
    const found = { complete, tests: tests.length, passMark, enough, spent };
    const verdict = verdictOf(found);
    const review = Boolean(rules.review);
    const phrase = phraseOf({ ...found, verdict, review, begun, allTried, left });
    return {
      parts,
      score,
      verdict,
      phrase,
      complete,
      todo: parts.filter(({ why }) => why),
      full: parts.filter(({ full }) => full).length,
      total: parts.length,
    };
  };

  spread.status = { reckon, NEW, OPENED, TRIED, PASSED };
}
