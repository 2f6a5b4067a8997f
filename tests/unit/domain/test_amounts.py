from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain import amounts
from dosejournal.errors import InputError


@pytest.mark.parametrize("text", ["ug", "µg", "μg", "mcg", "MCG", " ug "])
def test_every_spelling_of_microgram_becomes_one(text):
    assert amounts.unit(text) == "µg"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("ML", "mL"),
        ("tablet", "tablets"),
        ("iu", "IU"),
        ("G", "g"),
        ("Mg", "mg"),
        ("drop", "drops"),
        ("spray  puffs", "spray puffs"),
        ("", ""),
    ],
)
def test_known_units_get_their_usual_spelling_and_others_stay_as_written(text, unit):
    assert amounts.unit(text) == unit


def test_every_offered_unit_is_its_own_usual_spelling():
    assert tuple(map(amounts.unit, amounts.UNITS)) == amounts.UNITS


def test_a_unit_of_a_whole_sentence_is_refused():
    with pytest.raises(InputError, match="40"):
        amounts.unit("x" * 41)


@pytest.mark.parametrize(
    ("text", "amount"), [("10", "10"), ("2.50", "2.50"), ("2,5", "2.5"), ("+1", "1"), ("0", "0")]
)
def test_an_amount_keeps_its_decimals_as_typed(text, amount):
    assert amounts.amount(text) == amount


@pytest.mark.parametrize(
    "text", ["", "ten", "-1", "nan", "inf", "1e3", "1_000", "1.2.3", "٣", "1" * 31, "1000000001"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(InputError, match="not an amount"):
        amounts.amount(text)


@pytest.mark.parametrize("text", ["1,000", "10,000", " 2,500,000 "])
def test_an_amount_whose_comma_may_part_thousands_is_asked_again(text):
    with pytest.raises(InputError, match="two ways"):
        amounts.amount(text)


@pytest.mark.parametrize(
    ("text", "amount"), [("1000", "1000"), ("1,0000", "1.0000"), ("0,125", "0.125")]
)
def test_an_amount_with_one_reading_is_taken(text, amount):
    assert amounts.amount(text) == amount


@given(st.decimals(0, 10**9, places=6))
def test_an_amount_is_worth_what_was_typed(number):
    assert Decimal(amounts.amount(f"{number:f}")) == number


def test_what_cannot_be_stored_is_taken_out_of_a_unit():
    assert amounts.unit("m\x00g") == "mg"
    assert "\udcff" not in amounts.unit("\udcff")
