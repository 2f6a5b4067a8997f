from pathlib import Path

import pytest

from dosejournal.domain import progress
from dosejournal.domain.imports import Answers
from dosejournal.domain.progress import Progress, Stopped, Unit
from dosejournal.exchange import archive, incoming

GOLDEN = Path(__file__).parents[3] / "data" / "archives" / "version-3.jsonl"


def read(content, tell, name="auto"):
    return incoming.read(name, content, Answers(zone="UTC"), Path("nowhere"), tell)


def test_reading_an_archive_tells_its_lines_and_can_be_stopped(monkeypatch):
    monkeypatch.setattr(progress, "AT_ONCE", 1)
    content = GOLDEN.read_bytes()
    told = []
    assert read(content, told.append) == archive.read(content)
    total = content.count(b"\n") - 1
    assert told == [Progress(n, total, Unit.LINES) for n in range(total + 1)]

    def stop(reached):
        if reached.done == total // 2:
            raise Stopped

    with pytest.raises(Stopped):
        read(content, stop, archive.NAME)
