"""The tables of a journal: what a row says, and what it leaves empty."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, update

from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.entries import CheckInDraft, DoseDraft, PlannedRef
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.domain.responses import OwnDraft, ResponseDraft
from dosejournal.exchange import tidy
from dosejournal.exchange.asked import Asked
from dosejournal.journal import (
    adverse_effects,
    check_ins,
    doses,
    expectations,
    information,
    main_measures,
    measures,
    own_questionnaires,
    plan,
    planning,
    questionnaires,
    regimens,
    substances,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.tables import CheckIn, DoseEvent, Rating

FILES = [
    "observations.csv", "doses.csv", "expectancies.csv", "questionnaires.csv",
    "questionnaire_answers.csv", "adverse_effects.csv", "codebook.csv", "datapackage.json",
]  # fmt: skip
ONE_DAY = timedelta(days=1)


@pytest.fixture
def do(database):
    def do(act, *args, **more):
        with database.write("act") as write:
            return act(write.session, *args, **more)

    return do


@pytest.fixture
def export(database, now):
    """Writes the folder in memory."""

    def export(at=now, **asked):
        with database.read() as session:
            content = tidy.gather(session, at, Asked(**asked))
        return tidy.write(content)

    return export


@pytest.fixture
def rows(export):
    """Gives the rows of one table, each without its empty cells."""

    def rows(name, **asked):
        text = export(**asked)[f"{name}.csv"].decode("utf-8-sig")
        found = csv.DictReader(io.StringIO(text, newline=""))
        return [{column: cell for column, cell in row.items() if cell != ""} for row in found]

    return rows


@pytest.fixture
def planned(do, now):
    """Plans a dose each morning since five days ago; gives the regimen and the days."""
    first = now.date() - 5 * ONE_DAY
    draft = RegimenDraft(
        "Item A", Pattern("daily"), (time(8),), first, steps=(DoseStep(first, "10", "mg"),)
    )
    series_id = do(planning.add, now - 5 * ONE_DAY - timedelta(hours=5), draft)
    return series_id, [first + n * ONE_DAY for n in range(6)]


def _ref(series_id, day, clock=time(8)):
    return PlannedRef(series_id, datetime.combine(day, clock))


def _change(session, table, entry_id, **values):
    key = table.check_in_id if table is Rating else table.id
    session.exec(update(table).where(col(key) == entry_id).values(**values))


# --- the folder ---


def test_the_folder_has_six_files_also_of_an_empty_journal(export, rows, database, now):
    assert list(export()) == FILES
    for name in ("observations", "doses", "expectancies", "adverse_effects"):
        assert rows(name) == []
    with database.read() as session:
        content = tidy.gather(session, now, Asked())
    assert "they are empty" in tidy.told(content)
    assert (tidy.NAME, tidy.SUFFIX) == ("tidy", "")
    assert tidy.title()


def test_the_same_journal_gives_the_same_bytes(do, export, planned, now):
    do(check_ins.record, now, CheckInDraft(now, {"mood": 62.0}, "a note", ("walk",)))
    assert export() == export()
    later = export(now + timedelta(seconds=1))
    assert later["observations.csv"] == export()["observations.csv"]
    assert json.loads(later["datapackage.json"])["created"] == "2026-03-02T08:30:01Z"


def test_files_are_plain_utf_8_with_lines_as_the_format_has_them(do, export, now):
    do(check_ins.record, now, CheckInDraft(now, {"mood": 62.0}, "µ, “q”"))
    data = export()["observations.csv"]
    assert data.startswith(b"record_id,check_in_id,kind,variable,")
    assert data.count(b"\n") == data.count(b"\r\n") == 3
    assert "µ, “q”" in data.decode("utf-8")


# --- observations ---


def test_a_rating_is_a_row_with_its_scale_time_and_zone(do, rows, now):
    check_in = do(check_ins.record, now, CheckInDraft(now, {"mood": 62.0}))
    assert rows("observations") == [
        {
            "record_id": f"c{check_in}/rating/mood",
            "check_in_id": f"{check_in}",
            "kind": "rating",
            "variable": "mood",
            "value_num": "62",
            "scale_min": "0",
            "scale_max": "100",
            "time_local": "2026-03-02T09:30:00+01:00",
            "time_utc": "2026-03-02T08:30:00Z",
            "tz": "Europe/Berlin",
            "utc_offset_minutes": "60",
            "journal_day": "2026-03-02",
            "time_precision": "instant",
            "recorded_at": "2026-03-02T08:30:00Z",
            "origin": "window",
        }
    ]


def test_what_was_not_rated_has_no_row_and_a_rating_of_zero_has_one(do, rows, now):
    do(check_ins.record, now, CheckInDraft(now, {"mood": 0.0}))
    assert [(row["variable"], row["value_num"]) for row in rows("observations")] == [("mood", "0")]


def test_notes_tags_and_mood_words_are_rows_beside_the_ratings(do, rows, now):
    draft = CheckInDraft(now, {"mood": 62.5, "focus": 1e-05}, "first\nsecond", ("walk", "NA"))
    check_in = do(check_ins.record, now, draft)
    do(_change, CheckIn, check_in, mood_word="rad")
    found = rows("observations")
    assert {row["check_in_id"] for row in found} == {f"{check_in}"}
    assert [
        (
            row["record_id"],
            row["kind"],
            row["variable"],
            row.get("value_num"),
            row.get("value_text"),
        )
        for row in found
    ] == [
        ("c1/rating/mood", "rating", "mood", "62.5", None),
        ("c1/rating/focus", "rating", "focus", "1e-05", None),
        ("c1/note", "note", "note", None, "first\nsecond"),
        ("c1/tag/NA", "tag", "tag", None, "NA"),
        ("c1/tag/walk", "tag", "tag", None, "walk"),
        ("c1/mood_word", "mood_word", "mood_word", None, "rad"),
    ]


def test_a_step_has_its_word_and_a_number_its_unit(do, rows, now):
    pain = Measure("", "Pain", minimum=1, maximum=3, words=("none", "some", "much"))
    weight = Measure("", "Weight", kind="number", minimum=None, maximum=None, unit="kg")
    asked = Measure("", "Headache", kind="yes_no", minimum=0, maximum=1)
    keys = [do(measures.add, each).key for each in (pain, weight, asked)]
    do(check_ins.record, now, CheckInDraft(now, dict(zip(keys, (2.0, 71.25, 1.0), strict=True))))
    fields = ("value_num", "value_text", "unit", "scale_min", "scale_max")
    assert [tuple(row.get(name) for name in fields) for row in rows("observations")] == [
        ("2", "some", None, "1", "3"),
        ("71.25", None, "kg", None, None),
        ("1", None, None, "0", "1"),
    ]


@pytest.mark.parametrize("value", [4.0, None])
def test_a_rating_of_another_program_keeps_what_was_written_on_its_own_scale(do, rows, now, value):
    check_in = do(check_ins.record, now, CheckInDraft(now, {"mood": 75.0}))
    raw = {"raw_value": value, "raw_minimum": 1.0, "raw_maximum": 5.0, "raw_text": "good"}
    do(_change, Rating, check_in, **raw)
    brought = {"origin": "import", "source": "daylio", "source_key": "e7"}
    do(_change, CheckIn, check_in, **brought)
    (row,) = rows("observations")
    assert (row["value_num"], row["scale_max"]) == ("75", "100")
    assert row.get("raw_value") == (None if value is None else "4")
    assert (row["raw_min"], row["raw_max"], row["raw_text"]) == ("1", "5", "good")
    assert (row["origin"], row["source"], row["source_ref"]) == ("import", "daylio", "e7")


@pytest.mark.parametrize("precision", ["day", "part_of_day"])
def test_what_knows_its_day_only_has_no_clock_time_anywhere(do, rows, now, precision):
    check_in = do(check_ins.record, now, CheckInDraft(now, {"mood": 62.0}))
    dose = do(doses.record, now, DoseDraft(now, "Item A"))
    do(_change, CheckIn, check_in, time_precision=precision)
    do(_change, DoseEvent, dose, time_precision=precision)
    for row in (*rows("observations"), *rows("doses")):
        assert row["time_local"] == row["journal_day"] == "2026-03-02"
        assert (row["time_precision"], row["tz"]) == (precision, "Europe/Berlin")
        assert "time_utc" not in row
        assert row.get("time_taken", "2026-03-02") == "2026-03-02"


def test_a_backdated_and_an_amended_entry_have_both_times(do, rows, now):
    earlier = now - timedelta(days=2, seconds=1, microseconds=500)
    check_in = do(check_ins.record, now, CheckInDraft(earlier, {"mood": 62.0}))
    later = now + timedelta(minutes=5)
    do(check_ins.amend, later, check_in, CheckInDraft(earlier, {"mood": 60.0}))
    (row,) = rows("observations")
    assert row["time_local"] == "2026-02-28T09:29:58+01:00"
    assert (row["recorded_at"], row["amended_at"]) == (
        "2026-03-02T08:30:00Z",
        "2026-03-02T08:35:00Z",
    )


def test_before_the_day_starts_it_is_the_journal_day_before(do, rows, now):
    night = now.replace(hour=2)
    do(check_ins.record, now, CheckInDraft(night, {"mood": 62.0}))
    (row,) = rows("observations")
    assert (row["journal_day"], row["time_local"][:10]) == ("2026-03-01", "2026-03-02")


def test_an_hour_that_comes_twice_is_told_apart_by_its_offset(do, rows, now):
    later = datetime(2026, 10, 26, 12, tzinfo=now.tzinfo)
    for fold in (0, 1):
        at = datetime(2026, 10, 25, 2, 30, tzinfo=now.tzinfo, fold=fold)
        do(check_ins.record, later, CheckInDraft(at, {"mood": 62.0}))
    assert [row["time_local"] for row in rows("observations")] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]


# --- doses ---


def test_the_five_states_are_kept_and_an_unanswered_dose_has_none(do, rows, planned, now):
    series_id, days = planned
    at = [datetime.combine(day, time(8), now.tzinfo) for day in days]
    do(doses.record, now, DoseDraft(at[0], "Item A", "10", "mg"))
    do(doses.record, now, DoseDraft(at[1] + timedelta(hours=3), "Item A", "10", "mg"))
    do(doses.leave, now, _ref(series_id, days[2]), "skipped", "away")
    do(doses.leave, now, _ref(series_id, days[3]), "missed")
    do(doses.record, now, DoseDraft(at[3] + timedelta(hours=9), "Item A", status="extra"))
    fields = ("recorded", "status", "time_planned", "time_taken", "late_by_minutes", "reason")
    assert [tuple(row.get(name) for name in fields) for row in rows("doses")] == [
        ("true", "taken", "2026-02-25T08:00:00+01:00", "2026-02-25T08:00:00+01:00", "0", None),
        ("true", "late", "2026-02-26T08:00:00+01:00", "2026-02-26T11:00:00+01:00", "180", None),
        ("true", "skipped", "2026-02-27T08:00:00+01:00", None, None, "away"),
        ("true", "missed", "2026-02-28T08:00:00+01:00", None, None, None),
        ("true", "extra", None, "2026-02-28T17:00:00+01:00", None, None),
        ("false", None, "2026-03-01T08:00:00+01:00", None, None, None),
    ]


def test_a_planned_dose_without_a_word_says_what_was_planned_and_nothing_more(rows, planned):
    assert rows("doses")[-1] == {
        "record_id": "p1/2026-03-01T08:00",
        "recorded": "false",
        "substance": "Item A",
        "planned_amount": "10",
        "planned_unit": "mg",
        "time_local": "2026-03-01T08:00:00+01:00",
        "time_utc": "2026-03-01T07:00:00Z",
        "tz": "Europe/Berlin",
        "utc_offset_minutes": "60",
        "journal_day": "2026-03-01",
        "time_precision": "instant",
        "time_planned": "2026-03-01T08:00:00+01:00",
        "plan": "1",
        "regimen_id": "1",
    }


def test_what_is_open_today_or_still_to_come_has_no_row(rows, export, planned, now):
    days = [row["journal_day"] for row in rows("doses", last_day=date(2100, 12, 31))]
    assert days[-1] == "2026-03-01"
    evening = rows("doses", at=now.replace(hour=23, minute=59))
    assert [row["journal_day"] for row in evening] == days
    tomorrow = rows("doses", at=now + ONE_DAY)
    assert [row["journal_day"] for row in tomorrow] == [*days, "2026-03-02"]
    assert rows("doses", first_day=date(2026, 4, 1)) == []


def test_the_rows_count_as_adherence_does(do, rows, planned, database, now):
    series_id, days = planned
    do(doses.take, now, _ref(series_id, days[0]))
    do(doses.leave, now, _ref(series_id, days[1]), "skipped")
    do(doses.leave, now, _ref(series_id, days[2]), "missed")
    do(doses.record, now, DoseDraft(now - timedelta(hours=20), "Item A", status="extra"))
    do(doses.record, now, DoseDraft(now - ONE_DAY, "Item B"))
    with database.read() as session:
        counts = plan.adherence_of(session, now)
    found = rows("doses")
    of_plan = [row.get("status", "") for row in found if "time_planned" in row]
    assert len(of_plan) == counts.planned
    assert of_plan.count("") == counts.not_recorded == 2
    assert of_plan.count("missed") + of_plan.count("") == counts.missed
    assert of_plan.count("skipped") == counts.skipped
    assert of_plan.count("taken") + of_plan.count("late") == counts.taken + counts.late
    assert sum(row.get("status") == "extra" for row in found) == counts.extra == 1


def test_an_unknown_amount_is_empty_zero_is_zero_and_decimals_stay_as_typed(do, rows, now):
    for hours, given in enumerate(
        (
            {"amount": None, "unit": "mg"},
            {"amount": "0", "unit": "mg"},
            {"amount": "2.50", "unit": "mL", "plus_minus": "0.5", "note": "with food"},
        )
    ):
        at = now - timedelta(hours=9 - hours)
        do(doses.record, now, DoseDraft(at, "Item B", **given))
    fields = ("amount", "unit", "estimated", "plus_minus", "note")
    found = rows("doses")
    assert [tuple(row.get(name) for name in fields) for row in found] == [
        (None, "mg", "false", None, None),
        ("0", "mg", "false", None, None),
        ("2.50", "mL", "true", "0.5", "with food"),
    ]
    # not planned is not missed, nor skipped
    assert all({"time_planned", "plan", "planned_amount"}.isdisjoint(row) for row in found)


def test_each_dose_has_the_amount_its_own_version_planned(do, rows, planned, now):
    series_id, days = planned
    do(doses.record, now, DoseDraft(now - ONE_DAY - timedelta(hours=1), "Item A", "7", "mg"))
    draft = replace(do(regimens.next_draft, now, series_id), steps=(DoseStep(days[5], None, ""),))
    do(regimens.change, now, series_id, draft)
    tomorrow = now + ONE_DAY
    do(doses.record, tomorrow, DoseDraft(tomorrow, "Item A", "8", "mg"))
    fields = ("amount", "planned_amount", "planned_unit", "plan", "regimen_id")
    found = rows("doses", at=tomorrow, first_day=days[4])
    assert [tuple(row.get(name) for name in fields) for row in found] == [
        ("7", "10", "mg", "1", "1"),
        (None, "10", "mg", "1", "1"),
        ("8", None, None, "1", "2"),
    ]


def test_a_regimen_without_an_amount_plans_an_unknown_one(do, rows, now):
    draft = RegimenDraft("Item A", Pattern("daily"), (time(8),), now.date() - ONE_DAY)
    do(planning.add, now, draft)
    (row,) = rows("doses")
    assert row["recorded"] == "false"
    assert "planned_amount" not in row


def test_a_planned_time_that_summer_time_skips_stays_on_its_day(do, rows, now):
    # at midnight the clocks of Santiago show one o'clock, at which another journal day begins
    do(information.start_day_at, time(0, 45))
    chile = ZoneInfo("America/Santiago")
    begin = datetime(2026, 9, 4, 12, tzinfo=chile)
    draft = RegimenDraft("Item A", Pattern("daily"), (time(0, 30),), date(2026, 9, 5))
    do(planning.add, begin, draft)
    found = rows("doses", at=datetime(2026, 9, 7, 12, tzinfo=chile))
    assert [(row["journal_day"], row["time_planned"]) for row in found] == [
        ("2026-09-04", "2026-09-05T00:30:00-04:00"),
        ("2026-09-05", "2026-09-06T01:00:00-03:00"),
        ("2026-09-06", "2026-09-07T00:30:00-03:00"),
    ]


# --- expectations and effects ---


def test_an_expectation_is_a_row_beside_the_dose_of_its_day(do, rows, now):
    do(expectations.record, now, ExpectancyDraft(now, "Item A", "mood", -12.5, 60.0))
    assert rows("expectancies") == [
        {
            "record_id": "e1",
            "substance": "Item A",
            "variable": "mood",
            "expected_change": "-12.5",
            "certainty": "60",
            "time_local": "2026-03-02T09:30:00+01:00",
            "time_utc": "2026-03-02T08:30:00Z",
            "tz": "Europe/Berlin",
            "utc_offset_minutes": "60",
            "journal_day": "2026-03-02",
            "time_precision": "instant",
            "recorded_at": "2026-03-02T08:30:00Z",
            "origin": "window",
        }
    ]


def test_an_unwanted_effect_has_a_row_with_what_was_said_of_it(do, rows, now):
    began = now - timedelta(hours=3)
    said = EffectDraft(began, "Rash", "stopped", needed_help=True, ended_at=now, note="left arm")
    do(adverse_effects.record, now, said)
    do(adverse_effects.record, now, EffectDraft(now, "Thirst", "noticed", relation="unsure"))
    first, second = rows("adverse_effects")
    assert first == {
        "record_id": "a1",
        "name": "Rash",
        "started_at": "2026-03-02T06:30:00+01:00",
        "ended_at": "2026-03-02T09:30:00+01:00",
        "severity": "stopped",
        "needed_help": "true",
        "note": "left arm",
        "tz": "Europe/Berlin",
        "time_precision": "instant",
        "recorded_at": "2026-03-02T08:30:00Z",
        "origin": "window",
    }
    assert "ended_at" not in second
    assert second["relation"] == "unsure"


# --- what is asked for ---


def test_a_range_keeps_its_journal_days_alone(do, rows, export, planned, now):
    _series_id, days = planned
    for day in days:
        at = datetime.combine(day, time(21), now.tzinfo)
        do(check_ins.record, at, CheckInDraft(at, {"mood": 50.0}))
        do(expectations.record, at, ExpectancyDraft(at, "Item B", "focus", 1.0, 1.0))
    asked = {"first_day": days[1], "last_day": days[2]}
    wanted = [days[1].isoformat(), days[2].isoformat()]
    for name in ("observations", "doses", "expectancies"):
        assert [row["journal_day"] for row in rows(name, **asked)] == wanted
    described = json.loads(export(**asked)["datapackage.json"])["description"]
    assert described == f"Journal days from {days[1]} to {days[2]}."
    assert "up to" in json.loads(export(last_day=days[2])["datapackage.json"])["description"]
    assert "on." in json.loads(export(first_day=days[2])["datapackage.json"])["description"]


def test_nothing_of_other_days_is_in_the_folder(do, export, now):
    do(substances.add, SubstanceDraft("Secretum", "Lotus", "mg"))
    own = do(measures.add, Measure("", "Privatum", low_anchor="bas")).key
    do(main_measures.choose, now, own)
    draft = CheckInDraft(now - 9 * ONE_DAY, {own: 1.0}, "nota", ("verbum",))
    do(check_ins.record, now, draft)
    do(doses.record, now, DoseDraft(now - 9 * ONE_DAY, "Secretum", "7777", "drops"))
    do(check_ins.record, now, CheckInDraft(now, {"mood": 50.0}))
    words = ("secretum", "lotus", "privatum", "bas", "nota,", "verbum", "7777", "drops")
    whole = b"".join(export().values()).decode().casefold()
    assert all(word in whole for word in words)
    one_day = b"".join(export(first_day=now.date()).values()).decode().casefold()
    assert not [word for word in words if word in one_day]


def test_a_dose_and_an_expectation_have_the_name_and_the_label(do, rows, now):
    do(substances.add, SubstanceDraft("Secretum", "Lotus", "mg"))
    do(expectations.record, now, ExpectancyDraft(now, "Secretum", "mood", 0.0, 0.0))
    do(doses.record, now, DoseDraft(now, "Secretum"))
    for row in (*rows("doses"), *rows("expectancies")):
        assert (row["substance"], row["discreet_label"]) == ("Secretum", "Lotus")


def test_it_is_told_what_is_in_the_folder_and_when_it_is_a_changed_copy(do, database, now):
    do(check_ins.record, now, CheckInDraft(now, {"mood": 62.0}))
    with database.read() as session:
        plain = tidy.told(tidy.gather(session, now, Asked()))
        safe = tidy.told(tidy.gather(session, now, Asked(spreadsheet_safe=True)))
    assert "{place}" in plain
    assert "hold your notes" in plain
    assert "spreadsheet-safe copy" in safe
    assert "{place}" in safe


def test_entries_come_in_order_of_time_and_times_are_read_in_their_own_zone(do, rows, now):
    tokyo = now.astimezone(ZoneInfo("Asia/Tokyo"))
    do(check_ins.record, now, CheckInDraft(tokyo, {"mood": 1.0}))
    do(check_ins.record, now, CheckInDraft(now - ONE_DAY, {"mood": 2.0}))
    do(check_ins.record, now, CheckInDraft((now - 2 * ONE_DAY).astimezone(UTC), {"mood": 3.0}))
    assert [(row["value_num"], row["time_local"], row["tz"]) for row in rows("observations")] == [
        ("3", "2026-02-28T08:30:00+00:00", "UTC"),
        ("2", "2026-03-01T09:30:00+01:00", "Europe/Berlin"),
        ("1", "2026-03-02T17:30:00+09:00", "Asia/Tokyo"),
    ]


def test_questionnaires_have_a_row_each_and_their_answers_one_for_every_item(do, export, now):
    at = now - ONE_DAY
    first = ResponseDraft(at, "phq-9", (2, 2, 1, 3, 1, 2, 1, 0, 1), difficulty=2, note="said")
    do(questionnaires.record, now, first)
    do(questionnaires.acknowledge, now)
    do(questionnaires.record, now, ResponseDraft(now, "gad-7", (0, 1, None, 2, 3, 0, 1)))
    own = do(own_questionnaires.add, now, OwnDraft("Mine", "", ("This",), ("no", "yes")))
    do(questionnaires.record, now, ResponseDraft(now, own, (1,)))
    files = export()
    forms = list(csv.DictReader(io.StringIO(files["questionnaires.csv"].decode(), newline="")))
    assert [(row["record_id"], row["name"], row["score"], row["band"]) for row in forms] == [
        ("q1", "PHQ-9", "13", "moderate"),
        ("q2", "GAD-7", "", ""),
        ("q3", "Mine", "1", ""),
    ]
    assert (forms[0]["difficulty"], forms[0]["note"]) == ("2", "said")
    assert forms[0]["help_read_at"] == "2026-03-02T08:30:00Z"
    assert (forms[1]["missing_items"], forms[1]["help_read_at"]) == ("1", "")
    answers = list(
        csv.DictReader(io.StringIO(files["questionnaire_answers.csv"].decode(), newline=""))
    )
    assert len(answers) == 9 + 7 + 1
    assert answers[8] == {
        "record_id": "q1i9",
        "questionnaire_id": "q1",
        "item": "9",
        "item_text": (
            "Thoughts that you would be better off dead or of hurting yourself in some way"
        ),
        "answer": "1",
        "answer_text": "Several days",
    }
    assert (answers[11]["answer"], answers[11]["answer_text"]) == ("", "")


def test_answers_to_words_that_are_lost_are_numbers(do, export, now, database):
    own = do(own_questionnaires.add, now, OwnDraft("Mine", "", ("This",), ("no", "yes")))
    do(questionnaires.record, now, ResponseDraft(now, own, (1,)))
    with database.write("Lost") as write:
        write.session.connection().exec_driver_sql("DELETE FROM own_questionnaire")
    files = export()
    assert f"q1,{own},,1,1,,,0" in files["questionnaires.csv"].decode()
    assert "q1i1,q1,1,,1,\r\n" in files["questionnaire_answers.csv"].decode()
