"""The laws of what is decided hold where the engine is right, whatever is put to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from responselevels import Areas, Rules
from responselevels.errors import InputError
from responselevels.models.orders import Approval, Assessment
from responselevels.models.rules import ListedTrack
from responselevels.testing import History, Timed, areas, proposals, rules
from responselevels.testing.strategies.times import FIRST
from tests.testing.laws.decided.yard import (
    AREAS,
    AT,
    DAY,
    HOUR,
    NAMED,
    NEW,
    RULES,
    TICK,
    Told,
    at_once,
    bound,
    ended,
    of_city,
    ordered,
    ratified,
    seen_by,
    story,
)


@st.composite
def hard(draw: st.DrawFn, scheme: Rules, tree: Areas) -> History:
    """Draw a history of proposals of every kind, hostile ones among them."""
    history, at = History(scheme, tree), FIRST
    for number in range(draw(st.integers(1, 6))):
        at += draw(st.sampled_from((0, 1, 2, 24))) * HOUR
        kind: Any = draw(st.sampled_from(("valid", "valid", "nearly", "nearly", "hostile")))
        asked = proposals(
            scheme, tree, register=history.register, at=at, kind=kind, id=f"P-{number}"
        )
        try:
            history.take(draw(asked), at)
        except InputError:
            continue
    return history


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_they_hold_in_any_scheme_whatever_is_proposed(data: st.DataObject) -> None:
    scheme = data.draw(rules())
    history = data.draw(hard(scheme, data.draw(areas(scheme))))
    for name in NEW:
        NAMED[name].check(history)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(["as_ending", "refused", "free"]), st.booleans())
def test_they_hold_in_the_yard_whatever_is_proposed(
    data: st.DataObject, lowering: str, tracks: bool
) -> None:
    changed: dict[str, Any] = {"lowering": lowering}
    if tracks:
        changed["tracks"] = (ListedTrack(id="flood"), ListedTrack(id="wind"))
    scheme = RULES.model_copy(update=changed)
    history = data.draw(hard(scheme, data.draw(areas(scheme))))
    for name in NEW:
        NAMED[name].check(history)


BOUND = ordered("P-1", approvals=())
STORIES: dict[str, list[Told]] = {
    "an order that its approvals are bound to": [(ordered("P-1", approvals=(bound(BOUND),)), AT)],
    "a drill of it": [(ordered("P-1", approvals=(bound(BOUND),), drill=True), AT)],
    "an order that waits for approval": [(ordered("P-1", approvals=()), AT)],
    "an order that its issuer approves": [
        (ordered("P-1", approvals=(Approval(body="office", at=AT),)), AT)
    ],
    "one who proposes and approves": [
        (
            ordered(
                "P-1", proposer="li", approvals=(Approval(body="council", person="li", at=AT),)
            ),
            AT,
        )
    ],
    "an order too long, too soon and unassessed": [
        (ordered("P-1", start=AT, end=AT + 11 * DAY, assessment=None, expected_end=None), AT)
    ],
    "an order assessed too long ago": [
        (ordered("P-1", assessment=Assessment(by="office", at=AT - DAY - TICK)), AT)
    ],
    "a city below its region": [(ordered("P-1", level="alert"), AT), (of_city("P-2", "watch"), AT)],
    "an end in one city, then of all": [
        (ordered("P-1"), AT),
        (ended("P-2", "P-1", scope=("A1",)), AT + 2 * HOUR),
        (of_city("P-3", "watch", start=AT + 3 * HOUR), AT + 3 * HOUR),
        (ended("P-4", "P-1", scope=("A1",)), AT + 4 * HOUR),
        (ended("P-5", "P-1", reason=" "), AT + 4 * HOUR),
        (ended("P-6", "P-1", at=AT + HOUR), AT + 4 * HOUR),
        (ended("P-7", "P-1"), AT + 4 * HOUR),
    ],
    "an end that no ending is for": [
        (ordered("P-1", level="alert"), AT),
        (ended("P-2", "P-1"), AT + HOUR),
    ],
    "acting first, and ratifying": [
        (at_once("P-1"), AT),
        (ratified("P-2", "P-1", approvals=()), AT + HOUR),
        (ratified("P-3", "P-1"), AT + 2 * HOUR),
        (ratified("P-4", "P-1"), AT + 2 * HOUR),
    ],
    "ratifying too late": [(at_once("P-1"), AT), (ratified("P-2", "P-1"), AT + 4 * HOUR)],
    "ratifying by whom the rules do not name": [
        (at_once("P-1"), AT),
        (ratified("P-2", "P-1", issuer="hall"), AT + 2 * HOUR),
    ],
    "a milder order over one's own": [
        (at_once("P-1"), AT),
        (ordered("P-2", level="alert"), AT),
        (of_city("P-3", "all", transition="city_open"), AT + 5 * HOUR),
        (of_city("P-4", "alert", start=AT + 6 * HOUR), AT + 6 * HOUR),
    ],
    "an open order of a city": [
        (of_city("P-1", "alert", end=None), AT),
        (ended("P-2", "P-1", issuer="hall", at=AT + HOUR), AT + HOUR),
    ],
    "an order outside of the rules' time": [(ordered("P-1", start=AT + 80 * DAY), AT + 79 * DAY)],
}


@pytest.mark.parametrize("name", STORIES)
def test_they_hold_in(name: str) -> None:
    assert seen_by(story(*STORIES[name])) == []


def on_a_store(folder: Path) -> History:
    """Return an empty history of a register in a file."""

    def opened(rules: Rules, tree: Areas) -> Timed:
        return Timed.made(f"sqlite:///{folder}/{uuid4().hex}.db", rules, tree, AT - DAY)

    return History(RULES, AREAS, opened)


def test_they_hold_where_a_register_binds_what_was_approved(tmp_path: Path) -> None:
    history = on_a_store(tmp_path)
    for number, (proposal, _at) in enumerate(STORIES["acting first, and ratifying"]):
        history.take(proposal, AT + number * HOUR)
    history.take(ordered("P-9", start=AT + 6 * DAY), AT + 5 * HOUR)
    history.take(ended("P-10", "P-9", at=AT + 7 * DAY), AT + 6 * HOUR)
    assert history.orders[-1].approvals[0].digest is not None
    assert seen_by(history) == []


NOBODY = Approval(body="council", at=AT)
OF_AREA = NOBODY.model_copy(update={"area": "A"})
LEE, LEE_OF_AREA = (one.model_copy(update={"person": "lee"}) for one in (NOBODY, OF_AREA))
STALE = NOBODY.model_copy(update={"digest": "sha256:" + "0" * 64})


@pytest.mark.parametrize(
    ("said", "stand"),
    [
        ((STALE, NOBODY), (NOBODY,)),
        ((NOBODY, OF_AREA, NOBODY), (OF_AREA, NOBODY)),
        ((LEE, NOBODY, LEE_OF_AREA), (NOBODY, LEE_OF_AREA)),
    ],
)
def test_they_hold_where_a_register_counts_only_last_words(
    said: tuple[Approval, ...], stand: tuple[Approval, ...], tmp_path: Path
) -> None:
    history = on_a_store(tmp_path)
    assert history.take(ordered("P-1", approvals=said), AT).carried_out
    kept = history.orders[-1].approvals
    assert [one.model_copy(update={"digest": None}) for one in kept] == [*stand]
    assert seen_by(history) == []


def test_they_hold_where_the_last_word_was_for_something_else(tmp_path: Path) -> None:
    history = on_a_store(tmp_path)
    assert not history.take(ordered("P-1", approvals=(NOBODY, STALE)), AT).decision.permitted
    assert history.orders == ()
    assert seen_by(history) == []
