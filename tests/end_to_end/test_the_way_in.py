"""The program as a person starts it from the source: `python3 packaging/run.py`."""

import importlib.util
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"
RUN = [sys.executable, str(PACKAGING / "run.py")]

# A person's start is measured and read without what the tests put around it.
FOREIGN = ("COVERAGE_", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture(scope="module")
def environment():
    """Return the environment's module; a set-up from nothing is what `packaging/test.py` does."""
    spec = importlib.util.spec_from_file_location("environment", PACKAGING / "environment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not module.is_ready():
        pytest.skip("only after packaging/run.py or packaging/test.py has made .venv")
    return module


def _start(line: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return subprocess.run(
        line,
        cwd=folder,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=50,
        check=False,
    )


def test_the_version_is_told_from_any_folder_without_a_display(environment, tmp_path):
    (tmp_path / "platformdirs.py").write_text("raise SystemExit('taken for a module')")
    told = _start([*RUN, "--version"], tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] in told.stdout


def test_the_help_names_the_commands_without_a_display(environment, tmp_path):
    told = _start([*RUN, "--help"], tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert "check-in" in told.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can lack a display")
def test_the_window_without_a_display_ends_in_one_sentence(environment, tmp_path):
    told = _start(RUN, tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.count("\n") == 1
    assert "check-in" in told.stderr


def test_the_exit_code_of_the_program_is_passed_on(environment, tmp_path):
    assert _start([*RUN, "no-such-command"], tmp_path).returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="the time of other processes is told on POSIX")
def test_a_second_start_works_less_than_three_tenths_of_a_second(environment, tmp_path):
    def least(line: list[str]) -> float:
        worked = []
        for _ in range(3):
            before = os.times()
            _start(line, tmp_path)
            after = os.times()
            worked.append(after.children_user - before.children_user)
        return min(worked)

    straight = least(environment.command("-m", "dosejournal", "--version"))
    assert least([*RUN, "--version"]) - straight < 0.3
