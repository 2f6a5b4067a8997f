"""The form in which a check-in is filled in, new or to be amended."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain import vitals
from dosejournal.domain.entries import CheckInDraft, Entry
from dosejournal.domain.measures import Measure
from dosejournal.domain.vitals import Doubt
from dosejournal.errors import InputError, JournalError
from dosejournal.gui import rating_inputs
from dosejournal.gui.cards import label
from dosejournal.gui.moment_field import MomentField
from dosejournal.gui.note_field import NoteField
from dosejournal.gui.rating_inputs import RatingInput
from dosejournal.gui.rating_slider import RatingSlider
from dosejournal.gui.rating_track import HEIGHT, INSET
from dosejournal.gui.tag_field import TagField
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import measures

_NAME_WIDTH = 128
_NARROW = 480


class CheckInForm(QWidget):
    """All measures, a note, tags and the time; nothing is rated until the person rates it.

    Buttons that belong to the form go into `foot`, beside the time. What is filled in stays when
    the journal changes, also when measures come and go.
    """

    edited = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: dict[str, _Row] = {}
        self._amended: frozenset[str] = frozenset()  # measures of the entry that is amended
        self._head = QWidget(self)
        self._head.setFixedSize(0, 0)
        self.note = NoteField()
        self.tags = TagField(workspace)
        self.moment = MomentField(workspace.now)
        self.foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._measures = QVBoxLayout()
        self._lay_out()
        for part in (self.note, self.tags, self.moment):
            part.edited.connect(self.edited)
        self.note.refused.connect(workspace.failed)
        self.tags.rearranged.connect(self._order_tabs)
        workspace.changed.connect(self._notice)
        self._list()

    @property
    def inputs(self) -> Mapping[str, RatingInput]:
        """What each measure is rated with, by its key, in the person's order."""
        return {key: row.input for key, row in self._rows.items()}

    def draft(self) -> CheckInDraft:
        """Return what is filled in.

        Raises:
            InputError: something typed cannot be recorded.
        """
        values = ((key, each.value()) for key, each in self.inputs.items())
        return CheckInDraft(
            at=self.moment.value(),
            ratings={key: value for key, value in values if value is not None},
            note=self.note.text(),
            tags=self.tags.tags(),
        )

    def doubts(self) -> tuple[Doubt, ...]:
        """Return values that may be slips; what cannot be read is refused when it is recorded."""
        values: dict[str, float] = {}
        for key, each in self.inputs.items():
            with suppress(JournalError):
                value = each.value()
                if value is not None:
                    values[key] = value
        return vitals.doubts(values, (row.measure for row in self._rows.values()))

    def is_empty(self) -> bool:
        """Say whether nothing is filled in that would be lost."""
        return (
            all(each.is_empty() for each in self.inputs.values())
            and not self.note.text().strip()
            and not self.tags.tags()
        )

    def clear(self) -> None:
        """Make room for the next check-in."""
        self._amended = frozenset()
        for each in self.inputs.values():
            each.set_value(None)
        self.note.set_text("")
        self.tags.set_tags(())
        self.moment.set_value(None)
        self._workspace.attend(self._list)

    def show_measures(self, keys: Iterable[str]) -> None:
        """Show these measures besides those that every check-in asks for; the form is empty."""
        self.clear()
        self._amended = frozenset(keys)
        self._list()

    def fill(self, entry: Entry) -> None:
        """Show a recorded check-in, to be amended, with every measure that it rates."""
        self.show_measures(rating.measure for rating in entry.ratings)
        for rating in entry.ratings:
            self._rows[rating.measure].input.set_value(rating.value)
        self.note.set_text(entry.note)
        self.tags.set_tags(entry.tags)
        self.moment.set_moment(entry.moment)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put names above their lines where there is little room beside them."""
        super().resizeEvent(event)
        self._narrow()

    def _lay_out(self) -> None:
        self._measures.setSpacing(16)
        self.foot.setSpacing(8)
        self.foot.addWidget(self.moment, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._measures)
        layout.addSpacing(8)
        layout.addWidget(self.note)
        layout.addWidget(self.tags)
        layout.addLayout(self.foot)

    def _notice(self, changes: frozenset[str]) -> None:
        if "measure" in changes:
            self._workspace.attend(self._list)

    def _list(self) -> None:
        wanted = [
            measure
            for measure in self._workspace.read(measures.listing, archived=True)
            if not measure.archived or measure.key in self._amended or self._holds(measure.key)
        ]
        before, self._rows = self._rows, {}
        for measure in wanted:
            row = before.pop(measure.key, None)
            if row is None or not row.rates(measure):
                row = self._replaced(row, measure)
            self._measures.removeWidget(row)
            self._measures.addWidget(row)
            if self.isVisible():
                row.show()  # at once, so that the keyboard can go there
            self._rows[measure.key] = row
        for gone in before.values():
            self._drop(gone)
        self._order_tabs()
        self._narrow()

    def _holds(self, key: str) -> bool:
        return key in self._rows and not self._rows[key].input.is_empty()

    def _replaced(self, old: "_Row | None", measure: Measure) -> "_Row":
        row = _Row(measure)
        row.input.edited.connect(self.edited)
        if old is not None:
            row.take_over(old)
            self._drop(old)
        return row

    def _drop(self, row: "_Row") -> None:
        self._measures.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _order_tabs(self) -> None:
        stops = [stop for each in self.inputs.values() for stop in each.stops]
        stops += [self.note, *self.tags.stops, *self.moment.stops]
        # Qt orders only what Tab stops at, and what comes first needs something to come after;
        # parts have no focus proxies, because Tab would stop at the part as well as at the proxy
        self._head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for first, second in pairwise([self._head, *stops]):
            self.setTabOrder(first, second)
        self._head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(stops[0])

    def _narrow(self) -> None:
        narrow = self.width() < _NARROW
        beside = QBoxLayout.Direction.LeftToRight
        above = QBoxLayout.Direction.TopToBottom
        self.foot.setDirection(above if narrow else beside)
        for row in self._rows.values():
            row.line.setDirection(above if narrow else beside)


class _Row(QWidget):
    """A measure's name beside what it is rated with."""

    def __init__(self, measure: Measure) -> None:
        super().__init__()
        self.measure = measure
        self.input = rating_inputs.for_measure(measure)
        name = label(measure.name)
        font = name.font()
        font.setWeight(font.Weight.Medium)
        name.setFont(font)
        name.setFixedWidth(_NAME_WIDTH)
        name.setMinimumHeight(HEIGHT)
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(6)
        self.line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        if not isinstance(self.input, RatingSlider):
            self.line.addSpacing(INSET)  # in line with the lines above and below
        self.line.addWidget(self.input, 1)

    def rates(self, measure: Measure) -> bool:
        """Say whether this row fits a measure as it is now, wherever that stands."""
        moved = replace(self.measure, position=measure.position, archived=measure.archived)
        return moved == measure

    def take_over(self, other: "_Row") -> None:
        """Show the rating of a row that this one stands in for, where it still fits."""
        try:
            value = other.input.value()
            if value is not None:
                self.input.set_value(self.measure.check(value))
        except InputError:
            # typed, but no value of this measure, neither as it was nor as it is now
            return
