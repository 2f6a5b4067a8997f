"""Copying and saving what a page shows as a picture: all of it, or one chart."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from dosejournal.errors import StorageError
from dosejournal.exchange import written_files
from dosejournal.gui import clipboard, pictures, saved_files
from dosejournal.gui.cards import button
from dosejournal.gui.pictures import Picture
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _

Take = Callable[[], Picture]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a page under its title, and how its picture is taken."""

    title: str
    take: Take


class PictureActs:
    """Copies a picture, or asks where to save it; `page` is the parent of its dialogs."""

    def __init__(self, workspace: Workspace, page: QWidget, name: Callable[[], str]) -> None:
        self._workspace, self._page, self._name = workspace, page, name

    def offer_in(self, fill: Callable[[QMenu], None]) -> QPushButton:
        """Return a button whose menu is filled each time it opens."""
        made = button(_("Save picture"))
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: _empty(menu))
        menu.aboutToShow.connect(lambda: fill(menu))
        made.setMenu(menu)
        return made

    def offer_on(self, chart: QWidget, take: Take) -> None:
        """Open a menu with the acts on a chart where it is asked for, by mouse or keys."""
        chart.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chart.customContextMenuRequested.connect(
            lambda place: self._open(take, chart.mapToGlobal(place))
        )

    def fill(self, menu: QMenu, take: Take) -> None:
        """Add the acts on one picture to a menu; it is taken when an act is chosen."""
        menu.addAction(_("Copy picture")).triggered.connect(lambda: self.copy(take))
        menu.addAction(_("Save as PNG…")).triggered.connect(
            lambda: self._ask(take, pictures.png, ".png", _("PNG pictures (*.png)"))
        )
        menu.addAction(_("Save as SVG…")).triggered.connect(
            lambda: self._ask(take, pictures.svg, ".svg", _("SVG drawings (*.svg)"))
        )

    def fill_with_all(self, menu: QMenu, whole: Take, charts: Iterable[Chart]) -> None:
        """Add the acts on the whole page, and below them those on each of its charts."""
        self.fill(menu, whole)
        menu.addSeparator()
        for chart in charts:
            # a person's own name may hold the sign that marks a shortcut
            self.fill(menu.addMenu(chart.title.replace("&", "&&")), chart.take)

    def copy(self, take: Take) -> None:
        """Put a picture on the clipboard."""
        clipboard.put_image(pictures.image(take()))
        self._tell(_("Picture copied"))

    def _open(self, take: Take, place: QPoint) -> None:
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu, take)
        menu.popup(place)

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
            written_files.put(path, content, journal=self._workspace.journal_path)
        except StorageError as error:
            self._workspace.failed.emit(str(error))
        else:
            self._tell(_("Picture saved"))

    def _tell(self, done: str) -> None:
        # no table changed: the notice offers nothing to undo
        self._workspace.changed.emit(frozenset())
        self._workspace.done.emit(done)


def _empty(menu: QMenu) -> None:
    menu.clear()
    for old in menu.findChildren(QMenu):
        old.deleteLater()
