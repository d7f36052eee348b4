"""The rules of a file between its levels: numbered as a page names them, each with where it leads from and to.

rules (transitions, endings) → a step each, in the order of the file → picture, table, headings
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from responselevels.files.sheets import there
from responselevels.models.rules import Ending, Level, Rules, Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep:
    """One rule: its *number* on the page, from which ranks it may start, and to which it leads.

    What ends an order early leads back to whatever else holds, and has no targets. Of a template, a
    rule without its levels has neither.
    """

    number: int
    rule: str
    kind: Literal["transition", "ending"]
    tier: str | None
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    provisional: bool = False


Numbers = Mapping[tuple[str, str], int]
"""The numbers of rules, by their kinds and ids."""


def ladder_of(rules: Rules, numbers: Numbers | None = None) -> tuple[LadderStep, ...]:
    """Return the rules of a file, or of a template as far as it is filled in.

    Their *numbers* are those of the order in the file, where none are given.
    """
    listed: list[Transition | Ending] = [rule for _number, rule in there(rules.transitions)]
    listed += [rule for _number, rule in there(rules.endings)]
    ranks = _Ranks(rules)
    steps = (_step(number, rule, ranks) for number, rule in enumerate(listed, 1))
    if numbers is None:
        return tuple(steps)
    return tuple(replace(step, number=numbers[step.kind, step.rule]) for step in steps)


def numbered_together(
    old: Rules, new: Rules, renamed: Mapping[str, str]
) -> tuple[Numbers, Numbers]:
    """Return the numbers of the rules of two versions: a rule has the same one in both.

    *renamed* are the transitions whose ids changed, old to new. What only the old version has comes last.
    """
    now: dict[tuple[str, str], int] = {}
    now.update({(step.kind, step.rule): step.number for step in ladder_of(new)})
    before: dict[tuple[str, str], int] = {}
    last = len(now)
    for step in ladder_of(old):
        known = renamed.get(step.rule, step.rule) if step.kind == "transition" else step.rule
        found = now.get((step.kind, known))
        last += found is None
        before[step.kind, step.rule] = last if found is None else found
    return before, now


_CIRCLED = 20
"""The greatest number that there is a circled digit of."""


def number_shown(number: int) -> str:
    """Return the number of a rule as pages write it.

    >>> number_shown(3), number_shown(21)
    ('③', '(21)')
    """
    return chr(0x2460 + number - 1) if 0 < number <= _CIRCLED else f"({number})"


class _Ranks:
    """The ranks of the levels of a file by id; a template may have names that are no level yet."""

    def __init__(self, rules: Rules) -> None:
        self._ranks = {level.id: rank for rank, level in enumerate(levels_of(rules))}

    def of(self, names: tuple[str, ...] | None) -> tuple[int, ...]:
        """Return the ranks of *names*, from the mildest; None are all levels."""
        if names is None:
            return tuple(self._ranks.values())
        return tuple(sorted(self._ranks[name] for name in names if name in self._ranks))


def levels_of(rules: Rules) -> list[Level]:
    """Return the levels of a file; of a template, those that are filled in."""
    return [level for _number, level in there(rules.levels)]


def _step(number: int, rule: Transition | Ending, ranks: _Ranks) -> LadderStep:
    if isinstance(rule, Transition):
        return LadderStep(
            number=number,
            rule=rule.id,
            kind="transition",
            tier=rule.tier,
            sources=ranks.of(rule.from_),
            targets=ranks.of(rule.to),
            provisional=rule.ratify is not None,
        )
    return LadderStep(
        number=number,
        rule=rule.id,
        kind="ending",
        tier=rule.tier,
        sources=ranks.of(rule.of),
        targets=(),
    )
