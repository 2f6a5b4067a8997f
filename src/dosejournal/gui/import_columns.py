"""The table of a file's columns: what each is called, its first values, and what it holds."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from dosejournal.domain.column_presets import COLUMN
from dosejournal.domain.imports import ImportPlan, Question
from dosejournal.exchange.importers import any_table, roles, tidy_csv
from dosejournal.exchange.importers.columns import unit_of
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.entry_words import DOT, isolated
from dosejournal.gui.fields import Line, WheelGuard
from dosejournal.gui.focus import put_in_order
from dosejournal.gui.import_presets import KeepRow, OfferRow
from dosejournal.i18n import _

_BOX_CHARACTERS = 20

Called = Callable[[str], str]
"""How the window calls a substance."""


class ColumnsCard(Card):
    """Asks what the columns of a table hold; `answered` carries a question's key and the answer.

    A table that was read by the names of its columns is only offered to be said so: `by_hand`.
    """

    answered = Signal(str, str)
    by_hand = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What each column holds"), parent=parent)
        self.boxes: dict[str, QComboBox] = {}
        self.examples: dict[str, QLabel] = {}
        self.offers = OfferRow()
        self.by_hand_button = button(_("Say it for each column…"))
        self.by_hand_button.clicked.connect(lambda _checked: self.by_hand.emit())
        self.line = Line()
        self.keeping = KeepRow()
        self._shown: tuple[list[object], bool] = [], True
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self.body.addWidget(self.offers)
        self.body.addWidget(self.by_hand_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self._rows)
        self.body.addWidget(self.line)
        self.body.addWidget(self.keeping)

    def show_plan(
        self, plan: ImportPlan, kept: Sequence[str], called: Called | None = None
    ) -> None:
        """Show the columns of another plan; `kept` are names under which they were kept.

        With `called` the window is discreet: it shows nothing that stands in the table.
        """
        asked = tuple(each for each in plan.questions if each.key.startswith(COLUMN))
        self.setVisible(plan.format in (any_table.NAME, tidy_csv.NAME))
        self.by_hand_button.setVisible(plan.format == tidy_csv.NAME)
        self.set_hint(_hint(plan, is_asked=bool(asked)))
        self.offers.offer(kept)
        named: list[object] = [
            (_name(each, called), each.key, each.options, each.examples) for each in asked
        ]
        if (named, called is None) != self._shown:
            self._rebuild(asked, called)
        self._shown = named, called is None
        self._rows.setVisible(bool(asked))
        for question in asked:
            box = self.boxes[question.key]
            was_blocked = box.blockSignals(True)
            box.setCurrentIndex(box.findData(question.assumed))
            box.blockSignals(was_blocked)
        self._tell_problem()

    def _rebuild(self, asked: tuple[Question, ...], called: Called | None) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes, self.examples = {}, {}
        if not asked:
            return
        for place, text in enumerate((_("Column"), _("First values"), _("Holds"))):
            self._grid.addWidget(label(text, "hint"), 0, place)
        for row, question in enumerate(asked, start=1):
            name = _name(question, called)
            values = DOT.join(map(isolated, question.examples)) or _("empty")
            self.boxes[question.key] = self._box(question, name)
            self.examples[question.key] = label(
                _("hidden") if called is not None else values, "hint"
            )
            self._grid.addWidget(label(isolated(name)), row, 0)
            self._grid.addWidget(self.examples[question.key], row, 1)
            self._grid.addWidget(self.boxes[question.key], row, 2)
        put_in_order(self.by_hand_button, self.boxes.values())

    def _box(self, question: Question, name: str) -> QComboBox:
        box = QComboBox()
        WheelGuard(box)
        # as wide for each column, and no wider than the longest words need
        box.setMinimumContentsLength(_BOX_CHARACTERS)
        box.setAccessibleName(_("What “{name}” holds").format(name=name))
        for value, text in question.options:
            box.addItem(text, value)
        box.currentIndexChanged.connect(lambda _index: self._answer(question.key))
        return box

    def _answer(self, key: str) -> None:
        # told at once: the file is read again only a moment later
        self._tell_problem()
        self.answered.emit(key, self.boxes[key].currentData())

    def _tell_problem(self) -> None:
        problem = roles.problem(box.currentData() for box in self.boxes.values())
        self.line.refuse(problem if self.boxes else "")
        self.keeping.setVisible(bool(self.boxes) and not problem)


def _hint(plan: ImportPlan, *, is_asked: bool) -> str:
    if plan.format == tidy_csv.NAME:
        return _("The columns of this table were told by their names.")
    if not is_asked:
        return _("Its columns are asked about once the question below is answered.")
    return _(
        "What you leave at “{unused}” stays in the file alone. Each answer changes what would "
        "come in."
    ).format(unused=dict(roles.options())[roles.UNUSED])


def _name(question: Question, called: Called | None) -> str:
    name = question.key.removeprefix(COLUMN)
    # such a column is called as its substance is
    if called is not None and question.assumed == "dose":
        return called(unit_of(name)[0])
    return name
