"""`responselevels register deliver`: the events of a register, sent to a webhook as they are recorded."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.register.session import Session
from responselevels.errors import RegisterBusy, RegisterUnreadable
from responselevels.exports.delivering import Delivery, Means
from responselevels.exports.place import Place
from responselevels.exports.receiver import Receiver, Reply, receiver_of
from responselevels.exports.signing import LEAST, MARK, secrets_in
from responselevels.register.register import StoredRegister

SECRET = "RESPONSELEVELS_WEBHOOK_SECRET"  # noqa: S105 - the name of a variable
"""Environment variable with the secret that events are signed with; several, with blanks between them."""

_WAIT = 5.0
"""Seconds between two looks, unless the store notifies of news earlier."""


@dataclass(frozen=True, slots=True)
class _Log:
    """The log of a register as far as it was read and held to its chain."""

    register: StoredRegister

    @property
    def id(self) -> str:
        """The id of the register."""
        return self.register.id

    def lines(self, start: int) -> Iterator[bytes]:
        """Yield the raw lines from the event *start* on."""
        return self.register.store.lines(start, self.register.head.size)


def deliver(
    session: Session,
    *,
    to: str,
    place: str,
    after: int | None,
    once: bool,
    tries: int | None,
    plain_http: bool,
) -> int:
    """Send each event, until interrupted, or once what there is; return the exit status."""
    receiver = _receiver(to, session.lang, plain=plain_http)
    log, secrets = _Log(session.register), _secrets(session.lang)
    with Place(Path(place)) as kept:
        delivery = Delivery(
            log, receiver, kept, _means(session, receiver), secrets=secrets, tries=tries
        )
        delivery.begin(-1 if after is None else after)
        while True:
            count = delivery.run()
            if once:
                told = says("deliver.done", session.lang, count=count, address=receiver.shown)
                sys.stdout.write(told + "\n")
                return Status.PERMITTED
            _wait(session)


def _wait(session: Session) -> None:
    """Wait for news; a store that is away is waited for, too."""
    try:
        session.register.wait(_WAIT)
    except (RegisterUnreadable, RegisterBusy) as error:
        sys.stderr.write(f"responselevels: {error.worded(session.lang)}\n")
        time.sleep(_WAIT)


def _receiver(url: str, lang: str, *, plain: bool) -> Receiver:
    try:
        return receiver_of(url, plain=plain)
    except ValueError as error:
        # Whatever was given may have a password in it, so it is not said again.
        reason = str(error) if str(error) in {"form", "password", "plain"} else "form"
        raise CommandError(says(f"error.deliver.{reason}", lang)) from None


def _secrets(lang: str) -> tuple[bytes, ...]:
    try:
        return secrets_in(os.environ.get(SECRET, ""))
    except ValueError:
        facts = {"variable": SECRET, "mark": MARK, "count": LEAST}
        raise CommandError(says("error.deliver.secret", lang, **facts)) from None


def _means(session: Session, receiver: Receiver) -> Means:
    def told(reply: Reply, seq: int, attempt: int, pause: float) -> None:
        facts = {
            "seq": seq,
            "address": receiver.shown,
            "reason": reply.reason,
            "attempt": attempt,
            "pause": f"{pause:.1f}",
        }
        sys.stderr.write(f"responselevels: {says('deliver.again', session.lang, **facts)}\n")
        sys.stderr.flush()

    return Means(time=time.time, pause=time.sleep, chance=random.SystemRandom().random, told=told)
