"""A questionnaire as it was filled in: a QuestionnaireResponse, and its score derived from it.

The words of each questionnaire stand in the bundle once, whole, with whose they are. Codes are
those of LOINC where they were confirmed; nothing else has one.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dosejournal.domain.entries import Entry
from dosejournal.domain.questionnaires import Answer, Instrument, Question, Score
from dosejournal.domain.responses import Response
from dosejournal.exchange.fhir import scales
from dosejournal.exchange.fhir.elements import (
    Element,
    Named,
    Names,
    date_time,
    history,
    notes,
    text,
    to,
)
from dosejournal.exchange.fhir.observations import report
from dosejournal.i18n import _
from dosejournal.journal import questionnaires

_LOINC = "http://loinc.org"
_LOINC_FORM = "http://loinc.org/q/{code}"
_ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
_DIFFICULTY = "difficulty"
_NOTE = "note"
# the licence of LOINC asks for these words wherever its codes go
_LOINC_NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © "
    "Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) "
    "Committee and is available at no cost under the license at http://loinc.org/license. LOINC® "
    "is a registered United States trademark of Regenstrief Institute, Inc."
)

Forms = Mapping[str, Instrument]


def of_form(form: Instrument, names: Names) -> Named:
    """Return the words of a questionnaire, once for all that were filled in."""
    items = [
        _with_code(
            {
                "linkId": _link(item.loinc, place),
                "text": text(item.text),
                "type": "choice",
                "answerOption": _options(form.answers),
            },
            item.loinc,
        )
        for place, item in enumerate(form.items, 1)
    ]
    if form.difficulty is not None:
        items.append(_difficulty(form.difficulty))
    head: Element = {
        "resourceType": "Questionnaire",
        "url": _url(form, names),
        "version": form.version,
        "title": text(form.name),
        "status": "active",
    }
    if form.stem:
        head["description"] = text(form.stem)
    rights = " ".join(filter(None, (form.developers, form.licence, _notice(form))))
    if rights:
        head["copyright"] = text(rights)
    if form.loinc_panel:
        head["code"] = [_coding(form.loinc_panel)]
    return names.urn(f"questionnaire/{form.key}"), head | {"item": items}


def of_response(entry: Entry, said: Response, forms: Forms, names: Names) -> Iterator[Named]:
    """Give what was answered, and what it comes to where no item was left out."""
    form = forms.get(said.instrument)
    urn = names.urn(f"response/{entry.id}")
    yield urn, _answered(entry, said, form, names)
    if said.score is not None:
        score = questionnaires.score(entry, forms)
        yield (
            names.urn(f"score/{entry.id}"),
            _score(entry, score, form, names) | {"derivedFrom": [to(urn)]},
        )


def _answered(entry: Entry, said: Response, form: Instrument | None, names: Names) -> Element:
    items: list[Element] = [
        {"linkId": link, "text": words, **_given(answer)}
        for link, words, answer in _items(said, form)
    ]
    if said.difficulty is not None and form is not None and form.difficulty is not None:
        question = form.difficulty
        asked: Element = {"linkId": _difficulty_link(question), "text": text(question.text)}
        items.append(asked | _given(question.answers[said.difficulty]))
    note = text(entry.note)
    if note.strip():
        words = _("Note, in the person’s own words")
        items.append({"linkId": _NOTE, "text": words, "answer": [{"valueString": note}]})
    made: Element = {"resourceType": "QuestionnaireResponse"}
    if form is not None:
        made["questionnaire"] = f"{_url(form, names)}|{said.version}"
    return made | {
        "status": "completed" if entry.amended_at is None else "amended",
        "subject": names.to_person,
        "authored": date_time(entry.moment.local),
        "author": names.to_person,
        "source": names.to_person,
        "item": items,
    }


def _items(said: Response, form: Instrument | None) -> Iterator[tuple[str, str, Answer | None]]:
    """Give each item with the name it goes by, its words, and the answer to it."""
    for place, value in enumerate(said.answers, 1):
        if form is None:
            answer = None if value is None else Answer(value, str(value))
            yield str(place), _("Item {n}").format(n=place), answer
        else:
            item = form.items[place - 1]
            answer = None if value is None else form.answer(value)
            yield _link(item.loinc, place), text(item.text), answer


def _given(answer: Answer | None) -> Element:
    return {} if answer is None else {"answer": [{"valueCoding": _option(answer)}]}


def _score(entry: Entry, score: Score, form: Instrument | None, names: Names) -> Element:
    name = form.name if form else (entry.response.instrument if entry.response else "")
    code: Element = {"text": text(_("{name} total score").format(name=name))}
    if form is not None and form.loinc_total:
        code = {"coding": [_coding(form.loinc_total)]} | code
    made: Element = {
        **report(entry, names),
        "code": code,
        **scales.score(score.total or 0),
    }
    if score.band is not None:
        made["interpretation"] = [{"text": text(score.band.text)}]
    made |= notes(history(entry))
    if form is not None:
        made |= scales.ends(0.0, form.maximum)
    if score.subscales:
        made["component"] = [
            {
                "code": {"text": text(each.subscale.name)},
                **scales.score(each.total),
                **scales.ends(0.0, each.highest),
            }
            for each in score.subscales
        ]
    return made


def _difficulty(question: Question) -> Element:
    return _with_code(
        {
            "linkId": _difficulty_link(question),
            "text": text(question.text),
            "type": "choice",
            "answerOption": _options(question.answers),
        },
        question.loinc,
    )


def _difficulty_link(question: Question) -> str:
    return f"/{question.loinc}" if question.loinc else _DIFFICULTY


def _options(answers: tuple[Answer, ...]) -> list[Element]:
    return [{"valueCoding": _option(answer)} for answer in answers]


def _option(answer: Answer) -> Element:
    made: Element = {
        "extension": [{"url": _ORDINAL, "valueDecimal": answer.value}],
        "display": text(answer.text),
    }
    return made | ({"system": _LOINC, "code": answer.loinc} if answer.loinc else {})


def _with_code(item: Element, loinc: str) -> Element:
    return item | ({"code": [_coding(loinc)]} if loinc else {})


def _coding(code: str) -> dict[str, Any]:
    return {"system": _LOINC, "code": code}


def _link(loinc: str, place: int) -> str:
    return f"/{loinc}" if loinc else str(place)


def _url(form: Instrument, names: Names) -> str:
    if form.loinc_panel:
        return _LOINC_FORM.format(code=form.loinc_panel)
    return names.urn(f"questionnaire/{form.key}")


def _notice(form: Instrument) -> str:
    return _LOINC_NOTICE if any(answer.loinc for answer in form.answers) else ""
