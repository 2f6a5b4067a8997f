import json

import pytest

from dosejournal.domain.measures import Measure, shipped
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import bearable
from dosejournal.exchange.importers.files import ImportFile

HEADER = "date,weekday,time of day,category,rating/amount,detail,notes\n"


@pytest.fixture
def old(plan, data):
    return plan(data / "bearable/of_2022.csv")


@pytest.fixture
def new(plan, data):
    return plan(data / "bearable/of_2024.csv")


@pytest.fixture
def readings(plan):
    """Plans rows of one day, each of a category, an amount, a detail and more."""

    def readings(*rows, **more):
        lines = (f"5th May 2025,Monday,{row.replace('/', ',')}\n" for row in rows)
        return plan(HEADER + "".join(lines), name="bearable", **more)

    return readings


def reasons(plan):
    return {held.row: held.reason for held in plan.held_aside}


def rated(plan):
    names = {m.key: m.name for m in (*shipped(), *plan.new_measures)}
    return [
        (names.get(rating.measure, rating.measure), rating.value)
        for entry in plan.check_ins
        for rating in entry.ratings
    ]


def test_a_day_in_english_is_read_and_a_day_that_is_none_is_not(old):
    days = [entry.moment.text for entry in old.check_ins]
    assert days == ["2022-03-01", "2022-03-01", "2022-03-02", "2022-03-03"]
    assert reasons(old)[6] == "There is no such day."


def test_a_part_of_the_day_is_no_clock_time_and_stays_as_a_tag(old):
    assert {entry.moment.precision for entry in old.check_ins} == {"part_of_day"}
    assert [e.tags for e in old.check_ins] == [
        ("night",), ("morning",), ("afternoon",), ("evening",),
    ]  # fmt: skip
    assert reasons(old)[7] == "Its time cannot be read."


def test_a_clock_time_is_one_and_a_whole_day_has_none(new):
    first, energy = new.check_ins[:2]
    assert first.moment.text == "2024-05-02T15:33:00+02:00"
    assert (energy.moment.text, energy.moment.precision) == ("2024-05-02", "day")


def test_the_last_brackets_of_a_symptom_are_its_severity(old):
    ratings = [entry.ratings[0] for entry in old.check_ins]
    assert [(r.value, r.raw_text) for r in ratings] == [
        (1, "Mild"), (3, "Severe"), (2, "Moderate"), (4, None),
    ]  # fmt: skip
    assert [(m.name, m.minimum, m.maximum) for m in old.new_measures] == [
        ("Knee (left) ache", 0, 4),
        ("Tingling", 0, 4),
    ]
    assert "runs from 0 to 4" in reasons(old)[8]


def test_brackets_that_hold_no_severity_belong_to_the_name(readings):
    read = readings("am/Symptom/2/Ache (left)/")
    assert [measure.name for measure in read.new_measures] == ["Ache (left)"]


def test_mild_is_more_than_nothing_on_a_scale_of_the_journal(readings):
    own = Measure("ache", "Ache", minimum=0, maximum=100, better="lower")
    (rating,) = readings("am/Symptom/1/Ache (Mild)/", measures=[own]).check_ins[0].ratings
    assert (rating.measure, rating.value) == ("ache", 25)
    assert (rating.raw_value, rating.raw_maximum, rating.raw_text) == (1, 4, "Mild")


def test_a_note_stays_beside_its_reading(old):
    assert [entry.note for entry in old.check_ins] == ["", "after the stairs", "", ""]


def test_a_mood_above_five_proves_ten_steps(new):
    mood = new.check_ins[0]
    (rating,) = mood.ratings
    assert (rating.measure, rating.raw_value) == ("mood", 7)
    assert (rating.raw_minimum, rating.raw_maximum) == (1, 10)
    assert rating.value == pytest.approx(100 * 6 / 9)
    assert (mood.tags, mood.note) == (("Hopeful", "Quiet"), "a walk")
    assert "scale:Mood" not in [question.key for question in new.questions]


def test_a_mood_up_to_five_waits_until_its_scale_is_said(readings):
    read = readings("am/Mood/4//")
    (question,) = [q for q in read.questions if q.key == "scale:Mood"]
    assert question.assumed == ""
    assert [value for value, _label in question.options] == ["1-5", "1-10"]
    assert not read.check_ins
    assert reasons(read) == {2: "The scale of its rating is not known: answer the question."}
    said = readings("am/Mood/4//", given={"scale:Mood": "1-5"})
    assert said.check_ins[0].ratings[0].value == 75


def test_a_mood_of_zero_is_on_a_scale_that_begins_there(readings):
    read = readings("am/Mood/0//", "pm/Mood/8//")
    assert [entry.ratings[0].value for entry in read.check_ins] == [0, 80]


def test_a_mood_above_ten_is_wrong_and_the_others_are_not(readings):
    read = readings("am/Mood/12//", "pm/Mood/10//")
    assert rated(read) == [("Mood", 100)]
    assert reasons(read) == {2: "A value lies off the scale that it has in the file."}


def test_other_ratings_keep_their_numbers_until_a_scale_is_said(new, plan, data):
    assert ("Energy (Bearable)", 3) in rated(new)
    said = plan(data / "bearable/of_2024.csv", given={"scale:Energy": "1-5"})
    assert ("Energy", 50) in rated(said)


