"""Pictures of widgets to keep: PNG for a chat or a letter, SVG for print."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from dosejournal.gui import theme
from dosejournal.gui.picture_head import Head

# twice as many pixels as on screen: sharp where it is shown larger or printed
_SCALE = 2
_DOTS_PER_INCH = 96
_MARGIN = 24
_GAP = 16


@dataclass(frozen=True, slots=True)
class Picture:
    """Widgets one below the other on the page's ground, under a title where there is one.

    `prepare` is told how much finer than the screen's the pixels are, and None afterwards.
    """

    widgets: Sequence[QWidget]
    title: str = ""
    subtitle: str = ""
    prepare: Callable[[float | None], None] = lambda _pixel_ratio: None

    @property
    def size(self) -> QSize:
        """How large it is, in pixels of the screen."""
        height = sum(widget.height() for widget in self.widgets) + _GAP * (len(self.widgets) - 1)
        head = self._head
        return QSize(head.width + 2 * _MARGIN, height + 2 * _MARGIN + head.height)

    @property
    def _head(self) -> Head:
        width = max(widget.width() for widget in self.widgets)
        return Head(self.title, self.subtitle, width, self.widgets[0])

    def paint(self, painter: QPainter, pixel_ratio: float) -> None:
        """Draw it from the painter's origin."""
        self.prepare(pixel_ratio)
        try:
            self._paint(painter)
        finally:
            self.prepare(None)

    def _paint(self, painter: QPainter) -> None:
        colours = theme.tokens(self.widgets[0].palette())
        painter.fillRect(QRect(QPoint(), self.size), QColor(colours.ground))
        self._head.paint(painter, QPoint(_MARGIN, _MARGIN))
        top = _MARGIN + self._head.height
        for widget in self.widgets:
            painter.save()
            widget.render(
                painter,
                QPoint(_MARGIN, top),
                renderFlags=QWidget.RenderFlag.DrawChildren,
            )
            painter.restore()
            top += widget.height() + _GAP


def image(picture: Picture) -> QImage:
    """Return a picture as pixels."""
    made = QImage(picture.size * _SCALE, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(_SCALE)
    painter = QPainter(made)
    picture.paint(painter, _SCALE)
    painter.end()
    return made


def png(picture: Picture) -> bytes:
    """Return a picture as a PNG file."""
    buffer = _buffer()
    image(picture).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def svg(picture: Picture) -> bytes:
    """Return a picture as an SVG file: lines and text, not pixels."""
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(picture.size)
    generator.setResolution(_DOTS_PER_INCH)
    generator.setViewBox(QRect(QPoint(), picture.size))
    generator.setTitle(picture.title)
    painter = QPainter(generator)
    picture.paint(painter, 1.0)
    painter.end()
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
