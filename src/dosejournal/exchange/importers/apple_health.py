"""Apple's health export, a zip or the XML in it: sleep, heart rate, blood pressure and weight."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import apple_records
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.rows import HeldRows, Row, RowError, compact
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.exchange.importers.xml_streams import Attributes
from dosejournal.i18n import _, ngettext

NAME = "apple-health"

_HEAD_BYTES = 4096
_QUANTITY = "HKQuantityTypeIdentifier"
_SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
_ASLEEP = "HKCategoryValueSleepAnalysisAsleep"
# who falls asleep after six in the evening sleeps the night before the next day
_EVENING = timedelta(hours=6)
_LONGEST_SLEEP = timedelta(hours=24)
# ten a day for fifty years; a watch parts a night into forty pieces
_MOST_CHECK_INS = 200_000
_MOST_PIECES = 1_000_000
_MOST_KINDS = 10_000
# the largest exports known have seven million
_MOST_RECORDS = 10_000_000
_LONGEST_KIND = 80


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Apple Health export")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
        name = _member(file)
        if name is None:
            return False
        with file.stream(name) as stream:
            return f"<{apple_records.ROOT}".encode() in stream.read(_HEAD_BYTES)
    except ImportFileError:
        return False


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Each weight and each blood pressure is a check-in of its own; of what a watch records every
    few minutes, a day has one: the mean of its heart rates, and the hours asleep before it.

    Raises:
        ImportFileError: it is no such file, or is damaged.
    """
    name = _member(file)
    if name is None:
        raise apple_records.damaged()
    export = _Export(answers)
    with file.stream(name) as stream:
        apple_records.read(stream, export.take)
    return export.plan()


def _member(file: ImportFile) -> str | None:
    """Return the member of an archive that is the export; an empty name where it is no archive."""
    if not file.is_archive():
        return ""
    found = [name for name in file.members() if name.rpartition("/")[2] == "export.xml"]
    return min(found, key=len, default=None)


