"""Evidence cards: which one stands at a moment, that it was seen, and what the person did."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

import sqlalchemy
from sqlalchemy import ColumnElement, exists, func
from sqlmodel import Session, col, select

from dosejournal.domain import adverse_effects, card_rules, clock, evidence, long_logging
from dosejournal.domain.card_rules import Showing, Situation
from dosejournal.domain.evidence import Card
from dosejournal.journal import choices, information
from dosejournal.store.tables import (
    AdverseEffect,
    CardShown,
    CheckIn,
    DoseEvent,
    Expectancy,
    MeasureRow,
    Rating,
    Substance,
)

Answer = Literal["dismissed", "less_often"]

_DAYS_COUNTED = 28  # no rule of a card asks for more
_TAKEN = ("taken", "late", "extra")
# a journal day is found by its time, which has an index, and then by its date
_REACH = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Found:
    """A card and the moment at which it stands."""

    card: Card
    moment: str


def card(
    session: Session,
    now: datetime,
    moment: str,
    chance: random.Random,
    *,
    is_rating: bool = False,
) -> Card | None:
    """Return the card that stands at a moment today, or None.

    It is the one that was shown there today until the person answered it, else a new one.
    """
    found = first(session, now, (moment,), chance, is_rating=is_rating)
    return found.card if found else None


def first(
    session: Session,
    now: datetime,
    moments: Sequence[str],
    chance: random.Random,
    *,
    is_rating: bool = False,
    shows_difference: bool = False,
) -> Found | None:
    """Return the card of the first of these moments that has one.

    A moment that had its card today is not passed over: what was answered brings up no other.
    """
    known = evidence.cards()
    here = situation(session, now, is_rating=is_rating, shows_difference=shows_difference)
    shown = history(session)
    for moment in moments:
        if moment == card_rules.VIEWING_TREND and _is_asked_to_look_back(session, now):
            return None
        row = _newest(session, moment, here.today)
        if row is not None:
            standing = next((each for each in known if each.id == row.card), None)
            if standing is None or _is_answered(row, here):
                return None
            stays = card_rules.may_stand(standing, moment, here)
            return Found(standing, moment) if stays else None
        drawn = card_rules.draw(known, moment, here, shown, chance)
        if drawn is not None:
            return Found(drawn, moment)
    return None


def note_shown(session: Session, now: datetime, card_id: str, moment: str) -> bool:
    """Keep that a card was seen at a moment; once a day, however often it comes into sight."""
    today = _today(session, now)
    row = _newest(session, moment, today)
    if row is None or row.card != card_id:
        session.add(CardShown(card=card_id, moment=moment, at=now, journal_day=today))
        session.flush()
    return True


def dismiss(
    session: Session, now: datetime, card_id: str, moment: str, answer: Answer = "dismissed"
) -> None:
    """Keep that the person sent today's card of a moment away."""
    note_shown(session, now, card_id, moment)
    row = _newest(session, moment, _today(session, now))
    assert row is not None
    row.answer = answer
    session.flush()


def history(session: Session) -> list[Showing]:
    """Return what was shown, the oldest first."""
    columns: tuple[Any, ...] = (CardShown.card, CardShown.moment, CardShown.journal_day)
    rows = session.connection().execute(sqlalchemy.select(*columns).order_by(col(CardShown.id)))
    return [Showing(*row) for row in rows]


def moments_today(session: Session, now: datetime) -> tuple[str, ...]:
    """Return the moments of the Today page, by what was recorded last on this journal day."""
    today = _today(session, now)
    rated = _last(session, CheckIn, now, col(CheckIn.journal_day) == today, _has_ratings())
    dosed = _last(session, DoseEvent, now, col(DoseEvent.journal_day) == today, _is_taken())
    said = _last(session, Expectancy, now, col(Expectancy.journal_day) == today)
    effects = _effects(session, now, today)
    if effects and all(effects[0].recorded_at >= each for each in (rated, dosed, said) if each):
        return _after_effects(effects)
    after_dose = (card_rules.AFTER_DOSE,) if dosed else ()
    if rated is not None and all(rated >= each for each in (dosed, said) if each):
        return (card_rules.LONG_LOGGING, card_rules.WEEKLY, *after_dose)
    if said is not None:
        return (card_rules.AFTER_EXPECTANCY, *after_dose)
    return after_dose or (card_rules.BEFORE_RATING,)


def situation(
    session: Session, now: datetime, *, is_rating: bool = False, shows_difference: bool = False
) -> Situation:
    """Return what the choice of a card depends on."""
    chosen = choices.read(session)
    today = _today(session, now)
    return Situation(
        today=today,
        topics=evidence.topics_of(chosen.topics),
        how_often=chosen.cards,
        rare_since=_rare_since(session, now),
        shows_difference=shows_difference,
        is_rating=is_rating,
        awaits_rating=awaits_rating(session, now),
        dose_awaits_rating=dose_awaits_rating(session, now),
        hides_earlier_ratings=chosen.rate_first == "yes",
        n_rated_days=_n_rated_days(session),
        n_measures=_n_measures(session),
        long_logged=_long_logged(session, now, today),
    )


