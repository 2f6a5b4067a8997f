from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.domain import clock, regimens, reminders
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import Regimen
from dosejournal.domain.reminders import CheckInRule, Occasion, Plan, PromptRule, Rules
from dosejournal.errors import InputError

on_wall = datetime.fromisoformat
BERLIN = ZoneInfo("Europe/Berlin")
DAY = on_wall("2026-03-02")
TWO = Rules(check_in=CheckInRule(enabled=True, times=(time(8), time(20))))


def at(clock_time, on=DAY):
    hours, minutes = clock_time.split(":")
    return on + timedelta(hours=int(hours), minutes=int(minutes))


def check_in(clock_time):
    return Occasion(at(clock_time), "check_in", f"check_in {clock_time}")


def plan(*occasions, since="00:00"):
    return Plan(occasions, at(since), DAY)


def keys(occasions):
    return [each.key for each in occasions]


def due(now, of, recorded=(), snoozed=()):
    return reminders.due(at(now), of, frozenset(recorded), dict(snoozed))


EIGHT = check_in("08:00")


@pytest.mark.parametrize("now", ["08:00", "08:05"])
def test_an_occasion_is_told_of_when_its_time_has_come(now):
    found = due(now, plan(EIGHT))
    assert found.fresh == (EIGHT,)
    assert not found.missed
    assert not found.waiting


def test_nothing_is_told_of_before_its_time():
    assert due("07:59", plan(EIGHT)) == reminders.Due()


def test_what_is_older_than_a_few_minutes_was_missed():
    assert due("08:06", plan(EIGHT)).missed == (EIGHT,)


def test_what_is_recorded_is_never_told_of():
    assert due("08:00", plan(EIGHT), recorded=[EIGHT.key]) == reminders.Due()
    snoozed = {EIGHT.key: at("08:15")}
    assert due("08:20", plan(EIGHT), recorded=[EIGHT.key], snoozed=snoozed) == reminders.Due()


def test_what_was_told_waits_and_is_not_told_again():
    found = due("08:00", plan(EIGHT), snoozed={EIGHT.key: None})
    assert found == reminders.Due(waiting=(EIGHT,))


def test_what_was_told_on_an_earlier_day_waits_no_longer():
    of = Plan((EIGHT,), at("00:00"), at("04:00", DAY + timedelta(days=1)))
    assert due("08:00", of, snoozed={EIGHT.key: None}) == reminders.Due()


def test_a_snoozed_one_is_silent_until_its_time_and_then_comes_once_more():
    snoozed = {EIGHT.key: at("08:15")}
    of = plan(EIGHT, since="08:10")
    assert due("08:14", of, snoozed=snoozed) == reminders.Due()
    assert due("08:15", of, snoozed=snoozed).fresh == (EIGHT,)
    assert due("09:00", of, snoozed=snoozed).missed == (EIGHT,)


def test_what_was_planned_after_its_time_is_passed_over():
    assert due("08:02", plan(EIGHT, since="08:01")) == reminders.Due()


def test_one_check_in_stands_for_all_that_wait_and_doses_for_themselves():
    prompt = Occasion(at("09:10"), "prompt", "prompt 09:10")
    doses = [Occasion(at("08:00"), "dose", f"dose {n}") for n in (1, 2)]
    assert reminders.latest_only([EIGHT, *doses, prompt]) == [*doses, prompt]
    assert reminders.latest_only([]) == []


@pytest.mark.parametrize("answer", ["skipped", "snoozed", "told"])
def test_an_earlier_check_in_does_not_come_back_whatever_became_of_the_later_one(answer):
    later, dose = check_in("09:00"), Occasion(at("08:00"), "dose", "dose 1")
    recorded = [later.key] if answer == "skipped" else []
    snoozed = {EIGHT.key: None, dose.key: None}
    if answer != "skipped":
        snoozed[later.key] = at("09:15") if answer == "snoozed" else None
    found = due("09:05", plan(EIGHT, later, dose), recorded, snoozed)
    assert found.waiting == ((later, dose) if answer == "told" else (dose,))


def test_a_check_in_that_was_passed_over_takes_nobodys_place():
    passed = check_in("08:01")
    of = plan(EIGHT, passed, check_in("10:00"), since="08:02")
    assert due("08:03", of, snoozed={EIGHT.key: None}).waiting == (EIGHT,)


@pytest.mark.parametrize(
    ("made", "answers"), [("06:59", False), ("07:00", True), ("08:00", True), ("21:00", True)]
)
def test_a_check_in_answers_what_comes_within_an_hour_and_what_came_before(made, answers):
    found = list(reminders.answered([EIGHT], at(made)))
    assert found == ([EIGHT.key] if answers else [])


