"""A list of rows that a person reads, chooses from and acts on, by mouse and by keyboard."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)

from dosejournal.gui.cards import button
from dosejournal.gui.row_delegate import RowDelegate
from dosejournal.gui.rows import Row, RowModel
from dosejournal.i18n import _

_EDGE = 8


@dataclass(frozen=True, slots=True)
class RowAct:
    """Something that can be done with a row: its words, its key, and for which rows it is.

    One that is `aside` has no button in the row: "More" opens a menu with it.
    """

    text: str
    act: Callable[[Any], object]
    key: str = ""
    offered: Callable[[Any], bool] = lambda _key: True
    aside: bool = False


class RowList(QListView):
    """Rows as high as they need; the row in use shows what can be done with it.

    The page scrolls, not the list. Every act is also in the context menu and has its key.
    """

    def __init__(self, name: str, acts: list[RowAct], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._hovered = QModelIndex()
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.delegate = RowDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._bar = QWidget(self.viewport())
        self._buttons = [self._button(act) for act in acts]
        self._actions = [self._action(act) for act in acts]
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(4)
        for each in self._buttons:
            bar.addWidget(each)
        self.more_button = button(_("More"), "link")
        self.more_button.clicked.connect(lambda _checked: self._open_menu())
        bar.addWidget(self.more_button)
        self._bar.hide()
        self.entered.connect(self._hover)
        self.selectionModel().currentChanged.connect(self._move)

    def set_rows(self, rows: list[Row]) -> None:
        """Show other rows; the chosen one stays chosen, or else the one in its place."""
        place, key = self.currentIndex().row(), self.current_key()
        self._hovered = QModelIndex()
        self.rows.set_rows(rows)
        self.setFixedHeight(sum(self.sizeHintForRow(number) for number in range(len(rows))))
        index = self.rows.index_of(key) if key is not None else QModelIndex()
        if not index.isValid() and key is not None:
            index = self.rows.nearest(place)
        if index.isValid():
            self.setCurrentIndex(index)
        self._show_bar()

    def current_key(self) -> Any:
        """Return the key of the chosen row, or None."""
        return self.rows.key(self.currentIndex())

    def choose(self, key: object) -> None:
        """Choose the row with this key."""
        self.setCurrentIndex(self.rows.index_of(key))

    def buttons(self) -> list[QPushButton]:
        """Return the buttons of the row in use, one for each act, shown or not."""
        return self._buttons

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row when the keyboard comes here and none is chosen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.setCurrentIndex(self.rows.nearest(0))
        self._show_bar()

    def leaveEvent(self, event: QEvent) -> None:
        """Go back to the chosen row when the mouse leaves."""
        super().leaveEvent(event)
        self._hovered = QModelIndex()
        self._show_bar()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do the first act that a row is opened with."""
        super().mouseDoubleClickEvent(event)
        key = self.rows.key(self.indexAt(event.position().toPoint()))
        if key is not None:
            opening = [act for act in self._acts if act.key == "Return" and act.offered(key)]
            for act in opening[:1]:
                self._run(act, key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons at the end of their row."""
        super().resizeEvent(event)
        self._show_bar()

    def _button(self, act: RowAct) -> QPushButton:
        made = button(act.text, "link")
        made.clicked.connect(lambda _checked: self._run(act, self._key_in_use()))
        return made

    def _action(self, act: RowAct) -> QAction:
        action = QAction(act.text, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if act.key:
            action.setShortcut(QKeySequence(act.key))
        action.triggered.connect(lambda _checked: self._run(act, self.current_key()))
        self.addAction(action)
        return action

    def _run(self, act: RowAct, key: object) -> None:
        if key is None or not act.offered(key):
            return
        self.choose(key)
        # the row may go with the act, and the focus of its button with it
        self.setFocus()
        act.act(key)

    def _open_menu(self) -> None:
        key = self._key_in_use()
        self.choose(key)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act, action in zip(self._acts, self._actions, strict=True):
            if act.aside and act.offered(key):
                menu.addAction(action)
        corner = self.more_button.rect().bottomLeft()
        menu.popup(self.more_button.mapToGlobal(corner))

    def _hover(self, index: QModelIndex) -> None:
        self._hovered = index if self.rows.key(index) is not None else QModelIndex()
        self._show_bar()

    def _move(self, current: QModelIndex) -> None:
        for act, action in zip(self._acts, self._actions, strict=True):
            key = self.rows.key(current)
            action.setEnabled(key is not None and act.offered(key))
        self._show_bar()
        # after the layout has its new height
        QTimer.singleShot(0, self, self._follow)

    def _in_use(self) -> QModelIndex:
        return self._hovered if self._hovered.isValid() else self.currentIndex()

    def _key_in_use(self) -> Any:
        return self.rows.key(self._in_use())

    def _show_bar(self) -> None:
        index = self._in_use()
        key = self.rows.key(index)
        self._bar.setVisible(key is not None)
        if key is None:
            self.delegate.reserve(-1, 0)
            return
        for act, each in zip(self._acts, self._buttons, strict=True):
            each.setVisible(act.offered(key) and not act.aside)
        self.more_button.setVisible(any(act.aside and act.offered(key) for act in self._acts))
        size = self._bar.sizeHint()
        row = self.visualRect(index)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = row.left() + _EDGE if mirrored else row.right() - _EDGE - size.width()
        middle = self.delegate.middle_of_buttons(index, row)
        self._bar.setGeometry(left, middle - size.height() // 2 + 1, size.width(), size.height())
        self.delegate.reserve(index.row(), size.width() + _EDGE)
        self.viewport().update()

    def _follow(self) -> None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        inside = page.widget() if page is not None else None
        if page is None or inside is None or not self.hasFocus():
            return
        row = self.visualRect(self.currentIndex())
        top = self.viewport().mapTo(inside, row.topLeft())
        page.ensureVisible(top.x(), top.y() + row.height() // 2, 0, row.height())
