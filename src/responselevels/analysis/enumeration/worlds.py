"""Small worlds: for each class of proposals, areas, orders and a proposal that realise it.

The areas are one line through the tiers, with siblings beside it. The orders are the
fewest that put the named areas at the levels that the question says, and make the floor
fail where the facts say. What follows is decided by the core, never worked out here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import zip_longest

from responselevels.analysis.enumeration.acts import Acts, acting_since, back
from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.analysis.enumeration.classes import FactChoices
from responselevels.analysis.enumeration.judging import DecidedClass, judged
from responselevels.analysis.enumeration.placing import places_of
from responselevels.analysis.enumeration.scenes import Scene, areas_of, held_by, later_of, width_of
from responselevels.analysis.enumeration.stages import Stage
from responselevels.core.deciding.case import Case, resolve
from responselevels.core.deciding.decide import Attempt, decided
from responselevels.core.deciding.evidence import Evidence, signed_by
from responselevels.core.orders.book import book_of
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order, Period
from responselevels.models.proposals import EndProposal, IssueProposal, Proposal, RatifyProposal
from responselevels.models.rules import Rules

DEFAULT_MOMENT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""The decision time of the small worlds, where the rules are in force then."""

Fits = dict[tuple[Question, int], frozenset[str]]
"""The transitions that fit a question under one of the files, by id."""

GRACE = timedelta(hours=1)
"""Time after the decision at which a provisional order of a small world lapses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A small world and a proposal in it: what a case file says of one case."""

    areas: tuple[Area, ...]
    orders: tuple[Order, ...]
    proposal: Proposal
    at: datetime
    signed: tuple[str, ...] = ()

    @property
    def evidence(self) -> Evidence:
        """What is known of the approvals: those of the bodies in *signed* are signed."""
        return signed_by(self.proposal.approvals, self.signed)


@dataclass(frozen=True, slots=True)
class SharedVocabulary:
    """What several rules files share, in which one and the same proposal can be read.

    *shape* are the tiers, top down; *levels* the levels, least severe first;
    *default* the number of the default level among them; *bodies* in the order
    of the first file; *moment* is an instant at which all files are in force,
    None where there is none.
    """

    files: tuple[Rules, ...]
    shape: tuple[str, ...]
    levels: tuple[str, ...]
    default: int
    bodies: tuple[str, ...]
    moment: datetime | None

    @classmethod
    def of(cls, files: Sequence[Rules]) -> SharedVocabulary:
        """Return what *files* share; their levels and tiers must come in the same order."""
        first, *others = files
        shape = [t.id for t in first.tiers if all(t.id in ids_of(o.tiers) for o in others)]
        levels = [x.id for x in first.levels if all(x.id in ids_of(o.levels) for o in others)]
        bodies = [body for body in first.bodies if all(body in other.bodies for other in others)]
        default = next(level.id for level in first.levels if level.default)
        return cls(
            files=tuple(files),
            shape=tuple(shape),
            levels=tuple(levels),
            default=levels.index(default),
            bodies=tuple(bodies),
            moment=_moment(files),
        )

    def track(self, file: int) -> str | None:
        """Return the track that the worlds of a file are played in: one that all files have, else its own.

        No rule speaks of tracks, and none counts for another: what holds in one holds in each.
        """
        own = ids_of(self.files[file].tracks)
        shared = (name for name in own if all(name in ids_of(f.tracks) for f in self.files))
        return next(shared, own[0] if own else None)

    def narrowed(self, shape: tuple[str, ...]) -> SharedVocabulary:
        """Return the same over lines that have only the tiers of *shape*, and their bodies."""
        known = self.files[0].bodies
        there = tuple(body for body in self.bodies if known[body].tier in shape)
        return replace(self, shape=shape, bodies=there)


def ids_of(things: Sequence[object]) -> tuple[str, ...]:
    """Return the ids of levels, tiers, transitions, endings or floors."""
    return tuple(getattr(thing, "id", "") for thing in things)


