"""What was answered about an earlier file of a kind holds for the next, until it is changed."""

from collections.abc import Callable
from dataclasses import replace

from dosejournal.domain.imports import Answers, ImportPlan, Question
from dosejournal.exchange.importers import any_table
from dosejournal.exchange.importers.matching import matched

# a table of the person's own says nothing about the next one: its columns are kept under a name
_EACH_ANOTHER = frozenset({any_table.NAME})


def planned(
    file_format: str, read: Callable[[Answers], ImportPlan], answers: Answers
) -> ImportPlan:
    """Return the plan of a file of this format, read with what was answered now or earlier."""
    remembers = file_format not in _EACH_ANOTHER
    earlier = answers.remembered.get(file_format, {}) if remembers else {}
    given = {**earlier, **answers.given}
    answers = replace(answers, given=given)
    plan = matched(read(answers), answers)
    return replace(
        plan,
        questions=tuple(_as_given(question, given) for question in plan.questions),
        answers={question.key: given[question.key] for question in plan.questions
                 if remembers and _is_answer(question, given.get(question.key))},
    )  # fmt: skip


def _as_given(question: Question, given: dict[str, str]) -> Question:
    answer = given.get(question.key)
    if answer is None or not _is_answer(question, answer):
        return question
    return replace(question, assumed=answer)


def _is_answer(question: Question, answer: str | None) -> bool:
    """Say whether an answer is one to this question: another file may offer other choices."""
    if answer is None:
        return False
    return not question.options or answer in {value for value, _text in question.options}
