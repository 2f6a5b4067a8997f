"""JSON and XML made to do harm, and lines without an end, for `bench.py --fuzz`."""

# each case reads best in one line
# ruff: noqa: E501

import json
from collections.abc import Iterator

from hostile_pieces import Case, numbered, plain, repeated
from hostile_texts import TABLES, TEXTS

JSON = (
    "medtimer-json", "psychonautwiki-journal", "health-auto-export", "pixels", "jrnl-json",
    "day-one", "nomie-json",
)  # fmt: skip
XML = ("apple-health", "jrnl-xml")


def lines() -> Iterator[Case]:
    """Give lines without an end."""
    for suffix, head in ((".csv", b"at,mood\n"), (".json", b'{"entries":["'), (".txt", b""),
                         (".xml", b'<?xml version="1.0"?><journal><entries><entry a="')):  # fmt: skip
        yield f"200 MB in one line{suffix}", repeated(head, b"x", most=200_000_000), ("auto",)
        every = {".csv": TABLES, ".json": JSON, ".txt": TEXTS, ".xml": XML}[suffix]
        yield f"60 MB in one line{suffix}", repeated(head, b"x"), ("auto", *every)
    yield "200 MB of blanks.txt", repeated(b"", b" ", most=200_000_000), ("auto",)
    yield "60 MB of blanks.txt", repeated(b"", b" "), ("auto", *TEXTS)


