"""`ServedRegister`: a register that is served, with its accounts. Here it is opened, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Annotated, Any, cast

from anyio import CapacityLimiter
from fastapi import Depends, Path, Request

from responselevels.errors import NotServed, RegisterBusy, RegisterError, Unauthenticated
from responselevels.models.times import instant_at, micros_of
from responselevels.register.clocks import Clock, SystemClock
from responselevels.register.follow import Following
from responselevels.register.log.checkpoints import origin_of, parse_note
from responselevels.register.log.events import Head
from responselevels.register.log.proofs import Prover
from responselevels.register.log.verification import KeptCheckpoint, VerificationReport, verify
from responselevels.register.register import Register, StoredRegister
from responselevels.server.callers import Caller
from responselevels.server.operations.errands import Errands
from responselevels.server.operations.kept import Kept
from responselevels.server.people.credentials import Credential
from responselevels.server.people.identity import Accounts
from responselevels.server.settings import ServedAddress, ServerSettings

CLIENT = "responselevels serve"
"""Name of this program in the log."""

_SPELL = 0.25
"""Maximum seconds for which the end of a server waits for its registers."""


_SHARED = 5_000_000
"""For how long pages tell of one instant, in microseconds: never beyond a whole minute, when levels move."""

_KEPT = 128
"""The number of things worked out of the register that are kept."""

_PAGES = 16_000_000
"""The length of all pages that are kept, in characters."""

_DRAWING = 2
"""The number of pages that are drawn at a time."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a register went (*head*), and the instant *at* that all pages of some seconds tell of."""

    head: Head
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedRegister:
    """A register under the name that addresses have it by (*slug*), and who may ask and act in it.

    Threads share it: the register locks itself. What others record is taken in by *following*,
    moments after they do. What is worked out of it for several who ask is kept in *kept*, under
    all that it depends on; *pages* are kept in the same way, and *drawing* bounds how many are
    drawn at a time: who decides and acts is not to wait for all who look. One PDF is made at a time, which *printing*
    sees to. *errands* are those of streams.
    *prover* has the tree of the log.
    """

    slug: str
    register: StoredRegister
    accounts: Accounts
    following: Following
    clock: Clock
    prover: Prover
    errands: Errands = field(default_factory=Errands)
    kept: Kept[Any] = field(default_factory=lambda: Kept(_KEPT))
    pages: Kept[Any] = field(default_factory=lambda: Kept(_PAGES, lambda page: page.size))
    drawing: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_DRAWING))
    printing: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))
    _stands: list[Stand] = field(default_factory=list, init=False)
    _standing: Lock = field(default_factory=Lock, init=False)
    _verifying: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

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

    def stand(self) -> Stand:
        """Return what pages tell of: all that is recorded by now, as of now or some seconds ago.

        Nothing may be recorded between the two, so that what somebody just did is always in it.
        """
        head, now = self.register.head, self.moment()
        with self._standing:
            last = self._stands[0] if self._stands else None
            if last is not None and last.head == head and _spell(last.at) == _spell(now):
                return last
            self._stands[:] = [Stand(head, now)]
            return self._stands[0]

    def verified(self, held: Iterable[KeptCheckpoint] = ()) -> VerificationReport:
        """Verify the log whole, with its documents, against its own checkpoints and those *held*.

        It is done for one asker at a time.

        Raises:
            RegisterBusy: it is being verified for somebody else.
        """
        if not self._verifying.acquire(blocking=False):
            raise RegisterBusy("verifying")
        try:
            store = self.register.store
            # The checkpoints come first: what is signed in between is of a longer log.
            own = [
                KeptCheckpoint(str(size), parse_note(raw), own=True)
                for size, raw in store.checkpoints()
            ]
            return verify(store.lines(), documents=store.document, kept=[*own, *held])
        finally:
            self._verifying.release()


def _spell(at: datetime) -> int:
    return micros_of(at) // _SHARED


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
        prover=Prover(origin_of(register.id), lambda: register.head.size, register.store.lines),
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
