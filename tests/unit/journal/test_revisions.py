import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import col, delete, select, update

from dosejournal.domain.entries import CheckInDraft, DoseDraft, PlannedRef
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import InputError
from dosejournal.journal import (
    check_ins,
    doses,
    expectations,
    measures,
    planning,
    regimens,
    revisions,
    substances,
    timeline,
)
from dosejournal.store.tables import (
    CheckIn,
    DoseEvent,
    Expectancy,
    MeasureRow,
    Rating,
    Revision,
    Substance,
)


def _record(database, act, *args):
    with database.write("act") as write:
        return act(write.session, *args)


def _entry(database, kind, entry_id):
    with database.read() as session:
        return timeline.entry(session, kind, entry_id)


def _removed(database):
    with database.read() as session:
        return revisions.removed(session)


def _imported(database, check_in_id):
    def act(session):
        session.exec(
            update(CheckIn)
            .where(col(CheckIn.id) == check_in_id)
            .values(
                source="daylio",
                source_key="k1",
                source_row="a,b",
                mood_word="rad",
                time_precision="day",
                origin="import",
            )
        )
        session.exec(
            update(Rating)
            .where(col(Rating.check_in_id) == check_in_id)
            .values(raw_value=4.0, raw_minimum=1.0, raw_maximum=5.0, raw_text="rad")
        )

    _record(database, act)


def test_a_restored_check_in_is_as_it_was_in_every_field(database, now):
    draft = CheckInDraft(now, {"mood": 75.0}, "a slow day", ("walk", "coffee"))
    check_in_id = _record(database, check_ins.record, now, draft)
    _imported(database, check_in_id)
    before = _entry(database, "check_in", check_in_id)
    with database.read() as session:
        row = session.get_one(CheckIn, check_in_id).model_dump()
    _record(database, check_ins.remove, now, check_in_id)
    (version,) = _removed(database)
    assert version.entry == before
    _record(database, revisions.restore, version)
    assert _entry(database, "check_in", check_in_id) == before
    with database.read() as session:
        assert session.get_one(CheckIn, check_in_id).model_dump() == row
    assert _removed(database) == []


def test_a_restored_dose_is_as_it_was_in_every_field(database, now):
    draft = DoseDraft(now, "Item A", "10.50", "mg", plus_minus="2", note="late", status="late")
    dose_id = _record(database, doses.record, now, draft)
    _record(database, doses.amend, now, dose_id, replace(draft, amount="11.0"))
    before = _entry(database, "dose_event", dose_id)
    with database.read() as session:
        row = session.get_one(DoseEvent, dose_id).model_dump()
    _record(database, doses.remove, now + timedelta(hours=1), dose_id)
    (version,) = _removed(database)
    assert version.entry == before
    _record(database, revisions.restore, version)
    with database.read() as session:
        assert session.get_one(DoseEvent, dose_id).model_dump() == row


def test_a_restored_entry_keeps_its_earlier_versions(database, now):
    check_in_id = _record(database, check_ins.record, now, CheckInDraft(now, {"mood": 50.0}))
    _record(database, check_ins.amend, now, check_in_id, CheckInDraft(now, {"mood": 60.0}))
    _record(database, check_ins.remove, now, check_in_id)
    _record(database, revisions.restore, _removed(database)[0])
    with database.read() as session:
        kept = revisions.of(session, "check_in", check_in_id)
    assert [(v.act, v.entry.ratings[0].value) for v in kept] == [("removed", 60), ("amended", 50)]


def test_restoring_can_be_undone(database, now):
    check_in_id = _record(database, check_ins.record, now, CheckInDraft(now, {"mood": 50.0}))
    _record(database, check_ins.remove, now, check_in_id)
    _record(database, revisions.restore, _removed(database)[0])
    database.undo()
    assert [version.entry_id for version in _removed(database)] == [check_in_id]


def test_an_entry_removed_twice_is_listed_once_and_as_it_was_last(database, now):
    check_in_id = _record(database, check_ins.record, now, CheckInDraft(now, {"mood": 50.0}))
    dose_id = _record(database, doses.record, now, DoseDraft(now, "Item A"))
    _record(database, doses.remove, now, dose_id)
    _record(database, check_ins.remove, now, check_in_id)
    _record(database, revisions.restore, _removed(database)[0])
    _record(database, check_ins.amend, now, check_in_id, CheckInDraft(now, {"mood": 60.0}))
    _record(database, check_ins.remove, now, check_in_id)
    listed = _removed(database)
    assert [version.kind for version in listed] == ["check_in", "dose_event"]
    assert listed[0].entry.ratings[0].value == 60


