"use strict";
{
  // Several languages in one package: which one to show, where its words are, and how
  // the page takes them. It comes first of all scripts, so that it has the page as it
  // was before they touch it.
  const spread = (globalThis.spread ??= {});
  const root = globalThis.document?.documentElement;
  const codes = root?.dataset.languages?.split(" ") ?? [];
  /** What each language says, by its code. */
  const editions = new Map();
  let current = codes[0];
  /** What stands in the body. What scripts append to it later is theirs, and stays. */
  let shown = [];

  if (codes.length) {
    const { lang, dir } = root;
    const { title, body } = document;
    const edition = { code: current, lang, dir, title, words: spread.words };
    editions.set(current, { ...edition, body: body.innerHTML });
    shown = [...body.childNodes];
  }

  /** What to open: the saved choice or the LMS's, the browser's, or the first. */
  const choose = (wish) => {
    const wishes = [wish, ...(globalThis.navigator?.languages ?? [])];
    const matches = wishes.filter(Boolean).map(match);
    return matches.find(Boolean) ?? codes[0];
  };

  /** The language of a package that fits a wish best: the same, or another of the same name. */
  const match = (wish) => {
    const wanted = wish.toLowerCase().replace("_", "-");
    const same = codes.find((code) => code.toLowerCase() === wanted);
    return same ?? codes.find((code) => nameOf(code) === nameOf(wish));
  };

  const nameOf = (code) => code.toLowerCase().split(/[-_]/)[0];

  /** Turns the page into this language; null where it is in it already, else a promise. */
  const show = (code) => {
    if (!codes.includes(code) || code === current) return null;
    return load(code).then(put);
  };

  const load = (code) => {
    if (editions.has(code)) return Promise.resolve(editions.get(code));
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `${root.dataset.page}.${code}.js`;
      script.onload = () => {
        if (editions.has(code)) done(editions.get(code));
        else failed(new Error(code));
      };
      script.onerror = failed;
      document.head.append(script);
    });
  };

  const put = ({ code, lang, dir, title, words, body }) => {
    const made = document.createElement("template");
    made.innerHTML = body;
    root.lang = lang;
    root.dir = dir;
    document.title = title;
    current = code;
    spread.config.language = code;
    spread.words.texts = words;
    replaceBody([...made.content.childNodes]);
    const detail = { code };
    document.dispatchEvent(new CustomEvent("spread-language", { detail }));
  };

  const replaceBody = (nodes) => {
    shown[0].before(...nodes);
    for (const node of shown) {
      node.remove();
    }
    shown = nodes;
  };

  /** The list to choose from, each language by its own name. */
  const control = (label, change) => {
    const made = document.createElement("div");
    made.className = "lang";
    made.innerHTML =
      '<svg class="i" aria-hidden="true"><use href="#i-globe"/></svg><select autocomplete="off"></select>';
    const list = made.lastElementChild;
    list.setAttribute("aria-label", label);
    list.append(...codes.map(option));
    list.addEventListener("change", () => change(list.value));
    return made;
  };

  const option = (code) => {
    const made = new Option(ownName(code), code, false, code === current);
    made.lang = code;
    return made;
  };

  const ownName = (code) => {
    const named = () => new Intl.DisplayNames([code], { type: "language" }).of(code);
    const name = spread.attempt(named) ?? code;
    return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
  };

  spread.language = {
    codes,
    choose,
    control,
    show,
    here: () => current,
    take: (edition) => editions.set(edition.code, edition),
  };
}
