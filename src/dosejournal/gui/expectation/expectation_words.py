"""The question what a person expects, in words: each sentence whole, so that it can be said."""

from dosejournal.domain.measures import Measure
from dosejournal.gui.entry_words import isolated
from dosejournal.gui.expectation.said import Subject
from dosejournal.i18n import _


def title(subject: Subject) -> str:
    """Return what the dialog is called."""
    return _("Before this dose") if subject.kind == "dose" else _("Before this day goes on")


def question(subject: Subject, measure: Measure | None) -> str:
    """Return the first question; the measure may still have to be chosen."""
    if measure is None:
        return _open_question(subject)
    # the name stands apart, so that the sentence is right with every name
    asked = {
        "dose": _("{measure}: what do you expect of today’s dose, for the rest of the day?"),
        "skipped": _("{measure}: what do you expect of the rest of today, without this dose?"),
        "off_day": _("{measure}: what do you expect of the rest of today?"),
    }[subject.kind]
    return asked.format(measure=isolated(measure.name))


def _open_question(subject: Subject) -> str:
    return {
        "dose": _("What do you expect of today’s dose, for the rest of the day?"),
        "skipped": _("What do you expect of the rest of today, without this dose?"),
        "off_day": _("What do you expect of the rest of today?"),
    }[subject.kind]


def ends(measure: Measure | None) -> tuple[str, str, str]:
    """Return the words at the lower end, in the middle and at the upper end."""
    if measure is not None and measure.better == "neither":
        return _("much lower"), _("no difference"), _("much higher")
    return _("much worse"), _("no difference"), _("much better")


def record_text(subject: Subject) -> str:
    """Return the word on the button that records the answer."""
    return _("Record dose") if subject.kind == "dose" else _("Record")


def hint(subject: Subject) -> str:
    """Return what leaving the question does, and by which key."""
    return {
        "dose": _("Esc or “Not now” records the dose alone."),
        "skipped": _("Esc or “Not now” records only that the dose was skipped."),
        "off_day": _("Esc or “Not now” records nothing; the question stays on Today."),
    }[subject.kind]
