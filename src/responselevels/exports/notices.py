"""Notices of what is due, as e-mail: the text is that of `due`, to the letter.

A message is made by the standard library's `EmailMessage`, which lets no line break into a header; what
cannot be seen is an escape before that. Nothing of a register ever becomes an address: to whom it goes
is what the operator says.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from responselevels.core.due.rows import Due
from responselevels.errors import Undelivered
from responselevels.exports.wording import identifier_of
from responselevels.models.times import micros_of
from responselevels.reports.due import due_rows
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.rows import plain as plain_rows
from responselevels.reports.frame.wording import Locale
from responselevels.text.escaping import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is due, to be told by e-mail.

    Attributes:
        rows: what is due.
        title: what the register or the scheme is called.
        at: the instant that was asked about.
        until: until when was looked ahead.
        known: by what was known when, None: now.
        zone: the zone of the rules, None where they have none.
    """

    rows: tuple[Due, ...]
    title: str
    at: datetime
    until: datetime
    known: datetime | None = None
    zone: tzinfo | None = None


def address_of(text: str) -> Address:
    """Return the address that *text* writes: ``duty@example.org``, and nothing besides.

    Raises:
        ValueError: it is none, or more than one.
    """
    name, _, domain = text.partition("@")
    plainly = text.isascii() and text.isprintable() and not set(text) & set(' <>()[]\\,;:"')
    if not (name and domain and plainly) or "@" in domain:
        raise ValueError("address")
    return Address(username=name, domain=domain)


def mail_of(
    notice: Notice, locales: Sequence[Locale], sender: Address, receivers: Sequence[Address]
) -> EmailMessage:
    """Return *notice* as a message in the languages of *locales*, one after the other."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = list(receivers)
    mail["Subject"] = " · ".join(subject_of(notice, locale) for locale in locales)
    mail["Date"] = format_datetime(notice.at)
    name = identifier_of(str(micros_of(notice.at)), notice.title)[:40].rstrip(".")
    mail["Message-ID"] = f"<{name}@{sender.domain}>"
    # RFC 3834: programs that answer mail do not answer this.
    mail["Auto-Submitted"] = "auto-generated"
    rows = [
        row
        for number, locale in enumerate(locales)
        for row in (*([BLANK, BLANK] if number else []), *_rows(notice, locale))
    ]
    mail.set_content(plain_rows(rows), cte="base64")
    # Setting the content takes away every header that is about it.
    mail["Content-Language"] = ", ".join(locale.lang for locale in locales)
    return mail


def _rows(notice: Notice, locale: Locale) -> Iterator[Row]:
    return due_rows(
        notice.rows, locale, at=notice.at, until=notice.until, known=notice.known, zone=notice.zone
    )


def subject_of(notice: Notice, locale: Locale) -> str:
    """Return the subject of a notice: how much is due, and how much of it overdue."""
    overdue = sum(row.overdue for row in notice.rows)
    facts = {"title": notice.title, "count": len(notice.rows), "overdue": overdue}
    return plain(
        locale.says("export.mail.subject.overdue" if overdue else "export.mail.subject", **facts)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A server that takes mail, and how it is reached.

    *security* is ``starttls``, ``tls`` from the first byte, or ``none`` at all: then nobody signs in.
    """

    host: str
    port: int
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    seconds: float = 30.0
    context: ssl.SSLContext | None = field(default=None, repr=False)


def send(mail: EmailMessage, server: MailServer) -> None:
    """Hand *mail* to *server*.

    Raises:
        Undelivered: the server cannot be reached, or does not take it; the reason never has what was signed in with.
    """
    try:
        with _connected(server) as connection:
            refused = connection.send_message(mail)
    except smtplib.SMTPAuthenticationError as error:
        raise Undelivered(
            "mail.refused", {"host": server.host, "reason": f"{error.smtp_code}"}
        ) from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Undelivered("mail.away", {"host": server.host, "reason": reason}) from None
    if refused:
        raise Undelivered(
            "mail.receivers", {"host": server.host, "receivers": tuple(sorted(refused))}
        )


def _connected(server: MailServer) -> smtplib.SMTP:
    context = server.context or ssl.create_default_context()
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.seconds, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.seconds)
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
        if server.user is not None:
            connection.login(server.user, server.password or "")
    except BaseException:
        connection.close()
        raise
    return connection
