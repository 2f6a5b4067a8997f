from datetime import date, timedelta

import pytest

from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import main_measures, measures


@pytest.fixture
def do(database):
    def act(act, *args):
        with database.write("Done") as write:
            return act(write.session, *args)

    return act


@pytest.fixture
def read(database):
    def query(query):
        with database.read() as session:
            return query(session)

    return query


def test_a_new_journal_has_no_main_measure(read):
    assert read(main_measures.current) is None
    assert read(main_measures.history) == []


def test_a_change_holds_from_then_on_and_what_was_before_stays_known(do, read, now):
    do(main_measures.choose, now, "mood")
    # the small hours belong to the day before
    late = now + timedelta(hours=18)
    do(main_measures.choose, late, "focus")
    found = read(main_measures.current)
    assert (found.measure.name, found.chosen_on, found.chosen_at) == (
        "Focus",
        date(2026, 3, 2),
        late,
    )
    assert [each.measure.key for each in read(main_measures.history)] == ["mood", "focus"]


def test_choosing_the_one_that_counts_already_leaves_its_day(do, read, now):
    do(main_measures.choose, now, "mood")
    do(main_measures.choose, now + timedelta(days=3), "mood")
    assert [each.chosen_on for each in read(main_measures.history)] == [now.date()]


@pytest.mark.parametrize(
    "measure",
    [
        Measure("pulse", "Pulse", "number", minimum=None, maximum=None),
        Measure("ill", "Ill", "yes_no", maximum=1.0),
    ],
)
def test_only_a_scale_can_be_chosen(do, read, now, measure):
    do(measures.add, measure)
    with pytest.raises(InputError, match=f"{measure.name} is none"):
        do(main_measures.choose, now, measure.key)
    assert measure.key not in [each.key for each in read(main_measures.offered)]


def test_what_is_archived_can_not_be_chosen_and_stays_chosen(do, read, now):
    do(main_measures.choose, now, "mood")
    for key in ("mood", "focus"):
        do(measures.archive, key)
    with pytest.raises(InputError):
        do(main_measures.choose, now, "focus")
    assert read(main_measures.current).measure.archived
    offered = [each.key for each in read(main_measures.offered)]
    assert offered == ["energy", "calm", "sleep_quality"]


def test_an_unknown_measure_is_told(do, now):
    with pytest.raises(UnknownNameError):
        do(main_measures.choose, now, "nothing")
