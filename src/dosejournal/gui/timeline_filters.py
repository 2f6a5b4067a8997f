"""The search field of the timeline, and the choices of kind, tag and range beside it."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from dosejournal.domain import clock
from dosejournal.domain.entries import EntryKind
from dosejournal.gui.cards import label
from dosejournal.gui.fields import WheelGuard
from dosejournal.gui.icons import icon
from dosejournal.gui.theme import tokens
from dosejournal.i18n import _
from dosejournal.journal.timeline import KINDS, Filter

REMOVED = "removed"
FROM_TO = "from_to"
_TYPING_MS = 150
_TAG_LENGTH = 8
_SEARCH_WIDTH = 144
_DAYS = {"2_weeks": 14, "month": 30, "3_months": 91, "year": 365}


class TimelineFilters(QWidget):
    """What the timeline is asked for; `changed` comes a moment after the last key."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search notes, tags and substances"))
        self.search.setAccessibleName(_("Search the timeline"))
        self.search.setMaxLength(200)
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        sign = icon("search", tokens(self.palette()).soft)
        self.search.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self.kind = _choice(
            _("Kind of entry"),
            [
                (_("All entries"), ""),
                (_("Check-ins"), "check_in"),
                (_("Doses"), "dose_event"),
                (_("Expectations"), "expectancy"),
                (_("Questionnaires"), "questionnaire_response"),
                (_("Unwanted effects"), "adverse_effect"),
                (_("Removed entries"), REMOVED),
            ],
        )
        self.tag = _choice(_("Tag"), [(_("Any tag"), "")])
        # a long tag must not push the search field off the page
        shorter = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.tag.setSizeAdjustPolicy(shorter)
        self.tag.setMinimumContentsLength(_TAG_LENGTH)
        self.range = _choice(
            _("Range of days"),
            [
                (_("All time"), ""),
                (_("2 weeks"), "2_weeks"),
                (_("Month"), "month"),
                (_("3 months"), "3_months"),
                (_("Year"), "year"),
                (_("From – to"), FROM_TO),
            ],
        )
        self.first_day = _day_field(_("First day"))
        self.last_day = _day_field(_("Last day"))
        self._days = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self._connect()

    def _lay_out(self) -> None:
        self._row.setSpacing(8)
        self._row.addWidget(self.search, 1)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for choice in (self.kind, self.tag, self.range):
            choices.addWidget(choice, 1)
        self._row.addLayout(choices)
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(8)
        days.addStretch(1)
        for caption, field in ((_("From"), self.first_day), (_("to"), self.last_day)):
            words = label(caption, "hint")
            words.setWordWrap(False)
            days.addWidget(words)
            days.addWidget(field)
        self._days.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._row)
        layout.addWidget(self._days)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._ask_now)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.search.clear)
        self.kind.currentIndexChanged.connect(self._choose)
        self.tag.currentIndexChanged.connect(self._choose)
        self.range.currentIndexChanged.connect(self._choose)
        self.first_day.dateChanged.connect(lambda _day: self._typing.start())
        self.last_day.dateChanged.connect(lambda _day: self._typing.start())

    def arrange(self, width: int) -> None:
        """Put the search field above the choices where this width is too narrow for all."""
        choices = (self.kind, self.tag, self.range)
        needed = _SEARCH_WIDTH + sum(8 + choice.minimumSizeHint().width() for choice in choices)
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight
            if needed <= width
            else QBoxLayout.Direction.TopToBottom
        )

    def wanted(self, today: date) -> Filter | None:
        """Return what to ask the timeline for; None where removed entries are wanted."""
        kind = self.kind.currentData()
        if kind == REMOVED:
            return None
        kinds: tuple[EntryKind, ...] = tuple(known for known in KINDS if kind in ("", known))
        first, last = self._range(today)
        tag = self.tag.currentData() or None
        return Filter(kinds, tag, first, last, self.search.text())

    def narrows(self) -> bool:
        """Say whether anything is left out."""
        choices = (self.kind, self.tag, self.range)
        return bool(self.search.text().strip()) or any(c.currentIndex() > 0 for c in choices)

    def clear(self) -> None:
        """Ask for everything again."""
        with QSignalBlocker(self.search):
            self.search.clear()
        for choice in (self.kind, self.tag, self.range):
            with QSignalBlocker(choice):
                choice.setCurrentIndex(0)
        self._choose()

    def offer_tags(self, tags: list[str]) -> None:
        """Offer these tags; the chosen one stays as long as it is among them."""
        chosen = self.tag.currentData()
        if tags == [self.tag.itemData(n) for n in range(1, self.tag.count())]:
            return
        with QSignalBlocker(self.tag):
            while self.tag.count() > 1:
                self.tag.removeItem(1)
            for tag in tags:
                self.tag.addItem(tag, tag)
            self.tag.setCurrentIndex(max(self.tag.findData(chosen), 0))

    def begin(self, today: date) -> None:
        """Let the range that is chosen freely begin as the last month, until it is chosen."""
        if self.range.currentData() == FROM_TO:
            return
        for field, on in ((self.first_day, today - timedelta(days=29)), (self.last_day, today)):
            with QSignalBlocker(field):
                field.setDate(_qdate(on))

    def _choose(self) -> None:
        removed = self.kind.currentData() == REMOVED
        for field in (self.search, self.tag, self.range):
            field.setEnabled(not removed)
        self._days.setVisible(not removed and self.range.currentData() == FROM_TO)
        self._ask_now()

    def _ask_now(self) -> None:
        self._typing.stop()
        self.changed.emit()

    def _range(self, today: date) -> tuple[date | None, date | None]:
        chosen = self.range.currentData()
        if chosen == FROM_TO:
            ends = sorted((_day(self.first_day), _day(self.last_day)))
            return ends[0], ends[1]
        if chosen in _DAYS:
            return today - timedelta(days=_DAYS[chosen] - 1), today
        return None, None


def _choice(name: str, options: list[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    for text, value in options:
        combo.addItem(text, value)
    WheelGuard(combo)
    return combo


def _day_field(name: str) -> QDateEdit:
    field = QDateEdit()
    field.setAccessibleName(name)
    field.setCalendarPopup(True)
    field.setDateRange(_qdate(clock.FIRST_DAY), _qdate(clock.LAST_DAY))
    form = field.displayFormat()
    # a journal spans decades: two digits of a year are not enough
    field.setDisplayFormat(form if "yyyy" in form else form.replace("yy", "yyyy"))
    WheelGuard(field)
    return field


def _qdate(on: date) -> QDate:
    return QDate(on.year, on.month, on.day)


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())
