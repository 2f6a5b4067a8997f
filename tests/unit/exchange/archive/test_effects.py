"""Unwanted effects in an archive: what no journal could show, amend or restore is refused."""

import json
from datetime import timedelta

import pytest

from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.errors import ImportFileError
from dosejournal.exchange import archive
from dosejournal.journal import adverse_effects, revisions, timeline


@pytest.fixture
def lines(journal):
    """The lines of the archive of a journal with an effect, and with one that was removed."""
    made = journal()
    now = made.now
    began = now - timedelta(hours=2)
    made.act(adverse_effects.record, now, EffectDraft(began, "headache", "bothered", ended_at=now))
    said = EffectDraft(began, "dry mouth", "stopped", needed_help=True, ended_at=now)
    gone = made.act(adverse_effects.record, now, said)
    made.act(adverse_effects.remove, now, gone)
    return [json.loads(line) for line in made.archive().decode().splitlines()]


def written(lines):
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def first(lines, kind):
    return next(line for line in lines if line["type"] == kind)


@pytest.mark.parametrize(
    "values",
    [
        {"name": " "},
        {"name": "x" * 121},
        {"severity": "awful"},
        {"relation": "because"},
        {"ended_at": None},
        {"ended_at": "1999-01-01 00:00:00.000000"},
        {"ended_at": "soon"},
        {"ended_offset_minutes": 1440},
        {"journal_day": "1492-10-12"},
        {"time_precision": "day"},
    ],
    ids=repr,
)
def test_what_no_journal_could_show_is_refused(lines, values):
    first(lines, "adverse_effect").update(values)
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        archive.read(written(lines))


@pytest.mark.parametrize(
    "values",
    [
        {"ended_at": "1999-01-01T00:00:00+00:00"},
        {"ended_at": "2026-03-02T09:30:00"},
        {"severity": "awful"},
        {"relation": None},
        {"name": " "},
    ],
    ids=repr,
)
def test_a_removed_one_that_could_not_be_restored_is_refused(lines, values):
    revision = first(lines, "revision")
    revision["before"] = json.dumps(json.loads(revision["before"]) | values)
    with pytest.raises(ImportFileError, match="does not fit"):
        archive.read(written(lines))


def test_a_removed_one_comes_in_and_can_be_restored(lines, journal):
    other = journal("other")
    other.bring_in(written(lines))
    (version,) = other.ask(revisions.removed)
    other.act(revisions.restore, version)
    entry = other.ask(timeline.entry, "adverse_effect", version.entry_id)
    assert (entry.effect.name, entry.effect.needed_help) == ("dry mouth", True)
    assert entry.effect.ended_at == other.now
