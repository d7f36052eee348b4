"""Checkpoints are written in one way, and nothing else is read as one."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.errors import NoteRefused
from responselevels.register.log.checkpoints import (
    MOST_SIGNATURES,
    Checkpoint,
    Note,
    Signature,
    decoded,
    nameable,
    origin_of,
    parse_note,
)

ROOT = bytes(range(32))
ROOT64 = b64encode(ROOT).decode()
CHECKPOINT = Checkpoint("responselevels/harbour", 8, ROOT)
SIGNATURE = Signature("harbour.example/duty", b"\x01\x02\x03\x04", bytes(64))
SIGNED = Note(CHECKPOINT, (SIGNATURE,))
TEXT = f"responselevels/harbour\n8\n{ROOT64}\n"
LINE = SIGNATURE.line

NAMES = st.text(min_size=1, max_size=12).filter(nameable)


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(NoteRefused) as error:
        call()
    return error.value.worded("en")


def test_a_checkpoint_is_three_lines() -> None:
    assert CHECKPOINT.text == TEXT.encode()
    assert Note(CHECKPOINT).to_bytes == TEXT.encode()


def test_a_signed_checkpoint_has_a_blank_line_and_a_line_for_each_signature() -> None:
    encoded = b64encode(b"\x01\x02\x03\x04" + bytes(64)).decode()
    assert SIGNED.to_bytes.decode() == f"{TEXT}\n— harbour.example/duty {encoded}\n"


@given(
    origin=NAMES,
    size=st.integers(0, 10**18 - 1),
    root=st.binary(min_size=32, max_size=32),
    signatures=st.lists(
        st.builds(
            Signature,
            NAMES,
            st.binary(min_size=4, max_size=4),
            st.binary(min_size=1, max_size=70),
        ),
        max_size=4,
        unique_by=lambda each: (each.name, each.digits),
    ),
)
def test_what_is_written_is_read_again(
    origin: str, size: int, root: bytes, signatures: list[Signature]
) -> None:
    note = Note(Checkpoint(origin, size, root), tuple(signatures))
    assert parse_note(note.to_bytes) == note


@given(st.binary(max_size=200))
def test_any_bytes_are_a_checkpoint_or_refused(raw: bytes) -> None:
    try:
        note = parse_note(raw)
    except NoteRefused:
        return
    assert note.to_bytes == raw


@given(st.data())
def test_a_changed_byte_is_refused_or_another_checkpoint(data: st.DataObject) -> None:
    raw = SIGNED.to_bytes
    at = data.draw(st.integers(0, len(raw) - 1))
    other = raw[:at] + bytes([data.draw(st.integers(0, 255))]) + raw[at + 1 :]
    try:
        note = parse_note(other)
    except NoteRefused:
        return
    assert note.to_bytes == other


THREE_LINES = (
    "this is no checkpoint: a line with the origin, one with the number of events and one with the "
    "root in base64 are expected, each ended, and then nothing or a blank line with signatures"
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", THREE_LINES),
        ("a\n1\n", THREE_LINES),
        (TEXT[:-1], THREE_LINES),
        (TEXT + "\n", THREE_LINES),
        (TEXT + LINE, THREE_LINES),
        (TEXT + "extension\n\n" + LINE, THREE_LINES),
        (TEXT + "\n" + LINE[:-1], THREE_LINES),
        (
            TEXT.replace("\n", "\r\n"),
            "this is no checkpoint: it is not UTF-8, or has control characters in it",
        ),
        (
            TEXT.replace("responselevels/harbour", ""),
            (
                "`` cannot be the origin of a checkpoint; it may not be empty, nor have blanks, "
                "line breaks or `+` in it"
            ),
        ),
        (
            TEXT.replace("/", " "),
            (
                "`responselevels harbour` cannot be the origin of a checkpoint; it may not be empty, "
                "nor have blanks, line breaks or `+` in it"
            ),
        ),
        (
            TEXT.replace("/", "+"),
            (
                "`responselevels+harbour` cannot be the origin of a checkpoint; it may not be empty, "
                "nor have blanks, line breaks or `+` in it"
            ),
        ),
        *(
            (
                TEXT.replace("\n8\n", f"\n{size}\n"),
                f"`{size}` is no number of events; digits without leading zeros expected",
            )
            for size in ("08", "00", "-8", "+8", "8.0", "0x8", "八", "٨", "1" * 19, "")
        ),
        *(
            (TEXT.replace(ROOT64, root), f"`{root}` is no root; 32 bytes in base64 expected")
            for root in (
                ROOT64[:-1],
                ROOT64[:-1] + "==",
                ROOT64[:-2] + "9=",
                ROOT64.replace("/", "_") + "A",
                b64encode(bytes(31)).decode(),
                b64encode(bytes(33)).decode(),
                ROOT.hex(),
                " " + ROOT64,
            )
        ),
        *(
            (
                f"{TEXT}\n{line}\n",
                (
                    "line 5 is no signature; an em dash, the name of a key and a signature in base64 "
                    "are expected, with one blank between them"
                ),
            )
            for line in (
                LINE[:-1].replace("—", "-"),
                LINE[:-1].replace(" ", "  ", 1),
                LINE[:-1] + " ",
                LINE[:-1] + "=",
                "— a+b AAAAAAA=",
                "— a AAAAAA==",
                "— AAAAAAA=",
                "— a",
                "",
            )
        ),
        (
            TEXT + "\n" + LINE + LINE,
            "the key `harbour.example/duty` has signed twice; one signature of a key is enough",
        ),
        (
            TEXT + "\n" + "".join(f"— k{n} AAAAAAA=\n" for n in range(MOST_SIGNATURES + 1)),
            "no checkpoint has more than 64 signatures; this is none",
        ),
        (
            TEXT + "\n" + "— a " + "A" * 65_536 + "\n",
            "a checkpoint of more than 65536 bytes is not read; this is none",
        ),
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str, says: str) -> None:
    assert refused(lambda: parse_note(text.encode())) == says


def test_what_is_not_utf_8_is_refused() -> None:
    assert refused(lambda: parse_note(b"\xff" + TEXT.encode())) == (
        "this is no checkpoint: it is not UTF-8, or has control characters in it"
    )


def test_sixty_four_signatures_are_read() -> None:
    raw = (TEXT + "\n" + "".join(f"— k{n} AAAAAAA=\n" for n in range(MOST_SIGNATURES))).encode()
    note = parse_note(raw)
    assert len(note.signatures) == MOST_SIGNATURES
    one_more = Signature("k", b"1234", b"5")
    assert refused(lambda: note.signed(one_more)) == (
        "no checkpoint has more than 64 signatures; this is none"
    )


def test_a_second_signature_is_put_beside_the_first() -> None:
    other = Signature("witness.example", b"\x05\x06\x07\x08", bytes(64))
    both = SIGNED.signed(other)
    assert both == Note(CHECKPOINT, (SIGNATURE, other))
    assert parse_note(both.to_bytes) == both


def test_a_key_signs_once() -> None:
    assert refused(lambda: SIGNED.signed(SIGNATURE)) == (
        "the key `harbour.example/duty` has signed twice; one signature of a key is enough"
    )


@pytest.mark.parametrize(
    "register", ["", "a b", "a\nb", "a+b", "a\u00a0b", "a\u3000", "\ud800", "a\x85", "\x7f", "\x9f"]
)
def test_an_origin_has_no_blank_no_line_break_and_no_plus(register: str) -> None:
    with pytest.raises(NoteRefused) as error:
        origin_of(register)
    assert error.value.code == "note.origin"


def test_the_origin_is_that_of_the_program_and_the_register() -> None:
    assert origin_of("harbour") == "responselevels/harbour"
    assert origin_of("港区") == "responselevels/港区"


@pytest.mark.parametrize("text", ["A", "AA", "AA=", "AB==", "AA==\n", "A A=", "é", "AA==AA=="])
def test_base64_has_one_spelling(text: str) -> None:
    assert decoded(text) is None


def test_base64_is_decoded() -> None:
    assert decoded("AAE=") == b"\x00\x01"
    assert decoded("") == b""
