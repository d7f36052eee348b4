"""What is to be done, and by when (docs/semantics.md, section 10, on duties)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from responselevels.models.rules import Duty
from responselevels.testing.reference.cites import plain_cite
from responselevels.testing.reference.findings.checks import Asked
from responselevels.testing.reference.values import Change, DutyDue


def due_of(
    asked: Asked,
    duties: Iterable[Duty],
    changes: Iterable[Change],
    period: tuple[datetime, datetime | None],
) -> tuple[DutyDue, ...]:
    """Return those of *duties* that a decision with *changes* sets, each with its due time.

    *period* is that of the order, as far as it is known after the decision.
    """
    rank = asked.ground.rank
    moves = [rank(row.to_level) - rank(row.from_level) for row in changes]
    there = {
        "always": True,
        "raised": any(move > 0 for move in moves),
        "lowered": any(move < 0 for move in moves),
    }
    counted = {"decision": asked.at, "start": period[0], "end": period[1]}
    found = []
    for duty in duties:
        since = counted[duty.counts_from]
        due = None if since is None or duty.within is None else since + duty.within
        if there[duty.when]:
            said = {} if duty.counts_from == "decision" else {"within": duty.within}
            cite = plain_cite(duty.cite)
            told = DutyDue(duty.do, duty.to, due, cite, duty.id, duty.counts_from, **said)
            found.append(told)
    return tuple(found)
