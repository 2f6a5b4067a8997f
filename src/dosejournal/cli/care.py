"""Help on the terminal, before any score, where an answer about death or self-harm asks for it."""

from collections.abc import Iterator

from sqlmodel import Session

from dosejournal.cli import help_lines, output
from dosejournal.domain import care_words, urgent_symptoms
from dosejournal.domain.help_contacts import Contacts
from dosejournal.domain.urgent_symptoms import Symptom
from dosejournal.i18n import _
from dosejournal.journal import help_contacts, questionnaires


def show(session: Session, *, is_json: bool) -> None:
    """Print help as long as an answer waits to be acknowledged; beside JSON on standard error."""
    known = questionnaires.instruments(session)
    waiting = [questionnaires.score(each, known) for each in questionnaires.pending(session)]
    if not waiting:
        return
    tell = output.remark if is_json else output.line
    contacts = help_contacts.read(session, help_lines.territory())
    for sentence in sentences(max(score.care or 0 for score in waiting), contacts):
        tell(sentence)


def tell_urgent(session: Session, symptom: Symptom, *, is_json: bool) -> None:
    """Print whom to call for a symptom that needs urgent help; beside JSON on standard error."""
    tell = output.remark if is_json else output.line
    contacts = help_contacts.read(session, help_lines.territory())
    first, *further = urgent_symptoms.sentences(symptom)
    tell(first)
    if symptom.about == "urgent" and not contacts.of("emergency"):
        tell(urgent_symptoms.common_numbers())
    if contacts.lines or contacts.person is not None:
        for line in help_lines.lines(contacts):
            tell(line)
    for sentence in further:
        tell(sentence)
    tell("")


def sentences(answer: int, contacts: Contacts) -> Iterator[str]:
    """Give what is said for an answer above 0, a line each, and whom to call."""
    yield care_words.thanks()
    yield care_words.danger()
    if contacts.lines or contacts.person is not None:
        yield from help_lines.lines(contacts)
    yield care_words.doctor(answer)
    yield care_words.nobody_watches()
    yield _("When you have read this: dosejournal questionnaire --acknowledge")
    yield ""
