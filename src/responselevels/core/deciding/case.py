"""`Case`: one proposal with every name resolved and every look-up made once.

All that a check needs is in the case. Once it is resolved there are no unknown names and
no times without offset any more, and no check has to deal with either.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.core.digests import proposal_digest
from responselevels.core.frozen import maker
from responselevels.core.groups import NO_GROUPS, Groups, groups_named
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry, check_extras, check_provenance
from responselevels.core.orders.holdings import parse_instant
from responselevels.core.orders.levels import View
from responselevels.core.orders.so_far import orders_so_far
from responselevels.core.timeline import FOREVER, micros_of
from responselevels.core.world.names import unknown_name
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.core.world.shortly import read_shortly
from responselevels.errors import InputError, expect
from responselevels.models.orders import Assessment, Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal

AnyProposal = IssueProposal | EndProposal | RatifyProposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A proposal against the orders so far: what the checks look at.

    *at* is the decision time. *issuing* and *rank* are the issuing area and the
    level of the order that is proposed, or that is to be ended or ratified (then
    *order* is that order). *named* are the areas that the proposal names in its
    scope, *inside* those of them in the issuing area's cover, or the issuing
    area where none is named. ``[start, end)`` is the proposed period; for an
    ending, from its instant to the end of the order; for a ratification, from
    the decision time. *view* shows the standing orders over that span. *offset*
    is the UTC offset that the proposal is written in, for reports; a
    ratification has no time of its own, and takes that of its order.
    *evidence* is what a register knows of the approvals. *track* is the place of
    the track in the list of the rules, 0 where they have none. *past* is the order
    of the past that is decided again, where that was recorded, and not decided, before.
    """

    scheme: Scheme
    book: OrderBook
    proposal: AnyProposal
    at: int
    issuing: int
    rank: int
    named: tuple[int, ...]
    inside: tuple[int, ...]
    start: int
    end: int
    drill: bool
    track: int
    view: View
    offset: timedelta
    order: Entry | None = None
    evidence: Evidence = NO_EVIDENCE
    groups: Groups = field(default_factory=dict)
    past: Order | None = None

    @property
    def proposers(self) -> frozenset[str]:
        """The persons who propose it: the one named in it, and those whom the register knows.

        For a ratification also the person who proposed its order (docs/semantics.md,
        section 5): none of them may approve it.
        """
        # Section 8: who proposed the order may no more approve its ratification than who proposes that.
        ratified = self.ratified
        named = {self.proposal.proposer, None if ratified is None else ratified.proposer}
        return self.evidence.proposers.union(person for person in named if person is not None)

    @property
    def issuers(self) -> frozenset[str]:
        """The bodies that issue it; for a ratification, the one that issued its order, too."""
        ratified = self.ratified
        issuer = self.proposal.issuer
        return frozenset((issuer,) if ratified is None else (issuer, ratified.issuer))

    @property
    def assessment(self) -> Assessment | None:
        """The assessment that the proposal rests on now; a ratification has none of its own."""
        return None if isinstance(self.proposal, RatifyProposal) else self.proposal.assessment

    @property
    def ratified(self) -> Entry | None:
        """The order to be ratified, where the proposal is to ratify one."""
        return self.order if isinstance(self.proposal, RatifyProposal) else None

    @property
    def track_id(self) -> str | None:
        """The id of the track, None where the rules have none."""
        tracks = self.scheme.rules.tracks
        return tracks[self.track].id if tracks else None

    @property
    def digest(self) -> str:
        """The digest that an approval of this proposal binds to."""
        return proposal_digest(self.proposal, drill=self.drill, groups=self.groups)


make_case = maker(Case)
"""Makes a case from the values of its fields, in their order."""


def with_order(case: Case, order: Entry) -> Case:
    """Return *case* as if it were to end *order*."""
    asked = case.scheme, case.book, case.proposal, case.at, case.issuing, case.rank
    where = case.named, case.inside, case.start, case.end, case.drill, case.track, case.view
    known = case.evidence, case.groups, case.past
    return make_case(*asked, *where, case.offset, order, *known)


def resolve(  # noqa: PLR0917 - the fifth is left out where nothing is known
    scheme: Scheme,
    book: OrderBook,
    proposal: AnyProposal,
    at: datetime,
    evidence: Evidence = NO_EVIDENCE,
) -> Case:
    """Return *proposal* as a case, to be decided at *at* against the orders so far.

    Orders of the book issued after *at* do not count. *evidence* is what a register knows
    of the approvals.

    Raises:
        InputError: unknown names or an unusable time; all problems at once, each with
            its path inside the proposal.
    """
    # Nearly always all is as it should be, and that is seen at a glance.
    if (
        type(proposal) is not IssueProposal
        or type(scheme) is not Scheme
        or type(book) is not OrderBook
    ):
        expect("scheme", scheme, Scheme)
        expect("book", book, OrderBook)
        expect("proposal", proposal, IssueProposal, EndProposal, RatifyProposal)
    expect("evidence", evidence, Evidence)
    case = _case(scheme, book, proposal, at)
    return case if evidence is NO_EVIDENCE else replace(case, evidence=evidence)