def test_a_check_in_answers_no_dose():
    dose = Occasion(at("08:00"), "dose", "dose 1")
    assert list(reminders.answered([dose, EIGHT], at("08:00"))) == [EIGHT.key]
    assert list(reminders.answered([dose, EIGHT], None)) == []


def test_check_ins_come_on_their_weekdays_at_their_times():
    rules = Rules(check_in=CheckInRule(enabled=True, weekdays=(0, 2), times=(time(8), time(20))))
    found = reminders.occasions(rules, DAY, DAY + timedelta(days=3), BERLIN)
    assert [each.at for each in found] == [
        at("08:00"),
        at("20:00"),
        at("08:00", DAY + timedelta(days=2)),
        at("20:00", DAY + timedelta(days=2)),
    ]
    assert found[0].key == "check_in 2026-03-02T08:00"


def test_what_is_off_has_no_occasions():
    assert not Rules().are_on
    assert TWO.are_on
    assert reminders.occasions(Rules(), DAY, DAY + timedelta(days=9), BERLIN) == []


def test_a_time_that_the_clocks_leave_out_is_due_at_the_next_minute_there_is():
    night = Rules(check_in=CheckInRule(enabled=True, times=(time(2, 30),)))
    [only] = reminders.occasions(night, on_wall("2026-03-29"), on_wall("2026-03-29T23:00"), BERLIN)
    assert only.at == on_wall("2026-03-29T03:00")
    assert only.key == "check_in 2026-03-29T02:30"


def test_a_time_that_comes_twice_is_told_of_once():
    night = Rules(check_in=CheckInRule(enabled=True, times=(time(2, 30),)))
    told = look_at([on_wall("2026-10-25T00:20") + n * STEP for n in range(12)], night, BERLIN)
    assert told == ["check_in 2026-10-25T02:30"]


def test_a_day_that_the_calendar_left_out_has_no_occasions():
    apia = ZoneInfo("Pacific/Apia")
    found = reminders.occasions(TWO, on_wall("2011-12-29"), on_wall("2012-01-01"), apia)
    assert [each.at.day for each in found] == [29, 29, 31, 31]


def dose_regimen(*, remind=True, times=(time(8),)):
    return Regimen(4, 3, 1, "Item A", "", Pattern("daily"), times, DAY.date(), DAY, remind=remind)


def test_planned_doses_are_told_of_unless_their_regimen_is_left_out():
    end = DAY + timedelta(days=1)
    doses = regimens.planned([dose_regimen()], [], DAY, end, BERLIN)
    [only] = reminders.of_doses(doses, BERLIN)
    assert only.at == at("08:00")
    assert only.key == "dose 3 2026-03-02T08:00"
    assert (only.planned.regimen_id, only.planned.wall) == (4, at("08:00"))
    silent = regimens.planned([dose_regimen(remind=False)], [], DAY, end, BERLIN)
    assert reminders.of_doses(silent, BERLIN) == []


