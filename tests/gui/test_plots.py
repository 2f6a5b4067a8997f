"""The parts of the Trends page that draw: axes, words, marks, and what every plot promises."""

import math
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QLocale, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer

from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.gui.plots import PLOTS, axes, trend_words
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.marks import Marks
from dosejournal.gui.plots.span import Span
from dosejournal.gui.trend_panel import TrendPanel
from dosejournal.journal import (
    adverse_effects,
    check_ins,
    doses,
    expectations,
    look_backs,
    measures,
    planning,
    trends,
)
from dosejournal.journal.look_backs import Question

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 2, 1, 12, tzinfo=BERLIN)
DAY = FIRST.date().toordinal()
BRITISH = QLocale("en_GB")
PACE = Measure("pace", "Pace", minimum=1, maximum=5, words=("none", "low", "some", "much", "all"))


@pytest.fixture
def words(qapp):
    return DayWords(BRITISH)


@pytest.fixture
def british(qapp):
    before = QLocale()
    QLocale.setDefault(BRITISH)
    yield
    QLocale.setDefault(before)


def overview(database, now, rated, dosed=()):
    with database.write("Filled") as write:
        for at, ratings in rated:
            check_ins.record(write.session, now, CheckInDraft(at, ratings))
        for at, name, status in dosed:
            doses.record(write.session, now, DoseDraft(at, name, status=status))
    with database.read() as session:
        return trends.overview(session, now)


def test_days_are_written_as_the_locale_writes_them(words):
    day = date(2026, 11, 3)
    assert words.tick(day, "day") == words.tick(day, "day") == "3 Nov"
    assert words.tick(day, "month") == "Nov 2026"
    assert words.tick(day, "year") == "2026"
    assert words.full(day) == "Tue, 3 Nov 2026"
    german = DayWords(QLocale("de_DE"))
    assert german.full(day) == "Di., 3. Nov. 2026"


def test_a_range_leaves_this_year_out(words):
    first, last = date(2026, 8, 23), date(2026, 11, 20)
    assert "2026" not in words.span(first, last, last)
    assert "2026" in words.span(first, last, date(2027, 1, 1))


def test_an_unknown_language_is_written_in_english(qapp):
    plain = DayWords(QLocale.c())
    assert plain.full(date(2026, 11, 3)) == "Tue, 3 Nov 2026"
    assert plain.tick(date(2026, 9, 3), "day") == "3 Sep"


def test_days_follow_the_system_where_it_writes_times_unlike_its_language(monkeypatch):
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LC_TIME", "de_DE.UTF-8")
    assert DayWords(QLocale.system()).tick(date(2026, 11, 3), "day") == "3. Nov."
    assert DayWords(BRITISH).tick(date(2026, 11, 3), "day") == "3 Nov"


@pytest.mark.parametrize(
    ("days", "pixels", "first", "apart"),
    [
        (7, 900, "1 Feb", 1),
        (14, 900, "1 Feb", 2),
        (40, 900, "2 Feb", 7),
        (90, 900, "2 Feb", 14),
        (270, 900, "Feb 2026", 28),
        (600, 900, "Apr 2026", 91),
        (3000, 900, "2027", 365),
    ],
)
def test_ticks_stand_apart_and_on_round_days(words, days, pixels, first, apart):
    found = axes.day_ticks(words, DAY, DAY + days, pixels)
    assert found[0][1] == first
    assert found[1][0] - found[0][0] == pytest.approx(apart, abs=3)
    assert all(b - a >= 96 * days / pixels - 3 for (a, _), (b, _) in pairwise(found))


def test_weeks_begin_as_the_locale_begins_them(words):
    monday = axes.day_ticks(words, DAY, DAY + 60, 800)[0][0]
    sunday = axes.day_ticks(DayWords(QLocale("en_US")), DAY, DAY + 60, 800)[0][0]
    assert date.fromordinal(int(monday)).weekday() == 0
    assert date.fromordinal(int(sunday)).weekday() == 6


