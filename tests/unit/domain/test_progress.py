import pytest

from dosejournal.domain import progress
from dosejournal.domain.progress import Progress, Stopped, Unit
from dosejournal.errors import JournalError


@pytest.fixture(autouse=True)
def _each(monkeypatch):
    monkeypatch.setattr(progress, "AT_ONCE", 2)


def test_records_pass_by_as_they_are_where_nobody_listens():
    records = [1, 2, 3]
    assert progress.counted(records) is records
    progress.reach(1, 2, Unit.BYTES)
    progress.pause()
    with progress.told(None):
        assert progress.counted(records) is records


def test_it_is_told_how_many_of_how_many_records_are_done():
    told = []
    with progress.told(told.append):
        assert list(progress.counted("abcde")) == list("abcde")
        assert list(progress.counted(iter("ab"), 2, Unit.FILES)) == ["a", "b"]
    assert told == [
        *(Progress(n, 5) for n in (0, 2, 4, 5)),
        *(Progress(n, 2, Unit.FILES) for n in (0, 2)),
    ]


def test_what_is_counted_within_something_counted_is_not_told_but_can_be_stopped():
    told = []
    with progress.told(told.append):
        for _outer in progress.counted("ab"):
            progress.reach(7, 9, Unit.BYTES)
            assert list(progress.counted("xyz")) == list("xyz")
    assert set(told) == {Progress(0, 2), Progress(2, 2)}
    assert len(told) == 2 * (1 + 2) + 2


def test_who_stops_counting_leaves_it_to_the_next():
    told = []
    with progress.told(told.append):
        for _each in progress.counted("abc"):
            break
        list(progress.counted("xy"))
    assert told[-1] == Progress(2, 2)


def test_without_a_total_it_is_only_told_that_something_is_done():
    told = []
    with progress.told(told.append):
        list(progress.counted(iter("abc")))
        progress.reach(3, 9, Unit.BYTES)
    assert {each.total for each in told[:-1]} == {0}
    assert told[-1] == Progress(3, 9, Unit.BYTES)


def test_stopping_ends_the_work_and_is_no_error_that_is_shown():
    def stop(reached):
        if reached.done:
            raise Stopped

    seen = []

    def work():
        for each in progress.counted("abcd"):
            seen.append(each)  # noqa: PERF402 - what came before it stopped is looked at

    with pytest.raises(Stopped), progress.told(stop):
        work()
    assert seen == ["a", "b"]
    assert not issubclass(Stopped, (JournalError, ValueError, RuntimeError, OSError))
    # outside it is as before
    assert progress.counted(seen) is seen


def test_what_is_stored_comes_in_pieces(monkeypatch):
    monkeypatch.setattr(progress, "STORED_AT_ONCE", 2)
    told = []
    with progress.told(told.append):
        assert list(progress.pieces("abc", 4, 9)) == ["ab", "c"]
        assert list(progress.pieces("", 7, 9)) == []
    assert told == [Progress(4, 9, Unit.STORED), Progress(6, 9, Unit.STORED)]
