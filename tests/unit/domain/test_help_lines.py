from datetime import date

import pytest

from dosejournal.domain import care_words, help_contacts, help_lines
from dosejournal.domain.help_contacts import Person
from dosejournal.domain.help_lines import HelpLine
from dosejournal.errors import InputError, UnknownNameError

DATED = 'dated = 2026-11-28\nsource = "said"\n'
COUNTRY = """
[[countries]]
code = "XX"
name = "Xland"
emergency = [{ name = "Emergency number", number = "112", confirmed = true }]
crisis = [
    { name = "Line", number = "0800 1", note = "at night", confirmed = false },
    { name = "Other", number = "0800 2", confirmed = false },
]
"""


@pytest.fixture
def xland():
    return help_lines.parsed(DATED + COUNTRY)


def numbers(contacts, kind):
    return [(line.number, line.is_confirmed) for line in contacts.of(kind)]


def test_every_number_that_is_shipped_is_dated_and_waits_to_be_checked():
    known = help_lines.table()
    assert known.dated == date(2026, 11, 28)
    assert known.source
    assert [each.name for each in known.countries] == sorted(each.name for each in known.countries)
    assert not any(line.is_confirmed for each in known.countries for line in each.lines)


@pytest.mark.parametrize(
    ("code", "kind", "number"),
    [
        ("DE", "emergency", "112"),
        ("FR", "emergency", "112"),
        ("US", "emergency", "911"),
        ("CA", "emergency", "911"),
        ("US", "crisis", "988"),
        ("GB", "crisis", "116 123"),
        ("IE", "crisis", "116 123"),
        ("DE", "crisis", "0800 111 0 111"),
    ],
)
def test_the_numbers_that_the_questionnaire_notes_name_are_there(code, kind, number):
    found = help_contacts.gathered(help_lines.table(), code)
    assert number in [line.number for line in found.of(kind)]


def test_a_table_is_read_with_what_it_says_of_each_number(xland):
    (country,) = xland.countries
    assert country.lines[1] == HelpLine("crisis", "Line", "0800 1", "at night", False, "0800 1")
    assert country.lines[0].is_confirmed
    assert xland.country("XX") is country
    assert xland.country("YY") is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"said"', '""', "source is missing"),
        ("2026-11-28", '"2026-11-28"', "date or source"),
        ('source = "said"', 'source = "said"\nmore = 1', "other fields"),
        ('"XX"', '"xx"', "two letters"),
        ('"Xland"', '""', "two letters"),
        ('"Line"', '""', "no number with a name"),
        ('"0800 1"', '"call us"', "no number"),
        ('"0800 2"', '"0800 1"', "twice in XX"),
        ("confirmed = true", "confirmed = 1", "it is not"),
        ('note = "at night"', 'hours = "at night"', "other fields"),
        ('{ name = "Emergency number", number = "112", confirmed = true }', "", "no emergency"),
        ("\n[[countries]]", COUNTRY + "\n[[countries]]", "stands in the table twice"),
    ],
)
def test_a_table_that_cannot_be_relied_on_is_refused(before, after, said):
    text = DATED + COUNTRY
    assert before in text
    with pytest.raises(ValueError, match=said):
        help_lines.parsed(text.replace(before, after, 1))


@pytest.mark.parametrize(
    "text", ["112", "0800 111 0 111", "+49 (30) 12-34", "(030) 1234", "*4141", "1-737", "#31"]
)
def test_a_number_is_kept_as_it_is_read(text):
    assert help_lines.number(f"  {text} ") == text


@pytest.mark.parametrize("text", ["", "1", "Ada", "112 now", "0" * 41, "tel:112", "1\n2;3"])
def test_what_cannot_be_called_is_no_number(text):
    with pytest.raises(InputError, match="two digits"):
        help_lines.number(text)


def test_a_country_is_known_by_its_two_letters():
    assert help_lines.known(" de ").name == "Germany"
    with pytest.raises(UnknownNameError, match="AR, AT, AU"):
        help_lines.known("XX")


def test_what_the_person_wrote_stands_in_the_place_of_what_it_replaces(xland):
    own = HelpLine("crisis", "Mine", "0900", is_confirmed=True, replaces="0800 1")
    found = help_contacts.gathered(xland, "XX", [own], is_chosen=True)
    assert numbers(found, "crisis") == [("0900", True), ("0800 2", False)]
    assert numbers(found, "emergency") == [("112", True)]
    assert found.is_chosen
    assert found.country == "Xland"


def test_a_number_that_was_confirmed_as_it_was_keeps_what_is_known_of_it(xland):
    own = HelpLine("crisis", "Line", "0800 1", is_confirmed=True, replaces="0800 1")
    found = help_contacts.gathered(xland, "XX", [own])
    assert found.of("crisis")[0].note == "at night"
    assert found.of("crisis")[0].is_confirmed


def test_a_number_beside_those_of_the_table_comes_first_and_only_once(xland):
    own = HelpLine("crisis", "Mine", "0800 2", is_confirmed=True)
    found = help_contacts.gathered(xland, "XX", [own])
    assert numbers(found, "crisis") == [("0800 2", True), ("0800 1", False)]


def test_where_the_table_has_no_country_only_the_person_is_left(xland):
    found = help_contacts.gathered(xland, "", person=Person("Ada", ""), is_chosen=True)
    assert (found.code, found.country, found.lines) == ("", "", ())
    assert not found.is_chosen
    assert found.person == Person("Ada", "")


def test_before_a_journal_is_unlocked_nobody_knows_whom_the_person_entered(xland):
    found = help_contacts.before_unlocking(xland, "XX")
    assert not found.tells_person
    assert found.person is None
    assert len(found.lines) == 3


def test_the_doctor_is_for_soon_and_from_the_second_answer_on_for_today():
    assert "soon" in care_words.doctor(1)
    assert "today" not in care_words.doctor(1)
    for answer in (2, 3):
        assert "today" in care_words.doctor(answer)


def test_the_words_of_care_promise_nothing_and_name_no_score():
    said = " ".join(
        (
            care_words.thanks(),
            care_words.doctor(3),
            care_words.nobody_watches(),
            care_words.danger(),
        )
    ).casefold()
    for word in ("score", "risk", "severe", "depress", "diagnos", "we will"):
        assert word not in said
