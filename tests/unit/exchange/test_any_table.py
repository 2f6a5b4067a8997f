import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain.imports import ImportPlan
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import any_table, roles
from dosejournal.exchange.importers.files import ImportFile

FUZZ = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def read(plan):
    """Reads a table; what its columns hold goes by name, other answers in `given`."""

    def read(text, given=(), more=None, **columns):
        said = {f"column:{name}": role for name, role in columns.items()} | dict(given)
        return plan(text, name="table", given=said, **(more or {}))

    return read


def proposed(plan):
    return {
        question.key.removeprefix("column:"): question.assumed
        for question in plan.questions
        if question.key.startswith("column:")
    }


def other_keys(plan):
    keys = [question.key for question in plan.questions]
    return [key for key in keys if not key.startswith(("column:", "measure:", "substance:"))]


def asked(plan, key):
    return next(question for question in plan.questions if question.key == key)


def rated(entry):
    return {rating.measure: rating.value for rating in entry.ratings}


def reasons(plan):
    return {held.row: held.reason for held in plan.held_aside}


def doses(plan):
    return [(d.substance, d.amount, d.unit, d.status) for d in plan.doses]


# what is a table


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"one line, and no more\n",
        b"a diary\nin lines\n",
        b'{"a": 1,\n"b": 2,\n"c": 3}\n',
        b"[1,2]\n[3,4]\n",
        b"<a>,<b>\n1,2\n",
        b"a,b\n1,2\n1,2,3\n1\n1\n",
        b"a,b\n1,\x002\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04a,b\n1,2\n",
        ("a" + ",a" * 300 + "\n1" + ",1" * 300 + "\n").encode(),
        b"at,x\n" + b"," * 5_000_000,
    ],
    ids=["empty", "one line", "text", "json", "list", "xml", "ragged", "nul", "png", "zip",
         "wide", "endless"],
)  # fmt: skip
def test_what_is_no_even_table_is_not_recognised(content):
    assert not any_table.recognises(ImportFile(content))


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "a|b\n1|2\n"])
def test_a_table_of_two_columns_is_recognised_whatever_parts_them(text):
    assert any_table.recognises(ImportFile(text.encode()))
    assert any_table.recognises(ImportFile(text.encode("utf-16")))


def test_what_is_no_table_is_refused_by_name(read):
    with pytest.raises(ImportFileError, match="no table of at least two columns"):
        read("a diary\nin lines\n")
    with pytest.raises(ImportFileError, match="no readable text"):
        read(b"\x89PNG\r\n\x1a\n\x00\x00")


def test_ragged_rows_wait_and_none_is_shifted(read):
    made = read("Date,Mood,Note\n2026-01-13,62,a,b\n2026-01-14,62\n2026-01-15\n2026-01-16,50,c\n")
    assert reasons(made) == {2: "It has 4 fields where the header names 3."}
    assert [rated(entry) for entry in made.check_ins] == [{"mood": 62}, {"mood": 50}]
    assert made.header == ("Date", "Mood", "Note")


def test_a_quotation_mark_left_open_holds_its_row(read):
    made = read('Date,Mood,Note\n2026-01-13,62,a\n2026-01-14,50,"b\n')
    assert reasons(made) == {3: "It is cut short: a quotation mark is left open."}


def test_a_delimiter_that_nothing_proves_is_asked(read):
    text = "Date|Mood,x\n2026-01-13|62,1\n"
    made = read(text)
    question = asked(made, "delimiter")
    assert {value for value, _text in question.options} == {"comma", "semicolon", "tab", "bar"}
    assert list(proposed(read(text, {"delimiter": "bar"}))) == ["Date", "Mood,x"]
    assert list(proposed(read(text, {"delimiter": "comma"}))) == ["Date|Mood", "x"]


def test_an_encoding_that_nothing_proves_is_asked(read):
    text = "Datum;Notiz\n" + "13.1.2026;Später müde, aber fröhlich über größere Ämter\n" * 5
    made = read(text.encode("cp1252"))
    assert made.questions[0].key == "encoding"
    made = read(text.encode("cp1252"), {"encoding": "cp1252"})
    assert made.check_ins[0].note.startswith("Später müde")


# the names of columns


