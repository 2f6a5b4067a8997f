"""The journal as a file: whether it can be one, and how a new one comes to its place."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from dosejournal.errors import CannotOpenError, JournalExistsError, NoJournalError, ReadOnlyError
from dosejournal.i18n import _
from dosejournal.store import backup_folder, refusals, vault

_SEALED_PAGE_BYTES = 4096
_FEW = 7
# the kinds of pages of a tree, and the number of the page that follows one with a long text
_PLAIN_BEGINNINGS = (b"\x00", b"\x02", b"\x05", b"\x0a", b"\x0d")


@contextmanager
def new(path: Path, *, make_folder: bool) -> Generator[Path]:
    """Give a private file beside `path`; it takes that place, whole, when all went well.

    Its folder is made only where `make_folder` says so.

    Raises:
        JournalExistsError: there is a file already.
        NoJournalError: no file can be made there.
        ReadOnlyError: the folder may not be written.
    """
    if not path.name:
        # the root, or the folder one is in
        raise taken(path)
    # a kill half-way must not leave a file that is neither a journal nor room for one
    growing = path.with_name(f".{path.name}.{os.getpid()}.new")
    _make(growing, path, make_folder=make_folder)
    try:
        yield growing
        _put(growing, path)
    finally:
        with suppress(FileNotFoundError):
            growing.unlink()


def check(path: Path, *, reading: bool = False) -> None:
    """Raise, with the reason, unless the file at `path` may be a journal; nothing is changed.

    One that is only read need not be where something can be written.

    Raises:
        CannotOpenError: it is missing, of another kind, or cut short.
        ReadOnlyError: it, or its folder, may not be written.
    """
    with _told(path):
        _check_place(path)
        if not reading and not is_writable(path):
            raise refusals.read_only()
        _check_size(path)


def check_place(path: Path) -> None:
    """Raise a CannotOpenError unless there is a file at `path`, without opening it.

    Where this process has a journal open, whoever opens and closes its file by hand makes the
    system forget every lock on it, and with them that the journal is in use at all.
    """
    with _told(path):
        _check_place(path)


@contextmanager
def _told(path: Path) -> Generator[None]:
    try:
        yield
    except OSError:
        # a folder nobody may look into, a name longer than names can be, a drive that is gone
        raise NoJournalError(
            _(
                "What is at {place} cannot be looked at. Nothing was changed; "
                "check the place, and who may look into its folder."
            ).format(place=path)
        ) from None


def _check_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise NoJournalError(
            _(
                "There is no folder at {place}, and so no journal. Nothing was changed; check the "
                "place, or make a journal with: dosejournal new"
            ).format(place=path.parent)
        )
    if not path.exists():
        raise NoJournalError(
            _(
                "There is no journal at {place}. Nothing was changed; check the place, "
                "or make one with: dosejournal --journal FILE new"
            ).format(place=path)
        )
    if not path.is_file():
        raise refusals.not_a_journal()


def is_writable(path: Path) -> bool:
    """Say whether a journal at `path` can be written, and its folder, where its log comes to."""
    return os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK)


Identity = tuple[tuple[int, int] | None, ...]


def identity(path: Path) -> Identity:
    """Return what tells the file at `path`, and its log, from others in their places."""
    return tuple(_number(place) for place in (path, path.with_name(f"{path.name}-wal")))


def is_own(path: Path, journal: Path) -> bool:
    """Say whether what is at `path` is a journal itself, or its log, by whatever name.

    Raises:
        OSError: that cannot be told.
    """
    own = (journal, *(journal.with_name(f"{journal.name}{end}") for end in ("-wal", "-shm")))
    return path.exists() and any(each.exists() and path.samefile(each) for each in own)


def check_same(path: Path, before: Identity) -> None:
    """Raise unless the file at `path`, and its log, are the ones they were.

    Raises:
        NoJournalError: it was moved or removed, or another one came to its place.
    """
    if identity(path) != before:
        raise NoJournalError(
            _(
                "The journal at {place} was replaced or moved meanwhile, so this was not saved. "
                "All earlier entries are kept; close this window and open it again."
            ).format(place=path)
        )


def _number(place: Path) -> tuple[int, int] | None:
    try:
        found = place.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _check_size(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(100)
    if vault.is_sealed(path):
        # only its key could tell more; and a file without a whole page is none
        if path.stat().st_size == 0 or path.stat().st_size % _SEALED_PAGE_BYTES:
            raise _no_whole_page(path)
        if has_plain_pages(path):
            raise refusals.damaged()
        return
    if len(header) < 100:
        raise _no_whole_page(path)
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65_536 if page_size == 1 else page_size
    pages = int.from_bytes(header[28:32], "big")
    # while a write-ahead log exists, the main file may rightly be shorter than it will be
    has_log = path.with_name(f"{path.name}-wal").exists()
    if not has_log and path.stat().st_size < pages * page_size:
        raise refusals.damaged()


def has_plain_pages(path: Path) -> bool:
    """Say whether what lies behind the first page was never encrypted, whatever that one is."""
    with path.open("rb") as file:
        file.seek(_SEALED_PAGE_BYTES)
        pages = [file.read(_SEALED_PAGE_BYTES)[:1] for _page in range(_FEW)]
    known = sum(page in _PLAIN_BEGINNINGS for page in pages)
    # of encrypted pages, one in fifty begins so
    return known > _FEW // 2


def _no_whole_page(path: Path) -> CannotOpenError:
    # what has backups was a journal, and was cut short
    is_known = bool(backup_folder.names(backup_folder.of(path)))
    return refusals.damaged() if is_known else refusals.not_a_journal()


def check_free(path: Path) -> None:
    """Raise, with the reason, unless something new can come to this place.

    Raises:
        JournalExistsError: there is something already.
        NoJournalError: there is no folder for it.
    """
    if not path.name:
        raise taken(path)
    if not path.parent.is_dir():
        # a mistyped place must not grow folders: who wants them there makes them first
        raise NoJournalError(
            _(
                "There is no folder at {place}. Nothing was made; check the place, "
                "or make the folder first."
            ).format(place=path.parent)
        )
    if path.exists():
        raise taken(path)


def _make(growing: Path, path: Path, *, make_folder: bool) -> None:
    try:
        if make_folder:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        check_free(path)
        growing.unlink(missing_ok=True)
        os.close(os.open(growing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except PermissionError:
        raise ReadOnlyError(
            _(
                "No file can be made at {place}, because its folder is read-only. Nothing was "
                "changed; choose another folder."
            ).format(place=path)
        ) from None
    except OSError:
        raise _no_place(path) from None


def _put(growing: Path, path: Path) -> None:
    try:
        # never over a file that has come there meanwhile
        os.link(growing, path)
    except FileExistsError:
        raise taken(path) from None
    except OSError:
        # a drive without hard links
        if path.exists():
            raise taken(path) from None
        growing.rename(path)


def taken(path: Path) -> JournalExistsError:
    """Return the error for a place where there is something already."""
    return JournalExistsError(
        _("There is already a file at {place}. It was not changed; choose another name.").format(
            place=path
        )
    )


def _no_place(path: Path) -> NoJournalError:
    return NoJournalError(
        _("No file can be made at {place}. Nothing was changed; choose another place.").format(
            place=path
        )
    )
