import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import jrnl_xml, xml_streams
from dosejournal.exchange.importers.files import ImportFile

FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
ENTRY = (
    '<entry date="2026-02-01T07:30:12" starred=""><tag name="@tea"/>\n'
    "\t\t\tA quiet start. Had @tea.\n\t\t</entry>"
)


def written(*entries, head='<?xml version="1.0" ?>'):
    inner = "\n\t\t".join(entries)
    return f"{head}\n<journal>\n\t<entries>\n\t\t{inner}\n\t</entries>\n\t<tags/>\n</journal>\n"


def test_an_entry_has_its_time_its_text_and_its_tags_without_their_sign(plan):
    read = plan(written(ENTRY))
    (entry,) = read.check_ins
    assert (read.format, read.source) == ("jrnl-xml", "jrnl")
    assert entry.moment.text == "2026-02-01T07:30:12+01:00"
    assert entry.note == "A quiet start. Had @tea."
    assert entry.tags == ("tea",)
    assert json.loads(entry.source_row) == {
        "date": "2026-02-01T07:30:12", "starred": "", "tags": ["@tea"],
        "text": "A quiet start. Had @tea.",
    }  # fmt: skip
    assert not read.unknown
    assert not read.held_aside


def test_an_entry_is_the_same_one_as_in_the_other_forms(plan):
    entry = {"title": "A quiet start.", "body": "Had @tea.", "date": "2026-02-01", "time": "07:30"}
    forms = (
        written(ENTRY),
        json.dumps({"entries": [entry]}),
        "[2026-02-01 07:30:12 AM] A quiet start.\nHad @tea.\n",
    )
    reads = [plan(text, name="jrnl") for text in forms]
    assert [read.format for read in reads] == ["jrnl-xml", "jrnl-json", "jrnl-text"]
    assert len({read.check_ins[0].source_key for read in reads}) == 1


def test_line_breaks_within_a_text_and_signs_of_xml_stay(plan):
    said = "One &amp; two.\n\n&lt;b&gt; <![CDATA[a < b]]>"
    entry = f'<entry date="2026-02-01T07:30:00" starred="">{said}</entry>'
    assert plan(written(entry)).check_ins[0].note == "One & two.\n\n<b> a < b"


def test_a_day_without_a_time_has_a_day_alone(plan):
    moment = plan(written('<entry date="2026-02-01">One.</entry>')).check_ins[0].moment
    assert (moment.precision, moment.text) == ("day", "2026-02-01")


def test_what_has_no_place_is_counted_and_is_no_part_of_the_text(plan):
    said = (
        '<entry date="2026-02-01T07:30:00" starred="True" uuid="ab">One.<photo>x</photo></entry>'
    )
    read = plan(written(said))
    assert read.check_ins[0].note == "One."
    assert dict(read.unknown) == {"starred": 1, "uuid": 1, "photo": 1}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ('<entry date="2026-02-30T07:30:00">x</entry>', "no such day or time"),
        ('<entry date="2026-02-01T25:00:00">x</entry>', "no such day or time"),
        ("<entry>x</entry>", "“date” is empty"),
        ('<entry date="2026-02-01T07:30:00"> </entry>', "“text” is empty"),
    ],
)
def test_a_broken_entry_is_held_aside(plan, wrong, reason):
    read = plan(written(ENTRY, wrong))
    assert len(read.check_ins) == 1
    (held,) = read.held_aside
    assert held.row == 3
    assert reason in held.reason


