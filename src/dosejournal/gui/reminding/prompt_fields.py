"""How many prompts come in a day, and between which hours."""

from dataclasses import replace

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QTimeEdit, QVBoxLayout, QWidget

from dosejournal.domain import reminders as rules
from dosejournal.domain.reminders import MOST_PROMPTS, PromptRule
from dosejournal.errors import InputError
from dosejournal.gui.cards import FlowLayout
from dosejournal.gui.fields import Field, Line, WheelGuard
from dosejournal.gui.plan.count_spin import CountSpin
from dosejournal.i18n import _, ngettext

_BEFORE_TEXT = 8
_LAST_MINUTE = 24 * 60 - 1


class PromptFields(QWidget):
    """A number and two hours; what does not fit together is said below them."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.per_day = CountSpin(
            _("How many"),
            lambda n: ngettext("{n} a day", "{n} a day", n),
            1,
            MOST_PROMPTS,
        )
        self.first = _clock_edit()
        self.last = _clock_edit()
        self.line = Line("", self)
        row = QWidget()
        flow = FlowLayout(row, spacing=16)
        flow.addWidget(Field(_("How many"), self.per_day))
        flow.addWidget(Field(_("Not before"), self.first))
        flow.addWidget(Field(_("Not after"), self.last))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(row)
        layout.addWidget(self.line)
        self.per_day.valueChanged.connect(lambda _n: self.edited.emit())
        for edit in (self.first, self.last):
            edit.timeChanged.connect(lambda _time: self.edited.emit())

    def set_value(self, rule: PromptRule) -> None:
        """Show another rule."""
        self.per_day.setValue(rule.per_day)
        self.first.setTime(_time(rule.first_minute))
        self.last.setTime(_time(rule.last_minute))
        self.line.say("")

    def checked(self, kept: PromptRule) -> PromptRule:
        """Return what stands here; the rule that is kept where it says what cannot be."""
        rule = replace(
            kept,
            per_day=self.per_day.value(),
            first_minute=_minute(self.first),
            last_minute=_minute(self.last),
        )
        try:
            rules.checked_prompts(rule)
        except InputError as error:
            self.line.refuse(str(error))
            return kept
        self.line.say("")
        return rule


def _clock_edit() -> QTimeEdit:
    made = QTimeEdit()
    made.setDisplayFormat(made.locale().timeFormat(made.locale().FormatType.ShortFormat))
    # a spin box leaves no room of its own before its text
    made.lineEdit().setTextMargins(_BEFORE_TEXT, 0, 0, 0)
    WheelGuard(made)
    return made


def _minute(edit: QTimeEdit) -> int:
    return edit.time().hour() * 60 + edit.time().minute()


def _time(minute: int) -> QTime:
    return QTime(*divmod(min(minute, _LAST_MINUTE), 60))
