"""What a finding rests on: the clause, the orders that stand against it, and where they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from responselevels.models.decisions import Finding
from responselevels.models.telling import citing, facts_of_cite
from responselevels.reports.frame.wording import source_worded, span_phrase, where_worded
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.cards import order_worded
from responselevels.text.catalogue import Named

_ORDERS = 6
"""The number of orders that are told of beside a finding at most."""


@dataclass(frozen=True, slots=True)
class Against:
    """An order that a finding rests on: its id, the address of its page, whose it is and what it orders."""

    id: str
    link: str
    told: str


def orders_against(reader: Reader, finding: Finding) -> Iterator[Against]:
    """Yield the orders that *finding* rests on, as far as the reader may read them, each once."""
    known, sight = reader.register.state.orders, reader.reading.sight
    names = dict.fromkeys(name for span in finding.where for name in span.orders)
    seen = [known[name] for name in names if name in known and sight.touches(known[name])]
    for order in seen[:_ORDERS]:
        what = order_worded(reader, sight.order(order))
        told = reader.says("against.of", area=Named("area", order.area), what=what)
        if order.issuer is not None:
            body = Named("body", order.issuer)
            told = reader.says("against.by", area=Named("area", order.area), body=body, what=what)
        yield Against(order.id, reader.link("orders", order.id), told)


def places_against(reader: Reader, finding: Finding) -> list[str]:
    """Return where and when a finding holds: what its sentence says of all these places is not said again."""
    same = {(span.required, span.orders) for span in finding.where}
    if finding.code != "floor.less_severe" or len(same) > 1:
        return where_worded(finding, reader.locale)
    return [
        reader.says(
            "against.place", area=Named("area", one.area), span=span_phrase(one.start, one.end)
        )
        for one in finding.where
    ]


def clause_named(reader: Reader, finding: Finding) -> str:
    """Return which clause a finding comes from, and whether the rules file reads it; "" without one."""
    cite = finding.cite
    if cite is None:
        return ""
    facts = facts_of_cite(cite, source_worded(cite, reader.locale), reader.lang)
    return reader.locale.worded(citing("page.ground", cite), facts)
