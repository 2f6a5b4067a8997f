"""Starting with the session: each system has its own entry for it, one a module."""

import importlib
import os
import sys
from pathlib import Path

from dosejournal import paths
from dosejournal.gui.reminding.desktop import Autostart, NoAutostart


def command(journal: Path) -> tuple[str, ...]:
    """Return the command line that starts this program in the tray, as it is installed here."""
    program: tuple[str, ...] = (sys.executable,)
    if not getattr(sys, "frozen", False):
        # -P, because no file lying in the folder of the session is a module of ours
        program = (_windowless(sys.executable), "-P", "-m", "dosejournal")
    usual = os.path.realpath(paths.default_journal())
    which = () if os.path.realpath(journal) == usual else ("--journal", os.path.realpath(journal))
    return (*program, *which, "open", "--tray")


def of_system(journal: Path, platform: str = sys.platform) -> Autostart:
    """Return the way of this system."""
    if platform == "win32":
        from dosejournal.app.autostart.run_key import RunKey

        return RunKey(command(journal), importlib.import_module("winreg"))
    if platform == "darwin":
        from dosejournal.app.autostart.launch_agent import LaunchAgent

        return LaunchAgent(command(journal), paths.autostart_folder())
    if platform == "linux":
        from dosejournal.app.autostart.desktop_entry import DesktopEntry

        return DesktopEntry(command(journal), paths.autostart_folder())
    return NoAutostart()


def _windowless(python: str) -> str:
    # the other one opens a terminal beside the window
    sibling = Path(python).with_name("pythonw.exe")
    return str(sibling) if Path(python).name == "python.exe" and sibling.exists() else python
