"""The level machine: built from the rules, and saying what the compiled table says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given

from responselevels.core.deciding.case import Case, resolve
from responselevels.core.deciding.decide import Attempt, attempts, best, decided, fitting
from responselevels.core.world.scheme import LevelEdge
from responselevels.errors import InputError
from responselevels.machine.levels import LevelMachine, compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.decisions import Verdict
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Rules
from tests.core.desk import AREAS, CITY_ORDER, NOW, RULES, city, region, rules, world
from tests.laws.strategies import issues
from tests.model.compare import Pair
from tests.model.scenes import Data, order
from tests.model.shrink import PROPOSAL, Scene

SMALL = rules(
    transitions=[{**CITY_ORDER, "from": ["green", "yellow"], "to": ["orange", "red"]}],
    endings=[{"id": "stand_down", "tier": "city", "of": ["red"], "issuers": ["city_hall"]}],
)


def read(written: Data) -> Rules:
    return Rules.model_validate({"format": 1, "id": "by_hand", **written})


def arrow(rule: str, source: str, target: str | None) -> LevelEdge:
    return LevelEdge(rule=rule, source=source, target=target)


# -- how it is built ---------------------------------------------------------------------------


def test_its_states_are_the_levels_and_it_begins_at_the_default() -> None:
    machine = LevelMachine(read(RULES)).machine
    assert list(machine.states) == ["green", "yellow", "orange", "red"]
    assert machine.initial == "green"


def test_each_transition_has_a_trigger_for_each_of_its_targets() -> None:
    machine = LevelMachine(read(SMALL))
    assert list(machine.machine.events) == [
        "city_order → orange",
        "city_order → red",
        "stand_down = green",
    ]
    assert machine.trigger("city_order", "red") == "city_order → red"


def test_its_arrows_are_those_of_the_rules() -> None:
    assert list(LevelMachine(read(SMALL)).edges()) == [
        arrow("city_order", "green", "orange"),
        arrow("city_order", "yellow", "orange"),
        arrow("city_order", "green", "red"),
        arrow("city_order", "yellow", "red"),
        arrow("stand_down", "red", None),
    ]


def test_rules_that_name_no_level_to_start_from_start_from_any() -> None:
    arrows = list(LevelMachine(read(RULES)).edges())
    assert {one.source for one in arrows if one.rule == "activate"} == {
        "green",
        "yellow",
        "orange",
        "red",
    }
    assert {one.source for one in arrows if one.rule == "close"} == {
        "green",
        "yellow",
        "orange",
        "red",
    }


def test_rules_that_start_from_nowhere_have_a_trigger_and_no_arrow() -> None:
    machine = LevelMachine(read(rules(transitions=[{**CITY_ORDER, "from": []}], endings=[])))
    assert list(machine.edges()) == []
    assert machine.trigger("city_order", "red") == "city_order → red"


def test_an_unknown_rule_or_target_has_no_trigger() -> None:
    machine = LevelMachine(read(SMALL))
    for rule, target in (("nothing", "red"), ("city_order", "green"), ("stand_down", "green")):
        with pytest.raises(KeyError):
            machine.trigger(rule, target)


def named(levels: list[str], *ways: tuple[str, str, str]) -> Data:
    """Return rules over these levels; each way is an id, a source and a target."""
    return {
        "levels": [{"id": one, "default": one == levels[0]} for one in levels],
        "tiers": [{"id": "city"}],
        "bodies": {"mayor": {"tier": "city"}},
        "transitions": [
            {"id": name, "tier": "city", "from": [source], "to": [target], "issuers": ["mayor"]}
            for name, source, target in ways
        ],
    }


def test_two_triggers_whose_names_would_be_the_same_stay_apart() -> None:
    written = named(["a", "b → c", "c"], ("up", "a", "b → c"), ("up → b", "a", "c"))
    machine = LevelMachine(read(written))
    one, other = machine.trigger("up", "b → c"), machine.trigger("up → b", "c")
    assert one.rstrip() == other.rstrip() == "up → b → c"
    assert one != other
    assert list(machine.edges()) == [
        arrow("up", "a", "b → c"),
        arrow("up → b", "a", "c"),
    ]


def test_a_level_may_be_called_like_a_wildcard() -> None:
    written = named(["a", "*", "="], ("one", "*", "="), ("other", "a", "="), ("third", "=", "*"))
    assert list(LevelMachine(read(written)).edges()) == [
        arrow("one", "*", "="),
        arrow("other", "a", "="),
        arrow("third", "=", "*"),
    ]


def test_rules_that_are_not_sound_make_no_machine() -> None:
    with pytest.raises(InputError) as caught:
        LevelMachine(read(rules(floors=[{"id": "f", "tier": "town"}])))
    assert [str(one.where) for one in caught.value.problems] == ["floors[0].tier"]


def test_compiling_names_what_is_wrong_with_rules_and_areas_together() -> None:
    areas = Areas.model_validate({"areas": [*AREAS, {"id": "far", "tier": "vilage"}]})
    with pytest.raises(InputError) as caught:
        compile_scheme(read(rules(floors=[{"id": "f", "tier": "town"}])), areas)
    assert [str(one.where) for one in caught.value.problems] == ["floors[0].tier", "areas[8].tier"]


# -- firing --------------------------------------------------------------------------------------


def case_of(proposal: Data, *held: Data, written: Data = RULES) -> Case:
    book = world(list(held), written)
    return resolve(book.scheme, book, PROPOSAL.validate_python(proposal), NOW)


def test_firing_gives_what_the_guard_had_to_say() -> None:
    machine, case = LevelMachine(read(RULES)), case_of(city("red"))
    assert machine.fire(case, "city_order") == Attempt(
        case.scheme.transitions_by_id["city_order"], (), Verdict.PERMIT
    )
    barred = case_of(city("red", issuer="police"))
    said = machine.fire(barred, "city_order")
    assert said is not None
    assert [one.code for one in said.findings] == ["issuer.not_entitled"]


def test_nothing_fires_where_no_arrow_leads_from_where_the_areas_stand() -> None:
    machine = LevelMachine(read(SMALL))
    held = order("N-1", "north", "red", (5, 9), scope=["lane"])
    assert machine.fire(case_of(city("orange"), written=SMALL), "city_order") is not None
    for scope in (["lane"], ["lane", "mill"]):
        case = case_of(city("orange", scope=scope), held, written=SMALL)
        assert machine.fire(case, "city_order") is None


def test_firing_changes_nothing() -> None:
    machine, case = LevelMachine(read(RULES)), case_of(region("red"))
    before = list(machine.edges())
    assert machine.fire(case, "activate") == machine.fire(case, "activate")
    assert list(machine.edges()) == before


def fired(machine: LevelMachine, case: Case) -> Iterator[Attempt]:
    """Yield what the machine's guards say: of the named transition, or of those that may be tried."""
    proposal = case.proposal
    assert isinstance(proposal, IssueProposal)
    tier = case.scheme.rules.tiers[case.scheme.tree.tiers[case.issuing]].id
    for rule in machine.rules.transitions:
        wanted = rule.id == proposal.transition if proposal.transition else rule.ratify is None
        if rule.tier == tier and proposal.level in rule.to and wanted:
            said = machine.fire(case, rule.id)
            if said is not None:
                yield said


