import json
from datetime import UTC, datetime

import pytest

from dosejournal.errors import ImportFileError
from dosejournal.exchange import importers


def rated(entry):
    return {rating.measure: rating.value for rating in entry.ratings}


def reasons(plan):
    return {held.row: held.reason for held in plan.held_aside}


def keys(plan):
    return [question.key for question in plan.questions]


def test_single_ratings_of_one_time_become_one_check_in(plan, data):
    read = plan(data / "tidy/long.csv")
    assert [rated(entry) for entry in read.check_ins] == [
        {"mood": 62, "focus": 40},
        {"mood": 55},
        {"mood": 48},
    ]
    first, _second, third = read.check_ins
    assert first.note == "slept badly"
    assert first.moment.zone == "Europe/Berlin"
    assert (third.moment.precision, third.moment.text) == ("day", "2026-03-02")
    assert [row["measure"] for row in json.loads(first.source_row)] == ["mood", "focus"]
    assert read.format == read.source == "tidy-csv"


def test_what_is_off_the_scale_or_no_number_is_held_aside(plan, data):
    read = plan(data / "tidy/long.csv")
    assert reasons(read)[6].startswith("Mood runs from 0 to 100.")
    assert reasons(read)[8] == "“value” is not a number."
    assert "1 row has no value: what is not rated stays not rated." in read.remarks


def test_a_measure_rated_twice_at_one_time_is_two_check_ins(plan):
    read = plan("at,measure,value\n2026-03-01T08:00,mood,62\n2026-03-01T08:00,mood,64\n")
    assert [rated(entry) for entry in read.check_ins] == [{"mood": 62}, {"mood": 64}]


def test_other_notes_of_one_time_stay_apart(plan):
    read = plan(
        "at,measure,value,note,tags\n2026-03-01T08:00,mood,62,one,a;b\n"
        "2026-03-01T08:00,focus,64,two,\n2026-03-01T08:00,energy,50,,c|d\n"
    )
    assert [(rated(entry), entry.note) for entry in read.check_ins] == [
        ({"mood": 62, "energy": 50}, "one"),
        ({"focus": 64}, "two"),
    ]
    assert read.check_ins[0].tags == ("a", "b", "c", "d")


def test_the_order_of_rows_does_not_change_a_key(plan):
    head = "at,measure,value\n"
    rows = ["2026-03-01T08:00,mood,62\n", "2026-03-01T08:00,focus,40\n"]
    one, other = plan(head + "".join(rows)), plan(head + "".join(reversed(rows)))
    assert one.check_ins[0].source_key == other.check_ins[0].source_key


def test_one_column_a_measure_with_a_comma_for_decimals(plan, data):
    read = plan(data / "tidy/wide_semicolon.csv", name="tidy-csv")
    first, second = read.check_ins
    assert rated(first) == {"mood": 62, "weight": 70.5, "meditated": 1}
    assert rated(second) == {"mood": 48, "weight": 71.25, "meditated": 0}
    assert first.note == "Guten Tag"
    assert first.moment.text == "2025-04-03"
    assert [(m.name, m.kind) for m in read.new_measures] == [("Meditated", "yes_no")]
    assert dict(read.unknown) == {"Place": 1}
    assert keys(read) == ["date_column", "zone", "measure:meditated"]
    assert (
        "1 row has nothing but its time that has a place in a journal; it is left out."
        in read.remarks
    )


def test_the_date_column_can_be_chosen(plan):
    text = "Anfang;Ende;Mood\n2025-04-03;2025-04-04;62\n"
    assert plan(text, name="tidy-csv").check_ins[0].moment.text == "2025-04-03"
    read = plan(text, name="tidy-csv", given={"date_column": "ende"})
    assert read.check_ins[0].moment.text == "2025-04-04"
    assert read.questions[0].options == (("anfang", "Anfang"), ("ende", "Ende"))


