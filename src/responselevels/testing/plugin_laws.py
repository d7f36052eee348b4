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
    from responselevels.testing.laws.catalogue import Law
    from responselevels.testing.laws.history import History


class RulesFile(pytest.Collector):
    """A rules file, whose tests are the laws."""

    rules: Rules
    examples: int
    lang: str

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each law."""
        from responselevels.testing.laws.catalogue import LAWS

        for law in LAWS:
            yield LawItem.from_parent(self, name=law.name, law=law)


def laws_of(
    session: pytest.Session, rules: Rules, *, examples: int, lang: str
) -> Iterator[pytest.Item]:
    """Yield a test for each law, held against *examples* random histories that *rules* make possible."""
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
        from responselevels.testing.law_runner import run_law

        failing: list[History] = []
        try:
            run_law(self.parent.rules, self.law, examples=self.parent.examples, failing=failing)
        except MissingExtra as error:
            pytest.skip(str(error))
        finally:
            self.failing = failing[0] if failing else None

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the law, what breaks it, and the history: Hypothesis ends with the smallest."""
        from responselevels.testing.law_runner import history_lines
        from responselevels.testing.laws.catalogue import LawBroken

        if not isinstance(excinfo.value, LawBroken) or self.failing is None:
            return super().repr_failure(excinfo, style)
        return "\n".join([excinfo.value.worded(self.parent.lang), "", *history_lines(self.failing)])

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the rules and the law."""
        return self.path, None, f"rules {self.parent.name}: {self.name}"
