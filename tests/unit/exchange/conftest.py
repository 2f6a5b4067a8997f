import base64
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from dosejournal.domain.imports import Answers
from dosejournal.domain.measures import Measure, shipped
from dosejournal.exchange import importers

DATA = Path(__file__).parents[2] / "data"
EXAMPLES = {
    "daylio-csv": "daylio/with_bom.csv",
    "tidy-csv": "tidy/long.csv",
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
def content(data, backup, example):
    """Gives the bytes of a file of each importer's kind."""

    def content(importer):
        name = EXAMPLES.get(importer.NAME)
        return backup(example) if name is None else (data / name).read_bytes()

    return content
