"""The rows of a table whose columns are known: each is a check-in, doses, or both."""

from collections.abc import Iterator, Sequence

from dosejournal.domain import notes
from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportedDose, ImportPlan, Question
from dosejournal.exchange.importers.any_doses import Doses, Taken
from dosejournal.exchange.importers.any_measures import Measured
from dosejournal.exchange.importers.moods import Moods
from dosejournal.exchange.importers.numbers import is_unknown
from dosejournal.exchange.importers.rows import Keys, Row, RowError, compact, named
from dosejournal.exchange.importers.tidy_rows import TidyRows, tags_of
from dosejournal.i18n import _, ngettext


def plan(rows: TidyRows, roles: Sequence[str], answers: Answers) -> ImportPlan:
    """Return what a table would bring in whose columns hold this, in their order."""
    return _AnyTable(rows, roles, answers).plan()


class _AnyTable:
    def __init__(self, rows: TidyRows, roles: Sequence[str], answers: Answers) -> None:
        self._rows = rows
        places: dict[str, list[int]] = {}
        for place, role in enumerate(roles):
            places.setdefault(role, []).append(place)
        self._measured = [Measured(rows, place, answers) for place in places.get("measure", ())]
        self._mood_places = places.get("mood", [])
        self._note_places = places.get("note", [])
        self._tag_places = places.get("tags", [])
        self._moods = Moods(answers, rows.measures) if self._mood_places else None
        self._doses = Doses(rows, roles, answers)
        self._keys = Keys()
        self._check_ins: list[ImportedCheckIn] = []
        self._taken: list[ImportedDose] = []
        self._empty = 0

    def plan(self) -> ImportPlan:
        """Return what the table would bring in."""
        rows = self._rows
        rows.table.read_each(self._take, rows.held)
        if self._empty:
            rows.remarks.append(
                ngettext(
                    "{n} row has nothing but its time that has a place in a journal; "
                    "it is left out.",
                    "{n} rows have nothing but their time that has a place in a journal; "
                    "they are left out.",
                    self._empty,
                ).format(n=self._empty)
            )
        rows.remarks += self._doses.remarks()
        return rows.plan(
            check_ins=self._check_ins,
            doses=self._taken,
            questions=self._questions(),
            mood_words=self._moods.words() if self._moods is not None else {},
        )

    def _questions(self) -> Iterator[Question | None]:
        for measured in self._measured:
            yield from measured.questions()
        yield from self._doses.questions()
        if self._moods is not None:
            yield from self._moods.questions()

    def _take(self, row: Row) -> None:
        """Take all of a row, or nothing of it."""
        moment, stamp = self._rows.moment(row)
        taken = self._doses.of(row)
        ratings, parts = self._ratings(row)
        word, mood = self._mood(row)
        if mood is not None:
            if mood.measure in ratings:
                raise _twice()
            ratings[mood.measure] = mood
        parts += [word] if word else []
        note, tags = self._note(row), self._tags(row)
        self._rows.count_others(row)
        # a note beside one dose and nothing else tells of the dose
        is_of_dose = len(taken) == 1 and not (ratings or tags or word)
        raw = compact(named(self._rows.table.written_header, row.cells))
        for each in taken:
            self._taken.append(self._dose(each, moment, stamp, note if is_of_dose else "", raw))
        if ratings or tags or word or (note and not is_of_dose):
            key = self._keys.of_parts((stamp, note, *sorted(tags), "", *sorted(parts)))
            self._check_ins.append(
                ImportedCheckIn(
                    moment=moment,
                    source_key=key,
                    source_row=raw,
                    ratings=tuple(ratings.values()),
                    rows=(row,) * len(ratings),
                    note=note,
                    tags=tags,
                    mood_word=word or None,
                )
            )
        elif not taken and not self._doses.are_told(row):
            self._empty += 1

    def _dose(self, taken: Taken, moment: Moment, stamp: str, note: str, raw: str) -> ImportedDose:
        parts = ("dose", stamp, taken.substance.casefold(), taken.written, taken.unit)
        return ImportedDose(
            moment=moment,
            source_key=self._keys.of_parts(parts),
            source_row=raw,
            substance=taken.substance,
            amount=taken.amount,
            unit=taken.unit,
            estimated=taken.estimated,
            plus_minus=taken.plus_minus,
            note=note,
            status=taken.status,
        )

    def _ratings(self, row: Row) -> tuple[dict[str, Rating], list[str]]:
        ratings: dict[str, Rating] = {}
        parts: list[str] = []
        for measured in self._measured:
            value = self._cell(row, measured.place)
            if is_unknown(value):
                continue
            rating = measured.rating(value)
            if rating.measure in ratings:
                raise _twice()
            ratings[rating.measure] = rating
            parts.append(f"{measured.name.casefold()}={value}")
        return ratings, parts

    def _mood(self, row: Row) -> tuple[str, Rating | None]:
        written = [self._cell(row, place) for place in self._mood_places]
        if self._moods is None or not any(written):
            return "", None
        word = notes.name(written[0])
        level = self._moods.level(word)
        return word, None if level is None else self._moods.rating(level, word)

    def _note(self, row: Row) -> str:
        found = {p: cell for p in self._note_places if (cell := self._cell(row, p))}
        if not found:
            return ""
        if len(self._note_places) == 1:
            return notes.note("".join(found.values()))
        header = self._rows.table.written_header
        said = [
            _("{column}: {text}").format(column=header[place], text=cell)
            for place, cell in found.items()
        ]
        return notes.note("\n".join(said))

    def _tags(self, row: Row) -> tuple[str, ...]:
        found = (tag for place in self._tag_places for tag in tags_of(self._cell(row, place)))
        return tuple(dict.fromkeys(found))

    def _cell(self, row: Row, place: int) -> str:
        return row.cells[place].strip() if place < len(row.cells) else ""


def _twice() -> RowError:
    return RowError(_("Two of its columns rate the same measure."))