def test_moving_the_axis_moves_no_tick_to_another_day(words):
    here = axes.day_ticks(words, DAY, DAY + 90, 900)
    there = axes.day_ticks(words, DAY + 5.5, DAY + 95.5, 900)
    assert set(here[1:]) <= set(there) | set(here[:2])


def test_the_longest_axis_still_has_few_ticks(words):
    assert len(axes.day_ticks(words, 1, date.max.toordinal(), 900)) < 250
    assert axes.day_ticks(words, DAY, DAY + 3, 0) == []


def test_a_scale_shows_its_ends_and_middle(british):
    mood = Measure("mood", "Mood")
    assert axes.value_range(mood, 40, 60) == (0, 100)
    assert axes.value_ticks(mood, 0, 100) == [(0, "0"), (50, "50"), (100, "100")]


def test_a_stepped_scale_shows_its_words_and_leaves_some_out_when_they_are_many():
    assert axes.value_range(PACE, 2, 3) == (1, 5)
    assert [text for _value, text in axes.value_ticks(PACE, 1, 5)] == list(PACE.words)
    long = Measure("long", "Long", minimum=1, maximum=10, words=tuple("abcdefghij"))
    assert axes.value_ticks(long, 1, 10)[:2] == [(1, "a"), (3, "c")]


def test_yes_and_no_are_the_ends_of_their_axis():
    walked = Measure("walked", "Walked", kind="yes_no", minimum=0, maximum=1)
    assert axes.value_range(walked, 1, 1) == (0, 1)
    assert axes.value_ticks(walked, 0, 1) == [(0, "no"), (1, "yes")]
    limitless = Measure("walked", "Walked", kind="yes_no", minimum=None, maximum=None)
    assert axes.value_range(limitless, 1, 1) == (0, 1)


def test_a_number_has_round_ends_around_its_values(british):
    pulse = Measure("pulse", "Pulse", kind="number", minimum=None, maximum=None, unit="bpm")
    assert axes.value_range(pulse, 58, 91) == (50, 100)
    ticks = axes.value_ticks(pulse, 50, 100)
    assert [text for _value, text in ticks] == ["50", "60", "70", "80", "90", "100"]
    assert axes.value_ticks(pulse, 0, 7) == [(0, "0"), (7, "7")]
    assert axes.value_range(pulse, 60, 60) == (59, 61)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_the_axis_of_a_number_ends_on_ticks(low, length):
    number = Measure("n", "N", kind="number", minimum=None, maximum=None)
    first, last = axes.value_range(number, low, low + length)
    places = [place for place, _text in axes.value_ticks(number, first, last)]
    assert first <= low + length * 1e-9
    assert last >= low + length * (1 - 1e-9)
    assert places[0] == first
    assert places[-1] == pytest.approx(last)
    assert 2 <= len(places) <= 7


def test_numbers_have_the_decimals_that_matter(british):
    assert axes.number_format(0, 100)(61.66) == "62"
    assert axes.number_format(1, 5)(3.666) == "3.67"
    assert axes.number_format(1, 5)(3) == "3"


def test_a_span_never_leaves_the_record():
    span = Span()
    span.limit(100, 199)
    span.settle(150, 179)
    assert (span.first, span.last, span.whole) == (150, 180, (150, 179))
    span.pan(1000)
    assert (span.first, span.last) == (170, 200)
    span.zoom(100)
    assert (span.first, span.last) == (100, 200)
    span.zoom(0.0001, around=200)
    assert (span.first, span.last) == (197, 200)
    span.reset()
    assert span.whole == (150, 179)


def test_a_place_zoomed_at_stays_where_it_is():
    span = Span()
    span.limit(0, 999)
    span.settle(100, 199)
    span.zoom(0.5, around=120)
    assert (120 - span.first) / span.days == pytest.approx(0.2)


