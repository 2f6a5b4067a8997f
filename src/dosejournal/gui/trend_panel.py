"""A card on the Trends page: a title, one plot, and the quiet line that says what it rests on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from dosejournal.gui.cards import Card, label
from dosejournal.gui.plots import Plot
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.span import Span
from dosejournal.gui.plots.subject import Subject
from dosejournal.journal.trends import Overview

_GAP = 12
_MARGINS = 48  # of a card, at both sides
# what stands beside the name in less room than this would be a column of single words
_NARROWEST_HINT = 280


class TrendPanel(Card):
    """Shows one plot with its ground."""

    def __init__(
        self,
        kind: type[Plot],
        subject: Subject,
        span: Span,
        words: DayWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        plot = self.plot = kind(subject, span, words, self)
        self._name = label(plot.subject.name, "card-title")
        self._name.setWordWrap(False)
        self._hint = label(plot.hint, "hint")
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(_GAP)
        head.addWidget(self._name)
        head.addWidget(self._hint, 1)
        self.ground_label = GroundLabel()
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addWidget(plot.canvas)
        self.body.addWidget(self.ground_label)

    def show_overview(self, overview: Overview) -> None:
        """Draw what the journal holds now."""
        self.plot.show(overview)
        name = next(
            subject.name
            for subject in self.plot.subjects(overview)
            if subject.key == self.plot.subject.key
        )
        self._name.setText(name)
        self._hint.setText(self.plot.hint)
        self.setAccessibleName(name)
        self._place_hint()

    def say_ground(self, first_day: int, last_day: int) -> None:
        """Say what the picture of the days shown rests on."""
        self.ground_label.say(self.plot.ground(first_day, last_day))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what explains the picture below its name where there is no room beside it."""
        super().resizeEvent(event)
        self._place_hint()

    def _place_hint(self) -> None:
        name = self._name.fontMetrics().horizontalAdvance(self._name.text())
        needed = name + _GAP + max(_NARROWEST_HINT, self._hint.minimumSizeHint().width())
        beside = needed <= self.contentsRect().width() - _MARGINS
        direction = QBoxLayout.Direction
        self._head.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._head.setSpacing(_GAP if beside else 0)
        self._name.setWordWrap(not beside)
        # beside is never a must: else the panel would not get narrow enough to stop it
        self._hint.setMinimumWidth(1 if beside else 0)

    def settle(self) -> None:
        """Make room for all that is said, now and not when Qt comes to it."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))


class GroundLabel(QLabel):
    """A line that wraps; while its words change as the days move, it gets no lower again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._across = 0

    def say(self, text: str) -> None:
        """Show other words."""
        if text != self.text():
            self.setText(text)
            self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take only the room that is needed at another width."""
        super().resizeEvent(event)
        if event.size().width() != self._across:
            self._across = event.size().width()
            self.setMinimumHeight(0)
            self._make_room()

    def _make_room(self) -> None:
        if self._across:
            needed = self.heightForWidth(self._across)
            self.setMinimumHeight(max(self.minimumHeight(), needed))
