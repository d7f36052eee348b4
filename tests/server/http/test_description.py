"""The description of the service: kept in docs/openapi.json, sound, and whole."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from responselevels.server.app import create_app
from responselevels.server.http.description import BODIES, described
from responselevels.server.settings import ServerSettings
from tests.goldens import assert_golden
from tests.server.duty_room import Room

ROOT = Path(__file__).resolve().parents[3]
KEPT = ROOT / "docs" / "openapi.json"


def test_the_description_is_kept_and_compared() -> None:
    document = described(create_app(ServerSettings(registers=())))
    assert_golden(KEPT, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def test_the_server_gives_the_description_itself(room: Room) -> None:
    answer = room.client.get("/openapi.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == json.loads(KEPT.read_text(encoding="utf-8"))


def test_every_schema_is_one_and_everything_it_refers_to_is_there() -> None:
    document = json.loads(KEPT.read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    text = json.dumps(document)
    refs = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert refs <= set(schemas)


def test_every_operation_says_what_it_is_and_what_it_reads() -> None:
    document = json.loads(KEPT.read_text(encoding="utf-8"))
    names = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            names.append(operation["operationId"])
            assert operation["description"], path
            assert {one["name"] for one in operation["parameters"]} >= {"slug"}
            reads = "requestBody" in operation
            assert reads == (operation["operationId"] in BODIES), (method, path)
    assert len(names) == len(set(names))


def test_the_page_names_every_operation_with_its_address() -> None:
    document = json.loads(KEPT.read_text(encoding="utf-8"))
    told = [
        f"| {method.upper()} | `{path.removeprefix('/r/{slug}/api/v1')}` | `{operation['operationId']}` |"
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]
    rows = (ROOT / "docs" / "http.md").read_text(encoding="utf-8").splitlines()
    named = ["|".join(row.split("|")[:4]) + "|" for row in rows if row.startswith(("| GET", "| P"))]
    assert sorted(named) == sorted(told)
