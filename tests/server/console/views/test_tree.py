"""Trees of a few areas and of a province: how much of them a page has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.server.console.frame.severity import shade_of
from tests.register.duty import AREAS, RULES, START, made
from tests.server.console.browsing import Window
from tests.server.duty_room import NORTH, OFFICER, app_of, settings_of

WARDS = 140_000
_DATA = RULES.model_dump(mode="json", by_alias=True, exclude_defaults=True)
STREETS = Rules.model_validate({**_DATA, "tiers": [*_DATA["tiers"], {"id": "street"}]})


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A register of 140,000 areas: a district with 14 wards, each with 10,000 beneath it."""
    folder: Path = tmp_path_factory.mktemp("province")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESPONSELEVELS_STATE", str(folder / "state"))
        areas = [Area(id="district", tier="district")]
        for ward in ("north", *(f"w{number}" for number in range(13))):
            areas.append(Area(id=ward, tier="ward", parent="district"))
            areas += [
                Area(id=f"{ward}-{n}", tier="street", parent=ward) for n in range(WARDS // 14)
            ]
        url, clock = f"sqlite:///{folder}/province.db", GivenClock(START)
        with made(url, clock, rules=STREETS, areas=Areas(areas=tuple(areas))):
            pass
        with TestClient(app_of(settings_of(url, clock)), "http://127.0.0.1") as client:
            yield client


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 300_000),
        ("?area=north", 150_000),
        ("?area=north&begin=9800", 150_000),
        ("?q=north-77", 100_000),
        ("?q=district", 100_000),
        ("board", 150_000),
        ("propose", 100_000),
        ("areas/district", 100_000),
    ],
)
def test_a_page_of_a_province_is_small(province: TestClient, path: str, most: int) -> None:
    page = Window(province, OFFICER).go(f"/r/duty/{path}")
    assert page.status == 200
    assert len(page.answer.content) < most


def test_every_area_of_a_province_can_be_reached(province: TestClient) -> None:
    window = Window(province, OFFICER)
    assert "Areas beneath: 10000" in window.go("/r/duty/").text
    assert "north-9999" in window.go("/r/duty/?area=north&begin=9800").text
    assert "More areas" in window.go("/r/duty/?area=north").text
    assert "`north-123`: 11; shown: 11." in window.go("/r/duty/?q=north-123").text
    assert "shown: 100." in window.go("/r/duty/?q=w1").text


def test_who_is_bound_to_a_ward_begins_there(province: TestClient) -> None:
    page = Window(province, NORTH).go("/r/duty/")
    assert "north" in page.text
    assert "w12" not in page.text
    assert "`w12`: 0; shown: 0." in Window(province, NORTH).go("/r/duty/?q=w12").text


def test_the_most_severe_level_always_has_the_same_colour() -> None:
    scheme = compile_scheme(RULES, AREAS)
    assert [shade_of(scheme, level) for level in scheme.levels] == [0, 2, 3, 4]
    assert shade_of(scheme, None) is None
    for count in range(2, 12):
        levels = [{"id": f"l{n}", "default": n == 0} for n in range(count)]
        data = {
            "format": 1,
            "id": "x",
            "levels": levels,
            "tiers": [{"id": "district"}, {"id": "ward"}],
        }
        found = compile_scheme(Rules.model_validate(data), AREAS)
        shades = [shade_of(found, level) or 0 for level in found.levels]
        assert (shades[0], shades[-1]) == (0, 4)
        assert shades == sorted(shades)
