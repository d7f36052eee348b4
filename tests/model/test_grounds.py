"""Each finding goes with the clause of the key that asked for it (docs/semantics.md, section 9).

Random proposals are decided in random worlds in whose rules every key has a clause of its
own. Which key each finding belongs to is written down here from the text, apart from the core.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import book_of
from responselevels.core.world.soundness import problems_in_rules
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Finding
from responselevels.models.parts.cites import Cite, Clause
from responselevels.models.rules import Ending, Floor, Rules, Transition
from responselevels.models.texts import Text
from tests.model import run

pytestmark = pytest.mark.untraced

SIGNED = {"approval.unsigned", "approval.few_persons", "approval.same_person"}
READING = Text.of("as we read it")


def key_of(code: str) -> str | None:
    """Return the key that *code* goes with, by the table of section 9; None: the rule itself."""
    family, _, what = code.partition(".")
    if code in SIGNED:
        return "signed"
    if code in {"approval.unbound", "approval.before_assessment"}:
        return {"unbound": "digest", "before_assessment": "approval_after_assessment"}[what]
    if family in {"assessment", "criteria"}:
        return "assessment"
    if code in {"scope.missing", "scope.tier"}:
        return "scope"
    if code == "expected_end.missing":
        return "expected_end"
    if family in {"approval", "reason"}:
        return family
    return {
        "period.unbounded": "period",
        "period.too_long": "max_duration",
        "period.short_notice": "notice",
        "provisional.repeated": "again_after",
        "provisional.longer": "within",
    }.get(code)


def cite(*way: str) -> Cite:
    return Cite(source="opinion", clause=" ".join(way), reading=READING)


def clause(*way: str) -> Clause:
    return Clause(source="opinion", clause=" ".join(way), reading=READING)


def grounded(rules: Rules) -> Rules:
    """Return *rules* with a clause for each rule and each of its keys, named after them."""
    return rules.model_copy(
        update={
            kind: tuple(_grounded(kind, rule) for rule in getattr(rules, kind))
            for kind in ("transitions", "endings", "floors")
        }
    )


def _grounded(kind: str, rule: Any) -> Any:
    update: dict[str, Any] = {"cite": cite(kind, rule.id)}
    for part in ("requires", "ratify"):
        asks = getattr(rule, part, None)
        if asks is not None:
            keys = [name for name in type(asks).model_fields if name != "cites"]
            cites = {key: cite(kind, rule.id, part, key) for key in keys}
            update[part] = asks.model_copy(update={"cites": cites})
    return rule.model_copy(update=update)


def allowed(rules: Rules, action: str, found: Finding) -> Iterator[Clause | None]:
    """Yield what the text lets *found* go with; one thing, unless two kinds of rules share an id."""
    if found.rule is None:
        yield None
        return
    key = key_of(found.code)
    of_ratify = action == "ratify" or found.code.startswith("provisional.")
    part = "ratify" if of_ratify else "requires"
    kinds: tuple[tuple[str, tuple[Transition | Ending | Floor, ...]], ...] = (
        ("transitions", rules.transitions),
        ("endings", rules.endings),
        ("floors", rules.floors),
    )
    for kind, listed in kinds:
        if any(rule.id == found.rule for rule in listed):
            bare = key is None or kind == "floors"
            yield clause(kind, found.rule) if bare else clause(kind, found.rule, part, str(key))
    # A table, or a row of one, has its own clause, if it has one.
    if found.code.startswith("criteria."):
        tables: list[Any] = [one for table in rules.tables for one in (table, *table.rows)]
        yield from (
            Clause(source=one.cite.source, clause=one.cite.clause)
            for one in tables
            if one.cite is not None
        )


@pytest.mark.parametrize("batch", range(3))
def test_each_finding_goes_with_the_key_that_asked_for_it(batch: int) -> None:
    seen: Counter[str] = Counter()
    for world, question in run.batch_of(2027, batch):
        rules = grounded(world.rules)
        assert problems_in_rules(rules) == []
        scheme = compile_scheme(rules, world.areas)
        decision = decide(scheme, book_of(scheme, world.orders), question.proposal, question.at)
        for found in decision.findings:
            assert found.cite in [*allowed(rules, question.proposal.action, found)], found
            seen[found.code] += 1
    assert len(seen) > 10