def test_an_entry_that_is_back_already_is_not_restored_again(database, now):
    check_in_id = _record(database, check_ins.record, now, CheckInDraft(now, {"mood": 50.0}))
    _record(database, check_ins.remove, now, check_in_id)
    (version,) = _removed(database)
    _record(database, revisions.restore, version)
    with pytest.raises(InputError, match="already"):
        _record(database, revisions.restore, version)


def test_an_entry_that_was_imported_again_is_not_restored_beside_it(database, now):
    check_in_id = _record(database, check_ins.record, now, CheckInDraft(now, {"mood": 50.0}))
    _imported(database, check_in_id)
    _record(database, check_ins.remove, now, check_in_id)
    again = _record(database, check_ins.record, now, CheckInDraft(now, {"mood": 50.0}))
    _imported(database, again)
    with pytest.raises(InputError, match="come in again"):
        _record(database, revisions.restore, _removed(database)[0])
    assert _entry(database, "check_in", again).source == "daylio"


def test_a_restored_dose_belongs_to_its_substance_under_the_new_name(database, now):
    dose_id = _record(database, doses.record, now, DoseDraft(now, "Item A", "1", "mg"))
    with database.read() as session:
        substance_id = session.exec(select(Substance.id)).one()
    _record(database, doses.remove, now, dose_id)
    draft = substances.SubstanceDraft("Item B", unit="mg")
    _record(database, substances.amend, substance_id, draft)
    _record(database, revisions.restore, _removed(database)[0])
    assert _entry(database, "dose_event", dose_id).dose.substance == "Item B"


def test_a_restored_dose_brings_back_a_substance_that_is_gone(database, now):
    dose_id = _record(database, doses.record, now, DoseDraft(now, "Item A", "1", "mg"))
    _record(database, doses.remove, now, dose_id)
    _record(database, lambda session: session.exec(delete(Substance)))
    _record(database, revisions.restore, _removed(database)[0])
    assert _entry(database, "dose_event", dose_id).dose.substance == "Item A"


def test_an_entry_whose_measure_is_gone_is_not_restored_without_its_rating(database, now):
    draft = CheckInDraft(now, {"mood": 50.0, "focus": 20.0})
    check_in_id = _record(database, check_ins.record, now, draft)
    _record(database, check_ins.remove, now, check_in_id)
    _record(
        database,
        lambda session: session.exec(delete(MeasureRow).where(col(MeasureRow.key) == "focus")),
    )
    with pytest.raises(InputError, match="no longer in the journal"):
        _record(database, revisions.restore, _removed(database)[0])
    with database.read() as session:
        (kept,) = revisions.of(session, "check_in", check_in_id)
    assert [rating.measure for rating in kept.entry.ratings] == ["mood", "focus"]


def test_an_entry_whose_measure_has_another_scale_now_is_not_restored(database, now):
    own = _record(database, measures.add, Measure("", "Hunger"))
    draft = CheckInDraft(now, {own.key: 62.0})
    check_in_id = _record(database, check_ins.record, now, draft)
    _record(database, check_ins.remove, now, check_in_id)
    _record(database, measures.amend, replace(own, minimum=1.0, maximum=5.0))
    with pytest.raises(InputError, match="Hunger has another scale"):
        _record(database, revisions.restore, _removed(database)[0])
    assert len(_removed(database)) == 1


def test_a_day_without_a_clock_time_keeps_its_place_and_precision(database, now):
    check_in_id = _record(database, check_ins.record, now, CheckInDraft(now, {"mood": 50.0}))
    _imported(database, check_in_id)
    _record(database, check_ins.remove, now, check_in_id)
    moment = _removed(database)[0].entry.moment
    assert (moment.at, moment.precision) == (now, "day")
    assert moment.journal_day == date(2026, 3, 2)


DAILY = RegimenDraft("Item A", Pattern("daily"), (time(8), time(20)), date(2026, 2, 27))
MORNING = datetime.fromisoformat("2026-03-02T08:00")


def _taken(database, now):
    series_id = _record(database, planning.add, now, DAILY)
    ref = PlannedRef(series_id, MORNING)
    dose_id = _record(database, doses.leave, now, ref, "skipped", "away")
    return series_id, ref, dose_id


def test_a_restored_dose_is_for_its_planned_one_again(database, now):
    _series_id, ref, dose_id = _taken(database, now)
    before = _entry(database, "dose_event", dose_id)
    _record(database, doses.remove, now, dose_id)
    (version,) = _removed(database)
    assert version.entry == before
    _record(database, revisions.restore, version)
    assert _entry(database, "dose_event", dose_id) == before
    assert before.dose.planned == ref


