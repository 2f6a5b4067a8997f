"""How an entry is put into words: the same in the timeline, its details and earlier versions."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QDate, QLocale, QTime

from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Dose, Entry
from dosejournal.domain.expectancy import Expectation
from dosejournal.domain.measures import Better, Measure
from dosejournal.gui import effect_words, response_words
from dosejournal.gui.dose_words import amount_words, status_words
from dosejournal.gui.facts import DOT, Fact, isolated, number
from dosejournal.gui.source_names import source_name
from dosejournal.i18n import _, ngettext

__all__ = ["DOT", "Fact", "isolated", "number"]

Measures = Mapping[str, Measure]

_LATER = timedelta(days=1)
_REASON_SHOWN = 120
_WEEKDAY = re.compile(r"[\s,]*d{3,4}[\s,.]*")


def day(on: date) -> str:
    """Return a day as the person's locale writes it, with a short month: 2 Mar 2026."""
    locale = QLocale()
    form = locale.dateFormat(QLocale.FormatType.LongFormat)
    form = _WEEKDAY.sub(" ", form).strip().replace("MMMM", "MMM")
    return locale.toString(_date(on), form)


def weekday(on: date) -> str:
    """Return the name of a day's weekday."""
    return QLocale().standaloneDayName(on.isoweekday(), QLocale.FormatType.LongFormat)


def clock_time(at: time) -> str:
    """Return a time of day as the person's locale writes it."""
    return QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def day_and_time(at: datetime, zone: tzinfo | None = None) -> str:
    """Return a day and time; in `zone` where one is given."""
    there = at if zone is None else at.astimezone(zone)
    return _("{day}, {time}").format(day=day(there.date()), time=clock_time(there.time()))


def moment(when: Moment) -> str:
    """Return when an entry happened, no more precisely than it is known."""
    if when.precision != "instant":
        return _("{day}, time not known").format(day=day(when.journal_day))
    return day_and_time(when.local)


def count(n: int) -> str:
    """Return how many entries there are."""
    return ngettext("{n} entry", "{n} entries", n).format(n=QLocale().toString(n))


def value(rated: float, measure: Measure | None) -> str:
    """Return a rated value: the step's word, yes or no, or the number with its unit."""
    if measure is not None and measure.kind == "yes_no":
        return _("yes") if rated else _("no")
    word = measure.word(rated) if measure is not None else ""
    if word:
        return isolated(word)
    if measure is not None and measure.unit:
        return _("{number} {unit}").format(number=number(rated), unit=isolated(measure.unit))
    # a level of three between 0 and 100 is 66.666…, which nobody meant so precisely
    is_scale = measure is not None and measure.kind == "scale"
    return number(round(rated, 1) if is_scale else rated)


def ratings(entry: Entry, measures: Measures) -> str:
    """Return what was rated, in one line: Mood 62 · Focus 41."""
    return DOT.join(
        _("{measure} {value}").format(
            measure=isolated(_measure_name(rating.measure, measures)),
            value=value(rating.value, measures.get(rating.measure)),
        )
        for rating in entry.ratings
    )


def dose(what: Dose) -> str:
    """Return a dose in one line: Item A 10 mg · late."""
    substance = isolated(what.substance)
    parts = [substance]
    if what.amount is not None:
        parts = [
            _("{substance} {amount}").format(
                substance=substance, amount=isolated(amount_words(what))
            )
        ]
    elif _has_amount(what):
        parts.append(amount_words(what))
    if standing(what):
        parts.append(standing(what))
    return DOT.join(parts)


def expectation(what: Expectation, measures: Measures) -> str:
    """Return what was expected in one line: Expected of Item A: Mood +10, 60 sure."""
    # a sign alone would tell the wrong way where lower is better
    lower = _better(what, measures) == "lower"
    return _("Expected of {substance}: {measure} {change}, {certainty} sure").format(
        substance=isolated(what.substance),
        measure=isolated(_measure_name(what.measure, measures)),
        change=_change_and_side(what, measures) if lower else signed(what.change),
        certainty=number(what.certainty),
    )


def signed(change: float) -> str:
    """Return a change with its sign, that of minus being as wide as that of plus: +10, −10."""
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return isolated(f"{sign}{number(abs(change))}")


def standing(what: Dose) -> str:
    """Return how a dose that was not simply taken stands, with the beginning of its reason."""
    reason = " ".join(what.reason[:_REASON_SHOWN].split())
    if not reason:
        return status_words(what)
    if what.status == "skipped":
        return _("skipped: {reason}").format(reason=isolated(reason))
    if what.status == "missed":
        return _("missed: {reason}").format(reason=isolated(reason))
    return status_words(what)


def planned_for(what: Dose) -> str:
    """Return for when a dose was planned, on the clock of where it was recorded; else nothing."""
    return day_and_time(datetime.fromisoformat(what.planned_at)) if what.planned_at else ""


