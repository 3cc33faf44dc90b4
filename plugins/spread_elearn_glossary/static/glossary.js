// Terms: the definition opens where the word stands. The glossary's page: a filter.
"use strict";
{
  const { word, words } = spread;
  const HOVER_MS = 350;
  const EDGE = 16;
  const GAP = 6;
  const canHover = matchMedia("(hover: hover) and (pointer: fine)");

  const named = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const termAt = (target) => target?.closest?.("a.term, a.term-more") ?? null;

  /** Where the box goes: below the word, above where there is more room; never off the page. */
  function placeOf(anchor, size, view) {
    const below = view.height - anchor.bottom;
    const fits = size.height + GAP + EDGE <= below || below >= anchor.top;
    const top = fits ? anchor.bottom + GAP : Math.max(EDGE, anchor.top - GAP - size.height);
    const most = view.width - size.width - EDGE;
    const wanted = view.rtl ? anchor.right - size.width : anchor.left;
    return { top, left: Math.max(EDGE, Math.min(wanted, most)) };
  }

  /** Which entries hold what was typed; all its words, in any order. */
  function matching(forms, typed, language) {
    const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase(language);
    const asked = fold(typed).split(/\s+/).filter(Boolean);
    return forms.map((text) => { const own = fold(text); return asked.every((part) => own.includes(part)); });
  }

  class Box {
    constructor() {
      this.element = document.createElement("div");
      this.element.className = "pop";
      this.element.id = "term-box";
      this.element.tabIndex = -1;
      this.element.setAttribute("role", "dialog");
      this.element.setAttribute("aria-labelledby", "term-box-title");
      this.native = typeof this.element.showPopover === "function";
      if (this.native) this.element.popover = "auto";
      else this.element.hidden = true;
      this.element.addEventListener("toggle", (event) => { if (event.newState === "closed") this.closed(); });
      this.element.addEventListener("focusout", (event) => this.left(event));
      document.body.append(this.element);
    }

    open(link, { focus }) {
      const title = named(link);
      const text = title?.parentElement.querySelector(".def");
      if (!text) return;
      this.origin = link.closest(".pop") ? this.origin : link;
      if (this.shown && this.element.contains(document.activeElement)) focus = true;
      this.fill(title, text, link);
      this.show();
      this.place();
      if (focus) this.element.focus({ preventScroll: true });
    }

    fill(title, text, link) {
      const close = document.createElement("button");
      close.type = "button";
      close.className = "btn quiet x";
      close.setAttribute("aria-label", word("term-close"));
      close.innerHTML = '<svg class="i" aria-hidden="true"><use href="#i-cross"/></svg>';
      close.addEventListener("click", () => this.close());
      const head = document.createElement("p");
      head.className = "title";
      head.id = "term-box-title";
      head.append(...[...title.cloneNode(true).childNodes]);
      if (title.lang) head.lang = title.lang;
      const body = text.cloneNode(true);
      for (const each of body.querySelectorAll("[id]")) each.removeAttribute("id");
      const page = document.querySelector("spread-glossary");
      const more = document.createElement("p");
      more.innerHTML = '<a class="term-all"></a>';
      more.firstChild.href = page ? `#${page.closest("article").id}` : link.hash;
      more.firstChild.textContent = word(page ? "all-terms" : "lesson-terms");
      more.firstChild.addEventListener("click", () => this.close(false));
      this.element.replaceChildren(head, body, more, close);
    }

    show() {
      if (this.shown) this.origin?.setAttribute("aria-expanded", "true");
      if (this.native && !this.shown) this.element.showPopover();
      if (!this.native) this.element.hidden = false;
      for (const other of document.querySelectorAll('.term[aria-expanded="true"]')) other.setAttribute("aria-expanded", "false");
      this.origin?.setAttribute("aria-expanded", "true");
      this.shown = true;
    }

    place() {
      const rects = this.origin.getClientRects();
      const anchor = rects[rects.length - 1] ?? this.origin.getBoundingClientRect();
      const view = { width: document.documentElement.clientWidth, height: innerHeight, rtl: document.documentElement.dir === "rtl" };
      const { top, left } = placeOf(anchor, this.element.getBoundingClientRect(), view);
      this.element.style.top = `${top + scrollY}px`;
      this.element.style.left = `${left + scrollX}px`;
    }

    close(back = true) {
      if (!this.shown) return;
      const inside = this.element.contains(document.activeElement);
      const origin = this.origin;
      if (this.native && this.element.matches(":popover-open")) this.element.hidePopover();
      this.element.hidden = !this.native;
      this.closed();
      if (back && inside) origin?.focus({ preventScroll: true });
    }

    closed() {
      this.shown = this.pinned = false;
      this.origin?.setAttribute("aria-expanded", "false");
    }

    left(event) {
      const to = event.relatedTarget;
      if (to && !this.element.contains(to) && to !== this.origin) this.close(false);
    }
  }

  function listen(box) {
    let timer = 0;
    const soon = (action) => { clearTimeout(timer); timer = setTimeout(action, HOVER_MS); };
    document.addEventListener("click", (event) => {
      const link = termAt(event.target);
      if (!link) return box.native || box.element.contains(event.target) ? undefined : box.close(false);
      event.preventDefault();
      event.stopPropagation();
      clearTimeout(timer);
      if (box.shown && box.origin === link && box.pinned) return box.close();
      box.open(link, { focus: true });
      box.pinned = true;
    }, true);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.shown) return;
      event.preventDefault();
      box.close();
    });
    document.addEventListener("pointerover", (event) => {
      if (!canHover.matches || event.pointerType !== "mouse") return;
      const link = termAt(event.target);
      if (box.element.contains(event.target) && !link) return clearTimeout(timer);
      if (link && !box.element.contains(link)) {
        if (!box.pinned) soon(() => box.open(link, { focus: false }));
      } else if (box.shown && !box.pinned && !link) soon(() => box.close());
      else if (!link) clearTimeout(timer);
    });
    addEventListener("resize", () => { if (box.shown) box.place(); });
    addEventListener("hashchange", () => box.close(false));
  }

  class Glossary extends (globalThis.HTMLElement ?? Object) {
    connectedCallback() {
      this.field = this.querySelector("[data-find]");
      this.field.addEventListener("input", () => this.filter());
    }
    filter() {
      const entries = [...this.querySelectorAll(".entry")];
      const kept = matching(entries.map((entry) => entry.dataset.forms + " " + entry.textContent), this.field.value, document.documentElement.lang);
      entries.forEach((entry, n) => { entry.hidden = !kept[n]; });
      for (const letter of this.querySelectorAll(".letter")) letter.hidden = !letter.querySelector(".entry:not([hidden])");
      const count = kept.filter(Boolean).length;
      this.querySelector("[data-found]").textContent = this.field.value.trim() ? words("terms-found", count, { total: entries.length }) : "";
    }
  }

  /** What a page in this language needs: links that say what they open, names of languages. */
  function dress() {
    for (const link of document.querySelectorAll("a.term")) {
      link.setAttribute("aria-haspopup", "dialog");
      link.setAttribute("aria-expanded", "false");
    }
    const language = document.documentElement.lang;
    const names = spread.attempt(() => new Intl.DisplayNames([language], { type: "language" }));
    for (const cell of document.querySelectorAll("th[data-language]")) {
      cell.textContent = spread.attempt(() => names.of(cell.dataset.language)) ?? cell.dataset.language;
    }
  }

  spread.glossary = { placeOf, matching };
  if (globalThis.document?.body) {
    customElements.define("spread-glossary", Glossary);
    const box = new Box();
    listen(box);
    dress();
    document.addEventListener("spread-language", () => { box.close(false); dress(); });
  }
}
