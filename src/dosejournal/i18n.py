"""Every sentence for a person goes through `_` or `ngettext`; English is the source."""

import gettext
import re
from pathlib import Path

PSEUDO = "pseudo"

_LONGEST_WORD = 24
_PLACEHOLDER = re.compile(r"(\{[^}]*\}|%\([a-z_]+\)s|&(?=\w))")
_ACCENTS = str.maketrans("aeiouAEIOUcns", "áéíóúÁÉÍÓÚçñš")


class PseudoTranslations(gettext.NullTranslations):
    """English made 40 % longer and accented, to see where a layout would cut a translation."""

    def gettext(self, message: str) -> str:
        """Return the message, lengthened, with its placeholders kept."""
        if not message:
            return message
        parts = _PLACEHOLDER.split(message)
        accented = "".join(
            part if index % 2 else part.translate(_ACCENTS) for index, part in enumerate(parts)
        )
        more = "~" * max(1, round(len(message) * 0.4))
        # no language has words so long that a line cannot be broken before them
        words = [more[at : at + _LONGEST_WORD] for at in range(0, len(more), _LONGEST_WORD)]
        return accented + " ".join(words)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the right one of both messages, lengthened."""
        return self.gettext(msgid1 if n == 1 else msgid2)


class _Language:
    """The one language the program speaks; a process has one, as it has one locale."""

    translations: gettext.NullTranslations = gettext.NullTranslations()
    name: str = "en"


def use(language: str, folder: Path) -> None:
    """Speak `language` from now on; English where `folder` has no translation for it."""
    _Language.name = language
    if language == PSEUDO:
        _Language.translations = PseudoTranslations()
    else:
        _Language.translations = gettext.translation(
            "dosejournal", folder, languages=[language], fallback=True
        )


def language() -> str:
    """Return the code of the language in which sentences come: "en" where none is translated."""
    if isinstance(_Language.translations, gettext.GNUTranslations):
        return _Language.name.partition("_")[0]
    return "en"


def file_in_language(folder: Path, name: str) -> Path:
    """Return the text `name` in the person's language: `folder/de/name`, else the English one."""
    for language in (_Language.name, _Language.name.partition("_")[0]):
        if (folder / language / name).is_file():
            return folder / language / name
    return folder / "en" / name


def _(message: str) -> str:
    """Return the message in the person's language."""
    return _Language.translations.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the message for `n` things in the person's language."""
    return _Language.translations.ngettext(singular, plural, n)
