"""YAML of another program as texts and lists of pairs, and nothing else.

No tag is followed and no object is built, so nothing a file says can run. What a diary has no use
for is refused: tags of objects, and aliases, which let a short file stand for an endless one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from dosejournal.domain import progress
from dosejournal.domain.progress import Unit
from dosejournal.errors import ImportFileError
from dosejournal.i18n import _

Node: TypeAlias = "str | Pairs | None"
Pairs: TypeAlias = "list[tuple[str, Node]]"
"""A mapping in the order of the file; of a list, each item as a name that says nothing more."""

MOST_NODES = 500_000
MOST_NODES_A_FILE = 50_000
"""A month has 31 days; where libyaml is missing, reading this many takes two seconds."""

_DEEPEST = 8
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
# Python 2 wrote of each text which of its two kinds it was
_TAGS = frozenset(
    (None, "!", *(f"tag:yaml.org,2002:{n}" for n in ("str", "python/str", "python/unicode")))
)


class PlainYaml:
    """Reads files of one diary, which together hold no more than a diary does."""

    def __init__(self, most_nodes: int = MOST_NODES) -> None:
        self._left = most_nodes

    def read(self, text: str) -> Pairs:
        """Return what a file holds.

        Raises:
            ImportFileError: it is no YAML, cut short, too large, or not safe to read.
        """
        # 20 ms to import, and needed for few files
        import yaml  # noqa: PLC0415

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        tree = _Tree()
        try:
            # the events of the file alone: what they would build is never built
            for event in self._counted(yaml.parse(text, Loader=loader), len(text)):
                _take(tree, type(event).__name__.removesuffix("Event"), event)
        except (yaml.YAMLError, ValueError, RecursionError):
            raise _unreadable() from None
        return tree.pairs

    def _counted(self, events: Iterator[Any], length: int) -> Iterator[Any]:
        for number, event in enumerate(events):
            self._left -= 1
            if self._left < 0 or number > MOST_NODES_A_FILE:
                raise _unsafe()
            if number % progress.AT_ONCE == 0:
                progress.reach(event.end_mark.index, length, Unit.BYTES)
            yield event


@dataclass(slots=True)
class _Level:
    pairs: Pairs
    is_mapping: bool
    key: str | None = None

    def add(self, node: Node) -> None:
        """Add what comes next: the name of a pair, what belongs to it, or an item of a list."""
        if not self.is_mapping:
            self.pairs.append((node, None) if isinstance(node, str) else ("", node))
        elif self.key is not None:
            self.pairs.append((self.key, node))
            self.key = None
        elif isinstance(node, list):
            # a name that is a list is none
            raise _unreadable()
        else:
            self.key = node or ""


@dataclass(slots=True)
class _Tree:
    """What was read so far; a file is one mapping, within which the last level is open."""

    pairs: Pairs = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    documents: int = 0

    def open(self, *, is_mapping: bool) -> None:
        """Begin a mapping or a list."""
        if len(self.levels) == _DEEPEST:
            raise _unsafe()
        if not self.levels:
            if not is_mapping:
                raise _unreadable()
            self.levels.append(_Level(self.pairs, is_mapping))
            return
        pairs: Pairs = []
        self.levels[-1].add(pairs)
        self.levels.append(_Level(pairs, is_mapping))

    def add(self, text: str | None) -> None:
        """Add a text, or nothing."""
        if self.levels:
            self.levels[-1].add(text)
        elif text is not None:
            raise _unreadable()


def _take(tree: _Tree, kind: str, event: Any) -> None:
    if kind == "Alias" or getattr(event, "tag", None) not in _TAGS:
        raise _unsafe()
    if kind == "Scalar":
        is_null = event.implicit[0] and event.tag is None and event.value in _NULLS
        tree.add(None if is_null else event.value)
    elif kind in ("MappingStart", "SequenceStart"):
        tree.open(is_mapping=kind == "MappingStart")
    elif kind in ("MappingEnd", "SequenceEnd"):
        tree.levels.pop()
    elif kind == "DocumentStart":
        tree.documents += 1
        if tree.documents > 1:
            raise _unreadable()


def _unreadable() -> ImportFileError:
    return ImportFileError(
        _(
            "This file is no diary in YAML, or was cut short. Nothing was brought in; "
            "choose another file."
        )
    )


def _unsafe() -> ImportFileError:
    return ImportFileError(
        _(
            "This file holds what no diary does: objects of a program, references without end, or "
            "far too much. Nothing of it was run or brought in; choose another file."
        )
    )
