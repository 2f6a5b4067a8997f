from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.journal import check_ins, doses, ratings

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 3, 1).toordinal()


def do(database, act, *args):
    with database.write("Done") as write:
        return act(write.session, *args)


def rate(database, now, at, value):
    do(database, check_ins.record, now, CheckInDraft(at, {"mood": value}))


def of_mood(database):
    with database.read() as session:
        return ratings.of_measure(session, "mood", ratings.times(session))


def test_a_rating_has_its_journal_day_and_the_time_of_the_wall_clock(database, now):
    rate(database, now, datetime(2026, 3, 1, 18, tzinfo=BERLIN), 62)
    found = of_mood(database)
    assert (found.days.tolist(), found.values.tolist()) == ([DAY], [62])
    assert found.places[0] == pytest.approx(DAY + 0.75)


def test_after_midnight_is_the_end_of_the_journal_day(database, now):
    rate(database, now, datetime(2026, 3, 2, 2, tzinfo=BERLIN), 30)
    found = of_mood(database)
    assert found.days.tolist() == [DAY]
    assert DAY + 0.99 < found.places[0] < DAY + 1


def test_ratings_come_in_the_order_of_time_whatever_was_recorded_first(database, now):
    evening = datetime(2026, 3, 1, 20, tzinfo=BERLIN)
    rate(database, now, evening, 20)
    rate(database, now, evening - timedelta(hours=12), 8)
    do(database, check_ins.record, now, CheckInDraft(evening, {"focus": 1}))
    assert of_mood(database).values.tolist() == [8, 20]


@pytest.mark.parametrize("value", [0.1 + 0.2, 61.999999999999993, 100 / 3])
def test_decimals_come_to_the_last_digit(database, now, value):
    morning = datetime(2026, 3, 1, 8, tzinfo=BERLIN)
    rate(database, now, morning, 62)
    rate(database, now, morning + timedelta(hours=1), value)
    assert of_mood(database).values.tolist() == [62, value]


def test_an_empty_journal_has_empty_columns(database):
    assert len(of_mood(database).values) == 0
    with database.read() as session:
        assert ratings.doses(session) == {}


def test_doses_are_told_by_substance_with_their_state(database, now):
    at = datetime(2026, 3, 1, 12, tzinfo=BERLIN)
    for hours, name, status in (
        (3, "Item A", "skipped"),
        (0, "Item B", "extra"),
        (1, "Item A", "taken"),
        (2, "Item A", "missed"),
        (4, "Item A", "late"),
    ):
        draft = DoseDraft(at + timedelta(hours=hours), name, status=status)
        do(database, doses.record, now, draft)
    with database.read() as session:
        found = ratings.doses(session)
    (a, b) = found.values()
    assert a.states.tolist() == [ratings.TAKEN, ratings.MISSED, ratings.SKIPPED, ratings.LATE]
    assert b.states.tolist() == [ratings.TAKEN]
    assert (b.days.tolist(), b.places.tolist()) == ([DAY], [pytest.approx(DAY + 0.5)])
