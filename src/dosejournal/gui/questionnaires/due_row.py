"""One questionnaire of the list: when it was filled in last, and when it is due."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain.responses import Due
from dosejournal.gui import entry_words
from dosejournal.gui.cards import FlowLayout, button, label
from dosejournal.gui.entry_words import isolated
from dosejournal.i18n import _, ngettext


class DueRow(QWidget):
    """Offers to fill it in where it is due, and says from when on where it is not.

    Each signal carries the key of the questionnaire that is meant.
    """

    wanted = Signal(str)
    change_wanted = Signal(str)
    set_aside_wanted = Signal(str)

    def __init__(
        self, due: Due, has_draft: bool, other: str = "", parent: QWidget | None = None
    ) -> None:
        """Show one; `other` is the name of the form that may be filled in in its place."""
        super().__init__(parent)
        form = due.instrument
        self.due = due
        self.name_label = label(isolated(form.name), "item")
        self.about_label = label(form.about or _("Your own."), "hint")
        self.when_label = label(when(due), "hint")
        self.fill_button = button(
            _("Continue…") if has_draft else _("Fill in…"), "primary" if due.is_due else "quiet"
        )
        self.fill_button.setAccessibleName(_("Fill in {name}").format(name=isolated(form.name)))
        self.other_label = label(
            _(
                "Its last question is about thoughts of death or of hurting yourself. "
                "{name} leaves it out."
            ).format(name=other),
            "hint",
        )
        self.other_button = button(_("Fill in {name} instead…").format(name=other), "link")
        self.change_button = button(_("Change…"), "link")
        self.aside_button = button(_("Offer no more"), "link")
        self._lay_out()
        # what is not due is not offered; what was begun can be gone on with
        self.fill_button.setVisible(due.is_due or has_draft)
        for each in (self.other_label, self.other_button):
            each.setVisible(bool(other) and due.is_due and not has_draft)
        for made in (self.change_button, self.aside_button):
            made.setVisible(not form.is_shipped)
            made.setAccessibleDescription(isolated(form.name))
        self.fill_button.clicked.connect(lambda _checked: self.wanted.emit(form.key))
        self.change_button.clicked.connect(lambda _checked: self.change_wanted.emit(form.key))
        self.aside_button.clicked.connect(lambda _checked: self.set_aside_wanted.emit(form.key))

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(2)
        for each in (self.name_label, self.about_label, self.other_label, self.when_label):
            said.addWidget(each)
        links = FlowLayout()
        for made in (self.other_button, self.change_button, self.aside_button):
            links.addWidget(made)
        said.addLayout(links)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(16)
        # put in first, it comes first with Tab, as it does to the eye
        row.addWidget(self.fill_button, 0, Qt.AlignmentFlag.AlignTop)
        row.insertLayout(0, said, 1)


def when(due: Due) -> str:
    """Return when it was filled in last, and whether it is due."""
    if due.days_since is None:
        return _("Not filled in yet.")
    if due.days_since == 0:
        last = _("Filled in today")
    else:
        last = ngettext("Filled in {n} day ago", "Filled in {n} days ago", due.days_since).format(
            n=entry_words.number(due.days_since)
        )
    if due.is_due:
        return _("{last}. Due.").format(last=last)
    return _("{last}. Due from {day} on: its items ask about two weeks.").format(
        last=last, day=entry_words.day(due.first_day)
    )
