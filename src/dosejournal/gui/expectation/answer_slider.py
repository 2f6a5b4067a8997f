"""The lines on which an expectation is said: like those of a rating, and some from the middle."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from dosejournal.domain.measures import Measure
from dosejournal.gui import theme
from dosejournal.gui.cards import label
from dosejournal.gui.entry_words import signed
from dosejournal.gui.rating_slider import RatingSlider
from dosejournal.gui.rating_track import INSET, RatingTrack
from dosejournal.i18n import _

_TICK = 6


class AnswerTrack(RatingTrack):
    """A line that is filled from 0, where its scale goes both ways, and has a mark there.

    Return answers with the number that is typed: it ends that number, and goes on to the dialog.
    """

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        self._was_refused = False
        super().__init__(measure, parent)
        self.refused.connect(self._note_refusal)

    @property
    def goes_both_ways(self) -> bool:
        """Whether 0 lies between both ends."""
        return self.steps.low < 0 < self.steps.high

    def text(self) -> str:
        """Return the answer as it is written: +10, −10 or 0; empty while there is none."""
        if self.rating is not None and self.goes_both_ways:
            return signed(self.rating)
        return super().text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, type or take back the answer."""
        self._was_refused = False
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._was_refused:
            event.ignore()

    def _note_refusal(self) -> None:
        self._was_refused = True

    def _refuse(self, _sentence: str) -> None:
        # the question stands above it: which numbers there are is all that is missing
        low, high = self.steps.low, self.steps.high
        lowest, highest = (
            (signed(low), signed(high))
            if self.goes_both_ways
            else (self.steps.text(low, self.locale()), self.steps.text(high, self.locale()))
        )
        super()._refuse(_("From {lowest} to {highest}.").format(lowest=lowest, highest=highest))

    def _begin(self) -> float:
        return self.steps.fraction(0.0)

    def _paint_empty(self, painter: QPainter) -> None:
        self._paint_mark(painter)
        super()._paint_empty(painter)

    def _paint_rating(self, painter: QPainter, fraction: float) -> None:
        self._paint_mark(painter)
        super()._paint_rating(painter, fraction)

    def _paint_mark(self, painter: QPainter) -> None:
        if not self.goes_both_ways:
            return
        centre = QPointF(self.width() / 2, self.height() / 2)
        half = QPointF(0, _TICK)
        painter.setPen(QPen(QColor(theme.tokens(self.palette()).faint), 1.5))
        painter.drawLine(centre - half, centre + half)

    def _describe(self) -> None:
        if self.rating is None:
            self.setAccessibleDescription(_("not answered"))
        elif self.goes_both_ways:
            self.setAccessibleDescription(
                _("{value}, on a scale from {lowest} to {highest}").format(
                    value=self.text(),
                    lowest=signed(self.steps.low),
                    highest=signed(self.steps.high),
                )
            )
        else:
            super()._describe()


class AnswerSlider(RatingSlider):
    """A line with worded ends, and a word in the middle where there is one to say."""

    def __init__(self, measure: Measure, question: str, parent: QWidget | None = None) -> None:
        super().__init__(measure, parent, AnswerTrack(measure))
        self.middle_label = label("", "hint")
        self.middle_label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.middle_label.hide()
        ends = self.ends.layout()
        assert isinstance(ends, QHBoxLayout)  # noqa: S101 - as the slider lays it out
        ends.insertWidget(1, self.middle_label, 1)
        self._give_room()
        self.unrate_button.setToolTip(_("Not answered"))
        self.ask(question)

    def ask(self, question: str) -> None:
        """Tell who hears it what it answers."""
        self.track.setAccessibleName(question)

    def word(self, low: str, middle: str, high: str) -> None:
        """Show other words at the ends and in the middle."""
        self.low_label.setText(low)
        self.middle_label.setText(middle)
        self.middle_label.show()
        self.high_label.setText(high)

    def _give_room(self) -> None:
        """Put the sentence about a mistake below the words at the ends, which stay."""
        lines = self.layout()
        assert isinstance(lines, QGridLayout)  # noqa: S101 - as the slider lays it out
        lines.removeWidget(self.sentence_label)
        lines.addWidget(self.sentence_label, 2, 0, 1, 3)
        self.sentence_label.setContentsMargins(INSET, 0, INSET, 0)

    def _say(self, sentence: str) -> None:
        self.sentence_label.setText(sentence)
        self.sentence_label.setVisible(bool(sentence))
