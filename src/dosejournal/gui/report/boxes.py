"""Check boxes of a narrow form: long names are cut at their end, and told in full beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox

_WIDEST_TEXT = 224


def box(text: str, *, checked: bool = True) -> QCheckBox:
    """Return a check box; a person's own words may hold the sign that marks a shortcut."""
    made = QCheckBox()
    metrics = QFontMetrics(made.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST_TEXT)
    made.setText(shown.replace("&", "&&"))
    made.setAccessibleName(text)
    made.setToolTip(text if shown != text else "")
    made.setChecked(checked)
    return made
