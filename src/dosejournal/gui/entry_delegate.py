"""How one entry is drawn in the timeline: three lines, every row of the same height."""

from datetime import date, time
from math import ceil

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dosejournal.gui import entry_words
from dosejournal.gui.theme import tokens
from dosejournal.gui.timeline_model import LINE, Line, TimelineModel
from dosejournal.gui.tokens import Tokens

_MARGIN = 24
_ABOVE = 11
_GAP = 12
_CHIP_PADDING = 8
_CHIP_GAP = 6
_CHIP_LOWER = 2
_SMALL = 13
_BAR = 3
# what two lines can show at most; a note of 1 MB is not laid out to draw its beginning
_NOTE_SHOWN = 600
_YEAR = 2028  # among days of its months, one of each weekday, is the widest
_ONE_LINE = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_FLAGS = int(_ONE_LINE) | int(Qt.TextFlag.TextSingleLine)


class EntryDelegate(QStyledItemDelegate):
    """Draws the day once, then time, title, note and tags of each entry."""

    def __init__(self, model: TimelineModel, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.set_font(font)

    def set_font(self, font: QFont) -> None:
        """Draw with this font, and with its smaller and stronger forms."""
        self._font = QFont(font)
        self._strong = QFont(font)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._small = QFont(font)
        self._small.setPixelSize(_SMALL)
        self._line = QFontMetrics(self._strong).height() + 4
        self._small_line = QFontMetrics(self._small).height() + 3
        days = [date(_YEAR, month, 20 + month % 7) for month in range(1, 13)]
        self._day_width = _GAP + max(
            *(text_width(entry_words.isolated(entry_words.day(on)), self._strong) for on in days),
            *(text_width(entry_words.weekday(on), self._small) for on in days),
        )
        evening = entry_words.isolated(entry_words.clock_time(time(22, 58)))
        self._time_width = _GAP + text_width(evening, self._font)

    @property
    def row_height(self) -> int:
        """The height of every row."""
        return 2 * _ABOVE + self._line + 2 * self._small_line + _CHIP_LOWER

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size that every row has."""
        return QSize(_MARGIN, self.row_height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        line = index.data(LINE)
        if line is None:
            return
        painter.save()
        painter.setLayoutDirection(option.direction)
        drawing = _Drawing(painter, option)
        drawing.ground(index.row() > 0 and line.starts_day)
        left = _MARGIN
        if line.starts_day:
            self._draw_day(drawing, line.entry.moment.journal_day)
        left += self._day_width
        moment = line.entry.moment
        if moment.precision == "instant":
            drawing.text(
                QRect(left, _ABOVE, self._time_width, self._line),
                entry_words.isolated(entry_words.clock_time(moment.local.time())),
                self._font,
                drawing.colours.soft,
            )
        self._draw_entry(drawing, line, left + self._time_width)
        painter.restore()

    def _draw_day(self, drawing: "_Drawing", on: date) -> None:
        place = QRect(_MARGIN, _ABOVE, self._day_width, self._line)
        words = entry_words.isolated(entry_words.day(on))
        drawing.text(place, words, self._strong, drawing.colours.text)
        place.translate(0, self._line)
        place.setHeight(self._small_line)
        drawing.text(place, entry_words.weekday(on), self._small, drawing.colours.soft)

    def _draw_entry(self, drawing: "_Drawing", line: Line, left: int) -> None:
        width = drawing.width - left - _MARGIN
        marks = entry_words.DOT.join(line.marks)
        marks_width = min(text_width(marks, self._small), width // 2)
        if marks:
            drawing.text(
                QRect(left + width - marks_width, _ABOVE, marks_width, self._line),
                marks,
                self._small,
                drawing.colours.soft,
            )
        title = QRect(left, _ABOVE, width - marks_width - (_GAP if marks else 0), self._line)
        words = entry_words.title(line.entry, self._model.measures)
        drawing.text(title, words, self._font, drawing.colours.text)
        below = QRect(left, _ABOVE + self._line, width, self._small_line)
        note = " ".join(entry_words.remark(line.entry)[:_NOTE_SHOWN].split())
        if note:
            drawing.note(below, note, self._small, two_lines=not line.entry.tags)
            below.translate(0, self._small_line)
        if line.entry.tags:
            drawing.chips(below.translated(0, _CHIP_LOWER), line.entry.tags, self._small)


def text_width(text: str, font: QFont) -> int:
    """Return the width at which nothing of a text is cut: advances are not whole pixels."""
    return ceil(QFontMetricsF(font).horizontalAdvance(text)) + 1


def first_line(text: str, font: QFont, width: int) -> tuple[str, str]:
    """Return what of a text fits on one line of this width, and the rest."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    # Qt counts in units of two bytes, of which an emoji has two
    units = text.encode("utf-16-le")
    end = 2 * line.textLength()
    return units[:end].decode("utf-16-le").strip(), units[end:].decode("utf-16-le").strip()


class _Drawing:
    """One row being drawn; places are given from its leading upper corner."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter = painter
        self._option = option
        self.colours: Tokens = tokens(option.palette)
        self.width = option.rect.width()

    def ground(self, new_day: bool) -> None:
        painter, state, rect = self._painter, self._option.state, self._option.rect
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self.colours.accent_soft))
            bar = self._place(QRect(0, 0, _BAR, rect.height()))
            painter.fillRect(bar, QColor(self.colours.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.colours.ground))
        if new_day:
            painter.fillRect(rect.x(), rect.y(), rect.width(), 1, QColor(self.colours.line))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self.colours.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def text(self, place: QRect, text: str, font: QFont, colour: str) -> None:
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(self._place(place), _FLAGS, elided)

    def note(self, place: QRect, note: str, font: QFont, *, two_lines: bool) -> None:
        first, rest = first_line(note, font, place.width()) if two_lines else (note, "")
        for part in (first, rest):
            # each line is isolated anew, because the sign that began it may be on the line above
            self.text(place, entry_words.isolated(part), font, self.colours.soft)
            place = place.translated(0, place.height())

    def chips(self, place: QRect, tags: tuple[str, ...], font: QFont) -> None:
        left, end = place.left(), place.right()
        for position, tag in enumerate(tags):
            more = entry_words.more(len(tags) - position)
            room = end - left - text_width(more, font) - 2 * _CHIP_GAP
            width = text_width(entry_words.isolated(tag), font) + 2 * _CHIP_PADDING
            if width > room and position:
                rest = QRect(left, place.top(), end - left, place.height())
                self.text(rest, more, font, self.colours.soft)
                return
            chip = QRect(left, place.top(), min(width, room), place.height())
            self._chip(chip, tag, font)
            left += chip.width() + _CHIP_GAP

    def _chip(self, chip: QRect, tag: str, font: QFont) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(QColor(self.colours.track), 1))
        outline = self._place(chip).toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        self._painter.drawRoundedRect(outline, chip.height() / 2, chip.height() / 2)
        inside = chip.adjusted(_CHIP_PADDING, 0, -_CHIP_PADDING, 0)
        self.text(inside, entry_words.isolated(tag), font, self.colours.soft)

    def _place(self, place: QRect) -> QRect:
        bounds = self._option.rect
        return QStyle.visualRect(
            self._option.direction, bounds, place.translated(bounds.topLeft())
        )
