"""Where the amount of a dose is written: exact as typed, estimated, or unknown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from dosejournal.domain import amounts
from dosejournal.domain.entries import Dose
from dosejournal.errors import InputError
from dosejournal.gui.cards import FlowLayout
from dosejournal.gui.dose_words import amount_words, local_number, read_number
from dosejournal.gui.fields import Field, Line, OpenChoice
from dosejournal.i18n import _

_AMOUNT_WIDTH = 120
_MARGIN_WIDTH = 96
_UNIT_WIDTH = 136


class AmountInput(QWidget):
    """An amount, its unit, whether it is estimated and how closely; empty means unknown."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = QLineEdit()
        self.amount.setPlaceholderText(_("unknown"))
        self.amount.setFixedWidth(_AMOUNT_WIDTH)
        self.unit = OpenChoice()
        self.unit.setMinimumWidth(_UNIT_WIDTH)
        self.unit.offer(amounts.UNITS)
        self.estimated = QCheckBox(_("Estimated"))
        self.margin = QLineEdit()
        self.margin.setFixedWidth(_MARGIN_WIDTH)
        self.line = Line()
        self._offered_unit = ""
        self._lay_out()
        for field in (self.amount, self.margin):
            field.textChanged.connect(self._change)
            field.editingFinished.connect(self._leave)
        self.estimated.toggled.connect(self._change)
        self.unit.editTextChanged.connect(self._change)
        self.unit.field.editingFinished.connect(self._leave_unit)
        self._change()

    def _lay_out(self) -> None:
        row = FlowLayout(spacing=12)
        row.addWidget(Field(_("Amount"), self.amount))
        row.addWidget(Field(_("Unit"), self.unit))
        # the caption keeps the box level with the fields beside it
        row.addWidget(Field(_("How exact"), self.estimated))
        row.addWidget(Field(_("± margin"), self.margin))
        self.estimated.setAccessibleName(_("Estimated"))
        self.estimated.setMinimumHeight(self.amount.sizeHint().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.line)

    def parts(self) -> tuple[str | None, str, bool, str | None]:
        """Return amount, unit, whether estimated, and margin, as a dose draft takes them."""
        amount = read_number(self.amount.text()) or None
        estimated = amount is not None and self.estimated.isChecked()
        margin = read_number(self.margin.text()) or None
        return amount, self.unit.currentText(), estimated, margin if estimated else None

    def check(self) -> QWidget | None:
        """Say what is wrong, if anything; return the field to correct, or None."""
        amount, unit, _estimated, margin = self.parts()
        for field, rule, text in (
            (self.amount, amounts.amount, amount),
            (self.unit, amounts.unit, unit),
            (self.margin, amounts.amount, margin),
        ):
            try:
                if text is not None:
                    rule(text)
            except InputError as error:
                self.line.refuse(str(error))
                return field
        self._describe()
        return None

    def offer_unit(self, unit: str) -> None:
        """Fill in the unit of the chosen substance, unless the person has chosen one."""
        if self.unit.currentText() == self._offered_unit:
            self._offered_unit = unit
            self.unit.setEditText(unit)

    def is_empty(self) -> bool:
        """Say whether the person has written nothing here."""
        written = self.amount.text().strip() or self.unit.currentText() != self._offered_unit
        return not written

    def clear(self) -> None:
        """Empty every field."""
        self.fill(None)

    def fill(self, dose: Dose | None) -> None:
        """Show the amount of a dose, or nothing."""
        # the unit of a recorded amount is no offer: it stays when the substance is corrected
        self._offered_unit = ""
        self.amount.setText(local_number(dose.amount or "") if dose else "")
        self.unit.setEditText(dose.unit if dose else "")
        self.estimated.setChecked(dose is not None and dose.estimated)
        self.margin.setText(local_number(dose.plus_minus or "") if dose else "")
        self._describe()

    def _change(self) -> None:
        known = bool(self.amount.text().strip())
        self.estimated.setEnabled(known)
        self.margin.setEnabled(known and self.estimated.isChecked())
        self._describe()
        self.edited.emit()

    def _leave(self) -> None:
        self.check()

    def _leave_unit(self) -> None:
        try:
            usual = amounts.unit(self.unit.currentText())
        except InputError as error:
            self.line.refuse(str(error))
            return
        if usual != self.unit.currentText():
            self.unit.setEditText(usual)

    def _describe(self) -> None:
        amount, unit, estimated, margin = self.parts()
        if amount is None:
            self.line.say(_("Left empty, the amount is recorded as unknown."))
            return
        try:
            read = Dose(
                substance="",
                discreet_label="",
                status="taken",
                amount=amounts.amount(amount),
                unit=amounts.unit(unit),
                estimated=estimated,
                plus_minus=amounts.amount(margin) if margin else None,
            )
        except InputError as error:
            # nobody is corrected in the middle of a number
            if self.amount.hasFocus() or self.margin.hasFocus() or self.unit.hasFocus():
                self.line.say(" ")
            else:
                self.line.refuse(str(error))
            return
        self.line.say(_("Recorded as {dose}.").format(dose=amount_words(read)))
