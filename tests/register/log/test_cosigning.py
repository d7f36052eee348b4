"""Keys sign checkpoints as C2SP and openssl have it, and no other signature holds."""

from __future__ import annotations

import builtins
import shutil
import stat
import subprocess
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from responselevels.errors import MissingExtra, NoteRefused
from responselevels.register.ed25519 import SecretKey, key_of_seed
from responselevels.register.ed25519 import read_key as ed25519_of_pem
from responselevels.register.log.checkpoints import Checkpoint, Note, Signature, parse_note
from responselevels.register.log.cosigning import (
    SigningKey,
    VerifyingKey,
    generate,
    key_paths,
    parse_vkey,
    read_key,
    read_vkey,
    verify_all,
    vkey_given,
    write_key,
)

DUTY = SigningKey("harbour.example/duty", key_of_seed(bytes(range(32))))
WITNESS = SigningKey("city.example", key_of_seed(bytes(range(1, 33))))
NOTE = Note(Checkpoint("responselevels/harbour", 8, bytes(32)))
SIGNED = DUTY.sign(NOTE)


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(NoteRefused) as error:
        call()
    return error.value.worded("en")


def test_a_signature_holds() -> None:
    verify_all(SIGNED, [DUTY.verifying])
    verify_all(parse_note(SIGNED.to_bytes), [DUTY.verifying])


def test_a_second_body_cosigns_what_the_first_signed() -> None:
    both = WITNESS.sign(SIGNED)
    assert [each.name for each in both.signatures] == ["harbour.example/duty", "city.example"]
    verify_all(parse_note(both.to_bytes), [WITNESS.verifying, DUTY.verifying])


def test_the_key_of_a_note_is_that_of_its_known_example() -> None:
    # The key and the note of the Go package golang.org/x/mod/sumdb/note, which has the same form.
    vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    key = parse_vkey(vkey)
    assert (key.name, key.digits.hex(), key.text) == ("PeterNeumann", "c74f20a3", vkey)
    raw = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    signature = Signature("PeterNeumann", bytes.fromhex("c74f20a3"), _decoded(raw)[4:])
    assert _decoded(raw)[:4] == key.digits
    ed25519.Ed25519PublicKey.from_public_bytes(key.public).verify(signature.raw, text.encode())


def _decoded(text: str) -> bytes:
    from base64 import b64decode

    return b64decode(text)


def test_the_digits_of_a_key_are_the_beginning_of_a_hash() -> None:
    key = DUTY.verifying
    hashed = sha256(b"harbour.example/duty\n\x01" + key.public).digest()
    assert key.digits == hashed[:4] == SIGNED.signatures[0].digits
    assert key.text == (
        f"harbour.example/duty+{hashed[:4].hex()}+{b64encode(bytes([1]) + key.public).decode()}"
    )
    assert parse_vkey(key.text) == key


# -- what does not hold -------------------------------------------------------------------


def with_raw(raw: bytes) -> Note:
    one = SIGNED.signatures[0]
    return Note(SIGNED.checkpoint, (Signature(one.name, one.digits, raw),))


def test_every_changed_bit_of_a_signature_is_refused() -> None:
    raw = SIGNED.signatures[0].raw
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        assert refused(lambda changed=changed: DUTY.verifying.verify(with_raw(bytes(changed)))) == (  # type: ignore[misc]
            "the signature of `harbour.example/duty` does not hold; "
            "the checkpoint or the signature was changed"
        )


@pytest.mark.parametrize(
    "checkpoint",
    [
        Checkpoint("responselevels/other", 8, bytes(32)),
        Checkpoint("responselevels/harbour", 9, bytes(32)),
        Checkpoint("responselevels/harbour", 8, bytes(31) + b"\x01"),
    ],
)
def test_a_signature_is_over_origin_size_and_root(checkpoint: Checkpoint) -> None:
    moved = Note(checkpoint, SIGNED.signatures)
    assert refused(lambda: DUTY.verifying.verify(moved)) == (
        "the signature of `harbour.example/duty` does not hold; "
        "the checkpoint or the signature was changed"
    )


@pytest.mark.parametrize("raw", [b"", bytes(63), bytes(65), bytes(64)])
def test_a_signature_of_another_length_is_refused(raw: bytes) -> None:
    with pytest.raises(NoteRefused) as error:
        DUTY.verifying.verify(with_raw(raw))
    assert error.value.code == "note.signature"


def test_every_key_asked_for_must_have_signed() -> None:
    assert refused(lambda: verify_all(SIGNED, [DUTY.verifying, WITNESS.verifying])) == (
        "`city.example` has not signed the checkpoint; ask for one with its signature"
    )


def test_a_key_of_the_same_name_is_another_key() -> None:
    namesake = SigningKey(DUTY.name, WITNESS.private)
    assert refused(lambda: namesake.verifying.verify(SIGNED)) == (
        "`harbour.example/duty` has not signed the checkpoint; ask for one with its signature"
    )


