"""What readers of YAML do not agree on is refused, and by both of PyYAML's parsers."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest
import yaml

from responselevels.files import read_text
from responselevels.files.syntax import yaml_text
from responselevels.files.syntax.yaml_text import compose_yaml
from tests.files.making import said

PARSERS = {"C": getattr(yaml, "CSafeLoader", yaml.SafeLoader), "Python": yaml.SafeLoader}

QUESTION = (
    "`?` begins a key for some readers, and a text for others; "
    "put a text with `?` into quotes, and write keys without it"
)
COMMENT = (
    "some readers take this for a comment, others for text; "
    "put a blank before `#`, or the text into quotes"
)
TRAILING = "this line of a text ends with blanks, which readers keep or drop; leave them out"
TAB = "a tab stands where YAML wants blanks; indent with blanks"
BLOCK = "a block text begins with `|` or `>`, and at most `-` or `+` behind it; write no more there"
ESCAPE = "YAML does not know this escape; write `\\\\` for a backslash, or use single quotes"
NO_YAML = "from here on this is not YAML; check the indentation, brackets and quotes"
DIRECTIVE = "`%` gives a directive to the reader; leave this line out"

REFUSED = {
    "{?id: X}": [f"1:2: {QUESTION}"],
    "a: [?x]": [f"1:5: {QUESTION}"],
    "? a\n: b": [f"1:1: {QUESTION}"],
    "a: |\n  x  \n  y\n": [f"2:4: {TRAILING}"],
    "a: |\n  x\n    \n  y\n": [f"3:1: {TRAILING}"],
    "a: >\n  x \n  y\n": [f"2:4: {TRAILING}"],
    "a: 'x  \n  y'": [f"1:6: {TRAILING}"],
    'a: "x \n  y"': [f"1:6: {TRAILING}"],
    "a: x y \n  z": [f"1:7: {TRAILING}"],
    "a: [b]#c": [f"1:7: {COMMENT}"],
    "a: 'b'#c": [f"1:7: {COMMENT}"],
    "a: b\n...\n": ["2:1: `...` ends the document; leave it out"],
    "%YAML 1.2\n---\na: b": [f"1:1: {DIRECTIVE}"],
}
"""Forms that both parsers read, and what is said of them."""

DIFFERENT = {
    "a:\tb": f"1:3: {TAB}",
    "a: b\t": f"1:5: {TAB}",
    "a: b\tc": f"1:5: {TAB}",
    "a: |\n  \tb": f"2:3: {NO_YAML}",
    "a: 'b\n\tc'": f"2:1: {TAB}",
    "a: [b? ]": f"1:6: {QUESTION}",
    "a: {b: is it?}": f"1:13: {QUESTION}",
    "a: |2\n   x\n": f"1:4: {BLOCK}",
    "a: |#\n  x\n": f"1:4: {BLOCK}",
    "a: >-#c\n  x\n": f"1:4: {BLOCK}",
    "a: {b:}": f"1:6: {NO_YAML}",
    'a: "\\\'"': f"1:5: {ESCAPE}",
    'a: "\\U0011ffff"': f"1:7: {ESCAPE}",
    'a: "\\Uffffffff"': f"1:7: {ESCAPE}",
    'a: "\\ud800"': f"1:7: {ESCAPE}",
    "%NO 1\n---\na: b": f"1:4: {NO_YAML}",
}
"""Forms that one parser reads and the other does not, and what is said with the C parser."""

READ = {
    "a: is it?": {"a": "is it?"},
    "a: {b: 'is it?'}": {"a": {"b": "is it?"}},
    "a: ?b": {"a": "?b"},
    "a: b#c # d": {"a": "b#c"},
    "# c\na: 'b' # c\n\t\n".replace("\t", ""): {"a": "b"},
    "a: |-\n  x\n\n   y\n": {"a": "x\n\n y"},
    "a: >+ # c\n  x\n  y\n\n": {"a": "x y\n\n"},
    "a: x\n  y": {"a": "x y"},
    "a: 'x\n\n  y'": {"a": "x\ny"},
    'a: "\\x41\\u00e9\\U0001f71a\\/\\\n  b"': {"a": "Aé🜚/b"},
    'a: "\t"': {"a": "\t"},
    "a: b  \r\nc: d\r\n": {"a": "b", "c": "d"},
    '{"a":"b", c: [d: e]}': {"a": "b", "c": [{"d": "e"}]},
    "---\na: C:\\temp\n": {"a": "C:\\temp"},
}


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with one of the parsers."""
    monkeypatch.setattr(yaml_text, "LOADER", PARSERS[request.param])
    name: str = request.param
    return name


def all_said(text: str) -> list[str]:
    """Return what is said of *text*, read or not."""
    if compose_yaml(text).complete:
        return [str(flaw) for flaw in read_text(text).flaws]
    return said(lambda: read_text(text))


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.usefixtures("parser")
def test_a_form_that_nobody_means_is_refused_where_it_stands(text: str) -> None:
    assert all_said(text) == REFUSED[text]


