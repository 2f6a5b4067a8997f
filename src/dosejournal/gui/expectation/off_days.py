"""The days without a dose: asks what is expected of them, where the person wants that."""

from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dosejournal.domain.clock import journal_day
from dosejournal.gui.cards import button, label
from dosejournal.gui.entry_words import isolated
from dosejournal.gui.expectation import asking
from dosejournal.gui.expectation.said import Said, Subject
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import expectations, information

_TABLES = frozenset({"choice", "expectancy", "main_measure", "measure", "substance"})


class OffDays(QWidget):
    """A line for each substance without a dose today; hidden while a check-in is filled in.

    A line stays until something is said, or until its button sends it away for this day.
    `emptied` tells that the last line left with the keyboard on it.
    """

    emptied = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._not_today: set[tuple[date, int | None]] = set()
        self._around: tuple[QWidget, QWidget] | None = None
        self.lines: dict[str, OffDay] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()
        workspace.changed.connect(self._notice)
        workspace.rating.connect(lambda _rating: self._show())

    def refresh(self) -> None:
        """Read again of which substances to ask."""
        now = self._workspace.now()
        today = self._today()
        wanted = {
            each.name: each.id
            for each in self._workspace.read(expectations.off_days, now)
            if (today, each.id) not in self._not_today
        }
        if list(wanted) == list(self.lines):
            return
        focused = self.window().focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        for gone in [name for name in self.lines if name not in wanted]:
            line = self.lines.pop(gone)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = {
            name: self.lines.get(name) or self._made(name, number)
            for name, number in wanted.items()
        }
        for line in self.lines.values():
            self._column.removeWidget(line)
            self._column.addWidget(line)
            line.show()  # at once, so that the keyboard can go there
        self._order()
        self._show()
        if had_keyboard:
            self._keep_keyboard()

    def stops(self) -> list[QPushButton]:
        """Return what the Tab key stops at, in order."""
        return [stop for line in self.lines.values() for stop in line.stops]

    def stand_between(self, before: QWidget, after: QWidget) -> None:
        """Let the Tab key come here from one stop, and go on to the other."""
        self._around = (before, after)
        self._order()

    def _notice(self, changes: frozenset[str]) -> None:
        if changes & _TABLES:
            self._workspace.attend(self.refresh)

    def _today(self) -> date:
        starts_at = self._workspace.read(information.read).day_starts_at
        return journal_day(self._workspace.now(), starts_at)

    def _made(self, name: str, substance_id: int | None) -> "OffDay":
        line = OffDay(name, self)
        line.button.clicked.connect(lambda _checked: self._ask(name))
        line.not_today_button.clicked.connect(
            lambda _checked: self._workspace.attend(self._leave, substance_id)
        )
        return line

    def _ask(self, name: str) -> None:
        asking.ask(self._workspace, self, Subject(name, "off_day"), self._keep)

    def _keep(self, said: Said | None) -> None:
        if said is not None:
            now = self._workspace.now()
            self._workspace.perform(_("Expectation recorded"), said.keep, now)

    def _leave(self, substance_id: int | None) -> None:
        self._not_today.add((self._today(), substance_id))
        self.refresh()

    def _show(self) -> None:
        self.setVisible(bool(self.lines) and not self._workspace.is_rating)

    def _order(self) -> None:
        if self._around is not None:
            before, after = self._around
            for first, second in pairwise([before, *self.stops(), after]):
                self.setTabOrder(first, second)

    def _keep_keyboard(self) -> None:
        focused = self.window().focusWidget()
        if focused in self.stops():
            return
        if self.lines:
            self.stops()[0].setFocus()
        else:
            self.emptied.emit()


class OffDay(QWidget):
    """One line: the question, a button that opens it, and one that sends it away for this day."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words_label = label(
            _("No dose of {substance} is planned today. What do you expect of today?").format(
                substance=isolated(name)
            ),
            "hint",
        )
        self.button = button(_("Say…"))
        self.not_today_button = button(_("Not today"), "link")
        for each in self.stops:
            each.setAccessibleDescription(self.words_label.text())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.not_today_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words_label)
        column.addLayout(row)

    @property
    def stops(self) -> list[QPushButton]:
        """What the Tab key stops at."""
        return [self.button, self.not_today_button]
