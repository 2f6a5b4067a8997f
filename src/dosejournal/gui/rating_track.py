"""The line a rating is made on: dotted and without a handle until it is touched."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from dosejournal.domain.measures import Measure
from dosejournal.errors import OffScaleError
from dosejournal.gui import theme
from dosejournal.gui.rating_steps import Steps
from dosejournal.gui.typed_number import TypedNumber
from dosejournal.i18n import _

HEIGHT = 32
INSET = 10
_RADIUS = float(INSET)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class RatingTrack(QAbstractSlider):
    """A line between two ends; pointer, arrow keys and typed numbers put a handle on it.

    The first arrow key puts the handle in the middle, because that key is the touch and a line
    that is not rated has no place to move from. `edited` tells that the person has changed the
    rating, `refused` carries the sentence when a typed number lies off the scale.
    """

    edited = Signal()
    refused = Signal(str)
    focused = Signal(bool)

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measure = measure
        self.steps = Steps.of(measure)
        self._rating: float | None = None
        self._before: float | None = None
        self._typed = TypedNumber(self)
        self._typed.ended.connect(self._finish_typing)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, self.steps.count)
        self.setSingleStep(1)
        self.setPageStep(max(1, self.steps.count // 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(measure.name)
        self._describe()
        # a screen reader moves a slider by its number
        self.valueChanged.connect(lambda index: self._touch(self.steps.value(index)))

    @property
    def rating(self) -> float | None:
        """The rating, or None while there is none."""
        return self._rating

    def set_rating(self, value: float | None) -> None:
        """Show a rating, or that there is none."""
        self._rating = value
        self.blockSignals(True)
        self.setValue(0 if value is None else self.steps.index(value))
        self.blockSignals(False)
        self._describe()
        self.update()

    def text(self) -> str:
        """Return the rating as the person writes it; empty while there is none."""
        return "" if self._rating is None else self.steps.text(self._rating, self.locale())

    def sizeHint(self) -> QSize:
        """Return the size it has when there is room."""
        return QSize(320, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it is of no use."""
        return QSize(96, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, type or take back the rating."""
        event.setAccepted(not event.modifiers() & _COMMANDS and self._obey(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the handle where the pointer is."""
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)
        if event.isAccepted():
            self._point(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the handle along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave the handle where it is."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel never changes a rating."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys go here."""
        super().focusInEvent(event)
        self.focused.emit(True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End a number that is being typed."""
        super().focusOutEvent(event)
        self._typed.end()
        self.focused.emit(False)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, and the handle once there is one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._rating is None:
            self._paint_empty(painter)
        else:
            self._paint_rating(painter, self.steps.fraction(self._rating))
        painter.end()

    def _paint_empty(self, painter: QPainter) -> None:
        colours = theme.tokens(self.palette())
        middle = self.height() / 2
        dots = QPen(QColor(colours.faint), 1.5, Qt.PenStyle.CustomDashLine)
        dots.setDashPattern([1.0, 1.5])
        painter.setPen(dots)
        painter.drawLine(QPointF(_RADIUS, middle), QPointF(self.width() - _RADIUS, middle))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(1, middle - 10, self.width() - 2, 20), 10, 10)

    def _paint_rating(self, painter: QPainter, fraction: float) -> None:
        colours = theme.tokens(self.palette())
        middle = self.height() / 2
        begin = self._begin()
        if self._mirrored():
            begin, fraction = 1 - begin, 1 - fraction
        start = QPointF(_RADIUS + begin * self._travel(), middle)
        handle = QPointF(_RADIUS + fraction * self._travel(), middle)
        cap = Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(QColor(colours.track), 4, Qt.PenStyle.SolidLine, cap))
        painter.drawLine(QPointF(_RADIUS, middle), QPointF(self.width() - _RADIUS, middle))
        painter.setPen(QPen(QColor(colours.accent), 4, Qt.PenStyle.SolidLine, cap))
        painter.drawLine(start, handle)
        if self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(handle, 13, 13)
            painter.setBrush(QColor(colours.card))
            painter.drawEllipse(handle, 11, 11)
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.setBrush(QColor(colours.card))
        painter.drawEllipse(handle, _RADIUS - 1, _RADIUS - 1)

    def _begin(self) -> float:
        """Return from where the line is filled, as a fraction of its length."""
        return 0.0

    def _travel(self) -> float:
        return max(1.0, self.width() - 2 * _RADIUS)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _point(self, x: float) -> None:
        fraction = min(1.0, max(0.0, (x - _RADIUS) / self._travel()))
        if self._mirrored():
            fraction = 1 - fraction
        self._typed.forget()
        self._touch(self.steps.value(round(fraction * self.steps.count)))

    def _obey(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if self._typed.takes(event.text()):
            self._type(event.text())
        elif event.text() == "+":
            # no part of the number: it only begins another one
            self._typed.end()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._typed.text:
            self._typed.end()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._typed.forget()
            self._touch(None)
        else:
            return self._move(key)
        return True

    def _move(self, key: Qt.Key) -> bool:
        index = 0 if self._rating is None else self.steps.index(self._rating)
        on, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self._mirrored():
            on, back = back, on
        steps = {
            Qt.Key.Key_Up: 1,
            on: 1,
            Qt.Key.Key_Down: -1,
            back: -1,
            Qt.Key.Key_PageUp: self.pageStep(),
            Qt.Key.Key_PageDown: -self.pageStep(),
        }
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.steps.count}
        if key in ends:
            index = ends[key]
        elif key not in steps:
            return False
        elif self._rating is None:
            index = self.steps.count // 2
        else:
            index = min(self.steps.count, max(0, index + steps[key]))
        self._typed.forget()
        self._touch(self.steps.value(index))
        return True

    def _type(self, key_text: str) -> None:
        if self._typed.begins(key_text):
            self._before = self._rating
        number = self._typed.add(key_text)
        if number is None:
            return
        try:
            self._touch(self._measure.check(number))
        except OffScaleError as error:
            if self._typed.has_decimals or abs(number) * 10 > max(
                abs(self.steps.low), abs(self.steps.high)
            ):
                self._refuse(str(error))

    def _finish_typing(self) -> None:
        number = self._typed.number
        if number is not None:
            try:
                self._measure.check(number)
            except OffScaleError as error:
                self._refuse(str(error))

    def _refuse(self, sentence: str) -> None:
        # what was typed is not what is meant, so neither is its beginning
        self._typed.forget()
        self._touch(self._before)
        self.refused.emit(sentence)

    def _touch(self, value: float | None) -> None:
        if value != self._rating:
            self.set_rating(value)
            self.edited.emit()

    def _describe(self) -> None:
        if self._rating is None:
            self.setAccessibleDescription(_("not rated"))
        else:
            highest = self.steps.text(self.steps.high, self.locale())
            self.setAccessibleDescription(
                _("{value} of {highest}").format(value=self.text(), highest=highest)
            )
