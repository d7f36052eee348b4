"""`responselevels serve` over the small register, in processes of its own, with tokens for who asks."""

from __future__ import annotations

from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from responselevels.register.clocks import GivenClock
from responselevels.register.register import Register
from responselevels.server.callers import Right
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import open_accounts
from responselevels.server.people.tokens import TokenPlan
from responselevels.server.settings import ServedAddress, ServerSettings
from tests.register.duty import START, made
from tests.server.process import SERVE, Served, served

API = "/r/duty/api/v1"
ACTS = frozenset({Right.READ, Right.ACT})
NOW = datetime.now(UTC)
"""The same for all: who asks again asks for the same."""

PASSWORD = "a long evening at the desk"  # noqa: S105
BODIES = {"li.na": "office", "wu.fang": "board", "zhao.min": "mayor"}


def register_with_tokens(url: str) -> dict[str, str]:
    """Make a register with accounts; return a token of each, by account."""
    with made(url, GivenClock(START)):
        pass
    address = ServedAddress("duty", url)
    settings = ServerSettings(registers=(address,), demo=True)
    with (
        Register.open(url) as register,
        closing(open_accounts(address, settings, register)) as accounts,
    ):
        return {name: _token(accounts, name, body) for name, body in BODIES.items()}


def _token(accounts: Any, name: str, body: str) -> str:
    plan = AccountPlan(id=name, person=name, title=name, bodies=frozenset({body}), rights=ACTS)
    accounts.add(plan, PASSWORD)
    asked = TokenPlan(account=name, title="tests", rights=ACTS, bodies=plan.bodies)
    return str(accounts.issue_token(asked))


def serving(url: str, folder: Path) -> AbstractContextManager[Served]:
    command = [*SERVE, "--register", f"duty={url}"]
    return served(command, folder / "log", {"RESPONSELEVELS_STATE": str(folder / "state")})


def proposal(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "area": "district",
        "level": "alert",
        "scope": ["district"],
        "period": {
            "start": (NOW + timedelta(days=1)).isoformat(),
            "end": (NOW + timedelta(days=2)).isoformat(),
        },
        "issuer": "office",
    }


def bearing(token: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", **more}
