import json
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import UnknownNameError
from dosejournal.journal import (
    check_ins,
    doses,
    expectations,
    measures,
    planning,
    ratings,
    substances,
    trends,
)
from dosejournal.journal.substances import SubstanceDraft

FIRST = datetime(2026, 1, 1, 9, tzinfo=ZoneInfo("Europe/Berlin"))
MOOD = [6, 5, 5, 7, 6, 7, 6, 4, 5, 5, 6, 8, 7, 7, 6, 5, 4, 5, 6, 7, 7, 4, 6, 5, 5, 7, 7, 6]


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def ask(database, query, *args):
    with database.read() as session:
        return query(session, *args)


@pytest.fixture
def rated(database, now):
    for n, value in enumerate(MOOD):
        at = FIRST + timedelta(days=n)
        do(database, check_ins.record, at, CheckInDraft(at, {"mood": value}))
    return database


def test_a_trend_tells_its_days_and_their_seven_day_mean(rated):
    found = ask(rated, trends.trend, "Mood")
    assert (found.n_check_ins, found.n_days) == (28, 28)
    assert found.days[0] == (date(2026, 1, 1), 6.0, 1)
    # the first three days have fewer than four behind them
    assert len(found.rolling_7d) == 25
    day, mean, low, high = found.rolling_7d[-1]
    assert (day, mean) == (date(2026, 1, 28), pytest.approx(5.7142857143))
    half = (6.7433590633 - 5.7142857143) * found.width_factor
    assert (low, high) == (pytest.approx(mean - half), pytest.approx(mean + half))
    assert found.width_factor > 1


def test_several_check_ins_of_a_day_are_one_day(rated, now):
    draft = CheckInDraft(FIRST + timedelta(hours=8), {"mood": 2})
    do(rated, check_ins.record, now, draft)
    found = ask(rated, trends.trend, "mood")
    assert (found.n_check_ins, found.n_days) == (29, 28)
    assert found.days[0] == (date(2026, 1, 1), 4.0, 2)


def test_a_day_has_the_same_mean_in_every_range(rated):
    whole = ask(rated, trends.trend, "mood")
    part = ask(rated, trends.trend, "mood", date(2026, 1, 10), date(2026, 1, 12))
    assert [day for day, _mean, _n in part.days] == [date(2026, 1, n) for n in (10, 11, 12)]
    assert part.rolling_7d == whole.rolling_7d[6:9]
    assert (part.n_check_ins, part.r1) == (3, whole.r1)
    assert ask(rated, trends.trend, "mood", date(2026, 1, 28)).n_days == 1
    assert ask(rated, trends.trend, "mood", None, date(2026, 1, 2)).n_days == 2


def test_an_unknown_measure_is_refused(rated):
    with pytest.raises(UnknownNameError):
        ask(rated, trends.trend, "courage")


def test_a_trend_is_written_as_promised(rated):
    found = trends.record(ask(rated, trends.trend, "mood", date(2026, 1, 27)))
    assert list(found) == [
        "measure",
        "n_check_ins",
        "n_days",
        "n_missing",
        "n_dose_days",
        "n_knowing",
        "n_expected",
        "expected_mean",
        "expected_certainty",
        "r1",
        "width_factor",
        "days",
        "rolling_7d",
    ]
    assert found["days"][0] == {"day": "2026-01-27", "mean": 7.0, "n": 1}
    assert list(found["rolling_7d"][0]) == ["day", "mean", "low", "high"]
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_measure_never_rated_has_an_empty_trend(database):
    found = trends.record(ask(database, trends.trend, "focus"))
    assert (found["n_days"], found["days"], found["rolling_7d"]) == (0, [], [])
    assert (found["r1"], found["width_factor"]) == (None, 1.0)
    assert (found["n_missing"], found["n_dose_days"], found["n_expected"]) == (None, 0, 0)
    assert (found["expected_mean"], found["expected_certainty"]) == (None, None)


def take(database, days, hours=0, name="Item A", status="taken"):
    for day in days:
        at = FIRST + timedelta(days=day, hours=hours)
        do(database, doses.record, at, DoseDraft(at, name, status=status))


def expect(database, day, change, certainty, name="Item A", measure="mood"):
    at = FIRST + timedelta(days=day)
    do(database, expectations.record, at, ExpectancyDraft(at, name, measure, change, certainty))


def counted(database, *days, measure="mood"):
    return ask(database, trends.trend, measure, *days).counts


def test_a_rating_from_the_first_dose_on_was_made_knowing_it(rated, now):
    # before the rating at 9, with it, and after it
    take(rated, [1], hours=-1)
    take(rated, [2])
    take(rated, [3], hours=1)
    found = counted(rated)
    assert (found.n_dose_days, found.n_knowing) == (3, 2)
    # one rating later on the same day is enough
    draft = CheckInDraft(FIRST + timedelta(days=3, hours=2), {"mood": 5})
    do(rated, check_ins.record, draft.at, draft)
    assert counted(rated).n_knowing == 3


def test_a_rating_dated_before_the_dose_but_written_after_it_was_made_knowing_it(rated, now):
    take(rated, [1], hours=1)
    assert counted(rated).n_knowing == 0
    draft = CheckInDraft(FIRST + timedelta(days=1, hours=-1), {"mood": 5})
    do(rated, check_ins.record, now, draft)
    assert counted(rated).n_knowing == 1


def test_the_first_dose_of_a_day_counts_whichever_substance_it_is_of(rated):
    take(rated, [1], hours=3)
    assert counted(rated).n_knowing == 0
    take(rated, [1], hours=-2, name="Item B", status="late")
    found = counted(rated)
    assert (found.n_dose_days, found.n_knowing) == (1, 1)


