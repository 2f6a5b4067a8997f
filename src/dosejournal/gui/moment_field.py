"""When something was: now, or a day and time that the person sets."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QDate, QLocale, QTime, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain import clock
from dosejournal.domain.clock import Moment, Precision
from dosejournal.errors import MomentError
from dosejournal.gui.cards import button, label
from dosejournal.i18n import _

if TYPE_CHECKING:
    from dosejournal.gui.wall_clock_editor import WallClockEditor

_LOOK_EVERY_MILLISECONDS = 10_000


class MomentField(QWidget):
    """Now, or another time if the person says so, written as their country writes it.

    A time that is not touched stays what it was given as, to the second. Times are on the clock
    of the zone of `now`, or of what was given.
    """

    edited = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._given: datetime | None = None
        self._precision: Precision = "instant"
        self._start = now()
        self._fold = 0
        self._passed_over: datetime | None = None
        self._changed = False
        self.text_label = label("")
        self.text_label.setWordWrap(False)
        self.change_button = button(_("Change"), "link")
        self._editor: WallClockEditor | None = None
        self._opened = False
        self.back_button = button(_("Now"), "link")
        self.sentence_label = label("", "hint")
        self.second_button = button("", "link")
        self._tick = QTimer(self, interval=_LOOK_EVERY_MILLISECONDS)
        self._lay_out()
        self._tick.timeout.connect(self._show)
        self.change_button.clicked.connect(self._open)
        self.back_button.clicked.connect(self._return)
        self.second_button.clicked.connect(self._mean_the_other)
        self.set_value(None)

    @property
    def editor(self) -> "WallClockEditor":
        """What another day and time are set with; made when it is wanted, as most are now."""
        if self._editor is None:
            # imported here: what Qt's binding knows of calendars would cost time at every start
            from dosejournal.gui.wall_clock_editor import WallClockEditor

            self._editor = WallClockEditor()
            self._editor.hide()
            self._row.insertWidget(self._row.indexOf(self.back_button), self._editor)
            self.setTabOrder(self.change_button, self._editor)
            self._editor.dateTimeChanged.connect(self._follow)
            self._editor.editingFinished.connect(self._settle)
        return self._editor

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        stops = (self.change_button, self._editor, self.back_button, self.second_button)
        return [stop for stop in stops if stop is not None]

    def value(self) -> datetime:
        """Return the time as an aware datetime.

        Raises:
            MomentError: the person has set a time that is still to come.
        """
        at = self._at()
        if self._changed and self._is_ahead(at):
            raise MomentError(_ahead())
        return at

    @property
    def is_changed(self) -> bool:
        """Whether the person has set another time."""
        return self._changed

    def now(self) -> datetime:
        """Return what time it is, in the zone that times are told in."""
        return self._now()

    def chosen(self) -> datetime | None:
        """Return the time that is set, also one that is still to come; None while it is now."""
        return self._at() if self._changed or self._given is not None else None

    def set_value(self, value: datetime | None) -> None:
        """Show this time; None is now, whenever that will be."""
        self._given = value
        self._precision = "instant"
        self._close()

    def set_moment(self, moment: Moment) -> None:
        """Show the time of a record, on the clock of its own zone, as precisely as it is known."""
        self.set_value(_in_its_zone(moment))
        self._precision = moment.precision
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while it can be seen."""
        super().showEvent(event)
        self._show()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while it cannot be seen."""
        super().hideEvent(event)
        self._tick.stop()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        for widget in (self.text_label, self.change_button, self.back_button):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._row)
        layout.addWidget(self.sentence_label)
        layout.addWidget(self.second_button)

    def _open(self) -> None:
        self._start = self._given or self._now()
        self._fold = self._start.fold
        self._passed_over = None
        self._opened = True
        self.editor.set_wall(self._start)
        self.editor.show()
        self.back_button.setText(_("Now") if self._given is None else _("As it was"))
        self.back_button.show()
        self.text_label.hide()
        self.change_button.hide()
        self.editor.start()
        self._show()

    def _close(self) -> None:
        self._changed = False
        self._passed_over = None
        self._opened = False
        if self._editor is not None:
            self._editor.hide()
        for widget in (self.back_button, self.sentence_label, self.second_button):
            widget.hide()
        self.text_label.show()
        self.change_button.show()
        self._show()

    def _return(self) -> None:
        self._close()
        self.change_button.setFocus()
        self.edited.emit()

    def _follow(self) -> None:
        self._changed = True
        self._fold = 0
        self._passed_over = self._wall() if clock.in_gap(self._wall()) else None
        self._show()
        self.edited.emit()

    def _settle(self) -> None:
        # what is recorded is what is seen; the sentence that says why stays
        if self._passed_over is not None:
            self.editor.set_wall(_moved_on(self._wall()))

    def _mean_the_other(self) -> None:
        self._fold = 1 - self._fold
        self._changed = True
        self._show()
        self.edited.emit()

    def _wall(self) -> datetime:
        return self.editor.wall(self._start.tzinfo, self._fold)

    def _at(self) -> datetime:
        if self._changed:
            return _moved_on(self._wall())
        return self._start if self._opened else self._given or self._now()

    def _is_ahead(self, at: datetime) -> bool:
        try:
            clock.check_not_ahead(at, self._now())
        except MomentError:
            return True
        return False

    def _show(self) -> None:
        if self._opened:
            self._tell()
        elif self._given is None:
            clock_time = _time(self._now(), self.locale())
            self.text_label.setText(_("Now, {time}").format(time=clock_time))
        else:
            self.text_label.setText(_written(self._given, self._precision, self.locale()))

    def _tell(self) -> None:
        wall, role, sentence, other = self._wall(), "hint", "", ""
        if self._changed and self._is_ahead(_moved_on(wall)):
            role, sentence = "error", _ahead()
        elif self._passed_over is not None:
            sentence = _(
                "The clocks went forward past {time} that night; {later} is meant."
            ).format(
                time=_time(self._passed_over, self.locale()),
                later=_time(_moved_on(self._passed_over), self.locale()),
            )
        elif clock.in_overlap(wall):
            sentence, other = _twice(self._fold)
        self._say(sentence, role, other)

    def _say(self, sentence: str, role: str, other: str) -> None:
        self.sentence_label.setProperty("role", role)
        self.style().unpolish(self.sentence_label)
        self.style().polish(self.sentence_label)
        self.sentence_label.setText(sentence)
        self.sentence_label.setVisible(bool(sentence))
        self.second_button.setText(other)
        self.second_button.setVisible(bool(other))


def _in_its_zone(moment: Moment) -> datetime:
    local = moment.local
    try:
        zoned = moment.at.astimezone(ZoneInfo(moment.zone))
    except (ValueError, ZoneInfoNotFoundError):
        return local  # a record that knows its offset only
    return zoned if zoned.utcoffset() == local.utcoffset() else local


def _moved_on(wall: datetime) -> datetime:
    """Return a time that exists: one that the clocks went past is as much later."""
    return wall.astimezone(UTC).astimezone(wall.tzinfo)


def _time(at: datetime, locale: QLocale) -> str:
    return locale.toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def _written(at: datetime, precision: Precision, locale: QLocale) -> str:
    day = locale.toString(QDate(at.year, at.month, at.day), QLocale.FormatType.LongFormat)
    if precision != "instant":
        return day
    return _("{day}, {time}").format(day=day, time=_time(at, locale))


def _ahead() -> str:
    return _("This time is still to come. Nothing was recorded; set one up to now.")


def _twice(fold: int) -> tuple[str, str]:
    if fold:
        return (
            _("The clocks went back that night: this time came twice. The second one is meant."),
            _("The first one was it"),
        )
    return (
        _("The clocks went back that night: this time came twice. The first one is meant."),
        _("The second one was it"),
    )
