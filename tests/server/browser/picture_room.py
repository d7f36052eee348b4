"""The room that the pictures of the docs are of: the story in its last night, and a second register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from responselevels.files import load_areas, load_rules
from responselevels.models.orders import Approval, Assessment
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.log.actors import Actor
from responselevels.register.log.checkpoints import Checkpoint, Note, origin_of
from responselevels.register.log.cosigning import generate
from responselevels.register.log.merkle import Tree
from responselevels.register.register import Register, StoredRegister
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import open_accounts
from responselevels.server.settings import ServedAddress, ServerSettings
from tests.server.browser.story import (
    ACTS,
    BEFORE,
    EXAMPLES,
    PASSWORD,
    RAISE,
    StoryRoom,
    make,
    room_of,
    settings_of,
)

OFFICE = Actor(person="so-014", body="safety_office")
CITY = Actor(person="fx-008", body="city_management")
NIGHT = "22T03:00"


@contextmanager
def pictured_room(folder: Path) -> Iterator[StoryRoom]:
    """Serve both registers, as they are in the night in which an order is to be ended early."""
    clock = GivenClock(BEFORE)
    first = ServedAddress("duty", f"sqlite:///{folder / 'duty.db'}")
    second = ServedAddress("fengxi", f"sqlite:///{folder / 'fengxi.db'}")
    settings = settings_of(clock, first, second)
    make(first, settings, clock)
    _make_second(second, settings, clock)
    clock.at = BEFORE
    with room_of(settings, clock) as room:
        tell(room)
        yield room


def tell(room: StoryRoom) -> None:
    """Have the days pass up to that night; a witness signs what the log is, and a drill is on."""
    register = room.register
    room.at("12T10:00")
    register.propose(_issue(RAISE, "safety_office", ("konggang", "weicheng")), by=OFFICE)
    room.at("12T15:30")
    stated = {"by": "safety_office", "with": ["public_security"], "at": room.clock.at}
    register.assess("XX-2026-06", Assessment.model_validate(stated), by=OFFICE)
    room.at("14T11:00")
    approval = Approval(body="governance_committee", person="gc-003", at=room.clock.at)
    register.approve("XX-2026-06", approval)
    register.issue("XX-2026-06", by=OFFICE)
    _witness(register)
    _drill(room)
    room.at("21T18:00")
    early = {"id": "XX-2026-08", "action": "end", "order": "XX-2026-06"}
    early |= {"at": "2026-05-22T20:00+08:00", "issuer": "safety_office", "proposer": "so-014"}
    register.propose(EndProposal.model_validate(early), by=OFFICE)
    room.at(NIGHT)


def _issue(entries: dict[str, str], issuer: str, scope: tuple[str, ...]) -> IssueProposal:
    said = {name: text for name, text in entries.items() if name not in {"start", "end"}}
    period = {name: f"{entries[name]}+08:00" for name in ("start", "end")}
    more = {"issuer": issuer, "scope": list(scope), "period": period, "proposer": "so-014"}
    return IssueProposal.model_validate(said | more)


def _witness(register: StoredRegister) -> None:
    """Keep a checkpoint that the office and an archive have signed."""
    lines = list(register.store.lines())
    note = Note(Checkpoint(origin_of(register.id), len(lines), Tree(lines).root(len(lines))))
    for name in ("duty-room.xixian.example", "archive.xixian.example"):
        note = generate(name).sign(note)
    register.store.transact(lambda writing: writing.keep_checkpoint(len(lines), note.to_bytes))


def _drill(room: StoryRoom) -> None:
    room.at("20T09:00")
    entries = {
        "id": "YL-2026-01",
        "area": "qinhan",
        "level": "2",
        "start": "2026-05-21T20:00",
        "end": "2026-05-23T08:00",
        "reason": "防汛演练 · flood exercise",
    }
    said = _issue(entries, "city_management", ("yaodian", "weicheng"))
    drill = said.model_copy(update={"drill": True})
    room.register.carry_out("issue", drill, by=Actor(person="qh-021", body="city_management"))


# -- the second register: a new city that may act first, and have it ratified ---------------------


def _first_rules() -> Rules:
    """Return the rules of Xixian with one that lets a new city act at once."""
    data = load_rules("xixian").model_dump(mode="json", by_alias=True, exclude_defaults=True)
    approval = {"any_of": ["governance_committee", "party_management"]}
    at_once = {
        "id": "at_once",
        "tier": "new_city",
        "to": ["3", "2"],
        "issuers": ["city_management"],
        "ratify": {"approval": approval, "within": "PT4H"},
    }
    data["transitions"] = [*data["transitions"], at_once]
    return Rules.model_validate(data)


def _make_second(address: ServedAddress, settings: ServerSettings, clock: GivenClock) -> None:
    rules = _first_rules()
    areas = load_areas(EXAMPLES / "xixian" / "areas.yaml", rules)
    title = "沣西新城值班室 · Fengxi"
    with (
        Register.create(address.url, rules, areas, (), title=title, clock=clock) as register,
        closing(open_accounts(address, settings, register)) as accounts,
    ):
        bodies = frozenset({"city_management", "governance_committee"})
        plan = AccountPlan(id="fx-008", person="fx-008", title="fx-008", bodies=bodies, rights=ACTS)
        accounts.add(plan, PASSWORD)
        clock.at = BEFORE + timedelta(days=9, hours=16, minutes=40)
        entries = {
            "id": "FX-2026-02",
            "area": "fengxi",
            "level": "2",
            "start": "2026-05-22T02:00",
            "end": "2026-05-23T02:00",
            "reason": "仓库火灾 · a fire in a warehouse",
            "transition": "at_once",
        }
        proposal = _issue(entries, "city_management", ("diaotai",))
        register.carry_out("issue", proposal, by=CITY)
