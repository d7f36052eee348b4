"""`ServerSettings`: what a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from responselevels.exports.profile import AlertProfile
from responselevels.register.clocks import Clock


@dataclass(frozen=True, slots=True)
class ServedAddress:
    """A register to be served: what it is called in addresses, and where it is."""

    slug: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedProxy:
    """A proxy in front that makes sure of people itself, and hands their names on.

    Its word counts only together with *secret*, which nobody else may know; the proxy must take
    both headers away from what it is sent.
    """

    secret: str = field(repr=False)
    name_header: str = "X-Forwarded-User"
    secret_header: str = "X-Proxy-Secret"  # noqa: S105 - the name of a header


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much the server takes on, so that none of its askers can take all of it."""

    body: int = 1_048_576
    """Bytes of one request's body."""
    body_seconds: float = 20.0
    """Time for sending it; and again, for all that comes before it."""
    rate: str | None = "1200/minute"
    """Requests from one address; None: any number."""
    streams: int = 500
    """Open streams of events."""
    streams_each: int = 20
    """Open streams of one account."""
    stuck_seconds: float = 30.0
    """How long an answer may wait for its reader to read, before the connection is closed."""
    connections: int = 2_000
    """Open connections."""
    grace_seconds: int = 20
    """How long requests that are under way may go on when the server is told to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdProvider:
    """A provider of OpenID Connect that people may sign in with.

    *discovery* is the address of its ``.well-known/openid-configuration``. *claim* is what in its
    word names a person, as accounts have it: ``sub`` is never given to another, names may be.
    """

    discovery: str
    client: str
    secret: str = field(repr=False)
    claim: str = "sub"
    scope: str = "openid profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """How a server behaves; nothing of it is read from anywhere later."""

    registers: tuple[ServedAddress, ...]
    host: str = "127.0.0.1"
    port: int = 8080
    secure: bool = False
    """Whether people reach it by https: cookies are sent that way only."""
    server: str = "duty-room"
    """What the log calls this server, as the one that made sure of who acts."""
    demo: bool = False
    """An example, with accounts that everybody knows; each page says so."""
    drill: bool = False
    """An exercise; each page and each print says so."""
    hosts: tuple[str, ...] = field(default=())
    """Names under which it may be asked for; none: those of this machine."""
    proxy: TrustedProxy | None = None
    """A proxy whose word is taken for who asks; None: nobody's."""
    limits: Limits = field(default=Limits())
    """How much it takes on."""
    open_figures: bool = False
    """Whether others than this machine may read ``/metrics``."""
    proxies: tuple[str, ...] = field(default=())
    """Addresses of proxies, whose word for who asks (``X-Forwarded-For``) is taken; none: nobody's."""
    clock: Clock | None = None
    """Where times come from, for exercises; None: the clock of the store, or of this machine."""
    site: str | None = None
    """What the log calls this place; None: nothing."""
    oidc: OpenIdProvider | None = None
    """A provider that people may sign in with beside their password; None: none."""
    public: str | None = None
    """The address that people know the server by (``https://duty.example.org``), which a provider
    leads them back to; None: the one that they asked for."""
    session_idle: timedelta = timedelta(hours=1)
    """How long a session lasts while nobody does anything in it."""
    session_life: timedelta = timedelta(hours=12)
    """How long a session lasts at most."""
    alerts: AlertProfile | None = None
    """How alerts are written of orders; None: nothing is said of how severe a level is."""