def objects() -> Iterator[Case]:
    """Give JSON that no program writes."""
    every = ("auto", *JSON)
    yield "brackets 100,000 deep.json", plain("[" * 100_000), every
    yield "closed brackets 100,000 deep.json", plain("[" * 100_000 + "]" * 100_000), every
    yield "objects 100,000 deep.json", plain('{"entries":' * 100_000), every
    yield (
        "objects 500 deep.json",
        plain('{"entries":[' + '{"a":' * 500 + "1" + "}" * 500 + "]}"),
        every,
    )
    yield "60 MB of empty objects.json", repeated(b"[", b"{},", b"{}]"), every
    yield "60 MB of empty entries.json", repeated(b'{"entries":[', b"{},", b"{}]}"), every
    yield "60 MB of empty lists.json", repeated(b"[", b"[],", b"[]]"), every
    yield "60 MB of numbers.json", repeated(b"[", b"1,", b"1]"), every
    yield "60 MB of keys.json", numbered("{", '"k{}":1,', 5_000_000, '"k":1}'), every
    yield "60 MB of texts.json", numbered("[", '"k{}",', 5_500_000, '""]'), every
    yield "60 MB of letters in one text.json", repeated(b'["', "\U0001f600".encode(), b'"]'), every
    entry = {"title": "x", "body": "", "date": "2026-03-01", "time": "08:00", "tags": []}
    heads = {
        "jrnl-json": ('{{"tags":{{}},"entries":[', entry),
        "day-one": ('{{"metadata":{{"version":"1.0"}},"entries":[',
                    {"uuid": "a", "creationDate": "2026-03-01T08:00:00Z", "timeZone": "UTC", "text": "x"}),
        "pixels": ("[", {"date": "2026-9-1", "type": "Mood", "scores": [3], "notes": "", "tags": []}),
    }  # fmt: skip
    for name, (head, one) in heads.items():
        said = json.dumps(one)
        begin = head.replace("{{", "{").replace("}}", "}")
        end = "]" if begin == "[" else "]}"
        yield (
            f"60 MB of {name}.json",
            repeated(begin.encode(), f"{said},".encode(), (said + end).encode()),
            ("auto", name),
        )
        broken = json.dumps({**one, "date": 5, "creationDate": 5})
        yield (
            f"60 MB of broken {name}.json",
            repeated(begin.encode(), f"{broken},".encode(), (broken + end).encode()),
            ("auto", name),
        )
    for value in (
        "1e400",
        "-1e400",
        "1" * 5000,
        "NaN",
        "Infinity",
        '"\\ud800"',
        "1e-400",
        "1E999999999999",
        "[[]]",
        '{"a":1,"a":2}',
        "1" * 4000,
    ):
        said = json.dumps(entry | {"date": "@"}).replace('"@"', value)
        yield (
            f"a value of {value[:12]}.json",
            plain(f'{{"entries":[{said}],"entries":[{said}]}}'),
            every,
        )
    for filling in ("![", "![a](", "\\\\", "\\n", "#a(1) ", "<b ", "#1", "&a", "x "):
        text = filling * (900_000 // len(filling))
        one = {"uuid": "a", "creationDate": "2026-03-01T08:00:00Z", "timeZone": "UTC"}
        said = json.dumps(one | {"text": "@"}).replace("@", text)
        yield (
            f"day-one with 900 kB of {filling}.json",
            plain(f'{{"metadata":{{"version":"1.0"}},"entries":[{",".join([said] * 30)}]}}'),
            ("auto", "day-one"),
        )
        said = json.dumps(
            {
                "_id": "1",
                "note": "@",
                "start": "2026-03-01T08:00:00Z",
                "end": "2026-03-01T08:00:00Z",
            }
        ).replace("@", text)
        yield (
            f"nomie with 900 kB of {filling}.json",
            plain(
                f'{{"nomie":{{"number":"5.0"}},"trackers":{{}},"events":[{",".join([said] * 30)}]}}'
            ),
            ("auto", "nomie-json"),
        )


def elements() -> Iterator[Case]:
    """Give XML made to do harm."""
    for name, root in (("apple-health", "HealthData"), ("jrnl-xml", "journal")):
        both = ("auto", name)
        inner = "<entries>" if root == "journal" else ""
        laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
        head = f"<{root}>{inner}"
        declared = "".join(f'<!ATTLIST Record a{i} CDATA "x">' for i in range(20_000))
        yield (
            f"laughs {name}.xml",
            plain(f'<!DOCTYPE {root} [<!ENTITY l0 "lol">{laughs}]>{head}&l11;'),
            both,
        )
        yield (
            f"quadratic {name}.xml",
            plain(f'<!DOCTYPE {root} [<!ENTITY a "{"x" * 1_000_000}">]>{head}' + "&a;" * 100_000),
            both,
        )
        yield (
            f"parameters {name}.xml",
            plain(f"<!DOCTYPE {root} [<!ENTITY % a \"<!ENTITY b 'c'>\"> %a;]>{head}"),
            both,
        )
        for kind in ("SYSTEM", 'PUBLIC "x"'):
            yield (
                f"outside {kind[:6]} {name}.xml",
                plain(f'<!DOCTYPE {root} [<!ENTITY a {kind} "file:///etc/hostname">]>{head}&a;'),
                both,
            )
            yield (
                f"type {kind[:6]} {name}.xml",
                plain(f'<!DOCTYPE {root} {kind} "file:///etc/hostname">{head}&a;'),
                both,
            )
        yield f"deep {name}.xml", repeated(head.encode(), b"<a>"), both
        yield f"attributes {name}.xml", numbered(f"{head}<a ", 'a{}="" ', 4_000_000), both
        yield (
            f"defaults {name}.xml",
            repeated(
                f'<!DOCTYPE {root} [<!ATTLIST Record type CDATA "{"x" * 1_000_000}">]>{head}'.encode(),
                b"<Record/>",
                most=10_000_000,
            ),
            both,
        )
        yield (
            f"many defaults {name}.xml",
            repeated(
                f"<!DOCTYPE {root} [{declared}]>{head}".encode(), b"<Record/>", most=10_000_000
            ),
            both,
        )
        yield f"comment {name}.xml", repeated(f"{head}<!--".encode(), b"x"), both
        yield f"many comments {name}.xml", repeated(head.encode(), b"<!---->"), both
        yield f"text {name}.xml", repeated(f"{head}<entry>".encode(), b"x"), both
        yield f"references {name}.xml", repeated(f"{head}<entry>".encode(), b"&#120;"), both
        yield f"instructions {name}.xml", repeated(head.encode(), b"<?a b?>"), both
        yield f"in UTF-7 {name}.xml", plain(f'<?xml version="1.0" encoding="utf-7"?>{head}'), both
    yield (
        "empty entries.xml",
        repeated(b"<journal><entries>", b"<entry/>", b"</entries></journal>"),
        ("auto", "jrnl-xml"),
    )
    yield (
        "entries of 60 MB.xml",
        repeated(
            b"<journal><entries>",
            b'<entry date="2026-03-01T08:00:00">x</entry>',
            b"</entries></journal>",
        ),
        ("auto", "jrnl-xml"),
    )
    yield (
        "tags of 60 MB.xml",
        repeated(
            b'<journal><entries><entry date="2026-03-01T08:00:00">x',
            b'<tag name="a"/>',
            b"</entry></entries></journal>",
        ),
        ("auto", "jrnl-xml"),
    )
    big = 200_000_000
    health = b'<HealthData locale="x">'
    end = b"</HealthData>"
    weight = 'type="HKQuantityTypeIdentifierBodyMass" unit="kg"'
    yield "200 MB of empty records.xml", repeated(health, b"<Record/>", end, most=big), ("auto",)
    yield (
        "200 MB of broken records.xml",
        repeated(health, f"<Record {weight}/>".encode(), end, most=big),
        ("auto",),
    )
    yield "200 MB of workouts.xml", repeated(health, b"<Workout/>", end, most=big), ("auto",)
    yield (
        "kinds without end.xml",
        numbered(health.decode(), '<Record type="k{}"/>', 4_000_000, end.decode()),
        ("auto",),
    )
    yield (
        "weights without end.xml",
        numbered(
            health.decode(),
            '<Record type="HKQuantityTypeIdentifierBodyMass" startDate="{0:06}" value="70"/>'.replace(
                "{0:06}", "2026-03-01 08:00:00 +{0:04}"
            ),
            3_000_000,
            end.decode(),
        ),
        ("auto",),
    )
