"""A log verified in parts: each is held to the line before it, and the parts to one another.

The parts show only that all is sound. Where one of them finds anything, or a document is
missing, the log is gone along from its beginning in one process, which then says what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from responselevels.models.sha256 import WRITTEN
from responselevels.parallel.spread import Shared, spread
from responselevels.parallel.workers import workers_of
from responselevels.register.log.chain import (
    ChainVerifier,
    Documents,
    VerifiedLog,
    digest_of,
    named_in,
)
from responselevels.register.log.events import ORIGIN
from responselevels.register.log.merkle import EMPTY, Frontier, Stretch
from responselevels.register.log.verification import (
    KeptCheckpoint,
    VerificationReport,
    report_on,
)
from responselevels.register.log.verification import verify as verify_whole

if TYPE_CHECKING:
    from responselevels.register.log.cosigning import VerifyingKey

LINES_A_CHUNK = 2048
"""Lines that are handed out together to a process of this machine: some 30 ms of work."""


def verify(
    executor: Executor,
    lines: Callable[[], Iterator[bytes]],
    *,
    documents: Documents | None = None,
    kept: Sequence[KeptCheckpoint] = (),
    keys: Sequence[VerifyingKey] = (),
) -> VerificationReport:
    """Verify a log as `responselevels.register.log.verification.verify` does, spread over *executor*.

    *lines* gives the raw lines each time that it is called.

    Raises:
        MissingExtra: there are keys, and ``sign`` is not installed.
        WorkersUnusable: see `responselevels.parallel.spread.spread`.
    """
    ordered = sorted(kept, key=lambda each: each.note.checkpoint.size)
    sizes = {each.note.checkpoint.size for each in ordered}
    parts = _parts(lines(), sizes, LINES_A_CHUNK * workers_of(executor).grain)
    whole = _Joined(sizes, documents)
    for found in spread(executor, verify_part, Shared.of(nothing_shared), parts):
        if found is None or not whole.take(found):
            return verify_whole(lines(), documents=documents, kept=kept, keys=keys)
    return report_on(whole.verified(), ordered, keys, whole=documents is not None)


@dataclass(frozen=True, slots=True)
class LogPart:
    """Some *lines* of a log, the first of which is number *start*, and the line *before* them."""

    start: int
    before: bytes | None
    lines: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class SoundPart:
    """What a part comes to in which nothing was found.

    *head* is the hash of its last line, *trees* are as `Stretch` has them; *meanings* has the
    first event of each, and *named* the documents that its events name, in order.
    """

    head: str
    register: str | None
    meanings: Mapping[str, int]
    trees: tuple[tuple[int, bytes], ...]
    named: tuple[str, ...]


def _parts(lines: Iterator[bytes], sizes: set[int], most: int) -> Iterator[LogPart]:
    """Yield the log in parts of at most *most* lines, that end where a root is asked for."""
    start, before = 0, None
    part: list[bytes] = []
    for line in lines:
        part.append(line)
        if len(part) == most or start + len(part) in sizes:
            yield LogPart(start, before, tuple(part))
            start, before = start + len(part), line
            part = []
    if part:
        yield LogPart(start, before, tuple(part))


@dataclass(slots=True)
class _Joined:
    """Sound parts put together, in their order."""

    sizes: set[int]
    documents: Documents | None
    frontier: Frontier = field(default_factory=Frontier)
    head: str = ORIGIN
    register: str | None = None
    roots: dict[int, bytes] = field(default_factory=dict)
    meanings: dict[str, int] = field(default_factory=dict)
    looked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if 0 in self.sizes:
            self.roots[0] = EMPTY

    def take(self, part: SoundPart) -> bool:
        """Take the next part; return whether its documents are there, and are what they are called by."""
        for leaves, root in part.trees:
            self.frontier.append_tree(leaves, root)
        self.head, self.register = part.head, part.register
        for meaning, seq in part.meanings.items():
            self.meanings.setdefault(meaning, seq)
        if self.frontier.size in self.sizes:
            self.roots[self.frontier.size] = self.frontier.root()
        return self.documents is None or all(
            self._sound(self.documents, name) for name in part.named
        )

    def _sound(self, documents: Documents, name: str) -> bool:
        if name in self.looked:
            return True
        self.looked.add(name)
        body = documents(name) if WRITTEN.fullmatch(name) else None
        return body is not None and digest_of(body) == name

    def verified(self) -> VerifiedLog:
        """Return what all parts have shown."""
        return VerifiedLog(
            size=self.frontier.size,
            root=self.frontier.root(),
            head=self.head,
            register=self.register,
            found=None,
            roots=self.roots,
            meanings=self.meanings,
        )


# -- at the worker --------------------------------------------------------------------


def nothing_shared() -> None:
    """Return what all parts of a log share: nothing."""


def verify_part(_shared: None, part: LogPart) -> SoundPart | None:
    """Return what *part* comes to, None where anything in it is not as it should be."""
    leaves = Stretch(part.start)
    verifier: ChainVerifier | None
    if part.before is None:
        verifier = ChainVerifier.from_start(leaves)
    else:
        verifier = ChainVerifier.between(part.before, part.start - 1, leaves)
    if verifier is None:
        return None
    named: dict[str, None] = {}
    for line in part.lines:
        fields = verifier.take(line)
        if verifier.broken:
            return None
        for name in named_in(fields):
            if not isinstance(name, str):
                return None
            named[name] = None
    return SoundPart(
        verifier.head, verifier.register, verifier.meanings, tuple(leaves.trees), tuple(named)
    )
