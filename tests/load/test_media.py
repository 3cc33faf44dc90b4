"""Files that lessons show or offer: found, named, and told once."""

from __future__ import annotations

import pytest

from authoring import LESSON, PNG, SVG, ModuleFolder, load, problems

FIRST = "lessons/01-one.md"


def test_an_image_is_measured(module_folder: ModuleFolder) -> None:
    folder = module_folder(
        {FIRST: f"{LESSON}\n![a](media/a.png)\n", "media/a.png": PNG}
    )
    [medium] = load(folder).media
    assert (medium.kind, medium.width, medium.height) == ("image", 3, 2)
    assert (medium.source, medium.href) == ("media/a.png", "media/a.png")
    assert (medium.path, medium.size) == (folder / "media/a.png", len(PNG))


def test_a_file_is_taken_once_however_it_is_named(module_folder: ModuleFolder) -> None:
    line = "![a](media/a.png) ![b](./media/a.png)\n![c](../media/a.png)"
    files = {FIRST: f"{LESSON}\n{line}\n", "media/a.png": PNG}
    assert len(load(module_folder(files)).media) == 1


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("media/Foto Uno.PNG", "media/foto-uno.png"),
        ("media/Übung (2).png", "media/ubung-2.png"),
        ("media/Ελλάδα.png", "media/file.png"),
        ("media/a..b.png", "media/a-b.png"),
        ("media/part one/a.png", "media/part-one/a.png"),
        ("pictures/a.png", "media/pictures/a.png"),
        ("a.png", "media/a.png"),
        ("media/-.png", "media/file.png"),
        ("media/aux.png", "media/file-aux.png"),
        ("media/COM1.png", "media/file-com1.png"),
    ],
)
def test_names_in_the_package_are_small_ascii(
    name: str, href: str, module_folder: ModuleFolder
) -> None:
    folder = module_folder({FIRST: f"{LESSON}\n![a](<{name}>)\n", name: PNG})
    codes = [problem.code for problem in problems(folder)]
    plain = name.startswith("media/") and "file-" not in href
    assert codes == ([] if plain else ["media-place"])
    assert [medium.href for medium in load(folder).media] == [href]
    assert [medium.source for medium in load(folder).media] == [name]


def test_files_whose_names_meet_are_told_apart(module_folder: ModuleFolder) -> None:
    names = ("media/a b.png", "media/a-b.png", "media/A_B.PNG", "media/Σ.png")
    line = " ".join(f"![x](<{name}>)" for name in names)
    files = {FIRST: f"{LESSON}\n{line}\n", **dict.fromkeys(names, PNG)}
    module = load(module_folder(files))
    assert not module.problems
    assert {medium.source: medium.href for medium in module.media} == {
        "media/a b.png": "media/a-b.png",
        "media/a-b.png": "media/a-b-2.png",
        "media/A_B.PNG": "media/a-b-3.png",
        "media/Σ.png": "media/file.png",
    }


def test_every_place_of_a_lesson_may_show_a_file(module_folder: ModuleFolder) -> None:
    text = (
        "---\nminutes: 1\n---\n# One\n\nStandfirst with [a](media/a.pdf).\n\n"
        "::: figure\n![b](media/b.svg)\n\nCaption [c](media/c.pdf).\n\n---\n\n"
        "[d](media/d.pdf)\n:::\n\n::: tabs\n### One [e](media/e.pdf)\n"
        "x\n### Two\n[f](media/f.pdf)\n:::\n\nText.[^n]\n\n"
        "| [g](media/g.pdf) |\n|---|\n| x |\n\n::: note [h](media/h.pdf)\nx\n:::\n\n"
        "[^n]: [i](media/i.pdf)\n"
    )
    files: dict[str, object] = {f"media/{n}.pdf": b"%PDF" for n in "acdefghi"}
    folder = module_folder({FIRST: text, "media/b.svg": SVG, **files})
    assert not problems(folder)
    assert [medium.source[6] for medium in load(folder).media] == [*"abcdefghi"]


def test_what_translators_are_told_shows_no_file(module_folder: ModuleFolder) -> None:
    line = "::: translator\nSee [a](media/a.pdf).\n:::"
    assert not load(module_folder({FIRST: f"{LESSON}\n{line}\n"})).media


def test_captions_and_transcript_stand_beside_the_film(
    module_folder: ModuleFolder,
) -> None:
    files = {
        FIRST: f"{LESSON}\n![A day](media/Day.mp4)\n",
        "media/Day.mp4": b"x",
        "media/Day.vtt": "WEBVTT\n",
        "media/Day.pt-BR.vtt": "WEBVTT\n",
        "media/Daylight.vtt": "no captions of this film",
        "media/Day.md": "A *truck*.\n\n::: note\nDeep.\n:::\n",
    }
    folder = module_folder(files)
    assert not problems(folder)
    [medium] = load(folder).media
    assert medium.kind == "video"
    assert [(code, href) for code, href, _ in medium.captions] == [
        ("pt-BR", "media/day-pt-br.vtt"),
        ("en", "media/day.vtt"),
    ]
    assert [token.type for token in medium.transcript][-1] == "activity"