def test_a_dose_whose_planned_one_was_recorded_meanwhile_is_not_restored(database, now):
    series_id, ref, dose_id = _taken(database, now)
    _record(database, doses.remove, now, dose_id)
    other = _record(database, doses.take, now, ref)
    (version,) = _removed(database)
    # also when it was recorded for the next version of the regimen
    _record(database, regimens.change, now, series_id, DAILY)
    with pytest.raises(InputError, match="recorded already"):
        _record(database, revisions.restore, version)
    _record(database, doses.remove, now, other)
    _record(database, revisions.restore, version)
    assert _entry(database, "dose_event", dose_id).dose.planned == ref


def test_a_dose_of_a_version_that_never_held_is_restored(database, now):
    series_id = _record(database, planning.add, now, replace(DAILY, first_day=date(2026, 3, 9)))
    ref = PlannedRef(series_id, datetime.fromisoformat("2026-03-09T08:00"))
    dose_id = _record(database, doses.leave, now, ref, "skipped")
    _record(database, doses.remove, now, dose_id)
    _record(database, regimens.close, now, series_id)
    (version,) = _removed(database)
    _record(database, revisions.restore, version)
    assert _entry(database, "dose_event", dose_id).dose.planned == ref


def test_a_dose_of_a_regimen_that_is_gone_is_restored_without_it(database, now):
    series_id, _ref, dose_id = _taken(database, now)
    _record(database, doses.remove, now, dose_id)
    _record(database, regimens.remove, series_id)
    (version,) = _removed(database)
    _record(database, revisions.restore, version)
    found = _entry(database, "dose_event", dose_id).dose
    assert (found.status, found.planned, found.reason) == ("skipped", None, "away")


def test_a_line_of_an_older_version_is_restored_without_what_it_did_not_know(database, now):
    dose_id = _record(database, doses.record, now, DoseDraft(now, "Item A", "10", "mg"))
    before = _entry(database, "dose_event", dose_id)
    _record(database, doses.remove, now, dose_id)

    def forget(session):
        row = session.exec(select(Revision)).one()
        line = json.loads(row.before)
        later = ("planned_at", "late_by_minutes", "reason", "regimen_id", "planned_wall")
        row.before = json.dumps({name: line[name] for name in line if name not in later})

    _record(database, forget)
    (version,) = _removed(database)
    assert version.entry == before
    _record(database, revisions.restore, version)
    assert _entry(database, "dose_event", dose_id) == before


def _expected(database, at, **parts):
    draft = replace(ExpectancyDraft(at, "Item A", "mood", -10.0, 60.0), **parts)
    return _record(database, expectations.record, at, draft, "terminal")


def test_a_restored_expectation_is_as_it_was_in_every_field(database, now):
    number = _expected(database, now)
    before = _entry(database, "expectancy", number)
    with database.read() as session:
        row = session.get_one(Expectancy, number).model_dump()
    _record(database, expectations.remove, now, number)
    (version,) = _removed(database)
    assert version.entry == before
    _record(database, revisions.restore, version)
    with database.read() as session:
        assert session.get_one(Expectancy, number).model_dump() == row
    assert _removed(database) == []
    with pytest.raises(InputError, match="in the journal already"):
        _record(database, revisions.restore, version)


def test_an_expectation_is_not_restored_beside_what_was_said_of_that_day_since(database, now):
    _record(database, expectations.remove, now, _expected(database, now))
    later = _expected(database, now, change=20.0)
    (version,) = _removed(database)
    with pytest.raises(InputError, match="Something else was said"):
        _record(database, revisions.restore, version)
    _record(database, expectations.remove, now, later)
    _record(database, revisions.restore, version)
    assert _entry(database, "expectancy", version.entry_id).expectation.change == -10.0


def test_a_restored_expectation_belongs_to_its_substance_under_the_new_name(database, now):
    number = _expected(database, now)
    _record(database, expectations.remove, now, number)

    def rename(session):
        session.exec(select(Substance)).one().name = "Item B"

    _record(database, rename)
    (version,) = _removed(database)
    _record(database, revisions.restore, version)
    assert _entry(database, "expectancy", number).expectation.substance == "Item B"


def test_an_expectation_of_a_measure_that_is_gone_is_not_restored(database, now):
    _record(database, measures.add, Measure("", "Stress"))
    number = _expected(database, now, measure="stress")
    _record(database, expectations.remove, now, number)
    gone = delete(MeasureRow).where(col(MeasureRow.key) == "stress")
    _record(database, lambda session: session.exec(gone))
    (version,) = _removed(database)
    with pytest.raises(InputError, match="no measure of that name"):
        _record(database, revisions.restore, version)
    _record(database, measures.add, Measure("", "Stress"))
    _record(database, revisions.restore, version)
    assert _entry(database, "expectancy", number) == version.entry