def test_a_span_tells_when_the_person_moved_it(qtbot):
    span = Span()
    span.limit(0, 99)
    span.settle(0, 99)
    with qtbot.assertNotEmitted(span.left_home):
        span.pan(5)
    with qtbot.waitSignal(span.left_home):
        span.zoom(0.5)


def test_a_short_record_is_shown_with_room_for_three_days():
    span = Span()
    span.limit(100, 100)
    span.settle(100, 100)
    # into the past: days still to come are not missing
    assert (span.first, span.last) == (98, 101)


def test_pointing_steps_from_day_to_day_and_brings_them_into_sight():
    span = Span()
    span.limit(0, 99)
    span.settle(50, 59)
    span.step(-1, "me")
    assert (span.place, span.pointer) == (59.5, "me")
    span.step(1, "me")
    assert (span.place, span.first, span.last) == (60.5, 51, 61)
    span.point_at(50.5)
    span.step(-1, "me")
    assert (span.place, span.first) == (49.5, 49)
    span.point_at(99.5)
    span.step(1, "me")
    assert span.place == 99.5


@pytest.mark.usefixtures("british")
def test_a_day_is_told_with_its_ground(database, now, words):
    rated = [(FIRST + timedelta(days=n), {"mood": 50 + n, "pace": 2}) for n in range(5)]
    rated.append((FIRST + timedelta(days=4, hours=2), {"mood": 64}))
    with database.write("Added") as write:
        measures.add(write.session, PACE)
    mood, pace = overview(database, now, rated).trends
    assert trend_words.of_day(mood, DAY, words) == "Sun, 1 Feb 2026 · 50"
    assert trend_words.of_day(mood, DAY + 4, words) == (
        "Thu, 5 Feb 2026 · 59 (mean of 2) · 7-day mean 53, interval 49 to 57"
    )
    assert trend_words.of_day(mood, DAY + 9, words) == "Tue, 10 Feb 2026 · not rated"
    assert trend_words.of_day(pace, DAY, words) == "Sun, 1 Feb 2026 · low"


@pytest.mark.usefixtures("british")
def test_values_are_told_in_their_own_words_and_units(database, now):
    with database.write("Added") as write:
        for kind, key in (("number", "pulse"), ("yes_no", "walked")):
            unit = "bpm" if kind == "number" else ""
            one = Measure(key, key, kind=kind, minimum=None, maximum=None, unit=unit)
            measures.add(write.session, one)
    pulse, walked = overview(database, now, [(FIRST, {"pulse": 72, "walked": 1})]).trends
    assert trend_words.value_text(pulse, 72) == "72 bpm"
    assert (trend_words.value_text(walked, 1), trend_words.value_text(walked, 0)) == ("yes", "no")


@pytest.mark.usefixtures("british")
def test_the_ground_counts_days_and_says_which_interval_it_is(database, now):
    alternating = [(FIRST + timedelta(days=n), {"mood": 40 + 20 * (n % 2)}) for n in range(30)]
    waves = [(FIRST + timedelta(days=n), {"focus": 50 + 20 * math.sin(n / 5)}) for n in range(30)]
    few = [(FIRST + timedelta(days=n), {"energy": 50 + n}) for n in (0, 1, 2, 3, 20)]
    mood, focus, energy = overview(database, now, alternating + waves + few).trends
    assert trend_words.ground(mood, DAY, DAY + 29) == (
        "30 days rated, 0 missing · interval as if days were independent"
    )
    assert re.search(
        r"interval × \d\.\d, as days are alike$",
        trend_words.ground(focus, DAY, DAY + 29),
    )
    assert trend_words.ground(energy, DAY, DAY + 9) == (
        "4 days rated, 6 missing · "
        "interval as if days were independent: too few days in a row to tell"
    )
    # a day before the first rating is not missing, nor is one of a measure that was never rated
    assert trend_words.ground(mood, DAY - 9, DAY - 1).startswith("0 days rated, 0 missing")
    assert trend_words.ground(mood, DAY - 2, DAY).startswith("1 day rated, 0 missing")
    assert trend_words.ground(energy, DAY + 20, DAY + 20) == (
        "1 day rated, 0 missing · no 7-day mean here: it needs 4 rated days of 7"
    )


