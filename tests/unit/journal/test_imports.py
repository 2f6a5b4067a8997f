from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.clock import day_moment, moment
from dosejournal.domain.entries import CheckInDraft, DoseDraft, Rating
from dosejournal.domain.imports import (
    ImportCounts,
    ImportedCheckIn,
    ImportedDose,
    ImportPlan,
)
from dosejournal.domain.measures import Measure
from dosejournal.errors import OffScaleError, UnknownNameError
from dosejournal.journal import (
    check_ins,
    doses,
    imports,
    information,
    measures,
    substances,
    tags,
    timeline,
)

BERLIN = ZoneInfo("Europe/Berlin")
AT = moment(datetime(2025, 6, 1, 8, tzinfo=BERLIN), time(4))
LATER = moment(datetime(2025, 6, 2, 8, tzinfo=BERLIN), time(4))
FIRST = ImportedCheckIn(
    moment=AT,
    source_key="1",
    source_row='{"row":1}',
    ratings=(Rating("mood", 75, 4, 1, 5, "good"), Rating("focus", 40)),
    note="A quiet day",
    tags=("Walk", "walk", "tea"),
    mood_word="good",
)
SECOND = ImportedCheckIn(
    moment=day_moment(date(2025, 6, 2), BERLIN), source_key="2", source_row="{}", mood_word="so-so"
)
DOSE = ImportedDose(
    moment=LATER,
    source_key="1",
    source_row="{}",
    substance="Item A",
    amount="10.50",
    unit="mg",
    estimated=True,
    plus_minus="2",
    note="with tea",
    status="late",
)
PLAN = ImportPlan(
    format="daylio-csv",
    source="daylio-csv",
    zone="Europe/Berlin",
    check_ins=(FIRST, SECOND),
    doses=(DOSE, replace(DOSE, source_key="2", substance="item a", unit="", note="")),
    mood_words={"good": 4, "so-so": None},
)


@pytest.fixture
def bring_in(database, now):
    def bring_in(plan):
        with database.write("Entries imported") as write:
            return imports.bring_in(write.session, now, plan)

    return bring_in


@pytest.fixture
def read(database):
    def read(query, *args, **more):
        with database.read() as session:
            return query(session, *args, **more)

    return read


def entries(session):
    return timeline.entries(session, timeline.keys(session))


def test_a_plan_comes_in_with_all_that_belongs_to_it(bring_in, read, now):
    counts = bring_in(PLAN)
    assert counts == ImportCounts(
        check_ins=2, ratings=2, dose_events=2, notes=2, tags=2, duplicates=0
    )
    found = {(entry.kind, entry.id): entry for entry in read(entries)}
    first = found["check_in", 1]
    assert (first.moment, first.note, first.mood_word) == (AT, "A quiet day", "good")
    assert set(first.ratings) == set(FIRST.ratings)
    assert first.tags == ("Walk", "tea")
    assert (first.origin, first.source) == ("import", "daylio-csv")
    assert first.recorded_at == now.astimezone(UTC)
    second = found["check_in", 2]
    assert (second.moment.precision, second.ratings) == ("day", ())
    dose = found["dose_event", 1]
    assert (dose.dose.amount, dose.dose.unit, dose.dose.plus_minus) == ("10.50", "mg", "2")
    assert (dose.dose.status, dose.dose.estimated, dose.note) == ("late", True, "with tea")
    assert [(row.name, row.unit) for row in read(substances.listing)] == [("Item A", "mg")]


def test_counting_writes_nothing_and_says_the_same(bring_in, read):
    counted = read(imports.count, PLAN)
    assert read(entries) == []
    assert bring_in(PLAN) == counted


def test_bringing_a_file_in_twice_changes_nothing(bring_in, read):
    bring_in(PLAN)
    before = read(entries)
    assert bring_in(PLAN) == ImportCounts(0, 0, 0, 0, 0, duplicates=4)
    assert read(entries) == before


def test_only_what_is_new_comes_in(bring_in, read):
    bring_in(replace(PLAN, check_ins=(FIRST,), doses=()))
    counts = bring_in(PLAN)
    assert (counts.check_ins, counts.dose_events, counts.duplicates) == (1, 2, 1)


def test_the_same_keys_of_another_source_are_other_entries(bring_in, read):
    bring_in(PLAN)
    counts = read(imports.count, replace(PLAN, source="daylio-backup"))
    assert (counts.check_ins, counts.duplicates) == (2, 0)
    assert counts.same_time == 4


