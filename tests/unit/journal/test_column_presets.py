from dataclasses import dataclass

import pytest

from dosejournal.domain.column_presets import ColumnPreset, answers_to_keep
from dosejournal.domain.imports import Question
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import column_presets

HEADER = ("Datum", "Mood", "Weight (kg)")
SAID = {"column:Datum": "day", "column:Mood": "measure"}


@dataclass
class _Presets:
    database: object
    now: object

    def act(self, act, *words):
        with self.database.write("Act") as write:
            return act(write.session, *words)

    def ask(self, query, *words):
        with self.database.read() as session:
            return query(session, *words)

    def keep(self, name, header=HEADER, said=SAID):
        self.act(column_presets.keep, self.now, name, header, said)

    def names(self, *header):
        query = column_presets.fitting if header else column_presets.listing
        return [each.name for each in self.ask(query, *([header] if header else []))]


@pytest.fixture
def presets(database, now):
    return _Presets(database, now)


def test_what_is_kept_is_offered_for_the_same_columns_in_any_order(presets):
    presets.keep("  My   sheet ")
    assert presets.names() == ["My sheet"]
    assert presets.names("Weight (kg)", "Mood", "Datum") == ["My sheet"]
    assert presets.names("Mood", "Datum") == []
    assert presets.names(*HEADER, "more") == []
    assert presets.names("datum", "mood", "weight (kg)") == []
    assert presets.ask(column_presets.named, "my SHEET") == ColumnPreset(
        "My sheet", frozenset(HEADER), SAID
    )


def test_a_name_that_is_used_again_takes_the_place_of_what_it_was(presets):
    presets.keep("sheet")
    presets.keep("Sheet", ("a", "b"), {"column:a": "day"})
    assert presets.names() == ["Sheet"]
    assert presets.names("b", "a") == ["Sheet"]
    presets.keep("another")
    assert presets.names() == ["Sheet", "another"]


def test_what_is_removed_is_gone_and_comes_back_with_undo(presets, database):
    presets.keep("sheet")
    presets.act(column_presets.remove, "SHEET")
    assert presets.names() == []
    database.undo()
    assert presets.names() == ["sheet"]


def test_a_name_that_is_none_or_is_not_known_is_refused(presets):
    presets.keep("sheet")
    for name in ("", "  ", "x" * 200):
        with pytest.raises(InputError, match="A name needs 1 to"):
            presets.keep(name)
    with pytest.raises(UnknownNameError, match="kept are: sheet"):
        presets.ask(column_presets.named, "other")
    with pytest.raises(UnknownNameError):
        presets.act(column_presets.remove, "other")
    presets.act(column_presets.remove, "sheet")
    with pytest.raises(UnknownNameError, match="kept are: none"):
        presets.act(column_presets.remove, "sheet")


def test_nothing_that_stands_in_a_table_is_kept():
    asked = [
        Question("column:Datum", "", "day"),
        Question("column:Mood", "", "unused"),
        Question("scale:Mood", "", "number"),
        Question("scale:Back pain", "", "number"),
        Question("decimal:Weight (kg)", "", ""),
        Question("day_order:Datum", "", ""),
        Question("status:forgot it", "", ""),
        Question("mood:so-so", "", ""),
        Question("substance:calmol", "", "new"),
        Question("zone", "", "Europe/Berlin"),
        Question("delimiter", "", "comma"),
    ]
    given = {each.key: "x" for each in asked if each.key not in ("column:Datum", "zone")}
    assert answers_to_keep(HEADER, asked, given) == {
        "column:Datum": "day",
        "column:Mood": "x",
        "scale:Mood": "x",
        "decimal:Weight (kg)": "x",
        "day_order:Datum": "x",
        "delimiter": "x",
    }
