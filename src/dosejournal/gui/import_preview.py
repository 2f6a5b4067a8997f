"""The first entries of a file, as the journal would hold them."""

import html
from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from dosejournal.domain.entries import Dose
from dosejournal.domain.imports import ImportedCheckIn, ImportedDose, ImportPlan
from dosejournal.gui import entry_words
from dosejournal.gui.cards import Card
from dosejournal.i18n import _

MOST_ROWS = 6
_LONGEST_NOTE = 200
_MOST_LINES = 3
_PADDING, _SPACE_BETWEEN = 24, 14
_WRAPPED = Qt.TextFlag.TextWordWrap
_ANY_HEIGHT = 10_000
# what may be empty in all rows
_TAGS, _NOTE = 2, 3


class _Rows(QTableWidget):
    """Rows as high as their texts need at the width that there is, and the table as they are."""

    def __init__(self, columns: int) -> None:
        super().__init__(0, columns)
        # the columns get their width after the table itself
        self.horizontalHeader().sectionResized.connect(lambda *_sizes: self.fit())

    def fit(self) -> None:
        """Give each row its height, up to a few lines, and the table that of its rows."""
        line = self.fontMetrics().lineSpacing()
        for row in range(self.rowCount()):
            # the first column is as wide as its texts are
            needed = [self._text_height(row, place) for place in range(1, self.columnCount())]
            self.setRowHeight(row, min(max(line, *needed), _MOST_LINES * line) + _SPACE_BETWEEN)
        height = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(height + self.horizontalHeader().sizeHint().height() + 4)

    def _text_height(self, row: int, column: int) -> int:
        # the table would reckon with the padding that the style gives its cells as if there were
        # text in it
        item = self.item(row, column)
        if item is None or self.isColumnHidden(column):
            return 0
        room = QRect(0, 0, max(1, self.columnWidth(column) - _PADDING), _ANY_HEIGHT)
        return self.fontMetrics().boundingRect(room, _WRAPPED, item.text()).height()


class PreviewCard(Card):
    """A small table: when, what was rated or taken, tags, note."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("The first entries, as they will be stored"), parent=parent)
        self.table = _Rows(4)
        self.table.setHorizontalHeaderLabels(
            [_("When"), _("Ratings or dose"), _("Tags"), _("Note")]
        )
        self.table.setAccessibleName(self.title_label.text())
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setShowGrid(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.body.addWidget(self.table)

    def show_plan(
        self, plan: ImportPlan, measures: entry_words.Measures, called: Callable[[str], str]
    ) -> None:
        """Show the first entries of another plan; `called` tells how to call its substances."""
        known = {**measures, **{measure.key: measure for measure in plan.new_measures}}
        rows = [
            _dose(each, called(each.substance))
            if isinstance(each, ImportedDose)
            else _check_in(each, known)
            for each in _first(plan)
        ]
        self.setVisible(bool(rows))
        self.table.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                # escaped, because Qt takes a tip that looks like HTML for HTML
                item.setToolTip(f"<p>{html.escape(text)}</p>" if text else "")
                self.table.setItem(row, column, item)
        # the room goes to what there is
        for column in (_TAGS, _NOTE):
            self.table.setColumnHidden(column, not any(cells[column] for cells in rows))
        self.table.fit()


def _first(plan: ImportPlan) -> list[ImportedCheckIn | ImportedDose]:
    """Return the first entries in the order of time, some of each kind that there is."""
    doses = min(len(plan.doses), max(MOST_ROWS // 2, MOST_ROWS - len(plan.check_ins)))
    entries: list[ImportedCheckIn | ImportedDose] = [
        *plan.check_ins[: MOST_ROWS - doses],
        *plan.doses[:doses],
    ]
    return sorted(entries, key=lambda each: each.moment.at)


def _check_in(entry: ImportedCheckIn, measures: entry_words.Measures) -> list[str]:
    rated = [
        _("{measure} {value}").format(
            measure=entry_words.isolated(measures[rating.measure].name),
            value=entry_words.value(rating.value, measures[rating.measure]),
        )
        for rating in entry.ratings
    ]
    if entry.mood_word:
        rated.append(_("“{word}”").format(word=entry_words.isolated(entry.mood_word)))
    return [
        entry_words.moment(entry.moment),
        entry_words.DOT.join(rated),
        entry_words.DOT.join(map(entry_words.isolated, entry.tags)),
        _note(entry.note),
    ]


def _dose(entry: ImportedDose, substance: str) -> list[str]:
    dose = Dose(
        substance=substance,
        discreet_label="",
        status=entry.status,
        amount=entry.amount,
        unit=entry.unit,
        estimated=entry.estimated,
        plus_minus=entry.plus_minus,
    )
    return [entry_words.moment(entry.moment), entry_words.dose(dose), "", _note(entry.note)]


def _note(note: str) -> str:
    return " ".join(note[:_LONGEST_NOTE].split())
