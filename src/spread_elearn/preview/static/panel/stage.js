// The frame with the module: where the author was, how wide, in which colours, on paper.
"use strict";
{
  const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, td, th, pre, figure, legend, summary, label";
  const PAPER = 642; // pixels between the margins of A4 as the player prints it
  const YES = "(min-width: 0px)";
  const NO = "(max-width: 0px)";

  const blocksOf = (article) => [...article.querySelectorAll(BLOCKS)];
  const textOf = (block) => block.textContent.replace(/\s+/g, " ").trim();

  /** The lesson that is shown, the first block in view, and how far down it stands. */
  const placeIn = (frame) => {
    const page = frame.contentDocument;
    const article = page?.querySelector("main > article.on");
    if (!article) return null;
    const blocks = blocksOf(article);
    const index = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 0);
    const block = blocks[index];
    return {
      lesson: article.id,
      atTop: frame.contentWindow.scrollY === 0,
      index,
      text: block && textOf(block),
      top: block?.getBoundingClientRect().top ?? 0,
    };
  };

  const goTo = (frame, place) => {
    const article = frame.contentDocument.getElementById(place.lesson);
    if (!article || place.atTop || !place.text) return;
    const blocks = blocksOf(article);
    const same = blocks.map((block, index) => [block, Math.abs(index - place.index)])
      .filter(([block]) => textOf(block) === place.text)
      .sort(([, one], [, other]) => one - other)[0]?.[0];
    const block = same ?? blocks[Math.min(place.index, blocks.length - 1)];
    const view = frame.contentWindow;
    if (block) view.scrollTo(0, view.scrollY + block.getBoundingClientRect().top - place.top);
  };

  const mediaRules = (rules) =>
    [...rules].flatMap((rule) => [...(rule.media ? [rule] : []), ...mediaRules(rule.cssRules ?? [])]);

  /** The page as another medium or another choice of colours would show it. */
  const emulate = (page, own, { scheme, print }) => {
    const colours = print ? "light" : scheme;
    const change = (text) => text
      .replace(/\(prefers-color-scheme: (\w+)\)/g, (_, name) => (name === colours ? YES : NO))
      .replace(/\bprint\b/g, print ? "all" : "print")
      .replace(/\bscreen\b/g, print ? "print" : "screen");
    for (const sheet of page.styleSheets) {
      for (const rule of mediaRules(sheet.cssRules)) {
        if (!own.has(rule)) own.set(rule, rule.media.mediaText);
        rule.media.mediaText = change(own.get(rule));
      }
    }
    page.documentElement.style.colorScheme = colours;
  };

  class Stage {
    constructor(home, title) {
      Object.assign(this, { home, title, frame: null, own: new Map() });
      this.look = { width: "full", scheme: "light", print: false };
    }

    get page() {
      return this.frame?.contentDocument ?? null;
    }

    /** The frame goes, and the module says farewell to the LMS. Returns the place. */
    leave() {
      if (!this.frame) return null;
      const place = placeIn(this.frame) ?? this.place;
      this.frame.remove();
      this.frame = null;
      return place;
    }

    /** Show an address, at a place if there is one. `plain`: no script may run. */
    show(address, place, plain, ready) {
      this.leave();
      this.place = place;
      this.own = new Map();
      const frame = document.createElement("iframe");
      frame.title = this.title;
      if (plain) frame.setAttribute("sandbox", "allow-same-origin");
      frame.src = address + (place ? `#${encodeURIComponent(place.lesson)}` : "");
      frame.addEventListener("load", () => {
        if (frame !== this.frame) return;
        this.dress();
        if (place) goTo(frame, place);
        ready();
      });
      this.frame = frame;
      this.size();
      this.home.append(frame);
    }

    /** Another lesson, without a new launch. */
    go(lesson) {
      if (this.frame) this.frame.contentWindow.location.hash = lesson;
    }

    wear(look) {
      const printed = this.look.print;
      Object.assign(this.look, look);
      this.size();
      if (!this.page) return;
      this.dress();
      if (printed && !this.look.print) this.frame.contentWindow.dispatchEvent(new Event("afterprint"));
    }

    size() {
      const { width, print, scheme } = this.look;
      this.home.dataset.width = print ? "print" : width;
      if (!this.frame) return;
      this.frame.style.inlineSize = print ? `${PAPER}px` : width === "full" ? "100%" : `${width}px`;
      this.frame.style.colorScheme = print ? "light" : scheme;
    }

    dress() {
      emulate(this.page, this.own, this.look);
      if (this.look.print) this.frame.contentWindow.dispatchEvent(new Event("beforeprint"));
    }
  }

  Object.assign(preview, { Stage });
}
