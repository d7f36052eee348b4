"""The property tests that are written for a rules file run, pass, and notice when the rules change."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from responselevels import load_rules
from responselevels.errors import WrongKind
from responselevels.testing.ghostwriting import property_tests
from responselevels.testing.stated.laws import check_stated
from tests.analysis.stated.test_proving import EXAMPLE, FLAWED, RULES, TEN, rules_with
from tests.testing.stated.test_items import ran

ROOT = Path(__file__).resolve().parents[2]


def written(folder: Path, lang: str = "en") -> Path:
    """Write the example's rules, and tests for them, and return the tests."""
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    tests = folder / "test_winter.py"
    text = property_tests(load_rules(folder / "rules.yaml"), "rules.yaml", lang)
    tests.write_text(text, encoding="utf-8")
    return tests


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_written_passes_when_run(tmp_path: Path, lang: str) -> None:
    written(tmp_path, lang)
    result = ran(tmp_path, "-q", "test_winter.py")
    assert "3 passed" in result.stdout, result.stdout


def test_rules_that_were_changed_fail_it(tmp_path: Path) -> None:
    written(tmp_path)
    old, new = FLAWED["the mayor and the council never order by themselves"]
    (tmp_path / "rules.yaml").write_text(RULES.replace(old, new), encoding="utf-8")
    result = ran(tmp_path, "-q", "test_winter.py", "-k", "proved")
    assert "nobody else orders watch for town" in result.stdout
    assert "1 failed" in result.stdout


def test_what_is_written_is_as_the_linter_wants_it(tmp_path: Path) -> None:
    tests = written(tmp_path)
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--select",
        "E4,E7,E9,F,I,UP,B",
        str(tests),
    ]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_who_may_issue_and_what_is_proved_stand_in_it(tmp_path: Path) -> None:
    text = written(tmp_path).read_text(encoding="utf-8")
    assert '    ("district", "storm"): {"depot"},\n' in text
    assert '"never": {"level": "storm", "tier": "district", "longer_than": "P2D"}' in text
    assert '"without": {"all_of": ["mayor", "council"]}' in text
    assert 'RULES = load_rules(Path(__file__).parent / "rules.yaml")\n' in text


@pytest.mark.parametrize(
    "rules", ["xixian", "examples/hazards/rules.yaml", "examples/fairs/rules.yaml"]
)
def test_it_is_written_for_every_kind_of_rules(rules: str) -> None:
    shipped = rules == "xixian"
    known = load_rules(rules if shipped else ROOT / rules)
    text = property_tests(known, rules, "zh", shipped=shipped)
    compile(text, "test_made.py", "exec")
    assert ('load_rules("xixian")' in text) == shipped
    assert ("from pathlib import Path" in text) != shipped


def test_what_is_stated_is_checked_with_all_that_refutes_it() -> None:
    check_stated(TEN, load_rules(EXAMPLE / "rules.yaml"))
    rules = rules_with(*FLAWED["no district goes from clear to storm at once"])
    with pytest.raises(AssertionError, match="no district goes from clear") as caught:
        check_stated(TEN, rules)
    assert "refuted" in str(caught.value)
    with pytest.raises(WrongKind):
        property_tests("rules", "rules.yaml")  # type: ignore[arg-type]
