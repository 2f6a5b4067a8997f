"""The tables of questionnaires that were filled in, and of each answer in them."""

from collections.abc import Iterable, Iterator, Mapping

from dosejournal.domain.entries import Entry
from dosejournal.domain.questionnaires import Instrument
from dosejournal.exchange.tidy import cells, moments
from dosejournal.exchange.tidy.tables import Column, Row, Table
from dosejournal.journal import questionnaires

Forms = Mapping[str, Instrument]

TABLE = Table(
    "questionnaires",
    "Questionnaires that were filled in, a row each. Their answers are in questionnaire_answers.",
    (
        Column("record_id", "string", "Name of the row, the same in every export", required=True),
        Column(
            "instrument",
            "string",
            "Key of the questionnaire: phq-9, phq-8, gad-7, phq-4, or own- and a code that "
            "follows from the words of the person's own",
            required=True,
        ),
        Column("name", "string", "Name of the questionnaire"),
        Column("version", "string", "Version of its words", required=True),
        Column(
            "score",
            "integer",
            "Sum of the answers; empty: an item was left out, so that there is none",
            minimum=0,
        ),
        Column("highest_score", "integer", "The highest possible sum", minimum=0),
        Column("band", "string", "Published word for the score, where there are bands"),
        Column(
            "missing_items", "integer", "How many items were left out", minimum=0, required=True
        ),
        Column(
            "difficulty",
            "integer",
            "How difficult the problems made things, not scored: 0 not at all, 1 somewhat, "
            "2 very, 3 extremely; empty: not asked or not answered",
            minimum=0,
        ),
        Column(
            "help_read_at",
            "datetime",
            "When the person closed the page with help that an answer about death or self-harm is "
            "met with, in UTC; empty: not shown, or not closed yet",
        ),
        Column("note", "string", "The note, in the person's words"),
        *moments.COLUMNS,
        moments.RECORDED_AT,
        Column("amended_at", "datetime", "When its note was last changed, in UTC; empty: never"),
        moments.ORIGIN,
    ),
)

ANSWERS = Table(
    "questionnaire_answers",
    "The answers to the items of questionnaires, a row each; items that were left out have a row "
    "without an answer.",
    (
        Column("record_id", "string", "Name of the row, the same in every export", required=True),
        Column(
            "questionnaire_id", "string", "record_id of the row of questionnaires", required=True
        ),
        Column("item", "integer", "Place of the item, from 1", minimum=1, required=True),
        Column("item_text", "string", "The item word by word; empty: its words are not known"),
        Column("answer", "integer", "What the answer counts; empty: left out", minimum=0),
        Column("answer_text", "string", "The answer word by word"),
    ),
)


def rows(entries: Iterable[Entry], forms: Forms) -> Iterator[Row]:
    """Give the rows of questionnaires, in their order."""
    for entry in entries:
        said = entry.response
        if said is None:
            continue
        form, score = forms.get(said.instrument), questionnaires.score(entry, forms)
        yield {
            "record_id": _name(entry),
            "instrument": said.instrument,
            "name": form.name if form else "",
            "version": said.version,
            "score": cells.whole(said.score),
            "highest_score": cells.whole(form.maximum if form else None),
            "band": score.band.text if score.band else "",
            "missing_items": cells.whole(score.n_missing),
            "difficulty": cells.whole(said.difficulty),
            "help_read_at": cells.instant(said.acknowledged_at),
            "note": entry.note,
            **moments.when(entry.moment),
            "recorded_at": cells.instant(entry.recorded_at),
            "amended_at": cells.instant(entry.amended_at),
            "origin": entry.origin,
        }


def answer_rows(entries: Iterable[Entry], forms: Forms) -> Iterator[Row]:
    """Give the rows of their answers, in their order."""
    for entry in entries:
        said = entry.response
        if said is None:
            continue
        form = forms.get(said.instrument)
        for place, answer in enumerate(said.answers, 1):
            yield {
                "record_id": f"{_name(entry)}i{place}",
                "questionnaire_id": _name(entry),
                "item": cells.whole(place),
                "item_text": form.items[place - 1].text if form else "",
                "answer": cells.whole(answer),
                "answer_text": form.answer(answer).text if form and answer is not None else "",
            }


def _name(entry: Entry) -> str:
    return f"q{entry.id}"
