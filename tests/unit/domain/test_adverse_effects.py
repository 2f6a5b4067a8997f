from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain import adverse_effects
from dosejournal.domain.adverse_effects import Effect, EffectDraft
from dosejournal.errors import InputError

AT = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
DRAFT = EffectDraft(AT, " dry   mouth ", "noticed", note="  ")


def test_a_name_is_one_line_and_blanks_are_no_note():
    clean = adverse_effects.checked(DRAFT)
    assert (clean.name, clean.note) == ("dry mouth", "")


def test_it_may_end_when_it_begins_and_not_before():
    assert adverse_effects.checked(replace(DRAFT, ended_at=AT)).ended_at == AT
    with pytest.raises(InputError, match="ends before it begins"):
        adverse_effects.checked(replace(DRAFT, ended_at=AT - timedelta(minutes=1)))


@pytest.mark.parametrize("change", [{"severity": "awful"}, {"relation": "surely"}, {"name": " "}])
def test_words_that_nobody_knows_are_refused(change):
    with pytest.raises(InputError, match="Nothing was recorded"):
        adverse_effects.checked(replace(DRAFT, **change))


@pytest.mark.parametrize("ended_at", [None, AT])
def test_what_is_kept_of_it_reads_back_as_it_was(ended_at):
    effect = Effect("dry mouth", "bothered", needed_help=True, relation="yes", ended_at=ended_at)
    assert adverse_effects.of_record(adverse_effects.record(effect)) == effect


@pytest.mark.parametrize(
    "change",
    [{"severity": "awful"}, {"relation": "surely"}, {"ended_at": "2026-03-02T09:30:00"}],
)
def test_a_line_with_other_words_is_none(change):
    line = adverse_effects.record(Effect("dry mouth", "bothered", False, "yes"))
    with pytest.raises(ValueError):  # noqa: PT011
        adverse_effects.of_record(line | change)
