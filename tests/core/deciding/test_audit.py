"""Auditing: each order decided again, as of its issue, against those before it.

See docs/command-line.md, audit.
"""

from __future__ import annotations

import pickle
from copy import copy
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given

from responselevels.core.deciding.audit import audit, audited
from responselevels.core.deciding.case import resolve_as_issued
from responselevels.core.deciding.decide import decided
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.orders.entries import Entry
from responselevels.core.screening.growing import GrowingBook
from responselevels.core.screening.proposed import proposal_of
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.orders import Order, Orders
from responselevels.models.proposals import IssueProposal
from tests.core.desk import CITY_ORDER, RULES, approval, asking, city, codes, rules, scheme_of
from tests.laws.strategies import scenes, stories
from tests.model.scenes import Data, on, order
from tests.model.shrink import Scene
from tests.model.stories import Story


def listed(*orders: Data) -> tuple[Order, ...]:
    return Orders.model_validate({"orders": list(orders)}).orders


def said(*orders: Data, written: Data = RULES) -> list[tuple[str, str, list[str]]]:
    """Return, for each order, its id, the verdict and the codes found."""
    decisions = audit(scheme_of(written), listed(*orders))
    return [(one.id, str(made.verdict), codes(made)) for one, made in decisions]


def held(name: str, level: str, days: tuple[int, int], day: int = 1, **more: object) -> Data:
    given_ = {"issuer": "city_hall", "issued_at": on(day)} | more
    return order(name, "north", level, days, **given_)


def test_every_order_is_decided_as_of_its_issue_against_those_before_it() -> None:
    above = order("R-1", "home", "orange", (4, 9), issuer="office", issued_at=on(2))
    assert said(held("N-1", "yellow", (4, 9)), above, held("N-2", "yellow", (4, 9), 3)) == [
        ("N-1", "permit", []),
        ("R-1", "permit", []),
        ("N-2", "deny", ["floor.less_severe"]),
    ]


def test_a_grace_that_is_longer_than_its_rule_gives_was_not_permitted() -> None:
    at_once = {**CITY_ORDER, "id": "at_once", "ratify": {"approval": "board", "within": "P2D"}}
    written = rules(transitions=[at_once])

    def graced(until: str | None) -> Data:
        return held("N-1", "yellow", (4, 9), transition="at_once", provisional_until=until)

    assert said(graced(on(3)), written=written) == [("N-1", "permit", [])]
    assert said(graced(on(2)), written=written) == [("N-1", "permit", [])]
    assert said(graced(None), written=written) == [("N-1", "permit", [])]
    assert said(graced(on(8)), written=written) == [("N-1", "deny", ["provisional.longer"])]
    ((_, decision),) = audit(scheme_of(written), listed(graced(on(8))))
    assert (decision.changes, decision.overtakes, decision.provisional_until) == ((), (), None)
    assert decision.findings[0].message("en") == (
        "the order was given until 2026-02-08 00:00+08:00 to be ratified; "
        "its rule gives it until 2026-02-03 00:00+08:00"
    )


def test_what_the_rules_did_not_permit_is_found_whatever_became_of_it() -> None:
    ends = [{"at": on(1)}]
    assert said(
        held("N-1", "yellow", (4, 9), issuer="police", ends=ends),
        held("N-2", "yellow", (3, 9), 4),
    ) == [
        ("N-1", "deny", ["issuer.not_entitled"]),
        ("N-2", "deny", ["period.backdated"]),
    ]


def test_orders_stand_as_the_list_has_them_early_ends_included() -> None:
    above = order("R-1", "home", "red", (4, 9), issuer="office")
    assert said(above, held("N-1", "yellow", (4, 9)))[1][1] == "deny"
    ended = above | {"ends": [{"at": on(4)}]}
    assert said(ended, held("N-1", "yellow", (4, 9)))[1][1] == "permit"
    in_part = above | {"ends": [{"at": on(4), "scope": ["lane"]}]}
    assert said(in_part, held("N-1", "yellow", (4, 9), scope=["lane"]))[1][1] == "permit"
    assert said(in_part, held("N-1", "yellow", (4, 9), scope=["mill"]))[1][1] == "deny"


def test_an_order_is_tried_with_the_transition_it_took() -> None:
    ratified = {**CITY_ORDER, "id": "at_once", "ratify": {"approval": "board", "within": "PT4H"}}
    written = rules(transitions=[ratified])
    plain, named = (
        held("N-1", "yellow", (4, 9)),
        held("N-2", "yellow", (4, 9), transition="at_once"),
    )
    assert said(plain, named, written=written) == [
        ("N-1", "deny", ["transition.undefined"]),
        ("N-2", "permit", []),
    ]


def test_an_order_is_put_as_the_proposal_it_was() -> None:
    full = held(
        "N-1",
        "red",
        (4, 9),
        scope=["mill", "lane"],
        transition="city_order",
        drill=True,
        proposer="li.na",
        assessment={"by": "office", "at": on(1)},
        approvals=[approval("board", person="wang.fang")],
        reason="a storm",
        expected_end=on(8),
        provisional_until=on(2),
        ends=[{"at": on(5)}],
    )
    (one,) = listed(full)
    proposal = proposal_of(one)
    kept = proposal.model_dump(exclude={"action"})
    assert kept == one.model_dump(include=set(kept))
    assert proposal.action == "issue"


