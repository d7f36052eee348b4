"""Rooms to be measured: registers with accounts, the servers over them, and what their logs have afterwards."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from responselevels.files import load_areas, load_rules
from responselevels.files.shipped import rules_root
from responselevels.models.areas import Areas
from responselevels.register.log.events import event_of, fields_of
from responselevels.register.log.kinds import Event
from responselevels.register.log.verification import verify
from responselevels.register.register import Register
from responselevels.server.callers import Right
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import RegisterAccounts, open_accounts
from responselevels.server.people.tokens import TokenPlan
from responselevels.server.settings import ServedAddress, ServerSettings
from responselevels.server.sight import named_in

PASSWORD = "made up for figures"  # noqa: S105
READ, ACT = frozenset({Right.READ}), frozenset({Right.READ, Right.ACT})
OFFICERS = ("officer-0", "officer-1")
PROGRAMS = ("city-0", "city-1")
Looked = dict[str, object]
Told = tuple[str, str | None, str | None]
BODIES = {
    "approver": "governance_committee",
    **dict.fromkeys(OFFICERS, "safety_office"),
    **dict.fromkeys(PROGRAMS, "city_management"),
}


@dataclass(frozen=True, slots=True)
class Keys:
    """What lets people in: sessions of readers and of those who act at pages, tokens of programs, by account."""

    readers: dict[str, str]
    pages: dict[str, str]
    programs: dict[str, str]


def province(size: int) -> Areas:
    """Return a province of about *size* areas: fourteen cities with their streets."""
    cities = 14
    listed: list[dict[str, str]] = [{"id": "province", "tier": "new_area"}]
    for city in range(cities):
        listed.append({"id": f"c{city:02}", "tier": "new_city", "parent": "province"})
        listed += (
            {"id": f"s{city:02}-{number:05}", "tier": "street", "parent": f"c{city:02}"}
            for number in range(size // cities)
        )
    return Areas.model_validate({"areas": listed})


def made(url: str, readers: int, areas: Areas | None = None) -> Keys:
    """Make a register of the Xixian rules, and accounts."""
    rules = load_rules("xixian")
    world = areas or load_areas(rules_root() / "xixian" / "areas.yaml", rules)
    address = ServedAddress("duty", url)
    # Cheap hashes of passwords: nobody signs in while it is measured.
    settings = ServerSettings(registers=(address,), demo=True)
    with (
        Register.create(url, rules, world, remember=False) as register,
        closing(open_accounts(address, settings, register)) as accounts,
    ):
        return Keys(
            readers={name: _session(accounts, name) for name in _numbered("reader", readers)},
            pages={name: _session(accounts, name) for name in ("approver", *OFFICERS)},
            programs={name: _token(accounts, name) for name in PROGRAMS},
        )


def _numbered(kind: str, count: int) -> list[str]:
    return [f"{kind}-{number:02}" for number in range(count)]


def _plan(name: str) -> AccountPlan:
    body = BODIES.get(name)
    bodies, rights = (frozenset[str](), READ) if body is None else (frozenset({body}), ACT)
    return AccountPlan(id=name, person=name, title=name, bodies=bodies, rights=rights)


def _session(accounts: RegisterAccounts, name: str) -> str:
    accounts.add(_plan(name), PASSWORD)
    return accounts.sign_in(name, PASSWORD).session


def _token(accounts: RegisterAccounts, name: str) -> str:
    plan = _plan(name)
    accounts.add(plan, None)
    asked = TokenPlan(account=name, title="load", rights=ACT, bodies=plan.bodies)
    return accounts.issue_token(asked)


# -- servers ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """A server in a process: where it answers (``host:port``), and how long it took to."""

    address: str
    seconds: float
    process: psutil.Process

    @property
    def cpu(self) -> float:
        """The seconds of processor time that it took so far."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    @property
    def memory(self) -> int:
        """The bytes of memory that it holds."""
        return int(self.process.memory_info().rss)


@contextmanager
def served(url: str, folder: Path, count: int = 1) -> Iterator[list[ServerProcess]]:
    """Serve the register by so many processes."""
    with ExitStack() as held:
        yield [held.enter_context(_served(url, folder / f"{number}")) for number in range(count)]


@contextmanager
def _served(url: str, folder: Path) -> Iterator[ServerProcess]:
    folder.mkdir()
    command = ["-m", "responselevels", "serve", "--register", f"duty={url}", "--port", "0"]
    surroundings = {**os.environ, "RESPONSELEVELS_STATE": str(folder / "state")}
    began = time.perf_counter()
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            [sys.executable, *command], env=surroundings, stdout=-1, stderr=log, text=True
        ) as process,
    ):
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://([\w.:]+)", line)
            if found is None:
                raise RuntimeError((folder / "log").read_text())
            took = time.perf_counter() - began
            yield ServerProcess(found[1].rstrip("/"), took, psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait()


# -- afterwards -------------------------------------------------------------------------------


def looked_up(url: str, acknowledged: Sequence[tuple[int, Sequence[str], str, str]]) -> Looked:
    """Look up each act that was acknowledged (event, kinds, of, person) in the log; verify the chain.

    *lost* are events that are not there, or are others; *twice* those that nobody was told of.
    """
    with Register.open(url, remember=False) as register:
        lines = list(register.store.lines())
        report = verify(lines, documents=register.store.document)
    events = [event_of(line, fields_of(line, seq), seq) for seq, line in enumerate(lines)]
    there = Counter(_told(event) for event in events if event.actor.person in BODIES)
    told = Counter[Told]((kind, of, who) for _seq, kinds, of, who in acknowledged for kind in kinds)
    wrong = [
        seq
        for seq, kinds, of, who in acknowledged
        if seq >= len(events) or _told(events[seq]) not in {(kind, of, who) for kind in kinds}
    ]
    return {
        "events": len(events),
        "acknowledged": len(acknowledged),
        "lost": len(wrong) + sum((told - there).values()),
        "twice": sum((there - told).values()),
        "sound": report.sound,
    }


def _told(event: Event) -> Told:
    of = getattr(event, "of", None) or named_in(event)
    return event.kind, of, event.actor.person
