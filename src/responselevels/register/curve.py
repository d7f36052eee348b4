"""The curve of Ed25519, as far as it must be known to refuse bytes that are no honest key (RFC 8032, 5.1).

Libraries take any point as a public key, those of small order too: one fixed
signature then "verifies" whatever it is held to. A key made as the standard
says is a multiple of the base point, so it lies in the group of prime order;
everything else is refused, however it is written.
"""

from __future__ import annotations

from functools import lru_cache

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
"""The order of the base point: the number of its multiples, a prime."""
LENGTH = 32
"""Length in bytes of a point, and of each half of a signature."""

_D = -121665 * pow(121666, -1, PRIME) % PRIME
_ROOT = pow(2, (PRIME - 1) // 4, PRIME)
"""A square root of -1."""

Point = tuple[int, int, int, int]
"""X, Y, Z and T, where x = X/Z, y = Y/Z and xy = T/Z."""

_NEUTRAL: Point = (0, 1, 1, 0)


def point_of(raw: bytes) -> Point | None:
    """Return the point that *raw* writes in the one way; None where it writes none.

    Refused are a second coordinate that is not below the prime, one that no
    point has, and a sign for the coordinate that has none.
    """
    if len(raw) != LENGTH:
        return None
    number = int.from_bytes(raw, "little")
    y, sign = number & (2**255 - 1), number >> 255
    if y >= PRIME:
        return None
    x = _first(y)
    if x is None or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


def _first(y: int) -> int | None:
    """Return a first coordinate that belongs to *y*, if there is one."""
    above, below = (y * y - 1) % PRIME, (_D * y * y + 1) % PRIME
    x = above * pow(below, 3, PRIME) * pow(above * pow(below, 7, PRIME), (PRIME - 5) // 8, PRIME)
    x %= PRIME
    square = below * x * x % PRIME
    if square == above:
        return x
    return x * _ROOT % PRIME if square == -above % PRIME else None


def _added(p: Point, q: Point) -> Point:
    a = (p[1] - p[0]) * (q[1] - q[0])
    b = (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * _D * p[3] * q[3], 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(count: int, point: Point) -> Point:
    """Return *point* added *count* times."""
    total = _NEUTRAL
    while count:
        if count & 1:
            total = _added(total, point)
        point, count = _added(point, point), count >> 1
    return total


def neutral(point: Point) -> bool:
    """Say whether *point* is the neutral one."""
    return point[0] % PRIME == 0 and (point[1] - point[2]) % PRIME == 0


@lru_cache(maxsize=4096)
def honest_key(raw: bytes) -> bool:
    """Say whether *raw* can be a public key: a point of prime order, written in the one way."""
    point = point_of(raw)
    return point is not None and not neutral(point) and neutral(times(ORDER, point))


def honest_signature(raw: bytes) -> bool:
    """Say whether *raw* is a signature written in the one way.

    Its first half is a point that is not of small order, its second a number
    below the order: the same plus the order would hold just as well.
    """
    if len(raw) != 2 * LENGTH or int.from_bytes(raw[LENGTH:], "little") >= ORDER:
        return False
    point = point_of(raw[:LENGTH])
    return point is not None and not neutral(times(8, point))
