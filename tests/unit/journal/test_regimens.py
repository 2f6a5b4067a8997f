from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain import patterns
from dosejournal.domain import regimens as domain
from dosejournal.domain.entries import DoseDraft, PlannedRef
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.errors import InputError, MomentError, UnknownNameError
from dosejournal.journal import (
    doses,
    information,
    pauses,
    plan,
    planning,
    regimens,
    substances,
    timeline,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.database import Database

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=BERLIN)  # a Monday
TODAY = NOW.date()
ONE_DAY = timedelta(days=1)
DRAFT = RegimenDraft("Item A", Pattern("daily"), (time(8), time(20)), TODAY - 3 * ONE_DAY)


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def read(database, query, *args, **kwargs):
    with database.read() as session:
        return query(session, *args, **kwargs)


def walls(database, first_day, last_day, now=NOW):
    found = read(database, plan.lines, now, first_day, last_day)
    return [f"{line.planned.wall:%d %H:%M}" for line in found if line.planned]


def of_series(database, series_id):
    return read(database, regimens.of_series, series_id)


def test_an_added_regimen_reads_back(database):
    draft = replace(
        DRAFT,
        pattern=Pattern("on_off", on=4, off=3),
        last_day=date(2026, 4, 30),
        steps=(DoseStep(TODAY, "10", "ug"),),
        window_minutes=0,
        remind=False,
        note=" with water ",
    )
    series_id = do(database, regimens.add, NOW, draft)
    (found,) = of_series(database, series_id)
    assert (found.id, found.series_id, found.substance) == (series_id, series_id, "Item A")
    assert (found.pattern, found.times) == (draft.pattern, draft.times)
    assert (found.starts_at, found.ends_at) == (
        datetime.fromisoformat("2026-02-27"),
        datetime.fromisoformat("2026-05-01"),
    )
    assert found.steps == (DoseStep(TODAY, "10", "µg"),)
    assert (found.anchor, found.window_minutes, found.remind) == (draft.first_day, 0, False)
    assert found.note.strip() == "with water"
    (substance,) = read(database, substances.listing)
    assert (substance.name, substance.unit) == ("Item A", "µg")


@pytest.mark.parametrize(
    ("hour", "first_day", "planned"),
    [
        (9, TODAY, ["02 08:00", "03 02:00", "03 08:00"]),
        (1, TODAY, ["02 02:00", "02 08:00", "03 02:00", "03 08:00"]),
        (9, TODAY - ONE_DAY, ["01 02:00", "01 08:00", "02 02:00", "02 08:00", "03 02:00"]),
    ],
)
def test_one_that_begins_today_misses_nothing_of_the_journal_day_before(
    database, hour, first_day, planned
):
    now = NOW.replace(hour=hour)
    draft = replace(DRAFT, times=(time(2), time(8)), first_day=first_day)
    do(database, planning.add, now, draft)
    assert walls(database, TODAY - 3 * ONE_DAY, TODAY + ONE_DAY, now)[: len(planned)] == planned


@pytest.mark.parametrize("draft", [replace(DRAFT, times=()), replace(DRAFT, substance=" ")])
def test_a_regimen_that_is_refused_leaves_nothing(database, draft):
    with pytest.raises(InputError):
        do(database, regimens.add, NOW, draft)
    assert read(database, regimens.every) == []
    assert read(database, substances.listing) == []


@pytest.mark.parametrize(
    "draft",
    [
        replace(DRAFT, first_day=date(1900, 1, 1), last_day=date(2100, 12, 31)),
        replace(DRAFT, times=tuple(time(hour, 59) for hour in range(24))),
        replace(DRAFT, pattern=Pattern("cycle", cycle="1" + "0" * 59)),
    ],
)
def test_the_limits_of_a_regimen_can_be_kept_and_planned(database, draft):
    series_id = do(database, planning.add, NOW, draft)
    (found,) = of_series(database, series_id)
    assert regimens_draft(found) == replace(draft, anchor=draft.first_day)
    assert read(database, plan.today, NOW) or draft.pattern.kind == "cycle"


def regimens_draft(found):
    return domain.as_draft(found)


