"""How the tests of the models ask what a model says of a value."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

Refusal = tuple[str, dict[str, Any]]


def accepted(kind: Any, value: object) -> Any:
    """Return what *kind* makes of *value*."""
    return TypeAdapter(kind).validate_python(value)


def refused(kind: Any, value: object) -> Refusal:
    """Return the code, and the facts, with which *kind* refuses *value*."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    (error,) = caught.value.errors()
    return error["type"], error.get("ctx", {})


def problems(kind: Any, value: object) -> list[tuple[str, tuple[int | str, ...]]]:
    """Return the code and the place of everything that *kind* refuses in *value*."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    return [(error["type"], error["loc"]) for error in caught.value.errors()]
