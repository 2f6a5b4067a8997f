"""Moving the days with mouse, wheel and keys."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from dosejournal.gui.plots.span import Span

_ZOOM_BY_KEY = 0.7
_ZOOM_BY_WHEEL = 0.9985
_PAN_BY_KEY = 0.1


class Places(Protocol):
    """What tells which place in time lies where on a plot."""

    day_width: float

    def place_at(self, x: float) -> float:
        """Return the place in time at a horizontal position."""
        ...

    def day_meant(self, x: float, y: float) -> int | None:
        """Return the day that the mouse points at there, None beside the days."""
        ...


class Steering(QObject):
    """Moves a span as the person wheels, drags and types over one plot.

    It watches `area`, where the mouse is, and `owner`, which has the keys; pyqtgraph's own mouse
    rests, so that all ways to move go through the span and stop at its limits.
    """

    def __init__(self, span: Span, places: Places, area: QWidget, owner: QWidget) -> None:
        super().__init__(owner)
        self._span, self._places, self._owner = span, places, owner
        self._dragged_from: float | None = None
        area.installEventFilter(self)
        owner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what moves the days or points at them; leave the rest to the page."""
        if watched is self._owner:
            return isinstance(event, QKeyEvent) and self._key(event)
        match event:
            case QWheelEvent():
                self._wheel(event)
                return True
            case QMouseEvent():
                self._mouse(event)
                return True
        if event.type() == QEvent.Type.Leave:
            self._span.point_at(None)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        match event.key():
            case Qt.Key.Key_Left:
                self._sideways(-1, event)
            case Qt.Key.Key_Right:
                self._sideways(1, event)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._span.zoom(_ZOOM_BY_KEY)
            case Qt.Key.Key_Minus:
                self._span.zoom(1 / _ZOOM_BY_KEY)
            case Qt.Key.Key_Home | Qt.Key.Key_0:
                self._span.reset()
            case Qt.Key.Key_Escape if self._span.place is not None:
                self._span.point_at(None)
            case _:
                return False
        return True

    def _sideways(self, days: int, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._span.step(days, self._owner)
        else:
            self._span.pan(days * self._span.days * _PAN_BY_KEY)

    def _wheel(self, event: QWheelEvent) -> None:
        turned, x = event.angleDelta(), event.position().x()
        if abs(turned.x()) > abs(turned.y()):
            self._span.pan(-turned.x() * self._places.day_width)
        else:
            self._span.zoom(_ZOOM_BY_WHEEL ** turned.y(), self._places.place_at(x))
        self._point(event.position())

    def _mouse(self, event: QMouseEvent) -> None:
        x = event.position().x()
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                self._owner.setFocus(Qt.FocusReason.MouseFocusReason)
                self._dragged_from = x
                self._span.point_at(None)
            case QEvent.Type.MouseButtonRelease:
                self._dragged_from = None
            case QEvent.Type.MouseButtonDblClick:
                self._span.reset()
            case QEvent.Type.MouseMove if self._dragged_from is not None:
                self._span.pan((self._dragged_from - x) * self._places.day_width)
                self._dragged_from = x
            case _:
                self._point(event.position())

    def _point(self, at: QPointF) -> None:
        day = self._places.day_meant(at.x(), at.y())
        self._span.point_at(None if day is None else day + 0.5, self._owner)
