"""What substances are called in a discreet session, and what acts understand."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain.entries import DoseDraft, PlannedRef
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.errors import UnknownNameError
from dosejournal.journal import (
    comparison_offers,
    comparisons,
    discretion,
    doses,
    expectations,
    plan,
    regimens,
    revisions,
    substances,
    timeline,
    trends,
)
from dosejournal.journal.comparison_offers import Wish
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.journal.timeline import Filter
from dosejournal.store.tables import Substance

NAMES = ("Zolpravane", "Quorimex", "Brundapine")


class Journal:
    """Acts as the person's window does, and reads as a discreet one."""

    def __init__(self, database):
        self._database = database

    def do(self, act, *args, **kwargs):
        with self._database.write("") as write:
            return act(write.session, *args, **kwargs)

    def do_as_told(self, act, *args, **kwargs):
        with self._database.write("") as write:
            discretion.heed_words(write.session)
            return act(write.session, *args, **kwargs)

    def read(self, query, *args, **kwargs):
        with self._database.read() as session:
            return query(session, *args, **kwargs)

    def discreetly(self, query, *args, **kwargs):
        with self._database.read() as session:
            discretion.tell_words(session)
            return query(session, *args, **kwargs)


@pytest.fixture
def journal(database):
    made = Journal(database)
    for name, label in zip(NAMES, ("", "Morning one", ""), strict=True):
        made.do(substances.add, SubstanceDraft(name, label, "mg"))
    return made


def test_who_has_no_label_is_called_by_a_letter_of_its_own(journal):
    assert [each.name for each in journal.discreetly(substances.listing)] == [
        "Item A",
        "Item C",
        "Morning one",
    ]
    assert [each.name for each in journal.read(substances.listing)] == sorted(NAMES)


def test_the_letter_stays_when_others_get_a_label(journal):
    journal.do(substances.amend, 1, SubstanceDraft("Zolpravane", "Evening one"))
    assert journal.discreetly(substances.one, 3).name == "Item C"
    journal.do(substances.archive, 2)
    listed = journal.discreetly(substances.listing, archived=True)
    assert [each.name for each in listed] == ["Evening one", "Item C", "Morning one"]


def test_a_copy_that_tells_words_changes_nothing_in_the_journal(journal):
    shown = journal.discreetly(substances.one, 1)
    assert (shown.id, shown.name, shown.discreet_label, shown.unit) == (
        1,
        "Item A",
        "Item A",
        "mg",
    )
    assert journal.read(substances.one, 1).name == "Zolpravane"


def test_a_substance_that_is_gone_cannot_be_looked_at(journal):
    with pytest.raises(UnknownNameError):
        journal.discreetly(substances.one, 99)


@pytest.mark.parametrize("typed", ["item a", "Zolpravane"])
def test_an_act_knows_a_substance_by_word_and_by_name(journal, now, typed):
    number = journal.do_as_told(doses.record, now, DoseDraft(now, typed))
    assert journal.read(timeline.entry, "dose_event", number).dose.substance == "Zolpravane"
    assert len(journal.read(substances.listing)) == len(NAMES)


def test_without_discretion_the_word_of_a_letter_is_a_name_like_any_other(journal, now):
    number = journal.do(doses.record, now, DoseDraft(now, "Item A"))
    assert journal.read(timeline.entry, "dose_event", number).dose.substance == "Item A"
    # whose letter means another from now on
    assert journal.discreetly(substances.one, 1).name == "Item A*"
    assert journal.discreetly(substances.one, 4).name == "Item D"


def test_a_file_means_names_alone(journal):
    found = journal.do_as_told(substances.ensure, "Item A", by_label=False)
    assert (found.id, found.name) == (4, "Item A")
    assert journal.read(substances.called, "Whatever") == "Whatever"
    assert journal.discreetly(substances.called, "quorimex") == "Morning one"
    assert journal.discreetly(substances.called, "Morning one") == "New item"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "Item A", "item b", "Item B*", "Own", "own", "Name 2", "name 1"]),
            st.sampled_from(["Name {n}", "Item {c}"]),
        ),
        max_size=60,
    )
)
def test_each_word_means_one_substance_and_is_the_name_of_none(own):
    every = [
        Substance(id=n, name=name.format(n=n, c=chr(64 + n)), discreet_label=label)
        for n, (label, name) in enumerate(own, start=1)
    ]
    words = discretion.words(every)
    folded = [word.casefold() for word in words.values()]
    assert list(words) == [each.id for each in every]
    assert len(set(folded)) == len(folded)
    assert not set(folded) & {each.name.casefold() for each in every}


