"""Tags of a check-in: the usual ones to press, any other to type."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QWidget

from dosejournal.domain import notes
from dosejournal.gui.cards import FlowLayout, button
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import tags

_OFFERED = 6
_WIDEST_CHIP = 240
_COMMAS = ",\u060c\u3001\uff0c"  # also Arabic, ideographic and full-width
_TABLES = {"tag", "check_in_tag"}


class TagField(QWidget):
    """The most used tags as chips, and a field for others.

    `edited` tells of every change of tags, `rearranged` of other chips: the order of `stops`.

    Return or a comma adds what is typed, Backspace in the empty field takes the last tag off.
    """

    edited = Signal()
    rearranged = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._known: list[str] = []
        self._chosen: list[str] = []
        self._added: list[str] = []
        self.chips: dict[str, QPushButton] = {}
        self.field = _Field(self._take_typed, self._take_off_last)
        self._words = QStringListModel(self)
        self._flow = FlowLayout(self)
        self._flow.addWidget(self.field)
        self._complete()
        self.field.textEdited.connect(self._follow)
        workspace.changed.connect(self._notice)
        self._refresh()

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        return [*self.chips.values(), self.field]

    def tags(self) -> tuple[str, ...]:
        """Return the tags that are set, also one that is typed but not yet added."""
        return tuple(self._with(_names(self.field.text())))

    def set_tags(self, names: Iterable[str]) -> None:
        """Set these tags and no others."""
        self._chosen = list(names)
        self._added = []
        self.field.clear()
        self._show()

    def _complete(self) -> None:
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        # the completer writes its word into the field after it has told of it
        completer.activated.connect(self._take_typed, Qt.ConnectionType.QueuedConnection)
        self.field.setCompleter(completer)

    def _notice(self, changes: frozenset[str]) -> None:
        if changes & _TABLES:
            self._workspace.attend(self._refresh)

    def _refresh(self) -> None:
        self._known = self._workspace.read(tags.used)
        self._words.setStringList(self._known)
        self._show()

    def _follow(self, text: str) -> None:
        if any(comma in text for comma in _COMMAS):
            self._take_typed()
        self.edited.emit()

    def _take_typed(self) -> None:
        names = _names(self.field.text())
        self.field.clear()
        if names:
            self._chosen = self._with(names)
            self._show()
            self.edited.emit()

    def _take_off_last(self) -> None:
        if self._chosen:
            self._chosen.pop()
            self._show()
            self.edited.emit()

    def _toggle(self, name: str) -> None:
        if self._is_chosen(name):
            self._chosen = [tag for tag in self._chosen if tag.casefold() != name.casefold()]
        else:
            self._chosen.append(name)
        self._show()
        self.edited.emit()

    def _with(self, names: list[str]) -> list[str]:
        spelling = {name.casefold(): name for name in reversed(self._known)}
        chosen = {name.casefold(): name for name in self._chosen}
        for name in names:
            folded = name.casefold()
            chosen.setdefault(folded, spelling.get(folded, name))
        return list(chosen.values())

    def _is_chosen(self, name: str) -> bool:
        return name.casefold() in {tag.casefold() for tag in self._chosen}

    def _show(self) -> None:
        offered = self._known[:_OFFERED]
        # one that was added is offered by itself once it has been recorded
        folded = {name.casefold() for name in offered}
        self._added = [name for name in self._added if name.casefold() not in folded]
        # a chip that has been added stays when it is taken off again: nothing jumps
        folded.update(name.casefold() for name in self._added)
        self._added += [name for name in self._chosen if name.casefold() not in folded]
        wanted = [*offered, *self._added]
        if list(self.chips) != wanted:
            self._lay_out(wanted)
        for name, chip in self.chips.items():
            chip.setChecked(self._is_chosen(name))

    def _lay_out(self, wanted: list[str]) -> None:
        for name in [name for name in self.chips if name not in wanted]:
            gone = self.chips.pop(name)
            self._flow.removeWidget(gone)
            gone.deleteLater()
        kept, self.chips = self.chips, {}
        for index, name in enumerate(wanted):
            chip = kept.get(name) or self._chip(name)
            self._flow.removeWidget(chip)
            self._flow.insert_widget(index, chip)
            chip.show()
            self.chips[name] = chip
        self.rearranged.emit()

    def _chip(self, name: str) -> QPushButton:
        chip = button("", "chip")
        short = chip.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST_CHIP)
        chip.setText(short.replace("&", "&&"))
        chip.setAccessibleName(_("Tag: {name}").format(name=name))
        if short != name:
            chip.setToolTip(name)
        chip.clicked.connect(lambda _checked, pressed=name: self._toggle(pressed))
        return chip


class _Field(QLineEdit):
    def __init__(self, add: Callable[[], None], take_off: Callable[[], None]) -> None:
        super().__init__()
        self._add = add
        self._take_off = take_off
        self.setProperty("role", "chip")
        self.setPlaceholderText(_("+ tag"))
        self.setAccessibleName(_("Add a tag"))
        self.setMaxLength(notes.LONGEST_NAME)
        self.setFixedWidth(max(96, self.fontMetrics().averageCharWidth() * 14))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = bool(self.text().strip())
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if plain and typed and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # handled here and no further: in a dialog, Return would press its button as well
            self._add()
        elif plain and not self.text() and event.key() == Qt.Key.Key_Backspace:
            self._take_off()
        else:
            super().keyPressEvent(event)


def _names(text: str) -> list[str]:
    for comma in _COMMAS:
        text = text.replace(comma, "\n")
    clean = (" ".join(part.replace("\x00", "").split()) for part in text.split("\n"))
    return [name for name in clean if name]
