import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain import notes
from dosejournal.errors import InputError


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_a_note_stays_as_typed(text):
    assert notes.note(text) == (text if text.strip() else "")


def test_a_note_of_only_blanks_is_no_note():
    assert notes.note(" \n\t\u2003") == ""


def test_what_cannot_be_stored_is_taken_out_of_a_note():
    assert notes.note("a\x00b") == "ab"
    assert "\ud800" not in notes.note("half \ud800 pair")


def test_a_note_over_one_megabyte_is_refused_and_never_cut():
    assert len(notes.note("x" * 1_000_000)) == 1_000_000
    with pytest.raises(InputError, match="1 MB"):
        notes.note("ü" * 500_001)


def test_a_name_is_one_line():
    assert notes.name("  slept\n badly ") == "slept badly"
    for text in ("", "  \x00 ", "x" * 121):
        with pytest.raises(InputError):
            notes.name(text)
