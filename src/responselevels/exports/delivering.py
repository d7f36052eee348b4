"""`Delivery`: the events of a register, sent to a receiver one after the other, each at least once.

The next event is sent when the receiver has taken the one before and that is kept. Whoever is killed
in between sends one event again, and never leaves one out, nor sends a later one before an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from responselevels.errors import Undelivered
from responselevels.exports.cloud_events import MEDIA, cloud_event
from responselevels.exports.place import NOWHERE, Place
from responselevels.exports.receiver import Receiver, Reply
from responselevels.exports.signing import signed_headers
from responselevels.exports.wording import identifier_of
from responselevels.register.log.events import Head, hash_of
from responselevels.version import __version__

FIRST_PAUSE = 0.5
"""Seconds before the second attempt; twice as long before each one after."""

LONGEST_PAUSE = 300.0
"""Maximum number of seconds between two attempts."""


class Delivered(Protocol):
    """A register that is delivered."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    def lines(self, start: int) -> Iterator[bytes]:
        """Yield the raw lines of its log from the event *start* on."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a delivery takes from outside: the time in seconds since 1970, a pause, chance, and who is told.

    *chance* returns a number from 0 to 1; *told* is called with each reply that is no good, the number
    of the event, that of the attempt, and the seconds until the next.
    """

    time: Callable[[], float]
    pause: Callable[[float], None]
    chance: Callable[[], float]
    told: Callable[[Reply, int, int, float], None]


class Delivery:
    """What is delivered, from where on, to whom; see the module."""

    def __init__(
        self,
        register: Delivered,
        receiver: Receiver,
        place: Place,
        means: Means,
        *,
        secrets: tuple[bytes, ...],
        tries: int | None = None,
    ) -> None:
        """Deliver *register*; *tries* is how often one event is sent at most, None: until it is taken."""
        self._register, self._receiver, self._place = register, receiver, place
        self._means, self._secrets, self._tries = means, secrets, tries

    def begin(self, after: int = -1) -> None:
        """Begin after the event *after*, where nothing was ever delivered.

        Raises:
            Undelivered: what was delivered is not what the register has.
        """
        kept = self._place.of(self._register.id)
        if kept is None:
            self._place.keep(self._register.id, self._head_after(after))
        elif kept != self._head_after(kept.size - 1):
            raise Undelivered("place.other", {"seq": kept.size - 1})

    def _head_after(self, seq: int) -> Head:
        if seq < 0:
            return NOWHERE
        line = next(iter(self._register.lines(seq)), None)
        if line is None:
            raise Undelivered("place.ahead", {"seq": seq})
        return Head(seq + 1, hash_of(line))

    def run(self) -> int:
        """Deliver what there is; return how many events that were.

        Raises:
            Undelivered: the receiver wants nothing more, or did not take an event in all its tries.
        """
        start = (self._place.of(self._register.id) or NOWHERE).size
        seq = start
        for seq, line in enumerate(self._register.lines(start), start + 1):
            self._send(line, seq - 1)
            self._place.keep(self._register.id, Head(seq, hash_of(line)))
        return seq - start

    def _send(self, line: bytes, seq: int) -> None:
        body, attempt = cloud_event(line, seq), 0
        while True:
            attempt += 1
            reply = self._receiver.post(body, self._headers(body, seq))
            if reply.taken:
                return
            facts = {"seq": seq, "reason": reply.reason, "tries": attempt}
            if reply.gone:
                raise Undelivered("receiver.gone", facts)
            if self._tries is not None and attempt >= self._tries:
                raise Undelivered("receiver.away", facts)
            pause = pause_before(attempt, self._means.chance(), reply.after)
            self._means.told(reply, seq, attempt, pause)
            self._means.pause(pause)

    def _headers(self, body: bytes, seq: int) -> dict[str, str]:
        """Return the headers of one attempt, signed anew: its time is part of it."""
        name = identifier_of(self._register.id, str(seq))
        signed = signed_headers(self._secrets, name, int(self._means.time()), body)
        return {
            "Content-Type": MEDIA,
            "User-Agent": f"responselevels/{__version__}",
            **signed,
        }


def pause_before(attempt: int, chance: float, asked: float | None = None) -> float:
    """Return the seconds after *attempt* (from 1) until the next: twice as many each time, a part by chance.

    What the receiver *asked* for is kept to, within the longest pause.

    >>> [pause_before(attempt, 1.0) for attempt in (1, 2, 3, 20)]
    [0.5, 1.0, 2.0, 300.0]
    """
    usual = min(FIRST_PAUSE * 2.0 ** min(attempt - 1, 30), LONGEST_PAUSE)
    return min(max(usual * (0.5 + chance / 2), asked or 0.0), LONGEST_PAUSE)
