"""Tracks in a register: adopted over orders that had none, asked about, signed, replayed.

See docs/semantics.md, section 10, and docs/register.md, "Other rules, other areas".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from responselevels.errors import InputError
from responselevels.models.rules import Rules
from responselevels.register.adoption.words import adoption_text
from responselevels.register.clocks import GivenClock
from responselevels.register.history.asking.overview import overview_of
from responselevels.register.log.kinds import AdoptionEvent
from responselevels.register.register import StoredRegister
from responselevels.register.signatures.statements import approval_text
from tests.register import duty
from tests.register.adoption.test_changes import changed
from tests.register.duty import (
    adopted,
    at,
    ending_of,
    fields_of,
    issued,
    opened,
    order_of,
    ward_order,
)

TRACKS = ({"id": "flood", "title": "Floods"}, {"id": "wind"})
TRACKED = changed(tracks=TRACKS)


@pytest.fixture
def clock() -> GivenClock:
    return duty.clock(at(0))


@pytest.fixture
def address(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/r.db"


@pytest.fixture
def register(address: str, clock: GivenClock) -> Iterator[StoredRegister]:
    """A register whose rules have no tracks, with a standing order of the district and one of a ward."""
    with duty.made(address, clock) as made:
        issued(made, order_of("D-1", "alert", 1, 48))
        made.issue(ward_order("N-1", "closed", 2, 24))
        clock.at = at(3)
        yield made


@pytest.fixture
def tracked(address: str, clock: GivenClock) -> Iterator[StoredRegister]:
    """A register whose rules have tracks, and orders of both."""
    with duty.made(address, clock, rules=TRACKED) as made:
        issued(made, order_of("D-1", "alert", 1, 48, track="flood"))
        made.issue(ward_order("N-1", "watch", 2, 24, track="wind"))
        clock.at = at(3)
        yield made


def refused(register: StoredRegister, rules: Rules, **what: Any) -> list[str]:
    """Return the sentences with which an adoption is refused; nothing is recorded."""
    size = register.head.size
    with pytest.raises(InputError) as told:
        register.adopt(rules, **what)
    assert register.head.size == size
    return [problem.worded("en") for problem in told.value.problems]


# -- adopting tracks over older orders --------------------------------------------------------------


def test_older_orders_need_a_track_and_all_come_into_the_one_named(
    register: StoredRegister, clock: GivenClock
) -> None:
    assert refused(register, TRACKED) == [
        (
            "the rules would have tracks, and the orders so far (2) are of none; say which one they "
            "are of with `track` (`--track`): `flood` and `wind`"
        )
    ]
    assert adopted(register, rules=TRACKED, track="flood") == []
    clock.at = at(4)
    assert register.level("north", at=at(5), track="flood").orders == ("N-1",)
    assert register.level("north", at=at(5), track="wind").level == "calm"
    assert [order.track for order in register.orders] == ["flood", "flood"]
    register.issue(ward_order("N-2", "watch", 5, 24, track="wind"))
    assert register.level("north", at=at(6), track="wind").orders == ("N-2",)
    assert register.replay() == []


def test_an_adoption_says_in_its_event_which_track_older_orders_came_into(
    register: StoredRegister, address: str
) -> None:
    adopted(register, rules=TRACKED, track="wind")
    event = _last_adoption(register)
    assert (event.track, fields_of(event)["track"]) == ("wind", "wind")
    with opened(address) as again:
        assert again.level("north", at=at(5), track="wind").orders == ("N-1",)
        assert [order.track for order in again.orders] == ["wind", "wind"]
        assert again.state_digest == register.state_digest


def _last_adoption(register: StoredRegister) -> AdoptionEvent:
    found = [
        event
        for _request, events in register.state.requests.values()
        for event in events
        if isinstance(event, AdoptionEvent)
    ]
    return found[-1]


def test_without_older_orders_no_track_has_to_be_said(address: str, clock: GivenClock) -> None:
    with duty.made(address, clock) as register:
        register.adopt(TRACKED)
        assert register.tracks(at(1)) == ("flood", "wind")
        assert "track" not in fields_of(_last_adoption(register))


def test_orders_that_are_over_need_a_track_too_since_their_graces_may_count(
    address: str, clock: GivenClock
) -> None:
    with duty.made(address, clock) as register:
        register.issue(order_of("D-1", "closed", 1, 2, transition="at_once"))
        clock.at = at(6)
        assert "are of none" in refused(register, TRACKED)[0]
        adopted(register, rules=TRACKED, track="flood")
        again = order_of("D-2", "closed", 7, 8, transition="at_once", track="flood")
        codes = [found.code for found in register.decide(again, at=at(6.5)).findings]
        assert "provisional.repeated" in codes
        other = again.model_copy(update={"track": "wind"})
        assert register.decide(other, at=at(6.5)).permitted


def test_a_track_that_the_new_rules_do_not_have_is_refused(register: StoredRegister) -> None:
    assert refused(register, TRACKED, track="fire") == [
        "unknown track `fire`; known: `flood` and `wind`"
    ]
    assert refused(register, changed(id="other"), track="flood") == [
        "the rules have no tracks, yet `flood` is named; leave `track` out"
    ]


def test_no_track_is_said_where_the_orders_have_theirs(tracked: StoredRegister) -> None:
    assert refused(tracked, changed(TRACKED, id="other"), track="wind") == [
        "the orders so far are of tracks already; leave `track` (`wind`) out"
    ]


def test_a_track_with_standing_orders_cannot_be_dropped(
    tracked: StoredRegister, clock: GivenClock
) -> None:
    only = changed(TRACKED, tracks=TRACKS[:1])
    assert refused(tracked, only) == [
        (
            "`N-1` is not over and is of the track `wind`, which is no more; keep the track, or end "
            "the order first"
        )
    ]
    assert len(refused(tracked, duty.RULES)) == 2
    tracked.end(ending_of("E-1", "N-1", 3))
    clock.at = at(4)
    assert adopted(tracked, rules=only) == []
    assert tracked.level("north", at=at(5), track="flood").orders == ("D-1",)
    assert tracked.replay() == []


def test_where_no_order_stands_tracks_can_be_given_up(address: str, clock: GivenClock) -> None:
    with duty.made(address, clock, rules=TRACKED) as register:
        register.adopt(duty.RULES)
        assert register.level("north", at=at(1)).level == "calm"


def test_what_becomes_milder_is_told_by_track(tracked: StoredRegister) -> None:
    swapped = list(TRACKED.model_dump(by_alias=True, exclude_defaults=True)["levels"])
    swapped[2], swapped[3] = swapped[3], swapped[2]
    _plan, rows = tracked.planned(changed(TRACKED, levels=swapped))
    assert {row["what"] for row in rows} == {"eased"}
    moved = duty.areas(("district", "district", None), ("south", "ward", "district"))
    tracked.end(ending_of("E-1", "N-1", 3))
    _plan, rows = tracked.planned(areas=moved)
    (row,) = (one for one in rows if one["what"] == "level")
    assert (row["area"], row["from"], row["to"], row["track"]) == ("north", "alert", None, "flood")


def test_the_plan_of_an_adoption_holds_the_track_and_who_signs_it_sees_it(
    register: StoredRegister,
) -> None:
    plan, rows = register.planned(TRACKED, track="wind")
    other, _rows = register.planned(TRACKED, track="flood")
    assert plan.digest != other.digest
    assert "track that the orders so far come into: `wind`" in adoption_text(plan, rows, "en")
    assert "`wind`" in adoption_text(plan, rows, "zh")


# -- proposals that were open -----------------------------------------------------------------------


def test_a_proposal_from_before_the_tracks_is_amended_and_approved_anew(
    register: StoredRegister,
) -> None:
    register.propose(ward_order("N-3", "closed", 30, 40))
    adopted(register, rules=TRACKED, track="flood")
    (waiting,) = overview_of(register, at(4)).proposals
    assert waiting.error is not None
    assert [one.code for one in waiting.error.problems] == ["track.missing"]
    with pytest.raises(InputError, match="none is named"):
        register.issue("N-3")
    register.amend(ward_order("N-3", "closed", 30, 40, track="wind"))
    assert register.issue("N-3").track == "wind"
    assert register.replay() == []


# -- asking ----------------------------------------------------------------------------------------


def test_a_level_is_asked_for_by_track(tracked: StoredRegister) -> None:
    asks: list[Any] = [
        lambda: tracked.level("north", at=at(5)),
        lambda: tracked.floor("north", at=at(5)),
        lambda: tracked.timeline("north", at(5), None),
        lambda: tracked.transitions("north", at(5), None),
    ]
    for ask in asks:
        with pytest.raises(InputError) as refused:
            ask()
        assert [one.code for one in refused.value.problems] == ["track.missing"]
    assert tracked.floor("north", at=at(5), track="flood").orders == ("D-1",)
    assert tracked.floor("north", at=at(5), track="wind").level == "calm"
    spans = tracked.timeline("north", at(0), None, track="wind")
    assert [(span.level, span.track) for span in spans] == [
        ("calm", "wind"),
        ("watch", "wind"),
        ("calm", "wind"),
    ]
    moves = tracked.transitions("north", at(0), at(3), track="flood")
    assert [(move.to_level, move.track) for move in moves] == [("alert", "flood")]


def test_before_there_were_tracks_there_was_one_level_for_all(
    register: StoredRegister, clock: GivenClock
) -> None:
    adopted(register, rules=TRACKED, track="flood")
    clock.at = at(4)
    assert register.level("north", at=at(2.5), track="wind").orders == ("N-1",)
    assert register.level("north", at=at(3.5), track="wind").orders == ()
    spans = register.timeline("north", at(2.5), at(5), track="wind")
    assert [(span.level, span.orders) for span in spans] == [("closed", ("N-1",)), ("calm", ())]
    (span,) = register.timeline("north", at(2.5), at(5), track="flood")
    assert (span.orders, span.track) == (("N-1",), "flood")
    (move,) = register.transitions("north", at(2.5), at(5), track="wind")
    assert (move.to_level, move.causes) == ("calm", ())
    assert register.level("north", at=at(2.5)).track is None
    with pytest.raises(InputError) as told:
        register.level("north", at=at(2.5), track="fire")
    assert [one.code for one in told.value.problems] == ["track.none"]
    known = register.as_known_at(at(2.5))
    assert [order.track for order in known.orders] == [None, None]
    assert [order.track for order in register.as_known_at(at(3.5)).orders] == ["flood", "flood"]


def test_a_track_that_came_later_was_none_before(
    tracked: StoredRegister, clock: GivenClock
) -> None:
    adopted(tracked, rules=changed(TRACKED, tracks=[*TRACKS, {"id": "fire"}]))
    clock.at = at(4)
    with pytest.raises(InputError) as told:
        tracked.level("north", at=at(2), track="fire")
    (problem,) = told.value.problems
    assert problem.code == "track.not_then"
    assert "there was no track `fire` at" in problem.worded("en")
    (span,) = tracked.timeline("north", at(1), at(5), track="fire")
    assert (span.start, span.level) == (at(3), "calm")
    with pytest.raises(InputError, match="no track `fire`"):
        tracked.timeline("north", at(1), at(2), track="fire")


def test_the_overview_tells_every_track_or_the_one_asked_for(tracked: StoredRegister) -> None:
    tracked.propose(ward_order("N-3", "closed", 30, 40, track="wind"))
    seen = overview_of(tracked, at(5))
    assert seen.tracks == ("flood", "wind")
    assert [(area, span.level, span.track) for area, span in seen.levels] == [
        ("district", "alert", "flood"),
        ("north", "watch", "wind"),
    ]
    assert [one.order.id for one in seen.orders] == ["D-1", "N-1"]
    flood = overview_of(tracked, at(5), track="flood")
    assert [one.order.id for one in flood.orders] == ["D-1"]
    assert (len(flood.levels), len(flood.proposals)) == (1, 0)
    assert len(overview_of(tracked, at(5), track="wind").proposals) == 1


def test_the_life_of_an_order_is_told_within_its_track(
    tracked: StoredRegister, clock: GivenClock
) -> None:
    before = tracked.life("N-1")
    clock.at = at(4)
    tracked.issue(ward_order("N-2", "closed", 5, 24, track="flood"))
    assert tracked.life("N-1") == before
    tracked.issue(ward_order("N-3", "closed", 6, 24, track="wind"))
    assert tracked.life("N-1") != before


def test_who_signs_sees_the_track_of_a_proposal_and_of_the_order_it_ends(
    tracked: StoredRegister,
) -> None:
    text = approval_text(ward_order("N-3", "watch", 5, 24, track="wind"), "en")
    assert "track: `wind`" in text.splitlines()
    assert "track" not in approval_text(ward_order("N-3", "watch", 5, 24), "en")
    ending = approval_text(ending_of("E-1", "N-1", 5), "en", order=tracked.order("N-1"))
    assert "track of that order: `wind`" in ending.splitlines()
