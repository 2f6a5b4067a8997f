"""The window: the sidebar, the page that is open, the menu bar and what is said over them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QSessionManager, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dosejournal.domain.clock import journal_day
from dosejournal.gui import focus, saved_files
from dosejournal.gui.backups.keeping import Backups
from dosejournal.gui.banners import Banners
from dosejournal.gui.circumstances import Circumstances
from dosejournal.gui.damage.damage_watch import DamageWatch
from dosejournal.gui.discretion import Discretion
from dosejournal.gui.drafts.drafting import Drafting
from dosejournal.gui.file_drops import FileDrops
from dosejournal.gui.menus import Menus
from dosejournal.gui.messages import Messages
from dosejournal.gui.pages import (
    PLACES,
    Surroundings,
    about_dialog,
    export_dialog,
    help_dialog,
    import_dialog,
    restore_dialog,
    show_part,
)
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.questionnaires.care_guard import CareGuard
from dosejournal.gui.reminding.desktop import Desktop
from dosejournal.gui.reminding.reminder_bar import ReminderBar
from dosejournal.gui.reminding.reminders import Reminders
from dosejournal.gui.reminding.sight import Sight
from dosejournal.gui.sidebar import Sidebar
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.text_undo import TextUndo
from dosejournal.gui.unrecorded import Unrecorded
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import information

_SIZE = QSize(1280, 800)
_SMALLEST = QSize(640, 480)
_NARROW = 800
_TICK_MS = 2_000
# what is shown "today" is another thing once the journal day has turned
_SHOWN_BY_DAY = frozenset({"check_in", "dose_event", "journal_info"})


class MainWindow(QMainWindow):
    """Shows one journal.

    `new_asked` and `open_asked` carry the path of another journal the person wants, `closed`
    tells that it is closed for good, not only out of sight in the tray.
    """

    new_asked = Signal(Path)
    open_asked = Signal(Path)
    closed = Signal()

    def __init__(
        self,
        app: QApplication,
        workspace: Workspace,
        tasks: Tasks,
        preferences: Preferences,
        desktop: Desktop | None = None,
    ) -> None:
        super().__init__()
        # no name of a file, and nothing of its content: titles show in task bars and screen shares
        self.setWindowTitle("DoseJournal")
        self.setMinimumSize(_SMALLEST)
        self.workspace = workspace
        self.tasks = tasks
        self.preferences = preferences
        self.desktop = desktop or Desktop()
        self._app = app
        self.backups = Backups(workspace, tasks, preferences, self)
        self._around = Surroundings(
            workspace, tasks, preferences, self.desktop, self.open_page, self.backups
        )
        self._pages: dict[str, QWidget] = {}
        self._leaving = False
        self._quitting = False
        self._ending = False
        self.stays_in_tray = False
        self._place = PLACES[0].key
        Discretion(app, workspace, preferences, self)
        self._add_parts()
        self.unrecorded = Unrecorded(self, self._pages, self.open_page)
        app.commitDataRequest.connect(self.end_session)
        self.drops = FileDrops(self)
        # the other program waits for the drop to end
        self.drops.dropped.connect(self.open_import, Qt.ConnectionType.QueuedConnection)
        self._text_undo = TextUndo(app, self)
        self._day = self._today()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look_around)
        self._timer.start(_TICK_MS)
        self._restore_geometry()
        # what cannot be read now is told by who opens the window
        self.page(self._place)
        self.open_page(self._place)

    def _add_parts(self) -> None:
        words = [(place.key, place.word()) for place in PLACES]
        self.sidebar = Sidebar(words[:-1], words[-1:])
        self.stack = QStackedWidget()
        self.reminders = Reminders(self.workspace, self.desktop.notifier, self)
        self.reminder_bar = ReminderBar(self.reminders, self.workspace)
        Sight(self, self.workspace, self.reminders)
        page_area = QVBoxLayout()
        page_area.setSpacing(0)
        self.banners = Banners()
        Circumstances(self.workspace, self.tasks, self.preferences, self.banners)
        page_area.addWidget(self.banners)
        page_area.addWidget(self.reminder_bar)
        page_area.addWidget(self.stack, 1)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(page_area, 1)
        self.care = CareGuard(self, self.workspace, middle)
        self.messages = Messages(self.workspace, self.stack)
        self.menus = Menus(self, words, self.workspace, self.messages, self.preferences)
        self.sidebar.chosen.connect(self.open_page)
        self.sidebar.help_asked.connect(self.menus.get_help.trigger)
        self.menus.page_asked.connect(self.open_page)
        self.menus.help_asked.connect(self.open_help)
        self.menus.about_asked.connect(lambda: about_dialog(self).open())
        self.menus.import_asked.connect(lambda: self.open_import(None))
        self.menus.export_asked.connect(self.open_export)
        self.menus.restore_asked.connect(self.backups.restore_wanted)
        self.backups.restore_wanted.connect(lambda: restore_dialog(self.backups, self).open())
        self.damage_watch = DamageWatch(self.workspace, self.tasks, self)
        self.menus.check_asked.connect(self.damage_watch.open_check)
        self.damage_watch.restore_wanted.connect(self.backups.restore_wanted)
        self.damage_watch.put_wanted.connect(self.backups.restore_asked)
        for each in (self.preferences, self.backups, self.damage_watch):
            each.failed.connect(self.messages.show_error)
        self.menus.quit_asked.connect(self.quit)
        ask = saved_files.tell_chosen
        new = partial(ask, saved_files.ask_for_new_journal, self, self.new_asked.emit)
        other = partial(ask, saved_files.ask_for_journal, self, self.open_asked.emit)
        self.menus.new_asked.connect(lambda: self.unrecorded.ask_before(new))
        self.menus.open_asked.connect(lambda: self.unrecorded.ask_before(other))
        self.reminders.check_in_wanted.connect(self.check_in)
        self.reminders.open_wanted.connect(self.check_in)
        self.reminders.unheard.connect(self._draw_attention)
        self.reminder_bar.emptied.connect(self._focus_page)

    def page(self, key: str) -> QWidget:
        """Return a page, built when it is asked for the first time."""
        if key not in self._pages:
            place = next(place for place in PLACES if place.key == key)
            self._pages[key] = place.build(self._around)
            self.stack.addWidget(self._pages[key])
        return self._pages[key]

    def open_page(self, key: str) -> None:
        """Show a page, or a part of it as in "evidence#safety", and give it the keyboard."""
        name, _mark, part = key.partition("#")
        page = self.workspace.attempt(self.page, name)
        # where it cannot be read, the page before stays, and so does its mark
        self._place = self._place if page is None else name
        self.sidebar.choose(self._place)
        self.menus.mark_page(self._place)
        if page is not None:
            self.stack.setCurrentWidget(page)
            show_part(page, part)
            focus.go_to_first(page)

    def bring_up(self) -> None:
        """Show the window in front, wherever it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def check_in(self) -> None:
        """Bring up the window with the keyboard in the check-in."""
        self.bring_up()
        self.open_page("today")

    def _focus_page(self) -> None:
        focus.go_to_first(self.page(self._place))

    def open_help(self) -> None:
        """Show how to use the program."""
        help_dialog(self).show()

    def open_import(self, path: Path | None) -> None:
        """Offer to bring a file into the journal."""
        dialog = import_dialog(self.workspace, self.tasks, path, self, self.backups)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_export(self) -> None:
        """Offer to write the record as a file for other programs."""
        dialog = self.workspace.attempt(export_dialog, self.workspace, self.tasks, self)
        if dialog is not None:
            dialog.open()

    def showEvent(self, event: QShowEvent) -> None:
        """Take files that are dropped, from now on."""
        super().showEvent(event)
        self.drops.watch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the page where there is little of it."""
        super().resizeEvent(event)
        self.sidebar.fold(event.size().width() < _NARROW)

    def quit(self) -> None:
        """Close for good, also where closing the window would leave it in the tray."""
        self._quitting = True
        self.close()
        self._quitting = False

    def leave(self) -> None:
        """Close without asking about what is filled in but not recorded."""
        self._leaving = True
        self.close()

    def save_drafts_now(self) -> None:
        """Keep at once what is written and not recorded; the next start offers it."""
        for drafting in self.findChildren(Drafting):
            drafting.save()

    def end_session(self, manager: QSessionManager) -> None:
        """Hold up the end of the session while something would be lost, if that is allowed."""
        self.save_drafts_now()
        self._ending = True
        if not self._leaving and self.unrecorded.anywhere() and manager.allowsInteraction():
            manager.cancel()
            self.unrecorded.ask_before(self.leave)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what is not recorded, and remember where the window was.

        Where the person likes it so, it goes out of sight only, and reminders go on.
        """
        self.save_drafts_now()
        if self._stays_in_tray():
            event.ignore()
            self.hide()
            return
        if not self._leaving and self.unrecorded.anywhere():
            event.ignore()
            self.bring_up()
            self.unrecorded.ask_before(self.leave)
            return
        self._timer.stop()
        self.reminders.stop()
        self.backups.stop()
        self.damage_watch.soundness.stop()
        geometry = self.saveGeometry().toBase64().toStdString()
        self.preferences.set(window=geometry)
        super().closeEvent(event)
        self.closed.emit()

    def _stays_in_tray(self) -> bool:
        if self._leaving or self._quitting or self._ending:
            return False
        preferred = self.stays_in_tray or self.preferences.value.close_to_tray == "yes"
        return self.desktop.has_tray and preferred

    def _draw_attention(self) -> None:
        # out of sight, and nothing outside the window can tell: it comes to the task bar
        if not self.isVisible():
            self.showMinimized()
        self._app.alert(self)

    def look_around(self) -> None:
        """Notice what other programs wrote, and that a new journal day has begun."""
        self.workspace.notice_others()
        today = self.workspace.attend(self._today)
        if today is not None and today != self._day:
            self._day = today
            self.workspace.changed.emit(_SHOWN_BY_DAY)

    def _today(self) -> object:
        start = self.workspace.read(information.read).day_starts_at
        return journal_day(self.workspace.now(), start)

    def _restore_geometry(self) -> None:
        kept = QByteArray.fromBase64(self.preferences.value.window.encode())
        if not self.restoreGeometry(kept):
            self.resize(_SIZE.boundedTo(self.screen().availableSize()))
