"""Pages on paper, painted as sharp as a printer shows them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QStandardPaths, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from dosejournal.errors import StorageError
from dosejournal.exchange import report_pdf
from dosejournal.exchange.report import Paper, ReportContent
from dosejournal.gui.report import sheets
from dosejournal.i18n import _

DOTS = 300.0
_DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation
_SIZES: dict[Paper, QPageSize.PageSizeId] = {
    "a4": QPageSize.PageSizeId.A4,
    "letter": QPageSize.PageSizeId.Letter,
}


def printer(content: ReportContent) -> QPrinter:
    """Return a printer that is set up for these pages; its task has a name that tells nothing.

    Where there is none, it prints to a file, and proposes a place.
    """
    options = content.options
    name = report_pdf.save_name(content.header.written_at.date().isoformat())
    made = device("report", options.paper, name)
    made.setColorMode(QPrinter.ColorMode.Color if options.colour else QPrinter.ColorMode.GrayScale)
    return made


def device(task: str, paper: Paper, save_name: Path) -> QPrinter:
    """Return a printer for pages of this size, under a name for its task that tells nothing."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setDocName(task)
    made.setPageSize(QPageSize(_SIZES[paper]))
    # the pages have their own margins
    made.setFullPage(True)
    if not QPrinterInfo.availablePrinterNames():
        folder = QStandardPaths.writableLocation(_DOCUMENTS)
        made.setOutputFileName(str(Path(folder) / save_name))
    return made


def dialog(device: QPrinter, parent: QWidget) -> QPrintDialog:
    """Return the dialog that asks on which printer, which pages and how often."""
    made = QPrintDialog(device, parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return made


def paint(files: Sequence[bytes], device: QPrinter) -> None:
    """Paint pages; in another thread than the window's, a picture at a time.

    Raises:
        StorageError: the printer, or the file it prints to, does not take them.
    """
    painter = QPainter()
    if not painter.begin(device):
        raise _refused()
    for position, number in enumerate(_wanted(len(files), device)):
        if position and not device.newPage():
            painter.end()
            raise _refused()
        _paint_page(painter, sheets.picture(files[number]))
    painter.end()


def _wanted(n_pages: int, device: QPrinter) -> list[int]:
    """Return which pages to print, in the order in which the printer wants them."""
    first, last = device.fromPage() or 1, device.toPage() or n_pages
    wanted = [number - 1 for number in range(first, min(last, n_pages) + 1)]
    if device.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        wanted.reverse()
    return wanted


def _paint_page(painter: QPainter, picture: QImage) -> None:
    """Paint a page as large as the paper allows, in its middle."""
    paper = painter.viewport()
    size = picture.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(paper.topLeft(), size)
    place.moveCenter(paper.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, picture)


def _refused() -> StorageError:
    return StorageError(
        _(
            "It could not be printed there. The journal is as it was; look at the "
            "printer, or save a PDF instead."
        )
    )
