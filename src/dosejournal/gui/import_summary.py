"""What an import would add, what is there already, and what stays outside."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from dosejournal.domain.imports import ImportCounts, ImportPlan
from dosejournal.gui import entry_words
from dosejournal.gui.cards import Card, label
from dosejournal.i18n import _, ngettext

_PAIRS_A_ROW = 2
_GAP_COLUMN = 2


class SummaryCard(Card):
    """The numbers of an import, and the sentences that belong to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What it would add"), parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(_GAP_COLUMN, 32)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(3, 1)
        self.remarks = label("", "hint")
        self.body.addLayout(self._grid)
        self.body.addWidget(self.remarks)

    def show_plan(self, plan: ImportPlan, counts: ImportCounts) -> None:
        """Show another plan."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for index, (name, number) in enumerate(_facts(plan, counts)):
            row, pair = divmod(index, _PAIRS_A_ROW)
            column = pair * (_GAP_COLUMN + 1)
            self._grid.addWidget(label(name, "hint"), row, column)
            value = label(number)
            value.setWordWrap(False)
            value.setAccessibleName(f"{name}: {number}")
            self._grid.addWidget(value, row, column + 1, Qt.AlignmentFlag.AlignRight)
        said = _sentences(plan, counts)
        self.remarks.setText("\n".join(said))
        self.remarks.setVisible(bool(said))


def _facts(plan: ImportPlan, counts: ImportCounts) -> list[tuple[str, str]]:
    written = QLocale().toString
    facts = [
        (_("New check-ins"), written(counts.check_ins)),
        (_("New ratings"), written(counts.ratings)),
        (_("New notes"), written(counts.notes)),
        (_("Tags on them"), written(counts.tags)),
        (_("Already in the journal"), written(counts.duplicates)),
        (_("Held aside"), written(len(plan.held_aside))),
    ]
    if plan.doses:
        facts.insert(2, (_("New doses"), written(counts.dose_events)))
    if plan.days is not None:
        first, last = plan.days
        facts += [
            (_("First day"), entry_words.day(first)),
            (_("Last day"), entry_words.day(last)),
        ]
    return facts


def _sentences(plan: ImportPlan, counts: ImportCounts) -> list[str]:
    said = []
    if counts.duplicates and not counts.check_ins and not counts.dose_events:
        said.append(_("All of it is in the journal already: there is nothing to bring in."))
    if counts.same_time:
        said.append(
            ngettext(
                "{n} new entry has the very time of an entry in the journal: is it the same "
                "history, brought in another way?",
                "{n} new entries have the very times of entries in the journal: is it the same "
                "history, brought in another way?",
                counts.same_time,
            ).format(n=QLocale().toString(counts.same_time))
        )
    if plan.new_measures:
        names = ", ".join(entry_words.isolated(measure.name) for measure in plan.new_measures)
        said.append(_("New measures: {names}").format(names=names))
    said += plan.remarks
    if plan.unknown:
        others = (
            _("{name} ({n})").format(name=entry_words.isolated(name), n=QLocale().toString(n))
            for name, n in plan.unknown.items()
        )
        said.append(_("Without a place in a journal: {names}").format(names=", ".join(others)))
    return said
