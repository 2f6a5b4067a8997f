"""The dialog in which a regimen is planned, or the next version of one."""

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.plan.plan_days import Before
from dosejournal.gui.plan.plan_preview import PlanPreview
from dosejournal.gui.plan.regimen_form import Known, RegimenForm
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import pauses, planning, regimens, substances

_BESIDE = 368
_WIDE = 824
_WIDE_SCREEN = 960


class RegimenDialog(FormDialog):
    """Plans a regimen, or with its id changes one from now or a day ahead on.

    One that is closed goes on again when it is saved.
    The preview stays beside the fields where there is room, and among them where there is not.
    """

    def __init__(
        self, workspace: Workspace, series_id: int | None, parent: QWidget | None = None
    ) -> None:
        now = workspace.now()
        # read first: where it is gone, no half-made dialog stays behind
        closed = False
        if series_id is None:
            draft, before = _empty(now.date()), None
        else:
            draft = workspace.read(regimens.next_draft, now, series_id)
            before = _before(workspace, series_id)
            closed = _is_closed(before, now)
        super().__init__(workspace, *_words(is_new=before is None, closed=closed), parent)
        self._series_id = series_id
        self._closed = closed
        self.form = RegimenForm(
            replace(draft, last_day=None) if closed else draft,
            _known(workspace),
            now.date(),
            changing=before is not None,
        )
        if closed:
            self.form.say_it_begins_again()
        self.preview = PlanPreview(workspace, before)
        self.body.addWidget(self.form)
        self._build_beside()
        self.form.edited.connect(self._follow)
        self._follow()
        self.begin(self.form.draft)
        self.save_wanted.connect(self._save)
        (self.form.substance if before is None else self.form.pattern.kind).setFocus()

    def _build_beside(self) -> None:
        self._beside = QWidget()
        self._column = QVBoxLayout(self._beside)
        # the margins of a layout are not turned with the language
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, right = (24, 8) if mirrored else (8, 24)
        self._column.setContentsMargins(left, 24, right, 8)
        self._column.addWidget(self.preview)
        self._column.addStretch(1)
        self._beside.setFixedWidth(_BESIDE)
        self.middle.addWidget(self._beside)

    def fit(self) -> None:
        """Take the height of the fields, and room for the preview where the screen has it."""
        wide = self.screen().availableSize().width() >= _WIDE_SCREEN
        self._place_preview(beside=wide)
        super().fit()
        # fields that are higher than the screen get a bar, which takes none of their width
        bar = self.area.verticalScrollBar().sizeHint().width()
        width = self.width() + bar
        self.resize(max(_WIDE, width + _BESIDE) if wide else width, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview beside the fields, or among them where that is too narrow."""
        super().resizeEvent(event)
        self._place_preview(beside=event.size().width() >= _WIDE)

    def _place_preview(self, *, beside: bool) -> None:
        if beside != self._beside.isHidden():
            return
        self._beside.setVisible(beside)
        if beside:
            self._column.insertWidget(0, self.preview)
        else:
            self.form.place_preview(self.preview)
        # a layout would show it a little later, and it would be seen to come
        self.preview.show()

    def _follow(self) -> None:
        self.line.say("")
        self.preview.follow(self.form.draft)

    def _save(self) -> None:
        self.line.say("")
        refused = self.form.refusal()
        if refused is not None:
            self.area.ensureWidgetVisible(refused)
        elif self._is_the_same():
            # once more it would be a version of its own
            self.accept()
        else:
            self.keep(self._keep)

    def _is_the_same(self) -> bool:
        return self._series_id is not None and not self._closed and not self.has_unsaved()

    def _keep(self) -> None:
        now, draft, known = self._workspace.now(), self.form.draft(), self._series_id
        if known is None:
            self._workspace.perform(_("Regimen added"), planning.add, now, draft)
        else:
            self._workspace.perform(_("Regimen changed"), regimens.change, now, known, draft)


def _words(*, is_new: bool, closed: bool) -> tuple[str, str]:
    if is_new:
        return _("Add a regimen"), _("Add the regimen")
    if closed:
        return _("Begin the regimen again"), _("Begin again")
    return _("Change the regimen"), _("Save")


def _empty(today: date) -> RegimenDraft:
    return RegimenDraft(substance="", pattern=Pattern("daily"), times=(), first_day=today)


def _before(workspace: Workspace, series_id: int) -> Before:
    stops = workspace.read(pauses.listing)
    return Before(
        versions=tuple(workspace.read(regimens.of_series, series_id)),
        pauses=tuple(stop for stop in stops if stop.series_id == series_id),
    )


def _is_closed(before: Before, now: datetime) -> bool:
    ends_at = before.versions[-1].ends_at
    return ends_at is not None and ends_at <= regimens.boundary(now)


def _known(workspace: Workspace) -> list[Known]:
    found = workspace.read(substances.listing)
    return [Known(substance.name, substance.unit) for substance in found]
