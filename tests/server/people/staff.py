"""People of the small scheme, with accounts; passwords are hashed cheaply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from responselevels.register.clocks import GivenClock
from responselevels.register.register import StoredRegister
from responselevels.server.callers import Right
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import RegisterAccounts
from responselevels.server.settings import ServedAddress
from tests.register.duty import START

PASSWORD = "a long evening at the desk"  # noqa: S105
OTHER = "quite another evening there"

LI = AccountPlan(
    id="li",
    person="li.na",
    title="Li Na",
    bodies=frozenset({"office"}),
    rights=frozenset({Right.READ, Right.ACT}),
)
WU = AccountPlan(
    id="wu",
    person="wu.wei",
    title="Wu Wei",
    bodies=frozenset({"ward_office"}),
    areas=frozenset({"north"}),
    rights=frozenset({Right.READ, Right.ACT}),
)
CHIEF = AccountPlan(
    id="chief", person="chief", title="Chief", rights=frozenset({Right.READ, Right.PEOPLE})
)


def ticking() -> GivenClock:
    """Return a clock that a test may set on."""
    return GivenClock(START)


@dataclass
class Staffed:
    """Accounts over an open register, and the clock of both."""

    accounts: RegisterAccounts
    clock: GivenClock
    register: StoredRegister
    address: ServedAddress

    def later(self, **duration: float) -> None:
        """Let time pass."""
        self.clock.at += timedelta(**duration)

    def add_all(self) -> None:
        """Give Li, Wu and the chief accounts with the one password."""
        for plan in (LI, WU, CHIEF):
            self.accounts.add(plan, PASSWORD)
