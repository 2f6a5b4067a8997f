"""The form of a report: what it is of, what it holds, and what its pages are like."""

from datetime import date

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dosejournal.errors import InputError
from dosejournal.exchange.report import Gathered, Options
from dosejournal.exchange.report.options import checked
from dosejournal.gui.report.contents_card import MeasuresCard, SectionsCard
from dosejournal.gui.report.notes_card import NotesCard
from dosejournal.gui.report.paper_card import PaperCard
from dosejournal.gui.report.period_card import PeriodCard
from dosejournal.gui.report.visit_card import VisitCard
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _

_GAP = 16
_BESIDE_BAR = 8


class ReportForm(QScrollArea):
    """A column of cards that scrolls; `chosen` tells of a choice, `typed` of a word so far."""

    chosen = Signal()
    typed = Signal()

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What the report holds"))
        self.setProperty("role", "page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # the form is no stop for Tab: its controls are, and Tab scrolls to them
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.period = PeriodCard(today)
        self.visit = VisitCard(today)
        self.sections = SectionsCard()
        self.measures = MeasuresCard()
        self.notes = NotesCard(workspace)
        self.paper = PaperCard()
        self._inside = QWidget()
        self._inside.setProperty("role", "page")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, _BESIDE_BAR, 0)
        column.setSpacing(_GAP)
        cards = (self.period, self.visit, self.sections, self.measures, self.notes, self.paper)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(self._inside)
        self.setFocusProxy(self.period)
        workspace.discreet.connect(self.paper.follow)
        self.paper.follow(workspace.is_discreet)
        for card in (self.period, self.sections, self.measures, self.paper):
            card.chosen.connect(self.chosen)
        for card in (self.period, self.visit, self.notes):
            card.typed.connect(self.typed)

    def options(self, today: date) -> Options | None:
        """Return what is chosen, or None where no report can be of it; then the form says why."""
        period = self.period.period(today)
        chosen = Options(
            first_day=period.first_day,
            last_day=period.last_day,
            sections=self.measures.narrowed(self.sections.sections()),
            measures=self.measures.measures(),
            notes=self.notes.notes(),
            name=self.visit.name.text(),
            birth_year=self.visit.birth_year(),
            question=self.visit.question.text(),
            locale=QLocale().name(),
            **self.paper.values(),
        )
        self.period.mistake.say("")
        try:
            return checked(chosen)
        except InputError as error:
            if self.visit.fits():
                self.period.mistake.refuse(str(error))
            return None

    def follow(self, found: Gathered, today: date) -> None:
        """Offer what there is in the journal."""
        self.period.take_today(today, found.ground.first_entry)
        self.notes.follow(self.period.period(today))
        self.measures.offer(found.known, found.main.measure if found.main else None)

    def minimumSizeHint(self) -> QSize:
        """Return room for the widest card, beside which the form scrolls."""
        width = self._inside.minimumSizeHint().width()
        width += self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())
