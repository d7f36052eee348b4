"""`criteria.missing` and `criteria.differs`: what the facts of an assessment call for.

See docs/semantics.md, section 11. Facts that are left out may be anything, so what is asked
is never "which row?" but "which rows are left?".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from responselevels.core.deciding.case import Case
from responselevels.core.deciding.findings import cite_of, level
from responselevels.core.world.criteria import Call, CompiledRow, CompiledTable, call_for
from responselevels.core.world.scheme import CompiledRule
from responselevels.models.decisions import Effect, Finding, Remedy
from responselevels.models.orders import Assessment
from responselevels.models.parts.cites import Clause
from responselevels.text.catalogue import Named


def check_criteria(
    case: Case, rule: CompiledRule, assessment: Assessment | None
) -> Iterator[Finding]:
    """Yield what the table of *rule* says of the facts stated, where it asks for one.

    Called where no assessment is missing: if the rule asks for a table, there is one.
    """
    table = rule.table
    if table is None or assessment is None:
        return
    within = table.box_of(assessment.facts)
    left = table.left(within)
    # Exactly one row is hit by each set of facts, so some row is always left.
    called = call_for(left, case.rank)
    if called is Call.NONE:
        yield _differs(case, rule, table, left)
    elif called is Call.SOME:
        decisive = table.decisive(within, case.rank)
        code = "criteria.missing"
        yield Finding(
            code=code,
            effect=Effect.PENDING,
            rule=rule.id,
            cite=_cite(code, rule, table, left),
            facts={
                "table": Named("table", table.id),
                "level": level(case, case.rank),
                "facts": tuple(Named("fact", name) for name in decisive),
            },
        )


def _differs(
    case: Case, rule: CompiledRule, table: CompiledTable, left: Sequence[CompiledRow]
) -> Finding:
    called = frozenset[int]().union(*(row.levels for row in left))
    # A remedy has to be right whatever the facts left out turn out to be: a level of every row left.
    agreed = called.intersection(*(row.levels for row in left))
    advice = {} if rule.binding else {"variant": "advice"}
    code = "criteria.differs"
    return Finding(
        code=code,
        effect=Effect.DENY if rule.binding else Effect.NOTE,
        rule=rule.id,
        cite=_cite(code, rule, table, left),
        facts={
            **advice,
            "table": Named("table", table.id),
            "level": level(case, case.rank),
            "rows": tuple(row.number for row in left),
            "levels": tuple(level(case, rank) for rank in sorted(called)),
        },
        remedies=tuple(Remedy(level=case.scheme.levels[rank]) for rank in sorted(agreed)),
    )


def _cite(
    code: str, rule: CompiledRule, table: CompiledTable, left: Sequence[CompiledRow]
) -> Clause | None:
    """Return the clause of the one row that is left, else of the table, else of the rule's key."""
    own = left[0].cite if len(left) == 1 else None
    return own or table.cite or cite_of(code, rule)