@pytest.fixture
def lived(journal, now):
    """A journal in which everything of a substance was done."""
    journal.do(
        regimens.add,
        now - timedelta(days=3),
        RegimenDraft(
            "Zolpravane",
            Pattern("daily"),
            (time(8),),
            now.date() - timedelta(days=2),
            steps=(DoseStep(now.date() - timedelta(days=2), "10", "mg"),),
        ),
    )
    journal.do(doses.record, now, DoseDraft(now - timedelta(days=1), "Zolpravane", "10", "mg"))
    at = now - timedelta(hours=1)
    journal.do(doses.record, now, DoseDraft(at, "Zolpravane", "5", "mg"))
    journal.do(doses.record, now, DoseDraft(now, "Zolpravane", "5", "mg", status="extra"))
    journal.do(expectations.record, now, ExpectancyDraft(now, "Brundapine", "mood", 10.0, 50.0))
    journal.do(doses.amend, now, 2, DoseDraft(at, "Zolpravane", "6", "mg"))
    journal.do(doses.remove, now, 1)
    journal.do(expectations.remove, now, 1)
    journal.do(expectations.record, now, ExpectancyDraft(now, "Brundapine", "mood", 10.0, 50.0))
    return journal


def everything(session, now):
    """Return what the queries say that the window shows, as text."""
    day = now.date()
    found = timeline.keys(session)
    began = comparison_offers.begin(session, now, Wish())
    return repr(
        [
            timeline.entries(session, found),
            plan.lines(session, now, day - timedelta(days=3), day),
            plan.named(session, PlannedRef(1, now.replace(hour=8, minute=0, tzinfo=None))),
            regimens.every(session),
            regimens.next_draft(session, now, 1),
            revisions.of(session, "dose_event", 2),
            [each.entry for each in revisions.of(session, "dose_event", 2)],
            [each.entry for each in revisions.removed(session)],
            substances.listing(session, archived=True),
            substances.known(session, "Zolpravane"),
            comparisons.offered(session),
            comparisons.question(session, "mood"),
            began.offer,
            trends.overview(session, now),
        ]
    )


def test_no_query_of_a_discreet_session_tells_a_name(lived, now):
    assert all(name in lived.read(everything, now) for name in NAMES)
    told = lived.discreetly(everything, now)
    assert [name for name in NAMES if name in told] == []
    assert all(word in told for word in ("Item A", "Morning one", "Item C"))


def test_an_entry_is_amended_and_brought_back_by_a_discreet_window_as_by_any(lived, now):
    shown = lived.discreetly(timeline.entry, "dose_event", 2)
    draft = DoseDraft(now - timedelta(hours=1), shown.dose.substance, "7", "mg")
    lived.do_as_told(doses.amend, now, 2, draft)
    (before, *_earlier) = lived.read(revisions.of, "dose_event", 2)
    assert before.before["substance"] == "Zolpravane"
    removed = lived.discreetly(revisions.removed)
    dose = next(each for each in removed if each.kind == "dose_event")
    assert dose.entry.dose.substance == "Item A"
    lived.do_as_told(revisions.restore, dose)
    assert lived.read(timeline.entry, "dose_event", 1).dose.substance == "Zolpravane"


def test_what_is_no_longer_in_the_journal_has_no_letter(journal):
    def called(session):
        return discretion.calling(session)(99, "Gone", "")

    assert journal.discreetly(called) == ("Item ?", "Item ?")


def test_a_discreet_search_finds_what_it_shows(lived):
    found = lived.discreetly(timeline.keys, Filter(search="item a"))
    entries = lived.discreetly(timeline.entries, found)
    assert {each.kind for each in entries} == {"dose_event"}
    assert {each.dose.substance for each in entries} == {"Item A"}
    (said,) = lived.discreetly(
        timeline.entries, lived.discreetly(timeline.keys, Filter(search="ITEM c"))
    )
    assert said.expectation.substance == "Item C"
    assert not lived.read(timeline.keys, Filter(search="item a"))
    assert lived.discreetly(timeline.keys, Filter(search="zolp"))
