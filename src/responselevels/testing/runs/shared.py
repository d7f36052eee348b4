"""One run for all laws of a rules file: each history is drawn once and held against every law.

A law that is broken is made small by itself afterwards (`smaller`); nothing is drawn for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import SystemRandom
from typing import TYPE_CHECKING, TypeVar

from responselevels.models.rules import Rules
from responselevels.testing.laws.catalogue import Law
from responselevels.testing.laws.history import History
from responselevels.testing.runs.marks import marks_of
from responselevels.testing.runs.reached import Reached
from responselevels.testing.runs.smaller import Script, smallest

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from responselevels.testing.strategies.histories import Sought

T = TypeVar("T")

EXAMPLES = 200
"""Number of histories that the laws are held against by default."""

UNAIMED = 20
"""So many histories are drawn before any is aimed at what was seldom met."""

AFTER = 20
"""So many histories are drawn, at least, though a law is broken."""

_KEPT = 3
"""Of this many histories that break a law, the smallest one is made smaller."""


class SharedRun:
    """Histories drawn from *rules* once, and which of *laws* each of them breaks.

    *seed* makes a run come out the same again; without one, any is taken. *reached* counts what the histories came to.
    """

    def __init__(
        self,
        rules: Rules,
        laws: Sequence[Law],
        *,
        examples: int = EXAMPLES,
        seed: int | str | None = None,
    ) -> None:
        """Take what is to be run; nothing is drawn yet."""
        self.rules = rules
        self.laws = tuple(laws)
        self.examples = examples
        self.seed = SystemRandom().getrandbits(32) if seed is None else seed
        self.reached = Reached(rules)
        self.histories: list[History] = []
        self._beside: list[Law] = []  # kept, since laws are told apart by their identity
        self._done = False
        self._failing: dict[int, list[tuple[Script, BaseException]]] = {}
        self._smallest: dict[int, History] = {}

    def hold(self, law: Law, failing: list[History]) -> None:
        """Run, unless that is done, and raise what *law* raised for one of the histories.

        If it raises, *failing* holds the smallest history found that breaks the law.

        Raises:
            LawBroken: a history does not keep it.
            MissingExtra: Hypothesis is not installed.
        """
        self.drawn()
        if id(law) not in self._failing:
            self._beside.append(law)
            for drawn_before in self.histories:
                self._look(law, drawn_before)
        found = self._failing.get(id(law), [])
        if not found:
            return
        script, error = min(found, key=lambda one: _size(one[0]))
        history = self._known(law, type(error)) or smallest(
            script, lambda one: _fails(law, one, type(error))
        )
        if history is None:  # it only breaks the law with what came before it
            history = script.played()
        else:
            self._smallest[id(law)] = history
        failing[:] = [history]
        history.since = 0
        _check(law, history)
        raise error

    def _known(self, law: Law, kind: type[BaseException]) -> History | None:
        """Return a history that was made small for another law and breaks this one, too."""
        tried = (_fails(law, Script.of(one), kind) for one in self._smallest.values())
        return next((history for history in tried if history is not None), None)

    def drawn(self) -> SharedRun:
        """Draw the histories and hold every law against each, unless that is done; return the run.

        Raises:
            MissingExtra: Hypothesis is not installed.
        """
        if self._done:
            return self
        import responselevels.testing.extra  # noqa: F401 - is Hypothesis there?
        from responselevels.testing.strategies.histories import shared

        self._done = True
        first: int | None = None
        for number in range(self.examples):
            history = drawn(shared(self.rules, self._sought(number)), f"{self.seed} {number}")
            self.histories.append(history)
            self.reached.add(history)
            for law in self.laws:
                self._look(law, history)
            # What is broken is soon seen again: as many histories more as it took will do.
            first = number if first is None and any(self._failing.values()) else first
            if first is not None and number >= max(AFTER, 2 * first):
                break
        return self

    def statistics(self) -> list[str]:
        """Return what the histories came to, a line each: for the terminal."""
        reached = self.reached
        lines = [
            f"{reached.histories} histories, {reached.decisions} decisions, from the seed {self.seed}"
        ]
        return lines + [f"{count:7} {mark}" for mark, count in reached.rows()]

    def _sought(self, number: int) -> Sought | None:
        """Return what is to be met next that was seldom met so far; one mark after another."""
        from responselevels.testing.strategies.histories import Sought

        seldom = self.reached.seldom
        if not seldom or number < UNAIMED or not number % 3:
            return None
        mark = seldom[number % len(seldom)]
        return Sought(mark.split()[0], lambda history, step: mark in marks_of(history, step))

    def _look(self, law: Law, history: History) -> None:
        found = self._failing.setdefault(id(law), [])
        if len(found) >= _KEPT:
            return
        try:
            _check(law, history)
        except Exception as error:  # noqa: BLE001 - told for the law, when its turn comes
            found.append((Script.of(history), error))


def _fails(law: Law, script: Script, kind: type[BaseException]) -> History | None:
    """Return the history of *script*, if *law* says the same of it: that it is broken."""
    history = script.played()
    try:
        _check(law, history)
    except Exception as error:  # noqa: BLE001 - another one is another matter
        return history if isinstance(error, kind) else None
    return None


def _check(law: Law, history: History) -> None:
    """Hold *history* against *law*; whatever a register raised instead of deciding breaks every law."""
    if history.crashed is not None:
        raise history.crashed[1]
    law.check(history)


def _size(script: Script) -> tuple[int, int]:
    return len(script.told) + len(script.orders or ()), len(script.areas.areas)


def drawn(strategy: SearchStrategy[T], seed: str) -> T:
    """Return one example of *strategy* that comes of *seed* alone.

    Within one run, Hypothesis draws most examples by repeating parts of others, which serves
    shrinking; of histories drawn so, two proposals in three were repeats.
    """
    import hypothesis

    found: list[T] = []

    def once(example: T) -> None:
        found.append(example)

    given = hypothesis.given(strategy)(once)
    options = hypothesis.settings(
        hypothesis.settings(),
        # The first is the simplest of all, each time; the second is drawn.
        max_examples=2,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.seed(seed)(options(given))()
    return found[-1]


def same_each_time() -> bool:
    """Say whether the settings of Hypothesis, where it is installed, ask for the same each time."""
    try:
        from hypothesis import settings
    except ModuleNotFoundError:
        return False
    return bool(settings().derandomize)


def history_lines(history: History) -> Iterator[str]:
    """Yield the areas, the steps and the orders of *history*, each on a line, as files have them."""
    yield "areas:"
    for area in history.areas.areas:
        yield f"  - {area.model_dump_json(exclude_none=True)}"
    if history.steps or history.crashed is not None:
        yield "steps:"
    for step in history.steps:
        proposal = step.proposal.model_dump_json(exclude_defaults=True, by_alias=True)
        yield f"  - {{at: {step.at.isoformat()!r}, {step.decision.verdict.value}: {proposal}}}"
    if history.crashed is not None:
        (asked, at, _evidence), error = history.crashed
        proposal = asked.model_dump_json(exclude_defaults=True, by_alias=True)
        yield f"  - {{at: {at.isoformat()!r}, {type(error).__name__}: {proposal}}}"
    yield "orders:"
    for order in history.orders:
        yield f"  - {order.model_dump_json(exclude_defaults=True, by_alias=True)}"
