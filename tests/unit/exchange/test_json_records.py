from datetime import UTC, datetime
from decimal import Decimal

import pytest

from dosejournal.exchange.importers import json_records
from dosejournal.exchange.importers.json_records import Unknown
from dosejournal.exchange.importers.rows import RowError


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        (50, "50"),
        (50.0, "50"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (100, "100"),
        (0, "0"),
        (None, None),
    ],
)
def test_a_number_is_the_amount_it_was_written_as(written, amount):
    assert json_records.amount(json_records.number({"n": written}, "n")) == amount


@pytest.mark.parametrize("wrong", [-1, 1e300, 10**40, 1.23456789012345e-20])
def test_what_is_no_amount_is_refused(wrong):
    with pytest.raises(RowError, match="amount cannot be read"):
        json_records.amount(json_records.number({"n": wrong}, "n"))


@pytest.mark.parametrize("wrong", ["5", True, [], {}, float("inf"), float("nan")])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(RowError, match="“n” is missing or of the wrong kind"):
        json_records.number({"n": wrong}, "n")


def test_times_are_counted_from_1970_in_seconds_or_parts_of_them():
    at = datetime(2026, 3, 31, 7, tzinfo=UTC)
    assert json_records.instant({"t": 1774940400}, "t") == at
    assert json_records.instant({"t": 1774940400000.75}, "t", per_second=1000) == at
    assert json_records.instant({"t": 1774940400999}, "t", per_second=1000) == at


@pytest.mark.parametrize("wrong", [None, "2026-03-31", 1e200, -(10**14), 10**16])
def test_what_is_no_time_is_refused(wrong):
    with pytest.raises(RowError):
        json_records.instant({"t": wrong}, "t")


def test_texts_are_stripped_and_made_safe_to_store():
    assert json_records.text({"a": " x\x00 y "}, "a") == "x y"
    assert json_records.text({"a": "half \ud800"}, "a").encode()
    assert json_records.text({"a": None}, "a") == json_records.text({}, "a") == ""
    assert json_records.texts({"a": ["x ", "x", " "]}, "a") == ("x",)
    assert json_records.texts({}, "a") == ()
    for wrong in (5, ["x", 5], {}):
        with pytest.raises(RowError):
            json_records.texts({"a": wrong}, "a")
    with pytest.raises(RowError):
        json_records.text({"a": 5}, "a")
    with pytest.raises(RowError, match="not an entry"):
        json_records.record([])


def test_unknown_things_are_counted_by_name():
    unknown = Unknown()
    unknown.add_others({"a": [1, 2], "b": "x", "c": None, "d": "", "e": 0, "f": 1}, frozenset("f"))
    unknown.add("x" * 200)
    assert unknown == {"a": 2, "b": 1, "x" * 80: 1}
    assert Decimal(1) == json_records.number({"n": 1}, "n")
