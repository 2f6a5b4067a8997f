from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from dosejournal.domain.imports import Answers
from dosejournal.domain.measures import Measure
from dosejournal.exchange.importers import dates, markup, months, numbers
from dosejournal.exchange.importers.rows import RowError, compact
from dosejournal.exchange.importers.scales import FileMeasures

NOBODY = Answers("UTC")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18:52", time(18, 52)),
        ("01:25", time(1, 25)),
        ("6:50 pm", time(18, 50)),
        ("10:04 AM", time(10, 4)),
        ("12:00 AM", time(0, 0)),
        ("12:00 pm", time(12, 0)),
        ("12:19 a.m.", time(0, 19)),
        ("6:50 p. m.", time(18, 50)),
        ("6:50\N{NARROW NO-BREAK SPACE}PM", time(18, 50)),
        ("18.52", time(18, 52)),
        ("18h52", time(18, 52)),
        ("18:52:33", time(18, 52, 33)),
        ("午後6:50", time(18, 50)),
        ("오전 6:50", time(6, 50)),
        ("下午6:50", time(18, 50)),
    ],
)
def test_times_are_read_as_phones_write_them(text, expected):
    assert dates.clock_time(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "soon", "25:00", "18:60", "14:58 pm", "6:50 xm", "am 6:50 pm", "6:50Z", "6 pm", "1" * 99],
)
def test_what_is_no_time_is_held_aside(text):
    with pytest.raises(RowError):
        dates.clock_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026/3/1", date(2026, 3, 1)),
        ("2026.03.01", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        ("2026-03-01T08:05", datetime.fromisoformat("2026-03-01T08:05")),
        ("2026-03-01 08:05:30", datetime.fromisoformat("2026-03-01T08:05:30")),
        ("2026-03-01, 8:05 pm", datetime.fromisoformat("2026-03-01T20:05")),
        ("20260301T0805Z", datetime(2026, 3, 1, 8, 5, tzinfo=UTC)),
        ("2026-03-01T08:05Z", datetime(2026, 3, 1, 8, 5, tzinfo=UTC)),
        ("2026-03-01T08:05:00.250-0330",
         datetime(2026, 3, 1, 8, 5, tzinfo=timezone(-timedelta(hours=3, minutes=30)))),
        ("13/4/2025", date(2025, 4, 13)),
        ("4/13/2025 8:05 pm", datetime.fromisoformat("2025-04-13T20:05")),
        ("13.4.25", date(2025, 4, 13)),
        ("1772352300", datetime(2026, 3, 1, 8, 5, tzinfo=UTC)),
        ("1772352300000.0", datetime(2026, 3, 1, 8, 5, tzinfo=UTC)),
        ("18 May 2021", date(2021, 5, 18)),
        ("May 18, 2021", date(2021, 5, 18)),
        ("18th May 2021, 6:50 pm", datetime.fromisoformat("2021-05-18T18:50")),
        ("5th Sept 2022", date(2022, 9, 5)),
        ("18 de mayo de 2021", date(2021, 5, 18)),
        ("3. März 2021", date(2021, 3, 3)),
        ("2021年5月18日", date(2021, 5, 18)),
    ],
)  # fmt: skip
def test_days_are_read_in_every_usual_form(text, expected):
    assert dates.DateColumn("at", [text], NOBODY).read(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31/02/2025", "2025-02-31", "2025-02-31T08:00", "2025-13-01", "99/99/2025",
     "2025-03-01T08:00+25:00", "2025-03-01T8:05 +2500", "2025-03-01 noon", "18 Mai", "30 Foo 2021",
     "May 2021"],
)  # fmt: skip
def test_what_is_no_day_is_held_aside(text):
    with pytest.raises(RowError):
        dates.DateColumn("at", [text], NOBODY).read(text)


def test_one_value_proves_the_order_of_the_whole_column():
    column = dates.DateColumn("at", ["03/04/2025", "13/04/2025"], NOBODY)
    assert column.question() is None
    assert column.read("03/04/2025") == date(2025, 4, 3)
    column = dates.DateColumn("at", ["03/04/2025", "04/13/2025"], NOBODY)
    assert column.read("03/04/2025") == date(2025, 3, 4)


def test_values_that_contradict_each_other_prove_nothing():
    column = dates.DateColumn("at", ["13/04/2025", "04/13/2025", "03/04/2025"], NOBODY)
    assert column.question() is not None
    with pytest.raises(RowError, match="answer the question"):
        column.read("03/04/2025")


def test_the_languages_that_know_all_words_decide_what_a_month_means():
    # October in Croatian, November in Polish and Czech
    assert "listopad" not in months.numbers(["listopad"])
    assert months.numbers(["listopad", "travanj"]) == {"listopad": 10, "travanj": 4}
    assert months.numbers(["listopad", "kwiecień"]) == {"listopad": 11, "kwiecień": 4}
    assert months.numbers(["may", "june", "foo"]) == {"may": 5, "june": 6}
    assert months.numbers(["foo"]) == {}


