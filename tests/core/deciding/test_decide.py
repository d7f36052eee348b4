"""From findings to a verdict, and from several ways to the best.

See docs/semantics.md, sections 2 and 3.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.deciding.case import resolve
from responselevels.core.deciding.decide import (
    Attempt,
    attempt_of,
    attempts,
    best,
    decide,
    verdict_of,
)
from responselevels.core.digests import rules_digest
from responselevels.errors import InputError
from responselevels.models.decisions import Effect, Finding, Verdict
from tests.core.desk import (
    CITY_ORDER,
    NOW,
    REGION_ORDER,
    approval,
    city,
    codes,
    decided,
    ending,
    region,
    rules,
    world,
)
from tests.laws.strategies import scenes
from tests.model.compare import Pair
from tests.model.scenes import Data, at, order
from tests.model.shrink import PROPOSAL, Scene

ROOT = Path(__file__).resolve().parents[3]
WORST = {Effect.NOTE: 0, Effect.PENDING: 1, Effect.DENY: 2}
DENIAL = Finding(code="reason.missing", effect=Effect.DENY)


def findings() -> st.SearchStrategy[Finding]:
    return st.sampled_from(list(Effect)).map(lambda effect: Finding(code="any", effect=effect))


# -- verdicts ------------------------------------------------------------------------------------


@given(st.lists(findings()), st.lists(findings()))
def test_one_denial_outweighs_whatever_else_was_found(
    before: list[Finding], after: list[Finding]
) -> None:
    assert verdict_of([*before, DENIAL, *after]) is Verdict.DENY


@given(st.lists(findings()))
def test_the_verdict_is_the_worst_effect_and_no_finding_means_permit(found: list[Finding]) -> None:
    worst = max((WORST[one.effect] for one in found), default=0)
    assert verdict_of(found) is (Verdict.PERMIT, Verdict.PENDING, Verdict.DENY)[worst]
    assert verdict_of(reversed(found)) is verdict_of(found + found) is verdict_of(found)


def test_a_verdict_and_a_decision_refuse_to_be_a_yes_or_a_no() -> None:
    decision = decided(city())
    with pytest.raises(
        TypeError, match=r"^a decision has three answers; use `decision.permitted`$"
    ):
        bool(decision)
    for verdict in Verdict:
        with pytest.raises(
            TypeError, match=r"^a verdict has three values; use `decision.permitted`$"
        ):
            bool(verdict)


def test_only_a_permit_is_permitted() -> None:
    waiting = rules(transitions=[{**CITY_ORDER, "requires": {"approval": "board"}}])
    assert decided(city()).permitted is True
    assert decided(city(), written=waiting).permitted is False
    assert decided(city(issuer="police")).permitted is False


# -- the best of several ways ----------------------------------------------------------------------


def way(name: str, *, issuers: tuple[str, ...] = ("city_hall",), **requires: object) -> Data:
    given_: Data = {"period": "open", **requires}
    return {"id": name, "tier": "city", "to": ["yellow"], "issuers": issuers, "requires": given_}


FREE, ALSO_FREE = way("free"), way("also_free")
WAITS, WAITS_TWICE = (
    way("waits", approval="board"),
    way("waits_twice", approval="board", assessment={"by": ["office"]}),
)
BARRED, BARRED_TWICE = (
    way("barred", issuers=("city_watch",)),
    way("barred_twice", issuers=("city_watch",), reason=True),
)


@pytest.mark.parametrize(
    ("ways", "chosen"),
    [
        ([FREE, ALSO_FREE], "free"),
        ([ALSO_FREE, FREE], "also_free"),
        ([WAITS, BARRED, FREE], "free"),
        ([BARRED, WAITS], "waits"),
        ([BARRED, WAITS_TWICE], "waits_twice"),
        ([WAITS_TWICE, WAITS], "waits"),
        ([BARRED_TWICE, BARRED], "barred"),
        ([BARRED_TWICE, WAITS_TWICE, BARRED, WAITS, FREE, ALSO_FREE], "free"),
    ],
    ids=[
        "the first of equals",
        "by the file",
        "permit first",
        "pending before deny",
        "pending however much is missing",
        "fewest findings while it waits",
        "fewest findings in a denial",
        "among all",
    ],
)
def test_of_several_ways_the_best_counts(ways: list[Data], chosen: str) -> None:
    decision = decided(city(), written=rules(transitions=ways))
    assert decision.transition == chosen
    assert {one.rule for one in decision.findings} <= {chosen}


def test_notes_do_not_weigh_when_ways_are_compared() -> None:
    noting = way("noting", approval={"any_of": ["board", "committee"]})
    proposal = city(approvals=[approval("board"), approval("police")])
    written = rules(transitions=[noting, FREE])
    decision = decided(proposal, written=written)
    assert (decision.transition, codes(decision)) == ("noting", ["approval.not_entitled"])


def test_shared_findings_weigh_the_same_for_all_ways() -> None:
    held = order("R-1", "home", "red", (5, 9))
    decision = decided(city(), held, written=rules(transitions=[BARRED, FREE], floors=[]))
    assert decision.transition == "free"


def test_the_best_of_attempts_is_the_first_of_equals() -> None:
    tried = [Attempt.of(None, [DENIAL]), Attempt.of(None, []), Attempt.of(None, [])]
    assert best(tried) is tried[1]
    assert best(tried[:1]) is tried[0]


@given(st.lists(st.lists(findings(), max_size=4), min_size=1, max_size=5))
def test_no_attempt_is_better_than_the_best(several: list[list[Finding]]) -> None:
    tried = [Attempt.of(None, found) for found in several]
    chosen = best(tried)
    order_of = (Verdict.PERMIT, Verdict.PENDING, Verdict.DENY)

    def merit(attempt: Attempt) -> tuple[int, int]:
        weighty = [one for one in attempt.findings if one.effect != Effect.NOTE]
        return order_of.index(attempt.verdict), len(weighty)

    assert merit(chosen) == min(map(merit, tried))


def test_an_attempt_may_be_made_alone() -> None:
    held = order("R-1", "home", "red", (5, 9))
    book = world([held], rules(transitions=[REGION_ORDER, WAITS, FREE]))
    case = resolve(book.scheme, book, PROPOSAL.validate_python(city()), NOW)
    together = attempts(case)
    assert [one.rule.id for one in together if one.rule] == ["waits", "free"]
    for one in together:
        assert one.rule is not None
        assert attempt_of(case, one.rule) == one


def test_findings_of_the_transition_come_before_those_that_need_none() -> None:
    held = order("R-1", "home", "red", (5, 9))
    decision = decided(city(issuer="police", scope=["lane", "south"]), held)
    assert [one.code for one in decision.findings] == [
        "issuer.not_entitled",
        "scope.outside_area",
        "floor.less_severe",
    ]


# -- what a decision says of itself -----------------------------------------------------------------


def test_a_decision_names_its_rules_its_proposal_and_its_time_in_utc() -> None:
    decision = decided(city(), when=datetime.fromisoformat("2026-02-03T05:30+05:30"))
    book = world([])
    assert decision.proposal == "P-1"
    assert decision.decided_at.isoformat() == "2026-02-03T00:00:00+00:00"
    assert decision.rules_id == "by_hand"
    assert decision.rules_digest == rules_digest(book.scheme.rules)
    assert decision.offset.total_seconds() == 8 * 3600


@pytest.mark.parametrize("drill", [False, True])
def test_a_decision_on_a_drill_or_on_the_order_of_one_says_so(*, drill: bool) -> None:
    held = order("N-1", "north", "red", (2, 9), drill=drill)
    assert decided(city(drill=drill)).drill is drill
    assert decided(ending("N-1"), held).drill is drill
    assert (
        decided({"id": "P", "action": "ratify", "order": "N-1", "issuer": "city_hall"}, held).drill
        is drill
    )


def test_a_proposal_that_cannot_be_read_is_no_decision() -> None:
    with pytest.raises(InputError) as caught:
        decided(city("rot"))
    assert str(caught.value.problems[0].where) == "level"


def test_orders_issued_after_the_decision_do_not_count_for_it() -> None:
    late = order("R-1", "home", "red", (5, 9), issued_at="2026-02-03T00:00:00.000001+08:00")
    assert decided(city(), late).findings == ()
    assert codes(decided(city(), late, when=at(4))) == ["floor.less_severe"]


# -- determinism ---------------------------------------------------------------------------------------


@given(scenes())
def test_a_decision_survives_being_pickled(scene: Scene) -> None:
    decision = decide(*Pair(scene.world).core, scene.proposal, scene.at)
    again = pickle.loads(pickle.dumps(decision))  # noqa: S301 - our own
    assert again == decision
    assert repr(again) == repr(decision)


PRINTS = """
from tests.core.deciding.test_decide import many
print(many())
"""


def many() -> str:
    """Return decisions with a bit of everything, as text."""
    wide = {
        "any_of": ["board", {"at_least": {"count": 2, "of": ["police", "office", "committee"]}}]
    }
    written = rules(
        transitions=[
            {**REGION_ORDER, "requires": {"period": "open", "approval": wide}},
            {
                **CITY_ORDER,
                "requires": {"assessment": {"by": ["office"], "with": ["police", "board"]}},
            },
        ],
        floors=[{"id": "not_below", "tier": "city", "counts": "issued"}],
    )
    held = [
        order("R-1", "home", "orange", (4, 20), scope=["quay", "lane", "mill"]),
        order("N-1", "north", "yellow", (4, 9), scope=["mill", "lane"]),
        order("N-2", "north", "red", (6, 7), ends=[{"at": "2026-02-06T12:00Z", "scope": ["lane"]}]),
    ]
    asked = [
        region("red", scope=["quay", "lane", "north"]),
        city("green", end=None, scope=["south", "mill", "lane", "home"], issuer="police"),
        ending("N-2", 5),
    ]
    return "\n".join(repr(decided(one, *held, written=written)) for one in asked)


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_another_process_decides_the_same_down_to_the_order_of_rows(seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", PRINTS],
        cwd=ROOT,
        env=environment | {"PYTHONUTF8": "1"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.stdout == many() + "\n"
