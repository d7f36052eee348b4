"""Which levels can hold, and where: reachability over the transitions of a rules file.

An over-approximation: requirements are taken to be met, so a level that cannot be reached
here can never hold, whatever is proposed; one that can be reached may still never hold.
"""

from __future__ import annotations

from responselevels.models.rules import Rules, Transition


def contributing(rules: Rules) -> dict[str, frozenset[str]]:
    """Return, for each tier, the tiers whose orders may hold somewhere in its cover.

    Those are the tier itself and all beneath it; and, where one of these
    inherits, all above that one too (the areas of a tier between may be skipped).
    """
    tiers = [tier.id for tier in rules.tiers]
    reach: dict[str, frozenset[str]] = {}
    heard: frozenset[str] = frozenset()
    # From the lowest tier upward, so that each tier has what those beneath it contribute.
    for place in reversed(range(len(tiers))):
        inherits = rules.tiers[place].inherits
        heard |= frozenset(tiers[: place + 1]) if inherits else {tiers[place]}
        reach[tiers[place]] = heard
    return reach


def reachable(rules: Rules) -> frozenset[int]:
    """Return the places in the file's list of the transitions that can ever be taken.

    One can be taken where a level it may start from can hold at an area that
    its order could name (docs/semantics.md, section 3).
    """
    default = next(level.id for level in rules.levels if level.default)
    heard = contributing(rules)
    ordered: dict[str, set[str]] = {tier.id: {default} for tier in rules.tiers}
    taken: set[int] = set()
    # A least fixed point: each round takes the transitions that the levels reached so far make
    # possible. Levels are only ever added, so there are at most as many rounds as transitions.
    while True:
        more = {
            place
            for place, transition in enumerate(rules.transitions)
            if place not in taken and _starts(transition, heard, ordered)
        }
        if not more:
            return frozenset(taken)
        taken |= more
        for place in more:
            transition = rules.transitions[place]
            ordered[transition.tier].update(transition.to)


def _starts(
    transition: Transition, heard: dict[str, frozenset[str]], ordered: dict[str, set[str]]
) -> bool:
    if transition.from_ is None:
        return True
    standing = set().union(*(ordered[tier] for tier in heard[transition.tier]))
    return not standing.isdisjoint(transition.from_)
