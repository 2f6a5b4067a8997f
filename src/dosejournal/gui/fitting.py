"""Dialogs as high as their lines need: Qt alone squeezes what stands beside wrapped texts."""

from PySide6.QtWidgets import QDialog


def fit(dialog: QDialog, width: int) -> None:
    """Give a dialog the height that its lines need at this width, or at the least one it has."""
    width = max(width, dialog.minimumSizeHint().width())
    dialog.ensurePolished()
    layout = dialog.layout()
    if layout is not None:
        dialog.setMinimumSize(width, layout.totalHeightForWidth(width))
        dialog.resize(dialog.minimumSize())
