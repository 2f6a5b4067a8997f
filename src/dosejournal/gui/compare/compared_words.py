"""What the Compare page says of a comparison, beside the verdict's own words."""

from html import escape

from PySide6.QtCore import QLocale

from dosejournal.analysis.compared import Agreement, Comparison
from dosejournal.domain.measures import Measure
from dosejournal.gui.compare import numbers
from dosejournal.gui.entry_words import DOT, day, isolated
from dosejournal.i18n import _, ngettext
from dosejournal.journal import comparison_words
from dosejournal.journal.comparisons import Columns, Compared
from dosejournal.journal.main_measures import MainMeasure

# stand around a number until the sentence is markup; nobody types them
_BEGIN, _END = "\x02", "\x03"

Rows = list[tuple[str, str]]


def subtitle(columns: Columns) -> str:
    """Return what is compared: "Mood around doses of Item A"."""
    return _("{measure} around doses of {substance}").format(
        measure=isolated(columns.question.measure.name), substance=isolated(columns.label)
    )


def whole(compared: Compared) -> str:
    """Return what is compared and how it came out, to go along with a picture."""
    found = compared.comparison
    verdict = comparison_words.headline(found.verdict, found.refusal)
    return DOT.join((subtitle(compared.columns), verdict))


def explanation(compared: Compared) -> str:
    """Return what the verdict rests on as markup, its numbers in bold."""
    unit = comparison_words.unit(compared.columns.question.measure)

    def bold(value: float, decimals: int) -> str:
        return f"{_BEGIN}{numbers.signed(value, decimals)}{_END}"

    said = escape(comparison_words.explanation(compared.comparison, unit, bold))
    # a number stays whole where a line ends
    return said.replace(_BEGIN, '<b style="white-space: nowrap">').replace(_END, "</b>")


def rows(compared: Compared) -> Rows:
    """Return what the comparison rests on, each with its number."""
    found = compared.comparison
    told = [
        (
            _("Dose days / all other days"),
            f"{_whole(found.n_dose_days)} / {_whole(found.n_other_days)}",
        ),
        (_("Rated knowing the dose"), _of(found.n_knowing, found.n_dose_days)),
        (_("You expected"), expected(compared)),
    ]
    if found.r1 is not None:
        resembling = _("r = {r}").format(r=numbers.number(found.r1, 2))
        told.append((_("Day resembles the day before"), resembling))
    told.append((_("Measures looked at"), _whole(len(compared.every))))
    return told


def notes(compared: Compared) -> list[str]:
    """Return what must be known besides: how much the measure counts, and what was left out."""
    told = []
    if not compared.is_main:
        told.append(comparison_words.hint(len(compared.every)))
    elif compared.n_before_choice:
        told.append(
            comparison_words.chosen_after(
                compared.n_before_choice,
                compared.comparison.n_dose_days,
                counts=compared.counts_as_main,
            )
        )
    return told + comparison_words.left_out(compared.comparison)


def expected(compared: Compared) -> str:
    """Return what was expected of dose days: "+12 (61 sure, n = 24)"."""
    found = compared.agreement
    if found.mean is None or found.certainty is None:
        return _("not said")
    # a number stays with its name where a line ends
    return _("{change} ({certainty} sure, n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n})").format(
        change=numbers.signed(found.mean, change_decimals(compared.columns.question.measure)),
        certainty=_whole(round(found.certainty)),
        n=_whole(found.n),
    )


def change_decimals(measure: Measure) -> int:
    """Return how many decimals a mean expected change is told with: it is a rough thing."""
    return numbers.digits(measure) - 1


def ground(compared: Compared) -> str:
    """Return what a picture of the days rests on, to stand under it wherever it goes."""
    found = compared.comparison
    asked = _("expected of dose days: {expected}").format(expected=expected(compared))
    # of how many days one knew is told once
    knowing = comparison_words.knowing(found) if found.n_knowing == found.n_dose_days else ""
    return "\n".join(
        (
            DOT.join((comparison_words.counts(found), asked)),
            f"{knowing} {comparison_words.not_cause(found)}".lstrip(),
        )
    )


def main_measure(main: MainMeasure | None) -> str:
    """Return which measure counts, and since when."""
    if main is None:
        return _("No main measure chosen yet: every measure is a hint.")
    return _("Main measure: {measure}, chosen on {day}. Other measures are hints.").format(
        measure=isolated(main.measure.name), day=day(main.chosen_on)
    )


def agreement(compared: Compared) -> str:
    """Return how what was expected goes along with what was rated; below the minimum no number."""
    found = compared.agreement
    if found.n_pairs < found.need:
        return ngettext(
            "Not enough yet for a correlation: {have} day rated after saying what was expected, "
            "{need} needed.",
            "Not enough yet for a correlation: {have} days rated after saying what was expected, "
            "{need} needed.",
            found.n_pairs,
        ).format(have=_whole(found.n_pairs), need=_whole(found.need))
    if compared.comparison.verdict == "not_enough":
        return _("No correlation is told where nothing can be compared.")
    if found.pearson is None or found.spearman is None:
        return _("No correlation: what was expected, or what was rated, is always the same.")
    return _correlation(found).format(
        r=numbers.number(found.pearson, 2),
        low=numbers.number(found.pearson_low or 0.0, 2),
        high=numbers.number(found.pearson_high or 0.0, 2),
        rank=numbers.number(found.spearman, 2),
        n=_whole(found.n_pairs),
    )


def days_of(found: Comparison) -> str:
    """Return how many days of each kind a difference is of."""
    return _(
        "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{dose} dose days and {other} other days"
    ).format(dose=_whole(found.n_dose_days), other=_whole(found.n_other_days))


def _correlation(found: Agreement) -> str:
    if found.pearson_low is None or found.pearson_high is None:
        return _(
            "Correlation of what was expected and what was rated later: "
            "r\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{r}, by ranks {rank}, "
            "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n}. Each of these days resembles the one "
            "before so much that there is no interval."
        )
    return _(
        "Correlation of what was expected and what was rated later: "
        "r\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{r} (95 % interval: {low} to {high}), by ranks "
        "{rank}, n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n}."
    )


def _of(part: int, whole: int) -> str:
    return _("{part} of {whole}").format(part=_whole(part), whole=_whole(whole))


def _whole(n: int) -> str:
    return QLocale().toString(n)
