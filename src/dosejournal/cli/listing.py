"""Entries on the terminal: one calm line each, or JSON."""

from argparse import Namespace
from collections.abc import Iterator, Mapping

from sqlmodel import Session

from dosejournal.cli import care, moments, output, plan_words
from dosejournal.cli.arguments import KINDS
from dosejournal.cli.journals import opened
from dosejournal.domain import entries
from dosejournal.domain.entries import Dose, Entry, EntryKind, Rating
from dosejournal.domain.expectancy import Expectation
from dosejournal.domain.measures import Measure
from dosejournal.domain.questionnaires import Instrument
from dosejournal.domain.responses import Response
from dosejournal.i18n import _
from dosejournal.journal import effect_words, measures, questionnaires, score_words, timeline

_CHUNK = 500
_LONGEST_NOTE = 100


def show(given: Namespace) -> None:
    """Print the entries asked for, the newest first."""
    first_day, last_day = moments.span(given.first, given.last)
    kinds = timeline.KINDS
    if given.kind is not None:
        kinds = tuple(kind for kind in kinds if kind == KINDS[given.kind])
    wanted = timeline.Filter(
        kinds=kinds, first_day=first_day, last_day=last_day, search=given.search
    )
    with opened(given) as database, database.read() as session:
        found = _found(session, wanted)
        if "questionnaire_response" in kinds:
            care.show(session, is_json=given.json)
        if given.json:
            output.records(entries.record(entry) for entry in found)
            return
        known = {measure.key: measure for measure in measures.listing(session, archived=True)}
        forms = questionnaires.instruments(session)
        for entry in found:
            output.line(line(entry, known, forms))


def line(
    entry: Entry, known: Mapping[str, Measure], forms: Mapping[str, Instrument] | None = None
) -> str:
    """Return one entry as a line: when, what it is and its number, and what it says."""
    moment = entry.moment
    when = f"{moment.local:%Y-%m-%d %H:%M}" if moment.precision == "instant" else moment.text
    parts = [_dose(entry.dose)] if entry.dose is not None else []
    if entry.expectation is not None:
        parts.append(_expected(entry.expectation, known[entry.expectation.measure]))
    if entry.response is not None:
        parts.append(_filled_in(entry, entry.response, forms or {}))
    if entry.effect is not None:
        parts.append(effect_words.line(entry.effect, entry.moment.local))
    parts += [_rating(rating, known[rating.measure]) for rating in entry.ratings]
    parts += [f"#{tag}" for tag in entry.tags]
    if entry.note:
        parts.append(_shortened(entry.note))
    name = _name(entry.kind).format(number=entry.id)
    return f"{when:<16}  {name:<14}  {plan_words.SEPARATOR.join(parts)}"


def _name(kind: EntryKind) -> str:
    return {
        "check_in": _("check-in {number}"),
        "dose_event": _("dose {number}"),
        "expectancy": _("expectation {number}"),
        "questionnaire_response": _("questionnaire {number}"),
        "adverse_effect": _("effect {number}"),
    }[kind]


def _found(session: Session, wanted: timeline.Filter) -> Iterator[Entry]:
    keys = timeline.keys(session, wanted)
    for start in range(0, len(keys), _CHUNK):
        yield from timeline.entries(session, keys[start : start + _CHUNK])


def _rating(rating: Rating, measure: Measure) -> str:
    if measure.kind == "yes_no":
        word = _("yes") if rating.value else _("no")
    else:
        word = measure.word(rating.value) or f"{rating.value:g}"
    return " ".join(part for part in (rating.measure, word, measure.unit) if part)


def _expected(said: Expectation, measure: Measure) -> str:
    return _("Expected of {substance}: {measure} {change}, {certainty:g} sure").format(
        substance=said.discreet_label or said.substance,
        measure=measure.name,
        change=plan_words.signed(said.change),
        certainty=said.certainty,
    )


def _filled_in(entry: Entry, said: Response, forms: Mapping[str, Instrument]) -> str:
    form = forms.get(said.instrument)
    score = questionnaires.score(entry, forms)
    return _("{name}: {score}").format(
        name=said.instrument if form is None else form.name, score=score_words.total(score, form)
    )


def _dose(dose: Dose) -> str:
    name = dose.discreet_label or dose.substance
    if dose.status in ("skipped", "missed"):
        return _("{substance}, {status}").format(substance=name, status=_status(dose))
    told = _taken(dose, name)
    if dose.status == "taken":
        return told
    return _("{substance}, {status}").format(substance=told, status=_status(dose))


def _taken(dose: Dose, name: str) -> str:
    if dose.amount is None:
        return _("{substance}, amount unknown").format(substance=name)
    amount = f"{dose.amount} ± {dose.plus_minus}" if dose.plus_minus else dose.amount
    if dose.estimated:
        amount = f"≈ {amount}"
    return " ".join(part for part in (name, amount, dose.unit) if part)


def _status(dose: Dose) -> str:
    return {
        "late": plan_words.late(dose.late_by_minutes),
        "skipped": plan_words.not_taken("skipped", _shortened(dose.reason)),
        "missed": plan_words.not_taken("missed", _shortened(dose.reason)),
        "extra": _("extra"),
    }[dose.status]


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_NOTE else flat[: _LONGEST_NOTE - 1] + "…"
