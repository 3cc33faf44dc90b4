// Tabs: arrow keys move, one panel is open (ARIA Authoring Practices, tabs).
"use strict";
{
  /** From the last one on to the first. */
  const placeAfter = (key, here, count) => {
    const places = {
      ArrowRight: (here + 1) % count,
      ArrowLeft: (here - 1 + count) % count,
      Home: 0,
      End: count - 1,
    };
    return places[key];
  };

  const tabs = (list, chosen, notify) => {
    const all = [...list.querySelectorAll("[role=tab]")];

    const choose = (tab, focus) => {
      for (const each of all) {
        const isChosen = each === tab;
        const panel = document.getElementById(each.getAttribute("aria-controls"));
        each.setAttribute("aria-selected", String(isChosen));
        each.tabIndex = isChosen ? 0 : -1;
        panel.hidden = !isChosen;
      }
      if (focus) tab.focus();
      notify(tab.dataset.tab);
    };

    list.addEventListener("click", ({ target }) => {
      const tab = target.closest("[role=tab]");
      if (tab) choose(tab);
    });
    list.addEventListener("keydown", (event) => {
      const here = all.indexOf(document.activeElement);
      const next = placeAfter(event.key, here, all.length);
      if (here < 0 || next === undefined) return;
      event.preventDefault();
      choose(all[next], true);
    });
    const first = all.find(({ dataset }) => dataset.tab === chosen) ?? all[0];
    choose(first);
  };

  Object.assign(preview, { tabs });
}
