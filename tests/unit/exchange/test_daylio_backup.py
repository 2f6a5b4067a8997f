import json
from datetime import UTC, datetime, timedelta

import pytest

from dosejournal.errors import ImportFileError


def test_a_backup_is_read_by_its_levels_and_numbers(plan, backup, example):
    read = plan(backup(example))
    first, second, third = read.check_ins
    assert read.format == "daylio-backup"
    assert first.moment.text == "2025-01-31T23:05:00+01:00"
    assert (first.mood_word, first.ratings[0].value) == ("rad", 100)
    assert first.tags == ("tea, green", "walk")
    assert first.source_key == "7@2025-01-31T23:05:00"
    assert json.loads(first.source_row)["id"] == 7
    assert (third.mood_word, third.ratings[0].value) == ("normal", 50)
    assert (second.mood_word, second.ratings[0].raw_value) == ("null", 1)
    assert not read.mood_words


def test_an_entry_without_a_clock_time_has_a_day_alone(plan, backup, example):
    read = plan(backup(example))
    moment = read.check_ins[1].moment
    assert (moment.precision, moment.text) == ("day", "2025-12-01")
    assert "1 entry has a day but no clock time; none is invented." in read.remarks


def test_an_offset_that_agrees_with_the_clock_is_kept(plan, backup, example):
    moment = plan(backup(example)).check_ins[2].moment
    assert moment.text == "2025-07-02T09:30:00+09:00"
    assert moment.at == datetime(2025, 7, 2, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"timeZoneOffset": 3_600_000},
        {"timeZoneOffset": 90_000_000},
        {"timeZoneOffset": 12},
        {"timeZoneOffset": "x"},
        {"datetime": 10**400},
        {"datetime": None},
    ],
    ids=str,
)
def test_an_offset_that_does_not_agree_is_not_believed(plan, backup, example, wrong):
    example["dayEntries"] = [example["dayEntries"][2] | wrong]
    assert plan(backup(example)).check_ins[0].moment.text == "2025-07-02T09:30:00+02:00"


def test_impossible_days_are_rejected_and_not_moved(plan, backup, example):
    read = plan(backup(example))
    assert [(held.row, held.reason) for held in read.held_aside] == [
        (5, "There is no such day or time.")
    ]
    assert json.loads(read.held_aside[0].cells[0])["id"] == 5


def test_pictures_and_lost_activities_are_counted(plan, backup, example):
    read = plan(backup(example))
    assert dict(read.unknown) == {"assets": 2}
    assert "1 activity is not named in the file and is left out." in read.remarks


def test_title_and_note_become_one_note(plan, backup, example):
    assert plan(backup(example)).check_ins[1].note == "Title\nline\nline"


@pytest.mark.parametrize("version", [16, None, "new"])
def test_a_newer_backup_is_read_with_a_word_of_warning(plan, backup, example, version):
    example["version"] = version
    read = plan(backup(example))
    assert len(read.check_ins) == 3
    assert any("newer form" in remark for remark in read.remarks)


@pytest.mark.parametrize(
    "broken",
    [
        "not an entry",
        None,
        [],
        {},
        {"month": None},
        {"id": "seven"},
        {"day": True},
        {"year": 10**30},
        {"year": 1850},
        {"hour": 99},
        {"mood": 99},
        {"mood": [1]},
        {"note": 5},
        {"note_title": {}},
        {"tags": "walk"},
        {"note": " ".join(map(str, range(180_000)))},
    ],
    ids=lambda broken: str(broken)[:30],
)
def test_a_broken_entry_is_held_aside_and_the_others_come_in(plan, backup, example, broken):
    entry = example["dayEntries"][0]
    if isinstance(broken, dict) and broken:
        broken = entry | broken
    example["dayEntries"] = [broken, entry]
    read = plan(backup(example))
    assert len(read.check_ins) == 1
    assert [held.row for held in read.held_aside] == [2]


@pytest.mark.parametrize("tags", [None, [], ["20"], [[20]]], ids=str)
def test_odd_lists_of_activities_do_no_harm(plan, backup, example, tags):
    example["dayEntries"] = [example["dayEntries"][0] | {"tags": tags}]
    assert plan(backup(example)).check_ins[0].tags == ()


def test_odd_moods_and_tags_do_no_harm(plan, backup, example):
    example["customMoods"] += [
        5,
        {"id": "x"},
        {"id": 30, "custom_name": "\x00", "mood_group_id": 9, "predefined_name_id": None},
        {"id": 31, "custom_name": "half \ud800" + "x" * 200, "mood_group_id": "1"},
    ]
    example["tags"] += [None, {"id": 20, "name": 7}, {"id": 21, "name": "y" * 200}]
    entry = example["dayEntries"][0]
    example["dayEntries"] = [entry | {"mood": 30}, entry | {"mood": 31, "note": "\ud800"}]
    read = plan(backup(example))
    assert read.held_aside[0].reason == "The file does not say which mood it means."
    (kept,) = read.check_ins
    assert kept.mood_word.startswith("half ?")
    assert len(kept.mood_word) == 120
    assert kept.ratings == ()
    assert kept.tags == ("y" * 120,)
    assert kept.source_row.isascii()


def test_entries_with_the_same_number_are_both_kept(plan, backup, example):
    example["dayEntries"] = [example["dayEntries"][0]] * 2
    keys = [entry.source_key for entry in plan(backup(example)).check_ins]
    assert keys == ["7@2025-01-31T23:05:00", "7@2025-01-31T23:05:00#2"]


def test_the_same_number_on_another_phone_is_another_entry(plan, backup, example):
    entry = example["dayEntries"][0]
    example["dayEntries"] = [entry, {**entry, "day": 20}, {**entry, "hour": -1, "minute": -1}]
    keys = [entry.source_key for entry in plan(backup(example)).check_ins]
    assert keys == ["7@2025-01-31T23:05:00", "7@2025-01-20T23:05:00", "7@2025-01-31"]


def test_an_entry_of_a_day_that_is_yet_to_come_is_held_aside(plan, backup, example):
    now = datetime(2025, 1, 30, 12, tzinfo=UTC)
    read = plan(backup(example), now=now)
    assert "Its day is yet to come." in {held.reason for held in read.held_aside}
    assert all(entry.moment.at <= now + timedelta(days=1) for entry in read.check_ins)


@pytest.mark.parametrize(
    "text",
    [
        b"not base64 at all!",
        b"e30=",
        b"W10=",
        b"eyJhIjo=",
        b"/w==",
        b"",
        b"WzEs" * 60_000,
        b"W1tb" * 60_000,
    ],
    ids=["no-base64", "no-keys", "a-list", "cut", "no-utf8", "empty", "numbers", "deep"],
)
def test_damaged_contents_are_refused_in_a_sentence(plan, backup, text):
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        plan(backup(None, as_text=text))


def test_lists_of_the_wrong_kind_are_refused(plan, backup, example):
    example["tags"] = {}
    with pytest.raises(ImportFileError, match="no list of entries"):
        plan(backup(example))


def test_an_entry_nested_too_deep_to_be_kept_is_held_aside(plan, backup, example):
    deep = json.loads("[" * 900 + "]" * 900)
    example["dayEntries"] = [{"id": 1, "deep": deep}, example["dayEntries"][0]]
    assert len(plan(backup(example)).held_aside) == 1
