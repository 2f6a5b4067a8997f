"""What is said of groups of days: their names, their means, and single days of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from dosejournal.analysis.compared import Group
from dosejournal.domain.measures import Measure
from dosejournal.gui.compare import numbers
from dosejournal.gui.entry_words import DOT, isolated
from dosejournal.i18n import _

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Head:
    """A group of days under its name; `short` is what fits into a narrow column."""

    group: Group
    name: str
    short: str
    with_dose: bool = False


def by_distance(groups: Sequence[Group]) -> list[Head]:
    """Return the days by their distance from a dose."""
    names = {"0": _("Dose day"), "1": _("Day +1"), "2": _("Day +2"), OTHER: _("Other days")}
    return [Head(group, names[group.key], names[group.key]) for group in groups]


def by_amount(groups: Sequence[Group]) -> list[Head]:
    """Return the days by the amount that was taken."""
    found = []
    for group in groups:
        name = _("No dose") if group.key == OTHER else isolated(group.key)
        found.append(Head(group, name, name))
    return found


def by_cycle_day(groups: Sequence[Group], signs: str) -> list[Head]:
    """Return the days by their place in a cycle; `signs` has a "1" for each day with a dose."""
    return [
        Head(group, _("Day {n}").format(n=group.key), group.key, sign == "1")
        for group, sign in zip(groups, signs, strict=False)
    ]


def of_group(head: Head, measure: Measure) -> str:
    """Return a group in words: "Dose day · mean 55.4, 95 % interval 51.6 to 59.3 · n = 28"."""
    group = head.group
    if group.mean is None or group.low is None or group.high is None:
        return DOT.join((head.name, count(group.n)))
    decimals = numbers.digits(measure)
    mean = _("mean {mean}, 95 % interval {low} to {high}").format(
        mean=numbers.number(group.mean, decimals),
        low=numbers.number(group.low, decimals),
        high=numbers.number(group.high, decimals),
    )
    return DOT.join((head.name, mean, count(group.n)))


def summary(heads: Sequence[Head], measure: Measure) -> str:
    """Return all groups in words, for a person who hears them."""
    return ". ".join(of_group(head, measure) for head in heads)


def count(n: int) -> str:
    """Return how many days there are."""
    return _("n = {n}").format(n=numbers.number(n, 0))
