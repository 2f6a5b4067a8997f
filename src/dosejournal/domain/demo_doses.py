"""The invented doses: one substance by a regimen that changed once, another now and then.

Most planned doses were taken, some of them late; some were skipped, and for some there is no
word. All of it is drawn apart from the ratings.
"""

import random
from datetime import date, datetime, time, timedelta

from dosejournal.domain import clock, demo_words
from dosejournal.domain import plan as rules
from dosejournal.domain.demo_days import (
    Invented,
    Plan,
    at_minute,
    chance_of,
    day_of,
    days_of,
    holes,
    spaced,
)
from dosejournal.domain.entries import DoseDraft, PlannedRef
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import (
    DoseStep,
    PlannedDose,
    Regimen,
    RegimenDraft,
    planned,
    span_of,
)

_USUAL_TIME = time(8, 30)
_USUAL_MINUTE = 8 * 60 + 30
_EVERY_DAYS = 3
_AMOUNTS = ("7.5", "10")
_SHORTEST_WITH_CHANGE_DAYS = 21


def regimens(plan: Plan, now: datetime) -> list[tuple[datetime, RegimenDraft]]:
    """Return the versions of the one regimen, each with the moment it was written down."""
    days = days_of(plan, now)
    # so that there is something planned on the last day
    anchor = days[(len(days) - 1) % _EVERY_DAYS]
    changed = days[len(days) * 3 // 5]
    starts = [(anchor, _AMOUNTS[0]), (changed, _AMOUNTS[1])]
    if len(days) < _SHORTEST_WITH_CHANGE_DAYS:
        starts = [(anchor, _AMOUNTS[1])]
    return [
        (
            at_minute(first_day, 0, now),
            RegimenDraft(
                demo_words.usual_substance(),
                Pattern("every", every=_EVERY_DAYS),
                (_USUAL_TIME,),
                first_day,
                steps=(DoseStep(first_day, amount, "mg"),),
                anchor=anchor,
            ),
        )
        for first_day, amount in starts
    ]


def doses(plan: Plan, now: datetime) -> list[Invented[DoseDraft]]:
    """Return the doses up to now, in the order in which they were recorded.

    They name the versions of the regimen by 1 and 2, as a new journal does.
    """
    chance = chance_of(plan, "doses")
    days = days_of(plan, now)
    missing = holes(plan, days)
    usual = (_usual_dose(dose, now, chance) for dose in _planned(plan, now, days[-1]))
    found = [dose for dose in usual if dose is not None]
    found += [_extra_dose(day, now, chance) for day in spaced(days, chance, range(38, 60))]
    found += [_rare_dose(day, now, chance) for day in spaced(days, chance, range(20, 46))]
    kept = (dose for dose in found if dose.at <= now and day_of(dose.at) not in missing)
    return [Invented(dose, dose.at) for dose in sorted(kept, key=lambda dose: dose.at)]


def _planned(plan: Plan, now: datetime, last_day: date) -> list[PlannedDose]:
    drafts = [draft for _at, draft in regimens(plan, now)]
    first, until = span_of(drafts[0].first_day, last_day)
    starts = [span_of(draft.first_day, draft.first_day)[0] for draft in drafts]
    versions = [
        Regimen(
            id=number,
            series_id=1,
            substance_id=1,
            substance=draft.substance,
            discreet_label="",
            pattern=draft.pattern,
            times=draft.times,
            anchor=draft.anchor or draft.first_day,
            starts_at=starts[number - 1],
            ends_at=starts[number] if number < len(starts) else None,
            steps=draft.steps,
        )
        for number, draft in enumerate(drafts, start=1)
    ]
    found = planned(versions, (), first, until, clock.zone_of(now))
    # what is planned for the last day is left to whoever opens the journal
    return [dose for dose in found if dose.wall.date() < last_day]


def _usual_dose(dose: PlannedDose, now: datetime, chance: random.Random) -> DoseDraft | None:
    what = chance.choices(
        ("taken", "late", "skipped", "unknown", "estimated", "no word"), (70, 9, 6, 4, 5, 6)
    )[0]
    minutes = chance.gauss(0, 25)
    if what == "late":
        minutes = dose.regimen.window_minutes + chance.uniform(10, 300)
    note = chance.choice(demo_words.dose_notes()) if chance.random() < 0.12 else ""
    at = clock.resolve(dose.wall + timedelta(minutes=round(minutes)), clock.zone_of(now))
    ref = PlannedRef(dose.regimen.id, dose.wall)
    name = dose.regimen.substance
    if what == "no word":
        return None
    if what == "skipped":
        reason = chance.choice(demo_words.skip_reasons())
        return DoseDraft(at, name, status="skipped", planned=ref, reason=reason)
    status = rules.status_of(dose, at)
    if what == "unknown":
        return DoseDraft(at, name, note=note, status=status, planned=ref)
    amount = dose.step.amount if dose.step else None
    about = what == "estimated"
    margin = "2.5" if about else None
    return DoseDraft(at, name, amount, "mg", about, margin, note, status, ref)


def _extra_dose(day: date, now: datetime, chance: random.Random) -> DoseDraft:
    return DoseDraft(
        at_minute(day, chance.gauss(_USUAL_MINUTE + 8 * 60, 45), now),
        demo_words.usual_substance(),
        amount="5",
        unit="mg",
        status="extra",
    )


def _rare_dose(day: date, now: datetime, chance: random.Random) -> DoseDraft:
    return DoseDraft(
        at_minute(day, chance.gauss(_USUAL_MINUTE + 12 * 60, 60), now),
        demo_words.rare_substance(),
        amount=chance.choice(("1", "2", "0.5")),
        unit="tablets",
    )