class _Export:
    """One export, taken in record by record."""

    def __init__(self, answers: Answers) -> None:
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "Apple Health")
        self._held = HeldRows()
        self._unknown: Counter[str] = Counter()
        self._number = 1
        self._last_day: date | None = None
        self._sums: dict[tuple[str, date], tuple[float, int]] = {}
        self._asleep: defaultdict[date, set[tuple[datetime, datetime]]] = defaultdict(set)
        # the first record of each check-in, by its key
        self._first_rows: dict[str, int] = {}
        self._pieces = 0
        self._single: dict[tuple[datetime, str], dict[str, tuple[float, str]]] = {}

    def take(self, name: str, attributes: Attributes) -> None:
        """Take one element in."""
        if name == "ExportDate":
            exported = apple_records.moment(attributes.get("value"))
            self._last_day = exported.date() if exported else None
        elif name == "Record":
            self._number += 1
            try:
                self._take_record(attributes)
            except RowError as reason:
                self._held.add(Row(self._number, (compact(attributes),)), reason)
            # each check-in to be has its first row
            if len(self._first_rows) > _MOST_CHECK_INS or self._number > 1 + _MOST_RECORDS:
                raise apple_records.damaged()
        elif name in ("Workout", "ActivitySummary", "ClinicalRecord", "Audiogram"):
            self._count(name)

    def _count(self, name: str) -> None:
        self._unknown[name] += 1
        if len(self._unknown) > _MOST_KINDS:
            raise apple_records.damaged()

    def plan(self) -> ImportPlan:
        """Return what the export would bring in."""
        check_ins = [*self._weights_and_pressures(), *self._days()]
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._moments.zone.key,
            header=("record",),
            # in the order of time as the file tells it, whichever zone its days are put in
            check_ins=tuple(sorted(check_ins, key=lambda each: each.source_key.partition(":")[2])),
            held_aside=self._held.all(),
            new_measures=self._measures.new,
            unknown=dict(self._unknown),
            remarks=tuple(self._remarks()),
        )

    def _take_record(self, record: Attributes) -> None:
        kind = record.get("type", "")
        if kind == _SLEEP:
            self._take_sleep(record)
        elif kind.removeprefix(_QUANTITY) in _DAILY:
            begun, value = _begun(record), _value(record)
            key = kind.removeprefix(_QUANTITY), begun.date()
            total, n = self._sums.get(key, (0.0, 0))
            self._sums[key] = total + value, n + 1
            self._first_rows.setdefault(":".join(map(str, key)), self._number)
        elif kind.removeprefix(_QUANTITY) in _SINGLE:
            self._take_single(kind.removeprefix(_QUANTITY), record)
        else:
            self._count(
                kind.removeprefix(_QUANTITY)[:_LONGEST_KIND] or _("a record without a type")
            )

    def _take_single(self, kind: str, record: Attributes) -> None:
        begun, value = _begun(record), _value(record)
        group = "BloodPressure" if kind.startswith("BloodPressure") else kind
        self._single.setdefault((begun, group), {})[kind] = value, record.get("unit", "")[:40]
        self._first_rows.setdefault(f"{group}:{begun.isoformat()}", self._number)

    def _take_sleep(self, record: Attributes) -> None:
        if not record.get("value", "").startswith(_ASLEEP):
            # in bed or awake
            self._count(_("sleep records that say nothing of being asleep"))
            return
        begun, ended = _begun(record), apple_records.moment(record.get("endDate"))
        if ended is None or not begun <= ended <= begun + _LONGEST_SLEEP:
            raise RowError(_("Its end is not after its beginning, or more than a day away."))
        day = (ended + _EVENING).date()
        self._asleep[day].add((begun, ended))
        self._pieces += 1
        if self._pieces > _MOST_PIECES:
            raise apple_records.damaged()
        self._first_rows.setdefault(f"sleep:{day}", self._number)

    def _weights_and_pressures(self) -> Iterator[ImportedCheckIn]:
        for (at, group), values in self._single.items():
            record = {kind: f"{value:g} {unit}".strip() for kind, (value, unit) in values.items()}
            ratings = [
                self._rating(_SINGLE[kind](), value, unit)
                for kind, (value, unit) in values.items()
            ]
            yield from self._check_in(at, f"{group}:{at.isoformat()}", record, ratings)

    def _days(self) -> Iterator[ImportedCheckIn]:
        for (kind, day), (total, n) in self._sums.items():
            if day != self._last_day:
                mean = round(total / n, 1)
                rating = self._rating(_DAILY[kind](), mean, "/min")
                yield from self._check_in(day, f"{kind}:{day}", {kind: mean, "n": n}, [rating])
        for day, intervals in self._asleep.items():
            if day != self._last_day:
                hours = round(_union(intervals) / timedelta(hours=1), 2)
                record = {"asleep": hours, "n": len(intervals)}
                rating = self._rating(_("Sleep"), hours, "h")
                yield from self._check_in(day, f"sleep:{day}", record, [rating])

    def _check_in(
        self, at: datetime | date, key: str, record: Mapping[str, object], ratings: list[Rating]
    ) -> Iterator[ImportedCheckIn]:
        try:
            moment: Moment = self._moments.at(at)
        except JournalError as reason:
            self._held.add(Row(self._first_rows[key], (compact(record),)), reason)
            return
        yield ImportedCheckIn(moment, key, compact(record), ratings=tuple(ratings))

    def _rating(self, name: str, value: float, unit: str) -> Rating:
        measure = self._measures.fitting(name, unit=unit)
        return Rating(measure.key, measure.check(value), raw_value=value)

    def _remarks(self) -> Iterator[str]:
        yield from self._moments.remarks()
        yield from self._measures.remarks()
        n = sum(count for _total, count in self._sums.values())
        if n:
            yield ngettext(
                "{n} heart rate is told as the mean of its day.",
                "{n} heart rates are told as the means of their days.",
                n,
            ).format(n=n)
        if self._last_day is not None:
            yield _(
                "Sleep and heart rates of the day of the export are left out, because that day "
                "was not over: they come with a later export."
            )


def _begun(record: Attributes) -> datetime:
    begun = apple_records.moment(record.get("startDate"))
    if begun is None:
        raise RowError(_("Its time cannot be read."))
    return begun


def _value(record: Attributes) -> float:
    try:
        value = float(record.get("value", ""))
    except ValueError:
        raise RowError(_("Its value is no number.")) from None
    # what no body has: a sensor that failed, or a forged file
    if not 0 < value < 10_000:
        raise RowError(_("Its value is no number."))
    return value


def _union(intervals: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """Return how long it was in any of these: a phone and a watch tell of the same sleep."""
    total = timedelta()
    until: datetime | None = None
    for begun, ended in sorted(intervals):
        if until is None or begun > until:
            total += ended - begun
            until = ended
        elif ended > until:
            total += ended - until
            until = ended
    return total


_DAILY = {
    "HeartRate": lambda: _("Heart rate"),
    "RestingHeartRate": lambda: _("Resting heart rate"),
}
_SINGLE = {
    "BodyMass": lambda: _("Weight"),
    "BloodPressureSystolic": lambda: _("Blood pressure, upper"),
    "BloodPressureDiastolic": lambda: _("Blood pressure, lower"),
}
