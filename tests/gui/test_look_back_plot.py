"""The panel that shows weeks as they were remembered beside what was recorded."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from dosejournal.domain.entries import CheckInDraft
from dosejournal.domain.measures import Measure
from dosejournal.gui.plots import look_back_words
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.look_back import LookBack
from dosejournal.gui.plots.span import Span
from dosejournal.journal import check_ins, look_backs, measures, trends
from dosejournal.journal.look_backs import Question, Week

NOON = datetime(2026, 2, 2, 12, tzinfo=ZoneInfo("Europe/Berlin"))
MONDAY = date(2026, 2, 2)
DAY = MONDAY.toordinal()
MOOD = Measure("mood", "Mood")
PACE = Measure("pace", "Pace", minimum=1, maximum=5, words=("none", "low", "some", "much", "all"))

pytestmark = pytest.mark.usefixtures("british")


def week(n, remembered, recorded, n_days=5, measure=MOOD):
    return Week(MONDAY + timedelta(days=7 * n), measure, remembered, recorded, n_days)


def test_memory_and_record_differ_on_average_once_there_are_four_weeks():
    above = [week(n, 60 + n, 58 + n) for n in range(3)] + [week(3, 66, 60)]
    assert look_back_words.ground(above, is_all=True) == (
        "4 weeks · remembered on average 3 points above the record"
    )
    below = [week(n, 50, 51) for n in range(5)]
    assert look_back_words.ground(below, is_all=True) == (
        "5 weeks · remembered on average 1 point below the record"
    )
    alike = [week(n, 50, 50.2 - 0.4 * (n % 2)) for n in range(4)]
    assert look_back_words.ground(alike, is_all=True) == (
        "4 weeks · remembered on average as recorded"
    )


def test_below_four_weeks_there_is_no_average():
    three = [week(n, 60, 50) for n in range(3)]
    assert look_back_words.ground(three, is_all=True) == (
        "3 weeks so far; 4 needed for an average"
    )
    assert look_back_words.ground(three[:1], is_all=False) == (
        "1 week shown; 4 needed for an average"
    )
    # a week that was hardly recorded has nothing to compare with
    assert look_back_words.ground([*three, week(3, 90, None, 2)], is_all=True) == (
        "3 weeks so far; 4 needed for an average"
    )


def test_the_decimals_are_those_that_matter_on_the_scale():
    weeks = [week(n, 4, 3.5, measure=PACE) for n in range(4)]
    assert look_back_words.ground(weeks, is_all=True) == (
        "4 weeks · remembered on average 0.50 points above the record"
    )


def test_a_week_is_told_with_its_days():
    assert look_back_words.of_week(week(0, 60, 54.25, 6), "2 – 8 Feb") == (
        "2 – 8 Feb · remembered 60 · recorded 54 (mean of 6 days)"
    )
    assert look_back_words.of_week(week(0, 60, None, 1), "2 – 8 Feb") == (
        "2 – 8 Feb · remembered 60 · 1 day rated, 4 needed for a mean"
    )
    assert look_back_words.of_week(week(0, 4, 3.5, measure=PACE), "2 – 8 Feb") == (
        "2 – 8 Feb · remembered much · recorded 3.50 (mean of 5 days)"
    )


def overview(database, now, weeks=3, gaps=()):
    """Rate some weeks and remember each 6 above; of the weeks in `gaps`, two days are rated."""
    with database.write("Filled") as write:
        session = write.session
        measures.add(session, PACE)
        known = {each.key: each for each in measures.listing(session)}
        for n in range(weeks):
            for day in range(2 if n in gaps else 7):
                at = NOON + timedelta(days=7 * n + day)
                check_ins.record(session, now, CheckInDraft(at, {"mood": 50 + day, "pace": 3}))
            monday = MONDAY + timedelta(days=7 * n)
            measure = known["pace"] if n == 1 else known["mood"]
            question = Question(monday, monday + timedelta(days=6), measure)
            look_backs.answer(session, now, question, 4 if n == 1 else 59)
    with database.read() as session:
        return trends.overview(session, now)


def panels(qtbot, found):
    span = Span()
    span.limit(found.first_day, found.last_day)
    span.settle(found.first_day, found.last_day)
    made = []
    for subject in LookBack.subjects(found):
        plot = LookBack(subject, span, DayWords(QLocale("en_GB")))
        qtbot.addWidget(plot.canvas)
        plot.canvas.resize(700, plot.canvas.height())
        plot.canvas.show()
        plot.show(found)
        plot.canvas.grab()
        made.append(plot)
    return made


def test_each_measure_that_was_looked_back_on_has_its_panel(qtbot, database, now):
    mood, pace = panels(qtbot, overview(database, now))
    assert mood.subject.key == "look_back:mood"
    assert mood.subject.name == "Record and memory: \u2068Mood\u2069"
    assert (mood.diamonds.count, mood.dots.count) == (2, 2)
    assert (pace.diamonds.count, pace.dots.count) == (1, 1)
    assert mood.ground(DAY, DAY + 20) == "2 weeks so far; 4 needed for an average"
    assert mood.ground(DAY, DAY + 6) == "1 week shown; 4 needed for an average"


def test_a_week_of_less_than_four_days_has_no_mark_of_the_record(qtbot, database, now):
    mood, _pace = panels(qtbot, overview(database, now, gaps=(2,)))
    assert (mood.diamonds.count, mood.dots.count) == (2, 1)
    assert mood.canvas.describe(DAY + 16) == (
        "16–22 Feb 2026 · remembered 59 · 2 days rated, 4 needed for a mean"
    )


def test_pointing_at_any_day_of_a_week_tells_both(qtbot, database, now):
    mood, _pace = panels(qtbot, overview(database, now))
    told = "2–8 Feb 2026 · remembered 59 · recorded 53 (mean of 7 days)"
    assert mood.canvas.describe(DAY) == mood.canvas.describe(DAY + 6) == told
    assert mood.canvas.describe(DAY + 7) == ("Mon, 9 Feb 2026 · this week was not looked back on")


def test_memory_and_record_have_shapes_of_their_own_that_shrink_together(qtbot, database, now):
    mood, _pace = panels(qtbot, overview(database, now))
    wide = [marks.path.boundingRect().width() for marks in (mood.dots, mood.diamonds)]
    assert mood.dots.path.elementCount() != mood.diamonds.path.elementCount()
    span = Span()
    span.limit(DAY - 700, DAY + 20)
    span.settle(DAY - 700, DAY + 20)
    crowded = LookBack(mood.subject, span, DayWords(QLocale("en_GB")))
    qtbot.addWidget(crowded.canvas)
    crowded.canvas.resize(700, crowded.canvas.height())
    crowded.canvas.show()
    with database.read() as session:
        crowded.show(trends.overview(session, now))
    crowded.canvas.grab()
    narrow = [marks.path.boundingRect().width() for marks in (crowded.dots, crowded.diamonds)]
    assert all(small < large for small, large in zip(narrow, wide, strict=True))


def test_a_measure_whose_ratings_are_gone_still_has_what_was_remembered(qtbot, database, now):
    found = overview(database, now)
    bare = [replace(each, recorded=None, n_days=0) for each in found.weeks]
    (pace, mood) = panels(qtbot, replace(found, trends=found.trends[1:], weeks=tuple(bare)))
    assert [pace.subject.key, mood.subject.key] == ["look_back:pace", "look_back:mood"]
    assert (mood.diamonds.count, mood.dots.count) == (2, 0)
