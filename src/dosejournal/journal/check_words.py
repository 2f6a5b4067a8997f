"""What a check found and a salvage saved, in words: no content, and no name of a table."""

from collections.abc import Callable, Iterable, Iterator

from dosejournal.i18n import _, ngettext
from dosejournal.store import checks
from dosejournal.store.checks import Findings
from dosejournal.store.salvage import Salvaged, Saved

Number = Callable[[int], str]


def sound(findings: Findings, at: str, number: Number = str) -> str:
    """Return the sentence for a journal that is sound: how much it holds, and when that was."""
    entries = ngettext("{n} entry", "{n} entries", findings.entries)
    pages = ngettext("{n} page", "{n} pages", findings.pages)
    return _("Sound: {entries}, {pages}, checked {at}").format(
        entries=entries.format(n=number(findings.entries)),
        pages=pages.format(n=number(findings.pages)),
        at=at,
    )


def damage(findings: Findings, number: Number = str) -> list[str]:
    """Return what is damaged, a line each."""
    words = {
        checks.UNREADABLE: _("A part of the file cannot be read."),
        checks.LENGTH: _("The file was cut short."),
        checks.SEAL: _("Pages that are not as they were written: {n}"),
        checks.STRUCTURE: _("Faults in how the file is ordered: {n}"),
        checks.REFERENCE: _("Rows that refer to something that is not there: {n}"),
    }
    return [
        text.format(n=number(findings.problems[kind]))
        for kind, text in words.items()
        if kind in findings.problems
    ]


def saved(salvaged: Salvaged, number: Number = str) -> Iterator[str]:
    """Give what was saved, and what was not, a line each."""
    named = {
        "check_in": _("Check-ins: {after} of {before}"),
        "rating": _("Ratings: {after} of {before}"),
        "dose_event": _("Doses: {after} of {before}"),
        "expectancy": _("Expectations: {after} of {before}"),
        "questionnaire_response": _("Questionnaires: {after} of {before}"),
        "adverse_effect": _("Unwanted effects: {after} of {before}"),
        "regimen": _("Versions of regimens: {after} of {before}"),
        "substance": _("Substances: {after} of {before}"),
        "tag": _("Tags: {after} of {before}"),
        "measure": _("Measures: {after} of {before}"),
    }
    for table, text in named.items():
        if table in salvaged.tables:
            yield _counted(text, salvaged.tables[table], number)
    others = [each for table, each in salvaged.tables.items() if table not in named]
    before = None if None in {each.before for each in others} else _sum(others, "before")
    yield _counted(
        _("Other rows: {after} of {before}"), Saved(before, _sum(others, "after")), number
    )
    yield from _remarks(salvaged, number)


def _remarks(salvaged: Salvaged, number: Number) -> Iterator[str]:
    every = salvaged.tables.values()
    for name, text in (
        ("from_backup", _("Of these, rows that only the newest backup had: {n}")),
        ("in_part", _("Check-ins whose text was lost, but not their ratings: {n}")),
        ("left_out", _("Left out, because the entry they belonged to is lost: {n}")),
    ):
        found = _sum(every, name)
        if found:
            yield text.format(n=number(found))


def _counted(text: str, saved: Saved, number: Number) -> str:
    before = _("an unknown number") if saved.before is None else number(saved.before)
    return text.format(after=number(saved.after), before=before)


def _sum(every: Iterable[Saved], name: str) -> int:
    return sum(getattr(each, name) or 0 for each in every)
