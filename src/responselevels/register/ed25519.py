"""Ed25519, in one place for all that is signed: keys made, read, used (docs/signing.md).

Approvals, key lists, adoptions and checkpoints are signed and verified here and
nowhere else. `cryptography` is imported when the first key is used; without it
everything that needs no signature still works. A public key that is no honest
point (`responselevels.register.curve`) is refused before it is ever asked: with
one of small order, anybody could "sign".
"""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING

from responselevels.errors import KeysRefused, MissingExtra
from responselevels.models.sha256 import sha256_of
from responselevels.register.curve import LENGTH, honest_key, honest_signature

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ALGORITHM = "ed25519"
PUBLIC = LENGTH
"""Length of a public key in bytes."""


def key_id(public: bytes) -> str:
    """Return the id of a public key: ``sha256:`` and the SHA-256 of algorithm, NUL, raw key."""
    return sha256_of(ALGORITHM.encode() + b"\x00" + public)


def sound(public: bytes) -> bool:
    """Say whether *public* is written in the one way, and is a point of prime order."""
    return honest_key(public)


@lru_cache(maxsize=4096)
def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether *signature* was made over *message* with the key whose public half this is.

    Raises:
        MissingExtra: `cryptography` is not installed.
    """
    ed25519, invalid = _cryptography()
    if not sound(public) or not honest_signature(signature):
        return False
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (invalid, ValueError):
        return False
    return True


class SecretKey:
    """The private half of a key. It shows nothing of itself but its id."""

    __slots__ = ("_key", "public")

    def __init__(self, key: Ed25519PrivateKey) -> None:
        """Take a key of `cryptography`."""
        self._key = key
        self.public = key.public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        """The id of the key."""
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """Return the signature over *message*."""
        return self._key.sign(message)

    def public_pem(self) -> bytes:
        """Return the public half as PEM, which openssl reads."""
        from cryptography.hazmat.primitives import serialization as forms

        return self._key.public_key().public_bytes(
            forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo
        )

    def pem(self, password: bytes | None = None) -> bytes:
        """Return the key as PEM (PKCS #8), encrypted where a password is given."""
        from cryptography.hazmat.primitives import serialization as forms

        locked = forms.BestAvailableEncryption(password) if password else forms.NoEncryption()
        return self._key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, locked)

    def __repr__(self) -> str:
        return f"SecretKey({self.id})"


def new_key() -> SecretKey:
    """Return a new key.

    Raises:
        MissingExtra: `cryptography` is not installed.
    """
    ed25519, _invalid = _cryptography()
    return SecretKey(ed25519.Ed25519PrivateKey.generate())


def key_of_seed(seed: bytes) -> SecretKey:
    """Return the key with this seed of 32 bytes; for tests and examples, never for a real key."""
    ed25519, _invalid = _cryptography()
    return SecretKey(ed25519.Ed25519PrivateKey.from_private_bytes(seed))


def read_key(pem: bytes, password: bytes | None = None) -> SecretKey:
    """Return the private key that a PEM file holds.

    Raises:
        KeysRefused: it holds none, or not of this kind, or the password is wrong.
        MissingExtra: `cryptography` is not installed.
    """
    ed25519, _invalid = _cryptography()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, password)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeysRefused("keys.private") from None
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise KeysRefused("keys.private")
    return SecretKey(key)


def check_installed() -> None:
    """Return where keys can be used.

    Raises:
        MissingExtra: `cryptography` is not installed.
    """
    _cryptography()


def _cryptography() -> tuple[ModuleType, type[Exception]]:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError:
        raise MissingExtra("sign", "cryptography") from None
    return ed25519, InvalidSignature
