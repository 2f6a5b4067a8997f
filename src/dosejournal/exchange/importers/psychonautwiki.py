"""The PsychonautWiki Journal's export: experiences with their doses, ratings and timed notes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dosejournal.domain import notes
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportedDose, ImportPlan
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import json_files, psychonautwiki_doses
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import (
    Record,
    Unknown,
    instant,
    listed,
    record,
    text,
)
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError, compact, required
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _

NAME = "psychonautwiki-journal"

_LISTS = ("experiences", "substanceCompanions", "customSubstances", "customUnits")
# colours, and which app wrote the file
_WITHOUT_CONTENT = frozenset(("substanceCompanions", "exportSource", "experiences", "customUnits"))
_EXPERIENCE_KEYS = frozenset(
    ("title", "text", "creationDate", "sortDate", "isFavorite", "ingestions", "ratings",
     "timedNotes")
)  # fmt: skip
_INGESTION_KEYS = frozenset(
    ("substanceName", "time", "creationDate", "administrationRoute", "dose", "isDoseAnEstimate",
     "estimatedDoseStandardDeviation", "units", "notes", "stomachFullness", "consumerName",
     "customUnitId")
)  # fmt: skip
# how strong an effect is: this says nothing about the mood
_SHULGIN = {
    "minus": ("−", 0.0),
    "plusminus": ("±", 0.5),
    "plus": ("+", 1.0),
    "twoplus": ("++", 2.0),
    "threeplus": ("+++", 3.0),
    "fourplus": ("++++", 4.0),
}


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("PsychonautWiki Journal export")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    return _fits(json_files.recognised(file))


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    content = json_files.taken(file)
    if not _fits(content):
        raise ImportFileError(
            _(
                "This file holds no experiences as the PsychonautWiki Journal writes them. "
                "Nothing was brought in; choose another file, or another format."
            )
        )
    return _Export(content, answers).plan()


def _fits(content: Any) -> bool:
    if not isinstance(content, dict) or not isinstance(content.get("experiences"), list):
        return False
    experiences = [each for each in content["experiences"] if isinstance(each, dict)]
    return any("ingestions" in each for each in experiences) or any(
        isinstance(content.get(name), list) for name in _LISTS[1:]
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing of an experience, and what makes an entry of it."""

    content: Any
    make: Callable[[Record], None]


