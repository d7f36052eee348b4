"""Keys that the mapping at a given place of a model may have."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag


def keys_of(model: Any, loc: Iterable[str | int]) -> tuple[str, ...]:
    """Return the keys, as files write them, that the mapping at pydantic's *loc* may have."""
    here = [model]
    for step in loc:
        here = [inner for kind in here for inner in _inside(kind, step)]
    keys: dict[str, None] = {}
    for kind in here:
        for branch in _branches(kind):
            if isinstance(branch, type) and issubclass(branch, BaseModel):
                keys.update(dict.fromkeys(_aliases(branch)))
    return tuple(keys)


def _aliases(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _inside(kind: Any, step: str | int) -> Iterator[Any]:
    """Yield what *kind* has at *step*: an item, a value, a field, or the alternative so tagged."""
    tagged = [branch for branch in _alternatives(kind) if step in _tags(branch)]
    if tagged:
        yield from tagged
        return
    for branch in _branches(kind):
        origin = get_origin(branch)
        if origin is tuple and isinstance(step, int):
            kinds = get_args(branch)
            yield kinds[0] if kinds[-1] is Ellipsis else kinds[step]
        elif origin is dict:
            yield get_args(branch)[1]
        elif isinstance(branch, type) and issubclass(branch, BaseModel):
            for name, field in branch.model_fields.items():
                if step == (field.alias or name):
                    yield field.annotation


def _alternatives(kind: Any) -> Iterator[Any]:
    """Yield the members of a union, their tags still about them."""
    if get_origin(kind) in {Union, types.UnionType}:
        for member in get_args(kind):
            yield from _alternatives(member)
    elif get_origin(kind) is Annotated and not _tags(kind):
        yield from _alternatives(get_args(kind)[0])
    else:
        yield kind


def _tags(kind: Any) -> list[str]:
    if get_origin(kind) is not Annotated:
        return []
    return [mark.tag for mark in get_args(kind)[1:] if isinstance(mark, Tag)]


def _branches(kind: Any) -> Iterator[Any]:
    """Yield the plain kinds that *kind* may be."""
    for member in _alternatives(kind):
        yield get_args(member)[0] if get_origin(member) is Annotated else member
