"""Every plot the Trends page offers; a new one is a module and a name here."""

from typing import Protocol

from PySide6.QtCore import QObject

from dosejournal.gui.plots.adherence_calendar import AdherenceCalendar
from dosejournal.gui.plots.canvas import DayCanvas
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.dose_strip import DoseStrip
from dosejournal.gui.plots.effect_strip import EffectStrip
from dosejournal.gui.plots.look_back import LookBack
from dosejournal.gui.plots.measure_trend import MeasureTrend
from dosejournal.gui.plots.span import Span
from dosejournal.gui.plots.subject import Subject
from dosejournal.journal.trends import Overview


class Plot(Protocol):
    """What a plot of the Trends page is: made for one of the subjects it finds in the journal."""

    subject: Subject
    hint: str
    canvas: DayCanvas

    def __init__(
        self, subject: Subject, span: Span, words: DayWords, parent: QObject | None = None
    ) -> None: ...

    @staticmethod
    def subjects(overview: Overview) -> list[Subject]:
        """Return what it can show of this journal, a panel for each."""
        ...

    def show(self, overview: Overview) -> None:
        """Draw what the journal holds now."""
        ...

    def ground(self, first: int, last: int) -> str:
        """Return what the picture of these days rests on."""
        ...


PLOTS: tuple[type[Plot], ...] = (
    MeasureTrend,
    DoseStrip,
    EffectStrip,
    AdherenceCalendar,
    LookBack,
)
