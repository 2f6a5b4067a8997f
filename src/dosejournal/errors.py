"""What can go wrong, said in the words of the person using the journal.

JournalError
├─ CannotOpenError            the file cannot be opened as a journal
│  ├─ NoJournalError          there is no file, or no folder, at that place
│  ├─ JournalExistsError      a new journal would overwrite a file
│  ├─ NotAJournalError        the file is something else
│  ├─ NewerJournalError       made by a newer DoseJournal
│  ├─ DamagedJournalError     cut short or damaged
│  ├─ LockedJournalError      encrypted, and no passphrase was given
│  ├─ WrongPassphraseError    encrypted, and not by this passphrase
│  ├─ UnsealedJournalError    not encrypted any more, and nobody said so
│  └─ JournalInUseError       another window has it open
├─ StorageError               the disk refuses
│  ├─ ReadOnlyError           the file or its folder is read-only
│  ├─ DiskFullError           no room left
│  └─ JournalBusyError        another program is writing right now
├─ InputError                 a value that cannot be recorded
│  ├─ OffScaleError           a rating off its scale
│  ├─ UnknownNameError        no measure, substance or entry of that name
│  └─ MomentError             a date or time outside what the journal can hold
├─ StaleUndoError             what would be undone has changed meanwhile
└─ ImportFileError            a file that cannot be read as what it claims to be

Every message says what happened, that nothing is lost, and what to do next; none holds what a
person wrote in an entry.
"""


class JournalError(Exception):
    """Base of every error we show as a message rather than as a crash."""


class CannotOpenError(JournalError):
    """The file cannot be opened as a journal."""


class NoJournalError(CannotOpenError):
    """There is no journal at that place."""


class JournalExistsError(CannotOpenError):
    """A new journal would overwrite a file."""


class NotAJournalError(CannotOpenError):
    """The file is not a journal."""


class NewerJournalError(CannotOpenError):
    """The journal was made by a newer DoseJournal."""


class DamagedJournalError(CannotOpenError):
    """The journal file is cut short or damaged."""


class LockedJournalError(CannotOpenError):
    """The journal is encrypted, and no passphrase was given."""


class WrongPassphraseError(CannotOpenError):
    """The passphrase does not open the journal."""


class UnsealedJournalError(CannotOpenError):
    """The journal is not encrypted, but was when it was opened last."""


class JournalInUseError(CannotOpenError):
    """Another window has this journal open."""


class StorageError(JournalError):
    """The disk refuses."""


class ReadOnlyError(StorageError):
    """The journal or its folder is read-only."""


class DiskFullError(StorageError):
    """There is no room left on the disk."""


class JournalBusyError(StorageError):
    """Another program is writing to the journal."""


class InputError(JournalError):
    """A value that cannot be recorded."""


class OffScaleError(InputError):
    """A rating lies off its scale."""


class UnknownNameError(InputError):
    """There is no measure, substance or entry of that name."""


class MomentError(InputError):
    """A date or time lies outside what the journal can hold."""


class StaleUndoError(JournalError):
    """What would be undone has been changed meanwhile."""


class ImportFileError(JournalError):
    """A file cannot be read as what it claims to be."""
