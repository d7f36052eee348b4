"""SARIF and JUnit's XML, read back by their parsers."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

from responselevels.errors import Place
from responselevels.reports.programs.ci import CheckedItem, Fault, report
from responselevels.text.escaping import plain
from tests.foreign.hostile import PIECES

LOOKED = [
    CheckedItem("a b.yaml", "fine"),
    CheckedItem("a b.yaml", "bad", (Fault("x.y", "甲 < 乙 & \x1b", Place("a b.yaml", 3, 5)),)),
    CheckedItem("c", "odd", (Fault("z", "no", Place(), unread=True),)),
]


def test_sarif_has_what_its_schema_requires_and_the_place_of_each_result() -> None:
    read = json.loads(report("sarif", LOOKED, "1.2"))
    assert read["version"] == "2.1.0"
    (run,) = read["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("responselevels", "1.2")
    assert [rule["id"] for rule in driver["rules"]] == ["x.y", "z"]
    first, second = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("x.y", 0, "error")
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b.yaml"},
        "region": {"startLine": 3, "startColumn": 5},
    }
    assert second["locations"] == []


def test_junit_counts_and_says_what_failed() -> None:
    root = ET.fromstring(report("junit", LOOKED, "1.2"))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "1")
    fine, bad, odd = root.iter("testcase")
    assert list(fine) == []
    failure = bad.find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("x.y", "甲 < 乙 & \\u001b")
    assert bad.get("line") == "3"
    assert odd.find("error") is not None


def test_hostile_names_come_back_as_they_were() -> None:
    names = [piece for piece in PIECES if piece.strip()]
    root = ET.fromstring(report("junit", [CheckedItem("s", name) for name in names], "1"))
    assert [case.get("name") for case in root.iter("testcase")] == [plain(name) for name in names]