def test_one_undo_takes_back_the_whole_import(bring_in, read, database):
    bring_in(replace(PLAN, new_measures=(Measure("joy", "Joy", "number", archived=True),)))
    assert database.undo_label == "Entries imported"
    database.undo()
    assert read(entries) == []
    assert read(tags.used) == []
    assert read(substances.listing) == []
    assert read(imports.answers, "UTC").mood_levels == {}
    database.redo()
    assert len(read(entries)) == 4


def test_entries_recorded_before_are_left_alone(bring_in, read, database, now):
    with database.write("Check-in recorded") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 10}, tags=("WALK",)))
        doses.record(write.session, now, DoseDraft(now, "ITEM A", "5", "mg"))
    before = read(entries)
    bring_in(PLAN)
    assert [entry for entry in read(entries) if entry.source is None] == before
    assert read(tags.used) == ["WALK", "tea"]
    assert [row.name for row in read(substances.listing)] == ["ITEM A"]


def test_the_number_of_a_removed_entry_is_not_given_again(bring_in, read, database, now):
    with database.write("Check-in recorded") as write:
        entry_id = check_ins.record(write.session, now, CheckInDraft(now, {"mood": 10}))
        check_ins.remove(write.session, now, entry_id)
    bring_in(PLAN)
    assert entry_id not in [e.id for e in read(entries) if e.kind == "check_in"]


def test_an_imported_entry_is_found_by_its_words(bring_in, read):
    bring_in(PLAN)
    for words in ("quiet", "tea", "so-so", "item"):
        assert read(timeline.keys, timeline.Filter(search=words)), words


def test_a_new_measure_is_added_when_it_is_rated(bring_in, read):
    joy = Measure("joy", "Joy", "number", minimum=0, maximum=10, archived=True)
    calmness = replace(joy, key="calmness", name="Calmness")
    rated = replace(FIRST, ratings=(Rating("joy", 7),))
    bring_in(replace(PLAN, check_ins=(rated,), new_measures=(joy, calmness)))
    assert read(measures.find, "joy").maximum == 10
    with pytest.raises(UnknownNameError):
        read(measures.find, "calmness")


def test_a_measure_that_went_meanwhile_refuses_the_whole_file(bring_in, read):
    rated = replace(FIRST, ratings=(Rating("joy", 7),))
    with pytest.raises(UnknownNameError, match="changed since the file was read"):
        bring_in(replace(PLAN, check_ins=(rated,)))
    assert read(entries) == []


def test_a_value_off_its_measure_refuses_the_whole_file(bring_in, read):
    rated = replace(FIRST, ratings=(Rating("mood", 101),))
    with pytest.raises(OffScaleError):
        bring_in(replace(PLAN, check_ins=(SECOND, rated)))
    assert read(entries) == []


def test_confirmed_words_are_kept_for_the_next_file(bring_in, read):
    bring_in(PLAN)
    bring_in(replace(PLAN, mood_words={"good": 3, "so-so": 2}))
    assert read(imports.answers, "UTC").mood_levels == {"good": 3, "so-so": 2}


def test_what_the_journal_knows_answers_a_file(read, database):
    with database.write("Day start changed") as write:
        information.start_day_at(write.session, time(5))
    known = read(imports.answers, "Asia/Tokyo", {"encoding": "cp1252"})
    assert (known.zone, known.day_starts_at) == ("Asia/Tokyo", time(5))
    assert known.given == {"encoding": "cp1252"}
    assert [measure.key for measure in known.measures][:2] == ["mood", "focus"]


def test_an_empty_plan_brings_in_nothing(bring_in, read):
    assert bring_in(ImportPlan("x", "x", "UTC")) == ImportCounts(0, 0, 0, 0, 0, 0)


def test_the_days_of_a_plan_span_check_ins_and_doses():
    assert PLAN.days == (date(2025, 6, 1), date(2025, 6, 2))
    assert ImportPlan("x", "x", "UTC").days is None
    assert LATER.at - AT.at == timedelta(days=1)


def test_what_was_answered_is_kept_for_the_next_file_of_its_kind_and_is_not_undone(database, now):
    plan = ImportPlan("tidy-csv", "tidy-csv", "UTC", answers={"zone": "Asia/Tokyo"})
    with database.write("Entries imported") as write:
        imports.bring_in(write.session, now, plan)
    later = replace(plan, answers={"zone": "Europe/Paris", "order": "day"})
    with database.write("Entries imported") as write:
        imports.bring_in(write.session, now, later)
    with database.read() as session:
        kept = imports.answers(session, "UTC").remembered
    assert kept == {"tidy-csv": {"zone": "Europe/Paris", "order": "day"}}
