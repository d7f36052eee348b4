"""What a rule asks of a proposal: the keys under `requires` of a transition and of an ending.

See docs/formats.md, Rules file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from responselevels.models.base import Flag, Id, Model
from responselevels.models.parts.cites import Cites
from responselevels.models.parts.conditions import Condition
from responselevels.models.times import Duration


class AssessmentRule(Model):
    """An assessment that must come from any one of `by`, made with all of `with`.

    Attributes:
        by: ids of the bodies of which one must make the assessment.
        with_: ids of the bodies that must all take part in it.
        max_age: greatest age of the assessment at the decision; left out, any age will do.
        table: id of the decision table that its facts are held against; left out: none is.
        binding: whether a level that the table does not call for is denied; false only notes it.
    """

    by: tuple[Id, ...]
    with_: tuple[Id, ...] = Field(default=(), alias="with")
    max_age: Duration | None = None
    table: Id | None = None
    binding: Flag = True


class ScopeTiers(Model):
    """The tiers that the areas of an order must be of (docs/semantics.md, section 10).

    Attributes:
        explicit: whether the areas must be named; otherwise, without any, the issuing area is
            meant.
        tiers: ids of the tiers of which each of them must be.
    """

    explicit: Flag = False
    tiers: tuple[Id, ...]


def _scope_kind(value: Any) -> str:
    return "<tiers>" if isinstance(value, Mapping | ScopeTiers) else "<word>"


ScopeRule = Annotated[
    Annotated[Literal["explicit", "optional"], Tag("<word>")]
    | Annotated[ScopeTiers, Tag("<tiers>")],
    Discriminator(_scope_kind),
]
"""A plain word, or the tiers that the areas must be of."""


class Requires(Model):
    """Requirements of a transition. What is left out is not required, except that the period is bounded.

    With `signed`, approvals count only where a register has verified their signatures.

    Attributes:
        assessment: assessment that must be there; left out, none is asked.
        approval: condition of bodies that must approve; left out, none is asked.
        approval_after_assessment: whether an approval must not be dated before the assessment;
            left out: it must not, where both are asked.
        signed: whether only approvals with a verified signature count.
        digest: `required`: only approvals with a digest of the proposal count.
        period: `bounded`: the period must have an end; `open`: it need not.
        max_duration: longest period, as a duration such as `P30D`; left out, there is no limit.
        scope: `explicit`: the areas must be named; `optional`: without any, the issuing area is
            meant; or a mapping that says of which tiers they must be.
        notice: least time from the decision to the start of the period; left out, none is asked.
        expected_end: whether it must be said until when the order is expected to be needed.
        reason: whether a reason must be given.
        cites: clauses and readings that single keys beside it come from, by key.
    """

    assessment: AssessmentRule | None = None
    approval: Condition | None = None
    approval_after_assessment: Flag | None = None
    signed: Flag = False
    digest: Literal["required", "optional"] = "optional"
    period: Literal["bounded", "open"] = "bounded"
    max_duration: Duration | None = None
    scope: ScopeRule = "optional"
    notice: Duration | None = None
    expected_end: Flag = False
    reason: Flag = False
    cites: Cites = {}

    @property
    def scope_named(self) -> bool:
        """Whether the areas must be named."""
        return (
            self.scope.explicit if isinstance(self.scope, ScopeTiers) else self.scope == "explicit"
        )

    @property
    def scope_tiers(self) -> tuple[str, ...] | None:
        """The tiers that the areas must be of; None: of any."""
        return self.scope.tiers if isinstance(self.scope, ScopeTiers) else None


class EndingRequires(Model):
    """Requirements of an ending (docs/semantics.md, section 4).

    Attributes:
        assessment: assessment that must be there; left out, none is asked.
        approval: condition of bodies that must approve; left out, none is asked.
        approval_after_assessment: whether an approval must not be dated before the assessment;
            left out: it must not, where both are asked.
        signed: whether only approvals with a verified signature count.
        digest: `required`: only approvals with a digest of the proposal count.
        reason: whether a reason must be given.
        cites: clauses and readings that single keys beside it come from, by key.
    """

    assessment: AssessmentRule | None = None
    approval: Condition | None = None
    approval_after_assessment: Flag | None = None
    signed: Flag = False
    digest: Literal["required", "optional"] = "optional"
    reason: Flag = False
    cites: Cites = {}
