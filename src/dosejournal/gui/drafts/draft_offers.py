"""The quiet lines on Today that offer to go on with what was being written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.gui.drafts import words
from dosejournal.gui.drafts.drafting import Drafting
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import drafts
from dosejournal.journal.drafts import Draft

_AT_ONCE = 4


class DraftOffers(QFrame):
    """Offers what was left by the start before, and never shows what it says.

    `wanted` carries the draft to go on with. One that is discarded leaves the journal at once, and
    can be taken back for as long as its line stands here.
    """

    wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._is_aside = False
        self.lines: dict[str, OfferLine] = {}
        self.setProperty("role", "strip")
        self.setAccessibleName(_("What you were writing"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 6, 8, 6)
        self._column.setSpacing(0)
        self.refresh()

    def refresh(self) -> None:
        """Offer what is kept and is in no form of the window."""
        in_use = {each.place for each in self.window().findChildren(Drafting)}
        found = self._workspace.read(drafts.read)
        offered = [each for each in found if words.is_known(each) and each.place not in in_use]
        kept = {draft.place: draft for draft in offered[:_AT_ONCE]}
        for place in [place for place in self.lines if place not in kept]:
            self.lines.pop(place).go()
        for place, draft in kept.items():
            if place not in self.lines:
                self._add(draft)
        self.stand_aside(self._is_aside)
        self.setVisible(bool(self.lines))

    def stand_aside(self, aside: bool) -> None:
        """Open nothing of before beside a check-in that is filled in."""
        self._is_aside = aside
        for line in self.lines.values():
            line.continue_button.setEnabled(not aside or line.draft.kind == "check_in")

    def _add(self, draft: Draft) -> None:
        line = OfferLine(draft, words.sentence(draft, self._workspace.now()))
        line.continue_button.clicked.connect(lambda _on: self.wanted.emit(draft))
        line.discard_button.clicked.connect(lambda _on: self._discard(line))
        line.undo_button.clicked.connect(lambda _on: self._take_back(line))
        line.can_discard = not self._workspace.only_read_because
        line.turn(discarded=False)
        self.lines[draft.place] = line
        self._column.addWidget(line)

    def _discard(self, line: "OfferLine") -> None:
        if self._workspace.jot(drafts.drop, line.draft.place):
            line.turn(discarded=True)

    def _take_back(self, line: "OfferLine") -> None:
        draft = line.draft
        if self._workspace.jot(drafts.keep, draft.kept_at, draft.place, draft.content):
            line.turn(discarded=False)


class OfferLine(QWidget):
    """What was being written and when, to be continued or discarded."""

    def __init__(self, draft: Draft, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.is_discarded = False
        self.can_discard = True
        self._sentence = sentence
        self.label = label(sentence)
        self.continue_button = button(_("Continue"), "link")
        self.discard_button = button(_("Discard"), "link")
        self.undo_button = button(_("Undo"), "link")
        for each in self.stops:
            each.setAccessibleDescription(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        for each in self.stops:
            row.addWidget(each)
        self.turn(discarded=False)

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        return [self.continue_button, self.discard_button, self.undo_button]

    def turn(self, *, discarded: bool) -> None:
        """Say that it is discarded, or offer it again; the keyboard stays in the line."""
        had_keyboard = any(each.hasFocus() for each in self.stops)
        self.is_discarded = discarded
        self.label.setText(
            _("What you were writing is discarded.") if discarded else self._sentence
        )
        self.undo_button.setVisible(discarded)
        self.continue_button.setVisible(not discarded)
        self.discard_button.setVisible(self.can_discard and not discarded)
        if had_keyboard:
            (self.undo_button if discarded else self.continue_button).setFocus()

    def go(self) -> None:
        """Leave the page."""
        self.hide()
        self.deleteLater()
