import os
import subprocess
import sys

import pytest

OPEN_AND_CLOSE = """
import sys
from PySide6.QtCore import QTimer
from dosejournal import app
from dosejournal.app import program

start = program.Program.start
def start_and_close(self, *given):
    started = start(self, *given)
    late = {"numpy", "scipy", "pyqtgraph", "babel", "typst", "PySide6.QtPrintSupport"}
    late |= {"PySide6.QtNetwork", "urllib.request", "zxcvbn", "argon2", "keyring"}
    print(sorted(late & set(sys.modules)))
    QTimer.singleShot(50, self._app.closeAllWindows)
    return started
program.Program.start = start_and_close
sys.exit(app.run(None))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the places are those of Linux")
def test_the_first_start_loads_what_it_needs_and_leaves_a_journal_and_preferences(tmp_path):
    foreign = ("DISPLAY", "WAYLAND", "QT_", "XDG_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}

    def run(*words):
        return subprocess.run(
            [sys.executable, *words],
            capture_output=True,
            text=True,
            timeout=50,
            env={**kept, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
            check=False,
        )

    assert run("-m", "dosejournal", "new", "--no-passphrase").returncode == 0
    done = run("-c", OPEN_AND_CLOSE)
    # what is shown before the first use is a dialog, for which this screen has no hints of size
    assert (done.returncode, done.stderr) == (0, "QtWarningMsg default\n")
    assert done.stdout.strip() == "[]", "a heavy module was loaded before its page was opened"
    files = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    left = {file for file in files if not file.startswith(".cache/")}
    backups = {
        file for file in left if file.startswith(".local/share/dosejournal/journal.backups/")
    }
    assert len(backups) == 2, "a backup as it closed, and what is known of it"
    # the reserve for a full disk is made once the window has been there for a while
    assert left - backups - {".local/share/dosejournal/journal.db.ballast"} == {
        ".local/share/dosejournal/journal.db",
        ".config/dosejournal/settings.json",
        ".local/state/dosejournal/log/crash.txt",
    }
    assert (tmp_path / ".local/state/dosejournal/log/crash.txt").read_bytes() == b""
