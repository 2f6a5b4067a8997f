"""What was answered to one questionnaire so far: a chart with bands, and a table of changes."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from dosejournal.gui import entry_words
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.evidence.outset import Outset
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.questionnaires.score_plot import ScorePlot
from dosejournal.i18n import _, ngettext
from dosejournal.journal import score_words
from dosejournal.journal.score_changes import ScoreHistory, ScoreLine

_MOST_ROWS = 12
_TOP = Qt.AlignmentFlag.AlignTop


class HistoryCard(Card):
    """Shows one history; `answers_wanted` carries an entry, `assumptions_wanted` the history."""

    answers_wanted = Signal(object)
    assumptions_wanted = Signal(object)

    def __init__(
        self, history: ScoreHistory, words: DayWords, parent: QWidget | None = None
    ) -> None:
        form = history.instrument
        super().__init__(form.name, parent=parent)
        self.history = history
        self.rows: list[list[str]] = []
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(16)
        self._table.setVerticalSpacing(4)
        for column, stretch in enumerate((0, 2, 5)):
            self._table.setColumnStretch(column, stretch)
        self.plot = ScorePlot(words, self)
        self.more_button = button("", "link")
        self.assumptions_button = button(_("Change what is assumed…"), "link")
        self._build()
        self.more_button.clicked.connect(lambda _checked: self._show_rows(len(history.lines)))
        self.assumptions_button.clicked.connect(
            lambda _checked: self.assumptions_wanted.emit(history)
        )

    def _build(self) -> None:
        history, form = self.history, self.history.instrument
        has_score = any(line.score.total is not None for line in history.lines)
        if has_score:
            self.plot.show(history)
            self.body.addWidget(self.plot.canvas)
        else:
            self.plot.canvas.setParent(self)
            self.plot.canvas.hide()
        for column, head in enumerate((_("Day"), _("Score"), _("Change"))):
            self._table.addWidget(label(head, "hint"), 0, column)
        self.body.addLayout(self._table)
        self.body.addLayout(_link(self.more_button))
        self.body.addWidget(label(score_words.assumptions(history), "hint"))
        if history.error is not None:
            self.body.addLayout(_link(self.assumptions_button))
        else:
            self.assumptions_button.setParent(self)
            self.assumptions_button.hide()
        for text in (form.limits, form.remark, _rights(form.developers, form.licence)):
            if text:
                self.body.addWidget(label(text, "hint"))
        self._show_rows(_MOST_ROWS)

    def _show_rows(self, most: int) -> None:
        shown = list(reversed(self.history.lines))[:most]
        for row, line in enumerate(shown[len(self.rows) :], len(self.rows) + 1):
            texts = _texts(self.history, line)
            self.rows.append(texts)
            for column, text in enumerate(texts):
                told = label(text)
                # days stay in one line each, with what leads to the answers below them
                told.setWordWrap(column > 0)
                height = 2 if column else 1
                self._table.addWidget(told, 2 * row - 1, column, height, 1, _TOP)
            made = button(_("Answers…"), "link")
            made.setAccessibleDescription(texts[0])
            made.clicked.connect(partial(self._ask, line))
            self._table.addLayout(_link(made), 2 * row, 0, _TOP)
        hidden = len(self.history.lines) - len(shown)
        self.more_button.setVisible(hidden > 0)
        self.more_button.setText(
            ngettext("Show {n} earlier one", "Show {n} earlier ones", hidden).format(n=hidden)
        )

    def _ask(self, line: ScoreLine, _checked: bool = False) -> None:
        self.answers_wanted.emit(line.entry)


def _link(made: QPushButton) -> Outset:
    """Return a link whose words stand in line with the texts around it."""
    place = Outset()
    place.addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)
    return place


def _texts(history: ScoreHistory, line: ScoreLine) -> list[str]:
    score = [score_words.total(line.score, history.instrument)]
    score += [score_words.subscale(each) for each in line.score.subscales]
    day = [entry_words.day(line.day)]
    if line.days_since_last is not None:
        day.append(_later(line.days_since_last))
    return [
        "\n".join(day),
        "\n".join(score),
        "\n".join(score_words.changes(line.since_first, line.since_last)),
    ]


def _later(n: int) -> str:
    if n == 0:
        return _("the same day")
    return ngettext("{n} day later", "{n} days later", n).format(n=entry_words.number(n))


def _rights(developers: str, licence: str) -> str:
    return " ".join(part for part in (developers, licence) if part)
