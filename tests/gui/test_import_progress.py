"""How far an import is, and stopping it: while it is read, and while it is written."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QPushButton

from dosejournal.domain import progress
from dosejournal.domain.progress import Progress, Stopped, Unit
from dosejournal.errors import StorageError
from dosejournal.gui import import_dialog, import_writing
from dosejournal.gui.import_dialog import ImportDialog
from dosejournal.gui.progress_line import ProgressLine
from dosejournal.gui.tasks import Course, Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import archives, imports, reminders
from dosejournal.store.database import Database
from dosejournal.store.places import Place

TABLE = "at,mood\n2026-03-01T08:00,62\n2026-03-01T09:00,63\n"


class Gate:
    """Work that reaches a point, tells of it, and goes on when the test says so."""

    def __init__(self, reached):
        self._reached = reached
        self.begun = threading.Event()
        self._open = threading.Event()
        self.was_stopped = False

    def open(self):
        self._open.set()

    def shut(self):
        self._open.clear()
        self.begun.clear()

    def wait(self, tell):
        tell(self._reached)
        self.begun.set()
        try:
            while not self._open.wait(0.005):
                tell(self._reached)
        except Stopped:
            self.was_stopped = True
            raise


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(ProgressLine, "SHOWN_AFTER_MILLISECONDS", 0)


@pytest.fixture
def gate():
    gates = []

    def gate(done, total, unit=Unit.ROWS):
        gates.append(Gate(Progress(done, total, unit)))
        return gates[-1]

    yield gate
    for each in gates:
        each.open()


@pytest.fixture
def slow_reading(monkeypatch, gate):
    """Lets reading wait at 12,000 of 100,000 rows."""
    reading = gate(12_000, 100_000)
    real = import_dialog.incoming.read

    def read(*words, tell):
        reading.wait(tell)
        return real(*words, tell)

    monkeypatch.setattr(import_dialog.incoming, "read", read)
    return reading


@pytest.fixture
def held_writing(monkeypatch, gate):
    """Lets writing wait once all rows are written, before they are kept."""
    writing = gate(5000, 100_000, Unit.STORED)
    real = imports.bring_in

    def bring_in(session, now, plan):
        counts = real(session, now, plan)
        writing.wait(lambda each: progress.reach(each.done, each.total, each.unit))
        return counts

    monkeypatch.setattr(import_writing.imports, "bring_in", bring_in)
    return writing


@pytest.fixture
def show(qtbot, workspace, tasks, tmp_path):
    def show(text=TABLE, **more):
        path = tmp_path / "diary.csv"
        path.write_text(text, encoding="utf-8")
        dialog = ImportDialog(more.pop("workspace", workspace), tasks, path, **more)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return show


def number(n):
    return QLocale().toString(n)


def everything(workspace):
    return workspace.read(archives.tables)


def test_short_work_shows_nothing(show, qtbot):
    dialog = show()
    shown = []
    dialog.progress.currentChanged.connect(shown.append)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    assert shown == []


def test_how_far_reading_is_is_shown_in_figures_and_moves_nothing(
    show, at_once, slow_reading, qtbot
):
    dialog = show()
    # what waits to be laid out stands by then; no timer fires meanwhile
    for _time in range(3):
        QCoreApplication.sendPostedEvents()
    places = [each.geometry() for each in (dialog.source, dialog.progress, dialog.cancel_button)]
    qtbot.waitUntil(lambda: dialog.progress.is_shown)
    qtbot.waitUntil(slow_reading.begun.is_set)
    words = f"{number(12_000)} of {number(100_000)} rows looked at"
    qtbot.waitUntil(lambda: dialog.progress.figures.text() == words)
    bar = dialog.progress.bar
    assert (bar.value(), bar.maximum()) == (120, 1000)
    assert bar.accessibleName() == "Reading the file…"
    assert bar.accessibleDescription() == words
    assert not dialog.import_button.isEnabled()
    now = [each.geometry() for each in (dialog.source, dialog.progress, dialog.cancel_button)]
    assert now == places
    slow_reading.open()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert not dialog.progress.is_shown


def test_before_there_are_figures_the_bar_only_moves(show, at_once, monkeypatch, gate, qtbot):
    reading = gate(0, 0)
    monkeypatch.setattr(import_dialog.incoming, "read", lambda *_words, tell: reading.wait(tell))
    dialog = show()
    qtbot.waitUntil(lambda: dialog.progress.is_shown)
    assert dialog.progress.bar.maximum() == 0
    assert dialog.progress.figures.text() == "Reading the file…"
    dialog.reject()


def test_reading_is_stopped_by_keyboard_and_another_file_can_be_chosen(
    show, at_once, slow_reading, qtbot, workspace
):
    dialog = show()
    qtbot.waitUntil(lambda: dialog.progress.is_shown)
    qtbot.waitUntil(slow_reading.begun.is_set)
    dialog.progress.stop_button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(dialog.progress.stop_button, Qt.Key.Key_Space)
    assert dialog.source.line.text().startswith("Stopped: nothing was read.")
    assert not dialog.progress.is_at_work
    assert dialog.isVisible()
    assert dialog.source.choose_button.hasFocus()
    qtbot.waitUntil(lambda: slow_reading.was_stopped)
    slow_reading.shut()
    dialog.open_file(dialog._path)  # noqa: SLF001 - the same one again
    qtbot.waitUntil(slow_reading.begun.is_set)
    slow_reading.open()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert dialog.source.line.text() == ""


def test_closing_the_dialog_stops_the_reading(show, slow_reading, qtbot, tasks):
    dialog = show()
    qtbot.waitUntil(slow_reading.begun.is_set)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: slow_reading.was_stopped)


def test_another_answer_stops_what_is_read_for_the_one_before(show, slow_reading, qtbot):
    dialog = show()
    qtbot.waitUntil(slow_reading.begun.is_set)
    dialog.questions.answered.emit("zone", "UTC")
    qtbot.waitUntil(lambda: slow_reading.was_stopped)
    dialog.reject()


def test_the_window_is_alive_while_it_is_written_and_nothing_is_seen_of_it(
    show, at_once, held_writing, qtbot, workspace
):
    dialog = show()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    before = everything(workspace)
    qtbot.keyClick(dialog.import_button, Qt.Key.Key_Space)
    qtbot.waitUntil(held_writing.begun.is_set)
    words = f"{number(5000)} of {number(100_000)} entries written"
    qtbot.waitUntil(lambda: dialog.progress.figures.text() == words)
    assert dialog.progress.bar.accessibleName() == "Writing the entries…"
    assert not dialog.source.isEnabled()
    assert not dialog.acceptDrops()
    # what the timers of the window do waits for nobody, and shows no error
    failed = []
    workspace.failed.connect(failed.append)
    assert workspace.keep(reminders.keep_look, workspace.now()) is None
    assert workspace.jot(reminders.keep_look, workspace.now()) is False
    workspace.notice_others()
    assert failed == []
    # what the person does from outside is refused at once
    assert workspace.perform("Another", reminders.keep_look, workspace.now()) is None
    assert "try again in a moment" in failed[0]
    assert everything(workspace) == before
    with qtbot.waitSignals([dialog.accepted, workspace.done, workspace.changed]):
        held_writing.open()
    assert workspace.undo_label == "Entries imported"
    assert len(everything(workspace)["check_in"].rows) == 2
    # nobody takes it for the doing of another program
    changed = []
    workspace.changed.connect(changed.append)
    workspace.notice_others()
    assert changed == []
    assert workspace.keep(reminders.keep_look, workspace.now()) is not None or not failed[1:]
    workspace.undo()
    assert everything(workspace)["check_in"] == before["check_in"]
    assert failed[1:] == []


@pytest.mark.parametrize("how", ["button", "escape"])
def test_writing_is_stopped_and_nothing_is_written(
    show, at_once, held_writing, qtbot, workspace, how
):
    dialog = show()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    before = everything(workspace)
    dialog.import_button.click()
    qtbot.waitUntil(held_writing.begun.is_set)
    qtbot.waitUntil(lambda: dialog.progress.is_shown)
    if how == "button":
        dialog.progress.stop_button.click()
    else:
        dialog.reject()
    assert dialog.progress.figures.text() == "Stopping…"
    assert not dialog.progress.stop_button.isEnabled()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert dialog.isVisible()
    assert dialog.source.line.text() == "Stopped: nothing was brought in."
    assert everything(workspace) == before
    assert workspace.undo_label is None
    held_writing.shut()
    dialog.import_button.click()
    qtbot.waitUntil(held_writing.begun.is_set)
    with qtbot.waitSignal(dialog.accepted):
        held_writing.open()
    assert len(everything(workspace)["check_in"].rows) == 2


def test_stopped_during_the_backup_it_does_not_begin_to_write(show, qtbot, workspace):
    waiting = []
    dialog = show(back_up=lambda _reason, go_on, _refuse: waiting.append(go_on))
    qtbot.waitUntil(dialog.import_button.isEnabled)
    dialog.import_button.click()
    assert dialog.progress.bar.accessibleName() == "Making a backup first…"
    dialog.progress.stop()
    waiting[0]()
    assert dialog.source.line.text() == "Stopped: nothing was brought in."
    assert everything(workspace)["check_in"].rows == ()


@pytest.mark.parametrize("is_late", [False, True])
def test_a_dialog_that_goes_while_it_is_written_stops_that_unless_it_is_too_late(
    show, held_writing, monkeypatch, qtbot, workspace, is_late
):
    dialog = show()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    told = []
    for signal in (dialog._writing.done, dialog._writing.stopped):  # noqa: SLF001
        signal.connect(lambda: told.append(1))
    dialog.import_button.click()
    qtbot.waitUntil(held_writing.begun.is_set)
    if is_late:
        # as if it came after the last moment to stop
        monkeypatch.setattr(Course, "stop", lambda _course: None)
    dialog.done(0)
    held_writing.open()
    qtbot.waitUntil(lambda: not workspace._is_written_aside)  # noqa: SLF001
    assert len(everything(workspace)["check_in"].rows) == (2 if is_late else 0)
    assert workspace.undo_label == ("Entries imported" if is_late else None)
    assert told == []


def test_a_backup_that_fails_after_the_dialog_has_gone_tells_nobody(show, qtbot):
    waiting = []
    dialog = show(back_up=lambda _reason, _go_on, refuse: waiting.append(refuse))
    qtbot.waitUntil(dialog.import_button.isEnabled)
    dialog.import_button.click()
    dialog.done(0)
    waiting[0]("The disk is full.")
    assert dialog.source.line.text() == ""


def test_ending_the_program_stops_the_writing(show, held_writing, qtbot, workspace, tasks):
    dialog = show()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    dialog.import_button.click()
    qtbot.waitUntil(held_writing.begun.is_set)
    tasks.close()
    assert held_writing.was_stopped
    assert everything(workspace)["check_in"].rows == ()


def test_a_bug_while_writing_is_not_shown_as_advice_and_leaves_the_dialog(
    show, monkeypatch, qtbot, workspace
):
    def broken(_session, _now, _plan):
        raise ZeroDivisionError

    monkeypatch.setattr(import_writing.imports, "bring_in", broken)
    dialog = show()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    with qtbot.captureExceptions() as caught:
        dialog.import_button.click()
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert dialog.import_button.isEnabled()
    assert everything(workspace)["check_in"].rows == ()


@pytest.mark.parametrize("fails", [False, True])
def test_where_one_connection_alone_has_the_file_the_window_writes_itself(
    show, database, clock, qtbot, monkeypatch, fails
):
    database.close()
    alone = Database(database.path, place=Place.NETWORK)
    try:
        workspace = Workspace(alone, clock)
        dialog = show(workspace=workspace)
        qtbot.waitUntil(dialog.import_button.isEnabled)
        if fails:

            def full(_session, _now, _plan):
                raise StorageError("The disk is full.")

            monkeypatch.setattr(import_writing.imports, "bring_in", full)
            dialog.import_button.click()
            qtbot.waitUntil(lambda: dialog.source.line.text() == "The disk is full.")
            assert everything(workspace)["check_in"].rows == ()
            return
        with qtbot.waitSignal(dialog.accepted):
            dialog.import_button.click()
        assert workspace.undo_label == "Entries imported"
        assert len(everything(workspace)["check_in"].rows) == 2
    finally:
        alone.close()


def test_a_work_that_is_followed_again_stays_in_sight(qtbot, at_once):
    line = ProgressLine("Nothing yet")
    qtbot.addWidget(line)
    line.show()
    first, second = Course(), Course()
    line.follow(first, "First…")
    qtbot.waitUntil(lambda: line.is_shown)
    line.follow(second, "Second…")
    assert line.is_shown
    assert line.figures.text() == "Second…"
    line.stop()
    assert (first.is_stopped, second.is_stopped) == (False, True)
    line.end()
    line.stop()
    assert not line.is_shown
    assert [each.text() for each in line.findChildren(QPushButton)] == ["Stop"]


def test_what_is_stopped_by_closing_calls_nobody_back(qapp, qtbot):
    tasks = Tasks()
    course = Course()
    begun = threading.Event()
    told = []

    def work():
        begun.set()
        while True:
            course.tell(Progress())

    tasks.run(work, told.append, told.append, course)
    assert begun.wait(10)
    tasks.close()
    qtbot.wait(20)
    assert told == []
