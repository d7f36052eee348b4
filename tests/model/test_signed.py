"""The core counts signatures and hears refusals as the naive engine does, on random worlds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from responselevels.core.deciding.evidence import VOID, Evidence
from responselevels.core.world.soundness import problems_in_rules
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.rules import Ratify
from responselevels.testing.reference.values import AnyProposal, Decision
from tests.model import naive, run
from tests.model.compare import Pair
from tests.model.known import NOTHING, WHY
from tests.model.naive import World
from tests.model.worlds import Question

NEW = (
    "approval.refused",
    "approval.refusal_not_entitled",
    "approval.unsigned",
    "approval.few_persons",
    "approval.same_person",
    *VOID,
)
WORST = ("permit", "pending", "deny")


def drawn(batch: int) -> Iterator[tuple[World, Question, AnyProposal, Evidence, Random]]:
    random = Random(batch)
    for one in run.drawn(2026, batch):
        yield one.world, one.question, one.question.proposal, one.known, random


@pytest.mark.parametrize("batch", range(4))
def test_both_engines_count_signatures_and_refusals_alike(batch: int) -> None:
    assert run.compared_signed(2026, batch).differences == []


def test_random_signatures_reach_every_finding_and_every_verdict() -> None:
    seen: Counter[str] = Counter()
    for batch in range(4):
        for world, question, proposal, known, _random in drawn(batch):
            decision = naive.decide(world, proposal, question.at, known)
            seen.update({found.code for found in decision.findings})
            seen[decision.verdict] += bool(known.signed)
    assert [mark for mark in (*NEW, *WORST) if not seen[mark]] == []
    assert {why.code for why in WHY} == set(VOID)


def test_rules_that_demand_signatures_are_accepted_at_load() -> None:
    assert [p for world, *_ in drawn(0) for p in problems_in_rules(world.rules)] == []


def test_the_listing_order_of_approvals_and_refusals_changes_nothing() -> None:
    for world, question, proposal, known, random in drawn(1):
        numbers = list(range(len(proposal.approvals)))
        random.shuffle(numbers)
        turned = replace(
            known,
            signed={n: known.signed[old] for n, old in enumerate(numbers) if old in known.signed},
            void={n: known.void[old] for n, old in enumerate(numbers) if old in known.void},
            refusals=tuple(reversed(known.refusals)),
        )
        shuffled = tuple(proposal.approvals[old] for old in numbers)
        again = proposal.model_copy(update={"approvals": shuffled})
        assert by_core(world, again, question, turned) == by_core(world, proposal, question, known)


def test_one_more_approval_never_makes_a_verdict_worse() -> None:
    for world, question, proposal, known, random in drawn(2):
        if not proposal.approvals:
            continue
        left_out = random.randrange(len(proposal.approvals))
        fewer = known
        kept = [n for n in range(len(proposal.approvals)) if n != left_out]
        fewer = replace(
            known,
            signed={n: known.signed[old] for n, old in enumerate(kept) if old in known.signed},
            void={n: known.void[old] for n, old in enumerate(kept) if old in known.void},
        )
        less = proposal.model_copy(update={"approvals": tuple(proposal.approvals[n] for n in kept)})
        without = by_core(world, less, question, fewer).verdict
        assert WORST.index(by_core(world, proposal, question, known).verdict) <= WORST.index(
            without
        )


def test_what_is_asserted_counts_where_no_signature_is_demanded_whatever_is_known() -> None:
    for batch_world, question in run.batch_of(2026, 3):
        signed = {n: f"#{n}" for n in range(len(question.proposal.approvals))}
        known = replace(NOTHING, signed=signed)
        if any(asks.digest == "required" for asks in asked_of(batch_world)):
            continue  # a signature binds an approval as a digest does (section 8)
        asserted = by_core(batch_world, question.proposal, question, NOTHING)
        persons = {approval.person for approval in question.proposal.approvals}
        if question.proposal.proposer not in persons or question.proposal.proposer is None:
            assert by_core(batch_world, question.proposal, question, known) == asserted


def asked_of(world: World) -> Iterator[Requires | EndingRequires | Ratify]:
    yield from (ending.requires for ending in world.rules.endings)
    for transition in world.rules.transitions:
        yield transition.requires
        if transition.ratify is not None:
            yield transition.ratify


def by_core(world: World, proposal: AnyProposal, question: Question, known: Evidence) -> Decision:
    return Pair(world).by_core(proposal, question.at, known)


def test_a_core_that_counted_otherwise_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pair, "by_core", lambda *_: Decision("deny", None, ()))
    found = run.compared_signed(2026, 0, size=20).differences
    assert found[0].startswith("seed 2026, signed batch 0, decision ")


def test_the_command_compares_signed_approvals_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--decisions", "30", "--seed", "2026", "--signed"]) == 0
    assert capsys.readouterr().out.endswith("0 differences\n")
