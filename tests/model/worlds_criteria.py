"""Random facts and decision tables, and what assessments state of them.

A table is made by cutting all sets of facts in two again and again, so that its rows
overlap nowhere; some rows are then left to `otherwise`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from responselevels.models.parts.criteria import Bounds, Fact, Row, Table
from responselevels.models.parts.requires import AssessmentRule
from responselevels.models.rules import Rules
from tests.model.worlds_tools import CITE, Draw

Part = dict[str, Any]
"""What is left of each fact that was cut: a pair of numbers, or the values."""

FACTS = (
    Fact.model_validate({"id": "people", "unit": "person", "from": 0}),
    Fact.model_validate({"id": "depth", "unit": "metre"}),
    Fact(id="outdoors", type="yes_no"),
    Fact(id="kind", one_of=("sport", "concert", "fair", "3")),
)
CUTS: dict[str, tuple[Decimal, ...]] = {
    "people": tuple(map(Decimal, ("1", "1000", "5000"))),
    "depth": tuple(map(Decimal, ("-1", "0", "2.5"))),
}


def criteria_of(draw: Draw, levels: tuple[str, ...]) -> tuple[tuple[Fact, ...], tuple[Table, ...]]:
    """Draw up to four facts and one or two tables over them."""
    facts = draw.some(FACTS, len(FACTS))
    tables = tuple(
        _table_of(draw, f"table-{number}", facts, levels) for number in range(draw.one((1, 1, 2)))
    )
    return facts, tables


def _table_of(draw: Draw, name: str, facts: tuple[Fact, ...], levels: tuple[str, ...]) -> Table:
    parts: list[Part] = [{}]
    for _ in range(draw.one((1, 2, 2, 3, 4))):
        part = draw.one(parts)
        halves = _halves_of(draw, part, draw.one(facts))
        if halves is not None:
            parts.remove(part)
            parts += halves
    draw.random.shuffle(parts)
    left_out = draw.random.randint(1, len(parts) - 1) if len(parts) > 1 and draw.chance(0.5) else 0
    rows = tuple(_row_of(draw, part, levels) for part in parts[left_out:])
    otherwise = draw.some(levels, len(levels)) if left_out or draw.chance(0.1) else None
    cite = CITE if draw.chance(0.3) else None
    return Table(id=name, rows=rows, otherwise=otherwise, cite=cite)


def _halves_of(draw: Draw, part: Part, fact: Fact) -> list[Part] | None:
    """Cut *part* in two by *fact*; None where it cannot be cut there any further."""
    if fact.id in CUTS:
        least, most = part.get(fact.id, (None, None))
        inside = [
            cut
            for cut in CUTS[fact.id]
            if (least is None or least < cut) and (most is None or cut < most)
        ]
        if not inside:
            return None
        cut = draw.one(inside)
        return [{**part, fact.id: (least, cut)}, {**part, fact.id: (cut, most)}]
    values = part.get(fact.id, fact.one_of or (False, True))
    if len(values) < 2:
        return None
    first = draw.some(values, len(values) - 1)
    rest = tuple(value for value in values if value not in first)
    return [{**part, fact.id: first}, {**part, fact.id: rest}]


def _row_of(draw: Draw, part: Part, levels: tuple[str, ...]) -> Row:
    when: dict[str, Any] = {}
    for fact, kept in part.items():
        if fact in CUTS:
            least, most = kept
            bounds = {"from": least, "below": most}
            when[fact] = Bounds.model_validate(
                {key: written(draw, end) for key, end in bounds.items() if end is not None}
            )
        else:
            alone = len(kept) == 1 and (fact == "outdoors" or draw.chance(0.5))
            when[fact] = kept[0] if alone else kept
    some = draw.some(levels, 2)
    return Row(when=when, levels=some, cite=CITE if draw.chance(0.3) else None)


def written(draw: Draw, number: Decimal) -> int | str:
    """Return *number* as a file may write it: a whole one as it is, or as text."""
    if number == number.to_integral_value() and draw.chance(0.7):
        return int(number)
    return str(number) if draw.chance(0.5) or "." in str(number) else f"{number}.0"


def stated_by(draw: Draw, rules: Rules, wanted: AssessmentRule, aimed: tuple[str, float]) -> Part:
    """Draw what an assessment states: right for a level, or spoilt so often; with some left out."""
    level, slips = aimed
    table = next((one for one in rules.tables if one.id == wanted.table), None)
    if table is None:
        return {}
    right = [row for row in table.rows if level in row.levels]
    row = draw.one(right) if right and not draw.chance(slips) else draw.one(table.rows)
    stated = {fact.id: _value_of(draw, fact, row.when.get(fact.id)) for fact in rules.facts}
    most = draw.one((0, 0, 0, 1, 2))
    left_out = draw.random.sample(sorted(stated), min(most, len(stated)))
    return {fact: value for fact, value in stated.items() if fact not in left_out}


def _inside(number: Decimal, wanted: object) -> bool:
    if not isinstance(wanted, Bounds):
        return True
    above = wanted.from_ is None or Decimal(wanted.from_) <= number
    return above and (wanted.below is None or number < Decimal(wanted.below))


def _value_of(draw: Draw, fact: Fact, wanted: object) -> int | str | bool:
    """Draw a value of *fact* that is *wanted*: of numbers a bound, or one near it."""
    if fact.id in CUTS:
        steps = (Decimal(0), Decimal("-0.5"), Decimal("0.5"))
        near = [cut + step for cut in CUTS[fact.id] for step in steps]
        able = [number for number in near if fact.from_ is None or number >= Decimal(fact.from_)]
        inside = [number for number in able if _inside(number, wanted)]
        return written(draw, draw.one(inside or able))
    if fact.one_of is None:
        return draw.chance(0.5) if wanted is None else bool(wanted)
    values = fact.one_of if wanted is None else wanted
    return draw.one(values) if isinstance(values, tuple) else str(values)
