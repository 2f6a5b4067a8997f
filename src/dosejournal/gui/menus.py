"""The menu bar: every act that concerns the whole window."""

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from dosejournal import settings
from dosejournal.gui.messages import Messages
from dosejournal.gui.pages import effect_dialog, fault_log_dialog, get_help_dialog
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _


class Menus(QObject):
    """Fills the window's menu bar; the signals say what the person asked for."""

    new_asked = Signal()
    open_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    check_asked = Signal()
    restore_asked = Signal()
    lock_asked = Signal()
    page_asked = Signal(str)
    help_asked = Signal()
    about_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self,
        window: QMainWindow,
        pages: list[tuple[str, str]],
        workspace: Workspace,
        messages: Messages,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._preferences = preferences
        self.undo = QAction(self)
        self.undo.setShortcut(QKeySequence("Ctrl+Z"))
        self.undo.triggered.connect(messages.undo)
        self.redo = QAction(self)
        self.redo.setShortcut(QKeySequence("Ctrl+Shift+Z"))
        self.redo.triggered.connect(messages.redo)
        self.pages: dict[str, QAction] = {}
        self.parts: dict[str, QAction] = {}
        self.themes: dict[str, QAction] = {}
        self._add_file_menu()
        self._add_edit_menu()
        self._add_view_menu(pages)
        self._add_help_menu()
        workspace.changed.connect(self._name_undo)
        workspace.rating.connect(self._name_undo)
        preferences.changed.connect(self._mark_preferred)
        self._name_undo()
        self._mark_preferred()

    def mark_page(self, key: str) -> None:
        """Mark the page that is open."""
        self.pages[key].setChecked(True)

    def _add_file_menu(self) -> None:
        menu = self._window.menuBar().addMenu(_("&File"))
        self.new = self._add(menu, _("&New journal…"), self.new_asked, "Ctrl+N")
        self.open = self._add(menu, _("&Open journal…"), self.open_asked, "Ctrl+O")
        menu.addSeparator()
        self.import_file = self._add(menu, _("&Import…"), self.import_asked, "Ctrl+I")
        self.export = self._add(menu, _("&Export…"), self.export_asked, "Ctrl+E")
        menu.addSeparator()
        self.check = self._add(menu, _("&Check journal…"), self.check_asked, "")
        self.restore = self._add(menu, _("&Restore a backup…"), self.restore_asked, "")
        menu.addSeparator()
        self.lock = self._add(menu, _("&Lock now"), self.lock_asked, "Ctrl+L")
        if not self._workspace.is_encrypted:
            self.lock.setEnabled(False)
            menu.setToolTipsVisible(True)
            self.lock.setToolTip(_("Set a passphrase first, on the Settings page."))
        self.quit = menu.addAction(_("&Quit"))
        self.quit.setShortcuts([QKeySequence("Ctrl+Q"), QKeySequence("Ctrl+W")])
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.quit.triggered.connect(lambda _checked: self.quit_asked.emit())

    def _add_edit_menu(self) -> None:
        menu = self._window.menuBar().addMenu(_("&Edit"))
        menu.addAction(self.undo)
        menu.addAction(self.redo)
        menu.addSeparator()
        self.effect = self._add(menu, _("Record an unwanted &effect…"), None, "Ctrl+Shift+U")
        self.effect.triggered.connect(
            lambda _checked: effect_dialog(self._workspace, self._window).open()
        )

    def _add_view_menu(self, pages: list[tuple[str, str]]) -> None:
        menu = self._window.menuBar().addMenu(_("&View"))
        group = QActionGroup(self)
        for number, (key, word) in enumerate(pages, start=1):
            action = self._add(menu, word, None, f"Ctrl+{number}")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, key=key: self.page_asked.emit(key))
            group.addAction(action)
            self.pages[key] = action
        menu.addSeparator()
        self.discreet = self._add(menu, _("&Discreet mode"), None, "Ctrl+Shift+D")
        self.discreet.setCheckable(True)
        self.discreet.triggered.connect(
            lambda checked: self._preferences.set(discreet="yes" if checked else "no")
        )
        theme = next(setting for setting in settings.shown() if setting.name == "theme")
        self._add_theme_menu(menu.addMenu(theme.label), theme.choices)

    def _add_theme_menu(self, menu: QMenu, choices: settings.Choices) -> None:
        group = QActionGroup(self)
        for value, word in choices:
            action = menu.addAction(word)
            action.setCheckable(True)
            action.triggered.connect(
                lambda _checked, value=value: self._preferences.set(theme=value)
            )
            group.addAction(action)
            self.themes[value] = action

    def _add_help_menu(self) -> None:
        menu = self._window.menuBar().addMenu(_("&Help"))
        self.get_help = self._add(menu, _("&Get help…"), None, "Ctrl+Shift+H")
        self.get_help.triggered.connect(
            lambda _checked: get_help_dialog(self._workspace, self._window).open()
        )
        menu.addSeparator()
        self.help = self._add(menu, _("&How to use DoseJournal"), self.help_asked, "F1")
        menu.addSeparator()
        for key, word in (
            ("evidence#studies", _("What the &evidence says")),
            ("evidence#safety", _("&Safety")),
            ("evidence#numbers", _("How these &numbers are made")),
        ):
            self.parts[key] = self._add(menu, word, None, "")
            self.parts[key].triggered.connect(lambda _checked, key=key: self.page_asked.emit(key))
        menu.addSeparator()
        self.faults = self._add(menu, _("&Fault log"), None, "")
        self.faults.triggered.connect(lambda _checked: fault_log_dialog(self._window).open())
        self.about = self._add(menu, _("&About DoseJournal"), self.about_asked, "")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _add(self, menu: QMenu, text: str, asked: SignalInstance | None, keys: str) -> QAction:
        action = menu.addAction(text)
        action.setShortcut(QKeySequence(keys))
        if asked is not None:
            action.triggered.connect(lambda _checked: asked.emit())
        return action

    def _name_undo(self) -> None:
        undo, redo = self._workspace.undo_label, self._workspace.redo_label
        # beside a check-in that is being filled in, nothing says what was done before
        named = not self._workspace.is_rating
        self.undo.setText(_("&Undo: {act}").format(act=undo) if undo and named else _("&Undo"))
        self.redo.setText(_("&Redo: {act}").format(act=redo) if redo and named else _("&Redo"))
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)

    def _mark_preferred(self) -> None:
        self.discreet.setChecked(self._preferences.value.discreet == "yes")
        self.themes[self._preferences.value.theme].setChecked(True)
