"""The Compare page: dose days beside other days of one measure, and what can be said of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from dosejournal.gui import page_tools, standing_aside
from dosejournal.gui.cards import EmptyState, FlowLayout, Page
from dosejournal.gui.compare import compared_words
from dosejournal.gui.compare.chart_card import ChartCard
from dosejournal.gui.compare.choosers import Chooser, Option
from dosejournal.gui.compare.compared_cards import ComparedCards
from dosejournal.gui.compare.comparing import Comparing
from dosejournal.gui.easel import Easel
from dosejournal.gui.entry_words import DOT
from dosejournal.gui.picture_menu import Chart, PictureActs
from dosejournal.gui.pictures import Picture
from dosejournal.gui.standing_aside import StandingAside
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal.comparison_offers import Begun, Offer, Wish
from dosejournal.journal.comparisons import Compared

_TABLES = frozenset(
    {
        "check_in",
        "rating",
        "measure",
        "dose_event",
        "substance",
        "regimen",
        "regimen_step",
        "regimen_pause",
        "expectancy",
        "main_measure",
        "journal_info",
    }
)
_PERIODS: tuple[tuple[int | None, Callable[[], str]], ...] = (
    (None, lambda: _("All")),
    (365, lambda: _("Year")),
    (182, lambda: _("6 months")),
    (90, lambda: _("3 months")),
)
# what is done sooner than this is done without a word
_SLOW_MS = 300
# the page's margins, and the gap between title and subtitle
_BESIDE_SUBTITLE = 96


class ComparePage(Page):
    """Shows one comparison; the old one stays in sight until the next one is there.

    `check_in_wanted` and `dose_wanted` say which first entry the person wants to make.
    """

    check_in_wanted = Signal()
    dose_wanted = Signal()

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(_("Compare"), parent)
        self._workspace = workspace
        self._wish = Wish()
        self._begun: Begun | None = None
        self._compared: Compared | None = None
        self._outdated = True
        self.comparing = Comparing(workspace, tasks, self)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._build_tools()
        self._build_states()
        self._slow.timeout.connect(self._say_subject)
        self.comparing.begun.connect(self._take_offer)
        self.comparing.compared.connect(self._take)
        self.comparing.failed.connect(self._give_up)
        workspace.changed.connect(self._notice)
        workspace.rating.connect(lambda _rating: self._follow())
        self._show_state()

    def _build_tools(self) -> None:
        self.measure = Chooser(_("Measure"))
        self.substance = Chooser(_("Substance"))
        self.period = Chooser(_("Period"))
        self.period.offer([Option(days, word()) for days, word in _PERIODS], None)
        self.measure.chosen.connect(lambda key: self._choose(measure=key))
        self.substance.chosen.connect(lambda key: self._choose(substance_id=key))
        self.period.chosen.connect(lambda key: self._choose(days=key))
        self._acts = PictureActs(self._workspace, self, self._file_name)
        self.picture_button = self._acts.offer_in(self._fill_picture_menu)
        self.tools = QWidget()
        row = FlowLayout(self.tools)
        for widget in (self.measure, self.substance, self.period, self.picture_button):
            row.addWidget(widget)
        self.actions.addWidget(self.tools)

    def _build_states(self) -> None:
        self.waiting = StandingAside(self.check_in_wanted.emit)
        self.no_doses = EmptyState(
            _(
                "No dose recorded yet. Here you will see days with a dose beside other days, and "
                "what the record can say of them."
            ),
            _("Record a dose"),
            self.dose_wanted.emit,
        )
        self.no_ratings = EmptyState(
            _(
                "Nothing rated yet. Here you will see days with a dose beside other days, and "
                "what the record can say of them."
            ),
            _("Record a check-in"),
            self.check_in_wanted.emit,
        )
        self.cards = ComparedCards(self._workspace)
        self._easel = Easel(self)
        for chart in self.cards.every:
            self._acts.offer_on(chart, partial(self.picture, [chart]))
        for widget in (self.waiting, self.no_doses, self.no_ratings, self.cards):
            self.content.addWidget(widget)

    def showEvent(self, event: QShowEvent) -> None:
        """Compare again what has changed out of sight."""
        super().showEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Compute no further for nobody."""
        super().hideEvent(event)
        self._stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons beside the title, or below it where there is no room."""
        super().resizeEvent(event)
        self._say_subject()

    def picture(self, charts: Sequence[ChartCard]) -> Picture:
        """Return a picture of charts under the page's title, with what they rest on."""
        self.cards.draw_again(charts, self._easel)
        return Picture([self._easel], self.title_label.text(), charts[0].subject)

    def _fill_picture_menu(self, menu: QMenu) -> None:
        charts = self.cards.charts()
        each = [Chart(one.title_label.text(), partial(self.picture, [one])) for one in charts]
        self._acts.fill_with_all(menu, partial(self.picture, charts), each)

    def _choose(self, **changes: Any) -> None:
        self._wish = replace(self._wish, **changes)
        self._ask()

    def _notice(self, changes: frozenset[str]) -> None:
        if "choice" in changes:
            self._follow()
        if changes & _TABLES:
            self._outdated = True
            self._follow()

    def _follow(self) -> None:
        """Show what may be shown now, and compare again where that is due."""
        self._show_state()
        if self._is_waiting():
            self._stop()
        elif self._outdated and self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._outdated = False
        self._slow.start()
        self.comparing.ask(self._wish)

    def _stop(self) -> None:
        self._outdated |= self.comparing.is_busy
        self.comparing.drop()
        self._slow.stop()

    def _take_offer(self, begun: Begun) -> None:
        self._begun = begun
        if begun.question is None:
            self._compared = None
            self._slow.stop()
        self._offer(begun.offer)
        self._show_state()

    def _take(self, compared: Compared) -> None:
        self._slow.stop()
        self._compared = compared
        self.cards.show_compared(compared)
        self._show_state()

    def _give_up(self) -> None:
        self._slow.stop()
        self._outdated = True
        self._say_subject()

    def _offer(self, offer: Offer) -> None:
        main = offer.main.measure.key if offer.main else None
        self.measure.offer(
            [
                Option(each.key, each.name, _("main") if each.key == main else _("hint"))
                for each in offer.measures
            ],
            offer.measure.key if offer.measure else None,
        )
        self.substance.offer(
            [Option(each.id, each.discreet_label or each.name) for each in offer.substances],
            offer.substance.id if offer.substance else None,
        )

    def _is_waiting(self) -> bool:
        return standing_aside.is_due(self._workspace)

    def _show_state(self) -> None:
        waiting, begun = self._is_waiting(), self._begun
        can = begun is not None and begun.question is not None and not waiting
        has_doses = begun is None or begun.offer.substance is not None
        self.waiting.setVisible(waiting)
        self.no_doses.setVisible(not waiting and not has_doses)
        self.no_ratings.setVisible(not waiting and has_doses and begun is not None and not can)
        self.cards.setVisible(can and self._compared is not None)
        self.tools.setVisible(can)
        self.picture_button.setEnabled(self._compared is not None)
        self._say_subject()

    def _say_subject(self) -> None:
        slow = self.comparing.is_busy and not self._slow.isActive()
        told = [
            compared_words.subtitle(self._compared.columns) if self._compared else "",
            _("Computing…") if slow else "",
        ]
        said = "" if self._is_waiting() else DOT.join(part for part in told if part)
        self.set_subtitle(self._fitted(said))
        page_tools.place(self, self.tools)

    def _fitted(self, text: str) -> str:
        """Return as much of a text as there is room for beside the title."""
        room = self.viewport().width() - self.title_label.sizeHint().width() - _BESIDE_SUBTITLE
        metrics = self.subtitle_label.fontMetrics()
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))

    def _file_name(self) -> str:
        return f"journal-compare-{self._workspace.now().date().isoformat()}"
