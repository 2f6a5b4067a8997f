import pytest

WORDS = {"YES_MANUAL": 1, "NO": 0}


@pytest.mark.samples("track-and-graph/", ".csv")
def test_a_track_and_graph_table_gives_what_it_holds(brought_in, name, said):
    told, plan, entries = brought_in(name)
    assert told["format"] == "track-and-graph-csv"
    assert len(entries) == said["unique_feature_instant"]
    # the one remark beside that on new measures counts what is told twice
    assert said["rows"] - len(entries) == len(told["remarks"]) - 1
    assert sorted(measure["name"] for measure in told["new_measures"]) == said["features"]
    assert len({entry.source_key for entry in plan.check_ins}) == len(entries)
    assert not told["held_aside"]
    assert not told["unknown"]


@pytest.mark.samples("track-and-graph/", ".db")
def test_a_track_and_graph_database_gives_what_it_holds(brought_in, name, said):
    told, _plan, entries = brought_in(name)
    assert told["format"] == "track-and-graph-database"
    assert sum(len(entry.ratings) for entry in entries) == said["points"]
    assert sum(not entry.ratings for entry in entries) == said["notes"]
    assert sorted({e.moment.local.date().isoformat() for e in entries}) == said["local_days"]
    assert not told["held_aside"]


@pytest.mark.samples("loop-habits/", ".db")
def test_a_loop_database_gives_what_it_holds(brought_in, name, said):
    told, _plan, entries = brought_in(name)
    ratings = [rating for entry in entries for rating in entry.ratings]
    assert told["format"] == "loop-habits-database"
    assert len(ratings) == said["marks"]
    assert sum(rating.value == 1 for rating in ratings) == said["done"]
    assert (told["first_day"], told["last_day"]) == (said["first"], said["last"])
    assert {entry.moment.precision for entry in entries} == {"day"}
    assert not told["held_aside"]


@pytest.mark.samples("loop-habits/", ".zip")
def test_a_loop_archive_gives_what_it_holds(brought_in, name, said):
    told, plan, entries = brought_in(name)
    marks = [mark for folder in said["values"].values() for mark in folder.items()]
    rated = sorted((day, WORDS[word]) for day, word in marks if word in WORDS)
    assert told["format"] == "loop-habits-zip"
    assert len(marks) == sum(said["marks"].values())
    assert len(marks) == len(rated) + told["unknown"]["YES_AUTO"]
    assert rated == sorted(
        (entry.moment.text, rating.value) for entry in entries for rating in entry.ratings
    )
    # of the days without a rating those with a note are kept, for the note
    days = {day for day, word in marks if word not in WORDS}
    assert {entry.moment.text for entry in entries if not entry.ratings} <= days
    assert {tag for entry in entries for tag in entry.tags} <= set(said["habits"])
    assert {measure["name"] for measure in told["new_measures"]} <= set(said["habits"])
    assert len({entry.source_key for entry in plan.check_ins}) == len(entries)
    assert not told["held_aside"]
