import pytest

from dosejournal.cli import imports
from dosejournal.domain.imports import ImportCounts, ImportPlan, Question
from dosejournal.domain.measures import Measure

DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    '2026-02-02,February 2,Monday,18:52,"rad","walk | coffee","","A good day"\n'
    '2026-02-03,February 3,Tuesday,08:10,"Vaguely  ok","walk","",""\n'
    '2026-02-04,February 4,Wednesday,08:10,"rad","walk","","one","cell too many"\n'
)


@pytest.fixture
def daylio(tmp_path):
    file = tmp_path / "daylio_export.csv"
    file.write_text(DAYLIO, encoding="utf-8")
    return str(file)


def test_a_dry_run_tells_what_would_come_in_and_changes_nothing(terminal, daylio):
    said = terminal.say("import", daylio, "--dry-run")
    assert "Daylio CSV export\nTime zone: Europe/Berlin\nDays: 2026-02-02 – 2026-02-03\n" in said
    assert "New check-ins: 2\nNew ratings: 1\n" in said
    assert "Row 4 is held aside" in said
    assert '--answer "mood:vaguely ok=…" with one of: 1, 2, 3, 4, 5' in said
    assert '- assumed: Europe/Berlin\n- to answer: --answer "zone=…"\n' in said
    assert said.endswith("nothing was changed. Answer before you bring it in.\n")
    assert terminal.json("list") == []


def test_a_file_comes_in_and_coming_in_twice_changes_nothing(terminal, daylio):
    assert terminal.say("import", daylio).endswith("All of this is in the journal now.\n")
    before = terminal.json("list")
    assert [entry["mood_word"] for entry in before] == ["Vaguely ok", "rad"]
    told = terminal.json("import", daylio)
    assert told["accepted"] == {
        "check_ins": 0, "ratings": 0, "dose_events": 0, "notes": 0, "tags": 0,
    }  # fmt: skip
    assert told["duplicates"] == 2
    assert terminal.json("list") == before


def test_the_report_is_told_as_json(terminal, daylio):
    told = terminal.json("import", daylio, "--dry-run", "--format", "daylio")
    assert told["format"] == "daylio-csv"
    assert (told["first_day"], told["last_day"]) == ("2026-02-02", "2026-02-03")
    assert [held["row"] for held in told["held_aside"]] == [4]
    assert [question["key"] for question in told["questions"]] == ["zone", "mood:vaguely ok"]


@pytest.mark.parametrize(
    "words", [("--map", "vaguely OK=4"), ("--answer", "mood:vaguely ok=4")], ids=["map", "answer"]
)
def test_words_get_their_level_and_times_their_zone(terminal, daylio, words):
    told = terminal.json("import", daylio, "--zone", "Asia/Tokyo", *words)
    assert told["mood_words"] == {"rad": 5, "vaguely ok": 4}
    newest = terminal.json("list")[0]
    assert newest["zone"] == "Asia/Tokyo"
    assert newest["at"] == "2026-02-03T08:10:00+09:00"
    assert newest["raw_ratings"]["mood"]["value"] == 4


def test_an_empty_answer_keeps_a_word_a_word(terminal, daylio):
    told = terminal.json("import", daylio, "--answer", "mood:rad=")
    assert told["mood_words"]["rad"] is None


def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(terminal, daylio, tmp_path):
    terminal.say("check-in", "--rate", "mood=62")
    before = terminal.json("list")
    assert "cannot be read" in terminal.refused("import", str(tmp_path / "none.csv"))
    assert "no format of that name" in terminal.refused("import", daylio, "--format", "excel")
    assert "no time zone of that name" in terminal.refused("import", daylio, "--zone", "Mars")
    assert "the journal that is open" in terminal.refused("import", str(terminal.journal))
    noise = tmp_path / "noise.csv"
    noise.write_bytes(bytes(range(256)))
    terminal.refused("import", str(noise))
    assert terminal.json("list") == before


def test_everything_there_is_to_say_of_a_file_is_said():
    plan = ImportPlan(
        format="tidy-csv",
        source="tidy",
        zone="UTC",
        questions=(Question("maximum", "How high?", ""),),
        new_measures=(Measure("", "Pulse"),),
        unknown={"photos": 3},
        remarks=("One thing.",),
    )
    said = list(
        imports.lines(
            plan, ImportCounts(0, 0, 0, 0, 0, 3, same_time=2, removed_earlier=1, completed=4)
        )
    )
    assert "- of these, removed by you earlier: 1" in said
    assert "Check-ins of the journal that gain something: 4" in said
    assert "New, but at the moment of another entry: 2" in said
    assert "New measure: Pulse" in said
    assert "Without a place in a journal: photos (3)" in said
    assert said[-3:] == ["One thing.", "How high?", '- to answer: --answer "maximum=…"']


def test_a_dry_run_without_questions_says_only_that(terminal, tmp_path):
    file = tmp_path / "tidy.csv"
    file.write_text("at,measure,value\n2026-02-02T08:00:00+01:00,mood,62\n")
    said = terminal.say("import", str(file), "--dry-run", "--format", "tidy")
    assert said.endswith("\nThis was a dry run: nothing was changed.\n")


def test_a_question_that_was_answered_is_not_asked_again(terminal, daylio):
    told = terminal.json(
        "import", daylio, "--dry-run", "--zone", "Asia/Tokyo", "--map", "Vaguely OK=3"
    )
    assert told["zone"] == "Asia/Tokyo"
    assert told["questions"] == []


def test_rows_that_are_yet_to_come_or_told_otherwise_are_held_aside(terminal, tmp_path):
    file = tmp_path / "tidy.csv"
    file.write_text("at,mood\n2026-02-02T08:00:00+01:00,62\n2062-02-02T08:00:00+01:00,62\n")
    assert "Row 3 is held aside: Its day is yet to come." in terminal.say("import", str(file))
    file.write_text("at,mood\n2026-02-02T08:00:00+01:00,63\n")
    assert "Row 2 is held aside: The journal has another value" in terminal.say(
        "import", str(file)
    )


@pytest.mark.parametrize("slip", [("--answer", "zome=Europe/Paris"), ("--map", "nosuch=3")])
def test_an_answer_to_nothing_is_a_slip_and_brings_nothing_in(terminal, daylio, slip):
    assert "does not ask for" in terminal.refused("import", daylio, *slip)
    assert terminal.json("list") == []


def test_a_file_of_unknown_letters_waits_for_its_answer(terminal, tmp_path):
    file = tmp_path / "latin.csv"
    rows = [
        f"2026-02-{day:02}T08:00+01:00,mood,{day},à l’été déjà très élevé" for day in range(1, 29)
    ]
    file.write_bytes("\n".join(["at,measure,value,note", *rows]).encode("cp1252"))
    assert "--answer encoding=" in terminal.refused("import", str(file))
    assert terminal.json("import", str(file), "--dry-run")["questions"][0]["key"] == "encoding"
    assert terminal.json("list") == []
    told = terminal.json("import", str(file), "--answer", "encoding=cp1252")
    assert told["accepted"]["check_ins"] == 28
    assert terminal.json("list")[0]["note"] == "à l’été déjà très élevé"
