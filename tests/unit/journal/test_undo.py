"""Undo over every act there is, in any order; `packaging/bench.py` drives it further."""

import atexit
import itertools
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from dosejournal.domain import clock
from dosejournal.domain import reminders as reminding
from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.entries import CheckInDraft, DoseDraft, Rating
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.imports import ImportedCheckIn, ImportedDose, ImportPlan
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.domain.responses import OwnDraft, ResponseDraft
from dosejournal.errors import JournalError
from dosejournal.exchange import archive
from dosejournal.exchange.asked import Asked
from dosejournal.journal import (
    adverse_effects,
    archives,
    cards,
    check_ins,
    choices,
    doses,
    drafts,
    expectations,
    imports,
    information,
    look_backs,
    main_measures,
    measures,
    own_questionnaires,
    pauses,
    plan,
    planning,
    questionnaires,
    regimens,
    reminders,
    revisions,
    substances,
    timeline,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store import contents
from dosejournal.store.database import Database

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
ITEMS = ("Item A", "Item B", "Item C")
NOTES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
SOME = st.integers(0, 7)
"""Which of those that are there: counted round, so that every number means one."""

AT = st.integers(0, 400).map(lambda hours: NOW - timedelta(hours=hours))
CHECK_INS = st.builds(
    CheckInDraft,
    at=AT,
    ratings=st.dictionaries(
        st.sampled_from(["mood", "focus", "calm"]), st.floats(0, 100), max_size=2
    ),
    note=NOTES,
    tags=st.lists(st.sampled_from(["walk", "tea", "Tea's", "☀"]), min_size=1, max_size=2).map(
        tuple
    ),
)
DOSES = st.builds(
    DoseDraft,
    at=AT,
    substance=st.sampled_from(ITEMS),
    amount=st.sampled_from([None, "10", "2.50"]),
    unit=st.sampled_from(["mg", "ug", ""]),
    status=st.sampled_from(["taken", "extra", "skipped"]),
    note=NOTES,
)
EXPECTED = st.builds(
    ExpectancyDraft,
    at=AT,
    substance=st.sampled_from(ITEMS),
    measure=st.sampled_from(["mood", "focus"]),
    change=st.floats(-50, 50),
    certainty=st.floats(0, 100),
)
FILLED_IN = st.builds(
    ResponseDraft,
    at=AT,
    instrument=st.sampled_from(["phq-4", "Mine"]),
    answers=st.tuples(*[st.sampled_from([None, 0, 3])] * 4),
    note=NOTES,
) | st.builds(
    ResponseDraft, at=AT, instrument=st.just("phq-9"), answers=st.just((0, 1, 2, 3, 0, 1, 2, 3, 1))
)
NOTICED = st.builds(
    EffectDraft,
    started_at=AT,
    name=st.sampled_from(["Rash", "Dry mouth"]),
    severity=st.sampled_from(["noticed", "stopped"]),
    needed_help=st.booleans(),
    ended_at=st.sampled_from([None, NOW]),
    note=NOTES,
)
OWN = st.builds(
    OwnDraft,
    name=st.sampled_from(["Mine", "Yours"]),
    stem=st.just(""),
    items=st.sampled_from([("a", "b", "c", "d"), ("e", "f", "g", "h")]),
    answers=st.just(("no", "a bit", "some", "much")),
)
REGIMENS = st.builds(
    RegimenDraft,
    substance=st.sampled_from(ITEMS),
    pattern=st.sampled_from([Pattern("daily"), Pattern("on_off", on=2, off=1)]),
    times=st.sampled_from([(time(8),), (time(9), time(21))]),
    first_day=st.integers(-9, 2).map(lambda days: (NOW + timedelta(days=days)).date()),
    last_day=st.sampled_from([None, (NOW + timedelta(days=20)).date()]),
    steps=st.sampled_from([(), (DoseStep(NOW.date(), "10", "mg"),)]),
    note=NOTES,
)
RULES = st.builds(
    reminding.CheckInRule, enabled=st.booleans(), times=st.sampled_from([(time(9),), (time(20),)])
)
SETTINGS = settings(
    max_examples=100,
    stateful_step_count=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@cache
def template():
    """Return a journal with something of everything, made once and copied for each sequence."""
    path = Path(_folder.name) / "template.db"
    Database.create(path, _fill)
    return path


_folder = tempfile.TemporaryDirectory(prefix="dosejournal-undo-")
atexit.register(_folder.cleanup)


def _fill(session):
    information.begin(session, NOW)
    for days in range(9, 2, -1):
        at = NOW - timedelta(days=days)
        check_ins.record(session, at, CheckInDraft(at, {"mood": 40.0 + days}, "so", ("walk",)))
    substances.add(session, SubstanceDraft("Item A", "Label", "mg"))
    planning.add(
        session,
        NOW - timedelta(days=5),
        RegimenDraft("Item A", Pattern("daily"), (time(8),), (NOW - timedelta(days=5)).date()),
    )
    doses.record(session, NOW, DoseDraft(NOW - timedelta(days=2), "Item A", "10", "mg"))
    gone = check_ins.record(session, NOW, CheckInDraft(NOW, {"focus": 1.0}, "gone"))
    check_ins.remove(session, NOW, gone)
    reminders.prompt(session, reminding.PromptRule(True))


numbers = itertools.count()
undone = []
"""Databases in which a sequence has undone all it did."""


def fresh():
    """Return a copy of the template."""
    path = Path(_folder.name) / f"journal-{next(numbers)}.db"
    shutil.copy(template(), path)
    return path


@cache
def other_archive():
    """Return the archive of another journal."""
    path = Path(_folder.name) / "other.db"
    Database.create(path, _fill_other)
    database = Database(path)
    with database.read() as session:
        found = archive.gather(session, NOW, Asked())
    database.close()
    return found


def _fill_other(session):
    information.begin(session, NOW)
    check_ins.record(session, NOW, CheckInDraft(NOW, {"calm": 7.0}, "elsewhere", ("tea",)))
    doses.record(session, NOW, DoseDraft(NOW, "Item D", "1", "mg"))


def one_of(rows, some):
    rows = list(rows)
    if not rows:
        raise JournalError("there is none")
    return rows[some % len(rows)]


def entry_of(session, kind, some):
    found = timeline.entries(session, timeline.keys(session))
    return one_of([each.id for each in found if each.kind == kind], some)


def imported(session, note, *, with_dose):
    at = clock.moment(NOW - timedelta(days=3), time(4))
    row = ImportedCheckIn(at, f"row {note}", "{}", (Rating("mood", 55.0),), note, ("tea",))
    dose = ImportedDose(at, f"dose {note}", "{}", "Item E", "5", "mg")
    taken = (dose,) if with_dose else ()
    return ImportPlan("tidy", "file", "Europe/Berlin", check_ins=(row,), doses=taken)


class Acts(RuleBasedStateMachine):
    """Does acts, undoes and redoes them, and knows what the journal held after each."""

    def __init__(self):
        super().__init__()
        # compiling its statements anew for each sequence would take most of the time
        self.database = undone.pop() if undone else Database(fresh())
        self.labels = (f"act {next(numbers)}" for _act in itertools.count())
        self.clock = (NOW + timedelta(minutes=minutes) for minutes in itertools.count())
        self.has_archive = False
        self.is_reopened = False
        self.columns = None
        self.states = [self.content()]
        self.place = 0  # in the states: before it what undo brings back, behind it what redo does

    def content(self):
        with self.database.read() as session:
            connection = session.connection().connection.driver_connection
            self.columns = self.columns or contents.columns(connection)
            found = contents.hashes(connection, self.columns)
            for index in ("entry_text", "name_text", "response_text", "effect_text"):
                ask = f'SELECT rowid FROM "{index}" ORDER BY rowid'
                found[index] = str(connection.execute(ask).fetchall())
        return found

    def act(self, do, *words, is_timed=True):
        """Do one act; one that is refused must leave everything as it was."""
        label = next(self.labels)
        now = (next(self.clock),) if is_timed else ()
        with suppress(JournalError), self.database.write(label) as write:
            do(write.session, *now, *words)
        if self.database.undo_label == label:
            del self.states[self.place + 1 :]
            self.states.append(self.content())
            self.place += 1
        else:
            self.holds_what_it_held_then()

    def holds_what_it_held_then(self):
        assert self.content() == self.states[self.place]

    @rule()
    @precondition(lambda self: self.place > 0)
    def undo(self):
        self.database.undo()
        self.place -= 1
        self.holds_what_it_held_then()

    @rule()
    @precondition(lambda self: self.place < len(self.states) - 1)
    def redo(self):
        self.database.redo()
        self.place += 1
        self.holds_what_it_held_then()

    @rule()
    @precondition(lambda self: self.place > 2)
    def reopen(self):
        path = self.database.path
        self.database.close()
        self.database = Database(path)
        self.states, self.place = [self.states[self.place]], 0
        self.is_reopened = True
        self.holds_what_it_held_then()

    @rule(content=NOTES)
    def keep_a_draft(self, content):
        with self.database.write("", undoable=False) as write:
            drafts.keep(write.session, NOW, "check_in//1", {"note": content})

    @rule(draft=CHECK_INS)
    def record_check_in(self, draft):
        self.act(check_ins.record, draft)

    @rule(draft=CHECK_INS, some=SOME)
    def amend_check_in(self, draft, some):
        self.act(
            lambda session, now: check_ins.amend(
                session, now, entry_of(session, "check_in", some), draft
            )
        )

    @rule(draft=DOSES)
    def record_dose(self, draft):
        self.act(doses.record, draft)

    @rule(draft=DOSES, some=SOME)
    def amend_dose(self, draft, some):
        self.act(
            lambda session, now: doses.amend(
                session, now, entry_of(session, "dose_event", some), draft
            )
        )

    @rule(draft=EXPECTED)
    def expect(self, draft):
        self.act(expectations.record, draft)

    @rule(draft=NOTICED)
    def notice(self, draft):
        self.act(adverse_effects.record, draft)

    @rule(draft=NOTICED, some=SOME)
    def notice_otherwise(self, draft, some):
        self.act(
            lambda session, now: adverse_effects.amend(
                session, now, entry_of(session, "adverse_effect", some), draft
            )
        )

    @rule(draft=FILLED_IN)
    def fill_in(self, draft):
        self.act(questionnaires.record, draft)

    @rule()
    def acknowledge(self):
        self.act(questionnaires.acknowledge)

    @rule(note=NOTES, some=SOME)
    def annotate(self, note, some):
        self.act(
            lambda session, now: questionnaires.annotate(
                session, now, entry_of(session, "questionnaire_response", some), note
            )
        )

    @rule(draft=OWN)
    def add_own_questionnaire(self, draft):
        self.act(own_questionnaires.add, draft)

    @rule(draft=OWN, some=SOME)
    def change_own_questionnaire(self, draft, some):
        self.act(
            lambda session, now: own_questionnaires.change(
                session, now, one_of(own_questionnaires.listing(session), some).key, draft
            )
        )

    @rule(
        kind=st.sampled_from(
            [
                ("check_in", check_ins),
                ("dose_event", doses),
                ("expectancy", expectations),
                ("questionnaire_response", questionnaires),
                ("adverse_effect", adverse_effects),
            ]
        ),
        some=SOME,
    )
    def remove_entry(self, kind, some):
        name, module = kind
        self.act(lambda session, now: module.remove(session, now, entry_of(session, name, some)))

    @rule(some=SOME)
    def restore_entry(self, some):
        self.act(
            lambda session: revisions.restore(session, one_of(revisions.removed(session), some)),
            is_timed=False,
        )

    @rule(some=SOME, how=st.sampled_from(["take", "skipped", "missed"]))
    def answer_the_plan(self, some, how):
        def answer(session, now):
            planned = [each.planned for each in plan.today(session, now) if each.planned]
            dose = one_of(planned, some)
            ref = doses.PlannedRef(dose.regimen.id, dose.wall)
            if how == "take":
                doses.take(session, now, ref)
            else:
                doses.leave(session, now, ref, how, "a reason")

        self.act(answer)

    @rule(draft=REGIMENS)
    def add_regimen(self, draft):
        self.act(planning.add, draft)

    @rule(draft=REGIMENS, some=SOME)
    def change_regimen(self, draft, some):
        self.act(
            lambda session, now: regimens.change(
                session, now, one_of(regimens.latest(session), some).series_id, draft
            )
        )

    @rule(
        do=st.sampled_from([pauses.pause, pauses.resume, regimens.close, regimens.remove]),
        some=SOME,
    )
    def stop_regimen(self, do, some):
        def stop(session, now):
            series_id = one_of(regimens.latest(session), some).series_id
            given = (series_id,) if do is regimens.remove else (now, series_id)
            do(session, *given)

        self.act(stop)

    @rule(name=st.sampled_from([*ITEMS, "Item D"]), label=st.sampled_from(["", "Label", "Word"]))
    def add_substance(self, name, label):
        self.act(substances.add, SubstanceDraft(name, label), is_timed=False)

    @rule(some=SOME, name=st.sampled_from([*ITEMS, "Item F"]), archived=st.booleans())
    def change_substance(self, some, name, archived):
        def change(session):
            number = one_of(substances.listing(session, archived=True), some).id
            substances.amend(session, number, SubstanceDraft(name, unit="mg"))
            substances.archive(session, number, archived=archived)

        self.act(change, is_timed=False)

    @rule(name=st.sampled_from(["Pain", "Joy", "Mood"]), words=st.sampled_from([(), ("a", "b")]))
    def add_measure(self, name, words):
        top = 1.0 if words else 100.0
        self.act(measures.add, Measure("", name, words=words, maximum=top), is_timed=False)

    @rule(some=SOME, name=st.sampled_from(["Pain", "Joy", "Zest"]), archived=st.booleans())
    def change_measure(self, some, name, archived):
        def change(session):
            known = measures.listing(session, archived=True)
            measure = one_of(known, some)
            measures.amend(session, Measure(measure.key, name, position=measure.position))
            measures.archive(session, measure.key, archived=archived)
            measures.reorder(session, [each.key for each in reversed(known)])

        self.act(change, is_timed=False)

    @rule(key=st.sampled_from(["mood", "focus", "energy"]))
    def choose_main_measure(self, key):
        self.act(main_measures.choose, key)

    @rule(
        choice=st.sampled_from(
            [("rate_first", "no"), ("rate_first", "yes"), ("ask_expectation", "never")]
        )
    )
    def choose(self, choice):
        self.act(choices.choose, *choice)

    @rule(at=st.sampled_from([time(0), time(4), time(6)]))
    def start_day_at(self, at):
        self.act(information.start_day_at, at, is_timed=False)

    @rule(value=st.sampled_from([None, 40.0]))
    def look_back(self, value):
        def answer(session, now):
            question = look_backs.due(session, now)
            if question is not None:
                look_backs.answer(session, now, question, value)

        self.act(answer)

    @rule(
        draft=RULES, doses_too=st.booleans(), prompt=st.builds(reminding.PromptRule, st.booleans())
    )
    def set_reminders(self, draft, doses_too, prompt):
        def choose(session):
            reminders.remind_of_check_in(session, draft)
            reminders.remind_of_doses(session, doses_too)
            reminders.prompt(session, prompt)

        self.act(choose, is_timed=False)

    @rule(
        do=st.sampled_from(["tell", "snooze", "recorded", "skipped", "look"]),
        key=st.sampled_from(["prompt 1", "check_in 2026-03-02T09:00"]),
    )
    def answer_reminder(self, do, key):
        acts = {
            "tell": lambda session, now: reminders.tell(session, now, [key]),
            "snooze": lambda session, now: reminders.snooze(session, now, [key], 10),
            "look": reminders.keep_look,
        }
        self.act(acts.get(do, lambda session, now: reminders.settle(session, now, [key], do)))

    @rule(card=st.sampled_from(["memory", "chance"]), is_sent_away=st.booleans())
    def see_card(self, card, is_sent_away):
        self.act(cards.dismiss if is_sent_away else cards.note_shown, card, "weekly")

    @rule(note=st.sampled_from(["one", "two"]), with_dose=st.booleans())
    def bring_in_a_file(self, note, with_dose):
        self.act(
            lambda session, now: imports.bring_in(
                session, now, imported(session, note, with_dose=with_dose)
            )
        )

    @rule()
    @precondition(lambda self: not self.has_archive)
    def bring_in_an_archive(self):
        self.has_archive = True  # the slowest act of all, so once in a sequence
        self.act(archives.bring_in, other_archive(), is_timed=False)

    def teardown(self):
        whole = False
        try:
            while self.place > 0:
                self.undo()
            assert self.content() == self.states[0]
            assert self.database.undo_label is None
            whole = not self.is_reopened
        finally:
            # what is as it was at first is there for the next sequence
            undone.append(self.database) if whole else self.database.close()


@pytest.mark.timeout(240)
class TestUndo(Acts.TestCase):
    settings = SETTINGS
