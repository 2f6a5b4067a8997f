import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import ImportFileError
from dosejournal.exchange import archive, importers, incoming
from dosejournal.exchange.archive import lines as reading_lines
from dosejournal.journal import check_ins, imports
from dosejournal.store import migrations

GOLDEN = Path(__file__).parents[3] / "data" / "archives" / "version-3.jsonl"
WORDS = "secret words of an entry"


@pytest.fixture
def content():
    return GOLDEN.read_bytes()


def objects(content):
    return [json.loads(line) for line in content.decode().split("\n")[:-1]]


def written(found):
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in found).encode(
        "utf-8", "surrogatepass"
    )


@pytest.fixture
def changed(content):
    """Returns the archive with one column of the first line of a kind changed."""

    def changed(kind, /, **values):
        found = objects(content)
        line = next(line for line in found if line["type"] == kind)
        line.update(values)
        return written(found)

    return changed


def refused(content, match="Nothing was brought in"):
    with pytest.raises(ImportFileError, match=match) as caught:
        archive.read(content)
    assert WORDS not in str(caught.value)
    return str(caught.value)


def test_half_a_file_is_refused_wherever_it_ends(content):
    whole = archive.read(content)
    for end in range(0, len(content) - 1, 97):
        refused(content[:end])
    # the last line may have lost its end, and an editor may have put a mark before the first one
    assert archive.read(content[:-1]) == whole
    assert archive.read(b"\xef\xbb\xbf" + content + b"\r\n\n") == whole
    assert archive.read(content.replace(b"\n", b"\r\n")) == whole


def test_a_file_without_all_its_lines_is_told_as_cut_short(content):
    found = content.split(b"\n")
    assert "not as many lines" in refused(b"\n".join(found[:-2]) + b"\n")
    assert "not as many lines" in refused(content + found[3] + b"\n")


@pytest.mark.parametrize(
    "values",
    [
        {"format": "another"},
        {"version": 0},
        {"version": True},
        {"version": "3"},
        {"version": None},
        {"version": 1},
        {"exported": 5},
        {"program": None},
        {"counts": []},
        {"counts": {"check_in": 1}},
        {"counts": {"check_in": -1}},
        {"numbers": {"check_in": 1.5}},
        {"numbers": {"check_in": 2**60}},
        {"numbers": {"sqlite_schema": 1}},
        {"from": "yesterday"},
        {"to": 5},
    ],
    ids=repr,
)
def test_a_first_line_that_says_something_else_is_refused(changed, values):
    assert "first line" in refused(changed("header", **values))


def test_a_newer_version_asks_for_a_newer_program(changed):
    told = refused(changed("header", version=migrations.VERSION + 1))
    assert "made by a newer DoseJournal" in told
    assert "update" in told


@pytest.mark.parametrize(
    "line",
    [
        b"", b"x", b"[]", b"5", b'{"type": "check_in"', b'{"type": NaN}', b"\x00", b"\xff\xfe",
        b"[" * 100_000, b'{"a": ' + b"9" * 10_000 + b"}", b'{"type": "tag", "id": Infinity}',
    ],
    ids=lambda line: repr(line[:24]),
)  # fmt: skip
def test_a_line_that_is_none_is_named(content, line):
    found = content.split(b"\n")
    found[7] = line
    told = refused(b"\n".join(found))
    assert "Line 8" in told or not line


def test_a_line_of_an_unknown_kind_is_named(content):
    found = objects(content)
    for kind in ("dream", "entry_text", "sqlite_sequence", "header", None, 5, ["tag"]):
        again = [*found[:5], found[5] | {"type": kind}, *found[6:]]
        assert "Line 6 of this archive is of a kind" in refused(written(again))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("check_in", {"dream": "a"}),
        ("check_in", {"note": None}),
        ("check_in", {"note": 5}),
        ("check_in", {"note": f"{WORDS}\x00"}),
        ("check_in", {"id": True}),
        ("check_in", {"id": 2**60}),
        ("check_in", {"id": 1.5}),
        ("check_in", {"at": "2026-03-02T08:30:00"}),
        ("check_in", {"at": "2026-02-30 08:30:00.000000"}),
        ("check_in", {"at": "0001-01-01 00:00:00.000000"}),
        ("check_in", {"journal_day": "2026-3-2"}),
        ("check_in", {"journal_day": "2026-02-30"}),
        ("rating", {"value": "62"}),
        ("rating", {"value": True}),
        ("rating", {"value": 10**400}),
        ("substance", {"prescribed": 1}),
    ],
    ids=repr,
)
def test_a_value_of_another_kind_than_its_column_is_refused(changed, kind, values):
    told = refused(changed(kind, **values))
    assert told.startswith("Line ")


