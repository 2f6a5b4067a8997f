import json
from datetime import timedelta

import pytest

from dosejournal.exchange import importers
from dosejournal.journal import check_ins, doses, imports, revisions, substances, timeline
from dosejournal.journal.substances import SubstanceDraft

MORNING = "at,measure,value\n2026-03-01T08:00+01:00,mood,55\n"


@pytest.fixture
def read(database):
    def read(query, *args):
        with database.read() as session:
            return query(session, *args)

    return read


@pytest.fixture
def bring_in(database, read, now):
    """Reads a file and brings it in; gives its plan, as it is shown, and its counts."""

    def bring_in(text):
        said = {"scale:mood": "0-100", "scale:focus": "0-100", "scale:energy": "0-100"}
        answers = read(imports.answers, "Europe/Berlin", said, now)
        plan = importers.plan("tidy", text.encode(), answers)
        counted = read(imports.count, plan)
        with database.write("Entries imported") as write:
            assert imports.bring_in(write.session, now, plan) == counted
        return plan.beside(counted), counted

    return bring_in


@pytest.fixture
def entries(read):
    def entries():
        return read(lambda session: timeline.entries(session, timeline.keys(session)))

    return entries


def rated(entry):
    return {rating.measure: rating.value for rating in entry.ratings}


def test_a_check_in_that_a_later_file_tells_in_full_is_completed(bring_in, entries, read, now):
    bring_in(MORNING)
    (before,) = entries()
    later = MORNING + "2026-03-01T08:00+01:00,focus,40\n2026-03-02T08:00+01:00,mood,60\n"
    _plan, counts = bring_in(later)
    assert (counts.check_ins, counts.ratings, counts.completed) == (1, 2, 1)
    assert (counts.duplicates, counts.same_time) == (0, 0)
    new, completed = entries()
    assert rated(completed) == {"mood": 55, "focus": 40}
    assert rated(new) == {"mood": 60}
    assert completed.amended_at == now
    (version,) = read(revisions.of, "check_in", completed.id)
    assert (version.act, version.entry) == ("amended", before)
    told = entries()
    for again in (later, MORNING):
        _plan, counts = bring_in(again)
        assert (counts.check_ins, counts.completed, counts.ratings) == (0, 0, 0)
        assert entries() == told
    assert counts.duplicates == 1


def test_one_undo_takes_back_what_completed_a_check_in(bring_in, entries, read, database):
    bring_in(MORNING)
    before = entries()
    bring_in("at,mood,note,tags\n2026-03-01T08:00+01:00,55,A late note,tea|walk\n")
    (completed,) = entries()
    assert (completed.note, completed.tags) == ("A late note", ("tea", "walk"))
    assert read(timeline.keys, timeline.Filter(search="late"))
    database.undo()
    assert entries() == before
    assert not read(timeline.keys, timeline.Filter(search="late"))


def test_tags_and_notes_that_are_there_are_not_added_again(bring_in, entries):
    bring_in("at,note,tags\n2026-03-01T08:00+01:00,A note,Tea\n")
    _plan, counts = bring_in("at,mood,note,tags\n2026-03-01T08:00+01:00,55,A note,tea|walk\n")
    assert (counts.completed, counts.notes, counts.tags) == (1, 0, 1)
    (completed,) = entries()
    assert (completed.note, completed.tags) == ("A note", ("Tea", "walk"))


def test_a_value_that_the_journal_has_otherwise_is_held_aside(bring_in, entries):
    bring_in("at,mood,focus\n2026-03-01T08:00+01:00,55,40\n")
    told = entries()
    corrected = "at,mood,focus\n2026-03-01T08:00+01:00,56,41\n2026-03-02T08:00+01:00,101,\n"
    for _again in range(2):
        plan, counts = bring_in(corrected)
        assert (counts.check_ins, counts.completed, counts.duplicates) == (0, 0, 0)
        first, second = plan.held_aside
        assert first.reason == "The journal has another value of “Mood”, “Focus” at this time."
        assert (first.row, first.cells) == (2, ("2026-03-01T08:00+01:00", "56", "41"))
        assert second.row == 3
        assert entries() == told


def test_what_agrees_comes_in_beside_a_value_that_does_not(bring_in, entries):
    bring_in(MORNING)
    other = "2026-03-01T08:00+01:00,mood,56\n2026-03-01T08:00+01:00,focus,40\n"
    plan, counts = bring_in("at,measure,value\n" + other)
    assert (counts.completed, counts.ratings) == (1, 1)
    assert [(held.row, held.cells[1:]) for held in plan.held_aside] == [(2, ("mood", "56"))]
    assert [rated(entry) for entry in entries()] == [{"mood": 55, "focus": 40}]


