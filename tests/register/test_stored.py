"""A register on a store: from proposal to order, step by step, by different people."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import Any

import pytest

from responselevels.core.orders.holdings import Holding, LevelSpan
from responselevels.errors import (
    ActImpossible,
    ApprovalRefused,
    ClockJumped,
    IdempotencyConflict,
    InputError,
    OutcomeUnknown,
    RegisterDamaged,
    RegisterError,
    RegisterExists,
    RegisterNotFound,
    RegisterShrunk,
)
from responselevels.machine.lifecycle import Life
from responselevels.models.decisions import NotPermitted, Verdict
from responselevels.models.orders import End, Order
from responselevels.register.log.actors import Actor
from responselevels.register.opening import InitialContent, OpenOptions, begun
from responselevels.register.recording.transactions import TransactionalLog
from responselevels.register.register import Register, StoredRegister
from responselevels.register.stores.opening import open_store
from tests.register import duty
from tests.register.duty import (
    approval,
    assessment,
    at,
    ending_of,
    fields_of,
    made,
    on,
    opened,
    order_of,
    ward_order,
)


def kinds(register: Any) -> list[str]:
    from responselevels.register.log.events import Head, events_of

    return [event.kind for event in events_of(register.store.lines(), Head())]


# -- the way of a proposal ----------------------------------------------------------------------


def test_a_proposal_goes_its_way_step_by_step_in_different_processes(register_url: str) -> None:
    clock = duty.clock()
    made(register_url, clock).close()
    with opened(register_url, clock) as office:
        assert office.propose(order_of("P-1")).life == Life.PROPOSED
        assert office.record_decision("P-1").verdict == Verdict.PENDING
    clock.at += timedelta(days=0, hours=2)
    with opened(register_url, clock) as police:
        assert police.assess("P-1", assessment()).life == Life.ASSESSED
    with opened(register_url, clock) as board:
        assert board.approve("P-1", approval()).life == Life.ASSESSED
        assert board.record_decision("P-1").verdict == Verdict.PERMIT
    clock.at += timedelta(hours=3)
    with opened(register_url, clock) as office:
        order = office.issue("P-1")
        assert order == Order.model_validate(
            {
                "id": "P-1",
                "area": "district",
                "level": "alert",
                "scope": ["district"],
                "period": {"start": on(24), "end": on(48)},
                "issuer": "office",
                "issued_at": on(5),
                "transition": "raise",
                "proposer": "li.na",
                "assessment": {"by": "office", "with": ["police"], "at": on(0)},
                "approvals": [
                    {
                        "body": "board",
                        "person": "wu.fang",
                        "at": on(0),
                        "digest": office.dossier("P-1").digest,
                    }
                ],
            }
        )
        assert office.dossier("P-1").life == Life.ISSUED
        assert kinds(office) == [
            "register",
            "adoption",
            "proposal",
            "decision",
            "assessment",
            "approval",
            "decision",
            "decision",
            "order",
        ]
        assert office.replay() == []


def test_a_refusal_is_recorded_and_carried_by_the_error(register_url: str) -> None:
    register = made(register_url)
    with pytest.raises(NotPermitted) as raised:
        register.issue(ward_order("P-1", start=-1))
    assert raised.value.decision.verdict == Verdict.DENY
    assert [found.code for found in raised.value.decision.findings] == ["period.backdated"]
    assert kinds(register) == ["register", "adoption", "proposal", "decision"]
    assert register.dossier("P-1").life == Life.REFUSED
    assert register.orders == ()
    (decision,) = register.decisions("P-1")
    assert fields_of(decision)["verdict"] == "deny"


def test_what_cannot_be_read_records_nothing(register_url: str) -> None:
    register = made(register_url)
    with pytest.raises(InputError) as raised:
        register.issue(ward_order("P-1", level="storm"))
    assert (
        str(raised.value)
        == "level: unknown level `storm`; known: `calm`, `watch`, `alert` and `closed`"
    )
    assert kinds(register) == ["register", "adoption"]


def test_what_stands_in_the_proposal_is_recorded_apart(register_url: str) -> None:
    register = made(register_url)
    whole = order_of("P-1").model_copy(
        update={"assessment": assessment(), "approvals": (approval(),)}
    )
    register.issue(whole)
    assert kinds(register)[2:] == ["proposal", "assessment", "approval", "decision", "order"]
    (said,) = register.dossier("P-1").approvals
    assert fields_of(said)["standing"] == "asserted"
    assert fields_of(said)["approval"]["digest"] == register.dossier("P-1").digest


def test_an_amended_proposal_loses_the_approvals_of_its_old_content(register_url: str) -> None:
    register = made(register_url)
    register.propose(order_of("P-1"))
    register.assess("P-1", assessment())
    register.approve("P-1", approval())
    assert register.record_decision("P-1").verdict == Verdict.PERMIT
    register.amend(order_of("P-1", level="closed"))
    decision = register.record_decision("P-1")
    assert [(found.code, found.effect) for found in decision.findings] == [
        ("approval.missing", "pending"),
        ("approval.stale", "note"),
    ]
    register.approve("P-1", approval())
    assert register.issue("P-1").level == "closed"
    assert register.dossier("P-1").revision == 2


def test_what_no_approval_binds_to_can_be_amended_without_losing_any(register_url: str) -> None:
    register = made(register_url)
    register.propose(order_of("P-1"))
    register.assess("P-1", assessment())
    register.approve("P-1", approval())
    register.amend(order_of("P-1", reason="a storm"))
    assert register.issue("P-1").reason == "a storm"


def test_a_withdrawn_proposal_is_closed(register_url: str) -> None:
    register = made(register_url)
    register.propose(ward_order("P-1"))
    assert register.withdraw("P-1", reason="not needed").life == Life.WITHDRAWN
    with pytest.raises(ActImpossible) as raised:
        register.issue("P-1")
    assert "`P-1` is withdrawn" in str(raised.value)
    with pytest.raises(ActImpossible):
        register.amend(ward_order("P-1"))


def test_an_approval_that_was_taken_back_does_not_count(register_url: str) -> None:
    register = made(register_url)
    register.propose(order_of("P-1"))
    register.assess("P-1", assessment())
    register.approve("P-1", approval())
    register.approve("P-1", approval(), word="withdraw")
    assert register.record_decision("P-1").verdict == Verdict.PENDING
    register.approve("P-1", approval())
    assert register.record_decision("P-1").verdict == Verdict.PERMIT


def test_a_standing_refusal_denies(register_url: str) -> None:
    register = made(register_url)
    register.propose(order_of("P-1"))
    register.assess("P-1", assessment())
    register.approve("P-1", approval("board"))
    register.approve("P-1", approval("mayor", "the.mayor"), word="refuse")
    decision = register.record_decision("P-1")
    assert decision.verdict == Verdict.DENY
    assert "approval.refused" in {found.code for found in decision.findings}
    register.approve("P-1", approval("mayor", "the.mayor"), word="withdraw")
    assert register.record_decision("P-1").verdict == Verdict.PERMIT


def test_an_order_is_ended_early_in_whole_and_in_part(register_url: str) -> None:
    clock = duty.clock()
    register = made(register_url, clock)
    duty.issued(register, order_of("P-1"))
    clock.at = at(1)
    ending = ending_of("E-1", "P-1", 30, issuer="office", scope=["north"])
    register.propose(ending)
    assert register.record_decision("E-1").verdict == Verdict.PENDING
    register.approve("E-1", approval(hours=1))
    order = register.end("E-1")
    (ended,) = order.ends
    assert (ended.at, ended.scope) == (at(30), ("north",))
    assert ended.decided_at is not None
    before = ended.decided_at - timedelta(microseconds=1)
    known = [register.as_known_at(time).order("P-1").ends for time in (ended.decided_at, before)]
    assert known == [order.ends, ()]
    assert register.order("P-1") == order
    assert register.dossier("E-1").life == Life.CARRIED_OUT
    assert register.level("north", at=at(31)) == Holding("calm", ())
    assert register.level("south", at=at(31)) == Holding("alert", ("P-1",))
    assert register.replay() == []


def test_a_provisional_order_is_ratified_in_time_or_lapses(register_url: str) -> None:
    clock = duty.clock(at(-1))
    register = made(register_url, clock)
    clock.at = at(0)
    for name, start in (("P-1", 1), ("P-2", 30)):
        register.issue(
            order_of(name, level="closed", start=start, end=start + 20, transition="at_once")
        )
    assert register.order("P-1").provisional_until == at(4)
    ratify = duty.proposal_of(
        {
            "id": "R-1",
            "action": "ratify",
            "order": "P-1",
            "issuer": "office",
            "approvals": [{"body": "board", "at": on(0)}],
        }
    )
    assert register.ratify(ratify).provisional_until is None
    assert register.level("north", at=at(5)) == Holding("closed", ("P-1",))
    assert register.level("north", at=at(31)) == Holding("calm", ())
    clock.at = at(5)
    with pytest.raises(NotPermitted) as raised:
        register.ratify(ratify.model_copy(update={"id": "R-2", "order": "P-2"}))
    assert [f.code for f in raised.value.decision.findings if f.effect == "deny"] == [
        "order.not_in_force"
    ]
    assert register.replay() == []


def test_a_proposal_is_carried_out_as_what_it_is(register_url: str) -> None:
    register = made(register_url)
    register.propose(ward_order("P-1"))
    with pytest.raises(InputError) as raised:
        register.end("P-1")
    assert str(raised.value) == (
        "action: `P-1` is a proposal to `issue`; ask for that, or propose the other under another id"
    )
    with pytest.raises(InputError) as raised:
        register.amend(ending_of("P-1", "P-0", 5))
    assert "`P-1` is a proposal to `issue`" in str(raised.value)


def test_an_id_is_used_once(register_url: str) -> None:
    register = made(register_url)
    register.issue(ward_order("P-1"))
    with pytest.raises(InputError) as raised:
        register.propose(ward_order("P-1"))
    assert str(raised.value) == (
        "id: the register has a proposal or order `P-1` already; choose another id, or amend that one"
    )
    with pytest.raises(InputError) as raised:
        register.issue("P-2")
    assert (
        str(raised.value) == "proposal: unknown proposal `P-2`; known: `P-1`; did you mean `P-1`?"
    )


# -- who, when, where -----------------------------------------------------------------------------


def test_each_event_says_who_did_it_when_and_where(register_url: str) -> None:
    from responselevels.register.log.events import Head, events_of

    clock = duty.clock()
    register = made(register_url, clock, by=Actor(person="admin"), site="duty-room", client="test")
    register.propose(ward_order("P-1", proposer="li.na"))
    register.withdraw("P-1", by=Actor(person="wu.fang", body="ward_office", auth="badge"))
    first, _adoption, proposal, withdrawal = events_of(register.store.lines(), Head())
    assert fields_of(first)["actor"] == {"person": "admin", "body": None, "auth": "asserted"}
    assert fields_of(proposal)["actor"] == {
        "person": "li.na",
        "body": "ward_office",
        "auth": "asserted",
    }
    assert fields_of(withdrawal)["actor"] == {
        "person": "wu.fang",
        "body": "ward_office",
        "auth": "badge",
    }
    assert {fields_of(event)["site"] for event in (first, proposal)} == {"duty-room"}
    assert fields_of(withdrawal)["recorded_at"] == "2026-03-01T00:00:00.000002Z"
    assert fields_of(withdrawal)["time_source"] == "given"


def test_recorded_time_never_runs_backwards(register_url: str) -> None:
    clock = duty.clock()
    register = made(register_url, clock)
    register.propose(ward_order("P-1"))
    clock.at -= timedelta(minutes=1)
    register.propose(ward_order("P-2"))
    register.propose(ward_order("P-3"))
    recorded = [dossier.events[0].recorded for dossier in register.dossiers]
    assert recorded == [recorded[0], recorded[0] + 1, recorded[0] + 2]


def test_a_clock_set_back_is_recorded_and_warned_of(register_url: str) -> None:
    clock = duty.clock()
    register = made(register_url, clock)
    clock.at -= timedelta(hours=1)
    with pytest.warns(ClockJumped, match="the clock jumped by -3600 s"):
        register.propose(ward_order("P-1"))
    assert kinds(register) == ["register", "adoption", "clock", "proposal"]
    assert register.replay() == []


# -- the same request, once ---------------------------------------------------------------------------


def test_asked_again_with_the_same_key_it_is_done_once(register_url: str) -> None:
    register = made(register_url)
    order = register.issue(ward_order("P-1"), key="k-1")
    size = register.head.size
    assert register.issue(ward_order("P-1"), key="k-1") == order
    with opened(register_url, duty.clock()) as elsewhere:
        assert elsewhere.issue(ward_order("P-1"), key="k-1") == order
    assert register.head.size == size
    with pytest.raises(NotPermitted) as first:
        register.issue(ward_order("P-2", start=-1), key="k-2")
    with pytest.raises(NotPermitted) as again:
        register.issue(ward_order("P-2", start=-1), key="k-2")
    assert first.value.decision == again.value.decision
    end = register.end(ending_of("E-1", "P-1", 30), key="k-3")
    register.end(ending_of("E-2", "P-1", 29), key="k-4")
    assert register.end(ending_of("E-1", "P-1", 30), key="k-3") == end
    decision = register.record_decision(register.propose(order_of("P-3"), key="k-5").id, key="k-6")
    assert register.propose(order_of("P-3"), key="k-5").id == "P-3"
    assert register.record_decision("P-3", key="k-6") == decision


def test_the_same_key_for_something_else_is_a_conflict(register_url: str) -> None:
    register = made(register_url)
    register.issue(ward_order("P-1"), key="k-1")
    for other in (ward_order("P-2"), ward_order("P-1", level="alert")):
        with pytest.raises(IdempotencyConflict) as raised:
            register.issue(other, key="k-1")
        assert str(raised.value) == (
            "the key `k-1` was used for something else already; choose another key"
        )


# -- others write too ---------------------------------------------------------------------------------


def test_what_others_recorded_counts_for_the_next_decision(register_url: str) -> None:
    clock = duty.clock()
    one, other = made(register_url, clock), opened(register_url, clock)
    duty.issued(one, order_of("P-1", level="closed"))
    assert [order.id for order in other.orders] == []
    with pytest.raises(NotPermitted) as raised:
        other.issue(ward_order("P-2", level="watch"))
    assert [found.code for found in raised.value.decision.findings] == ["floor.less_severe"]
    assert [order.id for order in other.orders] == ["P-1"]
    assert one.refresh() == 2
    assert one.head == other.head
    assert one.state_digest == other.state_digest


def test_waiting_takes_in_what_others_record(register_url: str) -> None:
    clock = duty.clock()
    one, other = made(register_url, clock), opened(register_url, clock)
    assert other.wait(0.01) == 0
    one.issue(ward_order("P-1"))
    assert other.wait(300) == 3
    assert [order.id for order in other.orders] == ["P-1"]


# -- making and opening ----------------------------------------------------------------------------------


def test_a_register_is_made_once(register_url: str) -> None:
    made(register_url).close()
    with pytest.raises(RegisterExists):
        made(register_url)


def test_a_register_that_cannot_be_begun_leaves_nothing_behind(register_url: str) -> None:
    broken = duty.RULES.model_copy(update={"levels": duty.RULES.levels[:2]})
    with pytest.raises(InputError):
        made(register_url, rules=broken)
    with pytest.raises(RegisterNotFound):
        opened(register_url)
    with pytest.raises(InputError) as raised:
        made(register_url, id="Big Name")
    assert str(raised.value).startswith("id: `Big Name` cannot name a register; use small letters")


def test_an_existing_list_of_orders_is_taken_over(register_url: str) -> None:
    memory = Register(duty.RULES, duty.AREAS)
    first = memory.issue(ward_order("N-1"), at=at(-5))
    second = memory.issue(ward_order("N-2", level="alert", start=30, end=40), at=at(-4))
    memory.end(ending_of("E-1", "N-1", 47), at=at(-3))
    register = made(register_url, orders=memory.orders)
    assert register.orders == memory.orders
    assert kinds(register) == ["register", "adoption", "order", "order"]
    assert register.timeline("north", at(0), None) == memory.timeline("north", at(0), None)
    assert register.replay() == []
    assert first.id == "N-1"
    assert second.id == "N-2"


def test_an_order_of_the_future_is_not_taken_over(register_url: str) -> None:
    order = Register(duty.RULES, duty.AREAS).issue(ward_order("N-1"), at=at(1))
    with pytest.raises(InputError) as raised:
        made(register_url, orders=[order])
    assert str(raised.value) == (
        "orders[0].issued_at: `N-1` was issued at a time that is still to come; "
        "correct the time, or the clock"
    )


def test_a_register_smaller_than_it_was_seen_is_not_opened(
    register_url: str, tmp_path: Any
) -> None:
    from responselevels.register.log.events import Head
    from responselevels.register.recording.rollback import RollbackGuard

    made(register_url, remember=True, remember_in=tmp_path).close()
    with opened(register_url, duty.clock(), remember=True, remember_in=tmp_path) as register:
        register.issue(ward_order("P-1"))
        seen = register.head
    RollbackGuard(tmp_path).remember("duty", Head(seen.size + 1, "0" * 64))
    with pytest.raises(RegisterShrunk) as raised:
        opened(register_url, remember=True, remember_in=tmp_path)
    assert str(raised.value) == (
        "the register `duty` has 5 events, and this site has seen 6; its end was cut off, or an old "
        "copy put in its place; find the later one before you go on; where there is none, see "
        "`responselevels register accept`"
    )
    (tmp_path / "duty.json").write_text(f'{{"size": 5, "hash": "{"0" * 64}"}}')
    with pytest.raises(RegisterShrunk) as raised:
        opened(register_url, remember=True, remember_in=tmp_path)
    assert "event 5 is another" in str(raised.value)


# -- time in two directions -------------------------------------------------------------------------------


def test_the_level_at_an_instant_depends_on_when_it_was_known(register_url: str) -> None:
    clock = duty.clock()
    register = made(register_url, clock)
    clock.at = at(3)
    register.issue(ward_order("P-1", start=4, end=10))
    clock.at = at(5)
    register.end(ending_of("E-1", "P-1", 6))
    five, seven = at(5), at(7)
    known = register.as_known_at
    assert known(at(2)).level("north", at=five) == Holding("calm", ())
    assert known(at(4)).level("north", at=five) == Holding("watch", ("P-1",))
    assert known(at(4)).level("north", at=seven) == Holding("watch", ("P-1",))
    assert known(at(5.5)).level("north", at=seven) == Holding("calm", ())
    assert known(at(2)).orders == ()
    assert [order.ends for order in known(at(4)).orders] == [()]
    assert [order.ends for order in known(at(6)).orders] == [(End(at=at(6), decided_at=at(5)),)]
    assert known(at(4)).timeline("north", at(4), at(12)) == (
        LevelSpan(start=at(4), end=at(10), level="watch", orders=("P-1",)),
        LevelSpan(start=at(10), end=at(12), level="calm", orders=()),
    )
    assert [one.id for one in known(at(4)).dossiers] == ["P-1"]
    with pytest.raises(InputError):
        known(at(2)).decisions("P-1")
    assert len(known(at(4)).decisions("P-1")) == 1
    assert known(at(2)).decide(ward_order("P-9", level="alert"), at=at(2)).permitted


def test_a_ratification_is_not_known_before_it_was_recorded(register_url: str) -> None:
    clock = duty.clock(at(-1))
    register = made(register_url, clock)
    clock.at = at(0)
    register.issue(order_of("P-1", level="closed", start=1, end=20, transition="at_once"))
    clock.at = at(2)
    register.ratify(
        duty.proposal_of(
            {
                "id": "R-1",
                "action": "ratify",
                "order": "P-1",
                "issuer": "office",
                "approvals": [{"body": "board", "at": on(1)}],
            }
        )
    )
    before = register.as_known_at(at(1))
    assert before.orders[0].provisional_until == at(4)
    assert before.level("north", at=at(5)) == Holding("calm", ())
    assert register.level("north", at=at(5)) == Holding("closed", ("P-1",))


# -- a damaged register -------------------------------------------------------------------------------------


def test_a_damaged_register_can_be_read_up_to_the_first_bad_event(sqlite_url: str) -> None:
    register = made(sqlite_url)
    register.issue(ward_order("P-1"))
    register.issue(ward_order("P-2", level="alert"))
    register.close()
    database = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    for (name,) in database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        database.execute(f"DROP TRIGGER {name}")
    database.execute(
        "UPDATE event SET line = CAST(replace(line, 'permit', 'permot') AS BLOB) WHERE seq = 6"
    )
    database.commit()
    database.close()
    with pytest.raises(RegisterDamaged) as raised:
        opened(sqlite_url)
    assert raised.value.seq is not None
    with opened(sqlite_url, sound_part=True) as part:
        assert part.damage is not None
        assert str(part.damage) == str(raised.value)
        assert part.head.size == raised.value.seq
        assert part.level("north", at=at(25)) == Holding("watch", ("P-1",))
        with pytest.raises(RegisterDamaged):
            part.issue(ward_order("P-3"))
        with pytest.raises(RegisterDamaged):
            part.refresh()


# -- what is refused, and what is not known ---------------------------------------------------------------------


def test_what_is_too_long_for_a_line_is_refused_whole(sqlite_url: str) -> None:
    register = made(sqlite_url)
    with pytest.raises(RegisterError) as raised:
        register.propose(ward_order("P-1", reason="x" * 70_000))
    assert raised.value.code == "too_long"
    assert str(raised.value).endswith("name fewer areas at a time, or shorten the texts")
    assert kinds(register) == ["register", "adoption"]


def test_bodies_that_are_not_there_assess_and_approve_nothing(sqlite_url: str) -> None:
    register = made(sqlite_url)
    register.propose(order_of("P-1"))
    with pytest.raises(InputError) as raised:
        register.approve("P-1", approval("bord"))
    assert "did you mean `board`?" in str(raised.value)
    with pytest.raises(InputError):
        register.assess("P-1", assessment(by="nobody"))
    with pytest.raises(InputError) as raised:
        register.order("P-1")
    assert str(raised.value) == "order: unknown order `P-1`; none is known"


def test_an_unknown_outcome_says_the_key_to_ask_again_with(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = made(sqlite_url)
    whole = register.store.transact

    def lost(work: Any) -> Any:
        whole(work)
        raise OutcomeUnknown("store.unknown", {"store": "x", "said": "gone"})

    monkeypatch.setattr(register.store, "transact", lost)
    with pytest.raises(OutcomeUnknown) as raised:
        register.issue(ward_order("P-1"))
    monkeypatch.undo()
    key = raised.value.key
    assert key is not None
    assert register.issue(ward_order("P-1"), key=key).id == "P-1"
    assert kinds(register).count("order") == 1


def test_a_store_without_a_line_is_no_register_yet(sqlite_url: str) -> None:
    store = open_store(sqlite_url, create=True)
    with pytest.raises(RegisterNotFound):
        TransactionalLog(store)
    store.close()


def test_of_two_who_make_a_register_at_once_one_makes_it(sqlite_url: str) -> None:
    late = open_store(sqlite_url, create=True)
    made(sqlite_url).close()
    beginning = InitialContent(rules=duty.RULES, areas=duty.AREAS)
    with pytest.raises(RegisterExists):
        begun(late, "duty", beginning, OpenOptions(remember=False), StoredRegister)
    late.close()


def test_a_refused_signature_is_refused_again_under_the_same_key(sqlite_url: str) -> None:
    register = made(sqlite_url)
    register.propose(order_of("P-1"))
    with pytest.raises(ApprovalRefused) as first:
        register.approve_signed("P-1", b"no envelope", key="k-1")
    size = register.head.size
    with pytest.raises(ApprovalRefused) as again:
        register.approve_signed("P-1", b"no envelope", key="k-1")
    assert (first.value.code, again.value.code) == ("approval.envelope", "approval.before")
    assert str(again.value) == (
        "this was refused before, under the same key, for `approval.envelope`; "
        "put that right and use another key"
    )
    assert register.head.size == size
