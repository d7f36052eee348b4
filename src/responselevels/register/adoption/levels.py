"""Levels that other rules call otherwise: held to what can be told, and the old rules in new words.

An adoption may say which level of the old rules has which name in the new ones. A level that both
files have stays itself. What comes after may not be told as milder than what came before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from itertools import combinations

from responselevels.core.world.names import unknown_name
from responselevels.core.world.scheme import Scheme
from responselevels.errors import Place, Problem
from responselevels.models.rules import Ending, Level, Rules, Transition
from responselevels.text.catalogue import Named


def level_problems(old: Scheme, new: Scheme, levels: Mapping[str, str]) -> Iterator[Problem]:
    """Find names that are no levels, levels that both rules have, and pairs that change places."""
    unknown = False
    for was, now in levels.items():
        if was not in old.ranks:
            yield unknown_name("level", was, old.ranks.keys(), ("levels", was))
        elif was in new.ranks:
            facts = {"level": Named("level", was)}
            yield Problem(Place(path=("levels", was)), "adoption.level_kept", facts)
        if now not in new.ranks:
            yield unknown_name("level", now, new.ranks.keys(), ("levels", was))
        unknown = unknown or was not in old.ranks or now not in new.ranks
    if not unknown:
        yield from _out_of_order(old, new, levels)


def _out_of_order(old: Scheme, new: Scheme, levels: Mapping[str, str]) -> Iterator[Problem]:
    became = [(was, levels.get(was, was)) for was in old.levels]
    kept = [(was, now) for was, now in became if now in new.ranks]
    for (milder, first), (severer, second) in combinations(kept, 2):
        told = milder in levels or severer in levels
        if told and new.ranks[first] > new.ranks[second]:
            facts = {
                "milder": Named("level", milder),
                "severer": Named("level", severer),
                "first": Named("level", first),
                "second": Named("level", second),
            }
            where = severer if severer in levels else milder
            yield Problem(Place(path=("levels", where)), "adoption.level_order", facts)


def in_new_words(scheme: Scheme, levels: Mapping[str, str]) -> Scheme:
    """Return the old *scheme* with the names that its levels have in the new rules.

    Nothing else of it changes, so that its ways can be held against the new ones level by level.
    """
    if not levels:
        return scheme
    other = copy(scheme)
    other.levels = tuple(levels.get(name, name) for name in scheme.levels)
    other.ranks = {name: rank for rank, name in enumerate(other.levels)}
    other.rules = _renamed(scheme.rules, levels)
    return other


def _renamed(rules: Rules, levels: Mapping[str, str]) -> Rules:
    def names(given: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if given is None else tuple(levels.get(name, name) for name in given)

    def of_transition(rule: Transition) -> Transition:
        return rule.model_copy(update={"from_": names(rule.from_), "to": names(rule.to)})

    def of_ending(rule: Ending) -> Ending:
        return rule.model_copy(update={"of": names(rule.of)})

    def of_level(level: Level) -> Level:
        return level.model_copy(update={"id": levels.get(level.id, level.id)})

    tables = (
        table.model_copy(
            update={
                "rows": tuple(
                    row.model_copy(update={"levels": names(row.levels)}) for row in table.rows
                ),
                "otherwise": names(table.otherwise),
            }
        )
        for table in rules.tables
    )
    return rules.model_copy(
        update={
            "levels": tuple(map(of_level, rules.levels)),
            "transitions": tuple(map(of_transition, rules.transitions)),
            "endings": tuple(map(of_ending, rules.endings)),
            "tables": tuple(tables),
        }
    )
