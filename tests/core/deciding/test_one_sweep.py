"""One sweep gives the rows that a pass of its own for each kind gives."""

from __future__ import annotations

from collections import Counter

from responselevels.core.deciding.case import resolve
from responselevels.core.deciding.consequences import consequences_of
from responselevels.core.deciding.decide import fitting
from responselevels.errors import InputError
from tests.core.deciding.by_tracks import Consequences
from tests.core.desk import in_pairs


def test_one_sweep_gives_the_rows_that_a_pass_for_each_kind_gives() -> None:
    seen: Counter[str] = Counter()
    for pair, question in in_pairs("one sweep", 1500):
        scheme, book = pair.core
        try:
            case = resolve(scheme, book, question.proposal, question.at)
        except InputError:
            continue
        # What is denied sets nothing in motion; the rows are asked for all the same.
        for rule in fitting(case) if case.start < case.end and case.inside else ():
            swept, plain = consequences_of(case, rule), Consequences(case, rule)
            assert swept.changes == plain.changes()
            assert swept.overtakes == plain.overtakes()
            assert swept.replaces == plain.replaces()
            seen.update(changes=len(swept.changes), overtakes=len(swept.overtakes))
            seen.update({question.proposal.action: bool(swept.changes)})
    assert all(seen[kind] > 10 for kind in ("changes", "overtakes", "issue", "end", "ratify")), seen
