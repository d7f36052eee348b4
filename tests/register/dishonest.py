"""Public keys that are none, and signatures that are written in a second way.

All are made here, from the curve itself.
"""

from __future__ import annotations

from responselevels.register.curve import (
    ORDER,
    PRIME,
    Point,
    _added,
    honest_key,
    neutral,
    point_of,
    times,
)
from tests.register.signing import LI


def written(point: Point) -> bytes:
    """Return the one way to write *point*."""
    inverse = pow(point[2], -1, PRIME)
    x, y = point[0] * inverse % PRIME, point[1] * inverse % PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _read(raw: bytes) -> Point:
    point = point_of(raw)
    assert point is not None
    return point


def _eighths() -> list[Point]:
    """Return the eight points of small order, found by multiplying some point by the order."""
    for y in range(3, 100):
        point = point_of(y.to_bytes(32, "little"))
        if point is not None:
            small = times(ORDER, point)
            if not neutral(times(4, small)):
                return [times(count, small) for count in range(8)]
    raise AssertionError


SMALL = [written(point) for point in _eighths()]
MIXED = [written(_added(_read(LI.public), point)) for point in _eighths()[1:]]
HONEST = LI.public


def _twice_written() -> dict[str, bytes]:
    """Return keys that write a point in a second way: past the prime, or with an idle sign."""
    found = {}
    for y in range(19):
        if point_of(y.to_bytes(32, "little")) is not None:
            found[f"past the prime {y}"] = (PRIME + y).to_bytes(32, "little")
            found[f"past the prime {y}, signed"] = (PRIME + y | 1 << 255).to_bytes(32, "little")
    for y in (1, PRIME - 1):
        found[f"idle sign {min(y, 2)}"] = (y | 1 << 255).to_bytes(32, "little")
    return found


DISHONEST = {
    **{f"small order {number}": raw for number, raw in enumerate(SMALL)},
    **{f"mixed order {number}": raw for number, raw in enumerate(MIXED, start=1)},
    **_twice_written(),
    "no point": next(
        y.to_bytes(32, "little") for y in range(2, 99) if point_of(y.to_bytes(32, "little")) is None
    ),
    "zeros": bytes(32),
    "ones": b"\xff" * 32,
    "31 bytes": LI.public[:31],
    "33 bytes": LI.public + b"\x00",
    "nothing": b"",
}
assert honest_key(HONEST)


def respelled(signature: bytes) -> dict[str, bytes]:
    """Return what says the same as *signature* to a lenient reader, or is none."""
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    return {
        "order added": r + (s + ORDER).to_bytes(32, "little"),
        "high bits set": r + (s | 7 << 253).to_bytes(32, "little"),
        "first half of small order": SMALL[0] + signature[32:],
        "first half past the prime": (PRIME + 1).to_bytes(32, "little") + signature[32:],
        "sign of the first half": r[:31] + bytes([r[31] ^ 0x80]) + signature[32:],
        "longer": signature + b"\x00",
        "shorter": signature[:-1],
        "nothing": b"",
    }


BASE = _read((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))
FIXED = written(times(7, BASE)) + (7).to_bytes(32, "little")
"""The signature that holds for every message under the key that is the neutral point."""
