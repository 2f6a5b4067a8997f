"""Renders every page from the demo journal, light and dark, at 1280×800 and 960×640.

.venv/bin/python packaging/screenshots.py OUT [--journal FILE] [--language pseudo]
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

SIZES = ((1280, 800), (960, 640))
THEMES = ("light", "dark")
PAGES = (
    "today",
    "timeline",
    "doses",
    "trends",
    "compare",
    "questionnaires",
    "report",
    "evidence",
    "evidence#safety",
    "evidence#numbers",
    "settings",
)
FILLED_IN = (
    (76, "phq-9", (2, 2, 1, 3, 2, 2, 1, 1, 0)),
    (68, "gad-7", (2, 2, 2, 2, 2, 2, 2)),
    (60, "phq-9", (2, 2, 1, 3, 1, 2, 1, 0, 0)),
    (52, "gad-7", (2, 2, 1, 1, 1, 2, 1)),
    (44, "phq-9", (2, 1, 1, 2, 1, 1, 1, 0, 0)),
    (28, "phq-9", (1, 1, 1, None, 1, 1, 1, 0, 0)),
    (20, "gad-7", (1, 1, 0, 1, 0, 1, 0)),
    (12, "phq-9", (1, 1, 0, 1, 0, 1, 0, 0, 0)),
)
EFFECTS = (
    (58, "Headache", "bothered", 5),
    (49, "Dry mouth", "noticed", 3),
    (33, "Headache", "stopped", 9),
    (31, "Trouble falling asleep", "bothered", 4),
    (17, "Dry mouth", "noticed", 2),
    (9, "Headache", "noticed", 6),
    (0, "Dry mouth", "bothered", None),
)
NOW = datetime(2026, 11, 20, 14, 32, tzinfo=ZoneInfo("Europe/Berlin"))


def main(arguments: list[str]) -> int:
    """Write the pictures and their names."""
    parser = argparse.ArgumentParser(description="Take a picture of every page.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--journal", type=Path, help="an existing journal instead of the demo")
    parser.add_argument("--language", default="en")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        journal = chosen.journal or demo(Path(folder) / "demo.db")
        empty = Path(folder) / "empty.db"
        for path in pictures(chosen.out, journal, empty, chosen.language):
            print(path)
    return 0


def demo(path: Path) -> Path:
    """Return a new demo journal that ends when the pictures are taken."""
    from dosejournal.journal import demo
    from dosejournal.store.database import Database

    Database.create(path, lambda session: demo.fill(session, NOW))
    fill_in(path)
    notice(path)
    return path


def fill_in(path: Path) -> None:
    """Fill in questionnaires, as a person might every two weeks."""
    from dosejournal.domain.responses import ResponseDraft
    from dosejournal.journal import questionnaires
    from dosejournal.store.database import Database

    database = Database(path)
    with database.write("Filled in") as write:
        for days, key, answers in FILLED_IN:
            at = NOW - timedelta(days=days)
            questionnaires.record(write.session, at, ResponseDraft(at, key, answers))
    database.close()


def notice(path: Path) -> None:
    """Record unwanted effects, one of which lasts."""
    from dosejournal.domain.adverse_effects import EffectDraft
    from dosejournal.journal import adverse_effects
    from dosejournal.store.database import Database

    database = Database(path)
    with database.write("Noticed") as write:
        for days, name, severity, hours in EFFECTS:
            began = NOW - timedelta(days=days, hours=3)
            ended = None if hours is None else began + timedelta(hours=hours)
            draft = EffectDraft(began, name, severity, ended_at=ended)
            adverse_effects.record(write.session, NOW, draft)
    database.close()


def pictures(out: Path, journal: Path, empty: Path, language: str) -> Iterator[Path]:
    """Render every page of both journals, and yield the files."""
    from PySide6.QtWidgets import QApplication

    from dosejournal import i18n, paths
    from dosejournal.journal import information
    from dosejournal.store.database import Database

    app = QApplication([])
    i18n.use(language, paths.resource("translations"))
    Database.create(empty, lambda session: information.begin(session, NOW))
    for theme in THEMES:
        for size in SIZES:
            yield from window_pictures(app, out, journal, theme, size)
            yield from care_pictures(app, out, theme, size)
        yield from vault_pictures(app, out, theme)
    yield from window_pictures(app, out, empty, "light", SIZES[0], suffix="-empty")


def window_pictures(
    app: object,
    out: Path,
    journal: Path,
    theme_name: str,
    size: tuple[int, int],
    suffix: str = "",
) -> Iterator[Path]:
    """Render every page of one journal in one look and size."""
    from dosejournal.gui import theme
    from dosejournal.gui.main_window import MainWindow
    from dosejournal.gui.preferences import Preferences
    from dosejournal.gui.tasks import Tasks
    from dosejournal.gui.workspace import Workspace
    from dosejournal.store.database import Database

    theme.load_fonts()
    theme.apply(app, theme_name)
    database, tasks = Database(journal), Tasks()
    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "settings.json")
        window = MainWindow(app, Workspace(database, lambda: NOW), tasks, preferences)
        window.resize(*size)
        window.show()
        for page in PAGES:
            window.open_page(page)
            settle(app, window.page(page.partition("#")[0]))
            name = page.replace("#", "-")
            yield save(window, out / f"{name}{suffix}-{theme_name}-{size[0]}x{size[1]}.png")
        if not suffix:
            for name, dialog in dialogs(window):
                dialog.open()
                settle(app)
                yield save(dialog, out / f"{name}-{theme_name}-{size[0]}x{size[1]}.png")
                dialog.done(0)
            window.open_page("today")
            rate(window)
            settle(app)
            yield save(window, out / f"today-rating-{theme_name}-{size[0]}x{size[1]}.png")
        window.close()
        window.deleteLater()
        settle(app)
    tasks.close()
    database.close()


def care_pictures(
    app: object, out: Path, theme_name: str, size: tuple[int, int]
) -> Iterator[Path]:
    """Render what a person in distress may read: before a way was pressed, and each of them."""
    from dosejournal.domain import help_contacts, help_lines
    from dosejournal.domain.help_contacts import Person
    from dosejournal.gui import theme
    from dosejournal.gui.safety.care_screen import CareScreen
    from dosejournal.gui.safety.first_reading import SafetyDialog
    from dosejournal.gui.safety.get_help import GetHelpDialog

    theme.apply(app, theme_name)
    contacts = help_contacts.gathered(
        help_lines.table(), "DE", person=Person("Ada", "030 1234567"), is_chosen=True
    )
    where = f"{theme_name}-{size[0]}x{size[1]}"
    for name, answer, known, way in (
        ("care", 1, contacts, ""),
        ("care-emergency", 2, contacts, "emergency"),
        ("care-crisis", 3, contacts, "crisis"),
        ("care-person", 2, contacts, "person"),
        ("care-nobody-known", 2, help_contacts.gathered(help_lines.table(), ""), "crisis"),
    ):
        screen = CareScreen(answer, known)
        screen.resize(*size)
        screen.show()
        if way:
            screen.ways.show_way(way)
        settle(app)
        yield save(screen, out / f"{name}-{where}.png")
        screen.close()
    locked = GetHelpDialog()
    locked.ways.show_way("emergency")
    for name, dialog in (("get-help-locked", locked), ("before-you-begin", SafetyDialog())):
        dialog.show()
        settle(app)
        yield save(dialog, out / f"{name}-{where}.png")
        dialog.done(0)
    settle(app)


def vault_pictures(app: object, out: Path, theme_name: str) -> Iterator[Path]:
    """Render what is asked before a journal opens, and about its passphrase."""
    from dosejournal.gui import theme
    from dosejournal.gui.tasks import Tasks
    from dosejournal.gui.vault.beginning_dialog import BeginningDialog
    from dosejournal.gui.vault.passphrase_dialog import PassphraseDialog, RemovalDialog
    from dosejournal.gui.vault.recovery_dialog import RecoveryDialog
    from dosejournal.gui.vault.unlock_window import UnlockWindow

    theme.apply(app, theme_name)
    tasks = Tasks()
    beginning = BeginningDialog(tasks, "Quit")
    beginning.passphrase.first.field.setText("walrus teacup")
    plain = BeginningDialog(tasks, "Quit")
    plain.plain_button.click()
    unlocking = UnlockWindow("journal.db", has_recovery=True)
    wrong = UnlockWindow("journal.db", has_recovery=True)
    wrong.secret.field.setText("walrus")
    code = "-".join(("ABCD", "EFGH", "JKMN", "PQRS", "TVWX", "YZ01", "2345", "6789"))
    recovery = RecoveryDialog(lambda: code, NOW, Path("journal.db"), has_sheet=True)
    change = PassphraseDialog(is_change=True, has_sheet=True, n_backups=4, n_plain=0)
    for name, window in (
        ("beginning", beginning),
        ("beginning-plain", plain),
        ("unlock", unlocking),
        ("unlock-wrong", wrong),
        ("recovery-sheet", recovery),
        ("passphrase-change", change),
        ("passphrase-remove", RemovalDialog()),
    ):
        window.show()
        if window is wrong:
            wrong.refuse_wrong("This passphrase does not open the journal. Nothing was changed.")
        if window is recovery:
            recovery.make_button.click()
        settle(app)
        yield save(window, out / f"{name}-{theme_name}.png")
        window.done(0)
    tasks.close()
    settle(app)


def dialogs(window: object) -> Iterator[tuple[str, object]]:
    """Yield the dialogs of plans, effects and exports, and the question before a dose, by name."""
    from dosejournal.domain import urgent_symptoms
    from dosejournal.gui.effects.effect_dialog import EffectDialog
    from dosejournal.gui.effects.urgent_dialog import UrgentDialog
    from dosejournal.gui.expectation.expectation_dialog import ExpectationDialog
    from dosejournal.gui.expectation.said import Subject
    from dosejournal.gui.export_dialog import ExportDialog
    from dosejournal.gui.plan.planned_dialog import PlannedDialog
    from dosejournal.gui.plan.regimen_dialog import RegimenDialog
    from dosejournal.gui.report.notes_card import noted
    from dosejournal.gui.report.notes_dialog import NotesDialog
    from dosejournal.gui.report.period_card import Period
    from dosejournal.gui.safety.contacts_dialog import ContactsDialog
    from dosejournal.gui.safety.get_help import GetHelpDialog
    from dosejournal.journal import main_measures

    yield "report-notes", NotesDialog(window.workspace, noted(Period(None, None)), (), window)
    helping = GetHelpDialog(window.workspace, window)
    helping.ways.show_way("crisis")
    yield "get-help", helping
    yield "whom-to-call", ContactsDialog(window.workspace, window)
    effect = EffectDialog(window.workspace, None, window)
    effect.form.name.setText("Swollen lips")
    effect.form.severities.button(1).setChecked(True)
    # so that nothing is asked before it is closed
    effect.begin(lambda: None)
    yield "effect", effect
    for name in ("chest pain", "suicidal thoughts"):
        symptom = urgent_symptoms.recognised(name)
        yield f"urgent-{symptom.about}", UrgentDialog(window.workspace, symptom, window)
    yield "regimen", RegimenDialog(window.workspace, 1, window)
    yield "planned", PlannedDialog(window.workspace, parent=window)
    yield "export", ExportDialog(window.workspace, window.tasks, window)
    main = window.workspace.read(main_measures.current)
    yield (
        "before-dose",
        ExpectationDialog(window.workspace, Subject("Item A"), main.measure, window),
    )


def rate(window: object) -> None:
    """Touch three sliders, as a person does who is half-way through a check-in."""
    from dosejournal.gui.rating_slider import RatingSlider

    sliders = window.findChildren(RatingSlider)
    for slider, value in zip(sliders, (62.0, 41.0, None, None, 35.0), strict=False):
        slider.set_value(value)
        slider.edited.emit()


def settle(app: object, page: object = None) -> None:
    """Let the window finish its painting and its short timers, and a page what it computes."""
    computing = getattr(page, "comparing", None) or getattr(page, "setting", None)
    until = time.perf_counter() + 0.4
    while time.perf_counter() < until:
        app.processEvents()
        if computing is not None and computing.is_busy:
            until = time.perf_counter() + 0.4


def save(window: object, path: Path) -> Path:
    """Write a picture of the window."""
    window.grab().save(str(path))
    return path


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
