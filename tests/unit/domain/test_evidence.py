import re
from dataclasses import fields

import pytest

from dosejournal import i18n, paths
from dosejournal.domain import card_rules, evidence
from dosejournal.domain.evidence import STANCES, STATUSES, TOPICS, Card, Citation

CARDS = {card.id: card for card in evidence.cards()}
# of trials, adverse effects and exports, which show no cards yet
LATER = {
    "trial_start",
    "after_guess",
    "before_reveal",
    "after_reveal",
    "exporting",
    "safety",
    "after_adverse_effect_unless_severe",
}
SERVED = {
    card_rules.BEFORE_RATING,
    card_rules.AFTER_EXPECTANCY,
    card_rules.AFTER_DOSE,
    card_rules.VIEWING_TREND,
    card_rules.COMPARING,
    card_rules.WEEKLY,
    card_rules.LONG_LOGGING,
}


def citation(*authors, **more):
    return Citation(authors, 2020, "A title", "A journal", **more)


def test_all_cards_are_there_but_the_one_that_nobody_has_checked():
    assert list(CARDS) == [*(f"E{n:02}" for n in range(1, 31) if n != 29), "S01"]


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.id)
def test_each_card_has_what_a_card_needs(card):
    assert card.text.strip() == card.text != ""
    assert card.stance in STANCES
    assert card.topic in TOPICS
    assert card.status in STATUSES
    assert card.moments
    assert set(card.moments) <= SERVED | LATER
    # where there is nothing to cite, and where not all is checked, it says so
    assert card.remark or (card.citations and not card.is_partly_checked)
    assert set(card.limits.after) <= set(CARDS)


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.id)
def test_each_source_is_cited_whole(card):
    for each in card.citations:
        assert all(author.strip() for author in each.authors)
        assert each.authors
        assert 1900 < each.year < 2027
        assert each.title
        assert each.journal
        assert each.doi is None or re.fullmatch(r"10\.\d{4,9}/\S+", each.doi)
        assert all(part in each.full for part in (each.title, each.journal, str(each.year)))
        assert "None" not in each.full


def test_what_speaks_of_psychedelics_is_no_general_card():
    words = re.compile(r"microdos|psychedelic|psiloc|LSD|mushroom", re.IGNORECASE)
    for card in CARDS.values():
        assert (card.topic == "general") == (not words.search(card.text)) or card.id == "E03"
    # it speaks of “that study”, which is of microdosing
    assert CARDS["E03"].topic == "microdosing"


def test_only_three_cards_belong_before_a_rating_and_none_of_them_takes_a_side():
    before = [card for card in CARDS.values() if card_rules.BEFORE_RATING in card.moments]
    assert [card.id for card in before] == ["E16", "E17", "E21"]
    assert not any(card.is_sided for card in before)


def test_what_is_said_of_hope_comes_after_the_expectation_only():
    assert "before_expectancy" not in {each for card in CARDS.values() for each in card.moments}
    assert card_rules.AFTER_EXPECTANCY in CARDS["E01"].moments


def test_a_source_is_named_by_its_authors_and_year():
    assert citation("Nickerson RS").short == "Nickerson, 2020"
    assert citation("Polito V", "Liknaitzky P").short == "Polito and Liknaitzky, 2020"
    assert citation("Kravitz RL", "Duan N (eds)").short == "Kravitz and Duan, 2020"
    assert citation("Guyatt GH", "et al.").short == "Guyatt et al., 2020"
    assert (
        citation("van der Pols JC", "Dobson AJ", "de Wit H").short == "van der Pols et al., 2020"
    )
    assert citation("Consortium").short == "Consortium, 2020"


def test_a_full_citation_leaves_out_what_is_not_confirmed():
    whole = citation("Nickerson RS", volume="2", pages="175-220", doi="10.1037/1089")
    assert whole.full == "Nickerson RS (2020). A title. A journal, 2, 175-220."
    assert citation("Nickerson RS").full == "Nickerson RS (2020). A title. A journal."
    asked = Citation(("Guyatt GH", "et al."), 1985, "Should they?", "A journal")
    assert asked.full == "Guyatt GH, et al. (1985). Should they? A journal."


@pytest.mark.parametrize(
    ("choice", "topics"),
    [("", {"general"}), ("general", {"general"}), ("microdosing", {"general", "microdosing"})],
)
def test_who_was_not_asked_gets_what_concerns_everyone(choice, topics):
    assert evidence.topics_of(choice) == topics
    chosen = evidence.of_topics(tuple(CARDS.values()), evidence.topics_of(choice))
    assert {card.topic for card in chosen} == topics


def test_a_limit_that_nobody_reads_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "en" / "cards.json"
    file.parent.mkdir()
    card = (
        '[{"id": "X", "text": "x", "stance": "open", "topic": "general", "moments": ["weekly"], '
        '"status": "checked", "citations": [], "limits": {"full_moon": true}}]'
    )
    file.write_text(card, encoding="utf-8")
    monkeypatch.setattr(paths, "resource", lambda _name: tmp_path)
    with pytest.raises(TypeError, match="full_moon"):
        evidence.cards()


def test_cards_speak_the_language_of_the_person(tmp_path, monkeypatch):
    for language in ("en", "de"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "cards.json").write_text(
            f'[{{"id": "X", "text": "{language}", "stance": "open", "topic": "general", '
            '"moments": ["weekly"], "status": "checked", "citations": []}]',
            encoding="utf-8",
        )
    monkeypatch.setattr(paths, "resource", lambda _name: tmp_path)
    i18n.use("de", tmp_path)
    try:
        (card,) = evidence.cards()
    finally:
        i18n.use("en", tmp_path)
    assert card.text == "de"


def test_a_card_cannot_be_changed():
    assert Card.__dataclass_params__.frozen
    assert {each.name for each in fields(Card)} >= {"text", "stance", "topic", "status"}
