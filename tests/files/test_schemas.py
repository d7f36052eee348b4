"""The published schemas are those of the models, and the shipped files fit them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from responselevels.cli.schemas import SCHEMAS, schema_text_of, write_all
from responselevels.files import load_proposals, read_document
from responselevels.files.shipped import shipped_files
from responselevels.files.syntax.disk import LARGE
from tests.files.making import BAD, PORT

ROOT = Path(__file__).resolve().parents[2]


def lying(pattern: str, *folders: str) -> list[Path]:
    """Return the files of that pattern in the *folders* and theirs."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob(pattern))


FILES = [
    (
        "rules",
        [
            *(files.rules for files in shipped_files() if files.filled is None),
            *lying("filled.yaml", "rules"),
        ],
    ),
    ("areas", lying("areas*.yaml", "examples", "rules")),
    ("orders", lying("orders*.yaml", "examples", "rules")),
    ("proposal", lying("proposals/*.yaml", "examples", "rules")),
    ("cases", lying("*.levels.yaml", "examples", "rules", "tests")),
]
SHIPPED = [(name, path) for name, paths in FILES for path in paths]


def schema(name: str) -> Any:
    return json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


def fits(name: str, data: object) -> bool:
    return bool(jsonschema.Draft202012Validator(schema(name)).is_valid(data))


def mappings(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema of a mapping in *part*."""
    if isinstance(part, list):
        for inner in part:
            yield from mappings(inner)
    if isinstance(part, dict):
        if "properties" in part and part.get("type") == "object":
            yield part
        for inner in part.values():
            yield from mappings(inner)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_the_models(name: str) -> None:
    text = (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert text == schema_text_of(name), "run: python -m responselevels.cli.schemas"
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_schema_takes_a_key_that_is_not_listed(name: str) -> None:
    assert all(part["additionalProperties"] is False for part in mappings(schema(name)))


def test_all_schemas_are_written_at_once(tmp_path: Path) -> None:
    write_all(tmp_path / "schemas")
    written = sorted(path.name for path in (tmp_path / "schemas").iterdir())
    assert written == sorted(path.name for path in (ROOT / "schemas").glob("*.json"))


@pytest.mark.parametrize(("name", "path"), SHIPPED, ids=lambda part: getattr(part, "stem", part))
def test_a_shipped_file_fits_its_schema(name: str, path: Path) -> None:
    assert fits(name, read_document(path, limit=LARGE).data)


@pytest.mark.parametrize(("name", "path"), SHIPPED, ids=lambda part: getattr(part, "stem", part))
def test_a_shipped_file_names_its_schema_for_editors(name: str, path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.split("=")[1]).resolve() == ROOT / f"schemas/{name}.schema.json"


def test_the_shipped_proposals_are_read() -> None:
    entries = [entry for path in FILES[3][1] for entry in load_proposals(path)]
    assert [str(entry.error) for entry in entries if entry.error is not None] == []


@pytest.mark.parametrize(
    "stem",
    [
        "rules-key-misspelt",
        "rules-key-missing",
        "rules-text-number",
        "rules-flag-quoted",
        "rules-choice",
        "rules-duration-months",
        "rules-to-empty",
        "rules-name-twice",
        "rules-cite-bare",
        "rules-cites-bare",
        "rules-cites-key-of-another",
        "rules-cites-key-unknown",
        "rules-count-zero",
        "rules-levels-few",
        "rules-format-later",
        "rules-condition-two-operators",
        "rules-title-language",
        "rules-valid-from-naive",
        "areas-none",
        "orders-period-key",
        "proposal-action",
        "proposal-end-missing",
    ],
)
def test_a_schema_refuses_what_it_can(stem: str) -> None:
    name = stem.split("-", maxsplit=1)[0]
    document = read_document(BAD / f"{stem}.yaml")
    assert not fits(name, document.data)


def test_the_sound_file_fits() -> None:
    assert fits("rules", read_document(BAD / "port.yaml").data)
    assert PORT