@given(issues())
def test_the_machine_fires_exactly_what_the_compiled_table_tries_and_says_the_same(
    scene: Scene,
) -> None:
    scheme, book = Pair(scene.world).core
    case = resolve(scheme, book, scene.proposal, scene.at)
    said = list(fired(LevelMachine(scene.world.rules), case))
    assert [one.rule for one in said] == list(fitting(case))
    assert [one for one in attempts(case) if one.rule is not None] == said
    decision = decided(case)
    if said:
        chosen = best(said)
        assert chosen.rule is not None
        assert (decision.verdict, decision.transition) == (chosen.verdict, chosen.rule.id)
    else:
        assert (decision.verdict, decision.transition) == (Verdict.DENY, None)


@given(issues())
def test_the_compiled_table_has_exactly_the_arrows_of_the_machine(scene: Scene) -> None:
    read_rules = scene.world.rules
    scheme = compile_scheme(read_rules, scene.world.areas)
    table = {
        arrow(way.id, scheme.levels[source], scheme.levels[target])
        for way in scheme.transitions_by_id.values()
        for source in way.sources
        for target in way.targets
    }
    endings = {
        arrow(way.id, scheme.levels[rank], None)
        for (_, rank), ways in scheme.endings_of.items()
        for way in ways
    }
    assert set(LevelMachine(read_rules).edges()) == table | endings


@given(issues())
def test_every_arrow_of_a_trigger_leads_where_its_name_says(scene: Scene) -> None:
    machine = LevelMachine(scene.world.rules)
    for rule in scene.world.rules.transitions:
        for target in rule.to:
            event = machine.machine.events[machine.trigger(rule.id, target)]
            leading = [one for several in event.transitions.values() for one in several]
            assert {one.dest for one in leading} == {target}
            assert {one.source for one in leading} == set(
                machine.machine.states if rule.from_ is None else rule.from_
            )


def test_the_default_is_where_an_ending_is_drawn_to() -> None:
    machine = LevelMachine(read(SMALL)).machine
    (leading,) = machine.events["stand_down = green"].transitions["red"]
    assert leading.dest == "green"
