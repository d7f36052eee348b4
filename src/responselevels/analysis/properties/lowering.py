"""Nobody puts a milder order over a severer one of their own without what an ending of it asks.

Invariant 11 of docs/semantics.md, of one order lowered by one proposal: where an area stands at
a level by its own order, whoever may issue something milder there could have ended that order,
with the same issuer, assessment, approvals and reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    least_by,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.worlds import Example
from responselevels.models.proposals import RatifyProposal
from responselevels.text.catalogue import Named

_MOMENT = timedelta(seconds=1)

_SAID = (
    *("approved", "signed", "bound", "early", "early_signed", "early_bound"),
    *("own", "parties", "age", "reason"),
)
"""What a proposal to lower and one to end say alike."""


def lowered_only_by_enders(name: str, examined: ExaminedRules) -> Proof:
    """Prove that what may lower an order may end it; an order standing, and a proposal, refute it."""
    levels = examined.common.levels
    looked = 0
    permitted: list[DecidedClass] = []
    for question in examined.questions():
        if _lowers(question, levels):
            rows = examined.decided(question)
            looked += len(rows)
            permitted += [row.asked(question) for row in rows if row.permitted]
    bypassing: list[DecidedClass] = []
    on_old: list[DecidedClass] = []
    known: dict[tuple[object, ...], bool] = {}
    for row in permitted:
        if not examined.permits(*_end(row)):
            bypassing.append(row)
            continue
        alike = (*examined.alike(row), row.question.standing)
        if alike not in known:
            # What was said before there was an order says nothing of it.
            known[alike] = _on_old_papers(examined, row)
        if known[alike]:
            on_old.append(row)
    against = [_shown(examined, row) for _way, row in least_by(bypassing, _way_down)]
    shown = {_way_down(row) for row in bypassing}
    against += [
        _shown(examined, row, old=True)
        for way, row in least_by(on_old, _way_down)
        if way not in shown
    ]
    return Proof.of(name, looked, against)


def _lowers(question: Question, levels: Sequence[str]) -> bool:
    if question.action != "issue" or len(question.standing) != 1:
        return False
    return levels.index(question.standing[0]) > levels.index(question.level)


def _shown(examined: ExaminedRules, row: DecidedClass, *, old: bool = False) -> Counterexample:
    tier, standing, rule = _way_down(row)
    example = examined.worlds.example(row.question, row.facts)
    example = _aged(example) if old else example
    facts = {
        "tier": Named("tier", tier),
        "level": Named("level", row.question.level),
        "standing": Named("level", standing),
        "rule": Named("transition", rule or ""),
    }
    return Counterexample(facts=facts, example=example, decision=examined.worlds.again(example))


def _way_down(row: DecidedClass) -> tuple[str, str, str | None]:
    return row.question.tier, row.question.standing[0], row.rule


def _end(row: DecidedClass) -> tuple[Question, Facts]:
    """Return the question of ending what *row* lowers, and the facts that both say alike."""
    question = Question("end", row.question.tier, row.question.standing[0], (), (None,))
    # All that was said of persons and papers, and when: an ending may ask for fresher or bound ones.
    kept = {name: getattr(row.facts, name) for name in _SAID}
    return question, replace(Facts(row.facts.issuer), **kept)


def _on_old_papers(examined: ExaminedRules, row: DecidedClass) -> bool:
    """Say whether papers that are older than the order do to lower it, and do not to end it."""
    if not (row.facts.approved or row.facts.early or row.facts.parties):
        return False
    lowering = _aged(examined.worlds.example(row.question, row.facts))
    if not examined.worlds.again(lowering).permitted:
        return False
    ending = examined.worlds.example(*_end(row))
    return not examined.worlds.again(_aged(ending)).permitted


def _aged(example: Example) -> Example:
    """Return *example* with all papers a moment older, and its orders issued at the decision time."""
    proposal = example.proposal
    now = {"issued_at": example.at}
    # One that lapsed unratified stays as it is.
    orders = [o if o.provisional_until else o.model_copy(update=now) for o in example.orders]
    orders.sort(key=lambda order: order.issued_at)
    moved: dict[str, object] = {
        "approvals": tuple(
            one.model_copy(update={"at": one.at - _MOMENT}) for one in proposal.approvals
        )
    }
    if not isinstance(proposal, RatifyProposal) and proposal.assessment is not None:
        older = proposal.assessment.model_copy(update={"at": proposal.assessment.at - _MOMENT})
        moved["assessment"] = older
    aged = proposal.model_copy(update=moved)
    return replace(example, orders=tuple(orders), proposal=aged)
