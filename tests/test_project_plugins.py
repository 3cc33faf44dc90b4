"""Plugins of one file beside the modules: only what the user has trusted runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from packages import zipped
from small_modules import LESSON, write_module
from spread_elearn.errors import PluginError
from spread_elearn.package.sources import HREF
from spread_elearn.plugins import Plugins
from spread_elearn.plugins.project import ProjectPlugin, digest_of

if TYPE_CHECKING:
    from spread_elearn.testing import Spread

SHOUT = '''"""``::: shout`` in big letters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spread_elearn import ActivityKind, hookimpl

(Path(__file__).parent / "it-ran").write_text("yes")


@dataclass(frozen=True, slots=True)
class Shout:
    body: tuple = ()


@hookimpl
def register_activities():
    return [ActivityKind("shout", lambda tokens, found: Shout(tokens), "shout.html")]


@hookimpl
def template_loader():
    from jinja2 import DictLoader

    return DictLoader({"shout.html": "<big>{{ page.prose(data.body) }}</big>"})
'''
SHOUTED = LESSON.format(title="One") + "\n::: shout\nHello\n:::\n"


@pytest.fixture(autouse=True)
def configuration(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A user who has trusted nothing yet."""
    home = tmp_path_factory.mktemp("configuration")
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: home)
    return home


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two modules that shout, and the plugin beside them."""
    home = tmp_path / "course"
    for name in ("a", "b"):
        write_module(home / name, {"lessons/01-one.md": SHOUTED})
    write_plugin(home)
    return home


def write_plugin(home: Path, text: str = SHOUT, name: str = "shout.py") -> Path:
    path = home / "plugins" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def ran(home: Path) -> bool:
    return (home / "plugins" / "it-ran").exists()


@pytest.mark.parametrize("command", ["check", "build", "info"])
@pytest.mark.parametrize("named", ["course", "course/a"])
def test_what_nobody_has_trusted_is_named_and_does_not_run(
    spread: Spread, project: Path, command: str, named: str
) -> None:
    done = spread(command, named)
    assert done.exit_code == 1
    assert "Warning: the plugin course/plugins/shout.py is left out" in done.stderr
    assert "spread-elearn plugins trust course\n" in done.stderr
    assert done.stderr.count("is left out") == 1
    assert not ran(project)


@pytest.mark.parametrize("named", ["course", "course/plugins"])
def test_what_is_trusted_is_taken_and_told_with_its_hooks(
    spread: Spread, project: Path, named: str
) -> None:
    told = spread("plugins", "trust", named)
    assert told.exit_code == 0
    assert "shout.py: trusted (register_activities, template_loader)" in told.stdout
    done = spread("check", "course")
    assert (done.exit_code, done.stderr) == (0, "")
    assert ran(project)


def test_a_file_that_changes_is_left_out_until_it_is_trusted_again(
    spread: Spread, project: Path
) -> None:
    spread("plugins", "trust", "course")
    plugin = write_plugin(project, SHOUT.replace("<big>", "<b>"))
    done = spread("check", "course")
    assert "shout.py is left out: it has changed since you trusted it" in done.stderr
    assert done.exit_code == 1
    spread("plugins", "trust", "course")
    assert spread("check", "course").exit_code == 0
    plugin.write_text(SHOUT, "utf-8")
    assert spread("check", "course").exit_code == 1


@pytest.mark.parametrize("name", ["templates/shout.html", "static/shout.js"])
def test_a_plugin_s_templates_and_scripts_are_trusted_with_it(
    spread: Spread, project: Path, name: str
) -> None:
    before = SHOUT[: SHOUT.index("@hookimpl\ndef template_loader")]
    write_plugin(project, before)
    for part, text in (
        ("templates/shout.html", "<big></big>"),
        ("static/shout.js", ""),
    ):
        path = project / "plugins" / "shout" / part
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    spread("plugins", "trust", "course")
    assert spread("check", "course").exit_code == 0
    (project / "plugins" / "shout" / name).write_text("changed", "utf-8")
    assert "it has changed since you trusted it" in spread("check", "course").stderr


def test_a_folder_elsewhere_is_not_trusted_by_a_link(
    spread: Spread, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project / "plugins" / "shout").symlink_to(tmp_path / "elsewhere")
    done = spread("plugins", "trust", "course")
    assert done.exit_code == 1
    assert "course/plugins/shout is a link to a folder elsewhere" in done.stderr


def test_a_file_that_comes_later_is_left_out_alone(
    spread: Spread, project: Path
) -> None:
    spread("plugins", "trust", "course")
    write_plugin(project, "raise SystemExit('I ran')", "spy.py")
    done = spread("check", "course")
    assert "spy.py is left out: it is not trusted yet" in done.stderr
    assert done.exit_code == 0


def test_the_same_file_in_another_folder_is_not_trusted(
    spread: Spread, project: Path, tmp_path: Path
) -> None:
    spread("plugins", "trust", "course")
    other = tmp_path / "other"
    write_module(other / "c", {"lessons/01-one.md": SHOUTED})
    write_plugin(other)
    assert "is left out" in spread("check", "other").stderr


def test_a_plugin_is_for_the_modules_beside_it_only(
    spread: Spread, project: Path, tmp_path: Path
) -> None:
    write_module(tmp_path / "other" / "c")
    spread("plugins", "trust", "course")
    done = spread("check", "course", "other")
    assert done.exit_code == 2
    assert "Run the command for each folder" in done.stderr
    assert spread("check", "other").exit_code == 0


def test_processes_side_by_side_have_the_same_plugins(
    spread: Spread, project: Path
) -> None:
    spread("plugins", "trust", "course")
    done = spread("build", "course", "-j", "2", "-o", "out")
    assert done.exit_code == 0, done.stderr
    assert len([*Path("out").iterdir()]) == 2


def test_a_process_refuses_a_file_that_changed_after_the_start(project: Path) -> None:
    path = project / "plugins" / "shout.py"
    trusted = ProjectPlugin(path, digest_of(path))
    path.write_text("raise SystemExit", "utf-8")
    with pytest.raises(PluginError, match="has changed since you trusted it"):
        Plugins(project=(trusted,))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("import nothing_of_this_name", "ModuleNotFoundError"),
        ("def x(:", "SyntaxError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
    ],
)
def test_a_plugin_that_fails_is_told_with_its_place(
    spread: Spread, project: Path, text: str, told: str
) -> None:
    write_plugin(project, text)
    done = spread("plugins", "trust", "course")
    assert done.exit_code == 1
    assert "Error: course/plugins/shout.py cannot be loaded: " in done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_two_plugins_of_one_name_are_an_error(spread: Spread, project: Path) -> None:
    write_plugin(project, SHOUT, "quiz.py")
    done = spread("plugins", "trust", "course")
    assert "two plugins are called quiz" in done.stderr


@pytest.mark.parametrize("where", ["course/a", "nowhere"])
def test_a_folder_without_plugins_is_told(
    spread: Spread, project: Path, where: str
) -> None:
    done = spread("plugins", "trust", where)
    assert done.exit_code == 1
    assert f"{where}: there is no plugins/*.py here" in done.stderr


@pytest.mark.parametrize("content", ["no json", "[]", '{"x": 1}', '{"x": {"y": 1}}'])
def test_a_broken_list_of_trust_is_told_and_nothing_runs(
    spread: Spread, project: Path, configuration: Path, content: str
) -> None:
    (configuration / "trusted-plugins.json").write_text(content)
    done = spread("check", "course")
    assert "the list of trusted plugins cannot be read" in done.stderr
    assert done.exit_code == 1
    assert not ran(project)


def test_the_list_names_folders_and_digests(
    spread: Spread, project: Path, configuration: Path
) -> None:
    spread("plugins", "trust", "course")
    found = json.loads((configuration / "trusted-plugins.json").read_text("utf-8"))
    digest = digest_of(project / "plugins" / "shout.py")
    assert found == {str(project.resolve()): {"shout.py": digest}}


@pytest.mark.parametrize(
    "name", ["plugins/shout.py", "shared/plugins/shout.py", "media/plugins/shout.py"]
)
def test_no_plugin_comes_out_of_a_package(
    spread: Spread, tmp_path: Path, name: str
) -> None:
    sources = {"module.yaml": "id: x\n", name: SHOUT}
    (tmp_path / "p.zip").write_bytes(zipped({HREF: zipped(sources), name: SHOUT}))
    done = spread("new", "back", "--from", "p.zip")
    assert done.exit_code == 0
    assert f"Left out, no part of a module: {name}" in done.stdout
    assert not [*tmp_path.rglob("*.py")]


def test_neither_help_nor_a_project_without_plugins_asks_who_is_trusted(
    tmp_path: Path,
) -> None:
    write_module(tmp_path / "m")
    for arguments in (["--help"], ["check", "m"]):
        script = (
            "import sys\nfrom spread_elearn.cli import main\n"
            f"sys.argv = ['spread-elearn', *{arguments}]\n"
            "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
            "late = {'platformdirs', 'spread_elearn.plugins.trust'}\n"
            "print(sorted(late & {*sys.modules}), file=sys.stderr)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == "[]\n"