class _Export:
    """One export, read experience by experience."""

    def __init__(self, content: Record, answers: Answers) -> None:
        self._content = content
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "PsychonautWiki")
        self._units = psychonautwiki_doses.Units(listed(content, "customUnits"))
        self._ways = psychonautwiki_doses.Ways()
        self._unknown = Unknown()
        self._keys = Keys()
        self._check_ins: list[ImportedCheckIn] = []
        self._doses: list[ImportedDose] = []

    def plan(self) -> ImportPlan:
        """Return what the export would bring in."""
        held = HeldRows()
        for row, part in enumerate(self._parts(), start=2):
            try:
                part.make(record(part.content))
            except JournalError as reason:
                held.add(Row(row, (compact(part.content),)), reason)
        self._unknown.add_others(self._content, _WITHOUT_CONTENT)
        question = self._moments.question()
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._moments.zone.key,
            header=("entry",),
            check_ins=tuple(self._check_ins),
            doses=tuple(self._doses),
            held_aside=held.all(),
            questions=() if question is None else (question,),
            new_measures=self._measures.new,
            unknown=dict(self._unknown),
            remarks=tuple(self._remarks()),
        )

    def _parts(self) -> Iterator[_Part]:
        for experience in json_files.drained(self._content["experiences"]):
            yield _Part(experience, self._experience)
            if not isinstance(experience, dict):
                continue
            for ingestion in listed(experience, "ingestions"):
                yield _Part(ingestion, self._ingestion)
            for timed_note in listed(experience, "timedNotes"):
                yield _Part(timed_note, self._timed_note)
            for rating in listed(experience, "ratings"):
                yield _Part(rating, self._rating)

    def _experience(self, experience: Record) -> None:
        self._unknown.add_others(experience, _EXPERIENCE_KEYS)
        written, name = text(experience, "text"), text(experience, "title")
        if not written:
            # the program makes a title of the day where the person writes none
            self._unknown.add("title", name)
            return
        at = _first(experience, "sortDate", "creationDate")
        made = _first(experience, "creationDate", "sortDate")
        # its parts are entries of their own
        own = {key: value for key, value in experience.items() if not isinstance(value, list)}
        note = notes.note("\n".join(line for line in (name, written) if line))
        self._add_check_in(at, ("experience", _seconds(made)), own, note=note)

    def _timed_note(self, timed_note: Record) -> None:
        written = notes.note(text(timed_note, "note"))
        if written:
            at = _first(timed_note, "time", "creationDate")
            made = _first(timed_note, "creationDate", "time")
            key = ("note", _seconds(at), _seconds(made))
            self._add_check_in(at, key, timed_note, note=written)

    def _rating(self, rating: Record) -> None:
        option = text(rating, "option")
        if option.casefold() not in _SHULGIN:
            raise RowError(_("Its rating is none of those from − to ++++."))
        sign, value = _SHULGIN[option.casefold()]
        # without a time it is one of the whole experience
        timed = rating.get("time") is not None
        name = _("Shulgin rating") if timed else _("Shulgin rating overall")
        at = _first(rating, "time", "creationDate")
        measure = self._measures.fitting(name, minimum=0.0, maximum=4.0)
        made = Rating(
            measure=measure.key,
            value=measure.check(value),
            raw_value=value,
            raw_minimum=0.0,
            raw_maximum=4.0,
            raw_text=sign,
        )
        key = ("rating" if timed else "overall", _seconds(at), option)
        self._add_check_in(at, key, rating, ratings=(made,))

    def _ingestion(self, ingestion: Record) -> None:
        if text(ingestion, "consumerName"):
            self._unknown.add(_("doses of other people"))
            return
        name = required(text(ingestion, "substanceName"), "substanceName")
        at = instant(ingestion, "time", per_second=1000)
        quantity = self._units.quantity(ingestion)
        route = text(ingestion, "administrationRoute").upper()
        written = quantity.written and _("Amount: {text}").format(text=quantity.written)
        lines = (text(ingestion, "notes"), written, *self._ways.lines(ingestion))
        # 50.0 and 50 are the same dose: each of the two apps writes it its own way
        dose = ingestion.get("dose")
        parts = (name.casefold(), _seconds(at), route, "" if dose is None else f"{dose:.12g}")
        made = ImportedDose(
            moment=self._moments.at(at),
            source_key=self._keys.of_parts(parts),
            source_row=compact(ingestion),
            substance=notes.name(name),
            amount=quantity.amount,
            unit=quantity.unit,
            estimated=quantity.estimated,
            plus_minus=quantity.plus_minus,
            note=notes.note("\n".join(line for line in lines if line)),
        )
        self._doses.append(made)
        self._unknown.add_others(ingestion, _INGESTION_KEYS)

    def _add_check_in(
        self,
        at: datetime,
        key: tuple[str, ...],
        said: Record,
        *,
        note: str = "",
        ratings: tuple[Rating, ...] = (),
    ) -> None:
        moment = self._moments.at(at)
        self._check_ins.append(
            ImportedCheckIn(
                moment=moment,
                source_key=self._keys.of_parts(key),
                source_row=compact(said),
                ratings=ratings,
                note=note,
            )
        )

    def _remarks(self) -> list[str]:
        said = [*self._moments.remarks(), *self._measures.remarks()]
        if self._doses:
            said.append(
                _("Where a dose was not taken by mouth, or on what stomach, its note says so.")
            )
        return said


def _first(entry: Record, *keys: str) -> datetime:
    """Return the first of the times that an entry has."""
    given = next((key for key in keys if entry.get(key) is not None), keys[0])
    return instant(entry, given, per_second=1000)


def _seconds(at: datetime) -> str:
    return str(int(at.timestamp()))