def title(entry: Entry, measures: Measures) -> str:
    """Return an entry's first line: its ratings, its dose or what was expected."""
    if entry.dose is not None:
        return dose(entry.dose)
    if entry.expectation is not None:
        return expectation(entry.expectation, measures)
    if entry.response is not None:
        return response_words.title(entry.response)
    if entry.effect is not None:
        return effect_words.title(entry.effect, entry.moment.local)
    word = [_("“{word}”").format(word=isolated(entry.mood_word))] if entry.mood_word else []
    rated = ratings(entry, measures)
    return DOT.join([rated] * bool(rated) + word) or kind(entry)


def remark(entry: Entry) -> str:
    """Return an entry's second line: its note, or what an expectation is beside doses."""
    return entry.note if entry.expectation is None else _("Said beforehand")


def kind(entry: Entry) -> str:
    """Return what an entry is."""
    return {
        "check_in": _("Check-in"),
        "dose_event": _("Dose"),
        "expectancy": _("Expectation"),
        "questionnaire_response": _("Questionnaire"),
        "adverse_effect": _("Unwanted effect"),
    }[entry.kind]


def marks(entry: Entry) -> list[str]:
    """Return what is special about how an entry came about, in a word or two each."""
    found = []
    if entry.moment.precision != "instant":
        found.append(_("time not known"))
    if entry.amended_at is not None:
        found.append(_("amended"))
    if entry.source is not None:
        found.append(source(entry.source))
    elif entry.recorded_at - entry.moment.at > _LATER:
        found.append(_("added later"))
    return found


def more(n: int) -> str:
    """Return how many more there are than can be shown."""
    return _("+{n}").format(n=QLocale().toString(n))


def source(name: str) -> str:
    """Return the program or kind of file an entry came from."""
    return source_name(name) or isolated(name)


def spoken(entry: Entry, measures: Measures) -> str:
    """Return an entry as a screen reader reads it out."""
    note = " ".join(remark(entry)[:500].split())
    parts = [moment(entry.moment), kind(entry), title(entry, measures)]
    parts += [DOT.join(entry.tags), note, *marks(entry)]
    return ". ".join(dict.fromkeys(part for part in parts if part))


def facts(entry: Entry, measures: Measures) -> list[Fact]:
    """Return all that an entry says but its note, one fact a line."""
    found = [Fact("at", _("When"), moment(entry.moment))]
    if entry.moment.local.date() != entry.moment.journal_day:
        # the small hours belong to the day before
        found.append(Fact("day", _("Journal day"), day(entry.moment.journal_day)))
    if entry.dose is not None:
        found += _dose_facts(entry.dose)
    if entry.expectation is not None:
        found += _expectation_facts(entry, entry.expectation, measures)
    if entry.response is not None:
        found += response_words.facts(entry.response)
    if entry.effect is not None:
        ended = entry.effect.ended_at
        over = "" if ended is None else day_and_time(ended)
        found += effect_words.facts(entry.effect, entry.moment, over)
    found += [
        Fact(
            f"rating {rating.measure}",
            isolated(_measure_name(rating.measure, measures)),
            value(rating.value, measures.get(rating.measure)),
        )
        for rating in entry.ratings
    ]
    if entry.mood_word:
        found.append(Fact("mood_word", _("Mood word"), isolated(entry.mood_word)))
    if entry.tags:
        found.append(Fact("tags", _("Tags"), DOT.join(isolated(tag) for tag in entry.tags)))
    return found


def _dose_facts(what: Dose) -> list[Fact]:
    found = []
    if what.planned_at:
        found.append(Fact("planned", _("Planned for"), planned_for(what)))
    found.append(Fact("substance", _("Substance"), isolated(what.substance)))
    if _has_amount(what):
        found.append(Fact("amount", _("Amount"), isolated(amount_words(what))))
    found.append(Fact("status", _("Status"), status_words(what) or _("taken")))
    if what.reason:
        found.append(Fact("reason", _("Reason"), isolated(what.reason)))
    return found


def _has_amount(what: Dose) -> bool:
    return what.amount is not None or what.status not in ("skipped", "missed")


def _expectation_facts(entry: Entry, what: Expectation, measures: Measures) -> list[Fact]:
    origin = {"window": _("in the window"), "terminal": _("in a terminal")}.get(entry.origin)
    found = [
        Fact("substance", _("Substance"), isolated(what.substance)),
        Fact("measure", _("Measure"), isolated(_measure_name(what.measure, measures))),
        Fact("change", _("Expected change"), _change_and_side(what, measures)),
        Fact("certainty", _("How sure"), _("{n} of 100").format(n=number(what.certainty))),
    ]
    if origin is not None:
        found.append(Fact("origin", _("Said"), origin))
    return found


def _change_and_side(what: Expectation, measures: Measures) -> str:
    if what.change == 0:
        return _("no difference")
    more = what.change > 0
    if _better(what, measures) == "neither":
        words = _("{change}, higher") if more else _("{change}, lower")
    else:
        words = _("{change}, better") if more else _("{change}, worse")
    return words.format(change=signed(what.change))


def _better(what: Expectation, measures: Measures) -> Better:
    measure = measures.get(what.measure)
    return measure.better if measure is not None else "higher"


def _measure_name(key: str, measures: Measures) -> str:
    measure = measures.get(key)
    return measure.name if measure is not None else key


def _date(on: date) -> QDate:
    return QDate(on.year, on.month, on.day)
