"""Two tables of criteria held against each other: which facts call for other levels by the second.

Both may be of different rules files. Their rows are cut by the bounds of both, so that a box
of the one can be held against a box of the other; nothing is listed value by value.
"""

from __future__ import annotations

from collections.abc import Iterable

from responselevels.core.world.criteria import Shared, compiled, shared
from responselevels.models.parts.criteria import Fact, Table
from responselevels.models.rules import Rules


def kind_of(fact: Fact) -> object:
    """Return what *fact* can be; its title and the name of its unit change no meaning."""
    return (fact.type, fact.one_of, None if fact.unit is None else ("number", fact.from_))


def shared_facts(files: Iterable[Rules]) -> tuple[Fact, ...]:
    """Return the facts that all *files* list as the same kind: those can be stated under each."""
    first, *others = files
    known = [{fact.id: kind_of(fact) for fact in file.facts} for file in others]
    return tuple(
        fact for fact in first.facts if all(ids.get(fact.id) == kind_of(fact) for ids in known)
    )


def held_together(
    old: tuple[Rules, Table], new: tuple[Rules, Table]
) -> tuple[dict[str, int], list[Shared]] | None:
    """Return the rows of two tables that some set of facts hits both, each pair with an example.

    Levels are numbered: the numbers come first, by id. None where it cannot be told: a fact
    that they name is of another kind in the one file than in the other.
    """
    facts: dict[str, Fact] = {}
    for rules, table in (old, new):
        named = {name for row in table.rows for name in row.when}
        for fact in rules.facts:
            # People and hectares of one name cannot be cut into the same cells.
            if fact.id in named and kind_of(facts.setdefault(fact.id, fact)) != kind_of(fact):
                return None
    levels = dict.fromkeys(level.id for rules, _table in (old, new) for level in rules.levels)
    ranks = {name: rank for rank, name in enumerate(levels)}
    # Each is compiled with the bounds of the other, so that both have the same cells.
    one, other = (
        compiled(table, facts.values(), ranks, lambda _cite: None, beside.rows)
        for table, beside in ((old[1], new[1]), (new[1], old[1]))
    )
    return ranks, [*shared(one, other)]


def calls_no_more(
    old: tuple[Rules, Table], new: tuple[Rules, Table], level: str, *, alike: bool
) -> bool:
    """Say whether whatever calls for *level*, of the new rules, by their table did so by the old one.

    With *alike*, also the other way round. Where it cannot be told, it is not so.
    """
    held = held_together(old, new)
    if held is None:
        return False
    ranks, pairs = held
    rank = ranks[level]
    # The pairs together hold every set of facts, so what is so in each is so of all.
    calls = [(rank in pair.old.levels, rank in pair.new.levels) for pair in pairs]
    return all(was == now if alike else was or not now for was, now in calls)
