"""Reports for build servers, from each command that has them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.tool import FILES, WORLD

CASES = Path(__file__).parents[2] / "examples" / "xixian" / "cases"
ASKED = {
    "lint": (("rules.yaml",), 1),
    "audit": (FILES, 1),
    "test": ((str(CASES),), 0),
}


@pytest.mark.parametrize("name", ASKED)
def test_each_command_prints_both_forms(command: Command, name: str) -> None:
    args, status = ASKED[name]
    ran = command(name, "--report", "sarif", *args)
    assert (ran.status, ran.err) == (status, "")
    (read,) = json.loads(ran.out)["runs"]
    assert bool(read["results"]) == bool(status)
    ran = command(name, "--report", "junit", *args)
    assert ran.status == status
    root = ET.fromstring(ran.out)
    assert root.get("tests") == str(len(list(root.iter("testcase"))))
    assert bool(list(root.iter("failure"))) == bool(status)


def test_what_cannot_be_read_is_in_the_report(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("levels: 3\n", "utf-8")
    for form in ("sarif", "junit"):
        ran = command("lint", "--report", form, str(tmp_path / "bad.yaml"))
        assert ran.status == 2
        assert "bad.yaml" in ran.out


def test_a_case_that_fails_is_told_line_by_line(command: Command, tmp_path: Path) -> None:
    case = next(CASES.glob("*.yaml")).read_text("utf-8")
    areas = CASES.parent / "areas.yaml"
    text = case.replace("verdict: deny", "verdict: permit").replace("../areas.yaml", str(areas))
    path = tmp_path / "wrong.levels.yaml"
    path.write_text(text, "utf-8")
    shown = command("test", str(path)).out.split("\n\n")[0]
    ran = command("test", "--report", "junit", str(path))
    failure = next(ET.fromstring(ran.out).iter("failure"))
    assert failure.get("message") == shown.splitlines()[0]
    assert (failure.text or "").endswith(shown)


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_an_audit_says_what_each_finding_rests_on(
    command: Command, tmp_path: Path, form: str
) -> None:
    rules = (WORLD / "rules.yaml").read_text("utf-8")
    read = 'clause: "3.4", reading: {en: only what covers the place, zh: 只计覆盖该地的}'
    path = tmp_path / "rules.yaml"
    path.write_text(rules.replace('clause: "3.4"', read), "utf-8")
    files = ("--rules", str(path), *FILES[2:])
    told = {
        "en": "(Opinion on the sample, as the rules file reads clause 3.4: only what covers the place)",
        "zh": "（《关于示例的意见》，本规则文件对3.4的解读：只计覆盖该地的）",
    }
    for lang, words in told.items():
        assert words in command("audit", *files, "--report", form, "--lang", lang).out
