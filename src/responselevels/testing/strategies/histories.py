"""Histories that all laws share: small trees with long lines, and proposals of every kind in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.evidence import Evidence
from responselevels.errors import InputError
from responselevels.models.areas import Area, Areas, Group
from responselevels.models.rules import Rules
from responselevels.testing.extra import st
from responselevels.testing.laws.evident import told
from responselevels.testing.laws.history import History, Step
from responselevels.testing.strategies.aims import later, next_proposal
from responselevels.testing.strategies.edges import about
from responselevels.testing.strategies.evidence import evidence_of
from responselevels.testing.strategies.formats import orders
from responselevels.testing.strategies.proposing import ProposalContext
from responselevels.testing.strategies.times import DAY, FIRST

STEPS = 10
"""Most proposals of one history."""

TRIES = 8
"""So many proposals are drawn, at most, to find one that shows what is looked for."""


@dataclass(frozen=True)
class Sought:
    """What is looked for: steps of an *action* for which *shows* says yes, before they are taken."""

    action: str
    shows: Callable[[History, Step], bool]


@st.composite
def shared(draw: st.DrawFn, rules: Rules, sought: Sought | None = None) -> History:
    """Draw a history for every law: now and then over any orders, mostly of what was asked.

    With *sought*, every other step is the first of a few drawn ones that shows what is looked for.
    """
    tree = draw(small_tree(rules))
    if sought is None and draw(st.sampled_from((False,) * 3 + (True,))):
        listed = tree.model_copy(update={"groups": draw(_groups([one.id for one in tree.areas]))})
        return History.over(rules, listed, draw(orders(rules, listed)))
    return draw(varied(rules, tree, most=STEPS, sought=sought))


@st.composite
def varied(
    draw: st.DrawFn, rules: Rules, areas: Areas, *, most: int, sought: Sought | None = None
) -> History:
    """Draw a register with up to *most* proposals put to it: right, wrong, and at every edge."""
    history = History(rules, areas)
    at = draw(_beginning(rules))
    for number in range(draw(st.sampled_from((2, most // 2, most, most)))):
        context = ProposalContext(history.reference, history.orders, at, f"P-{number + 1}")
        wanted = sought if number % 2 else None
        asked = draw(_next(history, context, wanted))
        try:
            history.take(*asked)
        except InputError:
            continue
        except Exception as error:  # noqa: BLE001 - what is under test may do anything
            history.crashed = (asked, error)
            break
        at = asked[1]
    return history


@st.composite
def _next(
    draw: st.DrawFn, history: History, context: ProposalContext, sought: Sought | None
) -> tuple[AnyProposal, datetime, Evidence]:
    """Draw what is put to the register next, and when: with *sought*, the best of a few."""
    asked = draw(_asked(context, sought))
    for _ in range(TRIES if sought is not None else 0):
        if sought is not None and _shows(history, asked, sought):
            return asked
        asked = draw(_asked(context, sought))
    return asked


@st.composite
def _asked(
    draw: st.DrawFn, context: ProposalContext, sought: Sought | None
) -> tuple[AnyProposal, datetime, Evidence]:
    later_on = replace(context, at=draw(later(context)))
    proposal = draw(next_proposal(later_on, None if sought is None else sought.action))
    return proposal, later_on.at, draw(evidence_of(later_on, proposal))


def _shows(history: History, asked: tuple[AnyProposal, datetime, Evidence], sought: Sought) -> bool:
    proposal, at, evidence = asked
    if proposal.action != sought.action:
        return False
    try:
        decision = told(history.register.decide, proposal, at, evidence)
    except InputError:
        return False
    except Exception:  # noqa: BLE001 - so it shall be put to the register, which shows it
        return True
    so_far = history.orders
    step = Step(
        proposal=proposal,
        at=at,
        decision=decision,
        before=so_far,
        after=so_far,
        carried_out=False,
        evidence=evidence,
    )
    return sought.shows(history, step)


def _beginning(rules: Rules) -> st.SearchStrategy[datetime]:
    """Draw when a history begins: while the rules are in force, mostly, or at the edges of that."""
    since, to = (rules.valid.from_, rules.valid.to) if rules.valid is not None else (None, None)
    near = [*about(since, to)]
    inside = FIRST if since is None else max(since, FIRST)
    if to is not None and inside >= to:
        inside = to - DAY if since is None else since
    return st.sampled_from([*[inside] * (2 * len(near) + 1), *near])


@st.composite
def small_tree(draw: st.DrawFn, rules: Rules) -> Areas:
    """Draw a tree of one to six areas: a line through the tiers, some areas beside it, a second root."""
    tiers = [tier.id for tier in rules.tiers]
    depth = draw(st.sampled_from((len(tiers), len(tiers), len(tiers), max(1, len(tiers) - 1), 1)))
    made = [Area(id="A", tier=tiers[0])]
    name = "A"
    for number in range(1, min(depth, 4)):
        below = _child(name, 1)
        made.append(Area(id=below, tier=tiers[number], parent=name))
        if draw(st.sampled_from((True, True, False))):
            made.append(Area(id=_child(name, 2), tier=tiers[number], parent=name))
        name = below
    if draw(st.sampled_from((False, False, True))):
        # A second tree, or an area that skips a tier.
        skips = len(tiers) > 2 and draw(st.sampled_from((True, True, False)))
        made.append(
            Area(id="A9", tier=tiers[2], parent="A") if skips else Area(id="B", tier=tiers[0])
        )
    return Areas(areas=tuple(made))


@st.composite
def _groups(draw: st.DrawFn, names: list[str]) -> tuple[Group, ...]:
    """Draw no group of areas, or one of one or two."""
    if not draw(st.booleans()):
        return ()
    members = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    return (Group(id="G", members=tuple(members)),)


def _child(name: str, number: int) -> str:
    return f"{name}{'.' if name[-1].isdigit() else ''}{number}"
