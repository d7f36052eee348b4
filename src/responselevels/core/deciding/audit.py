"""Auditing: each order decided again, as of its issue, against those before it.

See docs/command-line.md, audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from responselevels.core.deciding.case import resolve_as_issued
from responselevels.core.deciding.decide import decided
from responselevels.core.deciding.findings import denied
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import entries_of
from responselevels.core.world.scheme import Scheme
from responselevels.errors import expect, expect_each
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.telling import Telling


def audit(scheme: Scheme, orders: Iterable[Order]) -> Iterator[tuple[Order, Decision]]:
    """Yield each order with the decision that its issue would get under *scheme*.

    Each is decided as of its `issued_at`, against the orders before it in the list; these
    stand as the list has them, early ends included. A grace that is longer than its rule
    gives was not permitted (`provisional.longer`).

    Raises:
        InputError: the list cannot be read (`responselevels.core.orders.book.book_of`).
    """
    expect("scheme", scheme, Scheme)
    return _audited(scheme, expect_each("orders", orders, Order))


def _audited(scheme: Scheme, listed: list[Order]) -> Iterator[tuple[Order, Decision]]:
    # The book grows by one order at a time, each step sharing all but a path with the last:
    # every order is decided against exactly those before it, without building each book anew.
    book = OrderBook(scheme)
    for order, entry in zip(listed, entries_of(scheme, listed), strict=True):
        yield order, audited(scheme, book, order)
        book = book.issue(entry)


def audited(scheme: Scheme, book: OrderBook, order: Order) -> Decision:
    """Return the decision that the issue of one order would get, against those of *book*."""
    proposal, at = proposal_of(order), order.issued_at
    decision = decided(resolve_as_issued(scheme, book, proposal, at, groups=order.groups))
    return _held_to_grace(scheme, order, decision)


def _held_to_grace(scheme: Scheme, order: Order, decision: Decision) -> Decision:
    """Return *decision*, denied where *order* was given a longer grace than its rule gives."""
    given, until, rule = order.provisional_until, decision.provisional_until, decision.transition
    # A shorter grace than the rule gives is nobody's harm; only a longer one was not permitted.
    if given is None or until is None or rule is None or given <= until:
        return decision
    longer = denied("provisional.longer", scheme.transitions_by_id[rule], given=given, until=until)
    telling = Telling(scheme.titles, decision.offset)
    # A denied order brings nothing about, so what it would have changed is left out.
    return replace(
        decision,
        verdict=Verdict.DENY,
        findings=(*decision.findings, replace(longer, telling=telling)),
        changes=(),
        overtakes=(),
        replaces=(),
        provisional_until=None,
    )


def proposal_of(order: Order) -> IssueProposal:
    """Return the proposal that *order* was, as far as the order tells.

    An order whose proposal named no scope is listed with its own area as the scope. Where an
    approval carries the digest of the proposal without a scope, it was that one.
    """
    named = IssueProposal(
        id=order.id,
        area=order.area,
        level=order.level,
        scope=order.named,
        period=order.period,
        issuer=order.issuer,
        proposer=order.proposer,
        assessment=order.assessment,
        approvals=order.approvals,
        reason=order.reason,
        transition=order.transition,
        drill=order.drill,
        track=order.track,
        expected_end=order.expected_end,
    )
    # The digest covers the scope as it was written: both forms mean the same, and only one fits.
    bound = {approval.digest for approval in order.approvals} - {None}
    if not bound or order.named != (order.area,):
        return named
    bare = named.model_copy(update={"scope": ()})
    return bare if proposal_digest(bare) in bound else named
