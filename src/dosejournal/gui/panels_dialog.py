"""Choosing which panels the Trends page shows."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QScrollArea, QVBoxLayout, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.gui.plots.subject import Subject
from dosejournal.i18n import _


class PanelsDialog(QDialog):
    """One box a panel; `toggled` carries the panel's key and whether it is shown, at once."""

    toggled = Signal(str, bool)

    def __init__(
        self, subjects: Iterable[Subject], hidden: Iterable[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Measures"))
        unchecked = frozenset(hidden)
        self.boxes: dict[str, QCheckBox] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for subject in subjects:
            # a person's own name may hold the sign that marks a shortcut
            box = QCheckBox(subject.name.replace("&", "&&"))
            box.setChecked(subject.key not in unchecked)
            self._tell(box, subject.key)
            column.addWidget(box)
            self.boxes[subject.key] = box
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        done = button(_("Done"), "primary")
        done.clicked.connect(self.accept)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(16)
        outer.addWidget(label(_("What the Trends page shows")))
        outer.addWidget(area, 1)
        outer.addWidget(done)

    def _tell(self, box: QCheckBox, key: str) -> None:
        box.toggled.connect(lambda shown: self.toggled.emit(key, shown))
