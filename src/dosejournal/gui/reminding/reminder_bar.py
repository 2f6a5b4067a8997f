"""The strip above the page that says what there is to remind of, and what can be done."""

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dosejournal.domain import clock
from dosejournal.domain.entries import Dose
from dosejournal.domain.regimens import PlannedDose
from dosejournal.gui import entry_words
from dosejournal.gui.cards import FlowLayout, button, label
from dosejournal.gui.entry_words import DOT, clock_time
from dosejournal.gui.expectation import asking
from dosejournal.gui.expectation.said import Subject
from dosejournal.gui.icons import icon
from dosejournal.gui.messages import announce
from dosejournal.gui.reminding import reminder_words
from dosejournal.gui.reminding.reminders import Reminders, Waiting
from dosejournal.gui.theme import tokens
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _

_NARROW = 640


class ReminderBar(QFrame):
    """Shows the first of the reminders that wait; `emptied` tells that it went from the keyboard.

    It is there while one waits, whether notifications work or not.
    """

    emptied = Signal()

    def __init__(
        self, reminders: Reminders, workspace: Workspace, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "reminder")
        self.setAccessibleName(_("Reminders"))
        self._reminders = reminders
        self._workspace = workspace
        self._first: Waiting | None = None
        self._dose: PlannedDose | None = None
        self._since_change = QElapsedTimer()
        self.sentence_label = label("", "name")
        self.more_label = label("", "hint")
        self.buttons: dict[str, QPushButton] = {}
        self._sign = label("")
        self._acts = QWidget()
        self._flow = FlowLayout(self._acts)
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        reminders.changed.connect(self._show)
        workspace.changed.connect(self._notice)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the sentence where there is little room beside it."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_sign()

    def _draw_sign(self) -> None:
        self._sign.setPixmap(icon("reminder", tokens(self.palette()).accent).pixmap(20, 20))

    def _lay_out(self) -> None:
        self._draw_sign()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.sentence_label)
        words.addWidget(self.more_label)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(words, 1)
        self._outer.setContentsMargins(32, 8, 32, 8)
        self._outer.setSpacing(8)
        self._outer.addLayout(said, 1)
        self._outer.addWidget(self._acts)

    def _show(self) -> None:
        waiting = self._reminders.in_window
        first = waiting[0] if waiting else None
        is_other = first is None or self._first is None or first.key != self._first.key
        # also while the question before a dose is over the window
        had_keyboard = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._first = first
        if first is None:
            self.hide()
            if had_keyboard:
                self.emptied.emit()
            return
        if is_other:
            self._dose = self._reminders.dose_of(first)
        self._say(first, len(waiting) - 1)
        if is_other:
            self._since_change.start()
            self._offer(first, had_keyboard)
            self.show()
            announce(self, first.notice.text, urgent=False)

    def _notice(self, changes: frozenset[str]) -> None:
        # the dose that waits may be called otherwise now
        if "substance" in changes and self._first is not None:
            self._dose = self._reminders.dose_of(self._first)
            self._show()

    def _say(self, first: Waiting, others: int) -> None:
        at = clock_time(first.occasion.at.time()) if first.occasion else ""
        more = reminder_words.others(others) if others else ""
        self.sentence_label.setText(first.notice.text)
        self.more_label.setText(DOT.join(text for text in (self._what(), at, more) if text))
        self.more_label.setVisible(bool(self.more_label.text()))
        for told in (self, *self.buttons.values()):
            told.setAccessibleDescription(self._spoken(first))

    def _what(self) -> str:
        """Return which dose it is: one's own window may say what a notification never does."""
        if self._dose is None:
            return ""
        name, step = self._dose.regimen.substance, self._dose.step
        if step is None or step.amount is None:
            return entry_words.isolated(name)
        return entry_words.dose(
            Dose(name, "", "taken", step.amount, step.unit, estimated=False, plus_minus=None)
        )

    def _spoken(self, first: Waiting) -> str:
        return DOT.join(text for text in (first.notice.text, self._what()) if text)

    def _offer(self, first: Waiting, had_keyboard: bool) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = {}
        for action, word in first.notice.actions:
            made = button(word)
            made.setAccessibleDescription(self._spoken(first))
            made.clicked.connect(lambda _checked, action=action: self._press(action))
            self._flow.addWidget(made)
            self.buttons[action] = made
            made.show()
        self._turn()
        if had_keyboard:
            next(iter(self.buttons.values())).setFocus()

    def _press(self, action: str) -> None:
        # the second half of a double click is not meant for the reminder that came up meanwhile
        if self._first is None or not self._since_change.hasExpired(
            QApplication.doubleClickInterval()
        ):
            return
        if self._dose is not None and action in ("record", "skip"):
            self._ask(self._first, self._dose, action)
        else:
            self._reminders.answer(self._first.key, action)

    def _ask(self, waiting: Waiting, dose: PlannedDose, action: str) -> None:
        """Ask what is expected of the dose, where that is to be asked, before it is recorded."""
        occasion, now = waiting.occasion, self._workspace.now()
        assert occasion is not None  # noqa: S101 - only an occasion has a dose
        skipped = action == "skip"
        subject = Subject(dose.regimen.substance, "skipped" if skipped else "dose")
        planned_at = clock.resolve(dose.wall, clock.zone_of(now))
        at = asking.moment_of_skip(self._workspace, planned_at) if skipped else now
        asking.before(
            self._workspace,
            self,
            subject,
            at,
            lambda expected: self._reminders.answer_dose(occasion, action, expected),
        )

    def _turn(self) -> None:
        narrow = self.width() < _NARROW
        direction = QBoxLayout.Direction
        self._outer.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
