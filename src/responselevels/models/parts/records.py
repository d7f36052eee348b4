"""Records of the past: orders that are known, and that nobody here decided (docs/formats.md, Orders)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from responselevels.models.base import Id, Model, Words
from responselevels.models.times import Instant


class Record(Model):
    """What is known of an order of the past, and from where (docs/semantics.md, section 14).

    Attributes:
        announced: when it was made known; left out: that is not known either.
        precision: how exactly its times are known: `time`, as they are written; `day`: to the day.
        source: where it is known from, in words.
        seen: how that was seen: `official`, in the official text; `mirror`, in a copy or told by
            somebody else; `general`, by general knowledge.
    """

    announced: Instant | None = None
    precision: Literal["time", "day"] = "time"
    source: Words | None = None
    seen: Literal["official", "mirror", "general"] | None = None


def _known_kind(value: Any) -> str:
    return "<each>" if isinstance(value, Mapping) else "<all>"


KnownFrom = Annotated[
    Annotated[Instant, Tag("<all>")] | Annotated[dict[Id, Instant], Tag("<each>")],
    Discriminator(_known_kind),
]
"""Since when the orders of a list are known: an instant for all, or one for each track by its id."""