def test_without_names_it_is_asked_what_the_first_row_holds(read):
    text = "2026-01-13,62\n2026-01-14,50\n"
    made = read(text)
    assert [question.key for question in made.questions] == ["header"]
    assert asked(made, "header").assumed == ""
    assert set(reasons(made)) == {1, 2}
    values = read(text, {"header": "values", "column:Column 2": "measure"})
    assert proposed(values) == {"Column 1": "day", "Column 2": "measure"}
    assert len(values.check_ins) == 2
    names = read(text, {"header": "names"})
    assert list(proposed(names)) == ["2026-01-13", "62"]
    # an answer that is none is no answer
    assert [q.key for q in read(text, {"header": "perhaps"}).questions] == ["header"]


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Date,Note\n2026-01-13,x\n", False),
        ("When,Note\nJan 13 2026,x\n", False),
        ("Walter,felt fine\nBerta,was tired\n", True),
        ("Jan 13 2026,fine,\nJan 14 2026,tired,3\n", True),
        ("Date,5-HTP\n2026-01-13,100\n", True),
        ("Date,,Mood\n2026-01-13,x,62\n", False),
        (f"Date,{'long ' * 40}\n2026-01-13,62\n", True),
    ],
)
def test_names_are_believed_only_above_values_of_another_form(read, text, is_asked):
    made = read(text)
    assert any(question.key == "header" for question in made.questions) == is_asked


def test_each_column_has_a_name_of_its_own(read):
    made = read("Date,Mood,mood,Mood,,  ,Mood 2\n2026-01-13,1,2,3,4,5,6\n")
    assert list(proposed(made)) == [
        "Date", "Mood", "mood", "Mood 3", "Column 5", "Column 6", "Mood 2",
    ]  # fmt: skip
    assert len(set(made.header)) == 7


def test_examples_are_the_first_values_that_differ(read):
    made = read("Date,Note\n" + "".join(f"2026-01-1{n},{n // 2}  x\n" for n in range(9)))
    assert asked(made, "column:Note").examples == ("0 x", "1 x", "2 x")
    assert asked(read("Date,Note\n2026-01-13,\n"), "column:Note").examples == ()
    long = asked(read(f"Date,Note\n2026-01-13,{'x' * 900}\n"), "column:Note").examples[0]
    assert len(long) < 100


# what is proposed


def test_only_what_does_no_harm_is_proposed(read):
    made = read(
        "Datum;Uhrzeit;Mood;Pain;Sertralin;Medikament;Dosis;Einheit;Bemerkung;Ort\n"
        "13.1.2026;08:15;62;2;50;Calmol;10;mg;gut;hier\n"
        "14.1.2026;21:40;50;3;50;Calmol;;;;dort\n"
    )
    assert proposed(made) == {
        "Datum": "day", "Uhrzeit": "clock", "Mood": "measure", "Pain": "measure",
        # of a number without a known name nobody can tell what it is
        "Sertralin": "unused",
        "Medikament": "substance", "Dosis": "amount", "Einheit": "unit", "Bemerkung": "note",
        "Ort": "unused",
    }  # fmt: skip
    assert made.unknown == {"Sertralin": 2, "Ort": 2}


@pytest.mark.parametrize(
    ("header", "row", "roles"),
    [
        ("Date,Time", "2026-01-13,08:15", "day clock"),
        ("Date,Time", "2026-01-13 08:15,x", "time unused"),
        ("Time,x", "2026-01-13T08:15,1", "time unused"),
        ("Tag,x", "13.1.2026,1", "day unused"),
        ("Date,Tag", "2026-01-13,walk", "day tags"),
        ("Timestamp,x", "1768291200,1", "time unused"),
        ("Anfang,x", "2026-01-13,1", "day unused"),
        ("Anfang,Ende", "2026-01-13,2026-01-14", "unused unused"),
        ("Number,x", "1768291200,1", "unused unused"),
        ("Date,Amount", "2026-01-13,5", "day unused"),
        ("Date,Status", "2026-01-13,taken", "day unused"),
        ("Date,Drug,Taken", "2026-01-13,Calmol,yes", "day substance status"),
        ("Date,Mood", "2026-01-13,so-so", "day mood"),
        ("Date,Mood (1-5)", "2026-01-13,3", "day measure"),
        ("Date,Note,Notes", "2026-01-13,a,b", "day note unused"),
    ],
)
def test_a_proposal_rests_on_name_and_values(read, header, row, roles):
    assert list(proposed(read(f"{header}\n{row}\n")).values()) == roles.split()


