"""Every proposal of a grid in every small world of a grid, decided one by one.

Written without a look at `analysis.enumeration.worlds`: a fixed tree, fixed books, and each
fact of a proposal from a fixed list of values that are awkward for the edits of
`tests.analysis.edits`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain, product

from responselevels.core.deciding.decide import decide
from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import Approval, Assessment, Order, Period
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.rules import Rules

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
AREAS = Areas(
    areas=(
        Area(id="N", tier="new_area"),
        Area(id="C1", tier="new_city", parent="N"),
        Area(id="C2", tier="new_city", parent="N"),
        Area(id="S1", tier="street", parent="C1"),
        Area(id="S2", tier="street", parent="C1"),
        Area(id="S3", tier="street", parent="N"),
        Area(id="C9", tier="new_city"),
    )
)
TIERS = {"N": "new_area", "C1": "new_city", "C9": "new_city", "S1": "street", "S3": "street"}
LEVELS = ("4", "3", "2", "1")
Span = tuple[timedelta, timedelta | None]
PERIODS: tuple[Span, ...] = (
    (timedelta(0), 2 * DAY),
    (DAY, 2 * DAY),
    (timedelta(0), 31 * DAY),
    (timedelta(0), None),
)


def order(area: str, level: str, place: str, start: datetime = NOON) -> Order:
    issuer = "safety_office" if area == "N" else "city_management"
    period = Period(start=start, end=start + 60 * DAY)
    return Order(
        id="O",
        area=area,
        level=level,
        scope=(place,),
        period=period,
        issuer=issuer,
        issued_at=NOON - DAY,
    )


BOOKS: dict[str, tuple[Order, ...]] = {
    "none": (),
    "new area at 2": (order("N", "2", "N", NOON - DAY),),
    "city at 2": (order("C1", "2", "C1", NOON - DAY),),
    "over the city later": (order("N", "1", "C1", NOON + 1.5 * DAY),),
    "over a street later": (order("N", "1", "S2", NOON + 1.5 * DAY),),
    "over the other city later": (order("N", "1", "C2", NOON + 1.5 * DAY),),
    **{f"new area to end {x}": (order("N", x, "N", NOON - DAY),) for x in LEVELS},
    **{f"city to end {x}": (order("C1", x, "C1", NOON - DAY),) for x in LEVELS},
}


@dataclass(frozen=True)
class Try:
    """One proposal in one world."""

    book: str
    tier: str
    level: str
    proposal: IssueProposal | EndProposal
    signed: bool = False

    @property
    def evidence(self) -> Evidence:
        """With *signed*, each approval is signed by a person of its own."""
        if not self.signed:
            return NO_EVIDENCE
        return Evidence(signed={n: f"#{n}" for n in range(len(self.proposal.approvals))})


def approved(*bodies: str) -> tuple[Approval, ...]:
    return tuple(Approval(body=body, at=NOON) for body in bodies)


def assessed(*bodies: str) -> Assessment | None:
    return Assessment(by=bodies[0], with_=bodies[1:], at=NOON) if bodies else None


G, P, SO, PS = "governance_committee", "party_management", "safety_office", "public_security"
CM, CS = "city_management", "city_safety_office"


def tries() -> Iterator[Try]:
    for one in chain(_of_the_new_area(), _of_a_city(), _ends()):
        yield one
        if one.proposal.approvals and (one.book == "none" or one.book.endswith("3")):
            yield replace(one, signed=True)


def _issue(area: str, level: str, *, period: Span, **given: object) -> IssueProposal:
    lead, length = period
    start = NOON + lead
    asked = Period(start=start, end=None if length is None else start + length)
    words = {"id": "P", "area": area, "level": level, "period": asked, **given}
    return IssueProposal.model_validate(words)


def _of_the_new_area() -> Iterator[Try]:
    approvals = [(), (G,), (P,), (G, P), (SO,)]
    parties = [(), (SO,), (SO, PS), (PS,)]
    for level, scope, period in product(LEVELS, [(), ("N",)], PERIODS):
        for book in ("none", "new area at 2", "new area to end 1"):
            for bodies, party, reason in _asked(approvals, parties):
                yield Try(
                    book,
                    "new_area",
                    level,
                    _issue(
                        "N",
                        level,
                        scope=scope,
                        period=period,
                        issuer=SO,
                        approvals=approved(*bodies),
                        assessment=assessed(*party),
                        reason=reason,
                    ),
                )
            for issuer in (G, CM):
                given = {"approvals": approved(G, P), "assessment": assessed(SO, PS)}
                asked = _issue("N", level, scope=scope, period=period, issuer=issuer, **given)
                yield Try(book, "new_area", level, asked)


def _asked(
    approvals: list[tuple[str, ...]], parties: list[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str | None]]:
    """Yield approvals and parties, and a reason beside the assessment by both."""
    for bodies, party in product(approvals, parties):
        yield bodies, party, None
        if len(party) > 1:
            yield bodies, party, "why"


def _of_a_city() -> Iterator[Try]:
    standing = {"none", "city at 2", "city to end 1"}
    books = [name for name in BOOKS if "later" in name or name in standing]
    places = [("C1", ()), ("C1", ("C1",)), ("C1", ("S1",)), ("C9", ("C9",)), ("S1", ("S1",))]
    for level, (area, scope), period in product(LEVELS, places, PERIODS):
        if area != "C1" and period != PERIODS[0]:
            continue
        known = books if area == "C1" else ["none"]
        given = [((), None), ((), "why"), ((CM,), None), ((P,), None)]
        for book, issuer, (bodies, reason) in product(known, (CM, CS, SO), given):
            yield Try(
                book,
                TIERS[area],
                level,
                _issue(
                    area,
                    level,
                    scope=scope,
                    period=period,
                    issuer=issuer,
                    approvals=approved(*bodies),
                    reason=reason,
                ),
            )


def _ends() -> Iterator[Try]:
    for tier, words in (("new_area", "new area to end "), ("new_city", "city to end ")):
        for level, issuer, bodies, reason in product(
            LEVELS, (SO, G, CM, CS), [(), (G,), (P,), (G, P), (SO,)], (None, "why")
        ):
            end = EndProposal(
                id="P",
                action="end",
                order="O",
                at=NOON,
                issuer=issuer,
                approvals=approved(*bodies),
                reason=reason,
            )
            yield Try(f"{words}{level}", tier, level, end)


def decided(rules: Rules, asked: list[Try]) -> list[Decision]:
    scheme = compile_scheme(rules, AREAS)
    books: dict[str, OrderBook] = {name: book_of(scheme, orders) for name, orders in BOOKS.items()}
    return [decide(scheme, books[one.book], one.proposal, NOON, one.evidence) for one in asked]


def told(decision: Decision) -> tuple[object, ...]:
    """Return what is compared: the verdict; duties and grace of what is permitted; a floor's advice."""
    advice = [
        f.code for f in decision.findings if f.code.startswith("floor") and f.effect == "note"
    ]
    verdict = decision.verdict.value
    brings = (set(map(str, decision.duties)), decision.provisional_until)
    return (
        verdict,
        *(brings if decision.permitted else ()),
        advice if verdict != "deny" else [],
    )
