"""What goes on the clipboard: marked so that no history of it keeps a copy, and taken back again.

The marks are those that password managers set. Programs that keep the clipboard are free to heed
them; on macOS they know the mark under a name that Qt for Python cannot give it.
"""

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QImage

SECRET_SECONDS = 10

_NONE_OF_IT = bytes(4)  # a number of Windows: 0
_MARKS = (
    ("x-kde-passwordManagerHint", b"secret"),
    ("application/x-nspasteboard-concealed-type", b"secret"),
    ("ExcludeClipboardContentFromMonitorProcessing", b"1"),
    ("CanIncludeInClipboardHistory", _NONE_OF_IT),
    ("CanUploadToCloudClipboard", _NONE_OF_IT),
)


def marked(data: QMimeData) -> QMimeData:
    """Return what is to be copied with the marks that keep it out of histories."""
    for name, value in _MARKS:
        data.setData(name, value)
    return data


def put_text(text: str, *, secret: bool = False) -> None:
    """Put text on the clipboard; a secret is taken back after ten seconds, or at the end."""
    forget_secret()
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(marked(data))
    if secret:
        Secret(text)


def put_image(image: QImage) -> None:
    """Put a picture on the clipboard."""
    forget_secret()
    data = QMimeData()
    data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(marked(data))


def forget_secret() -> None:
    """Take back a secret that is still on the clipboard: before a lock, which ends the process."""
    for each in _application().findChildren(Secret):
        each.take_back()


def _application() -> QCoreApplication:
    found = QCoreApplication.instance()
    assert found is not None  # noqa: S101 - there is no clipboard without one
    return found


class Secret(QObject):
    """A secret on the clipboard for a while; it belongs to the application."""

    def __init__(self, text: str) -> None:
        super().__init__(_application())
        self._text = text
        self.timer = QTimer(self, singleShot=True, interval=round(SECRET_SECONDS * 1000))
        self.timer.timeout.connect(self.take_back)
        self.timer.start()
        _application().aboutToQuit.connect(self.take_back)

    def take_back(self) -> None:
        """Empty the clipboard, unless something else is on it by now."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
        self.timer.stop()
        self.setParent(None)
        self.deleteLater()