@pytest.mark.parametrize(
    "content",
    [
        written(ENTRY)[:-5],
        written(ENTRY).replace("journal>", "diary>"),
        written(ENTRY, head="<!DOCTYPE journal>"),
        written("<entry>&a;</entry>", head='<!DOCTYPE journal [<!ENTITY a "aaaa">]>'),
        written("<entry>&a;</entry>", head='<!DOCTYPE journal [<!ENTITY a SYSTEM "file:///x">]>'),
        written("<entry>&a;</entry>"),
        written("<a>" * 100),
        written("<entry a='" + "x" * 6_000_000),
        written(ENTRY, head='<?xml version="1.0" encoding="no-such"?>'),
        written(ENTRY).replace("quiet", "\x00"),
    ],
    ids=["half", "root", "type", "entity", "outside", "unknown", "deep", "tag", "encoding", "nul"],
)
def test_what_is_no_whole_export_is_refused_with_a_sentence(plan, content):
    with pytest.raises(ImportFileError, match="no whole XML export of jrnl"):
        plan(content, name="jrnl-xml")


def test_letters_in_another_encoding_than_stated_are_refused_and_stated_ones_are_followed(plan):
    said = '<entry date="2026-02-01T07:30:00">Später.</entry>'
    stated = written(said, head='<?xml version="1.0" encoding="iso-8859-1"?>')
    assert plan(stated.encode("latin-1")).check_ins[0].note == "Später."
    with pytest.raises(ImportFileError, match="no whole XML export"):
        plan(written(said).encode("latin-1"))


def test_more_entries_than_a_diary_has_are_refused(plan, monkeypatch):
    monkeypatch.setattr(jrnl_xml, "MOST_ENTRIES", 2)
    assert len(plan(written(ENTRY, ENTRY)).check_ins) == 2
    with pytest.raises(ImportFileError, match="more than 2 entries"):
        plan(written(ENTRY, ENTRY, ENTRY))


def test_more_elements_than_a_diary_has_are_refused(plan, monkeypatch):
    # the journal, its entries, one of them with its tag, and the list of tags
    monkeypatch.setattr(jrnl_xml, "MOST_ELEMENTS", 5)
    assert len(plan(written(ENTRY)).check_ins) == 1
    with pytest.raises(ImportFileError, match="no whole XML export"):
        plan(written(ENTRY, "<entry/>"))


def test_defaults_that_each_element_would_repeat_are_refused():
    form = xml_streams.Form("a", lambda: ImportFileError("no"), may_have_type=True)
    listener = xml_streams.Listener(lambda *_told: None)

    def read(default, n=1):
        many = "".join(
            f'<!ATTLIST b c{i} CDATA "{default}" d{i} CDATA #IMPLIED>' for i in range(n)
        )
        head = f"<!DOCTYPE a [{many}]>"
        with ImportFile(f"{head}<a><b/></a>".encode()).stream() as stream:
            xml_streams.read(stream, form, listener)

    read("x" * 20)
    with pytest.raises(ImportFileError, match="no"):
        read("x" * 2000)
    read("x", n=100)
    with pytest.raises(ImportFileError, match="no"):
        read("x", n=101)


@pytest.mark.parametrize("other", [b"", b"<html/>", b"words", b"a <journal> <entries>", b"{}"])
def test_other_files_are_not_taken_for_it(other):
    assert not jrnl_xml.recognises(ImportFile(other))


def test_a_file_that_cannot_be_read_is_not_taken_for_it(tmp_path):
    assert not jrnl_xml.recognises(ImportFile(tmp_path / "none"))


@FUZZ
@given(
    inner=st.lists(
        st.text(max_size=12)
        | st.sampled_from(
            [ENTRY, "<entry>", "</entry>", "</entries>", "<tag/>", "<!-- x -->", "<?x y?>",
             "<![CDATA[", "]]>", "&#0;", "&#x10ffff;",
             '<entry date="9999-12-31T23:59:59">z</entry>',
             '<entry date="0001-01-01T00:00:00+14:00">z</entry>']
        ),
        max_size=8,
    )
)  # fmt: skip
def test_no_odd_export_raises_anything_but_a_sentence(plan, inner):
    content = written(*inner).encode("utf-8", "surrogatepass")
    try:
        read = plan(content, name="jrnl-xml")
    except JournalError:
        return
    assert len(read.check_ins) + len(read.held_aside) == content.count(b"</entry>")
