"""The pages by name, and how each is built on the first visit; the dialogs likewise.

The imports stand inside the functions: a page that is not opened costs no time at the start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from dosejournal.gui.backups.keeping import Backups
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.reminding.desktop import Desktop
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal.drafts import Draft

# opens another page by its key, or a part of one: "evidence#safety"
Visit = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page may need to know of the window it is in."""

    workspace: Workspace
    tasks: Tasks
    preferences: Preferences
    desktop: Desktop
    visit: Visit
    backups: Backups


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window; its key names its icon as well."""

    key: str
    word: Callable[[], str]
    build: Callable[[Surroundings], QWidget]


class InParts(Protocol):
    """A page that has parts, of which a visit may ask for one."""

    def show_part(self, key: str) -> None:
        """Show this part."""


def show_part(page: QWidget, key: str) -> None:
    """Show a part of a page; without a key, the page stays as it is."""
    if key:
        cast(InParts, page).show_part(key)


def import_dialog(
    workspace: Workspace, tasks: Tasks, path: Path | None, parent: QWidget, kept: Backups
) -> QDialog:
    """Return the dialog that brings a file into the journal, after a backup."""
    from dosejournal.gui.import_dialog import ImportDialog

    return ImportDialog(workspace, tasks, path, parent, kept.make_before)


def export_dialog(workspace: Workspace, tasks: Tasks, parent: QWidget) -> QDialog:
    """Return the dialog that writes the record as a file for other programs."""
    from dosejournal.gui.export_dialog import ExportDialog

    return ExportDialog(workspace, tasks, parent)


def restore_dialog(kept: Backups, parent: QWidget) -> QDialog:
    """Return the dialog that goes back to a backup; `kept` tells to which."""
    from dosejournal.gui.backups.restore_dialog import RestoreDialog, Subject

    dialog = RestoreDialog(Subject(kept.path, kept.key, kept.now), kept.tasks, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.restore_asked.connect(kept.restore_asked)
    return dialog


def help_dialog(parent: QWidget) -> QDialog:
    """Return the dialog that tells how to use the program."""
    from dosejournal.gui.help_dialog import HelpDialog

    return HelpDialog(parent)


def get_help_dialog(workspace: Workspace, parent: QWidget) -> QDialog:
    """Return the dialog that shows whom to call now."""
    from dosejournal.gui.safety.get_help import GetHelpDialog

    dialog = GetHelpDialog(workspace, parent)
    dialog.manual_wanted.connect(lambda: help_dialog(parent).show())
    return dialog


def effect_dialog(workspace: Workspace, parent: QWidget) -> QDialog:
    """Return the dialog that records an unwanted effect."""
    from dosejournal.gui.effects.effect_dialog import EffectDialog

    return EffectDialog(workspace, None, parent)


def about_dialog(parent: QWidget) -> QDialog:
    """Return the dialog that tells what the program is."""
    from dosejournal.gui.help_dialog import AboutDialog

    return AboutDialog(parent)


def fault_log_dialog(parent: QWidget) -> QDialog:
    """Return the dialog that shows where the program made mistakes."""
    from dosejournal.gui.fault_log_dialog import FaultLogDialog

    return FaultLogDialog(parent)


def _today(around: Surroundings) -> QWidget:
    from dosejournal.gui.today_page import TodayPage

    page = TodayPage(around.workspace)
    page.dose_wanted.connect(lambda: around.visit("doses"))
    page.effects.record_wanted.connect(lambda: effect_dialog(around.workspace, page).open())
    page.due.wanted.connect(lambda: around.visit("questionnaires"))

    def go_on(draft: Draft) -> None:
        from dosejournal.gui import resuming

        if draft.kind == "dose":
            around.visit(f"doses#{draft.place}")
        elif draft.kind == "questionnaire":
            around.visit(f"questionnaires#{draft.place}")
        else:
            resuming.open_dialog(around.workspace, draft, page)

    page.draft_wanted.connect(go_on)
    return page


def _timeline(around: Surroundings) -> QWidget:
    from dosejournal.gui.timeline_page import TimelinePage

    page = TimelinePage(around.workspace)
    page.check_in_wanted.connect(lambda: around.visit("today"))
    return page


def _doses(around: Surroundings) -> QWidget:
    from dosejournal.gui.doses_page import DosesPage

    return DosesPage(around.workspace)


def _trends(around: Surroundings) -> QWidget:
    from dosejournal.gui.trends_page import TrendsPage

    page = TrendsPage(around.workspace)
    page.check_in_wanted.connect(lambda: around.visit("today"))
    return page


def _compare(around: Surroundings) -> QWidget:
    from dosejournal.gui.compare.page import ComparePage

    page = ComparePage(around.workspace, around.tasks)
    page.check_in_wanted.connect(lambda: around.visit("today"))
    page.dose_wanted.connect(lambda: around.visit("doses"))
    return page


def _questionnaires(around: Surroundings) -> QWidget:
    from dosejournal.gui.questionnaires.page import QuestionnairesPage

    page = QuestionnairesPage(around.workspace)
    page.check_in_wanted.connect(lambda: around.visit("today"))
    return page


def _report(around: Surroundings) -> QWidget:
    from dosejournal.gui.report.page import ReportPage

    page = ReportPage(around.workspace, around.tasks)
    page.check_in_wanted.connect(lambda: around.visit("today"))
    return page


def _evidence(around: Surroundings) -> QWidget:
    from dosejournal.gui.evidence.evidence_page import EvidencePage

    page = EvidencePage(around.workspace)
    page.check_in_wanted.connect(lambda: around.visit("today"))
    return page


def _settings(around: Surroundings) -> QWidget:
    from dosejournal.gui.settings_page import SettingsPage

    return SettingsPage(
        around.workspace, around.preferences, around.desktop, backups=around.backups
    )


# in the order of the sidebar; the last one stands at its foot
PLACES = (
    Place("today", lambda: _("Today"), _today),
    Place("timeline", lambda: _("Timeline"), _timeline),
    Place("doses", lambda: _("Doses"), _doses),
    Place("trends", lambda: _("Trends"), _trends),
    Place("compare", lambda: _("Compare"), _compare),
    Place("questionnaires", lambda: _("Questionnaires"), _questionnaires),
    Place("report", lambda: _("Report"), _report),
    Place("evidence", lambda: _("Evidence"), _evidence),
    Place("settings", lambda: _("Settings"), _settings),
)
