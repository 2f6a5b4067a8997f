"""The form of a questionnaire, built from its file: one item at a time, or all at once.

It never shows a sum, before the last answer or after: what the answers come to is told once they
are recorded.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dosejournal.domain.questionnaires import Instrument
from dosejournal.domain.responses import ResponseDraft
from dosejournal.gui.cards import button, label
from dosejournal.gui.drafts import moment_content
from dosejournal.gui.moment_field import MomentField
from dosejournal.gui.note_field import NoteField
from dosejournal.gui.questionnaires.item_view import ItemView
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _, ngettext
from dosejournal.journal.drafts import Content, Draft

ONE, ALL = "one", "all"


class FillForm(QWidget):
    """Asks the items of a questionnaire; the keys of the answers choose them, and go on.

    `edited` tells of every change, `reached` of the part the person has come to, `done_wanted`
    that the answers are to be recorded, and `left` that the person goes on later.
    """

    edited = Signal()
    reached = Signal(QWidget)
    done_wanted = Signal()
    left = Signal()

    def __init__(
        self, workspace: Workspace, form: Instrument, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.form = form
        self.setAccessibleName(form.name)
        self.items = [
            ItemView(item.text, form.answers, str(place))
            for place, item in enumerate(form.items, 1)
        ]
        question = form.difficulty
        self.difficulty = ItemView(question.text, question.answers) if question else None
        self.note = NoteField()
        self.moment = MomentField(workspace.now)
        self.left_out_label = label("", "hint")
        self.progress_label = label("", "hint")
        self.ways: dict[str, QPushButton] = {}
        self.back_button = button(_("Back"))
        self.leave_out_button = button(_("Leave this one out"))
        self.next_button = button(_("Next"), "primary")
        self.record_button = button(_("Record"), "primary")
        self.later_button = button(_("Go on later"))
        self._end = QWidget()
        self._at = 0
        self._way = ONE
        self._lay_out()
        self._connect()
        self.note.refused.connect(workspace.failed)
        self.turn(ONE)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        group = QButtonGroup(self)
        for key, words in ((ONE, _("One at a time")), (ALL, _("All at once"))):
            chip = self.ways[key] = button(words, "chip")
            group.addButton(chip)
            head.addWidget(chip)
        head.addStretch(1)
        self.progress_label.setWordWrap(False)
        head.addWidget(self.progress_label)
        end = QVBoxLayout(self._end)
        end.setContentsMargins(0, 0, 0, 0)
        end.setSpacing(16)
        for part in (self.left_out_label, self.difficulty, self.note, self.moment):
            if part is not None:
                end.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.later_button)
        foot.addStretch(1)
        for each in (self.leave_out_button, self.back_button):
            foot.addWidget(each)
        foot.addWidget(self.next_button)
        foot.addWidget(self.record_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        layout.addLayout(head)
        if self.form.stem:
            layout.addWidget(label(self.form.stem, "stem"))
        for item in self.items:
            layout.addWidget(item)
        layout.addWidget(self._end)
        layout.addLayout(foot)

    def _connect(self) -> None:
        for key, chip in self.ways.items():
            chip.clicked.connect(lambda _checked, key=key: self.turn(key))
        asked = [*self.items, *([self.difficulty] if self.difficulty else [])]
        for item in asked:
            item.edited.connect(self._change)
            item.picked.connect(lambda item=item: self._go_on_from(item))
        self.note.edited.connect(self._change)
        self.moment.edited.connect(self._change)
        self.back_button.clicked.connect(lambda _checked: self.go(self._at - 1))
        self.next_button.clicked.connect(lambda _checked: self.go(self._at + 1))
        self.leave_out_button.clicked.connect(lambda _checked: self._leave_out())
        self.record_button.clicked.connect(lambda _checked: self.done_wanted.emit())
        self.later_button.clicked.connect(lambda _checked: self.left.emit())

    @property
    def at(self) -> int:
        """The place of the item that is shown, from 0; after the last one comes the end."""
        return self._at

    def turn(self, way: str) -> None:
        """Show one item at a time, or all at once."""
        self._way = way
        self.ways[way].setChecked(True)
        self._show()

    def go(self, at: int) -> None:
        """Go to the item at a place, or to the end."""
        self._at = min(max(at, 0), len(self.items))
        self._show()
        if self._at < len(self.items):
            self.items[self._at].take_keyboard()
        elif self.difficulty is not None:
            self.difficulty.take_keyboard()
        else:
            self.record_button.setFocus()
        part = self.items[self._at] if self._at < len(self.items) else self._end
        self.reached.emit(part)

    def begin(self) -> None:
        """Give the keyboard to the first item that has no answer yet."""
        answers = self.answers()
        self.go(answers.index(None) if None in answers else len(answers))

    def answers(self) -> tuple[int | None, ...]:
        """Return the answer to each item, None where it has none."""
        return tuple(item.answer() for item in self.items)

    def draft(self) -> ResponseDraft:
        """Return what is filled in, as it stands.

        Raises:
            MomentError: the time is still to come.
        """
        return ResponseDraft(
            at=self.moment.value(),
            instrument=self.form.key,
            answers=self.answers(),
            difficulty=self.difficulty.answer() if self.difficulty else None,
            note=self.note.text(),
        )

    def is_empty(self) -> bool:
        """Say whether nothing has been filled in that would be lost."""
        answered = any(answer is not None for answer in self.answers())
        return not answered and not self.note.text().strip()

    def content(self) -> Content | None:
        """Return what is filled in as values that can be kept; None where nothing is."""
        if self.is_empty():
            return None
        return {
            "answers": list(self.answers()),
            "difficulty": self.difficulty.answer() if self.difficulty else None,
            "note": self.note.text(),
            "at": moment_content.of(self.moment),
        }

    def fill(self, draft: Draft) -> None:
        """Fill in what was being filled in, as of when it was."""
        content = draft.content
        for item, answer in zip(self.items, content["answers"], strict=False):
            item.set_answer(answer)
        if self.difficulty is not None:
            self.difficulty.set_answer(content["difficulty"])
        self.note.set_text(content["note"])
        moment_content.fill(self.moment, content["at"], draft.kept_at)
        self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the answer of a key; Alt with an arrow goes back and on."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self.go(self._at + step)
                return
        item = self._current()
        if event.text().isdecimal() and item is not None and int(event.text()) in item.buttons:
            item.set_answer(int(event.text()))
            self._go_on_from(item)
            return
        super().keyPressEvent(event)

    def _current(self) -> ItemView | None:
        """Return the item that has the keyboard, or the one that is shown."""
        asked = [*self.items, *([self.difficulty] if self.difficulty else [])]
        for item in asked:
            if any(made.hasFocus() for made in item.buttons.values()):
                return item
        if self._way == ONE and self._at < len(self.items):
            return self.items[self._at]
        return None

    def _go_on_from(self, item: ItemView) -> None:
        if item in self.items:
            self.go(self.items.index(item) + 1)
        else:
            self.record_button.setFocus()

    def _leave_out(self) -> None:
        self.items[self._at].set_answer(None)
        self.go(self._at + 1)

    def _change(self) -> None:
        self._tell()
        self.edited.emit()

    def _show(self) -> None:
        at_end = self._at == len(self.items)
        one = self._way == ONE
        for place, item in enumerate(self.items):
            item.setVisible(not one or place == self._at)
        self._end.setVisible(not one or at_end)
        self.back_button.setVisible(one and self._at > 0)
        self.leave_out_button.setVisible(one and not at_end)
        self.next_button.setVisible(one and not at_end)
        self.record_button.setVisible(not one or at_end)
        self._tell()

    def _tell(self) -> None:
        answers = self.answers()
        n, missing = len(answers), answers.count(None)
        at_end = self._at == n
        self.progress_label.setText(
            _("{place} of {n}").format(place=self._at + 1, n=n)
            if self._way == ONE and not at_end
            else _("{answered} of {n} answered").format(answered=n - missing, n=n)
        )
        # one that has an answer is left out by taking the answer back
        self.next_button.setEnabled(at_end or answers[self._at] is not None)
        self.left_out_label.setVisible(missing > 0)
        self.left_out_label.setText(
            ngettext(
                "{n} item has no answer. It can be recorded so; there will be no score then.",
                "{n} items have no answer. It can be recorded so; there will be no score then.",
                missing,
            ).format(n=missing)
        )
        self.record_button.setEnabled(missing < n)
