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
        yield MachineItem.from_parent(self, name="register_machine")


def laws_of(
    session: pytest.Session, rules: Rules, *, examples: int, lang: str
) -> Iterator[pytest.Item]:
    """Yield a test for each law, held against so many *examples* of what *rules* make possible."""
    parent: Any = RulesFile.from_parent(session, name=rules.id, nodeid=f"rules {rules.id}")
    parent.rules, parent.examples, parent.lang = rules, examples, lang
    yield from parent.collect()


class RulesItem(pytest.Item):
    """A test of the rules file. Without Hypothesis it is skipped."""

    parent: RulesFile

    def runtest(self) -> None:
        """Hold the rules against what is drawn from them.

        Raises:
            LawBroken: something was found that breaks a law; the smallest of it.
        """
        try:
            import responselevels.testing.extra  # noqa: F401 - is Hypothesis there?
        except MissingExtra as error:
            pytest.skip(str(error))
        self.hold()

    def hold(self) -> None:
        """Do what this test does, Hypothesis being there."""
        raise NotImplementedError

    def settings(self) -> Any:
        """Return the settings in force, with the number of examples asked for."""
        from hypothesis import HealthCheck, settings

        return settings(
            settings.default,
            max_examples=self.parent.examples,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the law, what breaks it, and the smallest example found that does."""
        from responselevels.testing.laws import LawBroken

        broken = excinfo.value
        if not isinstance(broken, LawBroken):
            return super().repr_failure(excinfo, style)
        return "\n".join([broken.worded(self.parent.lang), "", *self.shown(broken)])

    def shown(self, broken: BaseException) -> Iterator[str]:
        """Yield the lines of the example."""
        yield from getattr(broken, "__notes__", ())

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the rules and the law."""
        return self.path, None, f"rules {self.parent.name}: {self.name}"


class LawItem(RulesItem):
    """One law, held against histories."""

    def __init__(self, *, law: Law, **extra: Any) -> None:
        """Take the law."""
        super().__init__(**extra)
        self.law = law
        self.failing: History | None = None

    def hold(self) -> None:
        """Hold the law against histories drawn from the rules.

        Laws of levels are held against unlawful orders too.
        """
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
        self.settings()(given(drawn)(check))()

    def shown(self, broken: BaseException) -> Iterator[str]:  # noqa: ARG002 - it is kept here
        """Yield the history, the last that was tried: Hypothesis ends with the smallest."""
        if self.failing is not None:
            yield from written(self.failing)


class MachineItem(RulesItem):
    """A register driven through proposals, approvals, ends and time: all laws after each step."""

    def hold(self) -> None:
        """Run the machine over the rules."""
        from hypothesis.stateful import run_state_machine_as_test

        from responselevels.testing.machine import RegisterMachine
        from responselevels.testing.times import FIRST

        rules = self.parent.rules
        valid = rules.valid
        begun = FIRST if valid is None or valid.from_ is None else max(FIRST, valid.from_)

        class Machine(RegisterMachine):
            rules_file = rules
            start = begun

        run_state_machine_as_test(Machine, settings=self.settings())  # type: ignore[no-untyped-call]


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
