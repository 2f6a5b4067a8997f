"""Questionnaires in a bundle: their words, what was answered, and the score derived from it."""

from datetime import timedelta

import pytest

from dosejournal.domain import questionnaires, responses
from dosejournal.domain.responses import OwnDraft, Response

FORMS = questionnaires.shipped()
PHQ_9 = (2, 2, 1, 3, 1, 2, 1, 0, 0)
OWN = responses.own(OwnDraft("Evening", "How much?", ("Restless", "Tired"), ("no", "yes")))


@pytest.fixture
def told(bundle, entry_of, refused, resources_of):
    """Gives the resources of one questionnaire, having passed the gate, by their kinds."""

    def told(key, answers, difficulty=None, forms=FORMS, **more):
        known = forms.get(key)
        score = questionnaires.score(known, answers).total if known else sum(answers)
        said = Response(key, "1", answers, difficulty, score)
        made = bundle(entry_of("questionnaire_response", response=said, **more), forms=forms)
        assert refused(made) == set()
        return {
            kind: resources_of(made, kind)
            for kind in ("Questionnaire", "QuestionnaireResponse", "Observation")
        } | {
            "names": {each["resource"]["resourceType"]: each["fullUrl"] for each in made["entry"]}
        }

    return told


def test_the_phq_9_has_the_codes_that_were_confirmed(told):
    (form,) = told("phq-9", PHQ_9)["Questionnaire"]
    assert form["url"] == "http://loinc.org/q/44249-1"
    assert form["code"] == [{"system": "http://loinc.org", "code": "44249-1"}]
    assert [item["code"][0]["code"] for item in form["item"]] == [
        "44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3",
        "44260-8", "69722-7",
    ]  # fmt: skip
    assert form["item"][5]["text"] == FORMS["phq-9"].items[5].text
    assert "LOINC is copyright" in form["copyright"]
    assert "No permission required" in form["copyright"]


def test_what_was_answered_says_which_item_word_by_word(told):
    (given,) = told("phq-9", PHQ_9, difficulty=2)["QuestionnaireResponse"]
    assert given["questionnaire"] == "http://loinc.org/q/44249-1|1"
    assert (given["status"], given["authored"]) == ("completed", "2026-03-02T09:30:00+01:00")
    assert given["author"] == given["source"] == given["subject"]
    assert [item["linkId"] for item in given["item"]][-2:] == ["/44260-8", "/69722-7"]
    assert [item["text"] for item in given["item"][:9]] == [
        item.text for item in FORMS["phq-9"].items
    ]
    fourth = given["item"][3]["answer"][0]["valueCoding"]
    assert (fourth["code"], fourth["display"]) == ("LA6571-9", "Nearly every day")
    assert fourth["extension"][0]["valueDecimal"] == 3
    assert given["item"][-1]["answer"][0]["valueCoding"]["code"] == "LA6575-0"


def test_the_score_is_derived_from_what_was_answered(told):
    found = told("phq-9", PHQ_9)
    (score,) = found["Observation"]
    assert score["code"]["coding"] == [{"system": "http://loinc.org", "code": "44261-6"}]
    assert (score["status"], score["valueInteger"]) == ("final", 12)
    assert score["category"][0]["coding"][0]["code"] == "survey"
    assert score["derivedFrom"] == [{"reference": found["names"]["QuestionnaireResponse"]}]
    assert score["interpretation"] == [{"text": "moderate"}]
    assert score["referenceRange"][0]["text"] == "Scale from 0 to 27; no normal range"


def test_a_missing_item_has_no_answer_and_there_is_no_score(told):
    found = told("gad-7", (0, 1, None, 2, 3, 0, 1))
    assert "answer" not in found["QuestionnaireResponse"][0]["item"][2]
    assert found["Observation"] == []


@pytest.mark.parametrize("key", ["phq-4", "phq-8"])
def test_what_has_no_confirmed_code_gets_none(told, key):
    answers = (1, 2, 0, 3, 0, 0, 0, 0)[: len(FORMS[key].items)]
    found = told(key, answers)
    (form,), (score,) = found["Questionnaire"], found["Observation"]
    assert form["url"].startswith("urn:uuid:")
    assert "code" not in form
    assert not any("code" in item for item in form["item"])
    assert [item["linkId"] for item in form["item"]] == [str(n + 1) for n in range(len(answers))]
    assert "coding" not in score["code"]


def test_the_halves_of_the_phq_4_stand_beside_its_score(told):
    (score,) = told("phq-4", (1, 2, 0, 3))["Observation"]
    assert [(each["code"]["text"], each["valueInteger"]) for each in score["component"]] == [
        ("Anxiety", 3),
        ("Depression", 3),
    ]


def test_ones_own_questionnaire_goes_out_in_its_own_words(told):
    found = told(OWN.key, (1, 1), forms={OWN.key: OWN})
    (form,), (given,), (score,) = (
        found["Questionnaire"], found["QuestionnaireResponse"], found["Observation"],
    )  # fmt: skip
    assert "copyright" not in form
    assert given["item"][0]["answer"][0]["valueCoding"]["display"] == "yes"
    assert score["code"] == {"text": "Evening total score"}
    assert "interpretation" not in score


def test_a_questionnaire_without_a_stem_has_no_description(told):
    bare = responses.own(OwnDraft("Bare", "", ("a",), ("no", "yes")))
    assert "description" not in told(bare.key, (1,), forms={bare.key: bare})["Questionnaire"][0]


def test_answers_to_words_that_are_lost_go_out_as_numbers(told):
    found = told("own-gone", (1, 2), forms={})
    assert found["Questionnaire"] == []
    (given,) = found["QuestionnaireResponse"]
    assert "questionnaire" not in given
    assert given["item"][1]["text"] == "Item 2"
    assert found["Observation"][0]["valueInteger"] == 3


def test_a_note_goes_with_what_was_answered_and_a_later_one_says_so(told, entry_of):
    at = entry_of().recorded_at + timedelta(days=1)
    (given,) = told("gad-7", (0,) * 7, note="long week", amended_at=at)["QuestionnaireResponse"]
    assert given["status"] == "amended"
    assert given["item"][-1]["answer"] == [{"valueString": "long week"}]
