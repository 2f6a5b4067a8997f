"""The choosers and buttons of a page, beside its title or below it."""

from PySide6.QtWidgets import QWidget

from dosejournal.gui.cards import Page

_MARGINS_AND_GAPS = 88
# so much of what a page is about can be read beside its title
_SUBTITLE_WIDTH = 200


def place(page: Page, tools: QWidget, subtitle_width: int = _SUBTITLE_WIDTH) -> None:
    """Put the tools of a page beside its title, or below it where there is no room."""
    needed = page.title_label.sizeHint().width() + tools.sizeHint().width() + _MARGINS_AND_GAPS
    needed += max(page.subtitle_label.sizeHint().width(), subtitle_width)
    wide = needed <= page.viewport().width()
    beside = page.actions.indexOf(tools) >= 0
    if wide and not beside:
        page.content.removeWidget(tools)
        page.actions.addWidget(tools)
    elif not wide and beside:
        page.actions.removeWidget(tools)
        page.content.insertWidget(0, tools)
