"""The JSON Schemas of the formats, for editors and other programs (docs/formats.md).

They come from the models, so a key can be in the one only where it is in the
other. What the models leave to `core.world.soundness` and a schema can say (a list
that may not be empty, a name that may not stand twice) is added here. A schema
refuses less than the package does: names across a file it cannot look up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from responselevels.core.world.soundness import FORMAT
from responselevels.models.areas import Areas
from responselevels.models.base import split_docstring
from responselevels.models.cases import PROPERTY_KINDS, CaseFile
from responselevels.models.orders import Orders
from responselevels.models.parts.deeds import KINDS, Deeds
from responselevels.models.proposals import Proposal
from responselevels.models.rules import Rules

DIALECT = "https://json-schema.org/draft/2020-12/schema"

INPUTS: Mapping[str, Any] = {
    "rules": Rules,
    "areas": Areas,
    "orders": Orders,
    "proposal": Proposal,
    "deeds": Deeds,
    "cases": CaseFile,
}
"""The formats that are read, by name, with their models."""

_SOME = {"minItems": 1}
_SOME_NAMES = {"minItems": 1, "uniqueItems": True}

_TIGHTER: Mapping[tuple[str, str], Mapping[str, object]] = {
    ("Rules", "format"): {"const": FORMAT},
    ("Rules", "levels"): {"minItems": 2},
    ("Cite", "clause"): _SOME_NAMES,
    ("Transition", "from"): {"uniqueItems": True},
    ("Transition", "to"): _SOME_NAMES,
    ("Transition", "issuers"): _SOME_NAMES,
    ("Ending", "of"): _SOME_NAMES,
    ("Ending", "issuers"): _SOME_NAMES,
    ("AssessmentRule", "by"): _SOME_NAMES,
    ("AssessmentRule", "with"): {"uniqueItems": True},
    ("AnyOf", "any_of"): _SOME_NAMES,
    ("AllOf", "all_of"): _SOME_NAMES,
    ("Quorum", "of"): _SOME_NAMES,
    ("Quorum", "count"): {"minimum": 1},
    ("Areas", "areas"): _SOME,
    ("Measure", "at"): _SOME_NAMES,
    ("Measure", "tiers"): _SOME_NAMES,
    ("Measure", "tracks"): _SOME_NAMES,
    ("Measure", "spots"): _SOME_NAMES,
    ("Measure", "by"): _SOME_NAMES,
    ("SumAmount", "sum"): _SOME,
    ("Order", "scope"): _SOME,
    ("CaseFile", "format"): {"const": FORMAT},
    ("CaseFile", "cases"): _SOME,
    ("CaseFile", "properties"): _SOME,
    ("Needs", "approvals"): {"minimum": 1},
}

_DAYS = (
    ("Orders", "known_from"),
    ("Order", "issued_at"),
    ("Order", "expected_end"),
    ("Period", "start"),
    ("Period", "end"),
    ("End", "at"),
    ("End", "decided_at"),
    ("Record", "announced"),
)
"""Where a day may stand for an instant in a file of orders, in records of the past."""

_DAY = r"^\d{4}-\d{2}-\d{2}"
"""The pattern of a day, with which that of an instant begins."""

_ASKED = ("Requires", "EndingRequires", "Ratify")
"""What has `cites`, for keys beside it."""

_KINDS = {"oneOf": [{"required": [kind]} for kind in PROPERTY_KINDS]}
"""A property is of one kind."""

_OF_ONE = {"oneOf": [{"required": [kind, of]} for kind, of in KINDS.items()]}
"""A deed is of one thing, and of an area or an order."""

_FILLED = {"anyOf": [{"required": ["areas", "cases"]}, {"required": ["properties"]}]}
"""A case file has cases, and then areas; or properties."""

_EITHER = {"anyOf": [{"required": ["clause"]}, {"required": ["reading"]}]}
"""A `cite` that has neither says nothing."""


def schema_of(model: Any, name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what *model* reads, titled with the format's *name*."""
    schema = TypeAdapter(model).json_schema(by_alias=True)
    named = {getattr(model, "__name__", name): schema, **schema.get("$defs", {})}
    for (holder, key), more in _TIGHTER.items():
        if holder in named:
            _tighten(named[holder]["properties"][key], more)
    for holder in _ASKED:
        if holder in named:
            fields = named[holder]["properties"]
            _tighten(
                fields["cites"],
                {"propertyNames": {"enum": [name for name in fields if name != "cites"]}},
            )
    if model is Orders:
        for holder, key in _DAYS:
            _let_days(named[holder]["properties"][key])
    if "Cite" in named:
        named["Cite"].update(_EITHER)
    if "Deed" in named:
        named["Deed"].update(_OF_ONE)
    if "AuthorProperty" in named:
        named["AuthorProperty"].update(_KINDS)
        named["CaseFile"].update(_FILLED)
    return titled(schema, name)


def _let_days(schema: dict[str, Any]) -> None:
    for part in _parts(schema):
        if part.get("pattern", "").startswith(_DAY):
            part["pattern"] = f"{part['pattern']}|{_DAY}$"


def titled(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """Return *schema* titled with the format's *name*, and no part of it with a title of its own."""
    for part in _parts(schema):
        part.pop("title", None)
        _describe(part)
    return {"$schema": DIALECT, "title": f"responselevels {name}", **schema}


def _describe(part: dict[str, Any]) -> None:
    """Give the description of each field, which stands with that of its class, to the field."""
    about, fields = split_docstring(part.get("description", ""))
    if fields:
        part["description"] = about
        for name, said in fields.items():
            part["properties"][name.rstrip("_")]["description"] = said


def _tighten(schema: dict[str, Any], more: Mapping[str, object]) -> None:
    branches = schema.get("anyOf") or schema.get("oneOf") or [schema]
    for branch in branches:
        if branch.get("type") not in ("null", "string"):
            branch.update(more)


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield *schema* and every schema in it; not the tables of properties between them."""
    if isinstance(schema, list):
        for part in schema:
            yield from _parts(part)
    elif isinstance(schema, dict):
        yield schema
        for key, part in schema.items():
            if key in {"properties", "$defs"}:
                yield from _parts(list(part.values()))
            elif isinstance(part, dict | list) and key not in {"default", "discriminator"}:
                yield from _parts(part)


def schema_text(schema: Mapping[str, Any]) -> str:
    """Return *schema* as the published file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
