from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain import clock
from dosejournal.domain.entries import CheckInDraft, DoseDraft, PlannedRef, record
from dosejournal.domain.expectancy import ExpectancyDraft, Expectation
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import check_ins, doses, expectations, planning, timeline
from dosejournal.journal.timeline import KINDS, Filter


def _write(database, act, *args):
    with database.write("act") as write:
        return act(write.session, *args)


def _check_in(database, at, note="", tags=(), **ratings):
    draft = CheckInDraft(at, ratings, note, tags)
    return timeline.key("check_in", _write(database, check_ins.record, at, draft))


def _dose(database, at, substance="Item A", note=""):
    draft = DoseDraft(at, substance, "10", "mg", note=note)
    return timeline.key("dose_event", _write(database, doses.record, at, draft))


def _expectation(database, at, substance="Item A"):
    draft = ExpectancyDraft(at, substance, "mood", -10.0, 60.0)
    return timeline.key("expectancy", _write(database, expectations.record, at, draft))


def _keys(database, wanted=None):
    with database.read() as session:
        return list(timeline.keys(session, wanted))


@pytest.fixture
def written(database, now):
    """Five days of two entries each, recorded in no order; keys newest first."""
    found = []
    for days in (3, 0, 4, 1, 2):
        at = now - timedelta(days=days)
        found.append((at, _check_in(database, at, mood=50.0)))
        found.append((at - timedelta(hours=1), _dose(database, at - timedelta(hours=1))))
    return [key for _at, key in sorted(found, reverse=True)]


def test_check_ins_and_doses_come_newest_first_in_one_list(database, written):
    assert _keys(database) == written


def test_entries_of_the_same_instant_come_in_a_fixed_order(database, now):
    keys = [
        _check_in(database, now, mood=1.0),
        _dose(database, now),
        _check_in(database, now, "b"),
    ]
    assert _keys(database) == sorted(keys, reverse=True)


def test_one_kind_can_be_asked_for(database, written):
    assert _keys(database, Filter(kinds=("check_in",))) == [
        k for k in written if k % len(KINDS) == 0
    ]
    assert _keys(database, Filter(kinds=("dose_event",))) == [
        k for k in written if k % len(KINDS) == 1
    ]


def test_expectations_stand_in_the_same_list_and_can_be_asked_for(database, now, written):
    key = _expectation(database, now - timedelta(minutes=30))
    assert _keys(database) == [written[0], key, *written[1:]]
    assert _keys(database, Filter(kinds=("expectancy",))) == [key]
    assert key not in _keys(database, Filter(kinds=("check_in", "dose_event")))


def test_an_expectation_is_found_by_its_substance_and_its_day_and_has_no_tag(database, now):
    key = _expectation(database, now, "Item Élan")
    _expectation(database, now - timedelta(days=1), "Item Élan")
    _expectation(database, now)
    assert _keys(database, Filter(search="elan", first_day=now.date())) == [key]
    assert _keys(database, Filter(kinds=("expectancy",), tag="walk")) == []


def test_an_expectation_is_read_whole_and_written_as_one_line(database, now):
    key = _expectation(database, now)
    with database.read() as session:
        (entry,) = timeline.entries(session, [key])
    assert entry.expectation == Expectation("Item A", "", "mood", -10.0, 60.0)
    assert (entry.dose, entry.ratings, entry.note) == (None, (), "")
    line = record(entry)
    assert line["kind"] == "expectancy"
    assert [line[name] for name in ("substance", "measure", "change", "certainty")] == [
        "Item A",
        "mood",
        -10.0,
        60.0,
    ]


def test_no_kind_is_no_entry(database, written):
    assert _keys(database, Filter(kinds=())) == []


def test_a_tag_finds_its_check_ins_and_no_dose(database, now, written):
    key = _check_in(database, now, tags=("walk",))
    assert _keys(database, Filter(tag="walk")) == [key]
    assert _keys(database, Filter(kinds=("dose_event",), tag="walk")) == []


def test_a_range_of_days_has_both_its_ends(database, now, written):
    wanted = Filter(first_day=date(2026, 2, 28), last_day=date(2026, 3, 1))
    assert _keys(database, wanted) == written[2:6]


def test_words_are_found_by_their_beginning_whatever_their_accents(database, now):
    key = _check_in(database, now, "Déjeuner au café, très lentement")
    other = _dose(database, now, "Item Élan")
    assert _keys(database, Filter(search="caf len")) == [key]
    assert _keys(database, Filter(search="ELAN")) == [other]
    assert _keys(database, Filter(search="caf nothing")) == []