def test_sounds_need_a_transcript_and_no_captions(module_folder: ModuleFolder) -> None:
    files = {FIRST: f"{LESSON}\n![A talk](media/talk.mp3)\n", "media/talk.mp3": b"x"}
    [problem] = problems(module_folder(files))
    assert problem.code == "transcript"
    assert problem.level == "warning"


def test_an_image_can_be_shown_and_offered(module_folder: ModuleFolder) -> None:
    line = "![a](media/a.png) [large](media/a.png)"
    files = {FIRST: f"{LESSON}\n{line}\n", "media/a.png": PNG}
    kinds = [medium.kind for medium in load(module_folder(files)).media]
    assert sorted(kinds) == ["download", "image"]


def test_drawings_are_not_offered_since_they_may_hold_scripts(
    module_folder: ModuleFolder,
) -> None:
    files = {FIRST: f"{LESSON}\n[a](media/a.svg)\n", "media/a.svg": SVG}
    [problem] = problems(module_folder(files))
    assert problem.code == "media-kind"


def test_names_are_compared_to_the_letter(module_folder: ModuleFolder) -> None:
    files = {FIRST: f"{LESSON}\n![a](Media/a.png)\n", "media/a.png": PNG}
    [problem] = problems(module_folder(files))
    assert problem.hint == "Did you mean media/a.png?"


@pytest.mark.parametrize("name", ["media//a.png", "media/./a.png", "media/sub/"])
def test_odd_spellings_of_a_name_are_not_found(
    name: str, module_folder: ModuleFolder
) -> None:
    files = {FIRST: f"{LESSON}\n![a]({name})\n", "media/a.png": PNG}
    [problem] = problems(module_folder(files))
    assert problem.code in ("media-missing", "media-kind", "link-form")


def test_a_name_too_long_for_the_disk_is_not_found(
    module_folder: ModuleFolder,
) -> None:
    files = {FIRST: f"{LESSON}\n![a](media/{'a' * 5000}.png)\n"}
    [problem] = problems(module_folder(files))
    assert problem.code in ("media-missing", "outside")


OFFER = f"{LESSON}\nTake the [form](media/form.csv).\n"


def test_a_file_for_another_language_stands_beside_it(
    module_folder: ModuleFolder,
) -> None:
    files = {
        FIRST: OFFER,
        "media/form.csv": "name",
        "media/form.it.csv": "il nome",
        "media/form.pt-BR.csv": "o nome",
        "media/form.v2.csv": "no language",
        "media/form.it.txt": "another file",
        "media/other.it.csv": "of another file",
    }
    folder = module_folder(files)
    module = load(folder)
    [form] = module.media
    assert [code for code, _ in form.translated] == ["it", "pt-BR"]
    for language, name, size in (
        ("it", "media/form-it.csv", 7),
        ("it-CH", "media/form-it.csv", 7),
        ("pt-BR", "media/form-pt-br.csv", 6),
        ("pt", "media/form.csv", 4),
        ("de", "media/form.csv", 4),
    ):
        there = form.in_language(language)
        assert (there.source, there.href, there.size) == ("media/form.csv", name, size)
    assert folder / "media/form.it.csv" in module.files


def test_an_image_for_another_language_has_its_own_measures(
    module_folder: ModuleFolder,
) -> None:
    files = {FIRST: f"{LESSON}\n![a](media/a.png)\n", "media/a.png": PNG}
    folder = module_folder(
        {**files, "media/a.it.png": PNG.replace(b"\x03", b"\x09", 1)}
    )
    [image] = load(folder).media
    assert (image.in_language("it").width, image.in_language("en").width) == (9, 3)


def test_a_file_for_another_language_is_looked_at_as_any_other(
    module_folder: ModuleFolder,
) -> None:
    files = {FIRST: OFFER, "media/form.csv": "name", "media/form.it.csv": ""}
    folder = module_folder(files)
    assert "media/form.it.csv is empty" in str(problems(folder)[0])
    outside = folder.parent / "secret.csv"
    outside.write_text("secret")
    (folder / "media/form.it.csv").unlink()
    (folder / "media/form.it.csv").symlink_to(outside)
    assert "media/form.it.csv lies outside the module" in str(problems(folder)[0])
    assert not load(folder).media[0].translated


def test_two_files_of_one_name_in_two_folders_have_two_names(
    module_folder: ModuleFolder,
) -> None:
    """F13: some LMSs serve them as one."""
    text = "![a](media/one/a.png) ![b](media/two/a.png) ![c](media/three/A.PNG)"
    names = ("media/one/a.png", "media/two/a.png", "media/three/A.PNG")
    files = {FIRST: f"{LESSON}\n{text}\n", **dict.fromkeys(names, PNG)}
    hrefs = [medium.href for medium in load(module_folder(files)).media]
    bases = [href.rpartition("/")[2] for href in hrefs]
    assert sorted(bases) == ["a-2.png", "a-3.png", "a.png"]
