"""What a program that locks hands to the one that takes its place: never on a disk, never argued.

It goes through a pipe, whose number is the only thing that other programs might see.
"""

import json
import os
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime

Moment = tuple[datetime, str]
"""When to remind, as the wall shows it, and whether of a check-in or of a planned entry."""

VARIABLE = "DOSEJOURNAL_LOCKED"
_LARGEST_BYTES = 48 * 1024


@dataclass(frozen=True, slots=True)
class Handed:
    """What holds while the journal is locked."""

    was_minimized: bool = False
    moments: tuple[Moment, ...] = ()

    def written(self) -> bytes:
        """Return it as bytes that fit into a pipe at once; the latest moments give way."""
        known = [(at.isoformat(timespec="minutes"), kind) for at, kind in sorted(self.moments)]
        while True:
            data = json.dumps({"minimized": self.was_minimized, "moments": known}).encode()
            if len(data) <= _LARGEST_BYTES:
                return data
            known = known[: len(known) // 2]


def taken(environment: MutableMapping[str, str] = os.environ) -> Handed | None:
    """Return what was handed to this process, once; None where no journal was locked before."""
    number = environment.pop(VARIABLE, None)
    if number is None:
        return None
    try:
        with os.fdopen(int(number), "rb") as pipe:
            return _read(json.loads(pipe.read(_LARGEST_BYTES)))
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        # whoever set the variable, nothing but a reminder is lost; the journal stays locked
        return Handed()


def _read(content: dict[str, object]) -> Handed:
    moments = content["moments"]
    if not isinstance(moments, list):
        raise TypeError
    return Handed(
        content["minimized"] is True,
        tuple((datetime.fromisoformat(at), str(kind)) for at, kind in moments),
    )
