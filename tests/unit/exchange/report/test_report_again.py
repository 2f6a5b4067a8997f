"""A report that is made again with other options, as the window does while they are chosen."""

from dataclasses import replace

from dosejournal.exchange import report
from dosejournal.exchange.report import Options
from dosejournal.journal import timeline


def test_a_report_made_again_is_the_one_made_anew(journal):
    for days_ago in range(20):
        journal.rate(days_ago, mood=40 + days_ago)
        journal.take(days_ago)
    first = Options()
    found = journal.ask(report.gather, journal.now, first)
    made = report.make(found, first)
    for other in (
        replace(first, name="A. Person", birth_year=1980, question="What else?"),
        replace(first, sections=frozenset({"chart"}), paper="letter", colour=False),
        replace(first, discreet=True),
    ):
        assert report.again(made, found, other) == report.make(found, other)


def test_only_what_an_option_changes_is_computed_again(journal):
    journal.rate(1, mood=50)
    found = journal.ask(report.gather, journal.now, Options())
    made = report.make(found, Options())
    assert report.again(made, found, Options(question="What else?")).charts is made.charts


def read_on(journal, before, options):
    found = journal.ask(report.begin, journal.now, options, before)
    for step in report.steps(found):
        found = journal.ask(step, found)
    return found


def test_what_is_read_on_from_a_report_before_is_what_is_read_anew(journal):
    for days_ago in range(60):
        journal.rate(days_ago, mood=40 + days_ago % 7, focus=days_ago)
        if days_ago % 3 == 0:
            journal.take(days_ago)
    found = None
    for options in (
        Options(),
        Options(first_day=journal.at(29).date()),
        Options(first_day=journal.at(200).date(), last_day=journal.at(100).date()),
        Options(measures=("focus",)),
        Options(first_day=journal.at(40).date(), last_day=journal.at(2).date()),
    ):
        found = read_on(journal, found, options)
        anew = journal.ask(report.gather, journal.now, options)
        assert report.make(found, options) == report.make(anew, options)


def test_a_dose_dated_ahead_is_compared_once_its_time_has_come(journal):
    for days_ago in range(60):
        journal.rate(days_ago, hour=23, mood=40 + days_ago % 7, focus=days_ago)
        if days_ago % 3 == 0:
            journal.take(days_ago, hour=22)
    found = read_on(journal, None, Options())
    journal.now = journal.now.replace(hour=23)
    options = Options(first_day=journal.at(50).date())
    found = read_on(journal, found, options)
    anew = journal.ask(report.gather, journal.now, options)
    assert report.make(found, options) == report.make(anew, options)


def test_ticked_notes_stand_in_their_order_and_only_those_of_the_period(journal):
    ticked = [journal.rate(days_ago, note=f"{days_ago} days ago") for days_ago in (3, 1, 9)]
    ticked = [timeline.key("check_in", number) for number in ticked]
    ticked.append(timeline.key("dose_event", journal.take(2, note="2 days ago")))
    made = journal.report(first_day=journal.at(5).date(), notes=frozenset(ticked))
    assert [note.text for note in made.notes] == ["3 days ago", "2 days ago", "1 days ago"]
