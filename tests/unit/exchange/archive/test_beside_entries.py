import json
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from dosejournal.domain import patterns
from dosejournal.domain.clock import moment
from dosejournal.domain.entries import CheckInDraft, DoseDraft, PlannedRef
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.imports import ImportedCheckIn, ImportPlan
from dosejournal.domain.measures import Measure
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.journal import (
    check_ins,
    choices,
    doses,
    expectations,
    imports,
    measures,
    pauses,
    regimens,
    revisions,
    substances,
    timeline,
)
from dosejournal.journal.substances import SubstanceDraft

DAY = timedelta(days=1)


@pytest.fixture
def pair(journal):
    return journal("a"), journal("b")


def checked_in(one, note, days=0, **ratings):
    at = one.now - days * DAY
    return one.act(
        check_ins.record, at, CheckInDraft(at, ratings or {"mood": 50}, note, ("walk",))
    )


def dosed(one, substance="Item A", days=0, **more):
    at = one.now - days * DAY
    return one.act(doses.record, at, DoseDraft(at, substance, "10", "mg", **more))


def notes(one):
    found = one.ask(lambda session: timeline.entries(session, timeline.keys(session)))
    return sorted(entry.note for entry in found)


def reasons(counts):
    return [held.reason for held in counts.held_aside]


def exchanged(one, other):
    """Bring each in where the other is; afterwards neither has anything for the other."""
    first, second = one.archive(), other.archive()
    told = other.bring_in(first), one.bring_in(second)
    for here, there in ((one, other), (other, one)):
        before = here.tables()
        here.bring_in(there.archive())
        assert here.tables() == before
    return told


def test_a_journal_and_an_archive_become_their_union(pair, fill):
    a, b = pair
    fill(a)
    checked_in(b, "of b", days=50)
    dosed(b, "item a", days=51)
    dosed(b, "Item Z", days=52)
    counts, _back = exchanged(a, b)
    assert counts.accepted["check_in"] == 13
    # the substance and the tag that both have come in once
    assert counts.accepted["substance"] == 2
    assert counts.accepted["tag"] == 0
    assert counts.held_aside == ()
    assert counts.removed_earlier == 0
    assert notes(a) == notes(b)
    assert "of b" in notes(a)


def test_a_number_that_is_taken_is_not_given_again_and_others_stay(pair):
    a, b = pair
    for number in range(3):
        checked_in(a, f"a {number}", days=number)
    checked_in(b, "b 0", days=9)
    checked_in(b, "b 1", days=8)
    b.act(check_ins.remove, b.now, 2)
    b.bring_in(a.archive())
    found = {row[0] for row in b.tables()["check_in"]}
    # 1 is in use, 2 was, 3 is free
    assert found == {1, 3, 4, 5}
    assert b.tables()["numbers"]["check_in"] == 5
    rated = {row[0] for row in b.tables()["rating"]}
    assert rated == found


def test_versions_come_with_their_entry_under_its_new_number(pair):
    a, b = pair
    checked_in(b, "b")
    number = checked_in(a, "before", days=4)
    a.act(check_ins.amend, a.now, number, CheckInDraft(a.now - 4 * DAY, {"mood": 1}, "after"))
    gone = dosed(a, days=3)
    a.act(doses.remove, a.now, gone)
    b.act(substances.add, SubstanceDraft("Item Z"))
    b.bring_in(a.archive())
    (version,) = b.ask(revisions.of, "check_in", 2)
    assert (version.entry.id, version.entry.note) == (2, "before")
    (removed,) = b.ask(revisions.removed)
    assert removed.before["substance_id"] == 2
    b.act(revisions.restore, removed)
    (restored,) = b.ask(timeline.entries, [timeline.key("dose_event", removed.entry_id)])
    assert restored.dose.substance == "Item A"


def test_what_was_removed_here_does_not_come_back(pair):
    a, b = pair
    checked_in(a, "one", days=1)
    checked_in(a, "two")
    content = a.archive()
    b.bring_in(content)
    b.act(check_ins.amend, b.now, 1, CheckInDraft(b.now - 2 * DAY, {"mood": 3}, "moved"))
    b.act(check_ins.remove, b.now, 1)
    counts = b.bring_in(content)
    assert counts.removed_earlier == 1
    assert not counts.changes
    assert notes(b) == ["two"]


def test_what_was_removed_there_stays_here_and_is_told(pair):
    a, b = pair
    checked_in(a, "one")
    b.bring_in(a.archive())
    a.act(check_ins.remove, a.now, 1)
    counts = b.bring_in(a.archive())
    assert reasons(counts) == ["It was removed there; the journal keeps it."]
    assert notes(b) == ["one"]
    b.act(check_ins.remove, b.now, 1)
    before = b.tables()
    assert not b.bring_in(a.archive()).changes
    assert b.tables() == before


def test_what_was_removed_there_and_never_was_here_can_be_restored_here(pair):
    a, b = pair
    checked_in(b, "b")
    a.act(check_ins.remove, a.now, checked_in(a, "gone", days=1))
    exchanged(a, b)
    (removed,) = b.ask(revisions.removed)
    assert removed.entry.id == 2
    # its number is kept for it
    assert checked_in(b, "next", days=2) == 3
    b.act(revisions.restore, removed)
    assert notes(b) == ["b", "gone", "next"]


