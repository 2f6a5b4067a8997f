"""Entries read back from the lines in which their earlier versions are kept."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

from dosejournal.domain import adverse_effects
from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Dose, Entry, Rating
from dosejournal.domain.expectancy import Expectation
from dosejournal.journal import response_rows


def entry(line: Mapping[str, Any]) -> Entry:
    """Return the entry that a line tells of."""
    amended_at = line["amended_at"]
    found = Entry(
        kind=line["kind"],
        id=line["id"],
        moment=Moment(
            at=datetime.fromisoformat(line["instant"]).astimezone(UTC),
            zone=line["zone"],
            utc_offset_minutes=line["utc_offset_minutes"],
            journal_day=date.fromisoformat(line["journal_day"]),
            precision=line["time_precision"],
        ),
        note=line["note"],
        recorded_at=datetime.fromisoformat(line["recorded_at"]),
        amended_at=datetime.fromisoformat(amended_at) if amended_at else None,
        origin=line["origin"],
        source=line["source"],
        source_key=line.get("source_key"),
    )
    if line["kind"] == "dose_event":
        # lines of an older version have fewer fields
        known = {each.name: line[each.name] for each in fields(Dose) if each.name in line}
        return replace(found, dose=Dose(**known))
    if line["kind"] == "expectancy":
        said = {each.name: line[each.name] for each in fields(Expectation)}
        return replace(found, expectation=Expectation(**said))
    if line["kind"] == "questionnaire_response":
        return replace(found, response=response_rows.of_line(line))
    if line["kind"] == "adverse_effect":
        return replace(found, effect=adverse_effects.of_record(line))
    return replace(
        found,
        ratings=tuple(
            _rating(measure, value, line["raw_ratings"].get(measure))
            for measure, value in line["ratings"].items()
        ),
        tags=tuple(line["tags"]),
        mood_word=line["mood_word"],
    )


def _rating(measure: str, value: float, raw: Mapping[str, Any] | None) -> Rating:
    if raw is None:
        return Rating(measure, value)
    return Rating(measure, value, raw["value"], raw["minimum"], raw["maximum"], raw["text"])
