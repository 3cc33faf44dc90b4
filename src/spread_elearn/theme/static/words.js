"use strict";
{
  // The player's texts in the language of the page, with their values and plural forms.
  const spread = (globalThis.spread ??= {});
  const PLURAL_CATEGORIES = ["zero", "one", "two", "few", "many", "other"];
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

  /** The player's text for `key`, its `{names}` filled in; the key itself where it is missing. */
  spread.word = (key, values = {}) => {
    const forms = formsOf(key);
    return fill(forms[forms.length - 1], values);
  };

  /** The same for a number: the plural form for `n`, which also fills `{n}`. */
  spread.words = (key, n, values) => {
    const form = pluralForm(formsOf(key), n);
    return fill(form, { n, ...values });
  };
  spread.words.texts = texts;

  const formsOf = (key) => [spread.words.texts[key] ?? key].flat();

  const fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (hole, name) => {
      const value = values[name] ?? hole;
      return typeof value === "number" ? formatted(value) : value;
    });

  const formatted = (number) => intl(Intl.NumberFormat).format(number);

  const pluralForm = (forms, n) => {
    const rules = intl(Intl.PluralRules);
    const known = rules.resolvedOptions().pluralCategories;
    const categories = PLURAL_CATEGORIES.filter((name) => known.includes(name));
    const place = categories.indexOf(rules.select(n));
    return forms[Math.min(place, forms.length - 1)];
  };

  // A language that the browser does not know must not cost the learner the page.
  // Digits are those of the page.
  const intl = (Kind) => {
    const own = () => new Kind(`${spread.config.language}-u-nu-latn`);
    return spread.attempt(own) ?? new Kind("en");
  };
}
