"""What an entry was before it was amended or removed, one version below the other."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dosejournal.domain.entries import Entry
from dosejournal.gui import entry_words
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.entry_details import FactsGrid, ReadingField, bare
from dosejournal.gui.entry_words import Fact, Measures
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import measures, revisions
from dosejournal.journal.revisions import Version

_NOTHING = "–"


class HistoryDialog(QDialog):
    """Lists the earlier versions of an entry, newest first, and what changed in each."""

    def __init__(self, workspace: Workspace, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        known = workspace.read(measures.listing, archived=True)
        self._measures: Measures = {measure.key: measure for measure in known}
        self.versions = workspace.read(revisions.of, entry.kind, entry.id)
        self.setWindowTitle(_("Earlier versions"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 8)
        column.setSpacing(16)
        if not self.versions:
            column.addWidget(label(_("This entry has not been changed since it was recorded.")))
        after = entry
        for version in self.versions:
            column.addWidget(self._card(version, after))
            after = version.entry
        column.addStretch(1)
        area = QScrollArea()
        bare(area, inside)
        self.close_button = button(_("Close"), "primary")
        self.close_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 0, 24, 20)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)
        self.resize(560, 560)
        self.close_button.setFocus()

    def _card(self, version: Version, after: Entry) -> Card:
        until = entry_words.day_and_time(version.changed_at, self._workspace.now().tzinfo)
        if version.act == "removed":
            hint = _("The entry was removed then.")
        elif version.entry.note != after.note:
            hint = _("The note was changed then.")
        else:
            hint = ""
        card = Card(_("Until {when}").format(when=until), hint)
        grid = FactsGrid()
        before = entry_words.facts(version.entry, self._measures)
        grid.show_facts(changes(before, entry_words.facts(after, self._measures)))
        card.body.addWidget(grid)
        if version.entry.note:
            note = ReadingField(_("Note"))
            note.show_text(version.entry.note)
            card.body.addWidget(note)
        return card


def changes(before: list[Fact], after: list[Fact]) -> list[Fact]:
    """Return what was said before and, where it differs, what was said instead: 12 → 22."""
    earlier = {fact.key: fact.text for fact in before}
    later = {fact.key: fact.text for fact in after}
    every = {fact.key: fact for fact in (*before, *after)}
    return [
        fact
        if earlier.get(key) == later.get(key)
        else Fact(
            key,
            fact.label,
            _("{before} → {after}").format(
                before=earlier.get(key, _NOTHING), after=later.get(key, _NOTHING)
            ),
        )
        for key, fact in every.items()
    ]
