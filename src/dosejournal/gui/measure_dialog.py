"""The dialog in which a measure is described: what is rated, and on which scale."""

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dosejournal.domain import vitals
from dosejournal.domain.measures import Better, Measure, checked
from dosejournal.errors import InputError
from dosejournal.gui.fields import Field, WheelGuard
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.measure_scales import AnchorsInput, NumberInput, StepsInput
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import measures

_LONGEST_SCALE = (0.0, 100.0)


class MeasureDialog(FormDialog):
    """Adds a measure, or changes a known one; what is rated already keeps its scale."""

    def __init__(
        self, workspace: Workspace, measure: Measure | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            workspace,
            _("Add measure") if measure is None else _("Edit measure"),
            _("Add measure") if measure is None else _("Save"),
            parent,
        )
        self._measure = measure or Measure("", "", better="neither")
        self.name = QLineEdit(self._measure.name)
        self.kind = QComboBox()
        for text, kind in (
            (_("Scale between two words"), "scale"),
            (_("Steps with a word each"), "steps"),
            (_("Number"), "number"),
            (_("Yes or no"), "yes_no"),
        ):
            self.kind.addItem(text, kind)
        self.anchors = AnchorsInput()
        self.steps = StepsInput()
        self.number = NumberInput()
        self.better = QComboBox()
        WheelGuard(self.kind)
        WheelGuard(self.better)
        self.start = QComboBox()
        self.start.addItem(_("A measure of my own"), None)
        self._key = ""
        self._start_field = Field(_("Begin with"), self.start)
        WheelGuard(self.start)
        self._name_field = Field(_("Name"), self.name)
        self._kind_field = Field(_("How it is rated"), self.kind)
        self._lay_out()
        self._offer()
        self._fill()
        self.kind.currentIndexChanged.connect(self._turn)
        self._turn()
        self.begin(self.draft)
        self.save_wanted.connect(self._save)
        self.name.setFocus()

    def _lay_out(self) -> None:
        for part in (
            self._start_field,
            self._name_field,
            self._kind_field,
            self.anchors,
            self.steps,
            self.number,
            Field(_("Which way is better"), self.better),
        ):
            self.body.addWidget(part)

    def _offer(self) -> None:
        """Offer what the journal has not yet, where something is added."""
        if not self._measure.key:
            known = self._workspace.read(measures.listing, archived=True)
            taken = {each.key for each in known} | {each.name.casefold() for each in known}
            for vital in vitals.shipped():
                if not {vital.measure.key, vital.measure.name.casefold()} & taken:
                    self.start.addItem(vital.measure.name, vital.measure)
        self._start_field.setVisible(self.start.count() > 1)
        self.start.activated.connect(self._begin_with)

    def _begin_with(self, place: int) -> None:
        chosen: Measure | None = self.start.itemData(place)
        self._key = "" if chosen is None else chosen.key
        if chosen is None:
            return
        self.name.setText(chosen.name)
        self.kind.setCurrentIndex(self.kind.findData("number"))
        self.number.fill(chosen)
        self._name_better(chosen.better)

    def _fill(self) -> None:
        measure = self._measure
        kind = "steps" if measure.words else measure.kind
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._name_better(measure.better)
        if kind == "scale":
            self.anchors.fill(measure)
        elif kind == "steps":
            self.steps.fill(measure)
        elif kind == "number":
            self.number.fill(measure)
        if measure.key and self._workspace.read(measures.has_ratings, measure.key):
            self._fix()

    def _fix(self) -> None:
        self.kind.setEnabled(False)
        self.steps.count.setEnabled(False)
        self.number.fix()
        self._kind_field.explain(
            _(
                "It has ratings, so its kind and scale stay: on another scale they would "
                "lose their meaning. Its name and words can be changed."
            )
        )

    def draft(self) -> Measure:
        """Return the measure as described.

        Raises:
            InputError: a limit is no number.
        """
        kept = replace(
            self._measure,
            name=self.name.text().strip(),
            better=cast(Better, self.better.currentData()),
            low_anchor="",
            high_anchor="",
            words=(),
            unit="",
        )
        kind = self.kind.currentData()
        if kind == "yes_no":
            return replace(kept, kind="yes_no", minimum=0.0, maximum=1.0)
        if kind == "number":
            low, high = self.number.limits()
            unit = self.number.unit.text().strip()
            return replace(kept, kind="number", minimum=low, maximum=high, unit=unit)
        if kind == "steps":
            low, high = self.steps.limits()
            return replace(kept, kind="scale", minimum=low, maximum=high, words=self.steps.words())
        return self._scale(kept)

    def _scale(self, kept: Measure) -> Measure:
        was_scale = self._measure.kind == "scale" and not self._measure.words
        low, high = (kept.minimum, kept.maximum) if was_scale else _LONGEST_SCALE
        first, last = self.anchors.words()
        return replace(
            kept, kind="scale", minimum=low, maximum=high, low_anchor=first, high_anchor=last
        )

    def _turn(self) -> None:
        kind = self.kind.currentData()
        self.anchors.setVisible(kind == "scale")
        self.steps.setVisible(kind == "steps")
        self.number.setVisible(kind == "number")
        self._name_better(self.better.currentData())
        if self.isVisible():
            self.fit()

    def _name_better(self, chosen: Better) -> None:
        answers = self.kind.currentData() == "yes_no"
        words = (
            (_("Yes is better") if answers else _("Higher is better"), "higher"),
            (_("No is better") if answers else _("Lower is better"), "lower"),
            (_("Neither is better"), "neither"),
        )
        self.better.clear()
        for text, better in words:
            self.better.addItem(text, better)
        self.better.setCurrentIndex(self.better.findData(chosen))

    def _save(self) -> None:
        self.line.say("")
        self._name_field.explain()
        try:
            measure = checked(self.draft())
        except InputError as error:
            self._refuse_draft(str(error))
            return
        self.keep(lambda: self._keep(measure))

    def _refuse_draft(self, sentence: str) -> None:
        empty = self.steps.empty_step() if self.steps.isVisible() else None
        if not self.name.text().strip():
            self._name_field.refuse(sentence)
            self.name.setFocus()
            return
        self.line.refuse(sentence)
        if empty is not None:
            empty.setFocus()

    def _keep(self, measure: Measure) -> None:
        if self._measure.key:
            self._workspace.perform(_("Measure changed"), measures.amend, measure)
        else:
            added = replace(measure, key=self._key)
            self._workspace.perform(_("Measure added"), measures.add, added)
