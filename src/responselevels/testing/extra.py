"""The one place that imports Hypothesis; without it, `MissingExtra` says how to install it."""

from __future__ import annotations

from responselevels.errors import MissingExtra

try:
    from hypothesis import note, settings
    from hypothesis import strategies as st
    from hypothesis.stateful import (
        RuleBasedStateMachine,
        initialize,
        invariant,
        precondition,
        rule,
    )
except ModuleNotFoundError as error:
    raise MissingExtra("testing", "hypothesis") from error

__all__ = [
    "RuleBasedStateMachine",
    "initialize",
    "invariant",
    "note",
    "precondition",
    "rule",
    "settings",
    "st",
]
