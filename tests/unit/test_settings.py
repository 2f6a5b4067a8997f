import json
import os

import pytest

from dosejournal import settings
from dosejournal.errors import ReadOnlyError, StorageError
from dosejournal.settings import Settings


def test_without_a_file_the_defaults_hold(tmp_path):
    assert settings.load(tmp_path / "settings.json") == Settings()


def test_what_was_saved_is_loaded_again(tmp_path):
    path = tmp_path / "new" / "settings.json"
    settings.save(path, Settings(theme="dark", window="abc"))
    assert settings.load(path) == Settings(theme="dark", window="abc")
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_folder_of_the_preferences_is_for_the_person_alone(tmp_path):
    path = tmp_path / "new" / "settings.json"
    settings.save(path, Settings())
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"dark"', "\udcff"])
def test_a_broken_file_gives_the_defaults_and_is_put_aside(tmp_path, text):
    path = tmp_path / "settings.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert settings.load(path) == Settings()
    assert not path.exists()
    assert path.with_name("settings.json.broken").exists()


def test_a_broken_file_that_cannot_be_moved_does_no_harm(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text("{")
    (tmp_path / "settings.json.broken" / "in the way").mkdir(parents=True)
    assert settings.load(path) == Settings()
    assert path.read_text() == "{"


def test_unknown_fields_and_impossible_values_count_as_not_set(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "purple", "window": 7, "later": True, "language": "de"}))
    assert settings.load(path) == Settings(language="de")
    assert path.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadOnlyError, match="the journal is not concerned"):
        settings.save(tmp_path / "file" / "settings.json", Settings())


def test_a_disk_that_refuses_is_told_and_keeps_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "settings.json"
    settings.save(path, Settings(theme="dark"))

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(settings.os, "fsync", full)
    with pytest.raises(StorageError, match="the disk refuses"):
        settings.save(path, Settings(theme="light"))
    assert settings.load(path) == Settings(theme="dark")


def test_each_shown_setting_offers_its_own_default_and_says_what_it_is():
    shown = settings.shown()
    assert [setting.name for setting in shown] == ["theme", "discreet"]
    for setting in shown:
        assert setting.label
        assert setting.hint
        assert getattr(Settings(), setting.name) in dict(setting.choices)
