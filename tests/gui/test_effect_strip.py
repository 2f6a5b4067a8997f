from datetime import timedelta

import pytest

from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.entries import CheckInDraft
from dosejournal.gui.plots.effect_strip import EffectStrip
from dosejournal.gui.trends_page import TrendsPage
from dosejournal.journal import adverse_effects, check_ins, choices


@pytest.fixture
def notice(workspace, now):
    """Records an effect that began some days ago."""

    def notice(days_ago, name, severity="noticed", **more):
        at = now - timedelta(days=days_ago)
        said = EffectDraft(at, name, severity, **more)
        workspace.perform("Effect recorded", adverse_effects.record, now, said)

    return notice


@pytest.fixture
def page(qtbot, workspace, now):
    """The Trends page of a journal with some ratings, with nothing before its panels."""
    workspace.keep(choices.choose, now, "cards", "never")
    workspace.keep(choices.choose, now, "rate_first", "no")
    for days_ago in range(5):
        draft = CheckInDraft(now - timedelta(days=days_ago), {"mood": 50.0})
        workspace.perform("Check-in recorded", check_ins.record, now, draft)
    page = TrendsPage(workspace)
    qtbot.addWidget(page)
    page.resize(1000, 1600)
    return page


@pytest.fixture
def strip(qtbot, page):
    """Shows the page and gives its strip of effects."""

    def strip():
        page.show()
        qtbot.waitExposed(page)
        # what is in sight is drawn when it is painted
        page.grab()
        qtbot.wait(0)
        for each in page.panels.values():
            each.grab()
        found = [each.plot for each in page.panels.values() if isinstance(each.plot, EffectStrip)]
        return found[0] if found else None

    return strip


def test_without_effects_there_is_no_strip(strip):
    assert strip() is None


def test_each_severity_has_a_shape_and_each_name_a_row(strip, notice, now):
    notice(4, "Rash", "stopped", ended_at=now - timedelta(days=2))
    notice(3, "Dry mouth")
    notice(2, "Rash", "bothered")
    found = strip()
    assert [item.count for item in found.marks] == [1, 1, 1]
    assert not found.lengths.path().isEmpty()
    shapes = [item.path for item in found.marks]
    assert all(shapes[n] != shapes[m] for n, m in ((0, 1), (1, 2), (0, 2)))
    assert "triangle = bothered" in found.hint
    today = now.date().toordinal()
    assert found.ground(today - 3, today) == "2 effects began"
    assert found.ground(today, today) == "0 effects began"


def test_a_day_is_told_in_words(strip, notice, now):
    notice(2, "Rash", "bothered")
    found = strip()
    day = now.date().toordinal() - 2
    assert "Rash\u2069, bothered" in found.canvas.describe(day)
    assert "no unwanted effect recorded" in found.canvas.describe(day + 1)
    assert found.canvas.snap(day + 0.45) == day
    assert found.hint.startswith("\u2068Rash\u2069 · ")


def test_a_new_effect_appears_at_once(qtbot, strip, notice, page, workspace):
    assert strip() is None
    notice(1, "Rash")
    qtbot.waitUntil(
        lambda: any(isinstance(each.plot, EffectStrip) for each in page.panels.values())
    )
