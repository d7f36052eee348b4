"""Each hostile input ends fast, in a typed error that says where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from responselevels.files import read_document, read_text
from responselevels.files.syntax.disk import LARGE
from responselevels.files.syntax.documents import Document
from responselevels.files.syntax.yaml_text import syntax_problem
from tests.files.making import PORT, read_as, said

NINES = "\n".join(
    [
        "a0: &a0 [x, x, x, x, x, x, x, x, x]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)),
    ]
)
MERGES = "\n".join(
    [
        "m0: &m0 {k: v}",
        *(f"m{n}: &m{n}\n  <<: [*m{n - 1}, *m{n - 1}, *m{n - 1}]" for n in range(1, 13)),
    ]
)
DEEP = "lists and mappings nest deeper than 32; write it flatter"

BOMBS = {
    "alias bomb 9^9": NINES,
    "merge keys 3^12": MERGES,
    "a list in itself": "&a [*a]",
    "10,000 open brackets": "[" * 10_000,
    "100,000 open brackets": "[" * 100_000,
    "900,000 open braces": "{" * 900_000,
    "300,000 dashes": "- " * 300_000,
    "300,000 question marks": "? " * 300_000,
    "300,000 keys in keys": "{a: " * 200_000,
    "300,000 brackets with a colon": "[a:" * 200_000,
    "a long text": "a: " + "x" * 900_000,
    "a long quoted text": 'a: "' + "x" * 900_000 + '"',
    "a long key": "x" * 20_000 + ": 1",
    "an open quote": 'a: "' + "x\n" * 400_000,
    "escapes in an open quote": '"' + '\\"' * 400_000,
    "an int of 100,000 digits": "a: " + "9" * 100_000,
    "a python object": "!!python/object/apply:os.system [echo]",
    "NUL": "a: \0",
    "half a character": 'a: "\\ud800"',
}


def all_said(text: str, *, json: bool = False) -> list[str]:
    """Return what is said of *text*, by the reader or by the model."""
    document: list[Document] = []

    def read() -> None:
        document.append(read_text(text, json=json))
        if document[0].flaws:
            read_as("rules", text)

    return said(read)


@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_goes_off(name: str) -> None:
    assert 1 <= len(all_said(BOMBS[name])) <= 201


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", '{"a":', "[[a, "])
def test_depth_is_judged_before_anything_is_built(opening: str) -> None:
    (line,) = all_said(opening * 50_000)[-1:]
    assert line.endswith(DEEP)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_json_as_well(opening: str) -> None:
    (line,) = all_said(opening * 200_000, json=True)
    assert line.endswith(DEEP)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('"' + '\\"' * 400_000, "1:1: from here on this is not JSON"),
        ("]" * 400_000, "1:1: from here on this is not JSON"),
        ('{"a":' + "9" * 100_000 + "}", "1:6: a: a text is longer than 10000 characters"),
        ('{"a":"' + "x" * 100_000 + '"}', "1:6: a: a text is longer than 10000 characters"),
    ],
)
def test_json_of_other_kinds(text: str, line: str) -> None:
    assert all_said(text, json=True)[0].startswith(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "level: 3\nlevel: 1\n",
            "2:1: level: the key `level` stands in line 1 already; keep one of the two",
        ),
        (
            '"1": a\n1: b\ntrue: c\n1.0: d\n',
            '2:1: 1: some readers do not take the key `1` for text; write `"1"`',
        ),
    ],
)
def test_keys_are_told_apart(text: str, line: str) -> None:
    document = read_text(text)
    assert str(document.flaws[0]) == line


def test_the_int_that_would_not_convert_is_never_converted() -> None:
    digits = "9" * 9_999
    (line,) = said(lambda: read_as("rules", PORT.replace("1", digits, 1)))
    assert line == (
        f"2:9: format: a whole number expected, found `{'9' * 59}…`; "
        "write it in digits, without quotes"
    )


def test_a_file_larger_than_a_mebibyte_is_refused_and_an_areas_file_may_be_larger(
    tmp_path: Path,
) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("a: 1\n" + "#\n" * 2**20, encoding="utf-8")
    assert said(lambda: read_document(path)) == [
        f"{path}: this is larger than 1 MiB; split it, or check that it is the right file"
    ]
    assert read_document(path, limit=LARGE).data == {"a": 1}


def test_bytes_that_are_no_utf_8_are_placed(tmp_path: Path) -> None:
    path = tmp_path / "gbk.yaml"
    path.write_bytes("a: 好\nb: ".encode() + "新区".encode("gbk"))
    assert said(lambda: read_document(path)) == [
        f"{path}:2:4: byte 0xD0 is not UTF-8; save the file as UTF-8"
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_of_unicode_are_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "wide.yaml"
    path.write_bytes("a: 1\n".encode(encoding))
    (line,) = said(lambda: read_document(path))
    assert "not UTF-8" in line


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PORT.replace("id: port", "id: 4").encode())
    document = read_document(path)
    assert document.place(("id",)).line == 3
    assert read_document(path).data["format"] == 1


def test_nothing_of_this_kills_the_interpreter() -> None:
    code = (
        "from responselevels.files import read_text\n"
        "from responselevels.errors import InputError\n"
        "for opening in ('[', '{', '- ', '{a: '):\n"
        "    try:\n"
        "        read_text(opening * 30_000)\n"
        "    except InputError:\n"
        "        pass\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails to read")
def test_a_file_that_fails_while_it_is_read_is_no_traceback() -> None:
    assert said(lambda: read_document("/proc/self/mem")) == [
        "/proc/self/mem: this file cannot be read: Input/output error"
    ]


def test_what_the_parser_cannot_place_is_said_all_the_same() -> None:
    problem = syntax_problem(yaml.YAMLError("?"), "")
    assert problem.worded() == (
        "from here on this is not YAML; check the indentation, brackets and quotes"
    )
