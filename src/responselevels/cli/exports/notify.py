"""`responselevels register notify`: what is due, by e-mail, in the words of `register due`."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from email.headerregistry import Address
from ipaddress import ip_address

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.register.asking import moment_of
from responselevels.cli.register.session import Session
from responselevels.core.timeline import end_within
from responselevels.exports.notices import MailServer, Notice, address_of, mail_of, send
from responselevels.machine.zones import zone_of
from responselevels.models.times import micros_of
from responselevels.register.history.versions import versions_known
from responselevels.text.catalogue import LANGUAGES

USER, PASSWORD = "RESPONSELEVELS_SMTP_USER", "RESPONSELEVELS_SMTP_PASSWORD"
"""Environment variables with what the mail server is signed in to with."""

_PORTS = {"starttls": 587, "tls": 465, "none": 25}


def notify(  # noqa: PLR0913 - each is an option
    session: Session,
    *,
    at: datetime | None,
    known_at: datetime | None,
    within: timedelta,
    drill: bool,
    track: str | None,
    to: tuple[str, ...],
    sender: str,
    smtp: str,
    security: str,
    both: bool,
) -> int:
    """Send a notice where anything is due; return the exit status."""
    server, lang = _server(smtp, security, session.lang), session.lang
    receivers, own = [_address(one, lang) for one in to], _address(sender, lang)
    register, moment = session.register, moment_of(session, at)
    rows = register.due(at=moment, within=within, known_at=known_at, drill=drill, track=track)
    if not rows:
        sys.stdout.write(says("notify.nothing", lang) + "\n")
        return Status.PERMITTED
    name = versions_known(register.versions, micros_of(moment))[-1].scheme.rules.zone
    zone = None if name is None else zone_of(name)
    notice = Notice(
        rows=rows,
        title=register.state.title or register.id,
        at=moment,
        until=end_within(moment, within),
        known=known_at,
        zone=zone,
    )
    first = session.locale(at).within(zone or moment)
    others = [replace(first, lang=one) for one in LANGUAGES if both and one != lang]
    send(mail_of(notice, [first, *others], own, receivers), server)
    sys.stdout.write(says("notify.sent", lang, count=len(rows), receivers=to) + "\n")
    return Status.PERMITTED


def _address(text: str, lang: str) -> Address:
    try:
        return address_of(text)
    except ValueError:
        raise CommandError(says("error.notify.address", lang, address=text)) from None


def _server(text: str, security: str, lang: str) -> MailServer:
    host, port = _split(text, lang)
    user, password = os.environ.get(USER) or None, os.environ.get(PASSWORD) or None
    if (user is None) != (password is None):
        raise CommandError(says("error.notify.credentials", lang, user=USER, password=PASSWORD))
    if security == "none" and not _is_here(host):
        raise CommandError(says("error.notify.plain", lang))
    return MailServer(
        host=host, port=port or _PORTS[security], security=security, user=user, password=password
    )


def _split(text: str, lang: str) -> tuple[str, int | None]:
    """Return host and port of ``HOST[:PORT]``."""
    host, colon, port = text.rpartition(":") if text.count(":") == 1 else (text, "", "")
    number = int(port) if port.isascii() and port.isdecimal() else 0
    named = bool(host) and host.isprintable() and " " not in host
    if not named or (colon and not 0 < number < 65_536):
        raise CommandError(says("error.notify.server", lang, server=text))
    return host.strip("[]"), number or None


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
