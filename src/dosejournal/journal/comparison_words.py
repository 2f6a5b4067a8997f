"""What a comparison says, in words: the same in the window and in the terminal.

A fixed ladder of verdicts (not enough yet, cannot tell, differs knowing) and the sentences beside
it. Nothing here claims a cause, and nothing tells a number that the verdict withholds.
"""

from collections.abc import Callable, Mapping

from dosejournal.analysis.compared import Comparison, Refusal, Verdict
from dosejournal.i18n import _, ngettext

Number = Callable[[float, int], str]
"""Writes a number with so many digits after the point, as the person reads numbers."""

_FEWEST_FOR_ONE_DIGIT = 2.0


def headline(verdict: Verdict, refusal: Refusal | None = None) -> str:
    """Return the verdict; where a comparison is refused no "yet" is promised."""
    if refusal is not None:
        return _("Cannot be compared")
    return {
        "not_enough": _("Not enough yet"),
        "cannot_tell": _("Cannot tell"),
        "differs_knowing": _("Differs, but you knew when you dosed"),
    }[verdict]


def explanation(comparison: Comparison, unit: str, number: Number | None = None) -> str:
    """Return what the verdict rests on; below the minimum what is there and what is needed.

    `unit` is that of `comparisons.unit`. `number` writes as the person's locale does; without it
    numbers are plain.
    """
    if comparison.refusal is not None:
        return refusal(comparison.refusal)
    estimate, low, high = comparison.estimate, comparison.low, comparison.high
    if estimate is None or low is None or high is None:
        return _lacking(comparison)
    write = number or plain
    digits = _digits(low, high)
    sentence = (
        _(
            "Days with a dose and other days differ by {estimate} {unit}, weekdays allowed for "
            "(95 % interval: {low} to {high})."
        )
        if comparison.verdict == "differs_knowing"
        else _(
            "The record does not settle whether days with a dose and other days differ: a "
            "difference between {low} and {high} {unit} remains possible (95 % interval around "
            "{estimate}, weekdays allowed for)."
        )
    )
    return sentence.format(
        estimate=write(estimate, digits),
        low=write(low, digits),
        high=write(high, digits),
        unit=unit,
    )


def refusal(why: Refusal) -> str:
    """Return why no number of days would do."""
    return {
        "fixed_weekdays": _(
            "Doses fall on the same weekdays, always or nearly always. Dose days and other days "
            "can then not be told apart from the weekdays themselves, however many days there "
            "are."
        ),
        "no_other_days": _("There are no days without a dose to compare with."),
    }[why]


def not_cause() -> str:
    """Return what every comparison of an open record ends with."""
    return _("You knew what you took: this is not evidence of cause.")


def hint(n_measures: int) -> str:
    """Return what a measure that is not the main one amounts to, among so many looked at."""
    return ngettext(
        "A hint: this is not the main measure. {n} such measure was looked at.",
        "A hint: this is not the main measure. {n} such measures were looked at, and among many "
        "some seem to differ by chance; so a hint is held to a stricter bar the more there are "
        "(Benjamini–Hochberg).",
        n_measures,
    ).format(n=n_measures)


def not_adjusted() -> str:
    """Return why what was expected cannot be taken out of a difference, and what would part both.

    Source: method notes, sections 4.7 and 4.17.
    """
    return _(
        "No number here is adjusted for what you expected. When you know what you take, dose and "
        "hope come together, and no calculation can part them. Only not knowing would: blinding, "
        "with the order of the days left to chance. That is never done with prescribed medicine "
        "on one's own."
    )


def correlation_caution() -> str:
    """Return what goes with every correlation of expectation and rating (section 2.3)."""
    return _("A correlation here can come from the substance, from hope, or from good mornings.")


def plain(value: float, digits: int) -> str:
    """Return a difference with its sign, as a terminal shows it; what rounds to 0 has none."""
    written = f"{value:+.{digits}f}"
    if float(written) == 0:
        return written[1:]
    return written.replace("-", "\N{MINUS SIGN}")


def _digits(low: float, high: float) -> int:
    # a narrow interval, as of a scale with few steps, would be rounded away
    return 1 if high - low >= _FEWEST_FOR_ONE_DIGIT else 2


def _lacking(comparison: Comparison) -> str:
    have, need = comparison.have, comparison.need
    sentences: Mapping[str, str] = {
        "days": ngettext(
            "Not enough yet: {have} rated day, {need} needed.",
            "Not enough yet: {have} rated days, {need} needed.",
            have,
        ),
        "dose_days": ngettext(
            "Not enough yet: {have} rated dose day on weekdays that also have days without a "
            "dose, {need} needed.",
            "Not enough yet: {have} rated dose days on weekdays that also have days without a "
            "dose, {need} needed.",
            have,
        ),
        "other_days": ngettext(
            "Not enough yet: {have} other rated day on weekdays that also have dose days, "
            "{need} needed.",
            "Not enough yet: {have} other rated days on weekdays that also have dose days, "
            "{need} needed.",
            have,
        ),
    }
    return sentences[comparison.lacking or "days"].format(have=have, need=need)
