"""A comparison as the journal gives it: which days count, what was known and what was expected."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from dosejournal.domain.demo import Plan
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import (
    check_ins,
    comparison_lines,
    comparisons,
    demo,
    doses,
    expectations,
    main_measures,
    measures,
    planning,
    regimens,
    substances,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.database import Database

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 21, tzinfo=BERLIN)
FIRST = date(2026, 1, 5)  # a Monday


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def ask(database, query, *args, **kwargs):
    with database.read() as session:
        return query(session, *args, **kwargs)


def at(number, hour=12):
    return datetime.combine(FIRST + timedelta(days=number), time(hour), BERLIN)


def rate(database, number, hour=12, **ratings):
    draft = CheckInDraft(at(number, hour), {key: float(value) for key, value in ratings.items()})
    do(database, check_ins.record, at(number, hour), draft)


def take(database, number, hour=8, substance="Item A", **parts):
    draft = DoseDraft(at(number, hour), substance, **parts)
    return do(database, doses.record, at(number, hour), draft)


def compared(database, measure="mood", *args, **kwargs):
    def all_of_it(session):
        asked = comparisons.question(session, measure, *args, **kwargs)
        return comparisons.gather(session, NOW, asked)

    return comparisons.compare(ask(database, all_of_it))


@pytest.fixture
def five_weeks(database):
    """Give a journal with mood each noon for 35 days, and a dose on every third of them."""
    for number in range(35):
        rate(database, number, mood=50 + number % 5)
        if number % 3 == 0:
            take(database, number)
    return database


def test_enough_days_give_an_estimate_with_all_it_rests_on(five_weeks):
    found = comparison_lines.record(compared(five_weeks))
    assert found["verdict"] == "cannot_tell"
    assert found["low"] < found["estimate"] < found["high"]
    assert (found["n_dose_days"], found["n_other_days"]) == (12, 23)
    assert (found["n_knowing"], found["knowing_share"]) == (12, 1.0)
    assert [(group["day"], group["n"]) for group in found["by_day"]] == [
        (0, 12),
        (1, 12),
        (2, 11),
        ("other", 0),
    ]
    assert found["weekday_adjusted"] is True
    assert (found["substance"], found["unit"]) == ("Item A", "points")


def test_below_the_minimum_no_number_of_a_difference_is_told(five_weeks):
    found = comparison_lines.record(compared(five_weeks, last_day=FIRST + timedelta(days=26)))
    assert (found["verdict"], found["have"], found["need"]) == ("not_enough", 27, 28)
    assert (found["estimate"], found["low"], found["high"], found["r1"]) == (None,) * 4
    assert {group["mean"] for group in found["by_day"]} == {None}


def test_a_day_rated_before_its_dose_was_not_rated_knowing_it(database):
    rate(database, 0, hour=9, mood=50)
    take(database, 0, hour=10)
    rate(database, 1, hour=9, mood=50)
    take(database, 1, hour=10)
    rate(database, 1, hour=11, mood=60)
    found = compared(database)
    assert found.columns.rated["mood"].knew.tolist() == [False, True]
    assert comparison_lines.record(found)["knowing_share"] == 0.5


def test_a_second_dose_does_not_move_the_first_of_a_day(database):
    take(database, 0, hour=18)
    take(database, 0, hour=8)
    rate(database, 0, hour=9, mood=50)
    assert compared(database).columns.rated["mood"].knew.tolist() == [True]


def test_a_planned_dose_without_a_word_makes_its_day_neither(database):
    draft = RegimenDraft("Item A", parse("every 3 days"), (time(8),), FIRST)
    do(database, planning.add, at(0, 7), draft)
    take(database, 0)
    take(database, 6)
    for number in range(8):
        rate(database, number, mood=50)
    found = compared(database).comparison
    # the dose planned for day 3 was not recorded
    assert found.n_unknown == 1
    assert (found.n_dose_days, found.n_other_days) == (2, 5)


def test_today_is_unknown_while_its_planned_dose_is_open(database):
    first = NOW.date() - timedelta(days=9)
    draft = RegimenDraft("Item A", parse("every 3 days"), (time(23),), first)
    do(database, planning.add, NOW - timedelta(days=10), draft)
    for ago in (9, 6, 3):
        at = NOW - timedelta(days=ago) + timedelta(hours=2)
        do(database, doses.record, at, DoseDraft(at, "Item A"))
    for ago in range(10):
        at = NOW - timedelta(days=ago)
        do(database, check_ins.record, at, CheckInDraft(at, {"mood": 50.0}))
    found = compared(database).comparison
    assert (found.n_dose_days, found.n_other_days, found.n_unknown) == (3, 6, 1)


def test_a_dose_dated_ahead_is_none_yet(database):
    rate(database, 0, mood=50)
    take(database, 1)
    take(database, 90)
    assert len(compared(database).columns.taken.dosing.days) == 1


def test_a_rating_written_after_the_dose_was_made_knowing_it_whatever_its_date(database):
    take(database, 0, hour=8)
    draft = CheckInDraft(at(0, 7), {"mood": 50.0})
    do(database, check_ins.record, at(0, 22), draft)
    assert compared(database).columns.rated["mood"].knew.tolist() == [True]


def test_what_comes_first_is_told_by_the_moment_and_not_by_the_clock_on_the_wall(database):
    new_york = ZoneInfo("America/New_York")
    take(database, 0, hour=14)
    later = datetime.combine(FIRST, time(10), new_york)
    do(database, check_ins.record, later, CheckInDraft(later, {"mood": 50.0}))
    take(database, 1, hour=12)
    earlier = datetime.combine(FIRST + timedelta(days=1), time(5), new_york)
    do(database, check_ins.record, earlier, CheckInDraft(earlier, {"mood": 50.0}))
    # after midnight, still on the same journal day
    night = at(3, 1)
    do(database, check_ins.record, night, CheckInDraft(night, {"mood": 50.0}))
    take(database, 3, hour=2)
    assert compared(database).columns.rated["mood"].knew.tolist() == [True, False, False]


def test_a_skipped_dose_leaves_a_day_without_a_dose(database):
    take(database, 0)
    take(database, 1, status="skipped")
    for number in range(3):
        rate(database, number, mood=50)
    found = compared(database).comparison
    assert (found.n_dose_days, found.n_other_days, found.n_unknown) == (1, 2, 0)


def test_without_a_name_the_substance_with_the_most_dose_days_is_meant(five_weeks):
    take(five_weeks, 1, substance="Item B")
    assert [each.name for each in ask(five_weeks, comparisons.offered)] == ["Item A", "Item B"]
    assert compared(five_weeks).columns.label == "Item A"
    assert compared(five_weeks, "mood", "item b").columns.label == "Item B"


def test_a_substance_that_was_never_taken_has_no_dose_days(five_weeks):
    do(five_weeks, substances.add, SubstanceDraft("Item C"))
    found = comparison_lines.record(compared(five_weeks, "mood", "Item C"))
    assert (found["verdict"], found["n_dose_days"], found["knowing_share"]) == (
        "not_enough",
        0,
        None,
    )


def test_the_discreet_label_stands_for_the_name(five_weeks):
    number = ask(five_weeks, substances.known, "Item A").id
    do(five_weeks, substances.amend, number, SubstanceDraft("Item A", "morning"))
    assert comparison_lines.record(compared(five_weeks))["substance"] == "morning"


def test_what_is_not_there_is_said(database):
    with pytest.raises(InputError, match="No dose has been recorded"):
        ask(database, comparisons.question, "mood")
    take(database, 0)
    with pytest.raises(UnknownNameError, match="no substance of that name"):
        ask(database, comparisons.question, "mood", "Item Z")
    with pytest.raises(UnknownNameError, match="no measure of that name"):
        ask(database, comparisons.question, "courage")
    # a measure nobody rated is compared all the same: there is not enough of it
    assert compared(database, "calm").comparison.have == 0


def test_what_was_expected_of_dose_days_stands_beside_what_was_seen(five_weeks):
    for number, change in ((0, 10), (3, 20), (1, -5)):
        draft = ExpectancyDraft(at(number, 7), "Item A", "mood", change, 60)
        do(five_weeks, expectations.record, at(number, 7), draft)
    found = compared(five_weeks)
    # what was expected of the day without a dose is another matter
    assert found.columns.expected.changes.tolist() == [10, 20]
    assert found.columns.expected.later.tolist() == [50, 53]
    written = comparison_lines.record(found)
    assert (written["expected_mean"], written["expected_certainty"]) == (15, 60)
    assert written["n_expected"] == 2
    cut = compared(five_weeks, first_day=FIRST + timedelta(days=2))
    assert cut.columns.expected.changes.tolist() == [20]


def test_a_rating_made_before_the_expectation_is_none_of_what_came_later(database):
    rate(database, 0, hour=6, mood=10)
    draft = ExpectancyDraft(at(0, 7), "Item A", "mood", 10, 60)
    do(database, expectations.record, at(0, 7), draft)
    take(database, 0)
    assert np.isnan(compared(database).columns.expected.later).all()
    rate(database, 0, hour=9, mood=70)
    assert compared(database).columns.expected.later.tolist() == [70]


def test_a_change_is_told_on_the_scale_of_its_measure(database):
    added = do(database, measures.add, Measure("", "Pain", maximum=10, better="lower"))
    draft = ExpectancyDraft(at(0, 7), "Item A", added.key, 20, 60)
    do(database, expectations.record, at(0, 7), draft)
    take(database, 0)
    # twenty of a hundred points better are two of ten lower
    assert compared(database, "Pain").columns.expected.changes.tolist() == [-2]


def test_days_are_told_apart_by_amount_where_there_are_several(five_weeks):
    assert compared(five_weeks).comparison.by_amount == ()
    take(five_weeks, 1, amount="5", unit="mg")
    take(five_weeks, 4, amount="5.0", unit="mg")
    take(five_weeks, 5, hour=8, amount="10", unit="mg")
    take(five_weeks, 5, hour=9, amount="10", unit="mg")
    # with one of them unknown, and with two that differ, a day has no amount
    take(five_weeks, 7, hour=8, amount="10", unit="mg")
    take(five_weeks, 7, hour=9)
    take(five_weeks, 8, hour=8, amount="10", unit="mg")
    take(five_weeks, 8, hour=9, amount="5", unit="mg")
    groups = compared(five_weeks).comparison.by_amount
    assert {group.key: group.n for group in groups if group.key != "other"} == {
        "5 mg": 2,
        "2 × 10 mg": 1,
    }


def test_a_cycle_is_laid_over_the_days_on_which_it_held(database):
    first = RegimenDraft("Item A", parse("5 on 2 off"), (time(8),), FIRST)
    series = do(database, planning.add, at(0, 7), first)
    second = RegimenDraft("Item A", parse("2 on 1 off"), (time(8),), FIRST + timedelta(days=14))
    do(database, regimens.change, at(14, 7), series, second)
    third = RegimenDraft(
        "Item A",
        parse("2 on 1 off"),
        (time(8),),
        FIRST + timedelta(days=21),
        steps=(DoseStep(FIRST + timedelta(days=21), "5", "mg"),),
    )
    do(database, regimens.change, at(21, 7), series, third)
    take(database, 14)
    for number in range(14, 30):
        rate(database, number, mood=50 + number)
    found = compared(database)
    assert found.columns.cycle.signs == "110"
    days = {FIRST.toordinal() + 14, FIRST.toordinal() + 21}
    assert {span[0] for span in found.columns.cycle.spans} == days
    assert {span[3] for span in found.columns.cycle.spans} == {3}
    assert [group.key for group in found.by_cycle_day] == ["1", "2", "3"]
    assert sum(group.n for group in found.by_cycle_day) == 16
    # the verdict is "not enough", so there is no mean here either
    assert {group.mean for group in found.by_cycle_day} == {None}
    last = FIRST + timedelta(days=20)
    cut = compared(database, first_day=FIRST + timedelta(days=15), last_day=last)
    assert sum(group.n for group in cut.by_cycle_day) == 6


def test_a_main_measure_chosen_after_most_of_what_is_compared_counts_as_a_hint(five_weeks):
    do(five_weeks, main_measures.choose, at(34), "mood")
    found = comparison_lines.record(compared(five_weeks))
    assert (found["is_main"], found["counts_as_main"]) == (True, False)
    assert (found["n_before_choice"], found["n_dose_days"]) == (12, 12)
    # from now on it was chosen beforehand
    later = comparison_lines.record(compared(five_weeks, first_day=FIRST + timedelta(days=34)))
    assert (later["counts_as_main"], later["n_before_choice"]) == (True, 0)


def test_a_hint_that_differs_alone_is_held_back_among_others(database):
    numbers = np.random.default_rng(3)
    for number in range(54):
        dose = number % 3 == 0
        values = {key: 50 + numbers.normal() for key in ("focus", "energy", "calm")}
        rate(database, number, mood=50 + numbers.normal() + 0.72 * dose, **values)
        if dose:
            take(database, number)
    alone = comparison_lines.record(compared(database))
    assert (alone["verdict"], alone["held_back"]) == ("cannot_tell", True)
    assert alone["low"] > 0
    do(database, main_measures.choose, at(0), "mood")
    chosen = comparison_lines.record(compared(database))
    assert (chosen["verdict"], chosen["held_back"]) == ("differs_knowing", False)


def test_the_main_measure_counts_and_all_others_are_hints(five_weeks):
    found = compared(five_weeks)
    assert not found.is_main
    assert comparison_lines.record(found)["main_measure"] is None
    do(five_weeks, main_measures.choose, at(0), "mood")
    written = comparison_lines.record(compared(five_weeks))
    assert (written["is_main"], written["main_measure"]) == (True, "mood")
    assert written["main_chosen_on"] == "2026-01-05"
    assert written["counts_as_main"] is True
    rate(five_weeks, 1, focus=50)
    assert comparison_lines.record(compared(five_weeks, "focus"))["is_main"] is False
    assert set(compared(five_weeks).every) == {"mood", "focus"}
    assert comparison_lines.record(compared(five_weeks))["n_measures"] == 2


def test_the_demo_expects_more_of_dose_days_and_its_record_seldom_differs(tmp_path):
    verdicts = []
    for seed in range(1, 6):
        path = tmp_path / f"demo-{seed}.db"
        Database.create(path, lambda session, seed=seed: demo.fill(session, NOW, Plan(seed=seed)))
        database = Database(path)
        found = compared(database)
        database.close()
        written = comparison_lines.record(found)
        verdicts.append(written["verdict"])
        # nothing taken there changes a rating: what is seen stays far below what was expected
        assert abs(written["estimate"]) < 4 < written["expected_mean"]
        assert (written["low"] < 0 < written["high"]) == (verdicts[-1] == "cannot_tell")
        assert found.agreement.n > 60
    # one in twenty differs by chance alone
    assert verdicts.count("cannot_tell") >= 4
