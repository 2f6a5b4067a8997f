import json
from pathlib import Path

import pytest

from dosejournal.analysis import reliable_change

REFERENCE = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
VECTORS = {name: it for name, it in REFERENCE["vectors"].items() if name.startswith("rci.")}


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_the_reliable_change_is_that_of_the_reference(vector):
    given, expected = vector["inputs"], vector["expected"]
    found = reliable_change.between(given["x1"], given["x2"], given["sd"], given["r"])
    sem = reliable_change.standard_error(given["sd"], given["r"])
    assert sem == pytest.approx(expected["sem"], abs=1e-6)
    assert found.critical == pytest.approx(expected["critical_change"], abs=1e-6)
    assert found.index == pytest.approx(expected["rci"], abs=1e-6)
    assert found.difference == given["x2"] - given["x1"]
    assert found.exceeds_error == expected["reliable"]
    assert given["z"] == reliable_change.Z


def test_both_questionnaires_are_looked_at():
    assert set(VECTORS) == {"rci.phq9", "rci.gad7"}


def test_scores_that_are_the_same_have_not_changed():
    found = reliable_change.between(9, 9, 6.1, 0.84)
    assert found.difference == found.index == 0
    assert not found.exceeds_error


def test_seven_points_of_the_phq_9_are_more_than_its_error_and_six_are_not():
    assert reliable_change.between(6, 13, 6.1, 0.84).exceeds_error
    assert not reliable_change.between(13, 7, 6.1, 0.84).exceeds_error
