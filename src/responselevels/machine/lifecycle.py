"""The life of a proposal and of the order it becomes, as a state machine.

A proposal is open (proposed, assessed, pending, approved or refused) until it is
issued, carried out or withdrawn; an order stands (issued, in force, provisional
or replaced) until it is ended, runs out or lapses. People act on both, and each
of their acts is an event of the log; what time brings (`TIME_DRIVEN`) is computed
and written nowhere.

The machine is built once. Firing it costs too much for reads and replays: these
use `next_state`, a look-up in the table compiled from the machine, and a test
holds both equal. Approvals are facts, not states: the acts that bring them are
internal arrows wherever a decision does not hang on them yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from transitions import EventData, Machine, MachineError

from responselevels.errors import ActImpossible, spoken
from responselevels.text.catalogue import Named, Phrase, worded


class Life(StrEnum):
    """Where a proposal, and the order it became, stands."""

    PROPOSED = "proposed"
    """Written down, or amended; not decided since."""
    ASSESSED = "assessed"
    """An assessment was added; not decided since."""
    PENDING = "pending"
    """Decided: an act of another body is missing. Or what a permit rested on was taken back."""
    APPROVED = "approved"
    """Decided: permitted. It may be issued, and is decided anew when it is."""
    REFUSED = "refused"
    """Decided: denied. It may be amended, or decided again when things have changed."""
    ISSUED = "issued"
    """It is an order; its period has not begun."""
    IN_FORCE = "in_force"
    PROVISIONAL = "provisional"
    """In force, and lapses unless it is ratified in time."""
    REPLACED = "replaced"
    """Later orders of the same area hold wherever this one would."""
    ENDED = "ended"
    """Ended early as a whole."""
    RUN_OUT = "run_out"
    LAPSED = "lapsed"
    """It was provisional, and nobody ratified it in time."""
    WITHDRAWN = "withdrawn"
    CARRIED_OUT = "carried_out"
    """A proposal to end or to ratify was permitted and done."""


class Act(StrEnum):
    """What moves it from one state to another."""

    PROPOSE = "propose"
    TAKE_OVER = "take_over"
    """An order comes in with a list of orders issued elsewhere."""
    AMEND = "amend"
    """The content changes; approvals that were bound to the old one no longer count."""
    ASSESS = "assess"
    APPROVE = "approve"
    OBJECT = "object"
    """A body refuses its approval."""
    RETRACT = "retract"
    """A body takes its word back."""
    PERMIT = "permit"
    POSTPONE = "postpone"
    """The decision is pending."""
    DENY = "deny"
    ISSUE = "issue"
    CARRY_OUT = "carry_out"
    WITHDRAW = "withdraw"
    END_IN_PART = "end_in_part"
    """It is decided that the order ends early in a part of its scope."""
    SET_END = "set_end"
    """It is decided that the order ends early as a whole; `END` is when that instant comes."""
    RATIFY = "ratify"
    START = "start"
    REPLACE = "replace"
    RESUME = "resume"
    """What replaced it is over, and it counts again."""
    END = "end"
    RUN_OUT = "run_out"
    LAPSE = "lapse"


TIME_DRIVEN = frozenset({Act.START, Act.REPLACE, Act.RESUME, Act.END, Act.RUN_OUT, Act.LAPSE})
"""What time brings: computed from the order book, never an event of the log."""

OPEN = (Life.PROPOSED, Life.ASSESSED, Life.PENDING, Life.APPROVED, Life.REFUSED)
"""A proposal on which something may still be done."""

HOLDING = (Life.IN_FORCE, Life.PROVISIONAL, Life.REPLACED)
"""An order whose period has begun and is not over."""

STANDING = (Life.ISSUED, *HOLDING)
"""An order that is not over."""

_NOT_YET = "-"
"""The state before all others; outside the machine it is None."""

_Sources = Sequence[Life | None]


class LifeCursor:
    """The throw-away model that the machine moves: a state, and whether the order is provisional."""

    __slots__ = ("provisional", "reason", "state")

    def __init__(self, state: Life | None, *, provisional: bool = False) -> None:
        self.state = _written(state)
        self.provisional = provisional
        self.reason: str | None = None


def _provisional(event: EventData) -> bool:
    """Guard: whether the order is provisional; the reason is kept for the message."""
    cursor: Any = event.model
    cursor.reason = "provisional" if cursor.provisional else "not provisional"
    return bool(cursor.provisional)


@cache
def life_machine() -> Machine:
    """Return the machine; it is built when it is first asked for, and never changed."""
    machine = Machine(
        model=None,
        states=[_NOT_YET, *map(str, Life)],
        initial=_NOT_YET,
        auto_transitions=False,
        send_event=True,
        queued=False,
        ignore_invalid_triggers=False,
    )
    _add_proposal(machine)
    _add_order(machine)
    return machine


def _add_proposal(machine: Machine) -> None:
    undecided = (Life.PROPOSED, Life.ASSESSED, Life.PENDING, Life.REFUSED)
    _add(machine, Act.PROPOSE, (None,), Life.PROPOSED)
    _add(machine, Act.AMEND, OPEN, Life.PROPOSED)
    _add(machine, Act.ASSESS, OPEN, Life.ASSESSED)
    _add(machine, Act.APPROVE, OPEN, None)
    for act in (Act.OBJECT, Act.RETRACT):
        _add(machine, act, undecided, None)
        _add(machine, act, (Life.APPROVED,), Life.PENDING)
    _add(machine, Act.PERMIT, OPEN, Life.APPROVED)
    _add(machine, Act.POSTPONE, OPEN, Life.PENDING)
    _add(machine, Act.DENY, OPEN, Life.REFUSED)
    _add(machine, Act.WITHDRAW, OPEN, Life.WITHDRAWN)
    _add(machine, Act.CARRY_OUT, (Life.APPROVED,), Life.CARRIED_OUT)


def _add_order(machine: Machine) -> None:
    _add(machine, Act.TAKE_OVER, (None,), Life.ISSUED)
    _add(machine, Act.ISSUE, (Life.APPROVED,), Life.ISSUED)
    for act in (Act.SET_END, Act.END_IN_PART):
        _add(machine, act, STANDING, None)
    _add(machine, Act.RATIFY, (Life.ISSUED, Life.REPLACED), None)
    _add(machine, Act.RATIFY, (Life.PROVISIONAL,), Life.IN_FORCE)
    for act, source in ((Act.START, Life.ISSUED), (Act.RESUME, Life.REPLACED)):
        _add(machine, act, (source,), Life.PROVISIONAL, conditions=[_provisional])
        _add(machine, act, (source,), Life.IN_FORCE, unless=[_provisional])
    _add(machine, Act.REPLACE, (Life.ISSUED, Life.IN_FORCE, Life.PROVISIONAL), Life.REPLACED)
    _add(machine, Act.END, STANDING, Life.ENDED)
    _add(machine, Act.RUN_OUT, HOLDING, Life.RUN_OUT)
    _add(machine, Act.LAPSE, (Life.ISSUED, Life.PROVISIONAL, Life.REPLACED), Life.LAPSED)


def _add(machine: Machine, act: Act, sources: _Sources, dest: Life | None, **guards: Any) -> None:
    """Add an arrow from each of the *sources*; without *dest* it stays where it is."""
    written: list[Any] = [_written(source) for source in sources]
    machine.add_transition(str(act), written, None if dest is None else str(dest), **guards)


def _written(state: Life | None) -> str:
    return _NOT_YET if state is None else str(state)


def fired(state: Life | None, act: Act, *, provisional: bool = False) -> Life:
    """Return where *act* leads from *state* by firing the machine on a throw-away cursor.

    Raises:
        ActImpossible: no arrow leads from there.
    """
    cursor = LifeCursor(state, provisional=provisional)
    try:
        life_machine().events[act].trigger(cursor)
    except MachineError:
        raise _impossible(state, act, None) from None
    return Life(cursor.state)


@cache
def table() -> Mapping[tuple[Life | None, Act, bool], Life]:
    """Return the table compiled from the machine: (state, act, provisional) → state."""
    return {
        (_read(source), Act(name), provisional): Life(arrow.dest or source)
        for name, event in life_machine().events.items()
        for source, arrows in event.transitions.items()
        for arrow in arrows
        # Both values of the only guard are compiled, each to the edge whose guard it passes.
        for provisional in (False, True)
        if all(guard.target == provisional for guard in arrow.conditions)
    }


def _read(state: str) -> Life | None:
    return None if state == _NOT_YET else Life(state)


def next_state(
    state: Life | None, act: Act, *, provisional: bool = False, name: str | None = None
) -> Life:
    """Return where *act* leads from *state*; None is before all others.

    *provisional* says whether the order lapses unless it is ratified, which
    matters as it starts or resumes. *name* is the id, for the message.

    Raises:
        ActImpossible: the act is not possible in that state; the message says what is.

    >>> next_state(Life.APPROVED, Act.ISSUE)
    <Life.ISSUED: 'issued'>
    >>> next_state(Life.WITHDRAWN, Act.AMEND, name="P-7")
    Traceback (most recent call last):
    responselevels.errors.ActImpossible: `P-7` is withdrawn and cannot be amended; propose it anew under another id
    """
    found = table().get((state, act, provisional))
    if found is None:
        raise _impossible(state, act, name)
    return found


def possible(state: Life | None) -> tuple[Act, ...]:
    """Return the acts that are possible in *state*, as `Act` lists them."""
    return tuple(act for act in Act if (state, act, False) in table())


def _impossible(state: Life | None, act: Act, name: str | None) -> ActImpossible:
    stage = "nothing" if state is None else state
    cure = "known" if act == Act.PROPOSE else stage
    facts = {
        "name": Phrase("life.it") if name is None else Named("order", name),
        "state": Phrase(f"life.state.{stage}"),
        "act": Phrase(f"life.done.{act}"),
        "cure": Phrase(f"life.cure.{cure}"),
    }
    return ActImpossible("life.impossible", facts)


def mermaid(lang: str = "en") -> str:
    """Return the machine as a Mermaid state diagram, worded in *lang*.

    Acts that leave the state as it is are not drawn.
    """
    spoken(lang)
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{worded(f"life.state.{life}", {}, lang)}" as {life}' for life in Life]
    arrows: dict[tuple[str, str], list[str]] = {}
    for act, source, dest in _moves():
        arrows.setdefault((source, dest), []).append(worded(f"life.act.{act}", {}, lang))
    lines += [f"    {one} --> {other} : {', '.join(acts)}" for (one, other), acts in arrows.items()]
    lines += [f"    {life} --> [*]" for life in Life if not possible(life)]
    return "\n".join(lines) + "\n"


def _moves() -> Iterator[tuple[str, str, str]]:
    """Yield act, source and destination of every arrow that leads elsewhere."""
    for name, event in life_machine().events.items():
        for source, arrows in event.transitions.items():
            for arrow in arrows:
                if arrow.dest not in (None, source):
                    yield name, "[*]" if source == _NOT_YET else source, str(arrow.dest)