@given(
    seed=st.integers(1, 2**48),
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    first=st.integers(0, 720),
    per_day=st.integers(1, 24),
    spare=st.integers(0, 720),
)
def test_prompts_lie_between_their_hours_one_in_each_stretch_and_apart(
    seed, day, first, per_day, spare
):
    last = min(first + per_day * 30 + spare, 1440)
    per_day = max(1, min(per_day, (last - first) // 30))
    rule = reminders.checked_prompts(PromptRule(True, per_day, first, last))
    times = reminders.drawn(rule, seed, day)
    minutes = [each.hour * 60 + each.minute for each in times]
    stretch = (last - first) / per_day
    assert len(minutes) == per_day
    assert times == reminders.drawn(rule, seed, day)
    for number, minute in enumerate(minutes):
        assert first + int(number * stretch) <= minute < first + (number + 1) * stretch
    assert all(later - earlier >= 15 for earlier, later in pairwise(minutes))


def test_prompts_follow_from_the_seed_and_the_day_and_not_from_the_rule_alone():
    rule = PromptRule(True, 3)
    days = [date(2026, 3, 1) + timedelta(days=n) for n in range(200)]
    drawn = {tuple(reminders.drawn(rule, seed, day)) for seed in (1, 2) for day in days}
    assert len(drawn) == 400
    first = [reminders.drawn(rule, 1, day)[0] for day in days]
    # all over the stretch, from its beginning to where the distance to the next one begins
    assert min(first) < time(9, 15)
    assert max(first) > time(12, 15)


def test_prompts_are_occasions_of_every_day():
    rules = Rules(prompt=PromptRule(True, 2), seed=7)
    found = reminders.occasions(rules, DAY, DAY + timedelta(days=2), BERLIN)
    assert [each.kind for each in found] == ["prompt"] * 4
    assert found[0].key == f"prompt {found[0].at:%Y-%m-%dT%H:%M}"


def test_a_rule_keeps_its_times_in_order_and_once():
    rule = CheckInRule(True, (4, 0, 4), (time(20), time(8, 0, 30), time(20)))
    checked = reminders.checked_check_in(rule)
    assert checked == CheckInRule(True, (0, 4), (time(8), time(20)))


@pytest.mark.parametrize(
    "rule",
    [
        CheckInRule(True, times=()),
        CheckInRule(True, (), (time(8),)),
        CheckInRule(True, times=tuple(time(8, minute) for minute in range(25))),
    ],
    ids=["no time", "no weekday", "too many"],
)
def test_a_check_in_rule_that_says_nothing_is_refused(rule):
    with pytest.raises(InputError, match="Nothing was changed"):
        reminders.checked_check_in(rule)


def test_a_rule_that_is_off_may_be_empty():
    assert reminders.checked_check_in(CheckInRule(weekdays=())) == CheckInRule(weekdays=())


@pytest.mark.parametrize(
    "rule",
    [
        PromptRule(True, 0),
        PromptRule(True, 25, 0, 1440),
        PromptRule(True, 1, 600, 600),
        PromptRule(True, 1, -1, 600),
        PromptRule(True, 1, 0, 1441),
        PromptRule(True, 3, 540, 629),
    ],
)
def test_prompts_that_do_not_fit_are_refused(rule):
    with pytest.raises(InputError, match="Nothing was changed"):
        reminders.checked_prompts(rule)


STEP = timedelta(minutes=20)


def look_at(moments, rules, zone, recorded=frozenset()):
    """Look at each of these moments (UTC, naive), as the program does; return what was told."""
    told, snoozed, since = [], {}, None
    for moment in moments:
        here = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
        since = tell(clock.wall(here), since, rules, zone, (told, snoozed, recorded))
    return told


def tell(wall, since, rules, zone, memory):
    told, snoozed, recorded = memory
    since = wall if since is None else min(since, wall)
    first = min(since, wall - timedelta(days=1))
    occasions = reminders.occasions(rules, first, wall, zone)
    found = reminders.due(wall, Plan(occasions, since, first), recorded, snoozed)
    for occasion in (*found.fresh, *found.missed):
        told.append(occasion.key)
        snoozed[occasion.key] = None
    return wall


ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "UTC")
JUMPS = st.lists(
    st.tuples(st.integers(-3 * 1440, 3 * 1440), st.sampled_from(ZONES)), min_size=1, max_size=15
)
HOURLY = Rules(
    check_in=CheckInRule(enabled=True, times=tuple(time(hour, 30) for hour in range(24))),
    prompt=PromptRule(True, 5),
    seed=11,
)


@given(start=st.datetimes(on_wall("2011-12-25"), on_wall("2026-12-31")), jumps=JUMPS)
@settings(deadline=None)
def test_each_occasion_is_told_of_at_most_once_however_clocks_jump(start, jumps):
    memory = ([], {}, frozenset())
    since, moment = None, start
    for minutes, zone in jumps:
        moment += timedelta(minutes=minutes)
        here = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
        since = tell(clock.wall(here), since, HOURLY, ZoneInfo(zone), memory)
    told = memory[0]
    assert len(told) == len(set(told))


@given(
    start=st.datetimes(on_wall("2011-12-25"), on_wall("2026-12-31")),
    jumps=JUMPS,
    recorded=st.sets(st.integers(0, 23)),
)
@settings(deadline=None)
def test_what_is_recorded_is_never_reminded_of_however_clocks_jump(start, jumps, recorded):
    days = [start.date() + timedelta(days=n) for n in range(-120, 120)]
    done = frozenset(f"check_in {day}T{hour:02}:30" for day in days for hour in recorded)
    memory = ([], {}, done)
    since, moment = None, start
    for minutes, zone in jumps:
        moment += timedelta(minutes=minutes)
        here = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
        since = tell(clock.wall(here), since, HOURLY, ZoneInfo(zone), memory)
    assert not done & set(memory[0])


@given(start=st.datetimes(on_wall("2026-01-01"), on_wall("2026-12-31")))
@settings(deadline=None)
def test_a_program_that_runs_through_tells_of_every_occasion(start):
    moments = [start + n * timedelta(minutes=30) for n in range(60)]
    told = look_at(moments, TWO, BERLIN)
    walls = [
        clock.wall(each.replace(tzinfo=ZoneInfo("UTC")).astimezone(BERLIN)) for each in moments
    ]
    for day in {each.date() for each in walls}:
        for each in TWO.check_in.times:
            wall = datetime.combine(day, each)
            assert told.count(f"check_in {wall:%Y-%m-%dT%H:%M}") == (walls[0] < wall <= walls[-1])
