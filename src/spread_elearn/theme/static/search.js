// Search in the text of the page: nothing is packed for it. Tests and answers are never found.
"use strict";
{
  const { word, words } = spread;
  const MOST = 20;
  const SHOWN = 140;
  const BEFORE = 40;
  const PAUSE = 120;
  // What is no word of a lesson, or would give an answer away.
  const LEFT_OUT =
    "[data-scored], .answers, template, script, svg, h1, .eyebrow, .turn, .vh";
  // Letters that do not fall apart into a plain letter and a mark.
  const PLAIN = {
    ł: "l",
    ø: "o",
    đ: "d",
    ð: "d",
    ħ: "h",
    ı: "i",
    ß: "ss",
    æ: "ae",
    œ: "oe",
    þ: "th",
    ς: "σ",
    أ: "ا",
    إ: "ا",
    آ: "ا",
    ى: "ي",
    ة: "ه",
    ؤ: "و",
    ئ: "ي",
    ـ: "",
    "’": "'",
  };
  const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

  /** Small letters without marks: "Écoute" and "ecoute" are one word. */
  const fold = (text) =>
    text
      .toLowerCase()
      .replace(SPECIAL, (letter) => PLAIN[letter])
      .normalize("NFD")
      .replace(/\p{M}/gu, "");

  const textOf = (block) => {
    const copy = block.cloneNode(true);
    // Words of neighbours would run together.
    for (const one of copy.querySelectorAll("*")) one.append(" ");
    for (const one of copy.querySelectorAll(LEFT_OUT)) one.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  /** The sections of a lesson: {id, lesson, title, text}, the first from its top. */
  const sectionsOf = (article) => {
    const lesson = article.dataset.title;
    const found = [{ id: article.id, lesson, title: lesson, text: "" }];
    for (const block of article.children) {
      if (block.matches("h2[id]")) {
        found.push({ id: block.id, lesson, title: textOf(block), text: "" });
      } else if (!block.matches(LEFT_OUT)) {
        found.at(-1).text += ` ${textOf(block)}`;
      }
    }
    return found;
  };

  const index = (articles) =>
    articles
      .flatMap(sectionsOf)
      .map((one) => ({ ...one, head: fold(one.title), folded: fold(one.text) }));

  const begins = (text, one) => {
    for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
      if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return at;
    }
    return -1;
  };

  /** How well a section fits one word; 0 where it does not. */
  const worth = ({ head, folded }, one) => {
    if (begins(head, one) >= 0) return 10;
    if (begins(folded, one) >= 0) return 2;
    return one.length > 3 && folded.includes(one) ? 1 : 0;
  };

  /** Sections in which all words stand, the best first. */
  const find = (text, sections) => {
    const wanted = fold(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
    if (!wanted.length) return [];
    const hits = [];
    for (const section of sections) {
      const each = wanted.map((one) => worth(section, one));
      if (each.includes(0)) continue;
      const from = Math.max(0, begins(section.folded, wanted[0]));
      hits.push({ ...section, from, worth: each.reduce((sum, one) => sum + one) });
    }
    return hits.sort((a, b) => b.worth - a.worth).slice(0, MOST);
  };

  /** Some words around the first hit. */
  const excerpt = ({ text, from }) => {
    const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, from - BEFORE)));
    const part = text.slice(start, start + SHOWN).trim();
    const cut = start + SHOWN < text.length;
    return `${start ? "… " : ""}${part}${cut ? " …" : ""}`;
  };

  const row = (hit) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = `#${hit.id}`;
    const title = document.createElement("b");
    title.textContent = hit.title;
    const lesson = document.createElement("small");
    lesson.textContent = hit.lesson === hit.title ? "" : hit.lesson;
    const around = document.createElement("span");
    around.textContent = excerpt(hit);
    link.append(title, " ", lesson, " ", around);
    return item;
  };

  /** The dialog of a page. In another language the page is new, and so is this. */
  const prepare = () => {
    const dialog = document.getElementById("search");
    if (!dialog?.showModal) {
      for (const button of document.querySelectorAll("[data-search]"))
        button.hidden = true;
      return;
    }
    const field = dialog.querySelector("input");
    const said = dialog.querySelector("[data-hits]");
    const list = dialog.querySelector("ol");
    let sections;
    let timer;

    const sentence = (text, count) => {
      if (!text) return "";
      return count ? words("search-hits", count) : word("search-none", { text });
    };
    const run = () => {
      sections ??= index([...document.querySelectorAll("main > article")]);
      const text = field.value.trim();
      const hits = find(text, sections);
      list.replaceChildren(...hits.map(row));
      said.textContent = sentence(text, hits.length);
    };

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(run, PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      // A field for searching takes the first Escape for itself.
      if (event.key === "Escape") dialog.close();
      if (event.key === "Enter") run();
      if (event.key === "Escape" || event.key === "Enter") event.preventDefault();
    });
    dialog.addEventListener("click", (event) => {
      const leaves = event.target.closest("a, [data-close]");
      if (event.target === dialog || leaves) dialog.close();
    });
    for (const button of document.querySelectorAll("[data-search]")) {
      button.addEventListener("click", () => {
        button.closest("dialog")?.close();
        dialog.showModal();
        field.select();
      });
    }
  };

  spread.search = { find, fold, index, prepare };
}
