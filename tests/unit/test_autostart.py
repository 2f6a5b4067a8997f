import os
import plistlib
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from dosejournal import paths
from dosejournal.app import autostart
from dosejournal.app.autostart.desktop_entry import DesktopEntry
from dosejournal.app.autostart.launch_agent import LaunchAgent
from dosejournal.app.autostart.run_key import RunKey
from dosejournal.errors import ReadOnlyError, StorageError
from dosejournal.gui.reminding.desktop import NoAutostart

WORDS = ("/opt/program", "open", "--tray")
ODD = ("/opt/my program", "--journal", '/home/a "b" $c `d` 100% \\e.db', "open", "--tray")


class Registry:
    """What `winreg` does, with a key in memory."""

    HKEY_CURRENT_USER = "HKCU"
    REG_SZ = 1

    def __init__(self):
        self.values = {}
        self.refuses = False

    @contextmanager
    def OpenKey(self, root, path):  # noqa: N802
        if self.refuses:
            raise PermissionError
        yield (root, path)

    CreateKey = OpenKey

    def QueryValueEx(self, key, name):  # noqa: N802
        return self._found(key, name), self.REG_SZ

    def SetValueEx(self, key, name, _reserved, kind, value):  # noqa: N802
        assert kind == self.REG_SZ
        self.values[key, name] = value

    def DeleteValue(self, key, name):  # noqa: N802
        self._found(key, name)
        del self.values[key, name]

    def _found(self, key, name):
        if (key, name) not in self.values:
            raise FileNotFoundError
        return self.values[key, name]


@pytest.fixture(params=["linux", "darwin", "win32"])
def make(request, tmp_path):
    registry = Registry()
    kinds = {
        "linux": lambda words: DesktopEntry(words, tmp_path / "autostart"),
        "darwin": lambda words: LaunchAgent(words, tmp_path / "agents"),
        "win32": lambda words: RunKey(words, registry),
    }
    return kinds[request.param]


def _home(monkeypatch, folder):
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setattr(paths, "default_journal", lambda: folder / "journal.db")


@pytest.mark.parametrize("words", [WORDS, ODD])
def test_it_is_switched_on_and_off_again(make, words):
    start = make(words)
    assert start.possible
    assert not start.is_on()
    for on in (False, True, True, False, False):
        start.set(on)
        assert start.is_on() is on
        # a program that starts later sees the same
        assert make(words).is_on() is on


def test_an_entry_for_another_program_or_journal_is_not_this_one(make):
    make(ODD).set(True)
    assert not make(WORDS).is_on()
    make(WORDS).set(True)
    assert make(WORDS).is_on()
    assert not make(ODD).is_on()


def _exec(text):
    """Read the command as a desktop does."""
    (line,) = [each for each in text.splitlines() if each.startswith("Exec=")]
    value = line.removeprefix("Exec=").replace("\\\\", "\\")
    words, word, quoted, rest = [], "", False, iter(value)
    for sign in rest:
        if sign == '"':
            quoted = not quoted
        elif sign == "\\" and quoted:
            word += next(rest)
        elif sign == " " and not quoted:
            words.append(word)
            word = ""
        else:
            word += sign
    return tuple(each.replace("%%", "%") for each in [*words, word])


@pytest.mark.parametrize("words", [WORDS, ODD])
def test_a_desktop_reads_the_command_as_it_was_meant(tmp_path, words):
    DesktopEntry(words, tmp_path).set(True)
    text = (tmp_path / "dosejournal.desktop").read_text(encoding="utf-8")
    assert _exec(text) == words
    assert text.startswith("[Desktop Entry]\nType=Application\nName=DoseJournal\n")
    # nothing is left of the writing
    assert [file.name for file in tmp_path.iterdir()] == ["dosejournal.desktop"]


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed"
)
@pytest.mark.parametrize("words", [WORDS, ODD])
def test_the_entry_is_a_valid_one(tmp_path, words):
    DesktopEntry(words, tmp_path).set(True)
    told = subprocess.run(
        ["desktop-file-validate", str(tmp_path / "dosejournal.desktop")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout) == (0, "")


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_that_the_desktop_disabled_does_not_start(tmp_path, line):
    start = DesktopEntry(WORDS, tmp_path)
    start.set(True)
    with (tmp_path / "dosejournal.desktop").open("a") as file:
        file.write(f"{line}\n")
    assert not start.is_on()
    start.set(True)
    assert start.is_on()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"<plist><array/></plist>"])
