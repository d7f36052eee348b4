"""Keys that sign checkpoints: Ed25519, named, in the forms of C2SP and of openssl.

A verification key is ``name+digits+base64``, as C2SP writes it: its digits are
the first four bytes of SHA-256 over the name, 0x0A, 0x01 and the public key.
What is signed is the text of the checkpoint, its three lines; the signature in
a note is, after the four bytes, the raw one that openssl verifies as well.

Everything here but reading a verification key needs the extra ``sign``.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from responselevels.errors import KeysRefused, NoteRefused
from responselevels.register import ed25519
from responselevels.register.ed25519 import PUBLIC, SecretKey, sound, verifies
from responselevels.register.log.checkpoints import Note, Signature, decoded, nameable
from responselevels.register.whole_files import write_whole

_ED25519 = b"\x01"
_LONGEST = 16_384
"""No file of a key has more bytes."""


@dataclass(frozen=True)
class VerifyingKey:
    """A public key and the name it signs under."""

    name: str
    public: bytes

    @property
    def digits(self) -> bytes:
        """The four bytes that tell it from other keys of the name; they prove nothing."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The key as C2SP writes it."""
        public = b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{self.digits.hex()}+{public}"

    def verify(self, note: Note) -> None:
        """Return where this key has signed the checkpoint of *note*.

        Raises:
            NoteRefused: it has not, or its signature does not hold.
            MissingExtra: ``sign`` is not installed.
        """
        ed25519.check_installed()
        for signature in note.signatures:
            if (signature.name, signature.digits) != (self.name, self.digits):
                continue
            if not verifies(self.public, signature.raw, note.checkpoint.text):
                raise NoteRefused("note.signature", {"name": self.name})
            return
        raise NoteRefused("note.unsigned", {"name": self.name})


def verify_all(note: Note, keys: Iterable[VerifyingKey]) -> None:
    """Return where every one of *keys* has signed the checkpoint of *note*.

    Signatures of other keys are left alone, as the form of notes has it.

    Raises:
        NoteRefused: one has not, or its signature does not hold.
        MissingExtra: ``sign`` is not installed.
    """
    for key in keys:
        key.verify(note)


def parse_vkey(text: str) -> VerifyingKey:
    """Return the key that *text* writes as C2SP does.

    Raises:
        NoteRefused: it is none, not one for Ed25519, does not fit its own digits,
            or is a point with which anybody could "sign".
    """
    name, plus, rest = text.partition("+")
    digits, second, encoded = rest.partition("+")
    raw = decoded(encoded)
    shown = text[:80]
    if not plus or not second or not raw or not _hex(digits):
        raise NoteRefused("key.vkey", {"text": shown})
    if not nameable(name):
        raise NoteRefused("key.name", {"name": name[:80]})
    if raw[:1] != _ED25519 or len(raw) != 1 + PUBLIC:
        raise NoteRefused("key.kind", {"name": name})
    key = VerifyingKey(name, raw[1:])
    if key.digits.hex() != digits:
        raise NoteRefused("key.hash", {"name": name, "digits": digits})
    if not sound(key.public):
        raise NoteRefused("key.point", {"name": name})
    return key


def _hex(digits: str) -> bool:
    return len(digits) == 8 and all(char in "0123456789abcdef" for char in digits)


@dataclass(frozen=True)
class SigningKey:
    """A private key and the name it signs under."""

    name: str
    private: SecretKey

    @property
    def verifying(self) -> VerifyingKey:
        """The public key that belongs to it."""
        return VerifyingKey(self.name, self.private.public)

    def sign(self, note: Note) -> Note:
        """Return *note* with the signature of this key beside those it has.

        Raises:
            NoteRefused: this key has signed it already.
        """
        raw = self.private.sign(note.checkpoint.text)
        return note.signed(Signature(self.name, self.verifying.digits, raw))


def generate(name: str) -> SigningKey:
    """Return a new key with the name *name*.

    Raises:
        NoteRefused: no key can have that name.
        MissingExtra: ``sign`` is not installed.
    """
    if not nameable(name):
        raise NoteRefused("key.name", {"name": name})
    return SigningKey(name, ed25519.new_key())


# -- files ------------------------------------------------------------------------------


def key_paths(path: Path) -> tuple[Path, Path, Path]:
    """Return where a key is kept: the private one, and the public one for us and for openssl."""
    return path, path.with_name(path.name + ".vkey"), path.with_name(path.name + ".pub")


def write_key(key: SigningKey, path: Path) -> tuple[Path, ...]:
    """Write *key* to *path* in PEM, and its public half beside it; return the paths.

    Nobody but the owner may read the private key. Nothing is overwritten.

    Raises:
        NoteRefused: one of the files is there already, or cannot be written.
    """
    paths = key_paths(path)
    for each in paths:
        if each.exists():
            raise NoteRefused("key.exists", {"path": str(each)})
    bodies = (
        key.private.pem(),
        key.verifying.text.encode() + b"\n",
        key.private.public_pem(),
    )
    made: list[Path] = []
    try:
        for each, body, mode in zip(paths, bodies, (0o600, 0o644, 0o644), strict=True):
            _write_new(each, body, mode)
            made.append(each)
        read_key(path)
    except BaseException:
        # Half a key is none: whoever asks again would be told that it is there.
        for each in made:
            with suppress(OSError):
                each.unlink()
        raise
    return paths


def _write_new(path: Path, body: bytes, mode: int) -> None:
    try:
        write_whole(path, body, new=True, mode=mode)
    except FileExistsError:
        raise NoteRefused("key.exists", {"path": str(path)}) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def read_key(path: Path) -> SigningKey:
    """Return the key that `write_key` wrote to *path*.

    Raises:
        NoteRefused: a file cannot be read, is no such key, or is that of another.
        MissingExtra: ``sign`` is not installed.
    """
    ed25519.check_installed()
    _private, public, _pem = key_paths(path)
    try:
        loaded = ed25519.read_key(_read(path))
    except KeysRefused:
        raise NoteRefused("key.private", {"path": str(path)}) from None
    known = read_vkey(public)
    key = SigningKey(known.name, loaded)
    if key.verifying != known:
        raise NoteRefused("key.pair", {"path": str(path), "vkey": str(public)})
    return key


def read_vkey(path: Path) -> VerifyingKey:
    """Return the verification key in the file *path*, one line.

    Raises:
        NoteRefused: the file cannot be read, or is no such key.
    """
    try:
        text = _read(path).decode("utf-8")
    except UnicodeDecodeError:
        raise NoteRefused("key.vkey", {"text": str(path)}) from None
    return parse_vkey(text.removesuffix("\n"))


def vkey_given(text: str) -> VerifyingKey:
    """Return the verification key that *text* is, or that stands in the file it names.

    Raises:
        NoteRefused: it is neither.
    """
    return parse_vkey(text) if "+" in text and not Path(text).is_file() else read_vkey(Path(text))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: Exception) -> NoteRefused:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return NoteRefused("key.file", {"path": str(path), "reason": reason})
