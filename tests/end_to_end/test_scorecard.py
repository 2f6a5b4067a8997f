"""The scorecard of `packaging/bench.py --reliability`, each row with fewer tries."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import dosejournal

PACKAGING = Path(__file__).parents[2] / "packaging"
SOURCE = Path(dosejournal.__file__).parents[1]

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the kills need forks"),
    pytest.mark.timeout(240),
]


# a kill takes nothing from a file that was written, wherever it lies: so without a disk's pauses
MEMORY = Path("/dev/shm")  # noqa: S108 - folders of their own are made in it
FAST = {"TMPDIR": str(MEMORY)} if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else {}


def scorecard(*names):
    # forks that are killed while they write down what they covered would leave half a file
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.run(
        [sys.executable, str(PACKAGING / "bench.py"), "--reliability", *names],
        env={**kept, "PYTHONPATH": str(SOURCE), **FAST},
        capture_output=True,
        text=True,
        check=False,
    )


def proofs(*names):
    finished = scorecard("--quick", "--json", "--only", *names)
    assert finished.stderr == ""
    found = json.loads(finished.stdout)
    assert {proof["name"] for proof in found} == set(names)
    assert finished.returncode == 0, found
    return found


def test_what_was_acknowledged_survives_a_hundred_kills():
    (proof,) = proofs("kills")
    assert proof["verdict"] == "met"
    assert proof["measured"].startswith("0 of ")
    assert "0 of 100 files unsound" in proof["measured"]


def test_damage_wrong_clocks_and_newer_files_are_survived():
    found = proofs("damage-noticed", "clocks", "newer", "archive")
    assert [proof["verdict"] for proof in found] == ["met"] * 4


def test_the_table_names_every_promise_once_and_an_unknown_one_is_refused():
    refused = scorecard("--only", "wishes")
    assert refused.returncode == 1
    assert "No such promise: wishes" in refused.stderr
    names = refused.stderr.rpartition("There are: ")[2].strip(" .\n").split(", ")
    assert len(names) == len(set(names)) > 15


@pytest.fixture
def card(monkeypatch):
    monkeypatch.syspath_prepend(str(PACKAGING))
    import bench_reliability_proofs

    return bench_reliability_proofs


def promise(card, measure):
    return card.Promise(1, "name", "a promise", "a method", "a target", measure)


def test_a_promise_that_does_not_hold_or_whose_trial_breaks_is_told(card, tmp_path, capsys):
    trial = card.Trial(tmp_path, full=False, chance=random.Random(1))  # noqa: S311

    def broken(_trial):
        raise ZeroDivisionError

    measures = {
        "met": lambda _trial: card.Found("all", True),
        "not met": lambda _trial: card.Found("1 lost", False),
        "not run": lambda _trial: card.not_run("there is no disk"),
    }
    found = {name: card.prove(promise(card, do), trial) for name, do in measures.items()}
    assert {name: proof.verdict for name, proof in found.items()} == {
        name: name for name in measures
    }
    proof = card.prove(promise(card, broken), trial)
    assert (proof.verdict, proof.reason) == ("not met", "ZeroDivisionError")
    card.print_row(found["not run"])
    assert capsys.readouterr().out.endswith("| – | not run: there is no disk |\n")
