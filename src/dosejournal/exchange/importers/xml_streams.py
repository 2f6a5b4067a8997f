"""XML of another program, read from a stream: no entity, nothing outside it, within bounds."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers.files import Stream

Attributes = dict[str, str]

_PIECE_BYTES = 1 << 18
_DEEPEST = 64
_LONGEST_TAG_BYTES = 4_000_000
# a document type may give each element an attribute that the file then has not to repeat: a few
# megabytes of it, times a million elements, would keep a reader busy for hours
_LONGEST_DEFAULT = 200
_MOST_DEFAULTS = 100
# a small file may be written as tersely as it likes
_TERSE_ELEMENTS = 500_000


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of file looks like, and the sentence for one that does not.

    Files of a kind may have `most_elements`, and where they are many each takes `fewest_bytes` on
    average: a file of nothing but empty ones would keep a reader busy for long, and say nothing.
    """

    root: str
    refused: Callable[[], ImportFileError]
    may_have_type: bool = False
    most_elements: int = sys.maxsize
    fewest_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told of each element in the order of the file, of its end, and of texts."""

    begun: Callable[[str, Attributes], None]
    ended: Callable[[str], None] | None = None
    said: Callable[[str], None] | None = None


def read(stream: Stream, form: Form, listener: Listener) -> None:
    """Tell a listener what a file holds.

    No document type may declare an entity, nothing outside the file is looked up, and one tag has
    an end: whatever the file holds, little of it is in memory at a time.

    Raises:
        ImportFileError: it is no such file, or is damaged.
    """
    reading = _Reading(form, listener)
    parser = reading.parser()
    try:
        while piece := stream.read(_PIECE_BYTES):
            parser.Parse(piece, False)
            # a tag without an end would be kept whole until memory is full
            reading.look(parser.CurrentByteIndex, len(piece))
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise form.refused() from None


class _Reading:
    def __init__(self, form: Form, listener: Listener) -> None:
        self._form = form
        self._listener = listener
        self._depth = 0
        self._seen = 0
        self._elements = 0
        self._defaults = 0

    def parser(self) -> expat.XMLParserType:
        """Return a parser that tells this reading of what it finds."""
        parser = expat.ParserCreate()
        parser.buffer_text = self._listener.said is not None
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        if self._listener.said is not None:
            parser.CharacterDataHandler = self._listener.said
        parser.EntityDeclHandler = self._refuse
        parser.AttlistDeclHandler = self._look_at_default
        if not self._form.may_have_type:
            parser.StartDoctypeDeclHandler = self._refuse
        return parser

    def look(self, at: int, n: int) -> None:
        """Refuse a file where so much was read and so little of it understood, or said."""
        self._seen += n
        without_end = self._seen - max(at, 0) > _LONGEST_TAG_BYTES
        terse = self._elements * self._form.fewest_bytes > self._seen
        if without_end or (terse and self._elements > _TERSE_ELEMENTS):
            raise self._form.refused()

    def _begin(self, name: str, attributes: Attributes) -> None:
        if self._depth == 0 and name != self._form.root:
            raise self._form.refused()
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > self._form.most_elements:
            raise self._form.refused()
        self._listener.begun(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._listener.ended is not None:
            self._listener.ended(name)

    def _refuse(self, *_declared: object) -> NoReturn:
        raise self._form.refused()

    def _look_at_default(
        self, _of: str, _name: str, _kind: str, value: str | None, _must: int
    ) -> None:
        if value is None:
            return
        self._defaults += 1
        if len(value) > _LONGEST_DEFAULT or self._defaults > _MOST_DEFAULTS:
            raise self._form.refused()
