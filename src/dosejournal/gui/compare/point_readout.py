"""What is told of a mark of a picture, where it hides nothing that is needed to read it."""

from PySide6.QtCore import QRectF

from dosejournal.gui.plots.readout import Readout


class PointReadout(Readout):
    """Lies above the points at their right end, away from the names of the axis at the left."""

    @property
    def plate(self) -> QRectF:
        """Where the text lies: in the corner, or beside the mark that would be hidden there."""
        beside = super().plate
        if beside.isEmpty() or self.frame is None:
            return beside
        corner = QRectF(beside)
        corner.moveRight(self._room.right())
        return beside if corner.intersects(self.frame) else corner
