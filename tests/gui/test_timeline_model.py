from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt

from dosejournal.domain.entries import CheckInDraft, Dose, DoseDraft
from dosejournal.domain.measures import Measure
from dosejournal.errors import StorageError
from dosejournal.gui import entry_words
from dosejournal.gui.timeline_model import LINE, PAGE, TimelineModel
from dosejournal.journal import check_ins, doses, measures, timeline
from dosejournal.journal.timeline import Filter


@pytest.fixture(autouse=True)
def _in_english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def model(workspace):
    return TimelineModel(workspace)


def _check_in(workspace, at, note="", tags=(), **ratings):
    draft = CheckInDraft(at, ratings, note, tags)
    return workspace.perform("Check-in recorded", check_ins.record, workspace.now(), draft)


def _dose(workspace, at, **parts):
    draft = DoseDraft(at, "Item A", **parts)
    return workspace.perform("Dose recorded", doses.record, workspace.now(), draft)


def _watched_pages(monkeypatch):
    pages = []
    entries = timeline.entries

    def watched(session, keys):
        pages.append(len(keys))
        return entries(session, keys)

    monkeypatch.setattr(timeline, "entries", watched)
    return pages


def _title(workspace, kind="check_in", entry_id=1):
    known = {m.key: m for m in workspace.read(measures.listing, archived=True)}
    entry = workspace.read(timeline.entry, kind, entry_id)
    return entry_words.title(entry, known).replace("\u2068", "").replace("\u2069", "")


def test_every_entry_is_read_once_it_is_looked_at(workspace, model, now, monkeypatch):
    def record_many(session):
        for number in range(2 * PAGE + 5):
            draft = CheckInDraft(now - timedelta(hours=number), {"mood": 50.0})
            check_ins.record(session, now, draft)

    workspace.perform("Check-ins recorded", record_many)
    model.ask(Filter())
    pages = []
    entries = timeline.entries
    monkeypatch.setattr(
        timeline,
        "entries",
        lambda session, keys: pages.append(len(keys)) or entries(session, keys),
    )
    assert model.rowCount() == 2 * PAGE + 5
    assert pages == []
    assert model.line(2 * PAGE + 4).entry.id == 2 * PAGE + 5
    assert model.line(2 * PAGE).entry.id == 2 * PAGE + 1
    assert pages == [6]


def test_only_a_few_pages_are_kept(workspace, model, now, monkeypatch):
    monkeypatch.setattr("dosejournal.gui.timeline_model.PAGE", 2)
    monkeypatch.setattr("dosejournal.gui.timeline_model._PAGES_KEPT", 3)
    for hours in range(12):
        _check_in(workspace, now - timedelta(hours=hours), mood=1.0)
    model.ask(Filter())
    pages = _watched_pages(monkeypatch)
    assert [model.line(row).entry.id for row in range(12)] == list(range(1, 13))
    # the last three are still there, the first one is read again
    assert [model.line(row).entry.id for row in (7, 9, 11, 0)] == [8, 10, 12, 1]
    assert len(pages) == 7


def test_the_first_entry_of_each_day_says_so_also_across_pages(workspace, model, now, monkeypatch):
    monkeypatch.setattr("dosejournal.gui.timeline_model.PAGE", 2)
    for hours in (0, 1, 2, 3, 24, 25, 48):
        _check_in(workspace, now - timedelta(hours=hours), mood=1.0)
    model.ask(Filter())
    starts = [model.line(row).starts_day for row in range(7)]
    assert starts == [True, False, False, False, True, False, True]


def test_an_entry_that_went_meanwhile_leaves_its_row_empty(workspace, model, now):
    for hours in (0, 1):
        _check_in(workspace, now - timedelta(hours=hours), mood=1.0)
    model.ask(Filter())
    workspace.perform("Check-in removed", check_ins.remove, now, 1)
    assert model.line(0) is None
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == ""
    assert model.line(1).starts_day


def test_a_row_outside_the_list_has_nothing(model):
    assert model.line(0) is None
    assert model.line(-1) is None
    assert model.key(3) is None
    assert model.row(None) is None
    assert model.rowCount(QModelIndex()) == 0


def test_asking_again_for_the_same_entries_moves_nothing(workspace, model, now, qtbot):
    _check_in(workspace, now, mood=1.0)
    model.ask(Filter())
    assert model.rowCount(model.index(0)) == 0
    draft = CheckInDraft(now, {"mood": 2.0})
    workspace.perform("Check-in amended", check_ins.amend, now, 1, draft)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.ask(Filter())
    assert model.line(0).entry.ratings[0].value == 2.0
    assert model.line(0).marks == ("amended",)


def test_asking_again_for_nothing_tells_nothing(model, qtbot):
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.dataChanged):
        model.ask(Filter())


def test_removed_entries_say_when_they_were_removed(workspace, model, now):
    _check_in(workspace, now, mood=1.0)
    workspace.perform("Check-in removed", check_ins.remove, now, 1)
    model.ask(None)
    line = model.data(model.index(0), LINE)
    assert line.marks == ("removed 2 Mar 2026, 09:30",)
    assert line.version.entry == line.entry
    model.ask(Filter())
    assert model.rowCount() == 0


