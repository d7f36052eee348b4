"""The orders of a board: what it draws of each, and what it tells when one is asked about.

What is drawn stands in columns; what is told is kept apart, since a page of 100,000 orders is
asked about few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry
from responselevels.core.timeline import micros_of
from responselevels.models.decisions import Finding
from responselevels.models.orders import Assessment, Order
from responselevels.reports.frame.wording import Locale, clause_worded, message_of
from responselevels.reports.pages.board.levels import until_everywhere
from responselevels.reports.pages.board.packing import Table, Times, folded

Telling = tuple[Locale, ...]
"""Who reads: one for each language of the page."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of the issue of an order: the word of the verdict, and the findings.

    *codes* are findings of which no more is known than effect and code. *rule* is the rule that the
    order goes by, where it does not say so itself.
    """

    verdict: str
    findings: tuple[Finding, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    rule: str | None = None


@dataclass(slots=True)
class OrderFacts:
    """Orders as a board has them, put together one by one.

    Sparse facts are by the number of the order.
    """

    times: Times
    locales: Telling
    texts: Table = field(default_factory=Table)
    bodies: dict[str, int] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    sparse: dict[str, dict[int, object]] = field(default_factory=dict)

    def note(self, name: str, number: int, value: object) -> None:
        """Keep what only some orders have."""
        self.sparse.setdefault(name, {})[number] = value


def drawn(book: OrderBook, times: Times) -> dict[str, object]:
    """Return the columns of what is drawn of all orders of *book*, by number.

    ``end`` is the length of the period, -1 where it is open. ``until`` has, by number, when an order
    ended everywhere, where that is not the end of its period.
    """
    entries = list(book)
    untils = {entry.number: until_everywhere(book, entry.number) for entry in entries}
    return {
        "area": [entry.area for entry in entries],
        "rank": [entry.rank for entry in entries],
        "scope": [
            entry.scope[0] if len(entry.scope) == 1 else list(entry.scope) for entry in entries
        ],
        "start": [times.short(entry.start) for entry in entries],
        "end": [_length(entry, times) for entry in entries],
        "realm": [entry.realm for entry in entries],
        "until": {
            entry.number: times.short(untils[entry.number])
            for entry in entries
            if untils[entry.number] != entry.end
        },
        "provisional": [entry.number for entry in entries if entry.lapse is not None],
    }


def _length(entry: Entry, times: Times) -> int:
    end, start = times.short(entry.end), times.short(entry.start)
    return -1 if end is None or start is None else end - start


def told(
    book: OrderBook,
    orders: Iterable[Order],
    judged: Mapping[str, Judged],
    facts: OrderFacts,
) -> dict[str, object]:
    """Return what is told of all orders of *book*, by number.

    *orders* are the same as models; *judged* has what was found of some, by id.
    """
    known = {order.id: order for order in orders}
    issuers, proposers, issued, rules = [], [], [], []
    for entry in book:
        order = known.get(entry.id)
        issuers.append(_numbered(facts.bodies, entry.issuer or None))
        proposers.append(facts.texts.number(entry.proposer))
        issued.append(facts.times.short(entry.issued))
        found = judged.get(entry.id)
        by = entry.transition or (None if found is None else found.rule)
        rules.append(_numbered(facts.rules, by))
        _note_entry(entry, facts)
        if order is not None:
            _note_order(entry.number, order, book, facts)
        if found is not None and (found.findings or found.codes or found.verdict != "permit"):
            facts.note("judged", entry.number, _judged(found, facts))
    return {
        "id": folded(entry.id for entry in book),
        "issuer": issuers,
        "proposer": proposers,
        "issued": issued,
        "rule": rules,
        # Of most it is found that they are permitted: that is said once.
        "permitted": all(entry.id in judged for entry in book),
        "sparse": facts.sparse,
        "texts": facts.texts.texts,
        "bodies": list(facts.bodies),
        "rules": _rules(book, facts),
    }


def _numbered(table: dict[str, int], name: str | None) -> int:
    return -1 if name is None else table.setdefault(name, len(table))


def _note_entry(entry: Entry, facts: OrderFacts) -> None:
    short = facts.times.short
    if entry.lapse is not None:
        facts.note("lapse", entry.number, short(entry.lapse))
    if entry.ends:
        ends = [[short(at), None if scope is None else list(scope)] for at, scope in entry.ends]
        facts.note("ends", entry.number, ends)


def _note_order(number: int, order: Order, book: OrderBook, facts: OrderFacts) -> None:
    short, text = facts.times.short, facts.texts.number
    if order.reason is not None:
        facts.note("reason", number, text(order.reason))
    if order.expected_end is not None:
        facts.note("expected", number, short(micros_of(order.expected_end)))
    if order.assessment is not None:
        facts.note("assessment", number, _assessment(order.assessment, facts))
    if order.approvals:
        areas = book.scheme.tree.numbers
        rows = [
            [
                _numbered(facts.bodies, one.body),
                -1 if one.area is None else areas[one.area],
                text(one.person),
                short(micros_of(one.at)),
            ]
            for one in order.approvals
        ]
        facts.note("approvals", number, rows)


def _assessment(made: Assessment, facts: OrderFacts) -> list[object]:
    return [
        _numbered(facts.bodies, made.by),
        [_numbered(facts.bodies, body) for body in made.with_],
        facts.times.short(micros_of(made.at)),
        facts.texts.number(made.summary),
    ]


def _judged(judged: Judged, facts: OrderFacts) -> list[object]:
    found = [_finding(one, facts) for one in judged.findings]
    for effect, code in judged.codes:
        number = facts.texts.number(code)
        found.append([effect, [number for _ in facts.locales], [-1 for _ in facts.locales]])
    return [judged.verdict, found]


def _finding(finding: Finding, facts: OrderFacts) -> list[object]:
    text = facts.texts.number
    grounds = [
        -1 if finding.cite is None else text(clause_worded(finding.cite, locale))
        for locale in facts.locales
    ]
    return [
        finding.effect.value,
        [text(message_of(finding, locale)) for locale in facts.locales],
        grounds,
    ]


def _rules(book: OrderBook, facts: OrderFacts) -> list[list[object]]:
    """Return each rule that orders were issued by: its id, and its clause or reading by language."""
    rows: list[list[object]] = []
    for name in facts.rules:
        rule = book.scheme.transitions_by_id.get(name)
        cite = None if rule is None else rule.cite
        grounds = ["" if cite is None else clause_worded(cite, locale) for locale in facts.locales]
        rows.append([name, grounds])
    return rows


def instants_of(orders: Iterable[Order]) -> Iterable[int]:
    """Yield the instants of *orders* that an entry does not have, in microseconds."""
    for order in orders:
        if order.expected_end is not None:
            yield micros_of(order.expected_end)
        if order.assessment is not None:
            yield micros_of(order.assessment.at)
        for approval in order.approvals:
            yield micros_of(approval.at)
