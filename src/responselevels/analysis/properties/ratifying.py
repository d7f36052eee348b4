"""Ratification: possible wherever one may act first, and by somebody who has not agreed already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from responselevels.analysis.enumeration.approving import Approving
from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    least_by,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.subsets import Bodies
from responselevels.analysis.enumeration.worlds import Example
from responselevels.analysis.properties.approvals import others
from responselevels.analysis.properties.reaching.lines import Line
from responselevels.core.conditions import filled
from responselevels.models.rules import Ratify, Transition
from responselevels.text.catalogue import Named


def ratifiable(name: str, examined: ExaminedRules) -> Proof:
    """Prove that whatever may be issued first can be ratified, by whichever body it was, on every line."""
    looked = 0
    against: list[Counterexample] = []
    known: set[tuple[str, str, str]] = set()
    for line in _acting_first(examined):
        first = [row for row in line.orders if row.provisional]
        looked += len(first)
        for key, row in least_by(first, _way):
            # What nobody can ratify on a whole line nobody can on others: it is told once.
            if key not in known and not line.ratified(row):
                known.add(key)
                against.append(_unratified(line, row))
    return Proof.of(name, looked, against)


def _acting_first(examined: ExaminedRules) -> Iterator[Line]:
    """Yield each tier that may act first, on each line of areas; whole lines first."""
    for tier in examined.common.shape:
        if any(t.tier == tier and t.ratify is not None for t in examined.rules.transitions):
            for narrowed in examined.lines_of(tier):
                yield Line(narrowed, tier)


def _first(row: DecidedClass) -> bool:
    return row.provisional and row.question.action == "issue"


def _way(row: DecidedClass) -> tuple[str, str, str]:
    return row.rule or "", row.question.level, row.facts.issuer


def _unratified(line: Line, row: DecidedClass) -> Counterexample:
    """Return the ratification of the order with every approval that there is: it is not permitted."""
    rule, level, issuer = _way(row)
    example = line.examined.worlds.example(*line.ratification(row))
    return Counterexample(
        facts={
            "rule": Named("transition", rule),
            "level": Named("level", level),
            "issuer": Named("body", issuer),
            "where": line.where(),
        },
        example=example,
        decision=line.examined.worlds.again(example),
    )


# -- by others ----------------------------------------------------------------------------


def ratified_by_others(name: str, examined: ExaminedRules) -> Proof:
    """Prove that nothing is ratified by the body that issued it alone, nor by those who approved it before."""
    looked = 0
    against: list[Counterexample] = []
    for row in examined.permitted:
        if row.question.action == "ratify":
            for example, own in _by_own_issuer(examined, row):
                looked += 1
                decision = examined.worlds.again(example)
                if decision.permitted:
                    facts = {"rule": Named("transition", row.rule or ""), "bodies": (own,)}
                    against.append(Counterexample(facts=facts, example=example, decision=decision))
    first = [row for row in examined.permitted if _first(row)]
    looked += len(first)
    against += [
        _agreed(examined, row)
        for _key, row in least_by(_already(examined, first), lambda row: row.rule)
    ]
    return Proof.of(name, looked, against)


def _by_own_issuer(examined: ExaminedRules, row: DecidedClass) -> Iterator[tuple[Example, Named]]:
    """Yield ratifications that lean on an approval of the very body that issued the order.

    It is left to another body to propose them.
    """
    for body in sorted(row.facts.approved):
        rest = row.facts.approving.among(row.facts.approved - {body})
        bare = examined.worlds.judge(row.question, row.facts.with_approvals(rest))
        if bare is None or bare.permitted:
            continue
        example = examined.worlds.example(row.question, row.facts)
        (order,) = example.orders
        own = order.model_copy(update={"issuer": body})
        yield replace(example, orders=(own,)), Named("body", body)


def _already(examined: ExaminedRules, first: Iterable[DecidedClass]) -> Iterator[DecidedClass]:
    """Yield what is issued first with just enough approvals, where these bodies would do to ratify it."""
    rows = [row for row in first if not _lowers(examined, row)]
    given: dict[tuple[Question, Facts], set[Bodies]] = {}
    for row in rows:
        given.setdefault(_but_approvals(row), set()).add(others(row))
    for row in rows:
        ratify, bodies = _ratify(examined, row), others(row)
        if (
            ratify is None
            or not bodies
            or any(less < bodies for less in given[_but_approvals(row)])
        ):
            continue
        if filled(ratify.approval, bodies):
            yield row


def _but_approvals(row: DecidedClass) -> tuple[Question, Facts]:
    return row.question, row.facts.with_approvals(Approving())


def _lowers(examined: ExaminedRules, row: DecidedClass) -> bool:
    """Say whether an order is lowered: what is approved then is the end of that one, too."""
    levels = examined.common.levels
    rank = levels.index(row.question.level)
    return any(levels.index(level) > rank for level in row.question.standing)


def _ratify(examined: ExaminedRules, row: DecidedClass) -> Ratify | None:
    rule = examined.rule_of(row)
    return rule.ratify if isinstance(rule, Transition) else None


def _agreed(examined: ExaminedRules, row: DecidedClass) -> Counterexample:
    """Return the order, and its ratification by the approvals that it had already."""
    first = examined.step(row)
    question = Question("ratify", row.question.tier, row.question.level, (), (row.rule,))
    again = others(row)
    facts = Facts(row.facts.issuer).with_approvals(Approving(again, again, again))
    example = examined.worlds.example(question, facts)
    bodies = tuple(Named("body", body) for body in sorted(again))
    return Counterexample(
        facts={"rule": Named("transition", row.rule or ""), "bodies": bodies},
        example=example,
        decision=examined.worlds.again(example),
        before=(first,),
    )
