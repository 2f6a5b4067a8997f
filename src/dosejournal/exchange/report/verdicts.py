"""Dose days against other days in a report: one verdict, with the numbers of the Compare page."""

from collections.abc import Mapping

from dosejournal.analysis.compared import Comparison
from dosejournal.exchange.report.content import Verdict
from dosejournal.exchange.report.gathering import Gathered
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
        sentences=tuple(_sentences(compared, written)),
        numbers={**comparison_lines.record(compared), "substance": label},
    )


def _sentences(compared: Compared, written: Written) -> list[str]:
    found, asked = compared.comparison, compared.columns.question
    unit = comparison_words.unit(asked.measure)
    told = [comparison_words.explanation(found, unit, written.signed)]
    if not compared.is_main:
        told.append(comparison_words.hint(len(compared.every)))
    elif compared.n_before_choice:
        told.append(
            comparison_words.chosen_after(
                compared.n_before_choice, found.n_dose_days, counts=compared.counts_as_main
            )
        )
    if found.n_dose_days:
        told.append(_not_cause(found))
    return told


def _headline(found: Comparison) -> str:
    """Return the verdict; it is told to a doctor, and so of the person and not to them."""
    if found.verdict == "differs_knowing":
        return _("Differs, but the person knew when they dosed")
    return comparison_words.headline(found.verdict, found.refusal)


def _not_cause(found: Comparison) -> str:
    return ngettext(
        "The person knew what they took on {known} of {n} rated dose day, and they or their plan "
        "chose it: this is not evidence of cause.",
        "The person knew what they took on {known} of {n} rated dose days, and they or their "
        "plan chose them: this is not evidence of cause.",
        found.n_dose_days,
    ).format(known=found.n_knowing, n=found.n_dose_days)
