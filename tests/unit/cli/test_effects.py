import pytest

from dosejournal import cli


@pytest.fixture
def run(journal_path, now, capsys):
    """Runs a command of the terminal; returns what it said and what went wrong."""

    def run(*words):
        code = cli.main(["--journal", str(journal_path), *words], lambda: now)
        return code, capsys.readouterr()

    return run
