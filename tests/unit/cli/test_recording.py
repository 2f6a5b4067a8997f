import io

import pytest

from dosejournal.domain import vitals
from dosejournal.domain.measures import Measure
from dosejournal.journal import measures, substances
from dosejournal.journal.substances import SubstanceDraft


class Input:
    """Standard input with these bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def _kept(terminal):
    return terminal.json("list")


def test_a_check_in_is_recorded_with_everything_typed(terminal):
    said = terminal.say(
        "check-in", "--rate", "mood=62", "--rate", "Focus = 40,5", "--note", "Two\nlines",
        "--tag", "walk", "--tag", "coffee", "--at", "2026-03-01T08:00+01:00",
    )  # fmt: skip
    assert said == "Check-in 1 recorded.\n"
    (entry,) = _kept(terminal)
    assert entry["ratings"] == {"mood": 62.0, "focus": 40.5}
    assert entry["note"] == "Two\nlines"
    assert entry["tags"] == ["coffee", "walk"]
    assert entry["at"] == "2026-03-01T08:00:00+01:00"
    assert entry["zone"] == "Europe/Berlin"
    assert entry["origin"] == "terminal"
    assert entry["recorded_at"] == "2026-03-02T08:30:00+00:00"


def test_a_check_in_is_told_as_json_when_asked(terminal):
    told = terminal.json("check-in", "--rate", "mood=62")
    assert [told] == _kept(terminal)


def test_a_time_without_a_zone_is_of_this_computers_zone(terminal):
    told = terminal.json("check-in", "--rate", "mood=62", "--at", "2026-07-01 08:00")
    assert told["at"] == "2026-07-01T08:00:00+02:00"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--rate", "mood=101"), "Mood runs from 0 to 100"),
        (("--rate", "mood=100.01"), "Mood runs from 0 to 100"),
        (("--rate", "mood=-1"), "Mood runs from 0 to 100"),
        (("--rate", "mood=nan"), "Mood takes a number"),
        (("--rate", "mood=fine"), "Mood takes a number"),
        (("--rate", "mod=5"), "the measures are: mood, focus, energy, calm, sleep_quality"),
        (("--rate", "mood=1", "--rate", "MOOD=2"), "Mood is rated twice"),
        (("--rate", "mood=5", "--at", "yesterday"), "not a time"),
        (("--rate", "mood=5", "--at", "2026-03-01"), "not a time"),
        (("--rate", "mood=5", "--at", "0001-01-01T08:00"), "outside 1900–2100"),
        (("--rate", "mood=5", "--at", "9999-12-31T23:59:59-12:00"), "outside 1900–2100"),
        (("--rate", "mood=5", "--tag", " "), "A name needs 1 to 120 characters"),
        (("--note", " \n\t\u00a0\u3000 "), "nothing to record"),
        ((), "nothing to record"),
    ],
)
def test_what_cannot_be_recorded_is_told_and_nothing_is_kept(terminal, words, told):
    terminal.say("check-in", "--rate", "mood=62")
    before = _kept(terminal)
    assert told in terminal.refused("check-in", *words)
    assert _kept(terminal) == before


@pytest.mark.parametrize("at", ["1900-01-01T12:00", "2100-12-31T12:00"])
def test_the_first_and_the_last_year_are_kept(terminal, at):
    terminal.say("check-in", "--rate", "mood=62")
    assert terminal.json("check-in", "--rate", "mood=5", "--at", at)["at"].startswith(at)
    assert terminal.json("trend", "mood")["n_days"] == 2


def test_own_measures_take_their_words(terminal, database):
    with database.write("Measure added") as write:
        measures.add(write.session, Measure("", "Outside", kind="yes_no", minimum=0, maximum=1))
        stepped = Measure(
            "", "Rest", minimum=1, maximum=3, words=("none", "some", "Plenty  of it")
        )
        measures.add(write.session, stepped)
    told = terminal.json("check-in", "--rate", "outside=Yes", "--rate", "rest=plenty of it")
    assert told["ratings"] == {"outside": 1.0, "rest": 3.0}
    told = terminal.json("check-in", "--rate", "outside=no", "--rate", "rest=2")
    assert told["ratings"] == {"outside": 0.0, "rest": 2.0}
    assert "one of: none, some, plenty of it" in terminal.refused("check-in", "--rate", "rest=all")
    assert "whole steps" in terminal.refused("check-in", "--rate", "rest=1.5")


def test_a_note_comes_from_standard_input(terminal, monkeypatch):
    monkeypatch.setattr("sys.stdin", Input("\ufeffRuhiger Tag 🌧️\nGut.\r\n".encode()))
    assert terminal.json("check-in", "--note", "-")["note"] == "Ruhiger Tag 🌧️\nGut."


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a" * 1_000_001, "larger than 1 MB"),
        (b"m\xfcde", "not UTF-8"),
        (b"", "nothing to record"),
    ],
    ids=["too large", "another encoding", "empty"],
)
def test_a_note_on_standard_input_that_cannot_be_kept_is_refused(
    terminal, monkeypatch, content, told
):
    monkeypatch.setattr("sys.stdin", Input(content))
    assert told in terminal.refused("check-in", "--note", "-")


def test_without_standard_input_there_is_no_note(terminal, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert terminal.json("dose", "Item A", "--note", "-")["note"] == ""


def test_a_dose_is_recorded_with_its_amount_as_typed(terminal):
    assert terminal.say("dose", "Item A", "--amount", "2,50", "--unit", "mcg") == (
        "Dose 1 recorded.\n"
    )
    (entry,) = _kept(terminal)
    assert (entry["substance"], entry["amount"], entry["unit"]) == ("Item A", "2.50", "µg")
    assert entry["status"] == "taken"


def test_a_dose_of_unknown_amount_is_unknown_and_not_zero(terminal):
    told = terminal.json("dose", "Item A", "--note", "forgot how much")
    assert (told["amount"], told["unit"], told["note"]) == (None, "", "forgot how much")


def test_a_dose_can_be_estimated(terminal):
    told = terminal.json("dose", "Item A", "--amount", "10", "--plus-minus", "2.5")
    assert (told["estimated"], told["plus_minus"]) == (True, "2.5")
    assert terminal.json("dose", "Item A", "--amount", "10", "--estimated")["estimated"] is True


def test_the_unit_is_the_one_used_last_unless_given(terminal, database):
    with database.write("Substance added") as write:
        substances.add(write.session, SubstanceDraft("Item B", unit="drops"))
    assert terminal.json("dose", "Item A", "--amount", "1")["unit"] == ""
    assert terminal.json("dose", "item b", "--amount", "1")["unit"] == "drops"
    assert terminal.json("dose", "Item B", "--amount", "1", "--unit", "ml")["unit"] == "mL"
    assert terminal.json("dose", "ITEM B", "--amount", "1")["unit"] == "mL"
    assert terminal.json("dose", "Item B", "--amount", "1", "--unit", "")["unit"] == ""
    assert terminal.json("dose", "Item A", "--amount", "1")["unit"] == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((" ",), "A name needs 1 to 120 characters"),
        (("Item A", "--amount", "some"), "not an amount"),
        (("Item A", "--amount", "-5"), "not an amount"),
        (("Item A", "--amount", "5", "--unit", "x" * 41), "at most 40 characters"),
    ],
)
def test_a_dose_that_cannot_be_recorded_is_told(terminal, words, told):
    assert told in terminal.refused("dose", *words)
    assert _kept(terminal) == []


@pytest.mark.parametrize("kind", ["check-in", "check_in"])
def test_a_check_in_can_be_removed(terminal, kind):
    terminal.say("check-in", "--rate", "mood=62")
    assert terminal.say("remove", kind, "1") == "Check-in 1 removed.\n"
    assert _kept(terminal) == []


@pytest.mark.parametrize("kind", ["dose", "dose_event"])
def test_a_dose_can_be_removed(terminal, kind):
    terminal.say("dose", "Item A")
    assert terminal.say("remove", kind, "1") == "Dose 1 removed.\n"
    assert _kept(terminal) == []


def test_removing_what_is_not_there_is_told(terminal):
    terminal.say("check-in", "--rate", "mood=62")
    assert "no longer in the journal" in terminal.refused("remove", "dose", "1")
    assert "no longer in the journal" in terminal.refused("remove", "check-in", str(2**53))
    assert len(_kept(terminal)) == 1


def test_an_unusual_value_is_recorded_and_asked_about(terminal, database):
    with database.write("Measure added") as write:
        measures.add(write.session, vitals.shipped()[0].measure)
    said = terminal.remarked("check-in", "--rate", "heart_rate=720")
    assert "Heart rate: is 720 /min right?" in said
    assert terminal.json("list")[0]["ratings"] == {"heart_rate": 720.0}
