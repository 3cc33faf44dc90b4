"""Everyone can use it: axe-core in every state, small screens, no script, print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .modules import lessons, real, small
from .test_play import finish, read_on

if TYPE_CHECKING:
    from .conftest import Axe
    from .lms import Player, Scheme
    from .stage import Stage

WIDTHS = (360, 870, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
EVERYTHING = """# One of everything

The standfirst.

## Boxes

> [!NOTE]
> A note with `code`.

::: tip A title
Text.
:::

> [!IMPORTANT]
> Text.

> [!WARNING]
> Text.

::: caution
Text.
:::

::: example A case
A story.
:::

::: task Something {minutes=2}
- [ ] one
- [ ] two

::: reveal Show it
Hidden **text**.
:::
:::

## Tables

| A | B | C |
|---|:-:|--:|
| row | 1 | 2 |

::: figure
| Wide | two | three | four | five | six |
|---|---|---|---|---|---|
| aaaaaaaaaaaa | bbbbbbbbbbbbb | cccccccccccc | ddddddddddd | eeeeeeeeee | ffffff |

A caption.
:::

### Lists

Term
: Definition

1. one
2. two

> A quote.

```text
some code that is rather long and would run out of a small screen if nobody cared for it
```

::: tabs
### First
Text.
### Second
Text.
:::

