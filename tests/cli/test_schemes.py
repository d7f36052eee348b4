"""`schemes` lists what ships with the package, and `show` tells a rules file to people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from responselevels.files import shipped_ids
from tests.cli.conftest import Command

TEMPLATE = Path(__file__).resolve().parents[1] / "reports" / "rules" / "template.yaml"


def test_every_shipped_scheme_is_listed_with_its_levels(command: Command) -> None:
    ran = command("schemes", "--lang", "zh")
    assert (int(ran.status), ran.err) == (0, "")
    blocks = ran.out.split("\n\n")
    assert [block.split()[0] for block in blocks] == list(shipped_ids())
    assert all("级别" in block for block in blocks)
    document = json.loads(command("schemes", "--json").out)
    assert [one["id"] for one in document["schemes"]] == list(shipped_ids())


def test_a_page_is_shown_printed_as_markdown_or_written(command: Command, tmp_path: Path) -> None:
    ran = command("show", "xixian", "--lang", "zh")
    assert (int(ran.status), ran.err) == (0, "")
    assert "发布三级、二级、一级：新区（activate）" in ran.out
    assert "解读  批准之后由新区平安办发布" in ran.out
    printed = command("show", "xixian", "--format", "markdown")
    assert printed.out.startswith("# Xixian New Area duty response")
    assert "| what | rule | clause | reading |" in printed.out
    html = command("show", "xixian", "--format", "html").out
    assert html.startswith("<!doctype html>")
    terminal = command("show", "xixian").out
    for format_, shown in (("markdown", printed.out), ("terminal", terminal), ("html", html)):
        page = tmp_path / f"page.{format_}"
        ran = command("show", "xixian", "--format", format_, "--output", str(page))
        assert (int(ran.status), ran.out) == (0, "")
        assert page.read_text(encoding="utf-8") == shown


def test_what_is_not_for_everybody_is_shown_only_where_it_is_asked_for(command: Command) -> None:
    assert "additional measures" not in command("show", "uk-building-response").out
    assert "additional measures" in command("show", "uk-building-response", "--all").out


def test_a_template_is_shown_with_its_questions(command: Command) -> None:
    ran = command("show", str(TEMPLATE))
    assert int(ran.status) == 0
    assert "places to fill in: 26" in ran.out


@pytest.mark.parametrize(
    ("name", "said"), [("none.yaml", "there is no such file"), ("xixain", "did you mean `xixian`?")]
)
def test_what_cannot_be_read_is_not_shown(command: Command, name: str, said: str) -> None:
    ran = command("show", name)
    assert (int(ran.status), ran.out) == (2, "")
    assert said in ran.err
