"""The program's own drawings, in the colour they are asked for."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dosejournal import paths

SIDE = 20
_DENSITIES = (1, 2)  # ordinary screens and dense ones


def icon(name: str, color: str, width: int = SIDE) -> QIcon:
    """Return the drawing `name` in a colour ("#RRGGBB"), with air at both sides when wider."""
    drawing = paths.resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", color).encode()))
    made = QIcon()
    for density in _DENSITIES:
        pixmap = QPixmap(QSize(width, SIDE) * density)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(
            painter, QRectF((width - SIDE) / 2 * density, 0, SIDE * density, SIDE * density)
        )
        painter.end()
        pixmap.setDevicePixelRatio(density)
        made.addPixmap(pixmap)
    return made
