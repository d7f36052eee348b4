"""The levels of a scheme as a state machine: the definition that decisions use.

States are the level ids. Each transition of the rules file has a trigger for each of its
targets, with an edge from each level it may start from. The guard on every edge is the
very attempt that decides. Firing a trigger costs too much for the hot path, so the edges
are taken from the machine once, when a scheme is compiled: `compile_scheme` hands them to
the core, and a property test holds both equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transitions import EventData, Machine

from responselevels.core.collector import collector_paused
from responselevels.core.deciding.case import Case
from responselevels.core.deciding.decide import Attempt, attempt_of, standing_ranks
from responselevels.core.world.checked import CheckedRules, CheckedWorld
from responselevels.core.world.scheme import LevelEdge, Scheme
from responselevels.errors import InputError, expect
from responselevels.machine.zones import zone_problems
from responselevels.models.areas import Areas
from responselevels.models.decisions import Verdict
from responselevels.models.rules import Rules, Transition

STANDS = "="
"""Marks the trigger of an ending, which leads back to whatever else stands."""


class _Plain(Machine):
    """A machine without wildcards: a level may well be called `*` or `=`."""

    wildcard_all = wildcard_same = ""


class LevelCursor:
    """The model that the machine moves: the level of one area, and the last guard's attempt."""

    __slots__ = ("attempt", "state")

    def __init__(self, state: str) -> None:
        self.state = state
        self.attempt: Attempt | None = None


class LevelMachine:
    """The state machine of one rules file; see the module. Never changed once built."""

    def __init__(self, rules: Rules | CheckedRules) -> None:
        """Build the machine; rules that nobody checked before are checked.

        Raises:
            InputError: the rules are not sound (docs/formats.md, "Refused at load").
        """
        if not isinstance(rules, CheckedRules):
            expect("rules", rules, Rules)
            rules = CheckedRules(rules)
        rules = rules.rules
        self.rules = rules
        levels = [level.id for level in rules.levels]
        default = next(level.id for level in rules.levels if level.default)
        self.machine = _Plain(
            model=None,
            states=levels,
            initial=default,
            auto_transitions=False,
            send_event=True,
            queued=False,
            ignore_invalid_triggers=False,
        )
        self._triggers: dict[str, tuple[str, str | None]] = {}
        for transition in rules.transitions:
            for target in transition.to:
                self._add(transition, target, levels)
        for ending in rules.endings:
            name = self._trigger(f"{ending.id} {STANDS} {default}", (ending.id, None))
            sources: list[Any] = list(ending.of or levels)
            self.machine.add_transition(name, sources, default, conditions=[_guard])

    def _add(self, transition: Transition, target: str, levels: list[str]) -> None:
        name = self._trigger(f"{transition.id} → {target}", (transition.id, target))
        sources: list[Any] = list(levels if transition.from_ is None else transition.from_)
        self.machine.add_transition(name, sources, target, conditions=[_guard])

    def _trigger(self, name: str, made: tuple[str, str | None]) -> str:
        """Return *name*, or a longer one where two triggers would have the same name."""
        # Ids may hold an arrow: "a → b" to "c", and "a" to "b → c".
        while name in self._triggers:
            name += " "
        self._triggers[name] = made
        return name

    def trigger(self, rule: str, target: str) -> str:
        """Return the name of the trigger by which transition *rule* leads to *target*.

        Raises:
            KeyError: the rules have no such transition.
        """
        for name, made in self._triggers.items():
            if made == (rule, target):
                return name
        raise KeyError(rule, target)

    def edges(self) -> Iterator[LevelEdge]:
        """Yield every edge of the machine, those of endings without a target."""
        for name, (rule, target) in self._triggers.items():
            for source, leading in self.machine.events[name].transitions.items():
                for edge in leading:
                    dest = None if target is None else edge.dest
                    yield LevelEdge(rule=rule, source=source, target=dest)

    def fire(self, case: Case, transition: str) -> Attempt | None:
        """Fire *transition* for the case from every level that its areas stand at.

        Returns the attempt of its guard; None where no edge leads from one of these levels to
        the proposed one. Nothing is changed: each firing moves a throw-away cursor.
        """
        levels = case.scheme.levels
        event = self.machine.events[self.trigger(transition, levels[case.rank])]
        said: Attempt | None = None
        for rank in standing_ranks(case):
            if levels[rank] not in event.transitions:
                return None
            cursor = LevelCursor(levels[rank])
            event.trigger(cursor, case=case, rule=case.scheme.transitions_by_id[transition])
            said = cursor.attempt
        return said


def _guard(event: EventData) -> bool:
    """Let the edge be taken if the attempt of its transition permits; keep the attempt."""
    case: Case = event.kwargs["case"]
    attempt = attempt_of(case, event.kwargs["rule"])
    cursor: Any = event.model
    cursor.attempt = attempt
    return attempt.verdict == Verdict.PERMIT


def compile_scheme(rules: Rules, areas: Areas) -> Scheme:
    """Compile *rules* and *areas* into the scheme that decisions are made under.

    Raises:
        InputError: rules or areas are not sound, or don't fit each other; all
            problems are named, with their paths.
    """
    expect("rules", rules, Rules)
    expect("areas", areas, Areas)
    found = [*zone_problems(rules)]
    with collector_paused():
        try:
            world = CheckedWorld.of(rules, areas)
        except InputError as error:
            raise InputError([*found, *error.problems]) from None
        if found:
            raise InputError(found)
        return scheme_of(world)


def scheme_of(world: CheckedWorld) -> Scheme:
    """Compile rules and areas that were checked into a scheme; nothing is checked again."""
    with collector_paused():
        return Scheme(world, LevelMachine(world.checked).edges())
