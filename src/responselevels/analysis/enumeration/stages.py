"""What cases have in common that are played in one scene: all but what people say and do.

Which rules fit, what is found without any rule, and what would be lowered follow from names, times
and orders alone (`core.deciding.decide.Common`). So the core is asked for these once for a scene, and
each case is tried by the rules that fit.
"""

from __future__ import annotations

from functools import cached_property

from responselevels.core.deciding.case import Case
from responselevels.core.deciding.decide import Attempt, Common, attempt_of, attempts, fitting
from responselevels.core.deciding.lowering import Lowering
from responselevels.core.world.scheme import CompiledRule
from responselevels.models.proposals import IssueProposal


class Stage:
    """A scene resolved: *first* is the first of the cases that are played in it."""

    def __init__(self, first: Case) -> None:
        """Take the first case."""
        self.first = first

    @cached_property
    def rules(self) -> tuple[CompiledRule, ...]:
        """The transitions or endings that fit."""
        return fitting(self.first)

    @cached_property
    def _common(self) -> Common:
        return Common.of(self.first)

    def attempts(self, case: Case) -> list[Attempt]:
        """Return what the core's `attempts` does of a *case* that is played in the scene."""
        if not self.rules:
            return attempts(case)
        common, proposal, lowering = self._common, case.proposal, None
        if common.lowering is not None and isinstance(proposal, IssueProposal):
            lowering = Lowering(case, proposal, common.lowering.rows)
        tried = Common(common.findings, lowering)
        return [attempt_of(case, rule, tried) for rule in self.rules]
