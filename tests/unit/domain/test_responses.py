from datetime import UTC, date, datetime

import pytest

from dosejournal.domain import questionnaires, responses
from dosejournal.domain.responses import Due, OwnDraft, Response
from dosejournal.errors import InputError

DRAFT = OwnDraft("My evening", "How much of it?", ("Restless", "Tired"), ("no", "a bit", "a lot"))
PHQ_9 = questionnaires.shipped()["phq-9"]


def test_ones_own_questionnaire_has_a_sum_and_no_bands():
    own = responses.own(DRAFT)
    assert not own.is_shipped
    assert own.bands == ()
    assert own.recall_days is None
    assert questionnaires.score(own, [2, 1]).total == 3
    assert questionnaires.score(own, [2, 2]).band is None
    assert own.maximum == 4


def test_its_key_follows_from_its_words_and_not_from_its_name():
    key = responses.own(DRAFT).key
    spaced = OwnDraft(" Another ", "How  much of it?", (" Restless", "Tired"), DRAFT.answers)
    assert responses.own(spaced).key == key
    assert responses.own(spaced).name == "Another"
    others = [
        OwnDraft("My evening", "How often?", DRAFT.items, DRAFT.answers),
        OwnDraft("My evening", DRAFT.stem, ("Restless", "Sad"), DRAFT.answers),
        OwnDraft("My evening", DRAFT.stem, DRAFT.items, ("no", "yes")),
    ]
    assert len({key, *(responses.own(each).key for each in others)}) == 4


@pytest.mark.parametrize("items", [(), ("",), ("a", " "), ("a",) * 61])
def test_it_has_one_item_or_more_and_none_is_empty(items):
    with pytest.raises(InputError, match="1 to 60 items"):
        responses.own(OwnDraft("Mine", "", items, ("no", "yes")))


@pytest.mark.parametrize(
    "answers", [(), ("no",), ("no", ""), ("no", "no"), tuple(map(str, range(12)))]
)
def test_it_has_two_answers_or_more_and_each_says_something_else(answers):
    with pytest.raises(InputError, match="2 to 11 answers"):
        responses.own(OwnDraft("Mine", "", ("a",), answers))


def test_a_text_of_it_is_no_novel():
    with pytest.raises(InputError, match="longer than 500"):
        responses.own(OwnDraft("Mine", "", ("a" * 501,), ("no", "yes")))


def test_a_questionnaire_that_was_never_filled_in_is_due_today():
    found = Due(PHQ_9, date(2026, 3, 1))
    assert found.is_due
    assert found.days_since is None
    assert found.first_day == date(2026, 3, 1)


@pytest.mark.parametrize(("day", "is_due"), [(1, False), (14, False), (15, True), (20, True)])
def test_a_questionnaire_is_due_again_after_fourteen_days(day, is_due):
    found = Due(PHQ_9, date(2026, 3, day), date(2026, 3, 1))
    assert found.is_due == is_due
    assert found.days_since == day - 1
    assert found.first_day == date(2026, 3, 15)


def test_a_response_is_written_in_plain_values():
    at = datetime(2026, 3, 1, tzinfo=UTC)
    found = responses.record(Response("gad-7", "1", (1, None), None, None, at))
    assert found == {
        "instrument": "gad-7",
        "version": "1",
        "answers": [1, None],
        "difficulty": None,
        "score": None,
        "acknowledged_at": "2026-03-01T00:00:00+00:00",
        "name": "",
        "highest": None,
        "band": None,
    }
    assert responses.record(Response("gad-7", "1", (1,), None, 1))["acknowledged_at"] is None