def test_a_change_now_keeps_what_was_due_and_opens_the_next_version(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    now = NOW.replace(hour=20, second=30)
    draft = read(database, regimens.next_draft, now, series_id)
    assert (draft.first_day, draft.anchor) == (now.date(), DRAFT.first_day)
    new = do(database, regimens.change, now, series_id, replace(draft, times=(time(9), time(21))))
    old, new_version = of_series(database, series_id)
    assert (new_version.id, new_version.series_id) == (new, series_id)
    assert old.ends_at == new_version.starts_at == datetime.fromisoformat("2026-03-02T20:31")
    # 20:00 was due; 9:00 is past, and was never planned
    assert walls(database, TODAY, TODAY + ONE_DAY) == [
        "02 08:00",
        "02 20:00",
        "02 21:00",
        "03 09:00",
        "03 21:00",
    ]


@pytest.mark.parametrize(
    ("at", "left"), [("19:59:59", []), ("20:00:00", ["02 20:00"]), ("20:00:59", ["02 20:00"])]
)
def test_a_dose_of_this_very_minute_stays_with_the_version_that_planned_it(database, at, left):
    series_id = do(database, planning.add, NOW, DRAFT)
    now = datetime.combine(TODAY, time.fromisoformat(at), BERLIN)
    do(database, regimens.close, now, series_id)
    assert walls(database, TODAY, TODAY + 9 * ONE_DAY) == ["02 08:00", *left]


def test_a_change_ahead_leaves_the_days_until_then(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    first = TODAY + 2 * ONE_DAY
    do(
        database,
        regimens.change,
        NOW,
        series_id,
        replace(DRAFT, times=(time(9),), first_day=first),
    )
    assert walls(database, TODAY + ONE_DAY, first) == ["03 08:00", "03 20:00", "04 09:00"]
    # changed again before that: the one that was to begin never holds
    do(
        database,
        regimens.change,
        NOW,
        series_id,
        replace(DRAFT, times=(time(7),), first_day=TODAY),
    )
    assert walls(database, TODAY, first) == ["02 08:00", "03 07:00", "04 07:00"]
    assert len(of_series(database, series_id)) == 2
    assert len(read(database, regimens.of_series, series_id, empty=True)) == 3


def test_a_change_of_one_that_begins_later_stands_in_its_place(database):
    pattern = Pattern("every", every=3)
    later = TODAY + 10 * ONE_DAY
    series_id = do(database, planning.add, NOW, replace(DRAFT, pattern=pattern, first_day=later))
    draft = read(database, regimens.next_draft, NOW, series_id)
    assert draft.first_day == later
    # brought forward: its days are counted from its new first day, and not from the old one on
    draft = replace(draft, first_day=TODAY + 4 * ONE_DAY)
    do(database, regimens.change, NOW, series_id, draft)
    assert walls(database, TODAY, later)[::2] == ["06 08:00", "09 08:00", "12 08:00"]
    assert len(of_series(database, series_id)) == 1
    # put off: until then the days are those that were planned
    do(
        database,
        regimens.change,
        NOW,
        series_id,
        replace(draft, first_day=later, times=(time(9),)),
    )
    assert walls(database, TODAY, later)[::2] == ["06 08:00", "09 08:00", "12 09:00"]


def test_the_days_are_counted_on_while_the_pattern_stays_the_same(database):
    pattern = Pattern("every", every=3)
    series_id = do(database, planning.add, NOW, replace(DRAFT, pattern=pattern, times=(time(8),)))
    later = replace(DRAFT, pattern=pattern, times=(time(9),), first_day=TODAY)
    do(database, regimens.change, NOW, series_id, later)
    assert walls(database, TODAY - 3 * ONE_DAY, TODAY + 6 * ONE_DAY) == [
        "27 08:00",
        "02 08:00",
        "05 09:00",
        "08 09:00",
    ]
    other = replace(later, pattern=Pattern("every", every=2), first_day=TODAY + ONE_DAY)
    do(database, regimens.change, NOW, series_id, other)
    assert walls(database, TODAY, TODAY + 5 * ONE_DAY) == [
        "02 08:00",
        "03 09:00",
        "05 09:00",
        "07 09:00",
    ]


def test_a_change_keeps_the_substance_and_a_closed_regimen_goes_on_when_it_is_changed(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    do(database, regimens.close, NOW, series_id)
    other = NOW + 3 * ONE_DAY
    closed = read(database, regimens.next_draft, other, series_id)
    with pytest.raises(InputError, match="The last day comes before"):
        do(database, regimens.change, other, series_id, closed)
    draft = replace(closed, last_day=None, substance="Item B")
    do(database, regimens.change, other, series_id, draft)
    assert {each.substance for each in of_series(database, series_id)} == {"Item A"}
    assert walls(database, TODAY, TODAY + 4 * ONE_DAY, other) == [
        "02 08:00",
        "05 20:00",
        "06 08:00",
        "06 20:00",
    ]


def test_a_change_that_could_never_hold_is_refused(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    draft = replace(DRAFT, last_day=TODAY - ONE_DAY)
    with pytest.raises(InputError, match="before this change holds"):
        do(database, regimens.change, NOW, series_id, draft)
    with pytest.raises(InputError, match="time of day"):
        do(database, regimens.change, NOW, series_id, replace(DRAFT, times=()))
    with pytest.raises(UnknownNameError, match="no longer"):
        do(database, regimens.change, NOW, 99, DRAFT)
    assert len(of_series(database, series_id)) == 1


def test_a_change_may_end_today(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    draft = replace(DRAFT, last_day=TODAY, times=(time(21),))
    do(database, regimens.change, NOW, series_id, draft)
    assert walls(database, TODAY, TODAY + 5 * ONE_DAY) == ["02 08:00", "02 21:00"]


def test_a_regimen_is_closed_now_or_ahead_and_its_past_stays(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    do(database, regimens.close, NOW, series_id, TODAY + ONE_DAY)
    assert walls(database, TODAY, TODAY + 5 * ONE_DAY) == [
        "02 08:00",
        "02 20:00",
        "03 08:00",
        "03 20:00",
    ]
    do(database, regimens.close, NOW, series_id, TODAY + 4 * ONE_DAY)
    # one that ends before goes on no longer
    assert walls(database, TODAY + 2 * ONE_DAY, TODAY + 5 * ONE_DAY) == []
    do(database, regimens.close, NOW, series_id, TODAY - 9 * ONE_DAY)
    assert walls(database, TODAY - ONE_DAY, TODAY + 5 * ONE_DAY) == [
        "01 08:00",
        "01 20:00",
        "02 08:00",
    ]
    with pytest.raises(InputError, match="closed already"):
        do(database, regimens.close, NOW, series_id)
    with pytest.raises(UnknownNameError):
        do(database, regimens.close, NOW, 99)
    other = do(database, planning.add, NOW, DRAFT)
    with pytest.raises(MomentError):
        do(database, regimens.close, NOW, other, date(2101, 1, 1))


def test_closing_also_drops_the_version_that_was_to_begin(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    ahead = replace(DRAFT, first_day=TODAY + 2 * ONE_DAY)
    do(database, regimens.change, NOW, series_id, ahead)
    do(database, regimens.close, NOW, series_id)
    assert walls(database, TODAY, TODAY + 9 * ONE_DAY) == ["02 08:00"]


@pytest.mark.parametrize("leave", ["change", "close"])
def test_what_was_recorded_ahead_stays_when_its_version_never_held(database, leave):
    later = TODAY + ONE_DAY
    series_id = do(database, planning.add, NOW, replace(DRAFT, first_day=later))
    ref = PlannedRef(series_id, datetime.combine(later, time(8)))
    dose_id = do(database, doses.leave, NOW, ref, "skipped", "away")
    if leave == "close":
        do(database, regimens.close, NOW, series_id)
    else:
        draft = replace(DRAFT, first_day=later, times=(time(10),))
        do(database, regimens.change, NOW, series_id, draft)
    found = read(database, plan.lines, NOW, later, later)
    assert [(line.planned.wall.hour, line.status) for line in found] == (
        [(8, "skipped")] if leave == "close" else [(8, "skipped"), (10, "planned")]
    )
    with pytest.raises(InputError, match="recorded already"):
        do(database, doses.take, NOW, ref)
    entry = read(database, timeline.entry, "dose_event", dose_id)
    do(
        database,
        doses.amend,
        NOW,
        dose_id,
        DoseDraft(entry.moment.at, "Item A", status="missed", planned=ref),
    )
    amended = read(database, timeline.entry, "dose_event", dose_id)
    assert (amended.dose.status, amended.dose.planned) == ("missed", ref)


def test_what_was_taken_early_keeps_the_amount_it_was_planned_with(database):
    draft = replace(DRAFT, steps=(DoseStep(DRAFT.first_day, "10", "mg"),))
    series_id = do(database, planning.add, NOW, draft)
    evening = PlannedRef(series_id, datetime.fromisoformat("2026-03-02T20:00"))
    do(database, doses.take, NOW, evening)
    changed = replace(draft, steps=(DoseStep(DRAFT.first_day, "20", "mg"),))
    do(database, regimens.change, NOW, series_id, changed)
    (_morning, line) = read(database, plan.today, NOW)
    assert (line.status, line.amount, line.kept.amount) == ("taken", "10", "10")
    assert line.planned.regimen.id == series_id


def test_a_regimen_is_removed_unless_something_was_recorded_for_it(database):
    kept = do(database, planning.add, NOW, DRAFT)
    ref = PlannedRef(kept, datetime.fromisoformat("2026-03-02T08:00"))
    dose_id = do(database, doses.take, NOW, ref)
    gone = do(database, planning.add, NOW, replace(DRAFT, steps=(DoseStep(TODAY, "1", "mg"),)))
    do(database, regimens.change, NOW, gone, replace(DRAFT, times=(time(7),)))
    do(database, pauses.pause, NOW, gone)
    do(database, regimens.remove, gone)
    assert {each.series_id for each in read(database, regimens.every)} == {kept}
    assert read(database, pauses.listing) == []
    with pytest.raises(UnknownNameError):
        do(database, regimens.remove, gone)
    do(database, regimens.change, NOW, kept, replace(DRAFT, times=(time(7),)))
    with pytest.raises(InputError, match="stays in the record"):
        do(database, regimens.remove, kept)
    do(database, doses.remove, NOW, dose_id)
    do(database, regimens.remove, kept)
    assert read(database, regimens.every, empty=True) == []


def test_a_renamed_or_archived_substance_keeps_its_regimen(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    (row,) = read(database, substances.listing)
    do(database, substances.amend, row.id, SubstanceDraft("Item C", "C"))
    do(database, substances.archive, row.id)
    (version,) = of_series(database, series_id)
    assert (version.substance, version.discreet_label) == ("Item C", "C")
    do(database, regimens.change, NOW, series_id, replace(DRAFT, times=(time(9),)))
    dose_id = do(
        database,
        doses.take,
        NOW,
        PlannedRef(series_id, datetime.fromisoformat("2026-03-02T08:00")),
    )
    assert read(database, timeline.entry, "dose_event", dose_id).dose.substance == "Item C"
    assert len(read(database, substances.listing, archived=True)) == 1


def due(database, now, last):
    found = read(database, plan.lines, now, DRAFT.first_day, last)
    return [(line.planned.key, line.status) for line in found if line.at <= now]


acts = st.lists(
    st.tuples(
        st.sampled_from(["change", "close", "pause", "resume"]),
        st.integers(0, 60 * 24 * 4),
        st.one_of(st.none(), st.integers(-3, 9)),
        st.sampled_from(["daily", "every 2 days", "cycle 110"]),
    ),
    max_size=6,
)


@settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(acts)
def test_whatever_is_changed_the_past_stays_and_versions_never_overlap(tmp_path_factory, acts):
    path = tmp_path_factory.mktemp("journal") / "journal.db"
    Database.create(path, lambda session: information.begin(session, NOW))
    database = Database(path)
    series_id = do(database, planning.add, NOW, DRAFT)
    now, last = NOW, TODAY + 40 * ONE_DAY
    for name, minutes, away, pattern in acts:
        now += timedelta(minutes=minutes)
        before = due(database, now, last)
        day = None if away is None else now.date() + away * ONE_DAY
        try:
            if name == "change":
                draft = replace(DRAFT, pattern=patterns.parse(pattern), first_day=day or TODAY)
                do(database, regimens.change, now, series_id, draft)
            elif name == "resume":
                do(database, pauses.resume, now, series_id)
            else:
                act = regimens.close if name == "close" else pauses.pause
                do(database, act, now, series_id, day)
        except InputError:
            continue
        assert due(database, now, last) == before
        held = of_series(database, series_id)
        for one, other in pairwise(held):
            assert one.ends_at is not None
            assert one.ends_at <= other.starts_at
    database.close()
