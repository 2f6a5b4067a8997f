"""What a record cannot carry, in sentences: they stand on the first page of every report."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from dosejournal.exchange.report.content import Limits, ReportContent
from dosejournal.exchange.report.own_text import isolated
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _, ngettext

_A_WHILE = timedelta(days=7)


def of(content: ReportContent, written: Written) -> dict[str, Any]:
    """Return the limits, a sentence each."""
    limits = _isolated(content.limits)
    return {
        "title": _("Limits"),
        "lines": [
            *_knowing(limits, written),
            *_expected(limits, written),
            *_missing(content, limits, written),
            *_entries(limits, written),
            *_times(limits, written),
            *_sight(limits, written),
            *_measures(limits, written),
            _(
                "One person’s own account of how they were, without a comparison in which they "
                "did not know what they took: it shows no cause."
            ),
            *_forms(content),
            *_effects(content),
        ],
    }


def _knowing(limits: Limits, written: Written) -> Iterator[str]:
    if limits.main_measure is None or not limits.n_rated_dose_days:
        return
    yield ngettext(
        "{known} of {n} rated day with a dose of any item was rated knowing of it ({measure}).",
        "{known} of {n} rated days with a dose of any item were rated knowing of it ({measure}).",
        limits.n_rated_dose_days,
    ).format(
        known=written.number(limits.n_knowing),
        n=written.number(limits.n_rated_dose_days),
        measure=limits.main_measure,
    )


def _expected(limits: Limits, written: Written) -> Iterator[str]:
    if limits.main_measure is None or not limits.n_dose_events:
        return
    if limits.expected_mean is None or limits.expected_certainty is None:
        yield _(
            "What the person expected of doses for {measure} was not recorded; it may have shaped "
            "ratings."
        ).format(measure=limits.main_measure)
        return
    yield ngettext(
        "Before {n} dose day the person expected a change of {change} in {measure}, "
        "{certainty} of 100 sure: hope shapes ratings.",
        "Before {n} dose days the person expected a change of {change} in {measure} on average, "
        "{certainty} of 100 sure: hope shapes ratings.",
        limits.n_expected,
    ).format(
        n=written.number(limits.n_expected),
        change=written.signed(limits.expected_mean, 0),
        measure=limits.main_measure,
        certainty=written.number(limits.expected_certainty),
    )


def _isolated(limits: Limits) -> Limits:
    return replace(limits, main_measure=limits.main_measure and isolated(limits.main_measure))


def _missing(content: ReportContent, limits: Limits, written: Written) -> Iterator[str]:
    if limits.main_measure is None:
        return
    header, last = content.header, content.charts[0].days[-1].day
    told = (
        _("{measure} was rated on {n} of {days} days, on none after {last}.")
        if header.last_day - last > _A_WHILE
        else _("{measure} was rated on {n} of {days} days.")
    )
    yield told.format(
        measure=limits.main_measure,
        n=written.number(limits.n_days),
        days=written.number(header.n_days),
        last=written.day(last),
    )


def _entries(limits: Limits, written: Written) -> Iterator[str]:
    own = limits.n_check_ins + limits.n_dose_events - limits.n_imported
    if own:
        yield ngettext(
            "Of {n} entry made here: {back_dated} written a day or more afterwards, {amended} "
            "amended.",
            "Of {n} entries made here: {back_dated} written a day or more afterwards, {amended} "
            "amended.",
            own,
        ).format(
            n=written.number(own),
            back_dated=written.number(limits.n_back_dated),
            amended=written.number(limits.n_amended),
        )
    if limits.n_removed:
        yield ngettext(
            "{n} entry was removed and is not counted here.",
            "{n} entries were removed and are not counted here.",
            limits.n_removed,
        ).format(n=written.number(limits.n_removed))
    if limits.n_imported:
        yield ngettext(
            "{n} entry came from another program: when it was written is not known.",
            "{n} entries came from other programs: when they were written is not known.",
            limits.n_imported,
        ).format(n=written.number(limits.n_imported))


def _times(limits: Limits, written: Written) -> Iterator[str]:
    if limits.n_untimed:
        yield ngettext(
            "Of {n} entry the time of day is not known: whether a rating was made before or after "
            "a dose of that day is not either.",
            "Of {n} entries the time of day is not known: whether ratings were made before or "
            "after doses of their days is not either.",
            limits.n_untimed,
        ).format(n=written.number(limits.n_untimed))


def _effects(content: ReportContent) -> Iterator[str]:
    if not content.effects:
        yield _("No side effect was recorded in this period; that does not say there was none.")
    elif "effects" not in content.options.sections:
        yield _("Side effects were recorded, and the person left them out of this report.")


def _forms(content: ReportContent) -> Iterator[str]:
    if not content.forms:
        yield _("No questionnaire was filled in in this period.")
    elif "questionnaires" not in content.options.sections:
        yield _("Questionnaires were filled in, and the person left them out of this report.")


def _sight(limits: Limits, written: Written) -> Iterator[str]:
    if limits.n_in_sight:
        yield ngettext(
            "{n} of {every} check-in was rated with doses and earlier ratings in sight, which "
            "pulls ratings towards them (whole journal).",
            "{n} of {every} check-ins were rated with doses and earlier ratings in sight, which "
            "pulls ratings towards them (whole journal).",
            limits.n_sight,
        ).format(n=written.number(limits.n_in_sight), every=written.number(limits.n_sight))


def _measures(limits: Limits, written: Written) -> Iterator[str]:
    if limits.n_measures:
        yield ngettext(
            "{n} measure was looked at.",
            "{n} measures were looked at: among several, some seem to differ by chance.",
            limits.n_measures,
        ).format(n=written.number(limits.n_measures))
