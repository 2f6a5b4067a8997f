"""Questions of one column that has two ways to be read."""

from dosejournal.domain.imports import Answers, Question


class Choice:
    """One of two ways to read a column: proved by its values, or else asked."""

    def __init__(
        self,
        key: str,
        values: tuple[str, str],
        proved: str | None,
        answers: Answers,
        *,
        matters: bool = True,
    ) -> None:
        """Decide; where nothing proves it but it does not matter, nobody is asked."""
        self._key = key
        self._values = values
        self.asks = proved is None and matters
        answer = answers.given.get(key) if self.asks else None
        self.made: str | None = answer if answer in values else proved

    def question(self, text: str, labels: tuple[str, str]) -> Question | None:
        """Return the question in these words, where the values prove nothing."""
        if not self.asks:
            return None
        options = tuple(zip(self._values, labels, strict=True))
        return Question(key=self._key, text=text, assumed="", options=options)
