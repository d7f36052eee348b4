"""One law held against what a rules file makes possible: for the pytest plugin and the command line.

Histories are drawn from the rules: areas, orders and proposals that the rules
know, permitted, nearly permitted and odd ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from responselevels.models.rules import Rules
from responselevels.testing.laws.catalogue import Law
from responselevels.testing.laws.history import History

EXAMPLES = 25
"""Number of histories that a law is held against by default."""


def run_law(
    rules: Rules, law: Law, *, examples: int, failing: list[History], remember: bool = True
) -> None:
    """Hold *law* against *examples* histories drawn from *rules*; some laws against any orders too.

    If it raises, *failing* holds the smallest history found that breaks the law. With
    *remember*, Hypothesis keeps that in its database and begins with it the next time.

    Raises:
        LawBroken: a history does not keep it.
        MissingExtra: Hypothesis is not installed.
    """
    import responselevels.testing.extra  # noqa: F401, I001 - is Hypothesis there?
    from hypothesis import given
    from hypothesis import strategies as st

    from responselevels.testing.strategies.formats import areas, histories

    lawful = st.booleans() if law.of_levels else st.just(value=True)
    drawn = st.tuples(areas(rules), lawful).flatmap(
        lambda chosen: histories(rules, chosen[0], lawful=chosen[1])
    )

    def check(history: History) -> None:
        failing[:] = [history]
        law.check(history)

    # The database of examples tells tests apart by name, and takes identifiers alone.
    name = re.sub(r"\W", "_", f"law_{law.name}_of_{rules.id}")
    check.__name__ = check.__qualname__ = name
    _settings(examples, remember=remember)(given(drawn)(check))()


def _settings(examples: int, *, remember: bool) -> Any:
    from hypothesis import HealthCheck, Phase, settings

    usual = settings()
    return settings(
        usual,
        max_examples=examples,
        database=usual.database if remember else None,
        print_blob=usual.print_blob and remember,
        deadline=None,
        phases=[phase for phase in Phase if phase is not Phase.explain],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def history_lines(history: History) -> Iterator[str]:
    """Yield the areas, the steps and the orders of *history*, each on a line, as files have them."""
    yield "areas:"
    for area in history.areas.areas:
        yield f"  - {area.model_dump_json(exclude_none=True)}"
    if history.steps:
        yield "steps:"
    for step in history.steps:
        proposal = step.proposal.model_dump_json(exclude_defaults=True, by_alias=True)
        yield f"  - {{at: {step.at.isoformat()!r}, {step.decision.verdict.value}: {proposal}}}"
    yield "orders:"
    for order in history.orders:
        yield f"  - {order.model_dump_json(exclude_defaults=True, by_alias=True)}"