def test_days_of_other_languages_are_read_with_their_year_apart():
    assert dates.day_of_year("5月18日", 2021, {}) == date(2021, 5, 18)
    assert dates.day_of_year("May 18", 2021, months.numbers(["may"])) == date(2021, 5, 18)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", ("10", None, "")),
        ("10.50", ("10.50", None, "")),
        ("12,5", ("12.5", None, "")),
        (",5", (".5", None, "")),
        ("50mg", ("50", None, "mg")),
        ("2.5 mL", ("2.5", None, "mL")),
        ("1½ tablets", ("1.5", None, "tablets")),
        ("½", ("0.5", None, "")),
        ("8/10", ("8", "10", "")),
        ("8/10 points", ("8", "10", "points")),
        ("-3", ("-3", None, "")),
        ("−3", ("-3", None, "")),
        ("1 234,5", ("1234.5", None, "")),
        ("1.234,5", ("1234.5", None, "")),
        ("1,234.5", ("1234.5", None, "")),
        ("1,234,567", ("1234567", None, "")),
        ("1.234.567", ("1234567", None, "")),
        ("0,125", ("0.125", None, "")),
        ("7:30", ("7.5", None, "h")),
        ("12.", ("12", None, "")),
        ("\N{ARABIC-INDIC DIGIT FIVE}", ("5", None, "")),
        ("50 μg", ("50", None, "μg")),
        ("50 % of it", ("50", None, "% of it")),
        ("37 °C", ("37", None, "°C")),
        ("12 €", ("12", None, "€")),
        ("21 kg/m²", ("21", None, "kg/m²")),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, expected):
    number = numbers.NumberColumn("value", [text], NOBODY).read(text)
    assert (number.text, number.maximum, number.unit) == expected
    assert not number.about


@pytest.mark.parametrize("text", ["~2.5", "≈ 2.5", "ca. 2.5", "2.5 ± 1", "2.5 +/- 1"])
def test_what_is_about_is_marked(text):
    number = numbers.NumberColumn("value", [text], NOBODY).read(text)
    assert (number.text, number.about) == ("2.5", True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "high",
        "1e9",
        "1.2.3,4,5",
        "1,2.3,4",
        "1.5½",
        "x" * 99,
        "12,34.5",
        "--1",
        "1,2,3",
        "2x5",
        "5-10",
        "1-0-1",
        "55-60",
        "5 or 6",
        "50+",
        "70?",
        "10 mg x2",
        "5 mg?",
        "5 #",
    ],
)
def test_what_is_no_number_is_held_aside(text):
    with pytest.raises(RowError):
        numbers.NumberColumn("value", [text], NOBODY).read(text)


def test_signs_that_contradict_each_other_are_asked_for():
    column = numbers.NumberColumn("value", ["12,5", "12.5"], NOBODY)
    assert column.question() is not None
    with pytest.raises(RowError, match="decimal sign is not known"):
        column.read("12,5")
    assert column.read("12").text == "12"
    answered = Answers("UTC", given={"decimal:value": "."})
    column = numbers.NumberColumn("value", ["12,5", "12.5"], answered)
    with pytest.raises(RowError, match="not a number"):
        column.read("1.2.3")


def test_one_value_proves_the_sign_of_the_whole_column():
    column = numbers.NumberColumn("value", ["1,125", "0,5"], NOBODY)
    assert column.question() is None
    assert column.read("1,125").value == 1.125


@pytest.mark.parametrize("text", ["", " ", "?", "-", "N/A", "NaN", "unknown"])
def test_an_unknown_value_is_no_zero(text):
    assert numbers.is_unknown(text)
    assert not numbers.is_unknown("0")


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ('<font color="#fff">x</font>', "x"),
        ("I <3 you > me & a < b", "I <3 you > me & a < b"),
        ("&lt;b&gt; &amp;amp; &#39; &nbsp;x", "<b> &amp; '  x"),
        ("&copy without a semicolon", "&copy without a semicolon"),
        ("plain", "plain"),
    ],
)
def test_markup_becomes_what_a_reader_sees(fragment, text):
    assert markup.to_text(fragment) == text


def test_new_measures_get_names_and_keys_of_their_own():
    known = (
        Measure("stress", "Stress"),
        Measure("stress_2", "Stress (App)", "number", minimum=0, maximum=10, archived=True),
    )
    measures = FileMeasures(known, "App")
    assert measures.fitting("stress", minimum=0, maximum=10) is known[1]
    added = measures.fitting("stress", minimum=0, maximum=5)
    assert (added.key, added.name) == ("stress_3", "stress (App 2)")
    assert measures.fitting("Stress", minimum=0, maximum=5) is added
    assert measures.new == (added,)
    with pytest.raises(RowError, match="name of a measure"):
        measures.fitting("x" * 90)


def test_a_record_too_deep_to_be_written_is_kept_as_nothing():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    assert compact(deep) == "null"
    assert compact({"a": "Ä"}) == '{"a":"Ä"}'
