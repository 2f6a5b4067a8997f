"""What is said of something that was being written; never what it says."""

from collections.abc import Callable
from datetime import datetime

from dosejournal.gui import entry_words
from dosejournal.i18n import _
from dosejournal.journal.drafts import Draft


def sentence(draft: Draft, now: datetime) -> str:
    """Return what was being written, and when."""
    at = draft.kept_at.astimezone(now.tzinfo)
    time = entry_words.clock_time(at.time())
    if at.date() == now.date():
        return _TODAY[draft.kind]().format(time=time)
    return _EARLIER[draft.kind]().format(
        weekday=entry_words.weekday(at.date()), day=entry_words.day(at.date()), time=time
    )


def is_known(draft: Draft) -> bool:
    """Say whether this is of a form that is known here: a newer version may have others."""
    return draft.kind in _TODAY


# whole sentences, because languages put their parts in different places
_TODAY: dict[str, Callable[[], str]] = {
    "check_in": lambda: _("You were writing a check-in today at {time}."),
    "dose": lambda: _("You were writing down a dose today at {time}."),
    "amend_check_in": lambda: _("You were changing an earlier check-in today at {time}."),
    "amend_dose": lambda: _("You were changing an earlier dose today at {time}."),
    "skip": lambda: _("You were writing about a planned dose today at {time}."),
    "questionnaire": lambda: _("You were filling in a questionnaire today at {time}."),
    "effect": lambda: _("You were writing down an unwanted effect today at {time}."),
    "amend_effect": lambda: _("You were changing an unwanted effect today at {time}."),
}
_EARLIER: dict[str, Callable[[], str]] = {
    "check_in": lambda: _("You were writing a check-in on {weekday}, {day} at {time}."),
    "dose": lambda: _("You were writing down a dose on {weekday}, {day} at {time}."),
    "amend_check_in": lambda: _(
        "You were changing an earlier check-in on {weekday}, {day} at {time}."
    ),
    "amend_dose": lambda: _("You were changing an earlier dose on {weekday}, {day} at {time}."),
    "skip": lambda: _("You were writing about a planned dose on {weekday}, {day} at {time}."),
    "questionnaire": lambda: _(
        "You were filling in a questionnaire on {weekday}, {day} at {time}."
    ),
    "effect": lambda: _("You were writing down an unwanted effect on {weekday}, {day} at {time}."),
    "amend_effect": lambda: _(
        "You were changing an unwanted effect on {weekday}, {day} at {time}."
    ),
}
