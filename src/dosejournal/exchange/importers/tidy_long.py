"""A tidy table with one row a rating; rows of one time become one check-in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dosejournal.domain import notes, progress
from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan
from dosejournal.exchange.importers.numbers import NumberColumn, is_unknown
from dosejournal.exchange.importers.rows import Keys, Row, compact, named, required
from dosejournal.exchange.importers.targets import Targets
from dosejournal.exchange.importers.tidy_rows import TidyRows
from dosejournal.i18n import ngettext

_MOST_AT_ONCE = 16
_RATED = ("kind", "measure", "value", "unit", "minimum", "maximum")


def plan(rows: TidyRows, answers: Answers) -> ImportPlan:
    """Return what a table of single ratings would bring in."""
    return _LongTable(rows, answers).plan()


@dataclass(slots=True)
class _Draft:
    moment: Moment
    stamp: str
    note: str = ""
    mood_word: str | None = None
    ratings: dict[str, Rating] = field(default_factory=dict)
    tags: dict[str, None] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    rated: list[Row] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)


class _LongTable:
    def __init__(self, rows: TidyRows, answers: Answers) -> None:
        self._rows = rows
        values = set(rows.columns.values(rows.table, "value"))
        self._numbers = NumberColumn(
            rows.name("value"), values, answers, by_hand=rows.table.has_semicolons
        )
        self._targets = Targets(rows.measures, self._numbers, answers)
        self._drafts: dict[Moment, list[_Draft]] = {}
        self._without_value = 0
        roles = rows.columns.places.keys()
        self._bare = not roles & {"note", "tags", "kind", "text"}
        self._rated = rows.columns.picker(_RATED)
        self._known: dict[tuple[str, ...], tuple[Rating | None, str]] = {}

    def plan(self) -> ImportPlan:
        rows = self._rows
        for name, values in self._values_by_name().items():
            self._targets.look_at(name, values)
        rows.table.read_each(self._take, rows.held)
        if self._without_value:
            rows.remarks.append(
                ngettext(
                    "{n} row has no value: what is not rated stays not rated.",
                    "{n} rows have no value: what is not rated stays not rated.",
                    self._without_value,
                ).format(n=self._without_value)
            )
        keys = Keys()
        n = sum(map(len, self._drafts.values()))
        check_ins = [
            self._check_in(draft, keys) for draft in progress.counted(self._handed_over(), n)
        ]
        asked = (self._numbers.question(), *self._targets.questions())
        return rows.plan(check_ins=check_ins, questions=asked)

    def _values_by_name(self) -> dict[str, set[str]]:
        cell = self._rows.columns.cell
        found: dict[str, set[str]] = {}
        # one row of each kind is enough
        for cells in {self._rated(row.cells): row.cells for row in self._rows.table.rows}.values():
            if not cell(cells, "maximum"):
                found.setdefault(cell(cells, "measure"), set()).add(cell(cells, "value"))
        return {
            _name(name): {value for value in values if not is_unknown(value)}
            for name, values in found.items()
        }

    def _take(self, row: Row) -> None:
        moment, stamp = self._rows.moment(row)
        note, tags = ("", ()) if self._bare else self._details(row)
        rating, part = self._rating(row)
        has_word = not self._bare and self._is(row, "mood_word")
        mood_word = self._text(row) if has_word else ""
        if rating is None and not note and not tags and not mood_word:
            self._without_value += 1
            return
        if self._rows.columns.others:
            self._rows.count_others(row)
        draft = self._draft(moment, stamp, note, rating)
        draft.rows.append(row)
        if rating is not None:
            draft.ratings[rating.measure] = rating
            draft.rated.append(row)
            draft.parts.append(part)
        if note or tags:
            draft.note = draft.note or note
            draft.tags.update(dict.fromkeys(tags))
        if mood_word:
            draft.mood_word = mood_word
            draft.parts.append(mood_word)

    def _details(self, row: Row) -> tuple[str, tuple[str, ...]]:
        note = self._rows.note(row)
        if self._is(row, "note"):
            note = notes.note("\n".join(part for part in (note, self._text(row)) if part))
        tags = self._rows.tags(row)
        if self._is(row, "tag") and (tag := self._text(row)):
            tags = (*tags, notes.name(tag))
        return note, tags

    def _is(self, row: Row, kind: str) -> bool:
        return self._rows.columns.cell(row.cells, "kind").casefold() == kind

    def _text(self, row: Row) -> str:
        return self._rows.columns.cell(row.cells, "text")

    def _rating(self, row: Row) -> tuple[Rating | None, str]:
        # a history has many rows, and says few different things
        said = self._rated(row.cells)
        known = self._known.get(said)
        if known is None:
            known = self._known[said] = self._rating_of(row)
        return known

    def _rating_of(self, row: Row) -> tuple[Rating | None, str]:
        cell = self._rows.columns.cell
        value = cell(row.cells, "value")
        if is_unknown(value) or self._is(row, "note"):
            return None, ""
        name = _name(required(cell(row.cells, "measure"), self._rows.name("measure")))
        stated = (cell(row.cells, "minimum"), cell(row.cells, "maximum"))
        rating = self._targets.rating(name, value, cell(row.cells, "unit"), stated)
        return rating, f"{name.casefold()}={value}"

    def _draft(self, moment: Moment, stamp: str, note: str, rating: Rating | None) -> _Draft:
        """Return the check-in of that time which has room for the row, or a new one."""
        at_once = self._drafts.setdefault(moment, [])
        # more ratings of one measure at one time than these are no history of a person
        for draft in at_once[-_MOST_AT_ONCE:]:
            agrees = not note or not draft.note or note == draft.note
            if agrees and (rating is None or rating.measure not in draft.ratings):
                return draft
        at_once.append(_Draft(moment, stamp))
        return at_once[-1]

    def _handed_over(self) -> Iterator[_Draft]:
        # a draft takes more memory than the check-in that is made of it
        for moment in list(self._drafts):
            yield from self._drafts.pop(moment)

    def _check_in(self, draft: _Draft, keys: Keys) -> ImportedCheckIn:
        header = self._rows.table.written_header
        said = [named(header, row.cells) for row in draft.rows]
        parts = (draft.stamp, draft.note, *sorted(draft.tags), "", *sorted(draft.parts))
        return ImportedCheckIn(
            moment=draft.moment,
            source_key=keys.of_parts(parts),
            source_row=compact(said[0] if len(said) == 1 else said),
            ratings=tuple(draft.ratings.values()),
            rows=tuple(draft.rated),
            note=draft.note,
            tags=tuple(draft.tags),
            mood_word=draft.mood_word,
        )


def _name(written: str) -> str:
    return " ".join(written.split())
