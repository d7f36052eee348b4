"""Another area's act: who acts in one ward alone does nothing in another, though a body of theirs is there as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, get_args

import pytest

from responselevels.errors import ApprovalRefused, Forbidden, InputError, NotServed
from responselevels.models.orders import Assessment
from responselevels.models.parts.deeds import Deed
from responselevels.models.proposals import RatifyProposal
from responselevels.register.signatures.dsse import Envelope, Signature
from responselevels.register.signatures.statements import APPROVAL_TYPE, Statement
from responselevels.server import acts
from responselevels.server.acting import Terms
from responselevels.server.acts import ActName, Said
from tests.register.duty import START, ending_of, on, order_of, ward_order
from tests.server.duty_room import AS, BASE, NORTH, SOUTH, WARDS, Room, room_over

ANY = Terms(seen=("*",))


@pytest.fixture
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A server with an order of the other ward, a proposal, and one to end the order."""
    with room_over(f"sqlite:///{tmp_path_factory.mktemp('elsewhere') / 'register.db'}") as found:
        found.register.carry_out("issue", ward_order("S-1", ward="south"))
        found.register.propose(ward_order("S-2", ward="south", start=60, end=80, proposer="sun.yi"))
        found.register.propose(ending_of("S-3", "S-1", 30, proposer="qian.er"))
        yield found


def said(word: str) -> Callable[[Room], object]:
    words = Said(word=word, body="ward_office")
    return lambda room: acts.say(room.served, NORTH, "S-2", words, terms=ANY)


def ends(room: Room, what: Any) -> object:
    return acts.change_order(room.served, NORTH, what, terms=ANY)


def told(room: Room, **of: str) -> object:
    deed = Deed.model_validate({**of, "at": START})
    return acts.tell(room.served, NORTH, lambda _at: deed, "ward_office")


PROPOSAL = ward_order("S-9", ward="south", start=60, end=80, proposer=None)
RATIFIES = RatifyProposal(action="ratify", id="S-8", order="S-1", issuer="ward_office")
TRIED: dict[str, Callable[[Room], object]] = {
    "propose": lambda room: acts.propose(room.served, NORTH, PROPOSAL),
    "propose to end": lambda room: acts.propose(
        room.served, NORTH, ending_of("S-7", "S-1", 30, proposer=None)
    ),
    "amend": lambda room: acts.amend(
        room.served, NORTH, "S-2", PROPOSAL.model_copy(update={"id": "S-2"}), terms=ANY
    ),
    "assess": lambda room: acts.assess(
        room.served,
        NORTH,
        "S-2",
        lambda at: Assessment(by="ward_office", at=at),
        terms=ANY,
    ),
    "approve": said("approve"),
    "refuse": said("refuse"),
    "retract": said("withdraw"),
    "withdraw": lambda room: acts.withdraw(room.served, NORTH, "S-2", terms=ANY),
    "decide": lambda room: acts.decide(room.served, NORTH, "S-2", terms=ANY),
    "issue": lambda room: acts.carry_out(room.served, NORTH, "S-2", "issue", terms=ANY),
    "end": lambda room: acts.carry_out(room.served, NORTH, "S-3", "end", terms=ANY),
    "end at once": lambda room: ends(room, ending_of("S-7", "S-1", 30, proposer=None)),
    "ratify": lambda room: ends(room, RATIFIES),
    "sign": lambda room: acts.hand_in(room.served, NORTH, "S-2", b"{}", terms=ANY),
    "done": lambda room: told(room, duty="report", order="S-1"),
    "done by an area": lambda room: told(room, does="drill", area="south"),
}


def _problems(error: Exception) -> set[str]:
    return {one.code for one in getattr(error, "problems", ())}


def test_no_act_is_done_in_an_area_that_the_account_does_not_act_in(room: Room) -> None:
    assert set(get_args(ActName)) <= set(TRIED)
    before = room.register.head.size
    for name, act in TRIED.items():
        with pytest.raises((Forbidden, NotServed, InputError)) as refusal:
            act(room)
        codes = {getattr(refusal.value, "code", None), *_problems(refusal.value)}
        assert codes & {"acts.area", "proposal", "order", "area.unknown", "order.unknown"}, name
    assert room.register.head.size == before


def test_an_area_above_allows_all_beneath_and_one_beneath_nothing_above(room: Room) -> None:
    district = replace(WARDS, areas=frozenset({"district"}))
    assert acts.carry_out(room.served, district, "S-2", "issue", terms=ANY).order is not None
    office = replace(NORTH, bodies=frozenset({"ward_office", "office"}))
    room.register.propose(order_of("D-1", scope=["north"]))
    for act in (
        lambda: acts.propose(
            room.served, office, ward_order("N-2", issuer="office", proposer=None)
        ),
        lambda: acts.say(
            room.served, office, "D-1", Said(word="approve", body="office"), terms=ANY
        ),
        lambda: acts.decide(room.served, office, "D-1", terms=ANY),
        lambda: acts.carry_out(room.served, office, "D-1", "issue", terms=ANY),
    ):
        with pytest.raises(Forbidden, match="not one of yours"):
            act()
    assert acts.propose(room.served, NORTH, ward_order("N-1", proposer=None)).name == "N-1"


def test_a_page_offers_nothing_of_it(room: Room) -> None:
    room.register.propose(order_of("D-1", scope=["north"]))
    assert room.get("/proposals/D-1", NORTH).json()["acts"] == []
    assert "issue" in room.get("/proposals/S-2", SOUTH).json()["acts"]
    root = BASE.removesuffix("/api/v1")
    form = room.client.get(f"{root}/propose", headers={AS: f"Bearer {NORTH.person}"}).text
    assert '<option value="north"' in form
    assert '<option value="south"' not in form


def envelope_of(**more: Any) -> bytes:
    """Return an envelope that states something; nobody signed it."""
    digest = "sha256:" + "0" * 64
    said = Statement.model_validate(
        {
            "register": "duty",
            "of": "N-1",
            **dict.fromkeys(("proposal", "rules", "keys", "sees"), digest),
            "keys": 1,
            "body": "ward_office",
            "word": "approve",
            "person": "sun.yi",
            "at": on(0),
            "expires": on(9),
            "nonce": "0" * 32,
            **more,
        }
    )
    return Envelope(APPROVAL_TYPE, said.to_bytes(), (Signature("key", b"x" * 64),)).to_bytes()


def test_a_signature_is_handed_in_where_its_body_sits(room: Room) -> None:
    room.register.propose(ward_order("N-1"))
    for theirs in (b"{}", envelope_of()):
        with pytest.raises(ApprovalRefused):  # by the register, which has no such key
            acts.hand_in(room.served, NORTH, "N-1", theirs, terms=ANY)
    for others in (envelope_of(area="south"), envelope_of(body="office")):
        with pytest.raises(Forbidden, match="not one of yours"):
            acts.hand_in(room.served, NORTH, "N-1", others, terms=ANY)
