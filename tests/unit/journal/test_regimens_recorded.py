from datetime import date, datetime, time

from dosejournal.domain.entries import PlannedRef
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.journal import doses, planning, regimens

DRAFT = RegimenDraft("Item A", Pattern("daily"), (time(8), time(20)), date(2026, 3, 1))


def test_the_regimens_with_records_are_known(database, now):
    with database.write("Done") as write:
        first, _second = (planning.add(write.session, now, DRAFT) for _each in range(2))
    with database.read() as session:
        assert regimens.recorded(session) == frozenset()
    for hour in (8, 20):
        with database.write("Done") as write:
            ref = PlannedRef(first, datetime(2026, 3, 1, hour))  # noqa: DTZ001 - on the wall
            doses.leave(write.session, now, ref, "skipped", "")
    with database.read() as session:
        assert regimens.recorded(session) == {first}
