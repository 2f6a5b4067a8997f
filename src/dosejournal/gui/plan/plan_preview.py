"""A small calendar of the eight weeks ahead that follows a regimen while it is filled in."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import JournalError
from dosejournal.gui import theme
from dosejournal.gui.cards import Card, label
from dosejournal.gui.plan import plan_days, regimen_words
from dosejournal.gui.plan.plan_days import WEEKS, Before, PlanDay, PlanDays
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _, ngettext

_GUTTER = 40
_HEAD = 24
_ROW = 36
_CELL = 36
_NARROWEST_CELL = 28
_SHAPE = QSize(32, 32)
_RADIUS = 8
_SMALL_PIXELS = 12
_DAY_PIXELS = 13
_COUNT_PIXELS = 10
_BETWEEN_NAMES = 2


class PlanPreview(Card):
    """The calendar, and the same in a sentence below it."""

    def __init__(
        self, workspace: Workspace, before: Before | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("The next eight weeks"), parent=parent)
        self._workspace = workspace
        self._before = before
        self.calendar = PlanCalendar()
        self.words_label = label("", "hint")
        self.legend_label = label("", "hint")
        for each in (self.calendar, self.words_label, self.legend_label):
            self.body.addWidget(each)

    def follow(self, draft: Callable[[], RegimenDraft]) -> None:
        """Show what a draft would plan; while it is not complete, say so."""
        now, week_begins = self._workspace.now(), regimen_words.week()[0]
        try:
            shown = plan_days.foreseen(draft(), self._before, now, week_begins)
        except JournalError:
            shown = plan_days.waiting(now, week_begins)
            self._show(shown, _("The days appear here once the plan is complete."))
        else:
            self._show(shown, words(shown))

    def _show(self, shown: PlanDays, sentence: str) -> None:
        self.calendar.show_days(shown, sentence)
        self.words_label.setText(sentence)
        self.legend_label.setText(
            _("Outlined days are planned as it stands now, until the change holds.")
        )
        self.legend_label.setVisible(shown.has_earlier)


class PlanCalendar(QWidget):
    """Weeks as rows: a day with planned doses is a full shape, today has a ring.

    A number with × says how many doses a day has when it has more than one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: PlanDays | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("The next eight weeks"))

    def show_days(self, shown: PlanDays, sentence: str) -> None:
        """Show other days, which `sentence` tells as well."""
        self.shown = shown
        self.setAccessibleDescription(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of eight weeks."""
        return QSize(_GUTTER + 7 * _CELL, _HEAD + WEEKS * _ROW)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which days touch each other."""
        return QSize(_GUTTER + 7 * _NARROWEST_CELL, _HEAD + WEEKS * _ROW)

    def cell(self, row: int, column: int) -> QRect:
        """Return where a day is; row −1 is the head with the names of the weekdays."""
        width = min(_CELL, (self.width() - _GUTTER) // 7)
        left = _GUTTER + column * width
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - width
        if row < 0:
            return QRect(left, 0, width, _HEAD)
        return QRect(left, _HEAD + row * _ROW, width, _ROW)

    def day_at(self, place: QPoint) -> PlanDay | None:
        """Return the day at a place, or None."""
        for number, day in enumerate(self.shown.days if self.shown else ()):
            if self.cell(*divmod(number, 7)).contains(place):
                return day
        return None

    def event(self, event: QEvent) -> bool:
        """Tell of the day under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), day_words(day) if day else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names of the weekdays, then the days."""
        if self.shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens(self.palette())
        painter.setFont(self._font(_SMALL_PIXELS))
        painter.setPen(QColor(colours.soft))
        for column, name in enumerate(self.weekdays(painter.fontMetrics())):
            painter.drawText(self.cell(-1, column), Qt.AlignmentFlag.AlignCenter, name)
        for number, day in enumerate(self.shown.days):
            row, column = divmod(number, 7)
            # the name of a month stands by the week in which it begins
            if day.on.day == 1 or number == 0:
                self._paint_month(painter, day, row)
            self._paint_day(painter, day, self.cell(row, column))
        painter.end()

    def weekdays(self, metrics: QFontMetrics) -> list[str]:
        """Return the names in the head, or their signs where the columns are too narrow."""
        names = [regimen_words.weekday(weekday) for weekday in regimen_words.week()]
        room = self.cell(-1, 0).width() - _BETWEEN_NAMES
        if all(metrics.horizontalAdvance(name) <= room for name in names):
            return names
        return [regimen_words.weekday_sign(weekday) for weekday in regimen_words.week()]

    def _paint_month(self, painter: QPainter, day: PlanDay, row: int) -> None:
        if row == 0 and day.on.day != 1 and self._month_begins_in_first_row():
            return
        week = self.cell(row, 0)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        gutter = QRect(week.right() + 1 if mirrored else 0, week.top(), _GUTTER, _ROW)
        painter.setFont(self._font(_SMALL_PIXELS))
        painter.setPen(QColor(theme.tokens(self.palette()).soft))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(gutter, side | Qt.AlignmentFlag.AlignVCenter, regimen_words.month(day.on))

    def _month_begins_in_first_row(self) -> bool:
        return self.shown is not None and any(day.on.day == 1 for day in self.shown.days[:7])

    def _paint_day(self, painter: QPainter, day: PlanDay, cell: QRect) -> None:
        colours = theme.tokens(self.palette())
        shape = QRectF(0, 0, min(_SHAPE.width(), cell.width() - 2), _SHAPE.height())
        shape.moveCenter(cell.toRectF().center())
        full = bool(day.times) and not day.earlier
        if day.times:
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.setBrush(QColor(colours.accent) if full else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(shape.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        ink = colours.on_accent if full else colours.text if day.inside else colours.faint
        painter.setPen(QColor(ink))
        self._write(painter, day, shape)
        if self.shown is not None and day.on == self.shown.today:
            painter.setPen(QPen(QColor(colours.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(shape.adjusted(-1, -1, 1, 1), _RADIUS + 2, _RADIUS + 2)

    def _write(self, painter: QPainter, day: PlanDay, shape: QRectF) -> None:
        locale, centre = self.locale(), Qt.AlignmentFlag.AlignCenter
        painter.setFont(self._font(_DAY_PIXELS))
        if len(day.times) < 2:
            painter.drawText(shape, centre, locale.toString(day.on.day))
            return
        upper = QRectF(shape.left(), shape.top() + 3, shape.width(), 15)
        lower = QRectF(shape.left(), shape.top() + 17, shape.width(), 12)
        painter.drawText(upper, centre, locale.toString(day.on.day))
        painter.setFont(self._font(_COUNT_PIXELS))
        count = locale.toString(len(day.times))
        painter.drawText(lower, centre, _("{n}×").format(n=count))

    def _font(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        return font


def words(shown: PlanDays) -> str:
    """Return what the calendar shows, in a line or two."""
    if shown.kind == "as_needed":
        return _("Taken as needed: no dose is planned.")
    if shown.paused and not shown.next_days:
        return _("The plan is paused: no dose is planned until it is resumed.")
    if not shown.next_days:
        return _("No dose is planned in these weeks.")
    # a line each, without a full stop: a day may end in one, as in "26. Apr."
    return ngettext(
        "Next planned days: {days}\n{n} dose until {last}",
        "Next planned days: {days}\n{n} doses until {last}",
        shown.count,
    ).format(
        days=regimen_words.listed(regimen_words.near_day(day) for day in shown.next_days),
        n=shown.count,
        last=regimen_words.near_day(shown.days[-1].on),
    )


def day_words(day: PlanDay) -> str:
    """Return what is planned for one day."""
    on = regimen_words.near_day(day.on)
    if not day.times:
        return _("{day}: no dose is planned").format(day=on)
    times = regimen_words.times(day.times)
    if day.earlier:
        return _("{day}: {times}, as it stands now").format(day=on, times=times)
    return _("{day}: {times}").format(day=on, times=times)
