"""Draws the rows of a list in the look of the program."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dosejournal.gui.rows import ROW_ROLE, Row
from dosejournal.gui.theme import tokens

_EDGE = 8
_GAP = 8
_PADDING = 8
_RADIUS = 8
_SMALL_PIXELS = 13
_HEADING_TOP = 12

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Title and amount on one line, the detail under them, the time in a column before both."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self._reserved_row = -1
        self._reserved_width = 0

    def reserve(self, row: int, width: int) -> None:
        """Mark one row as the one in use, and keep its end free for its buttons."""
        self._reserved_row, self._reserved_width = row, width

    def middle_of_buttons(self, index: Index, rect: QRect) -> int:
        """Return the height at which buttons leave most of a row to be read."""
        row: Row = index.data(ROW_ROLE)
        line = QFontMetrics(self._view.font()).height()
        return rect.top() + _PADDING + line // 2 if "\n" in row.detail else rect.center().y()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for a heading or a plain row, and one more for each of its detail."""
        row: Row = index.data(ROW_ROLE)
        line = QFontMetrics(option.font).height()
        small = QFontMetrics(_small(option.font)).height()
        if row.key is None:
            return QSize(0, _HEADING_TOP + small + _PADDING // 2)
        details = len(row.detail.split("\n")) if row.detail else 0
        height = _PADDING * 2 + line + details * (small + 2)
        return QSize(0, max(height, 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: Row = index.data(ROW_ROLE)
        painter.save()
        pen = _Pen(painter, option)
        if row.key is None:
            pen.heading(row.title)
        else:
            in_use = index.row() == self._reserved_row
            pen.ground(in_use=in_use)
            pen.row(row, self._reserved_width if in_use else 0)
        painter.restore()


class _Pen:
    """Writes texts into a row, mirrored where the language runs from right to left."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter = painter
        self._option = option
        self._colours = tokens(option.palette)
        self._small = _small(option.font)
        self._strong = QFont(option.font)
        self._strong.setWeight(QFont.Weight.Medium)

    def ground(self, *, in_use: bool) -> None:
        """Show that the row is chosen, under the mouse, or has the keyboard."""
        state = self._option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or in_use:
            colour = self._colours.accent_soft if chosen else self._colours.ground
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(self._option.rect.adjusted(0, 1, 0, -1), _RADIUS, _RADIUS)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self._colours.accent))
            painter.drawRoundedRect(
                self._option.rect.toRectF().adjusted(0.5, 1.5, -0.5, -1.5), _RADIUS, _RADIUS
            )

    def heading(self, text: str) -> None:
        """Write a heading over the rows that follow."""
        font = QFont(self._small)
        font.setWeight(QFont.Weight.DemiBold)
        room = self._option.rect.adjusted(_EDGE, _HEADING_TOP, -_EDGE, 0)
        self._write(text, room, font, self._colours.soft)

    def row(self, row: Row, free: int) -> None:
        """Write a row, leaving `free` pixels at its end; details of several lines lie below."""
        room = self._option.rect.adjusted(_EDGE, _PADDING, -_EDGE - free, -_PADDING)
        line = QFontMetrics(self._option.font).height()
        colours = self._colours
        title = colours.soft if row.faded else colours.text
        if not row.detail:
            room.setTop(self._option.rect.top() + (self._option.rect.height() - line) // 2)
        if row.before:
            width = QFontMetrics(self._option.font).horizontalAdvance("00:00 xx")
            first = QRect(room.left(), room.top(), width, line)
            self._write(row.before, first, self._option.font, colours.soft)
            room.setLeft(first.right() + _GAP)
        first = QRect(room.left(), room.top(), room.width(), line)
        used = self._write(row.title, first, self._strong, title)
        first.setLeft(first.left() + used + _GAP)
        self._write(row.beside, first, self._option.font, title)
        wider = free if "\n" in row.detail else 0
        below = QRect(room.left(), room.top() + line + 2, room.width() + wider, line)
        for each in row.detail.split("\n"):
            self._write(each, below, self._small, colours.soft)
            below.translate(0, QFontMetrics(self._small).height() + 2)

    def _write(self, text: str, room: QRect, font: QFont, colour: str) -> int:
        if not text or room.width() <= 0:
            return 0
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        direction = self._option.direction
        place = QStyle.visualRect(direction, self._option.rect, room)
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)
        self._painter.drawText(
            place, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown
        )
        return metrics.horizontalAdvance(shown)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(_SMALL_PIXELS)
    return small
