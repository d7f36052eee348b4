"""`new` writes a file to begin with, once, and says what it cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.cli.run import main

RULES = Path(__file__).resolve().parents[2] / "examples" / "properties" / "rules.yaml"


def test_tests_are_written_that_find_the_rules_from_where_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = tmp_path / "rules" / "rules.yaml"
    rules.parent.mkdir()
    rules.write_text(RULES.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "tests").mkdir()
    out = tmp_path / "tests" / "test_rules.py"
    asked = ["new", "--property-tests", str(rules), "--out", str(out)]
    assert main(asked) == 0
    assert capsys.readouterr().out == f"written: {out}\n"
    text = out.read_text(encoding="utf-8")
    assert 'Path(__file__).parent / "../rules/rules.yaml"' in text
    # What is there already is left as it is.
    out.write_text("mine\n")
    assert main(asked) == 2
    assert str(out) in capsys.readouterr().err
    assert out.read_text() == "mine\n"


def test_without_a_file_they_are_printed_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["new", "--lang", "zh", "--property-tests", "xixian"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(
        '"""规则文件的性质测试，由 `responselevels new --property-tests` 编写。"""'
    )
    assert 'RULES = load_rules("xixian")' in shown


def test_what_cannot_be_read_or_written_and_nothing_asked_for_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new"]) == 2
    assert "nothing to write is named; give `--property-tests`" in capsys.readouterr().err
    assert main(["new", "--property-tests", str(tmp_path / "gone.yaml")]) == 2
    assert "there is no such file" in capsys.readouterr().err
    out = str(tmp_path / "none" / "test_it.py")
    assert main(["new", "--property-tests", "xixian", "--out", out]) == 2
    assert out in capsys.readouterr().err
