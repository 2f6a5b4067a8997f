"""Recording doses from the terminal, also what became of planned ones."""

from argparse import Namespace
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from dosejournal.cli import expecting, moments, output, plan_words, texts
from dosejournal.cli.journals import opened, perform
from dosejournal.domain import entries
from dosejournal.domain.entries import Dose, DoseDraft, PlannedRef
from dosejournal.domain.regimens import PlannedDose
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import doses, plan, substances, timeline

_ORIGIN = "terminal"


def dose(given: Namespace, now: datetime) -> None:
    """Record a dose; with a status, or the time of a planned one, what became of that one."""
    given.note = texts.note(given.note)
    texts.refuse_broken(given.note, given.name, given.unit or "", given.reason)
    at = moments.given(given.at, now)

    def record(session: Session) -> tuple[int | None, str, int]:
        draft = _draft(session, given, at, now)
        expected, why_not = expecting.record(session, given, draft, now, _ORIGIN)
        return expected, why_not, doses.record(session, now, draft, _ORIGIN)

    with opened(given) as database:
        expected, why_not, number = perform(database, "Dose recorded", record)
        with database.read() as session:
            entry = timeline.entry(session, "dose_event", number)
            expectation = expecting.recorded(session, expected)
    if why_not:
        output.remark(why_not)
    if given.json:
        output.record({**entries.record(entry), "expectation": expectation})
        return
    output.line(_told(number, entry.dose))
    if expected is not None:
        output.line(_("Expectation {number} recorded.").format(number=expected))


def _draft(session: Session, given: Namespace, at: datetime, now: datetime) -> DoseDraft:
    meant = None
    if given.status is not None or given.planned is not None:
        meant = _planned(session, given, at, now)
    if meant is None:
        draft = DoseDraft(at, given.name, amount=given.amount, unit=_unit(session, given))
        return _with_details(draft, given)
    ref = PlannedRef(meant.regimen.id, meant.wall)
    if given.status in ("skipped", "missed"):
        draft = doses.leaving(session, now, ref, given.status, given.reason)
        return replace(draft, note=given.note)
    step = meant.step
    draft = DoseDraft(at, given.name, planned=ref)
    if given.amount is not None:
        meant_unit = step.unit if step is not None and given.unit is None else ""
        draft = replace(draft, amount=given.amount, unit=meant_unit or _unit(session, given))
    elif step is not None:
        draft = replace(draft, amount=step.amount, unit=step.unit)
    return _with_details(draft, given)


def _with_details(draft: DoseDraft, given: Namespace) -> DoseDraft:
    return replace(draft, estimated=given.estimated, plus_minus=given.plus_minus, note=given.note)


def _planned(
    session: Session, given: Namespace, at: datetime, now: datetime
) -> PlannedDose | None:
    """Return the planned dose that is meant: the one of a time, or the nearest open one.

    None where a dose was taken while a plan is in force of which none is open: it is extra.
    """
    substance = substances.known(session, given.name)
    if substance is not None and substance.id is not None:
        if given.planned is not None:
            # as the plan is read here, also where the time was written with another offset
            planned_at = moments.given(given.planned, now).astimezone(now.tzinfo)
            return plan.at_time(session, substance.id, planned_at)
        found = plan.nearest(session, substance.id, at)
        is_extra = given.status == "taken" and plan.is_planned(session, substance.id, at)
        if found is not None or is_extra:
            return found
    raise InputError(
        _(
            "No planned dose of this substance is open then. Nothing was recorded; record it as "
            "it is, without --taken or --skipped, or look at the plan with: dosejournal today"
        )
    )


def _unit(session: Session, given: Namespace) -> str:
    if given.unit is not None or given.amount is None:
        return given.unit or ""
    return doses.usual_unit(session, given.name)


def _told(number: int, kept: Dose | None) -> str:
    if kept is None or kept.planned is None:
        is_extra = kept is not None and kept.status == "extra"
        sentence = (
            _("Dose {number} recorded, as extra.") if is_extra else _("Dose {number} recorded.")
        )
        return sentence.format(number=number)
    when = f"{kept.planned.wall:%Y-%m-%d %H:%M}"
    sentence = {
        "taken": _("Dose {number} recorded, planned for {time}."),
        "late": _("Dose {number} recorded, planned for {time}, {late}."),
        "skipped": _("Dose {number} recorded as skipped, planned for {time}."),
        "missed": _("Dose {number} recorded as missed, planned for {time}."),
    }[kept.status]
    late = plan_words.late(kept.late_by_minutes)
    return sentence.format(number=number, time=when, late=late)
