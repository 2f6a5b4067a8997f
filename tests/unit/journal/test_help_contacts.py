from dataclasses import dataclass

import pytest

from dosejournal.domain.help_contacts import Person
from dosejournal.domain.help_lines import HelpLine
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import help_contacts


@dataclass
class _Help:
    database: object
    now: object

    def act(self, act, *words):
        with self.database.write("Act") as write:
            return act(write.session, self.now, *words)

    def forget(self, *words):
        with self.database.write("Act") as write:
            help_contacts.forget(write.session, *words)

    def read(self, here=""):
        with self.database.read() as session:
            return help_contacts.read(session, here)

    def marks(self, kind="crisis", here="DE"):
        return [(line.number, line.is_confirmed) for line in self.read(here).of(kind)]


@pytest.fixture
def contacts(database, now):
    return _Help(database, now)


def test_until_a_country_is_chosen_the_one_of_the_computer_is_shown(contacts):
    found = contacts.read("FR")
    assert (found.country, found.is_chosen) == ("France", False)
    contacts.act(help_contacts.choose_country, "ie")
    found = contacts.read("FR")
    assert (found.code, found.is_chosen) == ("IE", True)
    contacts.act(help_contacts.choose_country, "IE")
    contacts.act(help_contacts.choose_country, "GB")
    assert contacts.read().code == "GB"


def test_a_computer_without_a_known_country_shows_no_number(contacts):
    found = contacts.read("ZZ")
    assert (found.country, found.lines, found.person) == ("", (), None)


def test_a_country_that_is_not_in_the_table_cannot_be_chosen(contacts):
    with pytest.raises(UnknownNameError, match="no country of that code"):
        contacts.act(help_contacts.choose_country, "XX")


def test_a_number_is_marked_until_it_is_confirmed_and_that_can_be_undone(contacts):
    before = contacts.marks()
    assert not any(is_confirmed for _number, is_confirmed in before)
    contacts.act(help_contacts.confirm, "DE", "crisis", "116 123")
    assert contacts.marks() == [*before[:2], ("116 123", True)]
    contacts.database.undo()
    assert contacts.marks() == before


def test_confirming_what_is_not_shown_is_refused(contacts):
    with pytest.raises(UnknownNameError, match="not shown"):
        contacts.act(help_contacts.confirm, "DE", "crisis", "112")


def test_a_number_that_is_written_anew_is_shown_in_its_place_until_it_is_forgotten(contacts):
    other = HelpLine("emergency", "  My  ambulance ", " 0049 112 ", replaces="112")
    contacts.act(help_contacts.keep, "DE", other)
    (found,) = contacts.read("DE").of("emergency")
    assert found == HelpLine("emergency", "My ambulance", "0049 112", "", True, "112")
    contacts.act(help_contacts.keep, "de", HelpLine("emergency", "Again", "113", replaces="112"))
    assert contacts.marks("emergency") == [("113", True)]
    contacts.forget("DE", found)
    assert contacts.marks("emergency") == [("112", False)]
    with pytest.raises(UnknownNameError):
        contacts.forget("DE", found)


def test_what_is_written_for_one_country_is_not_shown_for_another(contacts):
    contacts.act(help_contacts.keep, "BG", HelpLine("crisis", "Mine", "0900 1"))
    assert contacts.marks(here="BG") == [("0900 1", True)]
    assert contacts.marks(here="DE") == contacts.marks(here="DE")
    assert ("0900 1", True) not in contacts.marks(here="DE")


@pytest.mark.parametrize(("name", "number"), [("", "112"), ("Line", "call"), ("Line", "")])
def test_a_number_without_a_name_or_digits_is_refused(contacts, name, number):
    with pytest.raises(InputError):
        contacts.act(help_contacts.keep, "DE", HelpLine("crisis", name, number))


def test_somebody_whom_the_person_would_call_is_kept_and_forgotten(contacts):
    contacts.act(help_contacts.name_person, " Ada ", "")
    assert contacts.read().person == Person("Ada", "")
    contacts.act(help_contacts.name_person, "Ada", "030 1234")
    assert contacts.read("DE").person == Person("Ada", "030 1234")
    contacts.act(help_contacts.name_person, " ", "")
    assert contacts.read().person is None
    contacts.act(help_contacts.name_person, "", "")
    contacts.database.undo()
    assert contacts.read().person == Person("Ada", "030 1234")


def test_a_number_of_nobody_is_refused(contacts):
    with pytest.raises(InputError, match="name needs"):
        contacts.act(help_contacts.name_person, "", "030 1234")