def test_a_value_that_states_its_highest_one_needs_no_question(plan):
    rows = "5th May 2025,x,am,Energy,8/10,,\n5th May 2025,x,pm,Energy,3/0,,\n"
    read = plan(HEADER + rows)
    assert rated(read) == [("Energy", 80)]
    assert [question.key for question in read.questions] == ["zone"]
    assert reasons(read) == {3: "The scale that the row states has no length."}


def test_words_without_a_number_are_no_score(new):
    notes = [entry.note for entry in new.check_ins if not entry.ratings]
    assert notes == [
        "Energy: v. low", "Blood pressure: 120/80", "", "Nutrition: Meals: Soup | Bread",
    ]  # fmt: skip


def test_medicines_are_doses_and_an_amount_that_is_not_known_is_none(new):
    told = [(d.substance, d.amount, d.unit, d.moment.text, d.note) for d in new.doses]
    assert told == [
        ("Melatonin", "2.5", "mg", "2024-05-02T08:05:00+02:00", ""),
        ("Valerian", None, "", "2024-05-02", "evening\nAmount: a little\nwith tea"),
        ("Iron", None, "", "2024-05-02T08:05:00+02:00", ""),
    ]
    assert {dose.status for dose in new.doses} == {"taken"}


def test_a_dose_of_nothing_or_of_several_medicines_is_held_aside(new):
    assert reasons(new)[8] == "Its amount is 0: nobody can tell whether it was taken."
    assert reasons(new)[9] == "It names several medicines, and not how much of each."


def test_sleep_is_in_hours_however_it_is_written(new):
    assert [value for name, value in rated(new) if name == "Sleep"] == [6.5, 7.25]
    assert new.check_ins[3].note.startswith("Asleep 23:10")


def test_measurements_and_factors_go_by_their_own_names(new):
    assert ("weight", 70.5) in rated(new)
    assert ("Cups carried", 12) in rated(new)
    assert ("Work", "Rain", "afternoon") in [entry.tags for entry in new.check_ins]


def test_own_categories_become_measures_and_are_told_of(new):
    assert ("Productivity", 4) in rated(new)
    assert any(remark.startswith("2 rows are of categories") for remark in new.remarks)


def test_a_row_without_a_category_or_a_reading_is_held_aside(new):
    assert reasons(new)[18] == "“category” is empty."
    assert reasons(new)[19] == "It holds neither a rating nor a word."


def test_the_same_reading_in_two_forms_of_the_file_has_one_key(plan):
    old = plan(HEADER + '"2nd May 2024",x,am,Symptom,1,Ache (Mild),\n')
    new = plan(
        "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n"
        '"2nd May 2024",2024-05-02,x,am,Symptom,1,Ache (Mild),\n'
    )
    assert old.check_ins[0].source_key == new.check_ins[0].source_key


def test_two_equal_rows_are_two_readings_with_a_key_each(readings):
    read = readings("am/Symptom/1/Ache (Mild)/", "am/Symptom/1/Ache (Mild)/")
    assert len({entry.source_key for entry in read.check_ins}) == 2


def test_a_day_with_a_clock_time_of_its_own_is_still_that_day(plan):
    read = plan(HEADER + "2025-05-05 10:00,x,all day,Energy,3,,\n")
    assert read.check_ins[0].moment.text == "2025-05-05"


def test_a_row_with_too_many_fields_is_never_shifted(readings):
    read = readings("am/Symptom/1/Ache (Mild)/note/more")
    assert reasons(read) == {2: "It has 8 fields where the header names 7."}


def test_other_columns_are_counted_by_name(plan):
    read = plan(HEADER.replace("notes", "notes,Photo") + "5th May 2025,x,am,Mood,8,,,a.jpg\n")
    assert dict(read.unknown) == {"Photo": 1}


def test_a_decimal_sign_that_nothing_proves_is_asked_for(readings):
    row = 'am/Health measurements/"1,125 kg"/Weight/'
    read = readings(row)
    assert "decimal:rating/amount" in [question.key for question in read.questions]
    assert not read.check_ins
    said = readings(row, given={"decimal:rating/amount": ","})
    assert said.check_ins[0].ratings[0].value == 1.125


def test_the_raw_row_is_kept_with_its_column_names(new):
    assert json.loads(new.check_ins[0].source_row)["date formatted"] == "2024-05-02"


def test_another_table_is_refused(plan):
    with pytest.raises(ImportFileError, match="not the columns of a Bearable export"):
        plan("date,mood\n2025-01-01,3\n", name="bearable-csv")


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04", b"\xff\xfe\xff", b"{}" * 9])
def test_what_is_no_table_is_not_recognised(content):
    assert not bearable.recognises(ImportFile(content))


@pytest.mark.parametrize("filling", [" ", "(", "(x", ")"])
def test_a_long_name_of_a_symptom_is_looked_at_once(readings, filling):
    # a pattern that tried each blank anew would take an hour
    read = readings(f"am/Symptom/2/Ache{filling * 400_000}x/")
    assert len(read.check_ins) + len(read.held_aside) == 1
