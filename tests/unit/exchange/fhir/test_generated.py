"""Any journal makes a bundle that passes the gate, and the same one each time."""

import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain import patterns
from dosejournal.domain.adverse_effects import RELATIONS, SEVERITIES, Effect
from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Dose, Entry, Rating
from dosejournal.domain.expectancy import Expectation
from dosejournal.domain.regimens import DoseStep, Pause, Regimen
from dosejournal.exchange import fhir
from dosejournal.exchange.fhir import FhirContent
from dosejournal.exchange.fhir.gathering import Plan

# what a journal can hold: no half of a pair, and no NUL
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
NAMES = TEXTS.map(lambda text: " ".join(text.split())).filter(bool)
OFFSETS = st.integers(-15 * 60, 15 * 60)
INSTANTS = st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001 - the strategy takes bare ends
    datetime(2100, 12, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)
DAYS = st.dates(date(1900, 1, 2), date(2100, 12, 30))
UNITS = st.sampled_from(["mg", "µg", "mL", "IU", "%", "drops", "", "mgg", "a b"])
AMOUNTS = st.from_regex(r"[0-9]{1,12}(\.[0-9]{0,12})?|\.[0-9]{1,6}", fullmatch=True)
MAYBE = {"amount": st.none() | AMOUNTS, "plus_minus": st.none() | AMOUNTS}


@st.composite
def moments(draw):
    at, offset = draw(INSTANTS), draw(OFFSETS)
    day = at.astimezone(timezone(timedelta(minutes=offset))).date()
    precision = draw(st.sampled_from(["instant", "part_of_day", "day"]))
    return Moment(at, "Europe/Berlin", offset, day, precision)


@st.composite
def doses(draw):
    planned = draw(st.none() | st.tuples(INSTANTS, OFFSETS))
    planned_at = planned and planned[0].astimezone(timezone(timedelta(minutes=planned[1])))
    return Dose(
        substance=draw(NAMES),
        discreet_label="",
        status=draw(st.sampled_from(["taken", "late", "skipped", "missed", "extra"])),
        unit=draw(UNITS | NAMES),
        estimated=draw(st.booleans()),
        planned_at=planned_at.isoformat() if planned_at else None,
        late_by_minutes=draw(st.none() | st.integers(0, 9999)),
        reason=draw(TEXTS),
        regimen_id=draw(st.none() | st.integers(1, 3)),
        **{name: draw(each) for name, each in MAYBE.items()},
    )


@st.composite
def ratings(draw):
    values = {
        "mood": st.floats(0, 100),
        "pain": st.sampled_from([1.0, 2.0, 3.0]),
        "weight": st.floats(-1e299, 1e299),
        "headache": st.sampled_from([0.0, 1.0]),
        "stress": st.floats(0.5, 7.5),
    }
    raw = st.none() | st.floats(-1e9, 1e9)
    return tuple(
        Rating(key, draw(values[key]), draw(raw), draw(raw), draw(raw), draw(st.none() | TEXTS))
        for key in draw(st.lists(st.sampled_from(sorted(values)), unique=True))
    )


@st.composite
def entries(draw, entry_id):
    kind = draw(st.sampled_from(["check_in", "dose_event", "expectancy", "adverse_effect"]))
    own = {
        "check_in": lambda: {
            "ratings": draw(ratings()),
            "tags": tuple(draw(st.lists(NAMES, max_size=3))),
            "mood_word": draw(st.none() | TEXTS),
        },
        "dose_event": lambda: {"dose": draw(doses())},
        "expectancy": lambda: {
            "expectation": Expectation(
                draw(NAMES), "", "mood", draw(st.floats(-50, 50)), draw(st.floats(0, 100))
            )
        },
        "adverse_effect": lambda: {
            "effect": Effect(
                draw(NAMES),
                draw(st.sampled_from(SEVERITIES)),
                draw(st.booleans()),
                draw(st.sampled_from(RELATIONS)),
                draw(st.none() | INSTANTS),
            )
        },
    }
    return Entry(
        kind=kind,
        id=entry_id,
        moment=draw(moments()),
        note=draw(TEXTS),
        recorded_at=draw(INSTANTS),
        amended_at=draw(st.none() | INSTANTS),
        origin="window",
        source=draw(st.none() | NAMES),
        **own[kind](),
    )


