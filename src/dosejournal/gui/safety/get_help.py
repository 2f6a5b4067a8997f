"""Help at any moment: the same three ways, with or without an open journal."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain import help_contacts as domain
from dosejournal.domain import help_lines
from dosejournal.domain.help_contacts import Contacts
from dosejournal.domain.help_lines import HelpLine
from dosejournal.gui.cards import button, label
from dosejournal.gui.evidence.outset import ROOM, Outset
from dosejournal.gui.fields import Line
from dosejournal.gui.safety.contacts_dialog import ContactsDialog
from dosejournal.gui.safety.country_box import CountryBox
from dosejournal.gui.safety.help_words import here
from dosejournal.gui.safety.three_ways import EMERGENCY, ThreeWays
from dosejournal.gui.vault.scrolled import scrolled
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import help_contacts

_SIZE = QSize(640, 620)
_ROOM_AROUND = 32


class GetHelpDialog(QDialog):
    """Shows whom to call now; without a workspace, what is known before a journal is unlocked.

    Numbers come up whatever becomes of the journal: where it cannot be read they are those of
    the table, and where it cannot be written the country is changed for this once.
    `manual_wanted` says that somebody looked for how to use the program.
    """

    manual_wanted = Signal()

    def __init__(self, workspace: Workspace | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._code = ""  # until a country is chosen here
        self.setWindowTitle(_("Get help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ways = ThreeWays(
            self._contacts(),
            _("Are you, or is somebody with you, in danger? Then the first one, now."),
            asks=workspace is not None,
        )
        self.words_label = label("")
        self.words_label.hide()
        self.country = CountryBox()
        self.line = Line("", self)
        self.change_button = button(_("Change numbers, or whom to call…"), "link")
        self.manual_button = button(_("How to use the program"), "link")
        self.close_button = button(_("Close"))
        self._lay_out()
        # with a place of their own by now: what is shown before is a window for a moment
        for made in (self.change_button, self.manual_button):
            made.setVisible(workspace is not None)
        self._show()
        self.country.picked.connect(self._pick)
        self.ways.confirmed.connect(self._confirm)
        self.change_button.clicked.connect(lambda _checked: self._change())
        self.manual_button.clicked.connect(lambda _checked: self._leave_for_manual())
        self.close_button.clicked.connect(self.reject)
        if workspace is not None:
            workspace.changed.connect(self._notice)
            workspace.failed.connect(self.line.refuse)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 8)
        column.setSpacing(16)
        column.addWidget(label(_("Get help"), "headline"))
        column.addWidget(self.words_label)
        column.addWidget(self.ways)
        column.addStretch(1)
        place = QVBoxLayout()
        place.setSpacing(4)
        place.addWidget(label(_("Country"), "hint"))
        place.addWidget(self.country)
        place.addWidget(self.line)
        change = QHBoxLayout()
        change.addWidget(self.change_button)
        change.addStretch(1)
        links = Outset()
        links.addLayout(change)
        place.addLayout(links)
        column.addLayout(place)
        foot = QHBoxLayout()
        foot.setContentsMargins(24 - ROOM, 8, 24, 24)
        foot.addWidget(self.manual_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(inside), 1)
        layout.addLayout(foot)
        room = self.screen().availableSize() - QSize(_ROOM_AROUND, _ROOM_AROUND)
        self.resize(_SIZE.boundedTo(room))

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the first way."""
        super().showEvent(event)
        self.ways.buttons[EMERGENCY].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentences: Sequence[str]) -> None:
        """Show sentences above the ways."""
        self.words_label.setText("\n\n".join(sentences))
        self.words_label.setVisible(bool(sentences))

    def _contacts(self) -> Contacts:
        if self._workspace is not None:
            workspace = self._workspace
            read = help_contacts.of_country if self._code else help_contacts.read
            found = workspace.attempt(workspace.read, read, self._code or here())
            if found is not None:
                return found
        return domain.before_unlocking(help_lines.table(), self._code or here())

    def _show(self) -> None:
        contacts = self._contacts()
        self.ways.show_contacts(contacts)
        self.country.show_code(contacts.code)

    def _notice(self, changes: frozenset[str]) -> None:
        if changes & {"help_contact", "help_place"}:
            self._show()

    def _pick(self, code: str) -> None:
        self._code = code
        if self._workspace is not None and not self._workspace.only_read_because:
            self.line.say("")
            self._workspace.perform(
                _("Country for help chosen"),
                help_contacts.choose_country,
                self._workspace.now(),
                code,
            )
        self._show()

    def _confirm(self, line: HelpLine) -> None:
        if self._workspace is None:
            return
        self._workspace.perform(
            _("Number confirmed"),
            help_contacts.confirm,
            self._workspace.now(),
            self.country.currentData(),
            line.kind,
            line.number,
        )
        self.ways.focus_numbers()

    def _change(self) -> None:
        if self._workspace is not None:
            ContactsDialog(self._workspace, self).open()

    def _leave_for_manual(self) -> None:
        self.reject()
        self.manual_wanted.emit()
