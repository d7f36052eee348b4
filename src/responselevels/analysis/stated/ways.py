"""Properties of the author that say what can be done: who may act, and how soon an order is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, product

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    smallest,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.stated.trying import longer, permitted
from responselevels.analysis.stated.words import named, within
from responselevels.models.cases import AuthorProperty, May, WayBack, names_of
from responselevels.text.catalogue import Named, Phrase


def prove_may(stated: AuthorProperty, examined: ExaminedRules) -> Proof:
    """Prove that each body may do what is said of it, at each level and for each tier.

    It may where a proposal is permitted in a world that permitted orders can build, from the
    default on; that orders of the class could stand there is not enough.
    """
    said = stated.may or May(body=())
    levels, tiers = within(said, examined.rules)
    found = {
        (row.facts.issuer, row.question.tier, row.question.level)
        for row in _built(examined)
        if row.question.action == said.do
    }
    asked = list(product(names_of(said.body) or (), tiers, levels))
    against = [
        Counterexample(
            facts={
                "says": Phrase(
                    f"verify.stated.impossible.{said.do}",
                    {
                        "body": Named("body", body),
                        "tier": Named("tier", tier),
                        "level": Named("level", level),
                    },
                )
            }
        )
        for body, tier, level in asked
        if (body, tier, level) not in found
    ]
    return Proof.of(stated.name, len(asked), against)


def _built(examined: ExaminedRules) -> Iterator[DecidedClass]:
    """Yield the permitted classes whose order, or where they start from, permitted orders bring about."""
    rows = [row for row in examined.permitted if len(row.question.standing) < 2]
    issuing = [row for row in rows if row.question.action == "issue"]
    built = _Built(examined)
    # One order after another, until no round adds anything.
    while built.more(issuing):
        pass
    for row in rows:
        if built.starts(row) if row.question.action == "issue" else built.stands(row):
            yield row


class _Built:
    """The orders that permitted proposals bring about, and the levels at which areas come to stand."""

    def __init__(self, examined: ExaminedRules) -> None:
        self.worlds = examined.worlds
        self.levels = examined.common.levels
        self.tiers = examined.rules.tiers
        self.places = [tier.id for tier in self.tiers]
        self.default = self.levels[examined.common.default]
        # The tier of an area that orders, that of a place for which it does, and the level there.
        self.stood: set[tuple[str, str, str]] = set()
        self.orders: set[tuple[str, str, str | None]] = set()

    def more(self, issuing: Iterable[DecidedClass]) -> bool:
        """Take the orders that can be issued now; say whether there is one that was not known."""
        known = len(self.orders), len(self.stood)
        for row in filter(self.starts, issuing):
            tier, level = row.question.tier, row.question.level
            self.orders.add((tier, level, row.rule if row.provisional else None))
            self.stood |= {(tier, place, level) for place in self._reached(row)}
        return (len(self.orders), len(self.stood)) > known

    def _reached(self, row: DecidedClass) -> Iterator[str]:
        """Yield the tiers of the areas that come to stand where the order of *row* says."""
        own = self.places.index(row.question.tier)
        named = [self.places.index(place) for place in row.facts.tiers] or [own]
        for number, tier in enumerate(self.tiers):
            if number > own and not tier.inherits:
                return
            if number >= min(named):
                yield tier.id

    def starts(self, row: DecidedClass) -> bool:
        """Say whether areas come to stand where the order of *row* starts from, which it then names."""
        tier, named = row.question.tier, row.facts.tiers
        if all(self._stand(row, place) for place in named or (tier,)):
            return True
        # Of the tiers that are judged alike, one is in the row; areas of any of them may be named.
        others = self.places[self.places.index(tier) :]
        return any(self._stand(row, place) and self._may_name(row, place) for place in others)

    def _stand(self, row: DecidedClass, place: str) -> bool:
        """Say whether areas of the tier *place* come to stand where the order of *row* starts from.

        What stands there by an order from above is a floor, too: nothing milder starts from it.
        """
        tier, level, (standing,) = row.question.tier, row.question.level, row.question.standing
        milder = self.levels.index(level) < self.levels.index(standing)
        issuers = self.places[self.places.index(tier) :] if milder else self.places
        return standing == self.default or any(
            (by, place, standing) in self.stood for by in issuers
        )

    def _may_name(self, row: DecidedClass, place: str) -> bool:
        """Say whether the order of *row* is permitted for an area of the tier *place*, too."""
        found = self.worlds.judge(row.question, replace(row.facts, named=True, tiers=(place,)))
        return found is not None and found.permitted

    def stands(self, row: DecidedClass) -> bool:
        """Say whether the order that *row* ends or ratifies can be issued."""
        asked = row.question
        known = {
            by for tier, level, by in self.orders if (tier, level) == (asked.tier, asked.level)
        }
        return bool(known) if asked.action == "end" else asked.names[0] in known - {None}


# -- how soon an order is over -------------------------------------------------------------


def prove_way_back(stated: AuthorProperty, examined: ExaminedRules) -> Proof:
    """Prove that each order has run out in time, or somebody may end it early.

    Lines of areas may skip tiers, and where one is skipped its bodies are missing: each such
    line is looked at.
    """
    said = stated.way_back
    if said is None:
        return Proof.of(stated.name, 0, [])
    levels, tiers = within(said, examined.rules)
    against: list[Counterexample] = []
    looked = 0
    for tier in tiers:
        for shape in _lines(examined, tier):
            narrowed = examined.over(shape)
            rows = _rows(narrowed, tier, levels)
            looked += sum(row.question.action == "issue" for row in rows)
            # One line that shows it is enough for each tier.
            if not any(one.facts["tier"] == Named("tier", tier) for one in against):
                against += _lasting(narrowed, said, tier, rows)
    return Proof.of(stated.name, looked, against)


def _lines(examined: ExaminedRules, tier: str) -> Iterator[tuple[str, ...]]:
    """Yield the tiers of each line that ends in *tier*, those that skip none first."""
    above = examined.common.shape[: examined.common.shape.index(tier)]
    for count in range(len(above), -1, -1):
        for some in combinations(above, count):
            yield (*some, tier)


def _rows(examined: ExaminedRules, tier: str, levels: Iterable[str]) -> list[DecidedClass]:
    """Return the permitted classes of issuing and ending at *levels*."""
    wanted = set(levels)
    return [
        row
        for question in examined.questions()
        if question.tier == tier and question.level in wanted and len(question.standing) < 2
        for row in examined.rows_of(question)
        if row.permitted
    ]


def _lasting(
    examined: ExaminedRules, said: WayBack, tier: str, rows: list[DecidedClass]
) -> Iterator[Counterexample]:
    """Yield the smallest order of each level that lasts longer and that nobody may end."""
    ended = {row.question.level for row in rows if row.question.action == "end"}
    lasting: dict[str, list[DecidedClass]] = {}
    for row in rows:
        if row.question.action == "issue" and row.question.level not in ended:
            long = permitted(examined, row, longer(examined, row.facts, said.within))
            if long is not None:
                lasting.setdefault(row.question.level, []).append(long)
    above = named("tier", examined.common.shape[:-1])
    for level, orders in lasting.items():
        facts = {"tier": Named("tier", tier), "level": Named("level", level), "above": above}
        key = "verify.stated.lasting" + ("" if above else ".root")
        worded = Phrase(key, {**facts, "within": said.within})
        yield examined.shown(smallest(orders), says=worded, tier=Named("tier", tier))
