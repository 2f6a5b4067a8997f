"""Other people's diaries, where they are at hand: each gives the counts it is known to hold.

The samples are no part of this project, and nothing of them is printed or kept.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dosejournal import cli

ROOT = Path(__file__).parents[2]
SAMPLES = (ROOT / os.environ.get("DOSEJOURNAL_SAMPLES", "../shared/samples")).resolve()
EXPECTED = SAMPLES / "EXPECTED.json"
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not EXPECTED.is_file(),
    reason="no samples at hand: set DOSEJOURNAL_SAMPLES to their folder",
)


def expected(folder):
    if not EXPECTED.is_file():
        return [pytest.param("", {}, id="none")]
    known = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return [
        pytest.param(name, said, id=name)
        for name, said in known.items()
        if name.startswith(folder)
    ]


@pytest.fixture
def say(journal_path, capsys):
    """Types a command line; gives its exit code and what it answers."""

    def say(*words):
        code = cli.main(("--journal", str(journal_path), *words), lambda *_: 1, NOW)
        said, complained = capsys.readouterr()
        return code, said or complained

    return say


@pytest.fixture
def brought_in(say):
    """Tells of a sample, then brings it in twice; gives what was told, and the entries."""

    def brought_in(name):
        told = []
        for more in (("--dry-run",), (), ()):
            code, said = say("import", str(SAMPLES / name), "--json", *more)
            assert code == 0
            told.append(json.loads(said))
        report, first, again = told
        count = report["accepted"]["check_ins"]
        assert report["accepted"] == first["accepted"]
        assert again["accepted"]["check_ins"] == 0
        assert again["duplicates"] == count
        entries = json.loads(say("list", "--json")[1])
        assert len(entries) == count
        return report, sorted(entries, key=lambda entry: entry["at"])

    return brought_in


@pytest.mark.parametrize(("name", "said"), expected("pixels/"))
def test_a_pixels_export_gives_what_it_holds(brought_in, name, said):
    report, entries = brought_in(name)
    assert report["format"] == "pixels"
    assert report["accepted"]["ratings"] == said["mood_scores"]
    assert sum(report["unknown"].values()) == said["unknown_types"]
    assert [entry["at"] for entry in entries] == said["days"]
    assert {entry["time_precision"] for entry in entries} == {"day"}
    assert not report["held_aside"]


@pytest.mark.parametrize(("name", "said"), expected("jrnl/"))
def test_a_jrnl_journal_gives_what_it_holds(brought_in, name, said):
    report, _entries = brought_in(name)
    form = name.rpartition(".")[2]
    assert report["format"] == ("jrnl-text" if form == "txt" else f"jrnl-{form}")
    assert report["accepted"]["check_ins"] == said["entries"]
    assert not report["held_aside"]


def test_the_forms_of_one_jrnl_journal_tell_the_same_entries(say):
    names = [f"jrnl/{name}" for name in ("export.json", "export.xml", "export.txt", "journal.txt")]
    new = []
    for name in names:
        code, said = say("import", str(SAMPLES / name), "--json")
        assert code == 0
        new.append(json.loads(said)["accepted"]["check_ins"])
    assert new[0] > 0
    assert new[1:] == [0, 0, 0]


@pytest.mark.parametrize(("name", "said"), expected("rednotebook/"))
def test_a_month_of_rednotebook_gives_what_it_holds(brought_in, name, said):
    report, entries = brought_in(name)
    days = [int(entry["at"][-2:]) for entry in entries]
    assert report["format"] == "rednotebook"
    assert days == said["days"]
    assert {entry["time_precision"] for entry in entries} == {"day"}
    for day, entry in zip(days, entries, strict=True):
        text, _gap, lines = entry["note"].partition("\n\n")
        categories = said["categories"][str(day)]
        if not categories:
            text, lines = entry["note"], ""
        assert len(text) == said["text_chars"][str(day)]
        assert [line.partition(": ")[0] for line in lines.splitlines()] == categories
    assert not report["held_aside"]


@pytest.mark.parametrize(("name", "said"), expected("day-one/"))
def test_a_day_one_export_gives_what_it_holds(brought_in, name, said):
    report, entries = brought_in(name)
    assert report["format"] == "day-one"
    assert report["accepted"]["check_ins"] == said["entries"]
    assert len(report["held_aside"]) == said["rejected"]
    assert [entry["at"] for entry in entries] == said["local_times"]
