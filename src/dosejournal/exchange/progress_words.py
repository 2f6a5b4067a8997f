"""How far long work is, in words."""

from collections.abc import Callable

from dosejournal.domain.progress import Progress, Unit
from dosejournal.i18n import _, ngettext

# with fewer of them, megabytes would stand still
_FEW_MEGABYTES = 20_000_000


def told(progress: Progress, number: Callable[[int], str] = str) -> str:
    """Return how much of how much is done, or nothing where there are no figures yet."""
    if not progress.total:
        return ""
    words, divisor = _words(progress)
    done, total = progress.done // divisor, progress.total // divisor
    return words.format(done=number(done), total=number(total))


def _words(progress: Progress) -> tuple[str, int]:
    n = progress.total
    if progress.unit is Unit.BYTES:
        if n < _FEW_MEGABYTES:
            return _("{done} of {total} kB read"), 1000
        return _("{done} of {total} MB read"), 1_000_000
    if progress.unit is Unit.STORED:
        return ngettext(
            "{done} of {total} entry written", "{done} of {total} entries written", n
        ), 1
    if progress.unit is Unit.FILES:
        return ngettext("{done} of {total} file read", "{done} of {total} files read", n), 1
    if progress.unit is Unit.LINES:
        return ngettext("{done} of {total} line read", "{done} of {total} lines read", n), 1
    return ngettext("{done} of {total} row looked at", "{done} of {total} rows looked at", n), 1
