"""What is said of groups of days: their names, their means, and single days of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dosejournal.analysis.compared import Group
from dosejournal.domain.measures import Measure
from dosejournal.gui.compare import numbers
from dosejournal.gui.entry_words import DOT, isolated
from dosejournal.i18n import _
from dosejournal.journal import comparison_words

OTHER = "other"
# "2 × 10 mg" were two doses of one amount
_AMOUNT = re.compile(r"(?:(\d+) × )?(\d+(?:\.\d+)?) ?(.*)")


@dataclass(frozen=True, slots=True)
class Head:
    """A group of days under its name; `short` is what fits into a narrow column."""

    group: Group
    name: str
    short: str
    with_dose: bool = False


def by_distance(groups: Sequence[Group]) -> list[Head]:
    """Return the days by their distance from a dose."""
    return [
        Head(
            group,
            comparison_words.distance(group.key),
            _("Day +3…") if group.key == OTHER else comparison_words.distance(group.key),
        )
        for group in groups
        if comparison_words.is_named(group)
    ]


def by_amount(groups: Sequence[Group]) -> list[Head]:
    """Return the days by the amount that was taken: without a dose first, the smallest next."""
    found = []
    for group in sorted(groups, key=_amount):
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
    # a number stays with its name where a line ends
    return _("n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n}").format(n=numbers.number(n, 0))


def _amount(group: Group) -> tuple[bool, str, Decimal, str]:
    """Return by what amounts are put in order: within a unit by how much was taken that day."""
    if group.key == OTHER:
        return False, "", Decimal(0), ""
    written = _AMOUNT.fullmatch(group.key)
    if written is None:
        return True, group.key, Decimal(0), ""
    times, number, unit = written.groups()
    return True, unit, Decimal(times or 1) * Decimal(number), group.key
