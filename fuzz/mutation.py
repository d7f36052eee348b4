"""Changes of an input that keep most of its form: of words and of lines, not of bytes.

Bytes are changed by the fuzzer itself. Of such inputs nearly all end in a
syntax error; of these many get as far as the models and the checks after them.
"""

from __future__ import annotations

import re
from random import Random

_WORD = re.compile(rb'"[^"\n]*"|[\w.:+-]+|[ \t]+|[^\w \t]')

_STRANGE = (
    b"null",
    b"true",
    b"no",
    b"0",
    b"-1",
    b"1.5",
    b"014",
    b'""',
    b'" "',
    b"[]",
    b"{}",
    b'"2026-02-30T08:00+08:00"',
    b'"9999-12-31T23:59-23:59"',
    b'"0001-01-01T00:00+23:59"',
    b"P0D",
    b"P99999999D",
    b"PT0.000001S",
    b'"\\u0000"',
    b"\xe2\x80\xae",
    b"e\xcc\x81",
    b"\xc2\x85",
)


def of_words(content: bytes, chance: Random, other: bytes) -> bytes:
    """Return *content* with one to three words dropped, doubled, exchanged or made strange."""
    words = _WORD.findall(content)
    for _ in range(chance.randint(1, 3)):
        if not words:
            break
        at = chance.randrange(len(words))
        kind = chance.randrange(5)
        if kind == 0:
            del words[at]
        elif kind == 1:
            words.insert(at, words[at])
        elif kind == 2:
            words[at] = chance.choice(words)
        elif kind == 3:
            words[at] = chance.choice(_WORD.findall(other) or words)
        else:
            words[at] = chance.choice(_STRANGE)
    return b"".join(words)


def of_lines(content: bytes, chance: Random, other: bytes) -> bytes:
    """Return *content* with a run of lines dropped, doubled, moved, or indented otherwise.

    Or with a run of lines of *other* in their place, or beside them.
    """
    lines = content.splitlines(keepends=True) or [b""]
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    run = slice(at, at + chance.randint(1, 4))
    taken = lines[run]
    kind = chance.randrange(6)
    if kind not in {1, 5}:
        del lines[run]
    if kind in {1, 2}:
        lines[to:to] = taken
    elif kind == 3:
        indent = b" " * chance.randint(1, 4)
        lines[at:at] = [indent + line if chance.random() < 0.7 else line[2:] for line in taken]
    elif kind in {4, 5}:
        theirs = other.splitlines(keepends=True) or [b""]
        begin = chance.randrange(len(theirs))
        lines[at:at] = theirs[begin : begin + chance.randint(1, 4)]
    return b"".join(lines)


def of_form(content: bytes, longest: int, seed: int, other: bytes = b"") -> bytes:
    """Return *content* with words or lines changed, at most *longest* bytes of it.

    What is put in may come from *other*, a second input.
    """
    chance = Random(seed)
    change = of_words if chance.random() < 0.7 else of_lines
    return change(content, chance, other)[:longest]
