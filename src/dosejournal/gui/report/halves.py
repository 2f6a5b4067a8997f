"""A form and a preview beside each other; where there is no room for both, one of them."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.gui.cards import FlowLayout, button

_GAP = 16
_WIDEST_FORM = 376
_SHARE = 0.37
_NARROWEST_PREVIEW = 280
_NO_LIMIT = 16_777_215  # QWIDGETSIZE_MAX, which PySide does not name


class Halves(QWidget):
    """Shows both, or the one that is chosen above them."""

    def __init__(
        self,
        form: tuple[str, QWidget],
        preview: tuple[str, QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._form, self._preview = form[1], preview[1]
        self.tabs = QWidget()
        row = FlowLayout(self.tabs)
        group = QButtonGroup(self)
        self.form_tab, self.preview_tab = (button(word, "chip") for word, _half in (form, preview))
        for chip in (self.form_tab, self.preview_tab):
            group.addButton(chip)
            row.addWidget(chip)
        self.form_tab.setChecked(True)
        beside = QHBoxLayout()
        beside.setSpacing(_GAP)
        beside.addWidget(self._form)
        beside.addWidget(self._preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.tabs)
        layout.addLayout(beside, 1)
        group.buttonClicked.connect(lambda _chip: self._arrange(self.width()))
        self.tabs.hide()

    @property
    def stop(self) -> QWidget:
        """What gets the keyboard first."""
        return self._form if self._form.isVisibleTo(self) else self.preview_tab

    def minimumSizeHint(self) -> QSize:
        """Return the room that either of them needs: both are never a must."""
        return QSize(self._narrowest_form(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both or one, as the width allows."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _narrowest_form(self) -> int:
        return self._form.minimumSizeHint().width()

    def _arrange(self, width: int) -> None:
        narrowest = self._narrowest_form()
        preview = max(self._preview.minimumSizeHint().width(), _NARROWEST_PREVIEW)
        both = width >= narrowest + _GAP + preview
        self.tabs.setHidden(both)
        self._form.setVisible(both or self.form_tab.isChecked())
        self._preview.setVisible(both or self.preview_tab.isChecked())
        wanted = max(min(round(width * _SHARE), _WIDEST_FORM), narrowest)
        self._form.setMinimumWidth(wanted if both else narrowest)
        self._form.setMaximumWidth(wanted if both else _NO_LIMIT)
