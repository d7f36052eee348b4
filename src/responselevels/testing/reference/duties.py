"""What is to be done, and by when (section 10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from responselevels.models.rules import Duty
from responselevels.testing.reference.findings.asked import Asked
from responselevels.testing.reference.findings.cites import plain_cite
from responselevels.testing.reference.values import Change, DutyDue, later


def due_of(
    asked: Asked,
    duties: Iterable[Duty],
    changes: Iterable[Change],
    period: tuple[datetime, datetime | None],
) -> tuple[DutyDue, ...]:
    """Return those of *duties* that a decision with *changes* sets, each with its due time.

    Section 10: "A duty is due `within` so long from the instant that it `counts_from`" "Where that
    instant is not known, because the period is open, or nothing says `within`, the due time is
    null." "such a duty is there only where the `changes` of the decision itself make the effective
    level of some area more severe, or less. A decision that denies has no changes, and so none of these."

    *period* is that of the order, as far as it is known after the decision. Section 10: "An
    expected end is no end."
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
        due = None if since is None or duty.within is None else later(since, duty.within)
        if there[duty.when]:
            within = None if duty.counts_from == "decision" else duty.within
            cite = plain_cite(duty.cite)
            found.append(DutyDue(duty.do, duty.to, due, cite, duty.id, duty.counts_from, within))
    return tuple(found)
