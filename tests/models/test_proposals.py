"""The shape of proposals and orders: three actions, each with its own keys."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from responselevels.models.orders import Order, Orders
from responselevels.models.proposals import EndProposal, IssueProposal, Proposal, RatifyProposal
from tests.model.scenes import Data
from tests.models.making import accepted, problems, refused

ISSUE: Data = {
    "id": "P-7",
    "area": "north",
    "level": "3",
    "period": {"start": "2026-02-12T00:00+08:00"},
    "issuer": "city_hall",
}
END: Data = {
    "id": "P-8",
    "action": "end",
    "order": "R-1",
    "at": "2026-02-20T08:00+08:00",
    "issuer": "office",
}
RATIFY: Data = {"id": "P-9", "action": "ratify", "order": "R-1", "issuer": "office"}
ORDER: Data = {**ISSUE, "scope": ["north"], "issued_at": "2026-02-09T10:00+08:00"}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (ISSUE, IssueProposal),
        ({**ISSUE, "action": "issue"}, IssueProposal),
        (END, EndProposal),
        (RATIFY, RatifyProposal),
    ],
)
def test_the_action_says_which_proposal_it_is(value: Data, kind: type) -> None:
    made = accepted(Proposal, value)
    assert type(made) is kind
    assert accepted(Proposal, made) == made


@pytest.mark.parametrize("action", ["revoke", "", "Issue", 4, None])
def test_another_action_is_refused(action: object) -> None:
    assert refused(Proposal, {**ISSUE, "action": action}) == (
        "action.unknown",
        {"value": str(action)},
    )


@pytest.mark.parametrize("value", [[], "P-7", None, 4])
def test_a_proposal_is_a_mapping(value: object) -> None:
    assert refused(Proposal, value) == ("mapping.type", {})


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (ISSUE, "order"),
        (ISSUE, "at"),
        (ISSUE, "issued_at"),
        (END, "level"),
        (END, "transition"),
        (END, "drill"),
        (RATIFY, "at"),
        (RATIFY, "scope"),
        (RATIFY, "reason"),
    ],
)
def test_each_action_has_its_own_keys(value: Data, key: str) -> None:
    action = value.get("action", "issue")
    assert problems(Proposal, {**value, key: "x"}) == [("extra_forbidden", (f"<{action}>", key))]


@pytest.mark.parametrize("value", [ISSUE, END, RATIFY])
def test_what_is_missing_is_named(value: Data) -> None:
    action = value.get("action", "issue")
    for key in value:
        if key != "action":
            rest = {name: part for name, part in value.items() if name != key}
            assert problems(Proposal, rest) == [("missing", (f"<{action}>", key))]


def test_what_is_left_out_of_a_proposal_is_nothing() -> None:
    made = accepted(Proposal, ISSUE)
    assert (made.scope, made.approvals, made.drill) == ((), (), False)
    assert (made.proposer, made.assessment, made.reason, made.transition) == (None,) * 4
    assert made.period.end is None


def test_provenance_is_read_by_the_names_of_the_file() -> None:
    given_: Data = {
        "assessment": {"by": "a", "with": ["b"], "at": "2026-02-11T09:00+08:00", "summary": "so"},
        "approvals": [{"body": "c", "at": "2026-02-11T12:00+08:00", "person": "li.na"}],
    }
    made = accepted(Proposal, ISSUE | given_)
    assert made.assessment.with_ == ("b",)
    assert made.approvals[0].area is None
    written = made.model_dump(mode="json", exclude_unset=True)
    assert written["assessment"]["with"] == ["b"]


@pytest.mark.parametrize("key", ["id", "area", "level", "scope", "period", "issuer", "issued_at"])
def test_an_order_needs_all_of_these(key: str) -> None:
    rest = {name: part for name, part in ORDER.items() if name != key}
    assert problems(Order, rest) == [("missing", (key,))]


def test_an_order_reads_back_as_it_was_written() -> None:
    full: dict[str, Any] = {
        **ORDER,
        "ends": [{"at": "2026-02-20T00:00:00Z", "scope": ["lane"]}, {"at": "2026-02-21T00:00:00Z"}],
        "provisional_until": "2026-02-10T00:00:00+08:00",
        "expected_end": "2026-02-19T00:00:00+08:00",
        "drill": True,
        "transition": "at_once",
    }
    adapter = TypeAdapter(Orders)
    made = adapter.validate_python({"orders": [full]})
    again = adapter.validate_python(adapter.dump_python(made, mode="json"))
    assert again == made
    assert made.orders[0].ends[1].scope is None


def test_a_mistake_in_a_list_of_orders_has_its_path() -> None:
    broken = {"orders": [ORDER, {**ORDER, "ends": [{"at": "later"}], "drill": 1}]}
    assert problems(Orders, broken) == [
        ("time.malformed", ("orders", 1, "ends", 0, "at")),
        ("bool_type", ("orders", 1, "drill")),
    ]
