"""A history that breaks a law is made as small as it gets, and still breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from responselevels import Areas, Rules, load_rules
from responselevels.core.deciding.evidence import Evidence, Refusal
from responselevels.models.orders import Approval, Assessment, End, Order, Period
from responselevels.models.proposals import IssueProposal
from responselevels.testing import History
from responselevels.testing.runs.smaller import Script, Told, smallest
from tests.testing.planted import WARD

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
ELSEWHERE = timezone(timedelta(hours=8))


def rules() -> Rules:
    return load_rules(WARD / "rules.yaml")


def tree(*more: dict[str, str]) -> Areas:
    areas = [
        {"id": "A", "tier": "region"},
        {"id": "A1", "tier": "city", "parent": "A"},
        {"id": "A1.1", "tier": "street", "parent": "A1"},
        {"id": "A2", "tier": "city", "parent": "A"},
        *more,
    ]
    groups = [{"id": "both", "members": ["A1", "A2"]}, {"id": "one", "members": ["A2"]}]
    return Areas.model_validate({"areas": areas, "groups": groups})


def issue(name: str, area: str = "A1", **more: object) -> IssueProposal:
    issuer = {"A": "office", "A1": "hall", "A2": "hall"}.get(area, "post")
    period = Period(
        start=AT.astimezone(ELSEWHERE), end=(AT + timedelta(hours=1)).astimezone(ELSEWHERE)
    )
    given = (
        Approval(body="council", at=AT, person="li.na", area="A1"),
        Approval(body="board", at=AT),
    )
    assessment = Assessment(by="hall", with_=("council",), at=AT)
    return IssueProposal.model_validate(
        {
            "id": name,
            "area": area,
            "level": "2",
            "period": period,
            "issuer": issuer,
            "proposer": "wei",
            "reason": "a reason",
            "approvals": given,
            "assessment": assessment,
            "expected_end": AT + timedelta(hours=1),
            **more,
        }
    )


def script(*told: Told) -> Script:
    return replace(Script.of(History(rules(), tree())), told=told)


def permitted_in(area: str, script: Script) -> History | None:
    """Return the history in which something was carried out for *area*."""
    history = script.played()
    done = (step.proposal for step in history.steps if step.carried_out)
    found = any(one.area == area for one in done if isinstance(one, IssueProposal))
    return history if found else None


def test_steps_areas_and_all_that_is_said_beside_are_left_out() -> None:
    evidence = Evidence(
        signed={0: "li.na", 1: "x"}, refusals=(Refusal(body="post"),), proposers=frozenset({"y"})
    )
    told = [Told(issue(f"P-{n}", "A2" if n % 2 else "A1"), AT, evidence) for n in range(6)]
    told.append(
        Told(issue("P-7", scope=("A1", "A1.1", "both")), AT.astimezone(ELSEWHERE), evidence)
    )
    found = smallest(script(*told), lambda one: permitted_in("A1", one))
    assert found is not None
    assert [area.id for area in found.areas.areas] == ["A1"]
    (step,) = found.steps
    assert step.evidence == Evidence()
    left = step.proposal.model_dump(exclude_defaults=True, mode="json")
    assert {*left} == {"id", "area", "level", "period", "issuer", "approvals"}
    assert [*left["approvals"]] == [{"body": "council", "at": "2026-01-05T08:00:00+00:00"}]
    assert left["period"]["start"] == "2026-01-05T08:00:00+00:00"


def test_areas_between_are_left_out_and_those_beneath_move_up() -> None:
    told = Told(issue("P-1", "A1.1", approvals=()), AT)

    def fails(one: Script) -> History | None:
        return permitted_in("A1.1", one) if len(one.areas.areas) > 1 else None

    found = smallest(script(told), fails)
    assert found is not None
    assert len(found.areas.areas) == 2
    assert found.areas.areas[-1].parent in {None, found.areas.areas[0].id}


def test_nothing_is_left_out_that_it_takes() -> None:
    first = Told(issue("P-1"), AT)
    second = Told(issue("P-2"), AT)

    def fails(one: Script) -> History | None:
        history = one.played()
        return history if len(history.orders) == 2 else None

    found = smallest(script(first, Told(issue("P-3", "A2"), AT), second), fails)
    assert found is not None
    assert len(found.steps) == 2


def test_a_script_that_does_not_fail_has_no_smallest_history() -> None:
    assert smallest(script(Told(issue("P-1"), AT)), lambda _script: None) is None


def test_no_time_leaves_it_as_it_is() -> None:
    told = [Told(issue(f"P-{n}"), AT) for n in range(3)]
    found = smallest(script(*told), lambda one: permitted_in("A1", one), seconds=-1.0)
    assert found is not None
    assert len(found.steps) == 3


def orders() -> Iterator[Order]:
    for number, drill in enumerate((False, True, False)):
        yield Order(
            id=f"O-{number}",
            area="A1",
            level="2",
            scope=("A1", "A1.1"),
            issuer="hall",
            issued_at=AT,
            period=Period(start=AT),
            drill=drill,
            provisional_until=AT + timedelta(hours=1),
            ends=(End(at=AT, scope=("A1.1",)), End(at=AT + timedelta(hours=2))),
        )


def test_orders_that_nobody_saw_issued_are_left_out_too() -> None:
    began = replace(script(), orders=tuple(orders()))
    found = smallest(began, lambda one: one.played() if one.orders else None)
    assert found is not None
    (order,) = found.orders
    assert (order.ends, order.drill, order.provisional_until) == ((), False, None)
    assert len(order.scope) == 1
    assert [area.id for area in found.areas.areas] == ["A1"]
