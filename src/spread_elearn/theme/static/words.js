"use strict";
{
  const spread = (globalThis.spread ??= {});
  const ORDER = ["zero", "one", "two", "few", "many", "other"];
  // Generated as {key: text}; below, `words` becomes the function for plurals and keeps them.
  const texts = spread.words?.texts ?? spread.words ?? {};

  /** What `action` returns, or `otherwise` where it throws. */
  spread.attempt = (action, otherwise = null) => {
    try {
      return action();
    } catch {
      return otherwise;
    }
  };

  // A language that the browser does not know must not cost the learner the page. Digits are those of the page.
  const intl = (Kind) => spread.attempt(() => new Kind(`${spread.config.language}-u-nu-latn`)) ?? new Kind("en");

  const fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (hole, name) => {
      const value = values[name] ?? hole;
      return typeof value === "number" ? intl(Intl.NumberFormat).format(value) : value;
    });

  const form = (forms, n) => {
    const rules = intl(Intl.PluralRules);
    const names = rules.resolvedOptions().pluralCategories;
    const place = ORDER.filter((name) => names.includes(name)).indexOf(rules.select(n));
    return forms[Math.min(place, forms.length - 1)];
  };

  /** The player's text for `key`, its `{names}` filled in; the key itself where it is missing. */
  spread.word = (key, values = {}) => fill([spread.words.texts[key] ?? key].flat().pop(), values);

  /** The same for a number: the plural form for `n`, which also fills `{n}`. */
  spread.words = (key, n, values) => fill(form([spread.words.texts[key] ?? key].flat(), n), { n, ...values });
  spread.words.texts = texts;
}
