from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import Pause, RegimenDraft
from dosejournal.errors import InputError, MomentError, UnknownNameError
from dosejournal.journal import pauses, plan, planning, regimens

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
TODAY = NOW.date()
ONE_DAY = timedelta(days=1)
DRAFT = RegimenDraft("Item A", Pattern("daily"), (time(8), time(20)), TODAY - ONE_DAY)


def do(database, act, *args):
    with database.write("Done") as write:
        return act(write.session, *args)


def read(database, query, *args):
    with database.read() as session:
        return query(session, *args)


def walls(database, now, days=3):
    found = read(database, plan.lines, now, TODAY, TODAY + days * ONE_DAY)
    return [f"{line.planned.wall:%d %H:%M}" for line in found]


def test_a_pause_without_an_end_holds_until_it_is_resumed(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    other = do(database, planning.add, NOW, DRAFT)
    do(database, pauses.pause, NOW, series_id)
    assert read(database, pauses.paused, NOW) == {series_id}
    assert read(database, pauses.listing) == [
        Pause(series_id, datetime.fromisoformat("2026-03-02T09:31"))
    ]
    do(database, regimens.close, NOW, other)
    # what was due stays
    assert walls(database, NOW) == ["02 08:00", "02 08:00"]
    later = NOW + ONE_DAY
    do(database, pauses.resume, later, series_id)
    assert read(database, pauses.paused, later) == frozenset()
    assert walls(database, later, 2) == [
        "02 08:00",
        "02 08:00",
        "03 20:00",
        "04 08:00",
        "04 20:00",
    ]
    # what the pause covered is neither planned nor missed
    counts = read(database, plan.adherence_of, later, TODAY, TODAY + ONE_DAY, series_id)
    assert (counts.planned, counts.missed) == (1, 1)


def test_a_pause_ends_by_itself_after_its_last_day(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    do(database, pauses.pause, NOW, series_id, TODAY + ONE_DAY)
    assert walls(database, NOW, 2) == ["02 08:00", "04 08:00", "04 20:00"]
    late = NOW.replace(hour=23, minute=58, second=59) + ONE_DAY
    assert read(database, pauses.paused, late) == {series_id}
    assert read(database, pauses.paused, late + timedelta(minutes=1)) == frozenset()
    with pytest.raises(InputError, match="not paused"):
        do(database, pauses.resume, late + timedelta(minutes=1), series_id)
    do(database, pauses.pause, late + timedelta(minutes=1), series_id)
    assert len(read(database, pauses.listing)) == 2


def test_a_pause_is_resumed_in_the_minute_it_began(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    before = walls(database, NOW)
    do(database, pauses.pause, NOW, series_id)
    do(database, pauses.resume, NOW, series_id)
    assert walls(database, NOW) == before
    with pytest.raises(InputError, match="not paused"):
        do(database, pauses.resume, NOW, series_id)


def test_a_regimen_is_paused_once(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    do(database, pauses.pause, NOW, series_id, TODAY)
    with pytest.raises(InputError, match="paused already"):
        do(database, pauses.pause, NOW + timedelta(hours=1), series_id)


def test_a_pause_that_is_over_or_of_no_regimen_is_refused(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    with pytest.raises(InputError, match="over already"):
        do(database, pauses.pause, NOW, series_id, TODAY - ONE_DAY)
    with pytest.raises(MomentError):
        do(database, pauses.pause, NOW, series_id, TODAY.replace(year=2101))
    with pytest.raises(InputError, match="over already"):
        # its first minute would be the next day's
        do(database, pauses.pause, NOW.replace(hour=23, minute=59), series_id, TODAY)
    for act in (pauses.pause, pauses.resume):
        with pytest.raises(UnknownNameError, match="no longer"):
            do(database, act, NOW, 99)
    assert read(database, pauses.listing) == []


def test_a_regimen_that_is_changed_stays_paused(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    do(database, pauses.pause, NOW, series_id)
    do(database, regimens.change, NOW, series_id, DRAFT)
    assert walls(database, NOW) == ["02 08:00"]


def test_after_a_journey_west_a_pause_is_still_one_pause(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    do(database, pauses.pause, NOW.replace(hour=22), series_id)
    west = NOW.replace(hour=23).astimezone(ZoneInfo("America/New_York"))
    assert read(database, pauses.paused, west) == {series_id}
    with pytest.raises(InputError, match="paused already"):
        do(database, pauses.pause, west, series_id)
    do(database, pauses.resume, west, series_id)
    assert read(database, pauses.paused, west) == frozenset()
    assert walls(database, west, 1) == ["02 08:00", "02 20:00", "03 08:00", "03 20:00"]
