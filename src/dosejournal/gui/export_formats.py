"""Which kind of file is written: each with what it is for, and below it what it asks."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dosejournal.exchange.exporters import EXPORTERS, Exporter
from dosejournal.gui import export_words
from dosejournal.gui.cards import label
from dosejournal.i18n import _

# as far as the words of a radio button begin from its left side
_INDENT = 28
_CLOSE = 2
_APART = 12


class ExportFormats(QWidget):
    """One of `EXPORTERS`; `unfit` are those for which there is nothing, with the reason."""

    changed = Signal()

    def __init__(self, unfit: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QRadioButton] = {}
        self.names = QCheckBox(_("Name substances and amounts"))
        self.spreadsheet_safe = QCheckBox(_("Spreadsheet-safe copy"))
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_CLOSE)
        for exporter in EXPORTERS:
            self._add(exporter, unfit.get(exporter.NAME))
        first = next(each for each in self.buttons.values() if each.isEnabled())
        first.setChecked(True)
        self.setFocusProxy(first)
        self._follow()
        self._group.buttonToggled.connect(self._turn)

    @property
    def chosen(self) -> Exporter:
        """The kind of file that is chosen."""
        return next(each for each in EXPORTERS if self.buttons[each.NAME].isChecked())

    def _add(self, exporter: Exporter, reason: str | None) -> None:
        made = QRadioButton(exporter.title())
        made.setEnabled(reason is None)
        self.buttons[exporter.NAME] = made
        self._group.addButton(made)
        if self._column.count():
            self._column.addSpacing(_APART)
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)
        self._explain(made, export_words.of(exporter).purpose if reason is None else reason)
        if exporter.NAME == "tidy":
            self._ask(
                self.spreadsheet_safe,
                _("A sign keeps what looks like a formula from running, and changes the data."),
            )
        elif exporter.NAME == "calendar":
            self._ask(
                self.names,
                _(
                    "Otherwise each entry is “Planned entry”. "
                    "A discreet label stands for its name."
                ),
            )

    def _ask(self, box: QCheckBox, hint: str) -> None:
        self._column.addSpacing(4)
        self._column.addLayout(_indented(box))
        self._explain(box, hint, _INDENT)

    def _explain(self, button: QAbstractButton, sentence: str, more: int = 0) -> None:
        words = label(sentence, "hint")
        button.setAccessibleDescription(sentence)
        self._column.addLayout(_indented(words, _INDENT + more))

    def _turn(self, _button: QAbstractButton, on: bool) -> None:
        if on:
            self._follow()

    def _follow(self) -> None:
        # what a kind of file asks is asked of no other one
        self.spreadsheet_safe.setEnabled(self.chosen.NAME == "tidy")
        self.names.setEnabled(self.chosen.NAME == "calendar")
        self.changed.emit()


def _indented(widget: QWidget, left: int = _INDENT) -> QVBoxLayout:
    # the margins of a layout are not turned with the language
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    layout = QVBoxLayout()
    layout.setContentsMargins(0 if mirrored else left, 0, left if mirrored else 0, 0)
    # a button is as wide as its words; words take the whole line
    side = Qt.AlignmentFlag.AlignLeading if isinstance(widget, QAbstractButton) else None
    layout.addWidget(widget, 0, side or Qt.AlignmentFlag(0))
    return layout
