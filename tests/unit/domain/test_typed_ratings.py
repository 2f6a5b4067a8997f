import pytest

from dosejournal import i18n
from dosejournal.domain import typed_ratings
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError

SCALE = Measure("mood", "Mood")
STEPPED = Measure("rest", "Rest", minimum=1, maximum=3, words=("none", "Some", "plenty of it"))
YES_NO = Measure("outside", "Outside", kind="yes_no", minimum=0, maximum=1)
NUMBER = Measure("pulse", "Pulse", kind="number", minimum=None, maximum=None, words=())


@pytest.mark.parametrize(
    ("measure", "text", "value"),
    [
        (SCALE, "62", 62.0),
        (SCALE, " 62.5 ", 62.5),
        (SCALE, "62,5", 62.5),
        (SCALE, "٦٢", 62.0),
        (NUMBER, "-3", -3.0),
        (NUMBER, "+3", 3.0),
        (STEPPED, "some", 2.0),
        (STEPPED, "PLENTY   of it", 3.0),
        (STEPPED, "1", 1.0),
        (YES_NO, "Yes", 1.0),
        (YES_NO, "no", 0.0),
        (YES_NO, "1", 1.0),
    ],
)
def test_what_is_typed_has_a_value(measure, text, value):
    assert typed_ratings.value(measure, text) == value


@pytest.mark.parametrize(
    "text", ["", "nan", "inf", "1e3", "1_0", "0x10", "62 %", "1.2.3", "9" * 400]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InputError, match="Mood takes a number"):
        typed_ratings.value(SCALE, text)


@pytest.mark.parametrize(
    ("text", "group", "value"),
    [
        ("1,234", ",", 1234.0),
        ("1,234", "", 1.234),
        ("1.234,5", ".", 1234.5),
        ("-12,34,567.5", ",", -1234567.5),
        ("72,5", ",", 72.5),
        ("0,075", ",", 0.075),
        ("1.5", ".", 1.5),
        ("−3", "", -3.0),
        ("\u061c-\u0663\u066b\u0665", "\u066c", -3.5),
        ("1_000", ",", None),
        ("1e5", ",", None),
        ("1,2345", ".", 1.2345),
        ("1,234,56", ",", None),
        ("", ",", None),
    ],
)
def test_thousands_are_grouped_only_where_they_are_thousands(text, group, value):
    assert typed_ratings.number(text, group) == value


def test_a_word_of_no_step_is_refused_with_the_words_there_are():
    with pytest.raises(InputError, match="none, some, plenty of it"):
        typed_ratings.value(STEPPED, "all")
    with pytest.raises(InputError, match="yes, no"):
        typed_ratings.value(YES_NO, "maybe")


def test_yes_and_no_are_also_understood_in_the_persons_language(tmp_path):
    i18n.use(i18n.PSEUDO, tmp_path)
    try:
        assert typed_ratings.value(YES_NO, "yéš~") == 1.0
        assert typed_ratings.value(YES_NO, "yes") == 1.0
    finally:
        i18n.use("en", tmp_path)
