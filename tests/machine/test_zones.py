"""Time zones by name, and rules that name one that is not known."""

from __future__ import annotations

from datetime import UTC

import pytest

from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.machine.zones import zone_of, zone_problems
from responselevels.models.areas import Area, Areas
from responselevels.models.rules import Rules
from tests.core.world.test_soundness import SOUND

PORT = Areas(areas=(Area(id="port", tier="harbour"),))


def in_zone(zone: str, **changes: object) -> Rules:
    return Rules.model_validate({**SOUND, "zone": zone, **changes})


def test_a_zone_is_found_by_its_name() -> None:
    assert zone_of("UTC") is UTC
    assert str(zone_of("Asia/Shanghai")) == "Asia/Shanghai"
    assert [*zone_problems(in_zone("Asia/Shanghai"))] == []


def test_rules_in_a_zone_that_is_not_known_make_no_scheme() -> None:
    with pytest.raises(InputError) as caught:
        compile_scheme(in_zone("Mars/Olympus"), PORT)
    assert [problem.code for problem in caught.value.problems] == ["zone.unknown"]


def test_a_zone_that_is_not_known_is_told_with_all_else_that_is_wrong() -> None:
    with pytest.raises(InputError) as caught:
        compile_scheme(in_zone("Mars/Olympus", floors=[{"id": "f", "tier": "sea"}]), PORT)
    assert [one.code for one in caught.value.problems] == ["zone.unknown", "tier.unknown"]
