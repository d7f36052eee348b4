"""The vectors of a log held against checkpoints, of keys, and of an export with documents."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from responselevels.register.log.checkpoints import Checkpoint, Note, Signature, origin_of
from responselevels.register.log.cosigning import VerifyingKey
from responselevels.register.log.merkle import EMPTY
from tests.register.damage import CITY, DUTY, OTHER
from tests.register.dishonest import DISHONEST, FIXED, SMALL, respelled
from tests.register.logs import digest, document, documents_of, log_of, note_of, rechained
from tests.register.vector import LOG, ORIGIN, SIZE, Files, Vector, found, of_log, sound

NEUTRAL = VerifyingKey("harbour.example/duty", SMALL[0])
VKEY, CITY_VKEY = DUTY.verifying.text, CITY.verifying.text
FORK = rechained(LOG, 8, client="elsewhere")
EARLY = rechained(LOG, 3, client="elsewhere")


def checkpoints() -> Files:
    """Return the checkpoints, by file."""
    whole, half = note_of(LOG), note_of(LOG, 6)
    fork = note_of(FORK)
    known = whole.checkpoint
    stolen = Signature(DUTY.name, DUTY.verifying.digits, DUTY.sign(half).signatures[0].raw)
    bit = bytearray(DUTY.sign(whole).signatures[0].raw)
    bit[7] ^= 1
    flipped = Signature(DUTY.name, DUTY.verifying.digits, bytes(bit))
    notes = {
        "whole": CITY.sign(DUTY.sign(whole)),
        "unsigned": whole,
        "half": DUTY.sign(half),
        "fork": DUTY.sign(fork),
        "airport": DUTY.sign(Note(Checkpoint(origin_of("airport"), known.size, known.root))),
        "one-more": DUTY.sign(Note(Checkpoint(ORIGIN, known.size + 1, known.root))),
        "root-of-half": DUTY.sign(Note(Checkpoint(ORIGIN, known.size, half.checkpoint.root))),
        "by-another-key": OTHER.sign(whole),
        "signature-moved": whole.signed(stolen),
        "signature-flipped": whole.signed(flipped),
        **{
            name: whole.signed(Signature(DUTY.name, DUTY.verifying.digits, raw))
            for name, raw in second(whole)
        },
        "signed-for-everything": whole.signed(Signature(NEUTRAL.name, NEUTRAL.digits, FIXED)),
        "namesake-too": DUTY.sign(OTHER.sign(whole)),
        "one": note_of(LOG, 1),
        "fork-early": note_of(EARLY, 6),
        "nothing-else": Note(Checkpoint(ORIGIN, 0, bytes(32))),
        "nothing": Note(Checkpoint(ORIGIN, 0, EMPTY)),
    }
    return {f"checkpoints/{name}.txt": note.to_bytes for name, note in notes.items()}


def second(note: Note) -> Iterator[tuple[str, bytes]]:
    """Yield signatures that are written in a second way."""
    for name, raw in respelled(DUTY.sign(note).signatures[0].raw).items():
        if raw:
            yield f"signature-{name.replace(' ', '-')}", raw


def unreadable_checkpoints() -> dict[str, tuple[str, bytes]]:
    """Return what is no checkpoint: why, and its bytes."""
    text = note_of(LOG).to_bytes
    signed = DUTY.sign(note_of(LOG)).to_bytes
    root = b64encode(note_of(LOG).checkpoint.root)
    size = f"\n{SIZE}\n".encode()
    return {
        "no-end": ("the last line is not ended", text[:-1]),
        "blank-line-alone": ("a blank line, and no signature after it", text + b"\n"),
        "carriage-returns": ("lines end in CR LF", text.replace(b"\n", b"\r\n")),
        "leading-zero": ("a zero before the size", text.replace(size, b"\n0" + size[1:])),
        "plus-before-size": ("a sign before the size", text.replace(size, b"\n+" + size[1:])),
        "size-of-nineteen-digits": ("19 digits", text.replace(size, b"\n" + b"1" * 19 + b"\n")),
        "blank-in-origin": ("a blank in the origin", text.replace(b"/", b" ")),
        "plus-in-origin": ("a plus in the origin", text.replace(b"/", b"+")),
        "no-origin": ("an empty origin", text[text.index(b"\n") :]),
        "root-of-31-bytes": ("a short root", text.replace(root, b64encode(bytes(31)))),
        "root-unpadded": ("no padding", text.replace(root, root.rstrip(b"="))),
        "root-with-loose-bits": ("bits that decode to nothing", text.replace(root, _loose(root))),
        "extension-line": ("a fourth line", text + b"more\n"),
        "no-end-after-two-signatures": (
            "the last of two signatures is not ended",
            CITY.sign(DUTY.sign(note_of(LOG))).to_bytes[:-1],
        ),
        "hyphen-for-dash": ("a hyphen for the em dash", signed.replace("—".encode(), b"-")),
        "signature-twice": ("the same key twice", signed + signed[len(text) + 1 :]),
        "blank-after-signature": ("a blank at the end", signed[:-1] + b" \n"),
        "not-utf-8": ("a byte that is none of UTF-8", b"\xff" + text),
    }


def _loose(root: bytes) -> bytes:
    """Return the same base64 with another last digit, which decodes to the same bytes."""
    digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = digits.index(root[-2])
    return root[:-2] + digits[last ^ 1 : (last ^ 1) + 1] + b"="


def named(*names: str) -> list[str]:
    """Return the paths of checkpoints."""
    return [f"checkpoints/{name}.txt" for name in names]


def against() -> Iterator[Vector]:
    """Yield the vectors of a log held against checkpoints."""
    yield from agreeing()
    yield from differing()
    yield from unsigned()
    for name, (why, raw) in unreadable_checkpoints().items():
        path = f"checkpoints/unreadable/{name}.txt"
        job = {"log": "logs/sound.jsonl", "against": [path], "keys": []}
        yield Vector(f"checkpoint-{name}", why, job, {"unreadable": True}, {path: raw})
    job = {
        "log": "logs/sound.jsonl",
        "against": named("signed-for-everything"),
        "keys": [NEUTRAL.text],
    }
    why = "one signature that holds for everything, under the key that lets it"
    yield Vector("key-that-anybody-has", why, job, {"unreadable": True})
    for name, why, text in keys():
        job = {"log": "logs/sound.jsonl", "against": named("whole"), "keys": [text]}
        yield Vector(name, why, job, {"unreadable": True})


def agreeing() -> Iterator[Vector]:
    """Yield what agrees."""
    for name, why, against, keys in (
        ("agrees", "signed by both keys", ["whole"], [VKEY, CITY_VKEY]),
        ("agrees-with-an-older-one", "the log has grown since", ["half"], [VKEY]),
        ("agrees-unsigned", "no key was asked for", ["unsigned"], []),
        ("agrees-with-nothing", "a checkpoint over no event", ["nothing"], []),
        ("namesake-signed-too", "a key of the same name comes first", ["namesake-too"], [VKEY]),
    ):
        yield of_log(name, why, LOG, sound(LOG), against=named(*against), keys=keys)


def differing() -> Iterator[Vector]:
    """Yield logs that do not agree with a checkpoint, signed or not."""
    longer = rechained(log_of(20, 3), 8, client="elsewhere")
    cases: list[tuple[str, str, list[bytes], tuple[str, int | None], list[str]]] = [
        ("cut-tail", "the last event was cut off", LOG[:-1], ("smaller", SIZE - 1), ["whole"]),
        ("cut-to-nothing", "all events were cut off", [], ("smaller", 0), ["whole"]),
        ("forked", "rewritten from event 8 on, chained anew", FORK, ("differs", None), ["whole"]),
        ("forked-later", "an older one agrees", FORK, ("differs", None), ["whole", "half"]),
        ("forked-and-grown", "longer than it was", longer, ("differs", None), ["whole"]),
        ("fork-kept", "the checkpoint is of the fork", LOG, ("differs", None), ["fork"]),
        ("wrong-origin", "of another register", LOG, ("origin", None), ["airport"]),
        ("wrong-size", "the right root, and one event more", LOG, ("smaller", SIZE), ["one-more"]),
        ("wrong-root", "the root over 6 events", LOG, ("differs", None), ["root-of-half"]),
        (
            "smallest-first",
            "two do not agree: that over fewer events is named",
            LOG,
            ("differs", None),
            ["one-more", "fork-early"],
        ),
        ("nothing-else", "no event has but one root", LOG, ("differs", None), ["nothing-else"]),
    ]
    for name, why, lines, (code, seq), kept in cases:
        expect = found(lines, len(lines), code, seq)
        yield of_log(name, why, lines, expect, against=named(*kept))


def unsigned() -> Iterator[Vector]:
    """Yield checkpoints that a key has not signed."""
    expect = found(LOG, SIZE, "signature", None)
    for name, why, kept, keys in (
        ("not-signed", "there is no signature", "unsigned", [VKEY]),
        ("one-of-two-signed", "one of two keys has not signed", "half", [VKEY, CITY_VKEY]),
        ("signed-by-another-key", "a key of the same name", "by-another-key", [VKEY]),
        ("signature-moved", "that of another checkpoint", "signature-moved", [VKEY]),
        ("signature-flipped", "one bit is another", "signature-flipped", [VKEY]),
        *((name, "none in the one way", name, [VKEY]) for name, _raw in second(note_of(LOG))),
    ):
        yield of_log(name, why, LOG, expect, against=named(kept), keys=keys)


def keys() -> Iterator[tuple[str, str, str]]:
    """Yield what is no verification key."""
    name, digits, public = VKEY.split("+")
    second = bytes([2]) + DUTY.verifying.public
    fitting = sha256(name.encode() + b"\n" + second).hexdigest()[:8]
    short = b64encode(bytes([1]) + bytes(31)).decode()
    other = f"{name}+{fitting}+{b64encode(second).decode()}"
    yield "key-with-other-digits", "the digits of another key", f"{name}+00000000+{public}"
    yield "key-of-another-kind", "not an Ed25519 key", other
    yield "key-too-short", "31 bytes", f"{name}+{digits}+{short}"
    for which, raw in DISHONEST.items():
        if len(raw) == 32:
            why = "no point of prime order in its one way"
            yield (
                f"key-of-{which.replace(',', '').replace(' ', '-')}",
                why,
                VerifyingKey(name, raw).text,
            )


def exports() -> Iterator[Vector]:
    """Yield the vectors of an export with documents."""
    documents, name, short = documents_of(3), digest(document(1)), LOG[:3]
    body = documents[name]
    missing, changed = (
        found(short, 1, "document_missing", 1),
        found(short, 1, "document_changed", 1),
    )
    without = {key: each for key, each in documents.items() if key != name}
    fork = note_of(rechained(short, 2, client="elsewhere"))
    outside = rechained(short, 1, areas="../log")
    wrong = found(outside, 1, "document_name", 1)
    differs = found(short, 3, "differs", None)
    own = {"checkpoint.txt": note_of(short).to_bytes}
    yield laid("export-sound", "nothing is wrong", short, documents, sound(short), own)
    yield laid("document-missing", "event 1 names it", short, without, missing)
    other = documents | {name: body.replace(b"1", b"2")}
    yield laid("document-changed", "other bytes than its digest", short, other, changed)
    blank = documents | {name: body + b"\n"}
    yield laid("document-with-line-feed", "the digest is over all bytes", short, blank, changed)
    yield laid("document-outside", "it leads out of the folder", outside, documents, wrong)
    own = {"checkpoint.txt": fork.to_bytes}
    yield laid("own-of-a-fork", "its own checkpoint", short, documents, differs, own)


def laid(  # noqa: PLR0917 - a row of a table
    name: str,
    why: str,
    lines: list[bytes],
    documents: Files,
    expect: dict[str, Any],
    more: Files | None = None,
) -> Vector:
    """Return the vector of an export."""
    folder = f"exports/{name}"
    files = {f"{folder}/{path}": body for path, body in (more or {}).items()}
    files[f"{folder}/log.jsonl"] = b"".join(lines)
    for key, body in documents.items():
        files[f"{folder}/documents/{key.removeprefix('sha256:')}.json"] = body
    return Vector(name, why, {"log": folder, "against": [], "keys": []}, expect, files)
