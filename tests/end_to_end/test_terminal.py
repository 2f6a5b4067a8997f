"""A day in the terminal, and what a terminal does to a program."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dosejournal import __version__

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")


def test_a_first_day_in_the_terminal(program):
    assert program.run("new", "--no-passphrase").line() == (
        f"A new journal is at {program.journal}. It is not encrypted."
    )
    told = program.run(
        "check-in", "--rate", "mood=62", "--rate", "focus=40", "--note", "Quiet 🌧️ morning",
        "--tag", "walk", "--at", "2026-03-01T08:00+01:00",
    )  # fmt: skip
    assert told.line() == "Check-in 1 recorded."
    told = program.run(
        "dose", "Item A", "--amount", "10", "--unit", "mg", "--at", "2026-03-01T09:00"
    )
    assert told.line() == "Dose 1 recorded."
    dose, check_in = program.run("list", "--json").json()
    assert (dose["kind"], dose["substance"], dose["amount"]) == ("dose_event", "Item A", "10")
    assert dose["zone"] == "Europe/Berlin"
    assert check_in["ratings"] == {"mood": 62.0, "focus": 40.0}
    assert (check_in["note"], check_in["tags"]) == ("Quiet 🌧️ morning", ["walk"])
    trend = program.run("trend", "mood", "--json").json()
    assert trend["days"] == [{"day": "2026-03-01", "mean": 62.0, "n": 1}]
    assert program.run("remove", "check-in", "1").line() == "Check-in 1 removed."
    left = program.run("list", "--json").json()
    assert [entry["kind"] for entry in left] == ["dose_event"]
    if os.name == "posix":
        assert program.journal.stat().st_mode & 0o777 == 0o600
        assert program.journal.parent.stat().st_mode & 0o777 == 0o700


def test_a_demo_journal_is_made_and_read(program):
    program.run("demo", "demo.db", "--days", "60").line()
    told = program.run("--journal", "demo.db", "trend", "calm", "--json").json()
    assert told["n_days"] > 25
    told = program.run("--journal", "demo.db", "list", "--json").json()
    assert {entry["kind"] for entry in told} == {"check_in", "dose_event", "expectancy"}


def test_a_file_of_another_program_comes_in(journal):
    file = journal.home / "tidy.csv"
    file.write_text("at,measure,value\n2026-02-02T08:00:00+01:00,mood,62\n")
    told = journal.run("import", str(file), "--json").json()
    assert told["accepted"]["check_ins"] == 1
    assert len(journal.entries()) == 2


def test_a_journal_goes_out_as_an_archive_and_comes_back(program):
    program.run("demo", "demo.db", "--days", "40").line()
    told = program.run("--journal", "demo.db", "export", "--format", "archive", "all.jsonl").line()
    assert "with all of the journal" in told
    program.run("new", "--no-passphrase").line()
    assert program.run("import", "all.jsonl", "--json").json()["accepted"]["check_in"] > 20
    listed = [
        program.run(*journal, "list", "--json").json()
        for journal in ((), ("--journal", "demo.db"))
    ]
    assert listed[0] == listed[1]
    assert set(program.run("import", "all.jsonl", "--json").json()["accepted"].values()) == {0}


def test_the_version_and_the_help_need_no_journal(program):
    before = sorted(program.home.rglob("*"))
    assert program.run("--version", variables={"LANG": ""}).line() == __version__
    told = program.run("--help")
    assert (told.code, told.complained) == (0, "")
    assert "check-in" in told.out
    assert sorted(program.home.rglob("*")) == before


@POSIX
def test_the_help_works_less_than_half_a_second(program):
    program.watched = None  # strace takes its time
    worked = []
    for _ in range(3):
        before = os.times()
        program.run("--help")
        worked.append(os.times().children_user - before.children_user)
    assert min(worked) < 0.5


def test_the_help_speaks_the_language_of_the_system(program):
    told = program.run("--help", variables={"LANGUAGE": "pseudo:en"})
    assert "Óptíóñš" in told.out


def test_wrong_usage_ends_with_two(program):
    for words in (("undo",), ("check-in", "--rate", "mood"), ("list", "--undo")):
        told = program.run(*words)
        assert (told.code, told.out) == (2, "")
        assert told.complained.startswith("Usage: dosejournal")


@pytest.mark.parametrize("words", [("check-in", "--rate", "mood=1"), ("list", "--json")])
def test_neither_qt_nor_numpy_is_loaded_for_a_command(journal, words):
    told = journal.run(*words, variables={"PYTHONPROFILEIMPORTTIME": "1"})
    assert told.code == 0
    loaded = set(re.findall(r"\| +([\w.]+)$", told.complained, re.MULTILINE))
    assert "sqlmodel" in loaded
    heavy = {"PySide6", "shiboken6", "numpy", "scipy", "pyqtgraph", "babel"}
    assert not {name.partition(".")[0] for name in loaded} & heavy


@POSIX
def test_a_reader_that_has_seen_enough_is_no_trouble(journal):
    made = ("demo", "demo.db", "--days", "1000", "--check-ins-per-day", "4")
    journal.run(*made).line()
    running = journal.start("--journal", "demo.db", "list")
    assert running.stdout.readline()
    running.stdout.close()
    complained = running.stderr.read()
    running.stderr.close()
    assert (running.wait(timeout=20), complained) == (0, b"")


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_an_output_that_cannot_be_written_is_told(journal):
    with Path("/dev/full").open("wb") as full:
        running = journal.start("list", stdout=full)
        _out, complained = running.communicate(timeout=20)
    assert running.returncode == 1
    assert complained.count(b"\n") == 1
    assert b"could not be written" in complained


@POSIX
def test_without_standard_output_a_check_in_is_recorded_all_the_same(journal):
    close = ("sh", "-c", 'exec "$@" >&- 2>&- <&-', "sh")
    told = journal.run("check-in", "--rate", "mood=7", before=close)
    assert told.code == 0
    assert journal.entries()[0]["ratings"] == {"mood": 7.0}


def test_json_is_utf_8_whatever_the_terminal_speaks(journal):
    journal.run("check-in", "--note", "Zoë 👋").line()
    told = journal.run("list", "--json", variables={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert told.json()[0]["note"] == "Zoë 👋"


@POSIX
def test_interrupting_a_command_leaves_no_trace(journal):
    running = journal.start("check-in", "--note", "-", stdin=subprocess.PIPE)
    # more than a pipe holds: once it is written, the program has begun to read
    running.stdin.write(b"a" * 200_000)
    running.stdin.flush()
    running.send_signal(signal.SIGINT)
    out, complained = running.communicate(timeout=20)
    assert (running.returncode, out, complained) == (130, b"", b"")
    assert len(journal.entries()) == 1


def test_a_fault_of_the_program_tells_its_place_and_no_content(journal):
    script = (
        "import sys; from dosejournal.cli import commands\n"
        "def broken(given, now): raise ValueError('my secret ' + given.note)\n"
        "commands.COMMANDS['check-in'] = broken\n"
        "from dosejournal.__main__ import main; sys.exit(main())\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script, "check-in", "--note", "private words"],
        cwd=journal.home,
        env=journal.environment(),
        capture_output=True,
        timeout=50,
        check=False,
    )
    complained = finished.stderr.decode()
    assert finished.returncode == 1
    assert "ValueError" in complained
    assert "broken" in complained
    assert "secret" not in complained
    assert "private" not in complained


def test_the_passphrase_file_is_harmless_and_its_content_never_shown(journal):
    file = journal.home / "passphrase"
    file.write_text("open sesame\n")
    told = journal.run("--passphrase-file", str(file), "check-in", "--rate", "mood=9")
    assert told.line() == "Check-in 2 recorded."
    told = journal.run("--passphrase-file", str(file), "check-in", "--rate", "mood=900")
    assert "sesame" not in told.sentence()
    assert b"sesame" not in journal.journal.read_bytes()
    told = journal.run("--passphrase-file", str(journal.home / "none"), "list")
    assert "passphrase" in told.sentence()
