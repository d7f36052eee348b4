"""`LogWriter`: writes the drafts of one act as lines of the log, with who, when and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import uuid4
from warnings import warn

from responselevels.errors import ClockJumped, Unrecordable
from responselevels.models.times import instant_written
from responselevels.register.history.state import State
from responselevels.register.log.actors import Actor
from responselevels.register.log.canonical import line_of_members, members
from responselevels.register.log.events import (
    FORMAT,
    SEMANTICS,
    Head,
    digest_of_line,
    hash_of,
    line_of,
)
from responselevels.register.log.plain import optional_text, plain_text
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.timing import Timekeeper
from responselevels.text.catalogue import worded


def new_key() -> str:
    """Return a key that nobody has used."""
    return uuid4().hex


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked: an act by its name, its content, by whom, under which key.

    The same key stands for the same request: asking again does it once. What is long, and
    was *written* before as the log would have it, is no part of the content: it is not written again.
    """

    act: str
    content: Mapping[str, object]
    by: Actor
    key: str = field(default_factory=new_key)
    written: tuple[tuple[str, str], ...] = ()

    @cached_property
    def digest(self) -> str:
        """The digest of what was asked, whoever asks and whenever."""
        if not self.written:
            return digest_of_line(line_of({"act": self.act, "content": self.content}, longest=None))
        content = line_of_members((*members(self.content, self.content), *self.written))
        asked = (*members({"act": self.act}, ("act",)), ("content", content[:-1].decode("ascii")))
        return digest_of_line(line_of_members(asked))


class LogWriter:
    """Turns drafts into lines, with the time; *site* and *client* say where and by what."""

    def __init__(
        self, keeper: Timekeeper, *, engine: str, site: str | None, client: str | None
    ) -> None:
        self._keeper = keeper
        self._common = {
            "engine": plain_text(engine, "engine"),
            "site": optional_text(site, "site"),
            "client": optional_text(client, "client"),
        }

    def take_time(self, stored: int | None, state: State) -> int:
        """Return the time of what is about to be recorded: after all that is recorded already.

        *stored* is the store's time, taken under the lock; None where it has none.

        Raises:
            TimeRefused: as `Timekeeper.take`.
        """
        return self._keeper.take(stored, state)

    def time_now(self) -> int:
        """Return the time now, for a trial: nothing is recorded at it."""
        return self._keeper.told()

    def note_jump(self, draft: Draft) -> None:
        """Draft an event where the clock jumped."""
        self._keeper.note(draft)

    def warn_of_jump(self) -> None:
        """Warn where the clock jumped, once that is recorded."""
        if self._keeper.jump:
            seconds = round(self._keeper.jump / 1_000_000)
            warn(
                ClockJumped(worded("register.clock_jumped", {"seconds": seconds}, "en")),
                stacklevel=4,
            )

    def lines(self, draft: Draft, request: Request, register: str) -> Iterator[bytes]:
        """Yield the lines of the events drafted at *draft*."""
        head: Head = draft.state.head
        common = {
            **self._common,
            "v": FORMAT,
            "semantics": SEMANTICS,
            "register": register,
            "recorded_at": instant_written(draft.time),
            "time_source": self._keeper.source,
            "actor": request.by.fields(),
            "idem": request.key,
            "request": request.digest,
        }
        for event in draft.drafted:
            own = {"kind": event.kind, "seq": head.size, "prev": head.hash}
            fields = {**event.to_json(), **common, **own}
            try:
                line = line_of(fields)
            except ValueError as error:
                raise Unrecordable("unrecordable", {"found": str(error)}) from error
            yield line
            head = Head(head.size + 1, hash_of(line))