def awaits_rating(session: Session, now: datetime) -> bool:
    """Say whether this journal day has no rating yet, or none after its last dose.

    Days with and without a dose are treated alike: else what is read before a rating would
    differ between the days that are compared.
    """
    rated = select(CheckIn.id).where(CheckIn.journal_day == _today(session, now), _has_ratings())
    return session.exec(rated).first() is None or dose_awaits_rating(session, now)


def dose_awaits_rating(session: Session, now: datetime) -> bool:
    """Say whether a dose was taken on this journal day after which nothing was rated yet."""
    today = _today(session, now)
    latest = sqlalchemy.select(func.max(DoseEvent.at)).where(
        col(DoseEvent.at) >= now - _REACH, col(DoseEvent.journal_day) == today, _is_taken()
    )
    dosed = session.connection().execute(latest).scalar()
    if dosed is None:
        return False
    rated = select(CheckIn.id).where(
        CheckIn.at >= dosed, CheckIn.journal_day == today, _has_ratings()
    )
    return session.exec(rated).first() is None


def _is_asked_to_look_back(session: Session, now: datetime) -> bool:
    """Say whether the week is asked about, beside which nothing may colour what is remembered."""
    # it brings NumPy, which Trends has loaded and the first page does without
    from dosejournal.journal import look_backs  # noqa: PLC0415

    return look_backs.due(session, now) is not None


def _today(session: Session, now: datetime) -> date:
    return clock.journal_day(now, information.read(session).day_starts_at)


def _rare_since(session: Session, now: datetime) -> date | None:
    """Return the journal day on which “less often” was chosen, while it holds."""
    chosen = choices.history(session, "cards")
    if not chosen or chosen[-1][1] != "rare":
        return None
    return _today(session, chosen[-1][0].astimezone(now.tzinfo))


def _newest(session: Session, moment: str, today: date) -> CardShown | None:
    query = (
        select(CardShown)
        .where(CardShown.moment == moment, CardShown.journal_day == today)
        .order_by(col(CardShown.id).desc())
    )
    return session.exec(query).first()


def _is_answered(row: CardShown, here: Situation) -> bool:
    # “less often” that was undone has sent nothing away
    return row.answer == "dismissed" or (row.answer != "" and here.how_often != "usual")


def _has_ratings() -> ColumnElement[bool]:
    return exists().where(col(Rating.check_in_id) == col(CheckIn.id))


def _is_taken() -> ColumnElement[bool]:
    return col(DoseEvent.status).in_(_TAKEN)


def _last(
    session: Session,
    table: type[CheckIn] | type[DoseEvent] | type[Expectancy],
    now: datetime,
    *conditions: ColumnElement[bool],
) -> datetime | None:
    """Return when the newest of a table's rows was recorded that meet the conditions."""
    query = (
        sqlalchemy.select(col(table.recorded_at))
        .where(col(table.at) >= now - _REACH, *conditions)
        .order_by(col(table.recorded_at).desc())
    )
    return session.connection().execute(query).scalar()


def _effects(session: Session, now: datetime, today: date) -> Sequence[AdverseEffect]:
    """Return the unwanted effects that began today, the one recorded last first."""
    query = (
        select(AdverseEffect)
        .where(col(AdverseEffect.at) >= now - _REACH, AdverseEffect.journal_day == today)
        .order_by(col(AdverseEffect.recorded_at).desc())
    )
    return session.exec(query).all()


def _after_effects(effects: Sequence[AdverseEffect]) -> tuple[str, ...]:
    # beside a severe one, that expecting harm can bring symptoms would keep a person from telling
    mild = all(
        adverse_effects.is_mild(each.name, each.severity, each.needed_help) for each in effects
    )
    return (card_rules.AFTER_MILD_EFFECT,) if mild else ()


def _n_rated_days(session: Session) -> int:
    query = (
        sqlalchemy.select(col(CheckIn.journal_day))
        .where(_has_ratings())
        .distinct()
        .limit(_DAYS_COUNTED)
    )
    return len(session.connection().execute(query).all())


def _n_measures(session: Session) -> int:
    rated = exists().where(col(Rating.measure) == col(MeasureRow.key))
    query = sqlalchemy.select(func.count()).where(col(MeasureRow.archived).is_(False), rated)
    return int(session.connection().execute(query).scalar_one())


def _long_logged(session: Session, now: datetime, today: date) -> frozenset[str]:
    first = today - long_logging.REACH
    query = (
        sqlalchemy.select(col(Substance.name), col(DoseEvent.journal_day))
        .join(DoseEvent, col(DoseEvent.substance_id) == col(Substance.id))
        .where(
            col(DoseEvent.at) >= now - long_logging.REACH - _REACH,
            col(DoseEvent.journal_day) >= first,
            _is_taken(),
        )
        .distinct()
    )
    days: dict[str, list[date]] = {}
    for name, day in session.connection().execute(query):
        days.setdefault(name, []).append(day)
    return frozenset(name for name, dosed in days.items() if long_logging.is_long(dosed, today))