@st.composite
def plans(draw, regimen_id):
    text = draw(
        st.sampled_from(
            ["daily", "weekdays tue", "every 2 days", "2 on 1 off", "cycle 10", "as needed"]
        )
    )
    pattern = patterns.parse(text)
    starts_at = datetime.combine(draw(DAYS), draw(st.times()))
    ends = st.none() | st.integers(1, 900_000).map(lambda n: starts_at + timedelta(minutes=n))
    first_days = draw(st.lists(DAYS, unique=True, max_size=4))
    regimen = Regimen(
        id=regimen_id,
        series_id=1,
        substance_id=1,
        substance=draw(NAMES),
        discreet_label="",
        pattern=pattern,
        times=() if text == "as needed" else tuple(draw(st.sets(st.times(), min_size=1))),
        anchor=starts_at.date(),
        starts_at=starts_at,
        ends_at=draw(ends),
        steps=tuple(
            DoseStep(day, draw(MAYBE["amount"]), draw(UNITS)) for day in sorted(first_days)
        ),
        note=draw(TEXTS),
    )
    return Plan(
        regimen,
        draw(st.sampled_from(["intended", "active", "on-hold", "completed"])),
        draw(INSTANTS),
        tuple(draw(st.lists(st.just(Pause(1, starts_at)), max_size=2))),
        draw(st.booleans()),
    )


@st.composite
def contents(draw, measures):
    n = draw(st.integers(0, 6))
    return FhirContent(
        written_at=draw(moments()).local,
        journal=draw(INSTANTS).isoformat(),
        measures=measures,
        plans=tuple(draw(plans(number)) for number in range(1, 1 + draw(st.integers(0, 2)))),
        entries=tuple(draw(entries(number)) for number in range(n)),
        unclear=frozenset(draw(st.sets(st.integers(0, n)))),
    )


def test_any_journal_passes_every_check(measures, refused, resources_of):
    @settings(
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(contents(measures))
    def holds(content):
        written = fhir.write(content)
        made = json.loads(written)
        assert refused(made) == set()
        assert fhir.write(content) == written
        _agrees(content, resources_of(made, "MedicationStatement"))

    holds()


def _agrees(content, statements):
    """Each dose has one statement, no stronger than it was recorded."""
    recorded = [entry for entry in content.entries if entry.dose is not None]
    told = statements[len(content.plans) :]
    assert len(told) == len(recorded)
    for entry, one in zip(recorded, told, strict=True):
        if entry.dose.status in ("skipped", "missed"):
            assert one["status"] == "not-taken"
            assert "dosage" not in one
            continue
        assert one["status"] == ("unknown" if entry.id in content.unclear else "completed")
        assert ("doseAndRate" in one["dosage"][0]) == (entry.dose.amount is not None)


@given(AMOUNTS)
def test_an_amount_keeps_its_decimals_as_they_were_typed(amount):
    dose = Dose("Item A", "", "taken", amount, "mg", estimated=False, plus_minus=None)
    at = datetime(2026, 3, 2, tzinfo=UTC)
    moment = Moment(at, "UTC", 0, at.date())
    entry = Entry("dose_event", 1, moment, "", at, None, "window", None, dose=dose)
    written = fhir.write(FhirContent(at, "", {}, (), (entry,))).decode()
    value = re.search(r'"value":([0-9.]+),"unit"', written)[1]
    assert Decimal(value) == Decimal(amount)
    assert value == f"{Decimal(amount):f}"


def test_a_bundle_is_whole_without_anything(bundle, refused):
    made = bundle()
    assert refused(made) == set()
    assert [entry["resource"]["resourceType"] for entry in made["entry"]] == ["Patient"]
