from dosejournal import paths


def test_resources_are_found_in_the_source_tree():
    for name in (
        "icons/today.svg",
        "fonts/Inter-Regular.otf",
        "fonts/OFL.txt",
        "help/en/using.md",
    ):
        assert paths.resource(name).is_file()


def test_resources_of_an_installed_program_come_first(tmp_path, monkeypatch):
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "paths.py"))
    assert paths.resource("icons") == tmp_path / "resources" / "icons"


def test_every_place_belongs_to_the_program():
    assert paths.default_journal().name == "journal.db"
    assert paths.settings_file().name == "settings.json"
    assert paths.fault_log().name == "faults.log"
    for place in (paths.default_journal(), paths.settings_file(), paths.fault_log()):
        assert "dosejournal" in place.parts
