"""The measures of a report over its period, and the doses along them."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from dosejournal.analysis.series import Floats
from dosejournal.domain.measures import Measure
from dosejournal.exchange.report.content import Chart, DayMean, DayRange, DoseMark, DoseRow
from dosejournal.exchange.report.gathering import Gathered, main_trend
from dosejournal.i18n import _
from dosejournal.journal import ratings
from dosejournal.journal.trends import Trend

_STATES = {
    ratings.TAKEN: "taken",
    ratings.LATE: "late",
    ratings.SKIPPED: "skipped",
    ratings.MISSED: "missed",
}


def of(found: Gathered) -> tuple[Chart, ...]:
    """Return a chart for each measure, first the main one, or that which stands for it."""
    main = main_trend(found)
    ordered = sorted(found.trends, key=lambda each: each is not main)
    return tuple(_chart(found, trend) for trend in ordered)


def dose_rows(found: Gathered, labels: Mapping[int, str]) -> tuple[DoseRow, ...]:
    """Return the doses of the period, a row for each substance, in the order of the labels."""
    first, last = found.first_day.toordinal(), found.last_day.toordinal()
    doses = dict(found.doses)
    rows = []
    for number, label in labels.items():
        if number not in doses:
            continue
        own = doses[number]
        inside = (own.days >= first) & (own.days <= last)
        marks = tuple(
            DoseMark(round(place - first, 4), _STATES[state])
            for place, state in zip(
                own.places[inside].tolist(), own.states[inside].tolist(), strict=True
            )
        )
        if marks:
            rows.append(DoseRow(label, marks))
    return tuple(rows)


def _chart(found: Gathered, trend: Trend) -> Chart:
    measure, counts = trend.measure, trend.counts
    first = found.first_day.toordinal()
    places = np.round(trend.points.places - first, 4).tolist()
    low, high = _scale(measure, trend.points.values)
    ends = _ends(measure)
    return Chart(
        key=measure.key,
        name=measure.name,
        kind=measure.kind,
        unit=measure.unit,
        low_anchor=ends[0],
        high_anchor=ends[1],
        is_main=found.main is not None and measure.key == found.main.measure.key,
        minimum=low,
        maximum=high,
        points=tuple(zip(places, trend.points.values.tolist(), strict=True)),
        days=tuple(DayMean(day, mean, n) for day, mean, n in trend.days),
        rolling=_rolling(trend),
        n_days=trend.n_days,
        n_missing=counts.n_missing,
        n_dose_days=counts.n_dose_days,
        n_knowing=counts.n_knowing,
        n_expected=counts.n_expected,
        expected_mean=counts.expected_change,
        expected_certainty=counts.expected_certainty,
        r1=trend.r1,
        width_factor=trend.width_factor,
    )


def _rolling(trend: Trend) -> tuple[DayRange, ...]:
    known = np.isfinite(trend.rolling.means)
    columns = (
        trend.daily.days[known].tolist(),
        trend.rolling.means[known].tolist(),
        trend.rolling.lows[known].tolist(),
        trend.rolling.highs[known].tolist(),
        trend.rolling.breaks[known].tolist(),
    )
    return tuple(
        DayRange(date.fromordinal(day), *values) for day, *values in zip(*columns, strict=True)
    )


def _ends(measure: Measure) -> tuple[str, str]:
    """Return the words at both ends of a measure."""
    if measure.kind == "yes_no":
        return _("no"), _("yes")
    if measure.words:
        return measure.words[0], measure.words[-1]
    return measure.low_anchor, measure.high_anchor


def _scale(measure: Measure, values: Floats) -> tuple[float, float]:
    """Return from where to where the axis runs: the scale, else what was rated with some room."""
    if measure.kind == "yes_no":
        return 0.0, 1.0
    low = float(values.min()) if measure.minimum is None else measure.minimum
    high = float(values.max()) if measure.maximum is None else measure.maximum
    # a length is needed, also where numbers are so large that 1 more is the same number
    room = max(1.0, abs(low) * 1e-9, abs(high) * 1e-9)
    if high - low < room * 1e-3:
        low, high = low - room, high + room
    return low, high
