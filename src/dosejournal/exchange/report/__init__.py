"""The report for a doctor: from the journal to one clear page, and what belongs behind it.

    options     what the person asks for
    gathering   what is read, in steps
    making      what the report says, as plain values
    sheet       the same in words and fractions of a page, as the template takes it

`exchange.report_pdf` sets it.
"""

from dosejournal.exchange.report.content import ReportContent, record
from dosejournal.exchange.report.gathering import Gathered, begin, gather, steps
from dosejournal.exchange.report.making import again, make
from dosejournal.exchange.report.options import SECTIONS, Options, Paper, Section

__all__ = [
    "SECTIONS",
    "Gathered",
    "Options",
    "Paper",
    "ReportContent",
    "Section",
    "again",
    "begin",
    "gather",
    "make",
    "record",
    "steps",
]
