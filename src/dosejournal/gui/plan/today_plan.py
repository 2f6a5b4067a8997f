"""The plan of the journal day, line by line, and what is still open of the day before."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.gui.plan import plan_words
from dosejournal.gui.plan.day_plan import DayPlan
from dosejournal.gui.plan.plan_row import PlanRows
from dosejournal.i18n import _, ngettext


class TodayPlan(QWidget):
    """Lists a day's planned doses and what was recorded beside them; `wanted` tells of acts.

    What nobody said a word about the day before is behind one line, to be opened; `emptied`
    tells that the line with the keyboard left, and no other can take it.
    """

    wanted = Signal(str, object)
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: DayPlan | None = None
        self.nothing_label = label(_("Nothing is planned today."), "hint")
        self.rows = PlanRows()
        self.before_line = QWidget()
        self.before_label = label("", "hint")
        self.before_button = button(_("Show"), "link")
        self.before_button.setCheckable(True)
        self.before = PlanRows()
        self._lay_out()
        self.before_button.toggled.connect(self._turn)
        self.rows.wanted.connect(self.wanted)
        self.before.wanted.connect(self.wanted)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self.before_line)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.before_label, 1)
        line.addWidget(self.before_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.nothing_label)
        layout.addWidget(self.rows)
        layout.addWidget(self.before_line)
        layout.addWidget(self.before)
        self.before.hide()

    def show_plan(self, plan: DayPlan) -> None:
        """Show a day; when nothing about it has changed, nothing is touched."""
        if plan == self.plan:
            return
        focused = self.window().focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self.plan = plan
        self.rows.show_rows([plan_words.of(line) for line in plan.lines])
        self.before.show_rows([plan_words.of(line) for line in plan.before])
        self.nothing_label.setVisible(not plan.lines)
        self.rows.setVisible(bool(plan.lines))
        self._count_before(len(plan.before))
        self._order()
        if had_keyboard and not self._has_keyboard():
            self.emptied.emit()

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at, in order."""
        return [*self.rows.stops(), self.before_button, *self.before.stops()]

    def close_menus(self) -> None:
        """Close a menu that is open."""
        self.rows.close_menus()
        self.before.close_menus()

    def _count_before(self, n: int) -> None:
        words = ngettext(
            "Yesterday: {n} planned dose not recorded",
            "Yesterday: {n} planned doses not recorded",
            n,
        ).format(n=n)
        self.before_label.setText(words)
        self.before_button.setAccessibleDescription(words)
        self.before_line.setVisible(n > 0)
        if not n:
            self.before_button.setChecked(False)

    def _turn(self, opened: bool) -> None:
        self.before_button.setText(_("Hide") if opened else _("Show"))
        self.before.setVisible(opened)

    def _order(self) -> None:
        stops = self.stops()
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _has_keyboard(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused) and not focused.isHidden()
