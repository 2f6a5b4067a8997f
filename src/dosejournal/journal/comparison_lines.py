"""How a comparison is written for other programs."""

from collections.abc import Mapping
from typing import Any

from dosejournal.analysis.compared import Comparison
from dosejournal.journal.comparisons import Compared

BY_DISTANCE: Mapping[str, int | str] = {"0": 0, "1": 1, "2": 2, "other": "other"}
"""How a group of days is written in JSON: by its distance from a dose."""


def record(compared: Compared) -> dict[str, Any]:
    """Return a comparison as plain JSON values: the form of `compare --json`, as README says."""
    found, asked = compared.comparison, compared.columns.question
    main = asked.main
    expected = compared.agreement
    return {
        "measure": asked.measure.key,
        "substance": compared.columns.label,
        "verdict": found.verdict,
        "have": found.have,
        "need": found.need,
        "lacking": found.lacking,
        "refusal": found.refusal,
        "n_days": found.n_days,
        "n_dose_days": found.n_dose_days,
        "n_other_days": found.n_other_days,
        "n_unknown_days": found.n_unknown,
        "n_far_days": found.n_far,
        "n_unrated_dose_days": found.n_unrated_dose_days,
        "n_unrated_other_days": found.n_unrated_other_days,
        "estimate": found.estimate,
        "low": found.low,
        "high": found.high,
        "unit": "share" if asked.measure.kind == "yes_no" else asked.measure.unit or "points",
        "r1": found.r1,
        "held_back": _is_held_back(found),
        "knowing_share": found.n_knowing / found.n_dose_days if found.n_dose_days else None,
        "n_knowing": found.n_knowing,
        "expected_mean": expected.mean,
        "expected_certainty": expected.certainty,
        "n_expected": expected.n,
        "weekday_adjusted": True,
        "is_main": compared.is_main,
        "main_measure": main.measure.key if main else None,
        "main_chosen_on": main.chosen_on.isoformat() if main else None,
        "n_before_choice": compared.n_before_choice,
        "counts_as_main": compared.counts_as_main,
        "n_measures": len(compared.every),
        "by_day": [
            {
                "day": BY_DISTANCE[group.key],
                "n": group.n,
                "mean": group.mean,
                "low": group.low,
                "high": group.high,
            }
            for group in found.by_distance
        ],
    }


def _is_held_back(found: Comparison) -> bool:
    """Say whether a hint differs when looked at alone, and not beside the others."""
    if found.verdict != "cannot_tell" or found.low is None or found.high is None:
        return False
    return found.low > 0 or found.high < 0
