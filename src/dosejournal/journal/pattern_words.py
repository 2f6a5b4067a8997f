"""Patterns of days in words, where no locale orders the week: in the terminal and the report."""

from dosejournal.domain.patterns import Pattern
from dosejournal.i18n import _, ngettext


def pattern(days: Pattern) -> str:
    """Return a pattern of days as one says it."""
    match days.kind:
        case "daily":
            return _("every day")
        case "weekdays":
            names = _weekdays()
            told = ", ".join(names[number] for number in days.weekdays)
            return _("on {days}").format(days=told)
        case "every":
            return ngettext("every {n} day", "every {n} days", days.every).format(n=days.every)
        case "on_off":
            return _("{on} on, {off} off").format(on=days.on, off=days.off)
        case "cycle":
            n = len(days.cycle)
            return ngettext("cycle of {n} day: {days}", "cycle of {n} days: {days}", n).format(
                n=n, days=days.cycle
            )
    return _("as needed")


def _weekdays() -> tuple[str, ...]:
    return _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")
