"""The Xixian scheme, and a register over it, in which every text and every name is one of an attacker; or of nobody.

All ids, titles, clauses, readings, reasons, summaries and names get something behind them: a payload
in the hostile world, plain letters in the other. The pages of both must be built alike.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from responselevels.files import load_areas, load_rules
from responselevels.files.shipped import rules_root
from responselevels.models.areas import Areas
from responselevels.models.orders import Approval, Assessment, Period
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.log.actors import Actor
from responselevels.register.register import Register, StoredRegister
from responselevels.server.callers import Right
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import open_accounts
from responselevels.server.settings import ServedAddress, ServerSettings
from tests.server.patience import UNHURRIED

START = datetime.fromisoformat("2026-05-12T09:00+08:00")
PASSWORD = "made up for tests"  # noqa: S105
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "' onmouseover='alert(3)' x='",
    "</script><svg/onload=alert(4)>",
    "</title></textarea></select><iframe src=//evil.example>",
    "javascript:alert(5)//",
    '<a href="//evil.example/x">here</a>',
    "{{7*7}}{% raw %}",
    "`</code><b onclick=alert(6)>`",
    "<!--",
    "]]>",
    "&lt;i&gt;&#60;b&#62;",
    "<style>*{background:url(//evil.example)}</style>",
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    "<base href=//evil.example>",
    '<form action="//evil.example"><button>go</button></form>',
    "\\u003cimg src=x onerror=alert(7)\\u003e",
)
BIDI = "\u202e<u>\u2066"
"""Not for ids, which take nothing that cannot be seen."""

TEXTS = ("en", "zh")
NAMES = {"id", "tier", "of", "to", "issuers", "by", "with", "any_of", "all_of", "from", "spots"}
NAMES |= {"source", "tiers", "parent", "area", "areas", "spot"}


@dataclass
class Words:
    """What is put behind each id, and each text; the same behind the same id each time."""

    hostile: bool

    def __post_init__(self) -> None:
        self._texts = cycle((*PAYLOADS, BIDI))
        self._ids = cycle(PAYLOADS)
        self.ids: dict[str, str] = {}

    def text(self, text: str) -> str:
        return f"{text} {next(self._texts)}" if self.hostile else f"{text} plain"

    def name(self, name: str) -> str:
        if name not in self.ids:
            self.ids[name] = f"{name}{next(self._ids)}" if self.hostile else f"{name}-plain"
        return self.ids[name]


def filled(data: Any, words: Words, known: set[str], key: str = "") -> Any:
    """Return the data of rules or areas with *words* in all its texts and ids."""
    if isinstance(data, dict):
        return {
            words.name(name)
            if name in known and key in {"bodies", "sources", ""}
            else name: filled(one, words, known, name)
            for name, one in data.items()
        }
    if isinstance(data, list):
        return [filled(one, words, known, key) for one in data]
    if isinstance(data, str) and (key in TEXTS or key == "title"):
        return words.text(data)
    if isinstance(data, str) and key == "clause":
        return seen(words.text(data))
    if isinstance(data, str) and key in NAMES and data in known:
        return words.name(data)
    return data


def seen(text: str) -> str:
    """Return *text* without what cannot be seen, where nothing is taken that cannot."""
    return text.replace("\u202e", "").replace("\u2066", "")


def world(words: Words) -> tuple[Rules, Areas]:
    """Return the scheme with *words* in it."""
    rules = load_rules("xixian")
    areas = load_areas(rules_root() / "xixian" / "areas.yaml", rules)
    data = rules.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    listed = areas.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    known = {*data["bodies"], *data["sources"], *(one["id"] for one in listed["areas"])}
    for part in ("levels", "tiers", "transitions", "endings", "floors", "cadence", "spots"):
        known |= {one["id"] for one in data[part]}
    known |= {one["id"] for one in data["measures"]}
    return (
        Rules.model_validate(filled(data, words, known)),
        Areas.model_validate(filled(listed, words, known)),
    )


def told(register: StoredRegister, clock: GivenClock, words: Words) -> None:
    """Have things happen: an order in force, one that is to end, and proposals that wait or are denied."""
    n, t = words.name, words.text
    person, office = n("so-014"), n("safety_office")
    by = Actor(person=person, body=office)
    days = timedelta(days=1)

    def issue(name: str, *told: str) -> Any:
        area, level, scope, body, reason = told
        period = Period(start=START + 2 * days, end=START + 9 * days)
        return IssueProposal(
            id=n(name),
            area=n(area),
            level=n(level),
            scope=(n(scope),),
            period=period,
            issuer=n(body),
            proposer=person,
            reason=t(reason),
        )

    raised = issue("XX-01", "xixian", "2", "konggang", "safety_office", "a fair")
    register.propose(raised, by=by)
    beside = (n("public_security"),)
    found = Assessment(by=office, with_=beside, at=START, summary=t("many people"))
    register.assess(raised.id, found, by=by)
    board = n("governance_committee")
    approved = Approval(body=board, person=n("gc-003"), at=START)
    register.approve(raised.id, approved, by=Actor(person=n("gc-003"), body=board))
    register.issue(raised.id, by=by)
    end = EndProposal(
        id=n("XX-02"),
        action="end",
        order=raised.id,
        at=START + 5 * days,
        issuer=office,
        proposer=person,
        reason=t("it closes early"),
    )
    register.propose(end, by=by)
    register.propose(issue("XX-03", "xixian", "3", "weicheng", "safety_office", "a race"), by=by)
    city = issue("KG-01", "konggang", "3", "konggang", "city_management", "works")
    register.propose(city, by=Actor(person=person, body=n("city_management")))
    register.record_decision(city.id, by=by)
    register.withdraw(n("XX-03"), reason=t("no need"), by=by)
    register.propose(issue("XX-04", "xixian", "3", "weicheng", "safety_office", "a show"), by=by)
    clock.at = START + 3 * days


def made(url: str, words: Words) -> ServerSettings:
    """Make the register at *url*, with accounts; return how it is served."""
    clock, address = GivenClock(START), ServedAddress("duty", url)
    settings = ServerSettings(
        registers=(address,), clock=clock, demo=True, limits=UNHURRIED, port=0
    )
    rules, areas = world(words)
    title = words.text("Duty room")
    with (
        Register.create(
            url, rules, areas, (), title=title, clock=clock, remember=False
        ) as register,
        closing(open_accounts(address, settings, register)) as accounts,
    ):
        told(register, clock, words)
        plan = AccountPlan(
            id="keeper",
            person=words.name("so-014"),
            title=seen(words.text("Li Na")),
            bodies=frozenset(map(words.name, ("safety_office", "governance_committee"))),
            rights=frozenset(Right),
            oidc=words.text("sub"),
        )
        accounts.add(plan, PASSWORD)
        accounts.add(
            replace(plan, id="other", person=words.name("gc-003"), oidc=None, areas=None), None
        )
    return replace(settings, demo=False)


def address_in(folder: Path, name: str) -> str:
    """Return the address of a register in *folder*."""
    return f"sqlite:///{folder / f'{name}.db'}"
