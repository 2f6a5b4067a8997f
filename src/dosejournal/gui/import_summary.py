"""What an import would add, what is there already, and what stays outside."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from dosejournal.domain.imports import ImportCounts, ImportPlan
from dosejournal.gui import entry_words
from dosejournal.gui.cards import Card, label
from dosejournal.gui.facts_grid import NOTHING, FactsGrid
from dosejournal.i18n import _, ngettext


class SummaryCard(Card):
    """The numbers of an import, and the sentences that belong to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What it would add"), parent=parent)
        names = (
            _("New check-ins"),
            _("New ratings"),
            _("New doses"),
            _("New notes"),
            _("Tags on them"),
            _("Already in the journal"),
            _("Held aside"),
            _("Time zone"),
            _("First day"),
            _("Last day"),
        )
        self._grid = FactsGrid(names)
        self.remarks = label("", "hint")
        self.body.addLayout(self._grid)
        self.body.addWidget(self.remarks)

    def facts(self) -> dict[str, str]:
        """Return what is shown, by its name."""
        return self._grid.facts()

    def show_plan(self, plan: ImportPlan, counts: ImportCounts) -> None:
        """Show another plan."""
        self._grid.show_facts(_facts(plan, counts))
        said = _sentences(plan, counts)
        self.remarks.setText("\n".join(said))
        self.remarks.setVisible(bool(said))


def _facts(plan: ImportPlan, counts: ImportCounts) -> list[str]:
    numbers = (
        counts.check_ins,
        counts.ratings,
        counts.dose_events,
        counts.notes,
        counts.tags,
        counts.duplicates,
        len(plan.held_aside),
    )
    days = [entry_words.day(day) for day in plan.days] if plan.days else [NOTHING] * 2
    return [*map(QLocale().toString, numbers), plan.zone, *days]


def _sentences(plan: ImportPlan, counts: ImportCounts) -> list[str]:
    said = _of_nothing(plan, counts)
    if counts.removed_earlier:
        said.append(removed_earlier(counts.removed_earlier))
    if counts.completed:
        said.append(
            ngettext(
                "{n} check-in of the journal gains what this file says of its time beside it.",
                "{n} check-ins of the journal gain what this file says of their times beside it.",
                counts.completed,
            ).format(n=QLocale().toString(counts.completed))
        )
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


def _of_nothing(plan: ImportPlan, counts: ImportCounts) -> list[str]:
    """Return the sentence on why there is nothing to bring in, where there is nothing."""
    held = counts.held_aside or plan.held_aside
    if counts.check_ins or counts.dose_events or counts.completed:
        return []
    if counts.duplicates and held:
        return [_("The rest is in the journal already: there is nothing to bring in.")]
    if counts.duplicates:
        return [_("All of it is in the journal already: there is nothing to bring in.")]
    if held or counts.removed_earlier:
        return []
    return [_("No entry of it has a place in a journal: there is nothing to bring in.")]


def removed_earlier(n: int) -> str:
    """Return the sentence on what a file has of entries that the person removed."""
    return ngettext(
        "{n} entry was removed by you earlier and stays out of the journal.",
        "{n} entries were removed by you earlier and stay out of the journal.",
        n,
    ).format(n=QLocale().toString(n))
