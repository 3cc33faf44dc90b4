// The frame with the module: where the author was, how wide, in which colours, on paper.
"use strict";
{
  const PAPER = 642; // pixels between the margins of A4 as the player prints it
  const BLOCKS =
    "h1, h2, h3, h4, p, li, dt, dd, td, th, pre, figure, legend, summary, label";
  const YES = "(min-width: 0px)";
  const NO = "(max-width: 0px)";

  class Stage {
    constructor(home, title) {
      this.home = home;
      this.title = title;
      this.frame = null;
      this.originals = new Map();
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
      this.originals = new Map();
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
      const wasPrinted = this.look.print;
      Object.assign(this.look, look);
      this.size();
      if (!this.page) return;
      this.dress();
      if (wasPrinted && !this.look.print) this.dispatch("afterprint");
    }

    size() {
      const { width, print, scheme } = this.look;
      this.home.dataset.width = print ? "print" : width;
      if (!this.frame) return;
      this.frame.style.inlineSize = sizeOf(this.look);
      this.frame.style.colorScheme = print ? "light" : scheme;
    }

    dress() {
      emulate(this.page, this.originals, this.look);
      if (this.look.print) this.dispatch("beforeprint");
    }

    dispatch(name) {
      this.frame.contentWindow.dispatchEvent(new Event(name));
    }
  }

  const sizeOf = ({ width, print }) => {
    if (print) return `${PAPER}px`;
    return width === "full" ? "100%" : `${width}px`;
  };

  // ---- the place of the author

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
    const block = blockAt(blocksOf(article), place);
    if (!block) return;
    const view = frame.contentWindow;
    view.scrollTo(0, view.scrollY + block.getBoundingClientRect().top - place.top);
  };

  /** The nearest block of the same words, else the one at the same place. */
  const blockAt = (blocks, { text, index }) => {
    const distance = (block) => Math.abs(blocks.indexOf(block) - index);
    const same = blocks.filter((block) => textOf(block) === text);
    const [nearest] = same.sort((one, other) => distance(one) - distance(other));
    return nearest ?? blocks[Math.min(index, blocks.length - 1)];
  };

  const blocksOf = (article) => [...article.querySelectorAll(BLOCKS)];
  const textOf = (block) => block.textContent.replace(/\s+/g, " ").trim();

  // ---- colours and paper

  /** The page as another medium or another choice of colours would show it. */
  const emulate = (page, originals, { scheme, print }) => {
    const colours = print ? "light" : scheme;
    for (const sheet of page.styleSheets) {
      for (const rule of mediaRules(sheet.cssRules)) {
        if (!originals.has(rule)) originals.set(rule, rule.media.mediaText);
        rule.media.mediaText = queryFor(originals.get(rule), colours, print);
      }
    }
    page.documentElement.style.colorScheme = colours;
  };

  const mediaRules = (rules) => [...rules].flatMap(withInner);
  const withInner = (rule) => {
    const inner = mediaRules(rule.cssRules ?? []);
    return rule.media ? [rule, ...inner] : inner;
  };

  const queryFor = (query, colours, print) =>
    query
      .replace(/\(prefers-color-scheme: (\w+)\)/g, (_, name) =>
        name === colours ? YES : NO,
      )
      .replace(/\bprint\b/g, print ? "all" : "print")
      .replace(/\bscreen\b/g, print ? "print" : "screen");

  Object.assign(preview, { Stage });
}
