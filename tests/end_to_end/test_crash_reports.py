"""Whatever goes wrong in the program, nothing of the person is in what it leaves behind."""

import os
import re
import signal
import stat
import sys
from pathlib import Path

import pytest

POSIX = pytest.mark.skipif(os.name != "posix", reason="limits and modes of POSIX")

MARKER = "slept-badly-b5f1c0"

# The window with a fault in every layer, one after another, as a mistake of ours would be.
FAULTY_WINDOW = f"""
import logging, os, sys, threading, warnings
from concurrent.futures import Future
from datetime import date
from PySide6.QtCore import QEvent, QTimer, qWarning
from PySide6.QtWidgets import QApplication, QWidget
from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Field, SQLModel
from dosejournal.app.program import Program
from dosejournal.gui.tasks import Tasks

MARKER = "{MARKER}"

class Amount(BaseModel):
    value: int

class Night(SQLModel):
    hours: int = Field(ge=0)

class Unlucky:
    def __del__(self):
        raise LookupError(MARKER)

class Painted(QWidget):
    def event(self, event):
        if event.type() == QEvent.Type.User:
            raise AssertionError(MARKER)
        return super().event(event)

def statement(session):
    # what the disk refuses is told in a sentence; a value that no column takes is a fault
    session.execute(text("INSERT INTO tag (name) VALUES (:note)"), {{"note": (MARKER,)}})

def raising(kind):
    note = MARKER
    raise kind(note)

def caused():
    try:
        int(MARKER)
    except ValueError as error:
        raise ArithmeticError(MARKER) from error

def thread():
    started = threading.Thread(target=raising, args=(ConnectionError,))
    started.start()
    started.join()

def future():
    done = Future()
    done.add_done_callback(lambda _done: raising(BufferError))
    done.set_result(None)

def log():
    try:
        raising(NotImplementedError)
    except NotImplementedError:
        logging.getLogger("library").exception("%s went wrong", MARKER)

FAULTS = (
    lambda program: {{}}[MARKER],
    lambda program: date.fromisoformat(MARKER),
    lambda program: open(MARKER),
    lambda program: caused(),
    lambda program: statement_in(program),
    lambda program: Amount.model_validate({{"value": MARKER}}),
    lambda program: Night.model_validate({{"hours": MARKER}}),
    lambda program: thread(),
    lambda program: program.jobs.run(lambda: raising(EOFError), print, raise_again),
    lambda program: future(),
    lambda program: Unlucky() and None,
    lambda program: QApplication.sendEvent(program.painted, QEvent(QEvent.Type.User)),
    lambda program: warnings.warn(MARKER, UserWarning, stacklevel=1),
    lambda program: log(),
    lambda program: qWarning(f"QFile::open: {{MARKER}}.txt cannot be opened"),
)

def statement_in(program):
    program.opened.window.menus._workspace.perform(MARKER, statement)

def raise_again(error):
    raise error

def begin(program):
    program.jobs, program.painted = Tasks(), Painted()
    for number, fault in enumerate(FAULTS):
        QTimer.singleShot(10 * number, lambda fault=fault: fault(program))
    QTimer.singleShot(10 * len(FAULTS) + 300, lambda: end(program))

def end(program):
    program.jobs.close()
    if sys.argv[1:] == ["die"]:
        os.abort()
    QApplication.exit()

Program.show_icon = begin
from dosejournal import cli
cli.main = lambda _words, open_window: open_window(None, False, None)
from dosejournal.__main__ import main
sys.exit(main())
"""

NOTED = (
    *("KeyError", "ValueError", "FileNotFoundError", "ArithmeticError\n", "from ValueError"),
    *("sqlalchemy.exc.", "pydantic_core._pydantic_core.ValidationError"),
    *("ConnectionError", "EOFError", "LookupError", "AssertionError"),
)
SAID = ("BufferError", "UserWarning", "ERROR library NotImplementedError", "QFile::open")

