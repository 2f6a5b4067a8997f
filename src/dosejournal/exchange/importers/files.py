"""The file that is brought in: its bytes, or one member of an archive, within safe limits."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from dosejournal.domain import progress
from dosejournal.domain.progress import Unit
from dosejournal.errors import ImportFileError
from dosejournal.i18n import _

LARGEST_TEXT_BYTES = 64_000_000
LARGEST_MEMBER_BYTES = 50_000_000
LARGEST_UNPACKED_BYTES = 200_000_000
"""What may come out of one archive, all its members together."""

MOST_MEMBERS = 10_000
LARGEST_RATIO = 200
"""Text of a diary shrinks about ten times; what shrinks more than this is made to do harm."""

_ZIP = b"PK\x03\x04"
_CHUNK_BYTES = 1 << 20
_BEGINNING_BYTES = 4096
# what an archive says of its members: a long name and some details of each
_LARGEST_LIST_BYTES = 4_000_000
# the other methods unpack a chunk whole before anybody can count it
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises on archives that are cut short, encrypted or forged."""


class Stream:
    """Bytes that are read piece by piece."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._size = size
        self._done = 0

    def read(self, most: int) -> bytes:
        """Return the next bytes, at most so many; none at the end.

        Raises:
            ImportFileError: what comes is damaged or cannot be read.
        """
        try:
            piece = self._file.read(most)
        except _BROKEN:
            raise _damaged() from None
        self._done += len(piece)
        progress.reach(self._done, max(self._size, self._done), Unit.BYTES)
        return piece


class ImportFile:
    """A file to bring in, on the disk or in memory."""

    def __init__(self, content: bytes | Path) -> None:
        self._content = content
        self._unpacked: dict[str, int] = {}

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
        with self._archive() as archive:
            return tuple(name for name, info in archive.NameToInfo.items() if _is_plain(info))

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
        try:
            return name in self.members()
        except ImportFileError:
            return True

    def member(self, name: str) -> bytes:
        """Return one member of the archive; nothing is unpacked to the disk.

        Raises:
            ImportFileError: there is none, it is damaged, or it is not safe to read.
        """
        return dict(self.contents((name,)))[name]

    def contents(
        self, names: Iterable[str], most: int = LARGEST_UNPACKED_BYTES
    ) -> Generator[tuple[str, bytes]]:
        """Give members of the archive by their names, of `most` bytes together.

        Raises:
            ImportFileError: one is damaged or not safe to read, or they are larger than that.
        """
        with self._archive() as archive:
            for name in names:
                others = sum(self._unpacked.values()) - self._unpacked.get(name, 0)
                room = min(most, LARGEST_UNPACKED_BYTES - others)
                content = b"".join(self._pieces(archive, name, min(room, LARGEST_MEMBER_BYTES)))
                self._unpacked[name] = len(content)
                most -= len(content)
                yield name, content

    @contextmanager
    def stream(self, name: str = "") -> Generator[Stream]:
        """Give the bytes of the file, or of one member of the archive, piece by piece.

        For files that may be larger than memory; who reads keeps little of it at a time.

        Raises:
            ImportFileError: it cannot be read, is damaged, or is not safe to read.
        """
        with ExitStack() as opened:
            try:
                stream = self._piecewise(name, opened)
            except _BROKEN:
                raise _damaged() from None
            yield stream

    def _piecewise(self, name: str, opened: ExitStack) -> Stream:
        if not name:
            return Stream(opened.enter_context(self._opened()), self._size())
        archive = opened.enter_context(self._unzipped())
        info = self._checked(archive, name)
        return Stream(opened.enter_context(archive.open(info)), info.file_size)

    @contextmanager
    def _archive(self) -> Generator[zipfile.ZipFile]:
        try:
            with self._unzipped() as archive:
                yield archive
        except _BROKEN:
            raise _damaged() from None

    @contextmanager
    def _unzipped(self) -> Generator[zipfile.ZipFile]:
        with _Bounded(self._opened()) as file, zipfile.ZipFile(file) as archive:
            if len(archive.filelist) > MOST_MEMBERS:
                raise _unsafe()
            yield archive

    def _pieces(self, archive: zipfile.ZipFile, name: str, most: int) -> Generator[bytes]:
        size = 0
        with archive.open(self._checked(archive, name)) as member:
            # the size that an archive states is only a claim: what comes out is counted
            while part := member.read(_CHUNK_BYTES):
                size += len(part)
                if size > most:
                    raise _unsafe()
                progress.reach(size, max(archive.getinfo(name).file_size, size), Unit.BYTES)
                yield part

    def _checked(self, archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
        """Return a member of the archive that may be unpacked."""
        info = archive.NameToInfo.get(name)
        if info is None or not _is_plain(info):
            raise _no_member()
        if info.compress_type not in _METHODS:
            raise _damaged()
        # nor can more be packed than there is
        packed = min(info.compress_size, self._size())
        if info.file_size > max(packed * LARGEST_RATIO, _CHUNK_BYTES):
            raise _unsafe()
        return info

    def _size(self) -> int:
        if isinstance(self._content, bytes):
            return len(self._content)
        return self._content.stat().st_size

    def _opened(self) -> BinaryIO:
        if isinstance(self._content, bytes):
            return io.BytesIO(self._content)
        try:
            # a pipe or a device may keep a reader waiting, or never end
            if not self._content.is_file():
                raise _unreadable()
            return self._content.open("rb")
        except (OSError, ValueError):
            raise _unreadable() from None

    def _head(self, most: int) -> bytes:
        if isinstance(self._content, bytes):
            return self._content[:most]
        with self._opened() as file:
            try:
                return file.read(most)
            except OSError:
                raise _unreadable() from None


class _Bounded(io.BufferedReader):
    """An archive on the disk or in memory, of which nobody can ask more at once than is sane.

    The standard library reads the list of members whole, however long that claims to be.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(cast(io.RawIOBase, file))

    def read(self, size: int | None = -1, /) -> bytes:
        """Return what is asked for, or raise BadZipFile where that is too much."""
        whole = size is None or size < 0
        content = super().read(_LARGEST_LIST_BYTES + 1 if whole else size)
        if len(content) > _LARGEST_LIST_BYTES:
            raise zipfile.BadZipFile
        return content


def _is_plain(info: zipfile.ZipInfo) -> bool:
    """Say whether a member is a file, and its name stays inside the archive."""
    name = info.filename.replace("\\", "/")
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    outside = name.startswith("/") or ".." in name.split("/") or _DRIVE.match(name) is not None
    return not (is_link or outside or name.endswith("/") or not name)


def _unreadable() -> ImportFileError:
    return ImportFileError(
        _(
            "This file cannot be read. Nothing was brought in; check that it is there "
            "and that you may open it."
        )
    )


def _no_member() -> ImportFileError:
    return ImportFileError(
        _(
            "This archive does not hold what the backup of that program holds. "
            "Nothing was brought in; choose another file."
        )
    )


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
