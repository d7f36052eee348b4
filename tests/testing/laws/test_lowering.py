"""The law about lowering sees a core that lets lower what it must not, and one that lets too little."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from responselevels import Areas, Rules, load_rules
from responselevels.core.deciding import decide
from responselevels.core.orders import lowered
from responselevels.core.orders.lowered import LoweredOrders
from responselevels.models.areas import Area
from responselevels.models.orders import Approval, Period
from responselevels.models.proposals import IssueProposal
from responselevels.testing import LAWS, History, LawBroken

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAY = timedelta(days=1)
FILE = Path(__file__).parents[3] / "examples/lowering/relief.yaml"
AREAS = Areas(areas=(Area(id="cn", tier="nation"), Area(id="east", tier="province", parent="cn")))
LAW = next(law for law in LAWS if law.name == "lowered_only_by_enders")


def relief(**changed: Any) -> Rules:
    return load_rules(FILE).model_copy(update=changed)


def proposed(name: str, level: str, days: tuple[int, int], **more: Any) -> IssueProposal:
    start, end = days
    return IssueProposal(
        id=name,
        area="cn",
        level=level,
        scope=("cn",),
        period=Period(start=AT + start * DAY, end=AT + end * DAY),
        issuer="office",
        **more,
    )


def story(rules: Rules, *milder: IssueProposal) -> History:
    """Return what comes of the highest response for ten days, and of what is put over it."""
    history = History(rules, AREAS)
    approvals = (Approval(body="council", at=AT),)
    history.take(proposed("A-1", "I", (0, 10), approvals=approvals), AT)
    for number, proposal in enumerate(milder, start=1):
        history.take(proposal, AT + number * timedelta(hours=1))
    return history


OVER = proposed("A-2", "IV", (5, 12))
BY_THE_HEAD = proposed("A-3", "IV", (5, 12), approvals=(Approval(body="head", at=AT),))


@pytest.mark.parametrize("mode", ["as_ending", "refused", "free"])
def test_the_law_holds_whatever_the_rules_say(mode: str) -> None:
    history = story(relief(lowering=mode), OVER, BY_THE_HEAD)
    LAW.check(history)
    issued = [step.carried_out for step in history.steps]
    assert issued == [True, mode == "free", mode != "refused"]


def test_it_sees_that_something_was_lowered_that_must_not_be() -> None:
    with patch.object(decide, "lowering_of", lambda _case: None):
        history = story(relief(), OVER)
    with pytest.raises(LawBroken) as broken:
        LAW.check(history)
    assert broken.value.worded("en") == (
        "a milder order is put over a severer one of the same area only with what an ending of that "
        "one asks [6.11]\n"
        "`A-2` was put over `A-1`, which is more severe, without what an ending of that asks"
    )
    assert "`A-2` 取代了级别较高的 `A-1`" in broken.value.worded("zh")


def test_it_sees_that_something_is_not_let_pass_that_must_be() -> None:
    # A core that forgets that what was lowered once is not lowered again.
    def everywhere(self: LoweredOrders, _place: int) -> list[tuple[int, int]]:
        return [(self._view.start, self._view.end)]

    forgets = patch.object(lowered.Least, "cap", lambda *_: None)
    looks = patch.object(lowered, "exceeds", lambda *_: True)
    with forgets, looks, patch.object(LoweredOrders, "_suspected", everywhere):
        history = story(relief(), BY_THE_HEAD, proposed("A-4", "IV", (5, 12)))
    with pytest.raises(LawBroken, match="`A-4` should have `lowering`"):
        LAW.check(history)


def test_it_sees_that_lowering_is_let_pass_where_it_is_refused() -> None:
    with patch.object(decide, "lowering_of", lambda _case: None):
        history = story(relief(lowering="refused"), BY_THE_HEAD)
    with pytest.raises(LawBroken, match="`A-3` was put over `A-1`"):
        LAW.check(history)


def test_what_may_yet_be_ratified_is_lowered_behind_its_grace() -> None:
    first = {
        "id": "at_once",
        "tier": "nation",
        "to": ["I"],
        "issuers": ["office"],
        "ratify": {"approval": "council", "within": "PT4H"},
    }
    written = load_rules(FILE).model_dump(by_alias=True, exclude_defaults=True)
    written["transitions"] = [*written["transitions"], first]
    rules = Rules.model_validate(written)
    history = History(rules, AREAS)
    history.take(proposed("A-1", "I", (0, 10), transition="at_once"), AT)
    history.take(proposed("A-2", "IV", (5, 12)), AT + timedelta(hours=1))
    history.take(proposed("A-3", "IV", (5, 12)), AT + timedelta(hours=4))
    LAW.check(history)
    assert [step.carried_out for step in history.steps] == [True, False, True]