def test_an_ambiguous_order_of_day_and_month_is_never_guessed(plan, data):
    file = data / "tidy/day_or_month.csv"
    read = plan(file)
    assert [entry.moment.text for entry in read.check_ins] == ["2025-05-05"]
    assert reasons(read) == {
        2: "The order of its day and month is not known: answer the question."
    }
    assert keys(read) == ["day_order:date", "zone"]
    assert read.questions[0].assumed == ""
    read = plan(file, given={"day_order:date": "mdy"})
    assert [entry.moment.text for entry in read.check_ins] == ["2025-03-04", "2025-05-05"]
    read = plan(file, given={"day_order:date": "dmy"})
    assert read.check_ins[0].moment.text == "2025-04-03"


def test_day_and_time_may_stand_in_columns_of_their_own(plan):
    read = plan("date,time,mood\n2026-03-01,8:05 pm,62\n2026-03-02,,48\n")
    assert [entry.moment.text for entry in read.check_ins] == [
        "2026-03-01T20:05:00+01:00",
        "2026-03-02",
    ]


def test_a_column_called_time_may_hold_the_whole_time(plan):
    read = plan("time,mood\n2026-03-01 08:00,62\n")
    assert read.check_ins[0].moment.text == "2026-03-01T08:00:00+01:00"


def test_a_column_of_zones_is_followed(plan):
    read = plan("at,zone,mood\n2026-03-01T08:00,Asia/Tokyo,62\n2026-03-01T08:00,,48\n")
    assert [entry.moment.zone for entry in read.check_ins] == ["Asia/Tokyo", "Europe/Berlin"]
    assert keys(read) == ["zone"]


def test_years_of_two_digits_are_told(plan):
    read = plan("date,mood\n13/4/25,62\n")
    assert read.check_ins[0].moment.text == "2025-04-13"
    assert "Years of two digits are read as 2000 to 2099." in read.remarks


def test_a_column_whose_decimal_sign_is_not_sure_waits(plan):
    text = "at;Weight\n2026-03-01;1,125\n2026-03-02;70\n"
    read = plan(text)
    assert [rated(entry) for entry in read.check_ins] == [{"weight": 70}]
    assert keys(read) == ["decimal:Weight", "zone"]
    assert rated(plan(text, given={"decimal:Weight": ","}).check_ins[0]) == {"weight": 1.125}
    assert rated(plan(text, given={"decimal:Weight": "."}).check_ins[0]) == {"weight": 1125}


def test_two_columns_of_one_measure_hold_the_row_aside(plan):
    read = plan("at,mood,Mood\n2026-03-01,62,64\n2026-03-02,62,\n")
    assert reasons(read) == {2: "Two columns of it rate “Mood”."}
    assert len(read.check_ins) == 1


def test_a_delimiter_that_no_line_proves_is_asked_for(plan):
    text = "at,x;date;y\n2026-03-01,1;2026-03-02;5\n"
    read = plan(text)
    assert keys(read)[0] == "delimiter"
    again = plan(text, given={"delimiter": "comma"})
    assert again.questions[0].key == "delimiter"
    assert again.header != read.header


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_the_delimiter_is_found(plan, sign):
    text = "at,measure,value\n2026-03-01,mood,62\n".replace(",", sign)
    read = plan(text)
    assert len(read.check_ins) == 1
    assert keys(read) == ["zone"]


def test_doses_keep_their_decimals_and_unknown_stays_unknown(plan, data):
    read = plan(data / "tidy/doses.csv")
    assert [(d.amount, d.unit, d.status, d.estimated, d.plus_minus) for d in read.doses] == [
        ("10.50", "mg", "taken", False, None),
        (None, "mg", "taken", False, None),
        ("50", "µg", "late", False, None),
        ("2.5", "mg", "skipped", True, None),
        ("0.5", "tablets", "taken", False, None),
        ("10", "mg", "extra", True, "2"),
    ]
    assert reasons(read) == {
        8: "Its status is none of: taken, late, skipped, missed, extra.",
        9: "“amount” is not a number.",
        10: "“substance” is empty.",
    }


