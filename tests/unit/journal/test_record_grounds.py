"""What the record of a span of days rests on."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.journal import check_ins, doses, expectations, record_grounds, revisions
from dosejournal.journal.record_grounds import EntryCounts

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def of(database, *days):
    with database.read() as session:
        return record_grounds.of(session, *days)


def rate(database, at, recorded_at=None, **more):
    return do(
        database, check_ins.record, recorded_at or at, CheckInDraft(at, {"mood": 50.0}), **more
    )


def take(database, at, recorded_at=None, **parts):
    draft = DoseDraft(at, parts.pop("substance", "Item A"), **parts)
    return do(database, doses.record, recorded_at or at, draft)


def test_an_empty_journal_has_no_days(database):
    found = of(database)
    assert (found.n_days, found.first_entry, found.last_entry) == (0, None, None)
    assert found.check_ins == found.dose_events == EntryCounts(0, 0, 0, 0, 0)
    assert found.doses == ()


def test_a_day_counts_once_whether_rated_or_dosed(database, now):
    rate(database, now)
    rate(database, now + timedelta(hours=1))
    take(database, now)
    take(database, now - DAY)
    found = of(database)
    assert found.n_days == 2
    assert (found.first_entry, found.last_entry) == (date(2026, 3, 1), date(2026, 3, 2))
    assert (found.check_ins.n, found.dose_events.n) == (2, 2)


def test_only_the_days_asked_for_count(database, now):
    rate(database, now)
    rate(database, now - 5 * DAY)
    take(database, now - 5 * DAY)
    assert of(database, date(2026, 3, 1)).n_days == 1
    assert of(database, None, date(2026, 3, 1)).n_days == 1
    assert of(database, date(2026, 2, 26), date(2026, 3, 1)).n_days == 0
    assert of(database, date(2026, 3, 1)).doses == ()


def test_what_is_written_down_a_day_later_is_told(database, now):
    rate(database, now - timedelta(hours=23), now)
    rate(database, now - DAY, now)
    take(database, now - 3 * DAY, now)
    found = of(database)
    assert (found.check_ins.n_back_dated, found.dose_events.n_back_dated) == (1, 1)


def test_what_another_program_wrote_is_not_written_afterwards(database, now):
    number = rate(database, now - 9 * DAY, now)
    with database.write("Imported") as write:
        write.session.connection().exec_driver_sql(
            "UPDATE check_in SET origin = 'import', source = 'daylio' WHERE id = ?", (number,)
        )
    found = of(database)
    assert (found.check_ins.n_back_dated, found.check_ins.n_imported) == (0, 1)


def test_amended_and_removed_entries_are_counted_and_restored_ones_are_not(database, now):
    amended, removed, restored = (rate(database, now - n * DAY) for n in (1, 2, 3))
    dose = take(database, now)
    later = now + DAY
    draft = CheckInDraft(now - DAY, {"mood": 60.0})
    do(database, check_ins.amend, later, amended, draft)
    for number in (removed, restored):
        do(database, check_ins.remove, later, number)
    do(database, doses.remove, later, dose)
    with database.read() as session:
        gone = revisions.removed(session)
    (back,) = [
        each for each in gone if each.entry.id == restored and each.entry.kind == "check_in"
    ]
    do(database, revisions.restore, back)
    found = of(database)
    assert (found.check_ins.n, found.check_ins.n_amended, found.check_ins.n_removed) == (2, 1, 1)
    assert found.dose_events == EntryCounts(0, 0, 0, 0, 1)
    assert of(database, now.date() + DAY).check_ins.n_removed == 0


def test_doses_are_counted_by_substance_with_what_is_unknown_of_them(database, now):
    take(database, now, amount="10", unit="mg", estimated=True)
    take(database, now + timedelta(hours=2))
    take(database, now - 2 * DAY, substance="Item B", amount="1", unit="mg")
    first, second = of(database).doses
    assert (first.n_taken, first.n_days, first.n_unknown, first.n_estimated) == (2, 1, 1, 1)
    assert first.last_day == date(2026, 3, 2)
    assert (second.n_taken, second.n_days, second.n_unknown, second.n_estimated) == (1, 1, 0, 0)
    assert second.last_day == date(2026, 2, 28)


def test_expectations_that_were_removed_are_counted(database, now):
    draft = ExpectancyDraft(now, "Item A", "mood", 10.0, 60.0)
    number = do(database, expectations.record, now, draft)
    assert of(database).n_others_removed == 0
    do(database, expectations.remove, now, number)
    assert of(database).n_others_removed == 1
    assert of(database, now.date() + DAY).n_others_removed == 0


def test_entries_without_a_time_of_day_are_counted(database, now):
    number = rate(database, now)
    with database.write("Imported") as write:
        write.session.connection().exec_driver_sql(
            "UPDATE check_in SET time_precision = 'day' WHERE id = ?", (number,)
        )
    assert of(database).check_ins.n_untimed == 1
