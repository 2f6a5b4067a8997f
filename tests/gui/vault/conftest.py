import functools

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from dosejournal.app import displays
from dosejournal.app.program import Program
from dosejournal.store import vault

PATIENCE_MS = 30_000


@pytest.fixture
def words():
    """Return the passphrase of the journals of these tests."""
    return "walrus teacup gravel"


@pytest.fixture
def key(cheap_recipe, words):
    return vault.new_key(words)


@pytest.fixture
def qtbot(qtbot):
    """Wait longer for what runs beside the window: other tests run at the same time."""
    qtbot.waitUntil = functools.partial(qtbot.waitUntil, timeout=PATIENCE_MS)
    return qtbot


@pytest.fixture
def make_program(qapp, preferences, clock, monkeypatch):
    """Make programs as on a screen that somebody sees."""
    monkeypatch.setattr(displays, "has_watcher", lambda: True)
    preferences.set(safety_read="yes")
    made = []

    def make(**how):
        made.append(Program(qapp, preferences, clock, **how))
        return made[-1]

    yield make
    for each in made:
        if each.opened is not None and not isValid(each.opened.window):
            each.opened = None
        each.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
