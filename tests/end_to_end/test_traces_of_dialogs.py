"""What Qt's own file dialog leaves on the disk of a person who chose a folder in it."""

import os
import subprocess
import sys

import pytest

PLACE = "a-telling-folder"
# the program as it starts, with the dialogs it asks in instead of a journal
PROGRAM = """
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from dosejournal.app import program, running
from dosejournal.gui import saved_files

folder = Path(sys.argv[1])


def answer(name="journal.db"):
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog))
    dialog.setDirectory(str(folder))
    dialog.findChild(QLineEdit).setText(str(folder / name))
    dialog.accept()


def ask(*_given):
    QTimer.singleShot(200, answer)
    print(saved_files.ask_for_journal(None))
    QTimer.singleShot(200, answer)
    print(saved_files.ask_for_new_journal(None))
    parent = QWidget()
    QTimer.singleShot(200, lambda: answer("picture.png"))
    saved_files.ask(parent, "Save", "picture.png", "All (*)", print)
    while any(isinstance(each, QFileDialog) for each in QApplication.topLevelWidgets()):
        QApplication.processEvents()
    return False


def ask_carelessly(*_given):
    QTimer.singleShot(200, answer)
    print(QFileDialog.getOpenFileName(None, "Open")[0])
    return False


program.Program.start = {"program": ask, "careless": ask_carelessly}[sys.argv[2]]
if sys.argv[2] == "careless":
    running.QSettings.setPath = lambda *_given: None
running.run(None, None, False)
"""


@pytest.fixture
def ask(tmp_path):
    home = tmp_path / "home"
    folder = tmp_path / PLACE
    for made in (home, folder):
        made.mkdir()
    (folder / "journal.db").write_bytes(b"a journal")

    def run(how):
        folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA")}
        run_time = home / "run"
        run_time.mkdir(mode=0o700)
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder), how],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(home),
                "QT_QPA_PLATFORM": "offscreen",
                "XDG_RUNTIME_DIR": str(run_time),
                **folders,
            },
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
        )
        return done.stdout.split(), done.stderr

    def traces():
        files = [each for each in home.rglob("*") if each.is_file()]
        return [each.name for each in files if PLACE.encode() in each.read_bytes()]

    return run, traces, str(folder / "journal.db")


def test_no_dialog_of_the_program_leaves_the_folder_that_was_chosen(ask):
    run, traces, chosen = ask
    asked, complaint = run("program")
    assert asked == [chosen, chosen, chosen.replace("journal.db", "picture.png")], complaint
    assert traces() == []


def test_the_dialog_of_qt_would_leave_it(ask):
    run, traces, chosen = ask
    asked, complaint = run("careless")
    assert asked == [chosen], complaint
    assert traces() == ["QtProject.conf"]
