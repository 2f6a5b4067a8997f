"""The program's one stylesheet, made from the colours of a theme.

Widgets name what they are by the dynamic property `role`; no widget has a stylesheet of its own.
"""

from dataclasses import asdict
from string import Template

from dosejournal import paths
from dosejournal.gui.tokens import DARK, Tokens

_TEXT = """
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 24px; font-weight: 600; }
QLabel[role="subtitle"] { color: $soft; padding-bottom: 3px; }
QLabel[role="headline"] { font-size: 20px; font-weight: 600; }
QLabel[role="card-title"] { font-size: 15px; font-weight: 600; }
QLabel[role="hint"] { color: $soft; font-size: 13px; }
QLabel[role="faint"] { color: $faint; font-size: 12px; }
QLabel[role="number"] { font-size: 16px; font-weight: 600; }
QLabel[role="error"] { color: $attention; font-size: 13px; }
QLabel[role="item"] { font-size: 15px; font-weight: 500; }
QLabel[role="stem"] { color: $soft; font-size: 15px; }
QLabel[role="care"] { font-size: 18px; font-weight: 500; }
QLabel[role="call"] {
    font-size: 28px; font-weight: 600; border: 2px solid transparent; border-radius: 6px;
}
QLabel[role="call"]:focus { border-color: $accent; }
QLabel[role="name"] { font-size: 15px; font-weight: 600; }
QToolTip { background: $text; color: $card; border: 0; padding: 4px 8px; font-size: 13px; }
"""

_SURFACES = """
QMainWindow, QDialog, QMessageBox { background: $ground; }
QScrollArea[role="page"], QWidget[role="page"] { background: $ground; border: 0; }
QFrame[role="card"] { background: $card; border: 1px solid $line; border-radius: 12px; }
QFrame[role="verdict"] { background: $card; border: 1px solid $accent; border-radius: 12px; }
QFrame[role="strip"] { background: transparent; border: 1px solid $line; border-radius: 10px; }
QFrame[role="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="sidebar"] { background: $ground; border: 0; border-right: 1px solid $line; }
QFrame[role="sidebar"][mirrored="true"] { border-right: 0; border-left: 1px solid $line; }
QFrame[role="toast"] { background: $text; border: 0; border-radius: 10px; }
QFrame[role="toast"] QLabel { color: $card; }
QFrame[role="banner"] { background: $card; border: 1px solid $attention; border-radius: 10px; }
QFrame[role="standing"] { background: $card; border: 0; border-bottom: 1px solid $attention; }
QFrame[role="reminder"] {
    background: $accent_soft; border: 0; border-bottom: 1px solid $line;
}
QSplitter::handle { background: $line; }
QMenuBar { background: $ground; color: $soft; padding: 2px 8px; border: 0; font-size: 13px; }
QMenuBar::item { padding: 4px 8px; background: transparent; border-radius: 6px; }
QMenuBar::item:selected { background: $accent_soft; color: $accent; }
QMenu { background: $card; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 32px 6px 24px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
"""

