"""A bar of planned doses by what became of them, told apart by patterns, and its legend."""

from collections.abc import Callable, Iterator
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dosejournal.domain.adherence import Adherence
from dosejournal.gui import theme
from dosejournal.gui.cards import FlowLayout, label
from dosejournal.i18n import _

_HEIGHT = 20
_SWATCH = QSize(20, 12)
_RADIUS = 4.0
_GAP = 2.0
_INSIDE = 1.5
_NARROWEST = 10.0
_HATCH, _DOTS, _CROSSES = 5.0, 6.0, 10.0


class Part(Enum):
    """What became of a planned dose."""

    TAKEN = "taken"
    LATE = "late"
    SKIPPED = "skipped"
    MISSED = "missed"
    NOT_RECORDED = "not_recorded"


Counts = dict[Part, int]


def counts(found: Adherence) -> Counts:
    """Return the counts of the parts; missed are here those of which it was said."""
    return {
        Part.TAKEN: found.taken,
        Part.LATE: found.late,
        Part.SKIPPED: found.skipped,
        Part.MISSED: found.missed - found.not_recorded,
        Part.NOT_RECORDED: found.not_recorded,
    }


def words(part: Part, n: int) -> str:
    """Return a part with its count."""
    return {
        Part.TAKEN: _("{n} taken in time"),
        Part.LATE: _("{n} late"),
        Part.SKIPPED: _("{n} skipped"),
        Part.MISSED: _("{n} missed"),
        Part.NOT_RECORDED: _("{n} not recorded"),
    }[part].format(n=n)


class AdherenceBar(QWidget):
    """The bar, and below it what each pattern means, with its count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = _Bar()
        self.items = {part: _Item(part) for part in Part}
        legend = QWidget()
        flow = FlowLayout(legend)
        for item in self.items.values():
            flow.addWidget(item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(legend)

    def show_counts(self, found: Counts) -> None:
        """Show other counts."""
        self.bar.show_counts(found)
        for part, item in self.items.items():
            item.say(found[part])


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._counts: Counts = {}
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, found: Counts) -> None:
        """Draw other counts, and say them to a person who hears them."""
        self._counts = found
        self.setAccessibleName(", ".join(words(part, n) for part, n in found.items()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw one part after the other, in the direction in which the language runs."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens(self.palette())
        for part, room in self._rooms():
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                room.moveLeft(self.width() - room.right())
            _paint(painter, part, room, colours)
        painter.end()

    def _rooms(self) -> Iterator[tuple[Part, QRectF]]:
        present = [(part, n) for part, n in self._counts.items() if n]
        total = sum(n for _part, n in present)
        free = self.width() - _GAP * (len(present) - 1) - _NARROWEST * len(present)
        left = 0.0
        for part, n in present:
            # each is wide enough for its pattern; the rest is shared by their counts
            width = _NARROWEST + max(free, 0.0) * n / total
            yield part, QRectF(left, 0, width, self.height())
            left += width + _GAP


class _Swatch(QWidget):
    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part
        self.setFixedSize(_SWATCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pattern of the part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint(painter, self._part, QRectF(self.rect()), theme.tokens(self.palette()))
        painter.end()


class _Item(QWidget):
    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part
        self.text = label("")
        self.text.setWordWrap(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(_Swatch(part))
        layout.addWidget(self.text)

    def say(self, n: int) -> None:
        """Show how many there are."""
        self.text.setText(words(self._part, n))


def _paint(painter: QPainter, part: Part, room: QRectF, colours: theme.Tokens) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    # nothing is left to a clip, which a drawing in SVG would not have
    painter.save()
    ground = {Part.TAKEN: colours.accent, Part.LATE: colours.accent_soft}
    if part in ground:
        painter.fillPath(shape, QColor(ground[part]))
    if part is not Part.TAKEN:
        _PATTERNS[part](painter, room, colours)
    painter.restore()
    filled = part in (Part.TAKEN, Part.LATE)
    painter.setPen(QPen(QColor(colours.accent if filled else colours.faint), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


def _hatch(painter: QPainter, room: QRectF, colours: theme.Tokens) -> None:
    pen = QPen(QColor(colours.accent), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    # a square this far within has its corners within the round ones
    inner = room.adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE)
    x = inner.left() - inner.height() + _HATCH
    while x < inner.right():
        from_left = max(inner.left() - x, 0.0)
        from_right = max(x + inner.height() - inner.right(), 0.0)
        painter.drawLine(
            QPointF(x + from_left, inner.bottom() - from_left),
            QPointF(x + inner.height() - from_right, inner.top() + from_right),
        )
        x += _HATCH


def _dashes(painter: QPainter, room: QRectF, colours: theme.Tokens) -> None:
    painter.setPen(QPen(QColor(colours.soft), 1.5))
    for at in _places(room, _CROSSES):
        painter.drawLine(at - QPointF(2.5, 0), at + QPointF(2.5, 0))


def _crosses(painter: QPainter, room: QRectF, colours: theme.Tokens) -> None:
    painter.setPen(QPen(QColor(colours.soft), 1))
    for at in _places(room, _CROSSES):
        for slope in (2.5, -2.5):
            painter.drawLine(at - QPointF(2.5, slope), at + QPointF(2.5, slope))


def _dots(painter: QPainter, room: QRectF, colours: theme.Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.soft))
    for at in _places(room, _DOTS):
        painter.drawEllipse(at, 1.0, 1.0)


def _places(room: QRectF, apart: float) -> Iterator[QPointF]:
    """Yield places in a row along the middle, as many as there is room for."""
    n = max(int(room.width() // apart), 1)
    first = room.center().x() - (n - 1) * apart / 2
    for number in range(n):
        yield QPointF(first + number * apart, room.center().y())


_PATTERNS: dict[Part, Callable[[QPainter, QRectF, theme.Tokens], None]] = {
    Part.LATE: _hatch,
    Part.SKIPPED: _dashes,
    Part.MISSED: _crosses,
    Part.NOT_RECORDED: _dots,
}
