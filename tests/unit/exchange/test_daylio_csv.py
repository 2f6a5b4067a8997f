import json
from datetime import date

import pytest

from dosejournal.domain.measures import Measure
from dosejournal.errors import ImportFileError


def moments(plan):
    return [entry.moment.text for entry in plan.check_ins]


def reasons(plan):
    return {held.row: held.reason for held in plan.held_aside}


def keys(plan):
    return [question.key for question in plan.questions]


def test_the_form_of_2018_has_its_day_in_two_columns(plan, data):
    read = plan(data / "daylio/of_2018.csv")
    assert moments(read) == ["2018-02-28T23:40:00+01:00", "2018-03-01T09:05:00+01:00"]
    assert [entry.tags for entry in read.check_ins] == [("walk", "read a book"), ()]
    assert reasons(read) == {4: "There is no such day."}
    assert read.check_ins[0].note == "A quiet day"
    assert (read.format, read.source) == ("daylio-csv", "daylio-csv")
    assert read.days == (date(2018, 2, 28), date(2018, 3, 1))


def test_months_of_2018_are_read_in_the_language_of_the_phone(plan, data):
    read = plan(data / "daylio/german_2018.csv")
    assert moments(read) == ["2018-05-03T18:30:00+02:00", "2018-12-12T07:05:00+01:00"]


def test_a_year_that_is_none_holds_its_row_aside(plan):
    read = plan(
        "year,date,weekday,time,mood,activities,note\n"
        "18,18 May,x,08:00,good,,\n"
        "2018,May,x,08:00,good,,\n"
    )
    assert reasons(read) == {
        2: "Its year cannot be read.",
        3: "Its day cannot be read, or the name of its month is not certain.",
    }


def test_a_byte_order_mark_and_a_narrow_blank_before_pm_do_no_harm(plan, data):
    read = plan(data / "daylio/with_bom.csv")
    assert moments(read) == [
        "2024-05-04T18:50:00+02:00",
        "2024-05-04T18:50:00+02:00",
        "2024-05-03T00:00:00+02:00",
    ]
    assert not read.held_aside


def test_the_weekday_is_never_read_and_the_journal_day_starts_at_four(plan, data):
    read = plan(data / "daylio/with_bom.csv")
    assert read.check_ins[2].moment.journal_day == date(2024, 5, 2)


def test_title_and_note_become_one_note_without_markup(plan, data):
    first, _second, third = plan(data / "daylio/with_bom.csv").check_ins
    assert first.note == "Title\nOne\ntwo & three <3 [[x]]"
    assert third.note == "one\r\ntwo"


def test_activities_are_parted_by_bars_alone(plan, data):
    first = plan(data / "daylio/with_bom.csv").check_ins[0]
    assert first.tags == ("movies / tv", "tea, green", "bad sleep")


def test_the_raw_row_is_kept_with_its_column_names(plan, data):
    first = plan(data / "daylio/with_bom.csv").check_ins[0]
    assert json.loads(first.source_row)["mood"] == "sad "


def test_a_known_word_becomes_a_rating_and_stays_beside_it(plan, data):
    good = plan(data / "daylio/with_bom.csv").check_ins[1]
    (rating,) = good.ratings
    assert (rating.measure, rating.value, rating.raw_value) == ("mood", 75, 4)
    assert (rating.raw_minimum, rating.raw_maximum, rating.raw_text) == (1, 5, "good")
    assert good.mood_word == "good"


def test_an_unknown_word_stays_a_word_and_is_asked_for(plan, data):
    read = plan(data / "daylio/with_bom.csv")
    assert read.check_ins[0].ratings == ()
    assert read.check_ins[0].mood_word == "sad"
    assert dict(read.mood_words) == {"good": 4, "sad": None}
    assert keys(read) == ["zone", "mood:sad"]
    assert read.questions[1].options[0] == ("", "keep as a word")


@pytest.mark.parametrize(
    "said", [{"given": {"mood:sad": "2"}}, {"mood_levels": {"sad": 2}}], ids=["given", "saved"]
)
def test_a_word_gets_the_level_that_the_person_said(plan, data, said):
    read = plan(data / "daylio/with_bom.csv", **said)
    assert read.check_ins[0].ratings[0].value == 25
    assert keys(read) == ["zone"]


def test_an_empty_answer_keeps_a_known_word_a_word(plan, data):
    read = plan(data / "daylio/with_bom.csv", given={"mood:good": ""})
    assert not any(entry.ratings for entry in read.check_ins)


def test_what_the_person_saved_goes_before_the_words_that_come_with_daylio(plan, data):
    read = plan(data / "daylio/with_bom.csv", mood_levels={"good": 3})
    assert read.check_ins[1].ratings[0].raw_value == 3


