"""A command in the terminal and the open window, with one encrypted journal at once."""

import os
import subprocess
import sys

import pytest

from dosejournal.domain.entries import CheckInDraft
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import check_ins, information, timeline
from dosejournal.store import vault
from dosejournal.store.database import Database

WORDS = "walrus teacup gravel orbit"


@pytest.fixture
def sealed(tmp_path, now):
    path = tmp_path / "sealed.db"
    key = vault.new_key(WORDS)
    Database.create(path, lambda session: information.begin(session, now), key=key)
    database = Database(path, key)
    yield database
    database.close()


@pytest.fixture
def terminal(sealed, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(WORDS)

    def run(*words):
        given = ("--journal", str(sealed.path), "--passphrase-file", str(secret))
        command = [sys.executable, "-m", "dosejournal", *given, *words]
        done = subprocess.run(
            command, env={**os.environ, "LANG": "C.UTF-8"}, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    return run


@pytest.fixture
def window(qapp, qtbot, sealed, clock, tasks, preferences):
    window = MainWindow(qapp, Workspace(sealed, clock), tasks, preferences)
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_window_shows_what_a_command_recorded_and_undoes_nothing_of_it(
    window, terminal, clock
):
    told, workspace = [], window.workspace
    workspace.failed.connect(told.append)
    draft = CheckInDraft(clock(), {"mood": 62.0}, "from the window")
    workspace.perform("Check-in recorded", check_ins.record, clock(), draft)
    window.open_page("timeline")
    assert window.page("timeline").model.rowCount() == 1
    recorded = terminal("check-in", "--rate", "mood=8", "--note", "from the terminal")
    assert recorded == "Check-in 2 recorded."
    window.look_around()
    assert window.page("timeline").model.rowCount() == 2
    assert terminal("remove", "check-in", "1") == "Check-in 1 removed."
    window.look_around()
    assert window.page("timeline").model.rowCount() == 1
    # what would be undone is not as it was left
    window.menus.undo.trigger()
    (sentence,) = told
    assert sentence.startswith("This cannot be undone any more")
    (left,) = workspace.read(timeline.entries, workspace.read(timeline.keys))
    assert left.note == "from the terminal"
