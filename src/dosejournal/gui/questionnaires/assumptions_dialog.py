"""What is assumed of how exactly a questionnaire measures, as the person wants it."""

from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from dosejournal.domain.questionnaires import Instrument, MeasurementError
from dosejournal.gui.cards import label
from dosejournal.gui.fields import Field, WheelGuard
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import questionnaires

_MOST_RELIABLE = 0.99


class AssumptionsDialog(FormDialog):
    """Two numbers, which are kept in the journal with the day on which they were chosen."""

    def __init__(
        self,
        workspace: Workspace,
        form: Instrument,
        error: MeasurementError,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, _("Measurement error"), _("Save"), parent)
        self._form = form
        self.sd = _spin(error.sd, 0.1, form.maximum, 1)
        self.reliability = _spin(error.reliability, 0.0, _MOST_RELIABLE, 2)
        self.body.addWidget(label(form.name, "card-title"))
        self.body.addWidget(
            label(
                _(
                    "From these two follows how large a change must be to be larger than "
                    "measurement error. Other yardsticks disagree; what is assumed is printed "
                    "wherever a change is told."
                )
            )
        )
        self.body.addWidget(
            Field(_("Spread of scores (standard deviation)"), self.sd, _("In points."))
        )
        self.body.addWidget(
            Field(
                _("Retest reliability"),
                self.reliability,
                _("From 0 to below 1: how alike two fillings are when nothing has changed."),
            )
        )
        self.save_wanted.connect(self._save)
        self.begin(lambda: (self.sd.value(), self.reliability.value()))
        self.sd.setFocus()

    def _save(self) -> None:
        self.keep(
            lambda: self._workspace.perform(
                _("Measurement error changed"),
                questionnaires.choose_measurement_error,
                self._workspace.now(),
                self._form.key,
                self.sd.value(),
                self.reliability.value(),
            )
        )


def _spin(value: float, low: float, high: float, decimals: int) -> QDoubleSpinBox:
    made = QDoubleSpinBox()
    made.setDecimals(decimals)
    made.setRange(low, high)
    made.setSingleStep(10**-decimals)
    made.setValue(value)
    WheelGuard(made)
    return made
