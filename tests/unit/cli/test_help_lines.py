import pytest

from dosejournal.domain.help_lines import HelpLine
from dosejournal.journal import help_contacts
from dosejournal.store.database import Database


@pytest.fixture(autouse=True)
def set_to(monkeypatch):
    """Say which country the terminal is set to."""

    def set_to(value):
        for name in ("LC_ALL", "LC_CTYPE", "LANG"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", value)

    set_to("de_DE.UTF-8")
    return set_to


def test_the_numbers_of_the_country_of_the_terminal_need_no_journal(terminal):
    terminal.journal = terminal.journal.with_name("nowhere.db")
    said = terminal.say("help-lines")
    assert said.splitlines()[:3] == [
        "Germany; table of 2026-11-28",
        "Emergency",
        "  112  Emergency number; check this number",
    ]
    assert "0800 111 0 111  TelefonSeelsorge; check this number" in said
    assert not terminal.journal.exists()


def test_another_country_is_named_by_its_letters(terminal):
    said = terminal.say("help-lines", "--country", "us")
    assert "911  Emergency number" in said
    assert "988  988 Suicide & Crisis Lifeline, calls and text messages; check" in said


def test_where_no_crisis_line_is_known_that_is_said(terminal):
    assert "Crisis line: none is known here" in terminal.say("help-lines", "--country", "BG")


@pytest.mark.parametrize("language", ["", "C.UTF-8", "de", "de_ZZ"])
def test_a_terminal_that_tells_no_country_is_asked_for_one(terminal, set_to, language):
    set_to(language)
    complained = terminal.refused("help-lines")
    assert "--country DE" in complained
    assert "112 in the European Union" in complained


def test_a_country_that_is_not_in_the_table_is_refused(terminal):
    assert "no country of that code" in terminal.refused("help-lines", "--country", "XX")


def test_the_numbers_of_the_journal_are_told_when_they_are_asked_for(terminal, now):
    database = Database(terminal.journal)
    with database.write("x") as write:
        help_contacts.name_person(write.session, now, "Ada", "030 1234")
        help_contacts.choose_country(write.session, now, "GB")
        own = HelpLine("crisis", "Ours", "0900 1")
        help_contacts.keep(write.session, now, "GB", own)
    database.close()
    said = terminal.say("help-lines", "--mine")
    assert "0900 1  Ours\n" in said
    assert "My person\n  030 1234  Ada\n" in said
    told = terminal.json("help-lines", "--mine")
    assert told["country"] == "GB"
    assert told["person"] == {"name": "Ada", "number": "030 1234"}
    assert told["lines"][0]["number"] == "999"
    assert terminal.json("help-lines", "--mine", "--country", "FR")["country"] == "FR"
    assert "person" in terminal.json("help-lines", "--country", "FR")


def test_somebody_without_a_number_is_named(terminal, now, set_to):
    set_to("C")
    database = Database(terminal.journal)
    with database.write("x") as write:
        help_contacts.name_person(write.session, now, "Next door", "")
    database.close()
    said = terminal.say("help-lines", "--mine")
    assert said.endswith("My person\n  Next door\n")
    assert terminal.json("help-lines", "--mine")["country"] is None
