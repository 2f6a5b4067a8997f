"""Making the report for a doctor from the terminal."""

from argparse import Namespace
from datetime import datetime

from babel import default_locale

from dosejournal.cli import moments, output
from dosejournal.cli.journals import opened
from dosejournal.errors import InputError
from dosejournal.exchange import report, written_files
from dosejournal.i18n import _, ngettext


def make(given: Namespace, now: datetime) -> None:
    """Write the report as a PDF, never over an existing file; with `--json` print what it says."""
    if given.file is None and not given.json:
        raise InputError(
            _("A report needs a file to be written to. Nothing was made; name one, as report.pdf.")
        )
    first_day, last_day = moments.span(given.first, given.last)
    options = report.Options(
        first_day=first_day,
        last_day=last_day,
        measures=tuple(given.measures),
        discreet=given.discreet,
        name=given.name,
        question=given.question,
        paper=given.paper,
        colour=not given.black_and_white,
        locale=default_locale("LC_TIME") or "en",
    )
    with opened(given) as database, database.read() as session:
        found = report.gather(session, now, options)
    content = report.make(found, options)
    if given.file is not None:
        _write(given, content)
    if given.json:
        output.record(report.record(content))


def _write(given: Namespace, content: report.ReportContent) -> None:
    # its library is of 80 MB, and JSON alone does without
    from dosejournal.exchange import report_pdf

    made = report_pdf.Typesetter().pdf(content)
    written_files.add(given.file, made.data)
    if made.replaced:
        output.remark(
            ngettext(
                "{n} character has no form in the fonts of the report and was replaced: {which}",
                "{n} characters have no form in the fonts of the report and were replaced: "
                "{which}",
                len(made.replaced),
            ).format(n=len(made.replaced), which=", ".join(made.replaced))
        )
    if not given.json:
        output.line(
            _(
                "The report is at {place}. It is not protected there: whoever has the file can "
                "read it."
            ).format(place=given.file)
        )
