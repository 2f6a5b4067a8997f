import itertools
import statistics
from collections import Counter
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain import demo
from dosejournal.domain.clock import DEFAULT_DAY_START, journal_day
from dosejournal.domain.demo import Plan

LONG = Plan(days=3 * 365)


def _day(at):
    return journal_day(at, DEFAULT_DAY_START)


def _daily_mood(plan, now):
    days = {}
    for one in demo.check_ins(plan, now):
        if "mood" in one.draft.ratings:
            days.setdefault(_day(one.draft.at), []).append(one.draft.ratings["mood"])
    return {day: statistics.fmean(values) for day, values in days.items()}


def _resemblance(values, lag):
    mean = statistics.fmean(values.values())
    pairs = [
        (values[day] - mean, values[day + timedelta(days=lag)] - mean)
        for day in values
        if day + timedelta(days=lag) in values
    ]
    return sum(a * b for a, b in pairs) / (sum(a * a + b * b for a, b in pairs) / 2)


def test_the_same_seed_gives_the_same_record_and_another_one_another(now):
    plan = Plan(days=40)
    assert demo.check_ins(plan, now) == demo.check_ins(plan, now)
    assert demo.doses(plan, now) == demo.doses(plan, now)
    other = Plan(days=40, seed=2)
    assert demo.check_ins(other, now) != demo.check_ins(plan, now)
    assert demo.doses(other, now) != demo.doses(plan, now)


@pytest.mark.parametrize("days", [1, 2, 59, 60, 366, 800])
def test_the_record_lies_within_its_days_and_ends_by_now(now, days):
    plan = Plan(days=days)
    found = [*demo.check_ins(plan, now), *demo.doses(plan, now)]
    first = _day(now) - timedelta(days=days - 1)
    assert all(first <= _day(one.draft.at) <= _day(now) for one in found)
    assert all(one.draft.at <= one.recorded_at <= now for one in found)


def test_entries_come_in_the_order_in_which_they_were_recorded(now):
    for found in (demo.check_ins(LONG, now), demo.doses(LONG, now)):
        recorded = [one.recorded_at for one in found]
        assert recorded == sorted(recorded)


def test_values_are_whole_steps_of_the_five_measures(now):
    values = {}
    for one in demo.check_ins(LONG, now):
        for name, value in one.draft.ratings.items():
            values.setdefault(name, []).append(value)
    assert set(values) == {"mood", "focus", "energy", "calm", "sleep_quality"}
    assert all(
        0 <= value <= 100 and value == int(value) for all_ in values.values() for value in all_
    )
    assert all(50 < statistics.fmean(all_) < 70 for all_ in values.values())


def test_a_day_resembles_the_day_before(now):
    mood = _daily_mood(Plan(days=3650), now)
    assert 0.25 < _resemblance(mood, 1) < 0.5
    assert _resemblance(mood, 1) > _resemblance(mood, 3) + 0.1


def test_the_weekdays_differ(now):
    by_weekday = {}
    for day, mood in _daily_mood(LONG, now).items():
        by_weekday.setdefault(day.weekday(), []).append(mood)
    means = {weekday: statistics.fmean(moods) for weekday, moods in by_weekday.items()}
    assert means[5] > means[0] + 5


def test_days_are_missing_and_two_weeks_a_year_in_a_row(now):
    plan = Plan(days=365)
    rated = sorted(_daily_mood(plan, now))
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(rated)]
    assert max(gaps) > 14
    assert gaps.count(2) > 10
    hole = rated[gaps.index(max(gaps))]
    taken = {_day(one.draft.at) for one in demo.doses(plan, now)}
    assert not any(hole + timedelta(days=n) in taken for n in range(2, 13))


def test_some_days_have_several_check_ins_and_a_night_is_rated_once(now):
    found = demo.check_ins(Plan(days=365), now)
    in_a_day = Counter(_day(one.draft.at) for one in found)
    assert set(in_a_day.values()) >= {1, 2, 3}
    nights = Counter(_day(one.draft.at) for one in found if "sleep_quality" in one.draft.ratings)
    assert max(nights.values()) == 1


def test_some_check_ins_are_back_dated_and_no_check_in_is_empty(now):
    found = demo.check_ins(Plan(days=30), now)
    assert any(one.recorded_at - one.draft.at > timedelta(hours=9) for one in found)
    assert all(one.draft.ratings for one in found)


def test_notes_are_as_mixed_as_people_write(now):
    text = "".join(one.draft.note for one in demo.check_ins(LONG, now))
    assert "é" in text
    assert "🌧" in text
    assert "ה" in text
    assert "\n" in text


def test_doses_come_about_every_third_day_with_what_is_not_known_of_them(now):
    found = [one.draft for one in demo.doses(LONG, now)]
    usual = [dose for dose in found if dose.substance == "Item A"]
    rare = [dose for dose in found if dose.substance == "Item B"]
    assert 2.6 < 3 * 365 / len(usual) < 3.6
    assert 20 < len(rare) < 60
    assert {dose.status for dose in usual} == {"taken", "late", "skipped", "extra"}
    assert all((dose.planned is None) == (dose.status == "extra") for dose in usual)
    assert all(dose.amount is None for dose in usual if dose.status == "skipped")
    assert any(dose.amount is None and dose.status == "taken" for dose in usual)
    assert any(dose.estimated and dose.plus_minus for dose in usual)


def test_doses_have_no_effect(now):
    mood = _daily_mood(Plan(days=3650), now)
    dosed = {
        _day(one.draft.at)
        for one in demo.doses(Plan(days=3650), now)
        if one.draft.status == "taken" and one.draft.substance == "Item A"
    }
    with_dose = [value for day, value in mood.items() if day in dosed]
    without = [value for day, value in mood.items() if day not in dosed]
    assert abs(statistics.fmean(with_dose) - statistics.fmean(without)) < 1.5


def test_for_measuring_every_day_has_as_many_as_asked(now):
    found = demo.check_ins(Plan(days=20, check_ins_per_day=4), now)
    assert len(found) == 80
    assert all(len(one.draft.ratings) == 5 for one in found)
    assert all(one.draft.at <= now for one in found)
    in_a_day = Counter(_day(one.draft.at) for one in found)
    assert set(in_a_day.values()) == {4}


def test_the_record_follows_the_wall_clock_of_any_zone(now):
    there = now.astimezone(ZoneInfo("Pacific/Auckland"))
    found = demo.doses(Plan(days=300), there)
    usual = [one.draft.at for one in found if one.draft.status == "taken" and one.draft.planned]
    assert all(at.tzinfo == there.tzinfo for at in usual)
    assert 8 < statistics.fmean(at.hour + at.minute / 60 for at in usual) < 9
    assert min(at.date() for at in usual) > date(2025, 4, 1)
