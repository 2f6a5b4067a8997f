"""The numbers of a report are those of the screen and of the terminal."""

from datetime import date, time, timedelta

import pytest

from dosejournal.domain import adherence
from dosejournal.domain.entries import PlannedRef
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.exchange import report
from dosejournal.journal import (
    choices,
    comparison_lines,
    comparisons,
    doses,
    expectations,
    main_measures,
    pauses,
    plan,
    planning,
    regimens,
    timeline,
    trends,
)


def test_a_chart_has_the_numbers_of_the_trend(demo_journal, demo_report, plain):
    header = demo_report.header
    for chart in demo_report.charts:
        found = demo_journal.ask(trends.trend, chart.key, header.first_day, header.last_day)
        shown = trends.record(found)
        own = plain(report.record(demo_report))["charts"][demo_report.charts.index(chart)]
        for name in ("n_days", "n_missing", "n_dose_days", "n_knowing", "n_expected"):
            assert own[name] == shown[name]
        for name in ("expected_mean", "expected_certainty", "r1", "width_factor"):
            assert own[name] == shown[name]
        assert own["days"] == shown["days"]
        rolling = [{k: v for k, v in each.items() if k != "breaks"} for each in own["rolling"]]
        assert rolling == shown["rolling_7d"]


def test_the_verdict_has_the_numbers_of_the_comparison(demo_journal, demo_report):
    header = demo_report.header
    asked = demo_journal.ask(
        comparisons.question, "mood", "Item A", header.first_day, header.last_day
    )
    columns = demo_journal.ask(comparisons.gather, demo_journal.now, asked)
    shown = comparison_lines.record(comparisons.compare(columns))
    assert demo_report.verdict.numbers == shown
    assert demo_report.limits.n_measures == shown["n_measures"]


def test_an_item_has_the_numbers_of_adherence(demo_journal, demo_report):
    header, item = demo_report.header, demo_report.items[0]
    (regimen,) = demo_journal.ask(regimens.latest)
    found = demo_journal.ask(
        plan.adherence_of, demo_journal.now, header.first_day, header.last_day, regimen.series_id
    )
    shown = adherence.record(found)
    assert (item.due, item.taken) == (shown["planned"], shown["taken"] + shown["late"])
    assert (item.late, item.skipped, item.extra) == (
        shown["late"],
        shown["skipped"],
        shown["extra"],
    )
    assert item.missed + item.not_recorded == shown["missed"]
    assert item.not_recorded == shown["not_recorded"]
    assert (item.share, item.low, item.high) == (
        shown["proportion"],
        shown["low"],
        shown["high"],
    )


def test_an_empty_journal_makes_an_empty_report(journal):
    made = journal.report()
    assert (made.header.n_days, made.header.n_days_with_data) == (1, 0)
    assert (made.items, made.charts, made.verdict, made.calendar) == ((), (), None, ())
    assert made.limits.main_measure is None


def test_a_report_begins_with_the_first_entry_and_ends_today(journal):
    journal.rate(9, mood=50)
    journal.take(4)
    made = journal.report()
    assert (made.header.first_day, made.header.last_day) == (date(2026, 2, 21), date(2026, 3, 2))
    assert (made.header.n_days, made.header.n_days_with_data) == (10, 2)


def test_only_the_days_asked_for_are_in_it(journal):
    journal.rate(30, mood=10)
    journal.rate(5, mood=50)
    journal.rate(1, mood=90)
    made = journal.report(first_day=date(2026, 2, 20), last_day=date(2026, 2, 27))
    (chart,) = made.charts
    assert [day.mean for day in chart.days] == [50.0]
    assert made.header.n_days == 8
    assert chart.points == ((5.5, 50.0),)


def test_a_period_that_has_not_begun_holds_nothing(journal):
    journal.rate(1, mood=50)
    made = journal.report(first_day=date(2026, 4, 1))
    assert (made.header.first_day, made.header.last_day) == (date(2026, 4, 1), date(2026, 4, 1))
    assert made.charts == ()


def test_days_in_the_wrong_order_are_refused(journal):
    with pytest.raises(InputError, match="swap the two days"):
        journal.report(first_day=date(2026, 3, 1), last_day=date(2026, 2, 1))


