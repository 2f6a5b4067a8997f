import pytest

from dosejournal.domain import choices
from dosejournal.domain.choices import Choices
from dosejournal.errors import InputError


def test_every_choice_is_shown_with_words_for_what_it_offers():
    shown = choices.shown()
    assert [each.name for each in shown] == [
        "rate_first",
        "ask_expectation",
        "topics",
        "cards",
        "low_mood_form",
        "remind_questionnaires",
    ]
    for each in shown:
        assert each.label
        assert each.hint
        assert len(each.options) >= 2
        assert all(words for _value, words in each.options)


@pytest.mark.parametrize(
    "name", ["rate_first", "ask_expectation", "cards", "low_mood_form", "remind_questionnaires"]
)
def test_a_default_is_one_of_what_is_offered(name):
    assert choices.checked(name, getattr(Choices(), name)) == getattr(Choices(), name)


def test_which_research_to_tell_about_is_chosen_for_nobody():
    assert Choices().topics == ""
    with pytest.raises(InputError):
        choices.checked("topics", "")


@pytest.mark.parametrize(("name", "value"), [("cards", "always"), ("theme", "dark")])
def test_what_is_not_offered_is_refused(name, value):
    with pytest.raises(InputError, match="cannot be chosen here"):
        choices.checked(name, value)