FAULTY_COMMAND = """
import sys
from dosejournal.__main__ import main
from dosejournal.journal import check_ins

def fault(_session, _now, draft, _origin):
    raise RuntimeError(f"cannot write {draft.note}") from KeyError(draft.note)

check_ins.record = fault
sys.exit(main())
"""

DYING = """
import os, sys
from dosejournal import cli, seclusion
from dosejournal.__main__ import main

held = "-".join(("slept", "badly", "b5f1c0")) * 1000

def die(_words, _open_window):
    os.abort()

cli.main = die
if sys.argv[1] == "unguarded":
    seclusion.begin = lambda: None
main()
"""


def _traces(folder):
    """Return which files hold the marker, whatever they are."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return [file for file in files if MARKER.encode() in file.read_bytes()]


def _log(program):
    (log,) = program.home.rglob("faults.log")
    return log


def _started(program, *words):
    running = program.start(*words, how={"program": ("-c", FAULTY_WINDOW)})
    _out, complained = running.communicate(timeout=50)
    return running.returncode, complained.decode()


def test_a_fault_in_any_layer_of_the_window_tells_its_place_and_nothing_else(journal):
    code, complained = _started(journal)
    assert code == 0
    noted = _log(journal).read_text()
    for kind in NOTED:
        assert kind in noted
        assert kind in complained
    for words in SAID:
        assert words in complained
    assert "  gui/tasks.py:" in noted
    assert re.search(r"^DoseJournal \S+, Python \S+, Qt \S+, \w", noted, re.MULTILINE)
    assert MARKER not in complained
    assert _traces(journal.home) == []
    if os.name == "posix":
        assert stat.S_IMODE(_log(journal).stat().st_mode) == 0o600


@POSIX
def test_a_crash_is_noted_at_the_next_start_and_told_once(journal):
    code, complained = _started(journal, "die")
    assert code == -signal.SIGABRT
    assert MARKER not in complained
    (crash,) = journal.home.rglob("crash.txt")
    assert "Aborted" in crash.read_text()
    before = _log(journal).read_text().count("Aborted")
    assert before == 0
    for _start in range(2):
        running = journal.open_window()
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=30)
        assert _log(journal).read_text().count("Aborted\n") == 1
        assert crash.read_text() == ""
    assert "  <string>:" in _log(journal).read_text().partition("Aborted\n")[2]
    assert str(journal.home) not in _log(journal).read_text()
    assert _traces(journal.home) == []


def test_a_fault_in_a_command_tells_its_place_and_nothing_else(journal):
    words = ("check-in", "--rate", "mood=5", "--note", MARKER)
    told = journal.run(*words, program=("-c", FAULTY_COMMAND))
    assert told.code == 1
    assert "a fault of its own (RuntimeError)" in told.complained
    assert "from KeyError" in told.complained
    assert "  <string>:7 fault" in told.complained
    assert MARKER not in told.complained + told.out
    assert _traces(journal.home) == []


def _cores(program, *words):
    as_many_as_wanted = ("sh", "-c", 'ulimit -c unlimited; exec "$@"', "sh")
    told = program.run(*words, program=("-c", DYING), before=as_many_as_wanted)
    assert told.code == -signal.SIGABRT
    assert MARKER not in told.complained
    return list(program.home.glob("*core*"))


def _writes_core_here():
    import resource

    pattern = Path("/proc/sys/kernel/core_pattern")
    if not pattern.exists() or pattern.read_text().startswith(("|", "/", "@")):
        return False
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    return "core" in pattern.read_text() and hard == resource.RLIM_INFINITY


@POSIX
def test_a_process_that_dies_leaves_no_picture_of_its_memory(program):
    assert _cores(program, "guarded") == []


@POSIX
def test_without_care_it_would_leave_one(program):
    if not sys.platform.startswith("linux") or not _writes_core_here():
        pytest.skip("this system writes core dumps elsewhere, or none")
    (core,) = _cores(program, "unguarded")
    assert MARKER.encode() in core.read_bytes()