def test_a_name_and_a_question_that_are_too_long_are_refused(journal):
    with pytest.raises(InputError, match="80 characters"):
        journal.report(name="a" * 81)
    with pytest.raises(InputError, match="240 characters"):
        journal.report(question="a" * 241)


def test_the_measures_asked_for_are_shown_and_the_main_one_comes_first(journal):
    for n in range(3):
        journal.rate(n, mood=50, focus=40, calm=30)
    journal.do(main_measures.choose, journal.now, "calm")
    assert [chart.key for chart in journal.report().charts] == ["calm", "mood", "focus"]
    asked = journal.report(measures=("Focus", "mood"))
    assert [chart.key for chart in asked.charts] == ["focus", "mood"]
    # the main measure is not among those asked for: another stands in its place
    assert not asked.charts[0].is_main
    assert journal.report().charts[0].is_main
    assert [chart.key for chart in journal.report(measures=("mood", "calm")).charts] == [
        "calm",
        "mood",
    ]
    with pytest.raises(UnknownNameError):
        journal.report(measures=("none",))


def test_without_a_dose_there_is_no_verdict(journal):
    journal.rate(0, mood=50)
    assert journal.report().verdict is None


def test_below_the_minimum_the_verdict_has_no_estimate(journal):
    for n in range(5):
        journal.rate(n, mood=50 + n)
    journal.take(2)
    verdict = journal.report().verdict
    assert verdict.headline == "Not enough yet"
    assert verdict.numbers["estimate"] is None
    assert "needed" in verdict.sentences[0]


def test_a_substance_without_a_place_in_the_period_has_no_verdict(journal):
    journal.take(40)
    journal.rate(1, mood=50)
    made = journal.report(first_day=date(2026, 2, 25))
    assert made.verdict is None
    assert made.items == ()


def test_a_difference_is_told_to_a_doctor_of_the_person(journal):
    for n in range(60):
        dosed = n % 3 == 0
        if dosed:
            journal.take(n)
        journal.rate(n, mood=(75 if dosed else 40) + n * 7 % 5)
    journal.do(main_measures.choose, journal.at(70), "mood")
    verdict = journal.report().verdict
    assert verdict.headline == "Differs, but the person knew when they dosed"
    assert "you" not in " ".join(verdict.sentences).lower().split()
    assert "this is not evidence of cause" in verdict.sentences[-1]


def test_a_measure_that_is_not_the_main_one_is_called_a_hint(journal):
    for n in range(40):
        if n % 3 == 0:
            journal.take(n)
        journal.rate(n, mood=50 + n * 7 % 11)
    told = journal.report().verdict.sentences
    assert any("No main measure was chosen beforehand" in sentence for sentence in told)
    journal.do(main_measures.choose, journal.now, "focus")
    assert any("A hint" in sentence for sentence in journal.report().verdict.sentences)
    # chosen today: after all of the dose days
    journal.do(main_measures.choose, journal.now, "mood")
    assert any("Chosen after" in sentence for sentence in journal.report().verdict.sentences)


def test_ratings_in_sight_of_doses_are_told(journal):
    journal.rate(2, mood=50)
    journal.do(choices.choose, journal.at(1, 8), "rate_first", "no")
    journal.rate(1, mood=50)
    limits = journal.report().limits
    assert (limits.n_in_sight, limits.n_sight) == (1, 2)


def test_what_was_expected_is_told_in_the_unit_of_the_measure(journal):
    at = journal.at(1, 8)
    journal.do(expectations.record, at, ExpectancyDraft(at, "Item A", "mood", 10.0, 60.0))
    journal.take(1)
    journal.rate(1, mood=50)
    limits = journal.report().limits
    assert (limits.n_expected, limits.expected_mean, limits.expected_certainty) == (1, 10.0, 60.0)


def test_ticked_notes_are_in_it_and_no_others(journal):
    first = journal.rate(2, note="Shown", mood=50)
    journal.rate(1, note="Kept to oneself", mood=50)
    bare = journal.rate(0, mood=50)
    keys = frozenset(timeline.key("check_in", number) for number in (first, bare))
    (note,) = journal.report(notes=keys, locale="en_GB").notes
    assert (note.day, note.time, note.text) == (date(2026, 2, 28), "12:00", "Shown")