def test_a_file_that_is_no_entry_starts_nothing(tmp_path, content):
    for name in ("dosejournal.desktop", "dosejournal.plist"):
        (tmp_path / name).write_bytes(content)
    assert not DesktopEntry(WORDS, tmp_path).is_on()
    assert not LaunchAgent(WORDS, tmp_path).is_on()


def test_an_agent_starts_with_the_session(tmp_path):
    LaunchAgent(ODD, tmp_path).set(True)
    agent = plistlib.loads((tmp_path / "dosejournal.plist").read_bytes())
    assert agent["ProgramArguments"] == list(ODD)
    assert agent["RunAtLoad"] is True


def test_a_folder_that_cannot_be_is_told(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    for start in (
        DesktopEntry(WORDS, tmp_path / "file" / "autostart"),
        LaunchAgent(WORDS, tmp_path / "file"),
    ):
        with pytest.raises(ReadOnlyError, match="Nothing was changed"):
            start.set(True)
        assert not start.is_on()


def test_a_system_that_refuses_is_told(tmp_path, monkeypatch):
    registry = Registry()
    registry.refuses = True
    start = RunKey(WORDS, registry)
    assert not start.is_on()
    with pytest.raises(StorageError, match="Nothing was changed"):
        start.set(True)

    def refuse(_number):
        raise OSError

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StorageError, match="Nothing was changed"):
        DesktopEntry(WORDS, tmp_path).set(True)
    assert not DesktopEntry(WORDS, tmp_path).is_on()


def test_each_system_has_its_own_way(monkeypatch, tmp_path):
    _home(monkeypatch, tmp_path)
    monkeypatch.setitem(sys.modules, "winreg", Registry())
    found = {
        platform: type(autostart.of_system(tmp_path / "journal.db", platform))
        for platform in ("linux", "darwin", "win32", "plan9")
    }
    assert found == {
        "linux": DesktopEntry,
        "darwin": LaunchAgent,
        "win32": RunKey,
        "plan9": NoAutostart,
    }


def test_the_entry_lies_where_the_session_looks(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    assert paths.autostart_folder() == tmp_path / "settings" / "autostart"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert paths.autostart_folder() == tmp_path / ".config" / "autostart"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert paths.autostart_folder() == tmp_path / "Library" / "LaunchAgents"


def test_the_usual_journal_is_not_named_and_another_is(monkeypatch, tmp_path):
    _home(monkeypatch, tmp_path)
    start = (sys.executable, "-P", "-m", "dosejournal")
    assert autostart.command(tmp_path / "journal.db") == (*start, "open", "--tray")
    other = tmp_path / "other.db"
    assert autostart.command(other) == (*start, "--journal", str(other), "open", "--tray")


def test_a_packed_program_starts_itself(monkeypatch, tmp_path):
    _home(monkeypatch, tmp_path)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    words = autostart.command(tmp_path / "journal.db")
    assert words == (sys.executable, "open", "--tray")


@pytest.mark.parametrize("name", ["pythonw.exe", None])
def test_on_windows_no_terminal_opens_beside_the_window(monkeypatch, tmp_path, name):
    _home(monkeypatch, tmp_path)
    if name is not None:
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    started = Path(autostart.command(tmp_path / "journal.db")[0]).name
    assert started == (name or "python.exe")


def test_the_command_really_starts_the_program(tmp_path):
    words = autostart.command(tmp_path / "journal.db")
    told = subprocess.run(
        [*words, "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert "--tray" in told.stdout
