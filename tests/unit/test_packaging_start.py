"""What `packaging/run.py` and `packaging/test.py` check and start, with nothing started."""

import ctypes
import importlib.util
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"
SCREEN = {"DISPLAY": ":0"}


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Load the scripts by path: the folder's name is also that of an installed package."""
    loaded: dict[str, ModuleType] = {}
    for name in ("environment", "libraries", "run", "test"):
        spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        loaded[name] = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, loaded[name])
        spec.loader.exec_module(loaded[name])
    monkeypatch.setattr(sys, "platform", "linux")
    return SimpleNamespace(**loaded)


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the names of libraries the system is to lack; all others it has."""
    names: set[str] = set()

    def load(name: str) -> None:
        if name in names:
            raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    return names


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ("", True),
        ("open", True),
        ("--journal list", True),
        ("--journal my.db --passphrase-file word.txt open", True),
        ("--journal=my.db", True),
        ("--journal open list", False),
        ("check-in --mood 60", False),
        ("list open", False),
        ("--help", False),
        ("open --help", False),
        ("-h", False),
        ("--version", False),
    ],
)
def test_only_the_window_needs_a_display(scripts, arguments, window):
    assert scripts.run.needs_window(arguments.split()) is window


@pytest.mark.parametrize(
    ("variables", "platforms"),
    [
        ({}, ()),
        ({"DISPLAY": ":0"}, ("xcb",)),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ("wayland",)),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ("wayland", "xcb")),
        ({"QT_QPA_PLATFORM": "offscreen"}, ("offscreen",)),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, ("vnc",)),
        ({"QT_QPA_PLATFORM": "xcb"}, ()),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, ("xcb",)),
    ],
)
def test_the_display_is_the_one_qt_would_use(scripts, variables, platforms):
    assert scripts.libraries.platforms(variables) == platforms


def test_without_a_display_one_sentence_names_what_works_and_nothing_is_set_up(
    scripts, monkeypatch, capsys
):
    monkeypatch.setattr(os, "environ", {})
    monkeypatch.setattr(scripts.environment, "prepare", pytest.fail)
    assert scripts.run.main([]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "no display" in printed.err
    assert "check-in" in printed.err


def test_other_systems_are_not_asked_for_a_display(scripts, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(scripts.libraries, "missing", pytest.fail)
    scripts.run.require_window({})
    scripts.libraries.require(("cocoa",))


def test_a_missing_library_is_named_with_its_package(scripts, absent):
    absent.update({"libxcb-cursor.so.0", "libxcb-icccm.so.4"})
    with pytest.raises(scripts.environment.SetUpError) as refusal:
        scripts.run.require_window(SCREEN)
    assert "(libxcb-cursor.so.0, libxcb-icccm.so.4)" in str(refusal.value)
    assert "`sudo apt install libxcb-cursor0 libxcb-icccm4`" in str(refusal.value)
    assert "`sudo dnf install xcb-util-cursor xcb-util-wm`" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_package_that_holds_two_missing_libraries_is_named_once(scripts, absent):
    absent.update({"libglib-2.0.so.0", "libgthread-2.0.so.0"})
    with pytest.raises(scripts.environment.SetUpError, match=r"apt install libglib2\.0-0` on"):
        scripts.run.require_window(SCREEN)


def test_a_missing_library_is_no_obstacle_where_another_platform_is_complete(scripts, absent):
    absent.add("libxcb-cursor.so.0")
    scripts.run.require_window({**SCREEN, "WAYLAND_DISPLAY": "wayland-0"})
    scripts.run.require_window({"QT_QPA_PLATFORM": "offscreen"})


def test_root_of_a_debian_system_has_the_packages_installed(scripts, absent, monkeypatch, capsys):
    lines = []

    def run(line: list[str], **_settings: object) -> SimpleNamespace:
        lines.append(line)
        absent.clear()
        return SimpleNamespace(returncode=0, stdout=b"")

    absent.add("libxcb-cursor.so.0")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", run)
    scripts.run.require_window(SCREEN)
    assert [line[:2] for line in lines] == [["apt-get", "update"], ["apt-get", "install"]]
    assert lines[1][2:] == ["-y", "--no-install-recommends", "libxcb-cursor0"]
    assert capsys.readouterr().err == "Installing libxcb-cursor0 …\n"


def test_an_installation_that_failed_shows_its_words_and_the_sentence(
    scripts, absent, monkeypatch, capsys
):
    failed = SimpleNamespace(returncode=100, stdout=b"no network\n")
    absent.add("libxcb-cursor.so.0")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", lambda _line, **_settings: failed)
    with pytest.raises(scripts.environment.SetUpError, match="libxcb-cursor0"):
        scripts.run.require_window(SCREEN)
    assert "no network" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="a process cannot become another on Windows")
def test_the_program_gets_the_arguments_as_they_were_given(scripts, monkeypatch):
    started = []
    monkeypatch.setattr(scripts.environment, "prepare", lambda: None)
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")

    def become(path: str, line: list[str], variables: dict[str, str]) -> None:
        started.append((path, line, variables))
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "execve", become)
    assert scripts.run.main(["list", "a b"]) == 130
    path, line, variables = started[0]
    assert line == [path, "-P", "-m", "dosejournal", "list", "a b"]
    assert ".venv" in path
    assert "PYTHONPATH" not in variables


def test_everything_is_checked_from_style_to_coverage(scripts):
    headings = [heading.split(":")[0] for heading, _ in scripts.test.steps([])]
    assert headings == [
        "Style",
        "Format",
        "Spelling",
        "Tests",
        "Types",
        "Coverage of everything",
        "Coverage of domain, store and journal",
    ]
    assert "--cov-branch" in dict(scripts.test.steps([]))["Tests"]


def test_the_fast_check_runs_the_unit_tests_without_coverage(scripts):
    line = dict(scripts.test.steps(["--fast"]))["Unit tests"]
    assert line[-1] == "tests/unit"
    assert "--cov" not in line


def test_other_arguments_go_to_pytest_alone(scripts):
    asked = ["tests/gui", "-k", "slider"]
    assert scripts.test.steps(asked) == (("Tests", ("-m", "pytest", *asked)),)


def test_the_first_failure_ends_the_checks(scripts, monkeypatch, capsys):
    results = iter([0, 3])
    types = SimpleNamespace(kill=str, wait=str, stdout=io.BytesIO())

    def start(line, **_settings):
        return types if "mypy" in line else SimpleNamespace(wait=lambda: next(results))

    monkeypatch.setattr(subprocess, "Popen", start)
    assert scripts.test.run([]) == 3
    assert capsys.readouterr().out.split("\n")[-2] == "=== Format: failed ==="


def test_tests_see_neither_the_journal_nor_the_screen_of_the_person(
    scripts, monkeypatch, tmp_path
):
    monkeypatch.setenv("DISPLAY", ":0")
    variables = scripts.test.variables(tmp_path)
    assert variables["HOME"] == str(tmp_path)
    assert Path(variables["XDG_DATA_HOME"]).is_relative_to(tmp_path)
    assert Path(variables["XDG_CONFIG_HOME"]).is_relative_to(tmp_path)
    assert variables["QT_QPA_PLATFORM"] == "offscreen"
    assert "DISPLAY" not in variables


@pytest.mark.parametrize("root", [True, False])
def test_a_program_that_some_tests_start_is_installed_or_named(scripts, monkeypatch, capsys, root):
    lines = []

    def run(line, **_settings):
        lines.append(line)
        return SimpleNamespace(returncode=0)

    apt = {"apt-get": "/usr/bin/apt-get"}
    monkeypatch.setattr(shutil, "which", apt.get)
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000, raising=False)
    monkeypatch.setattr(subprocess, "run", run)
    scripts.libraries.wish(scripts.libraries.SESSION_BUS)
    # whether it worked is seen by looking again
    assert "Some tests are skipped, because dbus-daemon is missing" in capsys.readouterr().err
    assert [line[-1] for line in lines] == (["update", "dbus-daemon"] if root else [])


def test_a_program_that_is_there_is_not_spoken_of(scripts, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/dbus-daemon")
    scripts.libraries.wish(scripts.libraries.SESSION_BUS)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(sys, "platform", "win32")
    scripts.libraries.wish(scripts.libraries.SESSION_BUS)
    assert capsys.readouterr().err == ""
