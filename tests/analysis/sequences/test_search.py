"""The search: what it takes to be alike is alike, and what it remembers is what the core says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from responselevels.analysis.enumeration.examined import ExaminedRules
from responselevels.analysis.properties.verify import PROPERTIES
from responselevels.analysis.sequences import checking
from responselevels.analysis.sequences.asking import Asking, Step
from responselevels.analysis.sequences.carrying import after
from responselevels.analysis.sequences.moves import Moves
from responselevels.analysis.sequences.papers import Papers
from responselevels.analysis.sequences.search import searched
from responselevels.analysis.sequences.settings import Setting, settings
from responselevels.analysis.sequences.states import Key, State
from responselevels.files import load_rules
from responselevels.models.proposals import IssueProposal

HARBOUR = "examples/harbour/rules.yaml"
FILES = (HARBOUR, "examples/lowering/marsec.yaml", "examples/lowering/flood.yaml", "xixian")


def settings_of(name: str) -> list[Setting]:
    rules = load_rules(name)
    return list(settings(rules, ExaminedRules(rules).worlds.at))


@pytest.mark.parametrize("name", FILES)
def test_every_step_that_is_taken_is_permitted_by_the_core(name: str) -> None:
    for setting in settings_of(name):
        found = searched(setting, 150)
        assert found.steps
        for state, step in found.steps:
            _example, decision = found.moves.asking.decided(state, step.proposal)
            assert decision.permitted
            assert decision.provisional_until == step.until


@pytest.mark.parametrize("name", FILES)
def test_like_states_permit_the_same_steps(name: str) -> None:
    for setting in settings_of(name):
        moves = Moves(Asking(setting))
        alike: dict[Key, list[State]] = defaultdict(list)
        for state in _unmerged(moves, 3, 60):
            alike[state.key(setting)].append(state)
        for one, *others in alike.values():
            for other in others[:4]:
                assert _kinds(moves, one) == _kinds(moves, other)


@pytest.mark.parametrize("name", FILES)
def test_what_is_remembered_of_an_area_above_is_what_is_permitted_wherever_it_is_asked(
    name: str,
) -> None:
    for setting in settings_of(name):
        remembering = Moves(Asking(setting))
        for state in _unmerged(remembering, 3, 40):
            again = Moves(Asking(setting))
            assert _without_papers(remembering, state) == _without_papers(again, state)


def _without_papers(moves: Moves, state: State) -> list[str]:
    """Return what may follow; which papers were tried first is no part of it."""
    steps = [replace(step, papers=Papers("anybody")) for step in moves.steps(state)]
    return sorted(_kind(state, step) for step in steps)


def _unmerged(moves: Moves, depth: int, most: int) -> Iterator[State]:
    """Yield states that sequences lead to, like ones too: some of each depth."""
    layer = [State((), moves.setting.begin)]
    for _ in range(depth):
        beyond: list[State] = []
        for state in layer:
            beyond += [after(state, step) for step in moves.steps(state)]
            beyond += [later] if (later := moves.later(state)) is not None else []
        # Every so many: each kind of step is among them.
        layer = beyond[:: max(1, len(beyond) // most)]
        yield from layer


def _kinds(moves: Moves, state: State) -> list[str]:
    return sorted(_kind(state, step) for step in moves.steps(state))


def _kind(state: State, step: Step) -> str:
    said = step.proposal
    if isinstance(said, IssueProposal):
        period = said.period
        length = None if period.end is None else period.end - period.start
        return f"issue {said.area} {said.level} {said.transition} {length} {step.papers}"
    order = next(order for order in state.orders if order.id == said.order)
    return f"{said.action} {order.area} {order.level} {getattr(said, 'scope', None)} {step.papers}"


def test_a_search_that_may_look_at_few_states_says_how_far_it_came() -> None:
    (setting, *_others) = settings_of(HARBOUR)
    found = searched(setting, 100)
    assert found.depth == 1
    assert 100 < len(found.states) < 200


def test_a_proof_of_which_one_setting_fell_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_STATES", 300)
    proof = PROPERTIES["one_grace"]("one_grace", ExaminedRules(load_rules(HARBOUR)))
    assert proof.status == "checked"
    assert (proof.depth, proof.sought) == (2, 5)


def test_lines_that_lack_a_tier_are_looked_at_where_its_bodies_are_asked() -> None:
    lacking = [(one.tier, one.lacks) for one in settings_of("examples/lowering/marsec.yaml")]
    assert lacking == [("nation", None), ("port", None), ("port", "nation")]


def test_what_is_over_permits_nothing_more() -> None:
    (setting,) = [one for one in settings_of(HARBOUR) if one.tier == "port"]
    found = searched(setting, 400)
    over = [state for state in found.states if state.over]
    assert over
    assert not any(list(found.moves.steps(state)) for state in over)
