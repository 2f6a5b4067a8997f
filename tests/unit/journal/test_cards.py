import random
from datetime import timedelta

import pytest
from sqlmodel import select

from dosejournal.domain import evidence
from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.journal import (
    adverse_effects,
    cards,
    check_ins,
    choices,
    doses,
    expectations,
    look_backs,
    measures,
)
from dosejournal.store.tables import CardShown

SIDED = {card.id for card in evidence.cards() if card.is_sided}


def do(database, act, *args, **kwargs):
    with database.write("x") as write:
        return act(write.session, *args, **kwargs)


def ask(database, query, *args, **kwargs):
    with database.read() as session:
        return query(session, *args, **kwargs)


def chance(seed=1):
    return random.Random(seed)  # noqa: S311 - a draw that can be repeated


def rate(database, at, now=None, **fields):
    draft = CheckInDraft(at, **(fields or {"ratings": {"mood": 50.0}}))
    do(database, check_ins.record, now or at, draft)


def take(database, at, now=None, name="Item A"):
    do(database, doses.record, now or at, DoseDraft(at, name, "10", "mg"))


def expect(database, at):
    do(database, expectations.record, at, ExpectancyDraft(at, "Item A", "mood", 10, 60))


def notice(database, at, name="Dry mouth", severity="bothered", **more):
    do(database, adverse_effects.record, at, EffectDraft(at, name, severity, **more))


def choose(database, at, **chosen):
    for name, value in chosen.items():
        do(database, choices.choose, at, name, value)


def card(database, now, moment, seed=1, **more):
    return ask(database, cards.card, now, moment, chance(seed), **more)


def possible(database, now, moment, **more):
    found = (card(database, now, moment, seed, **more) for seed in range(25))
    return {each.id for each in found if each is not None}


def show(database, now, card_id, moment):
    assert do(database, cards.note_shown, now, card_id, moment) is True


def rows(database):
    def read(session):
        return [(row.card, row.moment, row.answer) for row in session.exec(select(CardShown))]

    return ask(database, read)


def test_a_new_journal_shows_what_concerns_everyone(database, now):
    assert possible(database, now, "before_rating") == {"E16", "E17", "E21"}
    assert possible(database, now, "after_expectancy") == set()
    choose(database, now, topics="microdosing")
    assert possible(database, now, "after_expectancy") == {"E01"}


def test_the_card_of_the_day_stays_all_day(database, now):
    show(database, now, "E17", "before_rating")
    later = now + timedelta(hours=10)
    assert possible(database, later, "before_rating") == {"E17"}
    assert possible(database, now + timedelta(days=1), "before_rating") == {"E16", "E21"}


def test_a_card_that_was_sent_away_makes_room_for_none(database, now):
    do(database, cards.dismiss, now, "E17", "before_rating")
    assert rows(database) == [("E17", "before_rating", "dismissed")]
    assert possible(database, now, "before_rating") == set()
    assert possible(database, now + timedelta(days=1), "before_rating") == {"E16", "E21"}


def test_less_often_that_is_undone_brings_the_card_back(database, now):
    show(database, now, "E17", "before_rating")
    do(database, cards.dismiss, now, "E17", "before_rating", "less_often")
    assert rows(database) == [("E17", "before_rating", "less_often")]
    assert possible(database, now, "before_rating") == {"E17"}
    choose(database, now, cards="rare")
    assert possible(database, now, "before_rating") == set()
    choose(database, now, cards="usual")
    assert possible(database, now, "before_rating") == {"E17"}


def test_what_is_seen_again_on_a_day_was_shown_once(database, now):
    show(database, now, "E17", "before_rating")
    show(database, now + timedelta(hours=1), "E17", "before_rating")
    show(database, now, "E13", "viewing_trend")
    show(database, now + timedelta(days=1), "E16", "before_rating")
    today = now.date()
    assert ask(database, cards.history) == [
        ("E17", "before_rating", today),
        ("E13", "viewing_trend", today),
        ("E16", "before_rating", today + timedelta(days=1)),
    ]


