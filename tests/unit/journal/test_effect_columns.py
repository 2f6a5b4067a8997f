from datetime import timedelta

import pytest

from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.journal import adverse_effects, effect_columns, trends


@pytest.fixture
def notice(database, now):
    def notice(days_ago, name, severity="noticed", **more):
        at = now - timedelta(days=days_ago)
        with database.write("Effect") as write:
            said = EffectDraft(at, name, severity, **more)
            adverse_effects.record(write.session, now, said)

    return notice


def rows(database):
    with database.read() as session:
        return effect_columns.rows(session)


def test_each_name_has_a_row_the_one_that_began_last_first(database, notice, now):
    notice(5, "Rash", "stopped", ended_at=now - timedelta(days=3))
    notice(2, "Dry mouth")
    notice(1, "rash", "bothered")
    first, second = rows(database)
    assert (first.name, second.name) == ("rash", "Dry mouth")
    assert first.severities.tolist() == [2, 1]
    assert (first.ends - first.places).tolist() == [2.0, 0.0]
    assert first.days.tolist() == [now.date().toordinal() - 5, now.date().toordinal() - 1]
    assert first.places[1] - first.days[1] == pytest.approx(9.5 / 24)


def test_rare_names_share_a_row_in_the_order_of_time(database, notice):
    for number in range(10):
        notice(10 - number, f"Effect {number}")
    found = rows(database)
    assert len(found) == effect_columns.MOST_ROWS
    assert [row.name for row in found[:2]] == ["Effect 9", "Effect 8"]
    assert found[-1].name == ""
    assert len(found[-1].days) == 3
    assert sorted(found[-1].places.tolist()) == found[-1].places.tolist()


def test_trends_reach_as_far_as_effects_do(database, notice, now):
    notice(3, "Rash")
    with database.read() as session:
        overview = trends.overview(session, now)
    assert [row.name for row in overview.effects] == ["Rash"]
    assert overview.first_day == now.date().toordinal() - 3
