"""Numbers and axes of the Compare page, as the person's locale writes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLocale

from dosejournal.analysis.series import Floats
from dosejournal.domain.measures import Measure
from dosejournal.gui.plots import axes
from dosejournal.gui.plots.axes import Tick
from dosejournal.i18n import _

_LARGE = 20.0


@dataclass(frozen=True, slots=True)
class Axis:
    """The values of a plot from the lowest to the highest, with a word at each tick."""

    low: float
    high: float
    ticks: Sequence[Tick]


def value_axis(measure: Measure, values: Floats) -> Axis:
    """Return an axis that holds these values of a measure, with all of a scale's words."""
    worded = measure.kind == "yes_no" or bool(measure.words)
    if worded or not len(values):
        low, high = axes.value_range(measure, 0.0, 1.0)
        return Axis(low, high, axes.value_ticks(measure, low, high))
    # of a long scale only the part that was used: differences are small beside the whole
    free = replace(measure, kind="number")
    low, high = axes.value_range(free, float(values.min()), float(values.max()))
    return Axis(low, high, axes.value_ticks(free, low, high))


def change_axis(farthest: float) -> Axis:
    """Return an axis of changes, as far down as up, with signed numbers."""
    free = Measure("", "", kind="number")
    reach = farthest or 1.0
    low, high = axes.value_range(free, -reach, reach)
    high = max(high, -low)
    return Axis(-high, high, [(at, signed(at, _few(high))) for at in (-high, 0.0, high)])


def digits(measure: Measure) -> int:
    """Return how many decimals a mean of a measure is told with."""
    low, high = measure.minimum, measure.maximum
    if measure.kind == "yes_no" or (low is not None and high is not None and high - low < _LARGE):
        return 2
    return 1


def number(value: float, decimals: int) -> str:
    """Return a number with so many decimals."""
    return QLocale().toString(float(value), "f", decimals).replace("-", "\N{MINUS SIGN}")


def signed(value: float, decimals: int) -> str:
    """Return a difference with its sign; what rounds to 0 has none."""
    rounded = round(value, decimals)
    if rounded == 0:
        return number(0.0, decimals)
    return f"+{number(rounded, decimals)}" if rounded > 0 else number(rounded, decimals)


def rated(value: float, measure: Measure) -> str:
    """Return the mean of a day, by the word of a step where it lies on one."""
    whole = value == round(value)
    if measure.kind == "yes_no" and whole:
        return _("yes") if value else _("no")
    word = measure.word(value) if whole else ""
    return word or with_unit(number(value, 0 if whole else digits(measure)), measure)


def with_unit(text: str, measure: Measure) -> str:
    """Return a written number with the unit of its measure, where it has one."""
    if not measure.unit:
        return text
    return _("{number} {unit}").format(number=text, unit=measure.unit)


def _few(reach: float) -> int:
    return 0 if reach == round(reach) else 1 if round(reach, 1) == reach else 2
