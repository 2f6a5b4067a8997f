"""The first page has room for what stands on it, whatever is taken."""

import io
from datetime import date, time

import pytest
from pypdf import PdfReader

from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.domain.responses import ResponseDraft
from dosejournal.exchange.report_pdf import Typesetter
from dosejournal.journal import adverse_effects, measures, planning, questionnaires

NAMES = (
    "Methylphenidate", "Lisdexamfetamine", "Hydrochlorothiazide", "Cholecalciferol", "Sertraline",
    "Dexamfetamine", "Omega-3", "Melatonin", "Acetylsalicylic acid", "Magnesium",
)  # fmt: skip
PATTERNS = ("daily", "weekdays mon,wed,fri", "every 3 days")
QUESTION = (
    "Is the change of dose worth keeping? I sleep less well since, and wake at four in the "
    "morning on most days of the week."
)


@pytest.fixture(scope="session")
def typesetter():
    return Typesetter()


def fill(journal, n_items):
    for n in range(0, 40, 2):
        journal.rate(n, mood=50 + n % 7, focus=40)
    first = date(2026, 1, 5)
    steps = (DoseStep(first, "25", "mg"), DoseStep(date(2026, 2, 1), "50", "mg"))
    for number, name in enumerate(NAMES[:n_items]):
        draft = RegimenDraft(
            name, parse(PATTERNS[number % 3]), (time(8), time(20)), first, steps=steps
        )
        journal.do(planning.add, journal.at(50, 6), draft)
        for n in range(0, 20, 2):
            journal.take(n, 8 + number % 4, substance=name, amount="25", unit="mg")


def read(typesetter, made):
    reader = PdfReader(io.BytesIO(typesetter.pdf(made).data))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("n_items", [1, 4, 6, 10])
def test_the_limits_stay_on_the_first_page(journal, typesetter, n_items, paper):
    fill(journal, n_items)
    options = {"paper": paper, "name": "Jane Doe", "question": QUESTION, "locale": "en_GB"}
    made = read(typesetter, journal.report(**options))
    assert "it shows no cause" in made[0]
    assert "No side effect was recorded" in made[0]
    told = " ".join(made)
    assert all(name in told for name in NAMES[:n_items])
    assert ("What is taken, continued" in made[1]) == (n_items > (6 if paper == "a4" else 4))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("n_items", [1, 6])
def test_the_limits_stay_there_beside_questionnaires_and_effects(
    journal, typesetter, n_items, paper
):
    fill(journal, n_items)
    for n in range(6):
        at = journal.at(n + 1)
        effect = EffectDraft(at, f"Something unwanted, {n}", "bothered", needed_help=True)
        journal.do(adverse_effects.record, at, effect)
    for days_ago in (45, 30, 15):
        at = journal.at(days_ago)
        for key, answers in (("phq-9", (1,) * 9), ("gad-7", (1,) * 7)):
            journal.do(questionnaires.record, at, ResponseDraft(at, key, answers))
    options = {"paper": paper, "name": "Jane Doe", "question": QUESTION, "locale": "en_GB"}
    made = read(typesetter, journal.report(**options))
    assert "it shows no cause" in made[0]
    assert "Side effects, as the person recorded them" in made[0]
    # the chart is there all the same
    assert any("from low to high" in page for page in made)


def boxes(data):
    """Return the words of the first page with where they begin and end, in points."""
    found = []

    def note(text, matrix, place, _font, size):
        if text.strip():
            found.append((text.strip(), matrix[4] + place[4], matrix[5] + place[5], size))

    PdfReader(io.BytesIO(data)).pages[0].extract_text(visitor_text=note)
    return found


def test_a_long_name_stands_apart_from_the_plan_beside_it(journal, typesetter):
    fill(journal, 3)
    words = boxes(typesetter.pdf(journal.report(locale="en_GB")).data)
    # smaller ones are beside the chart
    names = [each for each in words if each[0] in NAMES[:3] and each[3] == 9]
    plans = [each for each in words if each[0].startswith("50 mg")]
    assert len(names) == len(plans) == 3
    # letters of these names are 4.9 pt wide on average, as Inter says
    widest = max(x + 5.0 * len(text) for text, x, _y, _size in names)
    assert widest <= min(x for _text, x, _y, _size in plans)


@pytest.mark.parametrize("word", ["W" * 80, "0" * 80])
def test_what_has_no_space_to_break_at_stays_on_the_paper(journal, typesetter, word):
    journal.take(1, substance=word[:60])
    journal.rate(1, mood=50)
    made = journal.report(name=word, question=word * 3)
    reader = PdfReader(io.BytesIO(typesetter.pdf(made).data))
    text = "".join(reader.pages[0].extract_text().split()).replace("\u200b", "")
    assert word * 3 in text
    for _text, x, _y, _size in boxes(typesetter.pdf(made).data):
        assert 0 <= x <= reader.pages[0].mediabox.width


def test_numbers_too_large_for_a_scale_are_drawn_all_the_same(journal, typesetter):
    steps = Measure("steps", "Steps", kind="number", minimum=None, maximum=None, unit="steps")
    journal.do(measures.add, steps)
    journal.rate(1, steps=90071992547409930)
    journal.rate(2, steps=90071992547409930)
    assert read(typesetter, journal.report())
