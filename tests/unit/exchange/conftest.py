import base64
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dosejournal.domain.imports import Answers
from dosejournal.domain.measures import Measure, shipped
from dosejournal.exchange import importers

DATA = Path(__file__).parents[2] / "data"
EXAMPLES = {
    "apple-health": "apple_health/export.xml",
    "daylio-csv": "daylio/with_bom.csv",
    "medtimer-json": "medtimer/backup.json",
    "medtimer-csv": "medtimer/events_de.csv",
    "psychonautwiki-journal": "psychonautwiki/journal.json",
    "health-auto-export": "health_auto_export/export.json",
    "tidy-csv": "tidy/long.csv",
    "pixels": "diaries/pixels.json",
    "jrnl-json": "diaries/jrnl.json",
    "jrnl-xml": "diaries/jrnl.xml",
    "jrnl-text": "diaries/jrnl.txt",
    "day-one": "diaries/day_one.json",
    "rednotebook": "diaries/rednotebook",
    "loop-habits-database": "loop_backup/backup.sql",
    "loop-habits-zip": "loop_habits",
    "track-and-graph-csv": "track_and_graph/points.csv",
    "track-and-graph-database": "track_and_graph/backup.sql",
    "bearable-csv": "bearable/of_2024.csv",
    "how-we-feel": "how_we_feel/of_22_columns.csv",
    "emoods": "emoods",
    "nomie-json": "nomie/export.json",
    "nomie-csv": "nomie/logs.csv",
    "nomie-days": "nomie/days.csv",
    "table": "any_table/doses_and_mood.csv",
}


@pytest.fixture
def data():
    return DATA


@pytest.fixture
def answers():
    """What a new journal in Berlin says; each test may add to it."""
    own = Measure("pain", "Pain", minimum=1, maximum=3, words=("none", "some", "much"))
    weight = Measure("weight", "Weight", kind="number", minimum=None, maximum=None, unit="kg")
    asked = Measure("headache", "Headache", kind="yes_no", minimum=0, maximum=1)

    known = (*shipped(), own, weight, asked)

    def answers(zone="Europe/Berlin", measures=known, **more):
        return replace(Answers(zone=zone, measures=tuple(measures)), **more)

    return answers


@pytest.fixture
def plan(answers):
    """Plans a file, a text or bytes; `given` and other answers go by name."""

    def plan(content, name="auto", **more):
        if isinstance(content, str):
            content = content.encode()
        return importers.plan(name, content, answers(**more))

    return plan


@pytest.fixture
def backup():
    """Makes a Daylio backup in memory."""

    def backup(content, member="backup.daylio", *, as_text=None):
        text = as_text
        if text is None:
            text = base64.encodebytes(json.dumps(content).encode())
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(member, text)
            archive.writestr("assets/photos/1", b"\x00\x01")
        return made.getvalue()

    return backup


@pytest.fixture
def example(data):
    """The contents of our own backup of four entries."""
    return json.loads((data / "daylio/backup.json").read_text(encoding="utf-8"))


@pytest.fixture
def loaded(data):
    """The contents of our own example of a program's JSON, to be changed and written again."""

    def loaded(name):
        return json.loads((data / name).read_text(encoding="utf-8"))

    return loaded


@pytest.fixture
def zipped():
    """Makes an archive in memory, of texts by the names of its members."""

    def zipped(members):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, said in members.items():
                archive.writestr(zipfile.ZipInfo(name), said)
        return made.getvalue()

    return zipped


@pytest.fixture
def sqlite():
    """Makes a database in memory, by what is said in SQL."""

    def sqlite(*scripts):
        with closing(sqlite3.connect(":memory:")) as connection:
            for script in scripts:
                connection.executescript(script)
            return connection.serialize()

    return sqlite


@pytest.fixture
def content(data, backup, example, zipped, sqlite):
    """Gives the bytes of a file of each importer's kind; a folder comes as an archive."""

    def content(importer):
        name = EXAMPLES.get(importer.NAME)
        if name is None:
            return backup(example)
        place = data / name
        if place.is_dir():
            files = sorted(file for file in place.rglob("*") if file.is_file())
            return zipped({str(f.relative_to(place)): f.read_bytes() for f in files})
        if place.suffix == ".sql":
            return sqlite(place.read_text(encoding="utf-8"))
        return place.read_bytes()

    return content
