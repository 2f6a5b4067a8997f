"""Measures of the body with units, and between which values they usually lie in a grown person.

The ranges are wide on purpose: they catch a slip of a finger, such as 720 for 72.0, and say
nothing about health. A value outside is asked about, and never refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dosejournal.domain.measures import Measure
from dosejournal.i18n import _


@dataclass(frozen=True, slots=True)
class Vital:
    """A measure that can be added as it stands, and where its values are plausible."""

    measure: Measure
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that lies outside what is plausible, and may be a slip."""

    measure: Measure
    value: float
    low: float
    high: float


def shipped() -> tuple[Vital, ...]:
    """Return what can be added, named in the person's language; no journal begins with them."""
    return (
        _vital("heart_rate", _("Heart rate"), "/min", 25, 230),
        _vital("blood_pressure_upper", _("Blood pressure, upper"), "mmHg", 60, 260),
        _vital("blood_pressure_lower", _("Blood pressure, lower"), "mmHg", 30, 160),
        _vital("weight", _("Weight"), "kg", 25, 350),
        _vital("body_temperature", _("Body temperature"), "°C", 33, 43),
    )


def doubts(ratings: Mapping[str, float], measures: Iterable[Measure]) -> tuple[Doubt, ...]:
    """Return the values that are to be asked about, in the order of the measures.

    A measure is known by its key and its unit: what the person made of it is theirs.
    """
    known = {(each.measure.key, each.measure.unit): (each.low, each.high) for each in shipped()}
    known |= _IN_OTHER_UNITS
    found = []
    for measure in measures:
        usual, value = known.get((measure.key, measure.unit)), ratings.get(measure.key)
        if usual is not None and value is not None and not usual[0] <= value <= usual[1]:
            found.append(Doubt(measure, value, *usual))
    return tuple(found)


def question(doubt: Doubt) -> str:
    """Return what is asked about a value."""
    return _(
        "{name}: is {value:g} {unit} right? Most values lie between {low:g} and {high:g}."
    ).format(
        name=doubt.measure.name,
        value=doubt.value,
        unit=doubt.measure.unit,
        low=doubt.low,
        high=doubt.high,
    )


# as files bring them in, and as people change them to
_IN_OTHER_UNITS = {
    ("heart_rate", "bpm"): (25.0, 230.0),
    ("weight", "lb"): (55.0, 770.0),
    ("body_temperature", "°F"): (91.0, 110.0),
}


def _vital(key: str, name: str, unit: str, low: float, high: float) -> Vital:
    measure = Measure(
        key, name, kind="number", minimum=None, maximum=None, unit=unit, better="neither"
    )
    return Vital(measure, low, high)
