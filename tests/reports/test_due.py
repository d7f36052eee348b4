"""How what is due is told: a period that several areas are asked about alike is told once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from responselevels.core.due.rows import Due
from responselevels.models.texts import Text
from responselevels.reports.due import due_document, due_rows
from responselevels.reports.frame.wording import Locale
from tests.core.due.desk import BEIJING, on

JUNE, JULY, AUGUST = on(1, 0), on(1, 0, month=7), on(1, 0, month=8)
HERE = Locale("en").within(BEIJING)


def look(area: str, **changes: Any) -> Due:
    row: dict[str, Any] = {
        "kind": "cadence",
        "due": JULY,
        "area": area,
        "name": "look",
        "do": Text.of("look"),
        "period": (JUNE, JULY),
        **changes,
    }
    return Due(**row)


def told(*rows: Due) -> list[str]:
    """Return the lines of what is told of *rows*, but for times and what follows."""
    shown = due_rows(rows, HERE, at=on(20), until=AUGUST, zone=BEIJING)
    return [row.text for row in shown if "look" in row.text]


def test_areas_that_are_asked_alike_are_told_together() -> None:
    missed = look("east", missed=2, overdue=True)
    drill = look("east", name="drill", do=Text.of("look sharp"))
    later = look("east", due=AUGUST, period=(JULY, AUGUST))
    june = "look, for 2026-06-01 to 2026-06-30"
    assert told(missed, drill, look("east"), look("north"), look("west"), later) == [
        f"overdue: `east`: {june}",
        "`east`: look sharp, for 2026-06-01 to 2026-06-30",
        f"`east`, `north` and `west`: {june}",
        "`east`: look, for 2026-07-01 to 2026-07-31",
    ]


def test_programs_are_told_each_area_by_itself() -> None:
    rows = (look("east"), look("west"))
    document = due_document(rows, HERE, at=on(20), within=timedelta(days=20), zone=BEIJING)
    assert [(row["area"], row["message"]) for row in document["due"]] == [
        ("east", "`east`: look, for 2026-06-01 to 2026-06-30"),
        ("west", "`west`: look, for 2026-06-01 to 2026-06-30"),
    ]
    assert document["within"] == "P20D"
    assert [row["missed"] for row in document["due"]] == [0, 0]
