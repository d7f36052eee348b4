"""What two rules files are made of: the levels, tiers, bodies and transitions only one has.

Renamed ids of transitions are no difference in meaning: those that say the same
are paired. Where levels, tiers or bodies differ, meaning is compared over what
both files have; the files are then never called equivalent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from responselevels.analysis.casework.requirements import condition_fact
from responselevels.analysis.enumeration.worlds import Example
from responselevels.core.conditions import MAX_COMPLETIONS, completions
from responselevels.models.base import Model
from responselevels.models.parts.cites import without_cites
from responselevels.models.parts.conditions import Condition, bodies_in
from responselevels.models.rules import Rules, Transition
from responselevels.text.catalogue import Named


@dataclass(frozen=True, slots=True)
class Difference:
    """One structural difference: ``<kind>.<what>``, and the facts to word it with.

    With *bars*, what the files mean cannot be compared class by class. The
    *example* is one that only one of the files permits, where there is one.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    bars: bool = False
    example: Example | None = None


def structure(old: Rules, new: Rules) -> tuple[Difference, ...]:
    """Return how *old* and *new* differ in levels, tiers, bodies, and in who must approve an adoption."""
    return (
        *_listed("level", old.levels, new.levels),
        *_default(old, new),
        *_listed("tier", old.tiers, new.tiers),
        *_inheriting(old, new),
        *_tracks(old, new),
        *_bodies(old, new),
        *_adoption(old, new),
        *_lowering(old, new),
    )


def _inheriting(old: Rules, new: Rules) -> Iterable[Difference]:
    """Yield the tiers that hear the orders above under one file only; the top one hears none."""
    after = {tier.id: tier.inherits for tier in new.tiers[1:]}
    for tier in old.tiers[1:]:
        if after.get(tier.id, tier.inherits) != tier.inherits:
            code = "tier.inherits_no_more" if tier.inherits else "tier.inherits_now"
            yield Difference(code, {"tier": Named("tier", tier.id)})


def _tracks(old: Rules, new: Rules) -> Iterable[Difference]:
    """Yield the tracks of one file only; that they are listed otherwise says nothing.

    A file's first tracks keep apart what counted together before, and a file without them the
    other way round: both are told once, beside the tracks themselves.
    """
    yield from only("track", _ids(old.tracks), _ids(new.tracks))
    if bool(old.tracks) != bool(new.tracks):
        yield Difference("track.all" if new.tracks else "track.none")


def _listed(kind: str, old: Sequence[Model], new: Sequence[Model]) -> Iterable[Difference]:
    before, after = _ids(old), _ids(new)
    yield from only(kind, before, after)
    common = [name for name in before if name in after]
    if common != [name for name in after if name in before]:
        yield Difference(f"{kind}.order", bars=True)
    if not common:
        yield Difference(f"{kind}.none", bars=True)


def _ids(things: Sequence[Model]) -> list[str]:
    return [getattr(thing, "id", "") for thing in things]


def only(kind: str, before: Sequence[str], after: Sequence[str]) -> Iterable[Difference]:
    """Yield what only one file has; one gone and one come in the same place are one renamed."""
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    same_place = [(a, b) for a, b in zip(before, after, strict=False) if a in gone and b in come]
    renamed = same_place if len(before) == len(after) else []
    for name, other in renamed:
        yield Difference(f"{kind}.renamed", {"old": Named(kind, name), "new": Named(kind, other)})
    moved = {name for pair in renamed for name in pair}
    for name in gone:
        if name not in moved:
            yield Difference(f"{kind}.removed", {kind: Named(kind, name)})
    for name in come:
        if name not in moved:
            yield Difference(f"{kind}.added", {kind: Named(kind, name)})


def _default(old: Rules, new: Rules) -> Iterable[Difference]:
    before, after = (next(x.id for x in rules.levels if x.default) for rules in (old, new))
    if before != after:
        facts = {"old": Named("level", before), "new": Named("level", after)}
        yield Difference("level.default", facts, bars=True)


