"""A cycle as a row of squares, a day each, that are drawn on and off."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from dosejournal.domain.patterns import LONGEST_CYCLE_DAYS
from dosejournal.gui import theme
from dosejournal.gui.plan import regimen_words
from dosejournal.i18n import _

_SIDE = 28
_STEP = 30
_MOST_IN_A_ROW = 14
_RADIUS = 6
_SMALL_PIXELS = 13
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class CycleSquares(QWidget):
    """A square a day; the pointer draws over them, arrow keys and the space bar set each.

    The keys 1 and 0 set a day and go on to the next; + and − ask by `wanted` for another length.
    """

    edited = Signal()
    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # days beyond the length are kept: they come back when the cycle grows again
        self._on = [False] * LONGEST_CYCLE_DAYS
        self._length = 1
        self._drawn_as: bool | None = None
        self.current = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Days of the cycle"))
        self._describe()

    def signs(self) -> str:
        """Return the cycle as a pattern keeps it: "1001000"."""
        return "".join("1" if on else "0" for on in self._on[: self._length])

    def set_signs(self, signs: str) -> None:
        """Show another cycle."""
        self._on = [sign == "1" for sign in signs.ljust(LONGEST_CYCLE_DAYS, "0")]
        self.set_length(len(signs))

    def set_length(self, days: int) -> None:
        """Show more days or fewer."""
        self._length = days
        self.current = min(self.current, days - 1)
        self.updateGeometry()
        self._describe()
        self.update()

    def square(self, day: int) -> QRect:
        """Return where the square of a day is, the first being 0."""
        in_a_row = self._in_a_row(self.width())
        row, place = divmod(day, in_a_row)
        left = place * _STEP
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - _SIDE
        return QRect(left, row * _STEP, _SIDE, _SIDE)

    def hasHeightForWidth(self) -> bool:
        """Say that fewer squares fit into a row where there is less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        rows = -(-self._length // self._in_a_row(width))
        return rows * _STEP - (_STEP - _SIDE)

    def sizeHint(self) -> QSize:
        """Return the size it has when there is room."""
        width = _MOST_IN_A_ROW * _STEP
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it is of no use."""
        return QSize(7 * _STEP, _SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from day to day, and set days on and off."""
        plain = not event.modifiers() & _COMMANDS
        event.setAccepted(plain and (self._write(event.text()) or self._move(event.key())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn a day on or off; days that the pointer then crosses become the same."""
        day = self._day_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and day is not None:
            self._drawn_as = not self._on[day]
            self._set(day, self._drawn_as)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        day = self._day_at(event.position().toPoint())
        if self._drawn_as is not None and day is not None:
            self._set(day, self._drawn_as)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drawing."""
        event.accept()
        self._drawn_as = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which day the keys set."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the days: full squares are on, empty ones off."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(_SMALL_PIXELS)
        painter.setFont(font)
        for day in range(self._length):
            self._paint_day(painter, day)
        painter.end()

    def _paint_day(self, painter: QPainter, day: int) -> None:
        colours = theme.tokens(self.palette())
        square = QRectF(self.square(day)).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self._on[day]
        painter.setPen(QColor(colours.accent if on else colours.faint))
        painter.setBrush(QColor(colours.accent if on else colours.card))
        painter.drawRoundedRect(square, _RADIUS, _RADIUS)
        painter.setPen(QColor(colours.on_accent if on else colours.soft))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self.locale().toString(day + 1))
        if self.hasFocus() and day == self.current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)

    def _write(self, key_text: str) -> bool:
        if key_text and key_text in "+-−":
            self.wanted.emit(self._length + (1 if key_text == "+" else -1))
        elif key_text == " ":
            self._set(self.current, not self._on[self.current])
        elif key_text and key_text in "10":
            self._set(self.current, key_text == "1")
            self._go_to(self.current + 1)
        else:
            return False
        return True

    def _move(self, key: int) -> bool:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        on = -1 if mirrored else 1
        row = self._in_a_row(self.width())
        places = {
            Qt.Key.Key_Right: self.current + on,
            Qt.Key.Key_Left: self.current - on,
            Qt.Key.Key_Down: self.current + row,
            Qt.Key.Key_Up: self.current - row,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._length - 1,
        }
        if key not in places:
            return False
        self._go_to(places[Qt.Key(key)])
        return True

    def _go_to(self, day: int) -> None:
        self.current = min(max(day, 0), self._length - 1)
        self._describe()
        # no focus moves within: what a key reached is said to a person who hears it
        event = QAccessibleAnnouncementEvent(self, self._day_words())
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
        self.update()

    def _set(self, day: int, on: bool) -> None:
        changed = self._on[day] != on
        self._on[day] = on
        self._go_to(day)
        if changed:
            self.edited.emit()

    def _day_at(self, place: QPoint) -> int | None:
        days = range(self._length)
        return next((day for day in days if self.square(day).contains(place)), None)

    def _in_a_row(self, width: int) -> int:
        return min(max(1, (width + _STEP - _SIDE) // _STEP), _MOST_IN_A_ROW)

    def _describe(self) -> None:
        on = [str(day + 1) for day in range(self._length) if self._on[day]]
        self.setAccessibleDescription(
            _("{day}. Days on: {days}.").format(
                day=self._day_words(), days=regimen_words.listed(on) or _("none")
            )
        )

    def _day_words(self) -> str:
        words = _("Day {day} of {n}: on") if self._on[self.current] else _("Day {day} of {n}: off")
        return words.format(day=self.current + 1, n=self._length)
