import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain.imports import Answers
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange import importers
from dosejournal.exchange.importers import apple_health, apple_records, xml_streams
from dosejournal.exchange.importers.files import ImportFile

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
ANSWERS = Answers("Europe/Berlin", now=NOW)
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
]>
<HealthData locale="en_GB"><ExportDate value="2026-03-05 18:00:00 +0100"/><Me/>
"""
DAYS = ("2026-03-01", "2026-03-02", "2026-03-03")
QUANTITY = "HKQuantityTypeIdentifier"


def record(kind, start, value, end=None, unit="count/min"):
    times = f'startDate="{start} +0100" endDate="{end or start} +0100"'
    about = f'type="{kind}" sourceName="My\u00a0Watch" unit="{unit}"'
    return f'<Record {about} {times} value="{value}"><MetadataEntry key="a" value="b"/></Record>\n'


def heart(start, value):
    return record(f"{QUANTITY}HeartRate", start, value)


def sleep(start, end, value="AsleepCore"):
    return record(
        "HKCategoryTypeIdentifierSleepAnalysis",
        start,
        f"HKCategoryValueSleepAnalysis{value}",
        end,
    )


def export(*records):
    return (HEAD + "".join(records) + "</HealthData>").encode()


def read(*records, answers=ANSWERS):
    return apple_health.read(ImportFile(export(*records)), answers)


def told(plan):
    return [(e.moment.text, *((r.measure, r.value) for r in e.ratings)) for e in plan.check_ins]


def zipped(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return content.getvalue()


def test_heart_rates_of_a_day_are_told_as_their_mean():
    plan = read(
        heart("2026-03-01 08:00:00", 60),
        heart("2026-03-01 20:00:00", 71),
        heart("2026-03-02 08:00:00", 64),
        record(f"{QUANTITY}RestingHeartRate", "2026-03-02 00:00:00", 55),
    )
    assert told(plan) == [
        ("2026-03-01", ("heart_rate", 65.5)),
        ("2026-03-02", ("heart_rate", 64.0)),
        ("2026-03-02", ("resting_heart_rate", 55.0)),
    ]
    assert [measure.unit for measure in plan.new_measures] == ["/min", "/min"]
    assert any("4 heart rates are told as the means" in each for each in plan.remarks)


def test_sleep_is_counted_once_whoever_recorded_it_and_belongs_to_the_day_it_ends():
    plan = read(
        sleep("2026-03-01 23:00:00", "2026-03-01 23:30:00"),
        sleep("2026-03-02 00:00:00", "2026-03-02 06:00:00", "AsleepREM"),
        sleep("2026-03-02 05:00:00", "2026-03-02 07:00:00", "AsleepUnspecified"),
        sleep("2026-03-01 22:00:00", "2026-03-02 08:00:00", "Awake"),
    )
    assert told(plan) == [("2026-03-02", ("sleep", 7.5))]
    assert dict(plan.unknown) == {"sleep records that say nothing of being asleep": 1}


def test_weights_and_pressures_keep_their_time_and_unit():
    plan = read(
        record(f"{QUANTITY}BodyMass", "2026-03-01 07:10:00", "70.5", unit="kg"),
        record(f"{QUANTITY}BloodPressureSystolic", "2026-03-01 07:20:00", "121", unit="mmHg"),
        record(f"{QUANTITY}BloodPressureDiastolic", "2026-03-01 07:20:00", "79", unit="mmHg"),
    )
    assert told(plan) == [
        ("2026-03-01T07:10:00+01:00", ("weight", 70.5)),
        (
            "2026-03-01T07:20:00+01:00",
            ("blood_pressure_upper", 121.0),
            ("blood_pressure_lower", 79.0),
        ),
    ]
    assert [measure.unit for measure in plan.new_measures] == ["kg", "mmHg", "mmHg"]


def test_the_day_of_the_export_was_not_over():
    plan = read(
        heart("2026-03-05 08:00:00", 60), sleep("2026-03-05 00:00:00", "2026-03-05 07:00:00")
    )
    assert plan.check_ins == ()
    assert any("the day of the export" in each for each in plan.remarks)


def test_everything_else_is_counted_by_its_name():
    plan = read(
        record(f"{QUANTITY}StepCount", "2026-03-01 08:00:00", 12),
        record(f"{QUANTITY}StepCount", "2026-03-01 09:00:00", 12),
        '<Record value="1"/><Workout workoutActivityType="x"/><Correlation/>',
    )
    assert dict(plan.unknown) == {"StepCount": 2, "a record without a type": 1, "Workout": 1}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record(f"{QUANTITY}BodyMass", "yesterday", 70), "time cannot be read"),
        (record(f"{QUANTITY}BodyMass", "2026-13-01 08:00:00", 70), "time cannot be read"),
        (record(f"{QUANTITY}BodyMass", "2026-03-01 08:00:00", "heavy"), "no number"),
        (record(f"{QUANTITY}BodyMass", "2026-03-01 08:00:00", "nan"), "no number"),
        (heart("2026-03-01 08:00:00", "-3"), "no number"),
        (heart("2027-03-01 08:00:00", "60"), "yet to come"),
        (sleep("2026-03-02 08:00:00", "2026-03-02 07:00:00"), "not after its beginning"),
        (sleep("2026-03-01 08:00:00", "2026-03-03 07:00:00"), "more than a day"),
    ],
)
def test_a_record_that_cannot_be_is_held_aside(bad, reason):
    plan = read(heart("2026-03-01 08:00:00", 60), bad)
    assert len(plan.check_ins) == 1
    (held,) = plan.held_aside
    assert held.row == 3
    assert reason in held.reason


def test_the_same_records_have_the_same_keys():
    records = heart("2026-03-01 08:00:00", 60), sleep("2026-03-01 00:00:00", "2026-03-01 07:00:00")
    keys = [each.source_key for each in read(*records).check_ins]
    assert (
        keys
        == [each.source_key for each in read(*records, heart("2026-03-02 08:00:00", 1)).check_ins][
            :2
        ]
    )
    assert len(set(keys)) == 2


def test_it_is_recognised_by_what_is_in_it(tmp_path):
    content = export(heart("2026-03-01 08:00:00", 60))
    path = tmp_path / "holiday.jpg"
    for each in (content, zipped(**{"apple_health_export__export.xml": content, "x__a.gpx": b""})):
        path.write_bytes(each)
        assert importers.plan("auto", path, ANSWERS).format == "apple-health"
        assert len(importers.plan("apple-health", each, ANSWERS).check_ins) == 1
    for other in (b"", b"<html/>", b"text", zipped(a=b"x"), b"PK\x03\x04"):
        assert not apple_health.recognises(ImportFile(other))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<Other/>",
        export()[:-5],
        zipped(a=b"x"),
        zipped(**{"export.xml": export()})[:-30],
        b'<!DOCTYPE HealthData [<!ENTITY a "aaaa">]><HealthData x="&a;"/>',
        b'<!DOCTYPE HealthData [<!ENTITY a SYSTEM "file:///etc/hostname">]><HealthData>&a;</HealthData>',
        b"<HealthData>" + b"<a>" * 100,
        b"<HealthData a='" + b"x" * 6_000_000,
        zipped(**{"export.xml": b"<HealthData>" + b" " * 20_000_000 + b"</HealthData>"}),
    ],
)
def test_what_is_no_whole_export_is_refused_with_a_sentence(content):
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        apple_health.read(ImportFile(content), ANSWERS)


@given(st.data())
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(data):
    content = bytearray(
        export(
            heart("2026-03-01 08:00:00", 60), sleep("2026-03-01 00:00:00", "2026-03-01 07:00:00")
        )
    )
    for _n in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        plan = apple_health.read(ImportFile(bytes(content)), ANSWERS)
    except JournalError:
        return
    assert len(plan.check_ins) <= 2


def test_a_time_that_is_none_is_no_moment():
    assert apple_records.moment(None) is None
    assert apple_records.moment("2026-02-31 08:00:00 +0100") is None


@pytest.mark.parametrize(
    ("bound", "most", "records"),
    [
        ("_MOST_CHECK_INS", 2, [heart(f"{day} 08:00:00", 60) for day in DAYS]),
        ("_MOST_PIECES", 2, [sleep(f"{day} 01:00:00", f"{day} 02:00:00") for day in DAYS]),
        ("_MOST_RECORDS", 3, ['<Record type="k"/>' for _n in range(4)]),
        ("_MOST_KINDS", 2, [f'<Record type="k{n}"/>' for n in range(3)]),
    ],
)  # fmt: skip
def test_more_than_a_watch_records_in_a_life_is_refused(monkeypatch, bound, most, records):
    monkeypatch.setattr(apple_health, bound, most)
    assert read(*records[:most]).format == "apple-health"
    with pytest.raises(ImportFileError, match="no whole export"):
        read(*records)


@pytest.mark.parametrize("element", ["<Workout/>", "<Me/>", "<a><b/></a>", '<Record type="k"/>'])
def test_more_elements_than_any_export_has_are_refused_whatever_they_are(monkeypatch, element):
    monkeypatch.setattr(apple_records, "_MOST_ELEMENTS", 9)
    # the root, the day of the export and the person are three
    assert read(*[element] * 3).check_ins == ()
    with pytest.raises(ImportFileError, match="no whole export"):
        read(*[element] * 7)


@pytest.mark.parametrize("element", ["<Workout/>", "<Record/>", "<a><b/></a>"])
def test_elements_that_say_nothing_are_refused_before_all_are_read(monkeypatch, element):
    taken = []
    monkeypatch.setattr(xml_streams, "_TERSE_ELEMENTS", 100)
    monkeypatch.setattr(xml_streams, "_PIECE_BYTES", 1000)
    content = export(*[element] * 2_000)
    with pytest.raises(ImportFileError, match="no whole export"):
        apple_records.read(io.BytesIO(content), lambda name, _attributes: taken.append(name))
    assert 100 < len(taken) < 300
    # where they are few, or say something, they may be there
    assert read(*[element] * 40).check_ins == ()
    read(*['<Workout workoutActivityType="x"/>'] * 2_000)
