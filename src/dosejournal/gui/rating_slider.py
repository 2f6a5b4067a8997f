"""A visual analogue scale: a line between two worded ends, empty until it is touched."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from dosejournal.domain.measures import Measure
from dosejournal.gui import theme
from dosejournal.gui.cards import button, label
from dosejournal.gui.icons import icon
from dosejournal.gui.rating_track import HEIGHT, INSET, RatingTrack
from dosejournal.i18n import _

_VALUE_WIDTH = 36
_UNRATE_WIDTH = 24
_NONE = "–"


class RatingSlider(QWidget):
    """The line, its two words, and the number once there is one; `edited` tells of a touch.

    Pointer or arrow keys put the handle on the line, digits type a value, `Delete` and the cross
    take the rating back.
    """

    edited = Signal()

    def __init__(
        self,
        measure: Measure,
        parent: QWidget | None = None,
        track: RatingTrack | None = None,
    ) -> None:
        super().__init__(parent)
        self.measure = measure
        self.track = track or RatingTrack(measure)
        self.value_label = QLabel(_NONE)
        self.value_label.setProperty("role", "faint")
        self.value_label.setMinimumWidth(_VALUE_WIDTH)
        self.unrate_button = button("", "icon")
        self.unrate_button.setFixedSize(_UNRATE_WIDTH, _UNRATE_WIDTH)
        self.unrate_button.setIconSize(QSize(12, 12))
        # Delete does the same from the line, so that Tab leads from one measure to the next
        self.unrate_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unrate_button.setAccessibleName(_("Take back: {name}").format(name=measure.name))
        self.unrate_button.setToolTip(_("Not rated"))
        kept = self.unrate_button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.unrate_button.setSizePolicy(kept)
        self.low_label = label(measure.low_anchor, "hint")
        self.high_label = label(measure.high_anchor, "hint")
        self.ends = QWidget()
        self.sentence_label = label("", "error")
        self.sentence_label.hide()
        self._lay_out()
        self._align()
        self.track.edited.connect(self._follow)
        self.track.refused.connect(self._refuse)
        self.track.focused.connect(self._focus)
        self.unrate_button.clicked.connect(self._unrate)
        self._show()

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [self.track]

    def value(self) -> float | None:
        """Return the rating, or None while there is none."""
        return self.track.rating

    def set_value(self, value: float | None) -> None:
        """Show a rating, or that there is none."""
        self.track.set_rating(value)
        self._show()

    def is_empty(self) -> bool:
        """Say whether there is no rating."""
        return self.track.rating is None

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer to take the rating back."""
        super().enterEvent(event)
        self._offer_unrate()

    def leaveEvent(self, event: QEvent) -> None:
        """Be quiet again."""
        super().leaveEvent(event)
        self._offer_unrate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours of the theme and the direction of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_cross()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _lay_out(self) -> None:
        ends = QHBoxLayout(self.ends)
        ends.setContentsMargins(INSET, 0, INSET, 0)
        ends.setSpacing(16)
        ends.addWidget(self.low_label, 1)
        ends.addWidget(self.high_label, 1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(0)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(0, 1)
        layout.setRowMinimumHeight(0, HEIGHT)
        layout.addWidget(self.track, 0, 0)
        layout.addWidget(self.unrate_button, 0, 1)
        layout.addWidget(self.value_label, 0, 2)
        layout.addWidget(self.ends, 1, 0)
        layout.addWidget(self.sentence_label, 1, 0, 1, 3)

    def _align(self) -> None:
        # by the direction of the window: a label alone goes by that of its words
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            near, far = far, near
        fixed = Qt.AlignmentFlag.AlignAbsolute
        self.low_label.setAlignment(near | fixed | Qt.AlignmentFlag.AlignTop)
        self.high_label.setAlignment(far | fixed | Qt.AlignmentFlag.AlignTop)
        self.value_label.setAlignment(far | fixed | Qt.AlignmentFlag.AlignVCenter)

    def _follow(self) -> None:
        self._show()
        self.edited.emit()

    def _unrate(self) -> None:
        self.set_value(None)
        self.track.setFocus(Qt.FocusReason.MouseFocusReason)
        self.edited.emit()

    def _refuse(self, sentence: str) -> None:
        self._say(sentence)

    def _focus(self, focused: bool) -> None:
        self._offer_unrate()
        if not focused:
            self._say("")

    def _say(self, sentence: str) -> None:
        self.sentence_label.setText(sentence)
        self.sentence_label.setVisible(bool(sentence))
        self.ends.setVisible(not sentence)

    def _show(self) -> None:
        self._say("")
        self.value_label.setText(self.track.text() or _NONE)
        role = "faint" if self.is_empty() else "number"
        if self.value_label.property("role") != role:
            self.value_label.setProperty("role", role)
            self.style().unpolish(self.value_label)
            self.style().polish(self.value_label)
        self._offer_unrate()

    def _offer_unrate(self) -> None:
        wanted = not self.is_empty() and (self.underMouse() or self.track.hasFocus())
        if wanted and self.unrate_button.icon().isNull():
            self._paint_cross()
        self.unrate_button.setVisible(wanted)

    def _paint_cross(self) -> None:
        self.unrate_button.setIcon(icon("close", theme.tokens(self.palette()).soft))
