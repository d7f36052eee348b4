"""`ServedRegister`: a register that is served, with its accounts. Here it is opened, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, cast

from fastapi import Depends, Path, Request

from responselevels.errors import NotServed, RegisterError, Unauthenticated
from responselevels.models.times import instant_at
from responselevels.register.clocks import Clock, SystemClock
from responselevels.register.follow import Following
from responselevels.register.register import Register, StoredRegister
from responselevels.server.callers import Caller
from responselevels.server.people.credentials import Credential
from responselevels.server.people.identity import Accounts
from responselevels.server.settings import ServedAddress, ServerSettings

CLIENT = "responselevels serve"
"""Name of this program in the log."""

_SPELL = 0.25
"""Maximum seconds for which the end of a server waits for its registers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedRegister:
    """A register under the name that addresses have it by (*slug*), and who may ask and act in it.

    Threads share it: the register locks itself. What others record is taken in by *following*,
    moments after they do.
    """

    slug: str
    register: StoredRegister
    accounts: Accounts
    following: Following
    clock: Clock

    @property
    def behind(self) -> RegisterError | None:
        """Why what others record is not taken in just now; None while it is."""
        return self.following.behind

    @property
    def title(self) -> str:
        """What people call it."""
        return self.register.state.title or self.register.id

    def moment(self) -> datetime:
        """Return the time, but none before the last event: clocks of several places differ a little."""
        return instant_at(max(self.clock.instant(), self.register.state.recorded))


AccountsOpened = Callable[[ServedAddress, ServerSettings, StoredRegister], Accounts]
"""Opens the accounts of a register; what it returns may have a `close`."""


@contextmanager
def opened(
    settings: ServerSettings, accounts: AccountsOpened
) -> Iterator[dict[str, ServedRegister]]:
    """Open every register of *settings* with its accounts, by slug; close all of them afterwards.

    Raises:
        RegisterError: one of them cannot be opened.
    """
    with ExitStack() as held:
        yield {
            address.slug: _opened(address, settings, accounts, held)
            for address in settings.registers
        }


def _opened(
    address: ServedAddress, settings: ServerSettings, accounts: AccountsOpened, held: ExitStack
) -> ServedRegister:
    register = held.enter_context(
        Register.open(
            address.url,
            clock=settings.clock,
            site=settings.site,
            client=CLIENT,
            remember=not settings.demo,  # nothing is left of an example
        )
    )
    known: Any = accounts(address, settings, register)
    if hasattr(known, "close"):
        held.callback(known.close)
    following = held.enter_context(Following(register, spell=_SPELL))
    return ServedRegister(
        slug=address.slug,
        register=register,
        accounts=known,
        following=following,
        clock=settings.clock or SystemClock(),
    )


class NoAccounts:
    """The accounts of a register that nobody may ask."""

    def caller(self, _credential: Credential) -> Caller | None:
        """Know nobody.

        Raises:
            Unauthenticated: always.
        """
        raise Unauthenticated("needed")

    def still(self, _caller: Caller) -> Caller | None:
        """Know nobody by now, either."""
        return None

    def proof(self, _caller: Caller) -> str:
        """Return a text that no form carries."""
        return ""


def no_accounts(
    _address: ServedAddress, _settings: ServerSettings, _register: StoredRegister
) -> Accounts:
    """Open no accounts: nobody may ask."""
    return NoAccounts()


def served_of(
    request: Request,
    slug: Annotated[str, Path(description="the name of the register in addresses")],
) -> ServedRegister:
    """Return the register that the address of *request* names by its *slug*.

    Raises:
        NotServed: no such register is served.
    """
    held = cast("dict[str, ServedRegister]", request.app.state.registers).get(slug)
    if held is None:
        raise NotServed("register", {"slug": slug})
    return held


Served = Annotated[ServedRegister, Depends(served_of)]
"""The register that is asked, for the signature of an endpoint."""