def test_a_line_without_one_of_its_columns_is_refused(content):
    found = objects(content)
    for name in ("note", "source"):
        line = next(line for line in found if line["type"] == "check_in")
        less = {key: value for key, value in line.items() if key != name}
        for other in (less, less | {"dream": None}):
            assert "Line " in refused(written([other if each is line else each for each in found]))


BEFORE = json.loads(
    '{"kind": "check_in", "id": 14, "at": "2026-03-02T09:30:00+01:00", "zone": "UTC", '
    '"utc_offset_minutes": 60, "journal_day": "2026-03-02", "time_precision": "instant", '
    '"ratings": {"mood": 1.0}, "raw_ratings": {}, "tags": [], "mood_word": null, "note": "", '
    '"recorded_at": "2026-03-02T08:30:00+00:00", "amended_at": null, "origin": "window", '
    '"source": null, "instant": "2026-03-02T08:30:00+00:00", "source_key": null, '
    '"source_row": null}'
)


def version(values):
    return {"kind": "check_in", "entry_id": 14, "before": json.dumps(BEFORE | values)}


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("check_in", {"id": 2}),
        ("dose_event", {"id": 0}),
        ("check_in", {"note": f"{WORDS}\ud800"}),
        ("check_in", {"time_precision": "about"}),
        ("check_in", {"utc_offset_minutes": 1440}),
        ("check_in", {"journal_day": "1492-10-12"}),
        ("rating", {"check_in_id": 999}),
        ("rating", {"measure": "dream"}),
        ("rating", {"value": 1e301}),
        ("dose_event", {"status": "forgotten"}),
        ("dose_event", {"amount": ""}),
        ("dose_event", {"amount": "much"}),
        ("dose_event", {"plus_minus": "Infinity"}),
        ("dose_event", {"planned_at": None}),
        ("dose_event", {"planned_at": "soon"}),
        ("dose_event", {"planned_at": "2026-03-02T08:00+01:00"}),
        ("regimen", {"pattern": "whenever"}),
        ("regimen", {"times": "8 o'clock"}),
        ("regimen", {"starts_at": "soon"}),
        ("regimen", {"anchor": "1492-10-12"}),
        ("regimen", {"series_id": 99}),
        ("regimen_pause", {"series_id": 99}),
        ("regimen_pause", {"starts_at": "soon"}),
        ("regimen_step", {"amount": "much"}),
        ("regimen_step", {"first_day": "1492-10-12"}),
        ("reminder", {"weekdays": "mon,someday"}),
        ("reminder", {"times": "25:00"}),
        ("reminder", {"seed": "x" * 3}),
        ("reminder_answer", {"until": "soon"}),
        ("measure", {"words": "none"}),
        ("measure", {"words": "[1]"}),
        ("measure", {"minimum": None}),
        ("measure", {"name": " "}),
        ("journal_info", {"id": 2}),
        ("revision", {"before": "[]"}),
        ("revision", {"before": "{}"}),
        ("revision", {"before": "{"}),
        ("version", {"id": 13}),
        ("version", {"kind": "dose_event"}),
        ("version", {"note": 5}),
        ("version", {"tags": [5]}),
        ("version", {"ratings": {"mood": "much"}}),
        ("version", {"instant": "soon"}),
        ("version", {"source_key": 5}),
        ("version", {"journal_day": "1492-10-12"}),
    ],
    ids=repr,
)
def test_what_no_journal_can_hold_is_refused(changed, kind, values):
    if kind == "version":
        kind, values = "revision", version(values)
    told = refused(changed(kind, **values))
    assert "does not fit into a journal" in told or told.startswith("Line ")


def test_every_earlier_version_of_an_entry_is_one_that_can_be_shown(changed):
    archive.read(changed("revision", **version({})))


def test_a_text_that_only_looks_like_a_nul_is_none(changed):
    note = "a backslash \\u0000 and letters"
    found = archive.read(changed("check_in", note=note))
    assert note in found.tables["check_in"].column("note")


