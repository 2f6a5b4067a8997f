"""What every journal asks once: which research to tell about, and which measure counts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from dosejournal.domain import choices as domain
from dosejournal.gui.cards import Card, FlowLayout, button, label
from dosejournal.gui.fields import Line
from dosejournal.gui.main_measure_dialog import MeasureBox
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import first_questions, main_measures

# Qt leaves room for words that stand beside it here
_RADIO_WIDTH = 24


class FirstQuestions(Card):
    """Two questions without a preset; `put_off` tells that they are for another time."""

    put_off = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._workspace = workspace
        self._topics = QButtonGroup(self)
        self.options: dict[str, QRadioButton] = {}
        self.measure = MeasureBox(workspace, optional=True)
        (self._research,) = [each for each in domain.shown() if each.name == "topics"]
        # with its parent from the start: shown without one it would be a window of its own
        self.line = Line(self._research.hint, self)
        self.save_button = button(_("Save"))
        self.later_button = button(_("Not now"))
        self._measure_part = QWidget()
        self._lay_out()
        self.save_button.clicked.connect(self._save)
        self.later_button.clicked.connect(self.put_off)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, from top to bottom."""
        return [*self.options.values(), self.measure, self.save_button, self.later_button]

    def refresh(self) -> None:
        """Offer the measures there are now; one that counts already is not asked for."""
        self.measure.offer()
        asked = self._workspace.read(main_measures.current) is None
        self._measure_part.setVisible(asked)
        self.set_title(_("Two questions, asked once") if asked else _("A question, asked once"))
        self.set_hint(
            _("Both answers can be changed in Settings.")
            if asked
            else _("The answer can be changed in Settings.")
        )

    def _lay_out(self) -> None:
        self.body.setSpacing(16)
        research = QVBoxLayout()
        research.setSpacing(8)
        research.addWidget(label(_("Which research should the program tell you about?")))
        for value, words in self._research.options:
            option = _Option(words)
            self.options[value] = option.radio
            self._topics.addButton(option.radio)
            option.radio.toggled.connect(self._explain)
            research.addWidget(option)
        research.addWidget(self.line)
        self.measure.setAccessibleName(_("Measure that matters most"))
        counts = QVBoxLayout(self._measure_part)
        counts.setContentsMargins(0, 0, 0, 0)
        counts.setSpacing(8)
        counts.addWidget(label(_("Which measure matters most to you?")))
        counts.addWidget(self.measure)
        counts.addWidget(
            label(
                _(
                    "Chosen beforehand, it is the one that counts; all others are hints. "
                    "You may leave this open."
                ),
                "hint",
            )
        )
        acts = FlowLayout()
        acts.addWidget(self.save_button)
        acts.addWidget(self.later_button)
        self.body.addLayout(research)
        self.body.addWidget(self._measure_part)
        self.body.addLayout(acts)

    def _save(self) -> None:
        self._explain()
        chosen = [value for value, radio in self.options.items() if radio.isChecked()]
        if not chosen:
            self._refuse(_("Choose which research first, or “Not now”."))
            return
        measure = None if self._measure_part.isHidden() else self.measure.currentData()
        self._workspace.perform(
            _("Answers kept"),
            first_questions.answer,
            self._workspace.now(),
            chosen[0],
            measure,
        )

    def _refuse(self, sentence: str) -> None:
        self.line.refuse(sentence)
        self._describe()
        next(iter(self.options.values())).setFocus()

    def _explain(self) -> None:
        self.line.say(self._research.hint)
        self._describe()

    def _describe(self) -> None:
        for radio in self.options.values():
            radio.setAccessibleDescription(self.line.text())


class _Option(QWidget):
    """A round button beside words that wrap, which press it too."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.radio = QRadioButton()
        self.radio.setAccessibleName(words)
        self.radio.setFixedWidth(_RADIO_WIDTH)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(words), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that what comes after it is told here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose this one, unless the mouse has left it."""
        if self.rect().contains(event.position().toPoint()):
            self.radio.click()
