"""The strategies draw what they promise, and what they draw shrinks to something small."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from responselevels import InputError, Register, compile_scheme, load_areas, load_rules
from responselevels.core.world.soundness import problems_in_rules
from responselevels.models.orders import Period
from responselevels.models.parts.cites import cites_in
from responselevels.models.rules import Rules
from responselevels.testing import (
    areas,
    histories,
    instants,
    orders,
    periods,
    proposals,
    rules,
)
from responselevels.testing.strategies.formats import FIRST, Kind
from responselevels.testing.strategies.times import DAY, EDGES, HOUR
from tests.testing.planted import WARD

XIXIAN = load_rules("xixian")
RULES = load_rules(WARD / "rules.yaml")
AREAS = load_areas(WARD / "areas.yaml", RULES)
FEW = settings(max_examples=25)
SMALL = settings(max_examples=400, database=None, derandomize=True)
FOUND = settings(SMALL, phases=(Phase.generate,))


# -- what is promised -------------------------------------------------------------------


@FEW
@given(st.data())
def test_rules_and_areas_are_sound_and_fit_each_other(data: st.DataObject) -> None:
    scheme = data.draw(rules())
    tree = data.draw(areas(scheme))
    assert len(compile_scheme(scheme, tree).tree) == len(tree.areas) <= 7


@given(periods(FIRST, longest=DAY))
def test_a_period_is_bounded_and_neither_empty_nor_too_long(period: Period) -> None:
    assert period.end is not None
    assert FIRST <= period.start < period.end <= period.start + DAY


@FEW
@given(st.data())
def test_a_register_opens_over_any_orders_drawn(data: st.DataObject) -> None:
    drawn = data.draw(orders(RULES, AREAS))
    assert Register(RULES, AREAS, drawn).orders == drawn
    assert all(a.issued_at <= b.issued_at for a, b in pairwise(drawn))


def verdicts(scheme: object, kind: Kind) -> list[str]:
    found: list[str] = []
    given_rules = XIXIAN if scheme == "xixian" else RULES

    @settings(max_examples=60, database=None, derandomize=True)
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        tree = data.draw(areas(given_rules)) if scheme == "xixian" else AREAS
        history = data.draw(histories(given_rules, tree, most=3))
        at = max((order.issued_at for order in history.orders), default=FIRST)
        asked = proposals(given_rules, tree, register=history.register, kind=kind, id="P-9")
        try:
            found.append(history.register.decide(data.draw(asked), at=at).verdict.value)
        except InputError:
            found.append("unread")

    ask()
    return found


def share(found: list[str], verdict: str) -> float:
    return found.count(verdict) / len(found)


def test_valid_proposals_are_permitted_most_of_the_time() -> None:
    assert share(verdicts("ward", "valid"), "permit") > 0.8
    assert share(verdicts("xixian", "valid"), "permit") > 0.8


def test_nearly_valid_proposals_come_out_every_way() -> None:
    found = verdicts("ward", "nearly")
    assert {"permit", "pending", "deny"} <= set(found)
    assert share(found, "permit") < 0.6


def test_hostile_proposals_are_seldom_permitted_and_sometimes_cannot_be_read() -> None:
    found = verdicts("ward", "hostile")
    assert share(found, "permit") < 0.1
    assert "unread" in found


def test_every_order_of_a_lawful_history_was_permitted() -> None:
    @FEW
    @given(histories(RULES, AREAS))
    def lawful(history: object) -> None:
        steps = history.steps  # type: ignore[attr-defined]
        assert all(step.decision.permitted == step.carried_out for step in steps)

    lawful()


# -- shrinking --------------------------------------------------------------------------


def test_rules_that_rest_on_readings_and_keys_with_a_ground_of_their_own_are_drawn() -> None:
    def silent(drawn: Rules) -> bool:
        return any(cite.clause is None for _path, cite in cites_in(drawn))

    found = find(rules(), silent, settings=FOUND)
    assert problems_in_rules(found) == []
    by_key = find(
        rules(), lambda drawn: any(t.requires.cites for t in drawn.transitions), settings=FOUND
    )
    assert problems_in_rules(by_key) == []


def test_the_smallest_rules_have_few_levels_and_one_tier() -> None:
    smallest = find(rules(), lambda drawn: len(drawn.levels) < 4, settings=SMALL)
    assert len(smallest.levels) <= 3
    assert [tier.id for tier in smallest.tiers] == ["region"]


def test_the_smallest_tree_of_three_steps_is_one_line() -> None:
    deep = find(
        areas(RULES), lambda tree: any(a.tier == "street" for a in tree.areas), settings=SMALL
    )
    assert len(deep.areas) <= 3


def test_the_smallest_order_that_lapses_is_alone_and_early() -> None:
    (order,) = find(
        orders(RULES, AREAS),
        lambda drawn: any(order.provisional_until is not None for order in drawn),
        settings=SMALL,
    )
    assert (order.id, order.ends, order.drill) == ("R-1", (), False)
    assert order.issued_at == order.period.start == FIRST


def test_instants_come_to_the_awkward_ones_and_shrink_to_the_hour() -> None:
    assert find(instants(), lambda at: at in EDGES, settings=SMALL) in EDGES
    assert find(instants(), lambda at: at > FIRST, settings=SMALL) <= FIRST + HOUR
    assert find(instants(), lambda at: at.utcoffset() != FIRST.utcoffset(), settings=SMALL) == FIRST


# -- without Hypothesis -------------------------------------------------------------------


def test_without_hypothesis_the_strategies_say_what_to_install() -> None:
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from responselevels.testing import LAWS\n"
        "from responselevels.errors import MissingExtra\n"
        "try:\n    from responselevels.testing import rules\n"
        "except MissingExtra as error:\n    print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == (
        "`hypothesis` is not installed; run: pip install 'responselevels[testing]'\n"
    )
