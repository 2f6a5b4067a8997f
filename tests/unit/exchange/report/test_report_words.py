"""The words, places and labels of a report."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain.measures import Measure
from dosejournal.exchange.report import axis, chart_sheet, item_words, labels, own_text, sheet
from dosejournal.exchange.report.content import DoseMark, DoseRow, Item, PlanChange
from dosejournal.exchange.report.written import Written
from dosejournal.journal import measures, timeline
from dosejournal.store.tables import Substance

ENGLISH = Written("en_GB")
ITEM = Item("Item A", False, 0, 0, 0, 0, None)


def text_of(lines):
    return " ".join(lines)


@pytest.mark.parametrize(
    ("locale", "day", "number"),
    [
        ("en_GB", "1 Mar 2026", "1,234.5"),
        ("en-US", "Mar 1, 2026", "1,234.5"),
        ("de_DE", "1 Mar 2026", "1.234,5"),
        ("zz_QQ", "Mar 1, 2026", "1,234.5"),
        ("", "Mar 1, 2026", "1,234.5"),
    ],
)
def test_days_and_numbers_are_written_as_in_the_country_but_in_the_language_of_the_page(
    locale, day, number
):
    written = Written(locale)
    assert written.day(date(2026, 3, 1)) == day
    assert written.number(1234.5, 1) == number


def test_a_language_that_nobody_knows_is_english():
    assert Written("de_DE", "zz").month_and_year(date(2026, 3, 1)) == "Mar 2026"


def test_numbers_have_a_true_minus_and_a_0_has_no_sign():
    assert ENGLISH.number(-3) == "−3"
    assert ENGLISH.number(-0.2) == "0"
    assert [ENGLISH.signed(value, 1) for value in (2.04, -2.04, 0.01, -0.01)] == [
        "+2.0",
        "−2.0",
        "0.0",
        "0.0",
    ]


def test_a_month_has_its_year_in_january_alone():
    assert [ENGLISH.month(date(2026, month, 1)) for month in (1, 2)] == ["Jan 2026", "Feb"]
    assert ENGLISH.time(datetime(2026, 1, 1, 20, 5, tzinfo=UTC)) == "20:05"


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("plain", "ltr"),
        ("12 שלום", "rtl"),
        ("مرحبا world", "rtl"),
        ("world مرحبا", "ltr"),
        ("123 …", "ltr"),
    ],
)
def test_text_is_read_in_the_direction_of_its_first_letter(text, direction):
    told = own_text.own(f" {text} ")
    assert (told["text"], told["dir"]) == (text, direction)


def test_han_characters_have_the_forms_of_their_language():
    texts = ("今日は良い", "今天很好", "오늘은 좋다", "plain")
    assert [own_text.own(text)["lang"] for text in texts] == ["ja", "zh", "ko", None]


def test_what_the_first_font_has_is_set_exactly_as_it_was_typed():
    assert [own_text.own(text)["exact"] for text in ("2x3 -> 4", "Łódź", "שלום")] == [
        True,
        True,
        False,
    ]


def test_no_text_is_none():
    assert own_text.own("  ") is None


def substance(number, name, label=""):
    return Substance(id=number, name=name, discreet_label=label)


def test_substances_are_called_by_their_names():
    both = [substance(1, "Alpha", "A1"), substance(2, "Beta")]
    assert labels.of(both, {1, 2}, discreet=False) == {1: "Alpha", 2: "Beta"}
    assert labels.of(both, {2}, discreet=False) == {2: "Beta"}


def test_with_labels_no_name_is_left_and_the_key_tells_each():
    every = [substance(1, "Alpha", "Morning"), substance(2, "Beta"), substance(3, "Gamma")]
    called = labels.of(every, {1, 2, 3}, discreet=True)
    assert called == {1: "Morning", 2: "Item B", 3: "Item C"}
    assert labels.key(every, called) == (
        ("Item B", "Beta"),
        ("Item C", "Gamma"),
        ("Morning", "Alpha"),
    )


@given(st.lists(st.sampled_from(["", "Item A", "Item B", "Own"]), max_size=60))
def test_each_label_stands_for_one_substance(own):
    every = [substance(n, f"Name {n}", label) for n, label in enumerate(own, start=1)]
    called = labels.of(every, {each.id for each in every}, discreet=True)
    assert len(set(called.values())) == len(every)
    assert set(called) == {each.id for each in every}
    assert not set(called.values()) & {each.name for each in every}


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(1, 40_000),
)
def test_ticks_of_days_lie_in_the_period_and_are_few(first, n_days):
    ticks = axis.day_ticks(first, first + timedelta(days=n_days - 1), ENGLISH)
    places = [place for place, _word in ticks]
    assert places == sorted(places)
    assert all(0 <= place < 1 for place in places)
    assert len(ticks) <= 13
    assert ticks or 100 < n_days < 150


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e6))
def test_ticks_of_values_are_round_few_and_on_the_scale(low, length):
    ticks = axis.value_ticks(low, low + length, ENGLISH)
    assert 1 <= len(ticks) <= 6
    assert all(-1e-4 <= place <= 1 + 1e-4 for place, _word in ticks)


def test_a_scale_has_the_ticks_one_expects():
    assert axis.value_ticks(0, 100, ENGLISH) == [
        (0.0, "0"),
        (0.25, "25"),
        (0.5, "50"),
        (0.75, "75"),
        (1.0, "100"),
    ]
    assert [word for _place, word in axis.value_ticks(0, 1, ENGLISH)] == [
        "0.00",
        "0.25",
        "0.50",
        "0.75",
        "1.00",
    ]
    assert [word for _place, word in axis.value_ticks(1, 5, ENGLISH)] == ["1", "2", "3", "4", "5"]


def test_days_weeks_months_and_years_are_named_as_there_is_room():
    def words(n_days):
        first = date(2026, 1, 1)
        return [word for _p, word in axis.day_ticks(first, first + timedelta(n_days - 1), ENGLISH)]

    assert words(3) == ["1 Jan", "2 Jan", "3 Jan"]
    assert words(28)[:2] == ["1 Jan", "8 Jan"]
    assert words(90)[:2] == ["1 Jan", "8 Jan"]
    assert words(100)[:2] == ["1 Jan", "15 Jan"]
    assert words(120) == ["Jan 2026", "Feb", "Mar", "Apr"]
    assert words(365 * 2)[:2] == ["Jan 2026", "Mar"]
    assert words(3650)[:2] == ["2026", "2027"]


def test_below_five_planned_doses_no_share_is_told():
    few = replace(ITEM, due=4, taken=3, share=0.75, low=0.3, high=0.95)
    enough = replace(few, due=5, taken=4, share=0.8)
    told = [item_words._row(each, ENGLISH) for each in (few, enough)]  # noqa: SLF001
    assert (told[0]["taken"], told[0]["interval"]) == ("3 of 4", "")
    assert (told[1]["taken"], told[1]["interval"]) == ("4 of 5 (80 %)", "95 % interval 30–95 %")


def test_a_share_is_all_or_none_only_where_it_is():
    nearly = replace(ITEM, due=1000, taken=999, share=0.999, low=0.0001, high=1.0)
    row = item_words._row(nearly, ENGLISH)  # noqa: SLF001
    assert row["taken"] == "999 of 1,000 (99 %)"
    assert row["interval"] == "95 % interval 1–100 %"


def test_an_item_tells_what_is_unknown_of_it():
    item = replace(
        ITEM,
        prescribed=True,
        state="paused",
        schedule="every day",
        since=date(2026, 1, 1),
        last_change=date(2026, 2, 1),
        due=9,
        taken=6,
        late=2,
        skipped=1,
        missed=1,
        not_recorded=1,
        extra=1,
        days_paused=3,
        if_taken=7 / 9,
        share=6 / 9,
        low=0.35,
        high=0.88,
        n_doses=7,
        n_dose_days=7,
        n_unknown=2,
        n_estimated=1,
        last_dose=date(2026, 3, 1),
    )
    row = item_words._row(item, ENGLISH)  # noqa: SLF001
    assert row["tags"] == ["prescribed", "paused"]
    assert row["since"] == "since 1 Jan 2026, last change 1 Feb 2026, paused for 3 days"
    assert row["interval"] == "95 % interval 35–88 %; 2 late; 78 % with all not recorded"
    assert row["missing"] == "1 skipped, 1 missed, 1 not recorded"
    assert row["doses"] == "7 on 7 days"
    assert row["last"] == "last 1 Mar 2026, 1 not planned, 2 of unknown amount, 1 estimated"


def test_an_item_without_plan_and_dose_says_so():
    row = item_words._row(ITEM, ENGLISH)  # noqa: SLF001
    assert (row["plan"], row["doses"], row["taken"], row["since"]) == (
        "no plan recorded",
        "none",
        "",
        "",
    )


def test_limits_say_how_many_ratings_were_made_knowing_the_dose(demo_report):
    limits = demo_report.limits
    lines = text_of(sheet.of(demo_report)["limits"]["lines"])
    told = f"{limits.n_knowing} of {limits.n_rated_dose_days} rated days with a dose of any item"
    assert told in lines
    assert "hope shapes ratings" in lines
    assert "it shows no cause" in lines
    assert "No side effect was recorded in this period; that does not say there was none." in lines


def test_limits_tell_what_was_removed_imported_and_in_sight(demo_report):
    limits = replace(
        demo_report.limits, n_removed=2, n_imported=3, n_in_sight=4, n_sight=9, n_back_dated=5
    )
    lines = text_of(sheet.of(replace(demo_report, limits=limits))["limits"]["lines"])
    assert "2 entries were removed" in lines
    assert "3 entries came from other programs" in lines
    assert "4 of 9 check-ins were rated with doses and earlier ratings in sight" in lines
    assert "5 written a day or more afterwards" in lines


def test_limits_of_a_record_without_expectations_say_so(demo_report):
    limits = replace(demo_report.limits, expected_mean=None, expected_certainty=None)
    lines = text_of(sheet.of(replace(demo_report, limits=limits))["limits"]["lines"])
    assert "was not recorded; it may have shaped ratings" in lines


def test_limits_of_an_empty_record_are_few(journal):
    lines = sheet.of(journal.report())["limits"]["lines"]
    assert len(lines) == 3


def test_limits_say_since_when_nothing_was_rated_and_of_which_entries_no_time_is_known(journal):
    journal.rate(20, mood=50)
    journal.take(0)
    made = journal.report(locale="en_GB")
    lines = text_of(sheet.of(made)["limits"]["lines"])
    assert "Mood was rated on 1 of 21 days, on none after 10 Feb 2026." in lines
    assert "time of day" not in lines
    lines = text_of(
        sheet.of(replace(made, limits=replace(made.limits, n_untimed=2)))["limits"]["lines"]
    )
    assert "Of 2 entries the time of day is not known" in lines


def test_limits_of_imported_entries_alone_claim_nothing_of_when_they_were_written(demo_report):
    limits = demo_report.limits
    every = limits.n_check_ins + limits.n_dose_events
    told = sheet.of(replace(demo_report, limits=replace(limits, n_imported=every)))
    lines = text_of(told["limits"]["lines"])
    assert "made here" not in lines
    assert "when they were written is not known" in lines


def test_what_is_left_out_is_not_there(demo_report, with_options):
    bare = sheet.of(with_options(demo_report, sections=frozenset()))
    left = ("question", "medicines", "main", "verdict", "charts", "calendar", "notes", "table")
    assert [name for name in (*left, "methods", "key") if bare[name] is not None] == []
    assert bare["header"]["title"]
    assert bare["limits"]["lines"]


def test_without_the_first_chart_its_measure_is_among_the_further_ones(demo_report, with_options):
    whole = sheet.of(demo_report)
    assert len(whole["charts"]["items"]) == len(demo_report.charts) - 1
    further = sheet.of(with_options(demo_report, sections=frozenset({"charts"})))["charts"]
    assert len(further["items"]) == len(demo_report.charts)


def test_a_single_measure_needs_no_further_charts(demo_report):
    assert sheet.of(replace(demo_report, charts=demo_report.charts[:1]))["charts"] is None


def test_a_chart_says_what_it_shows_in_words(demo_report):
    told = sheet.of(demo_report)["main"][0]["alt"]
    chart = demo_report.charts[0]
    assert told.startswith("Chart of Mood from ")
    assert f"rated on {chart.n_days} of {demo_report.header.n_days} days" in told
    assert "plan of Item A began" in told
    assert "The mean of seven days is" in told
    assert "doses of Item A" in told


def test_a_chart_of_few_days_says_why_it_has_no_mean(journal):
    journal.rate(1, mood=50)
    chart = sheet.of(journal.report())["main"][0]
    assert "no 7-day mean here" in chart["ground"]
    assert (chart["mean"], chart["band"], chart["singles"]) == ("", "", "")
    assert chart["dots"].count("M") == 1


def test_days_that_do_not_resemble_each_other_are_said_to_be_independent(demo_report):
    chart = demo_report.charts[0]
    for r1, factor, words in (
        (None, 1.0, "too few days in a row to tell"),
        (0.01, 1.01, "interval as if days were independent"),
        (0.5, 1.7, "interval × 1.7, as days are alike"),
    ):
        other = replace(chart, r1=r1, width_factor=factor)
        told = sheet.of(replace(demo_report, charts=(other,)))["main"][0]["ground"]
        assert told.endswith(words)


def test_a_gap_interrupts_the_mean_and_a_lone_one_is_a_dot(demo_report):
    chart = demo_report.charts[0]
    days = chart.rolling[:3]
    lone = (replace(days[0], breaks=True), replace(days[1], breaks=True), days[2])
    drawn = sheet.of(replace(demo_report, charts=(replace(chart, rolling=lone),)))["main"][0]
    assert drawn["singles"].count("M") == 1
    assert drawn["mean"].count("M") == 1
    assert drawn["band"].endswith("Z")


def test_the_places_of_a_chart_lie_on_its_paper(demo_report, with_options):
    for paper, width in (("a4", 16_700), ("letter", 17_290)):
        drawn = sheet.of(with_options(demo_report, paper=paper))["main"][0]
        assert drawn["box"].split()[2] == str(width)
        points = [each.split("h")[0].split() for each in drawn["dots"].split("M")[1:]]
        assert all(0 <= int(x) <= width for x, _y in points)
        assert all(0 <= int(y) <= drawn["height"] * 100 for _x, y in points)


def test_eight_changes_of_plans_are_drawn_and_earlier_ones_are_counted(demo_report):
    days = [demo_report.header.first_day + timedelta(days=n) for n in range(11)]
    every = tuple(PlanChange(day, "Item A", n == 0, "every day") for n, day in enumerate(days))
    made = replace(demo_report, plan_changes=every)
    told = sheet.of(made)
    # they are so near to each other that their numbers would be printed over each other
    assert [each["n"] for each in told["main"][0]["changes"]] == ["1–8"]
    apart = tuple(
        replace(each, day=days[0] + timedelta(days=30 * n)) for n, each in enumerate(every)
    )
    marks = sheet.of(replace(demo_report, plan_changes=apart[:3]))["main"][0]["changes"]
    assert [each["n"] for each in marks] == ["1", "2", "3"]
    assert told["changes"][0] == "3 earlier changes of plans are not drawn."
    assert "changed: every day" in told["changes"][1]
    first = sheet.of(replace(demo_report, plan_changes=every[:1]))["changes"]
    assert first == [f"1: {ENGLISH.day(days[0])}, plan of Item A began: every day"]


def test_the_items_with_the_most_doses_are_drawn_and_the_others_are_counted(demo_report):
    rows = tuple(
        DoseRow(f"Item {n}", tuple(DoseMark(float(k), "taken") for k in range(n)))
        for n in range(1, 7)
    )
    made = replace(demo_report, dose_rows=rows)
    assert [row.label for row in chart_sheet.drawn_rows(made, 4)] == [
        "Item 3",
        "Item 4",
        "Item 5",
        "Item 6",
    ]
    told = [chart["undrawn"] for chart in sheet.of(made)["main"]]
    assert told[0] == "Doses of 2 items are not drawn here."
    assert told[-1] == "Doses of 6 items are not drawn here."
    assert sheet.of(demo_report)["main"][0]["undrawn"] == ""


def test_a_calendar_has_a_row_for_each_month_and_nothing_outside_the_period(demo_report):
    told = sheet.of(demo_report)["calendar"]
    first, last = demo_report.header.first_day, demo_report.header.last_day
    assert len(told["rows"]) == (last.year - first.year) * 12 + last.month - first.month + 1
    assert told["rows"][0]["days"][: first.day - 1] == [""] * (first.day - 1)
    assert {len(row["days"]) for row in told["rows"]} <= {28, 29, 30, 31}
    assert "all taken in time: " in told["alt"]


def test_daily_means_of_a_long_period_are_the_last_two_years_and_say_so(demo_report):
    chart = demo_report.charts[0]
    last = demo_report.header.last_day
    days = tuple(replace(chart.days[0], day=last - timedelta(days=n)) for n in range(800, -1, -1))
    made = replace(demo_report, charts=(replace(chart, days=days),))
    told = sheet.of(made)["table"]
    assert sum(len(month["rows"]) for month in told["months"]) == 731
    assert "The last two years" in told["caption"]
    assert "The last two years" not in sheet.of(demo_report)["table"]["caption"]


def test_what_was_not_rated_on_a_day_is_empty_in_the_table(journal):
    journal.rate(2, mood=62.4)
    journal.rate(1, focus=40)
    told = sheet.of(journal.report(locale="en_GB"))["table"]
    rows = [row for month in told["months"] for row in month["rows"]]
    assert rows == [["28 Feb", "62", ""], ["1 Mar", "", "40"]]


def test_ticked_notes_stand_in_the_order_of_their_days(journal):
    numbers = [journal.rate(n, note=f"Note {n}", mood=50) for n in (1, 3, 2)]
    keys = frozenset(timeline.key("check_in", number) for number in numbers)
    told = sheet.of(journal.report(notes=keys, locale="en_GB"))["notes"]["items"]
    assert [note["text"]["text"] for note in told] == ["Note 3", "Note 2", "Note 1"]
    assert told[0]["when"] == "27 Feb 2026 12:00"


def test_a_birth_year_and_a_single_day_are_told(journal):
    journal.rate(0, mood=50)
    told = sheet.of(journal.report(birth_year=1980, locale="en_GB"))["header"]
    assert (told["born"], told["period"]) == ("born 1980", "2 Mar 2026")
    assert told["days"] == "1 of 1 day has entries"


def test_a_number_and_a_yes_or_no_have_an_axis_of_their_own(journal):
    weight = Measure("weight", "Weight", kind="number", minimum=None, maximum=None, unit="kg")
    asked = Measure("pain", "Pain", minimum=1, maximum=3, words=("none", "some", "much"))
    journal.do(measures.add, weight)
    journal.do(measures.add, asked)
    journal.do(measures.add, Measure("out", "Out", kind="yes_no", minimum=0, maximum=1))
    journal.rate(1, weight=70, pain=2, out=1)
    charts = {chart.key: chart for chart in journal.report().charts}
    assert (charts["weight"].minimum, charts["weight"].maximum) == (69.0, 71.0)
    assert (charts["pain"].low_anchor, charts["pain"].high_anchor) == ("none", "much")
    assert (charts["out"].low_anchor, charts["out"].high_anchor) == ("no", "yes")
    assert (charts["out"].minimum, charts["out"].maximum) == (0.0, 1.0)
    drawn = sheet.of(journal.report(measures=("out",)))["main"][0]
    assert drawn["values"] == [(0.0, "no"), (1.0, "yes")]
    table = sheet.of(journal.report())["table"]
    assert table["columns"] == ["Day", "Weight (kg)", "Pain", "Out"]
    assert table["months"][0]["rows"][0][1:] == ["70.0", "2.0", "1.0"]


def test_a_label_that_is_the_name_of_another_substance_is_not_used():
    every = [substance(1, "Alpha", "beta"), substance(2, "Beta")]
    assert labels.of(every, {1, 2}, discreet=True) == {1: "Item A", 2: "Item B"}


def test_text_from_right_to_left_does_not_turn_the_words_around_it():
    assert own_text.isolated("Item A") == "Item A"
    assert own_text.isolated("שלום") == "\N{FIRST STRONG ISOLATE}שלום\N{POP DIRECTIONAL ISOLATE}"
