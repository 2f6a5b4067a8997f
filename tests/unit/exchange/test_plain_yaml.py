import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers.plain_yaml import PlainYaml

LOADERS = pytest.mark.parametrize("with_libyaml", [True, False], ids=["libyaml", "python"])


@pytest.fixture
def read(monkeypatch):
    """Reads a text with libyaml, or as it is read where that is missing."""

    def read(text, *, with_libyaml=True, **limits):
        if not with_libyaml:
            monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
        return PlainYaml(**limits).read(text)

    return read


@LOADERS
def test_texts_stay_as_written_and_nothing_becomes_a_number_or_a_date(read, with_libyaml):
    text = (
        "3:\n  text: yes\n  2026-01-01: 1e3\n  a: null\n  b:\n  c: ~\n  'null': 'null'\n"
        "  Tags: [x, 'y', null, {z: 1}]\n  <<: {m: 0x10}\n"
    )
    assert read(text, with_libyaml=with_libyaml) == [
        (
            "3",
            [
                ("text", "yes"),
                ("2026-01-01", "1e3"),
                ("a", None),
                ("b", None),
                ("c", None),
                ("null", "null"),
                ("Tags", [("x", None), ("y", None), ("", None), ("", [("z", "1")])]),
                ("<<", [("m", "0x10")]),
            ],
        )
    ]


@LOADERS
@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "{}", "null\n"])
def test_a_file_that_says_nothing_holds_nothing(read, with_libyaml, text):
    assert read(text, with_libyaml=with_libyaml) == []


@LOADERS
def test_texts_that_python_2_marked_as_such_are_texts(read, with_libyaml):
    text = "3:\n  text: !!python/unicode 'Zo\\xEB'\n  !!python/str 'a': ! 'null'\n"
    assert read(text, with_libyaml=with_libyaml) == [("3", [("text", "Zo\\xEB"), ("a", "null")])]


@LOADERS
@pytest.mark.parametrize(
    "tag",
    ["!!python/object/apply:os.system", "!!python/object/new:os.system", "!!python/name:os.system",
     "!!python/module:os", "!!python/object:os.system", "!own", "!!binary", "!!timestamp"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["3:\n  text: {} ['{}']\n", "3:\n  ? {} '{}'\n  : x\n"])
def test_an_object_of_a_program_is_refused_and_nothing_runs(
    read, with_libyaml, tag, form, tmp_path
):
    touched = tmp_path / "touched"
    with pytest.raises(ImportFileError, match="Nothing of it was run"):
        read(form.format(tag, f"touch {touched}"), with_libyaml=with_libyaml)
    assert not touched.exists()


def test_the_hostile_file_would_run_where_it_is_loaded_carelessly(tmp_path):
    # otherwise the test above would prove nothing
    touched = tmp_path / "touched"
    text = f"3:\n  text: !!python/object/apply:os.system ['touch {touched}']\n"
    yaml.load(text, Loader=yaml.UnsafeLoader)  # noqa: S506
    assert touched.exists()


@LOADERS
def test_a_short_file_cannot_stand_for_an_endless_one(read, with_libyaml):
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(ImportFileError, match="references without end"):
        read("\n".join(levels), with_libyaml=with_libyaml)


@LOADERS
@pytest.mark.parametrize("opened", ["[", "{a: ", "- ", "? "])
def test_a_file_of_brackets_alone_is_refused_at_once(read, with_libyaml, opened):
    with pytest.raises(ImportFileError, match=r"Nothing (of it )?was"):
        read("1: " + opened * 5000, with_libyaml=with_libyaml)


def test_more_than_a_diary_holds_is_refused_over_all_its_files():
    reader = PlainYaml(most_nodes=20)
    assert reader.read("1: [a, b]\n")
    with pytest.raises(ImportFileError, match="far too much"):
        reader.read("1: [a, b]\n")
    with pytest.raises(ImportFileError, match="far too much"):
        PlainYaml().read("1: [" + "a," * 60_000)


@LOADERS
@pytest.mark.parametrize(
    "text",
    ["- a\n- b\n", "a text", "1: [a\n", "1: 'a\n", "1: a\n---\n2: b\n", "[a]: b\n", "1: {[a]: b}",
     "1:\n\t- a\n", "1: \x07\n", "%YAML 9.9\n", "a: b: c\n", "*a\n", "1: @x\n", "1: x\n 2: y\n"],
)  # fmt: skip
def test_what_is_no_diary_is_refused_in_a_sentence(read, with_libyaml, text):
    with pytest.raises(ImportFileError, match=r"Nothing (of it )?was"):
        read(text, with_libyaml=with_libyaml)


@given(st.text(alphabet="1a:-[]{}\"'&*!?|>%#, \n\t\u2028é", max_size=40))
def test_no_text_raises_anything_but_a_sentence(text):
    def tried(loader):
        with pytest.MonkeyPatch.context() as patch:
            if loader is None:
                patch.delattr(yaml, "CSafeLoader", raising=False)
            try:
                return PlainYaml().read(text)
            except ImportFileError:
                return "refused"

    assert isinstance(tried(None), list | str)
    assert isinstance(tried("libyaml"), list | str)
