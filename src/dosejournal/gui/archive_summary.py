"""What an archive would add, what is there already, and what the journal keeps as it has it."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dosejournal.domain.archives import Archive, ArchiveCounts
from dosejournal.gui import entry_words
from dosejournal.gui.cards import Card, label
from dosejournal.gui.import_summary import removed_earlier
from dosejournal.i18n import _, ngettext

_NOTHING = "–"


class ArchiveCard(Card):
    """The numbers of an archive, and the sentences that belong to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What it would add"), parent=parent)
        names = (
            _("New check-ins"),
            _("New ratings"),
            _("New doses"),
            _("New expectations"),
            _("New versions of regimens"),
            _("Earlier versions of entries"),
            _("Lines already in the journal"),
            _("Held aside"),
            _("First day"),
            _("Last day"),
        )
        self._values = {name: self._value() for name in names}
        self.remarks = label("", "hint")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        # between the two pairs of columns
        grid.setColumnMinimumWidth(2, 32)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)
        for index, (name, value) in enumerate(self._values.items()):
            row, pair = divmod(index, 2)
            grid.addWidget(label(name, "hint"), row, pair * 3)
            grid.addWidget(value, row, pair * 3 + 1, Qt.AlignmentFlag.AlignTrailing)
        self.body.addLayout(grid)
        self.body.addWidget(self.remarks)

    def _value(self) -> QLabel:
        made = label(_NOTHING)
        made.setWordWrap(False)
        return made

    def facts(self) -> dict[str, str]:
        """Return what is shown, by its name."""
        return {name: value.text() for name, value in self._values.items()}

    def show_archive(self, archive: Archive, counts: ArchiveCounts) -> None:
        """Show another archive."""
        facts = zip(self._values.items(), _facts(archive, counts), strict=True)
        for (name, value), text in facts:
            value.setText(text)
            value.setAccessibleName(f"{name}: {text}")
        self.remarks.setText("\n".join(_sentences(archive, counts)))


def _facts(archive: Archive, counts: ArchiveCounts) -> list[str]:
    new = counts.accepted
    tables = ("check_in", "rating", "dose_event", "expectancy", "regimen", "revision")
    numbers = [*(new[name] for name in tables), counts.duplicates, len(counts.held_aside)]
    days = [entry_words.day(day) for day in archive.days] if archive.days else [_NOTHING] * 2
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
