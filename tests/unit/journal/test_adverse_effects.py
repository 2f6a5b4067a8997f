from dataclasses import replace
from datetime import timedelta

import pytest

from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.entries import DoseDraft
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import (
    adverse_effects,
    discretion,
    doses,
    effect_words,
    record_grounds,
    revisions,
    substances,
    timeline,
)
from dosejournal.journal.substances import SubstanceDraft

KIND = "adverse_effect"


@pytest.fixture
def act(database):
    """Does an act of the journal, and returns what it returns."""

    def act(function, *args, **more):
        with database.write("Act") as write:
            return function(write.session, *args, **more)

    return act


@pytest.fixture
def ask(database):
    def ask(function, *args, **more):
        with database.read() as session:
            return function(session, *args, **more)

    return ask


@pytest.fixture
def draft(now):
    return EffectDraft(now, "Dry mouth", "noticed", note="after lunch")


@pytest.fixture
def recorded(act, now, draft):
    return act(adverse_effects.record, now, draft)


def test_an_effect_is_an_entry_with_its_time_and_lasts_until_it_is_over(ask, recorded, now, draft):
    entry = ask(timeline.entry, KIND, recorded)
    assert entry.moment.at == now
    assert entry.moment.zone == now.tzinfo.key
    assert entry.effect.ended_at is None
    assert adverse_effects.draft(entry) == draft
    assert [each.id for each in ask(adverse_effects.lasting)] == [recorded]


def test_it_can_be_over_once(act, ask, recorded, now):
    later = now + timedelta(hours=3)
    act(adverse_effects.end, later, recorded, later)
    entry = ask(timeline.entry, KIND, recorded)
    assert entry.effect.ended_at == later
    assert entry.moment.zone == now.tzinfo.key
    assert entry.amended_at == later
    assert ask(adverse_effects.lasting) == []
    with pytest.raises(InputError, match="over already"):
        act(adverse_effects.end, later, recorded, later)
    with pytest.raises(UnknownNameError):
        act(adverse_effects.end, later, 99, later)


def test_amending_keeps_what_it_said_and_saying_the_same_changes_nothing(
    act, ask, recorded, now, draft
):
    act(adverse_effects.amend, now, recorded, draft)
    assert ask(timeline.entry, KIND, recorded).amended_at is None
    changed = replace(draft, severity="stopped", needed_help=True, relation="unsure")
    act(adverse_effects.amend, now, recorded, changed)
    (version,) = ask(revisions.of, KIND, recorded)
    assert version.entry.effect.severity == "noticed"
    earlier = replace(changed, started_at=now - timedelta(days=1))
    act(adverse_effects.amend, now, recorded, earlier)
    assert ask(timeline.entry, KIND, recorded).moment.at == earlier.started_at


def test_what_was_removed_comes_back_as_it_was(act, ask, recorded, now, database):
    later = now + timedelta(minutes=5)
    act(adverse_effects.end, later, recorded, later)
    before = ask(timeline.entry, KIND, recorded)
    act(adverse_effects.remove, now, recorded)
    assert ask(adverse_effects.history) == []
    (version,) = ask(revisions.removed)
    act(revisions.restore, version)
    assert ask(timeline.entry, KIND, recorded) == before
    database.undo()
    assert ask(adverse_effects.history) == []


def test_names_are_those_used_before_the_last_first_each_once(act, ask, now, draft):
    for hours, name in ((3, "Headache"), (2, "dry mouth"), (1, "headache")):
        at = now - timedelta(hours=hours)
        act(adverse_effects.record, now, replace(draft, name=name, started_at=at))
    assert [name.casefold() for name in ask(adverse_effects.names)] == ["headache", "dry mouth"]