def test_a_plan_is_told_as_it_is_at_the_end_of_the_period(journal):
    draft = RegimenDraft(
        "Item A",
        parse("daily"),
        (time(8),),
        date(2026, 2, 1),
        steps=(DoseStep(date(2026, 2, 1), "10", "mg"),),
    )
    number = journal.do(planning.add, journal.at(29, 6), draft)
    for n in (20, 19, 18, 17):
        journal.take(n)
    (item,) = journal.report().items
    assert item.schedule == "10 mg · every day · 08:00"
    assert (item.state, item.since, item.last_change) == ("", date(2026, 2, 1), None)
    before = journal.report(first_day=date(2026, 1, 1), last_day=date(2026, 1, 20))
    assert before.items == ()
    changed = RegimenDraft(
        "Item A",
        parse("every 2 days"),
        (time(9),),
        date(2026, 2, 25),
        steps=(DoseStep(date(2026, 2, 25), "20", "mg"),),
    )
    journal.do(regimens.change, journal.at(6, 6), number, changed)
    (item,) = journal.report().items
    assert item.schedule == "20 mg · every 2 days · 09:00"
    assert item.last_change == date(2026, 2, 25)
    early = journal.report(last_day=date(2026, 2, 20))
    assert early.items[0].schedule == "10 mg · every day · 08:00"
    made = journal.report(first_day=date(2026, 2, 1))
    assert [(each.day, each.is_first) for each in made.plan_changes] == [
        (date(2026, 2, 1), True),
        (date(2026, 2, 25), False),
    ]


def test_a_plan_that_ended_or_rests_says_so(journal):
    draft = RegimenDraft("Item A", parse("daily"), (time(8),), date(2026, 2, 20))
    number = journal.do(planning.add, journal.at(10, 6), draft)
    journal.take(9)
    journal.do(pauses.pause, journal.at(2, 6), number)
    assert journal.report().items[0].state == "paused"
    assert journal.report(last_day=date(2026, 2, 25)).items[0].state == ""
    journal.do(regimens.close, journal.at(1, 6), number)
    assert journal.report().items[0].state == "ended"


def test_a_plan_yet_to_begin_says_so(journal):
    draft = RegimenDraft("Item A", parse("as needed"), (), date(2026, 3, 4))
    journal.do(planning.add, journal.now, draft)
    made = journal.report(first_day=date(2026, 3, 1), last_day=date(2026, 3, 9))
    (item,) = made.items
    assert (item.state, item.schedule, item.due) == ("not yet begun", "as needed", 0)


def test_what_became_of_planned_doses_is_told_day_by_day(journal):
    draft = RegimenDraft("Item A", parse("daily"), (time(8), time(20)), date(2026, 2, 20))
    number = journal.do(planning.add, journal.at(10, 6), draft)
    (regimen,) = journal.ask(regimens.of_series, number)
    journal.take(9, 8)
    journal.take(9, 20)
    journal.take(8, 8)
    journal.take(8, 23)
    journal.take(7, 8)
    for days_ago, status in ((6, "skipped"), (5, "missed")):
        for hour in (8, 20):
            wall = journal.at(days_ago, hour).replace(tzinfo=None)
            ref = PlannedRef(regimen.id, wall)
            journal.do(doses.leave, journal.at(days_ago, 21), ref, status)
    states = {each.day.day: each.state for each in journal.report().calendar}
    assert states[21] == "all"
    assert states[22] == "late"
    assert states[23] == "part"
    assert states[24] == "skipped"
    assert states[25] == "missed"
    assert states[26] == "not_recorded"
    assert states[2] == "open"
    outside = journal.report(first_day=date(2026, 1, 1), last_day=date(2026, 1, 5))
    assert outside.calendar == ()


def test_a_report_as_json_is_plain_and_names_its_days(demo_report, plain):
    told = plain(report.record(demo_report))
    assert told["header"]["first_day"] == demo_report.header.first_day.isoformat()
    assert told["options"]["sections"] == sorted(report.SECTIONS)
    assert timedelta(0) <= demo_report.header.last_day - demo_report.header.first_day