def test_an_emoji_is_found_as_a_word(database, now):
    draft = CheckInDraft(now, note="Film 🎬 night", tags=("👍",))
    with database.write("Check-in recorded") as write:
        check_in_id = check_ins.record(write.session, now, draft)
    for words in ("🎬", "film 🎬", "👍"):
        assert _keys(database, Filter(search=words)) == [timeline.key("check_in", check_in_id)]


def test_a_search_of_too_many_words_is_refused(database):
    with pytest.raises(InputError, match="at most 100 words"):
        _keys(database, Filter(search="a " * 101))


def test_a_search_of_signs_only_finds_nothing_and_of_blanks_everything(database, written):
    assert _keys(database, Filter(search='"* ?')) == []
    assert _keys(database, Filter(search="  ")) == written


def test_a_search_narrows_a_range_and_a_tag(database, now):
    early = now - timedelta(days=9)
    _check_in(database, early, "lake", ("walk",))
    key = _check_in(database, now, "lake", ("walk",))
    _check_in(database, now, "lake")
    wanted = Filter(tag="walk", first_day=now.date(), search="lak")
    assert _keys(database, wanted) == [key]


def test_entries_with_a_note_can_be_asked_for_alone(database, now):
    later = now + timedelta(hours=1)
    noted = [_dose(database, later, note="a quiet day"), _check_in(database, now, "a quiet day")]
    _dose(database, now)
    _check_in(database, later, mood=50.0)
    _expectation(database, now)
    assert _keys(database, Filter(noted=True)) == noted
    assert _keys(database, Filter(noted=True, search="loud")) == []


def test_pages_follow_the_order_of_their_keys_and_leave_out_what_is_gone(database, written):
    wanted = [written[4], 9_999, written[0], 9_998]
    with database.read() as session:
        found = timeline.entries(session, wanted)
    assert [timeline.key(e.kind, e.id) for e in found] == [written[4], written[0]]


def test_more_entries_than_one_statement_can_name_are_found(database, written, monkeypatch):
    monkeypatch.setattr(timeline, "_AT_ONCE", 3)
    with database.read() as session:
        found = timeline.entries(session, written)
    assert [timeline.key(e.kind, e.id) for e in found] == written


def test_an_entry_has_all_that_belongs_to_it(database, now):
    _check_in(database, now, "calm", ("walk", "coffee"), focus=40.0, mood=62.0)
    _dose(database, now, note="with food")
    with database.read() as session:
        check_in = timeline.entry(session, "check_in", 1)
        dose = timeline.entry(session, "dose_event", 1)
    assert [(r.measure, r.value) for r in check_in.ratings] == [("mood", 62.0), ("focus", 40.0)]
    assert (check_in.note, check_in.tags, check_in.dose) == ("calm", ("coffee", "walk"), None)
    assert (dose.note, dose.dose.substance, dose.dose.amount) == ("with food", "Item A", "10")
    assert dose.moment.local == now
    assert dose.moment.zone == "Europe/Berlin"


def test_an_entry_that_is_gone_is_told(database, now):
    with database.read() as session, pytest.raises(UnknownNameError, match="no longer"):
        timeline.entry(session, "check_in", 1)


@pytest.mark.parametrize(
    ("zone", "planned", "minutes", "text"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", 90, "2026-03-29T03:00:00+02:00"),
        ("Europe/Berlin", "2026-10-25T02:30", 60, "2026-10-25T02:30:00+02:00"),
        ("America/New_York", "2026-03-02T08:00", -30, "2026-03-02T08:00:00-05:00"),
        ("Asia/Kathmandu", "2026-03-02T08:00", 3000, "2026-03-02T08:00:00+05:45"),
    ],
)
def test_a_dose_tells_when_it_was_planned_taken_and_recorded(
    database, now, zone, planned, minutes, text
):
    wall, here = datetime.fromisoformat(planned), ZoneInfo(zone)
    draft = RegimenDraft("Item A", Pattern("daily"), (wall.time(),), wall.date())
    with database.write("Done") as write:
        series_id = planning.add(write.session, now, draft)
        moment = clock.resolve(wall, here).astimezone(UTC)
        at = (moment + timedelta(minutes=minutes)).astimezone(here)
        dose_id = doses.take(write.session, now, PlannedRef(series_id, wall), at)
        found = timeline.entry(write.session, "dose_event", dose_id)
    assert (found.dose.planned_at, found.dose.late_by_minutes) == (text, max(minutes, 0))
    assert (found.dose.planned_wall, found.dose.regimen_id) == (planned, series_id)
    assert (found.moment.at, found.recorded_at) == (at.astimezone(UTC), now)
    assert record(found)["planned_at"] == text
