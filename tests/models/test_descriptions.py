"""Each field of a format says what it means: to `help`, and in the published schemas."""

from __future__ import annotations

import json
import pydoc
from pathlib import Path

import pytest

from responselevels.models import (
    areas,
    cases,
    orders,
    proposals,
    rules,
)
from responselevels.models.base import Model, split_docstring
from responselevels.models.parts import cites, conditions, criteria, requires

ROOT = Path(__file__).resolve().parents[2]


MODELS = [
    thing
    for module in (areas, cases, cites, conditions, criteria, orders, proposals, requires, rules)
    for thing in vars(module).values()
    if isinstance(thing, type) and issubclass(thing, Model) and thing.__module__ == module.__name__
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_described_and_nothing_else(model: type[Model]) -> None:
    about, fields = split_docstring(model.__doc__ or "")
    assert about
    assert list(fields) == list(model.model_fields)
    assert all(said.endswith(".") for said in fields.values())


def test_help_shows_what_a_field_means() -> None:
    shown = pydoc.plain(pydoc.render_doc(orders.Order))
    assert "drill: whether it is a drill" in shown


@pytest.mark.parametrize("name", ["rules", "areas", "orders", "proposal", "cases"])
def test_the_schemas_describe_every_key(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    holders = [schema, *schema.get("$defs", {}).values()]
    silent = [
        key
        for holder in holders
        for key, part in holder.get("properties", {}).items()
        if not part.get("description")
    ]
    assert silent == []


def test_a_description_may_go_over_several_lines() -> None:
    text = "What it is.\n\nMore.\n\nAttributes:\n    one: first\n        line.\n    two_: second."
    assert split_docstring(text) == (
        "What it is.\n\nMore.",
        {"one": "first line.", "two_": "second."},
    )
    assert split_docstring("Alone.") == ("Alone.", {})
