"""Duties that are never set, or that count from an instant for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.linting.remarks import Remark, remark
from responselevels.errors import Path
from responselevels.models.rules import Rules, duties_in


def _levels_of(rules: Rules, path: Path) -> tuple[bool, tuple[str, ...] | None]:
    """Say whether an end sets the duty at *path*, and of orders of which levels (None: any)."""
    number = int(path[1])
    if path[0] == "endings":
        return True, rules.endings[number].of
    return False, rules.transitions[number].to


def duties_for_nothing(rules: Rules) -> Iterator[Remark]:
    """Find duties that no decision sets, and those that count from an instant without a time."""
    least, most = rules.levels[0].id, rules.levels[-1].id
    for path, duty in duties_in(rules):
        ends, levels = _levels_of(rules, path)
        # An order of the most severe level never lowers what is in force, one of the least never
        # raises it; to end one is the other way round.
        never = {"raised": most if ends else least, "lowered": least if ends else most}
        if levels is not None and set(levels) == {never.get(duty.when)}:
            yield remark(f"duty.never_{duty.when}", (*path, "when"))
        if duty.counts_from != "decision" and duty.within is None:
            yield remark("duty.untimed", (*path, "counts_from"))
        if duty.even_if_ended and (duty.counts_from == "end" or path[0] == "endings"):
            yield remark("duty.kept_anyway", (*path, "even_if_ended"))
