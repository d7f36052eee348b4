"""The JSON Schema of events, and the table of their fields, made of the classes that read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from responselevels.register.log.event_fields import Header
from responselevels.register.log.kinds import CLASSES

Schema = dict[str, Any]
"""A JSON Schema: what is under a key depends on the key, in more ways than types would tell."""

_OF_THE_CHAIN: Mapping[str, Mapping[str, object]] = {
    "v": {"const": 1, "description": "the version of the format"},
    "prev": {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
        "description": "the SHA-256 of the line before it; zeros for the first",
    },
    "recorded_at": {"type": "string", "description": "when it was recorded, in UTC"},
    "semantics": {"type": "integer", "description": "the number of the program's meaning"},
}
"""Fields of every line that are looked at where the line is read, and not kept."""


def event_schema() -> Schema:
    """Return the schema of an event of any kind: one of the kinds, told apart by `kind`."""
    definitions: Schema = {}
    common = {**_OF_THE_CHAIN, **_properties(_schema_of(Header, definitions))}
    for own in ("recorded", "line", "judged"):
        common.pop(own)
    common = {name: _without_default(said) for name, said in common.items()}
    kinds = {}
    for kind in CLASSES:
        schema = _kind_schema(kind, definitions)
        schema["properties"] |= common
        schema["required"] += common
        kinds[kind] = schema
    for one in definitions.values():
        if "properties" in one:
            one["additionalProperties"] = False
    definitions["Actor"]["required"] = [*definitions["Actor"]["properties"]]
    return {
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds],
        "$defs": {**kinds, **definitions},
    }


def _kind_schema(kind: str, definitions: Schema) -> Schema:
    schema = _schema_of(CLASSES[kind], definitions)
    required = [name for name in schema["required"] if name != "header"]
    own = {
        name: said if name in required else _never_null(_without_default(said))
        for name, said in _properties(schema).items()
        if name != "header"
    }
    return {
        "type": "object",
        "description": _sentence(CLASSES[kind]),
        "properties": {"kind": {"const": kind}, **own},
        "required": ["kind", *required],
        "additionalProperties": False,
    }


def _without_default(said: Schema) -> Schema:
    return {name: value for name, value in said.items() if name != "default"}


def _never_null(said: Schema) -> Schema:
    """Return the schema of a field that is left out where there is nothing to say."""
    branches = [one for one in said.get("anyOf", ()) if one != {"type": "null"}]
    if len(branches) != 1:
        return dict(said)
    return {**branches[0], **{name: value for name, value in said.items() if name != "anyOf"}}


def _schema_of(model: type, definitions: Schema) -> Schema:
    schema = TypeAdapter(model).json_schema(by_alias=True)
    definitions.update(schema.pop("$defs", {}))
    definitions.pop(Header.__name__, None)
    return schema


def _properties(schema: Schema) -> Schema:
    properties: Schema = schema["properties"]
    return properties


def _sentence(model: type) -> str:
    return str(model.__doc__).partition("\n")[0]


# -- for the page ------------------------------------------------------------------------------


def field_table() -> str:
    """Return the fields of each kind as a table in Markdown, as docs/log-format.md has it."""
    rows = "\n".join(_rows())
    return f"| kind | field | type | holds |\n| --- | --- | --- | --- |\n{rows}\n"


def _rows() -> Iterator[str]:
    definitions: Schema = {}
    for kind in CLASSES:
        schema = _kind_schema(kind, definitions)
        for name, said in schema["properties"].items():
            if name != "kind":
                left_out = "" if name in schema["required"] else ", or left out"
                kinds = " or ".join(dict.fromkeys(_types(said)))
                yield f"| `{kind}` | `{name}` | {kinds}{left_out} | {said['description']} |"


_WORDS = {
    "string": "text",
    "integer": "integer",
    "boolean": "`true` or `false`",
    "array": "list",
    "object": "object",
    "null": "`null`",
}


def _types(said: Schema) -> Iterator[str]:
    """Yield the types that a value may have, in words."""
    if "anyOf" in said:
        for one in said["anyOf"]:
            yield from _types(one)
    elif "enum" in said or "const" in said or said.get("$ref", "").endswith("/Verdict"):
        yield "text"
    else:
        yield _WORDS[said.get("type", "object")]
