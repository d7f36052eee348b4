"""Facts on the command line: read as the rules list them, and refused where they cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.register.stating import facts_stated
from responselevels.models.parts.criteria import Fact
from tests.cli.desk import Desk
from tests.cli.tool import Ran

FAIRS = Path(__file__).resolve().parents[3] / "examples" / "fairs"
WRITTEN = (
    {"id": "people", "unit": "person"},
    {"id": "outdoors", "type": "yes_no"},
    {"id": "kind", "one_of": ["true", "7", "fair"]},
)
LISTED = {fact.id: fact for fact in map(Fact.model_validate, WRITTEN)}


@pytest.mark.parametrize(
    ("given", "stated"),
    [
        ("people=7", 7),
        ("people=-7", -7),
        ("people=007", "007"),
        ("people=2.5", "2.5"),
        ("people=1000000000", 10**9),
        ("people=1000000001", "1000000001"),
        ("people=true", "true"),
        ("outdoors=true", True),
        ("outdoors=false", False),
        ("outdoors=yes", "yes"),
        ("kind=true", "true"),
        ("kind=7", "7"),
        ("unlisted=7", "7"),
        ("kind=a=b", "a=b"),
    ],
)
def test_a_value_is_of_the_kind_of_its_fact(given: str, stated: object) -> None:
    (found,) = facts_stated([given], LISTED, "en").values()
    assert (type(found), found) == (type(stated), stated)


@pytest.mark.parametrize("given", ["people", "=7", "people="])
def test_what_is_no_pair_is_refused(given: str) -> None:
    with pytest.raises(CommandError, match="states no fact; write `FACT=VALUE`"):
        facts_stated([given], LISTED, "en")


def test_a_fact_that_is_stated_twice_is_refused() -> None:
    with pytest.raises(CommandError, match="the fact `people` is stated twice"):
        facts_stated(["people=7", "people=8"], LISTED, "en")


def test_a_fact_that_the_rules_do_not_list_is_refused(desk: Desk) -> None:
    desk("11T10:00", "propose", "pending.yaml")
    ran = desk("11T10:05", "assess", "P-8", "--for", "office", "--fact", "people=7")
    assert int(ran.status) == 2
    assert ran.err.startswith("assessment.facts.people: unknown fact `people`")


def test_facts_are_recorded_decided_and_issued_on(
    command: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RESPONSELEVELS_REGISTER", f"sqlite:///{tmp_path / 'fairs.db'}")
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RESPONSELEVELS_CLOCK", "2026-05-09T10:00+08:00")
    rules, areas = str(FAIRS / "rules.yaml"), str(FAIRS / "areas.yaml")
    command("register", "init", "--rules", rules, "--areas", areas)
    text = (FAIRS / "proposals" / "permit.yaml").read_text(encoding="utf-8")
    bare = tmp_path / "bare.yaml"
    bare.write_text(text[: text.index("assessment:")], encoding="utf-8")
    command("register", "propose", str(bare))
    assess = ("register", "assess", "P-01", "--for", "events_office", "--with", "county_police")
    said = command(*assess, "--fact", "people=12000", "--fact", "outdoors=false")
    assert (said.err, int(said.status)) == ("", 0)
    assert int(command("register", "issue", "P-01").status) == 1
    command(*assess, "--fact", "people=12000", "--fact", "outdoors=true")
    issued = command("register", "issue", "P-01")
    assert (int(issued.status), issued.err) == (0, "")
    assert int(command("log", "replay").status) == 0