def test_a_key_that_takes_the_digits_of_another_does_not_pass_for_it() -> None:
    forged = WITNESS.private.sign(NOTE.checkpoint.text)
    digits = DUTY.verifying.digits
    note = Note(NOTE.checkpoint, (Signature(DUTY.name, digits, forged),))
    assert refused(lambda: DUTY.verifying.verify(note)) == (
        "the signature of `harbour.example/duty` does not hold; "
        "the checkpoint or the signature was changed"
    )


def test_signatures_of_unknown_keys_are_left_alone() -> None:
    unknown = Signature("elsewhere.example", b"abcd", b"of some other kind")
    verify_all(SIGNED.signed(unknown), [DUTY.verifying])


def test_without_keys_nothing_is_asked() -> None:
    verify_all(NOTE, [])


# -- verification keys as text ------------------------------------------------------------

PUBLIC = b64encode(b"\x01" + bytes(32)).decode()
FORM = "a name, eight hex digits and a public key in base64, joined by `+`, are expected"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", f"`` is no verification key; {FORM}"),
        ("a", f"`a` is no verification key; {FORM}"),
        ("a+b", f"`a+b` is no verification key; {FORM}"),
        (f"a+0123456+{PUBLIC}", f"`a+0123456+{PUBLIC}` is no verification key; {FORM}"),
        (f"a+0123456G+{PUBLIC}", f"`a+0123456G+{PUBLIC}` is no verification key; {FORM}"),
        (f"a+ABCDEF01+{PUBLIC}", f"`a+ABCDEF01+{PUBLIC}` is no verification key; {FORM}"),
        ("a+01234567+", f"`a+01234567+` is no verification key; {FORM}"),
        ("a+01234567+AB==", f"`a+01234567+AB==` is no verification key; {FORM}"),
        (
            f"a b+01234567+{PUBLIC}",
            (
                "`a b` cannot be the name of a key; it may not be empty, nor have blanks, "
                "control characters or `+` in it"
            ),
        ),
        (
            f"+01234567+{PUBLIC}",
            (
                "`` cannot be the name of a key; it may not be empty, nor have blanks, "
                "control characters or `+` in it"
            ),
        ),
        (
            f"a+01234567+{b64encode(bytes([2]) + bytes(32)).decode()}",
            "the verification key `a` is not one for Ed25519; no other is read",
        ),
        (
            f"a+01234567+{b64encode(bytes([1]) + bytes(31)).decode()}",
            "the verification key `a` is not one for Ed25519; no other is read",
        ),
        (
            f"a+01234567+{PUBLIC}",
            (
                "the verification key `a` does not fit its own digits `01234567`; "
                "it was mistyped or changed, ask for it again"
            ),
        ),
    ],
)
def test_what_is_no_verification_key_is_refused(text: str, says: str) -> None:
    assert refused(lambda: parse_vkey(text)) == says


@given(st.text(max_size=60) | st.text("a+=0fA/", max_size=60))
def test_any_text_is_a_key_or_refused_and_nothing_else_is_raised(text: str) -> None:
    try:
        again = parse_vkey(text).text
    except NoteRefused as error:
        again = text if error.worded("en") and error.worded("zh") else ""
    assert again == text


def test_a_key_cannot_have_any_name() -> None:
    assert refused(lambda: generate("duty room")) == (
        "`duty room` cannot be the name of a key; it may not be empty, nor have blanks, "
        "control characters or `+` in it"
    )


# -- files ----------------------------------------------------------------------------------


def test_a_key_is_kept_in_files(tmp_path: Path) -> None:
    key = generate("harbour.example/duty")
    paths = write_key(key, tmp_path / "duty.pem")
    assert paths == key_paths(tmp_path / "duty.pem")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "duty.pem",
        "duty.pem.pub",
        "duty.pem.vkey",
    ]
    again = read_key(tmp_path / "duty.pem")
    assert again.verifying == key.verifying
    assert stat.S_IMODE(paths[0].stat().st_mode) == 0o600
    assert read_vkey(paths[1]) == key.verifying
    assert vkey_given(str(paths[1])) == vkey_given(key.verifying.text) == key.verifying
    verify_all(again.sign(NOTE), [key.verifying])


@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_key_is_overwritten(tmp_path: Path, number: int) -> None:
    path = tmp_path / "duty.pem"
    there = key_paths(path)[number]
    there.write_text("mine")
    assert refused(lambda: write_key(DUTY, path)) == (
        f"`{there}` is there already; no key is overwritten, take another name"
    )
    assert [each.read_text() for each in tmp_path.iterdir()] == ["mine"]


def test_a_file_that_comes_in_between_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "exists", lambda _self: False)
    (tmp_path / "duty.pem").write_text("mine")
    with pytest.raises(NoteRefused) as error:
        write_key(DUTY, tmp_path / "duty.pem")
    assert error.value.code == "key.exists"
    assert (tmp_path / "duty.pem").read_text() == "mine"


