"""What the columns of any table may hold, by their names and by how their values look.

Only what does no harm where it is wrong is proposed: a column of numbers without a known name may
hold doses as well as ratings, so it is left to the person.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from statistics import fmean

from dosejournal.domain.column_presets import COLUMN
from dosejournal.domain.imports import Answers
from dosejournal.domain.measures import Measure
from dosejournal.exchange.importers import columns, dates, tables
from dosejournal.exchange.importers.numbers import NumberColumn, is_unknown
from dosejournal.exchange.importers.roles import OF_MANY, UNUSED
from dosejournal.exchange.importers.rows import RowError
from dosejournal.exchange.importers.targets import yes_or_no

# a name stands under each role that its values then decide on; the first column of a name counts
_NAMES: Mapping[str, tuple[str, ...]] = {
    "dated": (
        "at", "time local", "time taken", "taken at", "datetime", "date time", "timestamp",
        "time stamp", "date and time", "when", "moment", "time", "date", "day", "journal day",
        "zeitpunkt", "zeitstempel", "datum und uhrzeit", "datum", "tag", "zeit",
        "date et heure", "jour", "fecha", "fecha y hora", "día", "data", "data e ora", "giorno",
        "dia", "datum en tijd", "dag",
    ),
    "clock": ("time", "clock", "clock time", "uhrzeit", "zeit", "heure", "hora", "ora", "tijd"),
    "mood": ("mood", "stimmung", "humeur", "ánimo", "estado de ánimo", "umore", "stemming"),
    "substance": (
        "substance", "medicine", "medication", "drug", "supplement", "substanz", "medikament",
        "wirkstoff", "médicament", "sustancia", "medicamento", "farmaco", "sostanza", "medicijn",
    ),
    "amount": (
        "amount", "dose", "dosage", "quantity", "dosis", "dosierung", "menge", "quantité",
        "cantidad", "quantità", "dosering", "hoeveelheid",
    ),
    "unit": ("unit", "units", "einheit", "unité", "unidad", "unità", "eenheid"),
    "status": ("status", "taken", "eingenommen", "genommen", "tomado", "preso"),
    "note": (
        "note", "notes", "comment", "comments", "remark", "remarks", "notiz", "notizen",
        "bemerkung", "bemerkungen", "kommentar", "remarque", "remarques", "commentaire",
        "nota", "notas", "comentario", "commento", "opmerking", "opmerkingen",
    ),
    "tags": (
        "tags", "tag", "activities", "aktivitäten", "schlagwörter", "étiquettes", "etiquetas",
        "etichette", "labels",
    ),
}  # fmt: skip
_OF_DOSES = frozenset({"amount", "unit", "status"})
_PROBE_ROWS = 200
_MOSTLY = 0.9
# with a name that says so, values that cannot be read are mistakes, and their rows wait
_WITH_ITS_NAME = 0.5


def of(table: tables.Table, answers: Answers) -> tuple[str, ...]:
    """Return the role that is proposed for each column."""
    probe = replace(table, rows=table.rows[:_PROBE_ROWS])
    return _Proposals(probe, answers).all()


class _Proposals:
    def __init__(self, table: tables.Table, answers: Answers) -> None:
        self._table = table
        self._measures = answers.measures
        self._substances = {tables.folded(name) for name in answers.substances}
        self._bare = [tables.folded(columns.unit_of(name)[0]) for name in table.written_header]
        # what was said of one column tells of the others: beside a substance stands its amount
        said = (answers.given.get(f"{COLUMN}{name}", "") for name in table.written_header)
        self._roles = {place: role for place, role in enumerate(said) if role}

    def all(self) -> tuple[str, ...]:
        """Return one role a column: what was said of it, or what it may hold."""
        if not {"time", "day"} & set(self._roles.values()):
            self._date()
        for role in _NAMES:
            if role in ("dated", "mood"):
                continue
            if role not in _OF_DOSES or "substance" in self._roles.values():
                self._take_first(role)
        for place, name in enumerate(self._bare):
            if self._is_open(place) and (role := self._rated(place, name)):
                self._roles[place] = role
        return tuple(self._roles.get(place, UNUSED) for place in range(len(self._bare)))

    def _date(self) -> None:
        called = [p for name in _NAMES["dated"] for p in self._called(name)]
        dated = [place for place in called if self._is_open(place) and self._is_dated(place)]
        if not dated:
            found = [
                p
                for p in filter(self._is_open, range(len(self._bare)))
                if columns.looks_dated(self._table, p)
            ]
            # of two columns of days neither is more likely to be the one that counts
            dated = found if len(found) == 1 else []
        if dated:
            place = dated[0]
            self._roles[place] = "time" if self._share_of_times(place) > 0 else "day"

    def _is_open(self, place: int) -> bool:
        return place not in self._roles

    def _take_first(self, role: str) -> None:
        if role in self._roles.values() and role not in OF_MANY:
            return
        for name in _NAMES[role]:
            for place in self._called(name):
                if self._is_open(place) and self._may_be(place, role):
                    self._roles[place] = role
                    return

    def _may_be(self, place: int, role: str) -> bool:
        if role != "clock":
            return True
        return "day" in self._roles.values() and self._are_clock_times(place)

    def _rated(self, place: int, name: str) -> str:
        if name in self._substances:
            return "dose"
        is_mood = name in _NAMES["mood"]
        if not is_mood and self._measure(place, name) is None:
            return ""
        if self._are_numbers(place):
            return "measure"
        return "mood" if is_mood and "mood" not in self._roles.values() else ""

    def _measure(self, place: int, name: str) -> Measure | None:
        wanted = {name, tables.folded(self._table.written_header[place])}
        return next((m for m in self._measures if tables.folded(m.name) in wanted), None)

    def _called(self, name: str) -> list[int]:
        return [place for place, bare in enumerate(self._bare) if bare == name]

    def _values(self, place: int) -> list[str]:
        return [value for value in self._table.column(place) if not is_unknown(value)]

    def _are_numbers(self, place: int) -> bool:
        values = self._values(place)
        numbers = NumberColumn("", set(values), Answers("UTC"))
        read = [yes_or_no(value) is not None or numbers.is_number(value) for value in values]
        return bool(read) and fmean(read) >= _MOSTLY

    def _are_clock_times(self, place: int) -> bool:
        read = [_is_clock_time(value) for value in self._values(place)]
        return bool(read) and fmean(read) >= _WITH_ITS_NAME

    def _is_dated(self, place: int) -> bool:
        whens = self._whens(place)
        return bool(whens) and fmean(when is not None for when in whens) >= _WITH_ITS_NAME

    def _share_of_times(self, place: int) -> float:
        return fmean(isinstance(when, datetime) for when in self._whens(place))

    def _whens(self, place: int) -> list[dates.When | None]:
        values = self._table.column(place)
        column = dates.DateColumn("", values, Answers("UTC", given={"day_order:": "dmy"}))
        return [_when(column, value) for value in values]


def _when(column: dates.DateColumn, value: str) -> dates.When | None:
    try:
        return column.read(value)
    except RowError:
        return None


def _is_clock_time(value: str) -> bool:
    try:
        dates.clock_time(value)
    except RowError:
        return False
    return True
