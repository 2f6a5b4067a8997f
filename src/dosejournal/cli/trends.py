"""The trend of a measure on the terminal: a table of days, or JSON."""

from argparse import Namespace
from collections.abc import Iterator

from dosejournal.cli import moments, output
from dosejournal.cli.journals import opened
from dosejournal.i18n import _
from dosejournal.journal import trends
from dosejournal.journal.trends import Trend

_COLUMN = "{day:<10}  {mean:>7}  {number:>4}  {rolling:>7}  {interval:>13}"


def show(given: Namespace) -> None:
    """Print the rated days of one measure and their seven-day mean."""
    first_day, last_day = moments.span(given.first, given.last)
    with opened(given) as database, database.read() as session:
        found = trends.trend(session, given.measure, first_day, last_day)
    if given.json:
        output.record(trends.record(found))
        return
    for line in lines(found):
        output.line(line)


def lines(found: Trend) -> Iterator[str]:
    """Give the lines of the table; there is no seven-day mean below four rated days."""
    yield _("{measure} · check-ins: {n_check_ins} · days: {n_days}").format(
        measure=found.measure.name, n_check_ins=found.n_check_ins, n_days=found.n_days
    )
    if not found.n_days:
        return
    yield _row(_("day"), _("mean"), _("n"), _("7 days"), _("95 %"))
    rolling = {
        day: (f"{mean:.1f}", f"{low:.1f} – {high:.1f}")
        for day, mean, low, high in found.rolling_7d
    }
    for day, mean, number in found.days:
        yield _row(day.isoformat(), f"{mean:.1f}", str(number), *rolling.get(day, ("", "")))


def _row(day: str, mean: str, number: str, rolling: str, interval: str) -> str:
    return _COLUMN.format(
        day=day, mean=mean, number=number, rolling=rolling, interval=interval
    ).rstrip()
