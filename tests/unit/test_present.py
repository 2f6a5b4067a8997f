import importlib.resources
import zoneinfo
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import tzlocal

from dosejournal import present


def test_now_is_told_in_the_zone_of_this_computer(monkeypatch):
    monkeypatch.setattr(tzlocal, "reload_localzone", lambda: ZoneInfo("Asia/Tokyo"))
    now = present.now()
    assert now.tzinfo == ZoneInfo("Asia/Tokyo")
    assert abs((now - datetime.now(UTC)).total_seconds()) < 60


def _unknown():
    raise zoneinfo.ZoneInfoNotFoundError


def _unnamed():
    with importlib.resources.files("tzdata.zoneinfo").joinpath("UTC").open("rb") as file:
        return ZoneInfo.from_file(file)


@pytest.mark.parametrize("zone", [_unknown, _unnamed])
def test_a_zone_without_a_name_counts_as_utc(monkeypatch, zone):
    monkeypatch.setattr(tzlocal, "reload_localzone", zone)
    assert present.zone().key == "UTC"
