// Tabs: arrow keys move, one panel is open (ARIA Authoring Practices, tabs).
"use strict";
{
  const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

  const tabs = (list, chosen, tell) => {
    const all = [...list.querySelectorAll("[role=tab]")];

    const choose = (tab, focus) => {
      for (const each of all) {
        each.setAttribute("aria-selected", String(each === tab));
        each.tabIndex = each === tab ? 0 : -1;
        document.getElementById(each.getAttribute("aria-controls")).hidden = each !== tab;
      }
      if (focus) tab.focus();
      tell(tab.dataset.tab);
    };

    list.addEventListener("click", ({ target }) => {
      const tab = target.closest("[role=tab]");
      if (tab) choose(tab);
    });
    list.addEventListener("keydown", (event) => {
      const here = all.indexOf(document.activeElement);
      const ends = { Home: 0, End: all.length - 1 };
      const step = STEPS[event.key];
      if (here < 0 || !(step || event.key in ends)) return;
      event.preventDefault();
      choose(all[ends[event.key] ?? (here + step + all.length) % all.length], true);
    });
    choose(all.find(({ dataset }) => dataset.tab === chosen) ?? all[0]);
  };

  Object.assign(preview, { tabs });
}
