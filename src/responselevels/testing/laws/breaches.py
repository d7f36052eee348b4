"""`Breach`: what was found against a law, as a code and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from responselevels.text.catalogue import Named, worded

if TYPE_CHECKING:
    from responselevels.testing.laws.history import Step


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing found against a law; *code* names the sentence ``breach.<code>``.

    *shown* are what the law asked by itself and saw it by, where it was not in a step.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    shown: tuple[Step, ...] = field(default=(), compare=False, repr=False)

    def worded(self, lang: str = "en") -> str:
        """Return what was found, in one sentence of *lang*."""
        return worded(f"breach.{self.code}", self.facts, lang)


def breach(code: str, *, shown: tuple[Step, ...] = (), **facts: object) -> Breach:
    """Return a breach with these facts, as *shown* by these questions."""
    return Breach(code, facts, shown)


def area(name: str) -> Named:
    """Return the area as a fact."""
    return Named("area", name)


def level(name: str) -> Named:
    """Return the level as a fact."""
    return Named("level", name)


def order(name: str) -> Named:
    """Return the order as a fact."""
    return Named("order", name)


def orders(names: tuple[str, ...]) -> tuple[Named, ...]:
    """Return the orders as a fact."""
    return tuple(Named("order", name) for name in names)
