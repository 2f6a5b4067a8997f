from dosejournal.domain.imports import Answers, ImportPlan, Question
from dosejournal.exchange.importers.remembering import planned

ORDER = Question("order", "In which order?", "", (("day", "day first"), ("month", "month first")))
ZONE = Question("zone", "In which zone?", "UTC")


class File:
    """Tells with which answers it was read."""

    def __init__(self, *questions):
        self.questions = questions
        self.given = None

    def read(self, answers):
        self.given = dict(answers.given)
        return ImportPlan("one", "one", "UTC", questions=self.questions)


def read(file, given=None, remembered=None):
    answers = Answers("UTC", given=given or {}, remembered=remembered or {})
    return planned("one", file.read, answers)


def test_what_was_answered_about_an_earlier_file_holds_for_the_next_of_its_kind():
    file = File(ORDER, ZONE)
    plan = read(file, remembered={"one": {"order": "month"}, "other": {"zone": "Asia/Tokyo"}})
    assert file.given == {"order": "month"}
    assert [question.assumed for question in plan.questions] == ["month", "UTC"]
    assert plan.answers == {"order": "month"}


def test_what_is_answered_now_comes_first():
    file = File(ORDER, ZONE)
    plan = read(file, {"order": "day"}, {"one": {"order": "month", "zone": "Asia/Tokyo"}})
    assert file.given == {"order": "day", "zone": "Asia/Tokyo"}
    assert plan.answers == {"order": "day", "zone": "Asia/Tokyo"}


def test_an_answer_that_this_file_does_not_offer_is_none():
    plan = read(File(ORDER), remembered={"one": {"order": "year", "scale": "0-10"}})
    assert plan.questions == (ORDER,)
    assert plan.answers == {}