def test_a_column_called_as_a_substance_of_the_journal_holds_its_doses(read):
    made = read("Date,Calmol (mg)\n2026-01-13,5\n", more={"substances": ("calmol",)})
    assert proposed(made)["Calmol (mg)"] == "dose"
    assert doses(made) == [("Calmol", "5", "mg", "taken")]


# what goes together


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"a": "unused"}, "on which day, or when"),
        ({"b": "measure", "a": "clock"}, "on which day, or when"),
        ({"b": "day"}, "Only one column can be “Day”"),
        ({"b": "time"}, "either one column with day and time"),
        ({"b": "name"}, "belong together"),
        ({"b": "value"}, "belong together"),
        ({"b": "amount"}, "the substance that was taken"),
        ({"b": "status"}, "the substance that was taken"),
        ({"b": "substance", "c": "unit"}, "the numbers that the unit belongs to"),
        ({"b": "name", "c": "value", "d": "measure"}, "Choose nothing else beside them"),
        ({"b": "name", "c": "value", "d": "substance"}, "Choose nothing else beside them"),
        ({"b": "name", "c": "value", "d": "note", "e": "note"}, "Choose nothing else beside"),
        ({}, "at least one column that says something"),
    ],
)
def test_columns_that_do_not_go_together_bring_nothing_in(read, columns, said):
    made = read("a,b,c,d,e\n2026-01-13,1,2,3,4\n", **{"a": "day"} | columns)
    assert (made.check_ins, made.doses) == ((), ())
    assert list(reasons(made)) == [2]
    assert said in reasons(made)[2]
    assert said in made.remarks[0]


def test_every_choice_of_columns_is_possible_or_has_its_sentence(read):
    text = "a,b,c\n2026-01-13 08:00,1,2\n"
    every = [role for role, _text in roles.options()]
    for b in every:
        for c in every:
            made = read(text, a="time", b=b, c=c)
            wrong = roles.problem(("time", b, c))
            assert bool(wrong) == (made.remarks[:1] == (wrong,))


def test_what_a_column_cannot_hold_is_refused(read):
    with pytest.raises(ImportFileError, match="choose one of: unused, time, day"):
        read("a,b\n2026-01-13,1\n", b="colour")


def test_our_own_tables_without_a_record_of_a_person_are_refused(read):
    with pytest.raises(ImportFileError, match="holds neither ratings nor doses"):
        read("table,column,value,description\ndoses,at,,x1\n")


# days and times


def test_day_and_month_are_asked_where_no_date_proves_them(read):
    text = "Datum,Mood\n3/4/2026,62\n5/4/2026,50\n"
    made = read(text)
    assert asked(made, "day_order:Datum").assumed == ""
    assert set(reasons(made)) == {2, 3}
    first = read(text, {"day_order:Datum": "mdy"}).check_ins[0]
    assert first.moment.text == "2026-03-04"
    proved = read(text + "13/4/2026,1\n")
    assert proved.check_ins[0].moment.text == "2026-04-03"
    assert "day_order:Datum" not in other_keys(proved)


def test_a_day_without_a_time_stays_a_day(read):
    made = read("Date,Time,Mood\n2026-01-13,08:15,62\n2026-01-14,,50\n2026-01-15,soon,1\n")
    assert [entry.moment.text for entry in made.check_ins] == [
        "2026-01-13T08:15:00+01:00",
        "2026-01-14",
    ]
    assert list(reasons(made)) == [4]


def test_an_offset_of_the_value_holds_and_else_the_zone_is_asked(read):
    made = read("When,Mood\n2026-01-13T08:15:00-05:00,62\n")
    assert made.check_ins[0].moment.utc_offset_minutes == -300
    assert "zone" not in other_keys(made)
    made = read("When,Mood\n2026-01-13T08:15,62\n", {"zone": "Asia/Tokyo"})
    assert made.check_ins[0].moment.text == "2026-01-13T08:15:00+09:00"
    assert "zone" in other_keys(made)


def test_a_row_without_a_day_or_ahead_of_today_waits(read):
    text = "Date,Mood\n,62\n2026-02-31,62\n2062-01-13,62\n2026-01-13,62\n"
    made = read(text, more={"now": datetime(2026, 1, 20, tzinfo=UTC)})
    assert list(reasons(made)) == [2, 3, 4]
    assert len(made.check_ins) == 1


