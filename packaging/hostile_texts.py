"""Texts, tables and YAML made to do harm, for `bench.py --fuzz`."""

# each case reads best in one line
# ruff: noqa: E501

from collections.abc import Iterator

from hostile_pieces import Case, numbered, plain, repeated

TABLES = (
    "tidy-csv", "table", "daylio-csv", "bearable-csv", "how-we-feel", "nomie-csv", "nomie-days",
    "track-and-graph-csv", "medtimer-csv",
)  # fmt: skip
TEXTS = ("jrnl-text", "rednotebook")


def tables() -> Iterator[Case]:
    """Give tables that are none."""
    auto = ("auto", "tidy-csv", "table")
    row = b"2026-03-01,62\n"
    yield "empty lines.csv", repeated(b"at,mood\n", b"\n"), auto
    yield "commas alone.csv", repeated(b"at,mood\n", b","), auto
    yield "a million columns.csv", plain(b"at" + b",x" * 1_000_000 + b"\n" + row), auto
    yield "columns on each line.csv", repeated(b"at,mood\n", b"," * 999 + b"\n"), auto
    yield "one value a line.csv", repeated(b"at,mood\n", b"x\n"), auto
    yield "a field of 60 MB.csv", repeated(b'at,mood,note\n2026-03-01,62,"', b"x", b'"\n'), auto
    yield "fields of 900 kB.csv", repeated(
        b"at,mood,note\n", b"2026-03-01,62," + b"x" * 900_000 + b"\n"), auto  # fmt: skip
    yield "a quotation mark left open.csv", repeated(b'at,mood\n"', row), auto
    yield "quotation marks alone.csv", repeated(b"at,mood\n", b'"'), auto
    yield "a million rows.csv", repeated(b"at,mood\n", row, most=14 * 990_000), auto
    yield "a million rows held aside.csv", repeated(b"at,mood\n", b"x,y\n", most=4 * 990_000), auto
    yield "four million rows.csv", repeated(b"at,mood\n", row), auto
    yield "NUL.csv", plain(b"at,mood\n2026-03-01,\x0062\n"), ("auto", *TABLES, *TEXTS)
    said = "at,mood,note\n" + "2026-03-01,62,Später müde, größere Ämter\n" * 20
    yield "UTF-16 without its mark.csv", plain(said.encode("utf-16-le")), ("auto", *TABLES, *TEXTS)
    yield "latin-1.csv", plain(said.encode("latin-1")), ("auto", *TABLES, *TEXTS)
    mixed = said.encode() + said.encode("latin-1")
    yield "two encodings.csv", plain(mixed), ("auto", *TABLES, *TEXTS)
    yield "60 MB of latin-1.csv", repeated(
        b"at,mood,note\n", "2026-03-01,62,Später müde\n".encode("latin-1")), auto  # fmt: skip
    values = ["0000-01-01", "99999-12-31", "1e308", "٣", "½", "-0", "1e400", "9" * 5000, "NaN"]
    odd = "at,mood\n" + "".join(f"{value},{value}\n2026-03-01,{value}\n" for value in values)
    yield "odd days and numbers.csv", plain(odd), auto
    days = "at,mood\n"
    yield (
        "days that are nearly some.csv",
        numbered(days, "1111 {} 1111 1111 1111 1111 1111 1111 1111 1111 1111 1111,5\n", 700_000),
        auto,
    )
    yield (
        "days in words.csv",
        numbered(days, "aa aa aa aa aa aa aa aa aa aa aa 2026 1 {} x,5\n", 700_000),
        auto,
    )
    long_digits = b"2026-03-01," + b"1" * 900_000 + b"\n"
    yield (
        "numbers of 900,000 digits.csv",
        repeated(b"at,mood\n", long_digits, most=4_000_000),
        auto,
    )
    signs = b"2026-03-01;" + b"," * 900_000 + b"\n"
    yield "numbers of commas.csv", repeated(b"at;mood\n", signs, most=4_000_000), auto
    for head, row, name in (
        ("date,date formatted,time of day,category,rating/amount,detail,notes\n",
         '"1st Mar 2026","2026-03-01","am","Symptom","3","a{}(","x"\n', "bearable-csv"),
        ("full_date,date,weekday,time,mood,activities,scales,note_title,note\n",
         "2026-03-01,x,x,08:00,good,a,x: {}1,t,n\n", "daylio-csv"),
        ("FeatureName,Timestamp,Value,Label,Note\n",
         "a,2026-03-01T08:00:00Z,{}1,l,n\n", "track-and-graph-csv"),
        ("Date,Mood,Mood Key,Tags (People),Sleep\n", "{}2026 Wed Jul 22 11:36 PM,x,x,x,1\n", "how-we-feel"),
        ("epoch,start,end,offset,note,lat,lng,location,score\n",
         "1740816300000,2026-03-01T08:00:00Z,2026-03-01T08:00:00Z,0,#a({})#,,,,\n", "nomie-csv"),
        ("Reminded;Name;Dosage;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)\n",
         "x;a{}(1/2;1;x;t;0:01;n;2026-03-01T08:00:00Z;2026-03-01T08:00:00Z\n", "medtimer-csv"),
    ):  # fmt: skip
        for filling in (" ", "1", "<br", "(", "#"):
            body = row.replace("{}", filling * (900_000 // len(filling)))
            yield f"{name} with 900 kB of {filling}.csv", plain(head + body * 4), ("auto", name)


def diaries() -> Iterator[Case]:
    """Give texts and YAML."""
    yield "60 MB of entries.txt", repeated(b"", b"[2026-03-01 08:00] x\n"), ("auto", "jrnl-text")
    yield "words in brackets.txt", repeated(
        b"[2026-03-01 08:00] x\n", b"[" + b"abc " * 19 + b"]\n"), ("auto", "jrnl-text")  # fmt: skip
    yield "different words in brackets.txt", numbered(
        "[2026-03-01 08:00] x\n", "[aa aa aa aa aa aa aa aa 2026 1 {} x]\n", 1_000_000), ("auto", "jrnl-text")  # fmt: skip
    yield "open brackets.txt", repeated(b"[2026-03-01 08:00] x\n", b"["), ("auto", "jrnl-text")
    yaml = ("auto", "rednotebook")
    yield (
        "a tag that runs.txt",
        plain("1:\n  text: !!python/object/apply:os.system ['true']\n"),
        yaml,
    )
    bomb = "1: {text: &a x}\n" + "".join(
        f"{i}: {{b: [{', '.join(['*a'] * 9)}]}}\n" for i in range(2, 20)
    )
    yield "aliases without end.txt", plain(bomb), yaml
    yield "deep yaml.txt", plain("1: {text: " + "[" * 100_000), yaml
    yield (
        "deep indents.txt",
        plain("1:\n" + "".join(" " * i + "a:\n" for i in range(1, 1000))),
        yaml,
    )
    yield "1.9 MB of yaml.txt", repeated(b"1: {text: x", b", a: b", b"}\n", most=1_900_000), yaml
    yield "1.9 MB of nodes.txt", repeated(b"1: {text: [", b"a,", b"]}\n", most=1_900_000), yaml
    yield (
        "1.9 MB of one scalar.txt",
        repeated(b"1:\n  text: '", b"''", b"'\n", most=1_900_000),
        yaml,
    )
    yield "1.9 MB of hashes.txt", repeated(b"1:\n  text: '", b"#1", b"'\n", most=1_900_000), yaml
    yield (
        "1.9 MB of letters after a hash.txt",
        repeated(b"1:\n  text: '#", b"1", b"'\n", most=1_900_000),
        yaml,
    )
    yield "60 MB of yaml.txt", repeated(b"1: {text: x", b", a: b", b"}\n"), yaml
