"""The process with a window: what it needs around the program, until the person quits."""

import gc
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from dosejournal import paths, present
from dosejournal.app import endings, faults, handed
from dosejournal.app.program import Program
from dosejournal.app.speech import speak
from dosejournal.gui import theme
from dosejournal.gui.preferences import Preferences

_CLOSED = 0
_REFUSED = 1
_ICON_AFTER_MS = 300


def run(
    journal: Path | None,
    now: Callable[[], datetime] | None,
    in_tray: bool,
    passphrase: str | None = None,
) -> int:
    """Make the application, show the journal until the person quits, return the exit code."""
    # Qt's own file dialog would write the folders a person visited into QtProject.conf
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    app = QApplication([*sys.argv[:1], *theme.ARGUMENTS])
    app.setApplicationName("dosejournal")
    app.setDesktopFileName("dosejournal")
    faults.heed(app, paths.fault_log(), paths.crash_file())
    preferences = Preferences(paths.settings_file())
    speak(app, preferences.value.language)
    theme.load_fonts()
    program = Program(app, preferences, now or present.now, locked=handed.taken())
    if not program.start(journal, in_tray, passphrase):
        return _CLOSED if program.is_handed_over else _REFUSED
    # the first picture need not wait for the icon
    QTimer.singleShot(_ICON_AFTER_MS, app, program.show_icon)
    # what is there now stays; the collector was off until the window could be seen
    gc.freeze()
    gc.enable()
    with endings.heeded(app):
        app.exec()
    return program.close()
