"""A dialog with fields: what is wrong is said inside it, and it closes when all is kept."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dosejournal.errors import JournalError
from dosejournal.gui.cards import button
from dosejournal.gui.drafts.drafting import Drafting
from dosejournal.gui.fields import Line
from dosejournal.gui.unrecorded import Question, UnrecordedDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal.drafts import Content

_ROOM_AROUND = 64


class FormDialog(QDialog):
    """Fields go into `body`, which scrolls; `save_wanted` asks to keep what they hold.

    What stays in sight while they scroll goes into `middle`, beside them.

    What was changed and not saved is asked about before it is closed. A dialog that is built
    calls `begin` once its fields are filled.
    """

    save_wanted = Signal()

    WIDTH = 480

    def __init__(
        self, workspace: Workspace, title: str, save_text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kept = False
        self._draft: Callable[[], object] = lambda: None
        self._before: object = None
        self.drafting: Drafting | None = None
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QVBoxLayout()
        self.middle = QHBoxLayout()
        self.area = QScrollArea()
        self.line = Line()
        self.save_button = button(save_text, "primary")
        self.cancel_button = button(_("Cancel"))
        self._inside = QWidget()
        self._build_frame()
        self.save_button.clicked.connect(self.save_wanted)
        self.cancel_button.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save_wanted)
        workspace.done.connect(self._note_kept)
        workspace.failed.connect(self.line.refuse)

    def _build_frame(self) -> None:
        self.body.setSpacing(16)
        self._inside.setProperty("role", "page")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(24, 24, 24, 8)
        column.addLayout(self.body)
        column.addStretch(1)
        area = self.area
        area.setProperty("role", "page")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(self._inside)
        self._foot = foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 24)
        foot.setSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        foot.addWidget(self.line)
        foot.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.middle.addWidget(area, 1)
        layout.addLayout(self.middle, 1)
        layout.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the fields need, where the screen has the room."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that the fields shown now need."""
        inside = self._inside
        width = max(self.WIDTH, inside.minimumSizeHint().width())
        height = max(inside.heightForWidth(width), inside.sizeHint().height())
        height += self._foot.sizeHint().height()
        room = self.screen().availableSize() - QSize(_ROOM_AROUND, _ROOM_AROUND)
        self.resize(QSize(width, height).boundedTo(room))

    def keep(self, perform: Callable[[], object]) -> None:
        """Run an act of the workspace; close when it was done, stay and say why when not."""
        self._kept = False
        perform()
        if self._kept:
            self.accept()

    def begin(self, draft: Callable[[], object]) -> None:
        """Take what the fields hold now, as `draft` reads them, as what nothing is lost of."""
        self._draft = draft
        self._before = draft()

    def keep_draft(
        self, edited: SignalInstance, about: tuple[str, str], content: Callable[[], Content]
    ) -> Drafting:
        """Keep what the fields hold while it is written and not saved."""
        self.drafting = Drafting(
            self._workspace, self, about, lambda: content() if self._is_changed() else None
        )
        edited.connect(self.drafting.note)
        return self.drafting

    def done(self, result: int) -> None:
        """Close; what was saved or discarded is no draft any more."""
        if self.drafting is not None:
            self.drafting.drop()
        super().done(result)

    def has_unsaved(self) -> bool:
        """Say whether closing would lose something."""
        return self.isVisible() and self._is_changed()

    def _is_changed(self) -> bool:
        try:
            return self._draft() != self._before
        except JournalError:
            # what was there before could be read, so this was typed
            return True

    def question(self) -> Question:
        """Return what is asked before something unsaved is lost."""
        return Question(
            _("These changes are not saved yet"),
            _("Save them before you close, or discard them for good."),
            self.save_button.text(),
        )

    def record(self) -> None:
        """Save what the fields hold; what cannot be saved stays, and the person is told why."""
        self.save_wanted.emit()

    def reject(self) -> None:
        """Close, but ask first about what would be lost."""
        if not self.has_unsaved():
            super().reject()
            return
        asking = UnrecordedDialog(self.question(), self)
        asking.record_wanted.connect(self.save_wanted)
        asking.discard_wanted.connect(lambda: self.done(QDialog.DialogCode.Rejected))
        asking.open()

    def _note_kept(self) -> None:
        self._kept = True