def test_an_entry_in_another_form_stays_as_it_is_and_is_told(pair):
    a, b = pair
    checked_in(a, "one")
    b.bring_in(a.archive())
    b.act(check_ins.amend, b.now, 1, CheckInDraft(b.now - DAY, {"mood": 3}, "amended"))
    before = b.tables()
    counts = b.bring_in(a.archive())
    assert reasons(counts) == ["The journal has this entry in another form."]
    assert counts.held_aside[0].cells[0] == "check_in"
    assert json.loads(counts.held_aside[0].cells[1])["note"] == "one"
    line = a.archive().split(b"\n")[counts.held_aside[0].row - 1]
    assert json.loads(line)["note"] == "one"
    assert b.tables() == before


def test_twins_of_the_same_moment_are_told_apart_by_what_they_say(pair):
    a, b = pair
    checked_in(a, "one")
    checked_in(a, "two")
    checked_in(b, "two")
    counts, _back = exchanged(a, b)
    assert counts.accepted["check_in"] == 1
    assert notes(b) == ["one", "two"]


def test_an_entry_of_a_file_is_known_by_its_key(pair, now):
    a, b = pair
    entry = ImportedCheckIn(moment(now - DAY, time(4)), "7", "{}", note="of a file")
    plan = ImportPlan("daylio-csv", "daylio-csv", "UTC", check_ins=(entry,))
    a.act(imports.bring_in, now - DAY, plan)
    b.act(imports.bring_in, now, plan)
    counts = b.bring_in(a.archive())
    assert reasons(counts) == ["The journal has this entry in another form."]
    b.act(check_ins.remove, now, 1)
    assert b.bring_in(a.archive()).removed_earlier == 1


def test_a_substance_that_was_renamed_is_the_same(pair):
    a, b = pair
    dosed(a, days=1)
    dosed(a, "Item B", days=2)
    b.bring_in(a.archive())
    b.act(substances.amend, 1, SubstanceDraft("My own word", unit="mg"))
    dosed(a)
    counts = b.bring_in(a.archive())
    assert counts.held_aside == ()
    assert (counts.accepted["substance"], counts.accepted["dose_event"]) == (0, 1)
    assert [row[1] for row in b.tables()["dose_event"]] == [1, 2, 1]


def test_a_measure_of_another_scale_keeps_its_ratings_outside(pair, now):
    a, b = pair
    a.act(measures.add, Measure("", "Pain", minimum=0, maximum=10))
    b.act(measures.add, Measure("", "Pain", minimum=0, maximum=100))
    checked_in(a, "rated", pain=7)
    checked_in(a, "not rated")
    a.act(check_ins.remove, now, checked_in(a, "gone", pain=7))
    a.act(check_ins.remove, now, checked_in(a, "gone too", mood=7))
    a.act(expectations.record, now, ExpectancyDraft(now, "Item A", "pain", 1, 2))
    checked_in(b, "b", days=1, pain=70)
    counts = b.bring_in(a.archive())
    assert notes(b) == ["b", "not rated"]
    assert [held.cells[0] for held in sorted(counts.held_aside, key=lambda held: held.cells)] == [
        "check_in", "expectancy", "measure", "revision",
    ]  # fmt: skip
    assert "The journal has “Pain” with another scale." in reasons(counts)
    assert [version.entry.note for version in b.ask(revisions.removed)] == ["gone too"]


def test_a_new_measure_comes_last(pair):
    a, b = pair
    checked_in(b, "b")
    a.act(measures.add, Measure("", "Pain"))
    checked_in(a, "rated", days=1, pain=7)
    exchanged(a, b)
    assert [each.name for each in b.ask(measures.listing)][-1] == "Pain"


def test_settings_of_the_journal_stay(pair, now):
    a, b = pair
    a.act(choices.choose, now, "topics", "microdosing")
    b.act(choices.choose, now, "topics", "general")
    checked_in(a, "a", days=1)
    checked_in(b, "b")
    counts = b.bring_in(a.archive())
    assert counts.left_out == 1
    assert b.ask(choices.read).topics == "general"


def test_own_measures_of_an_otherwise_empty_journal_are_kept(pair):
    a, b = pair
    checked_in(a, "a")
    b.act(measures.add, Measure("", "Pain"))
    counts = b.bring_in(a.archive())
    assert not counts.replaces
    assert [each.name for each in b.ask(measures.listing)][-1] == "Pain"
    assert notes(b) == ["a"]


def daily(one, days_ago=20, hour=8):
    return RegimenDraft(
        "Item A", patterns.parse("daily"), (time(hour),), (one.now - days_ago * DAY).date()
    )


@pytest.fixture
def planned(pair):
    """Two journals with the same regimen and something else in the second."""
    a, b = pair
    a.act(regimens.add, a.now - 20 * DAY, daily(a))
    b.bring_in(a.archive())
    checked_in(b, "b")
    return a, b


