"""Damage to files for `bench.py --fuzz`: of their bytes, and of what stands in them."""

import base64
import contextlib
import csv
import io
import json
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from contextlib import closing
from random import Random
from typing import Any

ODD = (
    "", " ", "0", "-1", "½", "٣", "1e308", "1e400", "NaN", "null", "true", "9" * 30, "1" * 5000,
    "0000-01-01", "0001-01-01", "9999-12-31", "99999-12-31", "2026-02-30", "2026-03-29 02:30",
    "2026-10-25T02:30:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "03/04/2026",
    "13/13/26", "25:00", "12:00 AM", "-10:-30:20", "8/10", "50 mg", "<br>", "<b>", "&#0;", "&amp;",
    "\ud800", "\x00", "\ufeff", "\u202f", "a | b", "()", "[", "{}", "#a(1)", "#a(07:30:00)", "@b",
    "+c", "!!python/object:os.system", "*a", "&a", "![](dayone-moment:x)", "\\", "\r", "\n", '"',
    "1740816300000", "-62135596800000", "253402300799999", "Europe/Berlin", "2026-01",
    "../x", "x" * 200,
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**15, -(10**15), 10**30, 2**63, 1e308, 5e-324, -0.0, 0.5,
    [], {}, [[]], [None], [{}], {"": {}}, 1740816300000,
)  # fmt: skip
_PIECE = 64
_MOST_TIMES = 400
# what is longer was told again and again already
_LONG_BYTES = 1_000_000

Damage = Callable[[Random, bytes], bytes]


def damaged(random: Random, content: bytes) -> bytes:
    """Return a file that is not quite this one: damaged once or a few times."""
    for _time in range(random.choice((1, 1, 2, 3, 6))):
        if len(content) > _LONG_BYTES:
            break
        # what is damaged too much to be taken apart is damaged enough
        with contextlib.suppress(Exception):
            content = random.choice((of_bytes, _by_kind(content), _by_kind(content)))(
                random, content
            )
    return content


def spliced(random: Random, content: bytes, other: bytes) -> bytes:
    """Return the beginning of one file with the end of another."""
    return (
        content[: random.randrange(len(content) + 1)] + other[random.randrange(len(other) + 1) :]
    )


def _by_kind(content: bytes) -> Damage:
    if content.startswith(b"PK\x03\x04"):
        return _of_archive
    if content.startswith(b"SQLite format 3\x00"):
        return _of_database
    text = content.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text.startswith((b"{", b"[{", b"[\n", b"[ ")):
        return _of_objects
    return _of_words if text.startswith((b"<", b"[")) else _of_table


def of_bytes(random: Random, content: bytes) -> bytes:
    """Return bytes of which some are changed, lost, told twice or new."""
    at = random.randrange(len(content) + 1)
    to = min(len(content), at + random.randrange(_PIECE))
    odd = random.choice(ODD).encode("utf-8", "surrogatepass")
    return random.choice(
        (
            lambda: content[:at] + bytes((random.randrange(256),)) + content[at + 1 :],
            lambda: content[:at],
            lambda: content[:at] + content[to:],
            lambda: content[:at] + content[at:to] * random.randrange(_MOST_TIMES) + content[to:],
            lambda: content[:at] + odd + content[to:],
            lambda: content[:at] + random.randbytes(random.randrange(8)) + content[to:],
            lambda: content.decode().encode(random.choice(("utf-16", "utf-16-le", "utf-8-sig"))),
        )
    )()


def _of_words(random: Random, content: bytes) -> bytes:
    words = content.decode("utf-8", "surrogateescape").split(" ")
    at = random.randrange(len(words))
    words[at] = random.choice((*ODD, random.choice(words), f'{words[at]} a="b"', f"{words[at]}>"))
    return " ".join(words).encode("utf-8", "surrogatepass")


