"""Orders of the past: what they leave out is unknown, and never held against them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from responselevels.core.deciding.audit import audit
from responselevels.core.digests import proposal_digest
from responselevels.core.screening.proposed import UNKNOWN, proposal_of
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import Orders
from responselevels.testing.reference.auditing import audited
from responselevels.testing.reference.comparing import differences, plain
from responselevels.testing.reference.world.ground import Ground
from tests.core.desk import AREAS, CITY_ORDER, ENDING, RULES, codes, rules, scheme_of
from tests.model.scenes import Data, on, order

ASKING = {
    "assessment": {"by": ["city_hall"]},
    "approval": "board",
    "reason": True,
    "expected_end": True,
    "period": "open",
}
DEMANDING = rules(transitions=[{**CITY_ORDER, "requires": ASKING}])
SEEN: Data = {"source": "a newspaper", "seen": "mirror"}


def told(*orders: Data, written: Data = RULES) -> Decision:
    """Return the decision on the last of *orders*, on which both engines agree."""
    listed = Orders.model_validate({"orders": list(orders)}).orders
    scheme = scheme_of(written)
    decision = [made for _order, made in audit(scheme, listed)][-1]
    ground = Ground(scheme.rules, Areas.model_validate({"areas": AREAS}))
    assert differences(audited(ground, listed[:-1], listed[-1]), plain(decision)) == ()
    return decision


def past(name: str = "N-1", level: str = "red", **more: object) -> Data:
    given: Mapping[str, object] = {"recorded": SEEN, "issuer": None, "issued_at": on(4), **more}
    return order(name, "north", level, (4, 9), **given)


def parts(decision: Decision) -> list[str]:
    (found,) = [one for one in decision.findings if one.code == "record.unstated"]
    told_of: Any = found.facts["parts"]
    return [phrase.code.rpartition(".")[2] for phrase in told_of]


def test_of_what_is_left_out_there_is_one_note_that_says_what() -> None:
    decision = told(past(), written=DEMANDING)
    assert (str(decision.verdict), codes(decision)) == ("permit", ["record.unstated"])
    assert parts(decision) == ["issuer", "assessment", "approvals", "reason", "expected_end"]
    assert decision.findings[0].message() == (
        "the record does not tell who issued it, how the situation was assessed, who approved it, "
        "for which reason, until when it was expected to be needed"
    )
    assert decision.findings[0].message("zh") == (
        "记载中未说明由哪一机构发布、研判情况、由哪些机构批准、理由、预计结束时间"
    )


def test_the_same_order_that_was_decided_here_is_denied_for_it() -> None:
    decision = told(past(recorded=None, issuer="city_hall"), written=DEMANDING)
    assert "approval.missing" in codes(decision)
    assert str(decision.verdict) == "deny"


def test_a_record_that_tells_all_that_is_asked_has_no_note() -> None:
    full = past(
        issuer="city_hall",
        assessment={"by": "city_hall", "at": on(3)},
        approvals=[{"body": "board", "at": on(3)}],
        reason="a flood",
        expected_end=on(8),
    )
    assert codes(told(full, written=DEMANDING)) == []
    assert codes(told(past(issuer="city_hall"))) == []


@pytest.mark.parametrize(
    ("stated", "verdict", "found"),
    [
        ({"issuer": "police"}, "deny", "issuer.not_entitled"),
        ({"assessment": {"by": "police", "at": on(3)}}, "pending", "assessment.missing"),
        ({"assessment": {"by": "city_hall", "at": on(5)}}, "pending", "assessment.missing"),
        ({"expected_end": on(4)}, "deny", "expected_end.outside"),
        ({"period": {"start": on(4)}}, "deny", "period.unbounded"),
    ],
)
def test_what_a_record_states_is_judged_as_it_is_stated(
    stated: Data, verdict: str, found: str
) -> None:
    asking = {**ASKING, "period": "bounded"}
    written = rules(transitions=[{**CITY_ORDER, "requires": asking}])
    decision = told(past(**stated), written=written)
    assert str(decision.verdict) == verdict
    assert found in codes(decision)


def test_an_approval_that_does_not_count_leaves_open_who_approved() -> None:
    decision = told(past(approvals=[{"body": "police", "at": on(3)}]), written=DEMANDING)
    assert codes(decision) == ["approval.not_entitled", "record.unstated"]
    assert "approvals" in parts(decision)


def test_what_an_approval_was_bound_to_cannot_be_told_without_the_issuer() -> None:
    bound = [{"body": "board", "at": on(3), "digest": "sha256:" + "0" * 64}]
    assert codes(told(past(approvals=bound), written=DEMANDING)) == ["record.unstated"]
    known = told(past(approvals=bound, issuer="city_hall"), written=DEMANDING)
    assert codes(known) == ["approval.stale", "record.unstated"]


def test_no_body_can_be_the_one_that_is_not_known() -> None:
    (one,) = Orders.model_validate({"orders": [past()]}).orders
    assert proposal_of(one).issuer == UNKNOWN == ""
    assert proposal_digest(proposal_of(one)).startswith("sha256:")


def test_the_endings_of_what_was_lowered_ask_nothing_of_a_record() -> None:
    asks = {"approval": "board", "reason": True}
    written = rules(lowering="as_ending", endings=[{**ENDING, "requires": asks}])
    decision = told(past("N-0"), past(level="yellow"), written=written)
    assert codes(decision) == ["level.lowers", "record.unstated"]
    assert parts(decision) == ["issuer", "approvals", "reason"]
    without = told(
        past("N-0"), past(level="yellow"), written=rules(lowering="as_ending", endings=[])
    )
    assert codes(without) == ["lowering.no_ending", "record.unstated"]


def test_of_several_transitions_none_is_left_for_what_nobody_can_know() -> None:
    asking = {**CITY_ORDER, "id": "first", "requires": {"approval": "board"}}
    written = rules(transitions=[asking, {**CITY_ORDER, "id": "second"}])
    assert told(past(), written=written).transition == "first"


def test_facts_that_were_not_stated_are_unknown_and_those_that_were_may_call_for_another() -> None:
    table = {
        "id": "grade",
        "rows": [{"when": {"people": {"from": 100}}, "levels": ["red"]}],
        "otherwise": ["yellow"],
    }
    asked = {"by": ["city_hall"], "table": "grade"}
    written = rules(
        facts=[{"id": "people", "unit": "person", "from": 0}],
        tables=[table],
        transitions=[{**CITY_ORDER, "requires": {"assessment": asked}}],
    )
    assessed = {"by": "city_hall", "at": on(3)}
    open_ = told(past(issuer="city_hall", assessment=assessed), written=written)
    assert parts(open_) == ["facts"]
    few = told(
        past(issuer="city_hall", assessment={**assessed, "facts": {"people": 5}}), written=written
    )
    assert codes(few) == ["criteria.differs"]


def test_where_no_transition_fits_a_record_is_denied_like_any_order() -> None:
    written = rules(transitions=[{**CITY_ORDER, "to": ["yellow"]}])
    assert codes(told(past(), written=written)) == ["transition.undefined"]


# -- announced after the start ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("announced", "precision", "issued", "found"),
    [
        (on(3), "time", 4, []),
        (on(4), "time", 4, []),
        ("2026-02-04T00:00:00.000001+08:00", "time", 4, ["record.late"]),
        ("2026-02-04T23:59+08:00", "day", 4, []),
        (on(5), "day", 5, ["record.late"]),
        (on(5), "time", 5, ["record.late"]),
        (on(4), "day", 5, ["period.backdated"]),
        (None, "time", 5, ["period.backdated"]),
    ],
)
def test_it_is_late_where_it_was_announced_after_its_start(
    announced: str | None, precision: str, issued: int, found: list[str]
) -> None:
    record = {**SEEN, "announced": announced, "precision": precision}
    late = past(issuer="city_hall", recorded=record, issued_at=on(issued))
    assert codes(told(late)) == found


def test_a_late_announcement_is_told_with_both_times() -> None:
    record = {**SEEN, "announced": on(5)}
    (note,) = told(past(issuer="city_hall", recorded=record)).findings
    assert note.message() == (
        "it was announced at 2026-02-05 00:00+08:00, after its start at 2026-02-04 00:00+08:00"
    )
    assert note.message("zh") == (
        "该指令于 2026-02-05 00:00+08:00 公布，晚于其起始时间 2026-02-04 00:00+08:00"
    )
