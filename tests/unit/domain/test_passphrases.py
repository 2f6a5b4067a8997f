import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain import passphrases
from dosejournal.errors import InputError


@pytest.mark.parametrize("typed", ["", "seven77", "x" * 1025, " seven77  \n", " " * 12])
def test_a_passphrase_that_is_too_short_or_endless_is_refused(typed):
    with pytest.raises(InputError, match=r"Nothing was changed"):
        passphrases.checked(typed)


@pytest.mark.parametrize("typed", ["8 chars.", "x" * 1024, "ключ от дневника"])
def test_any_other_passphrase_is_taken_as_it_is(typed):
    assert passphrases.checked(typed) == typed


def test_a_copied_line_is_the_passphrase_that_stands_in_it():
    assert passphrases.checked(" a quiet green  harbour \r\n") == "a quiet green  harbour"
    assert passphrases.advice("seven77   ").sentence == passphrases.advice("seven77").sentence


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Three or four words"),
        ("short", "Too short"),
        ("password", "many people use"),
        ("qwertyuiop", "many people use"),
        ("tgbnhyujm", "side by side"),
        ("abcabcabcabc", "again and again"),
        ("mnopqrstu", "in order"),
        ("11.11.2011", "a date"),
        ("kx7#q!wz", "too short for what it is"),
    ],
)
def test_a_weak_passphrase_is_told_why(typed, said):
    found = passphrases.advice(typed)
    assert found.score < passphrases.GOOD_SCORE
    assert said in found.sentence


def test_words_that_do_not_belong_together_are_good():
    assert passphrases.advice("walrus teacup gravel").score >= passphrases.GOOD_SCORE
    assert passphrases.advice("walrus teacup gravel orbit nineteen").score == 4


@given(st.text(max_size=1500))
def test_advice_is_given_about_whatever_is_typed(typed):
    found = passphrases.advice(typed)
    assert 0 <= found.score <= 4
    assert found.sentence
