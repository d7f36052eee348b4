from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from responselevels.cli.commands import FORMATS
from responselevels.cli.schemas import SCHEMAS, schema_text_of
from responselevels.files import load_rules
from responselevels.machine import diagrams, tables
from tests.cli.conftest import Command
from tests.cli.tool import WORLD


def test_rules_without_fault_draw_one_line(command: Command) -> None:
    assert command("lint", "rules.yaml").status in {0, 1}
    ran = command("lint", "xixian")
    assert (ran.status, ran.out, ran.err) == (0, "xixian: nothing looks wrong\n", "")
    assert command("lint", "--lang", "zh", "xixian").out == "xixian：未发现问题\n"


def test_what_looks_wrong_is_placed_with_reason_and_cure(command: Command, tmp_path: Path) -> None:
    rules = (WORLD / "rules.yaml").read_text(encoding="utf-8")
    path = tmp_path / "rules.yaml"
    path.write_text(rules.replace('["2", "1"]', '["2"]').replace('["3", "2", "1"]', '["3", "2"]'))
    ran = command("lint", str(path))
    assert ran.status == 1
    assert (
        f"{path}:10:5: levels[3]: no transition leads to Level 1 (`1`), so nobody can order it\n"
        "  cure: add it to the `to` of a transition, or leave the level out "
        "[level.not_ordered]\n"
    ) in ran.out


def test_rules_that_cannot_be_read_count_more_than_remarks(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text("format: 1\n")
    ran = command("lint", str(tmp_path / "bad.yaml"), "xixian")
    assert ran.status == 2
    assert ran.out == "xixian: nothing looks wrong\n"
    assert ran.err.startswith(f"{tmp_path / 'bad.yaml'}:1:1: ")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_diagram_is_mermaid_unless_asked_otherwise(command: Command, lang: str) -> None:
    rules = load_rules(WORLD / "rules.yaml")
    ran = command("diagram", "--lang", lang, "rules.yaml")
    assert (ran.status, ran.out) == (0, diagrams.mermaid(rules, lang))
    ran = command("diagram", "--lang", lang, "--format", "table", "rules.yaml")
    assert ran.out == tables.table(rules, lang)
    for name, drawn in (("svg", diagrams.svg), ("dot", diagrams.dot), ("csv", tables.csv_table)):
        ran = command("diagram", "--lang", lang, "--format", name, "rules.yaml")
        assert ran.out.encode() == drawn(rules, lang).encode()


def test_a_diagram_can_be_written_to_a_file(command: Command, tmp_path: Path) -> None:
    ran = command("diagram", "--output", str(tmp_path / "levels.mmd"), "xixian")
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / "levels.mmd").read_text("utf-8").startswith("stateDiagram-v2\n")
    ran = command("diagram", "--output", str(tmp_path / "no" / "levels.mmd"), "xixian")
    assert ran.status == 2
    assert ran.err.startswith(f"responselevels: `{tmp_path / 'no' / 'levels.mmd'}`: ")


def test_a_picture_without_graphviz_is_refused_in_a_line(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(diagrams, "which", lambda _name: None)
    ran = command("diagram", "--format", "png", "xixian")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "responselevels: Graphviz is not installed (its program `dot`); "
        "`--format svg` needs nothing\n"
    )


def test_a_picture_is_written_as_it_is(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "graphviz", lambda *_args, picture: f"<{picture}>".encode())
    assert command("diagram", "--format", "png", "xixian").out == "<png>"


@pytest.mark.parametrize("name", FORMATS)
def test_every_schema_is_printed(command: Command, name: str) -> None:
    ran = command("schema", name)
    assert ran.status == 0
    assert ran.out == schema_text_of(name)
    json.loads(ran.out)


def test_the_formats_are_those_that_are_published() -> None:
    assert set(FORMATS) == set(SCHEMAS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.filterwarnings("ignore")
def test_a_completion_script_is_printed_for_each_shell(command: Command, shell: str) -> None:
    ran = command("completion", shell)
    assert ran.status == 0
    assert "_RESPONSELEVELS_COMPLETE" in ran.out
