import gettext

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from dosejournal import i18n
from dosejournal.i18n import _, ngettext


@pytest.fixture(autouse=True)
def english(tmp_path):
    yield
    i18n.use("en", tmp_path)


def test_english_is_spoken_where_there_is_no_translation(tmp_path):
    i18n.use("xx", tmp_path)
    assert _("Record check-in") == "Record check-in"
    assert [ngettext("{n} day", "{n} days", n) for n in (1, 2)] == ["{n} day", "{n} days"]


def test_a_translation_in_the_folder_is_used(tmp_path, monkeypatch):
    class Translated(gettext.NullTranslations):
        def gettext(self, message):
            return {"Undo": "Rückgängig"}.get(message, message)

    monkeypatch.setattr(i18n.gettext, "translation", lambda *_args, **_kwargs: Translated())
    i18n.use("de", tmp_path)
    assert _("Undo") == "Rückgängig"


def test_the_pseudo_language_is_longer_and_keeps_placeholders_and_mnemonics(tmp_path):
    i18n.use(i18n.PSEUDO, tmp_path)
    text = _("&Undo: {act}")
    assert text.startswith("&Úñdó: {act}")
    assert len(text) >= 1.4 * len("&Undo: {act}")
    assert _("") == ""
    assert ngettext("{n} day", "{n} days", 2).startswith("{n} dáyš")
    assert ngettext("{n} day", "{n} days", 1).startswith("{n} dáy~")


def test_the_pseudo_language_has_no_words_that_break_no_line(tmp_path):
    i18n.use(i18n.PSEUDO, tmp_path)
    text = _("a sentence of many words " * 20)
    assert len(text) >= 1.4 * 500
    assert max(len(word) for word in text.split()) <= 24 + len("words")


@pytest.mark.parametrize(
    ("language", "found"), [("de", "de"), ("de_AT", "de"), ("fr", "en"), (i18n.PSEUDO, "en")]
)
def test_texts_are_found_in_the_language_that_is_spoken(tmp_path, language, found):
    for each in ("en", "de"):
        (tmp_path / each).mkdir()
        (tmp_path / each / "using.md").write_text(each)
    i18n.use(language, tmp_path)
    assert i18n.file_in_language(tmp_path, "using.md").read_text() == found


def test_the_language_of_sentences_is_english_where_there_is_no_translation(tmp_path):
    for name in ("C", "C.UTF-8", "de_DE", "", i18n.PSEUDO):
        i18n.use(name, tmp_path)
        assert i18n.language() == "en"


def test_the_language_of_sentences_is_that_of_the_translation(tmp_path):
    catalogue = Catalog(locale="de")
    catalogue.add("Undo", "Rückgängig")
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "dosejournal.mo").open("wb") as file:
        write_mo(file, catalogue)
    i18n.use("de_AT", tmp_path)
    assert (i18n.language(), _("Undo")) == ("de", "Rückgängig")