def test_a_showing_belongs_to_its_journal_day(database, now):
    night = now.replace(hour=2)
    show(database, night, "E17", "before_rating")
    assert ask(database, cards.history)[0].day == night.date() - timedelta(days=1)
    assert "E17" not in possible(database, now, "before_rating")


def test_a_card_that_a_later_version_does_not_know_is_not_shown(database, now):
    show(database, now, "E29", "before_rating")
    assert possible(database, now, "before_rating") == set()


def test_never_sends_away_what_stands_already(database, now):
    show(database, now, "E17", "before_rating")
    choose(database, now, cards="never")
    assert possible(database, now, "before_rating") == set()


def test_beside_a_check_in_that_is_filled_in_nothing_else_stands(database, now):
    take(database, now)
    show(database, now, "E25", "after_dose")
    assert card(database, now, "after_dose").id == "E25"
    assert card(database, now, "after_dose", is_rating=True) is None
    assert card(database, now, "before_rating", is_rating=True) is not None


def test_from_a_dose_until_that_days_rating_no_card_takes_a_side(database, now):
    choose(database, now, topics="microdosing")
    rate(database, now)
    show(database, now, "E04", "viewing_trend")
    at = now + timedelta(hours=1)
    assert card(database, at, "viewing_trend").id == "E04"
    take(database, at)
    assert ask(database, cards.dose_awaits_rating, at)
    assert card(database, at, "viewing_trend") is None
    assert possible(database, at, "comparing").isdisjoint(SIDED)
    # a note is no rating, and neither is a rating of the time before the dose
    later = now + timedelta(hours=3)
    rate(database, later, note="rain")
    rate(database, now + timedelta(minutes=30), later)
    assert card(database, later, "viewing_trend") is None
    rate(database, later)
    assert not ask(database, cards.dose_awaits_rating, later)
    assert card(database, later, "viewing_trend").id == "E04"
    assert possible(database, later, "comparing") & SIDED


def test_beside_the_question_about_last_week_no_trend_is_spoken_of(database, now):
    for days in range(1, 6):
        rate(database, now - timedelta(days=days), now)
    question = ask(database, look_backs.due, now)
    assert question is not None
    assert possible(database, now, "viewing_trend") == set()
    assert possible(database, now, "comparing")
    do(database, look_backs.answer, now, question, None)
    assert possible(database, now, "viewing_trend")


def test_a_skipped_dose_and_one_of_yesterday_wait_for_nothing(database, now):
    take(database, now - timedelta(days=1))
    draft = DoseDraft(now, "Item A", status="skipped")
    do(database, doses.record, now, draft)
    assert not ask(database, cards.dose_awaits_rating, now)


def test_today_asks_before_the_first_rating(database, now):
    assert ask(database, cards.moments_today, now) == ("before_rating",)
    rate(database, now - timedelta(days=1))
    take(database, now - timedelta(days=1))
    assert ask(database, cards.moments_today, now) == ("before_rating",)
    rate(database, now, note="a note is no rating")
    assert ask(database, cards.moments_today, now) == ("before_rating",)


def test_today_follows_what_was_recorded_last(database, now):
    def moments():
        return ask(database, cards.moments_today, now + timedelta(hours=4))

    take(database, now)
    assert moments() == ("after_dose",)
    rate(database, now + timedelta(hours=1))
    assert moments() == ("long_logging", "weekly", "after_dose")
    expect(database, now + timedelta(hours=2))
    assert moments() == ("after_expectancy", "after_dose")
    rate(database, now + timedelta(hours=3))
    assert moments() == ("long_logging", "weekly", "after_dose")


def test_what_expecting_harm_can_do_is_told_after_a_mild_effect_alone(database, now):
    later = now + timedelta(hours=4)
    take(database, now)
    notice(database, now + timedelta(hours=1))
    assert ask(database, cards.moments_today, later) == ("after_adverse_effect_unless_severe",)
    assert possible(database, later, "after_adverse_effect_unless_severe") == {"E12"}
    rate(database, now + timedelta(hours=2))
    assert "after_dose" in ask(database, cards.moments_today, later)


