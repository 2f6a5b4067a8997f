"""What a comparison says, in words: the same in the window and in the terminal.

A fixed ladder of verdicts (not enough yet, cannot tell, differs knowing) and the sentences beside
it. Nothing here claims a cause, and nothing tells a number that the verdict withholds.
"""

from collections.abc import Callable, Mapping

from dosejournal.analysis.compared import FARTHEST_DAYS, Comparison, Group, Refusal, Verdict
from dosejournal.domain.measures import Measure
from dosejournal.i18n import _, ngettext

Number = Callable[[float, int], str]
"""Writes a number with so many digits after the point, as the person reads numbers."""

_FEWEST_FOR_ONE_DIGIT = 2.0
_LARGEST_GAP = 0.2
"""Shares of days without a rating that differ by more than this call for a warning (4.15)."""


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

    `unit` is what the function of that name tells. `number` writes as the person's locale does;
    without it numbers are plain.
    """
    if comparison.refusal is not None:
        return refusal(comparison.refusal)
    estimate, low, high = comparison.estimate, comparison.low, comparison.high
    if estimate is None or low is None or high is None:
        return _lacking(comparison)
    write = number or plain
    digits = _digits(low, high)
    return _sentence(comparison.verdict, held_back=low > 0 or high < 0).format(
        estimate=write(estimate, digits),
        low=write(low, digits),
        high=write(high, digits),
        unit=unit,
    )


def unit(measure: Measure) -> str:
    """Return in what a difference of this measure is told: its unit, or points of its scale."""
    if measure.kind == "yes_no":
        return _("in the share of “yes”")
    return measure.unit or _("points")


def refusal(why: Refusal) -> str:
    """Return why no number of days would do."""
    return {
        "fixed_weekdays": _(
            "Doses fall on the same weekdays, always or nearly always. Dose days and other days "
            "can then not be told apart from the weekdays themselves, however many days there "
            "are."
        ),
        "no_other_days": _("There are no days without a dose to compare with."),
        "no_scatter": _(
            "The ratings hardly vary, so there is no measure of what chance alone would do."
        ),
        "before_after": _(
            "Days without a dose and days with a dose lie one after the other in time, with few "
            "exceptions. Whatever else changed with time would pass for a difference."
        ),
    }[why]


def not_cause(comparison: Comparison) -> str:
    """Return what every comparison of an open record ends with."""
    if comparison.n_knowing == comparison.n_dose_days:
        return _(
            "You knew what you took, and you or your plan chose the days: "
            "this is not evidence of cause."
        )
    return ngettext(
        "You knew what you took on {known} of {n} rated dose day, and you or your plan chose it: "
        "this is not evidence of cause.",
        "You knew what you took on {known} of {n} rated dose days, and you or your plan chose "
        "them: this is not evidence of cause.",
        comparison.n_dose_days,
    ).format(known=comparison.n_knowing, n=comparison.n_dose_days)


def distance(key: str) -> str:
    """Return how days at some distance from a dose are called, by the key of their group."""
    return {
        "0": _("Dose day"),
        "1": _("Day +1"),
        "2": _("Day +2"),
        "other": _("Day +3 and later"),
    }[key]


def is_named(group: Group) -> bool:
    """Say whether a group of days by distance is told: where every dose is near, none is later."""
    return group.key != "other" or group.n > 0


def counts(comparison: Comparison) -> str:
    """Return how many rated days are compared, of each kind."""
    return _("Rated days: {n} · with a dose: {dose} · without: {other}").format(
        n=comparison.n_days, dose=comparison.n_dose_days, other=comparison.n_other_days
    )


def knowing(comparison: Comparison) -> str:
    """Return how many of the rated dose days were rated knowing the dose."""
    return ngettext(
        "{known} of {n} rated dose day was rated knowing the dose.",
        "{known} of {n} rated dose days were rated knowing the dose.",
        comparison.n_dose_days,
    ).format(known=comparison.n_knowing, n=comparison.n_dose_days)


def left_out(comparison: Comparison) -> list[str]:
    """Return which days are missing from the comparison and why, a sentence for each reason."""
    unknown, far = comparison.n_unknown, comparison.n_far
    told = [
        ngettext(
            "{n} rated day is left out: of a dose planned for it nothing was recorded.",
            "{n} rated days are left out: of a dose planned for them nothing was recorded.",
            unknown,
        ).format(n=unknown)
        if unknown
        else "",
        ngettext(
            "{n} rated day is left out: it lies more than {days} days from any dose.",
            "{n} rated days are left out: they lie more than {days} days from any dose.",
            far,
        ).format(n=far, days=FARTHEST_DAYS)
        if far
        else "",
        _unrated(comparison),
    ]
    return [sentence for sentence in told if sentence]


def _unrated(comparison: Comparison) -> str:
    """Return that one kind of days was rated much more rarely; empty where it was not."""
    dose_days = comparison.n_dose_days + comparison.n_unrated_dose_days
    other_days = comparison.n_other_days + comparison.n_unrated_other_days
    if not dose_days or not other_days:
        return ""
    share = comparison.n_unrated_dose_days / dose_days
    if abs(share - comparison.n_unrated_other_days / other_days) <= _LARGEST_GAP:
        return ""
    return _(
        "Not rated: {unrated_dose} of {dose} days with a dose and {unrated_other} of {other} "
        "without. Where days are left out because of how they were, what is left misleads."
    ).format(
        unrated_dose=comparison.n_unrated_dose_days,
        dose=dose_days,
        unrated_other=comparison.n_unrated_other_days,
        other=other_days,
    )


def hint(n_measures: int) -> str:
    """Return what a measure amounts to that is not the main one, among so many looked at."""
    return ngettext(
        "A hint: this is not the main measure. {n} measure was looked at.",
        "A hint: this is not the main measure. {n} measures were looked at, and among many some "
        "seem to differ by chance, so that hints are held to a stricter bar (Benjamini–Hochberg).",
        n_measures,
    ).format(n=n_measures)


def chosen_after(n_before: int, n_dose_days: int, *, counts: bool) -> str:
    """Return how much of what is compared was there when the main measure was chosen.

    `counts` says whether it counts as the main measure all the same.
    """
    if counts:
        said = ngettext(
            "Chosen after {before} of {n} dose day.",
            "Chosen after {before} of {n} of these dose days.",
            n_dose_days,
        )
    else:
        said = ngettext(
            "Chosen after {before} of {n} dose day, so it counts as a hint.",
            "Chosen after {before} of {n} of these dose days, so it counts as a hint.",
            n_dose_days,
        )
    return said.format(before=n_before, n=n_dose_days)


def not_adjusted() -> str:
    """Return why what was expected cannot be taken out of a difference, and what would part both.

    Source: method notes, sections 4.7 and 4.17.
    """
    return _(
        "No number here is adjusted for what you expected. When you know what you take, dose and "
        "hope come together, and no calculation can part them. Not knowing what you take could: "
        "blinding, with the order of the days left to chance. Prescribed medicine is never to be "
        "blinded or left out for that."
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


def _sentence(verdict: Verdict, *, held_back: bool) -> str:
    if verdict == "differs_knowing":
        return _(
            "Days with a dose differ from other days by {estimate} {unit}, weekdays allowed for "
            "(95 % interval: {low} to {high})."
        )
    if held_back:
        return _(
            "Looked at alone, days with a dose differ from other days by {estimate} {unit}, "
            "weekdays allowed for (95 % interval: {low} to {high}). Among several measures such "
            "a difference comes up by chance, so it does not count."
        )
    return _(
        "The record does not settle whether days with a dose differ from other days: a "
        "difference between {low} and {high} {unit} remains possible (95 % interval around "
        "{estimate}, weekdays allowed for)."
    )


def _lacking(comparison: Comparison) -> str:
    have, need = comparison.have, comparison.need
    sentences: Mapping[str, str] = {
        "days": ngettext(
            "So far there is {have} rated day; {need} are needed.",
            "So far there are {have} rated days; {need} are needed.",
            have,
        ),
        "dose_days": ngettext(
            "So far there is {have} rated dose day on weekdays that also have days without a "
            "dose; {need} are needed.",
            "So far there are {have} rated dose days on weekdays that also have days without a "
            "dose; {need} are needed.",
            have,
        ),
        "other_days": ngettext(
            "So far there is {have} other rated day on weekdays that also have dose days; "
            "{need} are needed.",
            "So far there are {have} other rated days on weekdays that also have dose days; "
            "{need} are needed.",
            have,
        ),
    }
    return sentences[comparison.lacking or "days"].format(have=have, need=need)
