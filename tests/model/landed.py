"""The features of the second part of the semantics that are drawn and judged here.

A feature stands in `FEATURES` once the core decides it. The naive engine judges
every one of them from the text; a world is drawn with those alone that are named.
"""

from __future__ import annotations

KNOWN = (
    "lowering",
    "freshness",
    "digest",
    "tracks",
    "scope_tiers",
    "groups",
    "expected_end",
    "floors",
    "duties",
    "criteria",
)
"""Every feature there is, in the order of the sections that tell of it."""

FEATURES: frozenset[str] = frozenset(
    {
        "criteria",
        "digest",
        "duties",
        "expected_end",
        "floors",
        "freshness",
        "groups",
        "lowering",
        "scope_tiers",
        "tracks",
    }
)
"""Those that are drawn and judged."""
