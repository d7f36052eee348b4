"""What the facts of an assessment call for, asked of both engines (docs/semantics.md, section 11)."""

from __future__ import annotations

import pytest

from responselevels.testing.reference.values import Decision, Remedy
from tests.model.engines import Engine, of_each_engine
from tests.model.scenes import FPCON, Data, at, issue, on, scene

TABLE = {
    "id": "grade",
    "rows": [
        {"when": {"people": {"from": 1000, "below": 5000}}, "levels": ["ALPHA"]},
        {"when": {"people": {"from": 5000}, "outdoors": False}, "levels": ["ALPHA", "BRAVO"]},
        {"when": {"people": {"from": 5000}, "outdoors": True}, "levels": ["BRAVO"]},
    ],
    "otherwise": ["NORMAL"],
}


def scheme(*, binding: bool = True) -> Data:
    asked = {"by": ["installation_commander"], "table": "grade", "binding": binding}
    transitions = [
        {**one, "requires": {"assessment": asked}} if one["id"] == "exceed" else one
        for one in FPCON["rules"]["transitions"]
    ]
    facts = [{"id": "people", "unit": "person", "from": 0}, {"id": "outdoors", "type": "yes_no"}]
    more = {"facts": facts, "tables": [TABLE], "transitions": transitions}
    return {**FPCON, "rules": {**FPCON["rules"], **more}}


def decided(engine: Engine, level: str, *, binding: bool = True, **facts: object) -> Decision:
    assessment = {"by": "installation_commander", "at": on(2), "facts": facts}
    more = {"issuer": "installation_commander", "assessment": assessment}
    world, proposal = scene(scheme(binding=binding), [], issue("base", level, 3, 5, **more))
    return engine(world, proposal, at(3))


@of_each_engine
@pytest.mark.parametrize(
    ("people", "level"),
    [(999, "NORMAL"), ("999.5", "NORMAL"), (1000, "ALPHA"), ("4999.999", "ALPHA"), (5000, "BRAVO")],
)
def test_a_bound_belongs_to_the_row_that_begins_there(
    engine: Engine, people: object, level: str
) -> None:
    assert decided(engine, level, people=people, outdoors=True).codes() == {}


@of_each_engine
def test_what_decides_nothing_need_not_be_stated(engine: Engine) -> None:
    assert decided(engine, "BRAVO", people=5000).codes() == {}
    assert decided(engine, "ALPHA", people=1000).codes() == {}


@of_each_engine
def test_the_facts_that_would_decide_are_named(engine: Engine) -> None:
    found = decided(engine, "ALPHA", people=7000).finding("criteria.missing")
    assert (found.effect, dict(found.facts)["facts"]) == ("pending", ("outdoors",))
    found = decided(engine, "ALPHA").finding("criteria.missing")
    assert dict(found.facts)["facts"] == ("outdoors", "people")
    found = decided(engine, "ALPHA", outdoors=True).finding("criteria.missing")
    assert dict(found.facts)["facts"] == ("people",)


@of_each_engine
def test_a_level_that_no_row_left_has_is_denied_with_those_that_every_one_has(
    engine: Engine,
) -> None:
    found = decided(engine, "CHARLIE", people=5000).finding("criteria.differs")
    assert (found.effect, found.remedies) == ("deny", (Remedy("level", "BRAVO"),))
    assert dict(found.facts)["rows"] == (2, 3)
    assert dict(found.facts)["levels"] == ("ALPHA", "BRAVO")


@of_each_engine
def test_a_table_that_only_advises_denies_nothing_and_asks_for_its_facts_all_the_same(
    engine: Engine,
) -> None:
    advice = decided(engine, "CHARLIE", binding=False, people=5000)
    assert (advice.verdict, advice.codes()) == ("permit", {"criteria.differs": "note"})
    assert decided(engine, "BRAVO", binding=False).codes() == {"criteria.missing": "pending"}
