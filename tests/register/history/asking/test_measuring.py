"""Measures asked of registers: in memory, on a store, as of an earlier time, and as it was known then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from responselevels import InputError, Register, compare_measures
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.register import StoredRegister
from tests.register import duty
from tests.register.duty import at, made, opened, ward_order

RULES = Rules.model_validate(
    {
        **duty.RULES.model_dump(by_alias=True, exclude_unset=True),
        "measures": [
            {
                "id": "patrol",
                "do": "patrols",
                "from": "calm",
                "tiers": ["ward"],
                "need": {
                    "unit": "person",
                    "at_least": {"per": {"figure": "people", "every": 1000, "count": 2}},
                },
            },
            {
                "id": "double",
                "strengthens": "patrol",
                "from": "alert",
                "need": {
                    "unit": "person",
                    "at_least": {"per": {"figure": "people", "every": 1000, "count": 4}},
                },
            },
            {"id": "secret", "do": "watch the bridge", "from": "alert", "public": False},
        ],
    }
)


def wards(**people: int) -> Areas:
    """Return the areas, with how many *people* each ward has."""
    rows: list[dict[str, Any]] = [{"id": "district", "tier": "district"}]
    for name, number in people.items():
        figure = {"value": number, "unit": "person", "as_of": "2020-01-01"}
        row = {"id": name, "tier": "ward", "parent": "district", "figures": {"people": [figure]}}
        rows.append(row)
    return Areas.model_validate({"areas": rows})


@pytest.fixture
def clock() -> GivenClock:
    return duty.clock()


@pytest.fixture
def register(sqlite_url: str, clock: GivenClock) -> Iterable[StoredRegister]:
    with made(sqlite_url, clock, rules=RULES, areas=wards(north=1750, south=900)) as one:
        yield one


def needed(register: Any, area: str, when: datetime, **more: Any) -> Fraction | None:
    found = register.measures(area, at=when, **more)
    (patrol,) = [one for one in found.measures if one.measure == "patrol"]
    amount: Fraction | None = patrol.at_least.amount
    return amount


def test_a_register_answers_alike_in_memory_and_on_a_store(
    register: StoredRegister, sqlite_url: str
) -> None:
    register.issue(ward_order("P-1", level="alert", start=1, end=10))
    in_memory = Register(RULES, wards(north=1750, south=900), register.orders)
    for area in ("district", "north", "south"):
        for when in (at(0), at(1), at(9), at(10)):
            for hidden in (False, True):
                found = in_memory.measures(area, at=when, hidden=hidden)
                assert found == register.measures(area, at=when, hidden=hidden)
    assert opened(sqlite_url).measures("north", at=at(2)) == register.measures("north", at=at(2))
    assert [needed(register, "north", at(hours)) for hours in (0, 1, 10)] == [4, 7, 4]
    shown = register.measures("north", at=at(2), hidden=True).measures
    assert [(one.measure, one.public) for one in shown] == [("patrol", True), ("secret", False)]


def test_a_level_is_supposed_and_compared(register: StoredRegister) -> None:
    now = register.measures("north", at=at(0))
    then = register.measures("north", at=at(0), supposing="alert")
    assert (now.supposed, then.supposed) == (False, True)
    (difference,) = compare_measures(now, then)
    assert (difference.measure, difference.change) == ("patrol", "differ")
    assert needed(register, "north", at(0), supposing="closed") == 7
    in_memory = Register(RULES, wards(north=1750, south=900))
    assert needed(in_memory, "north", at(0), supposing="closed") == 7


def test_what_was_not_known_then_is_left_out(register: StoredRegister, clock: GivenClock) -> None:
    clock.at = at(2)
    register.issue(ward_order("P-1", level="alert", start=3, end=10))
    assert needed(register, "north", at(5)) == 7
    assert needed(register.as_known_at(at(1)), "north", at(5)) == 4


def test_areas_of_an_earlier_version_answer_for_their_time(
    register: StoredRegister, clock: GivenClock
) -> None:
    clock.at = at(5)
    register.adopt(areas=wards(harbour=3000, south=900), renamed={"north": "harbour"})
    assert needed(register, "harbour", at(1)) == 4
    assert needed(register, "harbour", at(6)) == 6
    assert register.measures("harbour", at=at(1)).area == "harbour"
    with pytest.raises(InputError, match="north"):
        register.measures("north", at=at(6))


def test_days_are_those_of_the_zone_of_the_rules() -> None:
    rows = [
        {"value": 1000, "unit": "person", "as_of": "2026-01-01"},
        {"value": 2000, "unit": "person", "as_of": "2026-03-02"},
    ]
    ward = {"id": "north", "tier": "ward", "parent": "district", "figures": {"people": rows}}
    areas = Areas.model_validate({"areas": [{"id": "district", "tier": "district"}, ward]})
    evening = datetime(2026, 3, 1, 17, tzinfo=UTC)  # 2 March in Beijing
    assert needed(Register(RULES, areas), "north", evening) == 2
    beijing = RULES.model_copy(update={"zone": "Asia/Shanghai"})
    assert needed(Register(beijing, areas), "north", evening) == 4


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"area": "nroth"}, "unknown area `nroth`"),
        ({"supposing": "alrt"}, "unknown level `alrt`"),
        ({"supposing": "alert", "track": "flood"}, "the rules have no tracks"),
        ({"track": "flood"}, "`supposing`"),
        ({"at": datetime(2026, 3, 1)}, "offset"),  # noqa: DTZ001
    ],
)
def test_what_is_not_there_is_refused(
    register: StoredRegister, asked: dict[str, Any], said: str
) -> None:
    given = {"area": "north", "at": at(0), **asked}
    for one in (register, Register(RULES, wards(north=1750))):
        with pytest.raises(InputError, match=said):
            one.measures(**given)
