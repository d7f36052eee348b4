"""Notices by e-mail: what aiosmtpd receives is what `due` prints, and no header is ever broken up."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd import controller

from responselevels.core.due.rows import Due
from responselevels.errors import Undelivered
from responselevels.exports.notices import MailServer, Notice, address_of, mail_of, send
from responselevels.reports.due import due_rows
from responselevels.reports.frame.rows import plain
from tests.exports.made import EVIL, NOON, UNSEEN, locale

SENDER = address_of("duty@example.org")
RECEIVER = address_of("board@example.org")
GOOD = "hunter2"
ROWS = (
    Due(kind="order.expected_end", due=NOON, order="O-1", area="port", overdue=True),
    Due(kind="order.expected_end", due=NOON, order=EVIL, area=EVIL),
)


class Mailbox:
    """What a mail server took."""

    def __init__(self) -> None:
        self.taken: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append(envelope)
        return "250 OK"

    def authenticated(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
    ) -> Any:
        from aiosmtpd.smtp import AuthResult

        good = (data.login, data.password) == (b"duty", GOOD.encode())
        return AuthResult(success=good, handled=False)

    def mail(self) -> EmailMessage:
        (envelope,) = self.taken
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        return mail


@contextmanager
def mailbox(context: ssl.SSLContext | None = None, **more: Any) -> Iterator[tuple[Mailbox, int]]:
    """A mail server in a thread, at whatever port is free."""
    box, listening = Mailbox(), socket.create_server(("127.0.0.1", 0))

    port = listening.getsockname()[1]

    class Here(controller.Controller):
        def _create_server(self) -> Any:
            return self.loop.create_server(self._factory_invoker, sock=listening)

        def _trigger_server(self) -> None:
            # Its own gives up after a second, which a machine at work may take.
            with socket.create_connection(("127.0.0.1", port), 60) as client:
                client.recv(1024)

    server = Here(
        box,
        hostname="127.0.0.1",
        port=port,
        tls_context=context,
        require_starttls=context is not None,
        authenticator=box.authenticated,
        ready_timeout=60,
        **more,
    )
    server.start()
    try:
        yield box, port
    finally:
        server.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine with its key, in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def notice(title: str = "Duty room") -> Notice:
    return Notice(rows=ROWS, title=title, at=NOON, until=NOON + dt.timedelta(days=14))


def text_of(lang: str) -> str:
    told = notice()
    return plain(due_rows(told.rows, locale(lang), at=told.at, until=told.until))


def test_the_text_is_that_of_due_in_each_language() -> None:
    mail = mail_of(notice(), [locale("zh"), locale("en")], SENDER, [RECEIVER])
    with mailbox() as (box, port):
        send(mail, MailServer(host="127.0.0.1", port=port, security="none"))
    found = box.mail()
    assert found.get_content().replace("\r\n", "\n") == f"{text_of('zh')}\n\n{text_of('en')}"
    assert found["Subject"] == ("Duty room：待办2项，其中逾期1项 · Duty room: due: 2, overdue: 1")
    assert (found["From"], found["To"]) == ("duty@example.org", "board@example.org")
    assert (found["Auto-Submitted"], found["Content-Language"]) == ("auto-generated", "zh, en")
    assert box.taken[0].rcpt_tos == ["board@example.org"]


def test_no_title_breaks_out_of_its_header() -> None:
    evil = f"{UNSEEN}\r\nBcc: thief@example.net\r\n\r\nbody" + "长" * 200
    mail = mail_of(notice(evil), [locale()], SENDER, [RECEIVER])
    with mailbox() as (box, port):
        send(mail, MailServer(host="127.0.0.1", port=port, security="none"))
    found = box.mail()
    assert sorted(found.keys()) == sorted(mail.keys())
    assert found["Bcc"] is None
    assert found["Subject"].startswith("a\\u000d\\u000aDTEND")
    assert box.taken[0].rcpt_tos == ["board@example.org"]
    assert f"`{EVIL}`" in " ".join(found.get_content().split())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "duty",
        "a@b@c",
        "Duty <duty@example.org>",
        "a@example.org, b@example.org",
        "a@example.org\r\nBcc: b@example.net",
        "a@example.org\n",
        "a@ex\u00e4mple.org",
        "@example.org",
        "a@",
    ],
)
def test_an_address_is_one_address_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match=r"^address$"):
        address_of(text)


def test_the_way_is_secured_before_anything_is_said(certificate: Path) -> None:
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=str(certificate))
    mail = mail_of(notice(), [locale()], SENDER, [RECEIVER])
    with mailbox(served) as (box, port):
        known = MailServer(host="localhost", port=port, user="duty", context=trusting)
        send(mail, replace(known, password=GOOD))
        assert len(box.taken) == 1
        for told, code in (
            (replace(known, password=GOOD + "x"), "mail.refused"),
            (MailServer(host="localhost", port=port), "mail.away"),
            (MailServer(host="localhost", port=port, security="none"), "mail.away"),
        ):
            with pytest.raises(Undelivered) as error:
                send(mail, told)
            assert error.value.code == code
            assert "hunter" not in error.value.worded() + repr(told)
        assert len(box.taken) == 1


def test_a_server_without_security_is_not_signed_in_to() -> None:
    mail = mail_of(notice(), [locale()], SENDER, [RECEIVER])
    with mailbox() as (box, port):
        for security in ("starttls", "tls"):
            told = MailServer(host="127.0.0.1", port=port, security=security, seconds=20)
            with pytest.raises(Undelivered) as error:
                send(mail, told)
            assert error.value.code == "mail.away"
        assert box.taken == []
