"""Time that runs: what is to be done in every calendar period, and again while an order stands.

See docs/formats.md, Rules file, and docs/semantics.md, section 13.
"""

from __future__ import annotations

from typing import Literal

from responselevels.models.base import Id, Model
from responselevels.models.parts.cites import Cite
from responselevels.models.texts import Text
from responselevels.models.times import Duration

Every = Literal["month", "quarter", "half_year", "year"]
"""The calendar periods that something may be asked for in."""


class Cadence(Model):
    """What each area of a tier does once in every calendar period of the rules' zone.

    Attributes:
        id: id of the cadence, unique in the file; deeds name it.
        tier: id of the tier whose areas do it.
        every: calendar period: `month`, `quarter`, `half_year` or `year`.
        do: what is to be done.
        cite: the clause it comes from.
    """

    id: Id
    tier: Id
    every: Every
    do: Text
    cite: Cite | None = None


class Review(Model):
    """What is to be done again and again while an order stands; it ends nothing.

    Attributes:
        id: id of the review, which deeds name; left out: that of its transition.
        every: time from the issue, and from each review, until the next is due.
        do: what is to be done; left out: the order is reviewed.
        cite: the clause it comes from; left out, that of the transition.
    """

    id: Id | None = None
    every: Duration
    do: Text | None = None
    cite: Cite | None = None
