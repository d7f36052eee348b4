"""Small worlds: for each class of proposals, areas, orders and a proposal that realise it.

The areas are one line through the tiers, with brothers and sisters beside it.
The orders are the fewest that make the areas named stand where the question
says, and the floor fail where the facts say. What comes of it is decided by the
core, never worked out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

from responselevels.analysis.classes import Choices, Facts, Question
from responselevels.core.book import OrderBook, book_of
from responselevels.core.decide import decide
from responselevels.core.evidence import Evidence, signed_by
from responselevels.core.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import Approval, Assessment, Order, Period
from responselevels.models.proposals import EndProposal, IssueProposal, Proposal, RatifyProposal
from responselevels.models.rules import Rules

USUAL = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""The decision time of the small worlds, where the rules are in force then."""

GRACE = timedelta(hours=1)
"""How long after the decision a provisional order of a small world lapses."""


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
class Common:
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
    def of(cls, files: Sequence[Rules]) -> Common:
        """Return what *files* share; their levels and tiers must come in the same order."""
        first, *others = files
        shape = [t.id for t in first.tiers if all(t.id in ids(o.tiers) for o in others)]
        levels = [x.id for x in first.levels if all(x.id in ids(o.levels) for o in others)]
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

    def narrowed(self, shape: tuple[str, ...]) -> Common:
        """Return the same over lines that have only the tiers of *shape*."""
        return replace(self, shape=shape)


def ids(things: Sequence[object]) -> tuple[str, ...]:
    """Return the ids of levels, tiers, transitions, endings or floors."""
    return tuple(getattr(thing, "id", "") for thing in things)


def _moment(files: Sequence[Rules]) -> datetime | None:
    starts = [f.valid.from_ for f in files if f.valid is not None and f.valid.from_ is not None]
    ends = [f.valid.to for f in files if f.valid is not None and f.valid.to is not None]
    if all(start <= USUAL for start in starts) and all(end > USUAL for end in ends):
        return USUAL
    moment = max(starts, default=min(ends, default=USUAL) - timedelta(days=1))
    return moment if all(moment < end for end in ends) else None


# -- questions -----------------------------------------------------------------------


def questions(common: Common, pairs: Sequence[tuple[str | None, ...]]) -> Iterator[Question]:
    """Yield every question; *pairs* are the namings of a transition to look at, for each file."""
    unnamed = (None,) * len(common.files)
    for tier in common.shape:
        for level in common.levels:
            for standing in standings(common, tier):
                for names in (unnamed, *pairs):
                    yield Question("issue", tier, level, standing, names)
            yield Question("end", tier, level, (), unnamed)
            for names in (unnamed, *pairs):
                yield Question("ratify", tier, level, (), names)


def standings(common: Common, tier: str) -> list[tuple[str, ...]]:
    """Return the sets of levels at which the areas named by an order of *tier* may stand.

    Each level alone; and several at once, levels that the same transitions may
    start from standing for each other. Where no area lies beneath, an order
    names one area only.
    """
    singly: list[tuple[str, ...]] = [(level,) for level in common.levels]
    if tier == common.shape[-1]:
        return singly
    kinds = sorted({kind_of_start(common, tier, level) for level in common.levels})
    firsts = [common.levels[kind[0]] for kind in kinds]
    several = [c for n in range(2, len(firsts) + 1) for c in combinations(firsts, n)]
    return singly + several


def kind_of_start(common: Common, tier: str, level: str) -> tuple[int, ...]:
    """Return the numbers of the levels that the same transitions of *tier* may start from."""
    froms = [t.from_ for file in common.files for t in file.transitions if t.tier == tier]

    def starts(name: str) -> list[bool]:
        return [from_ is None or name in from_ for from_ in froms]

    alike = starts(level)
    return tuple(n for n, other in enumerate(common.levels) if starts(other) == alike)


# -- areas ---------------------------------------------------------------------------


