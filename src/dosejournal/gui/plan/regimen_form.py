"""The fields of a regimen: what, on which days, when, how much, and until when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain import comparable, notes
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import RegimenDraft, checked
from dosejournal.errors import InputError
from dosejournal.gui.cards import label
from dosejournal.gui.fields import Field, OpenChoice
from dosejournal.gui.note_field import NoteField
from dosejournal.gui.plan.day_field import DayEdit, HoldsField, LastDayField
from dosejournal.gui.plan.pattern_field import PatternField, Problem
from dosejournal.gui.plan.steps_field import StepsField
from dosejournal.gui.plan.times_field import TimesField
from dosejournal.gui.plan.window_field import WindowField
from dosejournal.i18n import _

_COUNTED = ("every", "on_off", "cycle")


@dataclass(frozen=True, slots=True)
class Known:
    """A substance that can be chosen, with its usual unit."""

    name: str
    unit: str


class RegimenForm(QWidget):
    """Fields one below the other; `edited` tells of every change.

    With `changing` they describe the next version of a regimen: its substance stays, and instead
    of the first day there is the day from which the changes hold.
    """

    edited = Signal()

    def __init__(
        self,
        draft: RegimenDraft,
        known: Sequence[Known],
        today: date,
        *,
        changing: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._given = draft
        self._changing = changing
        self._units = {each.name.casefold(): each.unit for each in known}
        self.substance = OpenChoice(_("As you call it"))
        self.substance.offer(each.name for each in known)
        self.pattern = PatternField()
        self.times = TimesField()
        self.first_day = DayEdit(_("First day"))
        self.holds = HoldsField(today)
        self.last_day = LastDayField()
        self.steps = StepsField(_("from the change on") if changing else _("from the start"))
        self.late_after = WindowField()
        self.remind = QCheckBox(_("Remind me of these doses"))
        self.note = NoteField()
        self._make_fields()
        self._lay_out()
        self._fill()
        self._follow()
        self._order()
        self._watch()

    def draft(self) -> RegimenDraft:
        """Return what is filled in."""
        first_day = self._first_day()
        pattern = self.pattern.value()
        return RegimenDraft(
            substance=self._given.substance if self._changing else self.substance.currentText(),
            pattern=pattern,
            times=() if pattern.kind == "as_needed" else self.times.value(),
            first_day=first_day,
            last_day=self.last_day.value(),
            steps=self.steps.value(first_day),
            window_minutes=self.late_after.value(),
            remind=self.remind.isChecked(),
            note=self.note.text(),
        )

    def refusal(self) -> Field | None:
        """Say at each field what is wrong with it; return the first that is, or None."""
        refused = None
        for field, problem in (
            (self.substance_field, self._substance_problem()),
            (self.pattern_field, self.pattern.problem()),
            (self.times_field, self._times_problem()),
            (self.last_day_field, self._days_problem()),
            (self.steps_field, self.steps.problem()),
            (self.late_field, self._window_problem()),
            (self.note_field, self._note_problem()),
        ):
            if problem is None:
                field.explain()
                continue
            control, sentence = problem
            field.refuse(sentence)
            if refused is None:
                refused = field
                control.setFocus()
        self._hint_at_days()
        return refused

    def say_it_begins_again(self) -> None:
        """Ask from when a regimen goes on that was closed."""
        self.holds_field.caption.setText(_("It begins again"))
        self.holds.setAccessibleName(_("It begins again"))

    def place_preview(self, preview: QWidget) -> None:
        """Put the preview between the fields that it follows and the others."""
        self._column.insertWidget(self._column.indexOf(self.steps_field), preview)

    def _make_fields(self) -> None:
        self.substance_field = Field(_("Substance"), self.substance)
        self.pattern_field = Field(_("Days"), self.pattern)
        self.times_field = Field(_("Times of day"), self.times)
        self.first_day_field = Field(_("First day"), self.first_day)
        self.holds_field = Field(
            _("These changes hold from"),
            self.holds,
            _("What was planned until then stays as it was, with what was recorded for it."),
        )
        self.last_day_field = Field(_("Last day"), self.last_day)
        self.steps_field = Field(_("Amount"), self.steps)
        self.late_field = Field(
            _("A dose counts as late after"),
            self.late_after,
            _("Counted from the time it is planned for."),
        )
        self.note_field = Field(_("Note"), self.note)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        name = label(self._given.substance, "name")
        name.setAccessibleName(_("Substance: {name}").format(name=self._given.substance))
        for part in (
            name if self._changing else self.substance_field,
            self.pattern_field,
            self.times_field,
            self._span(),
            self.steps_field,
            self.late_field,
            self.remind,
            self.note_field,
        ):
            self._column.addWidget(part)

    def _span(self) -> QWidget:
        span = QWidget()
        if self._changing:
            rows = QVBoxLayout(span)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(16)
            rows.addWidget(self.holds_field)
            rows.addWidget(self.last_day_field)
        else:
            # beside each other: the whole form is seen at once on most screens
            row = QHBoxLayout(span)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(16)
            row.addWidget(self.first_day_field, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self.last_day_field, 1, Qt.AlignmentFlag.AlignTop)
        return span

    def _fill(self) -> None:
        draft = self._given
        self.substance.setEditText(draft.substance)
        self.pattern.set_value(draft.pattern)
        self.times.set_value(draft.times)
        self.first_day.set_day(draft.first_day)
        self.holds.set_value(draft.first_day)
        self.last_day.set_value(draft.last_day, draft.first_day)
        self.steps.fill(draft.steps, draft.first_day)
        self.late_after.set_value(draft.window_minutes)
        self.remind.setChecked(draft.remind)
        self.note.set_text(draft.note)

    def _watch(self) -> None:
        self.substance.editTextChanged.connect(self._offer_unit)
        self.times.rearranged.connect(self._order)
        self.steps.rearranged.connect(self._order)
        self.note.refused.connect(self.note_field.refuse)
        self.first_day.dateChanged.connect(lambda _day: self._follow())
        self.remind.toggled.connect(lambda _on: self._follow())
        for part in (
            self.pattern,
            self.times,
            self.holds,
            self.last_day,
            self.steps,
            self.late_after,
            self.note,
        ):
            part.edited.connect(self._follow)

    def _order(self) -> None:
        # rows come and go: where each stands for the Tab key is said anew
        stops: list[QWidget] = [
            self.pattern.cycle.squares,
            *self.times.stops,
            *(self.holds.stops if self._changing else (self.first_day,)),
            *self.last_day.stops,
            *self.steps.stops,
            self.late_after.hours,
        ]
        for first, second in pairwise(stops):
            self.setTabOrder(first, second)

    def _follow(self) -> None:
        planned = self.pattern.value().kind != "as_needed"
        for each in (self.times_field, self.late_field, self.remind):
            each.setVisible(planned)
        self.steps.begin_on(self._first_day())
        self._hint_at_days()
        self.edited.emit()

    def _first_day(self) -> date:
        return self.holds.value() if self._changing else self.first_day.day()

    def _offer_unit(self, name: str) -> None:
        self.steps.offer_unit(self._units.get(name.strip().casefold(), ""))
        self.edited.emit()

    def _hint_at_days(self) -> None:
        if self.pattern_field.refused:
            return
        pattern = self.pattern.value()
        why = comparable.why_not_comparable(pattern)
        hints = (self._counting(pattern), comparable.reason(why) if why else "")
        self.pattern_field.explain("\n".join(hint for hint in hints if hint))

    def _counting(self, pattern: Pattern) -> str:
        if pattern.kind not in _COUNTED:
            return ""
        if not self._changing:
            return _("Counted from the first day.")
        if pattern == self._given.pattern:
            return _("Counted on as until now.")
        return _("Counted from the day on which the change holds.")

    def _substance_problem(self) -> Problem | None:
        if self._changing:
            return None
        return _said(self.substance, lambda: notes.name(self.substance.currentText()))

    def _times_problem(self) -> Problem | None:
        return None if self.times_field.isHidden() else self.times.problem()

    def _days_problem(self) -> Problem | None:
        days = replace(self._bare(), last_day=self.last_day.value())
        return _said(self.last_day.day, lambda: checked(days))

    def _window_problem(self) -> Problem | None:
        window = replace(self._bare(), window_minutes=self.late_after.value())
        return _said(self.late_after.hours, lambda: checked(window))

    def _note_problem(self) -> Problem | None:
        return _said(self.note, lambda: notes.note(self.note.text()))

    def _bare(self) -> RegimenDraft:
        # nothing but the first day can be wrong with it: what is checked is put in
        return RegimenDraft("", Pattern("as_needed"), (), self._first_day())


def _said(control: QWidget, check: Callable[[], object]) -> Problem | None:
    try:
        check()
    except InputError as error:
        return control, str(error)
    return None
