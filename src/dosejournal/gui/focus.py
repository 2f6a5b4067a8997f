"""Where the keyboard goes: when a page is opened, and from one control to the next."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def go_to_first(page: QWidget) -> None:
    """Give the keyboard to a page: to where it wants it, or to its first control.

    A page that something else covers, as help that is not read yet, leaves it where it is.
    """
    if page.window().isVisible() and not page.isVisible():
        return
    if page.focusProxy() is not None:
        page.setFocus()
        return
    widget = page.nextInFocusChain()
    # a widget counts as its own ancestor, and a page may be alone in its chain
    while widget is not None and widget is not page and page.isAncestorOf(widget):
        tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tab and widget.isEnabled() and widget.isVisibleTo(page):
            widget.setFocus()
            return
        widget = widget.nextInFocusChain()


def put_in_order(before: QWidget, controls: Iterable[QWidget]) -> None:
    """Let Tab reach controls that were made later one after another, from this widget on."""
    for first, second in pairwise((before, *controls)):
        QWidget.setTabOrder(first, second)
