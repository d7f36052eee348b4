"""Proposals that have all that could be asked: what these do not get, nobody gets.

An approval more never makes a verdict worse (docs/semantics.md, section 6, invariant 7), and
neither does an assessor more, a reason or a longer notice. So whether something *may be done*
is asked of these alone; which choices are no better one way than the other (who issues, which
areas are named, how long, which facts) are all looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import product

from responselevels.analysis.enumeration.approving import Approving
from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.analysis.enumeration.classes import FactChoices
from responselevels.analysis.enumeration.examined import (
    ExaminedRules,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.subsets import NOBODY


def generous(examined: ExaminedRules, question: Question) -> Iterator[Facts]:
    """Yield the facts of proposals that have all that the rules may ask, for each choice that remains.

    Every length is yielded, the longest last.
    """
    common = examined.common
    # Asked without what fits: where the areas stand may change before the proposal is made.
    choices = FactChoices(common.files, question, common.bodies, shape=common.shape)
    everybody = frozenset(common.bodies)
    lead = notice_of(examined) if question.action == "issue" else timedelta(0)
    around = product(
        choices.issuers(), choices.lengths(), choices.scopes_named(), choices.statements.all
    )
    for issuer, length, (named, tiers), stated in around:
        others = everybody - {issuer}
        facts = Facts(
            issuer,
            parties=everybody,
            reason=True,
            expected=True,
            named=named,
            tiers=tiers,
            length=length,
            lead=lead,
            stated=stated,
        )
        yield facts.with_approvals(Approving(others, others, others))


def notice_of(examined: ExaminedRules) -> timedelta:
    """Return the longest notice that any transition asks for."""
    notices = (t.requires.notice for t in examined.rules.transitions)
    return max((notice for notice in notices if notice is not None), default=timedelta(0))


def pared(examined: ExaminedRules, row: DecidedClass) -> DecidedClass:
    """Return a permitted class without what its permit does not need, for people to read."""
    for edit in _edits(row.facts):
        facts = edit(row.facts)
        less = examined.worlds.judge(row.question, facts)
        if less is None or not less.permitted:
            continue
        if (less.rule, less.provisional) == (row.rule, row.provisional):
            row = less
    return row


def _edits(facts: Facts) -> Iterator[Callable[[Facts], Facts]]:
    """Yield ways to say less."""
    yield partial(replace, reason=False)
    yield partial(replace, expected=False)
    yield partial(replace, lead=timedelta(0))
    yield partial(replace, named=False, tiers=())
    for body in sorted(facts.approved):
        yield partial(_without_approval, body)
    for body in sorted(facts.parties):
        yield partial(_without_assessor, body)
    yield partial(replace, signed=NOBODY)
    yield partial(replace, bound=NOBODY)


def _without_approval(body: str, facts: Facts) -> Facts:
    return facts.with_approvals(facts.approving.among(facts.approved - {body}))


def _without_assessor(body: str, facts: Facts) -> Facts:
    return replace(facts, parties=facts.parties - {body})
