"""What pages are made of: a title, cards on a quiet ground, buttons, labels and chips."""

from collections.abc import Callable

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dosejournal.gui.flow_layout import FlowLayout

__all__ = ["Card", "EmptyState", "FlowLayout", "Page", "button", "label"]


def button(text: str, role: str = "quiet") -> QPushButton:
    """Return a button: "primary", "quiet", "link", "danger" or, checkable, "chip"."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setCheckable(role == "chip")
    # in a dialog, Return presses the primary button and none of the others
    made.setAutoDefault(role == "primary")
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    return made


def label(text: str, role: str = "") -> QLabel:
    """Return a label that wraps and shows its text as it is, never as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if role:
        made.setProperty("role", role)
    return made


class Card(QFrame):
    """A bordered surface with an optional title; its contents go into `body`."""

    def __init__(self, title: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(4)
        self.title_label = label(title, "card-title")
        self.hint_label = label(hint, "hint")
        head.addWidget(self.title_label)
        head.addWidget(self.hint_label)
        outer.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self.set_title(title)
        self.set_hint(hint)

    def set_title(self, text: str) -> None:
        """Show another title, or none."""
        self.title_label.setText(text)
        self.title_label.setVisible(bool(text))
        self.setAccessibleName(text)

    def set_hint(self, text: str) -> None:
        """Show another sentence under the title, or none."""
        self.hint_label.setText(text)
        self.hint_label.setVisible(bool(text))


class Page(QScrollArea):
    """A page of the window: a title with actions beside it, contents below, scrolling when cut.

    Contents stay at the top; with `fill` they take the whole height, for a page whose main part
    scrolls by itself.
    """

    # hides QWidget.actions, which nothing here needs: it is the natural word for these buttons
    actions: QHBoxLayout  # type: ignore[assignment]

    def __init__(self, title: str, parent: QWidget | None = None, *, fill: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # the page is no stop for Tab: its controls are, and Tab scrolls to them
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        inside = QWidget()
        inside.setProperty("role", "page")
        self._outer = QVBoxLayout(inside)
        self._outer.setContentsMargins(32, 24, 32, 24)
        self._outer.setSpacing(16)
        self._outer.addLayout(self._head(title))
        self.content = QVBoxLayout()
        self.content.setSpacing(16)
        self._outer.addLayout(self.content, 1 if fill else 0)
        if not fill:
            self._outer.addStretch(1)
        self.setWidget(inside)

    def _head(self, title: str) -> QHBoxLayout:
        self.title_label = label(title, "title")
        self.title_label.setWordWrap(False)
        self.subtitle_label = label("", "subtitle")
        self.subtitle_label.setWordWrap(False)
        self.subtitle_label.hide()
        self.actions = QHBoxLayout()
        self.actions.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title_label, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.subtitle_label, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addLayout(self.actions)
        return head

    def line_up(self, foot: QLayout) -> None:
        """Keep what stands below the page in line with its cards, beside a scroll bar too."""
        bar = self.verticalScrollBar()
        margins = foot.contentsMargins()

        def follow(_lowest: int, highest: int) -> None:
            taken = bar.sizeHint().width() if highest else 0
            is_left = self.isRightToLeft()
            foot.setContentsMargins(
                margins + QMargins(taken if is_left else 0, 0, 0 if is_left else taken, 0)
            )

        bar.rangeChanged.connect(follow)

    def set_subtitle(self, text: str) -> None:
        """Show a quiet text beside the title, or none."""
        self.subtitle_label.setText(text)
        self.subtitle_label.setVisible(bool(text))


class EmptyState(QWidget):
    """Says what will be here, and offers the first act."""

    def __init__(
        self,
        text: str,
        action_text: str,
        act: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.text_label = label(text)
        self.text_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.action = button(action_text)
        self.action.clicked.connect(lambda _checked: act())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 48, 24, 48)
        layout.setSpacing(16)
        layout.addWidget(self.text_label)
        layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
