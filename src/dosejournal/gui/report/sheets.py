"""The pages of a report as pictures: all of them as files, those that are looked at as pixels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

INCH = 96
"""Pixels of the screen in an inch of paper, where a page is shown as large as it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheets:
    """Pages of one size, set with so many dots an inch.

    Pictures are there for pages in sight alone: as pixels, a page takes ten times the room.
    """

    files: tuple[bytes, ...]
    dots: float
    pixels: QSize
    pictures: dict[int, QImage] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.files)

    def near(self, pages: range, beyond: int) -> range:
        """Return these pages with some before and after them, as far as there are any."""
        last = len(self) - 1
        start = max(min(pages.start, last) - beyond, 0)
        return range(start, max(min(pages.stop - 1 + beyond, last), start) + 1)


def of(files: Sequence[bytes], dots: float, in_sight: range) -> Sheets:
    """Return pages with the pictures of those in sight; for another thread than the window's."""
    made = Sheets(tuple(files), dots, _size(files[0]))
    made.pictures.update(pictures(made, made.near(in_sight, 0)))
    return made


def pictures(sheets: Sheets, wanted: Iterable[int]) -> dict[int, QImage]:
    """Return the pictures of these pages; for another thread than the window's."""
    return {number: picture(sheets.files[number]) for number in wanted}


def picture(file: bytes) -> QImage:
    """Return the pixels of a picture file, in the form that is drawn fastest."""
    buffer, reader = _opened(file)
    made = reader.read().convertToFormat(QImage.Format.Format_RGB32)
    buffer.close()
    return made


def _size(file: bytes) -> QSize:
    buffer, reader = _opened(file)
    size = reader.size()
    buffer.close()
    return size


def _opened(file: bytes) -> tuple[QBuffer, QImageReader]:
    """Return a reader, which unlike QImage.fromData lets other threads run, and what it reads."""
    buffer = QBuffer()
    buffer.setData(file)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer, QImageReader(buffer, b"png")
