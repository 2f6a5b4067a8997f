"""What can be compared in a journal, and what a wish means in it."""

from datetime import date, timedelta

import pytest

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.journal import check_ins, comparison_offers, doses, main_measures, measures
from dosejournal.journal.comparison_offers import Wish


@pytest.fixture
def begin(database, now):
    def begin(**wish):
        with database.read() as session:
            return comparison_offers.begin(session, now, Wish(**wish))

    return begin


def do(database, act, *args):
    with database.write("Done") as write:
        act(write.session, *args)


def rate(database, now, **ratings):
    do(database, check_ins.record, now, CheckInDraft(now, ratings))


def take(database, now, *names):
    for n, name in enumerate(names):
        do(database, doses.record, now, DoseDraft(now - timedelta(days=n), name))


def test_without_a_dose_there_is_nothing_to_ask(database, now, begin):
    rate(database, now, mood=50.0)
    found = begin()
    assert found.question is None
    assert (found.offer.substance, found.offer.substances) == (None, ())


def test_without_a_check_in_there_is_nothing_to_ask(database, now, begin):
    take(database, now, "Item A")
    found = begin()
    assert found.question is None
    assert found.offer.substance.name == "Item A"


def test_without_a_measure_there_is_nothing_to_ask(database, now, begin):
    rate(database, now, mood=50.0)
    take(database, now, "Item A")
    with database.read() as session:
        keys = [each.key for each in measures.listing(session)]
    for key in keys:
        do(database, measures.archive, key)
    assert begin().question is None


def test_it_begins_with_the_first_measure_the_most_taken_substance_and_all_days(
    database, now, begin
):
    rate(database, now, focus=50.0)
    take(database, now, "Item A", "Item B", "Item B")
    asked = begin().question
    assert (asked.measure.key, asked.substance.name) == ("mood", "Item B")
    assert asked.first_day is None
    assert asked.main is None


def test_the_main_measure_comes_first_also_when_it_is_archived(database, now, begin):
    rate(database, now, mood=50.0)
    take(database, now, "Item A")
    do(database, main_measures.choose, now, "energy")
    do(database, measures.archive, "energy")
    offer = begin().offer
    assert [each.key for each in offer.measures][:2] == ["energy", "mood"]
    assert (offer.measure.key, offer.main.measure.key) == ("energy", "energy")


def test_a_wish_is_met_where_it_can_be(database, now, begin):
    rate(database, now, mood=50.0)
    take(database, now, "Item A", "Item B", "Item B")
    rare = next(each for each in begin().offer.substances if each.name == "Item A")
    asked = begin(measure="calm", substance_id=rare.id, days=90).question
    assert (asked.measure.key, asked.substance.name) == ("calm", "Item A")
    assert asked.first_day == date(2025, 12, 3)
    asked = begin(measure="gone", substance_id=99).question
    assert (asked.measure.key, asked.substance.name) == ("mood", "Item B")
