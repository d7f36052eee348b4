"""What commands write can be read by the commands that read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.writing import write_file
from responselevels.cli.rules.writing_cases import write_case
from responselevels.files.syntax.documents import read_text
from responselevels.files.syntax.yaml_writing import yaml_of
from tests.cli.conftest import Command

ODD = [
    *("08", "1", "1e3", "0x1F", "0b1", "1_000", "-", "~", "null", "Null", "yes", "No", "on", "Off"),
    *("true", "2026-02-10", "12:30:00", "<<", "=", "", " x", "x ", "a: b", "a #b", "#", "&x", "*x"),
    *(
        "[",
        "{x",
        "- x",
        "? x",
        "! x",
        "|",
        ">",
        "'",
        '"',
        "%",
        "@",
        "`",
        "é",
        "三级",
        ".inf",
        ".nan",
    ),
    *(
        "a\nb",
        "a\n",
        "\n",
        "\t",
        "a\tb",
        "\u2028",
        "\x85",
        "\ufeff",
        "y",
        "n",
        "1.5",
        "1:2",
        "：",
        "“",
    ),
]


def read(text: str) -> object:
    document = read_text(text)
    assert document.flaws == ()
    return document.data


@pytest.mark.parametrize("value", ODD)
def test_each_text_is_read_back_as_itself_as_a_value_and_as_a_key(value: str) -> None:
    document: dict[str, Any] = {"list": [value], "x": {"k": value}}
    if value.splitlines() == [value]:
        document["y"] = {value: value}
    assert read(yaml_of(document)) == document


def test_a_key_of_several_lines_is_refused_as_our_reader_takes_none() -> None:
    with pytest.raises(ValueError, match="something else"):
        yaml_of({"x": {"a\nb": "1"}})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_back_as_itself_or_is_refused(value: str) -> None:
    document = {"x": value}
    try:
        text = yaml_of(document)
    except ValueError:
        return
    assert read(text) == document


def test_what_no_yaml_says_is_refused() -> None:
    with pytest.raises(ValueError, match=r"something else|utf|surrogate|represent"):
        yaml_of({"x": "\ud800"})
    with pytest.raises(ValueError, match="represent"):
        yaml_of({"x": object()})


def test_a_case_that_test_would_refuse_is_not_written(tmp_path: Path) -> None:
    case = {"format": 1, "rules": "nowhere.yaml", "areas": [], "cases": []}
    with pytest.raises(CommandError, match="could not be read back"):
        write_case(str(tmp_path), "x", case, "en")
    assert [*tmp_path.iterdir()] == []


def test_a_file_that_cannot_be_written_is_said_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        write_file(str(tmp_path / "no" / "x"), b"", "en")
    with pytest.raises(CommandError):
        write_file("a\0b", b"", "en")


def rules_with(level: str, tmp_path: Path, name: str, longest: str) -> str:
    """Write rules with a level of an odd name, and return their path."""
    rules = {
        "format": 1,
        "id": "odd",
        "levels": [{"id": "calm", "default": True}, {"id": level}],
        "tiers": [{"id": "town"}],
        "bodies": {"office": {"tier": "town"}},
        "transitions": [
            {
                "id": "raise",
                "tier": "town",
                "to": [level],
                "issuers": ["office"],
                "requires": {"max_duration": longest},
            }
        ],
    }
    path = tmp_path / name
    path.write_text(yaml_of(rules), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("level", ["08", "1e3", "yes", "1_0", "三级", "#1"])
def test_the_examples_of_diff_are_cases_that_test_takes(
    command: Command, tmp_path: Path, level: str
) -> None:
    old = rules_with(level, tmp_path, "old.yaml", "P7D")
    new = rules_with(level, tmp_path, "new.yaml", "P3D")
    cases = tmp_path / "cases"
    ran = command("diff", old, new, "--write", str(cases))
    assert ran.status == 1, ran.err
    written = sorted(cases.glob("*.levels.yaml"))
    assert written
    assert all(level in path.read_text("utf-8") for path in written)
    ran = command("test", str(cases))
    assert (ran.status, ran.err) == (0, "")