def test_a_unit_in_the_name_of_the_column_holds_for_it(plan):
    read = plan("at,substance,Amount (mL)\n2026-03-01,Item A,5\n2026-03-01,Item A,1/3\n")
    assert [(dose.amount, dose.unit) for dose in read.doses] == [("5", "mL")]
    assert reasons(read) == {3: "Its amount cannot be read."}


def test_an_amount_below_nothing_is_held_aside(plan):
    read = plan("at,substance,amount\n2026-03-01,Item A,-5\n")
    assert reasons(read) == {2: "Its amount cannot be read."}


def test_the_journals_own_tables_of_ratings_come_back(plan, data):
    read = plan(data / "tidy/observations.csv")
    mood, nausea, note = read.check_ins
    assert rated(mood) == {"mood": 40}
    assert mood.ratings[0].raw_value == 4
    assert mood.moment.zone == "Europe/Paris"
    assert (nausea.moment.text, rated(nausea)) == ("2026-01-03", {"nausea": 1})
    assert (note.note, note.ratings) == ("A quiet day", ())
    assert reasons(read) == {
        5: "A value lies off the scale that it has in the file.",
        6: "There is no time zone of that name. Nothing was brought in; "
        "give one such as Europe/Paris.",
        7: "Its precision of time is not one of the known ones.",
    }


def test_the_journals_own_tables_of_doses_come_back(plan, data):
    read = plan(data / "tidy/own_doses.csv")
    taken, skipped = read.doses
    assert (taken.amount, taken.status) == ("50", "taken")
    assert taken.moment.text == "2026-01-03T08:12:00+01:00"
    assert (skipped.status, skipped.moment.text) == ("skipped", "2026-01-04T08:00:00+01:00")
    assert dict(read.unknown) == {"amount_text": 2, "route": 2}


def test_a_part_of_the_day_is_not_a_clock_time(plan):
    read = plan("at,time_precision,measure,value\n2026-01-03T09:00,part_of_day,mood,62\n")
    assert read.check_ins[0].moment.precision == "part_of_day"


def test_ragged_rows_and_empty_times_are_held_aside(plan):
    read = plan("at,mood\n2026-03-01,62,1\n,48\nsoon,48\n2026-03-04\n")
    assert reasons(read) == {
        2: "It has 3 fields where the header names 2.",
        3: "It does not say when it was recorded.",
        4: "Its date cannot be read.",
    }


@pytest.mark.parametrize("text", ["", "\n\n", "mood\n62\n", "at\n2026-03-01\n", "a,b\n1,2\n"])
def test_a_table_without_a_time_or_anything_beside_it_is_refused(plan, text):
    with pytest.raises(ImportFileError, match="No column of this file says when"):
        plan(text, name="tidy")


def test_a_note_alone_is_a_check_in(plan):
    read = plan("date,note\n2026-03-01,A quiet day\n2026-03-02,\n")
    assert [entry.note for entry in read.check_ins] == ["A quiet day"]


def test_an_instant_is_shown_by_the_clock_of_the_files_zone(plan):
    read = plan("at,mood\n2026-03-01T23:30Z,62\n2026-03-02T08:00-05:00,48\n")
    assert [entry.moment.text for entry in read.check_ins] == [
        "2026-03-02T00:30:00+01:00",
        "2026-03-02T08:00:00-05:00",
    ]
    assert keys(read) == ["zone"]
    assert keys(plan("at,mood\n2026-03-02T08:00-05:00,48\n")) == []


def test_columns_without_a_place_are_counted_by_name(plan):
    read = plan("at,measure,value,Where\n2026-03-01,mood,62,home\n2026-03-02,mood,62,\n")
    assert dict(read.unknown) == {"Where": 1}


