"""The head of a picture: its title, and what the picture is of."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QWidget

from dosejournal.gui import theme

_TITLE_PIXELS, _TEXT_PIXELS = 24, 14
_LINE, _BELOW = 32, 8
_BESIDE = 12
# small letters stand on the line of the large ones
_LOWER = 2
_ANY_HEIGHT = 10_000
_ACROSS = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextDontClip.value
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
_BETWEEN_WORDS = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextDontClip.value
_ANYWHERE = Qt.TextFlag.TextWrapAnywhere.value | Qt.TextFlag.TextDontClip.value


@dataclass(frozen=True, slots=True)
class Head:
    """A title with a subtitle beside it, or below it where it has no room there, so wide.

    It is written as a widget of the picture would write it: its font, colours and direction.
    """

    title: str
    subtitle: str
    width: int
    widget: QWidget

    @property
    def height(self) -> int:
        """How much room it takes: none without a title."""
        if not self.title:
            return 0
        return _LINE + _BELOW + (0 if self._is_beside else self._wrapped_height)

    def paint(self, painter: QPainter, at: QPoint) -> None:
        """Write it from a place on."""
        if not self.title:
            return
        colours = theme.tokens(self.widget.palette())
        painter.save()
        direction = self.widget.layoutDirection()
        # the side is the window's; in what order the words of a line stand is told by themselves
        is_mirrored = direction == Qt.LayoutDirection.RightToLeft
        side = (_RIGHT if is_mirrored else _LEFT).value
        whole = QRect(0, 0, self.width, _LINE)
        painter.setFont(self._title_font)
        painter.setPen(QColor(colours.text))
        painter.drawText(whole.translated(at), side | _ACROSS, self.title)
        painter.setFont(self._text_font)
        painter.setPen(QColor(colours.soft))
        if self._is_beside:
            beside = whole.adjusted(self._title_width + _BESIDE, _LOWER, 0, _LOWER)
            line = QStyle.visualRect(direction, whole, beside)
            painter.drawText(line.translated(at), side | _ACROSS, self.subtitle)
        else:
            below = QRect(0, _LINE, self.width, self._wrapped_height)
            painter.drawText(below.translated(at), side | self._wrapping, self.subtitle)
        painter.restore()

    @property
    def _is_beside(self) -> bool:
        subtitle = QFontMetrics(self._text_font).horizontalAdvance(self.subtitle)
        return self._title_width + _BESIDE + subtitle <= self.width

    @property
    def _title_width(self) -> int:
        return QFontMetrics(self._title_font).horizontalAdvance(self.title)

    @property
    def _wrapping(self) -> int:
        """How the subtitle wraps: between its words, unless one of them is wider than a line."""
        return _BETWEEN_WORDS if self._wrapped(_BETWEEN_WORDS).width() <= self.width else _ANYWHERE

    @property
    def _wrapped_height(self) -> int:
        return self._wrapped(self._wrapping).height()

    def _wrapped(self, wrapping: int) -> QRect:
        room = QRect(0, 0, self.width, _ANY_HEIGHT)
        return QFontMetrics(self._text_font).boundingRect(room, wrapping, self.subtitle)

    @property
    def _title_font(self) -> QFont:
        font = QFont(self.widget.font())
        font.setPixelSize(_TITLE_PIXELS)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    @property
    def _text_font(self) -> QFont:
        font = QFont(self.widget.font())
        font.setPixelSize(_TEXT_PIXELS)
        font.setWeight(QFont.Weight.Normal)
        return font
