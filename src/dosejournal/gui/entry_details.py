"""All that one entry of the timeline holds, and what can be done with it."""

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dosejournal.gui import clipboard, entry_words, wrapping
from dosejournal.gui.cards import Card, FlowLayout, button, label
from dosejournal.gui.entry_words import Fact, Measures
from dosejournal.gui.timeline_model import Line
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import adverse_effects, effect_words

_HIGHEST_NOTE = 320
_NOTE_MEASURED = 4000


class EntryDetails(Card):
    """Shows the chosen entry whole; its buttons tell what the person wants done with it."""

    amend_wanted = Signal()
    remove_wanted = Signal()
    restore_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._workspace = workspace
        self.facts = FactsGrid()
        self.note = ReadingField(_("Note"))
        self.unedited = label(_("What was expected is not edited afterwards."), "hint")
        self.placeholder = label(_("Choose an entry to see all of it."), "hint")
        self.amend = button(_("Amend…"))
        self.remove = button(_("Remove"), "danger")
        self.restore = button(_("Restore"))
        self.history = button(_("Earlier versions…"))
        self._inside = QScrollArea()
        self._lay_out()
        self.amend.clicked.connect(self.amend_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        self.history.clicked.connect(self.history_wanted)
        self.show_line(None, {})

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.facts)
        column.addWidget(self.note)
        column.addWidget(self.unedited)
        column.addStretch(1)
        bare(self._inside, inside)
        buttons = FlowLayout()
        for made in (self.amend, self.restore, self.history, self.remove):
            buttons.addWidget(made)
        self.body.addWidget(self.placeholder)
        self.body.addWidget(self._inside, 1)
        self.body.addLayout(buttons)

    def show_line(self, line: Line | None, measures: Measures) -> None:
        """Show an entry, or with None that one can be chosen."""
        for widget in (self._inside, self.amend, self.remove, self.restore, self.history):
            widget.setVisible(line is not None)
        self.placeholder.setVisible(line is None)
        self.set_title("" if line is None else entry_words.kind(line.entry))
        if line is None:
            self.facts.show_facts([])
            self.note.clear()
            return
        expected = line.entry.expectation is not None
        self.unedited.setVisible(expected)
        self.amend.setVisible(line.version is None and not expected)
        filled_in = line.entry.response is not None
        self.amend.setText(_("Answers and note…") if filled_in else _("Amend…"))
        self.remove.setVisible(line.version is None)
        self.restore.setVisible(line.version is not None)
        has_versions = line.entry.amended_at is not None or line.version is not None
        self.history.setVisible(has_versions)
        self.facts.show_facts(
            [
                *entry_words.facts(line.entry, measures),
                *self._dose_before(line),
                *self._origin(line),
            ],
        )
        self.note.setVisible(bool(line.entry.note))
        self.note.show_text(line.entry.note)

    def _dose_before(self, line: Line) -> list[Fact]:
        # of an effect that was removed nothing is looked up any more
        if line.entry.effect is None or line.version is not None:
            return []
        found = self._workspace.attempt(
            self._workspace.read, adverse_effects.doses_before, [line.entry]
        )
        if found is None:
            return []
        return [Fact("dose_before", _("Last dose before"), effect_words.dose_before(found[0]))]

    def _origin(self, line: Line) -> list[Fact]:
        zone = self._workspace.now().tzinfo
        entry = line.entry
        recorded = entry_words.day_and_time(entry.recorded_at, zone)
        found = [Fact("recorded", _("Recorded"), recorded)]
        if entry.amended_at is not None:
            amended = entry_words.day_and_time(entry.amended_at, zone)
            found.append(Fact("amended", _("Amended"), amended))
        if line.version is not None:
            removed = entry_words.day_and_time(line.version.changed_at, zone)
            found.append(Fact("removed", _("Removed"), removed))
        if entry.source is not None:
            found.append(Fact("source", _("Came from"), entry_words.source(entry.source)))
        return found


class FactsGrid(QWidget):
    """Facts one below the other: what it is on the left, what it says beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: list[Fact]) -> None:
        """Show these facts and no others."""
        while len(self._rows) < len(facts):
            name, text = label("", "hint"), label("")
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, len(self._rows), 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, len(self._rows), 1, Qt.AlignmentFlag.AlignTop)
            self._rows.append((name, text))
        for position, (name, text) in enumerate(self._rows):
            shown = position < len(facts)
            name.setVisible(shown)
            text.setVisible(shown)
            if shown:
                name.setText(facts[position].label)
                text.setText(facts[position].text)
        # lines that wrap are measured again at the width they have now
        self._grid.invalidate()
        self.updateGeometry()

    def lines(self) -> list[tuple[str, str]]:
        """Return what is shown, line by line."""
        return [(n.text(), t.text()) for n, t in self._rows if not n.isHidden()]


class ReadingField(QPlainTextEdit):
    """A text to be read and copied, but not written; as high as it is long, within reason."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy what is selected so that no history of the clipboard keeps it."""
        return clipboard.marked(super().createMimeDataFromSelection())

    def show_text(self, text: str) -> None:
        """Show this text."""
        # emptied first, because to wrap the text before in another way may take minutes
        self.setPlainText("")
        self.setWordWrapMode(wrapping.mode(text))
        self.setPlainText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become higher where there is less width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margin = 2 * round(self.document().documentMargin())
        frame = 2 * self.frameWidth() + margin
        room = QRect(0, 0, self.viewport().width() - margin, _HIGHEST_NOTE)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        # more than this is higher than the field whatever its width, and 1 MB is not measured
        beginning = self.toPlainText()[:_NOTE_MEASURED]
        height = self.fontMetrics().boundingRect(room, flags, beginning).height()
        self.setFixedHeight(min(height, _HIGHEST_NOTE) + frame)


def bare(area: QScrollArea, inside: QWidget) -> None:
    """Let a part of a card scroll without a frame or ground of its own."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
