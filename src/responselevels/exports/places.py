"""Areas and their levels as GeoJSON (RFC 7946), by the models of geojson-pydantic.

Areas files have no geometry: it is taken from a GeoJSON file of the operator's, feature by feature, and
nothing of it is changed or made up. An area that the file does not have is a feature without geometry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from responselevels.errors import InputError, Place, Problem
from responselevels.exports.needing import needing
from responselevels.exports.tables import AreaLevel
from responselevels.models.times import instant_written
from responselevels.text.catalogue import Named, Titles
from responselevels.text.escaping import in_json

if TYPE_CHECKING:
    from geojson_pydantic import Feature

MEDIA = "application/geo+json"
"""The media type of a collection of features."""

_ODD = re.compile(r"null|NaN|Infinity")

ID_KEYS = ("area", "id")
"""The properties of a feature that may name its area, where its own `id` does not."""


def geometries_in(raw: bytes, file: str) -> dict[str, Any]:
    """Return the geometries of the GeoJSON file *raw*, by the area that each feature is of.

    A feature names its area by its `id`, else by its property `area` or `id`.

    Raises:
        InputError: it is no collection of features; one names no area, or one that another names too.
        MissingExtra: geojson-pydantic is not installed.
    """
    with needing("interop"):
        from geojson_pydantic import Feature, FeatureCollection
        from geojson_pydantic.geometries import Geometry

    try:
        collection = FeatureCollection[Feature[Geometry, dict[str, Any]]].model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        # Which of the kinds of geometry was tried stands in the place, too, and is none of the file.
        where = tuple(step for step in first["loc"] if step in _KEYS or isinstance(step, int))
        facts = {"reason": first["msg"]}
        raise InputError([Problem(Place(file, path=where), "geojson.form", facts)]) from None
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for number, feature in enumerate(collection.features):
        name, code = _area_of(feature), None
        if name is None:
            code = "geojson.area"
        elif name in found:
            code = "geojson.twice"
        elif not _is_finite(feature.geometry):
            code = "geojson.finite"
        else:
            found[name] = feature.geometry
        if code is not None:
            where = ("features", number)
            problems.append(Problem(Place(file, path=where), code, {"area": name}))
    if problems:
        raise InputError(problems)
    return found


_KEYS = {"type", "features", "id", "properties", "geometry", "geometries", "coordinates", "bbox"}


def _is_finite(geometry: Any) -> bool:
    """Say whether each coordinate is a number: JSON has no other, and some readers take them."""
    return geometry is None or not _ODD.search(geometry.model_dump_json())


def _area_of(feature: Any) -> str | None:
    given = [feature.id, *((feature.properties or {}).get(key) for key in ID_KEYS)]
    return next((str(one) for one in given if isinstance(one, str | int) and one != ""), None)


def places_of(
    levels: Iterable[AreaLevel],
    geometries: Mapping[str, Any],
    titles: Titles,
    lang: str,
    *,
    at: datetime,
) -> str:
    """Return the level of each area at *at* as a collection of features, with titles in *lang*.

    Raises:
        MissingExtra: geojson-pydantic is not installed.
    """
    with needing("interop"):
        from geojson_pydantic import Feature, FeatureCollection
    features: list[Feature[Any, Any]] = [
        Feature(
            type="Feature",
            id=one.area if one.track is None else f"{one.area} {one.track}",
            geometry=geometries.get(one.area),
            properties=_properties(one, titles, lang, at),
        )
        for one in levels
    ]
    collection = FeatureCollection(type="FeatureCollection", features=features)
    return in_json(collection.model_dump(mode="json", exclude_none=False)) + "\n"


def _properties(one: AreaLevel, titles: Titles, lang: str, at: datetime) -> dict[str, Any]:
    return {
        "area": one.area,
        "title": titles(Named("area", one.area), lang),
        "level": one.level,
        "level_title": None if one.level is None else titles(Named("level", one.level), lang),
        "track": one.track,
        "orders": list(one.orders),
        "at": instant_written(at),
    }
