"""The calibration of `packaging/bench.py --calibration`, with fewer journals."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

PACKAGING = Path(__file__).parents[3] / "packaging"
RUNS = 400
# three standard deviations of a share of 0.07 and of 0.92 among 400 journals
CHANCE = 0.04


@pytest.fixture(scope="module")
def calibration():
    spec = importlib.util.spec_from_file_location("calibration", PACKAGING / "calibration.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.no_cover
@pytest.mark.parametrize(("length", "phi"), [(42, 0.6), (84, 0.0)])
@pytest.mark.parametrize("name", ["alternate days", "5 on, 3 off"])
def test_noise_seldom_differs_and_a_difference_lies_within_its_interval(
    calibration, name, length, phi
):
    pattern = dict(calibration.PATTERNS)[name]
    cell = calibration.cell(name, pattern, length, phi, RUNS)
    assert cell.refused < 0.1
    assert cell.alarm_share <= calibration.most_false_alarms(phi) + CHANCE
    assert cell.coverage >= calibration.LEAST_COVERAGE - CHANCE
    # an interval so wide that it never misses would tell nothing
    assert cell.alarm_share > 0


def test_every_kind_of_journal_is_calibrated(calibration):
    kinds = {(name, length, phi) for name, _pattern, length, phi in calibration.kinds()}
    assert len(kinds) == 4 * 2 * 3


def test_the_simulated_journals_are_what_they_say(calibration):
    random = np.random.default_rng(1)
    for name, pattern in calibration.PATTERNS:
        rated, dosing = calibration.journal(pattern, 20_000, 0.6, random)
        weekend = (rated.days - 1) % 7 >= 4
        assert len(rated.days) / 20_000 == pytest.approx(0.8, abs=0.02)
        lift = rated.means[weekend].mean() - rated.means[~weekend].mean()
        assert lift == pytest.approx(0.8, abs=0.1)
        noise = rated.means - 0.8 * weekend
        assert noise.std() == pytest.approx(1, abs=0.05)
        pairs = np.diff(rated.days) == 1
        r1 = np.corrcoef(noise[:-1][pairs], noise[1:][pairs])[0, 1]
        assert r1 == pytest.approx(0.6, abs=0.05)
        share = {"alternate days": 1 / 2, "5 on, 3 off": 5 / 8}.get(name, 1 / 3)
        assert len(dosing.days) / 20_000 == pytest.approx(share, abs=0.01)
        assert rated.knew.tolist() == np.isin(rated.days, dosing.days).tolist()
        moved = calibration.with_effect(rated).means - rated.means
        assert moved == pytest.approx(0.5 * rated.knew)


def test_a_kind_that_errs_too_often_is_not_met(calibration):
    def met(compared, false_alarms, covered, phi=0.3):
        return calibration.Cell("", 42, phi, 1000, compared, false_alarms, covered).met

    assert met(1000, 70, 930)
    assert not met(1000, 71, 930)
    assert not met(1000, 70, 919)
    assert met(1000, 90, 920, phi=0.6)
    assert not met(1000, 91, 920, phi=0.6)
    # of few journals no share is told, and refusing errs nowhere
    assert met(10, 5, 5)
