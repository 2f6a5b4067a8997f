import pytest

from dosejournal.domain.progress import Progress, Unit
from dosejournal.exchange import progress_words


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(), ""),
        (Progress(120_400_000, 263_000_000, Unit.BYTES), "120 of 263 MB read"),
        (Progress(1_200_000, 2_791_106, Unit.BYTES), "1200 of 2791 kB read"),
        (Progress(500, 1, Unit.LINES), "500 of 1 line read"),
        (Progress(500, 1000, Unit.LINES), "500 of 1000 lines read"),
        (Progress(12_000, 100_000), "12000 of 100000 rows looked at"),
        (Progress(3, 60, Unit.FILES), "3 of 60 files read"),
        (Progress(5000, 100_000, Unit.STORED), "5000 of 100000 entries written"),
    ],
)
def test_how_far_it_is_is_told_in_figures(progress, words):
    assert progress_words.told(progress) == words


def test_numbers_are_written_as_who_asks_writes_them():
    told = progress_words.told(Progress(12_000, 100_000), lambda n: f"{n:,}")
    assert told == "12,000 of 100,000 rows looked at"
