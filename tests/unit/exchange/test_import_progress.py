"""How far reading a file is, of each importer and of an archive, and that it can be stopped."""

import gc
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain import progress
from dosejournal.domain.progress import Stopped, Unit
from dosejournal.exchange import importers, incoming

ALL = pytest.mark.parametrize("importer", importers.IMPORTERS, ids=lambda i: i.NAME)
NOWHERE = Path("nowhere")


@pytest.fixture
def told_of(answers, monkeypatch):
    """Reads a file, and returns its plan with all that is told meanwhile."""
    monkeypatch.setattr(progress, "AT_ONCE", 1)

    def told_of(content, name="auto"):
        told = []
        return incoming.read(name, content, answers(), NOWHERE, told.append), told

    return told_of


@ALL
def test_each_importer_tells_how_far_it_is_and_reads_the_same(importer, content, answers, told_of):
    read, told = told_of(content(importer), importer.NAME)
    assert read == importers.plan(importer.NAME, content(importer), answers())
    assert all(0 <= each.done <= each.total for each in told)
    assert any(each.total and each.done == each.total for each in told)


@ALL
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(place=st.integers(0, 10_000))
def test_each_importer_can_be_stopped_at_any_point(importer, content, answers, told_of, place):
    _plan, told = told_of(content(importer))
    place %= len(told)
    times = count()

    def tell(_reached):
        # once: who took it for damage of a row, or of the file, would go on
        if next(times) == place:
            raise Stopped

    with pytest.raises(Stopped):
        incoming.read("auto", content(importer), answers(), NOWHERE, tell)
    assert gc.isenabled()


def test_a_stream_is_told_in_bytes(tmp_path, told_of):
    record = (
        '<Record type="HKQuantityTypeIdentifierBodyMass" unit="kg" value="70" '
        'startDate="2025-06-01 08:00:00 +0200"/>\n'
    )
    path = tmp_path / "export.xml"
    path.write_text(f"<HealthData>\n{record * 5000}</HealthData>", encoding="utf-8")
    _plan, told = told_of(path)
    reached = [each for each in told if each.unit is Unit.BYTES]
    assert {each.total for each in reached} == {path.stat().st_size}
    assert len({each.done for each in reached}) > 3
    assert told[-1].done == told[-1].total


def test_a_table_is_told_in_lines_and_then_in_rows(told_of):
    _plan, told = told_of(b"at,mood\n" + b"2026-03-01,62\n" * 20)
    units = [each.unit for each in told if each.done == each.total]
    assert units.index(Unit.LINES) < units.index(Unit.ROWS)
    assert told[-1].total == 20
