"""The preferences of the program: one frozen value, kept in one small file."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from dosejournal.errors import ReadOnlyError, StorageError
from dosejournal.i18n import _

Choices = tuple[tuple[str, str], ...]


def _choice(
    default: str, label: Callable[[], str], choices: Callable[[], Choices], hint: Callable[[], str]
) -> Any:
    return field(default=default, metadata={"label": label, "choices": choices, "hint": hint})


def _one_of(default: str, *values: str) -> Any:
    return field(default=default, metadata={"values": values})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person prefers; a field with a label appears on the Settings page by itself."""

    theme: str = _choice(
        "system",
        lambda: _("Colours"),
        lambda: (
            ("system", _("As the system")),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ),
        lambda: _("“As the system” changes with it, also while the window is open."),
    )
    discreet: str = _choice(
        "no",
        lambda: _("Discreet mode"),
        lambda: (("no", _("Names of substances")), ("yes", _("Labels instead of names"))),
        lambda: _(
            "With labels, no page, dialog or picture names a substance: it goes by its discreet "
            "label, or as “Item A”, “Item B” and so on. Notes stay as you wrote them. "
            "Ctrl+Shift+D changes it at any time."
        ),
    )
    lock_after_minutes: str = _one_of("5", "0", "1", "2", "5", "10", "15", "30")  # "0": never
    lock_with_screen: str = _one_of("yes", "yes", "no")
    lock_on_suspend: str = _one_of("yes", "yes", "no")
    keyring: str = _one_of("no", "yes", "no")  # whether the key is kept in that of the system
    language: str = ""  # empty: the one of the system
    close_to_tray: str = "no"  # or "yes": the window goes out of sight only when it is closed
    warned_places: str = ""  # journals whose place was warned of, none by its name
    second_backup_folder: str = ""  # where backups are copied to as well
    safety_read: str = "no"  # or "yes": what is to be known before anything else
    window: str = ""  # where the window was and how large, in Qt's own form


@dataclass(frozen=True, slots=True)
class Setting:
    """A preference as the Settings page shows it; `choices` pairs each value with its words."""

    name: str
    label: str
    hint: str
    choices: Choices


def shown() -> list[Setting]:
    """Return the preferences a person chooses, in order, in the person's language."""
    return [
        Setting(
            name=each.name,
            label=each.metadata["label"](),
            hint=each.metadata["hint"](),
            choices=each.metadata["choices"](),
        )
        for each in fields(Settings)
        if "label" in each.metadata
    ]


def load(path: Path) -> Settings:
    """Return the preferences kept at `path`; what cannot be read there counts as not set.

    A file that is no such file is put aside with the ending ".broken" rather than overwritten.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return Settings()
    except ValueError:
        kept = None
    if not isinstance(kept, dict):
        _put_aside(path)
        return Settings()
    return Settings(
        **{
            each.name: kept[each.name]
            for each in fields(Settings)
            if each.name in kept and _fits(each.metadata, kept[each.name])
        }
    )


def save(path: Path, settings: Settings) -> None:
    """Keep the preferences at `path`: wholly, or what was there before stays.

    Raises:
        StorageError: the disk refuses.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except (PermissionError, FileExistsError, NotADirectoryError):
        raise ReadOnlyError(
            _(
                "Your preferences cannot be kept, because their folder is read-only. They hold "
                "until you close the window; the journal is not concerned."
            )
        ) from None
    except OSError:
        raise StorageError(
            _(
                "Your preferences cannot be kept, because the disk refuses. They hold until you "
                "close the window; the journal is not concerned."
            )
        ) from None


def _fits(metadata: Any, value: object) -> bool:
    if not isinstance(value, str):
        return False
    if "values" in metadata:
        return value in metadata["values"]
    return "choices" not in metadata or value in dict(metadata["choices"]())


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(f"{path.name}.broken"))
    except OSError:
        # a folder nobody may write to keeps the broken file; the defaults hold all the same
        return
