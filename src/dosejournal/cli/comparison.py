"""Dose days against other days on the terminal: a verdict with its numbers, or JSON."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime

from dosejournal.analysis.compared import Group
from dosejournal.cli import moments, output, plan_words
from dosejournal.cli.journals import opened
from dosejournal.i18n import _, ngettext
from dosejournal.journal import comparison_lines, comparison_words, comparisons
from dosejournal.journal.comparisons import Compared

_COLUMN = "{day:<16}  {number:>4}  {mean:>7}  {interval:>15}"


def show(given: Namespace, now: datetime) -> None:
    """Print how the dose days of one substance compare with other days in one measure."""
    first_day, last_day = moments.span(given.first, given.last)
    with opened(given) as database, database.read() as session:
        asked = comparisons.question(session, given.measure, given.substance, first_day, last_day)
        columns = comparisons.gather(session, now, asked)
    compared = comparisons.compare(columns)
    if given.json:
        output.record(comparison_lines.record(compared))
        return
    for line in lines(compared):
        output.line(line)


def lines(compared: Compared) -> Iterator[str]:
    """Give the lines: the verdict and its ground first, what it is not last."""
    found, asked = compared.comparison, compared.columns.question
    names = (asked.measure.name, compared.columns.label)
    yield plan_words.SEPARATOR.join(names)
    yield comparison_words.headline(found.verdict, found.refusal)
    yield comparison_words.explanation(found, comparison_words.unit(asked.measure))
    yield comparison_words.counts(found)
    yield from comparison_words.left_out(found)
    if found.n_dose_days:
        yield comparison_words.knowing(found)
    # below the minimum there is no number to be qualified
    is_told = found.verdict != "not_enough"
    if is_told:
        yield from _expected(compared)
        yield _standing(compared)
    yield _row(_("day"), _("n"), *((_("mean"), _("95 %")) if is_told else ()))
    for group in filter(comparison_words.is_named, found.by_distance):
        yield _group(group)
    if is_told:
        yield comparison_words.not_adjusted()
    yield comparison_words.not_cause(found)


def _expected(compared: Compared) -> Iterator[str]:
    expected = compared.agreement
    if expected.mean is None or expected.certainty is None:
        return
    yield ngettext(
        "Expected on {n} dose day: {change} {unit}, {certainty:.0f} sure on average.",
        "Expected on {n} dose days: {change} {unit}, {certainty:.0f} sure on average.",
        expected.n,
    ).format(
        n=expected.n,
        change=comparison_words.plain(expected.mean, 1),
        unit=comparison_words.unit(compared.columns.question.measure),
        certainty=expected.certainty,
    )


def _standing(compared: Compared) -> str:
    main = compared.columns.question.main
    if main is None or not compared.is_main:
        return comparison_words.hint(len(compared.every))
    said = _("This is the main measure, chosen on {day}.").format(day=main.chosen_on)
    if not compared.n_before_choice:
        return said
    n_dose_days = compared.comparison.n_dose_days
    after = comparison_words.chosen_after(
        compared.n_before_choice, n_dose_days, counts=compared.counts_as_main
    )
    return f"{said} {after}"


def _group(group: Group) -> str:
    name = comparison_words.distance(group.key)
    if group.mean is None:
        return _row(name, str(group.n))
    return _row(name, str(group.n), f"{group.mean:.1f}", f"{group.low:.1f} – {group.high:.1f}")


def _row(day: str, number: str, mean: str = "", interval: str = "") -> str:
    return _COLUMN.format(day=day, number=number, mean=mean, interval=interval).rstrip()
