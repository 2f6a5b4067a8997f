import sys

from PySide6.QtWidgets import QWidget


def test_calling_qt_does_not_use_up_none(qapp):
    # a binding that takes a reference from None with each call ends the process after minutes
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    assert sys.getrefcount(None) > before - 500
