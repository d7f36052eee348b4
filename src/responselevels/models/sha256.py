"""SHA-256 digests as they are written: ``sha256:`` and 64 hexadecimal digits, in lower case."""

from __future__ import annotations

import re
from hashlib import sha256

PREFIX = "sha256:"
WRITTEN = re.compile(rf"{PREFIX}[0-9a-f]{{64}}", re.ASCII)
"""What is written so, whole; anything else is no digest."""

NOTHING = PREFIX + "0" * 64
"""What stands for the digest of what is not there yet."""


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of *data*, as it is written.

    >>> sha256_of(b"")[:14]
    'sha256:e3b0c44'
    """
    return PREFIX + sha256(data).hexdigest()