# measures


def test_several_measures_and_a_decimal_comma(read):
    made = read("Datum;Weight;Energie (0-10);Note\n13.1.2026;70,5;6,5;a\n14.1.2026;?;;b\n",
                {"column:Energie (0-10)": "measure"})  # fmt: skip
    assert [rated(entry) for entry in made.check_ins] == [{"weight": 70.5, "energie": 6.5}, {}]
    new = next(measure for measure in made.new_measures if measure.key == "energie")
    assert (new.kind, new.minimum, new.maximum, new.archived) == ("number", 0, 10, True)


def test_a_decimal_sign_that_nothing_proves_is_asked(read):
    text = 'Date;Steps\n2026-01-13;"1,125"\n'
    made = read(text, Steps="measure")
    assert asked(made, "decimal:Steps").assumed == ""
    assert list(reasons(made)) == [2]
    assert rated(read(text, {"decimal:Steps": "."}, Steps="measure").check_ins[0]) == {
        "steps": 1125
    }


def test_the_scale_of_a_new_measure_is_asked_and_an_end_that_is_stated_holds(read):
    text = "Date,Energy level\n2026-01-13,4\n"
    made = read(text, {"column:Energy level": "measure"})
    assert asked(made, "scale:Energy level").assumed == "number"
    given = {"column:Energy level": "measure", "scale:Energy level": "1-5"}
    (rating,) = read(text, given).check_ins[0].ratings
    assert (rating.value, rating.raw_maximum) == (4, None)
    made = read("Date,Mood (1-5)\n2026-01-13,3\n2026-01-14,9\n")
    (rating,) = made.check_ins[0].ratings
    assert (rating.value, rating.raw_value, rating.raw_maximum) == (50, 3, 5)
    assert list(reasons(made)) == [3]


def test_what_is_no_number_holds_its_whole_row(read):
    made = read("Date,Mood,Drug\n2026-01-13,62,Calmol\n2026-01-14,soso,Calmol\n",
                {"column:Mood": "measure"})  # fmt: skip
    assert reasons(made) == {3: "“Mood” is not a number."}
    assert len(made.doses) == 1


def test_two_columns_of_one_measure_do_not_overwrite_each_other(read):
    made = read("Date,Mood,mood\n2026-01-13,62,50\n2026-01-14,62,\n",
                {"column:mood": "measure"})  # fmt: skip
    assert reasons(made) == {2: "Two of its columns rate the same measure."}
    both = read("Date,Mood,Word\n2026-01-13,62,good\n", Word="mood")
    assert list(reasons(both)) == [2]


def test_moods_in_words_get_their_levels_from_the_person(read):
    text = "Date,Mood\n2026-01-13,So-so\n2026-01-14,good\n"
    made = read(text)
    assert made.mood_words == {"good": 4, "so-so": None}
    assert [entry.mood_word for entry in made.check_ins] == ["So-so", "good"]
    assert [rated(entry) for entry in made.check_ins] == [{}, {"mood": 75}]
    assert asked(made, "mood:so-so").assumed == ""
    made = read(text, {"mood:so-so": "2"})
    assert rated(made.check_ins[0]) == {"mood": 25}
    assert not read("Date,Mood,x\n2026-01-13,,a\n", Mood="mood", x="note").check_ins[0].mood_word


def test_one_rating_a_row_is_brought_together_by_its_time(read):
    text = (
        "Zeit;Was;Wert;Einheit;Notiz\n"
        "13.1.2026 08:00;Mood;62;;gut\n"
        "13.1.2026 08:00;Weight;70,5;kg;\n"
        "14.1.2026 08:00;;3;;\n"
    )
    made = read(text, Was="name", Wert="value", Einheit="unit")
    (entry,) = made.check_ins
    assert rated(entry) == {"mood": 62, "weight": 70.5}
    assert entry.note == "gut"
    assert list(reasons(made)) == [4]
    assert (made.format, made.source) == ("table", "table")


# doses


