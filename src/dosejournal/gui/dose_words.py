"""What a dose says of itself, in words."""

from PySide6.QtCore import QLocale

from dosejournal.domain.entries import Dose
from dosejournal.i18n import _, ngettext

_SEVERAL = "2"
_MINUTES_OF_AN_HOUR = 60


def amount_words(dose: Dose) -> str:
    """Return "10 mg", "about 10 ± 2 mg" or "unknown amount", with decimals as typed."""
    if dose.amount is None:
        return _("unknown amount")
    amount = local_number(dose.amount)
    if dose.plus_minus is not None:
        words = _("about {amount} ± {margin} {unit}").format(
            amount=amount, margin=local_number(dose.plus_minus), unit=_unit(dose.unit, _SEVERAL)
        )
    elif dose.estimated:
        words = _("about {amount} {unit}").format(
            amount=amount, unit=_unit(dose.unit, dose.amount)
        )
    else:
        words = _("{amount} {unit}").format(amount=amount, unit=_unit(dose.unit, dose.amount))
    return words.strip()


def status_words(dose: Dose) -> str:
    """Return how a dose that was not simply taken stands; empty for a taken one."""
    return {
        "taken": "",
        "late": late(dose.late_by_minutes),
        "skipped": _("skipped"),
        "missed": _("missed"),
        "extra": _("extra"),
    }[dose.status]


def late(minutes: int | None) -> str:
    """Return that a dose was late, and by how long where that is known."""
    return _("late") if minutes is None else _("late by {time}").format(time=duration(minutes))


def duration(minutes: int) -> str:
    """Return a number of minutes as minutes, or as hours and minutes: 2 h 5 min."""
    if minutes < _MINUTES_OF_AN_HOUR:
        return _("{n} min").format(n=minutes)
    hours, rest = divmod(minutes, _MINUTES_OF_AN_HOUR)
    if not rest:
        return _("{n} h").format(n=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def local_number(amount: str) -> str:
    """Return a decimal text with the person's own decimal sign."""
    return amount.replace(".", QLocale().decimalPoint())


def _unit(unit: str, amount: str) -> str:
    # a broken number, and a whole one that is written with decimals, reads as several
    n = int(amount) if amount.isdecimal() else int(_SEVERAL)
    if unit == "drops":
        return ngettext("drop", "drops", n)
    if unit == "tablets":
        return ngettext("tablet", "tablets", n)
    return unit


def read_number(text: str) -> str:
    """Return a number as typed, with the signs that `domain.amounts` reads."""
    locale = QLocale()
    signs = {locale.groupSeparator(): ",", locale.decimalPoint(): "."}
    return "".join(signs.get(sign, sign) for sign in text.strip())
