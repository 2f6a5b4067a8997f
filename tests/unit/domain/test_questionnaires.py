import json
import re
from pathlib import Path

import pytest

from dosejournal.domain import questionnaires
from dosejournal.errors import InputError

REFERENCE = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
SCORES = {
    name: vector
    for name, vector in REFERENCE["vectors"].items()
    if name.startswith("scores.") and "answers" in vector["inputs"]
}
EDGES = {
    name: vector
    for name, vector in REFERENCE["vectors"].items()
    if name.startswith("scores.band_edges")
}
INSTRUMENTS = questionnaires.shipped()
SMALL = {
    "key": "small",
    "name": "Small",
    "about": "Two items.",
    "version": "1",
    "stem": "How often?",
    "items": [{"text": "First"}, {"text": "Second"}],
    "answers": [{"value": 0, "text": "No"}, {"value": 1, "text": "Yes"}],
    "sources": [],
}


@pytest.mark.parametrize("vector", SCORES.values(), ids=SCORES)
def test_scores_are_those_of_the_reference(vector):
    instrument = INSTRUMENTS[vector["inputs"]["instrument"].lower()]
    found = questionnaires.score(instrument, vector["inputs"]["answers"])
    told = {
        "total": found.total,
        "band": found.band.text if found.band else None,
        "item9_positive": found.asks_for_care,
    }
    for each in found.subscales:
        told[each.subscale.key] = each.total
        told[f"{each.subscale.key}_positive"] = each.is_positive
    assert {name: told[name] for name in vector["expected"]} == vector["expected"]


@pytest.mark.parametrize("vector", EDGES.values(), ids=EDGES)
def test_bands_begin_where_the_reference_has_them(vector):
    instrument = INSTRUMENTS[vector["inputs"]["instrument"].lower()]
    assert [band.first for band in instrument.bands[1:]] == vector["expected"]["band_starts"]
    assert instrument.maximum == vector["expected"]["max"] == instrument.bands[-1].last
    for band in instrument.bands:
        assert instrument.band(band.first) is instrument.band(band.last) is band
    assert instrument.band(instrument.maximum + 1) is None


def test_every_instrument_of_the_reference_has_its_band_edges_and_a_score_looked_at():
    assert len(SCORES) == 7
    assert len(EDGES) == 3


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=lambda each: each.key)
def test_each_file_has_what_an_instrument_needs(instrument):
    texts = [
        *(item.text for item in instrument.items),
        *(answer.text for answer in instrument.answers),
        *(band.text for band in instrument.bands),
        *(source.text for source in instrument.sources),
        instrument.name,
        instrument.about,
        instrument.stem,
        instrument.limits,
        instrument.licence,
        instrument.developers,
        instrument.remark,
        instrument.version,
    ]
    assert all(text and text.strip() == text for text in texts)
    assert instrument.is_shipped
    assert instrument.recall_days == questionnaires.EVERY_DAYS
    assert "last 2 weeks" in instrument.stem
    assert instrument.bands or instrument.line
    assert all(re.fullmatch(r"10\.\d{4,9}/\S+", source.doi) for source in instrument.sources)
    assert [answer.loinc for answer in instrument.answers] == [
        "LA6568-5",
        "LA6569-3",
        "LA6570-1",
        "LA6571-9",
    ]


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=lambda each: each.key)
def test_codes_are_there_for_all_items_or_for_none(instrument):
    codes = [item.loinc for item in instrument.items]
    assert all(codes) == bool(instrument.loinc_panel) == bool(instrument.loinc_total)
    assert all(codes) or not any(codes)
    for code in filter(None, [*codes, instrument.loinc_panel, instrument.loinc_total]):
        assert re.fullmatch(r"\d{4,5}-\d", code)


def test_each_file_is_named_by_its_key_and_no_other_file_lies_beside_them():
    for key, instrument in INSTRUMENTS.items():
        assert instrument.key == key
    folder = Path(__file__).parents[3] / "resources" / "questionnaires" / "en"
    assert {file.stem for file in folder.iterdir()} == set(questionnaires.SHIPPED)


