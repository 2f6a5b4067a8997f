import pytest


@pytest.mark.samples("pixels/")
def test_a_pixels_export_gives_what_it_holds(brought_in, name, said):
    report, _plan, entries = brought_in(name)
    assert report["format"] == "pixels"
    assert report["accepted"]["ratings"] == said["mood_scores"]
    assert sum(report["unknown"].values()) == said["unknown_types"]
    assert [entry.moment.text for entry in entries] == said["days"]
    assert {entry.moment.precision for entry in entries} == {"day"}
    assert not report["held_aside"]


@pytest.mark.samples("jrnl/")
def test_a_jrnl_journal_gives_what_it_holds(brought_in, name, said):
    report, _plan, _entries = brought_in(name)
    form = name.rpartition(".")[2]
    assert report["format"] == ("jrnl-text" if form == "txt" else f"jrnl-{form}")
    assert report["accepted"]["check_ins"] == said["entries"]
    assert not report["held_aside"]


def test_the_forms_of_one_jrnl_journal_tell_the_same_entries(say, samples):
    names = [f"jrnl/{name}" for name in ("export.json", "export.xml", "export.txt", "journal.txt")]
    told = [say("import", str(samples / name), "--json") for name in names]
    new = [each["accepted"]["check_ins"] for each in told]
    assert new[0] > 0
    assert new[1:] == [0, 0, 0]


@pytest.mark.samples("rednotebook/")
def test_a_month_of_rednotebook_gives_what_it_holds(brought_in, name, said):
    report, _plan, entries = brought_in(name)
    days = [entry.moment.journal_day.day for entry in entries]
    assert report["format"] == "rednotebook"
    assert days == said["days"]
    assert {entry.moment.precision for entry in entries} == {"day"}
    for day, entry in zip(days, entries, strict=True):
        text, _gap, lines = entry.note.partition("\n\n")
        categories = said["categories"][str(day)]
        if not categories:
            text, lines = entry.note, ""
        assert len(text) == said["text_chars"][str(day)]
        assert [line.partition(": ")[0] for line in lines.splitlines()] == categories
    assert not report["held_aside"]


@pytest.mark.samples("day-one/")
def test_a_day_one_export_gives_what_it_holds(brought_in, name, said):
    report, _plan, entries = brought_in(name)
    assert report["format"] == "day-one"
    assert report["accepted"]["check_ins"] == said["entries"]
    assert len(report["held_aside"]) == said["rejected"]
    assert [entry.moment.text for entry in entries] == said["local_times"]
