from datetime import UTC, datetime

from dosejournal.cli import moments


def test_a_fixed_offset_is_no_zone():
    assert moments.zone_of(datetime(2026, 3, 1, tzinfo=UTC)).key == "UTC"
