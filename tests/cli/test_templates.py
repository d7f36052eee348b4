"""Templates at the command line: what needs a rules or areas file refuses them, lint lists them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

HARBOUR = Path(__file__).resolve().parents[2] / "examples" / "harbour"
AREAS, ORDERS = str(HARBOUR / "areas.csv"), str(HARBOUR / "orders.yaml")
RULES, ADVICE = str(HARBOUR / "rules.yaml"), str(HARBOUR / "proposals" / "advice.yaml")
ASKED = "transitions[2].requires.max_duration: still to be filled in: how long"


@pytest.fixture
def template(tmp_path: Path) -> str:
    written = (HARBOUR / "rules.yaml").read_text(encoding="utf-8")
    question = "max_duration: {fill: {en: how long, zh: 最长多久}}"
    made = tmp_path / "template.yaml"
    made.write_text(written.replace("max_duration: P7D", question), encoding="utf-8")
    return str(made)


@pytest.mark.parametrize(
    "asked",
    [
        ("check", "--rules", "T", "--areas", AREAS, ADVICE),
        ("level", "--rules", "T", "--areas", AREAS),
        ("audit", "--rules", "T", "--areas", AREAS, "--orders", ORDERS),
        ("explain", "--rules", "T", "--areas", AREAS, ADVICE),
        ("diagram", "T"),
        ("verify", "T"),
        ("diff", "T", RULES),
        ("impact", RULES, "T", "--areas", AREAS, "--orders", ORDERS),
        ("mutate", "T", "--cases", str(HARBOUR)),
        ("measures", "--rules", "T", "--areas", AREAS),
        ("due", "--rules", "T", "--areas", AREAS),
        ("test", "--rules", "T", str(HARBOUR.parent / "fairs")),
        ("new", "--property-tests", "T"),
        ("register", "init", "--register", "sqlite:///R", "--rules", "T", "--areas", AREAS),
    ],
    ids=lambda asked: " ".join(asked[:2] if asked[0] == "register" else asked[:1]),
)
def test_whatever_needs_rules_refuses_a_template(
    command: Command, template: str, asked: tuple[str, ...], tmp_path: Path
) -> None:
    named = {"T": template, "sqlite:///R": f"sqlite:///{tmp_path / 'register.db'}"}
    ran = command(*(named.get(word, word) for word in asked))
    assert int(ran.status) == 2
    assert f"{ASKED}; write the answer in place of `fill`" in ran.err


def test_lint_lists_what_is_left_to_do(command: Command, template: str) -> None:
    ran = command("lint", template)
    assert (int(ran.status), ran.err) == (1, "")
    assert ran.out.splitlines() == [
        f"{template}:78:57: {ASKED}",
        "  cure: write the answer in place of `fill` [template.fill]",
    ]
    ran = command("lint", "--json", "--lang", "zh", template)
    (remark,) = json.loads(ran.out)["remarks"]
    assert (remark["code"], remark["message"]) == ("template.fill", "待填写：最长多久")


def test_areas_may_be_a_template_too(command: Command, tmp_path: Path) -> None:
    areas = tmp_path / "areas.yaml"
    areas.write_text("areas: [{id: port, tier: {fill: which}}]\n", encoding="utf-8")
    ran = command("check", "--rules", RULES, "--areas", str(areas), ADVICE)
    assert int(ran.status) == 2
    assert "areas[0].tier: still to be filled in: which" in ran.err
    assert int(command("lint", str(areas)).status) == 1
    areas.write_text("areas: [{id: port, tier: port}]\n", encoding="utf-8")
    assert int(command("lint", str(areas)).status) == 0


def test_a_template_that_is_wrong_beside_is_no_template(command: Command, template: str) -> None:
    text = Path(template).read_text(encoding="utf-8")
    Path(template).write_text(text.replace("issuers:", "issuer:", 1), encoding="utf-8")
    ran = command("lint", template)
    assert int(ran.status) == 2
    assert "unknown key `issuer`" in ran.err