def plan_of(one):
    return [
        (each.id, each.starts_at.date(), each.ends_at and each.ends_at.date(), each.times)
        for each in one.ask(lambda session: regimens.every(session, empty=True))
    ]


def test_a_change_of_a_regimen_comes_in_as_its_next_version(planned):
    a, b = planned
    a.act(regimens.change, a.now, 1, daily(a, 0, 9))
    a.act(pauses.pause, a.now, 1)
    counts, _back = exchanged(a, b)
    assert (counts.accepted["regimen"], counts.ended) == (1, 1)
    assert plan_of(b) == plan_of(a)
    assert {each.series_id for each in b.ask(regimens.every)} == {1}
    a.act(pauses.resume, a.now + DAY, 1)
    assert b.bring_in(a.archive()).ended == 1
    assert b.ask(pauses.listing) == a.ask(pauses.listing)


def test_an_end_is_undone_with_the_import(planned):
    a, b = planned
    a.act(regimens.close, a.now, 1)
    before = b.tables()
    assert b.bring_in(a.archive()).changes
    b.database.undo()
    assert b.tables() == before


def test_where_both_sides_changed_a_regimen_the_plan_of_the_journal_stays(planned):
    a, b = planned
    a.act(regimens.change, a.now - 2 * DAY, 1, daily(a, 2, 9))
    number = dosed(a, days=0, status="taken")
    assert number == 1
    b.act(regimens.change, b.now - DAY, 1, daily(b, 1, 10))
    counts = b.bring_in(a.archive())
    assert reasons(counts) == [
        "The journal plans this regimen otherwise, and its own plan stays in force."
    ]
    assert [each.times for each in b.ask(regimens.latest)] == [(time(10),)]
    # the dose keeps the version that it was for
    (dose,) = b.tables()["dose_event"]
    assert dose[-3] == 3
    before = b.tables()
    assert not b.bring_in(a.archive()).changes
    assert b.tables() == before


def test_where_the_plan_of_the_journal_has_ended_the_one_of_the_archive_goes_on(planned):
    a, b = planned
    a.act(regimens.change, a.now - 2 * DAY, 1, daily(a, 2, 9))
    b.act(regimens.change, b.now - 5 * DAY, 1, daily(b, 5, 10))
    b.act(regimens.close, b.now - 4 * DAY, 1)
    counts = b.bring_in(a.archive())
    assert counts.held_aside == ()
    assert [each.times for each in b.ask(regimens.latest)] == [(time(9),)]


def test_one_planned_dose_has_one_dose(planned):
    a, b = planned
    dosed(a)
    b.act(doses.record, b.now, DoseDraft(b.now - timedelta(minutes=2), "Item A", "5", "mg"))
    counts = b.bring_in(a.archive())
    assert reasons(counts) == ["The journal has another dose for the same planned dose."]
    assert len(b.tables()["dose_event"]) == 1


def test_one_day_has_one_expectation_of_a_substance(pair, now):
    a, b = pair
    a.act(expectations.record, now, ExpectancyDraft(now, "Item A", "mood", 1, 2))
    b.act(expectations.record, now + DAY / 24, ExpectancyDraft(now, "Item A", "mood", 9, 9))
    counts = b.bring_in(a.archive())
    assert reasons(counts) == [
        "The journal has another expectation of this substance for that day."
    ]


def test_a_dose_of_a_regimen_that_was_removed_since_names_none(planned):
    a, b = planned
    other = replace(daily(a), substance="Item B")
    series = a.act(regimens.add, a.now - 20 * DAY, other)
    at = a.now.replace(hour=8, minute=0, tzinfo=None)
    dose = dosed(a, "Item B", planned=PlannedRef(series, at))
    a.act(doses.remove, a.now, dose)
    a.act(regimens.remove, series)
    b.act(regimens.add, b.now - 20 * DAY, replace(daily(b), substance="Item Z"))
    b.bring_in(a.archive())
    (removed,) = b.ask(revisions.removed)
    assert removed.before["regimen_id"] is None
    b.act(revisions.restore, removed)


def test_a_week_remembered_otherwise_stays(pair, fill):
    a, b = pair
    fill(a)
    b.bring_in(a.archive())
    with b.database.write("Act") as write:
        write.session.connection().exec_driver_sql("UPDATE look_back SET value = 12")
    counts = b.bring_in(a.archive())
    assert reasons(counts) == ["The journal has this in another form."]
    with a.database.write("Act") as write:
        run = write.session.connection().exec_driver_sql
        run("UPDATE measure SET maximum = 99 WHERE key = 'mood'")
    assert "look_back" in [held.cells[0] for held in b.bring_in(a.archive()).held_aside]


def test_what_stands_in_the_way_of_a_card_shown_twice_is_nothing(pair, fill):
    a, b = pair
    fill(a)
    checked_in(b, "b")
    assert b.bring_in(a.archive()).accepted["card_shown"] == 1
    assert b.bring_in(a.archive()).accepted["card_shown"] == 0
    assert date(2026, 3, 2).isoformat() in str(b.tables()["card_shown"])
