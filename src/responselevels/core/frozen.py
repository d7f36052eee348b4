"""Frozen values made at the price of plain ones.

A frozen dataclass sets each field through `object.__setattr__`, which a decision with a hundred
rows pays for a thousand times. `maker` makes a twin of such a class that is the same but for
being frozen, fills that, and then calls it by the class that it stands for. Measured: a third
of the time for a row of five fields, a quarter for a decision (docs/decisions/0044).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar, cast

T = TypeVar("T")


def maker(kind: type[T]) -> Callable[..., T]:
    """Return a function that makes a *kind* from the values of all its fields, in their order.

    *kind* is a frozen dataclass with slots, which does nothing beside setting its fields. What
    comes back is of that very class: frozen, equal to one made by its own name, and so on.
    """
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    # The same slots in the same order: only then Python lets an object change its class.
    twin = type(kind.__name__, (), {"__slots__": tuple(names)})
    # Written out, as `dataclasses` writes out what sets the fields of a class: one call in all.
    lines = [
        f"def make({', '.join(names)}):",
        " _made = _new(_twin)",
        *[f" _made.{name} = {name}" for name in names],
        " _made.__class__ = _kind",
        " return _made",
    ]
    scope: dict[str, Any] = {"_new": object.__new__, "_twin": twin, "_kind": kind}
    exec("\n".join(lines), scope)  # noqa: S102 - made of the names of fields alone
    return cast("Callable[..., T]", scope["make"])
