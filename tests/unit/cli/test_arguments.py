import pytest

from dosejournal import __version__, i18n
from dosejournal.cli import arguments


def test_without_a_command_the_window_opens(terminal):
    assert terminal.say() == ""
    assert terminal.say("open") == ""
    assert terminal.bare() == (0, "", "")
    assert terminal.opened == [terminal.journal, terminal.journal, None]
    assert terminal.in_tray == [False, False, False]


def test_the_program_can_start_in_the_tray(terminal):
    assert terminal.say("open", "--tray") == ""
    assert (terminal.opened, terminal.in_tray) == ([terminal.journal], [True])


def test_the_version_and_the_help_are_told(terminal):
    assert terminal.bare("--version") == (0, f"{__version__}\n", "")
    code, said, complained = terminal.bare("--help")
    assert (code, complained) == (0, "")
    for command in (
        "open", "new", "check-in", "dose", "list", "trend", "compare", "import", "remove", "plan",
        "today", "adherence", "export", "demo",
    ):  # fmt: skip
        assert f"\n    {command} " in said
        code, of_command, complained = terminal.bare(command, "--help")
        assert (code, complained) == (0, "")
        assert of_command.startswith(f"Usage: dosejournal {command}")


def test_each_act_with_a_regimen_has_its_help(terminal):
    for act in ("add", "list", "change", "pause", "resume", "close", "remove"):
        code, said, complained = terminal.bare("plan", act, "--help")
        assert (code, complained) == (0, "")
        assert said.startswith(f"Usage: dosejournal plan {act} [-h]")


def test_undo_belongs_to_an_open_window(terminal):
    assert "undo" in terminal.wrong("undo")


@pytest.mark.parametrize(
    "words",
    [
        ("check-in", "--rate", "mood"),
        ("check-in", "--rate", "=5"),
        ("check-in", "--rate", "mood="),
        ("check-in", "--rat", "mood=5"),
        ("dose",),
        ("dose", "Item A", "--expect", "mood"),
        ("dose", "Item A", "--expect", "mood=much", "--sure", "60"),
        ("dose", "Item A", "--expect", "mood=+-5", "--sure", "60"),
        ("dose", "Item A", "--expect", "mood=5", "--sure", "quite"),
        ("dose", "Item A", "--expect", "mood=ten", "--sure", "60"),
        ("dose", "Item A", "--expect", "mood=1e1", "--sure", "60"),
        ("dose", "Item A", "--expect", "mood=10", "--sure", "nan"),
        ("dose", "Item A", "--missed", "--expect", "mood=10", "--sure", "60"),
        ("dose", "Item A", "--expect", "mood=5"),
        ("dose", "Item A", "--sure", "60"),
        ("compare",),
        ("compare", "mood", "focus"),
        ("compare", "mood", "--substance"),
        ("compare", "mood", "--adjust"),
        ("trend",),
        ("list", "--kind", "note"),
        ("remove", "tag", "1"),
        ("remove", "dose", "0"),
        ("remove", "expectancy", "0"),
        ("remove", "dose", "-1"),
        ("remove", "dose", "1_0"),
        ("remove", "dose", "9" * 17),
        ("remove", "dose", "9" * 30),
        ("import", "file", "--map", "rad=6"),
        ("import", "file", "--map", "rad=best"),
        ("import", "file", "--answer", "maximum"),
        ("demo", "file", "--days", "0"),
        ("demo", "file", "--days", "20001"),
        ("demo", "file", "--seed", "one"),
        ("no-such-command",),
        ("plan",),
        ("plan", "draw"),
        ("plan", "add"),
        ("plan", "add", "Item A", "--times", "08:00"),
        ("plan", "add", "Item A", "--pattern", "daily", "--tim", "08:00"),
        ("plan", "add", "Item A", "--pattern", "daily", "--times"),
        ("plan", "add", "Item A", "--pattern", "daily", "--window", "1441"),
        ("plan", "add", "Item A", "--pattern", "daily", "--window", "-1"),
        ("plan", "add", "Item A", "--pattern", "daily", "--step", "15"),
        ("plan", "add", "Item A", "--pattern", "daily", "--step", "2026-04-01="),
        ("plan", "add", "Item A", "--pattern", "daily", "--unit", "mg"),
        ("plan", "change", "1"),
        ("plan", "change", "1", "--from", "2026-04-01"),
        ("plan", "change", "1", "--unit", "mg", "--window", "5"),
        ("plan", "pause"),
        ("plan", "close"),
        ("today", "tomorrow"),
        ("export", "file"),
        ("export", "--format", "pdf", "file"),
        ("export", "--format", "calendar"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_with_how_it_is_written(terminal, words):
    complained = terminal.wrong(*words)
    assert complained.startswith("Usage: dosejournal")
    assert complained.splitlines()[-1].startswith("dosejournal")


def test_the_help_speaks_the_persons_language(terminal, tmp_path):
    i18n.use(i18n.PSEUDO, tmp_path)
    try:
        _code, said, _complained = terminal.bare("check-in", "--help")
    finally:
        i18n.use("en", tmp_path)
    assert "Úšágé" in said
    assert "Óptíóñš~" in said


def test_a_place_with_a_percent_sign_does_not_disturb_the_help(monkeypatch, tmp_path, terminal):
    monkeypatch.setattr(arguments.paths, "default_journal", lambda: tmp_path / "100%s.db")
    _code, said, _complained = terminal.bare("--help")
    assert "100%s.db" in "".join(said.split())


def test_a_passphrase_file_is_harmless_on_a_plain_journal(terminal, tmp_path):
    file = tmp_path / "passphrase"
    file.write_text("open sesame\n")
    code, said, complained = terminal.bare(
        "--journal", str(terminal.journal), "--passphrase-file", str(file), "list"
    )
    assert (code, said, complained) == (0, "", "")


def test_a_passphrase_file_that_is_not_there_is_told(terminal, tmp_path):
    code, said, complained = terminal.bare("--passphrase-file", str(tmp_path / "none"), "list")
    assert (code, said) == (1, "")
    assert "passphrase" in complained
