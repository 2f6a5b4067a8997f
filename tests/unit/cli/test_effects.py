import pytest


def test_an_effect_is_recorded_and_listed(terminal):
    said = terminal.say("effect", "headache", "--severity", "bothered", "--note", "left side")
    assert said.splitlines() == [
        "Effect 1 recorded.",
        "No dose with a known time in the 24 hours before.",
    ]
    (entry,) = terminal.json("list", "--kind", "effect")
    assert (entry["kind"], entry["name"], entry["severity"], entry["needed_help"]) == (
        "adverse_effect", "headache", "bothered", False,
    )  # fmt: skip
    assert entry["ended_at"] is None
    assert (entry["origin"], entry["note"]) == ("terminal", "left side")
    assert "effect 1" in terminal.say("list")
    assert "headache: it bothered me, no end recorded" in terminal.say("effect")


def test_from_when_to_when_and_after_which_dose(terminal):
    terminal.say("dose", "Item A", "--amount", "10", "--unit", "mg", "--at", "2026-03-01T20:00")
    told = terminal.json(
        "effect", "headache", "--severity", "noticed",
        "--from", "2026-03-01T23:20", "--to", "2026-03-02T01:00", "--relation", "unsure",
    )  # fmt: skip
    assert told["ended_at"] == "2026-03-02T01:00:00+01:00"
    assert told["relation"] == "unsure"
    assert told["last_dose"] == {
        "substance": "Item A",
        "amount": "10",
        "unit": "mg",
        "minutes_before": 200,
    }
    assert terminal.say("effect").strip() == "No unwanted effect is recorded that is not over."
    assert terminal.json("effect") == []


@pytest.mark.parametrize(
    ("words", "severity", "needed"),
    [
        (("--severity", "needed-help"), "stopped", True),
        (("--severity", "noticed", "--needed-help"), "noticed", True),
        (("--severity", "stopped"), "stopped", False),
        (("--severity", "stopped-me"), "stopped", False),
    ],
)
def test_that_help_was_needed_stands_beside_how_bad_it_was(terminal, words, severity, needed):
    told = terminal.json("effect", "rash", *words)
    assert (told["severity"], told["needed_help"]) == (severity, needed)


def test_an_effect_is_over_and_can_be_taken_out(terminal):
    terminal.say("effect", "rash", "--severity", "noticed", "--from", "2026-03-01T20:00")
    assert terminal.say("effect", "--over", "1").startswith("Effect 1 is over.")
    assert "over already" in terminal.refused("effect", "--over", "1")
    assert terminal.say("remove", "effect", "1").strip() == "Effect 1 removed."
    assert terminal.json("list") == []


def test_a_symptom_that_needs_help_at_once_is_met_with_whom_to_call_before_anything_else(terminal):
    said = terminal.say("effect", "chest pain", "--severity", "stopped").splitlines()
    assert "emergency number" in said[0]
    assert any("112" in line for line in said[:5])
    assert "no diagnosis" in " ".join(said[: said.index("Effect 1 recorded.")])
    over = terminal.say(
        "effect", "chest pain", "--severity", "stopped",
        "--from", "2026-02-01T08:00", "--to", "2026-02-01T09:00",
    )  # fmt: skip
    assert over.startswith("Effect 2 recorded.")


@pytest.mark.parametrize(
    "words",
    [
        ("effect", "rash"),
        ("effect", "--severity", "noticed"),
        ("effect", "rash", "--severity", "awful"),
        ("effect", "rash", "--severity", "noticed", "--over", "1"),
    ],
)
def test_what_is_typed_wrongly_is_told(terminal, words):
    code, said, complained = terminal.bare("--journal", str(terminal.journal), *words)
    assert (code, said) == (2, "")
    assert complained


def test_one_that_ends_before_it_begins_is_refused(terminal):
    said = terminal.refused("effect", "x", "--severity", "noticed", "--to", "2026-03-01T08:00")
    assert "ends before it begins" in said


@pytest.mark.parametrize(
    "times",
    [("--from", "2026-03-02T10:00"), ("--from", "2026-03-02T08:00", "--to", "2026-03-03T08:00")],
)
def test_no_effect_begins_or_is_over_before_its_time(terminal, times):
    said = terminal.refused("effect", "rash", "--severity", "noticed", *times)
    assert "still ahead" in said
    assert terminal.json("list") == []
