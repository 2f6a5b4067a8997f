import pytest
from PySide6.QtWidgets import QLabel

from dosejournal.domain.archives import ArchiveCounts
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.errors import StorageError
from dosejournal.exchange import archive
from dosejournal.exchange.asked import Asked
from dosejournal.gui.import_dialog import ImportDialog
from dosejournal.journal import archives, check_ins, choices, doses, information, timeline
from dosejournal.store.database import Database

TABLES = (
    "check_in", "rating", "dose_event", "expectancy", "questionnaire_response",
    "adverse_effect", "regimen",
    "revision",
)  # fmt: skip


@pytest.fixture
def file(tmp_path, now):
    """An archive of another journal, with a check-in and a dose."""
    path = tmp_path / "other.db"
    Database.create(path, lambda session: information.begin(session, now))
    database = Database(path)
    with database.write("Act") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 62}, "of the other one"))
        doses.record(write.session, now, DoseDraft(now, "Item A", "10", "mg"))
        choices.choose(write.session, now, "topics", "general")
    with database.read() as session:
        content = archive.write(archive.gather(session, now, Asked()))
        some = archive.write(archive.gather(session, now, Asked(first_day=now.date())))
    database.close()
    (tmp_path / "some.jsonl").write_bytes(some)
    file = tmp_path / "other.jsonl"
    file.write_bytes(content)
    return file


@pytest.fixture
def show(qtbot, workspace, tasks):
    def show(path):
        dialog = ImportDialog(workspace, tasks, path)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        qtbot.waitUntil(lambda: not dialog.progress.is_at_work)
        return dialog

    return show


def entries(workspace):
    return workspace.read(lambda session: timeline.entries(session, timeline.keys(session)))


def said(card):
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_an_archive_is_shown_before_anything_is_written(show, file, workspace):
    dialog = show(file)
    assert dialog.source.title_label.text() == "DoseJournal archive"
    facts = dialog.archive.facts()
    assert (facts["New check-ins"], facts["New doses"], facts["Held aside"]) == ("1", "1", "0")
    assert "Nothing was recorded in this journal yet" in said(dialog.archive)
    for card in (dialog.summary, dialog.questions, dialog.words, dialog.preview, dialog.held):
        assert not card.isVisible()
    assert dialog.import_button.isEnabled()
    assert entries(workspace) == []


def test_an_archive_comes_in_as_one_step_to_undo(show, file, workspace, qtbot):
    dialog = show(file)
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    assert len(entries(workspace)) == 2
    assert workspace.read(choices.read).topics == "general"
    assert workspace.undo_label == "Archive imported"
    again = show(file)
    assert not again.import_button.isEnabled()
    assert "there is nothing to bring in" in said(again.archive)
    workspace.undo()
    assert entries(workspace) == []
    assert workspace.read(choices.read).topics == ""


def test_beside_entries_it_says_what_stays(show, file, workspace, now, tmp_path, qtbot):
    dialog = show(file)
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    workspace.perform("Act", check_ins.remove, now, 1)
    workspace.perform("Act", doses.amend, now, 1, DoseDraft(now, "Item A", "5", "mg"))
    dialog = show(tmp_path / "some.jsonl")
    told = said(dialog.archive)
    assert "holds the entries of some days only" in told
    assert "stay as this journal has them" in told
    assert "1 entry was removed by you earlier" in told
    assert dialog.held.isVisible()
    assert "in another form" in said(dialog.held)
    kept = tmp_path / "held.csv"
    dialog.held.save(kept)
    assert kept.read_text().startswith("row,reason,type,line")
    assert not dialog.import_button.isEnabled()
    # with a regimen that was closed there
    counts = ArchiveCounts(dict.fromkeys(TABLES, 0), ended=2)
    dialog.archive.show_archive(archive.read(file), counts)
    assert "2 regimens or pauses end as in the archive" in said(dialog.archive)


def test_another_file_takes_the_place_of_an_archive(show, file, tmp_path, qtbot):
    dialog = show(file)
    table = tmp_path / "table.csv"
    table.write_text("at,measure,value\n2026-02-02T08:00:00+01:00,mood,62\n")
    dialog.open_file(table)
    qtbot.waitUntil(dialog.summary.isVisible)
    assert not dialog.archive.isVisible()
    dialog.open_file(file)
    qtbot.waitUntil(dialog.archive.isVisible)
    assert not dialog.summary.isVisible()


def test_a_broken_archive_is_refused_with_the_reason(show, file):
    file.write_bytes(file.read_bytes()[:-100])
    dialog = show(file)
    assert "Nothing was brought in" in said(dialog.source)
    assert not dialog.archive.isVisible()
    assert not dialog.import_button.isEnabled()


def test_a_disk_that_fails_meanwhile_is_told(show, file, monkeypatch, workspace):
    def gone(_session, _archive):
        raise StorageError("The disk could not be read.")

    monkeypatch.setattr(archives, "count", gone)
    assert "could not be read" in said(show(file).source)
    monkeypatch.undo()
    dialog = show(file)
    monkeypatch.setattr(archives, "bring_in", gone)
    dialog.import_button.click()
    assert entries(workspace) == []


def test_an_archive_dropped_on_the_window_is_offered(qtbot, window, file):
    window.drops.dropped.emit(file)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    dialog = window.findChild(ImportDialog)
    qtbot.waitUntil(dialog.archive.isVisible)
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    assert window.workspace.undo_label == "Archive imported"
