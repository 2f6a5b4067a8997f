from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from dosejournal.domain import regimens
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, Pause, PlannedDose, Regimen, RegimenDraft
from dosejournal.errors import InputError, MomentError

DAY = date(2026, 3, 2)
DRAFT = RegimenDraft("Item A", Pattern("daily"), (time(8), time(20)), DAY)
REGIMEN = Regimen(
    id=1,
    series_id=1,
    substance_id=1,
    substance="Item A",
    discreet_label="",
    pattern=Pattern("daily"),
    times=(time(8), time(20)),
    anchor=DAY,
    starts_at=datetime.fromisoformat("2026-03-02"),
)


def on_wall(text):
    return datetime.fromisoformat(text)


def planned(one, first, until, pauses=()):
    found = regimens.planned([one], pauses, on_wall(first), on_wall(until), UTC)
    return [f"{dose.wall:%d %H:%M}" for dose in found]


def test_times_and_steps_are_kept_in_order_and_once():
    steps = (DoseStep(DAY + timedelta(days=7), "2,50", "ug"), DoseStep(DAY, "", ""))
    draft = replace(DRAFT, times=(time(20), time(8), time(8, 0, 30)), steps=steps)
    found = regimens.checked(draft)
    assert found.times == (time(8), time(20))
    assert found.steps == (DoseStep(DAY), DoseStep(DAY + timedelta(days=7), "2.50", "µg"))


def test_as_needed_has_no_times():
    draft = replace(DRAFT, pattern=Pattern("as_needed"))
    assert regimens.checked(draft).times == ()
    assert regimens.checked(replace(draft, times=())).times == ()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"times": ()}, "needs a time of day"),
        ({"times": tuple(time(n // 2, n % 2) for n in range(25))}, "at most 24 times"),
        ({"last_day": DAY - timedelta(days=1)}, "swap the two days"),
        ({"window_minutes": -1}, "0 minutes to 24 hours"),
        ({"window_minutes": 1441}, "0 minutes to 24 hours"),
        ({"steps": (DoseStep(DAY, "1"), DoseStep(DAY, "2"))}, "same day"),
        (
            {"steps": tuple(DoseStep(DAY + timedelta(days=n)) for n in range(201))},
            "at most 200 dose steps",
        ),
        ({"steps": (DoseStep(DAY, "some"),)}, "."),
        ({"pattern": Pattern("weekdays")}, "not a pattern"),
    ],
)
def test_a_regimen_that_foresees_nothing_or_two_things_is_refused(changed, sentence):
    with pytest.raises(InputError, match=sentence):
        regimens.checked(replace(DRAFT, **changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"first_day": date(1899, 12, 31)},
        {"last_day": date(2101, 1, 1)},
        {"anchor": date(2101, 1, 1)},
        {"steps": (DoseStep(date(1899, 1, 1), "1"),)},
    ],
)
def test_a_day_outside_the_calendar_is_refused(changed):
    with pytest.raises(MomentError, match="1900–2100"):
        regimens.checked(replace(DRAFT, **changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"window_minutes": 0},
        {"window_minutes": 1440},
        {"last_day": DAY},
        {"times": tuple(time(n) for n in range(24))},
        {"first_day": date(1900, 1, 1), "last_day": date(2100, 12, 31)},
    ],
)
def test_the_limits_themselves_are_allowed(changed):
    draft = replace(DRAFT, **changed)
    assert regimens.checked(draft) == draft


def test_a_regimen_foresees_from_its_start_to_before_its_end():
    one = replace(
        REGIMEN, starts_at=on_wall("2026-03-02T08:01"), ends_at=on_wall("2026-03-04T08:00")
    )
    assert planned(one, "2026-03-01", "2026-03-09") == ["02 20:00", "03 08:00", "03 20:00"]
    assert planned(one, "2026-03-05", "2026-03-09") == []
    assert one.last_day == date(2026, 3, 4)
    assert replace(one, ends_at=on_wall("2026-03-04")).last_day == date(2026, 3, 3)
    assert REGIMEN.last_day is None
    assert [one.holds_at(on_wall(at)) for at in ("2026-03-02T08:00", "2026-03-02T08:01")] == [
        False,
        True,
    ]
    assert not one.holds_at(on_wall("2026-03-04T08:00"))
    assert REGIMEN.holds_at(on_wall("2099-01-01"))


