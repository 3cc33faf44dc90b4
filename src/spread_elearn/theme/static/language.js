"use strict";
{
  // Several languages in one package: which one to show, where its words are, and how the page takes them.
  // It comes first of all scripts, so that it has the page as it was before they touch it.
  const spread = (globalThis.spread ??= {});
  const root = globalThis.document?.documentElement;
  const codes = root?.dataset.languages?.split(" ") ?? [];
  const found = new Map();
  let [here, parts] = [codes[0], []];

  if (codes.length) {
    const { lang, dir } = root;
    found.set(here, { code: here, lang, dir, title: document.title, words: spread.words, body: document.body.innerHTML });
    // What scripts append to the body later is theirs, and stays.
    parts = [...document.body.childNodes];
  }

  /** The language of a package that fits a wish best: the same, or another of the same name. */
  const match = (wish) => {
    const name = (code) => code.toLowerCase().split(/[-_]/)[0];
    const same = (code) => code.toLowerCase() === wish.toLowerCase().replace("_", "-");
    return codes.find(same) ?? codes.find((code) => name(code) === name(wish));
  };

  /** What to open: the saved choice or the LMS's, the browser's, or the first. */
  const choose = (wish) =>
    [wish, ...(globalThis.navigator?.languages ?? [])].map((one) => one && match(one)).find(Boolean) ?? codes[0];

  const load = (code) =>
    new Promise((done, failed) => {
      if (found.has(code)) return done(found.get(code));
      const script = document.createElement("script");
      script.src = `${root.dataset.page}.${code}.js`;
      script.onload = () => (found.has(code) ? done(found.get(code)) : failed(new Error(code)));
      script.onerror = failed;
      document.head.append(script);
    });

  const put = (said) => {
    const made = document.createElement("template");
    made.innerHTML = said.body;
    [root.lang, root.dir] = [said.lang, said.dir];
    document.title = said.title;
    spread.config.language = here = said.code;
    spread.words.texts = said.words;
    const news = [...made.content.childNodes];
    parts[0].before(...news);
    for (const part of parts) part.remove();
    parts = news;
    document.dispatchEvent(new CustomEvent("spread-language", { detail: { code: here } }));
  };

  const own = (code) => {
    const name = spread.attempt(() => new Intl.DisplayNames([code], { type: "language" }).of(code)) ?? code;
    return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
  };

  /** The list to choose from, each language by its own name. */
  const control = (label, change) => {
    const made = document.createElement("div");
    made.className = "lang";
    made.innerHTML = '<svg class="i" aria-hidden="true"><use href="#i-globe"/></svg><select autocomplete="off"></select>';
    const list = made.lastElementChild;
    list.setAttribute("aria-label", label);
    for (const code of codes) {
      const option = new Option(own(code), code, false, code === here);
      option.lang = code;
      list.append(option);
    }
    list.addEventListener("change", () => change(list.value));
    return made;
  };

  spread.language = {
    take: (said) => found.set(said.code, said),
    /** Turns the page into this language; null where it is in it already, else a promise. */
    show: (code) => (!codes.includes(code) || code === here ? null : load(code).then(put)),
    ...{ codes, choose, control },
    here: () => here,
  };
}
