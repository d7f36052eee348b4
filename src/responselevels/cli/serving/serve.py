"""The command `serve`: says where the server answers, and serves until it is told to end."""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from ipaddress import ip_address, ip_network
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import current_thread, main_thread
from types import FrameType
from typing import NoReturn
from urllib.parse import urlsplit

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.settings import setting
from responselevels.cli.frame.status import Status
from responselevels.cli.register.session import localized_warnings, opening_options
from responselevels.cli.serving.trusted import PUBLIC, provider_of, proxy_of
from responselevels.exports.profile import AlertProfile
from responselevels.files import parse, read_document
from responselevels.reports.frame.layout import wrapped
from responselevels.server.app import create_app
from responselevels.server.demo import PASSWORD, Demo, demo_steps, make_demo
from responselevels.server.operations.logs import start_logging
from responselevels.server.operations.starting import ServingError
from responselevels.server.people.accounts import open_accounts
from responselevels.server.running import serve as serve_app
from responselevels.server.settings import Limits, ServedAddress, ServerSettings
from responselevels.text.catalogue import LANGUAGES

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_NAMED = re.compile(r"([^=:/]+)=(.+)", re.DOTALL)
_WIDTH = 75
"""The cells of a line of what to try first, without what stands before it."""


def serve(  # noqa: PLR0913 - each is an option
    lang: str,
    *,
    registers: tuple[str, ...],
    demo: bool,
    host: str,
    port: int,
    opens: bool,
    name: tuple[str, ...],
    secure: bool,
    behind: tuple[str, ...],
    drill: bool,
    rate: int,
    metrics: bool,
    alerts: str | None,
) -> int:
    """Serve until the process is told to end; return the exit status."""
    with ExitStack() as held:
        example = held.enter_context(_demo(registers, host, lang)) if demo else None
        opening = opening_options()
        settings = ServerSettings(
            registers=addresses_of(registers, lang) if example is None else (example.address,),
            host=host,
            port=_port(port, lang),
            secure=secure,
            demo=demo,
            drill=drill,
            hosts=name,
            proxies=_networks(behind, lang),
            limits=Limits(rate=f"{rate}/minute" if rate else None),
            open_figures=metrics,
            alerts=None if alerts is None else parse(read_document(alerts), AlertProfile),
            proxy=proxy_of(os.environ, lang),
            oidc=provider_of(os.environ, lang),
            public=os.environ.get(PUBLIC) or None,
            clock=opening["clock"],
            site=opening["site"],
        )
        held.enter_context(localized_warnings(lang))
        _run(settings, example, lang, opens=opens)
    return Status.PERMITTED


def _run(settings: ServerSettings, example: Demo | None, lang: str, *, opens: bool) -> None:
    """Serve; say where, and with which accounts of an example.

    Raises:
        CommandError: the address cannot be had.
        RegisterError: a register cannot be opened.
    """

    def told(address: str) -> None:
        if example is not None and lang != LANGUAGES[0]:
            # Its first page is in the language of this command, whatever the browser prefers.
            address = f"{address}r/{example.address.slug}/login?lang={lang}"
        sys.stdout.write(says("serve.told", lang, address=address) + "\n")
        if not settings.secure and not _is_loopback(settings.host):
            sys.stdout.write(says("serve.plain", lang) + "\n")
        if example is not None:
            sys.stdout.write(_accounts_worded(example, lang))
        sys.stdout.flush()
        if opens:
            webbrowser.open(address)

    # Of an example, what it says to a newcomer stays in sight: each request would push it away.
    start_logging(level=logging.INFO if example is None else logging.WARNING)
    try:
        serve_app(create_app(settings, open_accounts), settings, told)
    except ServingError as error:
        raise CommandError(error.worded(lang)) from error


# -- which registers -----------------------------------------------------------------


