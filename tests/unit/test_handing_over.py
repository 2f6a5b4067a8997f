"""What a program that locks tells the one that takes its place, and how that one is begun."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dosejournal.app import handed, replacement
from dosejournal.app.handed import Handed

AT = datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 - what the wall shows
JOURNAL = Path("/home/a/journal.db")


def through_a_pipe(data):
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(data)
    return {handed.VARIABLE: str(reading), "HOME": "/home/a"}


def test_what_is_handed_over_arrives_once():
    what = Handed(True, ((AT, "check_in"), (AT + timedelta(days=1), "dose")))
    environment = through_a_pipe(what.written())
    assert handed.taken(environment) == what
    # what this process starts later hears nothing of it
    assert environment == {"HOME": "/home/a"}
    assert handed.taken(environment) is None


def test_more_moments_than_a_pipe_holds_give_way_from_the_latest():
    moments = tuple((AT + timedelta(minutes=n), "check_in") for n in range(5_000))
    what = handed.taken(through_a_pipe(Handed(False, moments).written()))
    assert 0 < len(what.moments) < 5_000
    assert what.moments == moments[: len(what.moments)]


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"minimized": 1, "moments": 7}', b'{"minimized": 1}']
)
def test_what_cannot_be_read_leaves_the_journal_locked(data):
    assert handed.taken(through_a_pipe(data)) == Handed()


@pytest.mark.parametrize("number", ["x", "99999", "-1", str(10**30)])
def test_a_number_of_no_pipe_leaves_the_journal_locked(number):
    assert handed.taken({handed.VARIABLE: number}) == Handed()


@pytest.mark.parametrize(
    ("original", "arguments", "begun"),
    [
        (
            ["python", "-P", "-m", "dosejournal"],
            ["main.py"],
            ["python", "-P", "-m", "dosejournal"],
        ),
        (["python", "-m", "dosejournal", "open", "--tray"], ["m", "open", "--tray"], None),
        (["/bin/python", "/bin/dosejournal", "open"], ["/bin/dosejournal", "open"], None),
        (["dosejournal", "--journal", "x"], ["dosejournal", "--journal", "x"], ["dosejournal"]),
    ],
)
def test_the_program_is_begun_as_it_was_begun(original, arguments, begun):
    begun = begun or original[: original.index("open")]
    words = replacement.command(JOURNAL, in_tray=False, original=original, arguments=arguments)
    assert words == [*begun, "--journal", str(JOURNAL), "open"]


def test_a_passphrase_that_was_given_is_not_given_again():
    original = ["python", "-m", "dosejournal", "--passphrase-file", "/x", "open"]
    words = replacement.command(
        JOURNAL, in_tray=True, original=original, arguments=["m", *original[3:]]
    )
    assert words == ["python", "-m", "dosejournal", "--journal", str(JOURNAL), "open", "--tray"]
