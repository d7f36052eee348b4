"""Signed words of bodies: shown, signed, written to a file or recorded."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.register.session import Session
from responselevels.errors import ApprovalRefused, InputError, Place, Problem
from responselevels.register.ed25519 import SecretKey, read_key
from responselevels.register.signatures.acceptance import (
    SigningRequest,
    request_text,
    sign_approval,
)
from responselevels.register.signatures.dsse import Envelope, read_envelope
from responselevels.register.signatures.key_lists import SigningKey
from responselevels.register.signatures.statements import APPROVAL_TYPE, approval_text

PASSWORD = "RESPONSELEVELS_KEY_PASSWORD"  # noqa: S105 - the name of a variable
"""The password of key files, where they have one."""

_LASTS = timedelta(days=1)
"""Default validity of a signed approval."""


def secret_key(path: str) -> SecretKey:
    """Return the private key in a PEM file.

    Raises:
        InputError: the file cannot be read.
        KeysRefused: it holds no such key, or the password is wrong.
    """
    password = os.environ.get(PASSWORD)
    return read_key(read_bytes(path), password.encode() if password else None)


def read_bytes(path: str) -> bytes:
    """Return what a file holds.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError([Problem(Place(path), "file.unreadable", {"reason": reason})]) from None


def read_approval_envelope(raw: bytes) -> Envelope:
    """Return the envelope that *raw* is.

    Raises:
        ApprovalRefused: it is none of an approval.
    """
    return read_envelope(raw, APPROVAL_TYPE, ApprovalRefused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Signing options: the key file and the expiry, or the envelope that was signed before."""

    sign: str | None
    expires: datetime | None
    output: str | None
    envelope: str | None

    @property
    def asked(self) -> bool:
        """True if the approval is to be signed, or was signed before."""
        return self.sign is not None or self.envelope is not None


def envelope_of(
    session: Session, word: str, proposal: str, signing: Signing, *, area: str | None
) -> bytes:
    """Return the envelope in which a key says *word* of a proposal.

    What is signed is shown before, on standard error.

    Raises:
        InputError: a file cannot be read, or there is no such proposal.
        KeysRefused: the file holds no private key.
        CommandError: it is not known for whom the key signs.
    """
    if signing.envelope is not None:
        return read_bytes(signing.envelope)
    if session.key is not None and signing.output is None:
        raise CommandError(says("error.key_signed", session.lang))

    register, at = session.register, session.time()
    key = secret_key(signing.sign or "")
    content = register.dossier(proposal).assessed
    context = register.signing_context(at, content)
    order = None if content.action == "issue" else register.order(content.order)
    request = _request(session, key, context.find(key.id), word=word, at=at, area=area)
    lasting = replace(request, expires=signing.expires or request.expires)
    sys.stderr.write(
        approval_text(content, session.lang, order=order, groups=context.groups) + "\n"
    )
    sys.stderr.write(request_text(lasting, context) + "\n")
    return sign_approval(key, lasting, content, context, order=order)


def _later(at: datetime) -> datetime:
    """Return until when a word counts that is said at *at*: for a day, or as long as there is time."""
    try:
        return at + _LASTS
    except OverflowError:
        return at


def _request(
    session: Session,
    key: SecretKey,
    listed: SigningKey | None,
    *,
    word: str,
    at: datetime,
    area: str | None,
) -> SigningRequest:
    """Return what is to be signed: by whom and for whom as it was said, else as the list has it."""
    person, body = session.person, session.body
    if listed is not None:
        person = person or listed.person
        body = body or (listed.bodies[0] if len(listed.bodies) == 1 else None)
        alone = listed.areas[0] if listed.areas and len(listed.areas) == 1 else None
        area = area or alone
    if listed is None or person is None or body is None:
        raise CommandError(says("error.no_signer", session.lang, key=key.id))
    return SigningRequest(
        word=word,
        body=body,
        person=person,
        at=at,
        expires=_later(at),
        area=area,
        lang=session.lang,
    )