def test_an_item_has_the_same_words_in_every_instrument_that_has_it():
    phq_9, phq_8 = INSTRUMENTS["phq-9"], INSTRUMENTS["phq-8"]
    gad_7, phq_4 = INSTRUMENTS["gad-7"], INSTRUMENTS["phq-4"]
    assert [each.text for each in phq_8.items] == [each.text for each in phq_9.items[:8]]
    assert [each.text for each in phq_4.items] == [
        each.text for each in (*gad_7.items[:2], *phq_9.items[:2])
    ]


def test_only_the_item_about_death_or_self_harm_asks_for_care():
    asking = {key: each.care_item for key, each in INSTRUMENTS.items() if each.care_item}
    assert asking == {"phq-9": 9}
    assert INSTRUMENTS["phq-9"].items[8].text == (
        "Thoughts that you would be better off dead or of hurting yourself in some way"
    )


def test_the_phq_8_stands_in_for_the_phq_9_and_shows_a_line_but_no_bands():
    phq_8 = INSTRUMENTS["phq-8"]
    assert phq_8.family == INSTRUMENTS["phq-9"].family == "phq-9"
    assert phq_8.bands == ()
    assert phq_8.line.start == 10
    assert questionnaires.score(phq_8, [3] * 8).band is None
    assert phq_8.maximum == 24


def test_the_answers_to_how_difficult_things_were_have_their_codes_in_order():
    question = INSTRUMENTS["phq-9"].difficulty
    assert [(each.text, each.loinc) for each in question.answers] == [
        ("Not difficult at all", "LA6572-7"),
        ("Somewhat difficult", "LA6573-5"),
        ("Very difficult", "LA6575-0"),
        ("Extremely difficult", "LA6574-3"),
    ]


def test_an_answer_is_found_by_its_value():
    assert INSTRUMENTS["gad-7"].answer(2).text == "More than half the days"


def test_answers_are_one_for_each_item():
    with pytest.raises(InputError, match="9 items, and 8 answers"):
        questionnaires.checked(INSTRUMENTS["phq-9"], [0] * 8)


def test_answers_are_those_that_are_offered():
    with pytest.raises(InputError, match="from 0 to 3"):
        questionnaires.checked(INSTRUMENTS["gad-7"], [0, 1, 2, 3, 4, None, 0])


def test_a_questionnaire_without_any_answer_is_none():
    with pytest.raises(InputError, match="at least one"):
        questionnaires.checked(INSTRUMENTS["phq-4"], [None] * 4)
    assert questionnaires.checked(INSTRUMENTS["phq-4"], [None, 0, 1, 3]) == (None, 0, 1, 3)


def test_how_difficult_things_were_is_asked_where_the_form_asks_it():
    assert questionnaires.checked_difficulty(INSTRUMENTS["phq-9"], 3) == 3
    assert questionnaires.checked_difficulty(INSTRUMENTS["gad-7"], None) is None
    with pytest.raises(InputError, match="does not offer"):
        questionnaires.checked_difficulty(INSTRUMENTS["gad-7"], 0)
    with pytest.raises(InputError, match="does not offer"):
        questionnaires.checked_difficulty(INSTRUMENTS["phq-9"], 4)


def test_a_file_may_have_no_more_than_is_needed():
    found = questionnaires.instrument(SMALL)
    assert not found.is_shipped
    assert questionnaires.score(found, [1, 1]).total == found.maximum == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": [{"value": 1, "text": "No"}, {"value": 2, "text": "Yes"}]},
        {"care_item": 3},
        {"subscales": [{"key": "a", "name": "A", "items": [0], "positive_from": 1}]},
        {"bands": [{"first": 0, "last": 1, "text": "low"}]},
        {"bands": [{"first": 0, "last": 0, "text": "a"}, {"first": 2, "last": 2, "text": "b"}]},
    ],
)
def test_a_file_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(ValueError, match="small"):
        questionnaires.instrument(SMALL | wrong)


def test_a_field_that_nobody_reads_is_refused():
    with pytest.raises(TypeError, match="banns"):
        questionnaires.instrument(SMALL | {"banns": []})
