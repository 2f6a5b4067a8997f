"""Copying and saving what a page shows as a picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from dosejournal.errors import StorageError
from dosejournal.exchange import written_files
from dosejournal.gui import pictures, saved_files
from dosejournal.gui.pictures import Picture
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _

Take = Callable[[], Picture]


class PictureActs:
    """Copies a picture, or asks where to save it; `page` is the parent of its dialogs."""

    def __init__(self, workspace: Workspace, page: QWidget, name: Callable[[], str]) -> None:
        self._workspace, self._page, self._name = workspace, page, name

    def fill(self, menu: QMenu, take: Take) -> None:
        """Add the acts on one picture to a menu; it is taken when an act is chosen."""
        menu.addAction(_("Copy picture")).triggered.connect(lambda: self.copy(take))
        menu.addAction(_("Save as PNG…")).triggered.connect(
            lambda: self._ask(take, pictures.png, ".png", _("PNG pictures (*.png)"))
        )
        menu.addAction(_("Save as SVG…")).triggered.connect(
            lambda: self._ask(take, pictures.svg, ".svg", _("SVG drawings (*.svg)"))
        )

    def copy(self, take: Take) -> None:
        """Put a picture on the clipboard."""
        QGuiApplication.clipboard().setImage(pictures.image(take()))
        self._tell(_("Picture copied"))

    def _ask(self, take: Take, form: Callable[[Picture], bytes], suffix: str, kinds: str) -> None:
        content = form(take())
        saved_files.ask(
            self._page,
            _("Save picture"),
            self._name() + suffix,
            kinds,
            lambda path: self._save(path, content),
        )

    def _save(self, path: Path, content: bytes) -> None:
        try:
            written_files.put(path, content)
        except StorageError as error:
            self._workspace.failed.emit(str(error))
        else:
            self._tell(_("Picture saved"))

    def _tell(self, done: str) -> None:
        # no table changed: the notice offers nothing to undo
        self._workspace.changed.emit(frozenset())
        self._workspace.done.emit(done)
