"""Files made to do harm, for each importer: refused, or read without the harm."""

import gc
import io
import sqlite3
import tracemalloc
import weakref
import zipfile
from contextlib import chdir, closing, suppress

import pytest

from dosejournal.errors import ImportFileError
from dosejournal.exchange import importers
from dosejournal.exchange.importers import files
from dosejournal.exchange.importers.files import ImportFile

ALL = pytest.mark.parametrize("importer", importers.IMPORTERS, ids=lambda i: i.NAME)


def by_names(*names):
    return pytest.mark.parametrize(
        "importer", [i for i in importers.IMPORTERS if i.NAME in names], ids=lambda i: i.NAME
    )


ARCHIVES = by_names("daylio-backup", "loop-habits-zip", "emoods", "rednotebook", "apple-health")
DATABASES = by_names("loop-habits-database", "track-and-graph-database")
TABLES = by_names(
    "track-and-graph-csv", "medtimer-csv", "daylio-csv", "bearable-csv", "how-we-feel",
    "nomie-csv", "nomie-days", "tidy-csv", "table",
)  # fmt: skip
ROOTS = pytest.mark.parametrize(
    ("name", "root"), [("apple-health", "HealthData"), ("jrnl-xml", "journal")]
)
TEXTS = by_names(
    *(
        each.NAME
        for each in importers.IMPORTERS
        if not each.NAME.endswith(("-backup", "-zip", "-database"))
        and each.NAME not in ("emoods", "rednotebook")
    )
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.fixture
def members(content):
    """Gives what is in an archive of an importer's kind, by the names."""

    def members(importer):
        whole = content(importer)
        if not whole.startswith(b"PK"):
            return {"apple_health_export/export.xml": whole}
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    return members


@ARCHIVES
@pytest.mark.parametrize("way", ["../", "/", "C:\\", "..\\", "x/../../"])
def test_members_whose_names_lead_out_of_the_archive_are_none(
    importer, way, plan, members, zipped, tmp_path
):
    (tmp_path / "in").mkdir()
    inside = members(importer)
    assert plan(zipped(inside), name=importer.NAME).check_ins
    for name in ("auto", importer.NAME):
        with chdir(tmp_path / "in"), pytest.raises(ImportFileError, match="Nothing was"):
            plan(zipped({way + each: said for each, said in inside.items()}), name=name)
    assert [each.name for each in tmp_path.rglob("*")] == ["in"]


@ARCHIVES
def test_members_that_unpack_to_far_more_than_they_are_are_refused(importer, plan, members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in members(importer).items():
            # the beginning stays, so that it is recognised
            archive.writestr(name, said + b"\n" * 3_000_000)
    content = made.getvalue()
    for name in ("auto", importer.NAME):
        with pytest.raises(ImportFileError, match="Nothing was"):
            plan(content, name=name)


@DATABASES
def test_triggers_change_nothing(importer, plan, content):
    whole = content(importer)
    traps = [
        f'CREATE TRIGGER "trap {table} {act}" BEFORE {act} ON "{table}" '
        f'BEGIN DELETE FROM "{table}"; SELECT randomblob(1000000000); END;'
        for table in tables_of(whole)
        for act in ("INSERT", "UPDATE", "DELETE")
    ]
    assert plan(changed(whole, traps)) == plan(whole)
    assert plan(whole).check_ins


@DATABASES
@pytest.mark.parametrize(
    "endless",
    [
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT {} FROM n",
        "SELECT {} FROM (SELECT hex(zeroblob(400000000)) AS i)",
    ],
)
def test_views_in_the_place_of_tables_are_refused_and_never_run(importer, endless, plan, content):
    whole = content(importer)
    traps = []
    for table, columns in tables_of(whole).items():
        said = endless.format(", ".join(f'i AS "{column}"' for column in columns))
        traps += [f'DROP TABLE "{table}";', f'CREATE VIEW "{table}" AS {said};']
    for name in ("auto", importer.NAME):
        with pytest.raises(ImportFileError, match="Nothing was"):
            plan(changed(whole, traps), name=name)


@ROOTS
@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY l0 "lol">{LAUGHS}',
        f'<!ENTITY l11 "{"x" * 100_000}">',
        "<!ENTITY % l11 \"<!ENTITY b 'c'>\"> %l11;",
        '<!ENTITY l11 SYSTEM "file:///etc/hostname">',
        '<!ENTITY % l11 PUBLIC "x" "file:///etc/hostname"> %l11;',
        "",
    ],
    ids=["laughs", "long", "parameter", "outside", "outside-parameter", "unknown"],
)
def test_entities_are_refused(name, root, declared, plan):
    for said in (f'<entries><entry a="{"&l11;" * 9}"/></entries>', "<entries>&l11;</entries>"):
        content = f"<!DOCTYPE {root} [{declared}]><{root}>{said}</{root}>"
        with pytest.raises(ImportFileError, match="Nothing was brought in"):
            plan(content, name=name)


