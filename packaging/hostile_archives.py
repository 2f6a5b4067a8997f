"""Archives and databases made to do harm, for `bench.py --fuzz`."""

# each case reads best in one line
# ruff: noqa: E501

import io
import sqlite3
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

Case = tuple[str, Callable[[Path], None], tuple[str, ...]]

ZIPS = (
    "auto",
    "daylio-backup",
    "loop-habits-zip",
    "emoods",
    "rednotebook",
    "apple-health",
    "day-one",
)
DATABASES = ("auto", "loop-habits-database", "track-and-graph-database")
NAMES = ("backup.daylio", "Habits.csv", "001 a/Checkmarks.csv", "entry.csv", "2026-01.txt",
         "apple_health_export/export.xml", "Journal.json")  # fmt: skip
_TABLES = (
    "CREATE TABLE Habits (Id INTEGER, name TEXT, archived INTEGER, type INTEGER, unit TEXT)",
    "CREATE TABLE Repetitions (id INTEGER, habit INTEGER, timestamp INTEGER, value INTEGER, notes TEXT)",
    "CREATE TABLE features_table (id INTEGER, name TEXT)",
    "CREATE TABLE trackers_table (feature_id INTEGER, type INTEGER)",
    "CREATE TABLE data_points_table (epoch_milli INTEGER, feature_id INTEGER, utc_offset_sec INTEGER, value REAL, label TEXT, note TEXT)",
    "CREATE TABLE notes_table (epoch_milli INTEGER, utc_offset_sec INTEGER, note TEXT)",
)
_COLUMNS = (
    "Id, name, archived, type, unit",
    "id, habit, timestamp, value, notes",
    "id, name",
    "feature_id, type",
    "epoch_milli, feature_id, utc_offset_sec, value, label, note",
    "epoch_milli, utc_offset_sec, note",
)


