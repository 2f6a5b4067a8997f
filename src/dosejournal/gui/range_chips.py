"""The buttons for how many days are shown, side by side in one frame."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from dosejournal.gui import theme
from dosejournal.i18n import _

Range = tuple[int | None, Callable[[], str]]

# None is the whole record
RANGES: tuple[Range, ...] = (
    (14, lambda: _("2 weeks")),
    (30, lambda: _("Month")),
    (90, lambda: _("3 months")),
    (365, lambda: _("Year")),
    (None, lambda: _("All")),
)
_FIRST_CHOICE = 2
_TEXT_PIXELS = 13
_PADDING = 12
_HEIGHT = 34
_RADIUS = 8.0


class RangeChips(QWidget):
    """Offers ranges, of which one is chosen until the person moves the days freely."""

    chosen = Signal()

    def __init__(
        self,
        ranges: tuple[Range, ...] = RANGES,
        first_choice: int = _FIRST_CHOICE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Days shown"))
        self._ranges = ranges
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.chips: list[Segment] = []
        for index, (_days, word) in enumerate(ranges):
            chip = Segment(word(), at_start=index == 0, at_end=index == len(ranges) - 1)
            self._group.addButton(chip, index)
            self.chips.append(chip)
            row.addWidget(chip)
        self._index = first_choice
        self.hold()
        self._group.idClicked.connect(self._choose)

    def days(self) -> int | None:
        """Return how many days were asked for last; None is the whole record."""
        return self._ranges[self._index][0]

    @property
    def is_free(self) -> bool:
        """Whether the person has moved away from the range chosen last."""
        return self._group.checkedId() < 0

    @property
    def stop(self) -> QWidget:
        """What the Tab key stops at."""
        return self.chips[self._index]

    def release(self) -> None:
        """Show that none of the ranges is what is seen."""
        checked = self._group.checkedButton()
        if checked is not None:
            # a group that is exclusive never lets go of its last button
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def hold(self) -> None:
        """Show again that the range chosen last is what is seen."""
        for chip in self.chips:
            # Tab reaches the chosen one, from which the arrow keys go on; Qt sees to this itself
            # only after the first visit
            here = chip is self.chips[self._index]
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self.chips[self._index].setChecked(True)

    def _choose(self, index: int) -> None:
        self._index = index
        self.chosen.emit()


class Segment(QAbstractButton):
    """One of several joined buttons; the outer corners of the row are round."""

    def __init__(self, text: str, *, at_start: bool, at_end: bool) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._at_start, self._at_end = at_start, at_end

    def sizeHint(self) -> QSize:
        """Return room for the text in its heavier form: choosing moves nothing."""
        metrics = QFontMetrics(self._lettering(chosen=True))
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * _PADDING, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a range is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the frame where the row ends, the focus and the text."""
        colours = theme.tokens(self.palette())
        chosen = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        resting = colours.ground if self.underMouse() else colours.card
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft if chosen or self.isDown() else resting))
        painter.drawPath(self._shape(0.0))
        painter.setClipRect(self.rect())
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._shape(0.5))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.setFont(self._lettering(chosen=chosen))
        painter.setPen(QColor(colours.accent if chosen else colours.soft))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _shape(self, inset: float) -> QPainterPath:
        """Return the outline; where a neighbour joins, it runs on past the widget's edge."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ends = (self._at_end, self._at_start) if mirrored else (self._at_start, self._at_end)
        left, right = (inset if end else -2 * _RADIUS for end in ends)
        path = QPainterPath()
        path.addRoundedRect(
            QRectF(self.rect()).adjusted(left, inset, -right, -inset), _RADIUS, _RADIUS
        )
        return path

    def _lettering(self, *, chosen: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(_TEXT_PIXELS)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        return font
