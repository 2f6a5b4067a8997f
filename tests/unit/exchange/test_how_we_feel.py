import pytest

from dosejournal.domain.measures import shipped
from dosejournal.errors import ImportFileError


@pytest.fixture
def old(plan, data):
    return plan(data / "how_we_feel/of_22_columns.csv")


@pytest.fixture
def new(plan, data):
    return plan(data / "how_we_feel/of_10_columns.csv")


def reasons(plan):
    return {held.row: held.reason for held in plan.held_aside}


def test_english_times_are_read_whatever_blank_stands_before_pm(old):
    assert [entry.moment.text for entry in old.check_ins] == [
        "2025-03-02T08:05:00+01:00",
        "2025-03-03T23:40:00+01:00",
    ]
    assert "zone" in [question.key for question in old.questions]


def test_both_forms_of_the_file_are_recognised(old, new):
    assert {old.format, new.format} == {"how-we-feel"}
    assert new.check_ins[0].moment.text == "2026-07-22T23:36:00+02:00"


def test_feelings_are_words_and_no_score_is_made_of_them(old):
    assert [entry.mood_word for entry in old.check_ins] == ["Peaceful", "Tense, Hopeful"]
    assert not old.mood_words
    assert not any(q.key.startswith("mood:") for q in old.questions)
    assert "mood" not in {r.measure for entry in old.check_ins for r in entry.ratings}


def test_people_places_and_events_are_tags(old):
    assert [e.tags for e in old.check_ins] == [("Family", "Friends", "Home"), ("Work",)]


def test_zeros_that_say_nothing_are_left_out_and_others_stay(old):
    names = {measure.key: (measure.name, measure.unit) for measure in old.new_measures}
    rated = [
        {names[rating.measure]: rating.value for rating in entry.ratings}
        for entry in old.check_ins
    ]
    assert rated == [
        {
            ("Sleep", ""): 6.5,
            ("Steps", ""): 120,
            ("Temperature", "°F"): 41,
            ("Water", "cups"): 2,
            ("Caffeine", "mg"): 0,
            ("Alcoholic Drinks", ""): 0,
        },
        {("Exercise", ""): 0.5, ("Caffeine", "mg"): 80},
    ]
    assert any(remark.startswith("5 zeros are left out") for remark in old.remarks)


def test_what_is_no_number_is_a_line_of_the_note(old):
    assert old.check_ins[0].note == "slow, quiet\nMenstrual: Light"


def test_weather_has_no_place_and_is_counted(old):
    assert dict(old.unknown) == {"Weather": 2}


def test_lists_of_the_newer_form_become_lines_of_the_note(new):
    assert [entry.note for entry in new.check_ins] == [
        "a note\nrest more\ntea",
        "Why?\nIt worked.\n[broken",
    ]


def test_rows_that_cannot_be_read_are_held_aside(old):
    assert reasons(old) == {
        4: "“Mood” is empty.",
        5: "There is no such day.",
        6: "Its date cannot be read.",
        7: "It has 23 fields where the header names 22.",
    }


def test_an_entry_is_the_same_when_the_phone_has_counted_on(plan, data):
    text = (data / "how_we_feel/of_22_columns.csv").read_text(encoding="utf-8")
    later = plan(text.replace("120.0", "4000.0"))
    assert [e.source_key for e in later.check_ins] == [e.source_key for e in plan(text).check_ins]


def test_numbers_never_land_on_a_scale_of_the_journal(old):
    own = {measure.key for measure in shipped()}
    assert not own & {r.measure for entry in old.check_ins for r in entry.ratings}


def test_another_table_is_refused(plan):
    with pytest.raises(ImportFileError, match="not the columns of a How We Feel export"):
        plan("date,mood\n2025-01-01,3\n", name="how-we-feel")
