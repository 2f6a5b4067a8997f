"""The list in which notes are ticked: only the rows on the screen are read and drawn."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dosejournal.gui import entry_words, long_list
from dosejournal.gui.entry_delegate import first_line
from dosejournal.gui.report.note_model import NoteModel
from dosejournal.gui.theme import tokens
from dosejournal.gui.timeline_model import LINE
from dosejournal.i18n import _

_EDGE = 16
_ABOVE = 9
_BOX = 16
_BESIDE_BOX = 12
_SMALL = 13
_NOTE_SHOWN = 600
_NOTE_LINES = 2
_FLAGS = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine

Index = QModelIndex | QPersistentModelIndex


class NoteList(QTableView):
    """Entries with their note and a box; a click on a row or the space bar ticks it.

    A table of one column, because a table with rows of one height asks nothing of the rows that
    cannot be seen.
    """

    def __init__(self, model: NoteModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        delegate = _NoteDelegate(self)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(_("Notes, newest first"))
        long_list.set_up(self)
        self.verticalHeader().setDefaultSectionSize(delegate.row_height)
        self.clicked.connect(model.toggle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._model.toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Leave the search to its own field: this one would read every entry there is."""


class _NoteDelegate(QStyledItemDelegate):
    """Draws the box, when the entry was, and two lines of its note."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._strong = QFont(view.font())
        self._strong.setWeight(QFont.Weight.Medium)
        self._small = QFont(view.font())
        self._small.setPixelSize(_SMALL)
        self._line = QFontMetrics(self._strong).height() + 2
        self._small_line = QFontMetrics(self._small).height() + 2

    @property
    def row_height(self) -> int:
        """The height of every row."""
        return 2 * _ABOVE + self._line + _NOTE_LINES * self._small_line

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size that every row has."""
        return QSize(_EDGE, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        line = index.data(LINE)
        if line is None:
            return
        colours = tokens(option.palette)
        painter.save()
        painter.setLayoutDirection(option.direction)
        self._paint_ground(painter, option)
        self._paint_box(painter, option, index)
        left = _EDGE + _BOX + _BESIDE_BOX
        room = QRect(left, _ABOVE, option.rect.width() - left - _EDGE, self._line)
        when = entry_words.isolated(entry_words.moment(line.entry.moment))
        self._write(painter, option, room, when, self._strong, colours.text)
        room = QRect(room.left(), room.bottom() + 1, room.width(), self._small_line)
        note = " ".join(line.entry.note[:_NOTE_SHOWN].split())
        for part in first_line(note, self._small, room.width()):
            shown = entry_words.isolated(part)
            self._write(painter, option, room, shown, self._small, colours.soft)
            room.translate(0, self._small_line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours, rect = tokens(option.palette), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.ground))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QStyleOptionViewItem(option)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        box.state &= ~(QStyle.StateFlag.State_On | QStyle.StateFlag.State_Off)
        box.state |= QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        place = QRect(_EDGE, _ABOVE + (self._line - _BOX) // 2, _BOX, _BOX)
        box.rect = self._placed(option, place)
        view = option.widget
        view.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, view
        )

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        text: str,
        font: QFont,
        colour: str,
    ) -> None:
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(self._placed(option, room), int(_FLAGS), elided)

    def _placed(self, option: QStyleOptionViewItem, place: QRect) -> QRect:
        bounds = option.rect
        return QStyle.visualRect(option.direction, bounds, place.translated(bounds.topLeft()))
