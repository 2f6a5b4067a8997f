"""Whom to call, as the Settings page has it: the country, its numbers, and somebody one knows."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dosejournal.domain.help_contacts import Contacts, Person
from dosejournal.domain.help_lines import HelpLine, Kind
from dosejournal.gui.cards import Card, FlowLayout, button, label
from dosejournal.gui.entry_words import DOT
from dosejournal.gui.fields import Field
from dosejournal.gui.safety import help_words
from dosejournal.gui.safety.contact_forms import NumberDialog, PersonDialog
from dosejournal.gui.safety.country_box import CountryBox
from dosejournal.gui.safety.number_row import mark
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import help_contacts


class HelpCard(Card):
    """Each change is kept in the journal at once, and can be undone."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Get help"),
            _("Numbers for when you need them at once. They are kept in your journal."),
            parent,
        )
        self._workspace = workspace
        self._code = ""
        self._person: Person | None = None
        self.country = CountryBox()
        self.rows: list[LineRow] = []
        self.person_label = label("")
        self.person_button = button(_("Change…"))
        self.person_button.setAccessibleName(_("Change whom you would call"))
        self.add_buttons: dict[Kind, QPushButton] = {
            "emergency": button(_("Add an emergency number…")),
            "crisis": button(_("Add a crisis line…")),
        }
        self._lay_out()
        self.country.picked.connect(self._choose)
        self.person_button.clicked.connect(lambda _checked: self._change_person())
        for kind, made in self.add_buttons.items():
            made.clicked.connect(lambda _checked, kind=kind: self._add(kind))
        Upkeep(self, workspace, frozenset({"help_contact", "help_place"}), self.refresh)

    def _lay_out(self) -> None:
        self.body.setSpacing(16)
        hint = _("Until you choose one, it is the country that this computer is set to.")
        self.body.addWidget(Field(_("Country"), self.country, hint))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self.body.addLayout(self._lines)
        adding = FlowLayout()
        for made in self.add_buttons.values():
            adding.addWidget(made)
        self.body.addLayout(adding)
        person = QHBoxLayout()
        person.setSpacing(8)
        person.addWidget(self.person_label, 1)
        person.addWidget(self.person_button)
        self.body.addLayout(person)

    def refresh(self) -> None:
        """Read again what holds."""
        contacts = self._workspace.read(help_contacts.read, help_words.here())
        self._code, self._person = contacts.code, contacts.person
        self.country.show_code(contacts.code)
        self._show_lines(contacts)
        self._show_person()

    def _show_lines(self, contacts: Contacts) -> None:
        focused = next((n for n, row in enumerate(self.rows) if row.has_focus()), None)
        for old in self.rows:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.rows = [LineRow(line) for line in contacts.lines]
        before: QWidget = self.country
        for row in self.rows:
            row.confirm_button.clicked.connect(lambda _checked, row=row: self._confirm(row.line))
            row.change_button.clicked.connect(lambda _checked, row=row: self._change(row.line))
            row.forget_button.clicked.connect(lambda _checked, row=row: self._forget(row.line))
            self._lines.addWidget(row)
            row.show()
            for stop in row.stops:
                self.setTabOrder(before, stop)
                before = stop
        if focused is not None:
            # what had the keyboard is gone: it stays where it was
            place = self.rows[min(focused, len(self.rows) - 1)].change_button
            place.setFocus()
        for kind, made in self.add_buttons.items():
            # one of one's own beside those of the table
            own = any(line.kind == kind and not line.replaces for line in contacts.lines)
            made.setVisible(bool(contacts.code) and not own)

    def _show_person(self) -> None:
        person = self._person
        if person is None:
            text = _("My person: nobody entered yet. It may be anybody whom you could call.")
        elif person.number:
            text = _("My person: {name}, {number}").format(name=person.name, number=person.number)
        else:
            text = _("My person: {name}").format(name=person.name)
        self.person_label.setText(text)

    def _choose(self, code: str) -> None:
        self._workspace.perform(
            _("Country for help chosen"),
            help_contacts.choose_country,
            self._workspace.now(),
            code,
        )
        # where that was refused, what holds is shown again
        self._workspace.attend(self.refresh)

    def _confirm(self, line: HelpLine) -> None:
        self._workspace.perform(
            _("Number confirmed"),
            help_contacts.confirm,
            self._workspace.now(),
            self._code,
            line.kind,
            line.number,
        )

    def _forget(self, line: HelpLine) -> None:
        self._workspace.perform(_("Own number taken back"), help_contacts.forget, self._code, line)

    def _change(self, line: HelpLine) -> None:
        NumberDialog(self._workspace, self._code, line, self).open()

    def _add(self, kind: Kind) -> None:
        NumberDialog(self._workspace, self._code, HelpLine(kind, "", ""), self).open()

    def _change_person(self) -> None:
        PersonDialog(self._workspace, self._person, self).open()


class LineRow(QWidget):
    """One number, whether somebody has checked it, and what can be done about it."""

    def __init__(self, line: HelpLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        # an emergency number is called so, or by who comes: ambulance, police
        kind = _("Crisis line") if line.kind == "crisis" else ""
        self.number_label = label(line.number, "number")
        self.words_label = label(
            DOT.join(each for each in (kind, line.name, line.note) if each), "hint"
        )
        self.mark_label = label(mark(line) or _("Confirmed by you"), "hint")
        self.confirm_button = button(_("Confirm"))
        self.change_button = button(_("Change…"))
        self.forget_button = button(_("Take back"))
        for made, name in (
            (self.confirm_button, _("Confirm that {number} is right")),
            (self.change_button, _("Change {number}")),
            (self.forget_button, _("Take back what you wrote or confirmed: {number}")),
        ):
            made.setAccessibleName(name.format(number=line.number))
        self._lay_out()
        self.confirm_button.setVisible(not line.is_confirmed)
        self.forget_button.setVisible(line.is_confirmed)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for said in (self.number_label, self.words_label, self.mark_label):
            words.addWidget(said)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for made in self.stops:
            acts.addWidget(made)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(acts)

    @property
    def stops(self) -> list[QPushButton]:
        """Where Tab stops."""
        return [self.confirm_button, self.change_button, self.forget_button]

    def has_focus(self) -> bool:
        """Say whether one of its buttons has the keyboard."""
        return any(made.hasFocus() for made in self.stops)
