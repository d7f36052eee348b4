"""The laws as tests of one rules file: what the pytest plugin runs with ``--rules``.

Each law is held against histories drawn from the rules: areas, orders and
proposals that the rules know, permitted, nearly permitted and odd ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from responselevels.errors import MissingExtra

if TYPE_CHECKING:
    from responselevels.models.rules import Rules
    from responselevels.testing.history import History
    from responselevels.testing.laws import Law


class RulesFile(pytest.Collector):
    """A rules file, whose tests are the laws."""

    rules: Rules
    examples: int
    lang: str

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each law."""
        from responselevels.testing.laws import LAWS

        for law in LAWS:
            yield LawItem.from_parent(self, name=law.name, law=law)


def laws_of(
    session: pytest.Session, rules: Rules, *, examples: int, lang: str
) -> Iterator[pytest.Item]:
    """Yield a test for each law, held against so many *examples* of what *rules* make possible."""
    parent: Any = RulesFile.from_parent(session, name=rules.id, nodeid=f"rules {rules.id}")
    parent.rules, parent.examples, parent.lang = rules, examples, lang
    yield from parent.collect()


class LawItem(pytest.Item):
    """One law, held against histories. Without Hypothesis it is skipped."""

    parent: RulesFile

    def __init__(self, *, law: Law, **extra: Any) -> None:
        """Take the law."""
        super().__init__(**extra)
        self.law = law
        self.failing: History | None = None

    def runtest(self) -> None:
        """Hold the law against histories drawn from the rules; some laws against any orders too.

        Raises:
            LawBroken: a history does not keep it; the smallest that was found.
        """
        try:
            import responselevels.testing.extra  # noqa: F401 - is Hypothesis there?
        except MissingExtra as error:
            pytest.skip(str(error))
        from hypothesis import given
        from hypothesis import strategies as st

        from responselevels.testing.strategies import areas, histories

        rules, law = self.parent.rules, self.law
        lawful = st.booleans() if law.of_levels else st.just(value=True)
        drawn = st.tuples(areas(rules), lawful).flatmap(
            lambda chosen: histories(rules, chosen[0], lawful=chosen[1])
        )

        def check(history: History) -> None:
            self.failing = history
            law.check(history)

        # The database of examples tells tests apart by name.
        check.__name__ = check.__qualname__ = f"{law.name}_of_{rules.id}"
        self._settings()(given(drawn)(check))()

    def _settings(self) -> Any:
        from hypothesis import HealthCheck, Phase, settings

        return settings(
            settings.default,
            max_examples=self.parent.examples,
            deadline=None,
            phases=[phase for phase in Phase if phase is not Phase.explain],
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the law, what breaks it, and the history: Hypothesis ends with the smallest."""
        from responselevels.testing.laws import LawBroken

        if not isinstance(excinfo.value, LawBroken) or self.failing is None:
            return super().repr_failure(excinfo, style)
        return "\n".join([excinfo.value.worded(self.parent.lang), "", *written(self.failing)])

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the rules and the law."""
        return self.path, None, f"rules {self.parent.name}: {self.name}"


def written(history: History) -> Iterator[str]:
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
