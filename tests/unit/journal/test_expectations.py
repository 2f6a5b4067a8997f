from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft, Expectation
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import Pattern, parse
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import (
    choices,
    doses,
    expectations,
    measures,
    planning,
    revisions,
    substances,
    timeline,
)
from dosejournal.journal.expectations import Summary


@pytest.fixture
def do(database):
    def act(act, *args):
        with database.write("Done") as write:
            return act(write.session, *args)

    return act


@pytest.fixture
def read(database):
    def query(query, *args, **kwargs):
        with database.read() as session:
            return query(session, *args, **kwargs)

    return query


@pytest.fixture
def draft(now):
    return ExpectancyDraft(now, "Item A", "mood", 10.0, 60.0)


def test_what_is_expected_reads_back_as_an_entry_of_its_own(do, read, draft, now):
    number = do(expectations.record, now, draft, "terminal")
    entry = read(timeline.entry, "expectancy", number)
    assert entry.expectation == Expectation("Item A", "", "mood", 10.0, 60.0)
    assert (entry.moment.at, entry.moment.journal_day) == (now, now.date())
    assert (entry.recorded_at, entry.origin) == (now, "terminal")
    assert (entry.note, entry.amended_at, entry.source) == ("", None, None)


def test_a_measure_may_be_named_as_it_is_written(do, read, draft, now):
    number = do(expectations.record, now, replace(draft, measure="Sleep quality"))
    assert read(timeline.entry, "expectancy", number).expectation.measure == "sleep_quality"


def test_a_number_off_its_scale_is_refused_and_no_substance_stays(do, read, draft, now):
    with pytest.raises(InputError, match="from 0 to 100"):
        do(expectations.record, now, replace(draft, certainty=101.0))
    assert read(substances.listing) == []


def test_what_is_no_scale_cannot_be_expected(do, draft, now):
    do(measures.add, Measure("", "Pulse", "number", minimum=None, maximum=None, unit="bpm"))
    with pytest.raises(InputError, match="Pulse is none"):
        do(expectations.record, now, replace(draft, measure="pulse"))


def test_something_is_said_once_a_journal_day_of_a_substance(do, read, draft, now):
    do(expectations.record, now, draft)
    # the small hours belong to the day before
    late = now + timedelta(hours=18)
    with pytest.raises(InputError, match="said today already"):
        do(expectations.record, late, replace(draft, at=late, measure="focus"))
    do(expectations.record, now, replace(draft, substance="Item B"))
    next_day = now + timedelta(hours=19)
    do(expectations.record, next_day, replace(draft, at=next_day))
    assert len(read(timeline.keys)) == 3


def test_what_was_removed_is_kept_with_the_time_and_can_be_said_anew(do, read, draft, now):
    number = do(expectations.record, now, draft)
    later = now + timedelta(minutes=5)
    do(expectations.remove, later, number)
    with pytest.raises(UnknownNameError):
        read(timeline.entry, "expectancy", number)
    (version,) = read(revisions.removed)
    assert (version.kind, version.changed_at) == ("expectancy", later)
    assert do(expectations.record, later, draft) != number


def test_an_expectation_that_is_gone_cannot_be_removed(do, now):
    with pytest.raises(UnknownNameError):
        do(expectations.remove, now, 7)


def test_one_is_asked_of_a_substance_without_a_dose_or_an_expectation_today(do, read, draft, now):
    do(doses.record, now, DoseDraft(now - timedelta(days=1), "Item A"))
    assert read(expectations.is_asked, now, "Item A", now)
    assert read(expectations.is_asked, now, "Item of tomorrow", now)
    assert not read(expectations.is_asked, now, "  ", now)
    do(expectations.record, now, draft)
    assert not read(expectations.is_asked, now, "item a", now)
    do(doses.record, now, DoseDraft(now, "Item B"))
    assert not read(expectations.is_asked, now, "Item B", now)
    assert read(expectations.is_asked, now + timedelta(days=1), "Item B", now + timedelta(days=1))


def test_nobody_is_asked_who_wants_no_such_question(do, read, now):
    do(choices.choose, now, "ask_expectation", "never")
    assert not read(expectations.is_asked, now, "Item A", now)


def test_what_lies_more_than_half_an_hour_back_is_not_asked_about(read, now):
    half = timedelta(minutes=30)
    assert read(expectations.is_asked, now, "Item A", now - half)
    assert read(expectations.is_asked, now, "Item A", now + timedelta(minutes=30))
    # a clock that was wrong does not make what is said later one
    assert not read(expectations.is_asked, now, "Item A", now + timedelta(minutes=31))
    assert not read(expectations.is_asked, now, "Item A", now - half - timedelta(seconds=1))


@pytest.fixture
def plan(do, now):
    def add(name, pattern, first_day=None):
        draft = RegimenDraft(name, pattern, (time(8),), first_day or now.date())
        return do(planning.add, now, draft)

    return add


def names(found):
    return [each.name for each in found]


def test_days_without_a_dose_ask_only_where_that_is_chosen(do, read, plan, now):
    yesterday = now.date() - timedelta(days=1)
    plan("Item A", Pattern("every", every=3), yesterday)
    assert read(expectations.off_days, now) == []
    do(choices.choose, now, "ask_expectation", "off_days")
    assert names(read(expectations.off_days, now)) == ["Item A"]


def test_a_day_with_a_planned_dose_is_none_without(do, read, plan, now):
    do(choices.choose, now, "ask_expectation", "off_days")
    plan("Item A", parse("daily"))
    plan("Item B", Pattern("as_needed"))
    do(substances.add, substances.SubstanceDraft("Item C"))
    assert read(expectations.off_days, now) == []


def test_a_day_without_a_planned_dose_asks_once_and_not_after_a_dose(do, read, plan, draft, now):
    do(choices.choose, now, "ask_expectation", "off_days")
    for name in ("Item A", "Item B", "Item C"):
        plan(name, Pattern("every", every=3), now.date() - timedelta(days=1))
    assert names(read(expectations.off_days, now)) == ["Item A", "Item B", "Item C"]
    do(expectations.record, now, draft)
    do(doses.record, now, DoseDraft(now, "Item B", status="extra"))
    assert names(read(expectations.off_days, now)) == ["Item C"]


def test_what_was_expected_is_told_as_a_mean_in_the_unit_of_the_measure(do, read, draft, now):
    do(measures.add, Measure("", "Stress", better="lower"))
    known = {each.key: each for each in read(measures.listing)}
    assert read(expectations.summary, known["mood"]) == Summary(0, None, None)
    for days, (name, change, certainty) in enumerate(
        [("Item A", 10.0, 60.0), ("Item A", -4.0, 20.0), ("Item B", 30.0, 100.0)]
    ):
        at = now + timedelta(days=days)
        said = replace(
            draft, at=at, substance=name, measure="mood", change=change, certainty=certainty
        )
        do(expectations.record, at, said)
    at = now + timedelta(days=4)
    do(expectations.record, at, replace(draft, at=at, measure="stress"))
    item_a = read(substances.known, "Item A").id
    mood = known["mood"]
    assert read(expectations.summary, mood) == Summary(3, 12.0, 60.0)
    assert read(expectations.summary, mood, substance_id=item_a) == Summary(2, 3.0, 40.0)
    assert read(expectations.summary, mood, date(2026, 3, 3)) == Summary(2, 13.0, 60.0)
    assert read(expectations.summary, mood, None, date(2026, 3, 3)) == Summary(2, 3.0, 40.0)
    assert read(expectations.summary, known["stress"]) == Summary(1, -10.0, 60.0)
