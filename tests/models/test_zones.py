"""Time zones are written by their names; which there are is found out elsewhere."""

from __future__ import annotations

import pytest

from responselevels.models.parts.zones import Zone
from tests.models.making import accepted, refused


@pytest.mark.parametrize(
    "name",
    [
        "Asia/Shanghai",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT+8",
        "UTC",
        "America/Port-au-Prince",
    ],
)
def test_a_name_of_the_tz_database_is_a_zone(name: str) -> None:
    assert accepted(Zone, name) == name


@pytest.mark.parametrize(
    "value",
    [
        "+08:00",
        "Z",
        "",
        "Beijing",
        "Asia/",
        "/Shanghai",
        "Asia//Shanghai",
        "../etc/passwd",
        "亚洲/上海",
        8,
    ],
)
def test_what_is_written_otherwise_is_none(value: object) -> None:
    assert refused(Zone, value)[0] == "zone.form"
