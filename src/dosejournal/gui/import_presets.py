"""What was said of a table's columns, kept under a name: used again, forgotten, or kept now."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from dosejournal.domain.column_presets import answers_to_keep
from dosejournal.domain.imports import ImportPlan
from dosejournal.domain.notes import LONGEST_NAME
from dosejournal.gui.cards import button, label
from dosejournal.gui.fields import WheelGuard, is_return
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import column_presets


class OfferRow(QWidget):
    """Names what was kept for such a table; `used` and `removed` carry the one that is meant."""

    used = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        caption = label(_("Kept for such a table"), "hint")
        caption.setWordWrap(False)
        self.box = QComboBox()
        self.box.setAccessibleName(caption.text())
        WheelGuard(self.box)
        self.use_button = button(_("Use"))
        self.remove_button = button(_("Forget"))
        self.use_button.clicked.connect(lambda _checked: self.used.emit(self.box.currentText()))
        self.remove_button.clicked.connect(
            lambda _checked: self.removed.emit(self.box.currentText())
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(caption)
        row.addWidget(self.box, 1)
        row.addWidget(self.use_button)
        row.addWidget(self.remove_button)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these; nothing is shown where there are none."""
        if [self.box.itemText(place) for place in range(self.box.count())] != list(names):
            self.box.clear()
            self.box.addItems(list(names))
        self.setVisible(bool(names))


class KeepRow(QWidget):
    """A name and a button; `kept` carries the name."""

    kept = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setPlaceholderText(_("A name for tables like this one"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.keep_button = button(_("Keep for the next time"))
        self.keep_button.setEnabled(False)
        self.field.textChanged.connect(
            lambda text: self.keep_button.setEnabled(bool(text.strip()))
        )
        self.keep_button.clicked.connect(lambda _checked: self.kept.emit(self.name()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.keep_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what is named on Return, which would else bring the file in."""
        if is_return(event):
            event.accept()
            self.keep_button.click()
        else:
            super().keyPressEvent(event)

    def name(self) -> str:
        """Return the name that is typed."""
        return " ".join(self.field.text().split())


class ColumnPresets(QObject):
    """Does in the journal what the two rows ask for; `changed` tells what is kept now.

    `used` carries the answers that were kept.
    """

    used = Signal(object)
    changed = Signal(object)

    def __init__(self, workspace: Workspace, offers: OfferRow, keeping: KeepRow) -> None:
        super().__init__(offers)
        self._workspace = workspace
        self._keeping = keeping
        self._plan: ImportPlan | None = None
        self._given: Mapping[str, str] = {}
        offers.used.connect(self._use)
        offers.removed.connect(self._remove)
        keeping.kept.connect(self._keep)

    def names(self, plan: ImportPlan, given: Mapping[str, str]) -> list[str]:
        """Return under which names something is kept for a table as that of the plan."""
        self._plan, self._given = plan, given
        fitting = self._workspace.gather(column_presets.fitting, plan.header)
        return [preset.name for preset in fitting]

    def _use(self, name: str) -> None:
        self.used.emit(dict(self._workspace.gather(column_presets.named, name).answers))

    def _keep(self, name: str) -> None:
        if self._plan is None:
            return
        answers = answers_to_keep(self._plan.header, self._plan.questions, self._given)
        self._act(
            _("Columns kept"),
            column_presets.keep,
            self._workspace.now(),
            name,
            self._plan.header,
            answers,
        )

    def _remove(self, name: str) -> None:
        self._act(_("Columns forgotten"), column_presets.remove, name)

    def _act(self, words: str, act: Callable[..., None], *told: object) -> None:
        self._workspace.perform(words, act, *told)
        if self._plan is not None:
            names = self.names(self._plan, self._given)
            if self._keeping.name() in names:
                self._keeping.field.clear()
            self.changed.emit(names)
