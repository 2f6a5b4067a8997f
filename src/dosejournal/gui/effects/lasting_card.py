"""On Today: the way to record an unwanted effect, and those that are not over yet."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain.adverse_effects import Effect
from dosejournal.domain.entries import Entry
from dosejournal.gui import entry_words
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.evidence.outset import Outset
from dosejournal.gui.facts import DOT, isolated
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import adverse_effects, effect_words

_TABLES = frozenset({"adverse_effect"})
_MOST = 4


class LastingCard(Card):
    """A line for each effect that lasts, and a quiet button; without any, it is not there.

    `record_wanted` asks for the form. While a check-in is being filled in, the lines stand aside.
    """

    record_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Unwanted effects"), parent=parent)
        self._workspace = workspace
        self._folded = False
        self._n = 0
        self.over_buttons: dict[int, QWidget] = {}
        self.list = QWidget()
        self._lines = QVBoxLayout(self.list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(12)
        self.record_button = button(_("Record an unwanted effect…"), "link")
        self.record_button.clicked.connect(lambda _checked: self.record_wanted.emit())
        row = QHBoxLayout()
        row.addWidget(self.record_button)
        row.addStretch(1)
        foot = Outset()
        foot.addLayout(row)
        self.body.addWidget(self.list)
        self.body.addLayout(foot)
        workspace.attend(self.refresh)
        Upkeep(parent or self, workspace, _TABLES, self.refresh)

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key goes along, in order; the list itself is no stop, and begins it."""
        return [self.list, *self.over_buttons.values(), self.record_button]

    def refresh(self) -> None:
        """Read again which effects are not over."""
        lasting = self._workspace.read(adverse_effects.lasting)
        self.over_buttons = {}
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        for entry in lasting[:_MOST]:
            if entry.effect is not None:
                self._lines.addWidget(self._line(entry, entry.effect))
        if len(lasting) > _MOST:
            more = _("{n} more stand in the timeline.").format(n=len(lasting) - _MOST)
            self._lines.addWidget(label(more, "hint"))
        self._n = len(lasting)
        for first, second in pairwise(self.stops[:-1]):
            self.setTabOrder(first, second)
        self.fold(self._folded)

    def fold(self, folded: bool) -> None:
        """Keep the lines out of sight, or show them again."""
        self._folded = folded
        self.list.setVisible(not folded)
        # where nothing lasts, nobody is asked: the menu and its key are there all the same
        self.setVisible(self._n > 0)

    def _line(self, entry: Entry, said: Effect) -> QWidget:
        since = _("since {moment}").format(moment=entry_words.moment(entry.moment))
        words = label(isolated(said.name))
        more = label(DOT.join((effect_words.severity(said), since)), "hint")
        over = button(_("It is over"))
        over.setAccessibleName(_("{name} is over").format(name=said.name))
        over.clicked.connect(lambda _checked, effect_id=entry.id: self._end(effect_id))
        self.over_buttons[entry.id] = over
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(words)
        column.addWidget(more)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(column, 1)
        row.addWidget(over)
        return line

    def _end(self, effect_id: int) -> None:
        now = self._workspace.now()
        self._workspace.perform(_("Effect over"), adverse_effects.end, now, effect_id, now)
