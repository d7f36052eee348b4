"""The reader: plain data, every flaw in one go, and places that are right."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from responselevels.errors import Path, Place
from responselevels.files import Document, read_document, read_text
from responselevels.files.syntax.values import Unquoted
from tests.files.making import said


def flaws(document: Document) -> list[str]:
    return [str(flaw) for flaw in document.flaws]


def test_plain_data_comes_out_as_it_stands() -> None:
    text = """
a: 1
b: [x, 'y', "z", {c: true}, ~, -5]
d:
  e: |
    two
    lines
f: 12:30
"""
    assert read_text(text).data == {
        "a": 1,
        "b": ["x", "y", "z", {"c": True}, None, -5],
        "d": {"e": "two\nlines\n"},
        "f": Unquoted("12:30"),
    }


def test_all_flaws_come_in_one_go() -> None:
    text = """\
a: &x 1
b: *x
c: !!str 4
a: 2
no: 3
<<: {d: 1}
? [e]
: 5
~: 6
*x : 7
f: [*x, {g: !t [1]}]
h: "\\0\\0"
"""
    document = read_text(text)
    assert flaws(document) == [
        "1:4: a: `&x` marks a place to be repeated; leave the mark out and write both places out",
        "2:4: b: `*x` repeats another place; write it out here",
        (
            "3:4: c: `tag:yaml.org,2002:str` gives a type; leave it out, "
            "and quote the value where text is meant"
        ),
        "4:1: a: the key `a` stands in line 1 already; keep one of the two",
        '5:1: no: some readers do not take the key `no` for text; write `"no"`',
        "6:1: `<<` merges another mapping in; write its keys out here",
        (
            "7:1: `?` begins a key for some readers, and a text for others; "
            "put a text with `?` into quotes, and write keys without it"
        ),
        "7:3: a list or a mapping cannot be a key; use a text",
        "9:1: nothing stands here for a key; write one, in quotes where it is `null` or `~`",
        "10:1: `*x` repeats another place; write it out here",
        "11:5: f[0]: `*x` repeats another place; write it out here",
        "11:13: f[1].g: `!t` gives a type; leave it out, and quote the value where text is meant",
        "12:4: h: the character U+0000 cannot stand here; leave it out",
    ]
    assert document.data == {
        "a": 1,
        "b": None,
        "c": None,
        "no": 3,
        "f": [None, {"g": [1]}],
        "h": None,
    }
    assert document.gaps == (("b",), ("c",), ("f", 0), ("h",))


def test_a_mapping_within_a_passed_over_key_does_not_disturb_what_follows() -> None:
    document = read_text("? {a: [1, {b: 2}]}\n: {c: 3}\nd: {e: 4}\n")
    assert document.data == {"d": {"e": 4}}
    assert document.place(("d", "e")) == Place(line=3, column=8, path=("d", "e"))


def test_a_flaw_within_what_is_passed_over_leaves_no_gap_around_it() -> None:
    document = read_text("<<: *x\n? [*x]\n: {a: *y}\nb: {c: 1, <<: [*z, {d: *z}]}\n")
    assert document.data == {"b": {"c": 1}}
    assert document.gaps == ()
    assert len(document.flaws) == 9


def test_a_syntax_error_ends_the_list_of_flaws() -> None:
    assert said(lambda: read_text("a: *x\nb: [1\nc: &y 2")) == [
        "1:4: a: `*x` repeats another place; write it out here",
        (
            "2:4: the bracket that opens here does not go on as a list or mapping; "
            "check its commas and that it is closed"
        ),
    ]


def test_no_more_than_200_flaws_are_listed() -> None:
    lines = said(lambda: read_text("\n".join(f"a{n}: *x" for n in range(1000))))
    assert len(lines) == 201
    assert lines[-1] == "there are more than 200 problems; correct these first"


def test_characters_that_no_file_may_hold_are_all_named() -> None:
    assert said(lambda: read_text("a: x\x00y\nb: \x85 \ufeff\n")) == [
        "1:5: the character U+0000 cannot stand here; leave it out",
        "2:4: the character U+0085 cannot stand here; leave it out",
        "2:6: the character U+FEFF cannot stand here; leave it out",
    ]


def test_no_more_than_200_such_characters_are_named() -> None:
    assert len(said(lambda: read_text("\x00" * 5000))) == 201


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "~", "null"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    assert said(lambda: read_text(text, "a.yaml")) == [
        "a.yaml: nothing is written here; `responselevels schema` shows what belongs in it"
    ]


def test_a_file_that_is_one_alias_is_refused() -> None:
    assert flaws(read_text("*x")) == ["1:1: `*x` repeats another place; write it out here"]


def test_an_explicit_beginning_and_end_of_the_document_are_nothing_special() -> None:
    assert read_text("%YAML 1.1\n---\na: 1\n...\n").data == {"a": 1}


# -- the Python parser, where PyYAML was built without the C one ---------------------

SYNTAX = {
    "a: b: c": "a colon does not fit here; quote a text that contains `: `, "
    "or check the indentation",
    "a:\n\tb: 1": "a tab stands where YAML wants blanks; indent with blanks",
    "a: @x": "a text cannot begin with `@` unquoted; put it in quotes",
    "a: 'x": "the quote that opens here is never closed; close it",
    "a: [1,2": "the bracket that opens here does not go on as a list or mapping; "
    "check its commas and that it is closed",
    'a: "\\q"': "YAML does not know this escape; write `\\\\` for a backslash, "
    "or use single quotes",
    "- a\nb: 1": "this does not fit what stands above it; check the indentation and the quotes",
    "a: |x\n b": "from here on this is not YAML; check the indentation, brackets and quotes",
}


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("text", SYNTAX)
def test_both_parsers_of_pyyaml_are_worded_alike(
    text: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("responselevels.files.syntax.yaml_text.LOADER", getattr(yaml, loader))
    (line,) = said(lambda: read_text(text))
    assert line.split(": ", 1)[1] == SYNTAX[text]


def test_the_python_parser_takes_halves_of_characters_and_the_reader_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("responselevels.files.syntax.yaml_text.LOADER", yaml.SafeLoader)
    assert flaws(read_text('a: "\\ud800"')) == [
        "1:4: a: the character U+D800 cannot stand here; leave it out"
    ]


# -- places ------------------------------------------------------------------------


def test_keys_and_values_are_found_by_path() -> None:
    document = read_text("a:\n  - {b: 1, c: [2, 3]}\n  - d\n", "f.yaml")
    assert document.places(
        [(("a", 0, "c", 1), False), (("a", 0, "c"), True), (("a", 1), False), ((), False)]
    ) == [
        Place("f.yaml", 2, 19, ("a", 0, "c", 1)),
        Place("f.yaml", 2, 12, ("a", 0, "c")),
        Place("f.yaml", 3, 5, ("a", 1)),
        Place("f.yaml", 1, 1, ()),
    ]


def test_what_is_not_there_is_placed_where_it_would_be() -> None:
    document = read_text("a:\n  - {b: 1}\n")
    assert document.place(("a", 0, "c", 4)) == Place(None, 2, 5, ("a", 0, "c", 4))


def test_a_part_of_a_document_keeps_its_places() -> None:
    part = read_text("- {a: 1}\n- {a: {b: 2}}\n", "f.yaml").part(1, "a")
    assert part.data == {"b": 2}
    assert part.place(("b",)) == Place("f.yaml", 2, 11, (1, "a", "b"))


LEAVES = st.one_of(
    st.integers(-(10**9), 10**9), st.booleans(), st.none(), st.text(st.characters(codec="utf-8"))
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=9), inner, max_size=4)
    ),
    max_leaves=20,
)


def paths_in(data: object, path: Path = ()) -> list[Path]:
    found: list[Path] = [path]
    if isinstance(data, dict):
        found += [p for key, inner in data.items() for p in paths_in(inner, (*path, key))]
    if isinstance(data, list):
        found += [p for n, inner in enumerate(data) for p in paths_in(inner, (*path, n))]
    return found


@given(TREES.filter(lambda tree: tree is not None))
def test_what_yaml_writes_is_read_back_and_every_part_has_its_place(tree: object) -> None:
    if "\\0" in repr(tree) or "\0" in repr(tree) or "\\x00" in repr(tree):
        return
    text = yaml.safe_dump(tree, default_style='"', allow_unicode=False)
    # The dumper tags what it quotes although it is no text.
    for tag in ("int", "bool", "null"):
        text = text.replace(f'!!{tag} "', '"')
    document = read_text(text)
    paths = paths_in(document.data)
    places = document.places([(path, False) for path in paths])
    assert [place.path for place in places] == paths
    assert all(place.line is not None for place in places)


def test_a_missing_file_a_folder_and_a_closed_file_are_no_tracebacks(tmp_path: object) -> None:
    missing = f"{tmp_path}/none.yaml"
    assert said(lambda: read_document(missing)) == [
        f"{missing}: there is no such file; check the path"
    ]
    assert said(lambda: read_document(str(tmp_path))) == [
        f"{tmp_path}: this is a folder; name a file in it"
    ]
    assert said(lambda: read_document("a\0b")) == [
        "a\\u0000b: there is no such file; check the path"
    ]