def _case(scheme: Scheme, book: OrderBook, proposal: AnyProposal, at: datetime) -> Case:
    # The reference time is fixed here, once; everything after works on this book and instant.
    moment = parse_instant(at, ("at",))
    known = orders_so_far(book, moment)
    if isinstance(proposal, IssueProposal):
        return _issue_case(scheme, known, proposal, moment)
    order = known.find(proposal.order)
    resolver = NameResolver(scheme, book.people)
    resolver.body(proposal.issuer, ("issuer",))
    resolver.person(proposal.proposer, ("proposer",))
    assessment = proposal.assessment if isinstance(proposal, EndProposal) else None
    check_provenance(resolver, assessment, proposal.approvals, ())
    scope = proposal.scope if isinstance(proposal, EndProposal) else ()
    # A group that the order named means its members of then, whatever the list says now (section 10).
    own = NO_GROUPS if order is None else groups_of(scheme, order)
    named, groups = resolver.scope(scope, ("scope",), own)
    if order is None:
        resolver.problems.append(
            unknown_name("order", proposal.order, known.order_names(), ("order",))
        )
    if order is None or resolver.problems:
        raise InputError(resolver.problems)
    # A ratification names no time of its own: it takes effect when it is decided.
    effect = proposal.at if isinstance(proposal, EndProposal) else at
    return _order_case(known, proposal, order, (moment, effect, named), groups=groups)


def groups_of(scheme: Scheme, order: Entry) -> Groups:
    """Return the groups that *order* named, with the members that they stood for."""
    ids = scheme.tree.ids
    return {name: tuple(ids[number] for number in numbers) for name, numbers in order.groups}


def groups_meant(scheme: Scheme, book: OrderBook, proposal: AnyProposal) -> Groups:
    """Return the groups that *proposal* names, with the members that they stand for now."""
    if isinstance(proposal, RatifyProposal):
        return NO_GROUPS
    order = book.find(proposal.order) if isinstance(proposal, EndProposal) else None
    own = NO_GROUPS if order is None else groups_of(scheme, order)
    return groups_named(proposal.scope, scheme.groups, own)


def resolve_as_issued(
    scheme: Scheme, book: OrderBook, order: Order, proposal: IssueProposal
) -> Case:
    """Return the *proposal* that *order* was as a case, as of its issue.

    Its groups stand for what they stood for then.
    """
    moment = parse_instant(order.issued_at, ("at",))
    known = orders_so_far(book, moment)
    if order.recorded is None:
        return _issue_case(scheme, known, proposal, moment, order.groups)
    return _issue_case(scheme, known, proposal, moment, order.groups, order)


def _issue_case(  # noqa: PLR0917 - the fifth is left out but for what was issued before
    scheme: Scheme,
    book: OrderBook,
    proposal: IssueProposal,
    at: int,
    own: Groups = NO_GROUPS,
    past: Order | None = None,
) -> Case:
    # A group that the order named back then may by now be the name of an area.
    read = None if own else read_shortly(scheme, proposal)
    if read is None:
        unknown = past is not None and past.issuer is None
        read = _read(NameResolver(scheme, book.people), proposal, own, unknown=unknown)
    issuing, rank, named, track, groups = read
    start = micros_of(proposal.period.start)
    end = FOREVER if proposal.period.end is None else micros_of(proposal.period.end)
    # No scope named: the scope is the issuing area (docs/semantics.md, section 3).
    after = scheme.tree.after[issuing]
    inside = tuple([a for a in named if issuing <= a < after]) if named else (issuing,)
    # An empty period is denied, not refused: the other checks still need a window.
    view = View(book, start, max(end, start + 1), drill=proposal.drill, track=track)
    offset = _offset(proposal.period.start)
    # In the order of the fields of a `Case`.
    found = scheme, book, proposal, at, issuing, rank, named, inside, start, end, proposal.drill
    return make_case(*found, track, view, offset, None, NO_EVIDENCE, groups, past)


def _read(
    resolver: NameResolver, proposal: IssueProposal, own: Groups, *, unknown: bool = False
) -> tuple[int, int, tuple[int, ...], int, Groups]:
    """Return issuing area, rank, named areas, track and groups of *proposal*.

    With *unknown*, it is not known who issued it.

    Raises:
        InputError: some names cannot be read.
    """
    issuing = resolver.area(proposal.area, ("area",))
    rank = resolver.level(proposal.level, ("level",))
    named, groups = resolver.scope(proposal.scope, ("scope",), own)
    if not unknown:
        resolver.body(proposal.issuer, ("issuer",))
    resolver.person(proposal.proposer, ("proposer",))
    track = resolver.track(proposal.track, ("track",))
    check_extras(resolver, proposal.extras, ())
    if proposal.transition is not None:
        resolver.transition(proposal.transition, ("transition",))
    check_provenance(resolver, proposal.assessment, proposal.approvals, ())
    if resolver.problems:
        raise InputError(resolver.problems)
    return issuing, rank, named, track, groups


def _order_case(
    book: OrderBook,
    proposal: EndProposal | RatifyProposal,
    order: Entry,
    asked: tuple[int, datetime, tuple[int, ...]],
    *,
    groups: Groups,
) -> Case:
    at, effect, named = asked
    start = micros_of(effect)
    tree = book.scheme.tree
    tops = named or order.scope
    return Case(
        scheme=book.scheme,
        book=book,
        proposal=proposal,
        at=at,
        issuing=order.area,
        rank=order.rank,
        named=named,
        inside=tuple(area for area in tops if tree.within(area, order.scope)),
        start=start,
        # The planned end: early ends of parts are looked up place by place, where they matter.
        end=order.end,
        drill=order.drill,
        track=order.track,
        view=View(book, start, max(order.end, start + 1), drill=order.drill, track=order.track),
        offset=order.offset if isinstance(proposal, RatifyProposal) else _offset(effect),
        order=order,
        groups=groups,
    )


def _offset(time: datetime) -> timedelta:
    return time.utcoffset() or timedelta(0)
