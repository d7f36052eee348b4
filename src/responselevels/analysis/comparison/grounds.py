"""What rules rest on in two files: the clauses, and the readings, that one cites otherwise than the other.

That changes no decision, but what is told of one (docs/semantics.md, section 9); so files that
differ in nothing else still mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from responselevels.analysis.comparison.structure import Pairing
from responselevels.core.world.scheme import clause_of
from responselevels.errors import Path
from responselevels.models.parts.cites import Clause, cites_in
from responselevels.models.parts.criteria import Table
from responselevels.models.parts.measures import Measure
from responselevels.models.parts.running import Cadence
from responselevels.models.rules import Ending, Floor, Rules, Transition

Rule = Transition | Ending | Floor | Table | Measure | Cadence


@dataclass(frozen=True, slots=True)
class OtherGround:
    """What a *rule* of the new file, or the *part* of it at a path, rests on, and did; None: on nothing."""

    rule: str
    part: Path
    old: Clause | None
    new: Clause | None


def other_grounds(old: Rules, new: Rules, pairing: Pairing) -> tuple[OtherGround, ...]:
    """Return each rule that both files have, and part of one, which rests on something else."""
    return tuple(
        found for before, after in _both(old, new, pairing) for found in _others(before, after)
    )


def _both(old: Rules, new: Rules, pairing: Pairing) -> Iterator[tuple[Rule, Rule]]:
    before, partner = {t.id: t for t in old.transitions}, {one: was for was, one in pairing.pairs}
    for transition in new.transitions:
        if transition.id in partner:
            yield before[partner[transition.id]], transition
    yield from _same_ids(old.endings, new.endings)
    yield from _same_ids(old.floors, new.floors)
    yield from _same_ids(old.tables, new.tables)
    yield from _same_ids(old.measures, new.measures)
    yield from _same_ids(old.cadence, new.cadence)


def _same_ids(old: Sequence[Rule], new: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    known = {rule.id: rule for rule in old}
    yield from ((known[rule.id], rule) for rule in new if rule.id in known)


def _others(old: Rule, new: Rule) -> Iterator[OtherGround]:
    # Whatever has no ground of its own is told with that of its rule.
    before, after = dict(cites_in(old)), dict(cites_in(new))
    for path in sorted({*before, *after}, key=str):
        if not (_has(old, path) and _has(new, path)):
            continue
        was, now = before.get(path, old.cite), after.get(path, new.cite)
        if was != now:
            part = tuple(step for step in path if step not in {"cite", "cites"})
            yield OtherGround(new.id, part, clause_of(was), clause_of(now))


def _has(rule: object, path: Path) -> bool:
    """Say whether *rule* has what the cite at *path* is of: a duty, or a way to ratify, may be new."""
    for step in path:
        if step in {"cite", "cites"}:
            return True
        if isinstance(step, str):
            rule = getattr(rule, step)
        else:
            rule = rule[step] if isinstance(rule, tuple) and len(rule) > step else None
        if rule is None:
            return False
    return True
