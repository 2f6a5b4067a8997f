"""Pages one below the other as they will be printed, in any size."""

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from dosejournal.gui import theme
from dosejournal.gui.report.setting import Look
from dosejournal.gui.report.sheets import INCH, Sheets
from dosejournal.i18n import _

STEPS = (0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""How large pages are shown: from a quarter of their size to twice."""

_SAME = 0.005
_MARGIN = 4  # beside a page that fits the width, for its frame and the ring of the focus
_GAP = 16
_LINE = 48  # what an arrow key scrolls
_OVERLAP = 48  # what stays in sight when a whole screen is scrolled
_USUAL = 8.27  # inches of a page before there is any
_MOST_DOTS = 240.0  # more is not seen, and would take seconds and hundreds of megabytes
_RING = 6.0


def larger(zoom: float) -> float:
    """Return the next step up, or the last one."""
    return next((step for step in STEPS if step > zoom + _SAME), STEPS[-1])


def smaller(zoom: float) -> float:
    """Return the next step down, or the first one."""
    return next((step for step in reversed(STEPS) if step < zoom - _SAME), STEPS[0])


class PagesView(QAbstractScrollArea):
    """Shows pages as wide as the room, or in a size that the person chose.

    `resized` tells of another size of the pages, `moved` that others came into sight.
    """

    resized = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: Sheets | None = None
        self._chosen: float | None = None
        self._stride = 1.0
        self.setAccessibleName(_("Pages of the report"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # always there: with it coming and going, pages as wide as the room would tremble
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.horizontalScrollBar().setSingleStep(_LINE)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    @property
    def sheets(self) -> Sheets | None:
        """The pages that are shown."""
        return self._sheets

    @property
    def fits(self) -> bool:
        """Whether pages are as wide as the room."""
        return self._chosen is None

    @property
    def zoom(self) -> float:
        """How large pages are shown: 1 is as large as they are."""
        if self._chosen is not None:
            return self._chosen
        inches = self._sheets.pixels.width() / self._sheets.dots if self._sheets else _USUAL
        room = max(self.viewport().width() - 2 * _MARGIN, 1)
        return min(max(room / inches / INCH, STEPS[0]), STEPS[-1])

    def look(self) -> Look:
        """Return how pages are to be set, to be sharp on this screen."""
        dots = min(self.zoom * INCH * self.devicePixelRatioF(), _MOST_DOTS)
        return Look(round(dots, 2), self.in_sight())

    def in_sight(self) -> range:
        """Return which pages can be seen, at least in part."""
        top = self.verticalScrollBar().value() - _MARGIN
        bottom = top + self.viewport().height()
        first = max(int(top // self._stride), 0)
        return range(first, max(ceil(bottom / self._stride), first + 1))

    def page_in_the_middle(self) -> int:
        """Return which page is in the middle of what can be seen."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        last = len(self._sheets) - 1 if self._sheets else 0
        return min(max(int(middle // self._stride), 0), last)

    def show_sheets(self, pages: Sheets) -> None:
        """Show other pages; what is in sight stays where it is."""
        self._sheets = pages
        self._lay_out()
        self.viewport().update()

    def add_pictures(self, pictures: dict[int, QImage]) -> None:
        """Show pages that came into sight."""
        if self._sheets is not None:
            self._sheets.pictures.update(pictures)
            self.viewport().update()

    def set_zoom(self, chosen: float | None) -> None:
        """Show pages in another size, or with None as wide as the room."""
        self._chosen = chosen
        self._lay_out()
        self.viewport().update()
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Ask for other pictures where the screen is a finer one."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.resized.emit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep pages as wide as the room."""
        super().resizeEvent(event)
        self._lay_out()
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turned = event.angleDelta().y()
        if turned:
            self.set_zoom(larger(self.zoom) if turned > 0 else smaller(self.zoom))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll also to the beginning and the end."""
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in ends:
            bar.setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages in sight, and the ring of the focus."""
        colours = theme.tokens(self.palette())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._sheets is not None:
            for number in self._sheets.near(self.in_sight(), 0):
                self._paint_page(painter, number, self._sheets, QColor(colours.line))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.accent), 2))
            ring = QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, _RING, _RING)
        painter.end()

    def _paint_page(self, painter: QPainter, number: int, pages: Sheets, line: QColor) -> None:
        place = QRectF(self._corner(number), self._size(pages))
        picture = pages.pictures.get(number)
        painter.fillRect(place, Qt.GlobalColor.white)
        if picture is not None:
            painter.drawImage(place, picture)
        painter.setPen(QPen(line, 1))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _corner(self, number: int) -> QPointF:
        """Return where a page begins, on a whole pixel of the screen."""
        width = self._size(self._sheets).width() if self._sheets else 0.0
        left = max((self.viewport().width() - width) / 2, _MARGIN)
        left -= self.horizontalScrollBar().value()
        top = _MARGIN + number * self._stride - self.verticalScrollBar().value()
        ratio = self.devicePixelRatioF()
        return QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio)

    def _size(self, pages: Sheets) -> QSizeF:
        """Return how large a page is: just its pixels, where it was set for this size."""
        return QSizeF(pages.pixels) * (self.zoom * INCH / pages.dots)

    def _lay_out(self) -> None:
        """Give the scroll bars their reach; what was at the top stays there."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        room = self.viewport().size()
        if self._sheets is None:
            across.setRange(0, 0)
            down.setRange(0, 0)
            return
        size = self._size(self._sheets)
        before = down.value() / self._stride
        self._stride = size.height() + _GAP
        height = len(self._sheets) * self._stride - _GAP + 2 * _MARGIN
        across.setRange(0, max(ceil(size.width()) + 2 * _MARGIN - room.width(), 0))
        across.setPageStep(room.width())
        down.setRange(0, max(ceil(height) - room.height(), 0))
        down.setPageStep(max(room.height() - _OVERLAP, _LINE))
        down.setValue(round(before * self._stride))