@pytest.mark.parametrize("scope", [[], ["north"]])
def test_an_approval_bound_to_an_order_of_the_whole_area_counts_however_it_was_proposed(
    scope: list[str],
) -> None:
    written = asking(approval="board")
    proposed = city("yellow", 4, 9, action="issue", scope=scope)
    bound = proposal_digest(IssueProposal.model_validate(proposed))
    given_: Data = {"issued_at": on(3), "approvals": [approval("board", digest=bound)]}
    assert said(held("N-1", "yellow", (4, 9), **given_), written=written) == [("N-1", "permit", [])]
    elsewhere = held("N-1", "yellow", (4, 9), scope=["mill"], **given_)
    assert said(elsewhere, written=written) == [
        ("N-1", "pending", ["approval.missing", "approval.stale"])
    ]


def test_a_list_that_cannot_be_read_is_not_audited() -> None:
    orders = listed(held("N-1", "rot", (4, 9)))
    with pytest.raises(InputError) as caught:
        next(iter(audit(scheme_of(), orders)))
    assert str(caught.value.problems[0].where) == "orders[0].level"


@given(stories())
def test_whatever_a_register_issued_an_audit_permits_whatever_was_ended_later(
    story: Story,
) -> None:
    rules_, areas = story.world.rules, story.world.areas
    for _, decision in audit(compile_scheme(rules_, areas), story.register.orders):
        assert decision.verdict == Verdict.PERMIT


@given(scenes())
def test_an_audit_decides_as_deciding_against_the_orders_before_does(scene: Scene) -> None:
    world = scene.world
    scheme = compile_scheme(world.rules, world.areas)
    for number, (order_, decision) in enumerate(audit(scheme, world.orders)):
        before = book_of(scheme, world.orders[:number])
        # A group stands for what it stood for at the issue, which is what the order says.
        alone = decided(resolve_as_issued(scheme, before, order_, proposal_of(order_)))
        if "provisional.longer" not in codes(decision):
            assert decision == alone
        else:
            assert decision.findings[:-1] == alone.findings
            assert alone.provisional_until < order_.provisional_until  # type: ignore[operator]


# -- decisions that are worked out when they are asked for --------------------------------------


LISTED = (
    held("N-1", "yellow", (4, 9), reason="rain"),
    order("R-1", "home", "yellow", (4, 9), issuer="office", issued_at=on(2)),
    held("N-2", "orange", (5, 9), 3),
    held("N-3", "red", (6, 9), 3, scope=["lane"]),
    held("N-4", "green", (5, 9), 3),
    held("N-5", "red", (5, 9), 3, scope=["mill"], issuer="police"),
)
VERDICTS = {"N-4": "deny", "N-5": "deny"}


def decisions() -> list[Decision]:
    return [made for _, made in audit(scheme_of(), listed(*LISTED))]


def plain() -> list[Decision]:
    """Return the same, each decided by itself."""
    scheme, orders = scheme_of(), listed(*LISTED)
    books = [book_of(scheme, orders[:number]) for number in range(len(orders))]
    return [audited(scheme, book, one) for book, one in zip(books, orders, strict=True)]


def test_a_verdict_is_told_without_deciding_and_what_is_in_doubt_is_decided_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def counted(scheme: Scheme, book: OrderBook, one: Order) -> Decision:
        asked.append(one.id)
        return audited(scheme, book, one)

    monkeypatch.setattr("responselevels.core.deciding.audit.audited", counted)
    made = decisions()
    assert [(one.proposal, str(one.verdict)) for one in made] == [
        (one["id"], VERDICTS.get(one["id"], "permit")) for one in LISTED
    ]
    assert asked == ["N-5"]
    assert made[2].changes
    assert made[2].replaces
    assert codes(made[4]) == ["floor.less_severe"]
    assert asked == ["N-5", "N-2", "N-4"]


def test_what_is_asked_at_its_order_needs_no_second_way_through_the_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grown: list[int] = []
    grow = GrowingBook.grow

    def counted(book: GrowingBook, entry: Entry) -> None:
        grown.append(entry.number)
        grow(book, entry)

    monkeypatch.setattr(GrowingBook, "grow", counted)
    found = [(decision, codes(decision)) for _, decision in audit(scheme_of(), listed(*LISTED))]
    assert grown == []
    assert [decision for decision, _ in found] == plain()
    # Afterwards it is gone through again, once for all that are asked for in order.
    later = decisions()
    assert [len(one.findings) for one in later] == [len(one.findings) for one in plain()]
    assert grown == [0, 1, 2, 3]


def test_in_whatever_order_decisions_are_asked_for_they_are_those_of_deciding() -> None:
    expected = plain()
    for wanted in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 2, 0, 4, 3]):
        made = decisions()
        assert [made[n].changes for n in wanted] == [expected[n].changes for n in wanted]
        assert made == expected
        assert expected == made
        assert made == decisions()


def test_an_awaited_decision_is_written_copied_and_changed_as_any_other() -> None:
    one, alone = decisions()[2], plain()[2]
    assert repr(one) == repr(alone)
    assert one.to_json("zh") == alone.to_json("zh")
    sent = pickle.loads(pickle.dumps(one))  # noqa: S301 - it was written a line ago
    assert (type(sent), sent) == (Decision, alone)
    assert copy(one) == alone
    denied = replace(one, verdict=Verdict.DENY)
    assert denied == replace(alone, verdict=Verdict.DENY)
    assert one != decisions()[0]
    assert one != object()
    assert isinstance(one, Decision)


def test_an_awaited_decision_has_no_other_attributes_and_cannot_be_set() -> None:
    one = decisions()[2]
    with pytest.raises(AttributeError, match="colour"):
        one.colour  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(FrozenInstanceError):
        one.verdict = Verdict.DENY  # type: ignore[misc]


def test_decisions_without_facts_are_equal_in_a_set() -> None:
    assert {*decisions()[:4]} == {*plain()[:4]}