def test_doses_are_named_in_their_rows(read):
    made = read(
        "Datum;Medikament;Dosis (mg);Bemerkung\n"
        "13.1.2026;Calmol;12,5;mit Wasser\n"
        "13.1.2026;Calmol;;\n"
        "13.1.2026;Calmol;ca. 5;\n"
        "13.1.2026;;;nur so\n"
        "13.1.2026;;5;\n"
        "13.1.2026;Calmol;0;\n"
        "13.1.2026;Calmol;viel;\n"
        "13.1.2026;Calmol;5 g;\n"
    )
    assert doses(made) == [
        ("Calmol", "12.5", "mg", "taken"),
        # never 0
        ("Calmol", None, "mg", "taken"),
        ("Calmol", "5", "mg", "taken"),
    ]
    assert [dose.estimated for dose in made.doses] == [False, False, True]
    assert (made.doses[0].note, made.check_ins[0].note) == ("mit Wasser", "nur so")
    assert len(made.check_ins) == 1
    assert list(reasons(made)) == [6, 7, 8, 9]


def test_amounts_are_as_typed_with_their_unit(read):
    made = read(
        "Date,Drug,Amount,Unit\n2026-01-13,Calmol,2.50,mcg\n2026-01-13,Calmol,½,tablet\n"
        "2026-01-13,Calmol,1/2 tablet,\n2026-01-13,Calmol,50µg,\n2026-01-13,Calmol,8/10,\n"
    )
    assert [(amount, unit) for _name, amount, unit, _status in doses(made)] == [
        ("2.50", "µg"), ("0.5", "tablets"), ("0.5", "tablets"), ("50", "µg"),
    ]  # fmt: skip
    assert list(reasons(made)) == [6]


def test_a_column_may_hold_the_doses_of_what_it_is_called(read):
    made = read(
        "Date,Calmol (mg),Tea\n"
        "2026-01-13,5,x\n2026-01-14,0,no\n2026-01-15,,-\n2026-01-16,10 mg,yes\n"
        "2026-01-17,?,\n2026-01-18,5 g,\n",
        {"column:Calmol (mg)": "dose", "column:Tea": "dose"},
    )
    assert doses(made) == [
        ("Calmol", "5", "mg", "taken"),
        ("Tea", None, "", "taken"),
        ("Calmol", "10", "mg", "taken"),
        ("Tea", None, "", "taken"),
    ]
    assert made.remarks[:2] == (
        "1 row has nothing but its time that has a place in a journal; it is left out.",
        "2 cells say that nothing was taken; they are no doses.",
    )
    assert reasons(made)[6] == "One of its cells does not say whether a dose was taken."
    assert list(reasons(made)) == [6, 7]


def test_a_word_that_says_what_became_of_a_dose_is_asked_and_never_assumed(read):
    text = (
        "Date,Drug,Amount,Status\n"
        "2026-01-13,Calmol,5,Taken\n2026-01-14,Calmol,5,no\n2026-01-15,Calmol,,\n"
        "2026-01-16,Calmol,0,skipped\n2026-01-17,,,no\n"
    )
    made = read(text)
    assert [status for *_more, status in doses(made)] == ["taken", "skipped"]
    assert list(reasons(made)) == [3, 4]
    assert [asked(made, key).assumed for key in ("status:", "status:no")] == ["", ""]
    made = read(text, {"status:no": "missed", "status:": "none"})
    assert [status for *_more, status in doses(made)] == ["taken", "missed", "skipped"]
    assert any("is no dose, as you said" in remark for remark in made.remarks)
    assert not made.held_aside


def test_a_column_of_many_words_says_no_status(read):
    rows = "".join(f"2026-01-13,Calmol,text {n}\n" for n in range(40))
    made = read("Date,Drug,Status\n" + rows)
    assert "Too many different words" in reasons(made)[2]
    assert not [key for key in other_keys(made) if key.startswith("status:")]


def test_a_row_may_be_a_check_in_and_doses_and_nothing_of_it_comes_in_by_half(read):
    made = read(
        "Date,Mood,Drug,Amount,Note\n2026-01-13,62,Calmol,5,fine\n2026-01-14,62,Calmol,much,x\n"
    )
    assert (len(made.check_ins), len(made.doses)) == (1, 1)
    # beside a rating a note tells of the person
    assert (made.check_ins[0].note, made.doses[0].note) == ("fine", "")
    assert list(reasons(made)) == [3]


# notes and tags


def test_several_columns_of_notes_and_tags_come_together(read):
    made = read(
        "Date,Morning,Evening,Tags,Place\n2026-01-13,well,tired,a | b;c,home\n2026-01-14,,x,,\n",
        Morning="note", Evening="note", Place="tags",
    )  # fmt: skip
    assert made.check_ins[0].note == "Morning: well\nEvening: tired"
    assert made.check_ins[0].tags == ("a", "b;c", "home")
    assert made.check_ins[1].note == "Evening: x"


