// Terms: the definition opens where the word stands. The glossary's page: a filter.
"use strict";
{
  const { word, words } = spread;
  const HOVER_MS = 350;
  /** In pixels: from the box to the edge of the page, and from a word to its box. */
  const EDGE = 16;
  const GAP = 6;

  // ---- the box with a definition

  class Box {
    constructor() {
      this.element = this.makeElement();
      this.native = typeof this.element.showPopover === "function";
      if (this.native) this.element.popover = "auto";
      else this.element.hidden = true;
      this.element.addEventListener("toggle", ({ newState }) => {
        if (newState === "closed") this.closed();
      });
      this.element.addEventListener("focusout", (event) => this.left(event));
      document.body.append(this.element);
    }
    makeElement() {
      const element = document.createElement("div");
      element.className = "pop";
      element.id = "term-box";
      element.tabIndex = -1;
      element.setAttribute("role", "dialog");
      element.setAttribute("aria-labelledby", "term-box-title");
      return element;
    }
    contains(node) {
      return this.element.contains(node);
    }
    get hasFocus() {
      return this.contains(document.activeElement);
    }

    open(link, { focus }) {
      const title = targetOf(link);
      const text = title?.parentElement.querySelector(".def");
      if (!text) return;
      // A link inside the box shows another term at the word where the box is.
      if (!link.closest(".pop")) this.origin = link;
      const takesFocus = focus || (this.shown && this.hasFocus);
      this.fill(title, text, link);
      this.show();
      this.place();
      if (takesFocus) this.element.focus({ preventScroll: true });
    }
    fill(title, text, link) {
      const parts = [
        headOf(title),
        bodyOf(text),
        this.moreOf(link),
        this.closeButton(),
      ];
      this.element.replaceChildren(...parts);
    }
    moreOf(link) {
      const page = document.querySelector("spread-glossary");
      const more = document.createElement("p");
      more.innerHTML = '<a class="term-all"></a>';
      const [all] = more.children;
      all.href = page ? `#${page.closest("article").id}` : link.hash;
      all.textContent = word(page ? "all-terms" : "lesson-terms");
      all.addEventListener("click", () => this.close(false));
      return more;
    }
    closeButton() {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn quiet x";
      button.setAttribute("aria-label", word("term-close"));
      button.innerHTML =
        '<svg class="i" aria-hidden="true"><use href="#i-cross"/></svg>';
      button.addEventListener("click", () => this.close());
      return button;
    }

    show() {
      if (!this.native) this.element.hidden = false;
      else if (!this.shown) this.element.showPopover();
      for (const other of document.querySelectorAll('.term[aria-expanded="true"]')) {
        setExpanded(other, false);
      }
      setExpanded(this.origin, true);
      this.shown = true;
    }
    place() {
      const rects = this.origin.getClientRects();
      const anchor = rects[rects.length - 1] ?? this.origin.getBoundingClientRect();
      const size = this.element.getBoundingClientRect();
      const root = document.documentElement;
      const view = {
        width: root.clientWidth,
        height: innerHeight,
        rtl: root.dir === "rtl",
      };
      const { top, left } = placeOf(anchor, size, view);
      this.element.style.top = `${top + scrollY}px`;
      this.element.style.left = `${left + scrollX}px`;
    }

    /** `back`: the focus goes back to the word, if it is in the box. */
    close(back = true) {
      if (!this.shown) return;
      const { origin, hasFocus } = this;
      if (this.native && this.element.matches(":popover-open"))
        this.element.hidePopover();
      this.element.hidden = !this.native;
      this.closed();
      if (back && hasFocus) origin?.focus({ preventScroll: true });
    }
    closed() {
      this.shown = false;
      this.pinned = false;
      setExpanded(this.origin, false);
    }
    left({ relatedTarget }) {
      if (!relatedTarget || relatedTarget === this.origin) return;
      if (!this.contains(relatedTarget)) this.close(false);
    }
  }

  const targetOf = (link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1)));

  const headOf = (title) => {
    const head = document.createElement("p");
    head.className = "title";
    head.id = "term-box-title";
    head.append(...title.cloneNode(true).childNodes);
    if (title.lang) head.lang = title.lang;
    return head;
  };

  const bodyOf = (text) => {
    const body = text.cloneNode(true);
    for (const element of body.querySelectorAll("[id]")) {
      element.removeAttribute("id");
    }
    return body;
  };

  const setExpanded = (link, isExpanded) =>
    link?.setAttribute("aria-expanded", String(isExpanded));

  /** Where the box goes: below the word, above where there is more room; never off the page. */
  const placeOf = (anchor, size, view) => {
    const above = anchor.top;
    const below = view.height - anchor.bottom;
    const isBelow = size.height + GAP + EDGE <= below || below >= above;
    const over = Math.max(EDGE, anchor.top - GAP - size.height);
    const last = view.width - size.width - EDGE;
    const wanted = view.rtl ? anchor.right - size.width : anchor.left;
    return {
      top: isBelow ? anchor.bottom + GAP : over,
      left: Math.max(EDGE, Math.min(wanted, last)),
    };
  };

  // ---- what opens and closes it

  class Opener {
    constructor(box) {
      this.box = box;
      this.timer = 0;
      document.addEventListener("click", (event) => this.clicked(event), true);
      document.addEventListener("keydown", (event) => this.pressed(event));
      document.addEventListener("pointerover", (event) => this.hovered(event));
      addEventListener("resize", () => {
        if (box.shown) box.place();
      });
      addEventListener("hashchange", () => box.close(false));
    }
    clicked(event) {
      const { box } = this;
      const link = termAt(event.target);
      if (!link) {
        this.clickedElsewhere(event.target);
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      clearTimeout(this.timer);
      if (box.shown && box.pinned && box.origin === link) {
        box.close();
        return;
      }
      box.open(link, { focus: true });
      box.pinned = true;
    }
    // A popover of the browser closes by itself.
    clickedElsewhere(target) {
      const { box } = this;
      if (!box.native && !box.contains(target)) box.close(false);
    }
    pressed(event) {
      if (event.key !== "Escape" || !this.box.shown) return;
      event.preventDefault();
      this.box.close();
    }
    hovered({ target, pointerType }) {
      const { box } = this;
      if (!canHover.matches || pointerType !== "mouse") return;
      const link = termAt(target);
      if (link && !box.contains(link)) {
        if (!box.pinned) this.soon(() => box.open(link, { focus: false }));
      } else if (!link && !box.contains(target) && box.shown && !box.pinned) {
        this.soon(() => box.close());
      } else if (!link) {
        clearTimeout(this.timer);
      }
    }
    soon(action) {
      clearTimeout(this.timer);
      this.timer = setTimeout(action, HOVER_MS);
    }
  }

  const canHover = matchMedia("(hover: hover) and (pointer: fine)");
  const termAt = (target) => target?.closest?.("a.term, a.term-more") ?? null;

  // ---- the page of all terms

  class Glossary extends (globalThis.HTMLElement ?? Object) {
    connectedCallback() {
      this.field = this.querySelector("[data-find]");
      this.field.addEventListener("input", () => this.filter());
    }
    filter() {
      const typed = this.field.value;
      const entries = [...this.querySelectorAll(".entry")];
      const texts = entries.map(
        ({ dataset, textContent }) => `${dataset.forms} ${textContent}`,
      );
      const shown = matching(texts, typed, document.documentElement.lang);
      entries.forEach((entry, n) => {
        entry.hidden = !shown[n];
      });
      for (const letter of this.querySelectorAll(".letter")) {
        letter.hidden = !letter.querySelector(".entry:not([hidden])");
      }
      const count = shown.filter(Boolean).length;
      const found = words("terms-found", count, { total: entries.length });
      this.querySelector("[data-found]").textContent = typed.trim() ? found : "";
    }
  }

  /** Which entries hold what was typed; all its words, in any order. */
  const matching = (texts, typed, language) => {
    const fold = (text) => {
      const bare = text.normalize("NFD").replace(/\p{M}/gu, "");
      return bare.toLocaleLowerCase(language);
    };
    const parts = fold(typed).split(/\s+/).filter(Boolean);
    const holdsAll = (text) => parts.every((part) => text.includes(part));
    return texts.map(fold).map(holdsAll);
  };

  // ---- what a page in this language needs

  const dress = () => {
    for (const link of document.querySelectorAll("a.term")) {
      link.setAttribute("aria-haspopup", "dialog");
      setExpanded(link, false);
    }
    nameLanguages();
  };

  const nameLanguages = () => {
    const language = document.documentElement.lang;
    const names = spread.attempt(
      () => new Intl.DisplayNames([language], { type: "language" }),
    );
    for (const cell of document.querySelectorAll("th[data-language]")) {
      const code = cell.dataset.language;
      cell.textContent = spread.attempt(() => names.of(code)) ?? code;
    }
  };

  spread.glossary = { placeOf, matching };
  if (globalThis.document?.body) {
    customElements.define("spread-glossary", Glossary);
    const box = new Box();
    new Opener(box);
    dress();
    document.addEventListener("spread-language", () => {
      box.close(false);
      dress();
    });
  }
}
