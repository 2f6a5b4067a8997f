"""A number to call, large enough to be read to somebody, to be selected and to be copied."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain.help_lines import HelpLine
from dosejournal.gui import clipboard
from dosejournal.gui.cards import button, label
from dosejournal.gui.entry_words import DOT
from dosejournal.i18n import _


def of_line(line: HelpLine) -> "NumberRow":
    """Return the row of a number, with a mark where nobody has checked it."""
    mark = "" if line.is_confirmed else _("Check this number")
    return NumberRow(line.name, line.number, DOT.join(each for each in (line.note, mark) if each))


class NumberRow(QWidget):
    """Shows one number. Nothing here dials, and nothing is sent."""

    def __init__(
        self, name: str, number: str, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name_label = label(name)
        self.number_label = label(number, "call")
        self.note_label = label(note, "hint")
        self.note_label.setVisible(bool(note))
        self.copy_button = button(_("Copy"))
        self.copy_button.setAccessibleName(_("Copy {number}").format(number=number))
        self.copy_button.clicked.connect(lambda _checked: clipboard.put_text(number))
        self._spell_out(name, number, note)
        words = QVBoxLayout()
        words.setSpacing(2)
        for each in (self.name_label, self.number_label, self.note_label):
            words.addWidget(each)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.number_label, self.copy_button]

    def _spell_out(self, name: str, number: str, note: str) -> None:
        said = self.number_label
        # groups of digits stay in the order in which they are dialled, in every script
        if self.isRightToLeft():
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        said.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # selected by keyboard too, and read out there
        said.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said.setAccessibleName(f"{name}: {number}")
        said.setAccessibleDescription(note)
        said.setVisible(bool(number))
        self.copy_button.setVisible(bool(number))
