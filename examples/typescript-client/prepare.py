"""Make the two registers of the story with accounts for those in it, and a token for each of them.

    python examples/typescript-client/prepare.py FOLDER

FOLDER then has ``duty.db`` (the Xixian scheme), ``port.db`` (the harbour), and ``tokens.json``. It is as
of the morning of 12 May 2026, when the story begins.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from responselevels import load_areas, load_orders, load_rules
from responselevels.models.orders import Order
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.register import Register
from responselevels.server.callers import Right
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import open_accounts
from responselevels.server.people.tokens import TokenPlan
from responselevels.server.settings import ServedAddress, ServerSettings

EXAMPLES = Path(__file__).resolve().parents[1]
BEGINS = datetime.fromisoformat("2026-05-12T10:00+08:00")
ACTS = frozenset({Right.READ, Right.ACT})

DUTY = {"so-014": "safety_office", "gc-003": "governance_committee", "qh-021": "city_management"}
PORT = {
    "pp-001": "port_police",
    "hm-001": "harbour_master",
    "pb-001": "port_board",
    "ph-001": "port_medic",
}


def prepare(folder: Path) -> None:
    """Make all of it in *folder*.

    Raises:
        RegisterExists: it is there already.
    """
    orders = load_orders(EXAMPLES / "register" / "orders.yaml").orders
    areas = EXAMPLES / "xixian" / "areas.yaml"
    tokens = _made(folder / "duty.db", load_rules("xixian"), areas, orders, people=DUTY)
    harbour = EXAMPLES / "harbour"
    rules = load_rules(harbour / "rules.yaml")
    tokens |= _made(folder / "port.db", rules, harbour / "areas.csv", (), people=PORT)
    kept = folder / "tokens.json"
    kept.touch(mode=0o600)
    kept.write_text(json.dumps(tokens, indent=1) + "\n", encoding="utf-8")


def _made(
    path: Path, rules: Rules, areas: Path, orders: Sequence[Order], *, people: Mapping[str, str]
) -> dict[str, str]:
    """Make a register with accounts; return the token of each of the *people*."""
    address, clock = ServedAddress(path.stem, f"sqlite:///{path}"), GivenClock(BEGINS)
    settings = ServerSettings(registers=(address,), clock=clock)
    with (
        Register.create(
            address.url, rules, load_areas(areas, rules), orders, clock=clock, remember=False
        ) as register,
        closing(open_accounts(address, settings, register)) as accounts,
    ):
        tokens = {}
        for name, body in people.items():
            bodies = frozenset({body})
            accounts.add(
                AccountPlan(id=name, person=name, title=name, bodies=bodies, rights=ACTS), None
            )
            plan = TokenPlan(account=name, title="story", rights=ACTS, bodies=bodies)
            tokens[name] = str(accounts.issue_token(plan))
    return tokens


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
