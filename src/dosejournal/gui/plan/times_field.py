"""The times of day at which doses are planned: one field each, more or fewer as needed."""

from collections.abc import Callable
from datetime import time

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTimeEdit, QWidget

from dosejournal.domain.regimens import MOST_TIMES
from dosejournal.gui.cards import FlowLayout, button
from dosejournal.gui.fields import WheelGuard
from dosejournal.gui.icons import icon
from dosejournal.gui.plan.pattern_field import Problem
from dosejournal.gui.theme import tokens
from dosejournal.i18n import _

_FIRST = time(8)
_WIDTH = 96
_ROOM = 8


class TimesField(QWidget):
    """Times of day in the person's own form, from one to twenty-four.

    `rearranged` tells that there are more of them or fewer: the order of `stops`.
    """

    edited = Signal()
    rearranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: list[_Part] = []
        self.add_button = button(_("Add a time"), "link")
        self._flow = FlowLayout(self)
        self._flow.addWidget(self.add_button)
        # on one line with the fields before it
        self.add_button.setMinimumHeight(QTimeEdit().sizeHint().height())
        self.add_button.clicked.connect(lambda _checked: self._add_next())
        self.set_value((_FIRST,))

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        pairs = [(part.edit, part.remove_button) for part in self.parts]
        return [*(stop for pair in pairs for stop in pair), self.add_button]

    def value(self) -> tuple[time, ...]:
        """Return the times as they stand there."""
        return tuple(part.value() for part in self.parts)

    def set_value(self, times: tuple[time, ...]) -> None:
        """Show other times; none at all is one to begin with."""
        for part in list(self.parts):
            self._take_out(part)
        for each in times or (_FIRST,):
            self._put_in(each)
        self._show()

    def problem(self) -> Problem | None:
        """Return a time that stands there twice, if any."""
        times = self.value()
        for place, part in enumerate(self.parts):
            if part.value() in times[:place]:
                sentence = _(
                    "This time stands there twice. Nothing was recorded; change or remove one."
                )
                return part.edit, sentence
        return None

    def _add_next(self) -> None:
        used, last = self.value(), self.parts[-1].value()
        hours = (time((last.hour + more) % 24, last.minute) for more in range(1, 25))
        part = self._put_in(next((each for each in hours if each not in used), last))
        self._show()
        part.edit.setFocus()
        self.edited.emit()

    def _put_in(self, at: time) -> "_Part":
        part = _Part(at, self._remove)
        self._flow.insert_widget(len(self.parts), part)
        self.parts.append(part)
        part.edit.timeChanged.connect(lambda _time: self.edited.emit())
        part.show()
        return part

    def _remove(self, part: "_Part") -> None:
        place = self.parts.index(part)
        self._take_out(part)
        self._show()
        self.parts[min(place, len(self.parts) - 1)].edit.setFocus()
        self.edited.emit()

    def _take_out(self, part: "_Part") -> None:
        self.parts.remove(part)
        self._flow.removeWidget(part)
        part.hide()
        part.deleteLater()

    def _show(self) -> None:
        for place, part in enumerate(self.parts, start=1):
            part.name(place)
            part.remove_button.setVisible(len(self.parts) > 1)
        self.add_button.setVisible(len(self.parts) < MOST_TIMES)
        self._flow.invalidate()
        self.updateGeometry()
        self.rearranged.emit()


class _Part(QWidget):
    def __init__(self, at: time, remove: Callable[["_Part"], None]) -> None:
        super().__init__()
        self.edit = QTimeEdit()
        # in a window that runs from right to left, Qt would put the minutes before the hours
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.edit.setDisplayFormat(self.locale().timeFormat(QLocale.FormatType.ShortFormat))
        self.edit.setTime(QTime(at.hour, at.minute))
        self.edit.setMinimumWidth(_WIDTH)
        # beside arrows the stylesheet's own room at the start is lost
        self.edit.lineEdit().setTextMargins(_ROOM, 0, 0, 0)
        WheelGuard(self.edit)
        self.remove_button = QPushButton(icon("close", tokens(self.palette()).soft), "")
        self.remove_button.setProperty("role", "icon")
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(lambda _checked: remove(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.edit)
        row.addWidget(self.remove_button)

    def value(self) -> time:
        """Return the time it shows."""
        shown = self.edit.time()
        return time(shown.hour(), shown.minute())

    def name(self, place: int) -> None:
        """Say the how-manieth time it is, to a person who hears it."""
        self.edit.setAccessibleName(_("Time {n}").format(n=place))
        text = _("Remove time {n}").format(n=place)
        self.remove_button.setAccessibleName(text)
        self.remove_button.setToolTip(text)
