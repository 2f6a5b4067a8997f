"""The private Python environment in `.venv`, made once from pinned and hashed packages.

`run.py` and `test.py` share it. A stamp inside tells what was installed and is written last: an
environment without one was interrupted, and is made anew. An old Python must get a sentence
instead of a syntax error, so `packaging/` is written to be read by Python 3.6: annotations are
plain names, and modules that came later are imported where they are used.

After a change of dependencies the two locks are made again, from the root of the project:

    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --upgrade \
        --output-file packaging/requirements.lock \
        pyproject.toml packaging/requirements.in
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --upgrade \
        --output-file packaging/requirements-test.lock \
        --constraint packaging/requirements.lock --group dev \
        pyproject.toml packaging/requirements.in

The locks hold names, versions and hashes and nothing else: where packages are fetched from is the
choice of each machine's own pip.
"""

import contextlib
import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = (3, 11)
LOCKS = {"run": "packaging/requirements.lock", "test": "packaging/requirements-test.lock"}


class SetUpError(Exception):
    """What stands in the way of starting, as a sentence for the person."""


def refuse_old_python(version: tuple = tuple(sys.version_info)) -> None:
    """Raise unless this Python is new enough."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        found = "{}.{}".format(*version[:2])
        raise SetUpError(f"DoseJournal needs Python 3.11 or newer, and this is Python {found}.")


def command(*arguments: str) -> list:
    """Return the command line that runs the environment's Python with these arguments.

    -P, because the person may start from any folder, and no file lying there should be taken for
    a Python module.
    """
    return [str(_python()), "-P", *arguments]


def variables() -> dict:
    """Return this process's variables without those that lead a Python to foreign packages."""
    foreign = ("PYTHONHOME", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if name not in foreign}


def prepare(purpose: str = "run") -> None:
    """Make sure `.venv` holds what `purpose` ("run" or "test") needs; cheap when it does."""
    if is_ready(purpose):
        return
    try:
        with _alone():
            if not is_ready(purpose):  # another start may have done it while this one waited
                _set_up(purpose)
    except OSError as error:
        raise SetUpError(f"DoseJournal cannot be set up in {ROOT}: {error}.") from error


def is_ready(purpose: str = "run") -> bool:
    """Tell whether `.venv` holds what `purpose` needs, and still fits this place."""
    stamped = _stamped()
    if not stamped or not _python().exists():
        return False
    return _wanted(purpose).items() <= stamped.items()


def _venv() -> Path:
    return ROOT / ".venv"


def _python() -> Path:
    return _venv() / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _stamp() -> Path:
    return _venv() / "dosejournal-stamp"


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def _place() -> dict:
    """Return what an environment is bound to: it survives neither a move nor another Python."""
    return {"root": str(ROOT), "interpreter": os.path.realpath(str(_python()))}


def _wanted(purpose: str) -> dict:
    wanted = {**_place(), "project": _digest("pyproject.toml"), "run": _digest(LOCKS["run"])}
    if purpose == "test":
        wanted["test"] = _digest(LOCKS["test"])
    return wanted


def _stamped() -> dict:
    try:
        lines = _stamp().read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return dict(line.split(" ", 1) for line in lines if " " in line)


def _set_up(purpose: str) -> None:
    stamped = _stamped()
    reusable = stamped and _python().exists() and _place().items() <= stamped.items()
    _say("Updating DoseJournal …" if reusable else "Setting up DoseJournal (first start only) …")
    with contextlib.suppress(FileNotFoundError):
        _stamp().unlink()
    if not reusable:
        stamped = {}
        _make()
    wanted = _wanted(purpose)
    added = False
    if not wanted.items() <= {**stamped, "project": wanted["project"]}.items():
        # Wheels only: building from source would fetch tools that no lock names. The lock is
        # complete; looking for dependencies, pip would take newer versions than it names.
        lock = str(ROOT / LOCKS[purpose])
        _pip("--require-hashes", "--no-deps", "--only-binary=:all:", "--requirement", lock)
        added = True
    _pip("--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    if added:
        _compile()
    if stamped.get("run") == wanted["run"] and "test" in stamped:
        wanted.setdefault("test", stamped["test"])
    lines = "".join(f"{name} {value}\n" for name, value in wanted.items())
    _stamp().write_text(lines, encoding="utf-8")


def _make() -> None:
    """Make an empty environment, removing what an interrupted start left."""
    missing = _missing_parts()
    if missing:
        package = "python{}.{}-venv".format(*sys.version_info)
        raise SetUpError(
            f"DoseJournal cannot make its own Python environment, because Python's {missing} is "
            f"missing here: install the package {package} (sudo apt install {package}) and start "
            "again."
        )
    without_pip = [] if _has("ensurepip") else ["--without-pip"]
    _run([sys.executable, "-m", "venv", "--clear", *without_pip, str(_venv())], "Python's venv")


def _missing_parts() -> str:
    if not _has("venv"):
        return "venv"
    return "" if _has("ensurepip") or _has("pip") else "ensurepip"


def _has(module: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(module) is not None


def _pip(*arguments: str) -> None:
    pip = [sys.executable, "-m", "pip", "--python", str(_python())]
    if any(_venv().glob("[Ll]ib/site-packages/pip")) or any(_venv().glob("lib/*/*/pip")):
        pip = command("-m", "pip")
    quiet = ("--disable-pip-version-check", "--no-input", "--no-warn-script-location")
    # pip compiles on one processor, and the tests of every library too
    _run([*pip, "install", *quiet, "--no-compile", *arguments], "pip")


def _compile() -> None:
    """Compile the libraries on all processors: the first start need not do it then."""
    import subprocess

    others = r"[/\\](tests?|pip)[/\\]"
    subprocess.run(
        command("-m", "compileall", "-qq", "-j", "0", "-x", others, str(_venv())),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=variables(),
        check=False,  # some libraries bring templates that are no Python
    )


def _run(line: list, name: str) -> None:
    """Run a command without a word, unless it fails."""
    import subprocess

    finished = subprocess.run(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # A person whose pip installs for the user by default means their own Python, not this one.
        env={**variables(), "PIP_USER": "0"},
        check=False,
    )
    if finished.returncode:
        sys.stderr.write(finished.stdout.decode(errors="replace"))
        raise SetUpError(
            f"DoseJournal could not be set up, because {name} failed with the message above; "
            "the first start needs a network connection, and starting again tries anew."
        )


@contextlib.contextmanager
def _alone() -> object:
    """Hold back every other start on this computer that wants to change the environment."""
    with (ROOT / ".venv.lock").open("w") as file:
        if os.name == "nt":
            import msvcrt
            import time

            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.2)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield  # closing the file releases it, also when this process dies


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
