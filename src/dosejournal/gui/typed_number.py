"""A number typed digit by digit on a control that has no text field."""

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from dosejournal.domain import typed_ratings

_PAUSE_MILLISECONDS = 1500
_SHORTEST = QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value
_ARABIC_DECIMAL_SIGN = "\u066b"
_DECIMAL_SIGNS = ",." + _ARABIC_DECIMAL_SIGN
_MINUS_SIGNS = "-−"


class TypedNumber(QObject):
    """Collects digits while they come quickly; `ended` is sent when they stop."""

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.end)

    def takes(self, key_text: str) -> bool:
        """Say whether a key would go on with the number, or begin one."""
        if len(key_text) != 1:
            return False
        if key_text in _DECIMAL_SIGNS:
            return bool(self.text) and not self.has_decimals
        return key_text in _MINUS_SIGNS or key_text.isdecimal()

    def begins(self, key_text: str) -> bool:
        """Say whether a key would begin a number: a sign does so always."""
        return not self.text or key_text in _MINUS_SIGNS

    def add(self, key_text: str) -> float | None:
        """Go on with the number; return it, or None while it is no number yet."""
        self.text = key_text if self.begins(key_text) else self.text + key_text
        self._pause.start()
        return self.number

    @property
    def number(self) -> float | None:
        """The number so far, or None while it is none."""
        plain = self.text.replace("−", "-")
        for sign in _DECIMAL_SIGNS:
            plain = plain.replace(sign, ".")
        # added to 0, because "-0" is no number of its own
        return None if plain in {"", "-"} else float(plain) + 0.0

    @property
    def has_decimals(self) -> bool:
        """Whether the decimal sign has been typed."""
        return any(sign in self.text for sign in _DECIMAL_SIGNS)

    def end(self) -> None:
        """Take the next digit as the first one of another number."""
        if self.text:
            self.ended.emit()
        self.forget()

    def forget(self) -> None:
        """Drop what was typed."""
        self._pause.stop()
        self.text = ""


def typed_value(text: str, locale: QLocale) -> float | None:
    """Return the number in a text field, or None when it is none.

    It may be grouped with spaces, or as the language groups thousands.
    """
    return typed_ratings.number("".join(text.split()), locale.groupSeparator().strip())


def written_value(value: float, locale: QLocale) -> str:
    """Return a number as it can be typed again, without exponent."""
    plain = QLocale(locale)
    plain.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return plain.toString(float(value), "f", _SHORTEST)
