"""What a check-in can rate, and which values it takes."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dosejournal.errors import InputError, OffScaleError
from dosejournal.i18n import _

Kind = Literal["scale", "number", "yes_no"]
Better = Literal["higher", "lower", "neither"]

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is rated.

    A `scale` without words is a visual analogue scale from `minimum` to `maximum` between two
    worded ends; with words, each whole step has one. A `number` has a unit and may have limits.
    A `yes_no` is 1 or 0.
    """

    key: str
    name: str
    kind: Kind = "scale"
    low_anchor: str = ""
    high_anchor: str = ""
    minimum: float | None = 0.0
    maximum: float | None = 100.0
    words: tuple[str, ...] = ()
    unit: str = ""
    better: Better = "higher"
    position: int = 0
    archived: bool = False

    def check(self, value: float) -> float:
        """Return `value`, or raise OffScaleError when this measure cannot take it."""
        low = -math.inf if self.minimum is None else self.minimum
        high = math.inf if self.maximum is None else self.maximum
        if not math.isfinite(value) or not low <= value <= high:
            raise OffScaleError(self._limits())
        if (self.words or self.kind == "yes_no") and value != round(value):
            raise OffScaleError(
                _("{name} takes whole steps only. Nothing was recorded; choose a step.").format(
                    name=self.name
                )
            )
        return float(value)

    def word(self, value: float) -> str:
        """Return the word of a step, or an empty text where the measure has none."""
        index = round(value - (self.minimum or 0))
        return self.words[index] if 0 <= index < len(self.words) else ""

    def _limits(self) -> str:
        if self.minimum is not None and self.maximum is not None:
            return _(
                "{name} runs from {low:g} to {high:g}. "
                "Nothing was recorded; choose a value between."
            ).format(name=self.name, low=self.minimum, high=self.maximum)
        return _(
            "{name} cannot take that value. Nothing was recorded; choose another one."
        ).format(name=self.name)


def shipped() -> tuple[Measure, ...]:
    """Return the measures that come with a new journal, named in the person's language."""
    return (
        Measure("mood", _("Mood"), low_anchor=_("low"), high_anchor=_("high"), position=0),
        Measure(
            "focus", _("Focus"), low_anchor=_("scattered"), high_anchor=_("clear"), position=1
        ),
        Measure("energy", _("Energy"), low_anchor=_("drained"), high_anchor=_("full"), position=2),
        Measure("calm", _("Calm"), low_anchor=_("tense"), high_anchor=_("at ease"), position=3),
        Measure(
            "sleep_quality",
            _("Sleep quality"),
            low_anchor=_("poor"),
            high_anchor=_("good"),
            position=4,
        ),
    )


def checked(measure: Measure) -> Measure:
    """Return the measure, or raise InputError with the reason why it cannot be used."""
    if not measure.name.strip() or len(measure.name) > LONGEST_NAME:
        raise InputError(
            _("A measure needs a name of 1 to {n} characters.").format(n=LONGEST_NAME)
        )
    low, high = measure.minimum, measure.maximum
    if low is not None and high is not None and not low < high:
        raise InputError(_("The lowest value of a measure must be below its highest."))
    if measure.kind == "scale" and (low is None or high is None):
        raise InputError(_("A scale needs a lowest and a highest value."))
    if measure.words and (low is None or high is None or len(measure.words) != high - low + 1):
        raise InputError(_("A scale of steps needs one word for every step."))
    if any(not word.strip() for word in measure.words):
        raise InputError(_("Every step of a scale needs its word."))
    return measure


def key_for(name: str, taken: Iterable[str]) -> str:
    """Return a short key for a measure's name that no other measure has."""
    used = set(taken)
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    stem = "_".join(words) or "measure"
    key, n = stem, 2
    while key in used:
        key, n = f"{stem}_{n}", n + 1
    return key
