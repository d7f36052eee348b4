"""Each law of what is decided sees a fault of its own, which no law of levels and orders sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from responselevels.core import conditions, digests
from responselevels.core.deciding import case, checks, counting, decide, duties, places
from responselevels.core.deciding.case import Case
from responselevels.core.screening import growing
from responselevels.models.decisions import Effect
from responselevels.models.orders import Approval, End, Order
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.register import memory
from responselevels.register.history import records
from responselevels.testing import History, LawBroken
from responselevels.testing.laws.decided.probing import probes
from responselevels.testing.laws.evident import EvidentRegister
from responselevels.text.catalogue import LANGUAGES
from tests.testing.laws.decided.yard import (
    AREAS,
    AT,
    DAY,
    HOUR,
    NAMED,
    NEW,
    RULES,
    Told,
    at_once,
    bound,
    ended,
    of_city,
    ordered,
    planted,
    ratified,
    seen_by,
    story,
)


def _no_last_rule(put: Any, proposal: Any, rules: Any) -> Any:
    return _fitting_issue(put, proposal, rules[:-1] if len(rules) > 1 else rules)


def _any_level(put: Any) -> Any:
    if put.order is None or not isinstance(put.proposal, type(END)):
        return _fitting(put)
    tier = put.scheme.tree.tiers[put.issuing]
    ranks = range(len(put.scheme.levels))
    return tuple(rule for rank in ranks for rule in put.scheme.endings_of.get((tier, rank), ()))


def _never_over(_case: Any, order: Any) -> Iterable[Any]:
    return [found for found in _ratifiable(_case, order) if found.code != "order.not_in_force"]


def _blank_will_do(rule: Any, reason: str | None) -> Iterable[Any]:
    return [] if reason else _reason(rule, reason)


def _longest_is_too_long(put: Any, rule: Any) -> Iterable[Any]:
    shorter = rule if rule.longest is None else replace(rule, longest=rule.longest - 1)
    return _period(put, shorter)


def _for_one_instant_more(put: Any) -> Iterable[Any]:
    return [] if put.at == put.scheme.valid_to else _rules(put)


def _late_is_early(put: Any, rule: Any, approval: Any) -> Iterable[Any]:
    for note in _time(put, rule, approval):
        facts = {"at": approval.at, "order": note.facts["body"], "issued": approval.at}
        yield replace(note, code="approval.before_order", facts={**note.facts, **facts})


def _nothing_lowers(_scheme: Any, _changes: Any) -> Iterable[Any]:
    return ()


def _from_the_decision(put: Case, _duty: Any) -> int | None:
    return put.at


def _least_of_all(self: places.PlaceRows) -> int:
    return min(row[2] for rows in self.rows.values() for row in rows)


def _all_but_the_last(*args: Any) -> Any:
    return _completions(*args)[:-1]


def _as_it_stands(order: Any, _instant: int) -> Any:
    return order


def _as_listed(proposal: Any) -> dict[str, Any]:
    made = _bound(proposal)
    return {**made, "scope": list(proposal.scope)} if "scope" in made else made


def _level_left_out(proposal: Any) -> dict[str, Any]:
    return {key: value for key, value in _bound(proposal).items() if key != "level"}


def _without_when(*args: Any, **named: Any) -> End:
    return _end_of(*args, **named).model_copy(update={"decided_at": None})


END = ended("P", "P")
_fitting_issue, _fitting = decide._fitting_issue, decide.fitting
_ratifiable, _reason, _period = checks.check_ratifiable, checks.check_reason, checks.check_period
_rules, _time, _bound = checks.check_rules, counting._time_notes, digests._bound
_completions = conditions.completions_beside
_end_of = records.end_of


@dataclass(frozen=True)
class Fault:
    """A fault, where to plant it, what is told to the register, and the law that sees it."""

    law: str
    where: Any
    name: str
    fault: Callable[..., Any] | property
    told: tuple[Told, ...]


LATE = Approval(body="council", at=AT + HOUR)
FAULTS = {
    "a transition is passed over": Fault(
        "issued_as_the_rules_permit",
        decide,
        "_fitting_issue",
        _no_last_rule,
        ((of_city("P-1", "alert", end=None), AT),),
    ),
    "an ending is for any level": Fault(
        "ended_as_the_rules_permit",
        decide,
        "fitting",
        _any_level,
        ((ordered("P-1", level="alert"), AT), (ended("P-2", "P-1"), AT + HOUR)),
    ),
    "a lapsed order is ratified": Fault(
        "ratified_as_the_rules_permit",
        decide,
        "check_ratifiable",
        _never_over,
        ((at_once("P-1"), AT), (ratified("P-2", "P-1"), AT + 4 * HOUR)),
    ),
    "an end does not say when it was decided": Fault(
        "carried_out_as_asked",
        memory,
        "end_of",
        _without_when,
        ((ordered("P-1"), AT), (ended("P-2", "P-1"), AT + HOUR)),
    ),
    "a blank is a reason": Fault(
        "checked_as_defined",
        decide,
        "check_reason",
        _blank_will_do,
        ((ordered("P-1"), AT), (ended("P-2", "P-1", reason=" "), AT + HOUR)),
    ),
    "the longest period is too long": Fault(
        "exact_at_the_edges", decide, "check_period", _longest_is_too_long, ((ordered("P-1"), AT),)
    ),
    "rules are in force for one instant more": Fault(
        "valid_while_in_force",
        decide,
        "check_rules",
        _for_one_instant_more,
        ((ordered("P-1"), AT),),
    ),
    "a late approval is called an early one": Fault(
        "notes_as_defined",
        counting,
        "_time_notes",
        _late_is_early,
        ((ordered("P-1", approvals=(LATE,)), AT),),
    ),
    "nobody notes that a level falls": Fault(
        "lowering_is_noted",
        decide,
        "check_lowering",
        _nothing_lowers,
        ((ordered("P-1"), AT), (ended("P-2", "P-1"), AT + HOUR)),
    ),
    "all duties count from the decision": Fault(
        "duties_as_listed", duties, "_counted_from", _from_the_decision, ((ordered("P-1"), AT),)
    ),
    "a remedy is the least of several": Fault(
        "each_remedy_passes",
        places.PlaceRows,
        "required",
        property(_least_of_all),
        (
            (at_once("P-1"), AT),
            (ordered("P-2", level="alert", start=AT + 3 * DAY), AT),
            (of_city("P-3", "watch", end=AT + 5 * DAY), AT),
        ),
    ),
    "a way to complete is left out": Fault(
        "completions_are_least",
        checks,
        "completions_beside",
        _all_but_the_last,
        ((ordered("P-1", approvals=()), AT),),
    ),
    "an audit knows what was ended later": Fault(
        "audited_as_of_then",
        growing,
        "known_by",
        _as_it_stands,
        (
            (ordered("P-1", level="watch"), AT),
            (of_city("P-2", "watch", start=AT + HOUR), AT + HOUR),
            (ended("P-3", "P-1"), AT + 2 * HOUR),
        ),
    ),
    "a digest tells how a scope is listed": Fault(
        "digests_by_content",
        digests,
        "_bound",
        _as_listed,
        ((ordered("P-1", scope=("A1", "A2")), AT),),
    ),
    "a digest leaves out the level": Fault(
        "digests_by_content", digests, "_bound", _level_left_out, ((ordered("P-1"), AT),)
    ),
}


def _weighing(*args: Any) -> Iterable[Any]:
    return [replace(note, effect=Effect.PENDING) for note in _time(*args)]


def _the_worst_of_all(self: places.PlaceRows) -> int:
    return len(self.case.scheme.levels) - 1


def _drill_left_out(proposal: Any, **named: Any) -> str:
    return digests.proposal_digest(proposal, **{**named, "drill": False})


def _without_approvals(*args: Any, **named: Any) -> Any:
    return _order_of(*args, **named).model_copy(update={"approvals": ()})


def _never_filled(condition: Any, bodies: Any) -> bool:
    return conditions.filled(condition, bodies) and not bodies >= {"council"}


_order_of = records.order_of
MORE = {
    "a note weighs": Fault(
        "notes_as_defined",
        counting,
        "_time_notes",
        _weighing,
        ((ordered("P-1", approvals=(LATE,)), AT),),
    ),
    "a remedy is more than is needed": Fault(
        "each_remedy_passes",
        places.PlaceRows,
        "required",
        property(_the_worst_of_all),
        ((ordered("P-1", level="alert"), AT), (of_city("P-2", "watch", end=AT + DAY), AT)),
    ),
    "drills have the digests of what is none": Fault(
        "digests_by_content",
        case,
        "proposal_digest",
        _drill_left_out,
        ((ordered("P-1"), AT), (ordered("P-2", drill=True), AT)),
    ),
    "an order forgets its approvals": Fault(
        "carried_out_as_asked", memory, "order_of", _without_approvals, ((ordered("P-1"), AT),)
    ),
    "what completes does not": Fault(
        "completions_are_least",
        checks,
        "filled",
        _never_filled,
        ((ordered("P-1", approvals=()), AT),),
    ),
}
"""Other things that the same laws see."""


@pytest.mark.parametrize("says", MORE)
def test_a_law_sees_more(says: str) -> None:
    fault = MORE[says]
    assert seen_by(story(*fault.told)) == []
    with planted(fault.where, fault.name, fault.fault):
        assert fault.law in seen_by(story(*fault.told))


def test_a_register_that_loses_what_it_ends_is_seen() -> None:
    class Losing(EvidentRegister):
        lost = False

        @property
        def orders(self) -> tuple[Order, ...]:
            return () if self.lost else super().orders

        def end(self, proposal: EndProposal, **named: Any) -> Order:
            order = super().end(proposal, **named)
            self.lost = True
            return order

    history = History(RULES, AREAS, Losing)
    history.take(ordered("P-1"), AT)
    history.take(ended("P-2", "P-1"), AT + HOUR)
    with pytest.raises(LawBroken):
        NAMED["carried_out_as_asked"].check(history)


def test_each_law_has_a_fault_of_its_own() -> None:
    assert {fault.law for fault in FAULTS.values()} == set(NEW)


@pytest.mark.parametrize("says", FAULTS)
def test_a_law_sees(says: str) -> None:
    fault = FAULTS[says]
    assert seen_by(story(*fault.told)) == []
    with planted(fault.where, fault.name, fault.fault):
        history = story(*fault.told)
        seen = seen_by(history)
        assert fault.law in seen
        assert set(seen) <= set(NEW)
        with pytest.raises(LawBroken) as caught:
            NAMED[fault.law].check(history)
    for lang in LANGUAGES:
        assert "{" not in caught.value.worded(lang)


def test_what_a_law_asked_by_itself_is_shown() -> None:
    fault = FAULTS["the longest period is too long"]
    with planted(fault.where, fault.name, fault.fault):
        history = story(*fault.told)
        with pytest.raises(LawBroken) as caught:
            NAMED[fault.law].check(history)
    (shown,) = caught.value.breach.shown
    assert isinstance(shown.proposal, IssueProposal)
    assert shown.proposal.period.end == shown.proposal.period.start + 10 * DAY
    assert [found.code for found in shown.decision.findings] == ["period.too_long"]


def test_what_laws_ask_is_asked_once_as_long_as_nothing_happens() -> None:
    history = story((ordered("P-1", approvals=(bound(ordered("P-1")),)), AT))
    (step,) = history.steps
    assert probes(history, step) is probes(history, step)
    before = probes(history, step)
    history.take(of_city("P-2", "watch"), AT)
    assert probes(history, step) is not before
