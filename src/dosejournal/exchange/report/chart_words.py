"""What a chart says in words: beside it, and to those who do not see it."""

from collections.abc import Iterator

from dosejournal.exchange.report.content import Chart, Header, PlanChange, ReportContent
from dosejournal.exchange.report.own_text import isolated
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _, ngettext

# what is widened by less would read "× 1.0"
_TELLING_FACTOR = 1.05


def subtitle(chart: Chart) -> str:
    """Return how a measure is rated: by its unit, or between its words."""
    if chart.unit:
        return chart.unit
    if chart.low_anchor and chart.high_anchor:
        return _("from {low} to {high}").format(low=chart.low_anchor, high=chart.high_anchor)
    return ""


def ends(chart: Chart) -> list[tuple[float, str]]:
    """Return the words of a measure that is yes or no, where they stand; else nothing."""
    if chart.kind != "yes_no":
        return []
    return [(0.0, chart.low_anchor), (1.0, chart.high_anchor)]


def legend() -> str:
    """Return what the signs of a chart mean."""
    return _(
        "Dots: ratings. Line: mean of seven days, with its 95 % interval. Below: doses (full tick "
        "taken, short tick late, ring skipped, cross missed)."
    )


def undrawn(n: int) -> str:
    """Return that doses of so many items are not drawn; empty where all are."""
    if not n:
        return ""
    return ngettext(
        "Doses of {n} item are not drawn here.", "Doses of {n} items are not drawn here.", n
    ).format(n=n)


def change(number: int, changed: PlanChange, written: Written) -> str:
    """Return what a numbered line of a chart stands for."""
    told = (
        _("{n}: {day}, plan of {item} began: {plan}")
        if changed.is_first
        else _("{n}: {day}, plan of {item} changed: {plan}")
    )
    return told.format(
        n=number, day=written.day(changed.day), item=isolated(changed.label), plan=changed.schedule
    )


def earlier(n: int) -> list[str]:
    """Return that so many changes of plans are not drawn; empty where all are."""
    if n <= 0:
        return []
    return [
        ngettext(
            "{n} earlier change of plans is not drawn.",
            "{n} earlier changes of plans are not drawn.",
            n,
        ).format(n=n)
    ]


def ground(header: Header, chart: Chart, written: Written) -> str:
    """Return what a chart rests on: days, doses that were known of, what was expected."""
    return " · ".join(_grounds(header, chart, written))


def alternative(content: ReportContent, chart: Chart, written: Written) -> str:
    """Return what the chart shows, for those who hear it read."""
    header = content.header
    told = [
        _("Chart of {measure} from {first} to {last}.").format(
            measure=chart.name,
            first=written.day(header.first_day),
            last=written.day(header.last_day),
        ),
        *_values(chart, written),
        _("It rests on: {ground}.").format(ground=ground(header, chart, written)),
        *_doses(content, written),
        *(
            change(number, changed, written) + "."
            for number, changed in enumerate(content.plan_changes, start=1)
        ),
    ]
    return " ".join(told)


def _grounds(header: Header, chart: Chart, written: Written) -> Iterator[str]:
    yield ngettext(
        "rated on {n} of {days} day", "rated on {n} of {days} days", header.n_days
    ).format(n=written.number(chart.n_days), days=written.number(header.n_days))
    if chart.n_dose_days:
        yield ngettext(
            "{known} of {n} dose day rated knowing the dose",
            "{known} of {n} dose days rated knowing the dose",
            chart.n_dose_days,
        ).format(known=written.number(chart.n_knowing), n=written.number(chart.n_dose_days))
    if chart.expected_mean is not None and chart.expected_certainty is not None:
        yield _("expected of doses {change}, {certainty} of 100 sure (n = {n})").format(
            change=written.signed(chart.expected_mean, 0),
            certainty=written.number(chart.expected_certainty),
            n=written.number(chart.n_expected),
        )
    if not chart.rolling:
        yield _("no 7-day mean here: it needs 4 rated days of 7")
    elif chart.r1 is None:
        yield _("interval as if days were independent: too few days in a row to tell")
    elif chart.width_factor < _TELLING_FACTOR:
        yield _("interval as if days were independent")
    else:
        yield _("interval × {factor}, as days are alike").format(
            factor=written.number(chart.width_factor, 1)
        )


def _values(chart: Chart, written: Written) -> Iterator[str]:
    digits = 0 if chart.maximum - chart.minimum >= 20 else 1
    means = [day.mean for day in chart.days]
    if means:
        yield _("Daily means lie between {low} and {high}, on average {mean}.").format(
            low=written.number(min(means), digits),
            high=written.number(max(means), digits),
            mean=written.number(sum(means) / len(means), digits),
        )
    if chart.rolling:
        first, last = chart.rolling[0], chart.rolling[-1]
        yield _(
            "The mean of seven days is {first} on {first_day} and {last} on {last_day}."
        ).format(
            first=written.number(first.mean, digits),
            first_day=written.day(first.day),
            last=written.number(last.mean, digits),
            last_day=written.day(last.day),
        )


def _doses(content: ReportContent, written: Written) -> Iterator[str]:
    for row in content.dose_rows:
        n = sum(mark.state in ("taken", "late") for mark in row.marks)
        yield ngettext("Below it {n} dose of {item}.", "Below it {n} doses of {item}.", n).format(
            n=written.number(n), item=row.label
        )
