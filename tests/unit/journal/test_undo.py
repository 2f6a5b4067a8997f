import tempfile
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.measures import Measure
from dosejournal.errors import JournalError
from dosejournal.journal import check_ins, doses, information, measures, substances, timeline
from dosejournal.store.database import Database

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
NOTES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
CHECK_INS = st.builds(
    CheckInDraft,
    at=st.integers(0, 10_000).map(lambda hours: NOW - timedelta(hours=hours)),
    ratings=st.dictionaries(st.sampled_from(["mood", "focus", "calm"]), st.floats(0, 100)),
    note=NOTES,
    tags=st.lists(st.sampled_from(["walk", "tea", "Tea's", "☀"]), min_size=1).map(tuple),
)
DOSES = st.builds(
    DoseDraft,
    at=st.integers(0, 10_000).map(lambda hours: NOW - timedelta(hours=hours)),
    substance=st.sampled_from(["Item A", "Item B"]),
    amount=st.sampled_from([None, "10", "2.50"]),
    unit=st.sampled_from(["mg", "ug", ""]),
    note=NOTES,
)


def newest(session, kind):
    found = [key for key in timeline.keys(session) if key % 2 == timeline.KINDS.index(kind)]
    return found[0] // 2 if found else None


def amend_or_remove(session, kind, act, *arguments):
    module = check_ins if kind == "check_in" else doses
    entry_id = newest(session, kind)
    if entry_id is not None:
        getattr(module, act)(session, NOW, entry_id, *arguments)


def rename_substance(session, name):
    row = next(iter(substances.listing(session)), None)
    if row is not None:
        substances.amend(session, row.id, substances.SubstanceDraft(name))


def add_measure(session, name):
    known = [measure.name for measure in measures.listing(session)]
    if name not in known:
        measures.add(session, Measure("", name))


ACTS = st.one_of(
    CHECK_INS.map(lambda draft: (check_ins.record, (NOW, draft))),
    DOSES.map(lambda draft: (doses.record, (NOW, draft))),
    CHECK_INS.map(lambda draft: (amend_or_remove, ("check_in", "amend", draft))),
    DOSES.map(lambda draft: (amend_or_remove, ("dose_event", "amend", draft))),
    st.sampled_from(["check_in", "dose_event"]).map(
        lambda kind: (amend_or_remove, (kind, "remove"))
    ),
    st.times().map(lambda at: (information.start_day_at, (time(at.hour, at.minute),))),
    st.sampled_from(["Item C", "Item D"]).map(lambda name: (rename_substance, (name,))),
    st.sampled_from(["Pain", "Joy"]).map(lambda name: (add_measure, (name,))),
    st.booleans().map(lambda archived: (_archive, (archived,))),
)


def _archive(session, archived):
    measures.archive(session, "energy", archived=archived)


def contents(database):
    with database.read() as session:
        ask = session.connection().exec_driver_sql
        return {
            name: sorted(map(repr, ask(f'SELECT rowid, * FROM "{name}"')))
            for name in (*database.table_names, "entry_text", "name_text")
        }


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(ACTS, min_size=1, max_size=8))
def test_undoing_any_list_of_acts_restores_every_row_and_redoing_repeats_it(acts):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        Database.create(path, lambda session: information.begin(session, NOW))
        database = Database(path)
        states = [contents(database)]
        for act, arguments in acts:
            with suppress(JournalError), database.write("Done") as write:
                act(write.session, *arguments)
            if database.undo_label is not None and contents(database) != states[-1]:
                states.append(contents(database))
        for state in reversed(states[:-1]):
            database.undo()
            assert contents(database) == state
        assert database.undo_label is None
        for state in states[1:]:
            database.redo()
            assert contents(database) == state
        database.close()
