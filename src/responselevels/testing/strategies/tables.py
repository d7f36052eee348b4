"""Strategies of tables of criteria, and of facts that call for a level by them."""

from __future__ import annotations

from typing import Any

from responselevels.models.parts.criteria import FactValue
from responselevels.models.parts.requires import AssessmentRule
from responselevels.models.rules import Rules
from responselevels.testing.extra import st
from responselevels.testing.laws.reference_tables import facts_calling_for, table_of

FACTS: tuple[dict[str, Any], ...] = (
    {"id": "people", "unit": "person", "from": 0},
    {"id": "outdoors", "type": "yes_no"},
    {"id": "kind", "one_of": ["sport", "fair", "concert"]},
)
TABLE = "grade"


@st.composite
def tables(draw: st.DrawFn, levels: tuple[str, ...]) -> dict[str, Any]:
    """Draw a table that calls for each of *levels* by some facts.

    Bands of people, one for each level; one band may be cut by a further fact, or be left to
    `otherwise`.
    """
    rows: list[dict[str, Any]] = []
    for number, level in enumerate(levels):
        band: dict[str, Any] = {"from": 10 * number}
        if number + 1 < len(levels):
            band["below"] = 10 * (number + 1)
        rows += draw(_cut({"people": band}, level, levels))
    made: dict[str, Any] = {"id": TABLE, "rows": rows}
    if draw(st.booleans()):
        made["otherwise"] = rows.pop(draw(st.integers(0, len(rows) - 1)))["levels"]
    return made


@st.composite
def _cut(
    draw: st.DrawFn, when: dict[str, Any], level: str, levels: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Draw the rows of one band: the first is for *level*, and may be for another, too."""
    more = sorted({level, draw(st.sampled_from(levels))})
    also = draw(st.sampled_from(([level], [level], more)))
    other = [draw(st.sampled_from(levels))]
    halves: tuple[Any, Any] | None = draw(
        st.sampled_from((None, None, (True, False), (["fair", "sport"], "concert")))
    )
    if halves is None:
        return [{"when": when, "levels": also}]
    name = "outdoors" if halves[0] is True else "kind"
    return [
        {"when": {**when, name: halves[0]}, "levels": also},
        {"when": {**when, name: halves[1]}, "levels": other},
    ]


def calling_for(rules: Rules, asked: AssessmentRule | None, level: str) -> dict[str, FactValue]:
    """Return facts that call for *level* by the table that *asked* names; none where none is named."""
    table = table_of(rules, asked)
    return {} if table is None else facts_calling_for(rules, table, level)
