"""Nobody puts a milder order over a severer one of their own without what an ending of it asks.

Invariant 11 of docs/semantics.md, of one order lowered by one proposal: where an area stands at
a level by its own order, whoever may issue something milder there could have ended that order,
with the same issuer, assessment, approvals and reason.
"""

from __future__ import annotations

from dataclasses import replace

from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.analysis.enumeration.examined import (
    DecidedClass,
    ExaminedRules,
    Proof,
    least_by,
)
from responselevels.models.decisions import Verdict
from responselevels.text.catalogue import Named

_SAID = (
    *("approved", "signed", "bound", "early", "early_signed", "early_bound"),
    *("own", "parties", "age", "reason"),
)
"""What a proposal to lower and one to end say alike."""


def lowered_only_by_enders(name: str, examined: ExaminedRules) -> Proof:
    """Prove that what may lower an order may end it; an order standing, and a proposal, refute it."""
    levels = examined.common.levels
    # Where a part of the area is named, the level stands there by an order of that part.
    lowering = [
        row
        for row in examined.rows
        if row.question.action == "issue"
        and len(row.question.standing) == 1
        and row.facts.floor != "touching"
        and levels.index(row.question.standing[0]) > levels.index(row.question.level)
    ]
    bypassing = [row for row in lowering if row.permitted and not _ends(examined, row)]
    against = [
        examined.shown(
            row,
            tier=Named("tier", tier),
            level=Named("level", row.question.level),
            standing=Named("level", standing),
            rule=Named("transition", rule or ""),
        )
        for (tier, standing, rule), row in least_by(bypassing, _way_down)
    ]
    return Proof.of(name, len(lowering), against)


def _way_down(row: DecidedClass) -> tuple[str, str, str | None]:
    return row.question.tier, row.question.standing[0], row.rule


def _ends(examined: ExaminedRules, row: DecidedClass) -> bool:
    """Say whether the same people, on the same papers, may end the order that stands."""
    question = Question("end", row.question.tier, row.question.standing[0], (), (None,))
    # All that was said of persons and papers, and when: an ending may ask for fresher or bound ones.
    said, bare = row.facts, Facts(row.facts.issuer)
    kept = {name: getattr(said, name) for name in _SAID}
    facts = replace(bare, **kept)
    decision = examined.worlds.decide(question, facts)
    return decision is not None and decision.verdict == Verdict.PERMIT