def test_days_without_a_rating_and_doses_not_taken_are_no_rated_dose_days(rated):
    take(rated, [30])
    take(rated, [1], status="skipped")
    take(rated, [2], status="missed")
    assert counted(rated).n_dose_days == 0
    # nor is a day on which something else was rated
    take(rated, [3])
    assert counted(rated, measure="focus").n_dose_days == 0


def test_a_range_counts_its_own_days(rated):
    take(rated, range(0, 28, 7))
    found = counted(rated, date(2026, 1, 8), date(2026, 1, 21))
    assert (found.n_days, found.n_dose_days, found.n_knowing) == (14, 2, 2)


def test_days_are_missing_between_the_first_and_the_last_rating(rated, now):
    assert counted(rated).n_missing == 0
    draft = CheckInDraft(FIRST + timedelta(days=30), {"mood": 5})
    do(rated, check_ins.record, now, draft)
    assert counted(rated).n_missing == 2
    assert counted(rated, date(2025, 12, 1), date(2026, 3, 1)).n_missing == 2
    assert counted(rated, date(2026, 1, 30)).n_missing == 1
    assert counted(rated, date(2026, 2, 20)).n_missing == 0
    assert counted(rated, None, date(2025, 12, 31)).n_missing == 0


def test_what_was_expected_is_told_by_days_in_the_unit_of_the_measure(rated, now):
    pain = Measure("pain", "Pain", minimum=0, maximum=10, better="lower")
    do(rated, measures.add, pain)
    expect(rated, 1, 10, 60)
    # two substances on one day are one day
    expect(rated, 2, 20, 40)
    expect(rated, 2, 40, 80, name="Item B")
    expect(rated, 3, 10, 50, measure="pain")
    take(rated, [1, 2, 3])
    take(rated, [2], name="Item B", status="late")
    found = counted(rated)
    assert (found.n_expected, found.expected_change, found.expected_certainty) == (2, 20, 60)
    assert counted(rated, date(2026, 1, 3)).expected_change == 30
    assert counted(rated, date(2026, 1, 4)).expected_change is None
    # better is less pain, and the scale has a tenth of the points
    assert counted(rated, measure="pain").expected_change == -1
    told = trends.record(ask(rated, trends.trend, "mood"))
    assert (told["n_expected"], told["expected_mean"], told["expected_certainty"]) == (2, 20, 60)
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_what_was_expected_counts_where_the_same_substance_was_then_taken(rated):
    for day in (1, 2, 3, 4):
        expect(rated, day, 10 * day, 60)
    take(rated, [1], status="extra")
    take(rated, [2], status="skipped")
    take(rated, [3], name="Item B")
    found = counted(rated)
    assert (found.n_expected, found.expected_change) == (1, 10)


def test_the_overview_of_an_empty_journal_is_empty(database, now):
    found = ask(database, trends.overview, now)
    assert (found.trends, found.doses) == ((), ())
    assert (found.first_day, found.last_day) == (None, None)


def test_the_overview_shows_what_was_rated_and_archived_measures_last(rated, now):
    do(rated, measures.add, Measure("pace", "Pace"))
    do(rated, check_ins.record, now, CheckInDraft(FIRST, {"pace": 3, "mood": 5}))
    do(rated, measures.archive, "mood")
    found = ask(rated, trends.overview, now)
    assert [trend.measure.key for trend in found.trends] == ["pace", "mood"]
    assert found.first_day == date(2026, 1, 1).toordinal()
    assert found.last_day == date(2026, 1, 28).toordinal()


def test_doses_are_shown_under_their_discreet_label(database, now):
    for n, name in enumerate(("Item B", "Item A")):
        at = FIRST + timedelta(days=n)
        do(database, doses.record, now, DoseDraft(at, name))
    labelled = SubstanceDraft("Item B", "the blue one")
    (a, b) = ask(database, substances.listing)
    do(database, substances.amend, b.id, labelled)
    do(database, substances.add, SubstanceDraft("Item C"))
    found = ask(database, trends.overview, now)
    assert [row.name for row in found.doses] == [a.name, "the blue one"]
    assert (found.last_day or 0) - (found.first_day or 0) == 1


def test_planned_doses_of_which_nothing_was_recorded_have_a_state_of_their_own(database):
    start = FIRST.replace(hour=7)
    draft = RegimenDraft("Item A", parse("daily"), (time(9),), FIRST.date())
    do(database, planning.add, start, draft)
    do(database, doses.record, FIRST, DoseDraft(FIRST, "Item A"))
    now = FIRST + timedelta(days=3)
    (row,) = ask(database, trends.overview, now).doses
    first = FIRST.toordinal()
    assert row.doses.days.tolist() == [first, first + 1, first + 2]
    assert row.doses.states.tolist() == [ratings.TAKEN, ratings.NOT_RECORDED, ratings.NOT_RECORDED]
    assert [version.regimen.substance for version in row.versions] == ["Item A"]


def test_a_substance_that_is_planned_has_a_row_before_its_first_dose(database):
    draft = RegimenDraft("Item A", parse("daily"), (time(20),), FIRST.date())
    do(database, planning.add, FIRST, draft)
    found = ask(database, trends.overview, FIRST)
    assert [(row.name, len(row.doses.days)) for row in found.doses] == [("Item A", 0)]
    # what is still open today is no day of the record
    assert (len(found.planned.days), found.first_day, found.last_day) == (1, None, None)
    later = ask(database, trends.overview, FIRST + timedelta(days=1))
    assert later.first_day == later.last_day == FIRST.toordinal()
