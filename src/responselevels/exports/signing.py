"""The signature of what is sent to a webhook, as *Standard Webhooks* has it: HMAC-SHA256.

Signed is ``ID.TIMESTAMP.BODY``. The receiver works out the same with the secret that both have, and
refuses what was signed minutes ago: it may have been heard on the way and sent again.
"""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256

MARK = "whsec_"
"""What a secret begins with; its bytes follow in base64."""

LEAST = 24
"""Minimum number of bytes of a secret."""


def secrets_in(text: str) -> tuple[bytes, ...]:
    """Return the secrets of *text*, blanks between them: all of them sign, so that one can be exchanged.

    Raises:
        ValueError: there is none, or one is malformed or can be guessed.
    """
    found = tuple(_secret(word) for word in text.split())
    if not found:
        raise ValueError(text)
    return found


def _secret(word: str) -> bytes:
    try:
        secret = b64decode(word.removeprefix(MARK), validate=True)
    except binascii.Error:
        secret = b""
    if not word.startswith(MARK) or len(secret) < LEAST:
        raise ValueError(MARK)
    return secret


def signed_headers(
    secrets: Iterable[bytes], name: str, timestamp: int, body: bytes
) -> Mapping[str, str]:
    """Return the headers that sign *body*, which is called *name*, at *timestamp* (seconds since 1970)."""
    text = f"{name}.{timestamp}.".encode("ascii") + body
    signatures = [b64encode(hmac.digest(secret, text, sha256)).decode() for secret in secrets]
    return {
        "webhook-id": name,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{one}" for one in signatures),
    }
