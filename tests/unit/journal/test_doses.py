from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.entries import DoseDraft, record
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import (
    doses,
    information,
    revisions,
    substances,
    timeline,
)
from dosejournal.journal.substances import SubstanceDraft

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
DRAFT = DoseDraft(AT, "Item A", "2.50", "ug", note="with breakfast")


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def entry(database, entry_id):
    with database.read() as session:
        return timeline.entry(session, "dose_event", entry_id)


def test_a_dose_reads_back_with_its_decimals_as_typed(database, now):
    found = record(entry(database, do(database, doses.record, now, DRAFT)))
    assert (found["substance"], found["amount"], found["unit"]) == ("Item A", "2.50", "µg")
    assert (found["estimated"], found["plus_minus"], found["status"]) == (False, None, "taken")


def test_an_unknown_amount_is_empty_and_never_nought(database, now):
    found = entry(database, do(database, doses.record, now, DoseDraft(AT, "Item A")))
    assert found.dose.amount is None


def test_an_amount_with_a_margin_is_an_estimate(database, now):
    draft = replace(DRAFT, plus_minus="0,5")
    found = entry(database, do(database, doses.record, now, draft))
    assert (found.dose.estimated, found.dose.plus_minus) == (True, "0.5")


def test_a_substance_is_the_same_whatever_its_capitals(database, now):
    do(database, doses.record, now, DRAFT)
    do(database, doses.record, now, replace(DRAFT, substance="ITEM A", unit="mg"))
    with database.read() as session:
        assert [row.name for row in substances.listing(session)] == ["Item A"]
        assert doses.usual_unit(session, "item a") == "mg"


def test_a_substance_is_known_by_its_label_unless_two_share_it(database, now):
    do(database, substances.add, SubstanceDraft("Item A", "morning one"))
    labelled = replace(DRAFT, substance="Morning One")
    assert entry(database, do(database, doses.record, now, labelled)).dose.substance == "Item A"
    do(database, substances.add, SubstanceDraft("Item B", "morning one"))
    found = entry(database, do(database, doses.record, now, labelled))
    assert found.dose.substance == "Morning One"


def test_a_margin_without_an_amount_is_refused(database, now):
    with pytest.raises(InputError, match="needs the amount"):
        do(database, doses.record, now, replace(DRAFT, amount=None, plus_minus="1"))


def test_a_dose_needs_a_name(database, now):
    with pytest.raises(InputError):
        do(database, doses.record, now, replace(DRAFT, substance=" "))


def test_amending_keeps_what_was_and_when_it_changed(database, now):
    dose_id = do(database, doses.record, now, DRAFT)
    later = now + timedelta(hours=1)
    draft = replace(DRAFT, amount="5", at=AT + timedelta(days=1))
    do(database, doses.amend, later, dose_id, draft)
    do(database, doses.amend, later, dose_id, replace(draft, note=""))
    found = entry(database, dose_id)
    assert (found.dose.amount, found.amended_at, found.note) == ("5", later, "")
    assert found.moment.journal_day.day == 2
    with database.read() as session:
        versions = revisions.of(session, "dose_event", dose_id)
    assert [version.before["amount"] for version in versions] == ["5", "2.50"]


def test_removing_can_be_undone(database, now):
    dose_id = do(database, doses.record, now, DRAFT)
    before = entry(database, dose_id)
    do(database, doses.remove, now, dose_id)
    with pytest.raises(UnknownNameError):
        entry(database, dose_id)
    database.undo()
    assert entry(database, dose_id) == before


def test_the_usual_unit_is_the_one_used_last_or_the_own_one(database, now):
    do(database, substances.add, SubstanceDraft("Item B", "evening one", "drops"))
    do(database, doses.record, now, DRAFT)
    with database.read() as session:
        usual = [
            doses.usual_unit(session, name) for name in ("item a", "Evening One", "Item Z", "")
        ]
    assert usual == ["µg", "drops", "", ""]


def test_a_file_means_a_substance_by_its_name_alone(database):
    do(database, substances.add, SubstanceDraft("Item B", "evening one"))
    row = do(database, substances.ensure, "evening one", by_label=False)
    assert row.name == "evening one"


def test_amending_in_the_hour_that_comes_twice_keeps_the_journal_day(database, now):
    twice = datetime(2025, 10, 26, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    draft = replace(DRAFT, at=twice)
    dose_id = do(database, doses.record, now, draft)
    before = entry(database, dose_id).moment
    do(database, information.start_day_at, time(1))
    do(database, doses.amend, now, dose_id, replace(draft, note="later"))
    assert entry(database, dose_id).moment == before


def test_a_substance_can_be_described_and_archived(database, now):
    draft = SubstanceDraft("Item B", "B", "tab", prescribed=True)
    substance_id = do(database, substances.add, draft)
    do(database, substances.amend, substance_id, replace(draft, name="Item C"))
    do(database, substances.archive, substance_id)
    with database.read() as session:
        assert substances.listing(session) == []
        (row,) = substances.listing(session, archived=True)
    assert (row.name, row.discreet_label, row.unit, row.prescribed) == (
        "Item C",
        "B",
        "tablets",
        True,
    )


def test_two_substances_never_have_one_name(database):
    first = do(database, substances.add, SubstanceDraft("Item A"))
    do(database, substances.add, SubstanceDraft("Item B"))
    for act, arguments in (
        (substances.add, (SubstanceDraft("item b"),)),
        (substances.amend, (first, SubstanceDraft("ITEM B"))),
    ):
        with pytest.raises(InputError, match="already"):
            do(database, act, *arguments)
    do(database, substances.amend, first, SubstanceDraft("item a"))


def test_a_substance_that_is_gone_cannot_be_changed(database):
    with pytest.raises(UnknownNameError, match="no longer"):
        do(database, substances.archive, 99)
