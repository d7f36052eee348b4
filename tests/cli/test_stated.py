"""`verify` takes what an author states: beside the rules, or named; for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from responselevels.cli.run import main
from responselevels.files.cases import load_cases

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "properties"


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    """Return the example's rules, in which the council may issue, with what is stated beside them."""
    text = (EXAMPLE / "rules.yaml").read_text(encoding="utf-8")
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        text.replace("to: [watch], issuers: [works]", "to: [watch], issuers: [works, council]")
    )
    stated = (EXAMPLE / "rules.levels.yaml").read_text(encoding="utf-8")
    (tmp_path / "rules.levels.yaml").write_text(stated, encoding="utf-8")
    return rules


def test_what_is_stated_beside_the_rules_is_refuted_with_an_example_to_run(
    flawed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = flawed.parent / "written"
    assert main(["verify", "--json", "--write", str(folder), str(flawed)]) == 1
    document = json.loads(capsys.readouterr().out)
    stated = [one for one in document["properties"] if "stated_at" in one]
    assert [one["status"] for one in stated].count("proved") == 9
    (refuted,) = (one for one in stated if one["status"] == "refuted")
    assert refuted["property"] == "the mayor and the council never order by themselves"
    assert refuted["stated_at"] == {
        "file": str(flawed.parent / "rules.levels.yaml"),
        "line": 20,
        "column": 5,
    }
    (path,) = folder.glob("property-8-*.levels.yaml")
    assert load_cases(path).suite.cases[0].proposal.issuer == "council"
    assert main(["test", str(path)]) == 0


def test_files_that_are_named_stand_in_for_those_beside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = str(EXAMPLE / "rules.yaml")
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.levels.yaml").write_text(
        "format: 1\nproperties:\n  - {name: 由养护站发布, may: {body: depot, level: storm, tier: district}}\n",
        encoding="utf-8",
    )
    assert main(["verify", "--lang", "zh", "--properties", str(other), rules]) == 0
    shown = capsys.readouterr().out
    assert "由养护站发布：`depot` 可以发布 `district` 的 `storm` 指令（类别数：1）" in shown
    assert "never" not in shown


def test_what_states_nothing_or_is_misspelt_is_refused(
    flawed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["verify", "--properties", str(empty), str(flawed)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"{empty}: nothing here states properties; write them under `properties` in a `*.levels.yaml`"
    ]
    stated = tmp_path / "rules.levels.yaml"
    stated.write_text(stated.read_text(encoding="utf-8").replace("body: depot", "body: depott"))
    assert main(["verify", str(flawed)]) == 2
    assert (
        "rules.levels.yaml:19:17: properties[6].may.body: unknown body `depott`"
        in capsys.readouterr().err
    )


def test_a_file_of_properties_alone_has_no_cases_to_run(
    flawed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["test", str(flawed.parent)]) == 0
    assert capsys.readouterr().out == "cases: 0 (files: 1); none\n"
