"""The demo journal: an invented record written as one, quickly also for many years."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlmodel import Session, SQLModel, insert

from dosejournal.domain import demo, demo_expectations, demo_words
from dosejournal.domain.clock import moment
from dosejournal.domain.demo import Invented, Plan
from dosejournal.domain.demo_days import days_of, holes
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.journal import (
    check_ins,
    choices,
    information,
    main_measures,
    moments,
    regimens,
    substances,
    timeline,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store import tables

ORIGIN = "demo"

_AMENDED_AFTER = timedelta(minutes=50)
# a change holds from the minute after it is made: made the evening before, it holds all day
_BEFORE = timedelta(hours=3)

Rows = list[dict[str, Any]]


def fill(session: Session, now: datetime, plan: Plan | None = None) -> None:
    """Fill a new journal with an invented record that ends now."""
    plan = plan or Plan()
    first_day = now - timedelta(days=plan.days)
    information.begin(session, first_day)
    day_starts_at = information.read(session).day_starts_at
    made = demo.check_ins(plan, now)
    _add_check_ins(session, made, day_starts_at)
    doses = demo.doses(plan, now)
    _add_doses(session, plan, now, doses, day_starts_at)
    _choose(session, first_day)
    _add_expectations(session, plan, now, doses, day_starts_at)
    _add_looks_back(session, plan, now, made, day_starts_at)
    _amend_one(session, now)


def _add_check_ins(
    session: Session, invented: Iterable[Invented[CheckInDraft]], day_starts_at: time
) -> None:
    rows: Rows = []
    ratings: Rows = []
    tagged: Rows = []
    tag_ids: dict[str, int] = {}
    for number, one in enumerate(invented, start=1):
        rows.append(_row(number, one, day_starts_at))
        for measure, value in one.draft.ratings.items():
            ratings.append({"check_in_id": number, "measure": measure, "value": value})
        for tag in one.draft.tags:
            tag_id = tag_ids.setdefault(tag, len(tag_ids) + 1)
            tagged.append({"check_in_id": number, "tag_id": tag_id})
    _insert(session, tables.CheckIn, rows)
    _insert(session, tables.Rating, ratings)
    _insert(session, tables.Tag, [{"id": key, "name": name} for name, key in tag_ids.items()])
    _insert(session, tables.CheckInTag, tagged)


def _add_doses(
    session: Session,
    plan: Plan,
    now: datetime,
    doses: Iterable[Invented[DoseDraft]],
    day_starts_at: time,
) -> None:
    # both are there from the start, also where a short record has no dose of the rare one
    ids = {
        name: substances.add(session, SubstanceDraft(name, unit=unit))
        for name, unit in (
            (demo_words.usual_substance(), "mg"),
            (demo_words.rare_substance(), "tablets"),
        )
    }
    for number, (at, draft) in enumerate(demo.regimens(plan, now)):
        if number == 0:
            regimens.add(session, at, draft)
        else:
            regimens.change(session, at - _BEFORE, 1, draft)
    rows = [
        _row(number, one, day_starts_at)
        | {
            "substance_id": ids[one.draft.substance],
            "status": one.draft.status,
            "regimen_id": one.draft.planned.regimen_id if one.draft.planned else None,
            "planned_at": regimens.as_text(one.draft.planned.wall) if one.draft.planned else None,
            "reason": one.draft.reason,
            "amount": one.draft.amount,
            "unit": one.draft.unit,
            "estimated": one.draft.estimated,
            "plus_minus": one.draft.plus_minus,
        }
        for number, one in enumerate(doses, start=1)
    ]
    _insert(session, tables.DoseEvent, rows)


def _choose(session: Session, first_day: datetime) -> None:
    """Let the invented person have answered what every journal asks."""
    choices.choose(session, first_day, "topics", "general")
    choices.choose(session, first_day, "ask_expectation", "off_days")
    main_measures.choose(session, first_day, demo_expectations.MEASURE)


def _add_expectations(
    session: Session,
    plan: Plan,
    now: datetime,
    doses: Iterable[Invented[DoseDraft]],
    day_starts_at: time,
) -> None:
    drafts = [one.draft for one in doses]
    missing = holes(plan, days_of(plan, now))
    usual = substances.ensure(session, demo_words.usual_substance())
    _insert(
        session,
        tables.Expectancy,
        [
            {
                **moments.columns(moment(draft.at, day_starts_at)),
                "substance_id": usual.id,
                "measure": draft.measure,
                "expected_change": draft.change,
                "certainty": draft.certainty,
                "recorded_at": draft.at,
                "origin": ORIGIN,
            }
            for draft in demo_expectations.expectations(plan, drafts, missing, now)
        ],
    )


def _add_looks_back(
    session: Session,
    plan: Plan,
    now: datetime,
    made: Sequence[Invented[CheckInDraft]],
    day_starts_at: time,
) -> None:
    rows: Rows = []
    for week, at, value in demo_expectations.looks_back(plan, made, now):
        when = moments.columns(moment(at, day_starts_at))
        del when["time_precision"]
        rows.append({**when, "week": week, "measure": demo_expectations.MEASURE, "value": value})
    _insert(session, tables.LookBack, rows)


def _row(
    number: int, one: Invented[CheckInDraft] | Invented[DoseDraft], day_starts_at: time
) -> dict[str, Any]:
    when = moment(one.draft.at, day_starts_at)
    return {
        "id": number,
        **moments.columns(when),
        "note": one.draft.note,
        "recorded_at": one.recorded_at,
        "origin": ORIGIN,
    }


def _insert(session: Session, table: type[SQLModel], rows: Rows) -> None:
    if rows:
        session.connection().execute(insert(table), rows)


def _amend_one(session: Session, now: datetime) -> None:
    """Let the newest check-in with a note that is old enough be one that was amended."""
    for number in timeline.keys(session, timeline.Filter(kinds=("check_in",))):
        (entry,) = timeline.entries(session, [number])
        if not entry.note or entry.moment.at > now - _AMENDED_AFTER:
            continue
        draft = CheckInDraft(
            entry.moment.at,
            {rating.measure: rating.value for rating in entry.ratings},
            f"{entry.note}\n{demo_words.amendment()}",
            entry.tags,
        )
        check_ins.amend(session, entry.recorded_at + _AMENDED_AFTER, entry.id, draft)
        return
