import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.domain import card_rules, evidence
from dosejournal.domain.card_rules import Showing, Situation, draw, may_stand
from dosejournal.domain.evidence import Card

CARDS = evidence.cards()
BY_ID = {card.id: card for card in CARDS}
MOMENTS = sorted({moment for card in CARDS for moment in card.moments} - {"safety"})
DAY = date(2026, 3, 2)
EVERYTHING = Situation(
    today=DAY,
    topics=frozenset(evidence.TOPICS),
    n_rated_days=10,
    n_measures=5,
    long_logged=frozenset({"LSD drops"}),
)


def chance(seed=1):
    return random.Random(seed)  # noqa: S311 - a draw that can be repeated


def shown(*cards, moment="elsewhere", day=DAY - timedelta(days=30)):
    return [Showing(card, moment, day) for card in cards]


def possible(moment, situation=EVERYTHING, history=()):
    """Return the ids of all cards that chance may give."""
    drawn = (draw(CARDS, moment, situation, history, chance(seed)) for seed in range(60))
    return {card.id for card in drawn if card is not None}


situations = st.builds(
    Situation,
    today=st.just(DAY),
    topics=st.sampled_from([frozenset({"general"}), frozenset(evidence.TOPICS)]),
    how_often=st.sampled_from(["usual", "usual", "usual", "rare", "never"]),
    is_rating=st.booleans(),
    awaits_rating=st.booleans(),
    hides_earlier_ratings=st.booleans(),
    n_rated_days=st.integers(0, 40),
    n_measures=st.integers(0, 3),
    long_logged=st.sampled_from([frozenset(), frozenset({"Item A"}), frozenset({"Psilocybin"})]),
)
looks = st.tuples(st.sampled_from(MOMENTS), situations, st.integers(0, 3))


def lived(steps, seed):
    """Return the cards of a life, each with its moment and situation, and the history."""
    history, seen, today, luck = [], [], DAY, chance(seed)
    for moment, situation, days in steps:
        today += timedelta(days=days)
        now = replace(situation, today=today)
        card = draw(CARDS, moment, now, history, luck)
        if card is not None:
            history.append(Showing(card.id, moment, today))
            seen.append((card, moment, now))
    return seen, history


