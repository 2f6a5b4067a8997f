"""Which substance and which measure of the journal a name of the file stands for, as asked."""

from collections.abc import Iterable
from dataclasses import replace

from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan, Question
from dosejournal.domain.measures import Measure
from dosejournal.i18n import _

SUBSTANCE = "substance:"
MEASURE = "measure:"
NEW = "new"
"""The answer that lets what is new in the journal be new."""


def matched(plan: ImportPlan, answers: Answers) -> ImportPlan:
    """Return a plan with its names as the person matched them, and the questions about others.

    A name that the journal has stands for what it has; any other may stand for something there.
    """
    return _with_measures(_with_substances(plan, answers), answers)


def _with_substances(plan: ImportPlan, answers: Answers) -> ImportPlan:
    known = {name.casefold(): name for name in answers.substances}
    names = {dose.substance.casefold(): dose.substance for dose in plan.doses}
    questions: list[Question] = []
    chosen: dict[str, str] = {}
    for folded, name in names.items():
        if folded in known or not known:
            continue
        questions.append(
            Question(
                key=f"{SUBSTANCE}{folded}",
                text=_("Which substance is “{name}”?").format(name=name),
                assumed=NEW,
                options=(
                    (NEW, _("a new one")),
                    *((other, other) for other in known.values() if other != NEW),
                ),
            )
        )
        answer = answers.given.get(f"{SUBSTANCE}{folded}", NEW)
        if answer != NEW and answer.casefold() in known:
            chosen[folded] = known[answer.casefold()]
    if not questions:
        return plan
    doses = tuple(
        replace(dose, substance=chosen.get(dose.substance.casefold(), dose.substance))
        for dose in plan.doses
    )
    return replace(plan, doses=doses, questions=(*plan.questions, *questions))


def _with_measures(plan: ImportPlan, answers: Answers) -> ImportPlan:
    questions: list[Question] = []
    chosen: dict[str, tuple[Measure, Measure]] = {}
    for new in plan.new_measures:
        fitting = [known for known in answers.measures if _fits(new, known)]
        if not fitting:
            continue
        key = f"{MEASURE}{new.key}"
        questions.append(
            Question(
                key=key,
                text=_("Which measure is “{name}”?").format(name=new.name),
                assumed=NEW,
                options=(
                    (NEW, _("a new one")),
                    *((known.key, known.name) for known in fitting if known.key != NEW),
                ),
            )
        )
        answer = answers.given.get(key, NEW)
        target = next((each for each in fitting if each.key == answer != NEW), None)
        if target is not None:
            chosen[new.key] = new, target
    if not questions:
        return plan
    check_ins = (_rated(entry, chosen) for entry in plan.check_ins) if chosen else plan.check_ins
    return replace(
        plan,
        check_ins=tuple(check_ins),
        new_measures=tuple(each for each in plan.new_measures if each.key not in chosen),
        questions=(*plan.questions, *questions),
    )


def _fits(new: Measure, known: Measure) -> bool:
    """Say whether values of a new measure have a place on the scale of a known one."""
    if new.words or known.words:
        return False
    if known.kind == "scale":
        return new.kind in ("scale", "number") and None not in (new.minimum, new.maximum)
    limits = (new.kind, new.minimum, new.maximum, new.unit.casefold())
    return limits == (known.kind, known.minimum, known.maximum, known.unit.casefold())


def _rated(entry: ImportedCheckIn, chosen: dict[str, tuple[Measure, Measure]]) -> ImportedCheckIn:
    if not any(rating.measure in chosen for rating in entry.ratings):
        return entry
    ratings = [_moved(rating, *chosen[rating.measure]) if rating.measure in chosen else rating
               for rating in entry.ratings]  # fmt: skip
    return replace(entry, ratings=tuple(_once(ratings)))


def _moved(rating: Rating, new: Measure, known: Measure) -> Rating:
    """Return a rating on the scale of the journal's measure; what the file said stays with it."""
    if (new.minimum, new.maximum) == (known.minimum, known.maximum):
        return replace(rating, measure=known.key, value=known.check(rating.value))
    low, high = new.minimum or 0.0, new.maximum or 0.0
    share = (rating.value - low) / (high - low)
    bottom, top = known.minimum or 0.0, known.maximum or 0.0
    has_raw = rating.raw_value is not None
    return Rating(
        measure=known.key,
        value=known.check(bottom + share * (top - bottom)),
        raw_value=rating.raw_value if has_raw else rating.value,
        raw_minimum=rating.raw_minimum if has_raw else low,
        raw_maximum=rating.raw_maximum if has_raw else high,
        raw_text=rating.raw_text,
    )


def _once(ratings: Iterable[Rating]) -> Iterable[Rating]:
    """Give one rating of each measure: a check-in has no room for a second."""
    seen: dict[str, Rating] = {}
    for rating in ratings:
        seen.setdefault(rating.measure, rating)
    return seen.values()