@pytest.mark.parametrize("text", DIFFERENT)
def test_a_form_that_the_parsers_do_not_agree_on_is_refused_by_both(text: str, parser: str) -> None:
    (line,) = all_said(text)[:1]
    assert line.split(": ")[0].count(":") == 1, "it is placed"
    if parser == "C" and hasattr(yaml, "CSafeLoader"):
        assert line == DIFFERENT[text]


@pytest.mark.parametrize("text", READ)
@pytest.mark.usefixtures("parser")
def test_what_every_reader_takes_alike_is_read(text: str) -> None:
    document = read_text(text)
    assert (document.flaws, document.data) == ((), READ[text])


def test_a_line_end_that_editors_do_not_show_is_refused() -> None:
    assert said(lambda: read_text("a: b\rc: d")) == [
        "1:5: the character U+000D cannot stand here; leave it out"
    ]


def test_of_a_thousand_odd_lines_two_hundred_are_told() -> None:
    content = compose_yaml("a: |\n" + "  x \n" * 1_000)
    assert len(content.flaws) == 200


# -- both parsers, on whatever comes ----------------------------------------------------

PIECES = (
    *("a", "id", "x y", "1", "-1", "~", "é", "中", "🜚", "\xa0", "\u3000", "e\u0301"),
    *("'q'", '"d"', "''", "'it''s'", '"\\n"', '"\\/"', '"\\\'"', '"\\x41"', '"\\U0011ffff"'),
    *('"\\ud800"', '"a\\\n  b"', "'a\n  b'", '"a\n\n  b  "', "\\"),
    *(":", ": ", ":\n", ":\t", "? ", "?", "?a", "- ", "-", "-\n", "-\t", ", ", ",", "[", "]"),
    *("{", "}", "#", "# c", " #c", "|\n", ">\n", "|-\n", "|+\n", ">-\n", ">+\n", "|2\n", "|#\n"),
    *("| #c\n", "|\t\n", "  ", "    ", "\n", "\n\n", "\n  ", "\n    ", "\n   \n", "\n\t", "\t"),
    *(" \t", " ", "  \n", "\t\n", "---", "---\n", "--- ", "...", "...\n", "... #c\n", "\n---\n"),
    *("%", "%YAML 1.1\n", "%NO\n", "!", "! ", "!a ", "!!str ", "&a ", "*a", "<<", "=", "@", "`"),
    *("\r\n", "\r", "::", "a:b", ":a", "a#b", "a ,b", "a: b", "- a\n", "x: 1\n", "- - a\n"),
    *("'a':b", '"a":b', "[a: b]", "{a, b}", "{a:}", "[a,,b]", "-a", "--a", "---a", "...a", ".."),
)
"""Words of YAML, and what may stand between them."""

RECORD = """\
id: P-1
scope: [north, south]
period: {start: "2026", end: 'x'}
reason: |
  some
  more
next: >-
  folded
  text

  par
last: plain
  multi line
"""
LISTS = "- a\n- b: c\n  d:\n  - e\n  - {f: g, h: [i, j]}\n-\n  k: l\n"


def drawn(chance: random.Random) -> str:
    """Return a text of such words, or a sound one with some of them put in."""
    if chance.random() < 0.5:
        return "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 10)))
    text = chance.choice((RECORD, LISTS))
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(PIECES) + text[at + chance.choice((0, 0, 1, 3)) :]
    return text


def outcome(text: str) -> object:
    """Return what *text* holds, or that it is refused."""
    content = compose_yaml(text)
    return repr(content.data) if content.complete and not content.flaws else None


@pytest.mark.slow
def test_both_parsers_read_and_refuse_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(8)
    texts = [drawn(chance) for _ in range(int(os.environ.get("RESPONSELEVELS_FUZZ", "4000")))]

    def outcomes(parser: str) -> list[object]:
        monkeypatch.setattr(yaml_text, "LOADER", PARSERS[parser])
        return [outcome(text) for text in texts]

    by_c, by_python = outcomes("C"), outcomes("Python")
    assert [
        (text, one, other)
        for text, one, other in zip(texts, by_c, by_python, strict=True)
        if one != other
    ] == []
    assert sum(one is not None for one in by_c) > len(texts) // 20, "some of them can be read"


def test_the_files_of_the_examples_are_read_alike_by_both(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    root = request.config.rootpath
    paths = [*root.glob("rules/*.yaml"), *root.glob("examples/**/*.yaml")]
    read: Callable[[str], object] = lambda text: compose_yaml(text).data  # noqa: E731
    for path in paths:
        text = path.read_text(encoding="utf-8")
        found = []
        for loader in PARSERS.values():
            monkeypatch.setattr(yaml_text, "LOADER", loader)
            assert compose_yaml(text).flaws == []
            found.append(read(text))
        assert found[0] == found[1]
