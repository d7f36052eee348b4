"""Approvals that are plainly enough are those of which the long look has nothing to say."""

from __future__ import annotations

from collections import Counter
from unittest.mock import patch

from responselevels.core.conditions import filled
from responselevels.core.deciding import decide as deciding
from responselevels.core.deciding.case import resolve
from responselevels.core.deciding.checks import plainly_filled, plainly_right
from responselevels.core.deciding.counting import counted, refused
from responselevels.core.deciding.decide import _own_findings, fitting
from responselevels.errors import InputError
from responselevels.models.proposals import RatifyProposal
from tests.core.desk import in_pairs


def test_nothing_is_found_where_approvals_are_plainly_enough() -> None:
    seen: Counter[bool] = Counter()
    for pair, question in in_pairs("plainly", 1000):
        scheme, book = pair.core
        try:
            case = resolve(scheme, book, question.proposal, question.at)
        except InputError:
            continue
        approvals = question.proposal.approvals
        for rule in fitting(case):
            asked = rule.ratify if isinstance(question.proposal, RatifyProposal) else rule.approval
            if asked is None:
                continue
            mentioned = frozenset(each.body for each in approvals)
            for over in (frozenset[str](), mentioned - asked.bodies, frozenset([*mentioned][:1])):
                plain = plainly_filled(case, asked, approvals, over)
                seen[plain] += 1
                if plain:
                    tally = counted(case, asked, rule, approvals, over=over)
                    assert (tally.notes, refused(case, asked, rule, over=over)) == ((), [])
                    assert filled(asked.condition, tally.approved)
    assert min(seen[True], seen[False]) > 10


def test_nothing_is_found_where_a_proposal_plainly_is_what_its_rule_asks_for() -> None:
    seen: Counter[bool] = Counter()
    for pair, question in in_pairs("plainly right", 1500):
        scheme, book = pair.core
        proposal = question.proposal
        try:
            case = resolve(scheme, book, proposal, question.at)
        except InputError:
            continue
        if isinstance(proposal, RatifyProposal):
            continue
        mentioned = frozenset(each.body for each in proposal.approvals)
        for rule in fitting(case):
            for others in (frozenset[str](), mentioned):
                plain = plainly_right(case, rule, proposal, others)
                seen[plain] += 1
                with patch.object(deciding, "plainly_right", lambda *_: False):
                    found = [*_own_findings(case, rule, others)]
                assert not plain or found == []
    assert min(seen[True], seen[False]) > 50, seen
