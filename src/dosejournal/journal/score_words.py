"""What a questionnaire's score and its changes are told as: on every page and in every file.

A change is a number of points, larger than the measurement error or not: never that anything got
better, and never because of what.
"""

from collections.abc import Callable
from datetime import date

from dosejournal.domain.questionnaires import Instrument, Score, SubscaleScore
from dosejournal.i18n import _, ngettext
from dosejournal.journal.score_changes import ScoreChange, ScoreHistory

Day = Callable[[date], str]


def total(score: Score, instrument: Instrument | None) -> str:
    """Return a score with its highest and its band: "12 of 27, moderate"."""
    if score.total is None:
        return missing(score)
    if instrument is None:
        return str(score.total)
    told = _("{total} of {highest}").format(total=score.total, highest=instrument.maximum)
    if score.band is not None:
        return _("{score}, {band}").format(score=told, band=score.band.text)
    if instrument.line is not None and score.total >= instrument.line.start:
        return _("{score}, {line}").format(score=told, line=instrument.line.text)
    return told


def missing(score: Score) -> str:
    """Return why there is no score."""
    return ngettext(
        "no score: {n} item was left out", "no score: {n} items were left out", score.n_missing
    ).format(n=score.n_missing)


def subscale(found: SubscaleScore) -> str:
    """Return what a part of the items comes to, and its line."""
    told = (
        _("{name} {total} of {highest}, at or above the line at {line}")
        if found.is_positive
        else _("{name} {total} of {highest}, below the line at {line}")
    )
    return told.format(
        name=found.subscale.name,
        total=found.total,
        highest=found.highest,
        line=found.subscale.positive_from,
    )


def change(found: ScoreChange) -> str:
    """Return a change in points, and whether it is larger than the measurement error."""
    points = signed(found.difference)
    if found.exceeds_error is None:
        return points
    if found.exceeds_error:
        return _("{points}, larger than measurement error").format(points=points)
    return _("{points}, within measurement error").format(points=points)


def since_first(found: ScoreChange, day: Day) -> str:
    """Return the change since the first filling, as a sentence."""
    return _("Change since the first, on {day}: {change}").format(
        day=day(found.since), change=change(found)
    )


def since_last(found: ScoreChange, day: Day) -> str:
    """Return the change since the filling before, as a sentence."""
    return _("Change since the one before, on {day}: {change}").format(
        day=day(found.since), change=change(found)
    )


def changes(first: ScoreChange | None, last: ScoreChange | None) -> list[str]:
    """Return both changes in short lines; one where the one before was the first."""
    found = []
    if last is not None:
        found.append(
            {
                None: _("{points} since the one before"),
                True: _("{points} since the one before, larger than measurement error"),
                False: _("{points} since the one before, within measurement error"),
            }[last.exceeds_error].format(points=signed(last.difference))
        )
    if first is not None and (last is None or first.since != last.since):
        found.append(
            {
                None: _("{points} since the first"),
                True: _("{points} since the first, larger than measurement error"),
                False: _("{points} since the first, within measurement error"),
            }[first.exceeds_error].format(points=signed(first.difference))
        )
    return found


def assumptions(history: ScoreHistory) -> str:
    """Return what is assumed of the measurement error, or that nothing is known of it."""
    if history.error is None:
        return _(
            "How exactly this questionnaire measures is not known here, so that no change is "
            "held against its error."
        )
    return _(
        "Assumed: a spread (SD) of {sd:g} points and a retest reliability of {reliability:g}; a "
        "change of {points} points or more is then larger than measurement error (reliable "
        "change index, 95 %). {remark}"
    ).format(
        sd=history.error.sd,
        reliability=history.error.reliability,
        points=history.least_change,
        remark=history.error.remark,
    )


def days_since(n: int) -> str:
    """Return how many days ago something was."""
    return ngettext("{n} day", "{n} days", n).format(n=n)


def signed(points: int) -> str:
    """Return points with their sign; 0 has none."""
    return f"{points:+d}".replace("-", "\N{MINUS SIGN}") if points else "0"
