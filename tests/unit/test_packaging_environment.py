"""The environment of `packaging/environment.py`, with venv and pip played by a recorder."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYTHON = "Scripts/python.exe" if os.name == "nt" else "bin/python"


class Commands:
    """Stands for `subprocess.run`: notes what is run, and makes what venv would make."""

    def __init__(self, venv: Path) -> None:
        self.venv = venv
        self.lines: list[list[str]] = []
        self.failing = ""

    def __call__(self, line: list[str], **_settings: object) -> SimpleNamespace:
        self.lines.append(line)
        failed = bool(self.failing) and self.failing in line
        if "venv" in line and not failed:
            (self.venv / PYTHON).parent.mkdir(parents=True, exist_ok=True)
            (self.venv / PYTHON).touch()
        return SimpleNamespace(returncode=int(failed), stdout=b"the words of pip\n")

    def names(self) -> list[str]:
        """Return what was done, a word each, and forget it."""
        words = {"venv": "made", "--requirement": "libraries", "--editable": "project"}
        done = [words[part] for line in self.lines for part in line if part in words]
        self.lines.clear()
        return done


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    path = ROOT / "packaging" / "environment.py"
    spec = importlib.util.spec_from_file_location("environment", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    (tmp_path / "packaging").mkdir()
    for name in ("pyproject.toml", *module.LOCKS.values()):
        (tmp_path / name).write_text(name)
    return module


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Commands:
    recorder = Commands(tmp_path / ".venv")
    monkeypatch.setattr(subprocess, "run", recorder)
    return recorder


def test_an_old_python_is_refused_with_one_sentence(environment):
    with pytest.raises(environment.SetUpError) as refusal:
        environment.refuse_old_python((3, 10, 13))
    assert str(refusal.value) == "DoseJournal needs Python 3.11 or newer, and this is Python 3.10."
    environment.refuse_old_python((3, 11, 0))
    environment.refuse_old_python()


@pytest.mark.parametrize("name", ["run", "test", "environment", "libraries"])
def test_an_old_python_can_read_the_scripts_that_refuse_it(name):
    source = (ROOT / "packaging" / f"{name}.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))


def test_the_first_start_makes_the_environment_and_installs_only_hashed_packages(
    environment, commands, capsys
):
    environment.prepare()
    install = commands.lines[1]
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} <= set(install)
    assert install[-1].endswith("requirements.lock")
    assert {"--no-index", "--no-deps", "--no-build-isolation"} <= set(commands.lines[2])
    assert commands.names() == ["made", "libraries", "project"]
    assert capsys.readouterr().err == "Setting up DoseJournal (first start only) …\n"


def test_the_second_start_runs_no_command_and_says_nothing(environment, commands, capsys):
    environment.prepare()
    commands.names()
    capsys.readouterr()
    environment.prepare()
    assert commands.names() == []
    assert capsys.readouterr().err == ""


def test_a_changed_lock_is_installed_into_the_same_environment(environment, commands, tmp_path):
    environment.prepare()
    commands.names()
    (tmp_path / environment.LOCKS["run"]).write_text("newer")
    environment.prepare()
    assert commands.names() == ["libraries", "project"]


def test_a_changed_project_file_installs_the_project_alone(environment, commands, tmp_path):
    environment.prepare("test")
    commands.names()
    (tmp_path / "pyproject.toml").write_text("newer")
    environment.prepare()
    assert commands.names() == ["project"]
    assert environment.is_ready("test")


def test_the_tests_add_to_the_environment_of_the_program(environment, commands):
    environment.prepare()
    commands.names()
    assert not environment.is_ready("test")
    environment.prepare("test")
    assert commands.names() == ["libraries", "project"]
    assert environment.is_ready("run")


def test_an_interrupted_set_up_is_made_anew(environment, commands, capsys):
    commands.failing = "--requirement"
    with pytest.raises(environment.SetUpError, match="pip failed"):
        environment.prepare()
    assert "the words of pip" in capsys.readouterr().err
    commands.failing = ""
    commands.names()
    environment.prepare()
    assert commands.names() == ["made", "libraries", "project"]


def test_an_interrupted_update_is_made_anew(environment, commands, tmp_path):
    environment.prepare()
    (tmp_path / environment.LOCKS["run"]).write_text("newer")
    commands.failing = "--requirement"
    with pytest.raises(environment.SetUpError):
        environment.prepare()
    commands.failing = ""
    commands.names()
    environment.prepare()
    assert commands.names() == ["made", "libraries", "project"]


def test_an_environment_that_lost_its_python_is_made_anew(environment, commands, tmp_path):
    environment.prepare()
    commands.names()
    (tmp_path / ".venv" / PYTHON).unlink()
    environment.prepare()
    assert commands.names() == ["made", "libraries", "project"]


def test_an_environment_is_made_anew_after_the_project_has_moved(
    environment, commands, tmp_path, monkeypatch
):
    environment.prepare()
    commands.names()
    moved = tmp_path.with_name(tmp_path.name + "-moved")
    tmp_path.rename(moved)
    monkeypatch.setattr(environment, "ROOT", moved)
    commands.venv = moved / ".venv"
    environment.prepare()
    assert commands.names() == ["made", "libraries", "project"]


def _hide(monkeypatch: pytest.MonkeyPatch, *hidden: str) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in hidden else find(name)
    )


def test_a_missing_ensurepip_is_named_with_its_package(environment, commands, monkeypatch):
    _hide(monkeypatch, "ensurepip", "pip")
    with pytest.raises(environment.SetUpError) as refusal:
        environment.prepare()
    version = "{}.{}".format(*sys.version_info)
    assert f"Python's ensurepip is missing here: install the package python{version}-venv" in str(
        refusal.value
    )
    assert commands.names() == []


def test_a_missing_ensurepip_is_replaced_by_the_pip_that_is_there(
    environment, commands, monkeypatch
):
    _hide(monkeypatch, "ensurepip")
    environment.prepare()
    assert "--without-pip" in commands.lines[0]
    assert commands.lines[1][:4] == [sys.executable, "-m", "pip", "--python"]


def test_a_folder_that_cannot_be_written_is_named(environment, commands, tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path / "nowhere")
    with pytest.raises(environment.SetUpError, match=r"cannot be set up in .*nowhere"):
        environment.prepare()


def _pins(lock: str) -> dict[str, list[str]]:
    """Return the versions each package is pinned to, one for every range of Pythons."""
    pins: dict[str, list[str]] = {}
    for line in (ROOT / "packaging" / lock).read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            name, version = re.match(r"([a-z0-9-]+)==(\S+)", line).groups()
            pins.setdefault(name, []).append(version)
    return pins


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_holds_names_versions_and_hashes_and_no_place(lock):
    text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")
    pin = (
        r"[a-z0-9-]+==[0-9][\w.]*( ; [\w .'<>=!]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+"
    )
    assert re.fullmatch(f"({pin})+", text)


def test_the_lock_for_tests_holds_all_the_program_has():
    assert _pins("requirements.lock").items() <= _pins("requirements-test.lock").items()


def test_the_locks_satisfy_the_project_file():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "requirements.lock": [
            *project["project"]["dependencies"],
            *project["build-system"]["requires"],
        ],
        "requirements-test.lock": project["dependency-groups"]["dev"],
    }
    for lock, lines in wanted.items():
        pins = _pins(lock)
        for requirement in map(Requirement, lines):
            versions = pins[canonicalize_name(requirement.name)]
            assert all(map(requirement.specifier.contains, versions)), requirement
