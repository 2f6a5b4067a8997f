"""A line that says something, and while long work is done how far it is, with what stops it."""

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from dosejournal.exchange import progress_words
from dosejournal.gui.cards import button, label
from dosejournal.gui.tasks import Course
from dosejournal.i18n import _

# ten times a second is as often as figures are read
_LOOK_MILLISECONDS = 100
_STEPS = 1000


class ProgressLine(QStackedWidget):
    """Shows a hint, and in its place how far a work is that takes longer than half a second.

    Short work shows nothing, and nothing around it moves. `stopped` tells that the person wants
    the work no more.
    """

    stopped = Signal()

    SHOWN_AFTER_MILLISECONDS = 500

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self._doing = ""
        self.figures = label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = button(_("Stop"))
        self.stop_button.clicked.connect(self.stop)
        self.addWidget(label(hint, "hint"))
        self.addWidget(self._at_work())
        self._delay = QTimer(self, singleShot=True, interval=self.SHOWN_AFTER_MILLISECONDS)
        self._delay.timeout.connect(self._show_work)
        self._looks = QTimer(self, interval=_LOOK_MILLISECONDS)
        self._looks.timeout.connect(self._look)

    def _at_work(self) -> QWidget:
        work = QWidget()
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addStretch(1)
        words.addWidget(self.figures)
        words.addWidget(self.bar)
        words.addStretch(1)
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.stop_button)
        return work

    @property
    def is_at_work(self) -> bool:
        """Whether a work is followed, seen or not yet."""
        return self._course is not None

    @property
    def is_shown(self) -> bool:
        """Whether the work is in sight."""
        return self.currentIndex() == 1

    def follow(self, course: Course, doing: str) -> None:
        """Show how far a work is, until `end`; `doing` says what is done, for want of figures."""
        self._course = course
        self._doing = doing
        self.bar.setAccessibleName(doing)
        self.stop_button.setEnabled(True)
        self._look()
        self._looks.start()
        if not (self.is_shown or self._delay.isActive()):
            self._delay.start()

    def end(self) -> None:
        """Show the hint again."""
        self._course = None
        self._delay.stop()
        self._looks.stop()
        self.setCurrentIndex(0)

    def stop(self) -> None:
        """Let the work be stopped; it ends a moment later."""
        if self._course is None:
            return
        self._course.stop()
        self.stop_button.setEnabled(False)
        self._look()
        self.stopped.emit()

    def _show_work(self) -> None:
        self.setCurrentIndex(1)

    def _look(self) -> None:
        if self._course is None:
            return
        reached = self._course.reached
        figures = progress_words.told(reached, QLocale().toString)
        if self._course.is_stopped:
            figures = _("Stopping…")
        self.figures.setText(figures or self._doing)
        self.bar.setAccessibleDescription(figures)
        # from 0 to 0 it moves without saying how far it is
        self.bar.setRange(0, _STEPS if reached.total else 0)
        if reached.total:
            self.bar.setValue(_STEPS * reached.done // reached.total)