def _bodies(old: Rules, new: Rules) -> Iterable[Difference]:
    """Yield bodies of one file only; listing order says nothing here, so renames are by tier."""
    gone = [name for name in old.bodies if name not in new.bodies]
    come = [name for name in new.bodies if name not in old.bodies]
    for name in tuple(gone):
        tier = old.bodies[name].tier
        other = [x for x in come if new.bodies[x].tier == tier]
        rivals = [x for x in gone if old.bodies[x].tier == tier]
        if len(other) == len(rivals) == 1:
            facts = {"old": Named("body", name), "new": Named("body", other[0])}
            yield Difference("body.renamed", facts)
            gone.remove(name)
            come.remove(other[0])
    yield from (Difference("body.removed", {"body": Named("body", name)}) for name in gone)
    yield from (Difference("body.added", {"body": Named("body", name)}) for name in come)
    for name, body in old.bodies.items():
        if name in new.bodies and new.bodies[name].tier != body.tier:
            moved = new.bodies[name].tier
            facts = {
                "body": Named("body", name),
                "old": Named("tier", body.tier),
                "new": Named("tier", moved),
            }
            yield Difference("body.moved", facts)


def _adoption(old: Rules, new: Rules) -> Iterable[Difference]:
    """Yield what differs in who must approve an adoption: no proposal would show it."""
    before, after = old.adoption, new.adoption
    if before is None or after is None:
        if before is not after:
            yield Difference("adoption.removed" if after is None else "adoption.added")
        return
    if not _same_condition(before.approval, after.approval):
        facts = {"old": condition_fact(before.approval), "new": condition_fact(after.approval)}
        yield Difference("adoption.approval", facts)
    if before.signed != after.signed:
        yield Difference("adoption.signed_no_more" if before.signed else "adoption.signed_now")


def _lowering(old: Rules, new: Rules) -> Iterable[Difference]:
    """Yield what differs in what lowering takes: classes do not tell papers older than the order apart."""
    if old.lowering != new.lowering:
        yield Difference("lowering", {"old": f"`{old.lowering}`", "new": f"`{new.lowering}`"})


def _same_condition(one: Condition, other: Condition) -> bool:
    """Say whether the same bodies fill both: by the smallest sets that do, where all are listed."""
    named = frozenset(bodies_in(one)) | frozenset(bodies_in(other))
    sets = [completions(condition, frozenset(), named) for condition in (one, other)]
    return one == other or (sets[0] == sets[1] and len(sets[0]) < MAX_COMPLETIONS)


# -- transitions ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pairing:
    """The transitions (ids) of two files in pairs; *gone* (old) and *come* (new) have no partner."""

    pairs: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    come: tuple[str, ...]

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """The pairs whose ids differ."""
        return tuple((old, new) for old, new in self.pairs if old != new)


def paired(old: Rules, new: Rules) -> Pairing:
    """Pair the transitions of two files: those that say the same and have the same id first.

    Then those with the same id, if their partners say something else; then
    those that say the same under another id.
    """
    before, after = ({t.id: t for t in rules.transitions} for rules in (old, new))
    pairs: dict[str, str] = {}
    # Greedy matching from the surest resemblance to the weakest; a pair once made stays.
    for same in (_alike, _same_id, _same_words):
        for name, transition in before.items():
            rest = [t for t in after.values() if t.id not in pairs.values()]
            found = next((t for t in rest if same(transition, t, before)), None)
            if name not in pairs and found is not None:
                pairs[name] = found.id
    return Pairing(
        pairs=tuple(pairs.items()),
        gone=tuple(name for name in before if name not in pairs),
        come=tuple(name for name in after if name not in pairs.values()),
    )


def _alike(old: Transition, new: Transition, _before: Mapping[str, Transition]) -> bool:
    return old.id == new.id and words_of(old) == words_of(new)


def _same_id(old: Transition, new: Transition, before: Mapping[str, Transition]) -> bool:
    """Pair by id, unless another transition of the old file says what the new one says."""
    meant = any(
        other.id != old.id and words_of(other) == words_of(new) for other in before.values()
    )
    return old.id == new.id and not meant


def _same_words(old: Transition, new: Transition, _before: Mapping[str, Transition]) -> bool:
    return words_of(old) == words_of(new)


def words_of(transition: Transition) -> object:
    """Return what *transition* says, whatever its id, its clauses and the order of its lists."""
    transition = without_cites(transition)
    assessment = transition.requires.assessment
    return (
        transition.tier,
        None if transition.from_ is None else frozenset(transition.from_),
        frozenset(transition.to),
        frozenset(transition.issuers),
        transition.requires.model_copy(update={"assessment": None}),
        assessment and (frozenset(assessment.by), frozenset(assessment.with_)),
        assessment and (assessment.table, assessment.binding),
        transition.ratify,
        transition.duties,
    )
