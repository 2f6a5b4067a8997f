"""What an archive would add, what is there already, and what the journal keeps as it has it."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from dosejournal.domain.archives import Archive, ArchiveCounts
from dosejournal.gui import entry_words
from dosejournal.gui.cards import Card, label
from dosejournal.gui.facts_grid import NOTHING, FactsGrid
from dosejournal.gui.import_summary import removed_earlier
from dosejournal.i18n import _, ngettext


class ArchiveCard(Card):
    """The numbers of an archive, and the sentences that belong to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What it would add"), parent=parent)
        names = (
            _("New check-ins"),
            _("New ratings"),
            _("New doses"),
            _("New expectations"),
            _("New questionnaires"),
            _("New unwanted effects"),
            _("New versions of regimens"),
            _("Earlier versions of entries"),
            _("Lines already in the journal"),
            _("Held aside"),
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

    def show_archive(self, archive: Archive, counts: ArchiveCounts) -> None:
        """Show another archive."""
        self._grid.show_facts(_facts(archive, counts))
        self.remarks.setText("\n".join(_sentences(archive, counts)))


def _facts(archive: Archive, counts: ArchiveCounts) -> list[str]:
    new = counts.accepted
    tables = (
        *("check_in", "rating", "dose_event", "expectancy", "questionnaire_response"),
        *("adverse_effect", "regimen", "revision"),
    )
    numbers = [*(new[name] for name in tables), counts.duplicates, len(counts.held_aside)]
    days = [entry_words.day(day) for day in archive.days] if archive.days else [NOTHING] * 2
    return [*map(QLocale().toString, numbers), *days]


def _sentences(archive: Archive, counts: ArchiveCounts) -> list[str]:
    said = []
    if archive.first_day or archive.last_day:
        said.append(_("The archive holds the entries of some days only, not of a whole journal."))
    if not counts.changes and not counts.held_aside:
        said.append(_("All of it is in the journal already: there is nothing to bring in."))
    if counts.replaces:
        said.append(
            _(
                "Nothing was recorded in this journal yet: measures, choices and reminders come "
                "from the archive too."
            )
        )
    else:
        said.append(
            _("Choices, reminders and the start of the day stay as this journal has them.")
        )
    if counts.removed_earlier:
        said.append(removed_earlier(counts.removed_earlier))
    if counts.ended:
        said.append(
            ngettext(
                "{n} regimen or pause ends as in the archive.",
                "{n} regimens or pauses end as in the archive.",
                counts.ended,
            ).format(n=QLocale().toString(counts.ended))
        )
    return said
