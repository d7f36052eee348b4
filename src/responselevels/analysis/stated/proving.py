"""What the author of a rules file states of it, proved or refuted (docs/properties.md).

A property of single proposals is tried on every class that it is about, at its worst: with as
many approvals as do not fill its condition, and with a period just longer than its limit.
Approvals only ever help (docs/semantics.md, section 6, invariant 7), and so does a shorter
period: where the worst is denied, all is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from responselevels.analysis.enumeration.approving import Approving
from responselevels.analysis.enumeration.asked import Facts
from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    Quantifier,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.statements import NOTHING
from responselevels.analysis.enumeration.subsets import MAX_BODIES, Bodies, TooManyClasses
from responselevels.analysis.stated.trying import longer, permitted
from responselevels.analysis.stated.ways import prove_may, prove_way_back
from responselevels.analysis.stated.words import refuted, says, within
from responselevels.core.conditions import Condition, filled
from responselevels.models.cases import AuthorProperty, May, Needs, Never, names_of
from responselevels.models.parts.conditions import bodies_in

ACTS = ("acts", "rules_stay")
"""Whoever is needed acts, and the rules and areas stay what they are meanwhile."""


def prove_stated(
    examined: ExaminedRules, properties: Iterable[AuthorProperty]
) -> tuple[Proof, ...]:
    """Return what came of each of *properties*, in their order.

    The rules must know every name in them (`load_cases` looks them up).
    """
    return tuple(
        replace(_proved(stated, examined), stem=f"property-{number}")
        for number, stated in enumerate(properties, start=1)
    )


def _proved(stated: AuthorProperty, examined: ExaminedRules) -> Proof:
    prove, over, assumes = _KINDS[stated.kind]
    try:
        proof = prove(stated, examined)
    except TooManyClasses:
        proof = Proof(name=stated.name, status="open")
    valid = examined.rules.valid
    dated = ("valid",) if valid is not None and valid.to is not None else ()
    sentence = says(stated, examined.rules)
    return replace(proof, says=sentence, quantifier=over, assumes=(*assumes, *dated))


# -- what is never permitted -------------------------------------------------------------


def _never(stated: AuthorProperty, examined: ExaminedRules) -> Proof:
    said = stated.never or Never()
    bodies, starts = names_of(said.body), names_of(said.from_)

    def worst(row: DecidedClass) -> Iterator[Facts]:
        by_another = bodies is not None and row.facts.issuer not in bodies
        if by_another or (starts is not None and set(starts).isdisjoint(row.question.standing)):
            return
        facts = longer(examined, row.facts, said.longer_than)
        for fewer in _assessed_without(row, facts, said.assessed_without, examined):
            yield from _approved_without(row, fewer, said.without, examined)

    return _refuting(stated.name, examined, _about(said, examined), worst)


def _may_not(stated: AuthorProperty, examined: ExaminedRules) -> Proof:
    said = stated.may_not or May(body=())
    never = Never(do=said.do, level=said.level, tier=said.tier, body=said.body)
    return _never(AuthorProperty(name=stated.name, never=never), examined)


def _needs(stated: AuthorProperty, examined: ExaminedRules) -> Proof:
    said = stated.needs or Needs(approvals=1)
    about = [row for row in _about(said, examined) if row.permitted]

    def worst(row: DecidedClass) -> Iterator[Facts]:
        every = _approvers(row, examined)
        # Bodies whose approvals are not signed may be as many as they like where signatures count.
        known = frozenset(every)
        for some in map(frozenset, combinations(every, min(said.approvals - 1, len(every)))):
            given = Approving(known, some, known) if said.signed else Approving(some, some, some)
            yield row.facts.with_approvals(given)

    return _refuting(stated.name, examined, about, worst)


def _about(said: Never | Needs, examined: ExaminedRules) -> list[DecidedClass]:
    """Return the classes that *said* is about, in the order of what there is to say of them.

    Where provisional orders are left out, they count when they are ratified.
    """
    levels, tiers = within(said, examined.rules)
    left_out = said.except_provisional
    acts = {said.do, "ratify"} if left_out and said.do == "issue" else {said.do}
    found = [
        row
        for row in examined.rows
        if row.question.action in acts
        and row.question.level in levels
        and row.question.tier in tiers
        and not (left_out and row.provisional)
    ]
    return sorted(found, key=lambda row: (len(row.question.standing), row.facts.size))


def _assessed_without(
    row: DecidedClass, facts: Facts, condition: Condition | None, examined: ExaminedRules
) -> Iterator[Facts]:
    """Yield *facts* with as many assessing bodies as do not fill *condition*."""
    if condition is None or not filled(condition, facts.parties):
        yield facts
        return
    rules = examined.worlds.choices(row.question).assessments
    every = {*facts.parties, *(body for rule in rules for body in (*rule.by, *rule.with_))}
    for parties in widest_unfilling(condition, every):
        if parties:
            yield replace(facts, parties=parties)
        else:
            # One that nobody makes has no age, and states nothing.
            yield replace(facts, parties=parties, age=timedelta(0), stated=NOTHING)


def _approved_without(
    row: DecidedClass, facts: Facts, condition: Condition | None, examined: ExaminedRules
) -> Iterator[Facts]:
    """Yield *facts* with as many approving bodies as, with the issuer, do not fill *condition*."""
    if condition is None:
        yield facts
        return
    every = _approvers(row, examined)
    for bodies in widest_unfilling(condition, every, always={facts.issuer}):
        yield facts.with_approvals(Approving(bodies, bodies, bodies))


def _approvers(row: DecidedClass, examined: ExaminedRules) -> tuple[str, ...]:
    """Return the bodies whose approval some rule looks at: that of others never counts."""
    asked = examined.worlds.choices(row.question).approving.asked
    named = {body for condition, _demand in asked for body in bodies_in(condition)}
    return tuple(sorted(named - {row.facts.issuer}))


def widest_unfilling(
    condition: Condition, names: Iterable[str], *, always: Iterable[str] = ()
) -> list[Bodies]:
    """Return the widest sets of *names* that, with the bodies *always*, do not fill *condition*.

    Raises:
        TooManyClasses: the condition names more bodies than can be enumerated.
    """
    given, sure = frozenset(names), frozenset(always)
    told = sorted((set(bodies_in(condition)) & given) - sure)
    if len(told) > MAX_BODIES:
        raise TooManyClasses
    rest = given - set(told)
    found: list[Bodies] = []
    for size in range(len(told), -1, -1):
        for some in map(frozenset, combinations(told, size)):
            narrow = any(some <= wide for wide in found)
            if not narrow and not filled(condition, some | sure):
                found.append(some)
    return [some | rest for some in found]


def _refuting(
    name: str,
    examined: ExaminedRules,
    about: Sequence[DecidedClass],
    worst: Callable[[DecidedClass], Iterator[Facts]],
) -> Proof:
    """Prove that none of the classes *about* is permitted at its worst, or show those of each level that are."""
    against: dict[tuple[str, ...], Counterexample] = {}
    tried: set[tuple[object, Facts]] = set()
    for row in about:
        key = (row.question.action, row.question.tier, row.question.level)
        if not row.permitted or key in against:
            continue
        for facts in worst(row):
            fresh = (row.question, facts) not in tried
            tried.add((row.question, facts))
            if fresh and (found := permitted(examined, row, facts)) is not None:
                against[key] = refuted(examined, _simplest(examined, found))
                break
    return Proof.of(name, len(about), list(against.values()))


def _simplest(examined: ExaminedRules, row: DecidedClass) -> DecidedClass:
    """Return *row* without the approvals that it is permitted without."""
    given = row.facts.approving
    for body in sorted(given.approved):
        rest = Approving(*(bodies - {body} for bodies in given))
        less = permitted(examined, row, row.facts.with_approvals(rest))
        if less is not None:
            row, given = less, rest
    return row


_PERMITTED = Quantifier(proposals="permitted")

_KINDS: Mapping[
    str, tuple[Callable[[AuthorProperty, ExaminedRules], Proof], Quantifier, tuple[str, ...]]
] = {
    "never": (_never, _PERMITTED, ("true_claims",)),
    "may_not": (_may_not, _PERMITTED, ("true_claims",)),
    "needs": (_needs, _PERMITTED, ("true_claims",)),
    "may": (
        prove_may,
        Quantifier(proposals="named", lines="whole", sequences="some"),
        ACTS,
    ),
    "way_back": (prove_way_back, Quantifier(proposals="longer", sequences="after"), ACTS),
}
"""How each kind is proved, what it is said of, and what it assumes."""
