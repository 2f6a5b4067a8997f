import weakref

import pytest

from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import json_files
from dosejournal.exchange.importers.files import ImportFile


@pytest.mark.parametrize(
    "content",
    [b'{"a": [1, null]}', b'\xef\xbb\xbf{"a": [1, null]}', '{"a": [1, null]}'.encode("utf-16")],
)
def test_json_is_read_with_or_without_a_mark(content):
    assert json_files.loaded(ImportFile(content)) == {"a": [1, None]}
    assert json_files.recognised(ImportFile(content)) == {"a": [1, None]}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"1", b'"text"', b"{", b'{"a": NaN}', b"[-Infinity]", b"[" * 200_000, b"[1e",
        b"\xff\xfe\x00",
        b'{"a": "\xe9"}', b"PK\x03\x04", b"[" + b"9" * 10_000 + b"]", b'{"a": "\x00"}',
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_with_a_sentence(content):
    file = ImportFile(content)
    for _again in range(2):
        with pytest.raises(ImportFileError, match="Nothing was brought in"):
            json_files.loaded(file)
    assert json_files.recognised(file) is None


def test_a_file_is_read_once_for_all_who_look_at_it(tmp_path):
    path = tmp_path / "export.json"
    path.write_bytes(b'{"a": 1}')
    file = ImportFile(path)
    first = json_files.loaded(file)
    path.unlink()
    assert json_files.loaded(file) is first


def test_a_file_is_let_go_as_soon_as_nobody_looks_at_it():
    for content in (b'{"a": 1}', b"{", b"text", b'{"a": "\xe9"}'):
        file = ImportFile(content)
        seen = weakref.ref(file)
        for _again in range(2):
            json_files.recognised(file)
        del file
        assert seen() is None


def test_a_list_of_objects_is_told_from_anything_else():
    assert json_files.objects([{"a": 1}]) == [{"a": 1}]
    assert json_files.objects([]) == []
    for other in ([1], {"a": 1}, None, "text"):
        assert json_files.objects(other) is None


def test_what_is_used_up_is_read_again_for_the_next(tmp_path):
    file = ImportFile(b"[1, 2, 3]")
    taken = json_files.taken(file)
    assert taken is not json_files.loaded(file)
    assert list(json_files.drained(taken)) == [1, 2, 3]
    assert taken == []
    assert json_files.loaded(file) == [1, 2, 3]


def test_more_values_than_a_diary_holds_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(json_files, "MOST_VALUES", 10)
    assert len(json_files.read(b"[" + b"{}," * 4 + b"1]")) == 5
    for content in (
        b"[" + b"{}," * 5 + b"1]",
        b"[" + b"[]," * 5 + b"1]",
        b"[" + b"1," * 10 + b"1]",
    ):
        with pytest.raises(ImportFileError, match="more values than a diary does"):
            json_files.read(content)
