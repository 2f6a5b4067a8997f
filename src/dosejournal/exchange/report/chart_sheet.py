"""A chart as the template draws it: words, places as fractions of its width, and paths.

Ratings, means and intervals are paths of an SVG drawing, in hundredths of a millimetre: Typst
sets one drawing in a fraction of the time that as many curves of its own would take.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from dosejournal.analysis import thinning
from dosejournal.analysis.series import Floats
from dosejournal.exchange.report import chart_words
from dosejournal.exchange.report.axis import day_ticks, value_ticks
from dosejournal.exchange.report.content import (
    Chart,
    DayRange,
    DoseRow,
    Header,
    PlanChange,
    ReportContent,
)
from dosejournal.exchange.report.options import Paper
from dosejournal.exchange.report.own_text import own
from dosejournal.exchange.report.written import Written

_WIDTHS: dict[Paper, int] = {"a4": 16_700, "letter": 17_290}
"""How wide a chart is: the paper without its margins and the numbers of the axis."""

_CELL = 20
"""Points that fall into one cell of this size are one point on paper (0.2 mm)."""

_MOST_CHANGES = 8
_NEAREST = 0.03
"""Numbers nearer to each other than this share of the width would be printed over each other."""

_DOTS = ((2500, 30), (800, 45), (0, 62))
"""From so many points on, how wide each is."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """What is drawn on: so many days across and so many values up, in hundredths of a mm."""

    width: int
    height: int
    first: date
    n_days: int
    low: float
    high: float

    def at(self, places: Floats, values: Floats) -> list[str]:
        """Return points as a path has them; what lies off the scale is put at its end."""
        across = np.clip(places / self.n_days, 0.0, 1.0) * self.width
        up = np.clip((values - self.low) / (self.high - self.low), 0.0, 1.0) * self.height
        columns = (np.rint(across), np.rint(self.height - up))
        x, y = (column.astype(np.int64).tolist() for column in columns)
        return [f"{left} {top}" for left, top in zip(x, y, strict=True)]


def of(
    content: ReportContent, chart: Chart, written: Written, height_mm: int, most_rows: int
) -> dict[str, Any]:
    """Return one chart, below it the doses of the items with the most of them."""
    header = content.header
    width, height = _WIDTHS[content.options.paper], height_mm * 100
    canvas = Canvas(width, height, header.first_day, header.n_days, chart.minimum, chart.maximum)
    changes = content.plan_changes[-_MOST_CHANGES:]
    rows = drawn_rows(content, most_rows)
    n_points, dots = _dots(chart, canvas)
    return {
        "title": own(chart.name),
        "subtitle": chart_words.subtitle(chart),
        "alt": chart_words.alternative(content, chart, written),
        "width": width / 100,
        "height": height_mm,
        "values": chart_words.ends(chart) or value_ticks(chart.minimum, chart.maximum, written),
        "days": day_ticks(header.first_day, header.last_day, written),
        "box": f"0 0 {width} {height}",
        "dots": dots,
        "dot_size": next(size for fewest, size in _DOTS if n_points >= fewest),
        **_means(chart, canvas),
        "strip": [_strip(row, header.n_days) for row in rows],
        "undrawn": chart_words.undrawn(len(content.dose_rows) - len(rows)),
        "changes": _marks(changes, header),
        "ground": chart_words.ground(header, chart, written),
    }


def _marks(changes: Sequence[PlanChange], header: Header) -> list[dict[str, Any]]:
    """Return where the numbered lines stand; those too near for two numbers share one: "1–3"."""
    marks: list[dict[str, Any]] = []
    firsts: list[int] = []
    for number, change in enumerate(changes, start=1):
        x = _fraction((change.day - header.first_day).days, header.n_days)
        if marks and x - marks[-1]["x"] < _NEAREST:
            marks[-1]["n"] = f"{firsts[-1]}–{number}"
        else:
            marks.append({"x": x, "n": str(number)})
            firsts.append(number)
    return marks


def drawn_rows(content: ReportContent, most_rows: int) -> list[DoseRow]:
    """Return the rows of doses that a chart has room for: those with the most marks, in order."""
    most = sorted(content.dose_rows, key=lambda row: -len(row.marks))[:most_rows]
    return [row for row in content.dose_rows if row in most]


def changes(content: ReportContent, written: Written) -> list[str]:
    """Return what the numbered lines of the charts stand for."""
    every = content.plan_changes
    told = [
        chart_words.change(number, change, written)
        for number, change in enumerate(every[-_MOST_CHANGES:], start=1)
    ]
    return chart_words.earlier(len(every) - len(told)) + told


def _dots(chart: Chart, canvas: Canvas) -> tuple[int, str]:
    """Return how many ratings can be told apart on paper, and a path with a dot for each."""
    if not chart.points:
        return 0, ""
    x, y = np.array(chart.points, dtype=np.float64).T
    across = _CELL * canvas.n_days / canvas.width
    up = _CELL * (canvas.high - canvas.low) / canvas.height
    kept = thinning.distinct(x, y, across, up)
    # a line of no length to speak of, with round ends, is a dot
    return len(kept), "".join(f"M{point}h1" for point in canvas.at(x[kept], y[kept]))


def _means(chart: Chart, canvas: Canvas) -> dict[str, str]:
    """Return the paths of the seven-day mean and its interval, and of means that stand alone."""
    bands, lines, singles = [], [], []
    for run in _runs(chart.rolling):
        # a day stands at its noon
        places = np.array([(day.day - canvas.first).days + 0.5 for day in run])
        means, lows, highs = (
            canvas.at(places, np.array([getattr(day, name) for day in run]))
            for name in ("mean", "low", "high")
        )
        if len(run) == 1:
            singles.append(f"M{means[0]}h1")
        else:
            lines.append("M" + "L".join(means))
            bands.append("M" + "L".join([*highs, *reversed(lows)]) + "Z")
    return {"band": "".join(bands), "mean": "".join(lines), "singles": "".join(singles)}


def _runs(days: Iterable[DayRange]) -> Iterator[list[DayRange]]:
    """Yield the uninterrupted pieces of the mean."""
    run: list[DayRange] = []
    for day in days:
        if day.breaks and run:
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _strip(row: DoseRow, n_days: int) -> dict[str, Any]:
    places: dict[str, list[float]] = {}
    for mark in row.marks:
        places.setdefault(mark.state, []).append(_fraction(mark.place, n_days))
    return {"label": own(row.label), **{state: _apart(found) for state, found in places.items()}}


def _apart(places: Sequence[float]) -> list[float]:
    """Return the places that can be told apart on paper."""
    found = np.array(places, dtype=np.float64)
    cell = _CELL / _WIDTHS["a4"]
    kept = thinning.distinct(found, np.zeros(len(found)), cell, 1)
    return [float(place) for place in found[kept]]


def _fraction(place: float, n_days: int) -> float:
    return round(min(max(place / n_days, 0.0), 1.0), 5)