def areas_of(shape: Sequence[str], width: int) -> tuple[Area, ...]:
    """Return a line of areas through the tiers of *shape*, each of *width* brothers and sisters."""
    listed = [Area(id=f"{shape[0]}-1", tier=shape[0])]
    for above, tier in pairwise(shape):
        parent = f"{above}-1"
        listed += [Area(id=f"{tier}-{n}", tier=tier, parent=parent) for n in range(1, width + 1)]
    return tuple(listed)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a class is played: the issuing area, the places it names, and where the floor fails."""

    area: str
    places: tuple[str, ...]
    above: str | None
    failing: str | None


class Worlds:
    """Builds the example of a class, and has the core decide it under each rules file."""

    def __init__(self, common: Common) -> None:
        """Take what the rules files share; `common.moment` must be known."""
        if common.moment is None:
            raise ValueError("the rules files are never in force at the same time")
        self.common = common
        self.at = common.moment
        self._schemes: dict[tuple[int, int], Scheme] = {}
        self._known: dict[tuple[int, tuple[Area, ...]], Scheme] = {}
        self._books: dict[tuple[object, ...], OrderBook] = {}

    def choices(self, question: Question) -> Choices:
        """Return the choices of facts for *question*."""
        return Choices(self.common.files, question, self.common.bodies)

    def decide(self, question: Question, facts: Facts, file: int = 0) -> Decision | None:
        """Return what the core decides of a class under one file; None where there is no example."""
        scene = self._scene(question, facts)
        if scene is None:
            return None
        scheme = self._scheme(file, _width(question))
        played = (facts.floor, facts.length, facts.lead, facts.named)
        key = (file, question, *(played if question.action == "issue" else ()))
        book = self._books.get(key)
        if book is None:
            book = self._books[key] = book_of(scheme, self._orders(question, facts, scene, file))
        proposal = self._proposal(question, facts, scene, file)
        return decide(scheme, book, proposal, self.at, signed_by(proposal.approvals, facts.signed))

    def example(self, question: Question, facts: Facts, file: int = 0) -> Example:
        """Return the example of a class, as it is read under one file.

        Raises:
            LookupError: there can be none.
        """
        scene = self._scene(question, facts)
        if scene is None:
            raise LookupError(question, facts)
        return Example(
            areas=areas_of(self.common.shape, _width(question)),
            orders=self._orders(question, facts, scene, file),
            proposal=self._proposal(question, facts, scene, file),
            at=self.at,
            signed=tuple(sorted(facts.signed)),
        )

    def again(self, example: Example, file: int = 0) -> Decision:
        """Return what the core decides of *example* under one file."""
        key = (file, example.areas)
        scheme = self._known.get(key)
        if scheme is None:
            areas = Areas(areas=example.areas)
            scheme = self._known[key] = compile_scheme(self.common.files[file], areas)
        book = book_of(scheme, example.orders)
        return decide(scheme, book, example.proposal, example.at, example.evidence)

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
        above = f"{shape[tier - 1]}-1" if tier else None
        beneath = shape[tier + 1] if tier + 1 < len(shape) else None
        area, count = f"{question.tier}-1", max(1, len(question.standing))
        parts = count > 1 or facts.floor == "touching"
        if parts and beneath is None:
            return None
        places = tuple(f"{beneath}-{n}" for n in range(1, count + 1)) if parts else (area,)
        failing = {
            "met": None,
            "elsewhere": f"{question.tier}-2",
            "touching": f"{beneath}-{count + 1}",
            "covering": places[0],
        }[facts.floor]
        worst = question.level == self.common.levels[-1]
        if failing is not None and (above is None or worst):
            return None
        return Scene(area, places, above, failing)

    def _orders(
        self, question: Question, facts: Facts, scene: Scene, file: int
    ) -> tuple[Order, ...]:
        if question.action != "issue":
            return (self._standing_order(question, scene, file),)
        levels, placed = self.common.levels, zip(scene.places, question.standing, strict=True)
        wanted: list[tuple[str, str, str]] = []
        if self.common.default:
            # Silence would be the more severe default: let every area say the mildest.
            tree = areas_of(self.common.shape, _width(question))
            wanted += [(area.id, area.id, levels[0]) for area in tree]
        wanted += [
            (place, place, level)
            for place, level in placed
            if self.common.default or level != levels[0]
        ]
        orders = [self._order(*one, self.at) for one in wanted]
        if scene.failing is not None and scene.above is not None:
            required = levels[levels.index(question.level) + 1]
            orders.append(
                self._order(scene.above, scene.failing, required, self.at + _later(facts))
            )
        return tuple(
            order.model_copy(update={"id": f"O-{number}"})
            for number, order in enumerate(orders, start=1)
        )

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

    def _standing_order(self, question: Question, scene: Scene, file: int) -> Order:
        ratifies = question.action == "ratify"
        order = self._order(scene.area, scene.area, question.level, self.at)
        changed: dict[str, object] = {
            "period": Period(start=self.at, end=self.at + timedelta(days=10)),
            "transition": question.names[file],
            "provisional_until": self.at + GRACE if ratifies else None,
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
        person = "the proposer" if facts.own else None
        approvals = tuple(
            Approval(body=body, person=person, at=self.at) for body in sorted(facts.approved)
        )
        if question.action == "ratify":
            return RatifyProposal(
                id="P-1",
                action="ratify",
                order="O-1",
                issuer=facts.issuer,
                proposer=person,
                approvals=approvals,
            )
        reason = "stated" if facts.reason else None
        if question.action == "end":
            return EndProposal(
                id="P-1",
                action="end",
                order="O-1",
                at=self.at,
                issuer=facts.issuer,
                proposer=person,
                assessment=self._assessment(facts),
                approvals=approvals,
                reason=reason,
            )
        start = self.at + facts.lead
        return IssueProposal(
            id="P-1",
            area=scene.area,
            level=question.level,
            scope=scene.places if facts.named else (),
            period=Period(start=start, end=None if facts.length is None else start + facts.length),
            issuer=facts.issuer,
            proposer=person,
            assessment=self._assessment(facts),
            approvals=approvals,
            reason=reason,
            transition=question.names[file],
        )

    def _assessment(self, facts: Facts) -> Assessment | None:
        parties = [body for body in self.common.bodies if body in facts.parties]
        return Assessment(by=parties[0], with_=tuple(parties[1:]), at=self.at) if parties else None


def _width(question: Question) -> int:
    """Return how many areas of a tier are needed: those named, and one beside them."""
    return max(2, len(question.standing) + 1)


def _later(facts: Facts) -> timedelta:
    """Return when after the decision the floor begins to fail: within the period, not at its start.

    So it is told apart from where the areas stand when the period starts.
    """
    if facts.length is None:
        return facts.lead + timedelta(hours=1)
    return facts.lead + min(timedelta(hours=1), facts.length / 2)
