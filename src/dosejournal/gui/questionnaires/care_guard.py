"""Help before any score: as long as an answer about death or self-harm is not acknowledged."""

from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from dosejournal.gui import focus
from dosejournal.gui.safety import help_words
from dosejournal.gui.safety.care_screen import CareScreen
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import help_contacts, questionnaires

_TABLES = frozenset({"questionnaire_response"})
_CONTACTS = frozenset({"help_contact", "help_place"})


class CareGuard(QStackedWidget):
    """Is the centre of a window, and puts the page with help in place of its inside where due.

    It is due at the start and whenever a questionnaire comes in, from wherever. A journal that
    is only read keeps no acknowledgement: the page is not shown again until the next start then.
    """

    def __init__(self, window: QMainWindow, workspace: Workspace, inside: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._seen: set[int] = set()
        self._before: QWidget | None = None
        self.care_screen: CareScreen | None = None
        self.addWidget(inside)
        window.setCentralWidget(self)
        workspace.changed.connect(self._notice)
        workspace.attend(self.look)

    def look(self) -> None:
        """Show the page where an answer waits, and take it away where none does any more."""
        found = self._workspace.read(questionnaires.pending)
        waiting = [entry for entry in found if entry.id not in self._seen]
        if not waiting:
            self._go()
        elif self.care_screen is None:
            # read where something waits alone: at a start seldom anything does
            known = self._workspace.read(questionnaires.instruments)
            answers = [questionnaires.score(entry, known).care or 0 for entry in waiting]
            self._show(max(answers), frozenset(entry.id for entry in waiting))

    def _notice(self, changes: frozenset[str]) -> None:
        if changes & _TABLES:
            self._workspace.attend(self.look)
        if changes & _CONTACTS and self.care_screen is not None:
            self._workspace.attend(self._show_contacts)

    def _show_contacts(self) -> None:
        if self.care_screen is not None:
            read = help_contacts.read
            self.care_screen.show_contacts(self._workspace.read(read, help_words.here()))

    def _pick(self, code: str) -> None:
        """Keep a country that was picked; where nothing can be kept, show it for this once."""
        if self.care_screen is None:
            return
        if self._workspace.only_read_because:
            found = self._workspace.read(help_contacts.of_country, code)
            self.care_screen.show_contacts(found)
            return
        now, act = self._workspace.now(), help_contacts.choose_country
        self._workspace.perform(_("Country for help chosen"), act, now, code)

    def _show(self, answer: int, waiting: frozenset[int]) -> None:
        contacts = self._workspace.read(help_contacts.read, help_words.here())
        self._before = self.window().focusWidget()
        self.care_screen = CareScreen(answer, contacts, self)
        self.care_screen.country_picked.connect(self._pick)
        self.care_screen.acknowledged.connect(lambda: self._acknowledge(waiting))
        self.addWidget(self.care_screen)
        self.setCurrentWidget(self.care_screen)

    def _acknowledge(self, waiting: frozenset[int]) -> None:
        self._seen |= waiting
        now = self._workspace.now()
        if not self._workspace.only_read_because:
            self._workspace.perform(_("Help read"), questionnaires.acknowledge, now)
        self._workspace.attend(self.look)

    def _go(self) -> None:
        if self.care_screen is None:
            return
        self.setCurrentIndex(0)
        self.removeWidget(self.care_screen)
        self.care_screen.deleteLater()
        self.care_screen = None
        before, self._before = self._before, None
        # what had the keyboard may be gone, as a form that was recorded is
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        elif (inside := self.widget(0)) is not None:
            focus.go_to_first(inside)
