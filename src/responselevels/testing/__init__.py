"""Tests of your own scheme: strategies, a machine, laws, a second engine, and a pytest plugin.

Names are found when first used: the plugin and the laws need no Hypothesis, the
strategies and the machine do (``pip install 'responselevels[testing]'``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from responselevels.testing import reference
    from responselevels.testing.laws.catalogue import LAWS, Law, LawBroken, check_laws
    from responselevels.testing.laws.history import AnyRegister, History, Step
    from responselevels.testing.machine import RegisterMachine
    from responselevels.testing.stated.laws import check_stated, stated_laws
    from responselevels.testing.strategies.formats import (
        areas,
        histories,
        instants,
        orders,
        periods,
        proposals,
        rules,
    )
    from responselevels.testing.timed import TICK, Timed

_HOMES = {
    "laws.history": ("AnyRegister", "History", "Step"),
    "laws.catalogue": ("LAWS", "Law", "LawBroken", "check_laws"),
    "machine": ("RegisterMachine",),
    "stated.laws": ("check_stated", "stated_laws"),
    "strategies.formats": (
        "areas",
        "histories",
        "instants",
        "orders",
        "periods",
        "proposals",
        "rules",
    ),
    "timed": ("TICK", "Timed"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "LAWS",
    "TICK",
    "AnyRegister",
    "History",
    "Law",
    "LawBroken",
    "RegisterMachine",
    "Step",
    "Timed",
    "areas",
    "check_laws",
    "check_stated",
    "histories",
    "instants",
    "orders",
    "periods",
    "proposals",
    "reference",
    "rules",
    "stated_laws",
]


def __getattr__(name: str) -> Any:
    """Find a public name in its module (PEP 562) and keep it.

    Raises:
        MissingExtra: it needs Hypothesis, which is not installed.
    """
    if name == "reference":
        return import_module(f"{__name__}.reference")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
