"""Which evidence card is shown at which moment, so that both sides stay in balance.

The stance is drawn first, then the card. Of what speaks for and against an effect, the sides
take turns. Nothing but this decides, so the same history and the same chance give the same card.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dosejournal.domain.evidence import Card

BEFORE_RATING = "before_rating"
AFTER_EXPECTANCY = "after_expectancy"
AFTER_DOSE = "after_dose"
VIEWING_TREND = "viewing_trend"
COMPARING = "comparing"
WEEKLY = "weekly"
LONG_LOGGING = "long_logging"
AFTER_MILD_EFFECT = "after_adverse_effect_unless_severe"

_WEEK_DAYS = 7
_MONTH_DAYS = 30
_CARD_RESTS_DAYS = 7
_SCEPTICAL = "sceptical"
_FAVOURABLE_OR_OPEN = "favourable or open"


class Showing(NamedTuple):
    """That a card was shown at a moment on a journal day."""

    card: str
    moment: str
    day: date


@dataclass(frozen=True, slots=True)
class Situation:
    """What the choice of a card depends on, beside the moment.

    `how_often` is the person's choice, `rare_since` the day on which “rare” was chosen, if it
    holds; `shows_difference` holds beside a comparison that differs, `is_rating` from opening to
    saving a check-in,
    `awaits_rating` until the day has one after its last dose; `n_measures` counts those that were
    ever rated; `long_logged` are the names of the substances that `domain.long_logging` speaks
    of.
    """

    today: date
    topics: frozenset[str] = frozenset({"general"})
    how_often: str = "usual"
    rare_since: date | None = None
    shows_difference: bool = False
    is_rating: bool = False
    awaits_rating: bool = False
    dose_awaits_rating: bool = False
    hides_earlier_ratings: bool = True
    n_rated_days: int = 0
    n_measures: int = 0
    long_logged: frozenset[str] = frozenset()


def draw(
    cards: Sequence[Card],
    moment: str,
    situation: Situation,
    shown: Sequence[Showing],
    chance: random.Random,
) -> Card | None:
    """Return the card to show now, or None; `shown` is what was shown, the oldest first."""
    if _is_quiet(moment, situation, shown):
        return None
    waiting = _next_side(cards, shown)
    stances: dict[str, list[Card]] = {}
    for card in cards:
        has_its_turn = not card.is_sided or waiting in (None, _side(card))
        if has_its_turn and moment in card.moments and _is_due(card, moment, situation, shown):
            stances.setdefault(_side(card), []).append(card)
    if not stances:
        return None
    drawn = stances[chance.choice(sorted(stances))]
    last = {showing.card: number for number, showing in enumerate(shown)}
    longest_ago = min(last.get(card.id, -1) for card in drawn)
    return chance.choice([card for card in drawn if last.get(card.id, -1) == longest_ago])


def may_stand(card: Card, moment: str, situation: Situation) -> bool:
    """Say whether a card may be in sight at a moment, also one that was shown before."""
    if situation.how_often == "never" or card.topic not in situation.topics:
        return False
    if _is_resting(situation):
        return False
    if situation.shows_difference and card.limits.only_without_a_difference:
        return False
    if situation.is_rating and moment != BEFORE_RATING:
        return False
    if card.is_sided and (situation.is_rating or situation.awaits_rating):
        return False
    return situation.hides_earlier_ratings or not card.limits.only_if_earlier_ratings_are_hidden


def _is_resting(situation: Situation) -> bool:
    """Say whether fewer were asked for within the week: then none comes, anywhere."""
    since = situation.rare_since
    return since is not None and 0 <= (situation.today - since).days < _WEEK_DAYS


def _is_quiet(moment: str, situation: Situation, shown: Sequence[Showing]) -> bool:
    """Say whether nothing at all is shown at this moment."""
    if situation.how_often == "never":
        return True
    if moment == VIEWING_TREND and situation.n_rated_days == 0:
        return True  # there is no trend to view
    before = [showing for showing in shown if showing.moment == moment]
    return _is_within_days(_days_between(moment, situation), before, situation.today)


def _days_between(moment: str, situation: Situation) -> int:
    if moment == LONG_LOGGING:
        return _MONTH_DAYS
    weekly = situation.how_often == "rare" or moment == WEEKLY
    return _WEEK_DAYS if weekly else 1


def _is_within_days(days: int, shown: Sequence[Showing], today: date) -> bool:
    """Say whether one of these was in so many days, of which today is the last."""
    # what was shown while a clock was ahead keeps nothing back for years
    return any(0 <= (today - showing.day).days < days for showing in shown)


def _is_due(card: Card, moment: str, situation: Situation, shown: Sequence[Showing]) -> bool:
    if not may_stand(card, moment, situation) or not _is_within(card, moment, situation):
        return False
    before = [showing for showing in shown if showing.card == card.id]
    if _is_within_days(_CARD_RESTS_DAYS, before, situation.today):
        return False
    return set(card.limits.after) <= {showing.card for showing in shown}


def _is_within(card: Card, moment: str, situation: Situation) -> bool:
    limits = card.limits
    if moment == VIEWING_TREND:
        most = limits.fewer_days_in_trends_than
        if situation.n_measures < limits.measures_in_trends:
            return False
        if most is not None and situation.n_rated_days >= most:
            return False
    return not limits.after_long_logging or any(
        _is_named(name, limits.of_substances_named) for name in situation.long_logged
    )


def _is_named(substance: str, words: Sequence[str]) -> bool:
    name = substance.casefold()
    return not words or any(word.casefold() in name for word in words)


def _side(card: Card) -> str:
    return _FAVOURABLE_OR_OPEN if card.stance in ("favourable", "open") else card.stance


def _next_side(cards: Sequence[Card], shown: Sequence[Showing]) -> str | None:
    """Return the side whose turn it is; None before any was shown."""
    sides = {card.id: _side(card) for card in cards if card.is_sided}
    last = next((sides[each.card] for each in reversed(shown) if each.card in sides), None)
    if last is None:
        return None
    return _SCEPTICAL if last == _FAVOURABLE_OR_OPEN else _FAVOURABLE_OR_OPEN
