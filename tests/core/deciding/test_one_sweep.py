"""One sweep gives the rows that a pass of its own for each kind gives."""

from __future__ import annotations

from collections import Counter
from typing import Any
from unittest.mock import patch

from responselevels.core.deciding.case import resolve
from responselevels.core.deciding.consequences import Sweep, consequences_of
from responselevels.core.deciding.decide import decide, fitting
from responselevels.core.orders import levels
from responselevels.core.orders.book import book_of
from responselevels.errors import InputError
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from tests.core.deciding.by_tracks import Consequences
from tests.core.desk import in_pairs, scheme_of
from tests.model.scenes import at, issue, order


def test_one_sweep_gives_the_rows_that_a_pass_for_each_kind_gives() -> None:
    seen: Counter[str] = Counter()
    for pair, question in in_pairs("one sweep", 1500):
        scheme, book = pair.core
        try:
            case = resolve(scheme, book, question.proposal, question.at)
        except InputError:
            continue
        # What is denied sets nothing in motion; the rows are asked for all the same.
        for rule in fitting(case) if case.start < case.end and case.inside else ():
            swept, plain = consequences_of(case, rule), Consequences(case, rule)
            assert swept.changes == plain.changes()
            assert swept.overtakes == plain.overtakes()
            assert swept.replaces == plain.replaces()
            seen.update(changes=len(swept.changes), overtakes=len(swept.overtakes))
            seen.update({question.proposal.action: bool(swept.changes)})
    assert all(seen[kind] > 10 for kind in ("changes", "overtakes", "issue", "end", "ratify")), seen


def test_decisions_are_the_same_where_branches_without_a_difference_are_passed_over() -> None:
    seen: Counter[str] = Counter()
    for pair, question in in_pairs("passed over", 1200):
        scheme, book = pair.core
        try:
            plain = decide(scheme, book, question.proposal, question.at)
        except InputError:
            continue
        with patch.object(levels, "WIDE", 0):
            assert decide(scheme, book, question.proposal, question.at) == plain
        seen.update(found.code for found in plain.findings)
        seen.update(changes=len(plain.changes), overtakes=len(plain.overtakes))
    kinds = ("changes", "overtakes", "floor.less_severe", "level.lowers")
    assert all(seen[kind] > 5 for kind in kinds), seen


def test_beneath_a_severe_order_milder_ones_are_not_looked_at() -> None:
    # A city of many streets, each with a mild order of its own, under a red one of the city.
    streets = [{"id": f"s{n:04}", "tier": "street", "parent": "city"} for n in range(600)]
    top = [{"id": "region", "tier": "region"}, {"id": "city", "tier": "city", "parent": "region"}]
    held = [
        order("C-1", "city", "orange", (1, 20), issuer="city_hall"),
        *[order(f"S-{n}", f"s{n:04}", "yellow", (1, 20), issuer="city_hall") for n in range(600)],
    ]
    scheme = scheme_of(areas=[*top, *streets])
    book = book_of(scheme, map(Order.model_validate, held))
    red = IssueProposal.model_validate(issue("city", "red", 4, 9, issuer="city_hall"))
    looked: list[int] = []
    with patch.object(Sweep, "_moved", counting(looked)):
        for _ in range(2):
            looked.clear()
            assert len(decide(scheme, book, red, at(3)).changes) == 1
    assert looked == [scheme.tree.numbers["city"]]


def counting(looked: list[int]) -> Any:
    moved = Sweep._moved

    def count(self: Sweep, heard: Any, told: Any = None) -> Any:
        looked.append(heard.area)
        return moved(self, heard, told)

    return count