def _zip(
    *members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", method) as archive:
        # the same name twice
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def _writes(content: Callable[[], bytes]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content())

    return write


def archives() -> Iterator[Case]:
    """Give archives."""
    zeros = bytes(40_000_000)
    yield "40 MB of zeros.zip", _writes(lambda: _zip(*((n, zeros) for n in NAMES))), ZIPS
    yield (
        "40 MB of zeros stored.zip",
        _writes(lambda: _zip(*((n, zeros) for n in NAMES), method=zipfile.ZIP_STORED)),
        ZIPS,
    )
    yield "zip in zip.zip", _writes(lambda: _zip(*((n, _zip((n, zeros))) for n in NAMES))), ZIPS
    yield (
        "packed otherwise.zip",
        _writes(lambda: _zip(*((n, bytes(4_000_000)) for n in NAMES), method=zipfile.ZIP_LZMA)),
        ZIPS,
    )
    yield (
        "100,000 members.zip",
        _writes(lambda: _zip(*((f"{i}/2026-01.txt", b"1: {text: x}") for i in range(100_000)))),
        ZIPS,
    )
    yield (
        "9,999 months.zip",
        _writes(lambda: _zip(*((f"{i:04}-01.txt", b"1: {text: x}\n") for i in range(1, 9999)))),
        ZIPS,
    )
    table = b"Date,Value,Notes\n" + b"".join(b"2026-01-01,2,%d\n" % i for i in range(3_000))
    habits = b"Position,Name\n" + b"".join(b"%03d,h%d\n" % (i, i) for i in range(1, 999))
    yield (
        "998 habits.zip",
        _writes(
            lambda: _zip(
                ("Habits.csv", habits), *((f"{i:03}/Checkmarks.csv", table) for i in range(1, 999))
            )
        ),
        ZIPS,
    )
    for kind in ("../", "/", "C:\\", "..\\", "a/../../"):
        yield (
            f"names with {kind.strip('/') or 'root'}{kind.count(chr(46))}.zip".replace(
                "\\", "_"
            ).replace("/", "_"),
            _writes(lambda kind=kind: _zip(*((kind + n, b"x") for n in NAMES))),
            ZIPS,
        )
    yield "links.zip", _writes(_links), ZIPS
    yield "locked.zip", _writes(lambda: _flagged(1)), ZIPS
    yield "overlapping.zip", _writes(_overlapping), ZIPS
    yield "wrong sizes.zip", _writes(lambda: _wrong_sizes(10)), ZIPS
    yield "huge sizes.zip", _writes(lambda: _wrong_sizes(0xFFFFFFF0)), ZIPS
    whole = _zip(*((n, b"x" * 1000) for n in NAMES))
    yield "half.zip", _writes(lambda: whole[: len(whole) // 2]), ZIPS
    yield "head alone.zip", _writes(lambda: b"PK\x03\x04" + bytes(60_000_000)), ZIPS
    yield (
        "a long list.zip",
        _writes(lambda: _zip(*((f"{i}{'n' * 60_000}", b"") for i in range(1_000)))),
        ZIPS,
    )
    yield (
        "the same name twice.zip",
        _writes(lambda: _zip(*((NAMES[i % 7] + "", b"x") for i in range(2_000)))),
        ZIPS,
    )


def _links() -> bytes:
    members = []
    for name in NAMES:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        members.append((info, b"/etc/hostname"))
    return _zip(*members)


def _entries(content: bytearray) -> Iterator[int]:
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        yield at
        at = content.find(b"PK\x01\x02", at + 1)


def _flagged(flag: int) -> bytes:
    content = bytearray(_zip(*((n, b"x" * 1000) for n in NAMES)))
    for at in _entries(content):
        content[at + 8] |= flag
        (place,) = struct.unpack_from("<I", content, at + 42)
        content[place + 6] |= flag
    return bytes(content)


def _wrong_sizes(size: int) -> bytes:
    content = bytearray(_zip(*((n, bytes(4_000_000)) for n in NAMES)))
    for at in _entries(content):
        struct.pack_into("<I", content, at + 24, size)
        (place,) = struct.unpack_from("<I", content, at + 42)
        struct.pack_into("<I", content, place + 22, size)
    return bytes(content)


def _overlapping() -> bytes:
    """Return an archive all of whose members are one and the same packed text."""
    body = b"Position,Name\n" + b"".join(b"%03d,h%d\n" % (i, i) for i in range(1, 999))
    body += b"".join(b"%d,x\n" % i for i in range(100_000))
    made = bytearray(_zip(("001/Checkmarks.csv", body)))
    (at,) = _entries(made)
    end = made.rindex(b"PK\x05\x06")
    one = bytes(made[at:end])
    names = [b"%03d/Checkmarks.csv" % i for i in range(1, 999)]
    names += [b"%04d-01.txt      " % i for i in range(1, 999)]
    listed = b"".join(one[:46] + n for n in names)
    tail = bytearray(made[end:])
    struct.pack_into("<HHII", tail, 8, len(names), len(names), len(listed), at)
    return bytes(made[:at]) + listed + bytes(tail)


def databases() -> Iterator[Case]:
    """Give databases."""
    made: list[tuple[str, list[str]]] = [
        ("empty tables", list(_TABLES)),
        ("triggers", [*_TABLES, *(f"CREATE TRIGGER t{i} AFTER INSERT ON Habits BEGIN SELECT randomblob(1000000000); END" for i in range(50))]),
        ("endless views", _views("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT {} FROM r")),
        ("huge views", _views("SELECT {} FROM (SELECT hex(zeroblob(500000000)) AS n)")),
        ("views of the schema", _views("SELECT {} FROM (SELECT sql AS n FROM sqlite_master)")),
        ("virtual tables", [f"CREATE VIRTUAL TABLE {_name(t)} USING fts5({_plain(c)})" for t, c in zip(_TABLES, _COLUMNS, strict=True)]),
        ("computed columns", [t[:-1] + ", more TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))))" for t in _TABLES] + ["INSERT INTO Habits (Id, name) VALUES (1, 'a')"]),
        ("computed names", ["CREATE TABLE Habits (Id INTEGER, name TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))), archived INTEGER, type INTEGER, unit TEXT)", *_TABLES[1:], "INSERT INTO Habits (Id) VALUES (1)"]),
        ("checks", [t[:-1] + ", CHECK (randomblob(1000000000) IS NOT NULL))" for t in _TABLES]),
        ("20,000 tables", [*_TABLES, *(f"CREATE TABLE t{i} (a)" for i in range(20_000))]),
        ("2,000 columns", [f"CREATE TABLE t ({', '.join(f'c{i}' for i in range(1_990))})", *_TABLES]),
        ("a name of 500 kB", [*_TABLES, f'CREATE TABLE "{"x" * 500_000}" (a)']),
        ("million rows", [*_TABLES, "INSERT INTO Habits VALUES (1, 'a', 0, 0, '')", "INSERT INTO features_table VALUES (1, 'a')",
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 990000) INSERT INTO Repetitions SELECT n, 1, n * 86400000 % 1600000000000, 2, '' FROM r"]),
        ("million points", [*_TABLES, "INSERT INTO features_table VALUES (1, 'a')",
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 990000) INSERT INTO data_points_table SELECT n * 1000000, 1, 0, 2, '', '' FROM r"]),
        ("million broken points", [*_TABLES, "INSERT INTO features_table VALUES (1, 'a')",
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 990000) INSERT INTO data_points_table SELECT 'x', 1, 0, 2, '', '' FROM r"]),
        ("texts of 1.9 MB", [*_TABLES, "INSERT INTO features_table VALUES (1, 'a')",
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 30) INSERT INTO data_points_table SELECT n * 1000000, 1, 0, 2, '', hex(zeroblob(950000)) FROM r"]),
        ("a text of 50 MB", [*_TABLES, "INSERT INTO features_table VALUES (1, hex(zeroblob(25000000)))", "INSERT INTO Habits (Id, name) VALUES (1, hex(zeroblob(25000000)))"]),
        ("blobs for texts", [*_TABLES, "INSERT INTO features_table VALUES (x'00ff', x'00ff')", "INSERT INTO Habits VALUES (1, x'ff00', 'x', 1e400, -9e999)", "INSERT INTO Repetitions VALUES (1, 1, 9223372036854775807, -9223372036854775808, x'ff')"]),
    ]  # fmt: skip
    for name, script in made:
        yield f"{name}.db", _writes(lambda script=script: _database(script)), DATABASES
    yield (
        "half.db",
        _writes(lambda: (whole := _database(list(_TABLES)))[: len(whole) // 2]),
        DATABASES,
    )
    yield "head alone.db", _writes(lambda: _database(list(_TABLES))[:100]), DATABASES
    yield (
        "written with a log.db",
        _writes(lambda: (w := _database(list(_TABLES)))[:18] + b"\x02\x02" + w[20:]),
        DATABASES,
    )
    yield (
        "noise after the head.db",
        _writes(lambda: _database(list(_TABLES))[:100] + bytes(range(256)) * 100_000),
        DATABASES,
    )
    yield (
        "zeros after the head.db",
        _writes(lambda: _database(list(_TABLES))[:100] + bytes(60_000_000)),
        DATABASES,
    )
    yield "200 MB.db", _writes(lambda: _database(list(_TABLES)) + bytes(200_000_000)), DATABASES


def _views(select: str) -> list[str]:
    return [
        f"CREATE VIEW {_name(table)} AS "
        + select.format(", ".join(f"n AS {c}" for c in columns.split(", ")))
        for table, columns in zip(_TABLES, _COLUMNS, strict=True)
    ]


def _name(table: str) -> str:
    return table.split()[2]


def _plain(columns: str) -> str:
    return ", ".join(f"{c}x" if c in ("rank", "rowid") else c for c in columns.split(", "))


def _database(script: list[str]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        for each in script:
            connection.execute(each)
        connection.commit()
        return connection.serialize()