def test_what_is_not_taken_over_is_counted_by_name(read):
    made = read("Date,Mood,Place,Place\n2026-01-13,62,a,b\n2026-01-14,62,,c\n2026-01-15,,d,\n")
    assert made.unknown == {"Place": 2, "Place 2": 2}
    assert "1 row has nothing but its time" in made.remarks[0]


# importing again


def test_a_row_is_known_again_whatever_stands_beside_it(read):
    one = read("Date,Mood,Drug,Amount,Place\n2026-01-13,62,Calmol,5,a\n2026-01-13,62,Calmol,5,a\n")
    other = read("Place,Amount,Mood,Drug,Date,New\nb,5,62,calmol,13 January 2026,x\n")
    assert one.check_ins[0].source_key == other.check_ins[0].source_key
    assert one.doses[0].source_key == other.doses[0].source_key
    # what was recorded twice is there twice
    assert len({dose.source_key for dose in one.doses}) == 2
    assert one.by_moment


def test_the_raw_row_is_kept_by_the_names_of_its_columns(read):
    made = read("Date,Mood,Place,Place\n2026-01-13,62,a,b\n")
    assert made.check_ins[0].source_row == (
        '{"Date":"2026-01-13","Mood":"62","Place":"a","Place 2":"b"}'
    )


def test_no_answer_of_an_earlier_table_is_taken_for_this_one(plan):
    remembered = {"table": {"column:x": "measure", "zone": "Asia/Tokyo"}}
    made = plan("Date,x\n2026-01-13,5\n", name="table", remembered=remembered)
    assert proposed(made)["x"] == "unused"
    assert made.zone == "Europe/Berlin"
    assert made.answers == {}


# odd files


CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["2026-03-01", "3/4/2025", "08:00", "6 pm", "1,5", "½", "8/10", "1e9", "-1", "0", "x", "?",
         "50 mg", "5 mg ± 1", "yes", "no", "taken", "99999999999", "9999-12-31", "good", "7:30",
         "2026-03-01T08:00+23:59", "२०२६-०३-०१", "<br>", "=1+1", "\ud800"]
    ),
)  # fmt: skip
ROLES = st.sampled_from([role for role, _text in roles.options()])


@FUZZ
@given(
    header=st.lists(st.text(max_size=6), min_size=2, max_size=5),
    rows=st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=5),
    said=st.lists(ROLES, min_size=5, max_size=5),
    sign=st.sampled_from(",;\t|"),
    first=st.sampled_from(["", "names", "values"]),
)
def test_no_table_raises_anything_but_a_sentence(plan, header, rows, said, sign, first):
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows([header, *rows])
    content = text.getvalue().encode("utf-8", "replace")
    any_table.recognises(ImportFile(content))
    given = {"header": first}
    try:
        made = plan(content, name="table", given=given)
        names = list(proposed(made))
        given |= {f"column:{name}": role for name, role in zip(names, said, strict=False)}
        made = plan(content, name="table", given=given)
        again = plan(content, name="table", given=given)
    except JournalError:
        return
    assert isinstance(made, ImportPlan)
    assert made == again
    keys = [dose.source_key for dose in made.doses]
    assert len(set(keys)) == len(keys)


@FUZZ
@given(content=st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_sentence(plan, content):
    any_table.recognises(ImportFile(content))
    try:
        plan(content, name="table")
    except JournalError:
        return


def test_what_is_said_of_one_column_tells_of_the_others(plan):
    sheet = "Datum;Laune;Pille;Menge\n1.1.2026;5;Calmol;10 mg\n14.1.2026;6;Calmol;10 mg\n"

    def assumed(**given):
        said = {f"column:{name}": role for name, role in given.items()}
        read = plan(sheet, name="table", given=said)
        return {q.key[7:]: q.assumed for q in read.questions if q.key.startswith("column:")}

    assert assumed()["Menge"] == "unused"
    assert assumed(Pille="substance")["Menge"] == "amount"
    assert assumed(Pille="substance", Laune="amount")["Menge"] == "unused"
    assert assumed(Laune="day") == assumed() | {"Laune": "day", "Datum": "unused"}
