"""Reminders as a person meets them: as notifications of the desktop, with the program in the tray.

The program has the real clock, so the plan is made around it.
"""

import signal
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.journal import information, planning, reminders, substances
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.database import Database

ZONE = ZoneInfo("Europe/Berlin")
PATIENCE_SECONDS = 30


@pytest.fixture
def due(program, session_bus):
    """Give a program with a planned dose that is due a minute ago, of which it will remind."""
    now = datetime.now(ZONE)
    at = now - timedelta(minutes=1)

    def fill(session):
        begun = now - timedelta(days=1)
        information.begin(session, begun)
        substances.add(session, SubstanceDraft("Item A", unit="mg"))
        first = at.date()
        step = DoseStep(first, "10", "mg")
        draft = RegimenDraft("Item A", parse("daily"), (at.time(),), first, steps=(step,))
        planning.add(session, begun, draft)
        reminders.remind_of_doses(session, True)
        reminders.keep_look(session, now - timedelta(minutes=2))

    program.journal.parent.mkdir(parents=True, mode=0o700)
    Database.create(program.journal, fill)
    program.variables["DBUS_SESSION_BUS_ADDRESS"] = session_bus.address
    return program


def _end(running):
    running.send_signal(signal.SIGTERM)
    out, complained = running.communicate(timeout=30)
    assert (running.returncode, out, complained) == (0, b"", b"")


def _wait(condition):
    patience = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < patience, "it took too long"
        time.sleep(0.05)


def test_record_on_a_notification_records_the_planned_dose_once(due, session_bus):
    daemon = session_bus.begin_showing()
    running = due.open_window("open", "--tray")
    shown = daemon.shown()
    # nothing in it tells what the journal holds
    assert shown["text"] == "Time for a planned entry"
    assert "Item A" not in str(shown)
    assert list(shown["buttons"]) == ["record", "snooze", "skip", "default"]
    for _time in range(3):
        daemon.do("press", shown["number"], "record")
    assert daemon.told() == {"close": shown["number"]}
    _wait(lambda: due.entries() != [])
    _end(running)
    (dose,) = due.entries()
    assert (dose["kind"], dose["status"], dose["amount"], dose["unit"]) == (
        "dose_event",
        "taken",
        "10",
        "mg",
    )
    assert not daemon.has_told()
    # nor does the next start come back to it
    again = due.open_window("open", "--tray")
    time.sleep(1.5)
    _end(again)
    assert not daemon.has_told()
    assert len(due.entries()) == 1


def test_skip_on_a_notification_leaves_the_planned_dose_out(due, session_bus):
    daemon = session_bus.begin_showing()
    running = due.open_window("open", "--tray")
    daemon.do("press", daemon.shown()["number"], "skip")
    _wait(lambda: due.entries() != [])
    _end(running)
    (dose,) = due.entries()
    assert (dose["status"], dose["amount"]) == ("skipped", None)


def test_what_was_recorded_on_the_terminal_is_taken_back_from_the_desktop(due, session_bus):
    daemon = session_bus.begin_showing()
    running = due.open_window("open", "--tray")
    number = daemon.shown()["number"]
    due.run("dose", "Item A", "--taken").line()
    assert daemon.told() == {"close": number}
    _end(running)
    assert len(due.entries()) == 1


def test_without_notifications_the_program_goes_on_and_ends_well(due):
    running = due.open_window("open", "--tray")
    time.sleep(1)
    assert running.poll() is None
    _end(running)
    assert due.entries() == []


def test_what_is_shown_is_taken_back_when_the_program_ends(due, session_bus):
    daemon = session_bus.begin_showing()
    running = due.open_window("open", "--tray")
    number = daemon.shown()["number"]
    _end(running)
    assert daemon.told() == {"close": number}


def test_the_window_makes_no_difference_to_reminders(due, session_bus):
    daemon = session_bus.begin_showing()
    running = due.open_window()
    daemon.do("press", daemon.shown()["number"], "record")
    _wait(lambda: due.entries() != [])
    _end(running)
