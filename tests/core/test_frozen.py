"""Frozen values made quickly are of the class that they stand for, in every way."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime
from typing import Any

import pytest

from responselevels.core.deciding.case import Case
from responselevels.core.frozen import maker
from responselevels.models.decisions import Change, Decision, Finding, Overtake, Replaced, Span

KINDS: tuple[type[Any], ...] = (Case, Change, Decision, Finding, Overtake, Replaced, Span)
MADE: tuple[Any, ...] = ("A", datetime(2026, 1, 1, tzinfo=UTC), None, "green", "red")


def test_what_is_made_is_equal_to_what_its_class_makes() -> None:
    names = [field.name for field in fields(Change)]
    made, plain = maker(Change)(*MADE), Change(**dict(zip(names, MADE, strict=True)))
    assert (made, type(made), repr(made), hash(made)) == (plain, Change, repr(plain), hash(plain))


def test_what_is_made_is_frozen_and_travels() -> None:
    made: Any = maker(Change)(*MADE)
    with pytest.raises(FrozenInstanceError):
        made.area = "B"
    # Spread over processes, decisions travel: as their own class, not as the twin.
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301


@pytest.mark.parametrize("kind", KINDS)
def test_each_field_is_taken_in_its_place(kind: type[Any]) -> None:
    names = [field.name for field in fields(kind)]
    made = maker(kind)(*names)
    assert [getattr(made, name) for name in names] == names


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_made_quickly_does_nothing_beside_setting_fields(kind: type[Any]) -> None:
    assert not hasattr(kind, "__post_init__")
    with pytest.raises(TypeError):
        maker(kind)()
