"""What is said where a person marked thoughts of death or self-harm, before anything else.

Source: questionnaire notes, section 7. No diagnosis, no level of risk, no promise that anybody
watches. These words are looked at with care when they are changed or translated.
"""

from dosejournal.i18n import _

_TODAY = 2


def thanks() -> str:
    """Return what comes first."""
    return _(
        "You marked that you have had thoughts of being better off dead or of hurting yourself. "
        "Thank you for being honest. You deserve support now."
    )


def doctor(answer: int) -> str:
    """Return when to speak with a doctor: today, for all answers but the lowest above 0."""
    if answer >= _TODAY:
        return _("Talk to your doctor today; you may show them this screen.")
    return _("Talk to your doctor soon; you may show them this screen.")


def nobody_watches() -> str:
    """Return that nothing is sent and nobody is told."""
    return _("Nobody sees this but you: nothing is sent, and nobody is told.")


def danger() -> str:
    """Return what to do in danger, where no number is known."""
    return _(
        "If you might act on these thoughts, call the emergency number of the place where you "
        "are now: 112 in the European Union, 911 in the United States and Canada."
    )
