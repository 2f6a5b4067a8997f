"""What is read of a journal for a bundle, and that it is the same each time."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.entries import CheckInDraft, DoseDraft, PlannedRef
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.exchange import exporters, fhir, importers
from dosejournal.exchange.asked import Asked
from dosejournal.journal import (
    check_ins,
    doses,
    expectations,
    imports,
    pauses,
    planning,
    regimens,
)

ONE_DAY = timedelta(days=1)
DRAFT = RegimenDraft(
    "Item A",
    Pattern("daily"),
    (time(8), time(20)),
    date(2026, 2, 20),
    steps=(DoseStep(date(2026, 2, 20), "10", "mg"),),
)
TABLE = """at,substance,amount,unit,status
2026-02-21T08:00,Item C,10,mg,taken
2026-02-22T08:00,Item C,10,mg,
2026-02-23T08:00,Item C,,mg,skipped
"""


@pytest.fixture
def do(database):
    def do(act, *args, **kwargs):
        with database.write("Done") as write:
            return act(write.session, *args, **kwargs)

    return do


@pytest.fixture
def gathered(database, now):
    def gathered(at=now, asked=Asked()):  # noqa: B008 - it is frozen
        with database.read() as session:
            return fhir.gather(session, at, asked)

    return gathered


@pytest.fixture
def whole(do, now):
    """A journal with something of each kind; gives the id of its regimen."""
    series_id = do(planning.add, now, DRAFT)
    do(check_ins.record, now, CheckInDraft(now - 3 * ONE_DAY, {"mood": 62.0}, "slept", ("walk",)))
    do(check_ins.record, now, CheckInDraft(now, {"focus": 40.0}))
    do(expectations.record, now, ExpectancyDraft(now, "Item A", "mood", 10.0, 60.0))
    do(doses.record, now, DoseDraft(now, "Item A", "10", "mg"))
    ref = PlannedRef(series_id, datetime.fromisoformat("2026-02-28T20:00"))
    do(doses.leave, now, ref, "skipped", "away")
    return series_id


def standing(content):
    return [(plan.regimen.id, plan.status, plan.changed) for plan in content.plans]


def test_a_whole_journal_passes_the_gate(whole, gathered, refused, resources_of):
    made = json.loads(fhir.write(gathered()))
    assert refused(made) == set()
    assert len(resources_of(made, "Observation")) == 4
    plan, skipped, taken = resources_of(made, "MedicationStatement")
    assert [one["status"] for one in (plan, skipped, taken)] == [
        "active",
        "not-taken",
        "completed",
    ]
    assert skipped["effectiveDateTime"] == "2026-02-28T20:00:00+01:00"
    assert skipped["partOf"] == taken["partOf"]
    # nobody said anything of the other planned doses of these ten days
    assert len(resources_of(made)) == 8


def test_entries_are_told_the_oldest_first(whole, gathered):
    moments = [entry.moment.at for entry in gathered().entries]
    assert moments == sorted(moments)


def test_exporting_changes_nothing_and_gives_the_same_file(whole, gathered, journal_path):
    before = journal_path.read_bytes()
    first = fhir.write(gathered())
    assert fhir.write(gathered()) == first
    assert journal_path.read_bytes() == before


def test_what_was_in_an_earlier_file_keeps_its_name(whole, gathered, do, now):
    before = json.loads(fhir.write(gathered()))
    later = now + ONE_DAY
    do(check_ins.record, later, CheckInDraft(later, {"mood": 50.0}))
    do(regimens.close, later, whole)
    after = json.loads(fhir.write(gathered(later.astimezone(ZoneInfo("Asia/Tokyo")))))
    names = [entry["fullUrl"] for entry in after["entry"]]
    assert [entry["fullUrl"] for entry in before["entry"]] == names[:-1]
    assert after["timestamp"] == "2026-03-03T17:30:00+09:00"


def test_a_range_holds_its_days_and_the_plans_of_them(whole, gathered, do, now):
    do(regimens.close, now, whole)
    late = gathered(now + 9 * ONE_DAY, Asked(first_day=date(2026, 3, 5)))
    assert (late.entries, late.plans) == ((), ())
    early = gathered(asked=Asked(last_day=date(2026, 2, 19)))
    assert (early.entries, early.plans) == ((), ())
    some = gathered(asked=Asked(date(2026, 2, 27), date(2026, 2, 28)))
    assert [entry.kind for entry in some.entries] == ["check_in", "dose_event"]
    assert len(some.plans) == 1


def test_a_plan_is_there_where_a_dose_of_the_days_was_for_it(gathered, do, now):
    night = now.replace(hour=2) + ONE_DAY
    series_id = do(planning.add, now, replace(DRAFT, last_day=now.date()))
    ref = PlannedRef(series_id, datetime.fromisoformat("2026-03-02T20:00"))
    late = night.replace(hour=5)
    do(doses.record, late, DoseDraft(late, "Item A", planned=ref))
    content = gathered(late, Asked(first_day=date(2026, 3, 3)))
    assert len(content.entries) == len(content.plans) == 1


def test_a_plan_stands_as_its_days_have_it(gathered, do, now):
    active = do(planning.add, now, DRAFT)
    closed = do(planning.add, now, replace(DRAFT, substance="Item B"))
    ahead = do(
        planning.add, now, replace(DRAFT, substance="Item D", first_day=now.date() + 3 * ONE_DAY)
    )
    paused = do(planning.add, now, replace(DRAFT, substance="Item E"))
    do(regimens.close, now, closed)
    do(pauses.pause, now, paused)
    assert standing(gathered()) == [
        (active, "active", False),
        (closed, "completed", False),
        (ahead, "intended", False),
        (paused, "on-hold", False),
    ]


def test_a_changed_plan_is_completed_and_another_follows(gathered, do, now):
    series_id = do(planning.add, now, DRAFT)
    do(pauses.pause, now - 5 * ONE_DAY, series_id, date(2026, 2, 26))
    later = now + 3 * ONE_DAY
    version_id = do(
        regimens.change, later, series_id, replace(DRAFT, times=(time(7),), first_day=later.date())
    )
    do(pauses.pause, later + ONE_DAY, series_id)
    content = gathered(later + 2 * ONE_DAY)
    assert standing(content) == [
        (series_id, "completed", True),
        (version_id, "on-hold", False),
    ]
    assert [len(plan.pauses) for plan in content.plans] == [1, 1]
    assert [plan.recorded_at for plan in content.plans] == [now, later]


def test_a_version_that_never_held_is_not_told(gathered, do, now):
    series_id = do(planning.add, now, replace(DRAFT, first_day=now.date() + 3 * ONE_DAY))
    do(regimens.close, now, series_id)
    assert gathered().plans == ()


def test_a_file_that_named_no_status_leaves_it_open(gathered, database, do, now, tmp_path):
    path = tmp_path / "doses.csv"
    path.write_text(TABLE)
    with database.read() as session:
        plan = importers.plan("auto", path, imports.answers(session, "Europe/Berlin"))
    do(imports.bring_in, now, plan)
    said, silent, skipped = gathered().entries
    assert gathered().unclear == {silent.id}
    assert said.dose.status == silent.dose.status == "taken"
    assert skipped.dose.status == "skipped"
    # once the person has looked at it, it is what they say
    draft = DoseDraft(silent.moment.at, "Item C", "10", "mg", note="yes")
    do(doses.amend, now, silent.id, draft)
    assert gathered().unclear == frozenset()


def test_a_dose_that_a_program_marked_by_itself_is_left_open(gathered, database, do, now):
    path = Path(__file__).parents[3] / "data/medtimer/backup.json"
    with database.read() as session:
        plan = importers.plan("auto", path, imports.answers(session, "Europe/Berlin"))
    do(imports.bring_in, now, plan)
    entries = gathered().entries
    marked = [entry.id for entry in entries if "MedTimer itself" in entry.note]
    assert len(entries) == 3
    assert gathered().unclear == set(marked) == {marked[0]}


def test_it_is_told_where_the_file_is_and_what_it_holds(gathered, do, now):
    empty = fhir.told(gathered()).format(place="here")
    assert empty == "The health record is at here; it is empty, because nothing was recorded."
    do(check_ins.record, now, CheckInDraft(now, {"focus": 40.0}))
    assert (
        fhir.told(gathered())
        .format(place="here")
        .startswith("The health record is at here, with 1 entry;")
    )
    do(check_ins.record, now, CheckInDraft(now, {"focus": 41.0}))
    assert ", with 2 entries;" in fhir.told(gathered()).format(place="here")


def test_it_is_one_of_the_exporters():
    assert exporters.named("fhir") is fhir
    assert fhir.title() == "Health record (FHIR R4)"
    assert fhir.SUFFIX == ".json"
