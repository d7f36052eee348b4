"""Nothing that a rules file says is missing from its page.

`whole.yaml` has every key of the format. Each text, id and number in it is changed in turn, and what it
is changed to must stand on the page; each word of a closed list, and each yes or no, must make a difference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest

from responselevels.files import read_document
from responselevels.files.sheets import Sheet, load_sheet
from responselevels.models.base import Model
from responselevels.models.rules import Rules
from responselevels.reports.pages.rules.contents import RulesContents, rules_contents
from responselevels.reports.pages.rules.html import rules_page
from responselevels.reports.pages.rules.markdown import rules_markdown
from tests.reports.pages.test_page import Reader

Where = tuple[str | int, ...]

WHOLE = read_document(Path(__file__).parent / "whole.yaml").data

OTHERWISE = {
    "scope": "optional",
    "digest": "optional",
    "period": "bounded",
    "counts_from": "end",
    "when": "lowered",
    "counts": "issued",
    "lowering": "free",
    "seen": "official",
    "every": "month",
    "unit": "vehicle",
    "zone": "Asia/Tokyo",
    "colour": "orange",
    "issued": "2021-03-05",
    "from": "2022-02-05T00:00+08:00",
    "to": "2031-02-07T00:00+08:00",
}
"""By key: another word, day or instant than that of the file."""
_CLOSED = {
    "open",
    "explicit",
    "required",
    "start",
    "raised",
    "touching",
    "refused",
    "mirror",
    "quarter",
}
_CLOSED |= {"person", "Asia/Shanghai", "yellow"}
_LANGS = {"en", "zh", "fr"}
ALONE = {
    ("format",),
    ("facts", 1, "type"),
    ("measures", 0, "need", "at_least", "sum", 1, "per", "steps"),
}
"""What has one value only."""


def leaves(data: Any, where: Where = ()) -> Iterator[tuple[Where, Any]]:
    if isinstance(data, dict | list):
        for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(inner, (*where, key))
    else:
        yield where, data


def with_at(where: Where, value: Any) -> Any:
    data = deepcopy(WHOLE)
    held = data
    for step in where[:-1]:
        held = held[step]
    held[where[-1]] = value
    return data


def renamed(data: Any, old: str, new: str) -> Any:
    """Return *data* with an id changed wherever it stands, as a key too."""
    if isinstance(data, dict):
        keys = _LANGS | set(FIELDS)
        return {
            new if key == old and key not in keys else key: renamed(inner, old, new)
            for key, inner in data.items()
        }
    if isinstance(data, list):
        return [renamed(inner, old, new) for inner in data]
    return new if data == old else data


def contents(data: Any, lang: str) -> RulesContents:
    # Not every change leaves the rules sound; a page shows whatever they say.
    sheet = Sheet(Rules.model_validate(data, by_alias=True, by_name=False))
    # A digest changes with everything, and says nothing.
    return replace(rules_contents(sheet, lang, hidden=True), digest="sha256:0")


def html(data: Any, lang: str) -> str:
    read = Reader(rules_page(contents(data, lang)).decode())
    return "\n".join(said for tag, _attrs, said in read.inside if tag not in {"style", "title"})


def markdown(data: Any, lang: str) -> str:
    return re.sub(r"\\(.)", r"\1", rules_markdown(contents(data, lang)))


FORMS = {"html": html, "markdown": markdown}


@cache
def models(hint: Any = Rules) -> dict[type[Model], set[str]]:
    """Return the models that a rules file is made of, each with its fields."""
    found: dict[type[Model], set[str]] = {}
    todo: list[Any] = [hint]
    while todo:
        one = todo.pop()
        if isinstance(one, type) and issubclass(one, Model):
            if one not in found:
                found[one] = set(one.model_fields)
                todo += get_type_hints(one).values()
        elif get_origin(one) in {Union, UnionType, Annotated, tuple, dict}:
            todo += get_args(one)
    return found


FIELDS = {field.alias or name for model in models() for name, field in model.model_fields.items()}


def given(part: object) -> Iterator[tuple[type[Model], str]]:
    if isinstance(part, Model):
        for name in part.model_fields_set:
            yield type(part), name
            yield from given(getattr(part, name))
    elif isinstance(part, dict | tuple):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from given(inner)


def test_the_file_has_every_key_of_the_format() -> None:
    rules = load_sheet(StringIO(json.dumps(WHOLE, ensure_ascii=False))).rules
    found = set(given(rules))
    wanted = {(model, name) for model, names in models().items() for name in names}
    assert wanted - found == set()


def changed(where: Where, value: Any, number: int) -> tuple[Any, str | None]:
    """Return the file with another value at a place, and what must then stand on the page; None: anything else."""
    if isinstance(value, bool):
        return with_at(where, not value), None
    if isinstance(value, int):
        return with_at(where, 300 + number), str(300 + number)
    if value.startswith("P") and value[1:2].isdigit():
        return with_at(where, f"P{300 + number}D"), str(300 + number)
    if value in _CLOSED or re.match(r"\d{4}-", value):
        return with_at(where, OTHERWISE[str(where[-1])]), None
    if where[-1] in _LANGS or where == ("sources", "memo", "title"):
        return with_at(where, f"{value} mark{number}"), f"{value} mark{number}"
    if where[-1] == "clause" or (len(where) > 1 and where[-2] in {"clause", "one_of"}):
        return with_at(where, f"mark{number}"), f"mark{number}"
    return renamed(WHOLE, value, f"mark{number}"), f"mark{number}"


@pytest.mark.parametrize(("lang", "form"), [("en", "html"), ("zh", "html"), ("zh", "markdown")])
def test_every_text_and_number_stands_on_the_page_and_every_choice_makes_a_difference(
    lang: str, form: str
) -> None:
    told = FORMS[form]
    plain, lost = told(WHOLE, lang), []
    for number, (where, value) in enumerate(leaves(WHOLE)):
        if where in ALONE:
            continue
        data, wanted = changed(where, value, number)
        text = told(data, lang)
        if text == plain or (wanted is not None and wanted not in text):
            lost.append((where, value))
    assert lost == []