def test_a_file_that_cannot_be_read_is_told_once_and_shows_empty_rows(
    workspace, model, now, qtbot, monkeypatch
):
    _check_in(workspace, now, mood=1.0)
    model.ask(Filter())

    def refuse(*_args):
        raise StorageError("The disk refuses.")

    monkeypatch.setattr(timeline, "entries", refuse)
    with qtbot.waitSignal(workspace.failed) as told:
        assert model.line(0) is None
    assert told.args == ["The disk refuses."]
    with qtbot.assertNotEmitted(workspace.failed):
        assert model.line(0) is None
    monkeypatch.setattr(timeline, "keys", refuse)
    with pytest.raises(StorageError):
        model.ask(Filter(search="x"))
    assert model.rowCount() == 1


def test_a_row_is_read_out_as_a_whole(workspace, model, now):
    _check_in(workspace, now, "A slow\nday", ("coffee", "walk"), mood=62.0, focus=41.0)
    model.ask(Filter())
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.replace("\u2068", "").replace("\u2069", "") == (
        "2 Mar 2026, 09:30. Check-in. Mood 62 · Focus 41. coffee · walk. A slow day"
    )
    assert model.data(model.index(0)) is None


def test_ratings_are_written_with_words_units_and_yes_or_no(workspace, now):
    steps = Measure("sleep", "Sleep", minimum=1, maximum=3, words=("poor", "fair", "good"))
    for measure in (
        steps,
        Measure("pulse", "Pulse", "number", minimum=None, maximum=None, unit="bpm"),
        Measure("walked", "Walked", "yes_no", minimum=0, maximum=1),
    ):
        workspace.perform("Measure added", measures.add, measure)
    _check_in(workspace, now, mood=62.5, sleep=3.0, pulse=61.0, walked=0.0)
    _check_in(workspace, now, walked=1.0)
    assert _title(workspace) == "Mood 62.5 · Sleep good · Pulse 61 bpm · Walked no"
    assert _title(workspace, entry_id=2) == "Walked yes"


def test_a_rating_of_an_unknown_measure_goes_by_its_key(workspace, now):
    _check_in(workspace, now, mood=62.0)
    entry = workspace.read(timeline.entry, "check_in", 1)
    assert entry_words.ratings(entry, {}) == "\u2068mood\u2069 62"


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        ({"amount": "10", "unit": "mg"}, "Item A 10 mg"),
        ({"amount": "2.50", "unit": "mg", "plus_minus": "0.5"}, "Item A about 2.50 ± 0.5 mg"),
        ({"amount": "2", "unit": "mg", "estimated": True}, "Item A about 2 mg"),
        ({}, "Item A · unknown amount"),
        ({"status": "skipped"}, "Item A · skipped"),
        ({"amount": "1", "unit": "mg", "status": "late"}, "Item A 1 mg · late"),
    ],
)
def test_a_dose_is_written_in_one_line(workspace, now, dose, words):
    _dose(workspace, now, **dose)
    assert _title(workspace, "dose_event") == words


def test_a_skipped_dose_has_no_amount_among_its_facts(workspace, now):
    _dose(workspace, now, status="skipped")
    entry = workspace.read(timeline.entry, "dose_event", 1)
    assert [fact.key for fact in entry_words.facts(entry, {})] == ["at", "substance", "status"]


def test_an_entry_of_the_small_hours_tells_its_journal_day(workspace, now):
    _dose(workspace, now.replace(hour=2), amount="1", unit="mg")
    entry = workspace.read(timeline.entry, "dose_event", 1)
    facts = {fact.key: fact.text for fact in entry_words.facts(entry, {})}
    assert (facts["at"], facts["day"]) == ("2 Mar 2026, 02:30", "1 Mar 2026")
    assert facts["amount"] == "\u20681 mg\u2069"


def test_an_imported_day_without_ratings_shows_its_mood_word_and_where_it_came_from(
    workspace, now
):
    _check_in(workspace, now, "lake")
    entry = workspace.read(timeline.entry, "check_in", 1)
    moment = type(entry.moment)(entry.moment.at, "UTC", 0, now.date(), "day")
    parts = {name: getattr(entry, name) for name in entry.__slots__}
    parts |= {"moment": moment, "mood_word": "rad", "source": "daylio"}
    imported = type(entry)(**parts)
    assert entry_words.title(imported, {}) == "“\u2068rad\u2069”"
    assert entry_words.marks(imported) == ["time not known", "Daylio"]
    assert entry_words.moment(imported.moment) == "2 Mar 2026, time not known"
    assert entry_words.facts(imported, {})[-1].key == "mood_word"
    assert entry_words.source("day-one") == "Day One"
    assert entry_words.source("how-we-feel") == "How We Feel"
    assert entry_words.source("other") == "\u2068other\u2069"


def test_an_entry_added_more_than_a_day_later_says_so(workspace, now):
    _check_in(workspace, now - timedelta(hours=25), "late")
    entry = workspace.read(timeline.entry, "check_in", 1)
    assert entry_words.marks(entry) == ["added later"]
    assert entry_words.title(entry, {}) == "Check-in"


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en_GB", "2 Mar 2026"),
        ("en_US", "Mar 2, 2026"),
        ("de_DE", "2. März 2026"),
        ("ja_JP", "2026年3月2日"),
        ("hu_HU", "2026. márc. 2."),
    ],
)
def test_days_are_written_as_the_locale_writes_them(locale, written):
    QLocale.setDefault(QLocale(locale))
    assert entry_words.day(date(2026, 3, 2)) == written


def test_an_amount_keeps_its_digits_in_every_locale():
    QLocale.setDefault(QLocale("de_DE"))
    what = Dose("Item A", "", "taken", "2.50", "mg", False, None)
    assert "2,50 mg" in entry_words.dose(what)
