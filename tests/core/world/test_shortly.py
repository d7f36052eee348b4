"""Names looked up in one go are those that the resolver finds; whatever is not plain is left to it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from responselevels.core.deciding import case
from responselevels.core.groups import NO_GROUPS
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.shortly import read_shortly
from responselevels.errors import InputError
from responselevels.models.proposals import IssueProposal
from tests.core.desk import in_pairs, scheme_of


def test_what_is_read_in_one_go_is_what_the_resolver_reads() -> None:
    seen: Counter[str] = Counter()
    for pair, question in in_pairs("shortly", 600):
        scheme, book = pair.core
        proposal = question.proposal
        if not isinstance(proposal, IssueProposal):
            continue
        found = read_shortly(scheme, proposal)
        try:
            read = case._read(NameResolver(scheme, book.people), proposal, NO_GROUPS)
        except InputError:
            assert found is None
            seen["wrong"] += 1
            continue
        assert found is None or found == read
        seen["long" if found is None else "short"] += 1
    assert seen["short"] > 50
    assert seen["long"] > 20


PLAIN: dict[str, Any] = {
    "id": "P",
    "area": "north",
    "level": "red",
    "scope": ["lane", "north", "lane"],
    "period": {"start": "2026-03-01T00:00Z", "end": "2026-03-02T00:00Z"},
    "issuer": "office",
    "assessment": {"by": "office", "with": ["office"], "at": "2026-02-01T00:00Z"},
    "approvals": [{"body": "office", "area": "north", "at": "2026-02-01T00:00Z"}],
}

ODD: dict[str, dict[str, Any]] = {
    "an unknown area": {"area": "nowhere"},
    "an unknown level": {"level": "blue"},
    "an unknown place": {"scope": ["nowhere"]},
    "an unknown body": {"issuer": "nobody"},
    "a proposer": {"proposer": "li.na"},
    "a track": {"track": "wind"},
    "an unknown transition": {"transition": "none"},
    "an unknown assessor": {"assessment": {**PLAIN["assessment"], "by": "nobody"}},
    "facts": {"assessment": {**PLAIN["assessment"], "facts": {"depth": 1}}},
    "an approval of a person": {"approvals": [{**PLAIN["approvals"][0], "person": "li.na"}]},
    "an unknown approver": {"approvals": [{**PLAIN["approvals"][0], "body": "nobody"}]},
    "an approval elsewhere": {"approvals": [{**PLAIN["approvals"][0], "area": "nowhere"}]},
}


def test_a_plain_proposal_is_read_in_one_go() -> None:
    scheme = scheme_of()
    numbers = scheme.tree.numbers
    found = read_shortly(scheme, IssueProposal.model_validate(PLAIN))
    named = tuple(sorted((numbers["north"], numbers["lane"])))
    assert found == (numbers["north"], 3, named, 0, NO_GROUPS)
    bare = {key: PLAIN[key] for key in ("id", "area", "level", "period", "issuer")}
    named_one = IssueProposal.model_validate({**bare, "transition": "activate"})
    assert read_shortly(scheme, named_one) == (numbers["north"], 3, (), 0, NO_GROUPS)


@pytest.mark.parametrize("what", ODD)
def test_whatever_is_not_plain_is_left_to_the_resolver(what: str) -> None:
    odd = IssueProposal.model_validate({**PLAIN, **ODD[what]})
    assert read_shortly(scheme_of(), odd) is None
