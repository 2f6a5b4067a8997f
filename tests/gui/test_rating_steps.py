import pytest
from PySide6.QtCore import QLocale

from dosejournal.gui.rating_steps import Steps


@pytest.mark.parametrize(
    ("low", "high", "decimals", "count"),
    [(0, 100, 0, 100), (0, 10, 1, 100), (0, 1, 2, 100), (0, 5000, 0, 1000), (0.25, 40, 2, 1000)],
)
def test_steps_are_fine_enough_for_the_length_of_the_scale(low, high, decimals, count):
    steps = Steps(low, high)
    assert (steps.decimals, steps.count) == (decimals, count)
    assert steps.value(0) == low
    assert steps.value(count) == high


def test_a_value_is_written_as_the_country_writes_it_and_no_less_precisely():
    german = QLocale("de_DE")
    assert Steps(0, 10).text(5, german) == "5,0"
    assert Steps(0, 100).text(62, german) == "62"
    assert Steps(0, 100).text(62.25, german) == "62,25"
    assert Steps(0, 100).text(100 / 3, german) == "33,333"
