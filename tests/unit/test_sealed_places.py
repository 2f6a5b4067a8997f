import pytest

from dosejournal import sealed_places


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "encrypted.txt"


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "journal.db"


def test_what_was_encrypted_is_known_until_it_is_not(file, journal):
    assert not sealed_places.knows(file, journal)
    sealed_places.keep(file, journal, is_sealed=False)
    assert not file.exists()
    sealed_places.keep(file, journal, is_sealed=True)
    sealed_places.keep(file, journal.with_name("other.db"), is_sealed=True)
    assert sealed_places.knows(file, journal)
    sealed_places.keep(file, journal, is_sealed=False)
    assert not sealed_places.knows(file, journal)
    assert sealed_places.knows(file, journal.with_name("other.db"))


def test_a_journal_is_known_by_every_name_it_has(file, journal):
    journal.touch()
    other = journal.with_name("shortcut.db")
    other.symlink_to(journal)
    sealed_places.keep(file, other, is_sealed=True)
    assert sealed_places.knows(file, journal)


def test_what_is_kept_is_private_and_names_no_journal(file, journal):
    sealed_places.keep(file, journal, is_sealed=True)
    assert journal.name not in file.read_text()
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    assert file.parent.stat().st_mode & 0o077 == 0
    assert file.stat().st_mode & 0o077 == 0


def test_only_so_many_are_kept_and_the_last_ones_stay(file, journal):
    for number in range(120):
        sealed_places.keep(file, journal.with_name(f"{number}.db"), is_sealed=True)
    assert len(file.read_text().split()) == 100
    assert sealed_places.knows(file, journal.with_name("119.db"))
    assert not sealed_places.knows(file, journal.with_name("0.db"))


def test_what_cannot_be_read_is_written_anew(file, journal):
    file.parent.mkdir()
    file.write_bytes(b"\xff\x00")
    assert not sealed_places.knows(file, journal)
    sealed_places.keep(file, journal, is_sealed=True)
    assert sealed_places.knows(file, journal)


def test_a_folder_that_takes_nothing_keeps_no_journal_closed(file, journal):
    file.parent.write_text("a file in the way")
    sealed_places.keep(file, journal, is_sealed=True)
    assert not sealed_places.knows(file, journal)
    assert file.parent.read_text() == "a file in the way"
