"""Which parts a report has: sections, measures, and what is always there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from dosejournal.domain.measures import Measure
from dosejournal.exchange.report import SECTIONS, Section
from dosejournal.gui.cards import Card
from dosejournal.gui.report.boxes import box
from dosejournal.i18n import _

# without a measure there is nothing to draw, to compare or to list
_OF_MEASURES: frozenset[Section] = frozenset({"chart", "comparison", "charts", "table"})


class SectionsCard(Card):
    """A box for each part that can be left out."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Sections"),
            _("The heading and the limits of the record are always there."),
            parent,
        )
        self.body.setSpacing(4)
        words = section_words()
        self.boxes: dict[Section, QCheckBox] = {}
        for section in SECTIONS:
            made = self.boxes[section] = box(words[section])
            made.toggled.connect(lambda _on: self.chosen.emit())
            self.body.addWidget(made)

    def sections(self) -> frozenset[Section]:
        """Return the sections that are ticked."""
        return frozenset(name for name, made in self.boxes.items() if made.isChecked())


class MeasuresCard(Card):
    """A box for each measure, in the person's order; a new one is ticked."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Measures"), _("Those that were not rated in the period are left out."), parent
        )
        self.body.setSpacing(4)
        self._offered: list[tuple[str, str]] = []
        self._left_out: set[str] = set()
        self.boxes: dict[str, QCheckBox] = {}

    def offer(self, measures: Sequence[Measure], main: Measure | None) -> None:
        """Offer these measures."""
        offered = [(each.key, _words(each, main)) for each in measures]
        if offered == self._offered:
            return
        self._offered = offered
        for old in self.boxes.values():
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.boxes = {key: self._box(key, words) for key, words in offered}
        for made in self.boxes.values():
            self.body.addWidget(made)

    def measures(self) -> tuple[str, ...]:
        """Return the keys of the ticked ones; none where all are, also those to come."""
        ticked = tuple(key for key, made in self.boxes.items() if made.isChecked())
        return () if len(ticked) == len(self.boxes) else ticked

    def narrowed(self, sections: frozenset[Section]) -> frozenset[Section]:
        """Return the sections that there can be with the ticked measures."""
        none = bool(self.boxes) and not any(made.isChecked() for made in self.boxes.values())
        return sections - _OF_MEASURES if none else sections

    def _box(self, key: str, words: str) -> QCheckBox:
        made = box(words, checked=key not in self._left_out)
        made.toggled.connect(lambda on: self._choose(key, ticked=on))
        return made

    def _choose(self, key: str, *, ticked: bool) -> None:
        (self._left_out.discard if ticked else self._left_out.add)(key)
        self.chosen.emit()


def section_words() -> dict[Section, str]:
    """Return how each section is called here."""
    return {
        "question": _("Question for this visit"),
        "medicines": _("Medicines and doses"),
        "questionnaires": _("Questionnaires"),
        "effects": _("Side effects"),
        "chart": _("Main measure"),
        "comparison": _("Days with and without a dose"),
        "charts": _("Further measures"),
        "calendar": _("Calendar of planned doses"),
        "notes": _("Chosen notes"),
        "table": _("Table of days"),
        "methods": _("How numbers were made"),
    }


def _words(measure: Measure, main: Measure | None) -> str:
    if main is not None and measure.key == main.key:
        return _("{measure} (main measure)").format(measure=measure.name)
    if measure.archived:
        return _("{measure} (archived)").format(measure=measure.name)
    return measure.name
