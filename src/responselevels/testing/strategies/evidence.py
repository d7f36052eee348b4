"""Strategies of evidence: what a register may know of the approvals of a proposal."""

from __future__ import annotations

from dataclasses import replace

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence, Refusal, Void
from responselevels.models.rules import Rules
from responselevels.testing.extra import st
from responselevels.testing.laws.reference_levels import EARLIEST
from responselevels.testing.strategies.proposing import PROPOSER, ProposalContext

VOIDS = (
    Void(code="approval.expired", facts={"expires": EARLIEST}),
    Void(code="approval.replayed", facts={"first": 1}),
)
"""Why a signature may not count after all."""


def demands_signatures(rules: Rules) -> bool:
    """Say whether any rule counts only approvals that are signed."""
    asked = [rule.requires.signed for rule in rules.transitions]
    asked += [rule.requires.signed for rule in rules.endings]
    asked += [rule.ratify.signed for rule in rules.transitions if rule.ratify is not None]
    return any(asked)


@st.composite
def evidence_of(draw: st.DrawFn, context: ProposalContext, proposal: AnyProposal) -> Evidence:
    """Draw what is known of *proposal*: all signed by persons of their own, mostly, where that is asked.

    Where it is not, mostly nothing; now and then somebody refused.
    """
    rules = context.reference.rules
    signed = demands_signatures(rules)
    if not signed and not draw(st.sampled_from((False,) * 9 + (True,))):
        return NO_EVIDENCE
    people = {n: one.person or f"p{n + 1}" for n, one in enumerate(proposal.approvals)}
    known = Evidence(signed=people if signed else {})
    slips = ["none"] * 6 + ["refused"]
    if signed and people:
        slips += ["unsigned", "same person", "two needed", "void", "by who proposed"]
    slip = draw(st.sampled_from(slips))
    if slip == "refused" and rules.bodies:
        body = draw(st.sampled_from(sorted(rules.bodies)))
        person = draw(st.sampled_from((None, "r1")))
        refusal = Refusal(body=body, person=person, signed=draw(st.booleans()))
        return replace(known, refusals=(refusal,))
    if not people or not signed:
        return known
    number = draw(st.sampled_from(sorted(people)))
    void = (draw(st.sampled_from(VOIDS)),)
    spoilt = {
        "unsigned": replace(known, signed={n: p for n, p in people.items() if n != number}),
        "same person": replace(known, signed=dict.fromkeys(people, "p1")),
        "two needed": replace(known, persons={proposal.approvals[number].body: 2}),
        "void": replace(known, void={number: void}),
        "by who proposed": replace(known, proposers=frozenset({people[number], PROPOSER})),
    }
    return spoilt.get(slip, known)
