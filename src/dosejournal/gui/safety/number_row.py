"""A number to call, large enough to be read to somebody, to be selected and to be copied."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dosejournal.domain.help_lines import HelpLine
from dosejournal.gui import clipboard
from dosejournal.gui.cards import button, label
from dosejournal.gui.entry_words import DOT
from dosejournal.i18n import _


def mark(line: HelpLine) -> str:
    """Return what is said beside a number that nobody has checked, else nothing."""
    return "" if line.is_confirmed else _("Check this number")


def of_line(line: HelpLine, confirm: QPushButton | None = None) -> "NumberRow":
    """Return the row of a number, with a mark where nobody has checked it."""
    said = (line.name, line.note, mark(line))
    return NumberRow(DOT.join(each for each in said if each), line.number, confirm)


class NumberRow(QWidget):
    """Shows one number. Nothing here dials, and nothing is sent."""

    def __init__(
        self,
        name: str,
        number: str,
        beside: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show whose number it is; `beside` is a button of one's own that goes with it."""
        super().__init__(parent)
        self.name_label = label(name)
        self.number_label = label(number, "call")
        self.beside = beside
        self.copy_button = button(_("Copy"))
        self.copy_button.setAccessibleName(_("Copy {number}").format(number=number))
        self.copy_button.clicked.connect(lambda _checked: clipboard.put_text(number))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name_label)
        words.addWidget(self.number_label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for each in (beside, self.copy_button):
            if each is not None:
                row.addWidget(each, 0, Qt.AlignmentFlag.AlignBottom)
        # with a place of its own: what is shown before is a window for a moment, and has the keys
        self._spell_out(name, number)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        own = [] if self.beside is None else [self.beside]
        return [self.number_label, *own, self.copy_button]

    def _spell_out(self, name: str, number: str) -> None:
        said = self.number_label
        # groups of digits stay in the order in which they are dialled, in every script
        if self.isRightToLeft():
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        said.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        said.setIndent(0)
        # selected by keyboard too, and read out there
        said.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said.setAccessibleName(_("{name}: {number}").format(name=name, number=number))
        for each in (said, self.copy_button):
            each.setVisible(bool(number))