def test_a_document_type_outside_the_file_is_not_looked_up(plan, tmp_path):
    outside = tmp_path / "type.dtd"
    outside.write_text('<!ATTLIST Record type CDATA "Steps">', encoding="utf-8")
    within = '[<!ATTLIST Record type CDATA "Steps">]'
    for declared, kind in (
        (within, "Steps"),
        (f'SYSTEM "{outside.as_uri()}"', "a record without"),
    ):
        read = plan(f"<!DOCTYPE HealthData {declared}><HealthData><Record/></HealthData>")
        (unknown,) = read.unknown
        assert unknown.startswith(kind)


@pytest.mark.parametrize("before", [b"", b"---\n"])
def test_a_tag_of_yaml_that_runs_something_is_refused_and_runs_nothing(before, plan, tmp_path):
    touched = tmp_path / "touched"
    content = f"1:\n  text: !!python/object/apply:os.system ['touch {touched}']\n".encode()
    with pytest.raises(ImportFileError, match="Nothing of it was run"):
        plan(before + content, name="rednotebook")
    assert not touched.exists()


HEADS = pytest.mark.parametrize(
    "head",
    [b"at,mood\n", b'{"entries":["', b"1: {text: ", b"<HealthData a='", b"SQLite format 3\x00"],
    ids=["table", "json", "yaml", "xml", "database"],
)


@HEADS
def test_200_mb_in_one_line_are_refused_and_never_in_memory(head, plan, tmp_path):
    refused_within(200_000_000, lambda: plan(a_line(tmp_path, head)))


@ALL
@HEADS
def test_a_line_is_refused_by_each_importer(importer, head, plan, tmp_path, monkeypatch):
    # each of so many would take its time to go through what a text may have at most
    monkeypatch.setattr(files, "LARGEST_TEXT_BYTES", 5_000_000)
    refused_within(20_000_000, lambda: plan(a_line(tmp_path, head), name=importer.NAME))


@ALL
@pytest.mark.parametrize(
    "said", [b"words", b"{", b'{"a": 1}', b"m\xfcde", b"PK\x03\x04", b"\x00", None]
)
def test_nothing_is_kept_of_a_file_once_it_was_refused_or_read(
    importer, said, plan, content, monkeypatch
):
    seen = []

    def watched(each):
        file = ImportFile(each)
        seen.append(weakref.ref(file))
        return file

    monkeypatch.setattr(importers, "ImportFile", watched)
    for name in ("auto", importer.NAME):
        with suppress(ImportFileError):
            plan(content(importer) if said is None else said, name=name)
    gc.collect()
    assert len(seen) == 2
    assert [each() for each in seen] == [None, None]


def a_line(folder, head):
    """Return a file of 200 MB, most of which takes no room on the disk."""
    path = folder / "line"
    with path.open("wb") as file:
        file.write(head + b"x" * 70_000)
        file.truncate(200_000_000)
    return path


def refused_within(most, ask):
    tracemalloc.start()
    try:
        with pytest.raises(ImportFileError, match="Nothing was"):
            ask()
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


@TABLES
def test_a_row_of_more_cells_than_the_header_is_held_aside_and_never_shifted(
    importer, plan, content
):
    whole = plan(content(importer))
    lines = content(importer).rstrip(b"\r\n").split(b"\n")
    sign = max((b",", b";", b"\t"), key=lines[0].count)
    last = lines[-1].rstrip(b"\r") + sign + b"x" + sign + b"5"
    ragged = plan(b"\n".join((*lines, last)), name=importer.NAME)
    assert ragged.check_ins == whole.check_ins
    assert ragged.doses == whole.doses
    assert len(ragged.held_aside) == len(whole.held_aside) + 1


@TEXTS
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode() + "\nmüde".encode("latin-1") + "müde\n".encode(),
        lambda text: text.encode("cp037", "ignore"),
    ],
    ids=["utf-16-le", "utf-16-be", "two", "ebcdic"],
)
def test_no_wrong_encoding_brings_in_anything_else(importer, encode, plan, content):
    whole = content(importer)
    text = whole.decode("utf-8-sig")
    for name in ("auto", importer.NAME):
        with suppress(ImportFileError):
            read = plan(encode(text), name=name)
            # XML tells its encoding by how it begins
            asked = any(question.key == "encoding" for question in read.questions)
            assert asked or read.check_ins == plan(whole).check_ins


def tables_of(content):
    """Return the tables of a database, with the columns of each."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        return {
            name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            for (name,) in names
        }


def changed(content, statements):
    """Return a database after what is said in SQL."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        connection.executescript("".join(statements))
        return connection.serialize()
