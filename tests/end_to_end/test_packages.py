import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    (source,) = out.glob("*.tar.gz")
    return wheel, source


def test_the_wheel_carries_the_resources(built):
    names = zipfile.ZipFile(built[0]).namelist()
    for needed in ("fonts/OFL.txt", "help/en/using.md", "icons/today.svg"):
        assert f"dosejournal/resources/{needed}" in names


def test_the_wheel_brings_nothing_that_connects(built):
    # it holds no library at all, and of Qt it asks for the part without browser and web sockets;
    # QtNetwork lies in that part, unloaded: see test_no_network
    wheel = zipfile.ZipFile(built[0])
    endings = {Path(name).suffix for name in wheel.namelist()}
    assert not endings & {".so", ".dll", ".dylib", ".pyd", ".exe"}
    (metadata,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
    needed = re.findall(r"^Requires-Dist: ([\w.-]+)", wheel.read(metadata).decode(), re.MULTILINE)
    assert [name for name in needed if name.lower().startswith("pyside")] == ["pyside6-essentials"]


def test_the_source_package_can_be_tested_and_built(built):
    with tarfile.open(built[1]) as source:
        names = [name.partition("/")[2] for name in source.getnames()]
    for needed in ("pyproject.toml", "LICENSE", "packaging/test.py", "tests/conftest.py"):
        assert needed in names
    assert any(name.startswith("src/dosejournal/") for name in names)


def test_an_installed_program_finds_its_resources_and_records(built, tmp_path):
    # as pipx does it: the wheel alone, away from the source; what it depends on is already here
    place, home = tmp_path / "installed", tmp_path / "home"
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([sys.executable, *install, str(place), str(built[0])], check=True)
    home.mkdir()
    environment = os.environ | {"PYTHONPATH": str(place), "HOME": str(home)}
    # the measured source must not be counted from here
    environment = {name: value for name, value in environment.items() if "COVERAGE" not in name}
    where = "import dosejournal.paths as p; print(p.__file__, p.resource('fonts/OFL.txt'))"

    def run(*arguments):
        command = [sys.executable, *arguments]
        result = subprocess.run(
            command, env=environment, cwd=home, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    assert run("-c", where).count(str(place)) == 2
    journal = str(home / "journal.db")
    run("-m", "dosejournal", "--journal", journal, "new", "--no-passphrase")
    run("-m", "dosejournal", "--journal", journal, "check-in", "--rate", "mood=62")
    assert "mood 62" in run("-m", "dosejournal", "--journal", journal, "list")
