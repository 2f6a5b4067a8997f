import shutil
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from dosejournal.domain import patterns
from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.clock import moment
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.imports import ImportedCheckIn, ImportPlan
from dosejournal.domain.measures import Measure
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.domain.reminders import CheckInRule
from dosejournal.domain.responses import OwnDraft, ResponseDraft
from dosejournal.exchange import archive
from dosejournal.exchange.asked import Asked
from dosejournal.journal import (
    adverse_effects,
    archives,
    cards,
    check_ins,
    choices,
    column_presets,
    doses,
    expectations,
    help_contacts,
    imports,
    look_backs,
    main_measures,
    measures,
    own_questionnaires,
    pauses,
    questionnaires,
    regimens,
    reminders,
)
from dosejournal.store import rows
from dosejournal.store.database import Database

DATA = Path(__file__).parents[3] / "data"


class Journal:
    """A journal of its own, with an archive going out and coming in."""

    def __init__(self, path, now):
        self.path = path
        self.now = now
        self.database = Database(path)

    def act(self, act, *words, **more):
        with self.database.write("Act") as write:
            return act(write.session, *words, **more)

    def ask(self, query, *words, **more):
        with self.database.read() as session:
            return query(session, *words, **more)

    def tables(self):
        """Return every row of every table, and the numbers that were given."""
        with self.database.read() as session:
            found = {name: table.rows for name, table in archives.tables(session).items()}
            return found | {"numbers": rows.numbers(session.connection())}

    def archive(self, first_day=None, last_day=None):
        content = self.ask(archive.gather, self.now, Asked(first_day, last_day))
        return archive.write(content)

    def count(self, content):
        return self.ask(archives.count, archive.read(content))

    def bring_in(self, content):
        """Bring an archive in; what is told before must be what is done."""
        found = archive.read(content)
        told = self.ask(archives.count, found)
        with self.database.write("Archive imported") as write:
            counts = archives.bring_in(write.session, found)
        assert counts == told
        return counts


@pytest.fixture
def data():
    return DATA


@pytest.fixture
def journal(tmp_path, now, new_journal):
    """Makes an empty journal, or opens a file."""
    made = []

    def journal(name="a", path=None):
        if path is None:
            path = shutil.copy(new_journal, tmp_path / f"{name}.db")
        made.append(Journal(path, now))
        return made[-1]

    yield journal
    for each in made:
        each.database.close()


@pytest.fixture(scope="session")
def full_journal(tmp_path_factory, new_journal, now):
    """Return a journal with something in every table, made once and copied where it is wanted."""
    full = Journal(shutil.copy(new_journal, tmp_path_factory.mktemp("full") / "a.db"), now)
    _fill(full)
    full.database.close()
    return full.path


@pytest.fixture
def fill(full_journal):
    """Fills an empty journal with something in every table."""

    def fill(journal):
        journal.database.close()
        shutil.copy(full_journal, journal.path)
        journal.database = Database(journal.path)

    return fill


def _fill(journal):
    """Record something in every table."""
    now = journal.now
    act = journal.act
    act(measures.add, Measure("", "Pain", minimum=1, maximum=3, words=("none", "some", "much")))
    act(choices.choose, now, "topics", "general")
    act(main_measures.choose, now, "mood")
    act(reminders.remind_of_check_in, CheckInRule(True, times=(time(8, 30),)))
    act(reminders.keep_look, now)
    act(cards.note_shown, now, "a-card", "before_rating")
    begun = now - timedelta(days=20)
    daily = RegimenDraft(
        "Item A",
        patterns.parse("daily"),
        (time(8),),
        begun.date(),
        steps=(DoseStep(begun.date(), "10", "mg"),),
    )
    series = act(regimens.add, begun, daily)
    changed = now - timedelta(days=9)
    act(regimens.change, changed, series, replace(daily, first_day=changed.date()))
    act(pauses.pause, now - timedelta(days=4), series)
    act(pauses.resume, now - timedelta(days=3), series)
    for days in range(12):
        at = now - timedelta(days=days)
        ratings = {"mood": 50 + days, "pain": 2}
        note = f"Day {days} ünï\u2028 \U0001f642"
        act(check_ins.record, at, CheckInDraft(at, ratings, note, ("walk",) if days % 2 else ()))
        act(doses.record, at, DoseDraft(at, "Item A", "2.50", "mg"))
    act(doses.record, now, DoseDraft(now, "Item B"))
    act(expectations.record, now, ExpectancyDraft(now, "Item C", "mood", 10, 60))
    taken_back = act(expectations.record, now, ExpectancyDraft(now, "Item B", "mood", 5, 50))
    act(expectations.remove, now, taken_back)
    gone = act(check_ins.record, now, CheckInDraft(now, {"mood": 1}, "gone"))
    act(check_ins.remove, now, gone)
    lost = act(doses.record, now, DoseDraft(now, "Item A", "1", "mg"))
    act(doses.remove, now, lost)
    act(check_ins.amend, now, 2, CheckInDraft(now - timedelta(days=1), {"mood": 3}, "amended"))
    entry = ImportedCheckIn(
        moment(now - timedelta(days=30), time(4)), "1", "{}", note="from elsewhere", mood_word="ok"
    )
    told = ImportPlan("daylio-csv", "daylio-csv", "UTC", check_ins=(entry,), mood_words={"ok": 3})
    act(imports.bring_in, now, told)
    act(column_presets.keep, now, "my table", ("Day", "Mood"), {"column:Day": "day"})
    _fill_in(act, now)
    _notice(act, now)
    act(help_contacts.choose_country, now, "DE")
    act(help_contacts.confirm, now, "DE", "emergency", "112")
    act(help_contacts.name_person, now, "Ada ünï", "030 1234")
    question = journal.ask(look_backs.due, now)
    assert question is not None
    act(look_backs.answer, now, question, 55)
    assert all(journal.tables().values())


def _notice(act, now):
    """Record unwanted effects: one that lasts, one that is over, one that was taken out."""
    act(adverse_effects.record, now, EffectDraft(now, "Dry mouth", "noticed", relation="unsure"))
    began = now - timedelta(hours=30)
    ended = EffectDraft(began, "Rash ünï", "stopped", needed_help=True, ended_at=now, note="arm")
    act(adverse_effects.record, now, ended)
    not_meant = act(adverse_effects.record, now, EffectDraft(now, "Cough", "bothered"))
    act(adverse_effects.remove, now, not_meant)


def _fill_in(act, now):
    """Fill in questionnaires, one's own too."""
    two_weeks_ago = now - timedelta(days=14)
    own = act(own_questionnaires.add, now, OwnDraft("Mine", "How much?", ("This",), ("no", "yes")))
    act(questionnaires.record, now, ResponseDraft(two_weeks_ago, own, (1,), note="whose own"))
    asked = ResponseDraft(two_weeks_ago, "phq-9", (0, 1, 2, 3, 0, 1, 2, 3, 1), difficulty=2)
    act(questionnaires.record, now, asked)
    act(questionnaires.acknowledge, now)
    act(questionnaires.record, now, ResponseDraft(now, "gad-7", (0, 1, None, 3, 0, 1, 2)))
    act(questionnaires.annotate, now, 3, "one left out")
    not_meant = act(questionnaires.record, now, ResponseDraft(now, "phq-4", (0, 1, 2, 3)))
    act(questionnaires.remove, now, not_meant)
    act(questionnaires.choose_measurement_error, now, "gad-7", 4.5, 0.8)