@pytest.mark.usefixtures("british")
def test_an_interval_that_is_hardly_widened_is_not_said_to_be(database, now):
    waves = [(FIRST + timedelta(days=n), {"focus": 50 + 20 * math.sin(n / 5)}) for n in range(30)]
    (focus,) = overview(database, now, waves).trends
    for factor, told in ((1.04, "interval as if days were independent"), (1.06, "× 1.1, as")):
        assert told in trend_words.ground(replace(focus, width_factor=factor), DAY, DAY + 29)


def expect(database, on, change, certainty, measure="mood"):
    draft = ExpectancyDraft(on, "Item A", measure, change, certainty)
    with database.write("Expected") as write:
        expectations.record(write.session, on, draft)


@pytest.mark.usefixtures("british")
def test_the_ground_tells_of_doses_and_expectations_where_there_are_any(database, now):
    rated = [(FIRST + timedelta(days=n), {"mood": 50, "focus": 50}) for n in range(3)]
    taken = [(FIRST - timedelta(hours=1), "Item A", "taken")]
    expect(database, FIRST, 12.4, 61)
    mood, focus = overview(database, now, rated, taken).trends
    assert trend_words.ground(mood, DAY, DAY + 2).startswith(
        "3 days rated, 0 missing · 1 of 1 dose day rated knowing the dose · "
        "expected \u2068+12\u2069 (61 sure, n\xa0=\xa01) · no 7-day mean"
    )
    assert trend_words.ground(focus, DAY, DAY + 2).startswith(
        "3 days rated, 0 missing · 1 of 1 dose day rated knowing the dose · no 7-day"
    )
    # of other days, nothing is said of what was not then
    assert trend_words.ground(mood, DAY + 1, DAY + 2).startswith(
        "2 days rated, 0 missing · no 7-day"
    )


@pytest.mark.usefixtures("british")
@pytest.mark.parametrize(
    ("change", "told"), [(-12.0, "\u2068\u221212\u2069"), (0.3, "0"), (0.0, "0")]
)
def test_the_ground_tells_of_several_days_what_was_expected_on_average(
    database, now, change, told
):
    for n in range(2):
        expect(database, FIRST + timedelta(days=n), change, 40 + 20 * n)
    rated = [(FIRST + timedelta(days=n), {"mood": 50}) for n in range(2)]
    taken = [(FIRST + timedelta(days=n, hours=n - 1), "Item A", "taken") for n in range(2)]
    taken.append((FIRST + timedelta(days=1, hours=5), "Item A", "taken"))
    (mood,) = overview(database, now, rated, taken).trends
    assert trend_words.ground(mood, DAY, DAY + 1).startswith(
        "2 days rated, 0 missing · 2 of 2 dose days rated knowing the dose · "
        f"expected {told} (50 sure, n\xa0=\xa02)"
    )