@pytest.mark.parametrize(
    "severe",
    [{"severity": "stopped"}, {"needed_help": True}, {"name": "chest pain"}],
    ids=["it stopped the person", "help was needed", "it sounds urgent"],
)
def test_nothing_is_told_on_the_day_of_a_severe_effect(database, now, severe):
    notice(database, now, **severe)
    assert ask(database, cards.moments_today, now) == ()
    notice(database, now + timedelta(hours=1))
    assert ask(database, cards.moments_today, now + timedelta(hours=2)) == ()


def test_an_expectation_of_a_dose_that_is_left_out_has_its_moment_too(database, now):
    expect(database, now)
    assert ask(database, cards.moments_today, now) == ("after_expectancy",)


def test_the_first_moment_that_has_a_card_is_taken(database, now):
    moments = ("after_expectancy", "after_dose")
    found = ask(database, cards.first, now, moments, chance())
    assert (found.moment, found.card.id in {"E25", "E30"}) == ("after_dose", True)
    choose(database, now, topics="microdosing")
    found = ask(database, cards.first, now, moments, chance())
    assert (found.moment, found.card.id) == ("after_expectancy", "E01")
    # what was sent away brings up no card of the next moment
    do(database, cards.dismiss, now, "E01", "after_expectancy")
    assert ask(database, cards.first, now, moments, chance()) is None
    assert ask(database, cards.first, now, (), chance()) is None


def test_the_situation_counts_rated_days_measures_and_days_of_doses(database, now):
    for days in (0, 1, 2, 2):
        rate(database, now - timedelta(days=days), now, ratings={"mood": 50.0, "focus": 40.0})
    rate(database, now - timedelta(days=9), now, note="nothing rated")
    do(database, measures.archive, "focus")
    for days in (0, 7, 14, 21, 28):
        take(database, now - timedelta(days=days), now)
    for days in (0, 28, 90):
        take(database, now - timedelta(days=days), now, "Item B")
    choose(database, now, rate_first="no", cards="rare")
    found = ask(database, cards.situation, now)
    assert (found.n_rated_days, found.n_measures) == (3, 1)
    assert found.long_logged == {"Item A"}
    assert (found.how_often, found.hides_earlier_ratings) == ("rare", False)
    assert found.topics == {"general"}
    assert found.awaits_rating is False


def test_rated_days_are_counted_no_further_than_cards_ask(database, now):
    for days in range(30):
        rate(database, now - timedelta(days=days), now)
    assert ask(database, cards.situation, now).n_rated_days == 28


@pytest.mark.parametrize("days", [1, 6])
def test_rare_cards_come_once_in_seven_days(database, now, days):
    choose(database, now - timedelta(days=30), cards="rare")
    show(database, now - timedelta(days=days), "E16", "before_rating")
    assert possible(database, now, "before_rating") == set()
    later = now + timedelta(days=7 - days)
    assert possible(database, later, "before_rating") == {"E17", "E21"}


@pytest.mark.parametrize("moment", ["before_rating", "comparing"])
def test_less_often_keeps_everything_away_for_a_week_from_then(database, now, moment):
    assert possible(database, now, moment)
    choose(database, now, cards="rare")
    for days in (0, 6):
        assert possible(database, now + timedelta(days=days), moment) == set()
    assert possible(database, now + timedelta(days=7), moment)


def test_the_week_begins_with_the_journal_day_of_the_choice(database, now):
    at = now.replace(hour=2)  # before the day begins
    choose(database, at, cards="rare")
    assert ask(database, cards.situation, now).rare_since == now.date() - timedelta(days=1)
    choose(database, now, cards="usual")
    assert ask(database, cards.situation, now).rare_since is None


def test_what_does_not_fit_beside_a_difference_waits(database, now):
    def ids(**more):
        found = (
            ask(database, cards.first, now, ("comparing",), chance(seed), **more)
            for seed in range(40)
        )
        return {each.card.id for each in found}

    assert ids() - ids(shows_difference=True) == {"E24"}
