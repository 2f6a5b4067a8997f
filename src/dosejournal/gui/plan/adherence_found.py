"""What became of the planned doses of some days: the bar of them, and what is said of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dosejournal.domain.adherence import Adherence
from dosejournal.gui.cards import label
from dosejournal.gui.plan import adherence_words
from dosejournal.gui.plan.adherence_bar import AdherenceBar, counts


@dataclass(frozen=True, slots=True)
class Told:
    """What was counted from the first day to the last; `windows` of the doses are in minutes."""

    found: Adherence
    windows: Collection[int]
    first: date
    last: date


class AdherenceFound(QWidget):
    """Shows the share, the bar, and below it the sentences that say what they rest on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = label("")
        font = self.share.font()
        font.setWeight(font.Weight.Medium)
        self.share.setFont(font)
        self.bar = AdherenceBar()
        self.bounds = label("")
        self.timing = label("")
        self.extras = label("")
        self.ground = label("", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        for widget in (self.share, self.bar, self.bounds, self.timing, self.extras, self.ground):
            column.addWidget(widget)

    def tell(self, told: Told) -> None:
        """Show other counts."""
        found = told.found
        self.bar.show_counts(counts(found))
        for line, text in (
            (self.share, adherence_words.share(found)),
            (self.bounds, adherence_words.bounds(found)),
            (self.timing, adherence_words.timing(found, told.windows)),
            (self.extras, adherence_words.extras(found)),
            (self.ground, adherence_words.ground(found, told.first, told.last)),
        ):
            line.setText(text)
            line.setVisible(bool(text))
