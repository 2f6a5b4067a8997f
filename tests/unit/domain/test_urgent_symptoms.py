from datetime import UTC, date, datetime, timedelta

import pytest

from dosejournal.domain import urgent_symptoms

SYMPTOM = {"name": "fainting", "about": "urgent", "phrases": ["pass out"]}
TABLE = {"dated": date(2026, 1, 1), "source": "ours", "symptoms": [SYMPTOM]}


@pytest.mark.parametrize(
    ("name", "symptom"),
    [
        ("chest pain", "chest pain"),
        ("Pain in my CHEST", "chest pain"),
        ("chest tightness", "chest pain"),
        ("I fainted", "fainting"),
        ("passed out twice", "fainting"),
        ("seizure", "seizure"),
        ("Swollen face", "swelling"),
        ("swelling of the lips", "swelling"),
        ("confused", "confusion"),
        ("short of breath", "trouble breathing"),
        ("I can’t breathe", "trouble breathing"),
        ("no sleep, lots of energy", "being awake and full of energy without sleep"),
        ("hearing voices", "hearing or seeing what is not there"),
        ("suicidal thoughts", "thoughts of death or self-harm"),
        ("wanted to die", "thoughts of death or self-harm"),
        ("chest discomfort", "chest pain"),
        ("couldn't breathe", "trouble breathing"),
        ("cant breathe", "trouble breathing"),  # codespell:ignore cant
        ("struggling to breathe", "trouble breathing"),
        ("throat closing up", "swelling"),
        ("had a fit", "seizure"),
        ("didn't know where I was", "confusion"),
        ("voices in my head", "hearing or seeing what is not there"),
        ("awake all night, full of energy", "being awake and full of energy without sleep"),
        ("didn't sleep, wired", "being awake and full of energy without sleep"),
        ("overdose", "having taken too much"),
        ("took too many pills", "having taken too much"),
        ("I wish I was dead", "thoughts of death or self-harm"),
        ("don’t want to live any more", "thoughts of death or self-harm"),
        ("no reason to live", "thoughts of death or self-harm"),
        ("ending it all", "thoughts of death or self-harm"),
        ("cutting myself", "thoughts of death or self-harm"),
        ("take my own life", "thoughts of death or self-harm"),
        ("thoughts of death", "thoughts of death or self-harm"),
        ("self-injury", "thoughts of death or self-harm"),
    ],
)
def test_a_symptom_that_needs_help_at_once_is_recognised_as_people_write_it(name, symptom):
    assert urgent_symptoms.recognised(name).name == symptom


@pytest.mark.parametrize(
    "name",
    [
        "headache",
        "painful back",
        "dry mouth",
        "",
        "orchestra",
        "🙂",
        "crashed",
        "slept badly",
        "rash",
        "no sleep, no energy",
        "sleepless and low energy",
        "passed the day outside",
        "I want to diet",
        "manicure",
        "a choker is too tight",
        "chocolate craving",
        "confusing dream",
        "heart does strange things",
        "dead tired",
    ],
)
def test_other_words_are_not(name):
    assert urgent_symptoms.recognised(name) is None


def test_thoughts_of_self_harm_are_answered_before_all_others():
    found = urgent_symptoms.recognised("confused and suicidal")
    assert found.about == "self-harm"
    said = urgent_symptoms.sentences(found)
    assert "You deserve support now." in said[0]
    assert "emergency number" in said[1]
    assert "Nobody sees this but you" in said[-1]


@pytest.mark.parametrize(
    ("name", "hours", "is_met"),
    [
        ("chest pain", None, True),
        ("chest pain", 23, True),
        ("chest pain", 25, False),
        ("suicidal", 25, True),
        ("headache", None, False),
    ],
)
def test_what_was_over_long_before_needs_nobody_at_once(name, hours, is_met):
    now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    ended = None if hours is None else now - timedelta(hours=hours)
    assert bool(urgent_symptoms.asked_about(name, ended, now)) == is_met


def test_what_is_said_names_no_illness_and_asks_for_a_call():
    said = urgent_symptoms.sentences(urgent_symptoms.recognised("chest pain"))
    assert "call the emergency number" in said[0]
    assert "no diagnosis" in said[-1]
    assert not any("!" in sentence for sentence in said)


def test_the_table_has_a_date_and_says_what_it_rests_on():
    assert urgent_symptoms.parsed(TABLE)[0].phrases == ((("pass",), ("out",)),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"dated": "2026-01-01"},
        {"source": ""},
        {"symptoms": []},
        {"symptoms": [SYMPTOM | {"phrases": []}]},
        {"symptoms": [SYMPTOM | {"phrases": [" "]}]},
        {"symptoms": [SYMPTOM | {"phrases": ["pass/"]}]},
        {"symptoms": [SYMPTOM | {"phrases": ["pass ."]}]},
        {"symptoms": [SYMPTOM | {"about": "mind"}]},
        {"symptoms": [SYMPTOM | {"words": []}]},
    ],
    ids=str,
)
def test_a_table_that_would_say_nothing_or_everything_is_refused(wrong):
    with pytest.raises(ValueError, match=r"it has no|fits everything|it is urgent|other fields"):
        urgent_symptoms.parsed(TABLE | wrong)
