"""What a column of any table can hold, and which choices go together."""

from collections import Counter
from collections.abc import Callable, Iterable

from dosejournal.i18n import _

UNUSED = "unused"
_LABELS: dict[str, Callable[[], str]] = {
    UNUSED: lambda: _("Nothing to take over"),
    "time": lambda: _("Day and time"),
    "day": lambda: _("Day"),
    "clock": lambda: _("Time of day"),
    "measure": lambda: _("Values of a measure"),
    "mood": lambda: _("Mood in words"),
    "name": lambda: _("What is rated in the row"),
    "value": lambda: _("Its value"),
    "dose": lambda: _("Doses of what the column is called"),
    "substance": lambda: _("Substance"),
    "amount": lambda: _("Amount"),
    "unit": lambda: _("Unit"),
    "status": lambda: _("Whether it was taken"),
    "note": lambda: _("Note"),
    "tags": lambda: _("Tags"),
}
OF_MANY = frozenset({UNUSED, "measure", "dose", "note", "tags"})
"""What several columns of one table can hold."""

_OF_ENTRIES = frozenset({"measure", "mood", "dose", "substance"})
_SAYING = _OF_ENTRIES | {"name", "note", "tags"}


def options() -> tuple[tuple[str, str], ...]:
    """Return what a column can be said to hold, each with its words."""
    return tuple((role, text()) for role, text in _LABELS.items())


def problem(chosen: Iterable[str]) -> str:
    """Return what is wrong with these roles together, or an empty text."""
    counts = Counter(chosen)
    checks = (_repeated, _undated, _alone, _mixed, _silent)
    return next((said for check in checks if (said := check(counts))), "")


def _repeated(counts: Counter[str]) -> str:
    for role, times in counts.items():
        if times > 1 and role not in OF_MANY:
            return _(
                "Only one column can be “{role}”. Choose something else for the other one."
            ).format(role=_LABELS[role]())
    return ""


def _undated(counts: Counter[str]) -> str:
    if not counts["time"] and not counts["day"]:
        return _("Choose the column that says on which day, or when, each row was recorded.")
    if counts["time"] and (counts["day"] or counts["clock"]):
        return _(
            "Choose either one column with day and time, or one with the day and, if there is "
            "one, another with the time of day."
        )
    return ""


def _alone(counts: Counter[str]) -> str:
    if counts["name"] != counts["value"]:
        return _("What is rated and its value belong together: choose a column for each.")
    if (counts["amount"] or counts["status"]) and not counts["substance"]:
        return _("Choose the column with the substance that was taken, or leave its amount out.")
    if counts["unit"] and not (counts["amount"] or counts["value"]):
        return _("Choose the column with the numbers that the unit belongs to.")
    return ""


def _mixed(counts: Counter[str]) -> str:
    if not counts["name"]:
        return ""
    if any(counts[role] for role in _OF_ENTRIES) or counts["note"] > 1 or counts["tags"] > 1:
        return _(
            "A table whose rows name what is rated has one value in each row, and at most one "
            "column of notes and one of tags. Choose nothing else beside them."
        )
    return ""


def _silent(counts: Counter[str]) -> str:
    if not any(counts[role] for role in _SAYING):
        return _("Choose at least one column that says something beside its day.")
    return ""
