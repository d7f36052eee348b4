"""The vectors of a log by itself: spellings, chains, numbers, times."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.register.log.events import line_of
from tests.register.logs import rechained
from tests.register.vector import LOG, SIZE, Vector, fields_at, found, of_log, put, respelled, sound


def spellings() -> Iterator[tuple[str, str, list[bytes]]]:
    """Yield logs of which one event is not canonical."""
    yield "blank-after-colon", "a blank after a colon", respelled(5, b'"v":', b'"v": ')
    yield "blank-before-end", "a blank before the line feed", respelled(5, b"}\n", b"} \n")
    yield "carriage-return", "CR LF for LF", respelled(5, b"\n", b"\r\n")
    yield "byte-order-mark", "a mark of UTF-8 before the line", respelled(0, b"{", b"\xef\xbb\xbf{")
    yield "key-twice", "a key twice, with the same value", respelled(5, b'"v":1', b'"v":1,"v":1')
    yield (
        "key-twice-first-wins",
        "a key twice; a reader that takes the first sees another event",
        respelled(5, b'"site":', b'"site":"elsewhere","site":'),
    )
    yield (
        "keys-unsorted",
        "keys in another order",
        respelled(5, b'"semantics":2,"seq":5', b'"seq":5,"semantics":2'),
    )
    yield "fraction", "a number with a fraction", respelled(5, b'"v":1', b'"v":1.0')
    yield "exponent", "a number with an exponent", respelled(5, b'"v":1', b'"v":1e0')
    yield "minus-zero", "minus zero", respelled(5, b'"semantics":2', b'"semantics":-0')
    yield (
        "leading-zero",
        "a number with a zero before it",
        respelled(5, b'"semantics":2', b'"semantics":02'),
    )
    yield (
        "nineteen-digits",
        "an integer of 19 digits",
        respelled(5, b'"semantics":2', b'"semantics":2000000000000000000'),
    )
    yield (
        "not-a-number",
        "NaN, which is no JSON",
        respelled(5, b'"semantics":2', b'"semantics":NaN'),
    )
    yield "upper-case-escape", "hex digits in upper case", respelled(0, b'"Harbour"', b'"\\u00E9"')
    yield "needless-escape", "a letter escaped", respelled(5, b"duty room", b"\\u0064uty room")
    yield "solidus-escaped", "a solidus escaped", respelled(5, b"duty room", b"duty\\/room")
    yield (
        "long-escape",
        "a line feed escaped the long way",
        respelled(5, b"duty room", b"duty\\u000aroom"),
    )
    yield "raw-utf-8", "a character that is not ASCII", respelled(5, b"duty room", "港".encode())
    yield "raw-delete", "0x7F as it is", respelled(5, b"duty room", b"\x7f")
    yield (
        "too-deep",
        "65 objects and lists in each other",
        respelled(5, b'"semantics":2', b'"semantics":' + b"[" * 64 + b"]" * 64),
    )
    yield "empty-line", "an empty line between two events", [*LOG[:5], b"\n", *LOG[5:]]
    yield "list-for-object", "a list", [*LOG[:5], b"[]\n", *LOG[6:]]
    yield "two-objects", "two objects in one line", respelled(5, b"}\n", b"}{}\n")
    surrogates = line_of({**fields_at(5), "\uffff": 1, "\U0001f692": 2})
    sorted_otherwise = surrogates.replace(
        b'"\\uffff":1,"\\ud83d\\ude92":2', b'"\\ud83d\\ude92":2,"\\uffff":1'
    )
    assert sorted_otherwise != surrogates
    yield "keys-sorted-as-utf-16", "keys sorted by UTF-16 units", [*LOG[:5], sorted_otherwise]


def chains() -> Iterator[tuple[str, str, list[bytes], tuple[str, int]]]:
    """Yield logs whose events do not belong together, with what is found."""
    yield (
        "cut-in-a-line",
        "the end is cut off in the middle of an event",
        [*LOG[:8], LOG[8][:90]],
        ("unended", 8),
    )
    yield (
        "last-line-feed",
        "only the last line feed is missing",
        [*LOG[:-1], LOG[-1][:-1]],
        ("unended", SIZE - 1),
    )
    yield "later-format", "an event in format 2", put(5, v=2), ("version", 5)
    yield (
        "flag-for-number",
        "true is no integer, though some languages take it for 1",
        put(1, seq=True),
        ("fields", 1),
    )
    yield "text-for-number", "the number as a text", put(5, seq="5"), ("fields", 5)
    missing = {name: value for name, value in fields_at(5).items() if name != "actor"}
    yield "field-missing", "an event without `actor`", [*LOG[:5], line_of(missing)], ("fields", 5)
    yield "event-taken-out", "an event is missing", [*LOG[:5], *LOG[6:]], ("number", 5)
    yield "first-taken-out", "the first event is missing", LOG[1:], ("number", 0)
    yield "event-doubled", "an event stands twice", [*LOG[:6], *LOG[5:]], ("number", 6)
    yield (
        "events-swapped",
        "two events have changed places",
        [*LOG[:5], LOG[6], LOG[5], *LOG[7:]],
        ("number", 5),
    )
    yield (
        "something-before-the-first",
        "event 0 names one before it",
        put(0, prev="1" * 64),
        ("first", 0),
    )
    yield (
        "event-changed",
        "one event was changed; the next was chained to what it was",
        put(5, client="elsewhere"),
        ("changed", 5),
    )
    yield (
        "link-changed",
        "an event names another before it, and the next is chained to what it was",
        put(5, prev="1" * 64),
        ("chain", 5),
    )
    yield (
        "last-but-one-changed",
        "nothing after the last event says which of the two was changed",
        put(SIZE - 2, client="elsewhere"),
        ("chain", SIZE - 1),
    )
    fork = rechained(LOG, 5, client="elsewhere")
    yield (
        "forked-for-a-while",
        "two events rewritten and chained anew, the rest left",
        [*fork[:7], *LOG[7:]],
        ("changed", 6),
    )
    yield (
        "upper-case-hash",
        "the hash in upper case",
        put(5, prev=fields_at(5)["prev"].upper()),
        ("chain", 5),
    )
    yield "unknown-kind", "a kind that is none", rechained(LOG, 5, kind="pardon"), ("kind", 5)
    yield (
        "begins-otherwise",
        "a log that does not begin with its register",
        rechained(LOG, 0, kind="clock"),
        ("begin", 0),
    )
    yield "begins-twice", "a second beginning", rechained(LOG, 5, kind="register"), ("begin", 5)
    yield (
        "event-of-another-register",
        "an event of another register, chained anew",
        rechained(LOG, 5, register="airport"),
        ("register", 5),
    )
    yield (
        "time-runs-back",
        "an event before the one before",
        rechained(LOG, 5, recorded_at="2026-02-10T00:00:00Z"),
        ("time", 5),
    )
    yield (
        "time-stands-still",
        "two acts at the same time",
        rechained(LOG, 3, recorded_at=fields_at(2)["recorded_at"]),
        ("time", 3),
    )
    yield (
        "time-compared-as-text",
        "as text .5Z comes before Z, as time after it",
        rechained(LOG, 3, recorded_at="2026-02-11T00:00:01Z"),
        ("time", 3),
    )
    yield (
        "day-that-is-none",
        "a 29 February of a year that has none",
        rechained(LOG, 5, recorded_at="2027-02-29T00:00:00Z"),
        ("time", 5),
    )
    yield (
        "time-with-offset",
        "a time in another offset",
        rechained(LOG, 5, recorded_at="2027-03-01T00:00:00+00:00"),
        ("time", 5),
    )


def logs() -> Iterator[Vector]:
    """Yield the vectors of the log itself."""
    yield of_log("sound", "nothing is wrong", LOG, sound(LOG))
    yield of_log("empty", "no event at all", [], sound([]))
    deep = respelled(SIZE - 1, b'"semantics":2', b'"semantics":' + b"[" * 63 + b"]" * 63)
    yield of_log(
        "just-not-too-deep", "64 objects and lists in each other are allowed", deep, sound(deep)
    )
    half = put(SIZE - 1, client="\ud83d")
    yield of_log("half-a-surrogate", "half a surrogate stays as it is", half, sound(half))
    done = put(SIZE - 1, kind="deed", deed={"area": "north", "at": "2026-02-11T08:00+08:00"})
    yield of_log("deed", "something that was due was done", done, sound(done))
    for name, why, lines in spellings():
        seq = 0 if name in {"byte-order-mark", "upper-case-escape"} else 5
        yield of_log(name, why, lines, found(LOG, seq, "not_canonical", seq))
    for name, why, lines, (code, seq) in chains():
        good = seq + 1 if code == "changed" else seq
        yield of_log(name, why, lines, found(lines, good, code, seq))
    long = [*LOG[:5], line_of({**fields_at(5), "client": "x" * 65_536}, longest=None), *LOG[6:]]
    yield of_log(
        "line-too-long", "a line of more than 65,536 bytes", long, found(LOG, 5, "too_long", 5)
    )