@pytest.mark.parametrize("amount", ["2x5", "5-10", "1-0-1", "10 mg x2", "5 g"])
def test_an_amount_that_says_more_than_one_is_never_cut_to_its_first_number(plan, amount):
    read = plan(f"at,substance,amount,unit\n2026-03-01,Item A,{amount},mg\n")
    assert read.doses == ()
    assert list(reasons(read)) == [2]


def test_what_stands_behind_the_number_of_a_scale_is_no_unit(plan):
    read = plan("at,mood,steps\n2026-03-01,5O,\n2026-03-02,50 %,\n2026-03-03,7/10,12 x\n")
    assert [each.ratings[0].value for each in read.check_ins] == [50, 70]
    assert reasons(read)[2].startswith("Something stands behind the number, and “Mood”")


def test_a_unit_in_an_amount_may_repeat_that_of_its_column(plan):
    read = plan("at,substance,amount,unit\n2026-03-01,Item A,50 mcg,µg\n2026-03-02,Item A,2 mL,\n")
    assert [(dose.amount, dose.unit) for dose in read.doses] == [("50", "µg"), ("2", "mL")]
    other = plan("at,substance,amount (mg)\n2026-03-01,Item A,5 mL\n")
    assert reasons(other)[2].startswith("Two units are given")


def test_a_rating_that_is_a_range_is_held_aside(plan):
    read = plan("date,mood\n2026-03-01,55-60\n2026-03-02,5 or 6\n2026-03-03,50+\n2026-03-04,80\n")
    assert [rated(entry) for entry in read.check_ins] == [{"mood": 80}]
    assert list(reasons(read)) == [2, 3, 4]


@pytest.mark.parametrize(
    "other",
    ["2026-04-{:02}", "{:02}.04.2026", "202604{:02}", "12-34-{:02}", "1.2.{}"],
    ids=["day", "dots", "compact", "code", "version"],
)
def test_a_column_of_days_or_codes_is_no_measure(plan, other):
    rows = [f"2026-03-{n:02},55,{other.format(n)}" for n in range(1, 15)]
    read = plan("date,mood,other\n" + "\n".join(rows))
    assert read.new_measures == ()
    assert read.held_aside == ()
    assert [rated(entry) for entry in read.check_ins] == [{"mood": 55}] * 14
    assert read.unknown == {"other": 14}


def test_rows_of_days_that_are_yet_to_come_are_held_aside(plan):
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    table = "at,mood\n2026-03-02T11:00Z,62\n2026-03-02T13:00Z,62\n2062-03-01,62\n"
    read = plan(table, now=now)
    assert reasons(read) == {3: "Its day is yet to come.", 4: "Its day is yet to come."}
    assert len(plan(table).check_ins) == 3


@pytest.mark.parametrize(
    "text",
    ["2026-03-01 08:00,mood,62\n2026-03-02 08:00,mood,63\n", "at,62,50\n2026-03-01T08:00,1,2\n"],
)
def test_a_first_row_of_values_is_never_taken_for_names(plan, text):
    with pytest.raises(ImportFileError, match="holds values and not the names"):
        plan(text, name="tidy-csv")
    asked = plan(text)
    assert (asked.format, asked.check_ins) == ("table", ())
    assert [question.key for question in asked.questions] == ["header"]


def test_words_where_numbers_are_rated_are_counted_and_not_passed_over(plan):
    text = "at,mood\n2026-03-01T08:00,good\n2026-03-02T08:00,bad\n"
    read = plan(text, name="tidy-csv")
    assert read.unknown == {"mood": 2}
    assert read.check_ins == ()


@pytest.mark.parametrize(
    "text",
    [
        "day,mood,pain\n2026-03-01,great,mild\n2026-03-02,awful,none\n",
        "day,mood,steps,note\n2026-03-01,great,8000,a\n2026-03-02,awful,,b\n",
    ],
)
def test_of_a_table_whose_mood_is_words_it_is_asked_what_each_column_holds(plan, text):
    read = plan(text)
    assert read.format == "table"
    assert next(q for q in read.questions if q.key == "column:mood").assumed == "mood"
    assert [entry.mood_word for entry in read.check_ins] == ["great", "awful"]


