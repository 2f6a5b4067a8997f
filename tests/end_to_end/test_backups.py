"""Backups as a person has them: they come by themselves, and one brings everything back."""

import os
import signal
from datetime import UTC, datetime

import pytest

from dosejournal.store import backups

pytestmark = pytest.mark.skipif(os.name != "posix", reason="ends the window by a signal")


def test_closing_the_window_leaves_a_backup_and_the_terminal_goes_back_to_it(journal):
    before = backups.make(journal.journal, None, "asked", datetime.now(UTC))
    window = journal.open_window()
    journal.run("check-in", "--rate", "mood=60").line()
    assert "open in a window" in journal.run("restore", "1").sentence()
    window.send_signal(signal.SIGTERM)
    _out, complained = window.communicate(timeout=50)
    assert (window.returncode, complained) == (0, b"")
    newest = backups.listed(journal.journal)[0]
    assert (newest.name.reason, newest.note.entries, newest.note.sound) == ("close", 2, True)
    done, aside = journal.run("restore", "1").lines()
    assert before.path.name in done
    assert len(journal.entries()) == 1
    # and back again: nothing was deleted
    journal.run("restore", aside.removeprefix("What was there before is at ")).lines()
    assert len(journal.entries()) == 2