@given(st.lists(looks, max_size=120), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_over_any_twenty_showings_both_sides_differ_by_two_at_most(steps, seed):
    seen, _history = lived(steps, seed)
    stances = [card.stance for card, _moment, _situation in seen]
    for start in range(len(stances)):
        twenty = Counter(stances[start : start + 20])
        assert abs(twenty["sceptical"] - twenty["favourable"] - twenty["open"]) <= 2


@given(st.lists(looks, max_size=120), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_whatever_is_shown_may_be_shown(steps, seed):
    seen, history = lived(steps, seed)
    for card, moment, situation in seen:
        assert moment in card.moments
        assert card.topic in situation.topics
        assert situation.how_often != "never"
        if situation.is_rating:
            assert card.id in {"E16", "E17", "E21"}
        if situation.is_rating or situation.awaits_rating:
            assert not card.is_sided
    for each in ("moment", "card"):
        days = {}
        for showing in history:
            days.setdefault(getattr(showing, each), []).append(showing.day)
        for found in days.values():
            assert len(set(found)) == len(found), "twice on a day"


def test_each_card_has_its_turn():
    luck, history, today = chance(7), [], DAY
    for _each in range(3_000):
        today += timedelta(days=1)
        situation = replace(EVERYTHING, today=today)
        moment = luck.choice(MOMENTS)
        card = draw(CARDS, moment, situation, history[-400:], luck)
        if card is not None:
            history.append(Showing(card.id, moment, today))
    counts = Counter(showing.card for showing in history)
    assert set(counts) == {card.id for card in CARDS}
    sides = Counter(BY_ID[showing.card].stance for showing in history)
    assert abs(sides["sceptical"] - sides["favourable"] - sides["open"]) <= 1
    assert sides["sceptical"] > 100


def test_sides_take_turns_whatever_comes_between():
    sceptical = {"E02", "E07"}
    other = {"E04", "E09"}
    sided = sceptical | other
    trends = "viewing_trend"
    assert possible(trends) & sided == sided
    assert possible(trends, history=shown("E06")) & sided == other
    assert possible(trends, history=shown("E06", "E16", "E30")) & sided == other
    assert possible(trends, history=shown("E06", "E05")) & sided == sceptical


def test_the_stance_is_drawn_before_the_card():
    # five cards of method and one of each side: the sides are no sixth of what is seen
    method = [replace(BY_ID["E13"], id=f"M{n}", moments=("weekly",)) for n in range(9)]
    cards = [*method, replace(BY_ID["E11"], moments=("weekly",))]
    drawn = Counter(
        draw(cards, "weekly", EVERYTHING, [], chance(seed)).stance for seed in range(400)
    )
    assert 120 < drawn["sceptical"] < 280


def test_of_a_stance_comes_what_was_not_seen_for_longest():
    history = [*shown("E16"), *shown("E17"), *shown("E21")]
    assert possible("before_rating", history=history) == {"E16"}
    assert possible("before_rating", history=history[1:]) == {"E16"}
    assert possible("before_rating", history=history[2:]) == {"E16", "E17"}


def test_a_moment_has_one_card_a_day():
    today = shown("E16", moment="before_rating", day=DAY)
    assert possible("before_rating", history=today) == set()
    assert possible("viewing_trend", history=today)
    yesterday = shown("E16", moment="before_rating", day=DAY - timedelta(days=1))
    assert possible("before_rating", history=yesterday) == {"E17", "E21"}


@pytest.mark.parametrize(("how_often", "moment"), [("rare", "before_rating"), ("usual", "weekly")])
def test_rare_is_once_in_seven_days_and_so_is_what_is_weekly(how_often, moment):
    situation = replace(EVERYTHING, how_often=how_often)
    for days, is_shown in ((1, False), (6, False), (7, True)):
        history = shown("E99", moment=moment, day=DAY - timedelta(days=days))
        assert bool(possible(moment, situation, history)) == is_shown


def test_after_fewer_were_asked_for_none_may_stand_for_a_week():
    rare = replace(EVERYTHING, how_often="rare")
    for days, stands in ((0, False), (6, False), (7, True), (-1, True)):
        asked = replace(rare, rare_since=DAY - timedelta(days=days))
        assert may_stand(BY_ID["E16"], "before_rating", asked) == stands
        assert bool(possible("before_rating", asked)) == stands


def test_a_text_of_days_that_cannot_tell_stands_beside_no_difference():
    differs = replace(EVERYTHING, shows_difference=True)
    assert may_stand(BY_ID["E24"], "comparing", EVERYTHING)
    assert not may_stand(BY_ID["E24"], "comparing", differs)
    assert possible("comparing") - possible("comparing", differs) == {"E24"}


def test_never_is_never():
    never = replace(EVERYTHING, how_often="never")
    assert not any(possible(moment, never) for moment in MOMENTS)
    assert not may_stand(BY_ID["E16"], "before_rating", never)


def test_a_card_rests_for_a_week():
    history = shown("E01", day=DAY - timedelta(days=6))
    assert possible("after_expectancy", history=history) == set()
    history = shown("E01", day=DAY - timedelta(days=7))
    assert possible("after_expectancy", history=history) == {"E01"}


def test_a_clock_that_was_ahead_keeps_nothing_back():
    history = shown("E16", moment="before_rating", day=DAY + timedelta(days=2000))
    assert "E16" not in possible("before_rating", history=history)  # seen last
    assert possible("before_rating", history=history) == {"E17", "E21"}


def test_between_opening_and_saving_a_rating_only_three_cards_are_shown():
    rating = replace(EVERYTHING, is_rating=True)
    assert possible("before_rating", rating) == {"E16", "E17", "E21"}
    assert not any(possible(moment, rating) for moment in MOMENTS if moment != "before_rating")
    assert not may_stand(BY_ID["E25"], "after_dose", rating)


def test_from_a_dose_until_the_rating_nothing_takes_a_side():
    waits = replace(EVERYTHING, awaits_rating=True)
    assert possible("after_dose", waits) == {"E25", "E30"}
    assert possible("after_dose") == {"E05", "E10", "E25", "E30"}
    assert not any(BY_ID[each].is_sided for moment in MOMENTS for each in possible(moment, waits))
    assert not may_stand(BY_ID["E05"], "comparing", waits)
    assert may_stand(BY_ID["E25"], "comparing", waits)


def test_who_asked_for_no_studies_of_microdosing_sees_none():
    general = replace(EVERYTHING, topics=frozenset({"general"}))
    found = {each for moment in MOMENTS for each in possible(moment, general)}
    assert {BY_ID[each].topic for each in found} == {"general"}
    assert not may_stand(BY_ID["E02"], "viewing_trend", general)


def test_that_study_is_shown_only_after_the_study():
    assert "E03" not in possible("comparing")
    assert "E03" in possible("comparing", history=shown("E02"))


def test_many_measures_are_a_matter_of_many_measures():
    one = replace(EVERYTHING, n_measures=1)
    assert "E23" not in possible("viewing_trend", one)
    assert "E23" in possible("viewing_trend")
    assert "E23" in possible("trial_start", one)


def test_few_days_are_a_matter_of_few_days():
    assert "E24" in possible("viewing_trend", replace(EVERYTHING, n_rated_days=27))
    enough = replace(EVERYTHING, n_rated_days=28)
    assert "E24" not in possible("viewing_trend", enough)
    assert "E24" in possible("comparing", enough)


def test_without_a_rated_day_there_is_no_trend_to_view():
    assert possible("viewing_trend", replace(EVERYTHING, n_rated_days=0)) == set()


@pytest.mark.parametrize(
    ("logged", "cards"),
    [
        (set(), set()),
        ({"Item A"}, {"S01"}),
        ({"lsd, as I call it"}, {"E26", "S01"}),
        ({"Item A", "Psilocybin"}, {"E26", "S01"}),
    ],
)
def test_a_risk_of_long_use_is_told_of_any_substance_and_by_name_of_none_but_those(logged, cards):
    situation = replace(EVERYTHING, long_logged=frozenset(logged))
    assert possible("long_logging", situation) == cards
    of_everyone = replace(situation, topics=frozenset({"general"}))
    assert possible("long_logging", of_everyone) == cards - {"E26"}


@pytest.mark.parametrize("how_often", ["usual", "rare"])
def test_a_risk_of_long_use_is_told_once_a_month(how_often):
    situation = replace(EVERYTHING, how_often=how_often)
    for days, is_due in ((0, False), (29, False), (30, True)):
        history = shown("S01", moment="long_logging", day=DAY - timedelta(days=days))
        assert bool(possible("long_logging", situation, history)) == is_due


def test_a_risk_of_long_use_is_told_to_nobody_who_wants_no_notes_or_is_rating():
    assert possible("long_logging", replace(EVERYTHING, how_often="never")) == set()
    assert possible("long_logging", replace(EVERYTHING, is_rating=True)) == set()


def test_a_promise_the_program_does_not_keep_is_not_made():
    relaxed = replace(EVERYTHING, hides_earlier_ratings=False)
    assert possible("before_rating", relaxed) == {"E16", "E17"}
    assert not may_stand(BY_ID["E21"], "before_rating", relaxed)


def test_what_is_not_known_any_more_keeps_no_side_waiting():
    assert draw([], "weekly", EVERYTHING, shown("E77"), chance()) is None
    assert isinstance(draw(CARDS, "weekly", EVERYTHING, shown("E77"), chance()), Card)


def test_the_same_chance_gives_the_same_card():
    for moment in MOMENTS:
        first = draw(CARDS, moment, EVERYTHING, [], chance(3))
        assert first == draw(CARDS, moment, EVERYTHING, [], chance(3))
    assert card_rules.BEFORE_RATING in MOMENTS
