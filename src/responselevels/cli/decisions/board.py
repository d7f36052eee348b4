"""`responselevels board`: levels over time as a page that is one file (docs/command-line.md)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo

from responselevels.cli.decisions.deciding import now
from responselevels.cli.frame.inputs import Inputs, read_inputs
from responselevels.cli.frame.locales import zone_asked
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.core.deciding.audit import audit
from responselevels.core.world.scheme import Scheme
from responselevels.machine.zones import zone_of
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.reports.pages.board.data import BoardRequest, board_page
from responselevels.reports.pages.board.orders import Judged
from responselevels.text.catalogue import worded

_FEW = 2000
"""Number of orders up to which every decision on their issue is worked out."""


def board(
    lang: str, *, rules: str, areas: str, orders: str | None, at: datetime | None, out: str
) -> int:
    """Write the board of the orders to a file; return the exit status."""
    inputs = read_inputs(rules, areas, orders)
    book = inputs.book()
    moment = at or now()
    asked = BoardRequest(
        book=book,
        orders=inputs.orders,
        at=moment,
        zone=zone_shown(inputs.scheme, at, inputs.orders),
        lang=lang,
        judged=dict(judged_orders(inputs)),
    )
    return written(asked, out)


def zone_shown(scheme: Scheme, at: datetime | None, orders: Sequence[Order]) -> tzinfo:
    """Return the zone of a board: as asked for, else that of the rules, of *at*, or of the last order."""
    named = None if scheme.rules.zone is None else zone_of(scheme.rules.zone)
    of_time = None if at is None else at.tzinfo
    of_order = orders[-1].period.start.tzinfo if orders else None
    return zone_asked() or named or of_time or of_order or UTC


def judged_orders(inputs: Inputs) -> Iterable[tuple[str, Judged]]:
    """Yield what an audit finds of each order of *inputs*, by id, as a board shows it."""
    few = len(inputs.orders) <= _FEW
    for order, decision in audit(inputs.scheme, inputs.orders):
        yield order.id, _found(order, decision, inputs.scheme, whole=few)


def _found(order: Order, decision: Decision, scheme: Scheme, *, whole: bool) -> Judged:
    """Return what was found of an issue, and the rule that it goes by.

    To work out each decision on 100,000 orders would take minutes, and what it adds of those that
    were permitted are notes: unless *whole*, only others are worked out.
    """
    if whole or not decision.permitted:
        return Judged(decision.verdict.value, decision.findings, rule=decision.transition)
    tier = scheme.tree.tiers[scheme.tree.numbers[order.area]]
    fitting = scheme.transitions_to.get((tier, scheme.ranks[order.level]), ())
    return Judged(decision.verdict.value, rule=fitting[0].id if len(fitting) == 1 else None)


def written(asked: BoardRequest, out: str) -> int:
    """Write a board to the file *out*, and say how much is in it; return the exit status."""
    page = board_page(asked)
    write_file(out, page, asked.lang)
    facts = {
        "path": out,
        "areas": len(asked.book.scheme.tree),
        "orders": len(asked.book),
        "size": len(page),
    }
    sys.stdout.write(worded("board.written", facts, asked.lang) + "\n")
    return Status.PERMITTED
