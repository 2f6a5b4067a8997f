"""On which days: the kind of pattern, and what that kind asks for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain import patterns
from dosejournal.domain.patterns import LONGEST_CYCLE_DAYS, LONGEST_GAP_DAYS, Pattern
from dosejournal.errors import InputError
from dosejournal.gui.cards import FlowLayout, button
from dosejournal.gui.fields import WheelGuard
from dosejournal.gui.plan import regimen_words
from dosejournal.gui.plan.count_spin import CountSpin
from dosejournal.gui.plan.cycle_squares import CycleSquares
from dosejournal.i18n import _, ngettext

_FIRST_LENGTH = 7

Problem = tuple[QWidget, str]
"""What cannot be kept as it is: where it is corrected, and the sentence about it."""


class PatternField(QWidget):
    """The six kinds to choose from, and under them only the controls of the chosen one."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = QComboBox()
        for text, kind in (
            (_("Every day"), "daily"),
            (_("On chosen weekdays"), "weekdays"),
            (_("Every so many days"), "every"),
            (_("Some days on, some days off"), "on_off"),
            (_("In a cycle you draw"), "cycle"),
            (_("As needed, without a plan"), "as_needed"),
        ):
            self.kind.addItem(text, kind)
        self.kind.setAccessibleName(_("Pattern"))
        WheelGuard(self.kind)
        self.weekdays = WeekdayChips()
        self.every = _every()
        self.on, self.off = _on(), _off()
        self.cycle = CycleField()
        self._parts: dict[str, QWidget] = {
            "weekdays": self.weekdays,
            "every": _row(self.every),
            "on_off": _row(self.on, self.off),
            "cycle": self.cycle,
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.kind)
        for part in self._parts.values():
            layout.addWidget(part)
        self.kind.currentIndexChanged.connect(self._turn)
        for spin in (self.every, self.on, self.off):
            spin.valueChanged.connect(lambda _value: self.edited.emit())
        self.weekdays.edited.connect(self.edited)
        self.cycle.edited.connect(self.edited)
        self._turn()

    def value(self) -> Pattern:
        """Return the pattern as it is filled in."""
        match self.kind.currentData():
            case "weekdays":
                return Pattern("weekdays", weekdays=self.weekdays.value())
            case "every":
                return Pattern("every", every=self.every.value())
            case "on_off":
                return Pattern("on_off", on=self.on.value(), off=self.off.value())
            case "cycle":
                return Pattern("cycle", cycle=self.cycle.squares.signs())
            case "as_needed":
                return Pattern("as_needed")
        return Pattern("daily")

    def set_value(self, pattern: Pattern) -> None:
        """Show another pattern."""
        self.kind.setCurrentIndex(self.kind.findData(pattern.kind))
        self.weekdays.set_value(pattern.weekdays)
        if pattern.kind == "every":
            self.every.setValue(pattern.every)
        elif pattern.kind == "on_off":
            self.on.setValue(pattern.on)
            self.off.setValue(pattern.off)
        elif pattern.kind == "cycle":
            self.cycle.set_signs(pattern.cycle)

    def problem(self) -> Problem | None:
        """Return what keeps it from being a pattern, if anything."""
        pattern = self.value()
        try:
            patterns.checked(pattern)
        except InputError:
            return {
                "weekdays": (next(iter(self.weekdays.chips.values())), _no_weekday()),
                "on_off": (self.on, _too_long()),
                "cycle": (self.cycle.squares, _all_off()),
            }[pattern.kind]
        return None

    def _turn(self) -> None:
        for kind, part in self._parts.items():
            part.setVisible(kind == self.kind.currentData())
        self.edited.emit()


class WeekdayChips(QWidget):
    """The days of the week, each to be pressed, in the order of the person's own week."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        self.chips = {
            day: button(regimen_words.weekday(day), "chip") for day in regimen_words.week()
        }
        for day, chip in self.chips.items():
            chip.setAccessibleName(regimen_words.weekday(day, full=True))
            chip.toggled.connect(lambda _on: self.edited.emit())
            flow.addWidget(chip)

    def value(self) -> tuple[int, ...]:
        """Return the chosen days, Monday as 0, from Monday on."""
        return tuple(sorted(day for day, chip in self.chips.items() if chip.isChecked()))

    def set_value(self, weekdays: tuple[int, ...]) -> None:
        """Choose these days and no others."""
        for day, chip in self.chips.items():
            chip.setChecked(day in weekdays)


class CycleField(QWidget):
    """How long a cycle is, and its days to be drawn."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.squares = CycleSquares()
        self.length = CountSpin(
            _("Length of the cycle"),
            lambda n: ngettext("a cycle of {n} day", "a cycle of {n} days", n),
            1,
            LONGEST_CYCLE_DAYS,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(_row(self.length))
        layout.addWidget(self.squares)
        self.length.valueChanged.connect(self._follow)
        self.squares.wanted.connect(self.length.setValue)
        self.squares.edited.connect(self.edited)
        self.length.setValue(_FIRST_LENGTH)

    def set_signs(self, signs: str) -> None:
        """Show another cycle."""
        self.squares.set_signs(signs)
        self.length.setValue(len(signs))

    def _follow(self, days: int) -> None:
        self.squares.set_length(days)
        self.edited.emit()


def _every() -> CountSpin:
    # every single day is a kind of its own
    return CountSpin(
        _("Days from one dose to the next"),
        lambda n: ngettext("every {n} day", "every {n} days", n),
        2,
        LONGEST_GAP_DAYS,
    )


def _on() -> CountSpin:
    return CountSpin(
        _("Days on"),
        lambda n: ngettext("{n} day on", "{n} days on", n),
        1,
        LONGEST_GAP_DAYS - 1,
    )


def _off() -> CountSpin:
    return CountSpin(
        _("Days off"),
        lambda n: ngettext("{n} day off", "{n} days off", n),
        1,
        LONGEST_GAP_DAYS - 1,
    )


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


def _no_weekday() -> str:
    return _("No weekday is chosen. Nothing was recorded; choose at least one.")


def _too_long() -> str:
    return _(
        "Days on and days off are more than {n} together. Nothing was recorded; take fewer."
    ).format(n=LONGEST_GAP_DAYS)


def _all_off() -> str:
    return _("No day of this cycle is on. Nothing was recorded; turn at least one on.")
