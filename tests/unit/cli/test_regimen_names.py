from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.cli import regimen_names
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import UnknownNameError
from dosejournal.journal import planning, regimens, substances
from dosejournal.journal.substances import SubstanceDraft

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
DRAFT = RegimenDraft("Item A", Pattern("daily"), (time(8), time(20)), date(2026, 2, 27))


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def read(database, query, *args, **kwargs):
    with database.read() as session:
        return query(session, *args, **kwargs)


def test_a_regimen_is_found_by_its_number_or_its_substance(database):
    do(database, substances.add, SubstanceDraft("Item A", "morning one"))
    first = do(database, planning.add, NOW, DRAFT)
    assert read(database, regimen_names.find, f" {first} ", NOW) == first
    assert read(database, regimen_names.find, "item a", NOW) == first
    assert read(database, regimen_names.find, "Morning one", NOW) == first
    second = do(database, planning.add, NOW, DRAFT)
    with pytest.raises(UnknownNameError, match="several"):
        read(database, regimen_names.find, "Item A", NOW)
    do(database, regimens.close, NOW, first)
    assert read(database, regimen_names.find, "Item A", NOW + timedelta(minutes=1)) == second
    for text in ("", " ", "99", "Item Z"):
        with pytest.raises(UnknownNameError, match="No regimen"):
            read(database, regimen_names.find, text, NOW)
    assert [each.id for each in read(database, regimens.latest)] == [first, second]
