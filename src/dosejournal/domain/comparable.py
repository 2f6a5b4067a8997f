"""Whether the days of a plan can ever be compared with its other days, told when it is made.

A weekday on which there is always or never a dose says nothing about the difference, because what
is of the dose there is of the weekday too. Source: method notes, sections 4.4(e) and 4.17.
"""

from typing import Literal

from dosejournal.domain.patterns import Pattern
from dosejournal.i18n import _

WhyNot = Literal["fixed_weekdays", "every_day"]

_WEEK = 7


def why_not_comparable(pattern: Pattern) -> WhyNot | None:
    """Return why dose days of a pattern cannot be compared with its other days, if they cannot.

    None where they can, at least on some weekday, and where no dose is planned, also because the
    pattern is not filled in yet.
    """
    if pattern.kind == "as_needed":
        return None
    signs = _signs(pattern)
    if "1" not in signs:
        return None
    if "0" not in signs:
        return "every_day"
    # seven rounds begin and end with a week, whatever the length of one
    rounds = signs * _WEEK
    return "fixed_weekdays" if rounds == rounds[_WEEK:] + rounds[:_WEEK] else None


def reason(why: WhyNot) -> str:
    """Return why, as one says it of a plan."""
    return {
        "fixed_weekdays": _(
            "Doses of this plan always fall on the same weekdays. Dose days and other days can "
            "then not be told apart from the weekdays themselves, so the Compare page will not "
            "compare them. This is a fact about the numbers, not advice to change the plan."
        ),
        "every_day": _(
            "This plan has a dose every day. There are no days without a dose to compare with, "
            "so the Compare page will not compare them. This is a fact about the numbers, not "
            "advice to change the plan."
        ),
    }[why]


def _signs(pattern: Pattern) -> str:
    """Return one round of a pattern, a sign a day: "1" with a dose and "0" without."""
    if pattern.kind == "weekdays":
        return "".join("1" if day in pattern.weekdays else "0" for day in range(_WEEK))
    # on every day is every first day
    return pattern.signs or "1" + "0" * ((pattern.every or 1) - 1)
