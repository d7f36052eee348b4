"""A verdict and a decision have three answers: no truth value, neither running nor typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mypy import api

from responselevels.errors import WrongKind
from responselevels.models.decisions import STRICTEST_LAST, NotPermitted, Verdict

ROOT = Path(__file__).resolve().parents[2]
ASKED = """\
from responselevels.models.decisions import Decision

def asked(decision: Decision) -> str:
    if decision.verdict:
        print(decision.nothing_like_it)
    else:
        print("no")
    if not decision:
        print(decision.nor_this)
    print(decision.nor_that)
    return decision.verdict
"""


def checked(tmp_path: Path, text: str) -> list[str]:
    """Return what mypy says of *text*, without the name of the file."""
    file = tmp_path / "asking.py"
    file.write_text(text, encoding="utf-8")
    config = ROOT / "pyproject.toml"
    said, wrong, _status = api.run(
        ["--config-file", str(config), "--no-error-summary", "--no-pretty", str(file)]
    )
    assert not wrong
    lines = (line.split("asking.py:", 1)[1] for line in said.splitlines() if "asking.py" in line)
    return [line for line in lines if " error: " in line]


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_has_no_truth_value(verdict: Verdict) -> None:
    with pytest.raises(TypeError, match=r"use `decision\.permitted`"):
        bool(verdict)


def test_a_verdict_is_its_word() -> None:
    assert [str(verdict) for verdict in STRICTEST_LAST] == ["permit", "pending", "deny"]
    assert Verdict("deny") is Verdict.DENY


@pytest.mark.slow
def test_a_type_checker_refuses_the_question_and_reads_on(tmp_path: Path) -> None:
    said = checked(tmp_path, ASKED)
    kinds = [(int(line.split(":")[0]), line.rsplit("[", 1)[1]) for line in said]
    assert (4, "truthy-bool]") in kinds
    assert (8, "truthy-bool]") in kinds
    assert {(5, "attr-defined]"), (10, "attr-defined]"), (11, "return-value]")} <= {*kinds}


@pytest.mark.parametrize("given", [None, 5, "P-1"])
def test_what_was_not_permitted_is_told_with_its_decision_and_nothing_else(given: Any) -> None:
    with pytest.raises(WrongKind, match="decision"):
        NotPermitted(given)