@pytest.mark.parametrize("kind", PLOTS, ids=lambda kind: kind.__name__)
def test_every_plot_shows_its_subjects_and_says_what_they_rest_on(
    kind, qtbot, database, now, words
):
    rated = [(FIRST + timedelta(days=n), {"mood": 50 + n, "focus": 9}) for n in range(9)]
    daily = RegimenDraft("Item A", parse("daily"), (time(12),), FIRST.date())
    with database.write("Planned") as write:
        planning.add(write.session, FIRST - timedelta(hours=1), daily)
        (mood, *_others) = measures.listing(write.session)
        asked = Question(date(2026, 2, 2), date(2026, 2, 8), mood)
        look_backs.answer(write.session, now, asked, 40)
        noticed = EffectDraft(FIRST, "Dry mouth", "noticed")
        adverse_effects.record(write.session, now, noticed)
    found = overview(database, now, rated, [(FIRST, "Item A", "taken")])
    subjects = kind.subjects(found)
    assert subjects
    assert len({subject.key for subject in subjects}) == len(subjects)
    span = Span()
    span.limit(found.first_day, found.last_day)
    span.settle(found.first_day, found.last_day)
    for subject in subjects:
        panel = TrendPanel(kind, subject, span, words)
        qtbot.addWidget(panel)
        plot = panel.plot
        panel.show()
        plot.show(found)
        assert plot.hint
        assert plot.ground(found.first_day, found.last_day)
        assert plot.canvas.accessibleName()
        assert plot.canvas.describe(DAY)
        assert plot.canvas.snap(DAY + 0.4) == DAY


@pytest.mark.parametrize("kind", PLOTS, ids=lambda kind: kind.__name__)
def test_every_plot_has_nothing_to_show_of_an_empty_journal(kind, database, now):
    with database.read() as session:
        assert kind.subjects(trends.overview(session, now)) == []


def _dot():
    path = QPainterPath()
    path.addEllipse(QPointF(), 2.5, 2.5)
    return path


def test_marks_are_as_large_on_every_scale(qapp):
    marks = Marks()
    marks.set_shape(_dot(), QColor("#0072B2"))
    marks.set_places(np.array([10.0]), np.array([10.0]))
    dark = []
    for scale in (1.0, 2.0):
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.scale(scale, scale)
        marks.paint(painter, None)
        painter.end()
        found = [
            (x, y)
            for x in range(60)
            for y in range(60)
            if image.pixelColor(x, y).lightness() < 200
        ]
        dark.append(len(found))
        assert np.mean(found, axis=0) == pytest.approx([10 * scale, 10 * scale], abs=1)
    assert dark[0] == dark[1] > 12


def test_marks_are_shapes_in_a_drawing(qapp, tmp_path):
    marks = Marks()
    marks.set_shape(_dot(), QColor("white"), QColor("#0072B2"))
    marks.set_places(np.array([10.0, 20.0]), np.array([10.0, 20.0]))
    generator = QSvgGenerator()
    generator.setFileName(str(tmp_path / "marks.svg"))
    painter = QPainter(generator)
    marks.paint(painter, None)
    painter.end()
    drawn = (tmp_path / "marks.svg").read_text()
    assert "<image" not in drawn
    assert drawn.count("<path") == 2


@pytest.mark.parametrize("outline", [None, QColor("#0072B2")])
def test_marks_that_are_cut_on_screen_are_cut_in_a_drawing(qapp, outline):
    marks = Marks()
    fill = QColor("transparent" if outline else "#0072B2")
    marks.set_shape(_dot(), fill, outline)
    marks.set_places(np.array([5.0, 20.0, 35.0]), np.array([10.0, 10.0, 10.0]))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setViewBox(QRectF(0, 0, 60, 20))
    painter = QPainter(generator)
    painter.setClipRect(QRectF(20, 0, 40, 20))
    marks.paint(painter, None)
    painter.end()
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    QSvgRenderer(buffer.data()).render(painter, QRectF(0, 0, 60, 20))
    painter.end()
    inked = {x for x in range(60) for y in range(20) if image.pixelColor(x, y).lightness() < 250}
    assert min(inked) == 20
    assert {21, 22, 33, 36} <= inked
    assert not inked & set(range(25, 32))


def test_marks_know_where_they_are():
    marks = Marks()
    assert (marks.count, marks.boundingRect().isEmpty()) == (0, True)
    marks.set_places(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    assert marks.count == 2
    assert marks.boundingRect().contains(QPointF(1.5, 3.5))
    marks.set_places(np.empty(0), np.empty(0))
    assert marks.boundingRect().isEmpty()