def _of_table(random: Random, content: bytes) -> bytes:
    text = content.decode("utf-8-sig")
    sign = max(",;\t|", key=text.partition("\n")[0].count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    row = random.choice(rows)
    at = random.randrange(len(row))
    random.choice(
        (
            lambda: row.__setitem__(at, random.choice(ODD)),
            lambda: row.__setitem__(at, random.choice(random.choice(rows))),
            lambda: row.__setitem__(at, row[at] + random.choice(ODD)),
            lambda: row.pop(at),
            lambda: row.insert(at, random.choice(ODD)),
            lambda: rows.extend([row] * random.randrange(_MOST_TIMES)),
            lambda: rows.remove(row),
        )
    )()
    made = io.StringIO()
    csv.writer(made, delimiter=sign).writerows(rows)
    return made.getvalue().encode("utf-8", "surrogatepass")


def _of_objects(random: Random, content: bytes) -> bytes:
    text = content.decode("utf-8-sig")
    lines = text.splitlines()
    if len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for line in lines):
        # an archive: an object a line
        at = random.randrange(len(lines))
        lines[at] = _changed(random, lines[at])
        return "\n".join(lines).encode("utf-8", "surrogatepass")
    return _changed(random, text).encode("utf-8", "surrogatepass")


def _changed(random: Random, text: str) -> str:
    whole = [json.loads(text)]
    places: list[tuple[Any, Any]] = []
    left: list[Any] = [whole]
    while left:
        each = left.pop()
        inner = list(each.items() if isinstance(each, dict) else enumerate(each))
        places += [(each, key) for key, _value in inner]
        left += [value for _key, value in inner if isinstance(value, dict | list)]
    holder, key = random.choice(places[1:] or places)
    other, other_key = random.choice(places)
    random.choice(
        (
            lambda: holder.__setitem__(key, random.choice(_VALUES)),
            lambda: holder.__setitem__(key, random.choice(ODD)),
            lambda: holder.__setitem__(key, json.loads(json.dumps(other[other_key]))),
            lambda: holder.__setitem__(key, [holder[key]] * random.randrange(_MOST_TIMES)),
            lambda: holder.pop(key),
            lambda: holder.__setitem__(key, {random.choice(ODD): holder[key]}),
        )
    )()
    return json.dumps(whole[0], ensure_ascii=random.random() < 0.5)


def _of_archive(random: Random, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(list(members))
    if random.random() < 0.2:
        members[random.choice(("../", "x/", "", "C:\\")) + name] = members.pop(name)
    elif name.endswith(".daylio"):
        inner = damaged(random, base64.b64decode(members[name]))
        members[name] = base64.encodebytes(inner)
    else:
        members[name] = damaged(random, members[name])
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        # the same name twice
        warnings.simplefilter("ignore")
        for each, said in members.items():
            archive.writestr(each.replace("\x00", ""), said)
    return made.getvalue()


def _of_database(random: Random, content: bytes) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        try:
            _change(random, connection)
            connection.commit()
        except sqlite3.Error as error:
            raise ValueError from error
        return connection.serialize()


def _change(random: Random, connection: sqlite3.Connection) -> None:
    tables = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    table = random.choice(tables)
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    column = random.choice(columns)
    value = random.choice(
        (*ODD, None, 2**63 - 1, -(2**63), 1e308, float("inf"), b"\xff\x00", 5, 0.5)
    )
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    say = random.choice(
        (
            f'UPDATE "{table}" SET "{column}" = ? WHERE abs(random()) % 3 = 0',  # noqa: S608
            f'UPDATE "{table}" SET "{column}" = ?',  # noqa: S608
            f'INSERT INTO "{table}" ("{column}") VALUES (?)',  # noqa: S608
            f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO x',
            f'ALTER TABLE "{table}" DROP COLUMN "{column}"',
            f'DROP TABLE "{table}"',
            f"PRAGMA user_version = {random.choice((0, 1, 25, 60, 61, 2**31 - 1))}",
            f'CREATE VIEW v{random.randrange(9)} AS SELECT * FROM "{table}"',  # noqa: S608
        )
    )
    connection.execute(say, (value,) if "?" in say else ())