# a focused control has a border of two pixels and a pixel less of padding: nothing moves
_BUTTONS = """
QPushButton, QToolButton {
    background: $card; color: $text; border: 1px solid $line; border-radius: 8px;
    padding: 7px 12px; font-weight: 500;
}
QPushButton, QToolButton, QCheckBox, QRadioButton { outline: 0; }
QPushButton:hover, QToolButton:hover { background: $ground; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 6px 11px; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:checked, QToolButton:checked {
    background: $accent_soft; color: $accent; border-color: $accent_soft;
}
QPushButton:checked:focus, QToolButton:checked:focus { border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $faint; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; padding: 9px 16px;
    font-weight: 600;
}
QPushButton[role="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[role="primary"]:focus { border: 2px solid $text; padding: 8px 15px; }
QPushButton[role="primary"]:disabled {
    background: $track; color: $soft; border-color: $track;
}
QPushButton[role="link"] {
    background: transparent; color: $accent; border: 1px solid transparent; padding: 3px 4px;
    font-weight: 400; text-align: left;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 2px 3px; }
QPushButton[role="danger"] { color: $attention; }
QPushButton[role="danger"]:focus { border-color: $attention; }
QPushButton[role="chip"] {
    color: $soft; border-radius: 14px; min-height: 18px; padding: 4px 10px; font-size: 13px;
    font-weight: 400;
}
QPushButton[role="chip"]:focus { padding: 3px 9px; }
QPushButton[role="chip"]:checked {
    background: $accent_soft; color: $accent; border-color: $accent_soft;
}
QPushButton[role="chip"]:checked:focus { border-color: $accent; }
QPushButton[role="way"] {
    background: $card; color: $text; border: 1px solid $accent; border-radius: 10px;
    padding: 13px 19px; font-size: 16px; font-weight: 600;
}
QPushButton[role="way"]:hover { background: $accent_soft; }
QPushButton[role="way"]:focus { border: 2px solid $accent; padding: 12px 18px; }
QPushButton[role="way"]:checked { background: $accent_soft; color: $accent; }
QPushButton[role="nav"] {
    background: transparent; color: $soft; border: 1px solid transparent; border-radius: 8px;
    padding: 7px 6px; text-align: left; font-weight: 400;
}
QPushButton[role="nav"]:hover { background: $accent_soft; }
QPushButton[role="nav"]:focus { border: 2px solid $accent; padding: 6px 5px; }
QPushButton[role="nav"]:checked {
    background: $accent_soft; color: $accent; font-weight: 600; border-color: $accent_soft;
}
QPushButton[role="nav"]:checked:focus { border-color: $accent; }
QPushButton[role="icon"] { background: transparent; border: 1px solid transparent; padding: 5px; }
QPushButton[role="icon"]:hover { background: $accent_soft; }
QPushButton[role="icon"]:focus { border: 2px solid $accent; padding: 4px; }
QPushButton[role="icon"]::menu-indicator { image: none; width: 0; }
QFrame[role="toast"] QPushButton {
    background: transparent; color: $accent_soft; border: 1px solid transparent; padding: 3px 8px;
    font-weight: 600;
}
QFrame[role="toast"] QPushButton:hover { text-decoration: underline; }
QFrame[role="toast"] QPushButton:focus { border: 2px solid $accent_soft; padding: 2px 7px; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: $card; color: $text; border: 1px solid $line; border-radius: 8px;
    padding: 6px 10px; placeholder-text-color: $soft;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid $accent; padding: 5px 9px;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 5px 7px; }
QLineEdit[role="chip"] { border-radius: 14px; padding: 4px 10px; font-size: 13px; }
QLineEdit[role="chip"]:focus { padding: 3px 9px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    color: $faint; background: $ground;
}
QComboBox { padding-right: 28px; }
QComboBox:focus { padding-right: 27px; }
QComboBox::drop-down { border: 0; width: 24px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("$icons/arrow-down.svg"); width: 12px; height: 12px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus {
    background: transparent; border: 0; border-radius: 0; padding: 0;
}
QComboBox QAbstractItemView {
    background: $card; border: 1px solid $line; padding: 4px; outline: 0;
    selection-background-color: $accent_soft; selection-color: $text;
}
QSpinBox, QDoubleSpinBox { qproperty-alignment: "AlignRight | AlignVCenter"; }
CountSpin { qproperty-alignment: "AlignLeading | AlignVCenter"; }
QAbstractSpinBox::up-button {
    subcontrol-origin: padding; subcontrol-position: top right; width: 24px; border: 0;
}
QAbstractSpinBox::down-button {
    subcontrol-origin: padding; subcontrol-position: bottom right; width: 24px; border: 0;
}
QAbstractSpinBox::up-arrow { image: url("$icons/arrow-up.svg"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$icons/arrow-down.svg"); width: 10px; height: 10px; }
QDateTimeEdit::drop-down { border: 0; width: 24px; subcontrol-position: center right; }
QDateTimeEdit::down-arrow { image: url("$icons/arrow-down.svg"); width: 12px; height: 12px; }
QCheckBox, QRadioButton { spacing: 8px; padding: 2px; border: 2px solid transparent; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; border-radius: 6px; }
QCheckBox::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid $faint; border-radius: 4px; background: $card;
}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    border-color: $accent; background: $accent; image: url("$icons/check-$lightness.svg");
}
QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $faint; border-radius: 8px; background: $card;
}
QRadioButton::indicator:checked {
    width: 6px; height: 6px; border: 5px solid $accent; border-radius: 8px;
}
"""

_LISTS = """
QAbstractItemView { background: $card; border: 0; outline: 0; }
QListView::item, QTableView::item { padding: 4px 8px; }
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected {
    background: $accent_soft; color: $text;
}
QHeaderView { background: $card; border: 0; }
QHeaderView::section {
    background: $card; color: $soft; border: 0; border-bottom: 1px solid $line;
    padding: 6px 11px; font-size: 13px; font-weight: 500;
}
QTableView { gridline-color: $line; }
QTableCornerButton::section { background: $card; border: 0; }
QTextBrowser[role="reading"] {
    background: $card; border: 1px solid $line; border-radius: 12px; padding: 16px 24px;
}
QTextBrowser[role="reading"]:focus { border: 2px solid $accent; padding: 15px 23px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $card; }
QCalendarWidget QToolButton { border: 0; padding: 6px 8px; }
QCalendarWidget QAbstractItemView::item { padding: 0; }
QProgressBar { background: $track; border: 0; border-radius: 4px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $track; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_SHEET = Template(_TEXT + _SURFACES + _BUTTONS + _FIELDS + _LISTS)


def of(colours: Tokens) -> str:
    """Return the stylesheet in the colours of a theme."""
    return _SHEET.substitute(
        asdict(colours),
        accent_strong=_between(colours.accent, colours.text),
        icons=paths.resource("icons").as_posix(),
        lightness="dark" if colours is DARK else "light",
    )


def _between(one: str, other: str) -> str:
    """Return a colour a quarter of the way from one to the other."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(0.75 * a + 0.25 * b):02X}" for a, b in pairs)
