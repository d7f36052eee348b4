"""What looks wrong about lowering: where it is easier than ending, or has no ending to fill.

See docs/semantics.md, section 7.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.linting.implication import asked_more
from responselevels.analysis.linting.remarks import Remark, remark
from responselevels.models.rules import Ending, Rules, Transition
from responselevels.text.catalogue import Named, Phrase


def lowering(rules: Rules) -> Iterator[Remark]:
    """Find orders that could be lowered and that no ending fits, or whose ending asks more."""
    yield from _no_way(rules)
    if rules.lowering == "free":
        yield from _easier(rules)


def _no_way(rules: Rules) -> Iterator[Remark]:
    for tier in rules.tiers:
        for level in _lowerable(rules, tier.id):
            if not _endings(rules, tier.id, level):
                number = next(n for n, known in enumerate(rules.levels) if known.id == level)
                facts = {"level": Named("level", level), "tier": Named("tier", tier.id)}
                yield remark("lowering.no_way", ("levels", number), **facts)


def _easier(rules: Rules) -> Iterator[Remark]:
    """Find transitions by which an order is put aside more easily than by any ending of it."""
    for number, transition in enumerate(rules.transitions):
        lowered: dict[str, list[str]] = {}
        for level in _lowerable(rules, transition.tier, transition):
            endings = _endings(rules, transition.tier, level)
            # Of several endings the easiest counts, and it counts only if it asks more.
            asked = [(asked_more(ending, transition), ending) for ending in endings]
            if asked and all(more for more, _ in asked):
                _, least = min(asked, key=lambda pair: len(pair[0]))
                lowered.setdefault(least.id, []).append(level)
        for ending in rules.endings:
            if ending.id in lowered:
                yield remark(
                    "lowering.easier",
                    ("transitions", number),
                    levels=tuple(Named("level", level) for level in lowered[ending.id]),
                    ending=Named("ending", ending.id),
                    more=tuple(
                        Phrase(f"lowering.more.{key}") for key in asked_more(ending, transition)
                    ),
                )


def _lowerable(rules: Rules, tier: str, by: Transition | None = None) -> list[str]:
    """Return the levels that *tier* can order and lower again, *by* one transition or any."""
    own = [transition for transition in rules.transitions if transition.tier == tier]
    ordered = {level for transition in own for level in transition.to}
    led = {level for transition in ([by] if by is not None else own) for level in transition.to}
    levels = [level.id for level in rules.levels]
    least = min((levels.index(level) for level in led), default=len(levels))
    return [level for level in levels[least + 1 :] if level in ordered]


def _endings(rules: Rules, tier: str, level: str) -> list[Ending]:
    return [
        ending
        for ending in rules.endings
        if ending.tier == tier and (ending.of is None or level in ending.of)
    ]
