"""The Trends page: every measure over time, and the doses below."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from dosejournal.domain.card_rules import VIEWING_TREND
from dosejournal.domain.clock import journal_day
from dosejournal.gui import page_tools
from dosejournal.gui.cards import EmptyState, FlowLayout, Page, button, label
from dosejournal.gui.evidence.card_strip import CardStrip
from dosejournal.gui.look_back.afterwards import Afterwards
from dosejournal.gui.look_back.threshold import Threshold
from dosejournal.gui.panels_dialog import PanelsDialog
from dosejournal.gui.picture_menu import Chart, PictureActs
from dosejournal.gui.pictures import Picture
from dosejournal.gui.plots import PLOTS, Plot
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.span import Span
from dosejournal.gui.plots.subject import Subject
from dosejournal.gui.range_chips import RangeChips
from dosejournal.gui.trend_panel import TrendPanel
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import information, trends
from dosejournal.journal.trends import Overview

_TABLES = frozenset(
    {
        "check_in",
        "rating",
        "measure",
        "dose_event",
        "adverse_effect",
        "substance",
        "regimen",
        "regimen_step",
        "regimen_pause",
        "journal_info",
        "expectancy",
        "look_back",
    }
)
# words under a moving picture are written this often, the picture itself at every frame
_WORDS_MS = 80
# a record that ended longer ago than this is looked at from its own end, not from today
_STILL_KEPT_DAYS = 30


class TrendsPage(Page):
    """Shows one panel a measure and a strip of doses, all over the same days.

    None of it is seen beside a check-in, nor before last week was looked back on.
    `check_in_wanted` says that the person wants to make the first check-in, or go on with one.
    """

    check_in_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Trends"), parent)
        self._workspace = workspace
        self._words = DayWords()
        self.span = Span(self)
        self.panels: dict[str, TrendPanel] = {}
        self._hidden: set[str] = set()
        self._overview: Overview | None = None
        self._outdated = True
        self._today = workspace.now().date()
        self._build_tools()
        self.empty = EmptyState(
            _(
                "Nothing rated yet. Here you will see each measure over time, and your doses "
                "below."
            ),
            _("Record a check-in"),
            self.check_in_wanted.emit,
        )
        self.none_chosen = label(_("Nothing is chosen to be shown here: see “Measures…”."), "hint")
        self.strip = CardStrip(workspace, VIEWING_TREND)
        self.threshold = Threshold(workspace, self._words, self)
        self.threshold.check_in_wanted.connect(self.check_in_wanted)
        self.threshold.turned.connect(self._turn)
        self.afterwards = Afterwards(self._words)
        self.threshold.card.answered.connect(self.afterwards.tell_of)
        self.content.addWidget(self.threshold)
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        for above in (self.afterwards, self.strip):
            self.threshold.body.addWidget(above)
        self.threshold.body.addLayout(self._column)
        for below in (self.empty, self.none_chosen):
            self.threshold.body.addWidget(below)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WORDS_MS)
        self._timer.timeout.connect(self._say_days)
        self.span.moved.connect(self._timer.start)
        self.span.left_home.connect(self.ranges.release)
        workspace.changed.connect(self._notice)
        # before the page is shown, because panels shown one by one are laid out one by one
        self.refresh()
        self.threshold.look()

    def _build_tools(self) -> None:
        self.ranges = RangeChips()
        self.ranges.chosen.connect(self._settle)
        self.measures_button = button(_("Measures…"))
        self.measures_button.clicked.connect(lambda _checked: self._choose_panels())
        self._acts = PictureActs(self._workspace, self, self._file_name)
        self.picture_button = self._acts.offer_in(self._fill_picture_menu)
        self.tools = QWidget()
        row = FlowLayout(self.tools)
        for widget in (self.ranges, self.measures_button, self.picture_button):
            row.addWidget(widget)
        self.actions.addWidget(self.tools)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the pictures up to date when they come into sight."""
        # a day that has passed turns what was open into what was not recorded
        if self._outdated or self._journal_day() != self._today:
            self._workspace.attend(self.refresh)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell of the answer no longer once the page is left, which a small window does not."""
        if not event.spontaneous():
            self.afterwards.forget()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons beside the title, or below it where there is no room."""
        super().resizeEvent(event)
        page_tools.place(self, self.tools)

    def refresh(self) -> None:
        """Read the journal and draw it."""
        overview = self._overview = self._workspace.read(trends.overview, self._workspace.now())
        self._today = self._journal_day()
        self._outdated = False
        self._move_span(overview)
        self.afterwards.follow(overview.weeks, self._today)
        # a plan that begins today has a row of doses, and no day to show it over
        has_days = overview.first_day is not None
        wanted = {
            subject.key: (kind, subject)
            for kind in (PLOTS if has_days else ())
            for subject in kind.subjects(overview)
        }
        for key in [key for key in self.panels if key not in wanted]:
            gone = self.panels.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.panels = {
            key: self.panels.get(key) or self._panel(*found) for key, found in wanted.items()
        }
        for position, panel in enumerate(self.panels.values()):
            self._column.insertWidget(position, panel)
            panel.show_overview(overview)
        self._show_chosen()
        self._say_days()

    def _journal_day(self) -> date:
        start = self._workspace.read(information.read).day_starts_at
        return journal_day(self._workspace.now(), start)

    def _panel(self, kind: type[Plot], subject: Subject) -> TrendPanel:
        panel = TrendPanel(kind, subject, self.span, self._words)
        self._acts.offer_on(panel, partial(self.picture, [panel], whole=False))
        return panel

    def _move_span(self, overview: Overview) -> None:
        if overview.first_day is None or overview.last_day is None:
            return
        self.span.limit(overview.first_day, max(overview.last_day, self._end(overview.last_day)))
        if self.ranges.is_free:
            self.span.pan(0)
        else:
            self._settle()

    def _settle(self) -> None:
        overview = self._overview
        if overview is None or overview.first_day is None or overview.last_day is None:
            return
        days, end = self.ranges.days(), self._end(overview.last_day)
        if days is None:
            self.span.settle(overview.first_day, max(overview.last_day, end))
        else:
            self.span.settle(max(end - days + 1, overview.first_day), end)

    def _end(self, last_day: int) -> int:
        """Return the day ranges end on: today once it has an entry, until then yesterday."""
        today = self._today.toordinal()
        if last_day >= today:
            return today
        return today - 1 if last_day >= today - _STILL_KEPT_DAYS else last_day

    def _notice(self, changes: frozenset[str]) -> None:
        if not changes & _TABLES:
            return
        self._outdated = True
        if self.isVisible():
            self._workspace.attend(self.refresh)

    def _show_chosen(self) -> None:
        for key, panel in self.panels.items():
            panel.setVisible(key not in self._hidden)
        shown = self.shown()
        self.empty.setVisible(not self.panels)
        self.none_chosen.setVisible(bool(self.panels) and not shown)
        for widget in (self.ranges, self.measures_button, self.picture_button):
            widget.setVisible(bool(self.panels))
        self.picture_button.setEnabled(bool(shown))
        width = max((panel.plot.canvas.left_width_wanted() for panel in shown), default=0.0)
        for panel in shown:
            panel.plot.canvas.set_left_width(width)

    def shown(self) -> list[TrendPanel]:
        """Return the panels that are chosen to be shown, from above."""
        return [panel for key, panel in self.panels.items() if key not in self._hidden]

    def _turn(self, is_open: bool) -> None:
        self.tools.setVisible(is_open)
        self._say_days()
        if is_open and self.threshold.had_keyboard:
            self.ranges.stop.setFocus()

    def _say_days(self) -> None:
        if not self.panels or not self.threshold.is_open:
            self.set_subtitle("")
            return
        first, last = self.span.whole
        ends = (date.fromordinal(first), date.fromordinal(last))
        self.set_subtitle(self._words.span(*ends, self._today))
        for panel in self.panels.values():
            panel.say_ground(first, last)
        page_tools.place(self, self.tools)

    def _choose_panels(self) -> None:
        dialog = PanelsDialog(
            [panel.plot.subject for panel in self.panels.values()], self._hidden, self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.toggled.connect(self.choose_panel)
        dialog.open()

    def choose_panel(self, key: str, shown: bool) -> None:
        """Show a panel, or leave it out."""
        if shown:
            self._hidden.discard(key)
        else:
            self._hidden.add(key)
        self._show_chosen()

    def _fill_picture_menu(self, menu: QMenu) -> None:
        shown = self.shown()
        self._acts.fill_with_all(
            menu,
            partial(self.picture, shown, whole=True),
            [
                Chart(panel.plot.subject.name, partial(self.picture, [panel], whole=False))
                for panel in shown
            ],
        )

    def picture(self, panels: list[TrendPanel], *, whole: bool) -> Picture:
        """Return a picture of these panels, as a `whole` page under its title."""
        # the words under a picture are written a little later than it moves
        self._say_days()
        # neither the line under the mouse nor the ring of the focus belongs in a picture
        self.span.point_at(None)
        canvases = [panel.plot.canvas for panel in panels]
        for canvas in canvases:
            canvas.clearFocus()
        for panel in panels:
            panel.settle()

        def prepare(pixel_ratio: float | None) -> None:
            for canvas in canvases:
                canvas.draw_for_picture(pixel_ratio)

        title = (self.title_label.text(), self.subtitle_label.text()) if whole else ("", "")
        return Picture(panels, *title, prepare)

    def _file_name(self) -> str:
        return f"journal-trends-{self._today.isoformat()}"
