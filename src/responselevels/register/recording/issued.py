"""`Issued`: what came of carrying a proposal out, all of it, so that nobody decides it again."""

from __future__ import annotations

from dataclasses import dataclass

from responselevels.models.decisions import Decision, NotPermitted
from responselevels.models.orders import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The *decision* on a proposal, the *order* that it made or changed, and their *event*.

    *order* is as it stands afterwards: issued, ended or ratified; None where the
    decision does not permit it. *event* is the number of the decision in the log;
    what it made of the order is the next.
    """

    decision: Decision
    order: Order | None
    event: int

    def permitted_order(self) -> Order:
        """Return the order.

        Raises:
            NotPermitted: there is none, for the decision does not permit it.
        """
        if self.order is None:
            raise NotPermitted(self.decision)
        return self.order
