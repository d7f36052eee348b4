"""Arguments of what testers call, held to the kinds that they take before anything is drawn.

A strategy that was made from the wrong thing would else fail deep inside of a draw, and
Hypothesis would look for the smallest example of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar

from pydantic_core import PydanticCustomError

from responselevels.errors import InputError, Place, Problem, expect
from responselevels.models.times import instant_of
from responselevels.text.catalogue import Phrase

P = ParamSpec("P")
T = TypeVar("T")

NOTHING = type(None)


def takes(**kinds: tuple[type, ...]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return what makes a call hold each argument to the *kinds* of its name.

    A call so made raises `WrongKind` for another kind, and `InputError` for a time
    without an offset.
    """

    def held(call: Callable[P, T]) -> Callable[P, T]:
        asked = signature(call)

        @wraps(call)
        def checked(*args: P.args, **named: P.kwargs) -> T:
            for name, value in asked.bind(*args, **named).arguments.items():
                if name in kinds:
                    expect(name, value, *kinds[name])
                if isinstance(value, datetime):
                    _hold_instant(name, value)
            return call(*args, **named)

        return checked

    return held


def _hold_instant(name: str, value: datetime) -> None:
    try:
        instant_of(value)
    except PydanticCustomError as error:
        problem = Problem(Place(path=(name,)), error.type, error.context or {})
        raise InputError([problem]) from None


def one_of(name: str, value: str, known: Collection[str]) -> None:
    """Let *value* pass if it is one of the *known* words.

    Raises:
        InputError: it is none of them.
    """
    if value in known:
        return
    found = Phrase("phrase.found.text", {"value": value})
    facts = {"found": found, "known": tuple(f"`{one}`" for one in known), "near": ""}
    raise InputError([Problem(Place(path=(name,)), "choice.unknown", facts)])
