"""Glossaries: what authors write, the HTML of it, every mistake, other languages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from authoring import (
    FRONT,
    MODULE,
    ModuleFolder,
    Pair,
    article,
    load,
    problems,
    read_pairs,
    write_files,
)
from spread_elearn import (
    Module,
    SourceError,
    Translation,
    Unit,
    activities_in,
    hookimpl,
)
from spread_elearn.build import Builder, Plan, build
from spread_elearn.commands.check import inspect
from spread_elearn.commands.new import restore
from spread_elearn.localise.words import units_of
from spread_elearn.plugins import Plugins
from spread_elearn_glossary.view.entries import Glossary
from spread_elearn_glossary.view.page import add_glossary

from .texts import LESSON, TERMS, files, known

HERE = Path(__file__).parent
GOLDEN = tuple(read_pairs(HERE / "golden.md"))
MISTAKES = tuple(read_pairs(HERE / "mistakes.md"))


def written(pair: Pair, module_folder: ModuleFolder) -> Path:
    terms, _, lesson = pair.given.partition("===\n")
    standfirst = f"{FRONT}# One\n\n"
    return module_folder(
        {"glossary.md": terms, "lessons/01-one.md": f"{standfirst}{lesson}"}
    )


@pytest.mark.parametrize("pair", GOLDEN, ids=lambda pair: pair.title)
def test_terms_are_marked_as_expected(pair: Pair, module_folder: ModuleFolder) -> None:
    folder = written(pair, module_folder)
    text = (folder / "lessons" / "01-one.md").read_text("utf-8")
    (folder / "lessons" / "01-one.md").write_text(
        text.replace("# One\n\n", "# One\n\nStandfirst.\n\n", 1), "utf-8"
    )
    html = article(folder, known())
    shown = "".join(f"{line}\n" for line in html.split("\n") if line.strip())
    assert shown == pair.wanted, f"{pair.file}:{pair.line}"


@pytest.mark.parametrize("pair", MISTAKES, ids=lambda pair: pair.title)
def test_every_mistake_is_told_with_its_line_and_what_to_do(
    pair: Pair, module_folder: ModuleFolder
) -> None:
    found = problems(written(pair, module_folder), known())
    assert "".join(f"{each}\n" for each in found) == pair.wanted, pair.line


def the_glossary(module: Module) -> Glossary:
    data = add_glossary(module).lessons[-1].data
    assert isinstance(data, Glossary)
    return data


def page_of(folder: Path, plugins: Plugins, name: str = "index.html") -> str:
    builder = Builder(plugins)
    [edition] = builder.editions(folder, Plan((folder,)))
    return next(
        file.content.decode() for file in edition.site.resources if file.href == name
    )


def test_the_page_stands_behind_the_lessons_and_is_not_counted(
    module_folder: ModuleFolder,
) -> None:
    module = add_glossary(load(module_folder(files()), known()))
    page = module.lessons[-1]
    assert (page.id, page.role, page.template) == (
        "glossary",
        "page",
        "glossary/page.html",
    )
    assert page not in module.counted
    html = page_of(module.folder, known())
    assert html.count('<dt id="glossary.') == 3
    assert "data-finish" in html.partition('<article id="glossary"')[0]
    assert "data-finish" not in html.partition('<article id="glossary"')[2]


def test_the_page_tells_which_lessons_use_a_term(module_folder: ModuleFolder) -> None:
    folder = module_folder(files(TERMS, "A tutor.", "Two tutors and SBI."))
    glossary = the_glossary(load(folder, known()))
    uses = {e.term.id: [use.lesson for use in e.uses] for e in glossary.entries}
    assert uses == {"mentor": [], "sbi": ["two"], "tutor": ["one", "two"]}
    html = page_of(folder, known())
    assert '<a href="#two--term-tutor">Two</a>' in html
    assert 'id="two--term-tutor"' in html


def test_an_assessment_does_not_use_the_terms_of_the_lessons_that_it_names(
    module_folder: ModuleFolder,
) -> None:
    question = "::: question {#q outcome=K1}\nWhich SBI?\n\n- [x] This\n- [ ] That\n:::"
    folder = module_folder(
        {
            "glossary.md": TERMS,
            "module.yaml": f"{MODULE}outcomes: [{{id: K1, kind: knowledge, text: x}}]\n",
            "lessons/01-one.md": "---\noutcomes: [K1]\n---\n# One\n\nTwo tutors.\n",
            "lessons/02-quiz.md": f"---\nassessment: true\n---\n# Quiz\n\n{question}\n",
        }
    )
    builder = Builder(known())
    [edition] = builder.editions(folder, Plan((folder,)))
    entries = edition.module.lessons[-1].data.entries
    uses = {e.term.id: [use.lesson for use in e.uses] for e in entries}
    assert uses == {"mentor": [], "sbi": ["quiz"], "tutor": ["one"]}


def test_what_only_a_definition_uses_is_packed_and_what_nothing_uses_is_not(
    module_folder: ModuleFolder,
) -> None:
    terms = f"{TERMS}\nhost\n: A company.\n"
    glossary = the_glossary(load(module_folder(files(terms)), known()))
    assert [each.term.id for each in glossary.entries] == ["mentor", "sbi", "tutor"]


def test_a_module_without_used_terms_has_no_page_and_no_script(
    module_folder: ModuleFolder,
) -> None:
    folder = module_folder(files(TERMS, "Nothing."))
    builder = Builder(known())
    [edition] = builder.editions(folder, Plan((folder,)))
    assert [lesson.id for lesson in edition.module.lessons] == ["one"]
    assert "spread-glossary" not in edition.site.script


def test_choices_and_feedback_stay_unmarked_and_stems_do_not(
    module_folder: ModuleFolder,
) -> None:
    question = """::: question {#q}
Who is a tutor?

- [x] The mentor
  > A mentor, right.
- [ ] SBI
:::
"""
    html = article(module_folder(files(TERMS, f"Words.\n\n{question}")), known())
    assert re.findall(r'href="#glossary\.(\w+)"', html) == ["tutor"]
    assert 'Who is a <a class="term"' in html


def test_an_assessment_is_marked_only_where_its_author_asks(
    module_folder: ModuleFolder,
) -> None:
    folder = module_folder(files(TERMS, "The tutor, [tutors]{.term}."))
    lesson = folder / "lessons" / "01-one.md"
    text = lesson.read_text("utf-8")
    lesson.write_text(text.replace("minutes: 1", "minutes: 1\nassessment: true"))
    module = add_glossary(load(folder, known()))
    [standfirst] = [module.lessons[0].standfirst]
    assert standfirst
    types = [child.type for child in standfirst.children or ()]
    assert types.count("term_open") == 1
    assert types.index("term_open") > 0


@pytest.mark.parametrize(("mark", "count"), [("first", 1), ("all", 2), ("none", 0)])
def test_a_module_says_how_much_is_marked(
    module_folder: ModuleFolder, mark: str, count: int
) -> None:
    folder = module_folder(files(TERMS, "Words.\n\nA tutor and a tutor."))
    with (folder / "module.yaml").open("a") as stream:
        stream.write(f"options: {{glossary: {{mark: {mark}}}}}\n")
    assert article(folder, known()).count('class="term"') == count


def test_options_that_are_unknown_are_told(module_folder: ModuleFolder) -> None:
    folder = module_folder(files())
    with (folder / "module.yaml").open("a") as stream:
        stream.write("options: {glossary: {mark: some, marks: all, page: 1}}\n")
    assert [str(each) for each in problems(folder, known())] == [
        'module.yaml:5: options: glossary has no key "marks"\n    Did you mean mark?',
        'module.yaml:5: options: glossary has no key "page"\n'
        "    The only key is: mark.",
        "module.yaml:5: options: glossary: mark: some is not known\n"
        "    Choose one of: first, all, none.",
    ]


# Shared terms


def test_modules_share_a_glossary_and_an_own_entry_wins(
    module_folder: ModuleFolder,
) -> None:
    folder = module_folder(files("tutor\n: Our own words.\n", "A tutor, a host."))
    shared = (
        "tutor, tutors\n: Other words.\n\nhost\n: A company.\n\nguest\n: Who comes.\n"
    )
    (folder.parent / "glossary.md").write_text(shared)
    assert problems(folder, known()) == ()
    entries = the_glossary(load(folder, known())).entries
    said = {each.term.id: each.term.definition[1].content for each in entries}
    assert said == {"host": "A company.", "tutor": "Our own words."}
    packed = add_glossary(load(folder, known()))
    assert sorted(term.id for term in packed.terms) == ["host", "tutor"]


def test_a_mistake_in_the_shared_glossary_has_its_line(
    module_folder: ModuleFolder,
) -> None:
    folder = module_folder(files("tutor\n: A person.\n", "A tutor."))
    (folder.parent / "glossary.md").write_text("host\n: Host.\n")
    [problem] = problems(folder, known())
    assert str(problem.source) == "../glossary.md:1"


def test_no_other_file_beside_the_module_is_read(module_folder: ModuleFolder) -> None:
    folder = module_folder(files("tutor\n: A person.\n", "A tutor."))
    secret = folder.parent / "secret.md"
    secret.write_text("secret\n: Nobody may read this.\n")
    (folder / "glossary.md").unlink()
    (folder / "glossary.md").symlink_to(secret)
    [problem, *_] = problems(folder, known())
    assert "a link to a file outside the module" in problem.message
    assert not load(folder, known()).terms


# Where a term is asked for


def test_a_mark_without_any_glossary_is_told(module_folder: ModuleFolder) -> None:
    text = f"{FRONT}# One\n\nA [tutor]{{.term}}.\n"
    [problem] = problems(module_folder({"lessons/01-one.md": text}), known())
    assert problem.source.line == 6
    assert "there is no glossary" in problem.message


def test_a_lesson_cannot_take_the_name_of_the_page(module_folder: ModuleFolder) -> None:
    own = {**files(), "lessons/02-glossary.md": f"{FRONT}# Mine\n\nWords.\n"}
    [problem] = problems(module_folder(own), known())
    assert str(problem.source) == "lessons/02-glossary.md:1"


def test_the_container_of_the_plugin_is_not_for_authors(
    module_folder: ModuleFolder,
) -> None:
    own = files(TERMS, f"{LESSON}\n\n::: lesson-terms\nx\n:::\n")
    [problem] = problems(module_folder(own), known())
    assert problem.code == "glossary-kind"


# One SCO for each lesson


def test_where_each_lesson_is_a_sco_it_brings_its_own_definitions(
    module_folder: ModuleFolder,
) -> None:
    folder = module_folder(files(TERMS, "A tutor.", "SBI.", "Nothing."))
    with (folder / "module.yaml").open("a") as stream:
        stream.write("sco: lesson\n")
    one = page_of(folder, known(), "one.html")
    assert 'href="#one--def-tutor"' in one
    assert re.findall(r'<dt id="one--def-(\w+)"', one) == ["mentor", "tutor"]
    assert re.findall(
        r'<dt id="\w+--def-(\w+)"', page_of(folder, known(), "two.html")
    ) == ["sbi"]
    assert "lesson-terms" not in page_of(folder, known(), "three.html")
    assert '<dt id="glossary.tutor"' in page_of(folder, known(), "glossary.html")
    module = add_glossary(load(folder, known()))
    single = add_glossary(load(module_folder(files()), known()))
    assert any(
        a.kind == "lesson-terms" for a in activities_in(module.lessons[0].tokens)
    )
    assert not any(True for _ in activities_in(single.lessons[0].tokens))


# Other languages


class Italian:
    """Knows some units; ``tutor`` has three forms in it."""

    WORDS: ClassVar = {
        "tutor, tutors": "tutore, tutori, tutrice",
        "The tutor gives SBI. Two tutors meet.": "La tutrice dà SBI. Due tutori.",
        "A person one trusts.": "Una persona di fiducia.",
    }

    @hookimpl
    def module_languages(self, module: Module) -> list[object]:
        from spread_elearn import Language

        return [Language("it", 1, 0, 1)]

    @hookimpl
    def translate(
        self, unit: Unit, module: Module, language: str
    ) -> Translation | None:
        found = self.WORDS.get(unit.text)
        return Translation(found) if found and language == "it" else None


def test_a_term_is_one_unit_with_all_its_forms(module_folder: ModuleFolder) -> None:
    module = load(module_folder(files()), known())
    units = [m for m in units_of(module) if m.source.path == "glossary.md"]
    assert [(unit.context, unit.text) for unit in units] == [
        ("term", "tutor, tutors"),
        ("definition", "A person who *organises* learning. See [mentor](#mentor)."),
        ("term", "mentor, mentors"),
        ("definition", "A person one trusts."),
        ("term", "SBI"),
        ("definition", "A way to give feedback."),
        ("abbreviation", "situation, behaviour, impact"),
    ]


def test_words_of_a_translation_are_marked_with_its_own_forms(
    module_folder: ModuleFolder,
) -> None:
    folder = module_folder(files())
    builder = Builder(known(Italian()))
    [edition] = builder.editions(folder, Plan((folder,), languages=("it",)))
    html = edition.site.resources[0].content.decode()
    assert ">tutrice</a> dà" in html
    assert '<dt id="glossary.tutor" tabindex="-1">tutore</dt>' in html
    assert re.search(r'<dt id="glossary\.mentor" tabindex="-1" lang="en">mentor', html)
    assert "Una persona di fiducia." in html


def test_the_table_of_languages_holds_the_source_too(
    module_folder: ModuleFolder,
) -> None:
    folder = module_folder(files())
    builder = Builder(known(Italian()))
    [edition] = builder.editions(folder, Plan((folder,), languages=("it",)))
    glossary = edition.module.lessons[-1].data
    assert glossary.languages == ("en", "pl")
    tutor = next(each.term for each in glossary.entries if each.term.id == "tutor")
    assert tutor.equivalents == {"pl": "opiekun", "en": "tutor"}


def test_a_mark_that_a_translation_lost_is_a_warning(
    module_folder: ModuleFolder,
) -> None:
    class Wrong(Italian):
        WORDS: ClassVar = {
            "tutor, tutors": "tutore",
            "A [tutor]{.term}.": "Un [tuttore]{.term}.",
        }

    folder = module_folder(files(TERMS, "A [tutor]{.term}."))
    builder = Builder(known(Wrong()))
    builder.editions(folder, Plan((folder,), languages=("it",)))
    said = [each for each in builder.problems if each.code == "term-unknown"]
    assert len(said) == 1
    assert said[0].level == "warning"
    assert 'in it, "tuttore" is marked as a term and is none' in said[0].message


def test_marks_change_no_words(module_folder: ModuleFolder) -> None:
    module = load(module_folder(files(TERMS, LESSON, "Two tutors.")), known())
    marked = add_glossary(module)
    for old, new in zip(module.lessons, marked.lessons, strict=False):
        assert new.standfirst
        assert old.standfirst
        assert old.standfirst.content == new.standfirst.content
        assert replace(new, standfirst=old.standfirst) == old


def test_a_module_that_was_rebuilt_brings_the_shared_terms_along(
    module_folder: ModuleFolder, tmp_path: Path
) -> None:
    folder = module_folder(files("tutor\n: Our own words.\n", "A tutor, a host."))
    (folder.parent / "glossary.md").write_text("host\n: A company.\n")
    [built], _ = build(Plan((folder,), tmp_path / "dist"), known())
    copy = tmp_path / "elsewhere" / "deep" / "copy"
    restore(built.path, copy)
    assert (copy / "shared" / "glossary.md").read_text() == "host\n: A company.\n"
    (copy.parent / "glossary.md").write_text("guest\n: A stranger's.\n")
    assert {term.id for term in load(copy, known()).terms} == {"tutor", "host"}
    [again], _ = build(Plan((copy,), tmp_path / "again"), known())
    assert page_of(copy, known()) == page_of(folder, known())
    assert again.size == built.size


def test_a_mistake_in_the_shared_glossary_is_told_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_files(tmp_path / name, {"module.yaml": f"id: {name}\ntitle: X\n"})
    (tmp_path / "glossary.md").write_text("host\n: Host.\n")
    folders = (tmp_path / "a", tmp_path / "b")
    said = [each.code for each in inspect(folders, known())]
    assert said.count("term-circular") == 1
    with pytest.raises(SourceError) as error:
        build(Plan(folders, tmp_path / "dist"), known())
    assert str(error.value).count("own words only") == 1
