"""The laws as tests of one rules file: what the pytest plugin runs with ``--rules``.

All laws share one run of histories drawn from the rules: areas, orders and proposals that the
rules know, permitted, nearly permitted and odd ones. The first test that runs draws them; a worker
of pytest-xdist draws its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from responselevels.errors import MissingExtra

if TYPE_CHECKING:
    from responselevels.models.rules import Rules
    from responselevels.testing.laws.catalogue import Law
    from responselevels.testing.laws.history import History
    from responselevels.testing.runs.shared import SharedRun

STATISTICS = "responselevels_statistics"
"""The property of a test's report that says what its run reached."""


class Unreached(pytest.PytestWarning):
    """Something that the rules make possible was never met by the histories of a run."""


class NotReached(Exception):  # noqa: N818 - says what happened
    """The same, where it was asked to fail."""


class RulesFile(pytest.Collector):
    """A rules file, whose tests are the laws."""

    rules: Rules
    examples: int
    lang: str
    unreached: str
    named: str | None = None
    shared: SharedRun | None = None

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each law, and one for what was reached, unless nobody minds."""
        from responselevels.testing.laws.catalogue import LAWS

        for law in LAWS:
            yield LawItem.from_parent(self, name=law.name, law=law)
        if self.unreached != "ignore":
            yield ReachItem.from_parent(self, name="what_was_reached")

    def run(self) -> SharedRun:
        """Return the run that the tests of this session share."""
        if self.shared is None:
            from responselevels.testing.runs.shared import SharedRun

            items = self.session.items
            laws = [one.law for one in items if isinstance(one, LawItem) and one.parent is self]
            self.shared = SharedRun(self.rules, laws, examples=self.examples, seed=self._seed())
        return self.shared

    def _seed(self) -> int | str | None:
        """Return the seed that was asked for on the command line, or one and the same by the settings."""
        from responselevels.testing.runs.shared import same_each_time

        asked: str | None = self.config.getoption("--hypothesis-seed", None)
        if asked is not None:
            return int(asked) if asked.isdigit() else asked
        return 0 if same_each_time() else None


def laws_of(
    session: pytest.Session,
    rules: Rules,
    *,
    examples: int,
    lang: str,
    unreached: str,
    named: str | None = None,
) -> Iterator[pytest.Item]:
    """Yield a test for each law, held against *examples* random histories that *rules* make possible.

    *unreached* says what is done where something of the rules was never met: `warn`, `fail` or
    `ignore`. *named* is how a case file is to name the rules.
    """
    parent: Any = RulesFile.from_parent(session, name=rules.id, nodeid=f"rules {rules.id}")
    parent.rules, parent.examples, parent.lang = rules, examples, lang
    parent.unreached, parent.named = unreached, named
    yield from parent.collect()


class RunItem(pytest.Item):
    """A test that rests on the histories of the run. Without Hypothesis it is skipped."""

    parent: RulesFile

    def drawn(self) -> SharedRun:
        """Return the run, drawn, and keep for the report what it reached."""
        try:
            run = self.parent.run().drawn()
        except MissingExtra as error:
            pytest.skip(str(error))
        if self.config.getoption("--law-statistics"):
            self.user_properties.append((STATISTICS, [run.rules.id, *run.statistics()]))
        return run

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the rules and the name of the test."""
        return self.path, None, f"rules {self.parent.name}: {self.name}"


class LawItem(RunItem):
    """One law, held against the histories of the run."""

    def __init__(self, *, law: Law, **extra: Any) -> None:
        """Take the law."""
        super().__init__(**extra)
        self.law = law
        self.failing: History | None = None

    def runtest(self) -> None:
        """Hold the law against the histories; some laws against any orders too.

        Raises:
            LawBroken: a history does not keep it; the smallest that was found.
        """
        failing: list[History] = []
        run = self.drawn()
        try:
            run.hold(self.law, failing)
        finally:
            self.failing = failing[0] if failing else None

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the law, what breaks it, and the smallest history found, as a case file, too."""
        from responselevels.testing.failures import case_file_of
        from responselevels.testing.laws.catalogue import LawBroken
        from responselevels.testing.runs.shared import history_lines

        if not isinstance(excinfo.value, LawBroken) or self.failing is None:
            return super().repr_failure(excinfo, style)
        broken, rules, lang = excinfo.value, self.parent.named, self.parent.lang
        cases = case_file_of(self.failing, broken, rules=rules, lang=lang)
        return "\n".join([broken.worded(lang), "", *history_lines(self.failing), "", cases])


class ReachItem(RunItem):
    """Whether the histories met all that the rules make possible."""

    def runtest(self) -> None:
        """Warn of what was never met, or fail.

        Raises:
            NotReached: something was not, and that is to fail.
        """
        from responselevels.text.catalogue import worded

        run = self.drawn()
        missing = run.reached.missing
        if not missing:
            return
        facts = {
            "rules": run.rules.id,
            "examples": run.examples,
            "marks": tuple(f"`{mark}`" for mark in missing),
        }
        text = worded("reach.missing", facts, self.parent.lang)
        if self.parent.unreached == "fail":
            raise NotReached(text)
        warnings.warn(Unreached(text), stacklevel=1)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what was not reached, and no traceback."""
        if isinstance(excinfo.value, NotReached):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)
