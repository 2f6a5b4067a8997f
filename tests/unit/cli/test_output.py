import errno
import io
import sys

import pytest

from dosejournal.cli import output
from dosejournal.errors import JournalError, StorageError


class Full(io.StringIO):
    """An output on a full disk."""

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


class Gone(io.StringIO):
    """An output whose reader is gone."""

    def write(self, _text: str) -> int:
        raise BrokenPipeError


def test_an_output_that_cannot_be_written_is_told(monkeypatch, terminal):
    monkeypatch.setattr(sys, "stdout", Full())
    for act in (lambda: output.line("one"), lambda: output.record({}), output.flush):
        with pytest.raises(StorageError, match="could not be written"):
            act()


def test_a_reader_that_is_gone_is_not_the_journals_trouble(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Gone())
    with pytest.raises(BrokenPipeError):
        output.records([{}])


def test_without_any_output_everything_works(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    output.line("one")
    output.flush()
    output.refuse(JournalError("two"))


def test_blanks_stay_and_line_ends_become_blanks():
    assert output.visible("a  b\tc\nd\u2028e\x85f") == "a  b c d e f"


def test_letters_of_every_script_stay():
    text = "Ünï 👩‍👩‍👧 היום می‌خواهم 日本"
    assert output.visible(text) == text
