"""The laws take a group that a proposal names for its members, and find what is wrong there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from responselevels import load_areas, load_rules
from responselevels.core.deciding import decide
from responselevels.core.digests import proposal_digest
from responselevels.models.orders import Approval, Assessment, Period
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.testing import LAWS, History, LawBroken, check_laws

FOLDER = Path(__file__).parents[3] / "examples/barriers"
RULES = load_rules(FOLDER / "rules.yaml")
AREAS = load_areas(FOLDER / "areas.yaml", RULES)
GROUPS = {group.id: group.members for group in AREAS.groups}
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def proposed(name: str, level: str, *, approved: bool = True, **more: Any) -> IssueProposal:
    """Return a proposal for the waterside, a group, approved by its digest."""
    bare = IssueProposal(
        id=name,
        area="hebin",
        level=level,
        scope=("waterside",),
        period=Period(start=AT + 2 * HOUR),
        issuer="office",
        assessment=Assessment(by="office", at=AT),
        expected_end=AT + 9 * HOUR,
        **more,
    )
    if not approved:
        return bare
    bound = proposal_digest(bare, groups=GROUPS)
    given = Approval(body="head", at=AT + HOUR / 2, digest=bound)
    return bare.model_copy(update={"approvals": (given,)})


def story(*proposals: IssueProposal) -> History:
    history = History(RULES, AREAS)
    for number, proposal in enumerate(proposals):
        history.take(proposal, AT + HOUR + number * timedelta(minutes=1))
    return history


def test_no_law_is_broken_where_a_group_is_closed_and_lowered() -> None:
    milder = proposed("G-2", "checked")
    # What lowers an order is approved after that order was issued.
    later = milder.approvals[0].model_copy(update={"at": AT + HOUR + timedelta(minutes=1)})
    history = story(
        proposed("G-1", "closed"),
        milder,
        milder.model_copy(update={"id": "G-3", "approvals": (later,)}),
        proposed("G-4", "closed", approved=False),
    )
    assert [step.carried_out for step in history.steps][:2] == [True, False]
    end = EndProposal(
        id="G-5",
        action="end",
        order="G-3",
        at=AT + 3 * HOUR,
        scope=("waterside",),
        issuer="office",
        approvals=(Approval(body="head", at=AT + 2 * HOUR),),
    )
    assert history.take(end, AT + 2 * HOUR).carried_out
    check_laws(history)


def test_what_lowers_an_order_of_a_group_unapproved_is_found() -> None:
    law = next(law for law in LAWS if law.name == "lowered_only_by_enders")
    with patch.object(decide, "lowering_of", lambda _case: None):
        history = story(proposed("G-1", "closed"), proposed("G-2", "checked"))
    with pytest.raises(LawBroken):
        law.check(history)
