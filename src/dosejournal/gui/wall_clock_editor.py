"""A day and a time as the clock on the wall shows them."""

from datetime import date, datetime, tzinfo

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime, QTimeZone
from PySide6.QtGui import QShowEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QDateTimeEdit, QToolButton

from dosejournal.domain import clock
from dosejournal.gui import theme
from dosejournal.gui.icons import icon
from dosejournal.i18n import _

# Qt is kept from moving times of the system's own clock change without a word
_NO_ZONE = QTimeZone(QTimeZone.Initialization.UTC)
_ARROWS = {"qt_calendar_prevmonth": "previous", "qt_calendar_nextmonth": "next"}


class WallClockEditor(QDateTimeEdit):
    """A day and time with a calendar, in the person's own form, from 1900 to 2100."""

    def __init__(self) -> None:
        super().__init__()
        self.setTimeZone(_NO_ZONE)
        self.setCalendarPopup(True)
        # in a window that runs from right to left, Qt would turn the parts of the form around
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        short = QLocale.FormatType.ShortFormat
        form = self.locale().dateTimeFormat(short)
        day = self.locale().dateFormat(short)
        self.setDisplayFormat(form.replace(day, day_form(self.locale())))
        self.setDateTimeRange(_point(clock.FIRST_DAY, 0, 0), _point(clock.LAST_DAY, 23, 59))
        self.setAccessibleName(_("Day and time"))

    def wall(self, zone: tzinfo | None, fold: int) -> datetime:
        """Return what it shows, as a time of this zone."""
        day, time = self.date(), self.time()
        return datetime(
            day.year(),
            day.month(),
            day.day(),
            time.hour(),
            time.minute(),
            tzinfo=zone,
            fold=fold,
        )

    def set_wall(self, at: datetime) -> None:
        """Show a time without telling of a change."""
        was_blocked = self.blockSignals(True)
        self.setDateTime(_point(at, at.hour, at.minute))
        self.blockSignals(was_blocked)

    def start(self) -> None:
        """Take the keyboard, at the hours: most times that are set are of the same day."""
        self.setFocus()
        self.setSelectedSection(QDateTimeEdit.Section.HourSection)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the calendar when it may be needed: it costs more than the rest of a form."""
        super().showEvent(event)
        dress_calendar(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()


def day_form(locale: QLocale) -> str:
    """Return the short form in which a day is written, always with all digits of its year."""
    if locale.language() == QLocale.Language.C:
        # Qt's form for no place at all, "2 03 2026", is written by nobody
        return "yyyy-MM-dd"
    form = locale.dateFormat(QLocale.FormatType.ShortFormat)
    # two digits of a year do not tell 1926 from 2026
    return form if "yyyy" in form else form.replace("yy", "yyyy")


def dress_calendar(editor: QDateTimeEdit) -> None:
    """Give the calendar of a field the look of the program."""
    calendar, colour = editor.calendarWidget(), theme.tokens(editor.palette()).soft
    for name, drawing in _ARROWS.items():
        # Qt's own arrows are black, also on dark ground
        for arrow in calendar.findChildren(QToolButton, name):
            arrow.setIcon(icon(drawing, colour))
    for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        # a weekend is no warning, and Qt's red is none of our colours
        calendar.setWeekdayTextFormat(weekend, QTextCharFormat())


def _point(on: date, hour: int, minute: int) -> QDateTime:
    return QDateTime(QDate(on.year, on.month, on.day), QTime(hour, minute), _NO_ZONE)
