"""`make_demo`: the Xixian example as a register to be served, as if it had been kept for some days.

All of it is made up. An order of the new area is in force at a place of a new city, so that somebody
who asks for less there is told why not (`demo_steps` say how to try it); and a proposal waits for an approval.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from responselevels.files import load_areas, load_rules
from responselevels.files.shipped import rules_root
from responselevels.machine.zones import zone_of
from responselevels.models.orders import Approval, Assessment, Order, Period
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.times import instant_at
from responselevels.register.clocks import Clock, GivenClock, SystemClock
from responselevels.register.log.actors import Actor
from responselevels.register.register import Register, StoredRegister
from responselevels.server.callers import Right
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import open_accounts
from responselevels.server.settings import ServedAddress, ServerSettings
from responselevels.text.catalogue import worded

SCHEME = "xixian"
SLUG = "demo"
PASSWORD = "for-the-demo"  # noqa: S105 - everybody is told it
"""The password of each account of the example."""

_TITLES = {"en": "Duty room (example)", "zh": "值班室（示例）"}


@dataclass(frozen=True, slots=True)
class Demo:
    """An example that was made: where its register is, and who may do what in it."""

    address: ServedAddress
    accounts: tuple[AccountPlan, ...]


_ACT = frozenset({Right.READ, Right.ACT, Right.HIDDEN})
_OWN = {"qh-021": frozenset({"qinhan"})}
"""Who acts for one of several cities, and reads of that one alone; the others read and act everywhere."""

_PEOPLE: tuple[tuple[str, dict[str, str], tuple[str, ...], frozenset[Right]], ...] = (
    (
        "so-014",
        {"en": "safety office, proposes and issues", "zh": "新区平安办提议、发布"},
        ("safety_office",),
        _ACT,
    ),
    (
        "gc-003",
        {"en": "governance committee, approves", "zh": "新区社会治理和平安建设委员会批准"},
        ("governance_committee",),
        _ACT,
    ),
    (
        "qh-021",
        {"en": "Qinhan New City, orders for itself", "zh": "秦汉新城管委会自行发布"},
        ("city_management",),
        _ACT,
    ),
    ("guest-1", {"en": "reads only", "zh": "仅可查阅"}, (), frozenset({Right.READ})),
    (
        "keeper-1",
        {"en": "keeps the accounts", "zh": "管理账号"},
        (),
        frozenset({Right.READ, Right.PEOPLE}),
    ),
)


def demo_accounts(lang: str) -> tuple[AccountPlan, ...]:
    """Return the accounts of the example, called as *lang* calls them."""
    return tuple(
        AccountPlan(
            id=name,
            person=name,
            title=titles[lang],
            bodies=frozenset(bodies),
            areas=_OWN.get(name),
            rights=may,
        )
        for name, titles, bodies, may in _PEOPLE
    )


_FIRST = "qh-021"
"""The account that what is to be tried first is for."""


def demo_steps(lang: str, person: str = "") -> tuple[str, ...]:
    """Return what to try first with the example, step by step, in sentences of *lang*.

    *person* is who is signed in: who is that account already need not be told to sign in.
    """
    who = "where" if person == _FIRST else "who"
    return tuple(worded(f"demo.try.{step}", {}, lang) for step in (who, "what", "why", "then"))


def make_demo(folder: Path, lang: str, clock: Clock | None = None) -> Demo:
    """Make the register of the example in *folder*, its days ending with today by *clock*."""
    url = f"sqlite:///{folder / 'demo.db'}"
    today = _midnight(instant_at((clock or SystemClock()).instant()))
    told = GivenClock(today - timedelta(days=6))
    with _created(url, today, lang, told) as register:
        _tell(register, told, today)
        made = Demo(ServedAddress(SLUG, url), demo_accounts(lang))
        _add_accounts(made, register)
    return made


def _add_accounts(made: Demo, register: StoredRegister) -> None:
    settings = ServerSettings(registers=(made.address,), demo=True)
    with closing(open_accounts(made.address, settings, register)) as accounts:
        for plan in made.accounts:
            accounts.add(plan, PASSWORD)


def _midnight(now: datetime) -> datetime:
    zone = zone_of("Asia/Shanghai")
    return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _created(url: str, today: datetime, lang: str, clock: Clock) -> StoredRegister:
    rules = load_rules(SCHEME)
    return Register.create(
        url,
        rules,
        load_areas(rules_root() / SCHEME / "areas.yaml", rules),
        [_taken_over(today)],
        title=_TITLES[lang],
        by=Actor(person="so-001"),
        clock=clock,
        remember=False,
    )


def _taken_over(today: datetime) -> Order:
    """Return an order of before there was a register."""
    return Order(
        id="FD-01",
        area="fengdong",
        level="3",
        scope=("sanqiao",),
        period=_period(today, -8, 6),
        issuer="city_management",
        issued_at=today - timedelta(days=10),
        proposer="fd-007",
        reason="三桥改造工地 · building works in Sanqiao",
    )


def _period(today: datetime, first: int, last: int) -> Period:
    return Period(start=today + timedelta(days=first), end=today + timedelta(days=last))


def _tell(register: StoredRegister, clock: GivenClock, today: datetime) -> None:
    """Have the days pass: a new city orders for itself; a fair is proposed, assessed, approved and issued."""
    office = Actor(person="qh-021", body="city_management")
    market = IssueProposal(
        id="QH-01",
        area="qinhan",
        level="3",
        scope=("yaodian",),
        period=_period(today, -5, -3),
        issuer="city_management",
        proposer="qh-021",
        reason="窑店街道集市 · market in Yaodian",
    )
    register.propose(market, by=office)
    register.issue("QH-01", by=office)
    fair = IssueProposal(
        id="XX-01",
        area="xixian",
        level="2",
        scope=("konggang", "weicheng"),
        period=_period(today, -2, 5),
        issuer="safety_office",
        proposer="so-014",
        reason="临空博览会 · fair at the airport",
    )
    register.propose(fair, by=Actor(person="so-014", body="safety_office"))
    clock.at += timedelta(hours=9)
    assessed = Assessment.model_validate(
        {"by": "safety_office", "with": ["public_security"], "at": clock.at}
    )
    register.assess("XX-01", assessed, by=Actor(person="so-020", body="safety_office"))
    clock.at += timedelta(days=1)
    approved = Approval(body="governance_committee", person="gc-003", at=clock.at)
    register.approve("XX-01", approved, by=Actor(person="gc-003", body="governance_committee"))
    register.issue("XX-01", by=Actor(person="so-014", body="safety_office"))
    clock.at = today - timedelta(hours=4)
    early = EndProposal(
        id="XX-02",
        action="end",
        order="XX-01",
        at=today + timedelta(days=3),
        issuer="safety_office",
        proposer="so-014",
        reason="博览会提前闭幕 · the fair closes early",
    )
    register.propose(early, by=Actor(person="so-014", body="safety_office"))
