"""Dose days against other days in a report: one verdict, with the numbers of the Compare page."""

from collections.abc import Mapping

from dosejournal.analysis.compared import Comparison
from dosejournal.exchange.report.content import Verdict
from dosejournal.exchange.report.gathering import Gathered
from dosejournal.exchange.report.own_text import isolated
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _, ngettext
from dosejournal.journal import comparison_lines, comparison_words, comparisons
from dosejournal.journal.comparisons import Compared


def of(found: Gathered, labels: Mapping[int, str], written: Written) -> Verdict | None:
    """Return the verdict on the main measure, or None without a dose or a rating.

    It loads scipy, and is for another thread than the window's.
    """
    if found.columns is None:
        return None
    compared = comparisons.compare(found.columns)
    asked = compared.columns.question
    label = labels.get(asked.substance.id or 0, "")
    if not label:
        # nothing of it was taken or planned in the period
        return None
    return Verdict(
        measure=asked.measure.name,
        substance=label,
        headline=_headline(compared.comparison),
        sentences=tuple(_sentences(compared, isolated(label), written)),
        numbers={**comparison_lines.record(compared), "substance": label},
    )


def _sentences(compared: Compared, label: str, written: Written) -> list[str]:
    found, asked = compared.comparison, compared.columns.question
    unit = comparison_words.unit(asked.measure)
    told = [comparison_words.explanation(found, unit, written.signed)]
    if asked.main is None:
        told.append(_no_main(len(compared.every)))
    elif not compared.is_main:
        told.append(comparison_words.hint(len(compared.every)))
    elif compared.n_before_choice:
        told.append(
            comparison_words.chosen_after(
                compared.n_before_choice, found.n_dose_days, counts=compared.counts_as_main
            )
        )
    told += comparison_words.left_out(found)
    if found.n_dose_days:
        told.append(_not_cause(found, label, written))
    return told


def _headline(found: Comparison) -> str:
    """Return the verdict; it is told to a doctor, and so of the person and not to them."""
    if found.verdict == "differs_knowing":
        return _("Differs, but the person knew when they dosed")
    return comparison_words.headline(found.verdict, found.refusal)


def _no_main(n_measures: int) -> str:
    """Return what a measure amounts to where none was chosen beforehand."""
    return ngettext(
        "No main measure was chosen beforehand, so this is a hint. {n} measure was looked at.",
        "No main measure was chosen beforehand, so this is a hint. {n} measures were looked at, "
        "and among many some seem to differ by chance (Benjamini–Hochberg).",
        n_measures,
    ).format(n=n_measures)


def _not_cause(found: Comparison, label: str, written: Written) -> str:
    return ngettext(
        "The person knew on {known} of {n} rated day with {item} what they took, and they or "
        "their plan chose it: this is not evidence of cause.",
        "The person knew on {known} of {n} rated days with {item} what they took, and they or "
        "their plan chose them: this is not evidence of cause.",
        found.n_dose_days,
    ).format(
        known=written.number(found.n_knowing), n=written.number(found.n_dose_days), item=label
    )
