"""Areas on a map: GeoJSON, read by the library geojson, which shares nothing with what writes it."""

from __future__ import annotations

import json
from typing import Any

import geojson
import pytest

from responselevels.errors import InputError
from responselevels.exports.places import geometries_in, places_of
from tests.exports.made import EVIL, NOON, locale
from tests.exports.test_tables import LEVELS

SQUARE = [[[108.7, 34.3], [108.8, 34.3], [108.8, 34.4], [108.7, 34.3]]]


def collection(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def feature(geometry: Any = None, **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {}, **more}


POLYGON = {"type": "Polygon", "coordinates": SQUARE}


def problems(raw: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as error:
        geometries_in(raw, "map.json")
    return [(str(one.where), one.code) for one in error.value.problems]


def test_each_area_is_a_feature_with_its_level_and_the_geometry_of_the_file() -> None:
    known = geometries_in(collection(feature(POLYGON, id="port")), "map.json")
    text = places_of(LEVELS, known, locale().titles, "en", at=NOON)
    found = geojson.loads(text)
    assert found.is_valid
    first, second = found.features
    assert first.geometry == POLYGON
    assert first.properties == {
        "area": "port",
        "title": "The port",
        "level": "alert",
        "level_title": "Alert",
        "track": None,
        "orders": ["O-1", "O 2"],
        "at": "2026-03-01T04:00:00Z",
    }
    assert (second.geometry, second.properties["level"]) == (None, None)


@pytest.mark.parametrize(
    "given",
    [{"id": "port"}, {"properties": {"area": "port"}}, {"properties": {"id": "port"}}],
    ids=lambda given: next(iter(given)),
)
def test_a_feature_names_its_area_by_its_id_or_a_property(given: dict[str, Any]) -> None:
    known = geometries_in(collection(feature(POLYGON, **given)), "map.json")
    assert [*known] == ["port"]


def test_whatever_is_no_map_is_refused_with_its_place() -> None:
    assert problems(b"{") == [("map.json", "geojson.form")]
    assert problems(b"[" * 100_000) == [("map.json", "geojson.form")]
    assert problems(
        collection(feature({"type": "Polygon", "coordinates": [[[1, 2]]]}, id="a"))
    ) == [("map.json: features[0].geometry.coordinates[0]", "geojson.form")]
    assert problems(collection(feature(POLYGON))) == [("map.json: features[0]", "geojson.area")]
    twice = collection(feature(POLYGON, id="a"), feature(None, id="a"))
    assert problems(twice) == [("map.json: features[1]", "geojson.twice")]
    odd = collection(feature({"type": "Point", "coordinates": [float("nan"), 2]}, id="a"))
    assert problems(odd) == [("map.json: features[0]", "geojson.finite")]


def test_what_is_written_in_a_name_stays_in_it() -> None:
    text = places_of(LEVELS, {}, locale().titles, "en", at=NOON)
    assert text.count("\n") == 1
    assert not {char for char in text if ord(char) < 32} - {"\n"}
    found = json.loads(text)["features"][1]
    assert (found["id"], found["properties"]["area"]) == (f"{EVIL} police", EVIL)
    assert found["properties"]["title"].startswith("a\r\nDTEND")
