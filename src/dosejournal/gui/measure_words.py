"""What a measure is, in words."""

from PySide6.QtCore import QLocale

from dosejournal.domain.measures import Measure
from dosejournal.gui.entry_words import DOT
from dosejournal.i18n import _


def kind_words(measure: Measure) -> str:
    """Return in one line how a measure is rated: 0–100 · low to high."""
    if measure.kind == "yes_no":
        return _("yes or no")
    if measure.kind == "number":
        return DOT.join(text for text in (_("number"), measure.unit, _limits(measure)) if text)
    ends = (measure.words[0], measure.words[-1]) if measure.words else _anchors(measure)
    between = _("{low} to {high}").format(low=ends[0], high=ends[1]) if all(ends) else ""
    return DOT.join(text for text in (_limits(measure), between) if text)


def _anchors(measure: Measure) -> tuple[str, str]:
    return measure.low_anchor, measure.high_anchor


def _limits(measure: Measure) -> str:
    low, high = written(measure.minimum), written(measure.maximum)
    if low and high:
        return _("{low}–{high}").format(low=low, high=high)
    if low:
        return _("from {low}").format(low=low)
    return _("up to {high}").format(high=high) if high else ""


def written(value: float | None) -> str:
    """Return a limit as the person's locale writes it; empty where there is none."""
    return "" if value is None else QLocale().toString(value, "g", 12)