def test_a_table_of_notes_alone_is_read_by_its_names(plan):
    read = plan("at,note,tags\n2026-03-01T08:00,slept badly,a\n")
    assert (read.format, read.check_ins[0].note) == ("tidy-csv", "slept badly")


@pytest.mark.parametrize("word", ["sep=;\r\n", "SEP=;\n", '"sep=;"\n', "\ufeffsep=;\n"])
def test_the_line_by_which_excel_says_the_delimiter_is_no_row(plan, word):
    table = "date;mood;note\n2026-03-01;62;a, b, c\n2026-03-02;x;\n"
    read = plan(word + table)
    assert [entry.note for entry in read.check_ins] == ["a, b, c"]
    assert list(reasons(read)) == [3]
    assert keys(read) == keys(plan(table)) == ["zone"]
    assert read.check_ins[0].source_key == plan(table).check_ins[0].source_key


def test_a_first_line_that_says_another_sign_is_a_row_like_any_other(plan):
    with pytest.raises(ImportFileError):
        plan("sep=#\ndate#mood\n2026-03-01#62\n")


def test_rows_held_aside_come_in_once_they_are_mended_as_they_would_have_before(plan):
    head, good, bad = "date,mood,note\n", "2026-03-01,62,a\n", "2026-03-02,x62,b\n"
    read = plan(head + good + bad)
    saved = importers.held_aside_csv(read).decode()
    assert saved.startswith("row,reason,date,mood,note\r\n3,")
    mended = plan(saved.replace("x62", "62"))
    assert [rated(entry) for entry in mended.check_ins] == [{"mood": 62}]
    assert (mended.unknown, mended.new_measures) == ({}, ())
    whole = plan(head + good + bad.replace("x62", "62"))
    assert mended.check_ins[0].source_key == whole.check_ins[1].source_key


@pytest.mark.parametrize("number", ["a", "", "1.5"])
def test_columns_called_row_and_reason_that_are_none_of_ours_stay(plan, number):
    read = plan(f"row,reason,date,mood\n{number},tired,2026-03-01,62\n")
    assert "reason" in read.unknown


def test_where_semicolons_part_the_fields_a_point_may_part_thousands(plan):
    text = "date;steps\n2026-03-01;12.345\n2026-03-02;9.870\n"
    read = plan(text)
    assert keys(read)[0] == "decimal:steps"
    assert len(read.held_aside) == 2
    assert rated(plan(text, given={"decimal:steps": ","}).check_ins[0]) == {"steps": 12345}
    assert rated(plan(text, given={"decimal:steps": "."}).check_ins[0]) == {"steps": 12.345}
    proved = plan(text + "2026-03-03;0.5\n")
    assert rated(proved.check_ins[0]) == {"steps": 12.345}
    # programs, which part fields by commas, write points
    commas = plan(text.replace(";", ","))
    assert rated(commas.check_ins[0]) == {"steps": 12.345}


@pytest.mark.parametrize("name", ["Item A", "item a (mg)"])
def test_a_column_called_as_a_substance_is_asked_about_and_no_measure(plan, name):
    text = f"date,mood,{name}\n2026-03-01,62,10\n2026-03-02,63,\n"
    read = plan(text, substances=("Item A",))
    assert (read.format, [dose.amount for dose in read.doses]) == ("table", ["10"])
    assert read.new_measures == ()
    assert plan(text).format == "tidy-csv"
    assert plan(text, name="tidy", substances=("Item A",)).format == "tidy-csv"


def test_a_column_called_as_a_measure_is_one_though_a_substance_is_called_so_too(plan):
    read = plan("date,mood\n2026-03-01,62\n", substances=("Mood",))
    assert (read.format, rated(read.check_ins[0])) == ("tidy-csv", {"mood": 62})
