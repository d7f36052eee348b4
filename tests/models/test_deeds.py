"""Deeds: each is of exactly one thing, and of an area or an order (docs/formats.md, Deeds)."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.models.parts.deeds import Deed, Deeds
from tests.models.making import accepted, refused

AT = "2026-05-20T09:00+08:00"


@pytest.mark.parametrize(
    ("written", "of"),
    [
        ({"does": "assess", "area": "east"}, ("does", "assess", "east")),
        ({"duty": "report", "order": "R-1"}, ("duty", "report", "R-1")),
        ({"review": "again", "order": "R-1"}, ("review", "again", "R-1")),
    ],
)
def test_a_deed_says_what_it_is_of(written: dict[str, str], of: tuple[str, str, str]) -> None:
    deed: Deed = accepted(Deed, {**written, "at": AT})
    assert deed.of == of
    assert Deeds(deeds=(deed,)).deeds == (deed,)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({}, "deed.kind"),
        ({"area": "east"}, "deed.kind"),
        ({"does": "assess", "duty": "report", "area": "east"}, "deed.kind"),
        ({"does": "assess"}, "deed.of"),
        ({"does": "assess", "order": "R-1"}, "deed.of"),
        ({"does": "assess", "area": "east", "order": "R-1"}, "deed.of"),
        ({"duty": "report", "area": "east"}, "deed.of"),
        ({"review": "again"}, "deed.of"),
    ],
)
def test_a_deed_is_of_exactly_one_thing(written: dict[str, Any], code: str) -> None:
    assert refused(Deed, {**written, "at": AT})[0] == code


def test_what_is_no_mapping_is_no_deed() -> None:
    assert refused(Deed, "assess")[0] == "model_type"
