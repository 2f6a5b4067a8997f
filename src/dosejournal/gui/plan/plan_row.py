"""One line of today's plan with its acts, and a stack of such lines that stay what they are."""

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dosejournal.gui import entry_words, theme
from dosejournal.gui.cards import button, label
from dosejournal.gui.icons import icon
from dosejournal.gui.plan import plan_words
from dosejournal.gui.plan.plan_mark import SIDE, PlanMark
from dosejournal.gui.plan.plan_words import Act, RowFacts
from dosejournal.i18n import _

_WIDE_TIMES = (time(12, 58), time(22, 58))
_WIDEST_AMOUNT = 136


class PlanRow(QWidget):
    """Sign, time, substance and amount; below them how it stands. `wanted` names the act."""

    wanted = Signal(str)

    def __init__(self, facts: RowFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = facts
        self.rule = QFrame()
        self.rule.setProperty("role", "line")
        self.mark = PlanMark()
        self.time_label = label("", "hint")
        self.time_label.setWordWrap(False)
        self.name_label = label("")
        font = self.name_label.font()
        font.setWeight(font.Weight.Medium)
        self.name_label.setFont(font)
        self.amount_label = label("", "hint")
        trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        self.amount_label.setAlignment(trailing)
        self.words_label = label("", "hint")
        self.first_button = button("")
        self.more_button = QPushButton()
        self.more_button.setProperty("role", "icon")
        self.more_button.setAutoDefault(False)
        self.menu = QMenu(self.more_button)
        self.more_button.setMenu(self.menu)
        self._lay_out()
        self._colour()
        self.first_button.clicked.connect(lambda _checked: self._want(self.facts.first))
        self._fill()
        self._show()

    def show_facts(self, facts: RowFacts) -> None:
        """Show what became of it; nothing is touched when that is the same."""
        if facts == self.facts:
            return
        had, self.facts = self.facts, facts
        if (had.first, had.acts) != (facts.first, facts.acts):
            self._fill()
        self._show()

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at, in order."""
        return [self.first_button, self.more_button]

    def has_keyboard(self) -> bool:
        """Say whether the keyboard is on one of its buttons."""
        return self.window().focusWidget() in self.stops()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        top = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self.mark, 0, 0, top)
        grid.addWidget(self.time_label, 0, 1, top)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name_label, 1)
        head.addWidget(self.amount_label)
        grid.addLayout(head, 0, 2)
        grid.addWidget(self.more_button, 0, 3, top)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.words_label, 1)
        foot.addWidget(self.first_button)
        grid.addLayout(foot, 1, 2, 1, 2)
        grid.setColumnMinimumWidth(0, SIDE)
        grid.setColumnMinimumWidth(1, _time_width(self))
        grid.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.rule)
        layout.addLayout(grid)

    def _show(self) -> None:
        facts = self.facts
        self.mark.show_sign(facts.sign)
        self.time_label.setText(facts.time)
        self.name_label.setText(facts.name)
        self.amount_label.setText(facts.amount)
        self.amount_label.setVisible(bool(facts.amount))
        # what wraps asks for less room than it needs: the name beside it gives way first
        self.amount_label.ensurePolished()
        width = self.amount_label.fontMetrics().horizontalAdvance(facts.amount) + 1
        self.amount_label.setMinimumWidth(min(width, _WIDEST_AMOUNT))
        # what is overdue stands out by its weight alone: a plan blames nobody
        _dress(self.words_label, "" if facts.sign == "overdue" else "hint")
        self.words_label.setText(facts.words)
        self.more_button.setAccessibleName(_("More for {dose}").format(dose=facts.spoken))
        self.more_button.setToolTip(_("More"))
        if facts.first is not None:
            text = plan_words.act_text(facts.first)
            # a dose of later can be recorded before its time, but nothing asks for that yet
            _dress(self.first_button, "link" if facts.sign == "planned" else "quiet")
            self.first_button.setText(text)
            self.first_button.setAccessibleName(
                _("{act}: {dose}").format(act=text, dose=facts.spoken)
            )
        elif self.window().focusWidget() is self.first_button:
            # what it offered is done, and the keyboard stays with this dose
            self.more_button.setFocus()
        self.first_button.setVisible(facts.first is not None)

    def _fill(self) -> None:
        self.menu.clear()
        for act in self.facts.acts:
            action = self.menu.addAction(plan_words.act_text(act))
            action.triggered.connect(lambda _checked, act=act: self._want(act))

    def _want(self, act: Act | None) -> None:
        if act is not None:
            self.wanted.emit(act)

    def _colour(self) -> None:
        self.more_button.setIcon(icon("more", theme.tokens(self.palette()).soft))


class PlanRows(QWidget):
    """Lines one below the other; `wanted` tells which act on which subject.

    A line stays the same widget while it is shown, so that the keyboard is not lost when the
    plan is read again.
    """

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[tuple[object, ...], PlanRow] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)

    def show_rows(self, wanted: Sequence[RowFacts]) -> None:
        """Show these lines and no others, in this order."""
        before = list(self.rows)
        keys = [facts.key for facts in wanted]
        left = next((n for n, key in enumerate(before) if self._is_leaving(key, keys)), None)
        for key in before:
            if key not in keys:
                gone = self.rows.pop(key)
                self._lines.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
        self.rows = {facts.key: self._row(facts) for facts in wanted}
        if list(self.rows) != before:
            self._arrange()
        if left is not None and self.rows:
            # the keyboard goes to the line that took the place of the one that left
            rows = list(self.rows.values())
            rows[min(left, len(rows) - 1)].more_button.setFocus()

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at, in order."""
        return [stop for row in self.rows.values() for stop in row.stops()]

    def close_menus(self) -> None:
        """Close a menu that is open."""
        for row in self.rows.values():
            row.menu.close()

    def _is_leaving(self, key: tuple[object, ...], keys: Sequence[tuple[object, ...]]) -> bool:
        return key not in keys and self.rows[key].has_keyboard()

    def _row(self, facts: RowFacts) -> PlanRow:
        row = self.rows.get(facts.key)
        if row is None:
            row = PlanRow(facts, self)
            row.wanted.connect(lambda act, row=row: self.wanted.emit(act, row.facts.subject))
        row.show_facts(facts)
        return row

    def _arrange(self) -> None:
        while self._lines.takeAt(0) is not None:
            pass
        for place, row in enumerate(self.rows.values()):
            row.rule.setVisible(place > 0)
            self._lines.addWidget(row)
            row.show()


def _dress(widget: QWidget, role: str) -> None:
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _time_width(widget: QWidget) -> int:
    widget.ensurePolished()
    metrics = widget.fontMetrics()
    return max(metrics.horizontalAdvance(entry_words.clock_time(each)) for each in _WIDE_TIMES)
