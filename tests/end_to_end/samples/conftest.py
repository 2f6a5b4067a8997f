"""Other people's files, where they are at hand: each gives the counts it is known to hold.

The samples are no part of this project, and nothing of them is printed or kept.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from dosejournal import cli
from dosejournal.domain.entries import Entry
from dosejournal.domain.imports import ImportPlan
from dosejournal.exchange import importers
from dosejournal.journal import imports, timeline

ROOT = Path(__file__).parents[3]
SAMPLES = (ROOT / os.environ.get("DOSEJOURNAL_SAMPLES", "../shared/samples")).resolve()
EXPECTED = SAMPLES / "EXPECTED.json"
# after the last day of any sample
NOW = datetime(2027, 1, 1, tzinfo=UTC)


class BroughtIn(NamedTuple):
    """What the terminal tells of a sample, its plan, and its entries, the oldest first."""

    told: dict
    plan: ImportPlan
    entries: list[Entry]


def pytest_generate_tests(metafunc):
    # of(folder, end): every sample there, with what is known of it
    of = metafunc.definition.get_closest_marker("samples")
    if of is not None:
        known = json.loads(EXPECTED.read_text(encoding="utf-8")) if EXPECTED.is_file() else {}
        folder, end = (*of.args, "")[:2]
        found = [
            pytest.param(name, said, id=name)
            for name, said in known.items()
            if name.startswith(folder) and name.endswith(end)
        ]
        metafunc.parametrize(("name", "said"), found or [pytest.param("", {}, id="none")])


@pytest.fixture(autouse=True)
def samples():
    """Return the folder of the samples, or skip."""
    if not EXPECTED.is_file():
        pytest.skip("no samples at hand: set DOSEJOURNAL_SAMPLES to their folder")
    return SAMPLES


@pytest.fixture
def say(journal_path, capsys):
    """Types a command line that is to go well; gives what it answers."""

    def say(*words):
        assert cli.main(("--journal", str(journal_path), *words), lambda *_given: 1, NOW) == 0
        return json.loads(capsys.readouterr().out)

    return say


@pytest.fixture
def brought_in(database, say, samples):
    """Tells what a dry run of a sample says, then brings it in, twice."""

    def brought_in(name):
        place = samples / name
        told = say("import", str(place), "--dry-run", "--json")
        with database.read() as session:
            answers = imports.answers(session, "Europe/Berlin", now=NOW)
        plan = importers.plan("auto", place, answers)
        with database.write("Entries imported") as write:
            counts = imports.bring_in(write.session, NOW, plan)
        assert told["format"] == plan.format
        assert told["accepted"]["check_ins"] == counts.check_ins == len(plan.check_ins)
        assert told["accepted"]["dose_events"] == counts.dose_events == len(plan.doses)
        with database.write("Entries imported") as write:
            again = imports.bring_in(write.session, NOW, plan)
        assert (again.check_ins, again.dose_events, again.completed) == (0, 0, 0)
        assert again.duplicates == len(plan.check_ins) + len(plan.doses)
        with database.read() as session:
            entries = timeline.entries(session, timeline.keys(session))
        assert len(entries) == len(plan.check_ins) + len(plan.doses)
        return BroughtIn(told, plan, entries[::-1])

    return brought_in
