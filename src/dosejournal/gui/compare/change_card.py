"""The days around a change of the plan, drawn and not tested."""

from datetime import date
from math import floor
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dosejournal.analysis.compared import Rated
from dosejournal.gui.cards import label
from dosejournal.gui.compare import before_after_plot, compared_words
from dosejournal.gui.compare.before_after_plot import BeforeAfterPlot
from dosejournal.gui.compare.chart_card import ChartCard
from dosejournal.gui.compare.choosers import Chooser, Option
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.entry_words import day
from dosejournal.gui.plots import version_words
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.i18n import _
from dosejournal.journal.comparisons import Columns, Compared
from dosejournal.journal.plan_columns import VersionSpan

_HEIGHT = 280


class ChangeCard(ChartCard):
    """Shows four weeks on both sides of one change; hidden where no change has both sides."""

    def __init__(self, words: DayWords, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.set_title(_("Before and after a change of the plan"))
        self.plot = BeforeAfterPlot(words, _HEIGHT, self)
        self.plot.canvas.setAccessibleName(_("Days before and after a change of the plan"))
        self.changes = Chooser(_("Change"))
        self.changes.chosen.connect(lambda _key: self.draw())
        self.caution_label = label(
            _("Drawn, not tested: season, hope and everything else changed along with the plan."),
            "hint",
        )
        self._versions: dict[object, VersionSpan] = {}
        self.body.addWidget(self.changes, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.plot.canvas)
        self.body.addWidget(self.ground_label)
        self.body.addWidget(self.caution_label)
        self.ground_label.show()
        self.hide()

    def show_compared(self, compared: Compared, axis: Axis) -> None:
        """Draw the days around the change chosen last, or else around the newest."""
        super().show_compared(compared, axis)
        # the verdict is of dose days, and no verdict of a change
        self.subject = compared_words.subtitle(compared.columns)
        self._versions = {floor(each.starts): each for each in changes(compared.columns)}
        self.setVisible(bool(self._versions))
        if not self._versions:
            return
        known = self.changes.key in self._versions
        self.changes.offer(
            [
                Option(key, day(date.fromordinal(floor(each.starts))))
                for key, each in self._versions.items()
            ],
            self.changes.key if known else next(iter(self._versions)),
        )
        self.changes.setVisible(len(self._versions) > 1)
        self.draw()

    def another(self, parent: QWidget) -> Self:
        """Return a card for a picture of the days around the same change."""
        made = super().another(parent)
        made.changes.choose(self.changes.key)
        made.changes.hide()
        made.draw()
        return made

    def draw(self) -> None:
        """Draw the days around the change that is chosen."""
        if self._shown is None:
            return
        compared, axis = self._shown
        version, columns = self._versions[self.changes.key], compared.columns
        on, plan = date.fromordinal(floor(version.starts)), version_words.summary(version.regimen)
        said = (
            _("each point a day · plan begun on {day}: {plan}")
            if version.is_first
            else _("each point a day · plan changed on {day} to {plan}")
        )
        self.set_hint(said.format(day=day(on), plan=plan))
        measure = columns.question.measure
        self.plot.show(columns.rated[measure.key], version.starts, measure, axis)
        self.ground_label.setText(self.plot.ground)


def changes(columns: Columns) -> list[VersionSpan]:
    """Return the changes of the plan with rated days on both sides, the newest first.

    Of several on one day it is the last one that held.
    """
    asked = columns.question
    rated = columns.rated[asked.measure.key]
    first = asked.first_day.toordinal() if asked.first_day else 0
    found = {
        floor(each.starts): each
        for each in sorted(columns.versions, key=lambda each: each.starts)
        if each.starts >= first and _has_both_sides(rated, each)
    }
    return [found[day] for day in sorted(found, reverse=True)]


def _has_both_sides(rated: Rated, version: VersionSpan) -> bool:
    around = rated.days[before_after_plot.near(rated.days, version.starts)]
    return 0 < before_after_plot.count_before(around, version.starts) < len(around)
