// What can be chosen: modules, formats, languages, items of a package.
"use strict";
{
  const { word, make, fill } = preview;
  const $ = (selector) => document.querySelector(selector);

  /** The choices that a state offers, and its title; `item` is the one in the frame. */
  const showChoices = (state, item) => {
    const { modules, formats, languages } = state;
    const scos = state.package?.scos ?? [];
    const moduleRows = modules.map((name, index) => [index, name]);
    const formatRows = formats.map((name) => [name, word(name)]);
    const itemRows = scos.map(({ href, title }) => [href, title]);
    showOptions($("#module"), moduleRows, state.module);
    showOptions($("#format"), formatRows, state.format);
    showOptions($("#language"), languages.map(languageRow), state.language);
    showOptions($("#item"), itemRows, item?.href ?? "");
    const title = state.title || modules[state.module];
    $("#title").textContent = title;
    document.title = `${title} · ${word("title")}`;
  };

  const showOptions = (select, rows, chosen) => {
    const options = rows.map(([value, text]) => make("option", { value }, text));
    fill(select, options);
    select.value = String(chosen);
    select.closest("label").hidden = rows.length < 2;
  };

  const languageRow = ({ code, translated, total }, index) => {
    if (index === 0) return [code, word("source", { code })];
    return [code, word("translated", { code, translated, total })];
  };

  Object.assign(preview, { showChoices });
}
