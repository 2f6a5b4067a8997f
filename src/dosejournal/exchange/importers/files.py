"""The file that is brought in: its bytes, or one member of an archive, within safe limits."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from dosejournal.errors import ImportFileError
from dosejournal.i18n import _

LARGEST_TEXT_BYTES = 64_000_000
LARGEST_MEMBER_BYTES = 50_000_000
MOST_MEMBERS = 10_000
LARGEST_RATIO = 200
"""Text of a diary shrinks about ten times; what shrinks more than this is made to do harm."""

_ZIP = b"PK\x03\x04"
_CHUNK_BYTES = 1 << 20
_BEGINNING_BYTES = 4096
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises on archives that are cut short, encrypted or forged."""


class Stream:
    """Bytes that are read piece by piece."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, most: int) -> bytes:
        """Return the next bytes, at most so many; none at the end.

        Raises:
            ImportFileError: what comes is damaged or cannot be read.
        """
        try:
            return self._file.read(most)
        except _BROKEN:
            raise _damaged() from None


class ImportFile:
    """A file to bring in, on the disk or in memory."""

    def __init__(self, content: bytes | Path) -> None:
        self._content = content

    @property
    def name(self) -> str:
        """The file's own name, where it has one."""
        return self._content.name if isinstance(self._content, Path) else ""

    def is_archive(self) -> bool:
        """Say whether it begins as a zip file does."""
        return self._head(len(_ZIP)) == _ZIP

    def begins_with(self, mark: bytes) -> bool:
        """Say whether these are its first bytes."""
        return self._head(len(mark)) == mark

    def beginning(self) -> bytes:
        """Return its first bytes: enough to tell a kind of file by."""
        return self._head(_BEGINNING_BYTES)

    def members(self) -> tuple[str, ...]:
        """Return the names in an archive that are safe to read by; none where it is no archive.

        Raises:
            ImportFileError: it is damaged, or holds more files than any export.
        """
        if not self.is_archive():
            return ()
        try:
            with zipfile.ZipFile(self._opened()) as archive:
                names = archive.namelist()
        except _BROKEN:
            raise _damaged() from None
        if len(names) > MOST_MEMBERS:
            raise _unsafe()
        return tuple(dict.fromkeys(name for name in names if _is_plain(name)))

    def content(self) -> bytes:
        """Return all bytes.

        Raises:
            ImportFileError: it cannot be read, or is larger than any diary.
        """
        content = self._head(LARGEST_TEXT_BYTES + 1)
        if len(content) > LARGEST_TEXT_BYTES:
            raise ImportFileError(
                _(
                    "This file is larger than {n} MB, which is more than a diary holds. "
                    "Nothing was brought in; choose another file, or a part of it."
                ).format(n=LARGEST_TEXT_BYTES // 1_000_000)
            )
        return content

    def has_member(self, name: str) -> bool:
        """Say whether it is an archive with such a member; a damaged archive may have had one."""
        if not self.is_archive():
            return False
        try:
            with zipfile.ZipFile(self._opened()) as archive:
                return name in archive.namelist()
        except _BROKEN:
            return True

    @contextmanager
    def stream(self, name: str = "") -> Generator[Stream]:
        """Give the bytes of the file, or of one member of the archive, piece by piece.

        For files that may be larger than memory; who reads keeps little of it at a time.

        Raises:
            ImportFileError: it cannot be read, is damaged, or is not safe to read.
        """
        with ExitStack() as opened:
            try:
                file = self._piecewise(name, opened)
            except (*_BROKEN, KeyError):
                raise _damaged() from None
            yield Stream(file)

    def _piecewise(self, name: str, opened: ExitStack) -> IO[bytes]:
        if not name:
            content = self._opened()
            return opened.enter_context(
                content.open("rb") if isinstance(content, Path) else content
            )
        archive = opened.enter_context(zipfile.ZipFile(self._opened()))
        info = archive.getinfo(name)
        if info.file_size > max(info.compress_size * LARGEST_RATIO, _CHUNK_BYTES):
            raise _unsafe()
        return opened.enter_context(archive.open(info))

    def member(self, name: str) -> bytes:
        """Return one member of the archive; nothing is unpacked to the disk.

        Raises:
            ImportFileError: there is none, it is damaged, or it is not safe to read.
        """
        try:
            with zipfile.ZipFile(self._opened()) as archive:
                return _member(archive, name)
        except _BROKEN:
            raise _damaged() from None

    def contents(self, names: Iterable[str], most: int) -> Generator[tuple[str, bytes]]:
        """Give members of the archive by their names, of `most` bytes together.

        Raises:
            ImportFileError: one is damaged or not safe to read, or they are larger than that.
        """
        try:
            with zipfile.ZipFile(self._opened()) as archive:
                for name in names:
                    content = _member(archive, name)
                    most -= len(content)
                    if most < 0:
                        raise _unsafe()
                    yield name, content
        except _BROKEN:
            raise _damaged() from None

    def _opened(self) -> Path | io.BytesIO:
        return self._content if isinstance(self._content, Path) else io.BytesIO(self._content)

    def _head(self, most: int) -> bytes:
        if isinstance(self._content, bytes):
            return self._content[:most]
        try:
            with self._content.open("rb") as file:
                return file.read(most)
        except (OSError, ValueError):
            raise ImportFileError(
                _(
                    "This file cannot be read. Nothing was brought in; check that it is there "
                    "and that you may open it."
                )
            ) from None


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        raise ImportFileError(
            _(
                "This archive does not hold what the backup of that program holds. "
                "Nothing was brought in; choose another file."
            )
        )
    info = archive.getinfo(name)
    if info.file_size > max(info.compress_size * LARGEST_RATIO, _CHUNK_BYTES):
        raise _unsafe()
    parts: list[bytes] = []
    size = 0
    with archive.open(info) as member:
        # the size that an archive states is only a claim: what comes out is counted
        while part := member.read(_CHUNK_BYTES):
            size += len(part)
            if size > LARGEST_MEMBER_BYTES:
                raise _unsafe()
            parts.append(part)
    return b"".join(parts)


def _is_plain(name: str) -> bool:
    """Say whether a name stays inside its archive, and is no folder."""
    parts = name.replace("\\", "/").split("/")
    return not (name.endswith("/") or ".." in parts or parts[0] == "" or ":" in parts[0])


def _damaged() -> ImportFileError:
    return ImportFileError(
        _(
            "This archive is damaged, cut short or locked. Nothing was brought in; "
            "make the backup again and choose the new file."
        )
    )


def _unsafe() -> ImportFileError:
    return ImportFileError(
        _(
            "This archive would unpack to far more than a diary holds. "
            "Nothing was brought in; choose another file."
        )
    )