def test_an_empty_version_foresees_nothing():
    one = replace(REGIMEN, ends_at=REGIMEN.starts_at)
    assert one.is_empty
    assert planned(one, "2026-03-01", "2026-03-09") == []


def test_what_lies_in_a_pause_is_not_foreseen_and_another_pause_does_not_count():
    pauses = [
        Pause(1, on_wall("2026-03-02T08:01"), on_wall("2026-03-03T20:00")),
        Pause(2, on_wall("2026-03-01")),
        Pause(1, on_wall("2026-03-05T08:00")),
    ]
    found = planned(REGIMEN, "2026-03-01", "2026-03-09", pauses)
    assert found == ["02 08:00", "03 20:00", "04 08:00", "04 20:00"]


def test_the_amount_is_that_of_the_last_step_that_has_begun():
    steps = (DoseStep(date(2026, 3, 3), "1", "mg"), DoseStep(date(2026, 3, 5), "2", "mg"))
    one = replace(REGIMEN, times=(time(8),), steps=steps)
    found = regimens.planned([one], (), on_wall("2026-03-02"), on_wall("2026-03-07"), UTC)
    amounts = [dose.step.amount if dose.step else None for dose in found]
    assert amounts == [None, "1", "1", "2", "2"]


def test_of_the_same_time_regimens_come_in_their_order():
    other = replace(REGIMEN, id=2, series_id=2)
    span = on_wall("2026-03-02"), on_wall("2026-03-03")
    found = regimens.planned([other, REGIMEN], (), *span, UTC)
    assert [dose.key for dose in found] == [
        (2, on_wall("2026-03-02T08:00")),
        (1, on_wall("2026-03-02T08:00")),
        (2, on_wall("2026-03-02T20:00")),
        (1, on_wall("2026-03-02T20:00")),
    ]


def test_a_version_as_a_draft_reads_back():
    one = replace(
        REGIMEN,
        ends_at=on_wall("2026-03-09"),
        steps=(DoseStep(DAY, "1", "mg"),),
        window_minutes=30,
        remind=False,
        note="with water",
    )
    draft = regimens.as_draft(one)
    assert regimens.checked(draft) == draft
    assert (draft.first_day, draft.last_day, draft.anchor) == (DAY, date(2026, 3, 8), DAY)
    assert (draft.window_minutes, draft.remind, draft.note) == (30, False, "with water")


def test_the_span_of_days_is_that_of_the_calendar_or_of_the_journal():
    assert regimens.span_of(DAY, DAY) == (on_wall("2026-03-02"), on_wall("2026-03-03"))
    assert regimens.journal_span(DAY, DAY, time(4)) == (
        on_wall("2026-03-02T04:00"),
        on_wall("2026-03-03T04:00"),
    )


def test_the_whole_calendar_can_be_planned():
    one = replace(
        REGIMEN,
        pattern=Pattern("every", every=366),
        anchor=date(1900, 1, 1),
        starts_at=on_wall("1900-01-01"),
        ends_at=on_wall("2101-01-01"),
    )
    found = planned(one, "1899-12-30", "2101-01-03")
    assert len(found) == 2 * len(range(0, (date(2100, 12, 31) - date(1900, 1, 1)).days + 1, 366))


def test_versions_share_their_key():
    wall = on_wall("2026-03-02T08:00")
    later = replace(REGIMEN, id=7)
    assert PlannedDose(wall, later, None).key == PlannedDose(wall, REGIMEN, None).key == (1, wall)
