import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dosejournal

SOURCE = str(Path(dosejournal.__file__).parents[1])


@pytest.fixture
def killed_after():
    """Run a script that prints a line when it begins, and kill it so long after that."""

    def run(milliseconds, script, *words):
        # killed while it writes down what it covered, it would leave half a file
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
        running = subprocess.Popen(
            [sys.executable, "-c", script, *words],
            env={**kept, "PYTHONPATH": SOURCE},
            stdout=subprocess.PIPE,
        )
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(milliseconds / 1000)
        running.send_signal(signal.SIGKILL)
        running.communicate()

    return run
