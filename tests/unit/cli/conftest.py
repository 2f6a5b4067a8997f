import json
from datetime import datetime
from pathlib import Path

import pytest

from dosejournal import cli


class Terminal:
    """Command lines typed in this process; what they answer, and with which exit code."""

    def __init__(self, journal: Path, now: datetime, capsys: pytest.CaptureFixture[str]) -> None:
        self.journal = journal
        self.now = now
        self.opened: list[Path | None] = []
        self.in_tray: list[bool] = []
        self.passphrases: list[str | None] = []
        self._capsys = capsys

    def bare(self, *words: str) -> tuple[int, str, str]:
        code = cli.main(words, self._open, self.now)
        said, complained = self._capsys.readouterr()
        return code, said, complained

    def say(self, *words: str) -> str:
        code, said, complained = self.bare("--journal", str(self.journal), *words)
        assert (code, complained) == (0, "")
        return said

    def json(self, *words: str):
        return json.loads(self.say(*words, "--json"))

    def refused(self, *words: str) -> str:
        code, said, complained = self.bare("--journal", str(self.journal), *words)
        assert (code, said) == (1, "")
        assert complained.count("\n") == 1
        return complained

    def remarked(self, *words: str) -> str:
        """Return what was said beside something that was done."""
        code, said, complained = self.bare("--journal", str(self.journal), *words)
        assert code == 0
        assert said
        assert complained.count("\n") == 1
        return complained

    def wrong(self, *words: str) -> str:
        code, said, complained = self.bare("--journal", str(self.journal), *words)
        assert (code, said) == (2, "")
        return complained

    def _open(self, journal: Path | None, in_tray: bool, passphrase: str | None) -> int:
        self.opened.append(journal)
        self.in_tray.append(in_tray)
        self.passphrases.append(passphrase)
        return 0


@pytest.fixture
def terminal(journal_path, now, capsys):
    return Terminal(journal_path, now, capsys)
