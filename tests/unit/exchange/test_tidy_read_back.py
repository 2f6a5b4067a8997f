"""Our own tables, brought in as tables: what they hold comes in, and nothing stronger."""

from datetime import datetime, time, timedelta

import pytest
from sqlmodel import col, update

from dosejournal.domain.entries import CheckInDraft, DoseDraft, PlannedRef
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import ImportFileError
from dosejournal.exchange import tidy
from dosejournal.exchange.asked import Asked
from dosejournal.journal import check_ins, doses, expectations, main_measures, planning
from dosejournal.store.tables import CheckIn, DoseEvent

UNANSWERED = "Nothing was recorded for this planned dose: it may have been taken, or not."


@pytest.fixture
def files(database, now):
    """The tables of a journal of two check-ins, four doses and an expectation."""
    day = now.date() - timedelta(days=3)
    with database.write("act") as write:
        session = write.session
        draft = CheckInDraft(now, {"mood": 62.5, "focus": 0.0}, 'a "note",\nin lines', ("=x", "b"))
        check_ins.record(session, now, draft)
        other = check_ins.record(session, now, CheckInDraft(now - timedelta(days=1), note="x"))
        word = update(CheckIn).where(col(CheckIn.id) == other)
        session.exec(word.values(mood_word="rad", time_precision="day"))
        plan = RegimenDraft("Item A", Pattern("daily"), (time(8),), day)
        series_id = planning.add(session, now - timedelta(days=4), plan)
        skipped = PlannedRef(series_id, datetime.combine(day, time(8)))
        doses.leave(session, now, skipped, "skipped")
        at = now - timedelta(hours=1)
        doses.record(session, now, DoseDraft(at, "Item B", "2.50", "mg", True, "0.5"))
        about = DoseDraft(at - timedelta(hours=1), "Item B", "3", "mg", True, note="n")
        doses.record(session, now, about)
        unknown = doses.record(session, now, DoseDraft(at - timedelta(hours=2), "Item B"))
        by_day = update(DoseEvent).where(col(DoseEvent.id) == unknown)
        session.exec(by_day.values(time_precision="day"))
        # a codebook with a day in it looks dated too
        main_measures.choose(session, now, "mood")
        expectations.record(session, now, ExpectancyDraft(now, "Item A", "mood", 5.0, 60.0))
    with database.read() as session:
        return tidy.write(tidy.gather(session, now, Asked()))


def test_check_ins_come_in_with_ratings_note_tags_and_mood_word(files, plan):
    read = plan(files["observations.csv"])
    assert read.held_aside == ()
    by_day, whole = read.check_ins
    assert {rating.measure: rating.value for rating in whole.ratings} == {"mood": 62.5, "focus": 0}
    assert (whole.note, set(whole.tags)) == ('a "note",\nin lines', {"=x", "b"})
    assert whole.moment.text == "2026-03-02T09:30:00+01:00"
    assert whole.mood_word is None
    assert (by_day.note, by_day.mood_word) == ("x", "rad")
    assert by_day.moment.text == "2026-03-01"
    assert not [remark for remark in read.remarks if "no value" in remark]


def test_doses_come_in_as_they_were_recorded_and_unanswered_ones_do_not(files, plan):
    read = plan(files["doses.csv"])
    assert [
        (dose.status, dose.amount, dose.unit, dose.estimated, dose.plus_minus, dose.moment.text)
        for dose in read.doses
    ] == [
        ("skipped", None, "", False, None, "2026-02-27T08:00:00+01:00"),
        ("taken", None, "", False, None, "2026-03-02"),
        ("taken", "3", "mg", True, None, "2026-03-02T07:30:00+01:00"),
        ("taken", "2.50", "mg", True, "0.5", "2026-03-02T08:30:00+01:00"),
    ]
    assert [row.reason for row in read.held_aside] == [UNANSWERED] * 2


@pytest.mark.parametrize("name", ["expectancies.csv", "codebook.csv"])
def test_a_table_without_ratings_or_doses_is_refused(files, plan, name):
    with pytest.raises(ImportFileError, match="holds neither ratings nor doses"):
        plan(files[name])


def test_a_table_without_rows_brings_nothing_in(files, plan):
    with pytest.raises(ImportFileError):
        plan(files["adverse_effects.csv"])


@pytest.mark.parametrize(
    ("row", "estimated", "plus_minus"),
    [
        ("5,,", False, None),
        ("5,yes,", True, None),
        ("5,no,0.5", True, "0.5"),
        (",yes,1", False, None),
    ],
)
def test_a_table_of_doses_may_say_which_amounts_are_estimated(plan, row, estimated, plus_minus):
    head = "at,substance,amount,estimated,plus_minus\n2026-03-01T08:00,Item A,"
    (dose,) = plan(f"{head}{row}\n").doses
    assert (dose.estimated, dose.plus_minus) == (estimated, plus_minus)


def test_a_column_of_that_name_may_mean_when_a_dose_was_written_down(plan):
    (dose,) = plan("recorded,substance\n2026-03-01T08:00,Item A\n").doses
    assert dose.moment.text == "2026-03-01T08:00:00+01:00"
