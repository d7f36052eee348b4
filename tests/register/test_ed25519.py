"""Keys: made, kept as PEM, read again; and public keys that are none."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from responselevels.errors import KeysRefused, MissingExtra
from responselevels.register.ed25519 import key_id, key_of_seed, new_key, read_key, sound, verifies
from responselevels.register.signatures.key_lists import public_key
from tests.register.dishonest import DISHONEST, FIXED, SMALL, respelled
from tests.register.signing import CHEN, LI, public


def test_the_id_of_a_key_is_the_hash_of_its_kind_and_its_bytes() -> None:
    assert LI.id == "sha256:" + sha256(b"ed25519\x00" + LI.public).hexdigest()
    assert key_id(CHEN.public) == CHEN.id


def test_a_new_key_is_another_each_time_and_signs() -> None:
    one, other = new_key(), new_key()
    assert one.public != other.public
    assert verifies(one.public, one.sign(b"yes"), b"yes")
    assert not verifies(one.public, one.sign(b"yes"), b"no")
    assert not verifies(other.public, one.sign(b"yes"), b"yes")


@pytest.mark.parametrize("password", [None, "密码".encode()])
def test_a_key_is_kept_as_pem_and_read_again(password: bytes | None) -> None:
    pem = LI.pem(password)
    assert read_key(pem, password).public == LI.public
    assert (b"ENCRYPTED" in pem) == (password is not None)


@pytest.mark.parametrize(
    ("pem", "password"),
    [
        (b"", None),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", None),
        (LI.pem(b"right"), b"wrong"),
        (LI.pem(b"right"), None),
        (LI.pem(), b"needless"),
    ],
    ids=["nothing", "no key", "another password", "no password", "a password too many"],
)
def test_what_is_no_private_key_is_refused(pem: bytes, password: bytes | None) -> None:
    with pytest.raises(KeysRefused) as caught:
        read_key(pem, password)
    assert str(caught.value) == (
        "this is no private key of the kind that signs here (Ed25519, PEM), "
        "or the password is wrong"
    )


def test_a_private_key_of_another_kind_is_refused() -> None:
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    pem = X25519PrivateKey.generate().private_bytes(
        forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()
    )
    with pytest.raises(KeysRefused):
        read_key(pem)


def test_a_key_shows_nothing_of_itself() -> None:
    assert repr(LI) == f"SecretKey({LI.id})"
    assert not hasattr(LI, "__dict__")


@pytest.mark.parametrize("raw", DISHONEST.values(), ids=DISHONEST)
def test_a_key_with_which_anybody_could_sign_is_refused(raw: bytes) -> None:
    assert not sound(raw)
    assert not verifies(raw, b"\x01" + bytes(63), b"anything")
    with pytest.raises(KeysRefused):
        public_key(b64encode(raw).decode())


@pytest.mark.parametrize("message", [b"", b"raise to 1", b"lower to 4"])
def test_the_signature_that_holds_for_everything_holds_for_nothing_here(message: bytes) -> None:
    # The library below takes it: what refuses it is ours.
    Ed25519PublicKey.from_public_bytes(SMALL[0]).verify(FIXED, message)
    assert not verifies(SMALL[0], FIXED, message)


def test_a_signature_is_written_in_one_way_only() -> None:
    signature = LI.sign(b"yes")
    for other in respelled(signature).values():
        assert not verifies(LI.public, other, b"yes")
    assert verifies(LI.public, signature, b"yes")


@pytest.mark.parametrize(
    "text", ["", "A", "AAAA", "A" * 44, public(LI)[:-1], public(LI) + "\n", "é" * 44]
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(KeysRefused) as caught:
        public_key(text)
    assert str(caught.value) == (
        "this is no public key of the kind that signs here (Ed25519, base64)"
    )
    assert public_key(public(LI)) == LI.public


def test_a_public_key_that_is_no_point_holds_nothing() -> None:
    for y in range(2, 40):
        raw = y.to_bytes(32, "little")
        assert not verifies(raw, key_of_seed(b"." * 32).sign(b"x"), b"x")


def test_without_cryptography_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(MissingExtra) as caught:
        new_key()
    assert str(caught.value) == (
        "`cryptography` is not installed; run: pip install 'responselevels[sign]'"
    )


def test_nothing_imports_cryptography_before_a_key_is_used() -> None:
    code = (
        "import sys; import responselevels.register.signatures.acceptance, responselevels.register.signatures.rotation; "
        "sys.exit('cryptography' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=Path(__file__).parent, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
