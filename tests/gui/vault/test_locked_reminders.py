"""While the journal is locked, reminders go on by times alone, and tell nothing else."""

from datetime import timedelta

import pytest

from dosejournal.app import desktop, keyrings
from dosejournal.app.handed import Handed
from dosejournal.app.locked_notices import LockedNotices
from dosejournal.app.tray import Tray
from dosejournal.domain import clock as clocks
from dosejournal.gui.reminding.desktop import Notifier
from dosejournal.store import vault

WORDS = "walrus teacup gravel"

pytestmark = pytest.mark.usefixtures("plain_again", "cheap_recipe")


class Shown(Notifier):
    """A notifier of the tests."""

    def __init__(self):
        super().__init__()
        self.is_there = True
        self.texts = []
        self.withdrawn = []

    @property
    def works(self):
        return self.is_there

    def show(self, notice):
        self.texts.append(notice.text)
        return True

    def withdraw(self, key):
        self.withdrawn.append(key)


class Shelf(Tray):
    """A tray of the tests: it is there, and nobody sees it."""

    is_shown = True

    def show(self):
        """Do nothing."""


@pytest.fixture
def notifier(qapp):
    return Shown()


@pytest.fixture
def notices(notifier, clock):
    notices = LockedNotices(notifier, clock)
    yield notices
    notices.end()


@pytest.fixture
def make_program(make_program, monkeypatch, notifier):
    monkeypatch.setattr(desktop, "notifier", lambda _tray: notifier)
    return make_program


def moments(now, *kinds):
    wall = clocks.wall(now)
    return tuple((wall + timedelta(minutes=10 * n), kind) for n, kind in enumerate(kinds, 1))


def test_each_moment_is_told_once_when_it_has_come(notices, notifier, clock):
    notices.begin(moments(clock.at, "check_in", "dose"))
    assert notifier.texts == []
    for minutes in (10, 15, 20):
        clock.at = clock.at.replace(minute=30 + minutes)
        notices.look()
    assert notifier.texts == ["Time for your check-in", "Time for a planned entry"]


def test_after_a_sleep_the_last_moment_stands_for_all(notices, notifier, clock):
    notices.begin(moments(clock.at, "check_in", "check_in", "dose"))
    clock.at += timedelta(days=1)
    notices.look()
    notices.look()
    assert notifier.texts == ["Time for a planned entry"]


def test_what_no_notification_could_tell_is_told_as_soon_as_one_can(
    qtbot, notices, notifier, clock
):
    notifier.is_there = False
    notices.begin(moments(clock.at, "check_in"))
    clock.at += timedelta(minutes=10)
    with qtbot.waitSignal(notices.unheard):
        notices.look()
    notifier.is_there = True
    notifier.changed.emit()
    notifier.changed.emit()
    assert notifier.texts == ["Time for your check-in"]


def test_pressing_it_leads_to_the_window_that_asks(qtbot, notices, notifier, clock):
    notices.begin(moments(clock.at, "check_in"))
    clock.at += timedelta(minutes=10)
    notices.look()
    with qtbot.waitSignal(notices.wanted):
        notifier.answered.emit("locked", "open")
    assert notifier.withdrawn == ["locked"]
    with qtbot.assertNotEmitted(notices.wanted):
        notifier.answered.emit("locked", "open")
        notifier.answered.emit("missed", "open")


def test_a_locked_journal_reminds_and_stops_once_it_is_unlocked(
    qtbot, make_program, sealed_path, notifier, clock
):
    program = make_program(tray=Shelf(), locked=Handed(False, moments(clock.at, "check_in")))
    program.start(sealed_path, in_tray=True)
    asking = program.entrance.waiting.window
    assert not asking.isVisible()
    clock.at += timedelta(minutes=10)
    program.notices.look()
    assert notifier.texts == ["Time for your check-in"]
    notifier.answered.emit("locked", "open")
    assert asking.isVisible()
    asking.passphrase_given.emit(WORDS)
    qtbot.waitUntil(lambda: program.opened is not None)
    assert program.opened.window.isVisible()
    clock.at += timedelta(days=1)
    program.notices.look()
    assert notifier.texts == ["Time for your check-in"]


def test_a_start_at_login_tells_once_that_it_is_locked(make_program, sealed_path, notifier):
    program = make_program(tray=Shelf())
    program.start(sealed_path, in_tray=True)
    assert notifier.texts == ["DoseJournal is locked. Reminders come once you have unlocked it."]
    assert not program.entrance.waiting.window.isVisible()
    program.entrance.ask(None)


def test_a_start_in_sight_needs_no_notification(make_program, sealed_path, notifier):
    make_program().start(sealed_path)
    assert notifier.texts == []


def test_without_notifications_the_task_bar_tells(make_program, sealed_path, notifier, clock):
    notifier.is_there = False
    program = make_program(tray=Shelf(), locked=Handed(False, moments(clock.at, "check_in")))
    program.start(sealed_path, in_tray=True)
    clock.at += timedelta(minutes=10)
    program.notices.look()
    assert program.entrance.waiting.window.isMinimized()


def test_the_keyring_opens_a_fresh_start_unasked(
    qtbot, make_program, sealed_path, key, preferences, monkeypatch
):
    preferences.set(keyring="yes")
    monkeypatch.setattr(keyrings, "find", lambda _salt: key)
    program = make_program(tray=Shelf())
    program.start(sealed_path, in_tray=True)
    qtbot.waitUntil(lambda: program.opened is not None)
    # as any start in the tray
    assert not program.opened.window.isVisible()
    assert program.entrance.waiting is None


def test_a_key_from_before_does_not_open_and_the_passphrase_is_asked(
    qtbot, make_program, sealed_path, preferences, monkeypatch
):
    preferences.set(keyring="yes")
    old = vault.new_key("another", vault.salt(sealed_path))
    monkeypatch.setattr(keyrings, "find", lambda _salt: old)
    program = make_program()
    program.start(sealed_path)
    qtbot.waitUntil(program.entrance.waiting.window.isVisible)
    assert program.opened is None


def test_after_a_lock_the_keyring_is_not_looked_into(
    make_program, sealed_path, key, preferences, monkeypatch
):
    preferences.set(keyring="yes")
    monkeypatch.setattr(keyrings, "find", lambda _salt: key)
    program = make_program(locked=Handed())
    program.start(sealed_path)
    assert program.entrance.waiting.window.isVisible()