A [link](https://example.org/) and [some Italian]{lang=it}, and a note.[^1]

[^1]: The note, with a [link](https://example.org/).
"""


def everything() -> bytes:
    return small("scorm12", one=EVERYTHING, **lessons("two"))


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_the_real_module(
    play: Stage, axe: Axe, width: int, scheme: Scheme
) -> None:
    player = play(real("scorm12"), width=width, scheme=scheme)
    for _ in range(8):
        assert axe(player.frame) == []
        if player.frame.locator("article:visible [data-next]").count():
            read_on(player.frame)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_one_of_everything(
    play: Stage, axe: Axe, width: int, scheme: Scheme
) -> None:
    player = play(everything(), width=width, scheme=scheme)
    frame = player.frame
    assert axe(frame) == []
    for box in frame.locator("#one input[data-box]").all():
        box.check()
    frame.locator("#one summary").first.click()
    frame.locator("#one [role=tab]").last.click()
    assert axe(frame) == []


def waiting(player: Player) -> None:
    player.tolerate("refused")
    player.fault("commit-false")
    read_on(player.frame)
    player.frame.locator("#save[data-status=waiting]").wait_for()


def stopped(player: Player) -> None:
    player.frame.evaluate(
        "() => ['pagehide', 'pageshow'].forEach((name) =>"
        " dispatchEvent(new PageTransitionEvent(name, {persisted: true})))"
    )
    player.frame.locator("#save[data-status=stopped]").wait_for()


def done(player: Player) -> None:
    read_on(player.frame)
    finish(player.frame)
    player.frame.locator('[data-note="done"]').wait_for()


def review(player: Player) -> None:
    done(player)
    player.relaunch()
    player.frame.locator('[data-note="review"]').wait_for()


def sheet(player: Player) -> None:
    player.frame.locator("[data-open=sheet]").click()


def not_done(player: Player) -> None:
    player.frame.locator(".toc a").last.evaluate("link => link.click()")
    finish(player.frame)
    player.frame.locator("#message").wait_for()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", [waiting, stopped, done, review, sheet, not_done])
def test_axe_finds_nothing_in_any_state(
    play: Stage, axe: Axe, state: object, scheme: Scheme
) -> None:
    assert callable(state)
    player = play(small("scorm12", **lessons("one", "two")), width=360, scheme=scheme)
    state(player)
    assert axe(player.frame) == []


def overflow(player: Player) -> list[str]:
    """What is wider than the screen, other than what scrolls in its own box."""
    found: list[str] = player.frame.evaluate(
        """() => [...document.querySelectorAll("body *")]
          .filter((e) => !e.closest(".scroll, pre, dialog:not([open]), .skip, .vh, svg"))
          .filter((e) => e.getClientRects().length)
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
          .map((e) => e.outerHTML.slice(0, 80))"""
    )
    return found


@pytest.mark.parametrize("width", [320, 360, 768, 870])
def test_nothing_runs_out_of_the_screen(play: Stage, width: int) -> None:
    player = play(everything(), width=width)
    assert overflow(player) == []
    assert player.frame.evaluate(
        "() => document.documentElement.scrollWidth <= innerWidth"
    )


def test_text_spacing_cuts_nothing(play: Stage) -> None:
    player = play(everything(), width=320)
    player.frame.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert overflow(player) == []


def test_every_target_is_large_enough(play: Stage) -> None:
    player = play(everything(), width=360)
    small_ones = player.frame.evaluate(
        """() => [...document.querySelectorAll("button, summary, .toc a, input, .btn, .back")]
          .filter((e) => e.getClientRects().length && !e.closest("dialog:not([open])"))
          .filter((e) => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; })
          .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small_ones == []


def test_the_focus_is_never_under_the_bar(play: Stage) -> None:
    player = play(everything(), width=360)
    frame, keys = player.frame, player.page.keyboard
    frame.locator("h1").first.focus()
    for press in ("Tab", "Shift+Tab"):
        for _ in range(25):
            keys.press(press)
            hidden = frame.evaluate(
                """() => {
                  const here = document.activeElement, bar = document.querySelector(".bar");
                  if (!here.closest("main")) return false;
                  const box = here.getBoundingClientRect();
                  return box.top < bar.getBoundingClientRect().bottom - 1 && box.bottom > 0
                    && getComputedStyle(bar).position === "sticky" && box.height < 300;
                }"""
            )
            assert hidden is False


def test_without_script_the_page_is_the_whole_module(play: Stage) -> None:
    player = play(everything(), frame="page")
    context = player.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(player.page.url)
    assert page.locator("main > article").count() == 2
    assert page.locator("main > article:visible").count() == 2
    assert page.get_by_text("Hidden text").count() == 1
    assert page.locator(".tab-title:visible").count() == 2
    assert not page.locator("[data-finish]").is_visible()
    page.locator(".toc a").last.click()
    page.wait_for_url("**#two")
    context.close()


def test_it_works_from_a_file(play: Stage) -> None:
    player = play(real("web"), frame="file")
    read_on(player.frame)
    player.page.reload()
    assert player.frame.locator("#progress-text").inner_text() == "1 of 8 done"
    assert player.frame.locator('[data-note="device"]').is_visible()


def test_it_works_under_a_strict_policy(play: Stage) -> None:
    player = play(real("scorm12"), csp=True)
    read_on(player.frame)
    player.frame.locator("#progress-text:text('1 of 8')").wait_for()


def test_it_prints_whole(play: Stage) -> None:
    player = play(everything(), frame="page")
    player.page.emulate_media(media="print")
    player.frame.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    frame = player.frame
    assert frame.locator("main > article:visible").count() == 2
    assert frame.get_by_text("Hidden text").is_visible()
    assert frame.locator("[role=tabpanel]:visible").count() == 2
    assert not frame.locator(".bar").is_visible()
    frame.evaluate("() => dispatchEvent(new Event('afterprint'))")
    player.page.emulate_media(media="screen")
    assert not frame.get_by_text("Hidden text").is_visible()


def test_the_title_names_the_lesson_and_the_heading_has_the_focus(play: Stage) -> None:
    player = play(real("scorm12"))
    assert player.frame.title() == "Who does what · Competences of tutors and mentors"
    read_on(player.frame)
    assert player.frame.title().startswith("A competence profile · ")
    assert player.frame.evaluate("() => document.activeElement.id") == "profile--title"


def test_it_works_in_a_popup_and_in_deep_frames(play: Stage) -> None:
    for place in ("popup", "deep"):
        player = play(small("scorm12", **lessons("one", "two")), frame=place)
        read_on(player.frame)
        finish(player.frame)
        player.leave()
        assert player.value("cmi.core.lesson_status") == "completed"