def test_of_two_check_ins_of_one_time_each_is_found_again(bring_in, entries):
    twice = MORNING + "2026-03-01T08:00+01:00,mood,70\n"
    bring_in(twice)
    assert len(entries()) == 2
    # in another order, and each with more
    _plan, counts = bring_in(
        "at,mood,focus\n2026-03-01T08:00+01:00,70,10\n2026-03-01T08:00+01:00,55,20\n"
    )
    assert (counts.completed, counts.check_ins, counts.held_aside) == (2, 0, ())
    values = sorted((e["mood"], e["focus"]) for e in map(rated, entries()))
    assert values == [(55, 20), (70, 10)]
    _plan, counts = bring_in(twice.replace(",mood", ",energy"))
    assert (counts.completed, counts.check_ins) == (2, 0)
    assert len(entries()) == 2


def test_another_note_or_precision_is_another_check_in_and_pointed_out(bring_in, entries):
    bring_in("at,mood,note\n2026-03-01T08:00+01:00,55,A note\n")
    _plan, counts = bring_in("at,mood,note\n2026-03-01T08:00+01:00,55,Another note\n")
    assert (counts.check_ins, counts.same_time) == (1, 1)
    _plan, counts = bring_in("at,mood\n2026-03-01,55\n")
    assert (counts.check_ins, counts.same_time) == (1, 0)
    assert len(entries()) == 3


def test_a_dose_with_another_amount_at_the_same_time_is_pointed_out(bring_in):
    bring_in("at,substance,amount,unit\n2026-03-01T08:00+01:00,Item A,5,mg\n")
    _plan, counts = bring_in(
        "at,substance,amount,unit\n2026-03-01T08:00+01:00,Item A,6,mg\n"
        "2026-03-01T08:00+01:00,Item A,5,mg\n"
    )
    assert (counts.dose_events, counts.duplicates, counts.same_time) == (1, 1, 0)
    _plan, counts = bring_in("at,substance,amount,unit\n2026-03-01T08:00+01:00,Item A,7,mg\n")
    assert (counts.dose_events, counts.same_time) == (1, 1)


def test_what_the_person_removed_does_not_come_back(bring_in, entries, database, now, read):
    dose = "at,substance,amount,unit\n2026-03-01T08:00+01:00,Item A,5,mg\n"
    bring_in(MORNING)
    bring_in(dose)
    with database.write("Check-in removed") as write:
        check_ins.remove(write.session, now, 1)
    with database.write("Dose removed") as write:
        doses.remove(write.session, now, 1)
    for file in (MORNING, dose):
        plan, counts = bring_in(file)
        assert (counts.duplicates, counts.removed_earlier) == (1, 1)
        assert importers.report(plan, counts)["removed_earlier"] == 1
    assert entries() == []
    version = read(revisions.removed)[0]
    with database.write("Entry restored") as write:
        revisions.restore(write.session, version)
    removed = [bring_in(file)[1].removed_earlier for file in (MORNING, dose)]
    assert sorted(removed) == [0, 1]
    assert len(entries()) == 1


def test_a_file_means_a_substance_by_its_name_and_never_by_its_label(bring_in, read, database):
    with database.write("Substance added") as write:
        substances.add(write.session, SubstanceDraft("Item A", "Item B", "mg"))
    bring_in("at,substance,amount,unit\n2026-03-01T08:00+01:00,Item B,5,mg\n")
    assert [row.name for row in read(substances.listing)] == ["Item A", "Item B"]


def test_many_check_ins_are_completed_at_once(bring_in, entries, now):
    days = [(now - timedelta(days=n)).isoformat() for n in range(1100)]
    bring_in("at,mood\n" + "\n".join(f"{day},55" for day in days))
    _plan, counts = bring_in("at,focus\n" + "\n".join(f"{day},40" for day in days))
    assert (counts.completed, counts.check_ins) == (1100, 0)
    assert all(rated(entry) == {"mood": 55, "focus": 40} for entry in entries())


def test_the_report_tells_what_completes_and_what_contradicts(bring_in):
    bring_in(MORNING)
    report = importers.report(*bring_in("at,mood,focus\n2026-03-01T08:00+01:00,56,40\n"))
    assert (report["completed"], [held["row"] for held in report["held_aside"]]) == (1, [2, 2])
    assert json.dumps(report)
