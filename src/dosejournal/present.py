"""Now and here, as this computer knows them: the only place that reads the clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal


def now() -> datetime:
    """Return the present moment in the zone of this computer."""
    return datetime.now(UTC).astimezone(zone())


def zone() -> ZoneInfo:
    """Return the zone of this computer, or UTC where it cannot be told."""
    try:
        # asked anew each time: a computer travels while the window is open
        here = tzlocal.reload_localzone()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
    # a zone read from a bare file has no name under which an entry could keep it
    return here if here.key else ZoneInfo("UTC")
