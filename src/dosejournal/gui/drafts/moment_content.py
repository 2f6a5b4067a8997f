"""What a field of day and time holds, as values that can be kept, and filling it with them."""

from collections.abc import Mapping
from datetime import datetime

from dosejournal.domain.clock import zone_name, zone_named
from dosejournal.gui.moment_field import MomentField


def of(field: MomentField) -> Mapping[str, str] | None:
    """Return the time that is set, None while it is now."""
    at = field.chosen()
    return None if at is None else {"at": at.isoformat(), "zone": zone_name(at)}


def fill(field: MomentField, kept: Mapping[str, str] | None, otherwise: datetime | None) -> None:
    """Set the time that was set; where it was now, `otherwise`, in the zone of now if it fits."""
    if kept is not None:
        field.set_value(datetime.fromisoformat(kept["at"]).astimezone(zone_named(kept["zone"])))
    elif otherwise is not None:
        # ratings belong to when they were made; a draft keeps the offset there, and no name
        here = otherwise.astimezone(field.now().tzinfo)
        field.set_value(here if here.utcoffset() == otherwise.utcoffset() else otherwise)
