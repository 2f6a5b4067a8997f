"""What the person chooses about how the journal asks and shows; kept in the journal itself.

These tell about the person, or the report tells of them, so they are no preferences of the
program: see `settings` for those.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from dosejournal.errors import InputError
from dosejournal.i18n import _

Options = tuple[tuple[str, str], ...]


def _choice(
    default: str, label: Callable[[], str], options: Callable[[], Options], hint: Callable[[], str]
) -> Any:
    return field(default=default, metadata={"label": label, "options": options, "hint": hint})


@dataclass(frozen=True, slots=True)
class Choices:
    """What holds at present; a field with a label appears on the Settings page by itself."""

    rate_first: str = _choice(
        "yes",
        lambda: _("While you rate"),
        lambda: (
            ("yes", _("Hide doses and earlier ratings")),
            ("no", _("Show them")),
        ),
        lambda: _(
            "What is in sight pulls a rating towards it. If you show it, the report says so."
        ),
    )
    ask_expectation: str = _choice(
        "doses",
        lambda: _("Ask what you expect"),
        lambda: (
            ("doses", _("Before a dose")),
            ("off_days", _("Before a dose, and on days without")),
            ("never", _("Never")),
        ),
        lambda: _("Once a day and substance at most. “Not now” always records the dose."),
    )
    topics: str = _choice(
        "",
        lambda: _("Research to tell you about"),
        lambda: (
            ("general", _("What concerns everyone: expectation, memory, chance")),
            ("microdosing", _("Also studies of microdosing psychedelics")),
        ),
        lambda: _("Short notes with their sources, at the moments they concern."),
    )
    cards: str = _choice(
        "usual",
        lambda: _("Notes from research"),
        lambda: (
            ("usual", _("At most one a day in each place")),
            ("rare", _("At most one a week in each place")),
            ("never", _("None")),
        ),
        lambda: _("All of them can be read on the Evidence page at any time."),
    )
    low_mood_form: str = _choice(
        "phq-9",
        lambda: _("Questionnaire about low mood"),
        lambda: (
            ("phq-9", _("PHQ-9, with a question about thoughts of death or self-harm")),
            ("phq-8", _("PHQ-8, without that question")),
        ),
        lambda: _(
            "Nobody but you reads the answers, so that you may well leave this question out. "
            "A report then says that it was not asked."
        ),
    )
    remind_questionnaires: str = _choice(
        "no",
        lambda: _("When a questionnaire is due again"),
        lambda: (
            ("no", _("Say so on its page alone")),
            ("yes", _("Say so on Today too")),
        ),
        lambda: _("Two weeks after you filled it in last. What you never filled in is not told."),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A choice as the Settings page shows it; `options` pairs each value with its words."""

    name: str
    label: str
    hint: str
    options: Options


def shown() -> list[Shown]:
    """Return the choices in order, in the person's language."""
    return [
        Shown(
            name=each.name,
            label=each.metadata["label"](),
            hint=each.metadata["hint"](),
            options=each.metadata["options"](),
        )
        for each in fields(Choices)
    ]


def checked(name: str, value: str) -> str:
    """Return the value, or raise InputError where this choice does not offer it."""
    offered = {each.name: dict(each.options) for each in shown()}
    if value not in offered.get(name, {}):
        raise InputError(
            _("This cannot be chosen here. Nothing was changed; choose one of the list.")
        )
    return value