def addresses_of(given: Iterable[str], lang: str) -> tuple[ServedAddress, ...]:
    """Return the registers to serve: those *given*, else the one of the project or the environment.

    Raises:
        CommandError: there is none, a name is none, or two have the same.
    """
    texts = list(given) or [one for one in [setting("register")] if one]
    if not texts:
        raise CommandError(says("error.serve.none", lang))
    found: dict[str, ServedAddress] = {}
    for text in texts:
        address = _address(text, lang)
        if found.setdefault(address.slug, address) is not address:
            raise CommandError(says("error.serve.twice", lang, name=address.slug))
    return tuple(found.values())


def _address(text: str, lang: str) -> ServedAddress:
    """Return ``NAME=URL``, or a URL under the name of its file or database."""
    named = _NAMED.fullmatch(text)
    if named is None:
        return ServedAddress(slug_of(text), text)
    if not _SLUG.fullmatch(named[1]):
        raise CommandError(says("error.serve.name", lang, name=named[1]))
    return ServedAddress(named[1], named[2])


def slug_of(url: str) -> str:
    """Return what a register is called in addresses where nobody says it.

    >>> slug_of("sqlite:////srv/Duty room.db"), slug_of("postgresql://user:secret@host/duty?x=1")
    ('duty-room', 'duty')
    """
    last = Path(urlsplit(url).path).stem
    return re.sub(r"[^a-z0-9]+", "-", last.lower()).strip("-")[:64] or "register"


# -- how it is reached ---------------------------------------------------------------


def _port(port: int, lang: str) -> int:
    if port > 65_535:
        raise CommandError(says("error.serve.port", lang, port=port))
    return port


def _networks(given: Iterable[str], lang: str) -> tuple[str, ...]:
    """Return addresses and networks as they are; one that is none is a usage error."""
    for text in given:
        try:
            ip_network(text)
        except ValueError:
            raise CommandError(says("error.serve.behind", lang, address=text)) from None
    return tuple(given)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


# -- the example ---------------------------------------------------------------------


@contextmanager
def _demo(registers: tuple[str, ...], host: str, lang: str) -> Iterator[Demo]:
    """Make the register of the example, for as long as it is served.

    Raises:
        CommandError: registers are named too, or others could reach what everybody has the passwords of.
    """
    if registers:
        raise CommandError(says("error.serve.demo.registers", lang))
    if not _is_loopback(host):
        raise CommandError(says("error.serve.demo.host", lang, host=host))
    with _ended_tidily(), TemporaryDirectory(prefix="responselevels-demo-") as folder:
        yield make_demo(Path(folder), lang)


@contextmanager
def _ended_tidily() -> Iterator[None]:
    """Have what is left be taken away, too, where the process is told to end before it serves, or its window is closed.

    While it serves, it ends by itself when it is told to; a window that is closed tells it so.
    """

    def end(_signal: int, _frame: FrameType | None) -> NoReturn:
        sys.exit(Status.PERMITTED)

    def told(_signal: int, _frame: FrameType | None) -> None:
        signal.raise_signal(signal.SIGTERM)

    hangup = getattr(signal, "SIGHUP", signal.SIGTERM)  # Windows has none
    with _handled(signal.SIGTERM, end), _handled(hangup, told):
        yield


@contextmanager
def _handled(
    what: signal.Signals, handler: Callable[[int, FrameType | None], None]
) -> Iterator[None]:
    """Have *handler* called for a signal that would end the process; one that is ignored stays so."""
    handled = current_thread() is main_thread() and signal.getsignal(what) is signal.SIG_DFL
    if handled:
        signal.signal(what, handler)
    try:
        yield
    finally:
        if handled:
            signal.signal(what, signal.SIG_DFL)


def _accounts_worded(example: Demo, lang: str) -> str:
    """Return the accounts of the example, a line each, and what to try first with them."""
    lines = [
        "  " + says("serve.demo.account", lang, name=one.id, password=PASSWORD, title=one.title)
        for one in example.accounts
    ]
    steps = [
        f"  {number}. " + "\n     ".join(wrapped(step, _WIDTH))
        for number, step in enumerate(demo_steps(lang), 1)
    ]
    return (
        "\n".join([says("serve.demo", lang), *lines, says("serve.demo.try", lang), *steps]) + "\n"
    )