def test_lines_and_files_without_end_are_refused(content, monkeypatch):
    monkeypatch.setattr(reading_lines, "LONGEST_LINE_BYTES", 3_000)
    archive.read(content)
    assert "larger than any journal" in refused(content + b" " * 3_001)
    monkeypatch.setattr(reading_lines, "LARGEST_BYTES", len(content) - 1)
    assert "larger than any journal" in refused(content)


def test_a_file_that_cannot_be_read_is_told(tmp_path, content, monkeypatch):
    assert "cannot be read" in refused(tmp_path / "none.jsonl")
    assert "cannot be read" in refused(tmp_path)
    file = tmp_path / "a.jsonl"
    file.write_bytes(content)

    class Gone:
        def __enter__(self):
            return self

        def __exit__(self, *_error):
            pass

        def read(self, _most):
            raise OSError

        readline = read

    monkeypatch.setattr(reading_lines, "opened", lambda _content: Gone())
    assert "cannot be read" in refused(file)
    with pytest.raises(ImportFileError, match="cannot be read"):
        archive.recognises(file)


@given(st.data())
def test_no_damage_ends_in_anything_but_a_sentence(data):
    content = GOLDEN.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    change = data.draw(st.binary(max_size=4))
    length = data.draw(st.integers(0, 4))
    assert "Nothing was brought in" in outcome(
        content[:place] + change + content[place + length :]
    )


def outcome(content):
    try:
        archive.read(content)
    except ImportFileError as error:
        return str(error)
    return "Nothing was brought in yet"


def test_an_archive_is_recognised_by_what_is_in_it(journal, content, data, tmp_path):
    one = journal()
    answers = one.ask(imports.answers, "UTC")
    file = tmp_path / "without a name of its own"
    file.write_bytes(b"\xef\xbb\xbf \n" + content)
    for name in ("auto", "archive"):
        assert incoming.read(name, content, answers, tmp_path / "journal.db").version == 3
    assert archive.recognises(file)
    table = (data / "tidy" / "long.csv").read_bytes()
    assert not archive.recognises(table)
    assert incoming.read("auto", table, answers, tmp_path / "journal.db").format == "tidy-csv"
    # one that is broken at once is told to be a broken archive, not to be of no kind
    with pytest.raises(ImportFileError, match="first line"):
        incoming.read(
            "auto",
            content.replace(b"dosejournal-jsonl", b"another"),
            answers,
            tmp_path / "journal.db",
        )
    with pytest.raises(ImportFileError, match="Line 1"):
        incoming.read("archive", table, answers, tmp_path / "journal.db")
    with pytest.raises(ImportFileError, match="archive"):
        importers.plan("excel", table, answers)


def test_the_open_journal_is_not_read_by_whatever_name(journal, tmp_path):
    answers = journal().ask(imports.answers, "UTC")
    open_one = tmp_path / "mine.db"
    for name in ("mine.db", "mine.db-wal"):
        (tmp_path / name).write_bytes(b"{}")
        (tmp_path / "another name").symlink_to(tmp_path / name)
        with pytest.raises(ImportFileError, match="the journal that is open"):
            incoming.read("auto", tmp_path / "another name", answers, open_one)
        (tmp_path / "another name").unlink()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(ImportFileError, match="cannot be read"):
        incoming.read("auto", tmp_path / "loop" / "diary.csv", answers, open_one)


def test_what_is_held_aside_can_be_kept_as_a_table(journal, now):
    a, b = journal("a"), journal("b")
    a.act(check_ins.record, now, CheckInDraft(now, {"mood": 1}, "=mine"))
    b.act(check_ins.record, now, CheckInDraft(now, {"mood": 2}, "other"))
    counts = b.bring_in(a.archive(date(2026, 3, 2)))
    first, line, _end = archive.held_aside_csv(counts).decode().split("\r\n")
    assert first == "row,reason,type,line"
    assert line.startswith(f"{counts.held_aside[0].row},The journal has this entry")
    told = archive.report(archive.read(a.archive(date(2026, 3, 2))), counts)
    assert told["held_aside"][0]["row"] == counts.held_aside[0].row
    assert (told["from"], told["to"]) == ("2026-03-02", None)
    assert "=mine" not in json.dumps(told)
