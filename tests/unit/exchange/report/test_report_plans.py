"""How plans are told in a report: their amounts, their changes, and what was due of them."""

from datetime import date, time, timedelta

from dosejournal.domain import adherence
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.exchange.report import sheet
from dosejournal.journal import pauses, plan, planning, regimens


def draft(first, *steps, substance="Item A", pattern="daily", last=None):
    return RegimenDraft(
        substance,
        parse(pattern),
        (time(8),),
        first,
        last_day=last,
        steps=tuple(DoseStep(day, amount, "mg") for day, amount in steps),
    )


def test_an_amount_that_holds_from_a_day_on_is_a_change(journal):
    first, later, ahead = date(2026, 1, 1), date(2026, 1, 20), date(2026, 4, 1)
    steps = ((first, "25"), (later, "50"), (ahead, "100"))
    journal.do(planning.add, journal.at(60, 6), draft(first, *steps))
    journal.take(1)
    made = journal.report(first_day=first)
    (item,) = made.items
    assert item.schedule == "50 mg · every day · 08:00"
    assert (item.since, item.last_change) == (first, later)
    assert [(each.day, each.is_first, each.schedule[:5]) for each in made.plan_changes] == [
        (first, True, "25 mg"),
        (later, False, "50 mg"),
    ]


def test_an_ended_plan_is_told_with_the_amount_that_was_in_force(journal):
    first, never = date(2026, 1, 1), date(2026, 2, 20)
    number = journal.do(
        planning.add, journal.at(60, 6), draft(first, (first, "10"), (never, "40"))
    )
    journal.take(50)
    journal.do(regimens.close, journal.at(30, 6), number)
    (item,) = journal.report().items
    assert (item.schedule, item.state) == ("10 mg · every day · 08:00", "ended")


def test_a_version_that_plans_the_same_is_no_change(journal):
    first = date(2026, 2, 1)
    number = journal.do(planning.add, journal.at(29, 6), draft(first, (first, "10")))
    current = journal.ask(regimens.next_draft, journal.at(9, 6), number)
    journal.do(regimens.change, journal.at(9, 6), number, current)
    made = journal.report(first_day=first)
    assert len(made.plan_changes) == 1
    assert made.items[0].last_change is None


def test_doses_planned_before_the_first_entry_are_due_too(journal):
    number = journal.do(
        planning.add, journal.at(29, 6), draft(date(2026, 2, 1), (date(2026, 2, 1), "10"))
    )
    for n in range(3):
        journal.take(n)
    made = journal.report()
    found = journal.ask(plan.adherence_of, journal.now, None, None, number)
    shown = adherence.record(found)
    assert made.header.first_day == date(2026, 2, 1)
    assert (made.items[0].due, made.items[0].share) == (shown["planned"], shown["proportion"])
    assert made.items[0].if_taken == shown["if_not_recorded_taken"]
    assert journal.report(last_day=date(2026, 1, 5)).header.first_day == date(2026, 1, 5)


def test_what_was_taken_of_a_substance_is_told_once_beside_its_plans(journal):
    first = date(2026, 2, 20)
    journal.do(planning.add, journal.at(10, 6), draft(first, (first, "10")))
    journal.do(planning.add, journal.at(10, 6), draft(first, (first, "5"), pattern="every 2 days"))
    journal.take(3)
    made = journal.report()
    assert [item.is_further for item in made.items] == [False, True]
    rows = sheet.of(made)["medicines"]["rows"]
    assert [(row["doses"], bool(row["last"])) for row in rows] == [
        ("1 on 1 day", True),
        ("see above", False),
    ]


def test_days_of_a_pause_are_told(journal):
    first = date(2026, 2, 1)
    number = journal.do(planning.add, journal.at(29, 6), draft(first, (first, "10")))
    journal.do(pauses.pause, journal.at(20, 6), number)
    journal.do(pauses.resume, journal.at(14, 6), number)
    journal.take(1)
    (item,) = journal.report().items
    assert (item.state, item.days_paused) == ("", 6)
    assert "paused for 6 days" in sheet.of(journal.report())["medicines"]["rows"][0]["since"]


def test_a_report_that_ends_ahead_tells_the_plan_in_force(journal):
    first, ahead = date(2026, 2, 1), date(2026, 4, 1)
    journal.do(planning.add, journal.at(29, 6), draft(first, (first, "10"), (ahead, "99")))
    journal.take(1)
    (item,) = journal.report(last_day=date(2026, 4, 5)).items
    assert (item.schedule, item.state) == ("10 mg · every day · 08:00", "")


def test_an_entry_dated_ahead_is_of_the_period(journal):
    journal.rate(-1, mood=50)
    made = journal.report()
    assert (made.header.last_day, made.header.n_days) == (date(2026, 3, 3), 1)
    assert made.header.n_days_with_data == 1


def test_days_with_the_item_taken_most_in_the_period_are_compared(journal):
    for n in range(40, 60):
        journal.take(n, substance="Old")
        journal.rate(n, mood=50)
    for n in range(0, 30, 2):
        journal.take(n, substance="New")
    for n in range(30):
        journal.rate(n, mood=50 + n * 7 % 5)
    since = journal.now.date() - timedelta(days=29)
    assert journal.report(first_day=since).verdict.substance == "New"
    assert journal.report().verdict.substance == "Old"


def test_where_nothing_was_taken_it_is_said_why_nothing_is_compared(journal):
    journal.take(40)
    journal.rate(1, mood=50)
    told = sheet.of(journal.report(first_day=date(2026, 2, 25)))["verdict"]
    assert told["headline"] == ""
    assert "nothing to compare" in told["text"]
