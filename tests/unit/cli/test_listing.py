from dosejournal.cli import listing
from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.measures import Measure
from dosejournal.journal import doses, measures, substances
from dosejournal.journal.substances import SubstanceDraft


def test_an_empty_journal_prints_nothing_or_an_empty_array(terminal):
    assert terminal.say("list") == ""
    assert terminal.say("list", "--json") == "[]\n"


def test_entries_come_newest_first_one_line_each(terminal):
    terminal.say(
        "check-in", "--at", "2026-03-01T08:00", "--rate", "mood=62.5", "--tag", "slept badly",
        "--note", "First line\nsecond line",
    )  # fmt: skip
    terminal.say("dose", "Item A", "--amount", "10", "--unit", "mg", "--at", "2026-03-01T09:05")
    assert terminal.say("list").splitlines() == [
        "2026-03-01 09:05  dose 1          Item A 10 mg",
        "2026-03-01 08:00  check-in 1      mood 62.5 · #slept badly · First line second line",
    ]


def test_json_holds_one_entry_a_line_newest_first(terminal):
    for minute in range(3):
        terminal.say("check-in", "--rate", "mood=1", "--at", f"2026-03-01T08:0{minute}")
    assert [entry["id"] for entry in terminal.json("list")] == [3, 2, 1]
    assert len(terminal.say("list", "--json").splitlines()) == 5


def test_more_entries_than_are_read_at_once_all_come(terminal, monkeypatch):
    monkeypatch.setattr(listing, "_CHUNK", 2)
    for _number in range(5):
        terminal.say("check-in", "--rate", "mood=1")
    assert [entry["id"] for entry in terminal.json("list")] == [5, 4, 3, 2, 1]


def test_days_words_and_kinds_narrow_the_list(terminal):
    terminal.say("check-in", "--note", "Café am See", "--at", "2026-03-01T08:00")
    terminal.say("check-in", "--rate", "mood=1", "--at", "2026-03-02T08:00")
    terminal.say("dose", "Item A", "--at", "2026-03-03T08:00")

    def found(*words):
        return [(entry["kind"], entry["id"]) for entry in terminal.json("list", *words)]

    assert found("--from", "2026-03-02") == [("dose_event", 1), ("check_in", 2)]
    assert found("--to", "2026-03-01") == [("check_in", 1)]
    assert found("--from", "2026-03-02", "--to", "2026-03-02") == [("check_in", 2)]
    assert found("--search", "cafe") == [("check_in", 1)]
    assert found("--kind", "dose") == [("dose_event", 1)]
    assert found("--kind", "check_in", "--from", "2026-03-02") == [("check_in", 2)]


def test_days_that_cannot_be_are_refused(terminal):
    assert "swap" in terminal.refused("list", "--from", "2026-03-02", "--to", "2026-03-01")
    assert "1900–2100" in terminal.refused("list", "--from", "0001-01-01")
    assert "1900–2100" in terminal.refused("list", "--to", "9999-12-31")
    assert "not a day" in terminal.refused("list", "--from", "2026-02-31")


def test_what_a_terminal_would_obey_is_shown_instead(terminal):
    note = "\x1b[2J\x07 red \x9b31m\x7f \u202egnorw\u202c end"
    terminal.say("check-in", "--note", note, "--tag", "\x1bc")
    line = terminal.say("list")
    assert line.endswith("#␛c · ␛[2J␇ red \\x9b31m␡ gnorw end\n")
    raw = terminal.say("list", "--json")
    assert "\x1b" not in raw
    assert "\x9b" not in raw
    assert "\x7f" not in raw
    assert terminal.json("list")[0]["note"] == note


def test_a_long_note_is_shortened_on_its_line_only(terminal):
    terminal.say("check-in", "--note", "word " * 100)
    assert len(terminal.say("list")) < 150
    assert terminal.say("list").endswith("…\n")
    assert terminal.json("list")[0]["note"] == "word " * 100


def test_ratings_are_shown_in_the_words_of_their_measure(terminal, database):
    with database.write("Measure added") as write:
        measures.add(write.session, Measure("", "Outside", kind="yes_no", minimum=0, maximum=1))
        measures.add(write.session, Measure("", "Rest", minimum=1, maximum=2, words=("no", "ok")))
        pulse = Measure("", "Pulse", kind="number", minimum=None, maximum=None, unit="bpm")
        measures.add(write.session, pulse)
    terminal.say("check-in", "--rate", "outside=yes", "--rate", "rest=2", "--rate", "pulse=61")
    terminal.say("check-in", "--rate", "outside=no")
    newest, oldest = terminal.say("list").splitlines()
    assert newest.endswith("outside no")
    assert oldest.endswith("outside yes · rest ok · pulse 61 bpm")


def test_doses_are_told_by_what_is_known_of_them(terminal, database, now):
    drafts = [
        DoseDraft(now, "Item A"),
        DoseDraft(now, "Item A", amount="5", unit="mg", estimated=True),
        DoseDraft(now, "Item A", amount="5", unit="mg", plus_minus="2"),
        DoseDraft(now, "Item A", status="skipped"),
        DoseDraft(now, "Item A", status="missed"),
        DoseDraft(now, "Item A", amount="5", unit="mg", status="late"),
        DoseDraft(now, "Item A", amount="5", unit="mg", status="extra"),
        DoseDraft(now, "Item B", amount="2", unit="drops"),
    ]
    with database.write("Dose recorded") as write:
        substances.add(write.session, SubstanceDraft("Item B", discreet_label="B"))
        for draft in drafts:
            doses.record(write.session, now, draft)
    told = [line[34:] for line in reversed(terminal.say("list").splitlines())]
    assert told == [
        "Item A, amount unknown",
        "Item A ≈ 5 mg",
        "Item A ≈ 5 ± 2 mg",
        "Item A, skipped",
        "Item A, missed",
        "Item A 5 mg, late",
        "Item A 5 mg, extra",
        "B 2 drops",
    ]


def test_how_late_a_dose_was_and_why_one_was_not_taken_are_told(terminal):
    daily = ("--pattern", "daily", "--times", "08:00,12:00,20:00", "--from", "2026-03-01")
    terminal.say("plan", "add", "Item A", *daily, "--window", "30")
    for hour, words in (
        ("08:00", ("--at", "2026-03-01T08:35")),
        ("12:00", ("--skipped", "--reason", "felt\nbetter " + "very " * 50)),
        ("20:00", ("--missed", "--reason", "away")),
    ):
        terminal.say("dose", "Item A", "--planned", f"2026-03-01T{hour}", *words)
    missed, skipped, late = (line[34:] for line in terminal.say("list").splitlines())
    assert late == "Item A, amount unknown, late by 35 min"
    assert missed == "Item A, missed: away"
    assert skipped.startswith("Item A, skipped: felt better very")
    assert skipped.endswith("…")
