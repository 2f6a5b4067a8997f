"""Bytes to text: strictly, and by asking where the file does not prove its encoding."""

import codecs
from hashlib import blake2b

from dosejournal.domain.imports import Answers, Question
from dosejournal.errors import ImportFileError
from dosejournal.i18n import _

_MARKS = (
    # the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OFFERED = (
    "cp1252", "cp1250", "cp1251", "iso8859_15", "iso8859_2", "mac_roman",
    "shift_jis", "gb18030", "big5", "euc_kr",
)  # fmt: skip
_SAMPLE_BYTES = 65_536
# several importers look at a file until one of them takes it: what it may be is found out once
_FOUND: dict[bytes, tuple[str, ...]] = {}
_MOST_FOUND = 8


def decoded(content: bytes, answers: Answers) -> tuple[str, tuple[Question, ...]]:
    """Return the text of a file, and the question of its encoding where it has to be asked.

    Raises:
        ImportFileError: these bytes are no text.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    text = _strictly(content, encoding)
    if text is not None:
        return _plain(text), ()
    if encoding != "utf-8" or b"\x00" in content:
        raise _no_text()
    return _asked(content, answers)


def _asked(content: bytes, answers: Answers) -> tuple[str, tuple[Question, ...]]:
    readable = _readable(content)
    if not readable:
        raise _no_text()
    assumed = readable[0]
    question = Question(
        key="encoding",
        text=_(
            "The file does not say how its letters are written. Which choice shows accents and "
            "other letters as they should be?"
        ),
        assumed=assumed,
        options=tuple((name, name) for name in readable),
    )
    chosen = answers.given.get("encoding", assumed)
    return _plain(content.decode(chosen if chosen in readable else assumed)), (question,)


def _readable(content: bytes) -> tuple[str, ...]:
    """Return the encodings a file may be in, the likeliest first; none where it is no text."""
    print_of_it = blake2b(content, digest_size=16).digest()
    if print_of_it not in _FOUND:
        if len(_FOUND) == _MOST_FOUND:
            _FOUND.clear()
        _FOUND[print_of_it] = _found(content)
    return _FOUND[print_of_it]


def _found(content: bytes) -> tuple[str, ...]:
    # 30 ms to import, and needed for few files
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(content[:_SAMPLE_BYTES]).best()
    if best is None:
        return ()
    names = (best.encoding, *(name for name in _OFFERED if name != best.encoding))
    # one text at a time: each is as large as the file, or several times so
    return tuple(name for name in names if _strictly(content, name) is not None)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _plain(text: str) -> str:
    if "\x00" in text:
        raise _no_text()
    return text


def _no_text() -> ImportFileError:
    return ImportFileError(
        _(
            "This file is no readable text: it is of another kind, or was cut short. "
            "Nothing was brought in; choose another file."
        )
    )