def _moment(files: Sequence[Rules]) -> datetime | None:
    starts = [f.valid.from_ for f in files if f.valid is not None and f.valid.from_ is not None]
    ends = [f.valid.to for f in files if f.valid is not None and f.valid.to is not None]
    if all(start <= DEFAULT_MOMENT for start in starts) and all(
        end > DEFAULT_MOMENT for end in ends
    ):
        return DEFAULT_MOMENT
    moment = max(starts, default=min(ends, default=DEFAULT_MOMENT) - timedelta(days=1))
    return moment if all(moment < end for end in ends) else None


class WorldBuilder:
    """Builds the example of a class, and has the core decide it under each rules file."""

    def __init__(self, common: SharedVocabulary, fits: Fits | None = None) -> None:
        """Take what the rules files share, its moment too, and what is known of which rules fit."""
        if common.moment is None:
            raise ValueError("the rules files are never in force at the same time")
        self.common = common
        self.at = common.moment
        self.fits: Fits = {} if fits is None else fits
        self._schemes: dict[tuple[int, int], Scheme] = {}
        self._known: dict[tuple[int, tuple[Area, ...]], Scheme] = {}
        self._choices: FactChoices | None = None
        self._asked: Question | None = None
        self._played: dict[tuple[object, ...], Stage | None] = {}
        self._acts = Acts(self.at, common.bodies)

    def choices(self, question: Question) -> FactChoices:
        """Return the choices of facts for *question*; which rules fit is asked of the core."""
        if self._choices is None or question != self._choices.question:
            files, bodies, shape = self.common.files, self.common.bodies, self.common.shape
            found = FactChoices(files, question, bodies, shape=shape)
            if found.rules and question.action == "issue":
                fitting = [self._fitting(question, number) for number in range(len(files))]
                found = FactChoices(files, question, bodies, fitting, shape=shape)
            self._choices = found
        return self._choices

    def _fitting(self, question: Question, file: int) -> frozenset[str]:
        """Return the transitions of a file that fit: whatever the facts, the same ones do."""
        if (question, file) not in self.fits:
            facts = Facts(self.common.bodies[0], named=len(question.standing) > 1)
            stage = self._stage(question, facts, file)
            rules = () if stage is None else stage.rules
            self.fits[question, file] = frozenset(way.id for way in rules)
        return self.fits[question, file]

    def decide(self, question: Question, facts: Facts, file: int = 0) -> Decision | None:
        """Return what the core decides of a class under one file; None where there is no example."""
        played = self.played(question, facts, file)
        return None if played is None else decided(played[0])

    def judge(self, question: Question, facts: Facts, file: int = 0) -> DecidedClass | None:
        """Return the same as far as properties look at it."""
        played = self.played(question, facts, file)
        return None if played is None else judged(question, facts, *played)

    def played(
        self, question: Question, facts: Facts, file: int
    ) -> tuple[Case, list[Attempt]] | None:
        """Return the class resolved, and how the rules find it; None where there is no example."""
        stage = self._stage(question, facts, file)
        if stage is None:
            return None
        first, said = stage.first, self._acts.said(facts)
        known = type(first.proposal).model_fields
        update = {name: value for name, value in said.items() if name in known}
        proposal = self._acts.bound(first.proposal.model_copy(update=update), facts)
        evidence = signed_by(proposal.approvals, facts.signed | facts.early_signed)
        case = replace(first, proposal=proposal, evidence=evidence)
        return case, stage.attempts(case)

    def _stage(self, question: Question, facts: Facts, file: int) -> Stage | None:
        """Return where a class is played: one stage for those that differ only in acts of people."""
        # Classes come question by question, so the cache of one question is enough.
        if question != self._asked:
            self._asked = question
            self._played.clear()
        ratifier = facts.issuer if question.action == "ratify" else None
        floor = (facts.floor, facts.above, facts.tiers, facts.expected)
        since = self._since(question, facts)
        where = (facts.named, facts.held)
        key = (file, floor, facts.length, facts.lead, where, facts.rested, ratifier, since)
        if key not in self._played:
            self._played[key] = self._resolved(question, facts, file)
        return self._played[key]

    def playable(self, question: Question, facts: Facts) -> bool:
        """Say whether there is an example of a class."""
        return self._scene(question, facts) is not None

    def _resolved(self, question: Question, facts: Facts, file: int) -> Stage | None:
        scene = self._scene(question, facts)
        if scene is None:
            return None
        scheme = self._scheme(file, width_of(question, facts))
        book = book_of(scheme, self._orders(question, facts, scene, file))
        # What each case that is played says of people, and binds, takes the place of what this says.
        return Stage(resolve(scheme, book, self._unbound(question, facts, scene, file), self.at))

    def example(self, question: Question, facts: Facts, file: int = 0) -> Example:
        """Return the example of a class, as it is read under one file.

        Raises:
            LookupError: there can be none.
        """
        scene = self._scene(question, facts)
        if scene is None:
            raise LookupError(question, facts)
        return Example(
            areas=areas_of(self.common.shape, width_of(question, facts)),
            orders=self._orders(question, facts, scene, file),
            proposal=self._proposal(question, facts, scene, file),
            at=self.at,
            signed=tuple(sorted(facts.signed | facts.early_signed)),
        )

    def again(self, example: Example, file: int = 0) -> Decision:
        """Return what the core decides of *example* under one file."""
        key = (file, example.areas)
        scheme = self._known.get(key)
        if scheme is None:
            areas = Areas(areas=example.areas)
            scheme = self._known[key] = compile_scheme(self.common.files[file], areas)
        book = book_of(scheme, example.orders)
        return decided(resolve(scheme, book, example.proposal, example.at, example.evidence))

    def _scheme(self, file: int, width: int) -> Scheme:
        scheme = self._schemes.get((file, width))
        if scheme is None:
            areas = Areas(areas=areas_of(self.common.shape, width))
            scheme = compile_scheme(self.common.files[file], areas)
            self._schemes[file, width] = scheme
        return scheme

    # -- the scene -------------------------------------------------------------------

    def _scene(self, question: Question, facts: Facts) -> Scene | None:
        shape = self.common.shape
        tier = shape.index(question.tier)
        nearest = shape[tier - 1] if tier else None
        above = None if nearest is None else f"{facts.above or nearest}-1"
        beneath = shape[tier + 1] if tier + 1 < len(shape) else None
        area, count = f"{question.tier}-1", max(1, len(question.standing))
        parts = count > 1 or facts.floor == "touching"
        if parts and beneath is None:
            return None
        tiers = facts.tiers or ((str(beneath),) if parts else (question.tier,))
        if facts.held in shape[tier + 1 :]:
            tiers = (str(facts.held),)
        places = places_of(question.tier, tiers, count)
        # Where the issuing area itself is named, no other part of it is left.
        if places is None or (facts.floor == "touching" and question.tier in tiers):
            return None
        failing = {
            "met": None,
            "elsewhere": f"{question.tier}-2",
            "touching": f"{beneath}-{width_of(question, facts)}",
            "covering": places[0],
        }[facts.floor]
        worst = question.level == self.common.levels[-1]
        # Nothing is above the top tier, and nothing more severe than the most severe level: there
        # no floor can fail, and the class has no example.
        if failing is not None and (above is None or worst):
            return None
        return Scene(area, places, above, failing)

    def _orders(
        self, question: Question, facts: Facts, scene: Scene, file: int
    ) -> tuple[Order, ...]:
        if question.action != "issue":
            return (self._standing_order(question, facts, scene, file),)
        levels = self.common.levels
        since = self._since(question, facts)
        # Areas may be named beyond the levels that they have to stand at: they stand at the last.
        last = question.standing[-1]
        placed = zip_longest(scene.places, question.standing, fillvalue=last)
        wanted: list[tuple[str, str, str]] = []
        if self.common.default:
            # Silence would be the more severe default: let every area say the mildest.
            tree = areas_of(self.common.shape, width_of(question, facts))
            silent = scene.area if facts.held is not None else None
            wanted += [(area.id, area.id, levels[0]) for area in tree if area.id != silent]
        scheme = self._scheme(file, width_of(question, facts))
        wanted += [
            (holder, place, level)
            for place, level in placed
            if (self.common.default or level != levels[0]) and facts.held != ""
            for holder in held_by(scheme, question, facts, place)
        ]
        older = {"issued_at": back(self.at, since)}
        orders = [self._order(*one, self.at).model_copy(update=older) for one in wanted]
        if scene.failing is not None and scene.above is not None:
            required = levels[levels.index(question.level) + 1]
            orders.append(
                self._order(scene.above, scene.failing, required, self.at + later_of(facts))
            )
        if facts.rested is not None:
            orders.insert(0, self._unratified(question, scene, facts.rested))
        orders.sort(key=lambda order: order.issued_at)
        return tuple(
            order.model_copy(update={"id": f"O-{number}", "track": self.common.track(file)})
            for number, order in enumerate(orders, start=1)
        )

    def _since(self, question: Question, facts: Facts) -> timedelta:
        """Return how long before the decision the orders were issued that are ended, or lowered.

        Before all acts, so that these count for the ending, too.
        """
        levels = self.common.levels
        worst = max((levels.index(level) for level in question.standing), default=0)
        lowers = question.action == "issue" and worst > levels.index(question.level)
        return acting_since(facts) if lowers or question.action == "end" else timedelta(0)

    def _order(self, area: str, place: str, level: str, start: datetime) -> Order:
        return Order(
            id="O-1",
            area=area,
            level=level,
            scope=(place,),
            period=Period(start=start),
            issuer=self._body_of(area),
            issued_at=self.at,
        )

    def _unratified(self, question: Question, scene: Scene, rested: timedelta) -> Order:
        """Return an order of the issuing area that lapsed so long before the decision."""
        lapse = self.at - rested
        order = self._order(scene.area, scene.area, question.level, lapse - GRACE)
        return order.model_copy(update={"issued_at": lapse - GRACE, "provisional_until": lapse})

    def _standing_order(self, question: Question, facts: Facts, scene: Scene, file: int) -> Order:
        """Return the order to end or to ratify, as a file has it; who ratifies it, issued it.

        It was issued before all that is said of its end.
        """
        ratifies = question.action == "ratify"
        order = self._order(scene.area, scene.area, question.level, self.at)
        changed: dict[str, object] = {
            "period": Period(start=self.at, end=self.at + timedelta(days=10)),
            "transition": question.names[file],
            "provisional_until": self.at + GRACE if ratifies else None,
            "issuer": facts.issuer if ratifies else order.issuer,
            "issued_at": self.at if ratifies else back(self.at, acting_since(facts)),
            "track": self.common.track(file),
        }
        return order.model_copy(update=changed)

    def _body_of(self, area: str) -> str:
        """Return a body of the tier of *area* where there is one: whose order it is matters not."""
        tier = area.rpartition("-")[0]
        known = self.common.files[0].bodies
        own = (body for body in self.common.bodies if known[body].tier == tier)
        return next(own, self.common.bodies[0])

    # -- the proposal ----------------------------------------------------------------

    def _proposal(self, question: Question, facts: Facts, scene: Scene, file: int) -> Proposal:
        return self._acts.bound(self._unbound(question, facts, scene, file), facts)

    def _unbound(self, question: Question, facts: Facts, scene: Scene, file: int) -> Proposal:
        said = self._acts.said(facts)
        if question.action == "ratify":
            kept = {name: said[name] for name in ("issuer", "proposer", "approvals")}
            return RatifyProposal(id="P-1", action="ratify", order="O-1", **kept)
        if question.action == "end":
            return EndProposal(id="P-1", action="end", order="O-1", at=self.at, **said)
        start = self.at + facts.lead
        return IssueProposal(
            id="P-1",
            area=scene.area,
            level=question.level,
            scope=scene.places if facts.named else (),
            period=Period(start=start, end=None if facts.length is None else start + facts.length),
            transition=question.names[file],
            track=self.common.track(file),
            # Soon after the start: within any period that is longer than nothing.
            expected_end=start + timedelta.resolution if facts.expected else None,
            **said,
        )
