"""The texts of Day One: Markdown whose signs are escaped, or a list of runs of one style."""

import json
import re
from collections.abc import Iterator
from typing import Any

from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# where a picture stands in the text; the picture itself is counted
_PLACE = re.compile(r"!\[[^\]\n]{0,200}\]\(dayone-moment:[^)\n]{0,200}\)")
_GAP = re.compile(r"\n{3,}")


def of_markdown(text: str) -> str:
    """Return a text as it was typed: without marks of pictures, signs no longer escaped."""
    without = _PLACE.sub("", text)
    if without != text:
        without = _GAP.sub("\n\n", without)
    return _ESCAPED.sub(r"\1", without).strip()


def of_rich(text: str) -> str:
    """Return what a reader sees of a rich text, with the marks of its lists.

    Raises:
        RowError: it is none.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise _unreadable() from None
    runs = content.get("contents") if isinstance(content, dict) else None
    if not isinstance(runs, list):
        raise _unreadable()
    return "".join(_pieces(runs)).strip()


def _pieces(runs: list[Any]) -> Iterator[str]:
    at_start = True
    for run in runs:
        said = run.get("text") if isinstance(run, dict) else None
        if not isinstance(said, str) or not said:
            continue
        if at_start:
            yield _mark(run)
        yield said
        at_start = said.endswith("\n")


def _mark(run: dict[str, Any]) -> str:
    """Return what stands before a line of a list."""
    attributes = run.get("attributes")
    line = attributes.get("line") if isinstance(attributes, dict) else None
    if not isinstance(line, dict):
        return ""
    style = line.get("listStyle")
    if style == "checkbox":
        return "[x] " if line.get("checked") is True else "[ ] "
    if style == "numbered" and isinstance(line.get("listIndex"), int):
        return f"{line['listIndex']}. "
    return "- " if style in ("bulleted", "numbered") else ""


def _unreadable() -> RowError:
    return RowError(_("Its text cannot be read."))
