import io
import os
import stat
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import files
from dosejournal.exchange.importers.files import ImportFile

MEBIBYTE = 1 << 20


def member(name, *, mode=0o644, method=zipfile.ZIP_DEFLATED):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFREG | mode if mode < 0o10000 else mode) << 16
    info.compress_type = method
    return info


def archive(*members):
    """Make an archive of (member, content) pairs."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for info, content in members:
            zipped.writestr(info, content)
    return made.getvalue()


def forged(content, **claims):
    """Change what the list at the end of an archive claims of its first member."""
    changed = bytearray(content)
    at = changed.index(b"PK\x01\x02")
    places = {"method": (10, "<H"), "packed": (20, "<I"), "size": (24, "<I")}
    for name, claim in claims.items():
        place, form = places[name]
        struct.pack_into(form, changed, at + place, claim)
    return bytes(changed)


@pytest.mark.parametrize("on_disk", [False, True])
def test_members_are_read_by_their_names(tmp_path, on_disk):
    content = archive((member("a.csv"), b"one"), (member("in/b c.csv"), b"two"))
    path = tmp_path / "export.zip"
    path.write_bytes(content)
    file = ImportFile(path if on_disk else content)
    assert file.is_archive()
    assert file.members() == ("a.csv", "in/b c.csv")
    assert file.has_member("a.csv")
    assert not file.has_member("b c.csv")
    assert file.member("in/b c.csv") == b"two"
    assert list(file.contents(("in/b c.csv", "a.csv"))) == [
        ("in/b c.csv", b"two"),
        ("a.csv", b"one"),
    ]
    with file.stream("a.csv") as stream:
        assert stream.read(2) == b"on"
    with file.stream() as stream:
        assert stream.read(len(content) + 1) == content
    assert file.name == ("export.zip" if on_disk else "")
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_no_archive_has_no_members():
    file = ImportFile(b"at,mood\n")
    assert file.members() == ()
    assert not file.has_member("a.csv")
    assert file.beginning() == b"at,mood\n"
    with pytest.raises(ImportFileError, match="damaged, cut short or locked"):
        file.member("a.csv")


@pytest.mark.parametrize(
    "name",
    ["../a.csv", "in/../../a.csv", "/a.csv", "C:/a.csv", "c:a.csv", "..\\a.csv", "\\a.csv", "in/"],
)
def test_a_name_that_leads_out_of_the_archive_is_no_member(name):
    file = ImportFile(archive((member(name), b"x"), (member("in/a.csv"), b"y")))
    assert file.members() == ("in/a.csv",)
    assert not file.has_member(name)
    with pytest.raises(ImportFileError, match="does not hold"):
        file.member(name)
    with pytest.raises(ImportFileError, match="does not hold"), file.stream(name):
        pass


def test_a_name_with_dots_or_a_colon_of_its_own_is_one():
    names = ("a..csv", "in/12:30.csv", "...csv", "note: a.csv")
    assert ImportFile(archive(*((member(name), b"") for name in names))).members() == names


def test_a_link_is_no_member():
    link = member("a.csv", mode=stat.S_IFLNK | 0o777)
    file = ImportFile(archive((link, b"/etc/hosts")))
    assert file.members() == ()
    with pytest.raises(ImportFileError, match="does not hold"):
        file.member("a.csv")


def test_more_members_than_any_export_has_are_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_MEMBERS", 3)
    three = ImportFile(archive(*((member(f"{n}.csv"), b"x") for n in range(3))))
    assert len(three.members()) == 3
    four = ImportFile(archive(*((member(f"{n}.csv"), b"x") for n in range(4))))
    for ask in (four.members, lambda: four.member("0.csv")):
        with pytest.raises(ImportFileError, match="far more than a diary"):
            ask()
    assert four.has_member("0.csv")


def test_a_list_of_members_without_end_is_not_read(monkeypatch):
    monkeypatch.setattr(files, "_LARGEST_LIST_BYTES", 70_000)
    content = archive(*((member(f"{n:0>100}.csv"), b"x") for n in range(500)))
    with pytest.raises(ImportFileError, match="damaged, cut short or locked"):
        ImportFile(content).members()


def test_what_shrinks_more_than_text_does_is_refused():
    file = ImportFile(archive((member("a.csv"), bytes(20 * MEBIBYTE))))
    with pytest.raises(ImportFileError, match="far more than a diary"):
        file.member("a.csv")
    with pytest.raises(ImportFileError, match="far more than a diary"), file.stream("a.csv"):
        pass


def test_little_that_shrinks_much_is_read():
    assert len(ImportFile(archive((member("a.csv"), bytes(900_000)))).member("a.csv")) == 900_000


def test_a_claim_to_be_packed_in_more_than_there_is_hides_no_bomb():
    content = archive((member("a.csv"), bytes(20 * MEBIBYTE)))
    with pytest.raises(ImportFileError, match="far more than a diary"):
        ImportFile(forged(content, packed=19 * MEBIBYTE)).member("a.csv")


@pytest.mark.parametrize("claim", [0, 1, 1000, MEBIBYTE])
def test_a_claim_to_be_small_gives_nothing(claim):
    content = archive((member("a.csv"), bytes(20 * MEBIBYTE)))
    file = ImportFile(forged(content, size=claim))
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        file.member("a.csv")


def test_a_claim_to_be_large_is_refused_unread():
    content = archive((member("a.csv"), b"text"))
    with pytest.raises(ImportFileError, match="far more than a diary"):
        ImportFile(forged(content, size=0xFFFFFFF0)).member("a.csv")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_unpacks_without_measure_is_not_begun(method, monkeypatch):
    file = ImportFile(archive((member("a.csv", method=method), b"text")))
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    with pytest.raises(ImportFileError, match="damaged, cut short or locked"):
        file.member("a.csv")


@pytest.mark.parametrize("method", [1, 9, 97, 255])
def test_an_unknown_method_is_refused(method):
    content = forged(archive((member("a.csv"), b"text")), method=method)
    with pytest.raises(ImportFileError, match="damaged, cut short or locked"):
        ImportFile(content).member("a.csv")


def test_one_member_larger_than_any_diary_is_refused(monkeypatch):
    monkeypatch.setattr(files, "LARGEST_MEMBER_BYTES", 1000)
    file = ImportFile(archive((member("a.csv"), b"x" * 1000), (member("b.csv"), b"x" * 1001)))
    assert len(file.member("a.csv")) == 1000
    with pytest.raises(ImportFileError, match="far more than a diary"):
        file.member("b.csv")


def test_all_members_together_have_a_limit_too(monkeypatch):
    monkeypatch.setattr(files, "LARGEST_UNPACKED_BYTES", 2500)
    names = ("a.csv", "b.csv", "c.csv")
    file = ImportFile(archive(*((member(name), b"x" * 1000) for name in names)))
    with pytest.raises(ImportFileError, match="far more than a diary"):
        list(file.contents(names))
    # the same one is no more when it is read again, be it by another importer
    for _again in range(5):
        assert len(file.member("a.csv")) == 1000
    assert len(file.member("b.csv")) == 1000
    with pytest.raises(ImportFileError, match="far more than a diary"):
        file.member("c.csv")


def test_who_reads_many_may_set_a_lower_limit():
    file = ImportFile(archive((member("a.csv"), b"x" * 1000), (member("b.csv"), b"x" * 1000)))
    assert len(list(file.contents(("a.csv", "b.csv"), most=2000))) == 2
    with pytest.raises(ImportFileError, match="far more than a diary"):
        list(file.contents(("a.csv", "b.csv"), most=1999))


def test_members_that_share_their_bytes_are_counted_each(monkeypatch):
    monkeypatch.setattr(files, "LARGEST_UNPACKED_BYTES", 3 * MEBIBYTE)
    one = archive((member("0"), os.urandom(MEBIBYTE)))
    start = one.index(b"PK\x01\x02")
    entry, end = bytearray(one[start:-22]), bytearray(one[-22:])
    entries = b""
    for n in range(9):
        entry[46:47] = str(n).encode()
        entries += bytes(entry)
    struct.pack_into("<HHI", end, 8, 9, 9, len(entries))
    file = ImportFile(one[:start] + entries + bytes(end))
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        list(file.contents(file.members()))


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    file = ImportFile(tmp_path / "pipe")
    for ask in (file.content, file.is_archive, file.members, file.beginning):
        with pytest.raises(ImportFileError, match="cannot be read"):
            ask()


@settings(max_examples=200)
@given(noise=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=5)), max_size=5),
       cut=st.integers(0, 60))  # fmt: skip
def test_no_damage_to_an_archive_raises_anything_but_a_sentence(noise, cut):
    damaged = bytearray(
        archive((member("a.csv"), bytes(range(200))), (member("in/b.csv"), b"b" * 300))
    )
    for place, piece in noise:
        at = int(place * len(damaged))
        damaged[at : at + len(piece)] = piece
    file = ImportFile(bytes(damaged[: len(damaged) - cut]))
    assert file.has_member("a.csv") in (True, False)
    # whatever else it raised would fail this test
    with suppress(ImportFileError):
        for name in file.members():
            with suppress(ImportFileError):
                assert len(file.member(name)) <= MEBIBYTE
