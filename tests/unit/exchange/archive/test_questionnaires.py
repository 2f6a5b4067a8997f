"""Questionnaires in an archive: what no journal could show or score again is refused."""

import json
from datetime import timedelta

import pytest

from dosejournal.domain.responses import OwnDraft, ResponseDraft
from dosejournal.errors import ImportFileError
from dosejournal.exchange import archive
from dosejournal.journal import own_questionnaires, questionnaires, revisions, timeline

OWN = OwnDraft("Mine", "How much?", ("This",), ("no", "yes"))


@pytest.fixture
def lines(journal):
    """The lines of the archive of a journal with one of one's own, filled in and removed once."""
    made = journal()
    now = made.now
    key = made.act(own_questionnaires.add, now, OWN)
    made.act(questionnaires.record, now, ResponseDraft(now, key, (1,)))
    gone = made.act(questionnaires.record, now, ResponseDraft(now, "phq-9", (0,) * 8 + (2,)))
    made.act(questionnaires.remove, now, gone)
    return [json.loads(line) for line in made.archive().decode().splitlines()]


def written(lines):
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def first(lines, kind):
    return next(line for line in lines if line["type"] == kind)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("questionnaire_response", {"answers": "[-1]", "score": -1}),
        ("questionnaire_response", {"answers": "[-1]", "score": None}),
        ("questionnaire_response", {"answers": "[1.5]"}),
        ("questionnaire_response", {"answers": "[null]"}),
        ("questionnaire_response", {"answers": "{}"}),
        ("questionnaire_response", {"answers": "much"}),
        ("questionnaire_response", {"score": 2}),
        ("questionnaire_response", {"instrument": "gad-7"}),
        ("questionnaire_response", {"journal_day": "1492-10-12"}),
        ("own_questionnaire", {"items": "[1]"}),
        ("own_questionnaire", {"items": "[]"}),
        ("own_questionnaire", {"answers": '["no"]'}),
    ],
    ids=repr,
)
def test_what_no_journal_could_show_is_refused(lines, kind, values):
    first(lines, kind).update(values)
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        archive.read(written(lines))


def test_a_removed_one_that_could_not_be_restored_is_refused(lines):
    revision = first(lines, "revision")
    revision["before"] = json.dumps(json.loads(revision["before"]) | {"score": 99})
    with pytest.raises(ImportFileError, match="does not fit"):
        archive.read(written(lines))


def test_a_removed_one_comes_in_and_can_be_restored(lines, journal):
    other = journal("other")
    other.bring_in(written(lines))
    (version,) = other.ask(revisions.removed)
    other.act(revisions.restore, version)
    entry = other.ask(timeline.entry, "questionnaire_response", version.entry_id)
    assert entry.response.answers == (0,) * 8 + (2,)
    # what it asked for is asked for still
    assert len(other.ask(questionnaires.pending)) == 1


def test_one_of_ones_own_comes_in_beside_what_is_there(lines, journal):
    other = journal("other")
    later = other.now + timedelta(minutes=5)
    other.act(questionnaires.record, later, ResponseDraft(later, "phq-4", (0, 0, 0, 1)))
    other.bring_in(written(lines))
    names = [each.name for each in other.ask(own_questionnaires.listing)]
    assert names == ["Mine"]
    assert len(other.ask(questionnaires.history)) == 2
    again = other.bring_in(written(lines))
    assert not again.changes
