"""No two offices have only each other to approve what they issue, end or ratify."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    smallest,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.properties.approvals import others
from responselevels.text.catalogue import Named


def not_mutual(name: str, examined: ExaminedRules) -> Proof:
    """Prove that no two bodies are the only ones to approve each other's acts by one rule, or at one level."""
    against: list[Counterexample] = []
    known: set[tuple[str, str]] = set()
    for group in _groups(examined.permitted):
        for pair in _pacts(group):
            if pair not in known:
                known.add(pair)
                against.append(_against(examined, group, pair))
    return Proof.of(name, sum(bool(others(row)) for row in examined.permitted), against)


def _groups(rows: Iterable[DecidedClass]) -> Iterator[list[DecidedClass]]:
    """Yield the classes by rule, then by action, tier and level."""
    by_rule: dict[tuple[str, ...], list[DecidedClass]] = {}
    by_level: dict[tuple[str, ...], list[DecidedClass]] = {}
    for row in rows:
        action, tier, level = row.question.action, row.question.tier, row.question.level
        by_rule.setdefault((action, row.rule or "", level), []).append(row)
        by_level.setdefault((action, tier, level), []).append(row)
    yield from by_rule.values()
    yield from by_level.values()


def _pacts(rows: list[DecidedClass]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of bodies that have nobody but each other."""
    approvers = {
        issuer: frozenset().union(*_least(row for row in rows if row.facts.issuer == issuer))
        for issuer in sorted({row.facts.issuer for row in rows})
    }
    for one, other in combinations(approvers, 2):
        if approvers[one] == {other} and approvers[other] == {one}:
            yield one, other


def _least(rows: Iterable[DecidedClass]) -> list[frozenset[str]]:
    """Return the sets of approving bodies of which no part would do."""
    given = {others(row) for row in rows}
    return [one for one in given if not any(other < one for other in given)]


def _against(
    examined: ExaminedRules, group: list[DecidedClass], pair: tuple[str, str]
) -> Counterexample:
    """Return an act of each of the two, approved by the other."""
    rows = [
        smallest([r for r in group if r.facts.issuer == issuer and others(r) == {other}])
        for issuer, other in (pair, pair[::-1])
    ]
    first, (example, decision) = map(examined.step, rows)
    bodies = tuple(Named("body", body) for body in pair)
    return Counterexample(
        facts={"bodies": bodies, "level": Named("level", rows[0].question.level)},
        example=example,
        decision=decision,
        before=(first,),
    )