def test_the_last_dose_before_is_a_fact_of_the_clock(act, ask, now, recorded):
    entry = ask(timeline.entry, KIND, recorded)
    assert ask(adverse_effects.dose_before, entry) is None
    assert effect_words.dose_before(None).startswith("No dose")
    for minutes, substance, status in (
        (200, "Item A", "taken"),
        (90, "Item B", "skipped"),
        (-5, "Item B", "taken"),
        (25 * 60, "Item B", "taken"),
    ):
        at = now - timedelta(minutes=minutes)
        said = DoseDraft(at=at, substance=substance, amount="10", unit="mg", status=status)
        act(doses.record, now, said)
    found = ask(adverse_effects.dose_before, entry)
    assert (found.substance, found.amount, found.unit, found.minutes) == (
        "Item A",
        "10",
        "mg",
        200,
    )
    assert effect_words.dose_before(found) == "Began 3 h 20 min after a dose: Item A, 10 mg."


def test_a_discreet_session_tells_the_word_of_the_dose_before(act, database, now, recorded):
    act(doses.record, now, DoseDraft(at=now, substance="Calmol", amount=None, unit=""))
    with database.read() as session:
        discretion.tell_words(session)
        entry = timeline.entry(session, KIND, recorded)
        said = effect_words.dose_before(adverse_effects.dose_before(session, entry))
    assert said == "Began 0 min after a dose: Item A, amount unknown."


def test_it_is_found_by_its_name_and_by_its_note(act, ask, recorded, now, draft):
    act(adverse_effects.record, now, replace(draft, name="Headache", note=""))
    for words, n in (("dry", 1), ("lunch", 1), ("head", 1), ("dry head", 0)):
        assert len(ask(timeline.keys, timeline.Filter(search=words))) == n
    act(adverse_effects.amend, now, recorded, replace(draft, name="Thirst", note=""))
    assert not ask(timeline.keys, timeline.Filter(search="dry"))
    assert ask(timeline.keys, timeline.Filter(search="thirst"))


def test_the_history_and_the_ground_know_the_days_it_began(act, ask, now, recorded, draft):
    act(adverse_effects.record, now, replace(draft, started_at=now - timedelta(days=3)))
    today = ask(timeline.entry, KIND, recorded).moment.journal_day
    assert len(ask(adverse_effects.history)) == 2
    assert [each.id for each in ask(adverse_effects.history, today, today)] == [recorded]
    assert ask(record_grounds.of).n_days == 2


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 min"), (59, "59 min"), (61, "1 h 1 min"), (1500, "1 d 1 h")]
)
def test_a_length_of_time_is_told_in_two_units(minutes, said):
    assert effect_words.span(minutes) == said


def test_an_effect_is_told_in_one_line(ask, act, recorded, now, draft):
    entry = ask(timeline.entry, KIND, recorded)
    told = effect_words.line(entry.effect, entry.moment.local)
    assert told == "Dry mouth: noticed it, no end recorded"
    bad = replace(entry.effect, needed_help=True, severity="stopped", relation="yes", ended_at=now)
    assert effect_words.line(bad, now) == "Dry mouth: it stopped me, needed help, 0 min"
    assert "as I see it" in effect_words.relation(bad)


def test_what_began_earlier_and_was_not_over_belongs_to_days_too(act, ask, now, draft):
    day = timedelta(days=1)
    for name, began, ended in (
        ("over before", 30, 29),
        ("went on", 30, 5),
        ("lasts", 30, None),
        ("later", 1, None),
    ):
        end = None if ended is None else now - ended * day
        said = replace(draft, name=name, started_at=now - began * day, ended_at=end)
        act(adverse_effects.record, now, said)
    today = now.date()
    found = ask(adverse_effects.during, today - 10 * day, today - 2 * day)
    assert [each.effect.name for each in found] == ["went on", "lasts"]


def test_where_names_are_told_a_label_stands_for_no_dose(act, ask, now, recorded):
    act(substances.add, SubstanceDraft("Magnesium", discreet_label="Item M"))
    act(doses.record, now, DoseDraft(now, "Magnesium", amount="200", unit="mg"))
    found = ask(adverse_effects.dose_before, ask(timeline.entry, KIND, recorded))
    assert (found.substance, found.minutes) == ("Magnesium", 0)