def test_scales_of_2026_become_measures_with_their_unit_and_highest_value(plan, data):
    read = plan(data / "daylio/with_scales.csv")
    mood, stress, sleep, steps = read.check_ins[0].ratings
    assert mood.measure == "mood"
    assert (stress.value, stress.raw_maximum, stress.raw_text) == (8, 10, "8/10 points")
    assert (sleep.value, steps.value) == (7.5, 4200)
    assert [(m.name, m.unit, m.maximum, m.archived) for m in read.new_measures] == [
        ("Stress", "points", 10, True),
        ("Sleep", "h", None, True),
        ("Steps", "", None, True),
    ]
    assert any("archived" in remark for remark in read.remarks)


def test_a_value_above_its_own_scale_is_an_error_and_an_odd_scale_is_counted(plan, data):
    read = plan(data / "daylio/with_scales.csv")
    assert reasons(read) == {3: "A value lies above the highest value of its own scale."}
    assert dict(read.unknown) == {"scales": 1}
    assert [entry.moment.journal_day.day for entry in read.check_ins] == [2, 4]


def test_no_row_is_shifted_to_make_it_fit(plan, data):
    read = plan(data / "daylio/ragged.csv")
    assert [entry.moment.journal_day.day for entry in read.check_ins] == [1, 3]
    told = reasons(read)
    assert told[3] == "It has 9 fields where the header names 8."
    assert told[5] == "“full date” is empty."
    assert told[6] == "“time” is empty."
    assert told[7] == "“mood” is empty."
    assert told[8] == "There is no such time."
    assert "outside 1900–2100" in told[9]
    assert told[10] == "It is cut short: a quotation mark is left open."
    assert read.held_aside[0].cells[-1] == "too many"
    assert read.header[0] == "full_date"


def test_times_around_the_change_of_the_clocks_are_kept_and_told(plan, data):
    read = plan(data / "daylio/clock_change.csv")
    assert moments(read) == ["2026-03-29T02:30:00+01:00", "2025-10-26T02:30:00+02:00"]
    assert [remark.split()[1:3] for remark in read.remarks] == [["time", "was"], ["time", "came"]]


def test_one_zone_holds_for_the_file_and_can_be_answered(plan, data):
    read = plan(data / "daylio/clock_change.csv", given={"zone": "Asia/Tokyo"})
    assert read.zone == "Asia/Tokyo"
    assert read.check_ins[0].moment.text == "2026-03-29T02:30:00+09:00"
    assert read.questions[0].assumed == "Asia/Tokyo"
    with pytest.raises(ImportFileError, match="no time zone of that name"):
        plan(data / "daylio/clock_change.csv", given={"zone": "Mars/Base"})


def test_two_rows_that_say_the_same_are_two_entries(plan, data):
    first, second = plan(data / "daylio/twice.csv").check_ins
    assert second.source_key == f"{first.source_key}#2"


def test_a_row_keeps_its_key_when_the_phone_writes_times_another_way(plan):
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    one = plan(head + "2025-06-01,1 June,Sunday,6:05 pm,good,walk,,\n")
    other = plan(head + "2025-06-01,June 1,Sun,18:05,good ,walk,,\n", zone="Asia/Tokyo")
    assert one.check_ins[0].source_key == other.check_ins[0].source_key


def test_a_day_that_a_spreadsheet_rewrote_is_asked_for(plan):
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    read = plan(head + "03/04/2025,3 April,Thu,08:00,good,,,\n")
    assert keys(read) == ["day_order:full_date"]
    read = plan(
        head + "03/04/2025,3 April,Thu,08:00,good,,,\n", given={"day_order:full_date": "dmy"}
    )
    assert moments(read) == ["2025-04-03T08:00:00+02:00"]


def test_another_file_is_refused_in_a_sentence(plan):
    with pytest.raises(ImportFileError, match="not the columns of a Daylio export"):
        plan("at,measure,value\n", name="daylio-csv")


def test_names_too_long_for_a_journal_hold_their_row_aside(plan):
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    long = "x" * 130
    read = plan(f"{head}2025-06-01,x,x,08:00,{long},,,\n2025-06-01,x,x,08:00,good,{long},,\n")
    assert [held.row for held in read.held_aside] == [2, 3]


def test_a_journal_whose_mood_has_no_place_for_five_levels_gets_another_measure(plan, data):
    ten = Measure("mood", "Mood", minimum=1, maximum=3, words=("a", "b", "c"))
    read = plan(data / "daylio/with_bom.csv", measures=(ten,))
    assert [(m.key, m.name, m.archived) for m in read.new_measures] == [
        ("mood_2", "Mood (Daylio)", True)
    ]
    five = Measure("mood", "Mood", minimum=1, maximum=5, words=tuple("abcde"))
    read = plan(data / "daylio/with_bom.csv", measures=(five,))
    assert read.check_ins[1].ratings[0].value == 4
    read = plan(data / "daylio/with_bom.csv", measures=())
    assert [m.key for m in read.new_measures] == ["mood"]
