"""A process that changes accounts is killed at a random moment, again and again.

    python -m tests.server.people.store.kills --kills 300 [--url postgresql://…]

After each kill the accounts are opened as they lie. What was acknowledged must be there; each change
must be there whole, with the line that says who made it and the sessions that it ends, or not at all.
What was asked for last is asked for again.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from responselevels.errors import Unauthenticated
from responselevels.register.clocks import GivenClock
from responselevels.server.people.accounts import RegisterAccounts
from responselevels.server.people.credentials import Session
from responselevels.server.people.store.opening import open_database
from responselevels.server.settings import ServerSettings
from tests.register.duty import START
from tests.server.people.staff import LI

LEAST, MOST = 2, 9
"""So many answers does a writer give before it is killed, on however slow a machine."""


@dataclass
class Tally:
    """What was done, and what was wrong with it."""

    kills: int = 0
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)


def accounts_at(url: str) -> RegisterAccounts:
    settings = ServerSettings(registers=(), clock=GivenClock(START), demo=True)
    return RegisterAccounts(open_database(url), settings=settings)


def name_of(number: int) -> str:
    return f"p-{number:05}"


def password_of(number: int) -> str:
    return f"evening {number} at the desk"


def change(accounts: RegisterAccounts, number: int) -> str:
    """Do what is done with the account *number*, all of it; return a session of it that is open."""
    plan = replace(LI, id=name_of(number), person=name_of(number))
    accounts.add(plan, password_of(number))
    old = accounts.sign_in(plan.id, password_of(number), plan.id).session
    accounts.set_password(plan.id, password_of(number + 1))
    if accounts.caller(Session(old)) is not None:
        raise AssertionError("a session outlived its password")
    accounts.change(replace(plan, bodies=frozenset({"police"})))
    return accounts.sign_in(plan.id, password_of(number + 1), plan.id).session


def write_for_ever(url: str, first: int, pipe: int) -> NoReturn:
    """Change one account after the other; say so after each, with the session that is open."""
    accounts, number = accounts_at(url), first
    while True:
        session = change(accounts, number)
        os.write(pipe, f"{number} {session}\n".encode())
        number += 1


def killed(url: str, first: int, answers: int, seconds: float) -> list[tuple[int, str]]:
    """Let a process write, kill it so many *seconds* after its *answers*-th answer; return what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            write_for_ever(url, first, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        lines = [pipe.readline() for _ in range(answers)]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        lines += pipe.read().splitlines()
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"
    return [(int(number), session) for number, session in map(str.split, lines)]


def check(url: str, said: list[tuple[int, str]], tally: Tally) -> int:
    """Open the accounts as they lie, note what is wrong, and return the next number."""
    with closing(accounts_at(url)) as accounts:
        for number, session in said:
            tally.wrong += [f"{name_of(number)}: {one}" for one in _lost(accounts, number, session)]
        last = max((number for number, _session in said), default=-1)
        cut = [one.id for one in accounts.accounts() if one.id > name_of(last)]
        if len(cut) > 1:
            tally.wrong.append(f"{cut} were begun at once")
        for name in cut:
            tally.wrong += [f"{name}: {one}" for one in _half(accounts, name)]
        return last + 1 + len(cut)


def _lost(accounts: RegisterAccounts, number: int, session: str) -> Iterator[str]:
    """Yield what is not there of what was acknowledged."""
    name = name_of(number)
    if [one.id for one in accounts.accounts()].count(name) != 1:
        yield "is not there"
        return
    if accounts.account(name).bodies != {"police"}:
        yield "is not changed"
    if [one.act for one in accounts.acts(most=100_000) if one.account == name] != list(WHOLE):
        yield "does not say what was done"
    if accounts.caller(Session(session)) is None:
        yield "has lost its session"
    if _opens(accounts, name, number):
        yield "has its old password"
    if not _opens(accounts, name, number + 1):
        yield "has not its new password"


WHOLE = ("added", "password", "changed")


def _half(accounts: RegisterAccounts, name: str) -> Iterator[str]:
    """Yield what is there in half of what was not acknowledged."""
    number = int(name.removeprefix("p-"))
    acts = [one.act for one in accounts.acts(most=100_000) if one.account == name]
    if acts != list(WHOLE[: len(acts)]) or not acts:
        yield f"says {acts}"
    if (accounts.account(name).bodies == {"police"}) != ("changed" in acts):
        yield "is changed in half"
    if _opens(accounts, name, number + ("password" not in acts)):
        yield "has a password that nobody gave it"
    if not _opens(accounts, name, number + ("password" in acts)):
        yield "has not the password that it was given"


def _opens(accounts: RegisterAccounts, name: str, number: int) -> bool:
    try:
        accounts.sign_in(name, password_of(number), place=f"check {name}")
    except Unauthenticated:
        return False
    return True


def run(url: str, kills: int, seed: int) -> Tally:
    """Kill so many writers at *url*; return what came of it."""
    tally, chance, following = Tally(), random.Random(seed), 0
    for _ in range(kills):
        said = killed(url, following, chance.randint(LEAST, MOST), chance.uniform(0, 0.02))
        tally.kills += 1
        tally.acknowledged += len(said)
        following = check(url, said, tally)
    return tally


def main(arguments: list[str] | None = None) -> int:
    """Run; return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.server.people.store.kills")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        url = given.url or f"sqlite:///{Path(folder) / 'duty.db'}"
        tally = run(url, given.kills, given.seed)
    print(f"{tally.kills} kills, {tally.acknowledged} acknowledged: {len(tally.wrong)} wrong")  # noqa: T201
    print("\n".join(tally.wrong))  # noqa: T201
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
