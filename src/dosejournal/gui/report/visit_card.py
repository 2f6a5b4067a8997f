"""What stands on a report and nowhere else: whose it is, and what is to be asked."""

from datetime import date

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dosejournal.exchange.report.options import FIRST_YEAR, LONGEST_NAME, LONGEST_QUESTION
from dosejournal.gui.cards import Card
from dosejournal.gui.fields import Field
from dosejournal.gui.note_field import NoteField
from dosejournal.i18n import _

_YEAR_WIDTH = 96
_YEAR_DIGITS = 4


class VisitCard(Card):
    """A name, a year of birth and a question; all may be left empty, and none is kept."""

    typed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            _("For this visit"),
            _("All optional. It stands on the report alone and is kept nowhere."),
            parent,
        )
        self._this_year = today.year
        self.body.setSpacing(12)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.year = QLineEdit()
        self.year.setMaxLength(_YEAR_DIGITS)
        self.year.setMaximumWidth(_YEAR_WIDTH)
        self.question = NoteField()
        self.question.setPlaceholderText("")
        self.year_field = Field(_("Year of birth"), self.year)
        self.question_field = Field(_("Question for this visit"), self.question)
        self.body.addWidget(Field(_("Name"), self.name))
        self.body.addWidget(self.year_field)
        self.body.addWidget(self.question_field)
        self.name.textChanged.connect(lambda _text: self.typed.emit())
        self.year.textChanged.connect(lambda _text: self._check_year())
        self.year.editingFinished.connect(lambda: self._check_year(ended=True))
        self.question.edited.connect(self._count)
        self.question.refused.connect(self.question_field.refuse)
        self._count()

    def birth_year(self) -> int | None:
        """Return the year of birth, None while it is none."""
        typed = self.year.text().strip()
        found = int(typed) if typed.isdecimal() else 0
        return found if FIRST_YEAR <= found <= self._this_year else None

    def fits(self) -> bool:
        """Whether the question is short enough for the first page."""
        return len(self.question.text()) <= LONGEST_QUESTION

    def _check_year(self, *, ended: bool = False) -> None:
        typed = self.year.text().strip()
        whole = ended or len(typed) == _YEAR_DIGITS
        if typed and whole and self.birth_year() is None:
            self.year_field.refuse(
                _("A year from {first} to {last}, or nothing.").format(
                    first=FIRST_YEAR, last=self._this_year
                )
            )
        else:
            self.year_field.explain()
        self.typed.emit()

    def _count(self) -> None:
        locale = QLocale()
        numbers = {"n": len(self.question.text()), "most": LONGEST_QUESTION}
        said = _("{n} of {most} characters").format(
            **{name: locale.toString(number) for name, number in numbers.items()}
        )
        if self.fits():
            self.question_field.explain(said)
        else:
            self.question_field.refuse(said)
        self.typed.emit()
