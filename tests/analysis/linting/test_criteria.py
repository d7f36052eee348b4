"""What looks wrong in facts and tables: the remark, where it stands, and what draws none."""

from __future__ import annotations

from typing import Any

from responselevels.analysis.linting.lint import lint
from responselevels.core.world.soundness import problems_in_rules
from responselevels.models.rules import Rules

FACTS: list[dict[str, Any]] = [
    {"id": "people", "unit": "person", "from": 0},
    {"id": "outdoors", "type": "yes_no"},
]
SMALL = {"when": {"people": {"below": 5000}}, "levels": ["yellow"]}
LARGE = {"when": {"people": {"from": 5000}, "outdoors": True}, "levels": ["red"]}
GRADE: dict[str, Any] = {"id": "grade", "rows": [SMALL, LARGE], "otherwise": ["orange"]}
BASE: dict[str, Any] = {
    "format": 1,
    "id": "made_up",
    "levels": [
        {"id": "green", "default": True},
        {"id": "yellow"},
        {"id": "orange"},
        {"id": "red"},
    ],
    "tiers": [{"id": "city"}, {"id": "street"}],
    "bodies": {"hall": {"tier": "city"}, "post": {"tier": "street"}},
    "facts": FACTS,
    "tables": [GRADE],
    "endings": [
        {"id": "end", "tier": "city", "issuers": ["hall"]},
        {"id": "stop", "tier": "street", "issuers": ["post"]},
    ],
}


def rule(name: str = "grade_it", **more: Any) -> dict[str, Any]:
    """Return a transition of the city that is held against the table."""
    assessment = {"by": ["hall"], "table": "grade"}
    made = {"tier": "city", "to": ["yellow", "orange", "red"], "issuers": ["hall"]}
    return {"id": name, **made, "requires": {"assessment": assessment}, **more}


def remarks(*transitions: Any, **changes: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Return code and path of each remark about criteria."""
    post = {"id": "post_it", "tier": "street", "to": ["yellow"], "issuers": ["post"]}
    rules = Rules.model_validate({**BASE, "transitions": [*transitions, post], **changes})
    assert problems_in_rules(rules) == []
    kinds = ("criteria.", "fact.", "table.", "transition.superfluous")
    return [(one.code, one.where.path) for one in lint(rules) if one.code.startswith(kinds)]


def without_table(name: str = "freely", **more: Any) -> dict[str, Any]:
    return rule(name, requires={"assessment": {"by": ["hall"]}}, **more)


def test_a_table_that_is_used_whole_draws_no_remark() -> None:
    assert remarks(rule()) == []


def test_another_way_to_a_level_without_the_binding_table_evades_it() -> None:
    advised = {"assessment": {"by": ["hall"], "table": "grade", "binding": False}}
    evaded = [("criteria.evaded", ("transitions", 1))]
    assert [
        one for one in remarks(rule(), without_table()) if one[0] != "transition.superfluous"
    ] == evaded
    ways = remarks(rule(), rule("advised", requires=advised, to=["red"]))
    assert [one for one in ways if one[0] == "criteria.evaded"] == evaded


def test_acting_first_without_the_table_evades_it_too() -> None:
    bodies = {**BASE["bodies"], "council": {"tier": "city"}}
    ratify = {"approval": "council", "within": "PT1H", "again_after": "P7D"}
    found = remarks(rule(), without_table("at_once", ratify=ratify), bodies=bodies)
    assert found == [("criteria.evaded", ("transitions", 1))]


def test_a_way_to_another_level_or_of_another_tier_evades_nothing() -> None:
    assert remarks(rule(), without_table(to=["green"])) == []


def test_another_binding_table_is_another_way() -> None:
    other = {"id": "other", "rows": [SMALL, {"when": LARGE["when"], "levels": ["orange"]}]}
    tables = [GRADE, {**other, "otherwise": ["red"]}]
    second = rule("second", requires={"assessment": {"by": ["hall"], "table": "other"}})
    codes = [code for code, _path in remarks(rule(), second, tables=tables)]
    assert codes == ["criteria.evaded", "criteria.evaded"]


def test_a_level_that_the_binding_table_never_calls_for_can_never_be_issued() -> None:
    to = ["green", "yellow", "orange", "red"]
    assert remarks(rule(to=to)) == [("criteria.never", ("transitions", 0, "to"))]
    advised = {"assessment": {"by": ["hall"], "table": "grade", "binding": False}}
    assert remarks(rule(to=to, requires=advised)) == []


def test_a_table_none_of_whose_levels_are_led_to_is_beside_the_point() -> None:
    path = ("transitions", 0, "requires", "assessment", "table")
    assert remarks(rule(to=["green"])) == [("criteria.beside", path)]


def test_an_otherwise_that_no_facts_hit_is_remarked_on_and_calls_for_nothing() -> None:
    rest = {"when": {"people": {"from": 5000}, "outdoors": False}, "levels": ["red"]}
    whole = {**GRADE, "rows": [SMALL, LARGE, rest]}
    assert remarks(rule(), tables=[whole]) == [
        ("criteria.never", ("transitions", 0, "to")),
        ("criteria.otherwise", ("tables", 0, "otherwise")),
    ]


def test_facts_and_tables_that_nothing_uses_are_remarked_on() -> None:
    facts = [*FACTS, {"id": "water", "unit": "metre"}]
    assert remarks(rule(), facts=facts) == [("fact.unused", ("facts", 2))]
    assert remarks(without_table()) == [("table.unused", ("tables", 0))]


def test_a_way_that_asks_no_more_of_the_facts_makes_the_other_superfluous() -> None:
    def superfluous(*ways: Any) -> list[Any]:
        return [path for code, path in remarks(*ways) if code == "transition.superfluous"]

    advised = rule(
        "advised", requires={"assessment": {"by": ["hall"], "table": "grade", "binding": False}}
    )
    assert superfluous(rule(), without_table()) == [("transitions", 0)]
    assert superfluous(rule(), advised) == [("transitions", 0)]
    assert superfluous(rule(), rule("again")) == [("transitions", 1)]
    assert superfluous(advised, without_table()) == [("transitions", 0)]


def test_the_titles_of_facts_and_tables_are_looked_at_for_translations() -> None:
    facts = [{**FACTS[0], "title": {"en": "People"}}, FACTS[1]]
    tables = [{**GRADE, "title": {"zh": "分级"}}]
    rules = Rules.model_validate(
        {**BASE, "transitions": [rule()], "facts": facts, "tables": tables}
    )
    found = [one.where.path for one in lint(rules) if one.code == "text.untranslated"]
    assert found == [("facts", 0, "title"), ("tables", 0, "title")]


def test_a_source_that_only_a_table_or_a_row_cites_is_cited() -> None:
    sources = {"law": {"title": "Law"}, "plan": {"title": "Plan"}, "memo": {"title": "Memo"}}
    row = {**SMALL, "cite": {"source": "law", "clause": "1"}}
    table = {**GRADE, "rows": [row, LARGE], "cite": {"source": "plan", "clause": "2"}}
    rules = Rules.model_validate(
        {**BASE, "transitions": [rule()], "sources": sources, "tables": [table]}
    )
    found = [one.where.path for one in lint(rules) if one.code == "source.uncited"]
    assert found == [("sources", "memo")]