def test_a_key_cannot_be_written_into_what_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "none" / "duty.pem"
    assert refused(lambda: write_key(DUTY, path)) == f"`{path}`: No such file or directory"


def pem(private: Any, password: bytes | None = None) -> bytes:
    protection = form.BestAvailableEncryption(password) if password else form.NoEncryption()
    if isinstance(private, SecretKey):
        return private.pem(password)
    body: bytes = private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, protection)
    return body


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff" * 40, pem(DUTY.private, b"secret"), pem(x25519.X25519PrivateKey.generate())],
    ids=["empty", "bytes", "password", "another kind"],
)
def test_what_is_no_private_key_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "duty.pem"
    path.write_bytes(body)
    assert refused(lambda: read_key(path)) == (
        f"`{path}` is no private Ed25519 key in PEM without a password; make one with `log keygen`"
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_changed_private_key_is_refused_or_another(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "duty.pem"
    body = bytearray(pem(DUTY.private))
    body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(body))
    key_paths(path)[1].write_text(DUTY.verifying.text)
    try:
        code = "" if read_key(path).verifying == DUTY.verifying else "another"
    except NoteRefused as error:
        code = error.code
    assert code in {"", "key.private", "key.pair"}


def test_a_private_key_needs_the_public_one_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "duty.pem"
    write_key(DUTY, path)
    vkey = key_paths(path)[1]
    vkey.write_text(WITNESS.verifying.text + "\n")
    assert refused(lambda: read_key(path)) == (
        f"`{path}` and `{vkey}` do not belong together; "
        "the public key beside a private one has to be its own"
    )
    vkey.unlink()
    assert refused(lambda: read_key(path)) == f"`{vkey}`: No such file or directory"


@pytest.mark.parametrize("given", ["none.vkey", "no\0ne"])
def test_a_verification_key_that_is_not_there_is_said(given: str) -> None:
    with pytest.raises(NoteRefused) as error:
        vkey_given(given)
    assert error.value.code == "key.file"


def test_a_file_of_other_bytes_is_no_verification_key(tmp_path: Path) -> None:
    path = tmp_path / "a.vkey"
    path.write_bytes(b"\xff")
    assert refused(lambda: read_vkey(path)) == f"`{path}` is no verification key; {FORM}"


# -- without the extra ---------------------------------------------------------------------


def test_without_the_extra_only_signatures_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name.startswith("cryptography"):
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert parse_note(NOTE.to_bytes) == NOTE
    assert parse_vkey(DUTY.verifying.text).name == DUTY.name
    verify_all(NOTE, [])
    for call in (
        lambda: generate("duty"),
        lambda: read_key(Path("duty.pem")),
        lambda: verify_all(SIGNED, [VerifyingKey("a", bytes(32))]),
    ):
        with pytest.raises(MissingExtra) as error:
            call()
        assert str(error.value) == (
            "`cryptography` is not installed; run: pip install 'responselevels[sign]'"
        )


# -- openssl --------------------------------------------------------------------------------


def openssl_verifies(folder: Path, public: Path) -> bool:
    ran = subprocess.run(
        [
            *("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(public), "-rawin"),
            *("-in", str(folder / "text"), "-sigfile", str(folder / "raw")),
        ],
        capture_output=True,
        check=False,
    )
    return ran.returncode == 0


def has_openssl() -> bool:
    """Say whether there is an openssl that knows ``-rawin`` and Ed25519."""
    if shutil.which("openssl") is None:
        return False
    ran = subprocess.run(["openssl", "version"], capture_output=True, text=True, check=False)
    return ran.stdout.startswith("OpenSSL 3")


@pytest.mark.skipif(not has_openssl(), reason="there is no openssl of version 3 on this machine")
def test_openssl_verifies_the_raw_signature_over_the_three_lines(tmp_path: Path) -> None:
    _private, _vkey, public = write_key(DUTY, tmp_path / "duty.pem")
    raw = SIGNED.signatures[0].raw
    (tmp_path / "text").write_bytes(SIGNED.checkpoint.text)
    (tmp_path / "raw").write_bytes(raw)
    assert openssl_verifies(tmp_path, public)
    (tmp_path / "raw").write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    assert not openssl_verifies(tmp_path, public)


@pytest.mark.skipif(not has_openssl(), reason="there is no openssl of version 3 on this machine")
def test_a_key_made_by_openssl_signs(tmp_path: Path) -> None:
    path = tmp_path / "duty.pem"
    subprocess.run(
        ["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(path)],
        check=True,
        capture_output=True,
    )
    key = SigningKey("harbour.example/duty", ed25519_of_pem(path.read_bytes()))
    key_paths(path)[1].write_text(key.verifying.text)
    verify_all(read_key(path).sign(NOTE), [key.verifying])
