"""The preview: the pages of the report, with what makes them larger and says where one is."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from dosejournal.gui.cards import button, label
from dosejournal.gui.report import sheets
from dosejournal.gui.report.pages_view import PagesView, larger, smaller
from dosejournal.gui.report.sheets import Sheets
from dosejournal.gui.tasks import Tasks
from dosejournal.i18n import _

# what is done sooner than this is done without a word
_SLOW_MS = 300
# while a window or a zoom moves, pages are only stretched
_REST_MS = 120
_NEARLY = 0.5  # of a dot an inch: pages set as sharp as that need not be set again
_GAP = 4
_MANY = 88  # no two digits are wider
_BEYOND = 1
_FAR = 3


class Preview(QWidget):
    """Shows the pages that were set last, until other ones are there.

    `sharper_wanted` says that they are looked at in another size than they were set for.
    """

    sharper_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._fetched: set[int] = set()
        self.view = PagesView()
        self.smaller = _small("−", _("Zoom out"), "Ctrl+-")
        self.larger = _small("+", _("Zoom in"), "Ctrl++")
        self.fit = button(_("Fit width"))
        self.fit.setCheckable(True)
        self.fit.setToolTip(QKeySequence("Ctrl+0").toString(_NATIVE))
        self.percent = label("", "hint")
        self.busy = label("", "hint")
        self.place = label("", "hint")
        self._slow = _timer(self, _SLOW_MS)
        self._rest = _timer(self, _REST_MS)
        self._lay_out()
        self._connect()
        self._say_zoom()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(_GAP)
        for words in (self.percent, self.busy, self.place):
            words.setWordWrap(False)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # the widest one, so that nothing moves beside it
        self.percent.setText(_percent(2.0))
        self.percent.setMinimumWidth(self.percent.sizeHint().width() + 8)
        for widget in (self.smaller, self.percent, self.larger, self.fit):
            tools.addWidget(widget)
        self.place.setText(_place(_MANY, _MANY))
        self.place.setMinimumWidth(self.place.sizeHint().width())
        self.place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.place.setText("")
        # it comes and goes, and moves nothing
        self.busy.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        tools.addWidget(self.busy, 1)
        tools.addWidget(self.place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(tools)
        layout.addWidget(self.view, 1)

    def minimumSizeHint(self) -> QSize:
        """Return the room that is a must: that for saying where one is is not."""
        musts = (self.smaller, self.percent, self.larger, self.fit)
        width = sum(max(each.sizeHint().width(), each.minimumWidth()) + _GAP for each in musts)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say where one is only where there is room for it."""
        super().resizeEvent(event)
        room = event.size().width() - self.minimumSizeHint().width()
        self.place.setVisible(room >= self.place.minimumWidth() + 3 * _GAP)

    def _connect(self) -> None:
        self.smaller.clicked.connect(lambda _checked: self.step(up=False))
        self.larger.clicked.connect(lambda _checked: self.step(up=True))
        self.fit.clicked.connect(lambda _checked: self.view.set_zoom(None))
        self.view.resized.connect(self._say_zoom)
        self.view.resized.connect(self._rest.start)
        self.view.moved.connect(self._say_place)
        self.view.moved.connect(self._fetch)
        self._rest.timeout.connect(self._ask_for_sharper)
        self._slow.timeout.connect(self._say_busy)

    def add_shortcuts(self, page: QWidget) -> None:
        """Let the keys zoom wherever on the page the keyboard is."""
        for keys, act in (
            ("Ctrl++", lambda: self.step(up=True)),
            ("Ctrl+=", lambda: self.step(up=True)),
            ("Ctrl+-", lambda: self.step(up=False)),
            ("Ctrl+0", lambda: self.view.set_zoom(None)),
        ):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def step(self, *, up: bool) -> None:
        """Show the pages a step larger or smaller."""
        now = self.view.zoom
        self.view.set_zoom(larger(now) if up else smaller(now))

    def wait(self) -> None:
        """Say that pages are being set, if that takes long enough to be noticed."""
        if not self._slow.isActive() and not self.busy.text():
            self._slow.start()

    def rest(self) -> None:
        """Say so no longer."""
        self._slow.stop()
        self.busy.setText("")

    def show_sheets(self, pages: Sheets) -> None:
        """Show other pages."""
        self.rest()
        self._fetched.clear()
        self.view.show_sheets(pages)
        self._say_place()
        self._say_zoom()
        self._fetch()
        self._rest.start()

    def _say_busy(self) -> None:
        metrics = self.busy.fontMetrics()
        right = Qt.TextElideMode.ElideRight
        self.busy.setText(metrics.elidedText(_("Preparing…"), right, self.busy.width()))

    def _say_zoom(self) -> None:
        now = self.view.zoom
        self.percent.setText(_percent(now))
        self.fit.setChecked(self.view.fits)
        self.smaller.setEnabled(smaller(now) < now)
        self.larger.setEnabled(larger(now) > now)

    def _say_place(self) -> None:
        pages = self.view.sheets
        if pages is None:
            return
        middle = self.view.page_in_the_middle()
        said = _place(middle + 1, len(pages))
        self.place.setText(said)
        self.view.setAccessibleDescription(said)

    def _ask_for_sharper(self) -> None:
        pages = self.view.sheets
        if pages is not None and abs(pages.dots - self.view.look().dots) > _NEARLY:
            self.sharper_wanted.emit()

    def _fetch(self) -> None:
        """Have the pages turned into pictures that are in sight or soon will be."""
        pages = self.view.sheets
        if pages is None:
            return
        in_sight = self.view.in_sight()
        for gone in [n for n in pages.pictures if n not in pages.near(in_sight, _FAR)]:
            del pages.pictures[gone]
            self._fetched.discard(gone)
        wanted = [n for n in pages.near(in_sight, _BEYOND) if n not in pages.pictures]
        wanted = [n for n in wanted if n not in self._fetched]
        if wanted:
            self._fetched.update(wanted)
            self._tasks.run(
                lambda: sheets.pictures(pages, wanted),
                lambda found: self._take(pages, found),
                _raise,
            )

    def _take(self, pages: Sheets, found: dict[int, QImage]) -> None:
        # the window may be closed by now
        if isValid(self) and pages is self.view.sheets:
            self._fetched.difference_update(found)
            self.view.add_pictures(found)


_NATIVE = QKeySequence.SequenceFormat.NativeText


def _small(sign: str, name: str, keys: str) -> QPushButton:
    made = button(sign)
    made.setAccessibleName(name)
    shown = QKeySequence(keys).toString(_NATIVE)
    made.setToolTip(_("{act} ({keys})").format(act=name, keys=shown))
    return made


def _place(n: int, pages: int) -> str:
    return _("Page {n} of {pages}").format(n=n, pages=pages)


def _percent(value: float) -> str:
    return _("{n} %").format(n=round(100 * value))


def _timer(parent: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer


def _raise(error: Exception) -> None:
    raise error
