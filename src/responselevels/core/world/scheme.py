"""`Scheme`: rules and areas checked against each other and compiled.

This is the only place where a level's id becomes a rank: its place in the
file's list, least severe first (docs/semantics.md, section 1). From here on levels
are compared as integers, areas and tiers are numbers, durations microseconds.

Which level leads to which is not read from the rules here but handed in as edges of
the level machine (`responselevels.machine.levels`), which is the definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from responselevels.core.conditions import Condition
from responselevels.core.digests import rules_digest
from responselevels.core.frozen import maker
from responselevels.core.timeline import FOREVER, micros_of, micros_of_duration
from responselevels.core.world.areas import AreaTree
from responselevels.core.world.checked import CheckedWorld
from responselevels.core.world.criteria import CompiledTable, compiled
from responselevels.core.world.measuring.differences import Differences
from responselevels.core.world.measuring.families import families_of
from responselevels.core.world.measuring.figures import FigureBook
from responselevels.core.world.names import TitleIndex, title_indexes
from responselevels.models.parts.cites import Cite, Clause
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.rules import Duty, Ending, Floor, Ratify, Rules, Transition
from responselevels.models.telling import TitleBook
from responselevels.models.times import FIRST_MICROS

_made_clause = maker(Clause)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelEdge:
    """An edge of the level machine: *rule* leads from the level *source* to *target* (ids).

    The edge of an ending has no target: which level holds after it depends on what else
    stands.
    """

    rule: str
    source: str
    target: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequirement:
    """The approval that a rule requires: a condition, and every body it names.

    *signed*: only approvals with a verified signature count. *bound*: only those that are
    bound to the proposal, by a digest or a signature. *after_assessment*: only those that are
    not dated before the assessment of the proposal.
    """

    condition: Condition
    bodies: frozenset[str]
    signed: bool = False
    bound: bool = False
    after_assessment: bool = False

    @classmethod
    def of(cls, asked: Requires | EndingRequires | Ratify) -> ApprovalRequirement | None:
        """Return what *asked* says of approvals; None where it requires none."""
        if asked.approval is None:
            return None
        # A ratification rests on no assessment of its own.
        after = (
            not isinstance(asked, Ratify)
            and asked.assessment is not None
            and asked.approval_after_assessment is not False
        )
        return cls(
            condition=asked.approval,
            bodies=frozenset(bodies_in(asked.approval)),
            signed=asked.signed,
            bound=asked.digest == "required",
            after_assessment=after,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRule:
    """A transition or an ending, compiled: ranks for levels, microseconds for durations.

    *place* is its index in the file's list, *tier* a number. *sources* are the ranks it
    may start from, *targets* those a transition leads to (empty for an ending). *issuers*
    are bodies. *table* is the table that the assessment's facts are held against, *binding*
    whether it denies. *reason*, *bounded* (the period needs an end) and *explicit* (the scope
    must be named) say what is required; *scope_tiers* are the tiers that its areas must be of, *foreseen* asks for an expected end; *longest* is the maximum length of the period,
    *notice* the least time between decision and start. *ratify* is the approval that may
    follow within *grace* of the issue, and *again_after* the time that must pass before
    acting first is allowed again. None stands for "not required". *duties* are those of what
    is issued or ended, *ratify_duties* those of a ratification.

    *cite* is the clause that the rule comes from. *cites* and *ratify_cites* have, by key of
    `requires` and of `ratify`, that of what has one of its own (docs/semantics.md, section 9).
    """

    id: str
    place: int
    tier: int
    sources: frozenset[int]
    targets: frozenset[int]
    issuers: frozenset[str]
    assessment: AssessmentRule | None
    approval: ApprovalRequirement | None
    reason: bool
    table: CompiledTable | None = None
    binding: bool = True
    bounded: bool = False
    explicit: bool = False
    scope_tiers: frozenset[int] | None = None
    foreseen: bool = False
    longest: int | None = None
    notice: int | None = None
    ratify: ApprovalRequirement | None = None
    grace: int | None = None
    again_after: int | None = None
    duties: tuple[Duty, ...] = ()
    ratify_duties: tuple[Duty, ...] = ()
    cite: Clause | None = None
    cites: Mapping[str, Clause] = field(default_factory=dict)
    ratify_cites: Mapping[str, Clause] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRule:
    """A floor rule, compiled: *counts* is ``covering``, ``touching`` or ``issued``.

    *of* are the numbers of the tiers whose orders count; None: of every tier.
    """

    id: str
    counts: str
    binding: bool
    cite: Clause | None
    of: frozenset[int] | None = None


class Scheme:
    """Rules and areas, compiled. Immutable after it is built.

    Shapes: *levels* ids by rank, *ranks* id → rank, *default* a rank; *tiers* id → number,
    from the top of the tree downward; *tracks* id → place in the list, empty where the rules
    have none; *bodies* id → number of its tier; *floors* number of a tier → its floor rules;
    *groups* id → members (ids) of a group of areas; *facts* id → fact, *tables* id → table;
    *measures* the families of measures, *differences* what becomes of them where levels move,
    *figures* the figures of areas that they are worked out from, *areas_of* the numbers of the areas of each tier (none where there are no measures). `transitions_to` and `endings_of` map (tier, rank) to the rules
    of that tier that lead to, or end, that level, in the order of the file;
    `transitions_by_id` has every transition. `inherited_from` lists, for each area, those
    whose orders its effective level counts. *lowering* is as the rules file has it.
    ``[valid_from, valid_to)`` in microseconds is the time the rules are valid.
    """

    __slots__ = (
        "__weakref__",
        "areas_of",
        "bodies",
        "default",
        "differences",
        "digest",
        "endings_of",
        "facts",
        "figures",
        "floors",
        "groups",
        "inherited_from",
        "levels",
        "lowering",
        "measures",
        "ranks",
        "rules",
        "tables",
        "tiers",
        "title_indexes",
        "titles",
        "tracks",
        "transitions_by_id",
        "transitions_to",
        "tree",
        "valid_from",
        "valid_to",
    )

    def __init__(self, world: CheckedWorld, edges: Iterable[LevelEdge]) -> None:
        """Compile the rules and areas of *world*; *edges* come from the level machine."""
        # Everything below takes sound rules for granted, and would raise a KeyError for a name
        # that is not there; only the checker can make a checked world.
        rules, areas = world.rules, world.areas
        self.rules = rules
        self.digest = rules_digest(rules)
        self.levels = tuple(level.id for level in rules.levels)
        self.ranks = {level: rank for rank, level in enumerate(self.levels)}
        self.default = next(rank for rank, level in enumerate(rules.levels) if level.default)
        self.tiers = {tier.id: number for number, tier in enumerate(rules.tiers)}
        self.tracks = {track.id: number for number, track in enumerate(rules.tracks)}
        self.bodies = {name: self.tiers[body.tier] for name, body in rules.bodies.items()}
        self.tree = AreaTree(areas, self.tiers)
        self.titles = TitleBook.of(rules, areas)
        # Needs the tree, and the floors below need the tiers: the order of these lines matters.
        self.inherited_from = self._inherited_from()
        self.lowering = rules.lowering
        self.valid_from, self.valid_to = _validity(rules)
        self.floors: dict[int, tuple[FloorRule, ...]] = {}
        for floor in rules.floors:
            tier = self.tiers[floor.tier]
            rule = _floor_rule(floor, self.tiers)
            self.floors[tier] = (*self.floors.get(tier, ()), rule)
        self.facts = {fact.id: fact for fact in rules.facts}
        self.tables = {
            table.id: compiled(table, rules.facts, self.ranks, clause_of) for table in rules.tables
        }
        self._compile_rules(tuple(edges))
        self.groups = {group.id: group.members for group in areas.groups}
        self.measures = families_of(
            rules, ranks=self.ranks, tiers=self.tiers, tracks=self.tracks, clause_of=clause_of
        )
        self.differences = Differences(self.measures, len(self.levels))
        # Nobody looks a figure up but to work out how much a measure takes.
        self.figures = FigureBook(areas.areas if self.measures else (), self.tree)
        self.areas_of = self.tree.by_tier() if self.measures else {}
        titled = TitleIndex(areas.areas)
        scope = TitleIndex((*areas.areas, *areas.groups)) if areas.groups else titled
        self.title_indexes = {**title_indexes(rules), "area": titled, "scope": scope}

    def _compile_rules(self, edges: tuple[LevelEdge, ...]) -> None:
        # A decision asks "which transitions of this tier lead to that level?" for every
        # proposal: both are the key, so that rules that cannot fit are never looked at.
        # Tuples grow in the order of the file, which breaks ties between attempts.
        self.transitions_by_id: dict[str, CompiledRule] = {}
        self.transitions_to: dict[tuple[int, int], tuple[CompiledRule, ...]] = {}
        self.endings_of: dict[tuple[int, int], tuple[CompiledRule, ...]] = {}
        for place, transition in enumerate(self.rules.transitions):
            rule = _compiled_transition(transition, place, self, edges)
            self.transitions_by_id[rule.id] = rule
            for rank in rule.targets:
                self.transitions_to[rule.tier, rank] = (
                    *self.transitions_to.get((rule.tier, rank), ()),
                    rule,
                )
        for place, ending in enumerate(self.rules.endings):
            rule = _compiled_ending(ending, place, self, edges)
            for rank in rule.sources:
                self.endings_of[rule.tier, rank] = (
                    *self.endings_of.get((rule.tier, rank), ()),
                    rule,
                )

    def _inherited_from(self) -> list[tuple[int, ...]]:
        """Return for each area the part of its line whose orders its level counts.

        The effective level goes up the line and stops after the first area whose tier does
        not inherit (docs/semantics.md, section 1).
        """
        inherits = [tier.inherits for tier in self.rules.tiers]
        # The usual case: whole lines count, and the tree has them already.
        if all(inherits):
            return self.tree.lines
        inherited_from: list[tuple[int, ...]] = []
        # Parents come before children, so each list extends one that is complete.
        for area, parent in enumerate(self.tree.parents):
            alone = parent < 0 or not inherits[self.tree.tiers[area]]
            inherited_from.append((area,) if alone else (area, *inherited_from[parent]))
        return inherited_from

    def acting(self, body: str, area: int) -> int | None:
        """Return the area whose *body* acts for *area*: the nearest of its tier on the line upward.

        None where the line has no area of that tier (docs/semantics.md, section 1, Body).
        """
        return self.tree.of_tier(area, self.bodies[body])


def _validity(rules: Rules) -> tuple[int, int]:
    """Return the span in which *rules* are valid; an end that is missing is one never reached."""
    # The first instant that can be written stands for "since ever", FOREVER for "for ever".
    valid = rules.valid
    start = valid.from_ if valid is not None else None
    end = valid.to if valid is not None else None
    return (
        FIRST_MICROS if start is None else micros_of(start),
        FOREVER if end is None else micros_of(end),
    )


def clause_of(cite: Cite | None) -> Clause | None:
    """Return what *cite* says as findings carry it."""
    return None if cite is None else _clause(cite)


def _clause(cite: Cite) -> Clause:
    return _made_clause(cite.source, cite.clause, cite.reading)


def _clauses(cites: Mapping[str, Cite]) -> Mapping[str, Clause]:
    return {key: _clause(cite) for key, cite in cites.items()}


def _floor_rule(floor: Floor, tiers: dict[str, int]) -> FloorRule:
    return FloorRule(
        id=floor.id,
        counts=floor.counts,
        binding=floor.binding,
        cite=clause_of(floor.cite),
        of=None if floor.of is None else frozenset(tiers[tier] for tier in floor.of),
    )


def _micros(duration: timedelta | None) -> int | None:
    return None if duration is None else micros_of_duration(duration)


def _compiled_transition(
    transition: Transition, place: int, scheme: Scheme, edges: tuple[LevelEdge, ...]
) -> CompiledRule:
    # A transition and an ending may have the same id; only edges with a target are this one's.
    mine = [edge for edge in edges if edge.rule == transition.id and edge.target is not None]
    requires, ratify = transition.requires, transition.ratify
    asked = requires.assessment
    return CompiledRule(
        id=transition.id,
        place=place,
        tier=scheme.tiers[transition.tier],
        sources=frozenset(scheme.ranks[edge.source] for edge in mine),
        targets=frozenset(scheme.ranks[edge.target] for edge in mine if edge.target is not None),
        issuers=frozenset(transition.issuers),
        assessment=requires.assessment,
        approval=ApprovalRequirement.of(requires),
        reason=requires.reason,
        table=None if asked is None or asked.table is None else scheme.tables[asked.table],
        # Without a table there is nothing that could only advise.
        binding=asked is None or asked.binding,
        bounded=requires.period == "bounded",
        explicit=requires.scope_named,
        scope_tiers=None
        if requires.scope_tiers is None
        else frozenset(scheme.tiers[tier] for tier in requires.scope_tiers),
        foreseen=requires.expected_end,
        longest=_micros(requires.max_duration),
        notice=_micros(requires.notice),
        ratify=None if ratify is None else ApprovalRequirement.of(ratify),
        grace=micros_of_duration(ratify.within) if ratify is not None else None,
        again_after=_micros(ratify.again_after) if ratify is not None else None,
        duties=transition.duties,
        ratify_duties=() if ratify is None else ratify.duties,
        cite=clause_of(transition.cite),
        cites=_clauses(requires.cites),
        ratify_cites={} if ratify is None else _clauses(ratify.cites),
    )


def _compiled_ending(
    ending: Ending, place: int, scheme: Scheme, edges: tuple[LevelEdge, ...]
) -> CompiledRule:
    # Its edges lead from each level that it may end to no level: what comes then is not its choice.
    mine = [edge for edge in edges if edge.rule == ending.id and edge.target is None]
    return CompiledRule(
        id=ending.id,
        place=place,
        tier=scheme.tiers[ending.tier],
        sources=frozenset(scheme.ranks[edge.source] for edge in mine),
        targets=frozenset(),
        issuers=frozenset(ending.issuers),
        assessment=ending.requires.assessment,
        approval=ApprovalRequirement.of(ending.requires),
        reason=ending.requires.reason,
        duties=ending.duties,
        cite=clause_of(ending.cite),
        cites=_clauses(ending.requires.cites),
    )
